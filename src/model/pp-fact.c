/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-fact.h"

#include "pp-json.h"

static const char * const source_names[] = { "person", "imported", "observed", "default" };

const char *
pp_fact_source_to_string (PpFactSource source)
{
  g_return_val_if_fail (source < G_N_ELEMENTS (source_names), NULL);

  return source_names[source];
}

/**
 * pp_fact_source_from_string:
 * @text: (nullable): a name
 * @source: (out): the source
 *
 * Returns: whether the name is one
 */
gboolean
pp_fact_source_from_string (const char   *text,
                            PpFactSource *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (source_names); i++)
    {
      if (g_strcmp0 (text, source_names[i]) == 0)
        {
          *source = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * pp_fact_is_valid:
 * @node: a value
 *
 * Returns: whether it is a fact, from a source that is known if it names one
 */
gboolean
pp_fact_is_valid (JsonNode *node)
{
  JsonObject *fact = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  PpFactSource source;

  if (fact == NULL || !json_object_has_member (fact, "value"))
    return FALSE;
  return !json_object_has_member (fact, "source") ||
         pp_fact_source_from_string (pp_json_get_string (fact, "source", NULL), &source);
}

/**
 * pp_fact_new:
 * @value: (nullable): what is said; %NULL gives no fact
 * @source: who says it
 * @evidence: (nullable): on what grounds, in words
 *
 * Returns: (transfer full) (nullable): the fact as a JSON object, or %NULL for unknown
 */
JsonNode *
pp_fact_new (JsonNode     *value,
             PpFactSource  source,
             const char   *evidence)
{
  JsonObject *object;
  JsonNode *node;

  if (value == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_member (object, "value", json_node_ref (value));
  json_object_set_string_member (object, "source", pp_fact_source_to_string (source));
  if (evidence != NULL && *evidence != '\0')
    json_object_set_string_member (object, "evidence", evidence);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/**
 * pp_fact_new_truth:
 * @truth: what is said
 * @source: who says it
 * @evidence: (nullable): on what grounds, in words
 *
 * Returns: (transfer full) (nullable): the fact, or %NULL for unknown
 */
JsonNode *
pp_fact_new_truth (PpTruth       truth,
                   PpFactSource  source,
                   const char   *evidence)
{
  g_autoptr (JsonNode) value = NULL;

  if (truth != PP_TRUTH_UNKNOWN)
    value = json_node_init_boolean (json_node_alloc (), truth == PP_TRUTH_YES);
  return pp_fact_new (value, source, evidence);
}

static JsonObject *
fact_object (JsonNode *fact)
{
  return fact != NULL && JSON_NODE_HOLDS_OBJECT (fact) ? json_node_get_object (fact) : NULL;
}

/**
 * pp_fact_get_value:
 * @fact: (nullable): a fact
 *
 * Returns: (transfer none) (nullable): what is said; %NULL for unknown
 */
JsonNode *
pp_fact_get_value (JsonNode *fact)
{
  JsonObject *object = fact_object (fact);

  return object != NULL ? json_object_get_member (object, "value") : NULL;
}

/**
 * pp_fact_get_truth:
 * @fact: (nullable): a fact
 *
 * Returns: yes or no for a fact whose value is a truth value, else unknown
 */
PpTruth
pp_fact_get_truth (JsonNode *fact)
{
  JsonNode *value = pp_fact_get_value (fact);

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) ||
      json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return PP_TRUTH_UNKNOWN;
  return json_node_get_boolean (value) ? PP_TRUTH_YES : PP_TRUTH_NO;
}

/**
 * pp_fact_get_source:
 * @fact: (nullable): a fact
 *
 * Returns: who says it; a person where the fact does not tell
 */
PpFactSource
pp_fact_get_source (JsonNode *fact)
{
  PpFactSource source = PP_FACT_SOURCE_PERSON;
  JsonObject *object = fact_object (fact);

  if (object != NULL)
    pp_fact_source_from_string (pp_json_get_string (object, "source", NULL), &source);
  return source;
}

/**
 * pp_fact_get_evidence:
 * @fact: (nullable): a fact
 *
 * Returns: (transfer none): on what grounds; empty where none are given
 */
const char *
pp_fact_get_evidence (JsonNode *fact)
{
  JsonObject *object = fact_object (fact);

  return object != NULL ? pp_json_get_string (object, "evidence", "") : "";
}
