/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags the view: the point that was taken hold of stays under the pointer. */

#include "pp-canvas-private.h"

#define PP_TYPE_PAN_TOOL (pp_pan_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpPanTool, pp_pan_tool, PP, PAN_TOOL, PpTool)

struct _PpPanTool
{
  PpTool parent_instance;

  PpPoint start;

  /* Where the view was, for Escape. */
  double  x;
  double  y;
};

G_DEFINE_FINAL_TYPE (PpPanTool, pp_pan_tool, PP_TYPE_TOOL)

static void
pp_pan_tool_begin (PpTool *tool)
{
  PpPanTool *self = PP_PAN_TOOL (tool);
  PpViewport *viewport = _pp_canvas_get_viewport (pp_tool_get_canvas (tool));

  self->x = pp_viewport_get_x (viewport);
  self->y = pp_viewport_get_y (viewport);
}

static void
pp_pan_tool_motion (PpTool          *tool,
                    PpPoint          point,
                    GdkModifierType  modifiers)
{
  PpPanTool *self = PP_PAN_TOOL (tool);
  PpViewport *viewport = _pp_canvas_get_viewport (pp_tool_get_canvas (tool));
  PpPoint held = pp_viewport_to_screen (viewport, self->start);
  PpPoint now = pp_viewport_to_screen (viewport, point);

  pp_viewport_pan (viewport, held.x - now.x, held.y - now.y);
}

static gboolean
pp_pan_tool_finish (PpTool          *tool,
                    GdkModifierType  modifiers)
{
  return FALSE;
}

/* Only Escape brings the view back: a second finger that makes a pinch of the pan goes on from here. */
static gboolean
pp_pan_tool_key (PpTool *tool,
                 guint   keyval)
{
  PpPanTool *self = PP_PAN_TOOL (tool);
  PpViewport *viewport = _pp_canvas_get_viewport (pp_tool_get_canvas (tool));

  if (keyval == GDK_KEY_Escape)
    pp_viewport_set (viewport, self->x, self->y, pp_viewport_get_zoom (viewport));

  return FALSE;
}

static void
pp_pan_tool_class_init (PpPanToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  tool_class->begin = pp_pan_tool_begin;
  tool_class->motion = pp_pan_tool_motion;
  tool_class->finish = pp_pan_tool_finish;
  tool_class->key = pp_pan_tool_key;
  tool_class->cursor = "grabbing";
}

static void
pp_pan_tool_init (PpPanTool *self)
{
}

PpTool *
pp_pan_tool_new (PpCanvas *canvas,
                 PpPoint   start)
{
  PpPanTool *self = g_object_new (PP_TYPE_PAN_TOOL, "canvas", canvas, NULL);

  self->start = start;

  return PP_TOOL (self);
}
