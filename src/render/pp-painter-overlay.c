/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas paints over the scene: selection, handles, guides. Widths are on the screen: one pixel
 * is 1 / scale units. */

#include "pp-painter-private.h"

#include <math.h>

#define GRID_MIN_PX 9.0

static double
px (double scale)
{
  return scale > 0 ? 1 / scale : 1;
}

static void
begin (PpPen     *pen,
       PpPainter *self,
       cairo_t   *cr,
       double     scale)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  *pen = (PpPen) { .painter = self, .palette = &self->palette, .cr = cr, .scale = scale,
                   .detail = PP_DETAIL_FULL };
}

static PpColour
faint (const PpColour *colour,
       double          alpha)
{
  PpColour result = *colour;

  result.alpha = alpha;
  return result;
}

static void
turn (cairo_t           *cr,
      const PpSceneItem *item)
{
  PpPoint centre = pp_box_centre (&item->box);

  if (item->angle == 0)
    return;
  cairo_translate (cr, centre.x, centre.y);
  cairo_rotate (cr, item->angle * G_PI / 180);
  cairo_translate (cr, -centre.x, -centre.y);
}

static void
trace_path (cairo_t           *cr,
            const PpSceneItem *item)
{
  for (guint i = 0; i < item->n_path; i++)
    cairo_line_to (cr, item->path[i].x, item->path[i].y);
}

/* A line around a node, a little off, or along an edge. */
static void
trace_around (PpPen             *pen,
              const PpSceneItem *item,
              double             gap_px)
{
  PpBox box = pp_box_inflate (&item->box, gap_px * px (pen->scale));

  if (item->is_edge)
    trace_path (pen->cr, item);
  else
    _pp_pen_trace_rounded (pen, &box, (item->shape == PP_SHAPE_RECTANGLE || item->shape == PP_SHAPE_LINES ? 4 : 8) *
                           px (pen->scale));
}

/* Leaves the label of an edge readable. */
static void
spare_label (PpPen             *pen,
             const PpSceneItem *item)
{
  PpBox all = pp_box_inflate (&item->bounds, 20 * px (pen->scale));

  if (!item->is_edge || pp_box_is_empty (&item->label_box))
    return;
  cairo_rectangle (pen->cr, all.x, all.y, all.width, all.height);
  _pp_pen_trace_rounded (pen, &item->label_box, 4);
  cairo_set_fill_rule (pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (pen->cr);
  cairo_set_fill_rule (pen->cr, CAIRO_FILL_RULE_WINDING);
}

static void
draw_handle (PpPen          *pen,
             const PpHandle *handle,
             gboolean        is_active)
{
  const PpColour *accent = &pen->palette->accent;
  double radius = PP_HANDLE_RADIUS_PX * px (pen->scale);
  PpBox box = pp_box_around (handle->position, 1.7 * radius, 1.7 * radius);

  switch (handle->type)
    {
    case PP_HANDLE_RESIZE:
      _pp_pen_trace_rounded (pen, &box, 2 * px (pen->scale));
      break;
    case PP_HANDLE_NEW_BEND:
      cairo_arc (pen->cr, handle->position.x, handle->position.y, radius * 0.62, 0, 2 * G_PI);
      break;
    case PP_HANDLE_LABEL:
      return;
    case PP_HANDLE_CONNECT:
    case PP_HANDLE_SOURCE:
    case PP_HANDLE_TARGET:
    case PP_HANDLE_BEND:
    case PP_HANDLE_NONE:
    default:
      cairo_arc (pen->cr, handle->position.x, handle->position.y, radius, 0, 2 * G_PI);
      break;
    }
  cairo_close_path (pen->cr);
  _pp_pen_set_colour (pen, is_active || handle->type == PP_HANDLE_BEND ? accent : &pen->palette->ground);
  cairo_fill_preserve (pen->cr);
  _pp_pen_set_colour (pen, accent);
  cairo_set_line_width (pen->cr, 1.5 * px (pen->scale));
  cairo_stroke (pen->cr);
}

void
pp_painter_draw_selection (PpPainter         *self,
                           cairo_t           *cr,
                           const PpSceneItem *item,
                           gboolean           with_handles,
                           double             scale)
{
  g_autoptr(GArray) handles = g_array_new (FALSE, FALSE, sizeof (PpHandle));
  PpColour halo;
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  halo = faint (&pen.palette->accent, item->is_edge ? 0.3 : 0.25);
  cairo_save (cr);
  if (!item->is_edge)
    turn (cr, item);
  spare_label (&pen, item);
  trace_around (&pen, item, item->is_edge ? 0 : PP_HANDLE_OUTLINE_OFFSET_PX);
  _pp_pen_set_colour (&pen, &halo);
  cairo_set_line_width (cr, (item->is_edge ? 7 : 5) * px (scale));
  cairo_stroke_preserve (cr);
  _pp_pen_set_colour (&pen, &pen.palette->accent);
  cairo_set_line_width (cr, 2 * px (scale));
  cairo_stroke (cr);
  cairo_restore (cr);

  if (with_handles)
    pp_handles_list_selection (item, scale > 0 ? scale : 1, handles);
  for (guint i = 0; i < handles->len; i++)
    draw_handle (&pen, &g_array_index (handles, PpHandle, i), FALSE);
  cairo_restore (cr);
}

void
pp_painter_draw_highlight (PpPainter         *self,
                           cairo_t           *cr,
                           const PpSceneItem *item,
                           double             scale)
{
  PpColour halo;
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  if (!item->is_edge)
    turn (cr, item);
  halo = faint (&pen.palette->accent, self->appearance.high_contrast ? 0.9 : 0.35);
  spare_label (&pen, item);
  trace_around (&pen, item, item->is_edge ? 0 : 3);
  _pp_pen_set_colour (&pen, &halo);
  cairo_set_line_width (cr, (item->is_edge ? 6 : 4) * px (scale));
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
pp_painter_draw_focus (PpPainter         *self,
                       cairo_t           *cr,
                       const PpSceneItem *item,
                       double             scale)
{
  double dashes[2] = { 4 * px (scale), 3 * px (scale) };
  PpBox box = item->bounds;
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  if (item->is_edge && !pp_box_is_empty (&item->label_box))
    box = item->label_box;
  box = pp_box_inflate (&box, (PP_HANDLE_OUTLINE_OFFSET_PX + 4) * px (scale));
  _pp_pen_trace_rounded (&pen, &box, 9 * px (scale));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 2 * px (scale));
  _pp_pen_set_colour (&pen, &pen.palette->text);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
pp_painter_draw_connectors (PpPainter         *self,
                            cairo_t           *cr,
                            const PpSceneItem *item,
                            const PpHandle    *active,
                            double             scale)
{
  g_autoptr(GArray) handles = g_array_new (FALSE, FALSE, sizeof (PpHandle));
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  pp_handles_list_connectors (item, scale > 0 ? scale : 1, handles);
  for (guint i = 0; i < handles->len; i++)
    {
      const PpHandle *handle = &g_array_index (handles, PpHandle, i);

      draw_handle (&pen, handle, active != NULL && active->type == PP_HANDLE_CONNECT &&
                   active->direction_x == handle->direction_x && active->direction_y == handle->direction_y);
    }
  cairo_restore (cr);
}

void
pp_painter_draw_connection (PpPainter     *self,
                            cairo_t       *cr,
                            const PpPoint *path,
                            guint          n_path,
                            double         scale)
{
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  if (n_path < 2)
    return;
  begin (&pen, self, cr, scale);
  for (guint i = 0; i < n_path; i++)
    cairo_line_to (cr, path[i].x, path[i].y);
  _pp_pen_set_colour (&pen, &pen.palette->accent);
  cairo_set_line_width (cr, 2 * px (scale));
  cairo_stroke (cr);
  cairo_arc (cr, path[n_path - 1].x, path[n_path - 1].y, 4.5 * px (scale), 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
pp_painter_draw_rubber_band (PpPainter   *self,
                             cairo_t     *cr,
                             const PpBox *box,
                             double       scale)
{
  PpColour inside;
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  inside = faint (&pen.palette->accent, 0.15);
  _pp_pen_trace_rounded (&pen, box, 3 * px (scale));
  _pp_pen_set_colour (&pen, &inside);
  cairo_fill_preserve (cr);
  _pp_pen_set_colour (&pen, &pen.palette->accent);
  cairo_set_line_width (cr, px (scale));
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
pp_painter_draw_guide (PpPainter *self,
                       cairo_t   *cr,
                       PpPoint    from,
                       PpPoint    to,
                       double     scale)
{
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  begin (&pen, self, cr, scale);
  _pp_pen_set_colour (&pen, &pen.palette->guide);
  cairo_set_line_width (cr, px (scale));
  cairo_move_to (cr, from.x, from.y);
  cairo_line_to (cr, to.x, to.y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Dots of a pixel or two, drawn as little boxes: thousands of them must cost nothing. */
void
pp_painter_draw_grid (PpPainter   *self,
                      cairo_t     *cr,
                      const PpBox *area,
                      double       spacing,
                      double       scale)
{
  double step = spacing, size;
  PpPen pen;

  g_return_if_fail (PP_IS_PAINTER (self));

  if (spacing <= 0 || scale <= 0)
    return;
  while (step * scale < GRID_MIN_PX)
    step *= 4;
  if (step > spacing * 16)
    return;

  cairo_save (cr);
  _pp_pen_init (&pen, self, cr, scale);
  size = (scale > 1.4 ? 2 : 1) / scale;
  _pp_pen_set_colour (&pen, &pen.palette->grid);
  if (pen.has_raster)
    pp_raster_lock (&pen.raster);
  for (double y = floor (area->y / step) * step; y <= area->y + area->height; y += step)
    for (double x = floor (area->x / step) * step; x <= area->x + area->width; x += step)
      {
        PpBox dot = pp_box_around ((PpPoint) { x, y }, size, size);

        if (pen.has_raster)
          pp_raster_fill (&pen.raster, &dot, &pen.palette->grid);
        else
          cairo_rectangle (cr, dot.x, dot.y, dot.width, dot.height);
      }
  if (pen.has_raster)
    pp_raster_unlock (&pen.raster);
  else
    cairo_fill (cr);
  cairo_restore (cr);
}
