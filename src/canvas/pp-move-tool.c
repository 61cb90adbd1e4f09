/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves what is selected, with everything that is in it. Snaps the box around what is selected to its
 * neighbours and to the grid; Alt moves freely, Shift along one axis. What is dropped into a box
 * becomes part of it. */

#include "pp-canvas-private.h"

#include <math.h>

#define MAX_NEIGHBOURS 400

#define PP_TYPE_MOVE_TOOL (pp_move_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpMoveTool, pp_move_tool, PP, MOVE_TOOL, PpTool)

struct _PpMoveTool
{
  PpTool parent_instance;

  /* owned */
  GPtrArray  *moving;        /* copies of identifiers */
  GHashTable *moving_set;    /* of the same strings */
  GHashTable *boxes;         /* moving node → PpBox before the move */
  PpGuides   *guides;
  GArray     *lines;         /* PpGuide */
  char       *container_id;
  char       *grabbed_id;

  /* state */
  PpPoint start;
  PpBox   box;               /* around what is selected, before the move */
  double  dx;
  double  dy;
};

G_DEFINE_FINAL_TYPE (PpMoveTool, pp_move_tool, PP_TYPE_TOOL)

static PpScene *
get_scene (PpMoveTool *self)
{
  return _pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self)));
}

static void
collect_moving (PpMoveTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  g_auto(GStrv) ids = NULL;
  g_autoptr(GPtrArray) moving = NULL;
  guint n_ids;

  ids = pp_selection_dup_ids (pp_canvas_get_selection (canvas), &n_ids);
  moving = _pp_tool_list_moving (canvas, (const char * const *) ids, n_ids);
  for (guint i = 0; i < moving->len; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (get_scene (self), g_ptr_array_index (moving, i));
      char *id = g_strdup (item->id);

      g_ptr_array_add (self->moving, id);
      g_hash_table_add (self->moving_set, id);
      if (!item->is_edge)
        g_hash_table_insert (self->boxes, id, g_memdup2 (&item->box, sizeof (PpBox)));
    }
}

/* Snapping looks at what the user has selected, not at what is inside of it. */
static void
measure_selection (PpMoveTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  PpSelection *selection = pp_canvas_get_selection (canvas);

  for (guint i = 0; i < pp_selection_get_n_items (selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (get_scene (self), pp_selection_get_id (selection, i));

      if (item != NULL && g_hash_table_contains (self->moving_set, item->id))
        self->box = pp_box_union (&self->box, item->is_edge ? &item->bounds : &item->box);
    }
}

static void
collect_neighbours (PpMoveTool *self)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  PpBox visible = pp_viewport_get_visible (_pp_canvas_get_viewport (canvas));
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  pp_scene_query (get_scene (self), &visible, items);
  for (guint i = 0; i < items->len && pp_guides_get_n_neighbours (self->guides) < MAX_NEIGHBOURS; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (!item->is_edge && !g_hash_table_contains (self->moving_set, item->id))
        pp_guides_add (self->guides, &item->box);
    }
}

static void
pp_move_tool_begin (PpTool *tool)
{
  PpMoveTool *self = PP_MOVE_TOOL (tool);

  collect_moving (self);
  measure_selection (self);
  collect_neighbours (self);
  _pp_canvas_lift (pp_tool_get_canvas (tool), (const char * const *) self->moving->pdata,
                   self->moving->len);
  pp_scene_preview_move (get_scene (self), 0, 0);
}

/* The box that would take in what is dropped now: looked for where the grabbed element is. */
static const PpSceneItem *
find_container (PpMoveTool  *self,
                const char  *id,
                double       dx,
                double       dy)
{
  const PpBox *before = g_hash_table_lookup (self->boxes, id);
  const PpSceneItem *container;
  PpBox box;

  if (before == NULL)
    return NULL;

  box = *before;
  box.x += dx;
  box.y += dy;
  container = pp_scene_find_container (get_scene (self), &box, id);
  if (container == NULL || g_hash_table_contains (self->moving_set, container->id))
    return NULL;

  return container;
}

static void
snap (PpMoveTool      *self,
      GdkModifierType  modifiers,
      double          *dx,
      double          *dy)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  double zoom = pp_canvas_get_zoom (canvas);
  gboolean grid = pp_canvas_get_snap_to_grid (canvas);
  PpBox moved = { self->box.x + *dx, self->box.y + *dy, self->box.width, self->box.height };
  double shift_x, shift_y;

  if (modifiers & GDK_ALT_MASK)
    return;

  pp_guides_snap (self->guides, &moved, PP_SNAP_ALL, PP_CANVAS_SNAP_PX / zoom,
                  grid ? PP_GRID_STEP : 0, &shift_x, &shift_y);
  *dx += shift_x;
  *dy += shift_y;
}

static void
pp_move_tool_motion (PpTool          *tool,
                     PpPoint          point,
                     GdkModifierType  modifiers)
{
  PpMoveTool *self = PP_MOVE_TOOL (tool);
  double dx = point.x - self->start.x;
  double dy = point.y - self->start.y;
  gboolean across = fabs (dx) >= fabs (dy);
  const PpSceneItem *container;
  PpBox moved;

  snap (self, modifiers, &dx, &dy);
  if (modifiers & GDK_SHIFT_MASK)
    {
      dx = across ? dx : 0;
      dy = across ? 0 : dy;
    }
  self->dx = dx;
  self->dy = dy;
  _pp_canvas_move_lifted (pp_tool_get_canvas (tool), dx, dy);

  g_array_set_size (self->lines, 0);
  moved = (PpBox) { self->box.x + dx, self->box.y + dy, self->box.width, self->box.height };
  if (!(modifiers & GDK_ALT_MASK))
    pp_guides_list (self->guides, &moved, self->lines);

  container = find_container (self, self->grabbed_id, dx, dy);
  g_free (self->container_id);
  self->container_id = container != NULL ? g_strdup (container->id) : NULL;
}

/* A node that goes with its own box keeps it. One that was in a box which this diagram shows, and is
 * dropped outside, is set free; a parent that is not shown here stays. */
static void
change_parent (PpMoveTool *self,
               const char *id,
               GPtrArray  *changes)
{
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  PpNode *node = pp_model_lookup_node (_pp_canvas_get_model (canvas), id);
  const char *parent = node != NULL ? pp_node_get_parent (node) : NULL;
  const PpSceneItem *container;

  if (node == NULL || (parent != NULL && g_hash_table_contains (self->moving_set, parent)))
    return;

  container = find_container (self, id, self->dx, self->dy);
  if (container != NULL)
    _pp_tool_set_field (canvas, changes, id, "parent", _pp_tool_id_node (container->id));
  else if (parent != NULL && pp_scene_lookup (get_scene (self), parent) != NULL)
    _pp_tool_set_field (canvas, changes, id, "parent", NULL);
}

/* What lies in a moved box without being its child stays so: only what the user has moved changes. */
static gboolean
is_inside_moved_box (PpMoveTool *self,
                     const char *id)
{
  const PpBox *box = g_hash_table_lookup (self->boxes, id);
  GHashTableIter iter;
  gpointer other_id, other;

  g_hash_table_iter_init (&iter, self->boxes);
  while (g_hash_table_iter_next (&iter, &other_id, &other))
    {
      const PpSceneItem *item = pp_scene_lookup (get_scene (self), other_id);

      if (other != (gpointer) box && item->dfd_class == PP_DFD_BOUNDARY &&
          pp_box_contains_box (other, box))
        return TRUE;
    }

  return FALSE;
}

static gboolean
pp_move_tool_finish (PpTool          *tool,
                     GdkModifierType  modifiers)
{
  PpMoveTool *self = PP_MOVE_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  g_autoptr(GPtrArray) changes = pp_change_list_new ();

  if (self->dx == 0 && self->dy == 0)
    return FALSE;

  for (guint i = 0; i < self->moving->len; i++)
    {
      const char *id = g_ptr_array_index (self->moving, i);
      g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (canvas, id);

      pp_placement_translate (placement, self->dx, self->dy);
      _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (canvas),
                                                   pp_canvas_get_layout_id (canvas), id, placement));
      if (g_hash_table_contains (self->boxes, id) && !is_inside_moved_box (self, id))
        change_parent (self, id, changes);
    }
  _pp_canvas_apply (canvas, N_("Move"), g_steal_pointer (&changes));

  return FALSE;
}

static PpBox
pp_move_tool_get_extents (PpTool *tool)
{
  PpMoveTool *self = PP_MOVE_TOOL (tool);
  PpBox lines = pp_guides_get_extents (self->lines);
  PpBox container = _pp_tool_item_extents (pp_tool_get_canvas (tool), self->container_id);

  return pp_box_union (&lines, &container);
}

static void
pp_move_tool_draw (PpTool  *tool,
                   cairo_t *cr,
                   double   scale)
{
  PpMoveTool *self = PP_MOVE_TOOL (tool);
  PpPainter *painter = _pp_canvas_get_painter (pp_tool_get_canvas (tool));
  const PpSceneItem *container = self->container_id != NULL
                                   ? pp_scene_lookup (get_scene (self), self->container_id) : NULL;

  if (container != NULL)
    pp_painter_draw_highlight (painter, cr, container, scale);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const PpGuide *line = &g_array_index (self->lines, PpGuide, i);

      pp_painter_draw_guide (painter, cr, line->from, line->to, scale);
    }
}

static void
pp_move_tool_finalize (GObject *object)
{
  PpMoveTool *self = PP_MOVE_TOOL (object);

  g_clear_pointer (&self->boxes, g_hash_table_unref);
  g_clear_pointer (&self->moving_set, g_hash_table_unref);
  g_clear_pointer (&self->moving, g_ptr_array_unref);
  g_clear_pointer (&self->guides, pp_guides_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->container_id, g_free);
  g_clear_pointer (&self->grabbed_id, g_free);

  G_OBJECT_CLASS (pp_move_tool_parent_class)->finalize (object);
}

static void
pp_move_tool_class_init (PpMoveToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_move_tool_finalize;
  tool_class->begin = pp_move_tool_begin;
  tool_class->motion = pp_move_tool_motion;
  tool_class->finish = pp_move_tool_finish;
  tool_class->get_extents = pp_move_tool_get_extents;
  tool_class->draw = pp_move_tool_draw;
  tool_class->cursor = "move";
}

static void
pp_move_tool_init (PpMoveTool *self)
{
  self->moving = g_ptr_array_new_with_free_func (g_free);
  self->moving_set = g_hash_table_new (g_str_hash, g_str_equal);
  self->boxes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->guides = pp_guides_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (PpGuide));
}

/* Moves the selection of the canvas, which contains @grabbed_id. */
PpTool *
pp_move_tool_new (PpCanvas   *canvas,
                  const char *grabbed_id,
                  PpPoint     start)
{
  PpMoveTool *self = g_object_new (PP_TYPE_MOVE_TOOL, "canvas", canvas, NULL);

  self->grabbed_id = g_strdup (grabbed_id);
  self->start = start;

  return PP_TOOL (self);
}
