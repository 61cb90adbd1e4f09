/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A diagram that nobody touched stays whole in view, however much room panels leave to it. */

#include "pp-canvas-test.h"

static PpCanvasView
get_view (Fixture *fixture)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);

  return (PpCanvasView) { pp_viewport_get_x (viewport), pp_viewport_get_y (viewport),
                          pp_viewport_get_zoom (viewport) };
}

/* As when a panel of this width comes beside the canvas. */
static void
leave (Fixture *fixture,
       int      panel_px)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  int width;

  gtk_widget_set_margin_end (GTK_WIDGET (fixture->canvas), panel_px);
  width = gtk_widget_get_width (fixture->window) - panel_px;
  for (guint i = 0; i < 500 && pp_viewport_get_width_px (viewport) != width; i++)
    iterate (10);
  g_assert_cmpfloat (pp_viewport_get_width_px (viewport), ==, width);
}

static void
show_afresh (Fixture *fixture)
{
  pp_canvas_set_view (fixture->canvas, NULL, NULL, NULL);
  pp_canvas_set_view (fixture->canvas, fixture->history, pp_kinds_get_default (), "main");
  for (guint i = 0; i < 500 && fixture->canvas->fit_pending; i++)
    iterate (10);
  g_assert_false (fixture->canvas->fit_pending);
}

/* Everything is seen, and there is no room for it to be larger. */
static void
assert_fits (Fixture *fixture)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  PpBox bounds = pp_scene_get_bounds (_pp_canvas_get_scene (fixture->canvas));
  PpBox place = pp_viewport_box_to_screen (viewport, &bounds);
  double beside = MIN (pp_viewport_get_width_px (viewport) - place.width,
                       pp_viewport_get_height_px (viewport) - place.height);

  g_assert_cmpfloat (place.x, >=, 0);
  g_assert_cmpfloat (place.x + place.width, <=, pp_viewport_get_width_px (viewport));
  g_assert_true (beside < 82 || pp_viewport_get_zoom (viewport) == 1);
}

static void
assert_stays (Fixture *fixture,
              int      panel_px)
{
  PpCanvasView before = get_view (fixture), after;

  leave (fixture, panel_px);
  after = get_view (fixture);
  g_assert_cmpfloat (after.zoom, ==, before.zoom);
  g_assert_cmpfloat (after.x, ==, before.x);
  g_assert_cmpfloat (after.y, ==, before.y);
}

static void
test_follows_the_room (Fixture       *fixture,
                       gconstpointer  data)
{
  double narrow;

  leave (fixture, 900);
  show_afresh (fixture);
  assert_fits (fixture);
  narrow = pp_canvas_get_zoom (fixture->canvas);
  leave (fixture, 100);
  assert_fits (fixture);
  g_assert_cmpfloat (pp_canvas_get_zoom (fixture->canvas), >, narrow);
  leave (fixture, 900);
  g_assert_cmpfloat (pp_canvas_get_zoom (fixture->canvas), ==, narrow);
}

static void
test_until_it_is_moved (Fixture       *fixture,
                        gconstpointer  data)
{
  show_afresh (fixture);
  pp_viewport_pan (_pp_canvas_get_viewport (fixture->canvas), 20, 0);
  assert_stays (fixture, 200);

  show_afresh (fixture);
  pp_canvas_set_zoom (fixture->canvas, 0.9);
  assert_stays (fixture, 100);
}

static void
test_until_it_is_used (Fixture       *fixture,
                       gconstpointer  data)
{
  show_afresh (fixture);
  pp_canvas_reveal (fixture->canvas, "api");
  assert_stays (fixture, 200);

  show_afresh (fixture);
  add_record (fixture->model, PP_RECORD_NODE, "more", "{\"kind\":\"api\",\"name\":\"More\"}");
  assert_stays (fixture, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/canvas/fit/follows-the-room", Fixture, NULL, fixture_set_up, test_follows_the_room,
              fixture_tear_down);
  g_test_add ("/canvas/fit/until-it-is-moved", Fixture, NULL, fixture_set_up, test_until_it_is_moved,
              fixture_tear_down);
  g_test_add ("/canvas/fit/until-it-is-used", Fixture, NULL, fixture_set_up, test_until_it_is_used,
              fixture_tear_down);
  return g_test_run ();
}
