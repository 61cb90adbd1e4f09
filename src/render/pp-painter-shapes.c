/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outlines of nodes as paths. pp-outline.c says the same of where lines end. */

#include "pp-painter-private.h"

#include <math.h>

void
_pp_pen_trace_rounded (PpPen       *self,
                       const PpBox *box,
                       double       radius)
{
  double r = MIN (radius, MIN (box->width, box->height) / 2);
  double right = box->x + box->width, bottom = box->y + box->height;

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, right - r, box->y + r, r, -G_PI_2, 0);
  cairo_arc (self->cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (self->cr, box->x + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (self->cr, box->x + r, box->y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (self->cr);
}

void
_pp_pen_trace_arc (PpPen  *self,
                   double  x,
                   double  y,
                   double  radius_x,
                   double  radius_y,
                   double  from,
                   double  to)
{
  cairo_matrix_t matrix;

  cairo_get_matrix (self->cr, &matrix);
  cairo_translate (self->cr, x, y);
  cairo_scale (self->cr, radius_x, radius_y);
  if (from < to)
    cairo_arc (self->cr, 0, 0, 1, from, to);
  else
    cairo_arc_negative (self->cr, 0, 0, 1, from, to);
  cairo_set_matrix (self->cr, &matrix);
}

static void
trace_cylinder (PpPen       *self,
                const PpBox *box)
{
  double cap = pp_outline_cap (PP_SHAPE_CYLINDER, box), half = box->width / 2;

  cairo_new_sub_path (self->cr);
  _pp_pen_trace_arc (self, box->x + half, box->y + cap, half, cap, G_PI, 2 * G_PI);
  _pp_pen_trace_arc (self, box->x + half, box->y + box->height - cap, half, cap, 0, G_PI);
  cairo_close_path (self->cr);
}

static void
trace_stack (PpPen       *self,
             const PpBox *box)
{
  double cap = pp_outline_cap (PP_SHAPE_STACK, box), half = box->height / 2;

  cairo_new_sub_path (self->cr);
  _pp_pen_trace_arc (self, box->x + box->width - cap, box->y + half, cap, half, -G_PI_2, G_PI_2);
  _pp_pen_trace_arc (self, box->x + cap, box->y + half, cap, half, G_PI_2, 1.5 * G_PI);
  cairo_close_path (self->cr);
}

static void
trace_hexagon (PpPen       *self,
               const PpBox *box)
{
  double cap = pp_outline_cap (PP_SHAPE_HEXAGON, box);
  double right = box->x + box->width, bottom = box->y + box->height, middle = box->y + box->height / 2;

  cairo_move_to (self->cr, box->x, middle);
  cairo_line_to (self->cr, box->x + cap, box->y);
  cairo_line_to (self->cr, right - cap, box->y);
  cairo_line_to (self->cr, right, middle);
  cairo_line_to (self->cr, right - cap, bottom);
  cairo_line_to (self->cr, box->x + cap, bottom);
  cairo_close_path (self->cr);
}

static void
trace_person (PpPen       *self,
              const PpBox *box)
{
  double radius = pp_outline_head_radius (box);
  PpBox body = *box;

  body.y += radius * 1.7;
  body.height -= radius * 1.7;
  _pp_pen_trace_rounded (self, &body, MIN (body.width, body.height) / 3);
}

static void
trace_cloud (PpPen       *self,
             const PpBox *box)
{
  guint n_points;
  const PpPoint *points = pp_outline_get_cloud (&n_points);

  cairo_move_to (self->cr, box->x + points[0].x * box->width, box->y + points[0].y * box->height);
  for (guint i = 1; i + 2 < n_points; i += 3)
    cairo_curve_to (self->cr,
                    box->x + points[i].x * box->width, box->y + points[i].y * box->height,
                    box->x + points[i + 1].x * box->width, box->y + points[i + 1].y * box->height,
                    box->x + points[i + 2].x * box->width, box->y + points[i + 2].y * box->height);
  cairo_close_path (self->cr);
}

void
_pp_pen_trace_outline (PpPen       *self,
                       PpShape      shape,
                       const PpBox *box)
{
  switch (shape)
    {
    case PP_SHAPE_ELLIPSE:
      cairo_new_sub_path (self->cr);
      _pp_pen_trace_arc (self, box->x + box->width / 2, box->y + box->height / 2,
                          box->width / 2, box->height / 2, 0, 2 * G_PI);
      cairo_close_path (self->cr);
      break;
    case PP_SHAPE_ROUNDED:
    case PP_SHAPE_BOUNDARY:
      _pp_pen_trace_rounded (self, box, pp_outline_corner_radius (box));
      break;
    case PP_SHAPE_CYLINDER:
      trace_cylinder (self, box);
      break;
    case PP_SHAPE_STACK:
      trace_stack (self, box);
      break;
    case PP_SHAPE_HEXAGON:
      trace_hexagon (self, box);
      break;
    case PP_SHAPE_PERSON:
      trace_person (self, box);
      break;
    case PP_SHAPE_CLOUD:
      trace_cloud (self, box);
      break;
    case PP_SHAPE_RECTANGLE:
    case PP_SHAPE_LINES:
    case PP_SHAPE_TEXT:
    default:
      cairo_rectangle (self->cr, box->x, box->y, box->width, box->height);
      break;
    }
}
