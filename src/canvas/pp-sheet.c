/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-sheet.h"

#include <math.h>
#include <string.h>

#define BLOCK_PX 32

struct _PpSheet
{
  cairo_surface_t *surface;     /* NULL as long as it has no size */
  guint8          *announced;   /* by block, row by row */
  int              width;
  int              height;
  int              n_columns;
  int              n_rows;
};

PpSheet *
pp_sheet_new (void)
{
  return g_new0 (PpSheet, 1);
}

void
pp_sheet_free (PpSheet *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self->announced);
  g_free (self);
}

static cairo_rectangle_int_t
block_at (PpSheet *self,
          int      column,
          int      row)
{
  int x = column * BLOCK_PX, y = row * BLOCK_PX;

  return (cairo_rectangle_int_t) { x, y, MIN (BLOCK_PX, self->width - x), MIN (BLOCK_PX, self->height - y) };
}

static guint32 *
row_of_block (PpSheet                     *self,
              const cairo_rectangle_int_t *block,
              int                          y)
{
  guchar *data = cairo_image_surface_get_data (self->surface);
  gsize stride = cairo_image_surface_get_stride (self->surface);

  return (guint32 *) (void *) (data + (block->y + y) * stride) + block->x;
}

static void
empty_block (PpSheet *self,
             int      column,
             int      row)
{
  cairo_rectangle_int_t block = block_at (self, column, row);

  for (int y = 0; y < block.height; y++)
    memset (row_of_block (self, &block, y), 0, block.width * sizeof (guint32));
}

static void
empty_announced (PpSheet *self)
{
  cairo_surface_flush (self->surface);
  for (int row = 0; row < self->n_rows; row++)
    for (int column = 0; column < self->n_columns; column++)
      if (self->announced[row * self->n_columns + column])
        empty_block (self, column, row);
  cairo_surface_mark_dirty (self->surface);
  memset (self->announced, 0, self->n_columns * self->n_rows);
}

/**
 * pp_sheet_clear:
 * @self: a sheet
 * @width: in pixels
 * @height: in pixels
 *
 * Makes the sheet empty, and of this size.
 */
void
pp_sheet_clear (PpSheet *self,
                int      width,
                int      height)
{
  g_return_if_fail (width > 0 && height > 0);

  if (self->surface != NULL && self->width == width && self->height == height)
    {
      empty_announced (self);
      return;
    }

  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self->announced);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  self->width = width;
  self->height = height;
  self->n_columns = (width + BLOCK_PX - 1) / BLOCK_PX;
  self->n_rows = (height + BLOCK_PX - 1) / BLOCK_PX;
  self->announced = g_new0 (guint8, self->n_columns * self->n_rows);
}

static int
block_of (double px,
          int    n_blocks)
{
  return CLAMP (floor (px / BLOCK_PX), -1, n_blocks);
}

/* Says that something will be drawn there, all in pixels. What is drawn elsewhere is not shown. */
void
pp_sheet_announce (PpSheet *self,
                   double   left,
                   double   top,
                   double   right,
                   double   bottom)
{
  int first = MAX (block_of (left, self->n_columns), 0);
  int last = MIN (block_of (right, self->n_columns), self->n_columns - 1);
  int last_row = MIN (block_of (bottom, self->n_rows), self->n_rows - 1);

  for (int row = MAX (block_of (top, self->n_rows), 0); first <= last && row <= last_row; row++)
    memset (self->announced + row * self->n_columns + first, 1, last - first + 1);
}

/* To draw on, in pixels. */
cairo_surface_t *
pp_sheet_get_surface (PpSheet *self)
{
  return self->surface;
}

/**
 * pp_sheet_get_region:
 * @self: a sheet
 * @area: where to look, in pixels
 *
 * Tells where something was announced: a line across the sheet leaves most of it empty, and mixing what is
 * empty into a window costs as much as mixing what is not.
 *
 * Returns: (transfer full): a region of blocks
 */
cairo_region_t *
pp_sheet_get_region (PpSheet                     *self,
                     const cairo_rectangle_int_t *area)
{
  g_autoptr(GArray) blocks = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_int_t));
  cairo_region_t *region;

  for (int row = area->y / BLOCK_PX; row < self->n_rows && row * BLOCK_PX < area->y + area->height; row++)
    for (int column = area->x / BLOCK_PX;
         column < self->n_columns && column * BLOCK_PX < area->x + area->width; column++)
      {
        cairo_rectangle_int_t block = block_at (self, column, row);

        if (self->announced[row * self->n_columns + column])
          g_array_append_val (blocks, block);
      }
  region = cairo_region_create_rectangles ((cairo_rectangle_int_t *) (void *) blocks->data, blocks->len);
  cairo_region_intersect_rectangle (region, area);

  return region;
}

static cairo_surface_t *
acquire_cb (cairo_pattern_t             *pattern,
            void                        *surface,
            cairo_surface_t             *target,
            const cairo_rectangle_int_t *extents)
{
  return cairo_surface_reference (surface);
}

static void
release_cb (cairo_pattern_t *pattern,
            void            *data,
            cairo_surface_t *surface)
{
  cairo_surface_destroy (surface);
}

static cairo_status_t
copy_cb (cairo_pattern_t       *pattern,
         void                  *surface,
         const cairo_pattern_t *other)
{
  cairo_surface_reference (surface);

  return CAIRO_STATUS_SUCCESS;
}

static void
finish_cb (cairo_pattern_t *pattern,
           void            *surface)
{
  cairo_surface_destroy (surface);
}

/**
 * pp_sheet_put:
 * @self: a sheet
 * @cr: where, in pixels; may be a recording
 * @region: which part
 *
 * Puts down what is drawn. A recording shows the sheet as it is when the recording is played: of a surface
 * as its source cairo would copy all pixels as soon as the sheet is drawn on again.
 */
void
pp_sheet_put (PpSheet        *self,
              cairo_t        *cr,
              cairo_region_t *region)
{
  cairo_pattern_t *pattern;

  if (cairo_region_is_empty (region))
    return;

  pattern = cairo_pattern_create_raster_source (cairo_surface_reference (self->surface),
                                                CAIRO_CONTENT_COLOR_ALPHA, self->width, self->height);
  cairo_raster_source_pattern_set_acquire (pattern, acquire_cb, release_cb);
  cairo_raster_source_pattern_set_copy (pattern, copy_cb);
  cairo_raster_source_pattern_set_finish (pattern, finish_cb);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t part;

      cairo_region_get_rectangle (region, i, &part);
      cairo_rectangle (cr, part.x, part.y, part.width, part.height);
    }
  cairo_fill (cr);
}
