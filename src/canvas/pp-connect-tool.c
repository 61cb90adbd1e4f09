/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a flow from one element to another, or to a loose end in the open. By keyboard the arrows choose
 * the target and Enter draws. */

#include "pp-canvas-private.h"

/* A loose end nearer than this to where the flow began is no flow at all. */
#define SHORTEST_LOOSE 30.0

#define PP_TYPE_CONNECT_TOOL (pp_connect_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpConnectTool, pp_connect_tool, PP, CONNECT_TOOL, PpTool)

struct _PpConnectTool
{
  PpTool parent_instance;

  char     *source_id;
  char     *target_id;      /* NULL in the open */
  GArray   *path;           /* PpPoint */
  gboolean  by_keyboard;
  gboolean  moved;
  PpPoint   point;
};

G_DEFINE_FINAL_TYPE (PpConnectTool, pp_connect_tool, PP_TYPE_TOOL)

static void
update_path (PpConnectTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));

  g_array_set_size (self->path, 0);
  if (!self->by_keyboard || self->target_id != NULL)
    pp_scene_preview_connection (_pp_canvas_get_scene (canvas), self->source_id, self->target_id,
                                 self->point, self->path);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

static void
set_target (PpConnectTool     *self,
            const PpSceneItem *item)
{
  const char *id = _pp_tool_can_connect (item) && !g_str_equal (item->id, self->source_id)
                     ? item->id : NULL;

  if (g_strcmp0 (self->target_id, id) != 0)
    {
      g_free (self->target_id);
      self->target_id = g_strdup (id);
    }
}

static void
pp_connect_tool_motion (PpTool          *tool,
                        PpPoint          point,
                        GdkModifierType  modifiers)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double tolerance = 2 * PP_CANVAS_HIT_PX / pp_canvas_get_zoom (canvas);

  /* A pointer that lies still on the canvas has no say while keys choose. */
  if (self->by_keyboard)
    return;

  self->moved = TRUE;
  self->point = point;
  set_target (self, pp_scene_hit (_pp_canvas_get_scene (canvas), point, tolerance));
  update_path (self);
}

static gboolean
is_worth_it (PpConnectTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  const PpSceneItem *source = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->source_id);
  PpBox near;

  if (self->target_id != NULL)
    return TRUE;
  if (self->by_keyboard || !self->moved || source == NULL)
    return FALSE;

  near = pp_box_inflate (&source->box, SHORTEST_LOOSE);

  return !pp_box_contains (&near, self->point);
}

static gboolean
pp_connect_tool_finish (PpTool          *tool,
                        GdkModifierType  modifiers)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  g_autoptr(PpPlacement) placement = pp_placement_new ();
  g_autofree char *id = NULL;
  PpKind *kind;
  GPtrArray *changes;
  int lowest, highest;

  if (!is_worth_it (self))
    return FALSE;

  kind = pp_kinds_resolve (pp_scene_get_kinds (_pp_canvas_get_scene (canvas)),
                           pp_canvas_get_edge_kind (canvas), TRUE);
  pp_layout_get_z_range (pp_scene_get_layout (_pp_canvas_get_scene (canvas)), &lowest, &highest);
  placement->z = highest + 1;
  if (self->target_id == NULL)
    {
      double step = pp_canvas_get_snap_to_grid (canvas) && !(modifiers & GDK_ALT_MASK)
                      ? PP_GRID_STEP : 0;

      placement->has_target_point = TRUE;
      placement->target_point = (PpPoint) { pp_grid_round (self->point.x, step),
                                            pp_grid_round (self->point.y, step) };
    }
  changes = pp_edit_add_edge (_pp_canvas_get_model (canvas), pp_canvas_get_layout_id (canvas),
                              pp_kind_get_id (kind), NULL, pp_kind_get_default_facts (kind),
                              self->source_id, self->target_id, placement, &id);
  if (_pp_canvas_apply (canvas, N_("Add Flow"), changes))
    {
      pp_selection_set_single (pp_canvas_get_selection (canvas), id);
      _pp_canvas_focus_element (canvas, id);
    }

  return FALSE;
}

static gboolean
pp_connect_tool_key (PpTool *tool,
                     guint   keyval)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  const PpSceneItem *item;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      item = _pp_canvas_find_in_direction (canvas, self->target_id != NULL ? self->target_id
                                                                           : self->source_id,
                                           keyval, TRUE);
      if (item != NULL)
        {
          set_target (self, item);
          _pp_canvas_show_item (canvas, item);
          _pp_canvas_focus_element (canvas, item->id);
          update_path (self);
        }
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_object_ref (self);
      pp_tool_finish (tool, 0);
      _pp_canvas_put_tool_away (canvas);
      g_object_unref (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static PpBox
pp_connect_tool_get_extents (PpTool *tool)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  const char *id = self->target_id != NULL ? self->target_id : self->source_id;
  PpBox node = _pp_tool_item_extents (pp_tool_get_canvas (tool), id);
  PpBox path;

  if (self->path->len == 0)
    return node;

  path = pp_box_of_points ((const PpPoint *) self->path->data, self->path->len);
  path = pp_box_inflate (&path, 1);

  return pp_box_union (&path, &node);
}

static void
pp_connect_tool_draw (PpTool  *tool,
                      cairo_t *cr,
                      double   scale)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpPainter *painter = _pp_canvas_get_painter (canvas);
  const PpSceneItem *item;

  item = pp_scene_lookup (_pp_canvas_get_scene (canvas),
                          self->target_id != NULL ? self->target_id : self->source_id);
  if (item != NULL)
    pp_painter_draw_highlight (painter, cr, item, scale);
  if (self->path->len > 1)
    pp_painter_draw_connection (painter, cr, (const PpPoint *) self->path->data, self->path->len,
                                scale);
}

static void
pp_connect_tool_finalize (GObject *object)
{
  PpConnectTool *self = PP_CONNECT_TOOL (object);

  g_clear_pointer (&self->source_id, g_free);
  g_clear_pointer (&self->target_id, g_free);
  g_clear_pointer (&self->path, g_array_unref);

  G_OBJECT_CLASS (pp_connect_tool_parent_class)->finalize (object);
}

static void
pp_connect_tool_class_init (PpConnectToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_connect_tool_finalize;
  tool_class->motion = pp_connect_tool_motion;
  tool_class->finish = pp_connect_tool_finish;
  tool_class->key = pp_connect_tool_key;
  tool_class->get_extents = pp_connect_tool_get_extents;
  tool_class->draw = pp_connect_tool_draw;
  tool_class->cursor = "crosshair";
}

static void
pp_connect_tool_init (PpConnectTool *self)
{
  self->path = g_array_new (FALSE, FALSE, sizeof (PpPoint));
}

PpTool *
pp_connect_tool_new (PpCanvas   *canvas,
                     const char *source_id,
                     gboolean    by_keyboard)
{
  PpConnectTool *self = g_object_new (PP_TYPE_CONNECT_TOOL, "canvas", canvas, NULL);

  self->source_id = g_strdup (source_id);
  self->by_keyboard = by_keyboard;

  return PP_TOOL (self);
}
