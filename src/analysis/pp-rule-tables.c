/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may stand in the tables of a file of rules. */

#include "pp-rules-private.h"

#include "pp-json.h"

#include <glib/gi18n.h>

#define GREATEST_SENSITIVITY 3

typedef gboolean (*Check) (JsonNode *node);

static gboolean
is_text (JsonNode *node)
{
  const char *text = pp_json_get_text (node);

  return text != NULL && *text != '\0';
}

static gboolean
is_sensitivity (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) >= 0 && json_node_get_int (node) <= GREATEST_SENSITIVITY;
}

static gboolean
is_stride_letter (JsonNode *node)
{
  return is_text (node) && _pp_is_stride_letter (json_node_get_string (node));
}

static gboolean
are_all (JsonNode *node,
         Check     check)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!check (json_array_get_element (array, i)))
      return FALSE;
  return array != NULL;
}

static gboolean
are_texts (JsonNode *node)
{
  return are_all (node, is_text);
}

static gboolean
is_answer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || are_texts (node);
}

static gboolean
are_answers (JsonNode *node)
{
  return are_all (node, is_answer);
}

/* Words, and what each of them stands for; or the name of another property that has the same. */
static gboolean
are_spellings (JsonNode *node)
{
  g_autoptr (GList) values = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return is_text (node);
  values = json_object_get_values (json_node_get_object (node));
  for (GList *value = values; value != NULL; value = value->next)
    if (!JSON_NODE_HOLDS_VALUE ((JsonNode *) value->data))
      return FALSE;
  return TRUE;
}

static const struct {
  const char *member;
  gboolean    is_of_properties;   /* its names must be in the vocabulary */
  Check       check;
  const char *sentence;
} tables[] = {
  { "packs", FALSE, is_text, N_("this must be a text") },
  { "sensitivity", FALSE, is_sensitivity, N_("this must be 0, 1, 2 or 3") },
  { "tacticStride", FALSE, is_stride_letter, N_("this must be a letter of STRIDE") },
  { "mitigations", FALSE, are_texts, N_("this must be a list of texts") },
  { "questions", TRUE, is_text, N_("this must be a text") },
  { "remedies", TRUE, are_answers, N_("this must be a list of values") },
  { "alone", TRUE, are_texts, N_("this must be a list of texts") },
  { "spellings", TRUE, are_spellings, N_("this must be an object of values") },
};

static const char * const lists[] = { "encryptedProtocols", "weaknesses" };

static gboolean
check_table (JsonObject          *object,
             guint                table,
             const PpVocabulary  *vocabulary,
             GError             **error)
{
  g_autofree char *parent = g_strconcat ("/", tables[table].member, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *place = _pp_rules_dup_place (parent, name);

      if (tables[table].is_of_properties && _pp_vocabulary_find (vocabulary, name) == PP_PROPERTY_NONE)
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME, N_("“%s” is not in the vocabulary"), name);
      if (!tables[table].check (node))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, tables[table].sentence, NULL);
    }
  return TRUE;
}

static gboolean
check_shared_spellings (JsonObject  *root,
                        GError     **error)
{
  JsonObject *properties = pp_json_get_object (root, "spellings");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (properties == NULL)
    return TRUE;
  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_OBJECT (node) && pp_json_get_object (properties, json_node_get_string (node)) == NULL)
      {
        g_autofree char *place = _pp_rules_dup_place ("/spellings", name);

        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this must be an object of values"));
      }
  return TRUE;
}

/*
 * _pp_rule_tables_check:
 * @root: a file of rules whose tables are objects and lists
 * @vocabulary: the names that the file may use
 */
gboolean
_pp_rule_tables_check (JsonObject          *root,
                       const PpVocabulary  *vocabulary,
                       GError             **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (json_object_has_member (root, tables[i].member) &&
        !check_table (json_object_get_object_member (root, tables[i].member), i, vocabulary, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (json_object_has_member (root, lists[i]) && !are_texts (json_object_get_member (root, lists[i])))
      {
        g_autofree char *place = g_strconcat ("/", lists[i], NULL);

        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this must be a list of texts"));
      }
  return check_shared_spellings (root, error);
}
