/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The layouts of a release: drawings begin at the origin, and paint orders are counted anew. */

#include "pp-release-private.h"

#include <math.h>

static void
extend (PpPoint       *origin,
        const PpPoint *point)
{
  origin->x = MIN (origin->x, point->x);
  origin->y = MIN (origin->y, point->y);
}

/* The top left corner of what stays of a layout. */
static PpPoint
find_origin (PpReleaseCopy *self,
             PpLayout      *layout,
             GPtrArray     *ids)
{
  PpPoint origin = { INFINITY, INFINITY };

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const PpPlacement *placement = pp_layout_get_placement (layout, id);

      if (pp_model_lookup_node (self->model, id) != NULL)
        extend (&origin, &(PpPoint) { placement->x, placement->y });
      for (guint j = 0; j < placement->n_points; j++)
        extend (&origin, &placement->points[j]);
      if (placement->has_source_point)
        extend (&origin, &placement->source_point);
      if (placement->has_target_point)
        extend (&origin, &placement->target_point);
    }
  return isinf (origin.x) ? (PpPoint) { 0, 0 } : origin;
}

/* That of the newer version, so that what was not moved stands at the same place. */
static PpPoint
find_common_origin (PpReleaseCopy *self,
                    PpLayout      *layout,
                    GPtrArray     *ids)
{
  const char *id = pp_record_get_id (PP_RECORD (layout));
  const PpPoint *newer = self->newer != NULL ? g_hash_table_lookup (self->newer->origins, id) : NULL;
  PpPoint origin = newer != NULL ? *newer : find_origin (self, layout, ids);

  g_hash_table_insert (self->origins, (gpointer) id, g_memdup2 (&origin, sizeof origin));
  return origin;
}

static JsonNode *
clean_placement (const PpPlacement *placement,
                 gboolean           is_node,
                 PpPoint            origin,
                 int                z)
{
  g_autoptr (PpPlacement) copy = pp_placement_copy (placement);

  pp_placement_translate (copy, -origin.x, -origin.y);
  if (!is_node)
    copy->x = copy->y = 0;
  copy->z = z;
  g_clear_pointer (&copy->foreign, json_object_unref);
  g_clear_pointer (&copy->extra, json_object_unref);
  return pp_placement_to_json (copy);
}

static void
place (PpReleaseCopy *self,
       JsonObject    *object,
       PpLayout      *layout)
{
  g_autoptr (GPtrArray) ids = pp_layout_list_in_paint_order (layout);
  JsonObject *placements = json_object_new ();
  PpPoint origin;

  for (guint i = ids->len; i > 0; i--)
    {
      if (!g_hash_table_contains (self->ids, g_ptr_array_index (ids, i - 1)))
        g_ptr_array_remove_index (ids, i - 1);
    }
  origin = find_common_origin (self, layout, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean is_node = pp_model_lookup_node (self->model, id) != NULL;

      json_object_set_member (placements, g_hash_table_lookup (self->ids, id),
                              clean_placement (pp_layout_get_placement (layout, id), is_node, origin, i));
    }
  json_object_set_object_member (object, "placements", placements);
}

void
_pp_release_copy_layouts (PpReleaseCopy *self)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (self->model);
  gint64 n = 0;

  for (guint i = 0; i < layouts->len; i++)
    {
      PpRecord *layout = g_ptr_array_index (layouts, i);
      g_autoptr (JsonNode) clean = NULL;
      PpRecord *newer;

      if (!g_hash_table_contains (self->ids, pp_record_get_id (layout)))
        continue;
      clean = _pp_release_clean_record (self, layout);
      place (self, json_node_get_object (clean), PP_LAYOUT (layout));
      newer = _pp_release_find_newer (self, layout);
      json_object_set_int_member (json_node_get_object (clean), "order",
                                  newer != NULL ? pp_layout_get_order (PP_LAYOUT (newer)) : n);
      n++;
      _pp_release_add_record (self, layout, clean);
    }
}
