/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must not get slow, in CPU time with a slack of three and more; the figures of interest come from
 * the benchmarks. */
#include <math.h>
#include <time.h>

#include "pp-painter.h"
#include "pp-sketch.h"

#define N_NODES 2000
#define N_EDGES 4000
#define TILE 512

typedef struct {
  PpModel   *model;
  PpScene   *scene;
  PpPainter *painter;
} Fixture;

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* A square of nodes, each joined with neighbours and a few with nodes far away. */
static PpModel *
build (GRand *random)
{
  const guint columns = ceil (sqrt (N_NODES));
  JsonObject *placements = json_object_new (), *layout = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  PpModel *model = pp_model_new ("speed");

  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%04u", i), *name = g_strdup_printf ("Service %u", i);
      g_autoptr(PpPlacement) placement =
        pp_placement_new_box (i % columns * 230 + g_rand_int_range (random, 0, 40), i / columns * 190, 120, 80, 0);
      g_autoptr(JsonNode) record = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (record, json_object_new ());
      json_object_set_string_member (json_node_get_object (record), "kind", i % 3 ? "web-service" : "process");
      json_object_set_string_member (json_node_get_object (record), "name", name);
      g_assert_true (pp_model_add_record (model, PP_RECORD_NODE, id, record, NULL));
      json_object_set_member (placements, id, pp_placement_to_json (placement));
    }
  for (guint i = 0; i < N_EDGES; i++)
    {
      guint a = g_rand_int_range (random, 0, N_NODES);
      guint b = i % 100 == 0 ? (guint) g_rand_int_range (random, 0, N_NODES)
                             : (a + 1 + columns * g_rand_int_range (random, 0, 2)) % N_NODES;
      g_autofree char *id = g_strdup_printf ("e%04u", i), *name = g_strdup_printf ("request %u", i);
      g_autofree char *source = g_strdup_printf ("n%04u", a), *target = g_strdup_printf ("n%04u", b);
      g_autoptr(PpPlacement) placement = pp_placement_new ();
      g_autoptr(JsonNode) record = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (record, json_object_new ());
      json_object_set_string_member (json_node_get_object (record), "kind", "data-flow");
      json_object_set_string_member (json_node_get_object (record), "name", name);
      json_object_set_string_member (json_node_get_object (record), "source", source);
      json_object_set_string_member (json_node_get_object (record), "target", target);
      g_assert_true (pp_model_add_record (model, PP_RECORD_EDGE, id, record, NULL));
      placement->z = 1;
      json_object_set_member (placements, id, pp_placement_to_json (placement));
    }
  json_object_set_object_member (layout, "placements", placements);
  json_node_take_object (node, layout);
  g_assert_true (pp_model_add_record (model, PP_RECORD_LAYOUT, SKETCH_LAYOUT, node, NULL));
  return model;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  double begin;

  fixture->model = build (random);
  pp_kinds_get_default ();
  begin = cpu_ms ();
  fixture->scene = pp_scene_new (fixture->model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_test_message ("scene %.1f ms", cpu_ms () - begin);
  g_assert_cmpfloat (cpu_ms () - begin, <, 1000);
  fixture->painter = pp_painter_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->painter);
  g_object_unref (fixture->scene);
  g_object_unref (fixture->model);
}

static double
draw (Fixture     *fixture,
      const PpBox *area,
      double       scale)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ceil (area->width * scale), ceil (area->height * scale));
  cairo_t *cr = cairo_create (surface);
  double begin = cpu_ms ();

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -area->x, -area->y);
  pp_painter_draw_ground (fixture->painter, cr);
  pp_painter_draw_scene (fixture->painter, cr, fixture->scene, area, scale);
  begin = cpu_ms () - begin;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return begin;
}

static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  static const double scales[] = { 0.1, 0.3, 0.5, 1, 2 };
  PpBox bounds = pp_scene_get_bounds (fixture->scene);
  double ms = draw (fixture, &bounds, MIN (1600 / bounds.width, 1000 / bounds.height));

  g_test_message ("all of it %.1f ms", ms);
  g_assert_cmpfloat (ms, <, 200);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      PpBox tile = { 2000, 2000, TILE / scales[i], TILE / scales[i] };

      draw (fixture, &tile, scales[i]);
      ms = draw (fixture, &tile, scales[i]);
      g_test_message ("a tile at %.2g: %.1f ms", scales[i], ms);
      g_assert_cmpfloat (ms, <, 40);
    }
}

static void
test_hits (Fixture       *fixture,
           gconstpointer  data)
{
  PpBox bounds = pp_scene_get_bounds (fixture->scene);
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  double begin = cpu_ms ();

  for (guint i = 0; i < 1000; i++)
    pp_scene_hit (fixture->scene,
                  (PpPoint) { bounds.x + g_rand_double (random) * bounds.width,
                              bounds.y + g_rand_double (random) * bounds.height }, 6);
  g_test_message ("a hit test %.4f ms", (cpu_ms () - begin) / 1000);
  g_assert_cmpfloat ((cpu_ms () - begin) / 1000, <, 0.3);
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  double begin;

  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (ids, g_strdup_printf ("n%04u", 300 + i));
  pp_scene_lift (fixture->scene, (const char * const *) ids->pdata, ids->len);
  begin = cpu_ms ();
  for (guint i = 0; i < 20; i++)
    pp_scene_preview_move (fixture->scene, i, i);
  g_test_message ("a step of a drag of 200: %.2f ms", (cpu_ms () - begin) / 20);
  g_assert_cmpfloat ((cpu_ms () - begin) / 20, <, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/render/speed/pictures", Fixture, NULL, set_up, test_pictures, tear_down);
  g_test_add ("/render/speed/hits", Fixture, NULL, set_up, test_hits, tear_down);
  g_test_add ("/render/speed/drag", Fixture, NULL, set_up, test_drag, tear_down);

  return g_test_run ();
}
