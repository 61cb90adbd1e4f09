/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Slides the label of a flow along its line. */

#include "pp-canvas-private.h"

#define PP_TYPE_LABEL_TOOL (pp_label_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpLabelTool, pp_label_tool, PP, LABEL_TOOL, PpTool)

struct _PpLabelTool
{
  PpTool parent_instance;

  char        *edge_id;
  PpPlacement *placement;
  gboolean     moved;
};

G_DEFINE_FINAL_TYPE (PpLabelTool, pp_label_tool, PP_TYPE_TOOL)

static void
pp_label_tool_begin (PpTool *tool)
{
  PpLabelTool *self = PP_LABEL_TOOL (tool);
  const char * const ids[] = { self->edge_id };

  self->placement = _pp_tool_dup_placement (pp_tool_get_canvas (tool), self->edge_id);
  _pp_canvas_lift (pp_tool_get_canvas (tool), ids, 1);
}

static void
pp_label_tool_motion (PpTool          *tool,
                      PpPoint          point,
                      GdkModifierType  modifiers)
{
  PpLabelTool *self = PP_LABEL_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  const PpSceneItem *edge = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->edge_id);
  double fraction = 0.5;
  guint segment;

  if (edge == NULL || edge->n_path < 2)
    return;

  self->moved = TRUE;
  pp_polyline_distance (edge->path, edge->n_path, point, &segment, &fraction);
  self->placement->label_position = CLAMP (fraction, 0.05, 0.95);
  _pp_canvas_preview (canvas, self->edge_id, self->placement);
}

static gboolean
pp_label_tool_finish (PpTool          *tool,
                      GdkModifierType  modifiers)
{
  PpLabelTool *self = PP_LABEL_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);

  if (self->moved)
    _pp_canvas_apply (canvas, N_("Move Label"),
                      pp_edit_place (_pp_canvas_get_model (canvas), pp_canvas_get_layout_id (canvas),
                                     self->edge_id, self->placement));

  return FALSE;
}

static void
pp_label_tool_finalize (GObject *object)
{
  PpLabelTool *self = PP_LABEL_TOOL (object);

  g_clear_pointer (&self->edge_id, g_free);
  g_clear_pointer (&self->placement, pp_placement_free);

  G_OBJECT_CLASS (pp_label_tool_parent_class)->finalize (object);
}

static void
pp_label_tool_class_init (PpLabelToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_label_tool_finalize;
  tool_class->begin = pp_label_tool_begin;
  tool_class->motion = pp_label_tool_motion;
  tool_class->finish = pp_label_tool_finish;
  tool_class->cursor = "grabbing";
}

static void
pp_label_tool_init (PpLabelTool *self)
{
}

PpTool *
pp_label_tool_new (PpCanvas   *canvas,
                   const char *edge_id)
{
  PpLabelTool *self = g_object_new (PP_TYPE_LABEL_TOOL, "canvas", canvas, NULL);

  self->edge_id = g_strdup (edge_id);

  return PP_TOOL (self);
}
