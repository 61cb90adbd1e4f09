/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-geometry.h"

#include <math.h>

gboolean
pp_box_is_empty (const PpBox *self)
{
  return !(self->width > 0 && self->height > 0);
}

gboolean
pp_box_contains (const PpBox *self,
                 PpPoint      point)
{
  return point.x >= self->x && point.x <= self->x + self->width &&
         point.y >= self->y && point.y <= self->y + self->height;
}

gboolean
pp_box_contains_box (const PpBox *self,
                     const PpBox *other)
{
  return other->x >= self->x && other->x + other->width <= self->x + self->width &&
         other->y >= self->y && other->y + other->height <= self->y + self->height;
}

gboolean
pp_box_intersects (const PpBox *self,
                   const PpBox *other)
{
  return self->x <= other->x + other->width && other->x <= self->x + self->width &&
         self->y <= other->y + other->height && other->y <= self->y + self->height;
}

double
pp_box_overlap (const PpBox *self,
                const PpBox *other)
{
  double width = MIN (self->x + self->width, other->x + other->width) - MAX (self->x, other->x);
  double height = MIN (self->y + self->height, other->y + other->height) - MAX (self->y, other->y);

  return width > 0 && height > 0 ? width * height : 0;
}

gboolean
pp_box_equal (const PpBox *self,
              const PpBox *other)
{
  return self->x == other->x && self->y == other->y &&
         self->width == other->width && self->height == other->height;
}

/**
 * pp_box_union:
 * @self: a box
 * @other: another
 *
 * Gets the smallest box around both. An empty box adds nothing.
 */
PpBox
pp_box_union (const PpBox *self,
              const PpBox *other)
{
  double left, top, right, bottom;

  if (pp_box_is_empty (self))
    return *other;
  if (pp_box_is_empty (other))
    return *self;

  left = MIN (self->x, other->x);
  top = MIN (self->y, other->y);
  right = MAX (self->x + self->width, other->x + other->width);
  bottom = MAX (self->y + self->height, other->y + other->height);
  return (PpBox) { left, top, right - left, bottom - top };
}

PpBox
pp_box_inflate (const PpBox *self,
                double       by)
{
  return (PpBox) { self->x - by, self->y - by, self->width + 2 * by, self->height + 2 * by };
}

PpBox
pp_box_around (PpPoint centre,
               double  width,
               double  height)
{
  return (PpBox) { centre.x - width / 2, centre.y - height / 2, width, height };
}

PpBox
pp_box_of_points (const PpPoint *points,
                  guint          n_points)
{
  double left, top, right, bottom;

  if (n_points == 0)
    return (PpBox) { 0, 0, 0, 0 };

  left = right = points[0].x;
  top = bottom = points[0].y;
  for (guint i = 1; i < n_points; i++)
    {
      left = MIN (left, points[i].x);
      right = MAX (right, points[i].x);
      top = MIN (top, points[i].y);
      bottom = MAX (bottom, points[i].y);
    }
  return (PpBox) { left, top, right - left, bottom - top };
}

PpPoint
pp_box_centre (const PpBox *self)
{
  return (PpPoint) { self->x + self->width / 2, self->y + self->height / 2 };
}

/* One side of the slab test by Liang and Barsky: narrows the part [*from, *to] of a segment. */
static gboolean
clip_range (double  direction,
            double  distance,
            double *from,
            double *to)
{
  double at;

  if (direction == 0)
    return distance >= 0;

  at = distance / direction;
  if (direction < 0)
    *from = MAX (*from, at);
  else
    *to = MIN (*to, at);
  return *from <= *to;
}

gboolean
pp_box_meets_segment (const PpBox *self,
                      PpPoint      a,
                      PpPoint      b)
{
  double from = 0, to = 1;
  double dx = b.x - a.x, dy = b.y - a.y;

  if (MAX (a.x, b.x) < self->x || MIN (a.x, b.x) > self->x + self->width ||
      MAX (a.y, b.y) < self->y || MIN (a.y, b.y) > self->y + self->height)
    return FALSE;

  return clip_range (-dx, a.x - self->x, &from, &to) &&
         clip_range (dx, self->x + self->width - a.x, &from, &to) &&
         clip_range (-dy, a.y - self->y, &from, &to) &&
         clip_range (dy, self->y + self->height - a.y, &from, &to);
}

double
pp_point_distance (PpPoint a,
                   PpPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;

  return sqrt (dx * dx + dy * dy);
}

PpPoint
pp_point_between (PpPoint a,
                  PpPoint b,
                  double  fraction)
{
  return (PpPoint) { a.x + (b.x - a.x) * fraction, a.y + (b.y - a.y) * fraction };
}

PpPoint
pp_point_turn (PpPoint point,
               PpPoint centre,
               double  degrees)
{
  double radians, dx, dy;

  if (degrees == 0)
    return point;

  radians = degrees * G_PI / 180;
  dx = point.x - centre.x;
  dy = point.y - centre.y;
  return (PpPoint) { centre.x + dx * cos (radians) - dy * sin (radians),
                     centre.y + dx * sin (radians) + dy * cos (radians) };
}

static double
segment_nearest (PpPoint a,
                 PpPoint b,
                 PpPoint point)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double square = dx * dx + dy * dy;

  if (square <= 0)
    return 0;
  return CLAMP (((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0, 1);
}

double
pp_segment_distance (PpPoint a,
                     PpPoint b,
                     PpPoint point)
{
  return pp_point_distance (point, pp_point_between (a, b, segment_nearest (a, b, point)));
}

double
pp_polyline_length (const PpPoint *points,
                    guint          n_points)
{
  double length = 0;

  for (guint i = 1; i < n_points; i++)
    length += pp_point_distance (points[i - 1], points[i]);
  return length;
}

/**
 * pp_polyline_distance:
 * @points: (array length=n_points): the corners
 * @n_points: how many
 * @point: a point
 * @segment: (out) (optional): number of the nearest segment
 * @fraction: (out) (optional): where the nearest point lies, as a fraction of the whole length
 *
 * Gets the distance from a point to a polyline; infinite for one without points.
 */
double
pp_polyline_distance (const PpPoint *points,
                      guint          n_points,
                      PpPoint        point,
                      guint         *segment,
                      double        *fraction)
{
  double best = n_points == 1 ? pp_point_distance (points[0], point) : INFINITY;
  double before = 0, best_at = 0;
  guint best_segment = 0;

  for (guint i = 1; i < n_points; i++)
    {
      double at = segment_nearest (points[i - 1], points[i], point);
      double distance = pp_point_distance (point, pp_point_between (points[i - 1], points[i], at));
      double length = fraction != NULL ? pp_point_distance (points[i - 1], points[i]) : 0;

      if (distance < best)
        {
          best = distance;
          best_segment = i - 1;
          best_at = before + at * length;
        }
      before += length;
    }

  if (segment != NULL)
    *segment = best_segment;
  if (fraction != NULL)
    *fraction = before > 0 ? best_at / before : 0;
  return best;
}

/**
 * pp_polyline_at:
 * @points: (array length=n_points): the corners, at least one
 * @n_points: how many
 * @fraction: 0 for the first point to 1 for the last
 * @direction: (out) (optional): the unit vector along the line there
 *
 * Gets the point at a fraction of a polyline's length.
 */
PpPoint
pp_polyline_at (const PpPoint *points,
                guint          n_points,
                double         fraction,
                PpPoint       *direction)
{
  double left;
  PpPoint along = { 1, 0 };
  PpPoint result = points[0];

  g_return_val_if_fail (n_points > 0, ((PpPoint) { 0, 0 }));

  left = CLAMP (fraction, 0, 1) * pp_polyline_length (points, n_points);
  for (guint i = 1; i < n_points; i++)
    {
      double length = pp_point_distance (points[i - 1], points[i]);

      if (length <= 0)
        continue;

      along = (PpPoint) { (points[i].x - points[i - 1].x) / length,
                          (points[i].y - points[i - 1].y) / length };
      result = pp_point_between (points[i - 1], points[i], MIN (left / length, 1));
      if (left <= length)
        break;
      left -= length;
    }

  if (direction != NULL)
    *direction = along;
  return result;
}
