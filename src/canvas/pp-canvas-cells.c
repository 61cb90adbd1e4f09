/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The view in cells, each a render node of its own, so that what moves damages no more than the cells that
 * it touches.
 *
 * For each node with more in it than an opaque picture GSK has cairo make a picture, draw into it, and mix
 * this into the window. Where two thirds of the view move it pays, therefore, to have the tiles of the scene,
 * what is above them and the sheet in one node: below what moves as a whole the scene is seen, so that no
 * shifting of tiles can spare its being region. Cells that fit into the processor's cache do the rest. */

#include "pp-canvas-frame-private.h"

#include <math.h>

#define SMALL_CELL_PX 128
#define LARGE_CELL_PX 192

typedef struct {
  int side;                     /* all in device pixels */
  int width;
  int height;
  int n_columns;
  int n_rows;
} Grid;

static Grid
make_grid (const PpCanvasFrame *frame,
           int                  side_px)
{
  Grid grid = {
    .side = side_px * frame->scale_factor,
    .width = gtk_widget_get_width (GTK_WIDGET (frame->canvas)) * frame->scale_factor,
    .height = gtk_widget_get_height (GTK_WIDGET (frame->canvas)) * frame->scale_factor,
  };

  grid.n_columns = (grid.width + grid.side - 1) / grid.side;
  grid.n_rows = (grid.height + grid.side - 1) / grid.side;

  return grid;
}

static cairo_rectangle_int_t
cell_at (const Grid *grid,
         int         column,
         int         row)
{
  int x = column * grid->side, y = row * grid->side;

  return (cairo_rectangle_int_t) { x, y, MIN (grid->side, grid->width - x), MIN (grid->side, grid->height - y) };
}

static graphene_rect_t
to_widget (const cairo_rectangle_int_t *area,
           float                        factor)
{
  return GRAPHENE_RECT_INIT (area->x / factor, area->y / factor, area->width / factor, area->height / factor);
}

static PpBox
to_layout (const PpCanvasFrame         *frame,
           const cairo_rectangle_int_t *area)
{
  double factor = frame->scale_factor;

  return (PpBox) { (area->x / factor + frame->origin_x_px) / frame->zoom,
                   (area->y / factor + frame->origin_y_px) / frame->zoom,
                   area->width / factor / frame->zoom, area->height / factor / frame->zoom };
}

/* @cr is in widget pixels. */
static void
put_sheet (cairo_t        *cr,
           PpSheet        *sheet,
           cairo_region_t *region,
           double          factor)
{
  cairo_save (cr);
  cairo_scale (cr, 1 / factor, 1 / factor);
  pp_sheet_put (sheet, cr, region);
  cairo_restore (cr);
}

static void
append_sheet_cell (const PpCanvasFrame *frame,
                   PpSheet             *sheet,
                   cairo_region_t      *region)
{
  g_autoptr(GskRenderNode) node = NULL;
  cairo_rectangle_int_t extents;
  graphene_rect_t bounds;
  cairo_t *cr;

  cairo_region_get_extents (region, &extents);
  bounds = to_widget (&extents, frame->scale_factor);
  node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (node);
  put_sheet (cr, sheet, region, frame->scale_factor);
  cairo_destroy (cr);
  gtk_snapshot_append_node (frame->snapshot, node);
}

void
_pp_canvas_append_sheet (const PpCanvasFrame *frame,
                         PpSheet             *sheet)
{
  Grid grid = make_grid (frame, SMALL_CELL_PX);

  for (int row = 0; row < grid.n_rows; row++)
    for (int column = 0; column < grid.n_columns; column++)
      {
        cairo_rectangle_int_t cell = cell_at (&grid, column, row);
        cairo_region_t *region = pp_sheet_get_region (sheet, &cell);

        if (!cairo_region_is_empty (region))
          append_sheet_cell (frame, sheet, region);
        cairo_region_destroy (region);
      }
}

typedef struct {
  const PpCanvasFrame *frame;
  const PpCanvasFrame *above;
  PpTileCache         *tiles_above;
  PpSheet             *sheet;
} Merge;

static void
append_merged_cell (const Merge                 *self,
                    const cairo_rectangle_int_t *cell,
                    cairo_region_t              *region)
{
  const PpCanvasFrame *frame = self->frame;
  graphene_rect_t bounds = to_widget (cell, frame->scale_factor);
  g_autoptr(GskRenderNode) node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  PpBox below = to_layout (frame, cell), above = to_layout (self->above, cell);

  pp_tile_cache_paint (frame->canvas->tiles, cr, &below, frame->origin_x_px, frame->origin_y_px);
  pp_tile_cache_paint (self->tiles_above, cr, &above, self->above->origin_x_px, self->above->origin_y_px);
  put_sheet (cr, self->sheet, region, frame->scale_factor);
  cairo_destroy (cr);
  gtk_snapshot_append_node (frame->snapshot, node);
}

/* Where nothing moves the tiles' own nodes are shown: they damage nothing. */
static void
append_still_cell (const Merge                 *self,
                   const cairo_rectangle_int_t *cell)
{
  const PpCanvasFrame *frame = self->frame;
  graphene_rect_t bounds = to_widget (cell, frame->scale_factor);
  PpBox visible = to_layout (frame, cell);

  gtk_snapshot_push_clip (frame->snapshot, &bounds);
  pp_tile_cache_snapshot (frame->canvas->tiles, frame->snapshot, &visible, frame->origin_x_px,
                          frame->origin_y_px, frame->zoom);
  gtk_snapshot_pop (frame->snapshot);
}

static int
cell_of (const Grid *grid,
         double      px,
         int         n_cells)
{
  return CLAMP (floor (px / grid->side), -1, n_cells);
}

static void
mark_cells (const PpCanvasFrame *frame,
            const Grid          *grid,
            const PpBox         *box,
            gboolean            *marks)
{
  double scale = _pp_canvas_frame_scale (frame), factor = frame->scale_factor;
  double left = box->x * scale - frame->origin_x_px * factor;
  double top = box->y * scale - frame->origin_y_px * factor;
  int last_column = MIN (cell_of (grid, left + box->width * scale, grid->n_columns), grid->n_columns - 1);
  int last_row = MIN (cell_of (grid, top + box->height * scale, grid->n_rows), grid->n_rows - 1);

  for (int row = MAX (cell_of (grid, top, grid->n_rows), 0); row <= last_row; row++)
    for (int column = MAX (cell_of (grid, left, grid->n_columns), 0); column <= last_column; column++)
      marks[row * grid->n_columns + column] = TRUE;
}

void
_pp_canvas_append_merged (const PpCanvasFrame *frame,
                          const PpCanvasFrame *above,
                          PpTileCache         *tiles_above,
                          GArray              *boxes,
                          PpSheet             *sheet)
{
  Merge merge = { frame, above, tiles_above, sheet };
  Grid grid = make_grid (frame, LARGE_CELL_PX);
  g_autofree gboolean *marks = g_new0 (gboolean, grid.n_columns * grid.n_rows);

  for (guint i = 0; i < boxes->len; i++)
    mark_cells (frame, &grid, &g_array_index (boxes, PpBox, i), marks);
  for (int i = 0; i < grid.n_columns * grid.n_rows; i++)
    {
      cairo_rectangle_int_t cell = cell_at (&grid, i % grid.n_columns, i / grid.n_columns);
      cairo_region_t *region = pp_sheet_get_region (sheet, &cell);

      if (marks[i] || !cairo_region_is_empty (region))
        append_merged_cell (&merge, &cell, region);
      else
        append_still_cell (&merge, &cell);
      cairo_region_destroy (region);
    }
}
