/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that are drawn for one frame: on a picture the painter is much faster than on a recording.
 *
 * A line across a picture leaves most of it empty, and mixing what is empty into the window costs as much
 * as mixing what is not. So the picture is looked through in blocks, and only those with something in
 * them get to the window; one that is empty as a whole does not even damage it. */

#include "pp-canvas-frame-private.h"

#include <math.h>

#define BLOCK_PX 32

/* The part of a box that is seen, in whole device pixels from the view's corner. */
static gboolean
device_box (const PpCanvasFrame   *frame,
            const PpBox           *box,
            double                 margin_px,
            cairo_rectangle_int_t *out)
{
  double factor = frame->scale_factor;
  double left = (box->x * frame->zoom - frame->origin_x_px - margin_px) * factor;
  double top = (box->y * frame->zoom - frame->origin_y_px - margin_px) * factor;
  double right = left + (box->width * frame->zoom + 2 * margin_px) * factor;
  double bottom = top + (box->height * frame->zoom + 2 * margin_px) * factor;

  left = MAX (floor (left), 0);
  top = MAX (floor (top), 0);
  right = MIN (ceil (right), gtk_widget_get_width (GTK_WIDGET (frame->canvas)) * factor);
  bottom = MIN (ceil (bottom), gtk_widget_get_height (GTK_WIDGET (frame->canvas)) * factor);
  *out = (cairo_rectangle_int_t) { left, top, right - left, bottom - top };

  return left < right && top < bottom;
}

static cairo_surface_t *
draw_surface (const PpCanvasFrame         *frame,
              const cairo_rectangle_int_t *area,
              PpCanvasDrawFunc             draw,
              gpointer                     data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, area->width, area->height);
  cairo_t *cr = cairo_create (surface);
  double factor = frame->scale_factor;

  cairo_translate (cr, -frame->origin_x_px * factor - area->x, -frame->origin_y_px * factor - area->y);
  cairo_scale (cr, _pp_canvas_frame_scale (frame), _pp_canvas_frame_scale (frame));
  draw (frame, cr, data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static gboolean
is_painted (const guchar                *data,
            int                          stride,
            const cairo_rectangle_int_t *block)
{
  for (int y = block->y; y < block->y + block->height; y++)
    {
      const guint32 *pixels = (const guint32 *) (const void *) (data + (gsize) y * stride) + block->x;
      guint32 any = 0;

      for (int x = 0; x < block->width; x++)
        any |= pixels[x];
      if (any != 0)
        return TRUE;
    }

  return FALSE;
}

/* Regions join blocks that lie together. */
static cairo_region_t *
find_painted (cairo_surface_t *surface)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int right = cairo_image_surface_get_width (surface), bottom = cairo_image_surface_get_height (surface);
  g_autoptr(GArray) painted = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_int_t));

  for (int y = 0; y < bottom; y += BLOCK_PX)
    for (int x = 0; x < right; x += BLOCK_PX)
      {
        cairo_rectangle_int_t block = { x, y, MIN (BLOCK_PX, right - x), MIN (BLOCK_PX, bottom - y) };

        if (is_painted (data, stride, &block))
          g_array_append_val (painted, block);
      }

  return cairo_region_create_rectangles ((cairo_rectangle_int_t *) (void *) painted->data, painted->len);
}

/* Draws the surface where @painted is, which is in device pixels from the view's corner like @area. */
static GskRenderNode *
make_node (cairo_surface_t             *surface,
           const cairo_rectangle_int_t *area,
           cairo_region_t              *painted,
           double                       factor)
{
  cairo_rectangle_int_t part;
  GskRenderNode *node;
  cairo_t *cr;

  cairo_region_get_extents (painted, &part);
  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (part.x / factor, part.y / factor,
                                                  part.width / factor, part.height / factor));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_surface_set_device_scale (surface, factor, factor);
  cairo_set_source_surface (cr, surface, area->x / factor, area->y / factor);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int i = 0; i < cairo_region_num_rectangles (painted); i++)
    {
      cairo_region_get_rectangle (painted, i, &part);
      cairo_rectangle (cr, part.x / factor, part.y / factor, part.width / factor, part.height / factor);
    }
  cairo_fill (cr);
  cairo_destroy (cr);

  return node;
}

/**
 * _pp_canvas_append_area:
 * @frame: a frame
 * @area: in device pixels from the view's corner
 * @draw: draws in layout units
 * @data: for @draw
 *
 * Draws into a picture and appends what it shows.
 */
void
_pp_canvas_append_area (const PpCanvasFrame         *frame,
                        const cairo_rectangle_int_t *area,
                        PpCanvasDrawFunc             draw,
                        gpointer                     data)
{
  cairo_surface_t *surface = draw_surface (frame, area, draw, data);
  cairo_region_t *painted = find_painted (surface);

  if (!cairo_region_is_empty (painted))
    {
      g_autoptr(GskRenderNode) node = NULL;

      cairo_region_translate (painted, area->x, area->y);
      node = make_node (surface, area, painted, frame->scale_factor);
      gtk_snapshot_append_node (frame->snapshot, node);
    }
  cairo_region_destroy (painted);
  cairo_surface_destroy (surface);
}

/**
 * _pp_canvas_append_picture:
 * @frame: a frame
 * @box: what is drawn, in layout units
 * @margin_px: how far the drawing goes beyond it
 * @draw: draws in layout units
 * @data: for @draw
 *
 * Like _pp_canvas_append_area(), of what is seen of @box.
 */
void
_pp_canvas_append_picture (const PpCanvasFrame *frame,
                           const PpBox         *box,
                           double               margin_px,
                           PpCanvasDrawFunc     draw,
                           gpointer             data)
{
  cairo_rectangle_int_t area;

  if (device_box (frame, box, margin_px, &area))
    _pp_canvas_append_area (frame, &area, draw, data);
}
