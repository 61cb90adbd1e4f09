/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-edit-private.h"

static gint64
next_layout_order (PpModel *model)
{
  guint n_layouts = pp_model_get_n_records (model, PP_RECORD_LAYOUT);
  gint64 next = 0;

  for (guint i = 0; i < n_layouts; i++)
    {
      PpRecord *layout = pp_model_peek_record (model, PP_RECORD_LAYOUT, i);

      next = MAX (next, pp_layout_get_order (PP_LAYOUT (layout)) + 1);
    }
  return next;
}

static void
set_title_and_order (PpModel    *model,
                     JsonObject *record,
                     const char *title)
{
  gint64 order = next_layout_order (model);

  if (title != NULL && *title != '\0')
    json_object_set_string_member (record, "title", title);
  if (order != 0)
    json_object_set_int_member (record, "order", order);
}

/**
 * pp_edit_add_layout:
 * @model: a model
 * @title: its title
 * @methodology: (nullable): `STRIDE`, `LINDDUN`, …
 * @id: (out) (optional): the new layout's identifier
 *
 * Adds an empty layout behind those that are there.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_add_layout (PpModel     *model,
                    const char  *title,
                    const char  *methodology,
                    char       **id)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autofree char *layout_id = pp_model_new_id ();
  JsonObject *record = json_object_new ();

  set_title_and_order (model, record, title);
  if (methodology != NULL && *methodology != '\0')
    json_object_set_string_member (record, "methodology", methodology);
  _pp_edit_add_record (changes, PP_RECORD_LAYOUT, layout_id, record);
  if (id != NULL)
    *id = g_steal_pointer (&layout_id);
  return changes;
}

/**
 * pp_edit_duplicate_layout:
 * @model: a model
 * @layout_id: a layout
 * @title: the copy's title
 * @id: (out) (optional): the new layout's identifier; %NULL when there is no such layout
 *
 * Adds a second view of the same elements, behind the layouts that are there. What other formats keep
 * with a layout (its number in their file, for one) is not copied.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_duplicate_layout (PpModel     *model,
                          const char  *layout_id,
                          const char  *title,
                          char       **id)
{
  GPtrArray *changes = pp_change_list_new ();
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);
  g_autofree char *copy_id = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *record;

  if (layout != NULL)
    {
      copy_id = pp_model_new_id ();
      node = pp_record_to_json (PP_RECORD (layout));
      record = json_node_dup_object (node);
      json_object_remove_member (record, "order");
      json_object_remove_member (record, "title");
      json_object_remove_member (record, "foreign");
      set_title_and_order (model, record, title);
      _pp_edit_add_record (changes, PP_RECORD_LAYOUT, copy_id, record);
    }
  if (id != NULL)
    *id = g_steal_pointer (&copy_id);
  return changes;
}

typedef struct {
  PpModel    *model;
  PpLayout   *layout;
  GHashTable *ids;
} OnlyHere;

static void
collect_if_only_here (const char        *element_id,
                      const PpPlacement *placement,
                      gpointer           user_data)
{
  OnlyHere *only_here = user_data;
  guint n_layouts = pp_model_get_n_records (only_here->model, PP_RECORD_LAYOUT);

  if (pp_model_lookup_element (only_here->model, element_id) == NULL)
    return;
  for (guint i = 0; i < n_layouts; i++)
    {
      PpRecord *other = pp_model_peek_record (only_here->model, PP_RECORD_LAYOUT, i);

      if (PP_LAYOUT (other) != only_here->layout &&
          pp_layout_get_placement (PP_LAYOUT (other), element_id) != NULL)
        return;
    }
  g_hash_table_add (only_here->ids, (char *) element_id);
}

/**
 * pp_edit_remove_layout:
 * @model: a model
 * @layout_id: a layout
 *
 * Removes a layout, and the elements that no other layout shows.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_remove_layout (PpModel    *model,
                       const char *layout_id)
{
  GPtrArray *changes = pp_change_list_new ();
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  OnlyHere only_here = { model, layout, ids };

  if (layout == NULL)
    return changes;
  pp_layout_foreach_placement (layout, collect_if_only_here, &only_here);
  _pp_edit_remove_elements (changes, model, ids, layout);
  _pp_edit_remove_record (changes, PP_RECORD (layout));
  return changes;
}
