/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Outlines of nodes. Every shape says only whether a point is inside; where a line leaves a shape is
 * found by halving, which is exact enough after 24 steps (a ten-thousandth of a unit), costs a third of
 * a microsecond, and works for every shape alike. */

#include "pp-outline.h"

#include <math.h>
#include <string.h>

#define HALVINGS 24

static const char * const shape_names[] = {
  [PP_SHAPE_RECTANGLE] = "rectangle",
  [PP_SHAPE_ROUNDED] = "rounded",
  [PP_SHAPE_ELLIPSE] = "ellipse",
  [PP_SHAPE_LINES] = "lines",
  [PP_SHAPE_CYLINDER] = "cylinder",
  [PP_SHAPE_STACK] = "stack",
  [PP_SHAPE_HEXAGON] = "hexagon",
  [PP_SHAPE_PERSON] = "person",
  [PP_SHAPE_CLOUD] = "cloud",
  [PP_SHAPE_BOUNDARY] = "boundary",
  [PP_SHAPE_TEXT] = "text",
};

static const PpPoint cloud[] = {
  { 0.22, 0.96 },
  { 0.06, 0.96 }, { 0.00, 0.82 }, { 0.00, 0.68 },
  { 0.00, 0.50 }, { 0.08, 0.38 }, { 0.20, 0.37 },
  { 0.22, 0.16 }, { 0.34, 0.04 }, { 0.48, 0.04 },
  { 0.61, 0.04 }, { 0.71, 0.13 }, { 0.75, 0.28 },
  { 0.90, 0.27 }, { 1.00, 0.44 }, { 1.00, 0.62 },
  { 1.00, 0.82 }, { 0.91, 0.96 }, { 0.78, 0.96 },
  { 0.60, 0.96 }, { 0.40, 0.96 }, { 0.22, 0.96 },
};

/**
 * pp_shape_from_string:
 * @name: (nullable): a shape as kinds name it
 *
 * Returns: the shape; a rounded rectangle for names that are not known
 */
PpShape
pp_shape_from_string (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (shape_names); i++)
    if (strcmp (shape_names[i], name) == 0)
      return i;
  return PP_SHAPE_ROUNDED;
}

const PpPoint *
pp_outline_get_cloud (guint *n_points)
{
  *n_points = G_N_ELEMENTS (cloud);
  return cloud;
}

double
pp_outline_corner_radius (const PpBox *box)
{
  return MIN (12, MIN (box->width, box->height) / 4);
}

/**
 * pp_outline_cap:
 * @shape: a shape with caps
 * @box: a node's box
 *
 * Gets how deep the caps of a shape are: half the height of a cylinder's lid, half the width of the
 * end of a lying one, the reach of a hexagon's points.
 */
double
pp_outline_cap (PpShape      shape,
                const PpBox *box)
{
  switch (shape)
    {
    case PP_SHAPE_CYLINDER:
      return MIN (9, box->height / 6);
    case PP_SHAPE_STACK:
      return MIN (10, box->width / 6);
    case PP_SHAPE_HEXAGON:
      return MIN (box->height / 3.4, box->width / 5);
    default:
      return 0;
    }
}

double
pp_outline_head_radius (const PpBox *box)
{
  return MIN (box->height * 0.21, box->width * 0.2);
}

static gboolean
in_ellipse (const PpBox *box,
            PpPoint      point)
{
  double x = (point.x - box->x - box->width / 2) / (box->width / 2);
  double y = (point.y - box->y - box->height / 2) / (box->height / 2);

  return x * x + y * y <= 1;
}

static gboolean
in_rounded (const PpBox *box,
            double       radius,
            PpPoint      point)
{
  double dx = fabs (point.x - box->x - box->width / 2) - (box->width / 2 - radius);
  double dy = fabs (point.y - box->y - box->height / 2) - (box->height / 2 - radius);

  return dx <= 0 || dy <= 0 || dx * dx + dy * dy <= radius * radius;
}

/* @along and @across are the distances from the centre, as fractions of the half sides. */
static gboolean
in_capped (double along,
           double across,
           double half_length,
           double cap)
{
  double rim = half_length - cap + cap * sqrt (MAX (0, 1 - across * across));

  return fabs (along) <= rim;
}

static gboolean
in_hexagon (const PpBox *box,
            PpPoint      point)
{
  double cap = pp_outline_cap (PP_SHAPE_HEXAGON, box);
  double dx = fabs (point.x - box->x - box->width / 2);
  double dy = fabs (point.y - box->y - box->height / 2);

  return dx <= box->width / 2 - cap * dy / (box->height / 2);
}

static gboolean
in_person (const PpBox *box,
           PpPoint      point)
{
  double radius = pp_outline_head_radius (box);
  PpPoint head = { box->x + box->width / 2, box->y + radius };
  PpBox body = *box;

  if (pp_point_distance (point, head) <= radius)
    return TRUE;

  body.y += radius * 1.7;
  body.height -= radius * 1.7;
  return pp_box_contains (&body, point) && in_rounded (&body, MIN (body.height, body.width) / 3, point);
}

static gboolean
in_cloud (const PpBox *box,
          PpPoint      point)
{
  double x = (point.x - box->x) / box->width, y = (point.y - box->y) / box->height;
  gboolean inside = FALSE;
  PpPoint before = cloud[0];

  for (guint i = 1; i + 2 < G_N_ELEMENTS (cloud); i += 3)
    for (guint step = 1; step <= 4; step++)
      {
        double t = step / 4.0, s = 1 - t;
        PpPoint here = {
          s * s * s * cloud[i - 1].x + 3 * s * s * t * cloud[i].x + 3 * s * t * t * cloud[i + 1].x +
          t * t * t * cloud[i + 2].x,
          s * s * s * cloud[i - 1].y + 3 * s * s * t * cloud[i].y + 3 * s * t * t * cloud[i + 1].y +
          t * t * t * cloud[i + 2].y,
        };

        if ((here.y > y) != (before.y > y) &&
            x < (before.x - here.x) * (y - here.y) / (before.y - here.y) + here.x)
          inside = !inside;
        before = here;
      }
  return inside;
}

static gboolean
shape_contains (PpShape      shape,
                const PpBox *box,
                PpPoint      point)
{
  double dx, dy;

  if (pp_box_is_empty (box) || !pp_box_contains (box, point))
    return FALSE;

  dx = point.x - box->x - box->width / 2;
  dy = point.y - box->y - box->height / 2;
  switch (shape)
    {
    case PP_SHAPE_ELLIPSE:
      return in_ellipse (box, point);
    case PP_SHAPE_ROUNDED:
    case PP_SHAPE_BOUNDARY:
      return in_rounded (box, pp_outline_corner_radius (box), point);
    case PP_SHAPE_CYLINDER:
      return in_capped (dy, dx / (box->width / 2), box->height / 2, pp_outline_cap (shape, box));
    case PP_SHAPE_STACK:
      return in_capped (dx, dy / (box->height / 2), box->width / 2, pp_outline_cap (shape, box));
    case PP_SHAPE_HEXAGON:
      return in_hexagon (box, point);
    case PP_SHAPE_PERSON:
      return in_person (box, point);
    case PP_SHAPE_CLOUD:
      return in_cloud (box, point);
    case PP_SHAPE_RECTANGLE:
    case PP_SHAPE_LINES:
    case PP_SHAPE_TEXT:
    default:
      return TRUE;
    }
}

gboolean
pp_outline_contains (const PpOutline *self,
                     PpPoint          point,
                     double           tolerance)
{
  PpBox box = pp_box_inflate (&self->box, tolerance);

  return shape_contains (self->shape, &box,
                         pp_point_turn (point, pp_box_centre (&self->box), -self->angle));
}

/**
 * pp_outline_clip:
 * @self: an outline
 * @inside: a point inside, often the centre
 * @towards: another point, inside or outside
 *
 * Gets where the ray from @inside through @towards leaves the outline; @inside itself where it is not
 * inside at all.
 */
PpPoint
pp_outline_clip (const PpOutline *self,
                 PpPoint          inside,
                 PpPoint          towards)
{
  PpPoint centre = pp_box_centre (&self->box);
  PpPoint from = pp_point_turn (inside, centre, -self->angle);
  PpPoint to = pp_point_turn (towards, centre, -self->angle);
  double length = pp_point_distance (from, to);
  double reach = self->box.width + self->box.height;
  double low = 0, high = 1;

  if (length <= 0 || !shape_contains (self->shape, &self->box, from))
    return inside;

  if (length < reach)
    to = pp_point_between (from, to, reach / length);
  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (shape_contains (self->shape, &self->box, pp_point_between (from, to, middle)))
        low = middle;
      else
        high = middle;
    }
  return pp_point_turn (pp_point_between (from, to, low), centre, self->angle);
}

PpPoint
pp_outline_side (const PpOutline *self,
                 const char      *side,
                 PpPoint         *normal)
{
  PpPoint centre = pp_box_centre (&self->box);
  PpPoint away = { 0, 1 };
  PpPoint towards;

  if (g_strcmp0 (side, "top") == 0)
    away = (PpPoint) { 0, -1 };
  else if (g_strcmp0 (side, "left") == 0)
    away = (PpPoint) { -1, 0 };
  else if (g_strcmp0 (side, "right") == 0)
    away = (PpPoint) { 1, 0 };

  towards = (PpPoint) { centre.x + away.x, centre.y + away.y };
  towards = pp_point_turn (towards, centre, self->angle);
  *normal = (PpPoint) { towards.x - centre.x, towards.y - centre.y };
  return pp_outline_clip (self, centre, towards);
}

PpBox
pp_outline_bounds (const PpOutline *self)
{
  PpPoint centre = pp_box_centre (&self->box);
  PpPoint corners[4] = {
    { self->box.x, self->box.y },
    { self->box.x + self->box.width, self->box.y },
    { self->box.x + self->box.width, self->box.y + self->box.height },
    { self->box.x, self->box.y + self->box.height },
  };

  if (self->angle == 0)
    return self->box;

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    corners[i] = pp_point_turn (corners[i], centre, self->angle);
  return pp_box_of_points (corners, G_N_ELEMENTS (corners));
}
