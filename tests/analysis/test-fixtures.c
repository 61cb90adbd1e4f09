/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For every rule a small model on which it fires, and the smallest difference that keeps it from firing.
 * data/rules.json has one line for each:
 *   rule   its identifier
 *   on     the element that its threat stands on
 *   nodes  { id: [class, { property: value }] }
 *   flows  { id: [source, target, { property: value }] }
 *   zone   a boundary box: what it holds, and its properties
 *   miss   { id: { property: value } }: the difference */

#include "pp-test-analysis.h"

#include <string.h>

typedef struct {
  PpModel    *model;
  JsonObject *fixture;
  gboolean    miss;
} Builder;

/* What the fixture says of an element, with the difference where it is asked for. */
static JsonObject *
facts_of (Builder    *self,
          const char *id,
          JsonObject *said)
{
  JsonObject *facts = json_object_new ();
  JsonObject *misses = json_object_get_object_member (self->fixture, "miss");
  JsonObject *sources[] = { said, self->miss ? pp_json_get_object (misses, id) : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      if (sources[i] == NULL)
        continue;
      json_object_iter_init (&iter, sources[i]);
      while (json_object_iter_next (&iter, &name, &value))
        if (strcmp (name, "holds") != 0)
          json_object_set_member (facts, name, pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL));
    }
  return facts;
}

static void
add_element (Builder      *self,
             PpRecordType  type,
             const char   *id,
             const char   *kind,
             JsonObject   *said,
             JsonObject   *record)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (record, "kind", kind);
  json_object_set_string_member (record, "name", id);
  json_object_set_object_member (record, "facts", facts_of (self, id, said));
  json_node_take_object (node, record);
  pp_model_add_record (self->model, type, id, node, &error);
  g_assert_no_error (error);
}

static JsonObject *
properties_at (JsonArray *array,
               guint      index)
{
  return json_array_get_length (array) > index ? json_array_get_object_element (array, index) : NULL;
}

static void
add_nodes (Builder *self)
{
  JsonObject *nodes = json_object_get_object_member (self->fixture, "nodes");
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, nodes);
  while (json_object_iter_next (&iter, &id, &node))
    {
      JsonArray *array = json_node_get_array (node);

      add_element (self, PP_RECORD_NODE, id, json_array_get_string_element (array, 0), properties_at (array, 1),
                   json_object_new ());
    }
}

static void
add_flows (Builder *self)
{
  JsonObject *flows = pp_json_get_object (self->fixture, "flows");
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  if (flows == NULL)
    return;
  json_object_iter_init (&iter, flows);
  while (json_object_iter_next (&iter, &id, &node))
    {
      JsonArray *array = json_node_get_array (node);
      JsonObject *record = json_object_new ();

      json_object_set_string_member (record, "source", json_array_get_string_element (array, 0));
      json_object_set_string_member (record, "target", json_array_get_string_element (array, 1));
      add_element (self, PP_RECORD_EDGE, id, "data-flow", properties_at (array, 2), record);
    }
}

static void
place (JsonObject *placements,
       const char *id,
       double      x,
       double      y,
       double      size)
{
  g_autoptr (PpPlacement) placement = pp_placement_new_box (x, y, size, size, 0);

  json_object_set_member (placements, id, pp_placement_to_json (placement));
}

static gboolean
zone_holds (JsonObject *zone,
            const char *id)
{
  JsonArray *held = zone != NULL ? pp_json_get_array (zone, "holds") : NULL;

  for (guint i = 0; held != NULL && i < json_array_get_length (held); i++)
    if (strcmp (json_array_get_string_element (held, i), id) == 0)
      return TRUE;
  return FALSE;
}

/* The zone is a large box in the middle; what it does not hold stands to the right of it. */
static void
add_layout (Builder *self)
{
  JsonObject *zone = pp_json_get_object (self->fixture, "zone");
  JsonObject *nodes = json_object_get_object_member (self->fixture, "nodes");
  const char *method = pp_json_get_string (self->fixture, "method", "STRIDE");
  JsonObject *record = json_object_new (), *placements = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *id;
  guint row = 0;

  if (zone != NULL)
    {
      add_element (self, PP_RECORD_NODE, "zone", "trust-boundary-box", zone, json_object_new ());
      place (placements, "zone", 0, 0, 1000);
    }
  json_object_iter_init (&iter, nodes);
  while (json_object_iter_next (&iter, &id, NULL))
    place (placements, id, zone_holds (zone, id) ? 100 : 1500, 100 * ++row, 50);
  json_object_set_string_member (record, "title", "all");
  json_object_set_string_member (record, "methodology", method);
  json_object_set_object_member (record, "placements", placements);
  json_node_take_object (node, record);
  pp_model_add_record (self->model, PP_RECORD_LAYOUT, "all", node, &error);
  g_assert_no_error (error);
}

static PpModel *
build (JsonObject *fixture,
       gboolean    miss)
{
  Builder builder = { pp_model_new ("m"), fixture, miss };

  add_nodes (&builder);
  add_flows (&builder);
  add_layout (&builder);
  return builder.model;
}

static gboolean
fires (PpModel    *model,
       const char *rule,
       const char *on)
{
  PpAnalysisOptions options = { .prompts = TRUE };
  g_autoptr (PpAnalysis) analysis = analyse (model, &options);
  GPtrArray *findings = pp_analysis_peek_findings_of (analysis, on);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (strcmp (((PpFinding *) g_ptr_array_index (findings, i))->rule->id, rule) == 0)
      return TRUE;
  return FALSE;
}

static JsonArray *
load_fixtures (void)
{
  static JsonNode *root;

  if (root == NULL)
    root = load_json (PP_TEST_DATA "/rules.json");
  return json_node_get_array (root);
}

static void
test_fixtures (void)
{
  JsonArray *fixtures = load_fixtures ();

  for (guint i = 0; i < json_array_get_length (fixtures); i++)
    {
      JsonObject *fixture = json_array_get_object_element (fixtures, i);
      const char *rule = json_object_get_string_member (fixture, "rule");
      const char *on = json_object_get_string_member (fixture, "on");
      g_autoptr (PpModel) hit = build (fixture, FALSE), miss = build (fixture, TRUE);

      g_test_message ("%s", rule);
      g_assert_true (fires (hit, rule, on));
      g_assert_false (fires (miss, rule, on));
    }
}

static void
test_every_rule_has_one (void)
{
  JsonArray *fixtures = load_fixtures ();
  g_autoptr (GHashTable) rules = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (fixtures); i++)
    g_hash_table_add (rules, (gpointer) json_object_get_string_member (
                               json_array_get_object_element (fixtures, i), "rule"));
  for (guint i = 0; i < pp_rule_set_get_n_rules (shared_rules ()); i++)
    {
      const PpRule *rule = pp_rule_set_get_rule (shared_rules (), i);

      if (!g_hash_table_contains (rules, rule->id))
        g_error ("there is no fixture for %s", rule->id);
    }
}

/* What would close a finding does close it, by itself and as an edit of the model. */
static void
test_remedies_close (void)
{
  JsonArray *fixtures = load_fixtures ();
  guint n_closed = 0;

  for (guint i = 0; i < json_array_get_length (fixtures); i++)
    {
      JsonObject *fixture = json_array_get_object_element (fixtures, i);
      const char *rule = json_object_get_string_member (fixture, "rule");
      const char *on = json_object_get_string_member (fixture, "on");
      g_autoptr (PpModel) model = build (fixture, FALSE);
      PpAnalysisOptions options = { .prompts = TRUE };
      g_autoptr (PpAnalysis) analysis = analyse (model, &options);
      GPtrArray *findings = pp_analysis_peek_findings_of (analysis, on);
      g_autoptr (GPtrArray) remedies = NULL, changes = pp_change_list_new ();
      PpRemedy *remedy;

      for (guint j = 0; remedies == NULL && findings != NULL && j < findings->len; j++)
        if (strcmp (((PpFinding *) g_ptr_array_index (findings, j))->rule->id, rule) == 0)
          remedies = pp_analysis_list_remedies (analysis, g_ptr_array_index (findings, j), 3);
      if (remedies == NULL || remedies->len == 0)
        continue;
      remedy = g_ptr_array_index (remedies, 0);
      for (guint j = 0; j < remedy->edits->len; j++)
        {
          PpEvidence *edit = g_ptr_array_index (remedy->edits, j);
          PpRecord *record = pp_model_lookup (model, edit->element);
          g_autofree char *field = g_strconcat ("facts/", edit->property, NULL);
          g_autoptr (JsonNode) before = pp_record_dup_field (record, field);
          g_autoptr (JsonNode) fact = pp_fact_new (edit->value, PP_FACT_SOURCE_PERSON, NULL);

          g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), edit->element, field,
                                                       before, fact));
        }
      g_assert_true (pp_model_apply (model, changes, NULL));
      g_test_message ("%s", rule);
      g_assert_false (fires (model, rule, on));
      n_closed++;
    }
  g_test_message ("%u rules have findings that an edit of what is stated closes", n_closed);
  g_assert_cmpuint (n_closed, >, 90);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/fixtures/hit-and-miss", test_fixtures);
  g_test_add_func ("/analysis/fixtures/every-rule-has-one", test_every_rule_has_one);
  g_test_add_func ("/analysis/fixtures/remedies-close", test_remedies_close);
  return g_test_run ();
}
