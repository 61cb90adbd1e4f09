/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines through points, as cubic Béziers. The smooth form is the centripetal Catmull-Rom curve (Yuksel,
 * Schaefer, Keyser 2011): it goes through every point and has no loops or cusps between two of them,
 * which the uniform curve has when bend points lie close together. */

#include "pp-curve.h"

#include <math.h>

#define MAX_STEPS 64

static void
add (GArray *out,
     PpPoint point)
{
  g_array_append_val (out, point);
}

static PpPoint
last (GArray *cubics)
{
  return g_array_index (cubics, PpPoint, cubics->len - 1);
}

static void
add_line (GArray *cubics,
          PpPoint to)
{
  PpPoint from = last (cubics);

  add (cubics, pp_point_between (from, to, 1.0 / 3));
  add (cubics, pp_point_between (from, to, 2.0 / 3));
  add (cubics, to);
}

static void
add_corner (GArray *cubics,
            PpPoint before,
            PpPoint corner,
            PpPoint after)
{
  double length_before = pp_point_distance (before, corner);
  double length_after = pp_point_distance (corner, after);
  double radius = MIN (PP_CURVE_CORNER_RADIUS, MIN (length_before, length_after) / 2);
  PpPoint from, to;

  if (radius <= 0)
    return;

  from = pp_point_between (corner, before, radius / length_before);
  to = pp_point_between (corner, after, radius / length_after);
  add_line (cubics, from);
  add (cubics, pp_point_between (from, corner, 0.6));
  add (cubics, pp_point_between (to, corner, 0.6));
  add (cubics, to);
}

/* The tangent at @b, scaled for a piece whose chord has the parameter length @span. */
static PpPoint
tangent (PpPoint a,
         PpPoint b,
         PpPoint c,
         double  span)
{
  double ta = sqrt (pp_point_distance (a, b)), tc = sqrt (pp_point_distance (b, c));
  PpPoint result = { 0, 0 };

  if (ta > 0 && tc > 0)
    {
      result.x = (b.x - a.x) / ta - (c.x - a.x) / (ta + tc) + (c.x - b.x) / tc;
      result.y = (b.y - a.y) / ta - (c.y - a.y) / (ta + tc) + (c.y - b.y) / tc;
      result.x *= span;
      result.y *= span;
    }
  else
    result = (PpPoint) { (c.x - a.x) / 2, (c.y - a.y) / 2 };
  return result;
}

/* The point before the first or behind the last: the neighbour, mirrored, so that ends bend softly. */
static PpPoint
mirrored (PpPoint end,
          PpPoint neighbour)
{
  return (PpPoint) { 2 * end.x - neighbour.x, 2 * end.y - neighbour.y };
}

static void
add_smooth (GArray        *cubics,
            const PpPoint *points,
            guint          n_points)
{
  for (guint i = 0; i + 1 < n_points; i++)
    {
      PpPoint b = points[i], c = points[i + 1];
      PpPoint a = i > 0 ? points[i - 1] : mirrored (b, c);
      PpPoint d = i + 2 < n_points ? points[i + 2] : mirrored (c, b);
      double span = sqrt (pp_point_distance (b, c));
      PpPoint start = tangent (a, b, c, span), end = tangent (b, c, d, span);

      add (cubics, (PpPoint) { b.x + start.x / 3, b.y + start.y / 3 });
      add (cubics, (PpPoint) { c.x - end.x / 3, c.y - end.y / 3 });
      add (cubics, c);
    }
}

void
pp_curve_to_cubics (const PpPoint *points,
                    guint          n_points,
                    PpCurveForm    form,
                    GArray        *cubics)
{
  if (n_points == 0)
    return;
  if (form == PP_CURVE_BEZIER)
    {
      g_array_append_vals (cubics, points, n_points);
      return;
    }

  add (cubics, points[0]);
  if (form == PP_CURVE_SMOOTH && n_points > 2)
    {
      add_smooth (cubics, points, n_points);
      return;
    }

  for (guint i = 1; i + 1 < n_points; i++)
    {
      if (form == PP_CURVE_ROUNDED)
        add_corner (cubics, points[i - 1], points[i], points[i + 1]);
      else
        add_line (cubics, points[i]);
    }
  if (n_points > 1)
    add_line (cubics, points[n_points - 1]);
}

static double
second_difference (PpPoint a,
                   PpPoint b,
                   PpPoint c)
{
  return hypot (a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y);
}

/* The number of steps from the bound on the distance between a cubic and its chords. */
static void
flatten_cubic (const PpPoint *p,
               double         tolerance,
               GArray        *polyline)
{
  double bend = MAX (second_difference (p[0], p[1], p[2]), second_difference (p[1], p[2], p[3]));
  guint steps = CLAMP (ceil (sqrt (0.75 * bend / tolerance)), 1, MAX_STEPS);

  for (guint i = 1; i <= steps; i++)
    {
      double t = (double) i / steps, s = 1 - t;
      double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

      add (polyline, (PpPoint) { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                                 a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y });
    }
}

void
pp_curve_flatten (const PpPoint *points,
                  guint          n_points,
                  PpCurveForm    form,
                  double         tolerance,
                  GArray        *polyline)
{
  g_autoptr(GArray) cubics = NULL;

  if (n_points == 0)
    return;
  if (form == PP_CURVE_STRAIGHT || (n_points == 2 && form != PP_CURVE_BEZIER))
    {
      g_array_append_vals (polyline, points, n_points);
      return;
    }

  cubics = g_array_sized_new (FALSE, FALSE, sizeof (PpPoint), 3 * n_points);
  pp_curve_to_cubics (points, n_points, form, cubics);
  add (polyline, g_array_index (cubics, PpPoint, 0));
  for (guint i = 0; i + 3 < cubics->len; i += 3)
    flatten_cubic (&g_array_index (cubics, PpPoint, i), tolerance, polyline);
}
