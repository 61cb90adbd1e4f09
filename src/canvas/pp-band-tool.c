/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Selects what lies in a rectangle; of flows and boxes also what is in it as a whole only, so that a
 * band inside a boundary selects what stands there and not the boundary. */

#include "pp-canvas-private.h"

#define PP_TYPE_BAND_TOOL (pp_band_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpBandTool, pp_band_tool, PP, BAND_TOOL, PpTool)

struct _PpBandTool
{
  PpTool parent_instance;

  GStrv   before;         /* what was selected already and stays so */
  PpPoint start;
  PpBox   box;
};

G_DEFINE_FINAL_TYPE (PpBandTool, pp_band_tool, PP_TYPE_TOOL)

static gboolean
is_caught (PpBandTool        *self,
           const PpSceneItem *item)
{
  if (item->is_edge || item->dfd_class == PP_DFD_BOUNDARY)
    {
      PpBox path = item->is_edge ? pp_box_of_points (item->path, item->n_path) : item->box;

      return pp_box_contains_box (&self->box, &path);
    }

  return pp_box_contains (&self->box, pp_box_centre (&item->box)) ||
         pp_box_contains_box (&self->box, &item->box);
}

static void
pp_band_tool_motion (PpTool          *tool,
                     PpPoint          point,
                     GdkModifierType  modifiers)
{
  PpBandTool *self = PP_BAND_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  self->box = pp_box_of_points ((PpPoint[]) { self->start, point }, 2);
  for (guint i = 0; self->before != NULL && self->before[i] != NULL; i++)
    g_ptr_array_add (ids, self->before[i]);

  pp_scene_query (_pp_canvas_get_scene (canvas), &self->box, items);
  for (guint i = 0; i < items->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (is_caught (self, item))
        g_ptr_array_add (ids, (gpointer) item->id);
    }
  pp_selection_set (pp_canvas_get_selection (canvas), (const char * const *) ids->pdata, ids->len);
}

static gboolean
pp_band_tool_finish (PpTool          *tool,
                     GdkModifierType  modifiers)
{
  PpBandTool *self = PP_BAND_TOOL (tool);

  /* What is selected now stays: there is nothing for the cancellation that follows to take back. */
  g_clear_pointer (&self->before, g_strfreev);
  self->box.width = -1;

  return FALSE;
}

static void
pp_band_tool_cancel (PpTool *tool)
{
  PpBandTool *self = PP_BAND_TOOL (tool);
  PpSelection *selection = pp_canvas_get_selection (pp_tool_get_canvas (tool));

  if (self->box.width < 0)
    return;
  if (self->before != NULL)
    pp_selection_set (selection, (const char * const *) self->before, g_strv_length (self->before));
  else
    pp_selection_clear (selection);
}

static PpBox
pp_band_tool_get_extents (PpTool *tool)
{
  PpBox box = PP_BAND_TOOL (tool)->box;

  return box.width >= 0 ? pp_box_inflate (&box, 1) : (PpBox) { 0 };
}

static void
pp_band_tool_draw (PpTool  *tool,
                   cairo_t *cr,
                   double   scale)
{
  PpBandTool *self = PP_BAND_TOOL (tool);

  if (self->box.width >= 0)
    pp_painter_draw_rubber_band (_pp_canvas_get_painter (pp_tool_get_canvas (tool)), cr, &self->box,
                                 scale);
}

static void
pp_band_tool_finalize (GObject *object)
{
  g_clear_pointer (&PP_BAND_TOOL (object)->before, g_strfreev);

  G_OBJECT_CLASS (pp_band_tool_parent_class)->finalize (object);
}

static void
pp_band_tool_class_init (PpBandToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_band_tool_finalize;
  tool_class->motion = pp_band_tool_motion;
  tool_class->finish = pp_band_tool_finish;
  tool_class->cancel = pp_band_tool_cancel;
  tool_class->get_extents = pp_band_tool_get_extents;
  tool_class->draw = pp_band_tool_draw;
}

static void
pp_band_tool_init (PpBandTool *self)
{
}

/* @extend keeps what is selected already. */
PpTool *
pp_band_tool_new (PpCanvas *canvas,
                  PpPoint   start,
                  gboolean  extend)
{
  PpBandTool *self = g_object_new (PP_TYPE_BAND_TOOL, "canvas", canvas, NULL);

  self->start = start;
  self->box = (PpBox) { start.x, start.y, 0, 0 };
  if (extend)
    self->before = pp_selection_dup_ids (pp_canvas_get_selection (canvas), NULL);

  return PP_TOOL (self);
}
