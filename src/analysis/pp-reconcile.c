/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Brings findings and stored threats together. The threat's `evidence` holds what the rule said last, with
 * the texts that it wrote under `wrote`: a field that is different by now was set by a person. */

#include "pp-reconcile.h"

#include "pp-finding-words.h"
#include "pp-json.h"
#include "pp-rules-private.h"

#include <string.h>

#define ORIGIN "rule"

/* The fields that a rule writes as long as nobody else does. */
static const char * const written_fields[] = {
  "title", "methodology", "category", "severity", "description", "references",
};

/* --- What a finding says as a threat ------------------------------------------------------------ */

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
references_node (const PpFinding *finding)
{
  char ** const lists[] = {
    finding->rule->cwe, finding->rule->capec, finding->attack, finding->rule->atlas, finding->rule->owasp,
  };
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i][j] != NULL; j++)
      json_array_add_string_element (array, lists[i][j]);
  json_node_take_array (node, array);
  return node;
}

/* What the rule writes into the fields. */
static JsonObject *
fields_of (const PpFinding *finding)
{
  JsonObject *fields = json_object_new ();

  json_object_set_member (fields, "title", text_node (finding->title));
  json_object_set_member (fields, "methodology", text_node (finding->methodology));
  json_object_set_member (fields, "category", text_node (pp_category_get_word (finding->category)));
  json_object_set_member (fields, "severity", text_node (pp_severity_to_string (finding->severity)));
  json_object_set_member (fields, "description", text_node (finding->rule->why));
  json_object_set_member (fields, "references", references_node (finding));
  return fields;
}

static JsonArray *
values_of (const PpFinding *finding)
{
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const PpEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "element", evidence->element);
      json_object_set_string_member (object, "property", evidence->property);
      if (evidence->value != NULL)
        json_object_set_member (object, "value", json_node_ref (evidence->value));
      json_object_set_string_member (object, "origin", pp_origin_to_string (evidence->origin));
      json_array_add_object_element (values, object);
    }
  return values;
}

static JsonNode *
evidence_of (const PpFinding *finding)
{
  JsonObject *evidence = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_boolean_member (evidence, "found", TRUE);
  json_object_set_string_member (evidence, "on", finding->on);
  json_object_set_string_member (evidence, "weakness", finding->rule->weakness);
  json_object_set_string_member (evidence, "confidence", pp_confidence_to_string (finding->confidence));
  json_object_set_array_member (evidence, "values", values_of (finding));
  json_object_set_object_member (evidence, "wrote", fields_of (finding));
  json_node_take_object (node, evidence);
  return node;
}

/* --- One threat --------------------------------------------------------------------------------- */

static void
add_set (GPtrArray  *changes,
         PpRecord   *record,
         const char *field,
         JsonNode   *value)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);

  if (before == value || (before != NULL && value != NULL && pp_json_equal (before, value)))
    return;
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), pp_record_get_id (record),
                                               field, before, value));
}

static JsonObject *
evidence_object (PpThreat *threat)
{
  JsonNode *evidence = pp_threat_get_evidence (threat);

  return evidence != NULL && JSON_NODE_HOLDS_OBJECT (evidence) ? json_node_get_object (evidence) : NULL;
}

static gboolean
is_empty (JsonNode *node)
{
  return node == NULL ||
         (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0) ||
         (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          *json_node_get_string (node) == '\0');
}

/* Whether the field still holds what the rule wrote. */
static gboolean
is_the_rules_own (PpThreat   *threat,
                  const char *field,
                  JsonObject *wrote)
{
  g_autoptr (JsonNode) value = pp_record_dup_field (PP_RECORD (threat), field);
  JsonNode *written = wrote != NULL ? json_object_get_member (wrote, field) : NULL;

  if (is_empty (value))
    return is_empty (written);
  return written != NULL && pp_json_equal (value, written);
}

static void
update_threat (GPtrArray       *changes,
               PpThreat        *threat,
               const PpFinding *finding)
{
  JsonObject *evidence = evidence_object (threat);
  JsonObject *wrote = evidence != NULL ? pp_json_get_object (evidence, "wrote") : NULL;
  g_autoptr (JsonObject) fields = fields_of (finding);
  g_autoptr (JsonNode) fresh = evidence_of (finding);

  for (guint i = 0; i < G_N_ELEMENTS (written_fields); i++)
    if (is_the_rules_own (threat, written_fields[i], wrote))
      {
        JsonNode *value = json_object_get_member (fields, written_fields[i]);

        add_set (changes, PP_RECORD (threat), written_fields[i], is_empty (value) ? NULL : value);
      }
  add_set (changes, PP_RECORD (threat), "evidence", fresh);
}

static void
mark_lost (GPtrArray *changes,
           PpThreat  *threat)
{
  g_autoptr (JsonNode) evidence = json_node_new (JSON_NODE_OBJECT);
  JsonObject *before = evidence_object (threat);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (before != NULL)
    {
      json_object_iter_init_ordered (&iter, before);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        json_object_set_member (object, name, json_node_ref (node));
    }
  json_object_set_boolean_member (object, "found", FALSE);
  json_node_take_object (evidence, object);
  add_set (changes, PP_RECORD (threat), "evidence", evidence);
}

/* --- All of them -------------------------------------------------------------------------------- */

static gint64
last_number (PpModel *model)
{
  gint64 last = pp_info_get_threat_top (pp_model_get_info (model));

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_THREAT); i++)
    last = MAX (last, pp_threat_get_number (PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i))));
  return last;
}

static void
set_threat_top (GPtrArray *changes,
                PpModel   *model,
                gint64     number)
{
  g_autoptr (JsonNode) top = json_node_init_int (json_node_alloc (), number);

  add_set (changes, PP_RECORD (pp_model_get_info (model)), "threatTop", top);
}

static void
add_threat (GPtrArray        *changes,
            const PpFinding  *finding,
            gint64            number,
            char            **id)
{
  g_autofree char *threat_id = pp_model_new_id ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *record = fields_of (finding);

  for (guint i = 0; i < G_N_ELEMENTS (written_fields); i++)
    if (is_empty (json_object_get_member (record, written_fields[i])))
      json_object_remove_member (record, written_fields[i]);
  json_object_set_string_member (record, "element", finding->element);
  json_object_set_int_member (record, "number", number);
  json_object_set_string_member (record, "status", "Open");
  json_object_set_string_member (record, "rule", finding->rule->id);
  json_object_set_string_member (record, "origin", ORIGIN);
  json_object_set_member (record, "evidence", evidence_of (finding));
  json_node_take_object (node, record);
  g_ptr_array_add (changes, pp_change_new_add (PP_RECORD_THREAT, threat_id, node));
  if (id != NULL)
    *id = g_steal_pointer (&threat_id);
}

static char *
identity_of (const char *rule,
             const char *element)
{
  return g_strconcat (rule, "\n", element, NULL);
}

static GHashTable *
index_findings (GPtrArray *findings)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      g_hash_table_insert (index, identity_of (finding->rule->id, finding->element), finding);
    }
  return index;
}

static void
update_stored (GPtrArray  *changes,
               PpAnalysis *analysis,
               GHashTable *index,
               GHashTable *stored)
{
  PpModel *model = pp_analysis_get_model (analysis);
  g_autoptr (GPtrArray) threats = pp_model_dup_sorted (model, PP_RECORD_THREAT);

  for (guint i = 0; i < threats->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);
      const char *element = pp_threat_get_element (threat);
      g_autofree char *identity = NULL;
      PpFinding *finding;

      if (*pp_threat_get_rule (threat) == '\0' || element == NULL)
        continue;
      identity = identity_of (pp_threat_get_rule (threat), element);
      finding = g_hash_table_lookup (index, identity);
      /* A rule that is not loaded, or whose pack is off, says nothing: neither that a threat is there
       * nor that it is not. */
      if (finding != NULL)
        update_threat (changes, threat, finding);
      else if (pp_analysis_uses_rule (analysis, pp_threat_get_rule (threat)))
        mark_lost (changes, threat);
      g_hash_table_add (stored, g_steal_pointer (&identity));
    }
}

/**
 * pp_reconcile:
 * @analysis: an analysis that has run
 * @add_new: whether findings without a threat get one
 *
 * Returns: (transfer full) (element-type PpChange): empty when all is up to date
 */
GPtrArray *
pp_reconcile (PpAnalysis *analysis,
              gboolean    add_new)
{
  GPtrArray *changes = pp_change_list_new ();
  PpModel *model = pp_analysis_get_model (analysis);
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GHashTable) index = index_findings (findings);
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 first = last_number (model), number = first;

  update_stored (changes, analysis, index, stored);
  for (guint i = 0; add_new && i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *identity = identity_of (finding->rule->id, finding->element);

      if (!finding->rule->prompt && !g_hash_table_contains (stored, identity))
        add_threat (changes, finding, ++number, NULL);
    }
  if (number > first)
    set_threat_top (changes, model, number);
  return changes;
}

/**
 * pp_reconcile_add:
 * @analysis: an analysis that has run
 * @finding: one of its findings, prompts included
 * @id: (out) (optional): the threat's identifier
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_reconcile_add (PpAnalysis       *analysis,
                  const PpFinding  *finding,
                  char            **id)
{
  GPtrArray *changes = pp_change_list_new ();
  PpModel *model = pp_analysis_get_model (analysis);
  gint64 number = last_number (model) + 1;

  add_threat (changes, finding, number, id);
  set_threat_top (changes, model, number);
  return changes;
}

/**
 * pp_finding_find_threat:
 * @self: a finding
 * @model: where it was found
 *
 * Returns: (transfer none) (nullable): the threat that it belongs to
 */
PpThreat *
pp_finding_find_threat (const PpFinding *self,
                        PpModel         *model)
{
  GPtrArray *threats = pp_model_peek_threats_of (model, self->element);
  PpThreat *found = NULL;

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);

      if (strcmp (pp_threat_get_rule (threat), self->rule->id) == 0 &&
          (found == NULL || strcmp (pp_record_get_id (PP_RECORD (threat)),
                                    pp_record_get_id (PP_RECORD (found))) < 0))
        found = threat;
    }
  return found;
}

/**
 * pp_threat_is_still_found:
 * @self: a threat
 *
 * Returns: %FALSE when a rule had found it and does not any more
 */
gboolean
pp_threat_is_still_found (PpThreat *self)
{
  JsonObject *evidence = evidence_object (self);

  return *pp_threat_get_rule (self) == '\0' || evidence == NULL ||
         pp_json_get_boolean (evidence, "found", TRUE);
}
