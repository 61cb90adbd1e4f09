/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags one of the eight handles of a node. Shift keeps the ratio of its sides, Alt does not snap. */

#include "pp-canvas-private.h"

#include <math.h>

#define SMALLEST 20.0
#define MAX_NEIGHBOURS 400

#define PP_TYPE_RESIZE_TOOL (pp_resize_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpResizeTool, pp_resize_tool, PP, RESIZE_TOOL, PpTool)

struct _PpResizeTool
{
  PpTool parent_instance;

  char        *node_id;
  PpPlacement *before;
  PpPlacement *now;
  PpGuides    *guides;
  GArray      *lines;

  PpHandle     handle;
  PpPoint      start;
};

G_DEFINE_FINAL_TYPE (PpResizeTool, pp_resize_tool, PP_TYPE_TOOL)

static PpBox
placement_box (const PpPlacement *placement)
{
  return (PpBox) { placement->x, placement->y, placement->width, placement->height };
}

static void
pp_resize_tool_begin (PpTool *tool)
{
  PpResizeTool *self = PP_RESIZE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpBox visible = pp_viewport_get_visible (_pp_canvas_get_viewport (canvas));
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  const char * const ids[] = { self->node_id };

  pp_scene_query (_pp_canvas_get_scene (canvas), &visible, items);
  for (guint i = 0; i < items->len && pp_guides_get_n_neighbours (self->guides) < MAX_NEIGHBOURS; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (!item->is_edge && !g_str_equal (item->id, self->node_id))
        pp_guides_add (self->guides, &item->box);
    }
  self->before = _pp_tool_dup_placement (canvas, self->node_id);
  self->now = pp_placement_copy (self->before);
  _pp_canvas_lift (canvas, ids, 1);
}

/* Moves the edge or corner of the handle; the opposite one stays. */
static PpBox
resize (PpResizeTool *self,
        double        dx,
        double        dy)
{
  PpBox box = placement_box (self->before);
  double width = MAX (box.width + self->handle.direction_x * dx, SMALLEST);
  double height = MAX (box.height + self->handle.direction_y * dy, SMALLEST);

  if (self->handle.direction_x < 0)
    box.x += box.width - width;
  if (self->handle.direction_y < 0)
    box.y += box.height - height;
  if (self->handle.direction_x != 0)
    box.width = width;
  if (self->handle.direction_y != 0)
    box.height = height;

  return box;
}

/* The side that changed more says how much; a middle handle grows the other side about its centre. */
static PpBox
keep_ratio (PpResizeTool *self,
            PpBox         box)
{
  double across = box.width / self->before->width;
  double down = box.height / self->before->height;
  double factor = fabs (across - 1) >= fabs (down - 1) ? across : down;
  double width, height;

  factor = MAX (factor, SMALLEST / MIN (self->before->width, self->before->height));
  width = self->before->width * factor;
  height = self->before->height * factor;
  box.x = self->before->x + (self->before->width - width) * (1 - self->handle.direction_x) / 2;
  box.y = self->before->y + (self->before->height - height) * (1 - self->handle.direction_y) / 2;
  box.width = width;
  box.height = height;

  return box;
}

static PpSnap
moving_lines (PpResizeTool *self)
{
  PpSnap lines = 0;

  if (self->handle.direction_x != 0)
    lines |= self->handle.direction_x < 0 ? PP_SNAP_LEFT : PP_SNAP_RIGHT;
  if (self->handle.direction_y != 0)
    lines |= self->handle.direction_y < 0 ? PP_SNAP_TOP : PP_SNAP_BOTTOM;

  return lines;
}

/* The pointer moves on the screen, the sides of a turned node along its own axes. */
static void
turn_back (PpResizeTool *self,
           double       *dx,
           double       *dy)
{
  PpPoint turned = pp_point_turn ((PpPoint) { *dx, *dy }, (PpPoint) { 0, 0 }, -self->before->angle);

  *dx = turned.x;
  *dy = turned.y;
}

static void
pp_resize_tool_motion (PpTool          *tool,
                       PpPoint          point,
                       GdkModifierType  modifiers)
{
  PpResizeTool *self = PP_RESIZE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double dx = point.x - self->start.x;
  double dy = point.y - self->start.y;
  gboolean snaps = !(modifiers & (GDK_ALT_MASK | GDK_SHIFT_MASK)) && self->before->angle == 0;
  PpBox box;

  turn_back (self, &dx, &dy);
  box = resize (self, dx, dy);
  if (snaps)
    {
      double shift_x, shift_y;

      pp_guides_snap (self->guides, &box, moving_lines (self),
                      PP_CANVAS_SNAP_PX / pp_canvas_get_zoom (canvas),
                      pp_canvas_get_snap_to_grid (canvas) ? PP_GRID_STEP : 0, &shift_x, &shift_y);
      box = resize (self, dx + shift_x, dy + shift_y);
    }
  if (modifiers & GDK_SHIFT_MASK)
    box = keep_ratio (self, box);

  g_array_set_size (self->lines, 0);
  if (snaps)
    pp_guides_list (self->guides, &box, self->lines);

  self->now->x = box.x;
  self->now->y = box.y;
  self->now->width = box.width;
  self->now->height = box.height;
  _pp_canvas_preview (canvas, self->node_id, self->now);
}

static gboolean
pp_resize_tool_finish (PpTool          *tool,
                       GdkModifierType  modifiers)
{
  PpResizeTool *self = PP_RESIZE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpBox before = placement_box (self->before);
  PpBox now = placement_box (self->now);

  if (!pp_box_equal (&before, &now))
    _pp_canvas_apply (canvas, N_("Resize"),
                      pp_edit_place (_pp_canvas_get_model (canvas), pp_canvas_get_layout_id (canvas),
                                     self->node_id, self->now));

  return FALSE;
}

static PpBox
pp_resize_tool_get_extents (PpTool *tool)
{
  return pp_guides_get_extents (PP_RESIZE_TOOL (tool)->lines);
}

static void
pp_resize_tool_draw (PpTool  *tool,
                     cairo_t *cr,
                     double   scale)
{
  PpResizeTool *self = PP_RESIZE_TOOL (tool);
  PpPainter *painter = _pp_canvas_get_painter (pp_tool_get_canvas (tool));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const PpGuide *line = &g_array_index (self->lines, PpGuide, i);

      pp_painter_draw_guide (painter, cr, line->from, line->to, scale);
    }
}

static void
pp_resize_tool_finalize (GObject *object)
{
  PpResizeTool *self = PP_RESIZE_TOOL (object);

  g_clear_pointer (&self->node_id, g_free);
  g_clear_pointer (&self->before, pp_placement_free);
  g_clear_pointer (&self->now, pp_placement_free);
  g_clear_pointer (&self->guides, pp_guides_free);
  g_clear_pointer (&self->lines, g_array_unref);

  G_OBJECT_CLASS (pp_resize_tool_parent_class)->finalize (object);
}

static void
pp_resize_tool_class_init (PpResizeToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_resize_tool_finalize;
  tool_class->begin = pp_resize_tool_begin;
  tool_class->motion = pp_resize_tool_motion;
  tool_class->finish = pp_resize_tool_finish;
  tool_class->get_extents = pp_resize_tool_get_extents;
  tool_class->draw = pp_resize_tool_draw;
  tool_class->cursor = "grabbing";
}

static void
pp_resize_tool_init (PpResizeTool *self)
{
  self->guides = pp_guides_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (PpGuide));
}

PpTool *
pp_resize_tool_new (PpCanvas       *canvas,
                    const char     *node_id,
                    const PpHandle *handle,
                    PpPoint         start)
{
  PpResizeTool *self = g_object_new (PP_TYPE_RESIZE_TOOL, "canvas", canvas, NULL);

  self->node_id = g_strdup (node_id);
  self->handle = *handle;
  self->start = start;

  return PP_TOOL (self);
}
