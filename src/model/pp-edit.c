/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-edit-private.h"

#include "pp-json.h"

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
_pp_edit_sorted_ids (GHashTable *ids)
{
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (ids));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (sorted, id);
  g_ptr_array_sort (sorted, compare_ids);
  return sorted;
}

JsonNode *
_pp_edit_string_node (const char *text)
{
  if (text == NULL)
    return NULL;
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
_pp_edit_strings_node (GPtrArray *strings)
{
  JsonArray *array;
  JsonNode *node;

  if (strings->len == 0)
    return NULL;
  array = json_array_sized_new (strings->len);
  for (guint i = 0; i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

void
_pp_edit_add_record (GPtrArray    *changes,
                     PpRecordType  type,
                     const char   *id,
                     JsonObject   *record)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, record);
  g_ptr_array_add (changes, pp_change_new_add (type, id, node));
}

void
_pp_edit_remove_record (GPtrArray *changes,
                        PpRecord  *record)
{
  g_autoptr (JsonNode) node = pp_record_to_json (record);

  g_ptr_array_add (changes, pp_change_new_remove (pp_record_get_record_type (record),
                                                  pp_record_get_id (record), node));
}

static gboolean
values_are_equal (JsonNode *a,
                  JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return pp_json_equal (a, b);
}

void
_pp_edit_set (GPtrArray  *changes,
              PpRecord   *record,
              const char *field,
              JsonNode   *after)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);
  g_autoptr (JsonNode) value = after;

  if (values_are_equal (before, value))
    return;
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record),
                                               pp_record_get_id (record), field, before, value));
}

void
_pp_edit_set_placement (GPtrArray         *changes,
                        PpLayout          *layout,
                        const char        *element_id,
                        const PpPlacement *placement)
{
  g_autofree char *field = g_strconcat ("placements/", element_id, NULL);

  _pp_edit_set (changes, PP_RECORD (layout), field,
                placement != NULL ? pp_placement_to_json (placement) : NULL);
}

gint64
_pp_edit_last_threat_number (PpModel *model)
{
  gint64 highest = pp_info_get_threat_top (pp_model_get_info (model));
  guint n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);

  for (guint i = 0; i < n_threats; i++)
    {
      PpRecord *threat = pp_model_peek_record (model, PP_RECORD_THREAT, i);

      highest = MAX (highest, pp_threat_get_number (PP_THREAT (threat)));
    }
  return highest;
}

static gint64
next_threat_order (PpModel    *model,
                   const char *element_id)
{
  GPtrArray *threats = pp_model_peek_threats_of (model, element_id);
  gint64 next = 0;

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    next = MAX (next, pp_threat_get_order (g_ptr_array_index (threats, i)) + 1);
  return next;
}

/**
 * pp_edit_add_threat:
 * @model: a model
 * @element_id: the element that is threatened
 * @methodology: (nullable): `STRIDE`, `LINDDUN`, …
 * @category: (nullable): the category in the methodology's own words
 * @title: (nullable): what can go wrong, in a few words
 * @id: (out) (optional): the new threat's identifier
 *
 * Adds an open threat. It gets the next number of the model; numbers are never used twice.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_add_threat (PpModel     *model,
                    const char  *element_id,
                    const char  *methodology,
                    const char  *category,
                    const char  *title,
                    char       **id)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autofree char *threat_id = pp_model_new_id ();
  gint64 number = _pp_edit_last_threat_number (model) + 1;
  gint64 order = next_threat_order (model, element_id);
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "element", element_id);
  json_object_set_int_member (record, "number", number);
  if (order != 0)
    json_object_set_int_member (record, "order", order);
  if (title != NULL && *title != '\0')
    json_object_set_string_member (record, "title", title);
  if (methodology != NULL && *methodology != '\0')
    json_object_set_string_member (record, "methodology", methodology);
  if (category != NULL && *category != '\0')
    json_object_set_string_member (record, "category", category);
  json_object_set_string_member (record, "status", "Open");
  json_object_set_string_member (record, "severity", "TBD");

  _pp_edit_add_record (changes, PP_RECORD_THREAT, threat_id, record);
  _pp_edit_set (changes, PP_RECORD (pp_model_get_info (model)), "threatTop",
                json_node_init_int (json_node_alloc (), number));
  if (id != NULL)
    *id = g_steal_pointer (&threat_id);
  return changes;
}

static void
drop_threats_from_control (GPtrArray  *changes,
                           PpControl  *control,
                           GHashTable *threat_ids)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  const char * const *threats = pp_control_get_threats (control);
  guint n_threats = g_strv_length ((char **) threats);

  for (guint i = 0; i < n_threats; i++)
    {
      if (!g_hash_table_contains (threat_ids, threats[i]))
        g_ptr_array_add (kept, (char *) threats[i]);
    }
  if (kept->len != n_threats)
    _pp_edit_set (changes, PP_RECORD (control), "threats", _pp_edit_strings_node (kept));
}

void
_pp_edit_remove_threats (GPtrArray  *changes,
                         PpModel    *model,
                         GHashTable *threat_ids)
{
  guint n_controls = pp_model_get_n_records (model, PP_RECORD_CONTROL);
  g_autoptr (GPtrArray) sorted = _pp_edit_sorted_ids (threat_ids);

  for (guint i = 0; i < n_controls; i++)
    drop_threats_from_control (changes,
                               PP_CONTROL (pp_model_peek_record (model, PP_RECORD_CONTROL, i)),
                               threat_ids);
  for (guint i = 0; i < sorted->len; i++)
    {
      PpThreat *threat = pp_model_lookup_threat (model, g_ptr_array_index (sorted, i));

      if (threat != NULL)
        _pp_edit_remove_record (changes, PP_RECORD (threat));
    }
}

/**
 * pp_edit_remove_threats:
 * @model: a model
 * @ids: (array length=n_ids): identifiers of threats; others are passed over
 * @n_ids: how many
 *
 * Removes threats, and their mentions in controls.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_remove_threats (PpModel            *model,
                        const char * const *ids,
                        guint               n_ids)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (set, (char *) ids[i]);
  _pp_edit_remove_threats (changes, model, set);
  return changes;
}
