/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-detour.h"
#include "pp-router.h"

#define N_NODES 40

typedef struct {
  PpRouter   *router;
  PpIndex    *obstacles;
  GArray     *route;
  PpCurveForm form;
  PpReach     reach;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->router = pp_router_new ();
  fixture->obstacles = pp_index_new (200);
  fixture->route = g_array_new (FALSE, FALSE, sizeof (PpPoint));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  pp_router_free (fixture->router);
  pp_index_free (fixture->obstacles);
  g_array_unref (fixture->route);
}

static PpRouteEnd
end_at (Fixture *fixture,
        guint    handle,
        double   x,
        double   y)
{
  PpRouteEnd end = { .outline = { { x, y, 100, 60 }, PP_SHAPE_RECTANGLE, 0 }, .handle = handle };

  pp_index_set_box (fixture->obstacles, handle, &end.outline.box);
  return end;
}

static GArray *
route (Fixture        *fixture,
       PpRouteRequest *request)
{
  GArray *polyline = g_array_new (FALSE, FALSE, sizeof (PpPoint));

  request->obstacles = fixture->obstacles;
  pp_router_route (fixture->router, request, fixture->route, &fixture->form, &fixture->reach);
  pp_curve_flatten ((PpPoint *) (void *) fixture->route->data, fixture->route->len, fixture->form, 0.3,
                    polyline);
  return polyline;
}

static gboolean
runs_through (GArray      *polyline,
              const PpBox *box)
{
  for (guint i = 1; i < polyline->len; i++)
    if (pp_box_meets_segment (box, g_array_index (polyline, PpPoint, i - 1),
                              g_array_index (polyline, PpPoint, i)))
      return TRUE;
  return FALSE;
}

static PpPoint
first (GArray *points)
{
  return g_array_index (points, PpPoint, 0);
}

static PpPoint
last (GArray *points)
{
  return g_array_index (points, PpPoint, points->len - 1);
}

static void
test_straight (Fixture       *fixture,
               gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 300, 0) };
  g_autoptr(GArray) polyline = route (fixture, &request);

  g_assert_cmpint (fixture->form, ==, PP_CURVE_STRAIGHT);
  g_assert_cmpuint (polyline->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (first (polyline).x, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (last (polyline).x, 300, 0.01);
}

/* Nodes that stand nearly in line are joined by a level line. */
static void
test_aligned (Fixture       *fixture,
              gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 300, 10) };
  g_autoptr(GArray) polyline = route (fixture, &request);

  g_assert_cmpfloat (first (polyline).y, ==, last (polyline).y);
}

static void
test_around (Fixture       *fixture,
             gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 600, 0) };
  PpBox obstacle = { 300, -20, 100, 100 }, elsewhere = { 300, 900, 50, 50 }, corner = { 250, -90, 20, 20 };
  g_autoptr(GArray) polyline = NULL;

  pp_index_set_box (fixture->obstacles, 2, &obstacle);
  polyline = route (fixture, &request);
  g_assert_cmpint (fixture->form, ==, PP_CURVE_ROUNDED);
  g_assert_false (runs_through (polyline, &obstacle));
  g_assert_true (pp_reach_touches (&fixture->reach, &obstacle));
  g_assert_true (pp_reach_touches (&fixture->reach, &corner));
  g_assert_false (pp_reach_touches (&fixture->reach, &elsewhere));
}

/* A node that encloses an end cannot be avoided. */
static void
test_enclosed (Fixture       *fixture,
               gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 600, 0) };
  PpBox host = { -50, -50, 300, 200 };
  g_autoptr(GArray) polyline = NULL;

  pp_index_set_box (fixture->obstacles, 2, &host);
  polyline = route (fixture, &request);
  g_assert_cmpuint (polyline->len, ==, 2);
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 600, 0) };
  PpBox wall = { 300, -5000, 20, 10000 };
  g_autoptr(GArray) polyline = NULL;

  pp_index_set_box (fixture->obstacles, 2, &wall);
  polyline = route (fixture, &request);
  g_assert_cmpuint (polyline->len, >=, 2);
}

static void
test_lanes (Fixture       *fixture,
            gconstpointer  data)
{
  PpRouteRequest there = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 400, 0) };
  PpRouteRequest back = { there.target, there.source };
  g_autoptr(GArray) first_line = NULL, second_line = NULL;
  PpPoint one, other;

  there.lane = -0.5;
  back.lane = 0.5;
  back.reversed = TRUE;
  first_line = route (fixture, &there);
  second_line = route (fixture, &back);
  one = pp_polyline_at ((PpPoint *) (void *) first_line->data, first_line->len, 0.5, NULL);
  other = pp_polyline_at ((PpPoint *) (void *) second_line->data, second_line->len, 0.5, NULL);
  g_assert_cmpfloat (ABS (one.y - other.y), >, 18);
  g_assert_cmpfloat ((one.y - 30) * (other.y - 30), <, 0);
}

static void
test_loop (Fixture       *fixture,
           gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 0, 0, 0), .is_loop = TRUE };
  PpBox inside = { 2, 2, 96, 56 };
  g_autoptr(GArray) small = route (fixture, &request), large = NULL;

  g_assert_cmpuint (small->len, >, 6);
  g_assert_false (runs_through (small, &inside));
  request.lane = 1;
  large = route (fixture, &request);
  g_assert_cmpfloat (pp_polyline_length ((PpPoint *) (void *) large->data, large->len), >,
                     pp_polyline_length ((PpPoint *) (void *) small->data, small->len));
}

static void
test_bends (Fixture       *fixture,
            gconstpointer  data)
{
  static const PpPoint bends[] = { { 200, 200 }, { 300, -100 } };
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 400, 0),
                             .bends = bends, .n_bends = 2 };
  PpBox obstacle = { 180, 180, 50, 50 };
  g_autoptr(GArray) polyline = NULL;

  pp_index_set_box (fixture->obstacles, 2, &obstacle);
  polyline = route (fixture, &request);
  for (guint i = 0; i < G_N_ELEMENTS (bends); i++)
    g_assert_cmpfloat (pp_polyline_distance ((PpPoint *) (void *) polyline->data, polyline->len, bends[i],
                                             NULL, NULL), <, 0.1);
  g_assert_true (pp_box_is_empty (&fixture->reach.area));
}

/* Pinned to the sides that face away from each other: the line leaves both at right angles and runs
 * through neither node. */
static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 300, 0) };
  PpBox source = pp_box_inflate (&request.source.outline.box, -4);
  PpBox target = pp_box_inflate (&request.target.outline.box, -4);
  g_autoptr(GArray) polyline = NULL;

  request.source.side = "left";
  request.target.side = "right";
  polyline = route (fixture, &request);
  g_assert_cmpfloat_with_epsilon (first (polyline).x, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (first (polyline).y, 30, 0.01);
  g_assert_cmpfloat_with_epsilon (last (polyline).x, 400, 0.01);
  g_assert_cmpfloat (g_array_index (polyline, PpPoint, 1).x, <, 0);
  g_assert_false (runs_through (polyline, &source));
  g_assert_false (runs_through (polyline, &target));
}

static void
test_loose (Fixture       *fixture,
            gconstpointer  data)
{
  PpRouteRequest request = { end_at (fixture, 0, 0, 0),
                             { .point = { 300, 200 }, .handle = G_MAXUINT } };
  g_autoptr(GArray) polyline = route (fixture, &request);

  g_assert_cmpfloat (last (polyline).x, ==, 300);
  g_assert_cmpfloat (last (polyline).y, ==, 200);
}

/* Nodes on a grid with room between them: no line may run through any. */
static void
test_grid (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (17);
  guint n_through = 0, n_lines = 0;

  for (guint i = 0; i < N_NODES; i++)
    end_at (fixture, i, i % 8 * 200 + g_rand_int_range (random, 0, 40),
            i / 8 * 140 + g_rand_int_range (random, 0, 30));
  for (guint a = 0; a < N_NODES; a++)
    for (guint b = 0; b < N_NODES; b++)
      {
        PpBox box_a = *pp_index_get_box (fixture->obstacles, a);
        PpBox box_b = *pp_index_get_box (fixture->obstacles, b);
        PpRouteRequest request = { end_at (fixture, a, box_a.x, box_a.y),
                                   end_at (fixture, b, box_b.x, box_b.y) };
        g_autoptr(GArray) polyline = NULL;

        if (a == b)
          continue;
        polyline = route (fixture, &request);
        n_lines++;
        for (guint other = 0; other < N_NODES; other++)
          n_through += other != a && other != b &&
                       runs_through (polyline, pp_index_get_box (fixture->obstacles, other)) ? 1 : 0;
      }
  g_test_message ("%u of %u lines run through a node", n_through, n_lines);
  g_assert_cmpuint (n_through * 200, <=, n_lines);
}

/* The same question gets the same answer, whatever the order in which the nodes came. */
static void
test_deterministic (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (23);
  g_autoptr(GArray) line = NULL, again = NULL;
  PpBox boxes[30];

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      boxes[i] = (PpBox) { g_rand_int_range (random, 150, 800), g_rand_int_range (random, -200, 200), 60, 40 };
      pp_index_set_box (fixture->obstacles, 10 + i, &boxes[i]);
    }
  PpRouteRequest request = { end_at (fixture, 0, 0, 0), end_at (fixture, 1, 900, 0) };
  line = route (fixture, &request);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    pp_index_remove (fixture->obstacles, 10 + i);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    pp_index_set_box (fixture->obstacles, 100 - i, &boxes[i]);
  again = route (fixture, &request);
  g_assert_cmpmem (line->data, line->len * sizeof (PpPoint), again->data, again->len * sizeof (PpPoint));
}

static void
test_detour (void)
{
  g_autoptr(PpDetour) detour = pp_detour_new ();
  g_autoptr(GArray) way = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  PpBox box = { 40, -10, 20, 20 }, cage[4] = { { 180, -30, 40, 10 }, { 180, 20, 40, 10 },
                                               { 170, -30, 10, 60 }, { 220, -30, 10, 60 } };
  PpPoint ends[2] = { { 0, 0 }, { 100, 0 } };

  pp_detour_add (detour, &box, 5);
  g_assert_false (pp_detour_is_free (detour, ends, 2));
  g_assert_true (pp_detour_find (detour, ends[0], ends[1], way));
  g_assert_cmpuint (way->len, ==, 2);
  g_assert_cmpfloat (g_array_index (way, PpPoint, 0).x, ==, 35);
  g_assert_cmpfloat (g_array_index (way, PpPoint, 1).x, ==, 65);

  for (guint i = 0; i < G_N_ELEMENTS (cage); i++)
    pp_detour_add (detour, &cage[i], 5);
  g_array_set_size (way, 0);
  g_assert_false (pp_detour_find (detour, ends[0], (PpPoint) { 200, 0 }, way));
  g_assert_cmpuint (way->len, ==, 0);
}

#define ADD(name, func) \
  g_test_add ("/render/router/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("straight", test_straight);
  ADD ("aligned", test_aligned);
  ADD ("around", test_around);
  ADD ("enclosed", test_enclosed);
  ADD ("no-room", test_no_room);
  ADD ("lanes", test_lanes);
  ADD ("loop", test_loop);
  ADD ("bends", test_bends);
  ADD ("pinned", test_pinned);
  ADD ("loose", test_loose);
  ADD ("grid", test_grid);
  ADD ("deterministic", test_deterministic);
  g_test_add_func ("/render/detour/around-and-caged", test_detour);

  return g_test_run ();
}
