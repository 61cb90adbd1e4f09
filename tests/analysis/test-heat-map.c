/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "pp-heat-map.h"
#include "pp-json.h"
#include "pp-navigator.h"

typedef struct {
  PpModel    *model;
  PpAnalysis *analysis;
} Fixture;

static void
add (PpModel      *model,
     PpRecordType  type,
     const char   *id,
     const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (pp_model_add_record (model, type, id, node, &error));
}

/* No rule finds anything here: what is in the matrix comes from the threats and the drawn attack. */
static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const PpAnalysisOptions options = { FALSE, FALSE, NULL };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new ();

  self->model = pp_model_new ("m");
  add (self->model, PP_RECORD_NODE, "mail", "{\"kind\":\"host\",\"name\":\"Mail server\"}");
  add (self->model, PP_RECORD_NODE, "shop", "{\"kind\":\"host\",\"name\":\"Shop\",\"references\":[\"AML.T0051\"]}");
  add (self->model, PP_RECORD_EDGE, "hook",
       "{\"kind\":\"attack\",\"name\":\"Hook\",\"source\":\"shop\",\"target\":\"mail\",\"techniques\":[\"T1566.001\"]}");
  add (self->model, PP_RECORD_THREAT, "t1",
       "{\"element\":\"mail\",\"title\":\"Letters lure\",\"severity\":\"High\",\"status\":\"Open\","
       "\"references\":[\"T1566.002\",\"T1566\",\"CAPEC-98\"]}");
  add (self->model, PP_RECORD_THREAT, "t2",
       "{\"element\":\"shop\",\"title\":\"Injection\",\"severity\":\"Critical\",\"status\":\"Mitigated\","
       "\"references\":[\"T1190\"]}");
  add (self->model, PP_RECORD_THREAT, "t3",
       "{\"element\":\"shop\",\"title\":\"Scripts\",\"severity\":\"Low\",\"status\":\"Open\",\"references\":[\"T1086\"]}");
  add (self->model, PP_RECORD_THREAT, "t4",
       "{\"element\":\"shop\",\"title\":\"By pattern only\",\"severity\":\"Medium\",\"status\":\"Open\","
       "\"references\":[\"CAPEC-2\"]}");
  add (self->model, PP_RECORD_CONTROL, "c1",
       "{\"title\":\"Training\",\"status\":\"in-place\",\"references\":[\"M1017\"]}");
  add (self->model, PP_RECORD_CONTROL, "c2",
       "{\"title\":\"Filter\",\"status\":\"planned\",\"references\":[\"M1031\"]}");
  self->analysis = pp_analysis_new (self->model, pp_kinds_get_default (), rules, &options);
  pp_analysis_run (self->analysis);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->analysis);
  g_assert_finalize_object (self->model);
}

static PpHeatMap *
make_map (Fixture  *self,
          PpMatrix  matrix)
{
  return pp_heat_map_new (self->model, self->analysis, pp_attack_get_default (), matrix);
}

static void
test_matrix_is_whole (Fixture       *self,
                      gconstpointer  data)
{
  const struct {
    PpMatrix    matrix;
    guint       n_tactics;
    const char *first;
    guint       n_techniques;
  } cases[] = {
    { PP_MATRIX_ENTERPRISE, 14, "reconnaissance", 216 },
    { PP_MATRIX_ICS, 12, "initial-access", 83 },
    { PP_MATRIX_MOBILE, 12, "initial-access", 77 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpHeatMap) map = make_map (self, cases[i].matrix);
      g_autoptr (GHashTable) techniques = g_hash_table_new (NULL, NULL);
      GPtrArray *tactics = pp_heat_map_get_tactics (map);

      for (guint j = 0; j < tactics->len; j++)
        {
          PpHeatTactic *tactic = g_ptr_array_index (tactics, j);

          g_assert_cmpuint (tactic->techniques->len, >, 0);
          for (guint k = 0; k < tactic->techniques->len; k++)
            g_hash_table_add (techniques, g_ptr_array_index (tactic->techniques, k));
        }
      g_assert_cmpuint (tactics->len, ==, cases[i].n_tactics);
      g_assert_cmpstr (((PpHeatTactic *) g_ptr_array_index (tactics, 0))->short_name, ==, cases[i].first);
      g_assert_cmpuint (g_hash_table_size (techniques), ==, cases[i].n_techniques);
    }
}

/* The drawn attack and the threat count once each, although the threat names the technique twice. */
static void
test_sub_techniques_fold (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ENTERPRISE);
  PpHeatTechnique *phishing = pp_heat_map_find (map, "T1566");
  PpHeatTechnique *attachment = pp_heat_map_find (map, "T1566.001");
  g_autoptr (GPtrArray) threats = pp_heat_technique_list_threats (phishing);

  g_assert_cmpuint (phishing->n_threats, ==, 2);
  g_assert_cmpuint (phishing->n_open, ==, 2);
  g_assert_cmpint (phishing->severity, ==, PP_SEVERITY_HIGH);
  g_assert_cmpuint (threats->len, ==, 2);
  g_assert_cmpstr (((PpHeatThreat *) g_ptr_array_index (threats, 0))->title, ==, "Letters lure");
  g_assert_cmpstr (((PpHeatThreat *) g_ptr_array_index (threats, 1))->element, ==, "hook");
  g_assert_true (attachment->parent == phishing);
  g_assert_cmpuint (attachment->n_threats, ==, 1);
  g_assert_cmpint (attachment->severity, ==, -1);
}

static void
test_replaced_and_mapped (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ENTERPRISE);

  g_assert_cmpuint (pp_heat_map_find (map, "T1059.001")->n_threats, ==, 1);
  g_assert_cmpuint (pp_heat_map_find (map, "T1059")->n_open, ==, 1);
  g_assert_null (pp_heat_map_find (map, "T1086"));
  g_assert_cmpuint (pp_heat_map_find (map, "T1531")->n_threats, ==, 1);
}

static void
test_coverage (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ENTERPRISE);
  PpHeatSummary summary = pp_heat_map_get_summary (map);

  g_assert_true (pp_heat_map_is_in_place (map, "M1017"));
  g_assert_false (pp_heat_map_is_in_place (map, "M1031"));
  g_assert_cmpint (pp_heat_map_find (map, "T1566")->coverage, ==, PP_COVERAGE_PARTLY);
  g_assert_cmpuint (pp_heat_map_find (map, "T1566")->n_in_place, ==, 1);
  g_assert_cmpint (pp_heat_map_find (map, "T1190")->coverage, ==, PP_COVERAGE_COVERED);
  g_assert_cmpint (pp_heat_map_find (map, "T1190")->severity, ==, -1);
  g_assert_cmpint (pp_heat_map_find (map, "T1059")->coverage, ==, PP_COVERAGE_OPEN);
  g_assert_cmpint (pp_heat_map_find (map, "T1001")->coverage, ==, PP_COVERAGE_NONE);
  g_assert_cmpuint (summary.n_covered, ==, 1);
  g_assert_cmpuint (summary.n_partly, ==, 1);
  g_assert_cmpuint (summary.n_open, ==, 2);
}

static void
test_groups (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ENTERPRISE);
  g_autoptr (PpHeatMap) atlas = make_map (self, PP_MATRIX_ATLAS);
  g_autoptr (GArray) groups = pp_heat_map_list_groups (map);
  g_autoptr (GArray) none = pp_heat_map_list_groups (atlas);
  g_autoptr (GHashTable) apt29 = pp_heat_map_dup_techniques_of (map, "G0016");
  double last = 1;

  g_assert_cmpuint (groups->len, >, 100);
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < groups->len; i++)
    {
      const PpHeatGroup *group = &g_array_index (groups, PpHeatGroup, i);
      double share = (double) group->n_open / group->n_techniques;

      g_assert_cmpuint (group->n_open, <=, group->n_techniques);
      g_assert_cmpfloat (share, <=, last + 1e-12);
      last = share;
    }
  g_assert_true (g_hash_table_contains (apt29, "T1566"));
  g_assert_true (g_hash_table_contains (apt29, "T1566.001"));
}

static void
test_atlas (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ATLAS);
  PpHeatTechnique *injection = pp_heat_map_find (map, "AML.T0051");

  g_assert_cmpuint (pp_heat_map_get_tactics (map)->len, >=, 14);
  g_assert_cmpuint (injection->n_threats, ==, 1);
  g_assert_cmpstr (((PpHeatThreat *) g_ptr_array_index (injection->threats, 0))->element, ==, "shop");
  g_assert_cmpuint (injection->mitigations->len, >, 0);
  g_assert_false (pp_navigator_knows (PP_MATRIX_ATLAS));
}

static JsonObject *
find_technique (JsonObject *layer,
                const char *id)
{
  JsonArray *techniques = json_object_get_array_member (layer, "techniques");

  for (guint i = 0; i < json_array_get_length (techniques); i++)
    {
      JsonObject *technique = json_array_get_object_element (techniques, i);

      if (g_str_equal (json_object_get_string_member (technique, "techniqueID"), id))
        return technique;
    }
  return NULL;
}

static void
test_navigator_layer (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (PpHeatMap) map = make_map (self, PP_MATRIX_ENTERPRISE);
  g_autoptr (JsonNode) node = pp_navigator_layer_new (map, self->model);
  JsonObject *layer = json_node_get_object (node);
  JsonObject *phishing = find_technique (layer, "T1566");

  g_assert_cmpstr (json_object_get_string_member (layer, "domain"), ==, "enterprise-attack");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (layer, "versions"), "layer"), ==,
                   "4.5");
  g_assert_cmpint (json_object_get_int_member (phishing, "score"), ==, 75);
  g_assert_true (json_object_get_boolean_member (phishing, "showSubtechniques"));
  g_assert_cmpint (json_object_get_int_member (find_technique (layer, "T1566.001"), "score"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (find_technique (layer, "T1190"), "score"), ==, 0);
  g_assert_null (find_technique (layer, "T1001"));
}

#define ADD(name, function) g_test_add ("/analysis/heat-map/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("matrix-is-whole", test_matrix_is_whole);
  ADD ("sub-techniques-fold", test_sub_techniques_fold);
  ADD ("replaced-and-mapped", test_replaced_and_mapped);
  ADD ("coverage", test_coverage);
  ADD ("groups", test_groups);
  ADD ("atlas", test_atlas);
  ADD ("navigator", test_navigator_layer);

  return g_test_run ();
}
