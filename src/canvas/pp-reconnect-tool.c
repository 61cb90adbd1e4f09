/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags one end of a flow to another element, or into the open. */

#include "pp-canvas-private.h"

#define PP_TYPE_RECONNECT_TOOL (pp_reconnect_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpReconnectTool, pp_reconnect_tool, PP, RECONNECT_TOOL, PpTool)

struct _PpReconnectTool
{
  PpTool parent_instance;

  char     *edge_id;
  char     *node_id;        /* where the end is held; NULL in the open */
  GArray   *path;           /* PpPoint, from the end that stays */
  gboolean  at_source;
  gboolean  moved;
  PpPoint   point;
};

G_DEFINE_FINAL_TYPE (PpReconnectTool, pp_reconnect_tool, PP_TYPE_TOOL)

static const PpSceneItem *
get_edge (PpReconnectTool *self)
{
  return pp_scene_lookup (_pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self))), self->edge_id);
}

static gboolean
fits (PpReconnectTool   *self,
      const PpSceneItem *item)
{
  const PpSceneItem *edge = get_edge (self);
  const char *other = self->at_source ? edge->target : edge->source;

  return _pp_tool_can_connect (item) && g_strcmp0 (item->id, other) != 0;
}

/* From the end that stays over its bend points to where the moved end is held. */
static void
update_path (PpReconnectTool *self)
{
  const PpSceneItem *edge = get_edge (self);
  PpScene *scene = _pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self)));
  const PpSceneItem *node = self->node_id != NULL ? pp_scene_lookup (scene, self->node_id) : NULL;
  const PpPoint *fixed = &edge->path[self->at_source ? edge->n_path - 1 : 0];
  PpPoint end = self->point;

  g_array_set_size (self->path, 0);
  g_array_append_val (self->path, *fixed);
  for (guint i = 0; i < edge->n_bends; i++)
    g_array_append_val (self->path, edge->bends[self->at_source ? edge->n_bends - 1 - i : i]);
  if (node != NULL)
    {
      PpOutline outline = { node->box, node->shape, node->angle };

      end = pp_outline_clip (&outline, pp_box_centre (&node->box),
                             g_array_index (self->path, PpPoint, self->path->len - 1));
    }
  g_array_append_val (self->path, end);
}

static void
pp_reconnect_tool_motion (PpTool          *tool,
                          PpPoint          point,
                          GdkModifierType  modifiers)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double tolerance = 2 * PP_CANVAS_HIT_PX / pp_canvas_get_zoom (canvas);
  const PpSceneItem *item = pp_scene_hit (_pp_canvas_get_scene (canvas), point, tolerance);

  self->moved = TRUE;
  self->point = point;
  g_free (self->node_id);
  self->node_id = fits (self, item) ? g_strdup (item->id) : NULL;
  update_path (self);
}

static gboolean
pp_reconnect_tool_finish (PpTool          *tool,
                          GdkModifierType  modifiers)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double step = pp_canvas_get_snap_to_grid (canvas) && !(modifiers & GDK_ALT_MASK) ? PP_GRID_STEP : 0;
  PpPoint loose = { pp_grid_round (self->point.x, step), pp_grid_round (self->point.y, step) };
  g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (canvas, self->edge_id);
  g_autoptr(GPtrArray) changes = pp_change_list_new ();

  if (!self->moved)
    return FALSE;

  if (self->at_source)
    {
      placement->has_source_point = self->node_id == NULL;
      placement->source_point = loose;
      g_clear_pointer (&placement->source_side, g_free);
    }
  else
    {
      placement->has_target_point = self->node_id == NULL;
      placement->target_point = loose;
      g_clear_pointer (&placement->target_side, g_free);
    }
  _pp_tool_set_field (canvas, changes, self->edge_id, self->at_source ? "source" : "target",
                      _pp_tool_id_node (self->node_id));
  _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (canvas),
                                               pp_canvas_get_layout_id (canvas), self->edge_id,
                                               placement));
  _pp_canvas_apply (canvas, N_("Reconnect Flow"), g_steal_pointer (&changes));

  return FALSE;
}

static PpBox
pp_reconnect_tool_get_extents (PpTool *tool)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (tool);
  const char *id = self->node_id;
  PpBox node = _pp_tool_item_extents (pp_tool_get_canvas (tool), id);
  PpBox path;

  if (self->path->len == 0)
    return node;

  path = pp_box_of_points ((const PpPoint *) self->path->data, self->path->len);
  path = pp_box_inflate (&path, 1);

  return pp_box_union (&path, &node);
}

static void
pp_reconnect_tool_draw (PpTool  *tool,
                        cairo_t *cr,
                        double   scale)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpPainter *painter = _pp_canvas_get_painter (canvas);
  const PpSceneItem *node = self->node_id != NULL
                              ? pp_scene_lookup (_pp_canvas_get_scene (canvas), self->node_id) : NULL;

  if (node != NULL)
    pp_painter_draw_highlight (painter, cr, node, scale);
  if (self->path->len > 1)
    pp_painter_draw_connection (painter, cr, (const PpPoint *) self->path->data, self->path->len,
                                scale);
}

static void
pp_reconnect_tool_finalize (GObject *object)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (object);

  g_clear_pointer (&self->edge_id, g_free);
  g_clear_pointer (&self->node_id, g_free);
  g_clear_pointer (&self->path, g_array_unref);

  G_OBJECT_CLASS (pp_reconnect_tool_parent_class)->finalize (object);
}

static void
pp_reconnect_tool_class_init (PpReconnectToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_reconnect_tool_finalize;
  tool_class->motion = pp_reconnect_tool_motion;
  tool_class->finish = pp_reconnect_tool_finish;
  tool_class->get_extents = pp_reconnect_tool_get_extents;
  tool_class->draw = pp_reconnect_tool_draw;
  tool_class->cursor = "grabbing";
}

static void
pp_reconnect_tool_init (PpReconnectTool *self)
{
  self->path = g_array_new (FALSE, FALSE, sizeof (PpPoint));
}

PpTool *
pp_reconnect_tool_new (PpCanvas   *canvas,
                       const char *edge_id,
                       gboolean    at_source)
{
  PpReconnectTool *self = g_object_new (PP_TYPE_RECONNECT_TOOL, "canvas", canvas, NULL);

  self->edge_id = g_strdup (edge_id);
  self->at_source = at_source;

  return PP_TOOL (self);
}
