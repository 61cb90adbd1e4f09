/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "pp-curve.h"
#include "pp-outline.h"

#define CLOSE 0.01

static void
test_boxes (void)
{
  PpBox a = { 0, 0, 10, 10 }, b = { 5, 5, 10, 10 }, far = { 50, 50, 1, 1 }, empty = { 3, 3, 0, 0 };
  PpBox all = pp_box_union (&a, &b), same = pp_box_union (&a, &empty);
  PpPoint centre = pp_box_centre (&a);

  g_assert_true (pp_box_intersects (&a, &b));
  g_assert_false (pp_box_intersects (&a, &far));
  g_assert_cmpfloat (pp_box_overlap (&a, &b), ==, 25);
  g_assert_cmpfloat (pp_box_overlap (&a, &far), ==, 0);
  g_assert_cmpfloat (all.width, ==, 15);
  g_assert_true (pp_box_equal (&same, &a));
  g_assert_true (pp_box_is_empty (&empty));
  g_assert_true (pp_box_contains_box (&all, &b));
  g_assert_cmpfloat (centre.x, ==, 5);
}

static void
test_box_meets_segment (void)
{
  static const struct {
    PpPoint  a;
    PpPoint  b;
    gboolean expected;
  } rows[] = {
    { { -5, 5 }, { 15, 5 }, TRUE },
    { { -5, -5 }, { 15, 15 }, TRUE },
    { { 2, 2 }, { 3, 3 }, TRUE },
    { { -5, 5 }, { -1, 5 }, FALSE },
    { { -5, 8 }, { 8, 21 }, FALSE },
    { { -5, 20 }, { 20, 20 }, FALSE },
    { { 5, -5 }, { 5, 15 }, TRUE },
    { { 5, 5 }, { 5, 5 }, TRUE },
    { { 11, 5 }, { 11, 5 }, FALSE },
  };
  PpBox box = { 0, 0, 10, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (pp_box_meets_segment (&box, rows[i].a, rows[i].b), ==, rows[i].expected);
      g_assert_cmpint (pp_box_meets_segment (&box, rows[i].b, rows[i].a), ==, rows[i].expected);
    }
}

static void
test_polylines (void)
{
  static const PpPoint points[] = { { 0, 0 }, { 10, 0 }, { 10, 30 } };
  PpPoint at, along;
  double fraction;
  guint segment;

  g_assert_cmpfloat (pp_polyline_length (points, 3), ==, 40);
  at = pp_polyline_at (points, 3, 0.5, &along);
  g_assert_cmpfloat_with_epsilon (at.y, 10, CLOSE);
  g_assert_cmpfloat_with_epsilon (along.y, 1, CLOSE);
  g_assert_cmpfloat_with_epsilon (pp_polyline_distance (points, 3, (PpPoint) { 13, 20 }, &segment, &fraction),
                                  3, CLOSE);
  g_assert_cmpuint (segment, ==, 1);
  g_assert_cmpfloat_with_epsilon (fraction, 0.75, CLOSE);
  g_assert_true (isinf (pp_polyline_distance (points, 0, points[0], NULL, NULL)));
  at = pp_polyline_at (points, 1, 0.5, NULL);
  g_assert_cmpfloat (at.x, ==, 0);
}

/* Where lines from the centre of a box 100 × 60 at the origin leave it. */
static void
test_clip (void)
{
  static const struct {
    PpShape shape;
    double  angle;
    PpPoint towards;
    PpPoint expected;
  } rows[] = {
    { PP_SHAPE_RECTANGLE, 0, { 200, 30 }, { 100, 30 } },
    { PP_SHAPE_RECTANGLE, 0, { 50, -200 }, { 50, 0 } },
    { PP_SHAPE_RECTANGLE, 90, { 200, 30 }, { 80, 30 } },
    { PP_SHAPE_ELLIPSE, 0, { 200, 30 }, { 100, 30 } },
    { PP_SHAPE_ELLIPSE, 0, { 50 + 100, 30 + 60 }, { 50 + 50 * M_SQRT1_2, 30 + 30 * M_SQRT1_2 } },
    { PP_SHAPE_ROUNDED, 0, { 50, 200 }, { 50, 60 } },
    { PP_SHAPE_HEXAGON, 0, { 200, 30 }, { 100, 30 } },
    { PP_SHAPE_HEXAGON, 0, { 50, 200 }, { 50, 60 } },
    { PP_SHAPE_CYLINDER, 0, { 50, -200 }, { 50, 0 } },
    { PP_SHAPE_CYLINDER, 0, { -100, 30 }, { 0, 30 } },
    { PP_SHAPE_STACK, 0, { 200, 30 }, { 100, 30 } },
    { PP_SHAPE_LINES, 0, { 50, 200 }, { 50, 60 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PpOutline outline = { { 0, 0, 100, 60 }, rows[i].shape, rows[i].angle };
      PpPoint at = pp_outline_clip (&outline, (PpPoint) { 50, 30 }, rows[i].towards);

      g_test_message ("row %u", i);
      g_assert_cmpfloat_with_epsilon (at.x, rows[i].expected.x, CLOSE);
      g_assert_cmpfloat_with_epsilon (at.y, rows[i].expected.y, CLOSE);
    }
}

/* Every shape, from every direction: the point found is on the border, and in the box. */
static void
test_clip_all (void)
{
  for (PpShape shape = PP_SHAPE_RECTANGLE; shape <= PP_SHAPE_TEXT; shape++)
    for (guint degrees = 0; degrees < 360; degrees += 15)
      {
        PpOutline outline = { { 20, 10, 120, 90 }, shape, degrees % 45 };
        PpPoint centre = pp_box_centre (&outline.box);
        PpPoint towards = pp_point_turn ((PpPoint) { centre.x + 300, centre.y }, centre, degrees);
        PpPoint at = pp_outline_clip (&outline, centre, towards);
        PpPoint beyond = pp_point_between (at, towards, 0.02), before = pp_point_between (at, centre, 0.02);
        PpBox bounds = pp_outline_bounds (&outline);

        bounds = pp_box_inflate (&bounds, 0.1);
        g_assert_true (pp_box_contains (&bounds, at));
        g_assert_true (pp_outline_contains (&outline, before, 0));
        g_assert_false (pp_outline_contains (&outline, beyond, 0));
      }
}

static void
test_clip_odd (void)
{
  PpOutline outline = { { 0, 0, 100, 60 }, PP_SHAPE_ELLIPSE, 0 }, nothing = { { 5, 5, 0, 0 } };
  PpPoint centre = { 50, 30 }, outside = { 500, 30 }, at;

  at = pp_outline_clip (&outline, centre, centre);
  g_assert_cmpfloat (at.x, ==, 50);
  at = pp_outline_clip (&outline, outside, centre);
  g_assert_cmpfloat (at.x, ==, 500);
  at = pp_outline_clip (&outline, centre, (PpPoint) { 51, 30 });
  g_assert_cmpfloat_with_epsilon (at.x, 100, CLOSE);
  at = pp_outline_clip (&nothing, centre, outside);
  g_assert_cmpfloat (at.x, ==, 50);
}

static void
test_sides (void)
{
  PpOutline outline = { { 0, 0, 100, 60 }, PP_SHAPE_ELLIPSE, 0 };
  PpPoint normal, at = pp_outline_side (&outline, "left", &normal);

  g_assert_cmpfloat_with_epsilon (at.x, 0, CLOSE);
  g_assert_cmpfloat_with_epsilon (at.y, 30, CLOSE);
  g_assert_cmpfloat_with_epsilon (normal.x, -1, CLOSE);
  outline.angle = 90;
  at = pp_outline_side (&outline, "top", &normal);
  g_assert_cmpfloat_with_epsilon (at.x, 80, CLOSE);
  g_assert_cmpfloat_with_epsilon (normal.x, 1, CLOSE);
}

static void
test_shape_names (void)
{
  g_assert_cmpint (pp_shape_from_string ("cylinder"), ==, PP_SHAPE_CYLINDER);
  g_assert_cmpint (pp_shape_from_string ("no such"), ==, PP_SHAPE_ROUNDED);
  g_assert_cmpint (pp_shape_from_string (NULL), ==, PP_SHAPE_ROUNDED);
}

static void
test_smooth_goes_through (void)
{
  static const PpPoint points[] = { { 0, 0 }, { 50, 80 }, { 55, 82 }, { 200, -40 }, { 200, -40 }, { 300, 0 } };
  g_autoptr(GArray) polyline = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  PpBox box = pp_box_of_points (points, G_N_ELEMENTS (points)), drawn;

  pp_curve_flatten (points, G_N_ELEMENTS (points), PP_CURVE_SMOOTH, 0.1, polyline);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_cmpfloat (pp_polyline_distance ((PpPoint *) (void *) polyline->data, polyline->len, points[i],
                                             NULL, NULL), <, CLOSE);
  /* Centripetal curves do not swing far beyond their points. */
  drawn = pp_box_of_points ((PpPoint *) (void *) polyline->data, polyline->len);
  box = pp_box_inflate (&box, 25);
  g_assert_true (pp_box_contains_box (&box, &drawn));
  for (guint i = 0; i < polyline->len; i++)
    g_assert_true (isfinite (g_array_index (polyline, PpPoint, i).x));
}

static void
test_rounded_stays_near (void)
{
  static const PpPoint points[] = { { 0, 0 }, { 100, 0 }, { 100, 6 }, { 0, 6 } };
  g_autoptr(GArray) polyline = g_array_new (FALSE, FALSE, sizeof (PpPoint));

  pp_curve_flatten (points, G_N_ELEMENTS (points), PP_CURVE_ROUNDED, 0.1, polyline);
  g_assert_cmpuint (polyline->len, >, 6);
  for (guint i = 0; i < polyline->len; i++)
    g_assert_cmpfloat (pp_polyline_distance (points, G_N_ELEMENTS (points),
                                             g_array_index (polyline, PpPoint, i), NULL, NULL),
                       <, PP_CURVE_CORNER_RADIUS / 2);
}

static void
test_flatness (void)
{
  static const PpPoint quarter[] = { { 0, 100 }, { 55.23, 100 }, { 100, 55.23 }, { 100, 0 } };
  g_autoptr(GArray) coarse = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  g_autoptr(GArray) fine = g_array_new (FALSE, FALSE, sizeof (PpPoint));

  pp_curve_flatten (quarter, 4, PP_CURVE_BEZIER, 2, coarse);
  pp_curve_flatten (quarter, 4, PP_CURVE_BEZIER, 0.05, fine);
  g_assert_cmpuint (coarse->len, <, fine->len);
  for (guint i = 1; i < fine->len; i++)
    {
      PpPoint middle = pp_point_between (g_array_index (fine, PpPoint, i - 1),
                                         g_array_index (fine, PpPoint, i), 0.5);

      g_assert_cmpfloat_with_epsilon (hypot (middle.x, middle.y), 100, 0.08);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/geometry/boxes", test_boxes);
  g_test_add_func ("/render/geometry/box-meets-segment", test_box_meets_segment);
  g_test_add_func ("/render/geometry/polylines", test_polylines);
  g_test_add_func ("/render/outline/clip", test_clip);
  g_test_add_func ("/render/outline/clip-all-shapes", test_clip_all);
  g_test_add_func ("/render/outline/clip-odd", test_clip_odd);
  g_test_add_func ("/render/outline/sides", test_sides);
  g_test_add_func ("/render/outline/names", test_shape_names);
  g_test_add_func ("/render/curve/smooth-goes-through", test_smooth_goes_through);
  g_test_add_func ("/render/curve/rounded-stays-near", test_rounded_stays_near);
  g_test_add_func ("/render/curve/flatness", test_flatness);

  return g_test_run ();
}
