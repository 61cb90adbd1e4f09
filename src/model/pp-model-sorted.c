/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The records in orders that do not depend on how the model came to be. */

#include "pp-model-private.h"

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 ((*(PpRecord * const *) a)->id, (*(PpRecord * const *) b)->id);
}

/**
 * pp_model_dup_sorted:
 * @self: a model
 * @type: a kind of record
 *
 * Returns: (transfer container) (element-type PpRecord): the records of that type by identifier
 */
GPtrArray *
pp_model_dup_sorted (PpModel      *self,
                     PpRecordType  type)
{
  GPtrArray *records, *sorted;

  g_return_val_if_fail (PP_IS_MODEL (self) && type < PP_N_RECORD_TYPES, NULL);

  records = _pp_record_list_peek (self->lists[type]);
  sorted = g_ptr_array_sized_new (records->len);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (records, i));
  g_ptr_array_sort (sorted, compare_ids);
  return sorted;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_layouts (gconstpointer a,
                 gconstpointer b)
{
  int order = compare_numbers (pp_layout_get_order (*(PpLayout * const *) a),
                               pp_layout_get_order (*(PpLayout * const *) b));

  return order != 0 ? order : compare_ids (a, b);
}

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  PpThreat *first = *(PpThreat * const *) a;
  PpThreat *second = *(PpThreat * const *) b;
  int order = compare_numbers (pp_threat_get_order (first), pp_threat_get_order (second));

  if (order == 0)
    order = compare_numbers (pp_threat_get_number (first), pp_threat_get_number (second));
  return order != 0 ? order : compare_ids (a, b);
}

/**
 * pp_model_dup_layouts:
 * @self: a model
 *
 * Returns: (transfer container) (element-type PpLayout): the layouts in the order that people gave them
 */
GPtrArray *
pp_model_dup_layouts (PpModel *self)
{
  GPtrArray *layouts = pp_model_dup_sorted (self, PP_RECORD_LAYOUT);

  g_ptr_array_sort (layouts, compare_layouts);
  return layouts;
}

/**
 * pp_model_dup_threats_of:
 * @self: a model
 * @element_id: an element
 *
 * Returns: (transfer container) (element-type PpThreat): its threats in their order; maybe empty
 */
GPtrArray *
pp_model_dup_threats_of (PpModel    *self,
                         const char *element_id)
{
  GPtrArray *threats = pp_model_peek_threats_of (self, element_id);
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (threats, i));
  g_ptr_array_sort (sorted, compare_threats);
  return sorted;
}

static JsonNode *
records_to_json (PpModel      *self,
                 PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self, type);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);

      json_object_set_member (object, record->id, pp_record_to_json (record));
    }
  json_node_take_object (node, object);
  return node;
}

/**
 * pp_model_to_json:
 * @self: a model
 *
 * Writes a whole model as `{ "id", "model": {…}, "nodes": { id: {…} }, "edges", "threats", "controls",
 * "comments", "layouts" }`; types without records are left out. Equal models give equal JSON.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
pp_model_to_json (PpModel *self)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_member (object, "model", pp_record_to_json (PP_RECORD (self->info)));
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *plural = g_strconcat (pp_record_type_to_string (type), "s", NULL);

      if (pp_model_get_n_records (self, type) > 0)
        json_object_set_member (object, plural, records_to_json (self, type));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
