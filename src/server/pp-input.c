/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-input.h"

#include <string.h>

#include "pp-api.h"
#include "pp-diff.h"
#include "pp-edit.h"
#include "pp-fact.h"
#include "pp-json.h"
#include "pp-words.h"

#define MAX_RECIPIENTS 500

typedef enum {
  PLAIN,
  KIND,
  FACTS,
  MARKS,
} Conversion;

/* A member of an input type, and the field of a record that it says. */
static const struct {
  PpRecordType type;
  const char *member;
  const char *field;
  Conversion conversion;
} members[] = {
  { PP_RECORD_MODEL, "title", "title", PLAIN },
  { PP_RECORD_MODEL, "description", "description", PLAIN },
  { PP_RECORD_MODEL, "properties", "properties", PLAIN },
  { PP_RECORD_MODEL, "marks", "marking", MARKS },
  { PP_RECORD_NODE, "kind", "kind", KIND },
  { PP_RECORD_NODE, "kindId", "kind", PLAIN },
  { PP_RECORD_NODE, "name", "name", PLAIN },
  { PP_RECORD_NODE, "category", "category", PLAIN },
  { PP_RECORD_NODE, "description", "description", PLAIN },
  { PP_RECORD_NODE, "parentId", "parent", PLAIN },
  { PP_RECORD_NODE, "facts", "facts", FACTS },
  { PP_RECORD_NODE, "properties", "properties", PLAIN },
  { PP_RECORD_NODE, "techniques", "techniques", PLAIN },
  { PP_RECORD_NODE, "killChainPhases", "killChainPhases", PLAIN },
  { PP_RECORD_EDGE, "kind", "kind", KIND },
  { PP_RECORD_EDGE, "kindId", "kind", PLAIN },
  { PP_RECORD_EDGE, "sourceId", "source", PLAIN },
  { PP_RECORD_EDGE, "targetId", "target", PLAIN },
  { PP_RECORD_EDGE, "name", "name", PLAIN },
  { PP_RECORD_EDGE, "description", "description", PLAIN },
  { PP_RECORD_EDGE, "facts", "facts", FACTS },
  { PP_RECORD_EDGE, "properties", "properties", PLAIN },
  { PP_RECORD_EDGE, "techniques", "techniques", PLAIN },
  { PP_RECORD_EDGE, "killChainPhases", "killChainPhases", PLAIN },
  { PP_RECORD_LAYOUT, "title", "title", PLAIN },
  { PP_RECORD_LAYOUT, "viewport", "viewport", PLAIN },
  { PP_RECORD_LAYOUT, "placements", "placements", PLAIN },
};

static JsonNode *
read_json (const GqlValue  *value,
           GError         **error)
{
  g_autofree char *text = gql_value_to_json (value);

  return pp_json_parse (text, strlen (text), NULL, error);
}

static gboolean
refuse (GError     **error,
        PpApiError   code,
        const char  *message)
{
  g_set_error_literal (error, PP_API_ERROR, code, message);
  return FALSE;
}

/* --- Values -------------------------------------------------------------------------------------- */

/* Kinds of one's own are OTHER, and then `kindId` says which; without that, a kind that is there stays. */
static JsonNode *
convert_kind (PpRecordType    type,
              JsonObject     *record,
              const GqlValue *value)
{
  const char *word = pp_words_get_word (type == PP_RECORD_NODE ? pp_words_node_kinds : pp_words_edge_kinds,
                                        gql_value_get_string (value));

  if (word == NULL)
    word = pp_json_get_string (record, "kind", "other");
  return json_node_init_string (json_node_alloc (), word);
}

static JsonNode *
convert_fact (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value) && json_object_has_member (json_node_get_object (value), "value"))
    return json_node_ref (value);
  return pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL);
}

/* A fact may be its value alone: then a person said it. */
static JsonNode *
convert_facts (const GqlValue  *value,
               GError         **error)
{
  g_autoptr (JsonNode) given = read_json (value, error);
  JsonObject *facts;
  JsonNode *node;
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  if (given == NULL || !JSON_NODE_HOLDS_OBJECT (given))
    return g_steal_pointer (&given);
  facts = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (given));
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    json_object_set_member (facts, name, convert_fact (fact));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, facts);
  return node;
}

/**
 * pp_input_read_marks:
 * @marks: a list of objects of the type MarkInput
 * @error: return location for %PP_API_ERROR_BAD_INPUT
 *
 * Returns: (transfer full) (nullable): the marking
 */
PpMarking *
pp_input_read_marks (const GqlValue  *marks,
                     GError         **error)
{
  g_autoptr (PpMarking) self = pp_marking_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < marks->length; i++)
    {
      const char *name = gql_value_get_string (gql_value_get_member (&marks->items[i], "scheme"));
      const char *level = gql_value_get_string (gql_value_get_member (&marks->items[i], "level"));
      const GqlValue *caveats = gql_value_get_member (&marks->items[i], "caveats");
      PpMarkingScheme scheme = 0;

      while (scheme < PP_N_MARKING_SCHEMES && g_ascii_strcasecmp (name, pp_marking_scheme_get_id (scheme)) != 0)
        scheme++;
      if (scheme == PP_N_MARKING_SCHEMES || pp_marking_get_level (self, scheme) != NULL ||
          !pp_draft_spells_level (level) || !pp_marking_set_level (self, scheme, level))
        {
          refuse (error, PP_API_ERROR_BAD_INPUT, "A marking has one level of each scheme, as the scheme spells it");
          return NULL;
        }
      for (guint j = 0; caveats != NULL && j < caveats->length; j++)
        g_strv_builder_add (builder, gql_value_get_string (&caveats->items[j]));
    }
  words = g_strv_builder_end (builder);
  if (pp_marking_set_caveats (self, (const char * const *) words))
    return g_steal_pointer (&self);
  refuse (error, PP_API_ERROR_BAD_INPUT, "A caveat is a word of at most 200 bytes, and there are at most 64");
  return NULL;
}

/* What is marked already is marked higher, never lower: that is said by setMarks. */
static JsonNode *
convert_marks (JsonObject      *record,
               const GqlValue  *value,
               GError         **error)
{
  g_autoptr (PpMarking) marks = pp_input_read_marks (value, error);
  JsonNode *current = json_object_get_member (record, "marking");
  g_autoptr (PpMarking) former = current != NULL ? pp_marking_new_from_json (current, NULL) : pp_marking_new ();
  JsonNode *node;

  if (marks == NULL)
    return NULL;
  if (former == NULL || !pp_marking_dominates (marks, former))
    {
      refuse (error, PP_API_ERROR_FORBIDDEN, "A marking is lowered by setMarks, with a reason");
      return NULL;
    }
  node = pp_marking_to_json (marks);
  return node != NULL ? node : json_node_init_null (json_node_alloc ());
}

static JsonNode *
convert (guint            index,
         JsonObject      *record,
         const GqlValue  *value,
         GError         **error)
{
  switch (members[index].conversion)
    {
    case KIND:
      return convert_kind (members[index].type, record, value);
    case FACTS:
      return convert_facts (value, error);
    case MARKS:
      return convert_marks (record, value, error);
    case PLAIN:
    default:
      return read_json (value, error);
    }
}

/* --- Records ------------------------------------------------------------------------------------- */

static gboolean
fill (JsonObject     *record,
      const PpInput  *self,
      GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const GqlValue *value = gql_value_get_member (self->value, members[i].member);
      g_autoptr (JsonNode) node = NULL;

      if (value == NULL || members[i].type != self->type)
        continue;
      if (value->kind != GQL_VALUE_NULL)
        {
          node = convert (i, record, value, error);
          if (node == NULL)
            return FALSE;
        }
      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (record, members[i].field, g_steal_pointer (&node));
      else if (json_object_has_member (record, members[i].field))
        json_object_remove_member (record, members[i].field);
    }
  return TRUE;
}

static JsonNode *
new_record (void)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, json_object_new ());
  return node;
}

static PpRecord *
find (PpDraft        *draft,
      const PpInput  *self,
      GError        **error)
{
  PpModel *model = pp_draft_get_model (draft);
  PpRecord *record = pp_model_lookup (model, self->id);

  if (record != NULL && pp_record_get_record_type (record) == self->type)
    return record;
  g_set_error (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such %s",
               pp_record_type_to_string (self->type));
  return NULL;
}

GPtrArray *
pp_input_add (PpDraft   *draft,
              gpointer   input,
              GError   **error)
{
  const PpInput *self = input;
  g_autoptr (JsonNode) record = new_record ();
  GPtrArray *changes;

  if (!fill (json_node_get_object (record), self, error))
    return NULL;
  changes = pp_change_list_new ();
  g_ptr_array_add (changes, pp_change_new_add (self->type, self->id, record));
  return changes;
}

GPtrArray *
pp_input_change (PpDraft   *draft,
                 gpointer   input,
                 GError   **error)
{
  const PpInput *self = input;
  PpRecord *record = find (draft, self, error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (PpRecord) changed = NULL;

  if (record == NULL)
    return NULL;
  node = pp_record_to_json (record);
  if (!fill (json_node_get_object (node), self, error))
    return NULL;
  changed = pp_record_new_from_json (self->type, self->id, node, error);
  return changed != NULL ? pp_diff_records (record, changed) : NULL;
}

/* With all that hangs on it. */
GPtrArray *
pp_input_remove_element (PpDraft   *draft,
                         gpointer   input,
                         GError   **error)
{
  const PpInput *self = input;

  if (find (draft, self, error) == NULL)
    return NULL;
  return pp_edit_remove_elements (pp_draft_get_model (draft), &self->id, 1);
}

GPtrArray *
pp_input_remove (PpDraft   *draft,
                 gpointer   input,
                 GError   **error)
{
  const PpInput *self = input;
  PpRecord *record = find (draft, self, error);
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *changes;

  if (record == NULL)
    return NULL;
  node = pp_record_to_json (record);
  changes = pp_change_list_new ();
  g_ptr_array_add (changes, pp_change_new_remove (self->type, self->id, node));
  return changes;
}

/* --- Changes ------------------------------------------------------------------------------------- */

/* Removing says what is there only if it likes. */
static PpChange *
read_change (const GqlValue  *value,
             GError         **error)
{
  g_autoptr (JsonNode) node = read_json (value, error);
  JsonObject *object;

  if (node == NULL)
    return NULL;
  object = json_node_get_object (node);
  if (g_strcmp0 (pp_json_get_string (object, "op", NULL), "set") == 0)
    return pp_change_new_from_json (node, error);

  for (guint i = 0; i < 3; i++)
    {
      static const char * const names[] = { "field", "before", "after" };

      if (json_object_has_member (object, names[i]) && json_object_get_null_member (object, names[i]))
        json_object_remove_member (object, names[i]);
    }
  if (g_strcmp0 (pp_json_get_string (object, "op", NULL), "remove") == 0 && !json_object_has_member (object, "before"))
    json_object_set_object_member (object, "before", json_object_new ());
  return pp_change_new_from_json (node, error);
}

/**
 * pp_input_read_changes:
 * @changes: a list of objects of the type ChangeInput
 * @error: return location for %PP_API_ERROR_BAD_INPUT
 *
 * Returns: (transfer full) (nullable) (element-type PpChange): the changes
 */
GPtrArray *
pp_input_read_changes (const GqlValue  *changes,
                       GError         **error)
{
  g_autoptr (GPtrArray) list = pp_change_list_new ();

  if (changes->length > PP_DRAFT_MAX_CHANGES)
    {
      refuse (error, PP_API_ERROR_BAD_INPUT, "One revision has at most 10,000 changes");
      return NULL;
    }
  for (guint i = 0; i < changes->length; i++)
    {
      g_autoptr (GError) reason = NULL;
      PpChange *change = read_change (&changes->items[i], &reason);

      if (change == NULL)
        {
          g_set_error (error, PP_API_ERROR, PP_API_ERROR_BAD_INPUT, "/changes/%u: %s", i, reason->message);
          return NULL;
        }
      g_ptr_array_add (list, change);
      /* The database must not be asked for what is no identifier. */
      if (change->type != PP_RECORD_MODEL && !pp_record_id_is_valid (change->id))
        {
          g_set_error (error, PP_API_ERROR, PP_API_ERROR_BAD_INPUT,
                       "/changes/%u: /id: an identifier is a UUID in small letters", i);
          return NULL;
        }
    }
  return g_steal_pointer (&list);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * pp_input_read_members:
 * @ids: a list of identifiers
 * @error: return location for %PP_API_ERROR_BAD_INPUT
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the identifiers, sorted, each once
 */
char **
pp_input_read_members (const GqlValue  *ids,
                       GError         **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (ids->length > MAX_RECIPIENTS)
    {
      refuse (error, PP_API_ERROR_BAD_INPUT, "A model is for at most 500 members by name");
      return NULL;
    }
  for (guint i = 0; i < ids->length; i++)
    {
      const char *id = gql_value_get_string (&ids->items[i]);

      if (!g_uuid_string_is_valid (id))
        {
          refuse (error, PP_API_ERROR_BAD_INPUT, "A recipient is named by the identifier of a member");
          return NULL;
        }
      g_ptr_array_add (sorted, g_ascii_strdown (id, -1));
    }
  g_ptr_array_sort (sorted, compare_texts);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (g_ptr_array_index (sorted, i), g_ptr_array_index (sorted, i - 1)) != 0)
      g_strv_builder_add (builder, g_ptr_array_index (sorted, i));
  return g_strv_builder_end (builder);
}
