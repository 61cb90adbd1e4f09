/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Carries a kind from the palette: its outline follows the pointer, a click places it. With Shift more
 * can be placed; Enter places it in the middle of the view. */

#include "pp-canvas-private.h"

#define PP_TYPE_PLACE_TOOL (pp_place_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpPlaceTool, pp_place_tool, PP, PLACE_TOOL, PpTool)

struct _PpPlaceTool
{
  PpTool parent_instance;

  char     *kind_id;
  PpPoint   point;
  gboolean  seen;       /* the pointer has been on the canvas */
};

G_DEFINE_FINAL_TYPE (PpPlaceTool, pp_place_tool, PP_TYPE_TOOL)

static PpKind *
get_kind (PpPlaceTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));

  return pp_kinds_resolve (pp_scene_get_kinds (_pp_canvas_get_scene (canvas)), self->kind_id, FALSE);
}

static PpBox
get_box (PpPlaceTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  double step = pp_canvas_get_snap_to_grid (canvas) ? PP_GRID_STEP : 0;
  double width = pp_kind_get_width (get_kind (self));
  double height = pp_kind_get_height (get_kind (self));

  return (PpBox) { pp_grid_round (self->point.x - width / 2, step),
                   pp_grid_round (self->point.y - height / 2, step), width, height };
}

static void
pp_place_tool_motion (PpTool          *tool,
                      PpPoint          point,
                      GdkModifierType  modifiers)
{
  PpPlaceTool *self = PP_PLACE_TOOL (tool);

  self->point = point;
  self->seen = TRUE;
}

static gboolean
pp_place_tool_finish (PpTool          *tool,
                      GdkModifierType  modifiers)
{
  PpPlaceTool *self = PP_PLACE_TOOL (tool);

  _pp_canvas_place_kind (pp_tool_get_canvas (tool), self->kind_id, self->point);

  return modifiers & GDK_SHIFT_MASK;
}

static gboolean
pp_place_tool_key (PpTool *tool,
                   guint   keyval)
{
  PpPlaceTool *self = PP_PLACE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpBox visible = pp_viewport_get_visible (_pp_canvas_get_viewport (canvas));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return FALSE;

  g_object_ref (self);
  self->point = pp_box_centre (&visible);
  pp_place_tool_finish (tool, 0);
  _pp_canvas_put_tool_away (canvas);
  g_object_unref (self);

  return TRUE;
}

static const PpSceneItem *
get_container (PpPlaceTool *self)
{
  PpBox box = get_box (self);

  return pp_scene_find_container (_pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self))), &box,
                                  NULL);
}

static PpBox
pp_place_tool_get_extents (PpTool *tool)
{
  PpPlaceTool *self = PP_PLACE_TOOL (tool);
  const PpSceneItem *container = get_container (self);
  PpBox box = get_box (self);

  if (!self->seen)
    return (PpBox) { 0 };

  return container != NULL ? pp_box_union (&box, &container->bounds) : box;
}

static void
pp_place_tool_draw (PpTool  *tool,
                    cairo_t *cr,
                    double   scale)
{
  PpPlaceTool *self = PP_PLACE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpPainter *painter = _pp_canvas_get_painter (canvas);
  PpKind *kind = get_kind (self);
  const PpSceneItem *container = get_container (self);
  PpBox box = get_box (self);

  if (!self->seen)
    return;

  if (container != NULL)
    pp_painter_draw_highlight (painter, cr, container, scale);
  cairo_push_group (cr);
  pp_painter_draw_new_node (painter, cr, kind, _(pp_kind_get_label (kind)), &box, scale);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, 0.6);
}

static void
pp_place_tool_finalize (GObject *object)
{
  g_clear_pointer (&PP_PLACE_TOOL (object)->kind_id, g_free);

  G_OBJECT_CLASS (pp_place_tool_parent_class)->finalize (object);
}

static void
pp_place_tool_class_init (PpPlaceToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_place_tool_finalize;
  tool_class->motion = pp_place_tool_motion;
  tool_class->finish = pp_place_tool_finish;
  tool_class->key = pp_place_tool_key;
  tool_class->get_extents = pp_place_tool_get_extents;
  tool_class->draw = pp_place_tool_draw;
  tool_class->cursor = "copy";
  tool_class->sticky = TRUE;
}

static void
pp_place_tool_init (PpPlaceTool *self)
{
}

PpTool *
pp_place_tool_new (PpCanvas   *canvas,
                   const char *kind_id)
{
  PpPlaceTool *self = g_object_new (PP_TYPE_PLACE_TOOL, "canvas", canvas, NULL);

  self->kind_id = g_strdup (kind_id);

  return PP_TOOL (self);
}

/* What the canvas carries from the palette, or NULL. */
const char *
pp_canvas_get_placing_kind (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->tool != NULL && PP_IS_PLACE_TOOL (self->tool) ? PP_PLACE_TOOL (self->tool)->kind_id
                                                             : NULL;
}
