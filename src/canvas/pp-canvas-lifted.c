/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is lifted out of the scene's tiles while a gesture moves it. Of much that moves, what moves as a
 * whole is in tiles of its own, which are shifted; flows that stretch are drawn anew for each frame, cell
 * by cell of the view, so that a long one across it does not damage all of it. */

#include "pp-canvas-frame-private.h"

#include <math.h>

#define CELL_PX 128
/* Lines and arrows reach this far from their path. */
#define LINE_MARGIN_PX 12.0
/* So many flows on the move are drawn as from afar, without their labels. */
#define MANY_DIRECT 100
#define FAR_SCALE 0.19

/* The tiles of what is lifted show it where it stood when it was taken up. */
static gboolean
has_lifted (const PpBox *area,
            gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  PpBox near = pp_box_inflate (area, PP_CANVAS_CHROME_MARGIN_PX / pp_tile_cache_get_zoom (self->lifted_tiles));

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);
      PpBox bounds = { item->bounds.x - self->lift_dx, item->bounds.y - self->lift_dy,
                       item->bounds.width, item->bounds.height };

      if (item->rigid && pp_box_intersects (&bounds, &near))
        return TRUE;
    }

  return FALSE;
}

static void
paint_lifted_tile (cairo_t     *cr,
                   const PpBox *area,
                   double       scale,
                   gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  PpBox near = pp_box_inflate (area, PP_CANVAS_CHROME_MARGIN_PX / pp_tile_cache_get_zoom (self->lifted_tiles));
  PpBox moved = { near.x + self->lift_dx, near.y + self->lift_dy, near.width, near.height };

  cairo_translate (cr, -self->lift_dx, -self->lift_dy);
  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (!item->rigid || !pp_box_intersects (&item->bounds, &moved))
        continue;

      pp_painter_draw_item (self->painter, cr, item, scale);
      if (pp_selection_contains (self->selection, item->id))
        pp_painter_draw_selection (self->painter, cr, item, FALSE, scale);
    }
}

/* What moves as a whole, as tiles that are shifted. */
static void
snapshot_lifted_tiles (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  PpCanvasFrame shifted = *frame;

  shifted.visible.x -= self->lift_dx;
  shifted.visible.y -= self->lift_dy;
  shifted.origin_x_px -= round (self->lift_dx * _pp_canvas_frame_scale (frame)) / frame->scale_factor;
  shifted.origin_y_px -= round (self->lift_dy * _pp_canvas_frame_scale (frame)) / frame->scale_factor;
  _pp_canvas_snapshot_tiles (&shifted, self->lifted_tiles, PP_CANVAS_FRAME_BUDGET_US);
}

static gboolean
is_drawn_directly (PpCanvas          *self,
                   const PpSceneItem *item)
{
  return !self->lifting_many || !item->rigid;
}

/* The lifted items that are not in tiles, as far as they are seen. */
static GPtrArray *
list_drawn_directly (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (is_drawn_directly (self, item) && pp_box_intersects (&item->bounds, &frame->visible))
        g_ptr_array_add (items, (gpointer) item);
    }

  return items;
}

/* The view as cells, each with the items that paint something there, in paint order. */
typedef struct {
  const PpCanvasFrame *frame;
  int                  side;    /* all in device pixels */
  int                  width;
  int                  height;
  int                  n_columns;
  int                  n_rows;
  GPtrArray          **items;   /* (element-type PpSceneItem): NULL where there are none */
} Cells;

static void
cells_init (Cells               *self,
            const PpCanvasFrame *frame)
{
  *self = (Cells) {
    .frame = frame,
    .side = CELL_PX * frame->scale_factor,
    .width = gtk_widget_get_width (GTK_WIDGET (frame->canvas)) * frame->scale_factor,
    .height = gtk_widget_get_height (GTK_WIDGET (frame->canvas)) * frame->scale_factor,
  };
  self->n_columns = (self->width + self->side - 1) / self->side;
  self->n_rows = (self->height + self->side - 1) / self->side;
  self->items = g_new0 (GPtrArray *, self->n_columns * self->n_rows);
}

static void
cells_clear (Cells *self)
{
  for (int i = 0; i < self->n_columns * self->n_rows; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
  g_free (self->items);
}

static void
put_in_cell (Cells             *self,
             int                column,
             int                row,
             const PpSceneItem *item)
{
  GPtrArray **items = &self->items[row * self->n_columns + column];

  if (*items == NULL)
    *items = g_ptr_array_new ();
  if ((*items)->len == 0 || g_ptr_array_index (*items, (*items)->len - 1) != item)
    g_ptr_array_add (*items, (gpointer) item);
}

static int
cell_of (Cells  *self,
         double  px,
         int     n_cells)
{
  return CLAMP (floor (px / self->side), -1, n_cells);
}

static void
put_in_cells (Cells             *self,
              const PpBox       *box,
              const PpSceneItem *item)
{
  const PpCanvasFrame *frame = self->frame;
  double scale = _pp_canvas_frame_scale (frame), factor = frame->scale_factor;
  double margin = LINE_MARGIN_PX * factor;
  double left = box->x * scale - frame->origin_x_px * factor - margin;
  double top = box->y * scale - frame->origin_y_px * factor - margin;
  int last_column = cell_of (self, left + box->width * scale + 2 * margin, self->n_columns);
  int last_row = cell_of (self, top + box->height * scale + 2 * margin, self->n_rows);

  for (int row = MAX (cell_of (self, top, self->n_rows), 0); row <= MIN (last_row, self->n_rows - 1); row++)
    for (int column = MAX (cell_of (self, left, self->n_columns), 0);
         column <= MIN (last_column, self->n_columns - 1); column++)
      put_in_cell (self, column, row, item);
}

/* A long piece of a line has a large box and touches little of it. */
static void
put_piece (Cells             *self,
           PpPoint            a,
           PpPoint            b,
           const PpSceneItem *item)
{
  double length = MAX (fabs (b.x - a.x), fabs (b.y - a.y)) * _pp_canvas_frame_scale (self->frame);
  int n_parts = CLAMP (ceil (length / self->side), 1, self->n_columns + self->n_rows);

  for (int i = 0; i < n_parts; i++)
    {
      PpPoint ends[2] = { pp_point_between (a, b, (double) i / n_parts),
                          pp_point_between (a, b, (i + 1.0) / n_parts) };
      PpBox box = pp_box_of_points (ends, 2);

      put_in_cells (self, &box, item);
    }
}

static void
put_item (Cells             *self,
          const PpSceneItem *item)
{
  if (!item->is_edge)
    {
      put_in_cells (self, &item->bounds, item);
      return;
    }
  for (guint i = 1; i < item->n_path; i++)
    put_piece (self, item->path[i - 1], item->path[i], item);
  if (!pp_box_is_empty (&item->label_box))
    put_in_cells (self, &item->label_box, item);
}

typedef struct {
  GPtrArray *items;
  double     scale;
} CellContent;

static void
draw_cell (const PpCanvasFrame *frame,
           cairo_t             *cr,
           gpointer             data)
{
  const CellContent *content = data;

  for (guint i = 0; i < content->items->len; i++)
    pp_painter_draw_item (frame->canvas->painter, cr, g_ptr_array_index (content->items, i), content->scale);
}

static void
append_cells (const PpCanvasFrame *frame,
              GPtrArray           *items)
{
  double scale = _pp_canvas_frame_scale (frame);
  Cells cells;

  cells_init (&cells, frame);
  for (guint i = 0; i < items->len; i++)
    put_item (&cells, g_ptr_array_index (items, i));
  for (int i = 0; i < cells.n_columns * cells.n_rows; i++)
    {
      CellContent content = { cells.items[i], items->len < MANY_DIRECT ? scale : MIN (scale, FAR_SCALE) };
      int x = i % cells.n_columns * cells.side, y = i / cells.n_columns * cells.side;
      cairo_rectangle_int_t area = { x, y, MIN (cells.side, cells.width - x), MIN (cells.side, cells.height - y) };

      if (content.items != NULL)
        _pp_canvas_append_area (frame, &area, draw_cell, &content);
    }
  cells_clear (&cells);
}

static void
append_lifted (const PpCanvasFrame *frame)
{
  g_autoptr(GPtrArray) items = list_drawn_directly (frame);

  if (frame->canvas->lifting_many)
    snapshot_lifted_tiles (frame);
  if (items->len > 0)
    append_cells (frame, items);
}

/* Keeps the picture of what is lifted, to show it for as long as the tiles lack what was dropped. */
void
_pp_canvas_snapshot_lifted (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  g_autoptr(GskRenderNode) node = NULL;
  PpCanvasFrame own = *frame;

  own.snapshot = gtk_snapshot_new ();
  append_lifted (&own);
  node = gtk_snapshot_free_to_node (own.snapshot);
  if (node != NULL)
    gtk_snapshot_append_node (frame->snapshot, node);

  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  self->lifted_node = g_steal_pointer (&node);
  self->lifted_x_px = frame->origin_x_px;
  self->lifted_y_px = frame->origin_y_px;
  self->lifted_zoom = frame->zoom;
}

void
_pp_canvas_snapshot_settling (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;

  if (self->lifted_node == NULL || self->lifted_zoom != frame->zoom)
    return;

  gtk_snapshot_save (frame->snapshot);
  gtk_snapshot_translate (frame->snapshot,
                          &GRAPHENE_POINT_INIT (self->lifted_x_px - frame->origin_x_px,
                                                self->lifted_y_px - frame->origin_y_px));
  gtk_snapshot_append_node (frame->snapshot, self->lifted_node);
  gtk_snapshot_restore (frame->snapshot);
}

/* The tiles of what moves as a whole, none of them painted. */
void
_pp_canvas_make_lifted_tiles (PpCanvas *self)
{
  self->lifted_tiles = pp_tile_cache_new (PP_CANVAS_OVERLAY_CAP, FALSE, paint_lifted_tile, has_lifted, self);
}
