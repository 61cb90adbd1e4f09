/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-viewport.h"

typedef struct
{
  guint x;
  guint y;
  guint zoom;
} Counts;

static void
count_cb (PpViewport *viewport,
          GParamSpec *pspec,
          Counts     *counts)
{
  if (g_str_equal (pspec->name, "x"))
    counts->x++;
  else if (g_str_equal (pspec->name, "y"))
    counts->y++;
  else if (g_str_equal (pspec->name, "zoom"))
    counts->zoom++;
}

static PpViewport *
make_viewport (Counts *counts)
{
  PpViewport *viewport = pp_viewport_new ();

  pp_viewport_set_size (viewport, 800, 600);
  *counts = (Counts) { 0 };
  g_signal_connect (viewport, "notify", G_CALLBACK (count_cb), counts);

  return viewport;
}

static void
assert_point (PpPoint point,
              double  x,
              double  y)
{
  g_assert_cmpfloat_with_epsilon (point.x, x, 1e-6);
  g_assert_cmpfloat_with_epsilon (point.y, y, 1e-6);
}

static void
test_set (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);

  pp_viewport_set (viewport, 10, 20, 2);
  g_assert_cmpfloat (pp_viewport_get_x (viewport), ==, 10);
  g_assert_cmpfloat (pp_viewport_get_y (viewport), ==, 20);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, 2);
  g_assert_cmpuint (counts.x, ==, 1);
  g_assert_cmpuint (counts.y, ==, 1);
  g_assert_cmpuint (counts.zoom, ==, 1);

  pp_viewport_set (viewport, 10, 20, 2);
  g_assert_cmpuint (counts.x + counts.y + counts.zoom, ==, 3);

  pp_viewport_set (viewport, 10, 30, 2);
  g_assert_cmpuint (counts.x, ==, 1);
  g_assert_cmpuint (counts.y, ==, 2);

  g_assert_finalize_object (viewport);
}

static void
test_clamp (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);

  pp_viewport_set (viewport, 0, 0, 1000);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, PP_VIEWPORT_MAX_ZOOM);
  pp_viewport_zoom_about (viewport, 0.0001, 5, 5);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, PP_VIEWPORT_MIN_ZOOM);

  g_assert_finalize_object (viewport);
}

static void
test_convert (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);
  PpBox box = { 100, 50, 10, 20 };
  PpBox visible;

  pp_viewport_set (viewport, 60, 40, 4);
  assert_point (pp_viewport_to_layout (viewport, 0, 0), 60, 40);
  assert_point (pp_viewport_to_layout (viewport, 400, 200), 160, 90);
  assert_point (pp_viewport_to_screen (viewport, pp_viewport_to_layout (viewport, 123, 456)), 123, 456);
  box = pp_viewport_box_to_screen (viewport, &box);
  g_assert_cmpfloat (box.x, ==, 160);
  g_assert_cmpfloat (box.y, ==, 40);
  g_assert_cmpfloat (box.width, ==, 40);
  g_assert_cmpfloat (box.height, ==, 80);
  visible = pp_viewport_get_visible (viewport);
  g_assert_cmpfloat (visible.width, ==, 200);
  g_assert_cmpfloat (visible.height, ==, 150);

  g_assert_finalize_object (viewport);
}

static void
test_zoom_keeps_point (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);
  PpPoint fixed;

  pp_viewport_set (viewport, -33, 71, 0.7);
  fixed = pp_viewport_to_layout (viewport, 321, 123);
  for (double zoom = 0.05; zoom < 8; zoom *= 1.7)
    {
      pp_viewport_zoom_about (viewport, zoom, 321, 123);
      assert_point (pp_viewport_to_layout (viewport, 321, 123), fixed.x, fixed.y);
    }

  g_assert_finalize_object (viewport);
}

static void
test_fit (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);
  PpBox wide = { 100, 100, 7000, 500 };
  PpBox small = { 10, 10, 20, 20 };

  pp_viewport_fit (viewport, &wide, 50, 1);
  g_assert_cmpfloat_with_epsilon (pp_viewport_get_zoom (viewport), 0.1, 1e-9);
  assert_point (pp_viewport_to_screen (viewport, pp_box_centre (&wide)), 400, 300);

  pp_viewport_fit (viewport, &small, 50, 1);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, 1);
  assert_point (pp_viewport_to_screen (viewport, pp_box_centre (&small)), 400, 300);

  g_assert_finalize_object (viewport);
}

static void
test_content_stays_in_view (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);
  PpBox content = { 0, 0, 1000, 1000 };
  PpBox visible;

  pp_viewport_set_content (viewport, &content);
  pp_viewport_pan (viewport, 1e6, -1e6);
  visible = pp_viewport_get_visible (viewport);
  g_assert_true (pp_box_intersects (&visible, &content));
  g_assert_cmpfloat (visible.x, ==, 1000 - 64);
  g_assert_cmpfloat (visible.y, ==, 64 - 600);

  pp_viewport_set_content (viewport, NULL);
  pp_viewport_pan (viewport, 1e6, 0);
  g_assert_cmpfloat (pp_viewport_get_x (viewport), >, 1e6);

  g_assert_finalize_object (viewport);
}

static void
test_ensure_visible (void)
{
  Counts counts;
  PpViewport *viewport = make_viewport (&counts);
  PpBox inside = { 100, 100, 50, 50 };
  PpBox right = { 900, 100, 50, 50 };
  PpBox visible;

  g_assert_false (pp_viewport_ensure_visible (viewport, &inside, 10));
  g_assert_true (pp_viewport_ensure_visible (viewport, &right, 10));
  visible = pp_viewport_get_visible (viewport);
  g_assert_cmpfloat (visible.x + visible.width, ==, 960);
  g_assert_cmpfloat (visible.y, ==, 0);

  g_assert_finalize_object (viewport);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/viewport/set", test_set);
  g_test_add_func ("/canvas/viewport/clamp", test_clamp);
  g_test_add_func ("/canvas/viewport/convert", test_convert);
  g_test_add_func ("/canvas/viewport/zoom-keeps-point", test_zoom_keeps_point);
  g_test_add_func ("/canvas/viewport/fit", test_fit);
  g_test_add_func ("/canvas/viewport/content-stays-in-view", test_content_stays_in_view);
  g_test_add_func ("/canvas/viewport/ensure-visible", test_ensure_visible);

  return g_test_run ();
}
