/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags a bend point of a flow, or makes one where the line is dragged. A bend that ends up on the
 * straight line between its neighbours goes. */

#include "pp-canvas-private.h"

#include <math.h>

#define STRAIGHT_PX 5.0

#define PP_TYPE_BEND_TOOL (pp_bend_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpBendTool, pp_bend_tool, PP, BEND_TOOL, PpTool)

struct _PpBendTool
{
  PpTool parent_instance;

  char        *edge_id;
  PpPlacement *placement;
  PpPoint      start;
  PpPoint      origin;      /* of the bend, before the drag */
  PpPoint      first;       /* the ends of the line, before the drag */
  PpPoint      last;
  guint        number;
  gboolean     is_new;
  gboolean     moved;
};

G_DEFINE_FINAL_TYPE (PpBendTool, pp_bend_tool, PP_TYPE_TOOL)

/* Where a line without bends would begin or end: at a node it points to the centre. */
static PpPoint
find_anchor (PpBendTool *self,
             const char *node_id,
             PpPoint     loose)
{
  PpScene *scene = _pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self)));
  const PpSceneItem *node = node_id != NULL ? pp_scene_lookup (scene, node_id) : NULL;

  return node != NULL && !node->is_edge ? pp_box_centre (&node->box) : loose;
}

/* Which piece of the line between its ends and bends a point is nearest to. */
static guint
find_piece (PpBendTool *self,
            PpPoint     point)
{
  guint n = self->placement->n_points;
  double nearest = G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 0; i <= n; i++)
    {
      PpPoint from = i == 0 ? self->first : self->placement->points[i - 1];
      PpPoint to = i == n ? self->last : self->placement->points[i];
      double distance = pp_segment_distance (from, to, point);

      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }

  return found;
}

static void
insert_bend (PpBendTool *self,
             PpPoint     point)
{
  guint n = self->placement->n_points;
  g_autofree PpPoint *points = g_new (PpPoint, n + 1);

  for (guint i = 0; i < self->number; i++)
    points[i] = self->placement->points[i];
  points[self->number] = point;
  for (guint i = self->number; i < n; i++)
    points[i + 1] = self->placement->points[i];
  pp_placement_set_points (self->placement, points, n + 1);
}

static void
remove_bend (PpBendTool *self)
{
  guint n = self->placement->n_points;

  for (guint i = self->number; i + 1 < n; i++)
    self->placement->points[i] = self->placement->points[i + 1];
  self->placement->n_points--;
}

static void
pp_bend_tool_begin (PpTool *tool)
{
  PpBendTool *self = PP_BEND_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  const PpSceneItem *edge = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->edge_id);
  const char * const ids[] = { self->edge_id };

  self->placement = _pp_tool_dup_placement (canvas, self->edge_id);
  self->first = edge->path[0];
  self->last = edge->path[edge->n_path - 1];
  if (self->is_new)
    {
      if (self->number > self->placement->n_points)
        self->number = find_piece (self, self->start);
      insert_bend (self, self->start);
    }
  self->origin = self->placement->points[self->number];
  _pp_canvas_lift (canvas, ids, 1);
}

static void
pp_bend_tool_motion (PpTool          *tool,
                     PpPoint          point,
                     GdkModifierType  modifiers)
{
  PpBendTool *self = PP_BEND_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double step = pp_canvas_get_snap_to_grid (canvas) && !(modifiers & GDK_ALT_MASK) ? PP_GRID_STEP : 0;

  self->moved = TRUE;
  self->placement->points[self->number] =
    (PpPoint) { pp_grid_round (self->origin.x + point.x - self->start.x, step),
                pp_grid_round (self->origin.y + point.y - self->start.y, step) };
  _pp_canvas_preview (canvas, self->edge_id, self->placement);
}

static gboolean
is_straight (PpBendTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  const PpSceneItem *edge = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->edge_id);
  guint n = self->placement->n_points;
  PpPoint before, after;

  if (edge == NULL)
    return FALSE;

  before = self->number == 0 ? find_anchor (self, edge->source, self->first)
                             : self->placement->points[self->number - 1];
  after = self->number + 1 >= n ? find_anchor (self, edge->target, self->last)
                                : self->placement->points[self->number + 1];

  return pp_segment_distance (before, after, self->placement->points[self->number]) <
         STRAIGHT_PX / pp_canvas_get_zoom (canvas);
}

static gboolean
pp_bend_tool_finish (PpTool          *tool,
                     GdkModifierType  modifiers)
{
  PpBendTool *self = PP_BEND_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);

  if (!self->moved)
    return FALSE;

  if (is_straight (self))
    {
      remove_bend (self);
      if (self->is_new)
        return FALSE;
    }
  _pp_canvas_apply (canvas, N_("Bend Flow"),
                    pp_edit_place (_pp_canvas_get_model (canvas), pp_canvas_get_layout_id (canvas),
                                   self->edge_id, self->placement));

  return FALSE;
}

static PpBox
pp_bend_tool_get_extents (PpTool *tool)
{
  return _pp_tool_item_extents (pp_tool_get_canvas (tool), PP_BEND_TOOL (tool)->edge_id);
}

static void
pp_bend_tool_draw (PpTool  *tool,
                   cairo_t *cr,
                   double   scale)
{
  PpBendTool *self = PP_BEND_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  const PpSceneItem *edge = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->edge_id);

  if (edge != NULL)
    pp_painter_draw_selection (_pp_canvas_get_painter (canvas), cr, edge, TRUE, scale);
}

static void
pp_bend_tool_finalize (GObject *object)
{
  PpBendTool *self = PP_BEND_TOOL (object);

  g_clear_pointer (&self->edge_id, g_free);
  g_clear_pointer (&self->placement, pp_placement_free);

  G_OBJECT_CLASS (pp_bend_tool_parent_class)->finalize (object);
}

static void
pp_bend_tool_class_init (PpBendToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_bend_tool_finalize;
  tool_class->begin = pp_bend_tool_begin;
  tool_class->motion = pp_bend_tool_motion;
  tool_class->finish = pp_bend_tool_finish;
  tool_class->get_extents = pp_bend_tool_get_extents;
  tool_class->draw = pp_bend_tool_draw;
  tool_class->cursor = "grabbing";
}

static void
pp_bend_tool_init (PpBendTool *self)
{
}

/* @handle is a bend or the place of a new one; NULL makes one where the drag began. */
PpTool *
pp_bend_tool_new (PpCanvas       *canvas,
                  const char     *edge_id,
                  const PpHandle *handle,
                  PpPoint         start)
{
  PpBendTool *self = g_object_new (PP_TYPE_BEND_TOOL, "canvas", canvas, NULL);

  self->edge_id = g_strdup (edge_id);
  self->start = start;
  self->is_new = handle == NULL || handle->type == PP_HANDLE_NEW_BEND;
  self->number = handle != NULL ? handle->number : G_MAXUINT;

  return PP_TOOL (self);
}
