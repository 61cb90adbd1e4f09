/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The records of a release, without what tells of the rest of the model. */

#include "pp-release-private.h"

#include <string.h>

static void
set_id (PpReleaseCopy *self,
        JsonObject    *object,
        const char    *member,
        const char    *id)
{
  const char *new_id = id != NULL ? g_hash_table_lookup (self->ids, id) : NULL;

  if (new_id != NULL)
    json_object_set_string_member (object, member, new_id);
  else if (json_object_has_member (object, member))
    json_object_remove_member (object, member);
}

static JsonNode *
fact_without_grounds (PpReleaseCopy *self,
                      JsonNode      *fact)
{
  JsonNode *value = pp_fact_get_value (fact);
  g_autoptr (JsonNode) clean = value != NULL ? _pp_secrets_clean (self->secrets, value) : NULL;

  return pp_fact_new (clean, pp_fact_get_source (fact), NULL);
}

/* Grounds of facts are words about the rest of the model; what is said stays. */
static JsonNode *
facts_without_grounds (PpReleaseCopy *self,
                       JsonNode      *facts)
{
  JsonObject *object = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  json_object_iter_init_ordered (&iter, json_node_get_object (facts));
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    {
      JsonNode *kept = fact_without_grounds (self, fact);

      if (kept != NULL)
        json_object_set_member (object, name, kept);
    }
  json_node_take_object (result, object);
  return result;
}

static JsonNode *
clean_field (PpReleaseCopy *self,
             const PpField *field,
             JsonNode      *value)
{
  static const char * const words[] = { "kind", "marking", "rule", NULL };

  if (strcmp (field->name, "facts") == 0)
    return facts_without_grounds (self, value);
  if (field->type == PP_FIELD_ID || g_strv_contains (words, field->name))
    return json_node_ref (value);
  return _pp_secrets_clean (self->secrets, value);
}

static void
write_effective_marking (PpReleaseCopy *self,
                         JsonObject    *object,
                         PpRecord      *record)
{
  g_autoptr (PpMarking) marking = pp_model_dup_effective_marking (self->model, record);
  JsonNode *node = pp_marking_is_empty (marking) ? NULL : pp_marking_to_json (marking);

  if (node != NULL)
    json_object_set_member (object, "marking", node);
}

JsonNode *
_pp_release_clean_record (PpReleaseCopy *self,
                          PpRecord      *record)
{
  static const char * const telling[] = {
    "foreign", "evidence", "viewport", "scope", "placements", "number", "order", "extra", NULL,
  };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const PpField *fields;
  guint n_fields;

  fields = pp_record_get_fields (record, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (JsonNode) value = NULL;

      if (!g_strv_contains (telling, fields[i].name))
        value = pp_record_dup_field (record, fields[i].name);
      if (value != NULL)
        json_object_set_member (object, fields[i].name, clean_field (self, &fields[i], value));
    }
  json_node_take_object (node, object);
  write_effective_marking (self, object, record);
  return g_steal_pointer (&node);
}

static void
relate_control (PpReleaseCopy *self,
                JsonObject    *object,
                PpControl     *control)
{
  const char * const *threats = pp_control_get_threats (control);
  JsonArray *array = json_array_new ();

  for (guint i = 0; threats[i] != NULL; i++)
    {
      const char *id = g_hash_table_lookup (self->ids, threats[i]);

      if (id != NULL)
        json_array_add_string_element (array, id);
    }
  json_object_set_array_member (object, "threats", array);
}

static void
relate (PpReleaseCopy *self,
        JsonObject    *object,
        PpRecord      *record)
{
  if (PP_IS_NODE (record))
    set_id (self, object, "parent", pp_node_get_parent (PP_NODE (record)));
  if (PP_IS_EDGE (record))
    {
      set_id (self, object, "source", pp_edge_get_source (PP_EDGE (record)));
      set_id (self, object, "target", pp_edge_get_target (PP_EDGE (record)));
    }
  if (PP_IS_THREAT (record))
    set_id (self, object, "element", pp_threat_get_element (PP_THREAT (record)));
  if (PP_IS_COMMENT (record))
    set_id (self, object, "element", pp_comment_get_element (PP_COMMENT (record)));
  if (PP_IS_CONTROL (record))
    relate_control (self, object, PP_CONTROL (record));
}

void
_pp_release_add_record (PpReleaseCopy *self,
                        PpRecord      *record,
                        JsonNode      *clean)
{
  const char *id = g_hash_table_lookup (self->ids, pp_record_get_id (record));
  g_autoptr (GError) error = NULL;

  if (!pp_model_add_record (self->release, pp_record_get_record_type (record), id, clean, &error))
    g_error ("A record of a release is not valid: %s", error->message);
}

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  PpThreat *first = *(PpThreat * const *) a, *second = *(PpThreat * const *) b;
  gint64 order = pp_threat_get_number (first) - pp_threat_get_number (second);

  if (order == 0)
    order = pp_threat_get_order (first) - pp_threat_get_order (second);
  if (order == 0)
    return strcmp (pp_record_get_id (PP_RECORD (first)), pp_record_get_id (PP_RECORD (second)));
  return (order > 0) - (order < 0);
}

PpRecord *
_pp_release_find_newer (PpReleaseCopy *self,
                        PpRecord      *record)
{
  const char *id = g_hash_table_lookup (self->ids, pp_record_get_id (record));

  return self->newer != NULL ? pp_model_lookup (self->newer->release, id) : NULL;
}

static void
count_threat (PpReleaseCopy *self,
              PpRecord      *record,
              JsonObject    *object,
              gint64         number)
{
  PpRecord *newer = _pp_release_find_newer (self, record);

  if (newer != NULL)
    number = pp_threat_get_number (PP_THREAT (newer));
  json_object_set_int_member (object, "number", number);
  json_object_set_int_member (object, "order", number);
}

void
_pp_release_copy_records (PpReleaseCopy *self,
                          PpRecordType   type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);
  gint64 n = 0;

  if (type == PP_RECORD_THREAT)
    g_ptr_array_sort (records, compare_threats);
  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      g_autoptr (JsonNode) clean = NULL;

      if (!g_hash_table_contains (self->ids, pp_record_get_id (record)))
        continue;
      clean = _pp_release_clean_record (self, record);
      relate (self, json_node_get_object (clean), record);
      if (type == PP_RECORD_THREAT)
        count_threat (self, record, json_node_get_object (clean), ++n);
      _pp_release_add_record (self, record, clean);
    }
}
