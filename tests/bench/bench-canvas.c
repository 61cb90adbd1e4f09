/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CPU milliseconds of a frame, of the whole process, between the frame clock's before-paint and
 * after-paint, on a layout of 5,000 nodes and 10,000 edges in a window of 1600×1000. The floor is the same
 * window with one rectangle that changes its colour: what the platform takes for itself. Run it with
 * GSK_RENDERER=cairo; with another renderer it tells other things.
 *
 *   bench-canvas [NODES EDGES] */

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "pp-bench-model.h"
#include "pp-canvas-private.h"

#define WIDTH 1600
#define HEIGHT 1000
#define FRAMES 150
#define WARM_UP_FRAMES 12

typedef struct _Bench Bench;

typedef void (* StepFunc) (Bench *bench,
                           guint  frame);

struct _Bench
{
  GtkWidget *window;
  PpCanvas  *canvas;
  StepFunc   step;
  GArray    *samples;      /* double, ms */
  double     begin_ms;
  guint      frame;
  guint      n_frames;
  GMainLoop *loop;
  double     x_px;
  double     y_px;
};

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

static double
percentile (GArray *samples,
            double  share)
{
  g_assert (samples->len > 0);
  g_array_sort (samples, compare_doubles);

  return g_array_index (samples, double, (guint) ((samples->len - 1) * share));
}

/* The floor: a widget that draws one rectangle. */
#define BENCH_TYPE_FLOOR (bench_floor_get_type ())
G_DECLARE_FINAL_TYPE (BenchFloor, bench_floor, BENCH, FLOOR, GtkWidget)

struct _BenchFloor
{
  GtkWidget parent_instance;

  guint frame;
};

G_DEFINE_FINAL_TYPE (BenchFloor, bench_floor, GTK_TYPE_WIDGET)

static void
bench_floor_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BenchFloor *self = BENCH_FLOOR (widget);
  GdkRGBA colour = { 0.8, 0.8, (self->frame++ % 100) / 100.0, 1 };

  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
}

static void
bench_floor_class_init (BenchFloorClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bench_floor_snapshot;
}

static void
bench_floor_init (BenchFloor *self)
{
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->begin_ms = cpu_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  double ms = cpu_ms () - bench->begin_ms;

  if (bench->samples == NULL)
    return;

  if (bench->frame > WARM_UP_FRAMES)
    g_array_append_val (bench->samples, ms);
  if (bench->frame >= bench->n_frames)
    g_main_loop_quit (bench->loop);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Bench *bench = user_data;

  if (bench->step != NULL)
    bench->step (bench, bench->frame++);

  return G_SOURCE_CONTINUE;
}

static GArray *
measure (Bench    *bench,
         StepFunc  step)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (double));

  bench->frame = 0;
  bench->n_frames = FRAMES;
  bench->step = step;
  bench->samples = samples;
  g_main_loop_run (bench->loop);
  bench->step = NULL;
  bench->samples = NULL;

  return samples;
}

/* Lets what is still to be painted be painted. */
static void
settle (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
step_floor (Bench *bench,
            guint  frame)
{
  gtk_widget_queue_draw (gtk_window_get_child (GTK_WINDOW (bench->window)));
}

static void
step_pan (Bench *bench,
          guint  frame)
{
  pp_viewport_pan (_pp_canvas_get_viewport (bench->canvas), 14, 6);
}

static void
step_zoom (Bench *bench,
           guint  frame)
{
  PpViewport *viewport = _pp_canvas_get_viewport (bench->canvas);
  double factor = frame % 100 < 50 ? 1.03 : 1 / 1.03;

  pp_viewport_zoom_about (viewport, pp_viewport_get_zoom (viewport) * factor, 700, 450);
}

static void
step_drag (Bench *bench,
           guint  frame)
{
  _pp_canvas_motion (bench->canvas, bench->x_px + 150 * sin (frame / 12.0),
                     bench->y_px + 100 * sin (frame / 17.0), GDK_ALT_MASK);
}

static void
look_at (Bench  *bench,
         double  zoom)
{
  PpBox bounds = pp_scene_get_bounds (_pp_canvas_get_scene (bench->canvas));
  PpPoint centre = pp_box_centre (&bounds);

  pp_viewport_set (_pp_canvas_get_viewport (bench->canvas), centre.x - WIDTH / zoom / 2,
                   centre.y - HEIGHT / zoom / 2, zoom);
  settle (900);
}

static void
report (const char *what,
        GArray     *samples,
        double      floor)
{
  double p50 = percentile (samples, 0.5);

  g_print ("%-22s p50 %6.2f ms (%+6.2f over the floor)   p95 %6.2f ms\n", what, p50, p50 - floor,
           percentile (samples, 0.95));
}

/* The nodes nearest to the middle of the view. */
static GPtrArray *
choose_nodes (Bench *bench,
              guint  n_nodes)
{
  PpScene *scene = _pp_canvas_get_scene (bench->canvas);
  PpBox visible = pp_viewport_get_visible (_pp_canvas_get_viewport (bench->canvas));
  double share = 0.1;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  while (ids->len < n_nodes && share <= 1)
    {
      PpPoint centre = pp_box_centre (&visible);
      PpBox area = pp_box_around (centre, visible.width * share, visible.height * share);
      g_autoptr(GPtrArray) items = g_ptr_array_new ();

      g_ptr_array_set_size (ids, 0);
      pp_scene_query (scene, &area, items);
      for (guint i = 0; i < items->len && ids->len < n_nodes; i++)
        {
          const PpSceneItem *item = g_ptr_array_index (items, i);

          if (!item->is_edge)
            g_ptr_array_add (ids, (gpointer) item->id);
        }
      share += 0.05;
    }

  return g_steal_pointer (&ids);
}

static GArray *
measure_drag (Bench *bench,
              guint  n_nodes)
{
  g_autoptr(GPtrArray) ids = choose_nodes (bench, n_nodes);
  const PpSceneItem *item = pp_scene_lookup (_pp_canvas_get_scene (bench->canvas),
                                             g_ptr_array_index (ids, ids->len / 2));
  PpPoint centre = pp_viewport_to_screen (_pp_canvas_get_viewport (bench->canvas),
                                          pp_box_centre (&item->box));
  GArray *samples;

  pp_selection_set (pp_canvas_get_selection (bench->canvas), (const char * const *) ids->pdata,
                    ids->len);
  settle (300);
  bench->x_px = centre.x;
  bench->y_px = centre.y;
  /* Straight to the tool: on a node in such a diagram lies a flow that a press would hit. */
  _pp_canvas_take_tool (bench->canvas, pp_move_tool_new (bench->canvas, item->id,
                                                         pp_box_centre (&item->box)));
  samples = measure (bench, step_drag);
  _pp_canvas_cancel (bench->canvas);
  pp_selection_clear (pp_canvas_get_selection (bench->canvas));
  settle (300);

  return samples;
}

static double
measure_hits (Bench *bench)
{
  PpScene *scene = _pp_canvas_get_scene (bench->canvas);
  PpBox bounds = pp_scene_get_bounds (scene);
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 5000; i++)
    {
      PpPoint point = { bounds.x + g_rand_double (random) * bounds.width,
                        bounds.y + g_rand_double (random) * bounds.height };
      gint64 begin = g_get_monotonic_time ();
      double ms;

      for (guint j = 0; j < 10; j++)
        pp_scene_hit (scene, point, PP_CANVAS_HIT_PX);
      ms = (g_get_monotonic_time () - begin) / 10 / 1e3;
      g_array_append_val (samples, ms);
    }

  return percentile (samples, 0.95);
}

/* The whole diagram from nothing to a finished picture, without the making of the scene. */
static double
measure_first (Bench *bench)
{
  PpTileCounters counters;
  double begin;
  guint pieces;

  pp_tile_cache_invalidate (bench->canvas->tiles, NULL);
  pp_tile_cache_free (bench->canvas->tiles);
  _pp_canvas_make_tiles (bench->canvas);
  pp_canvas_zoom_to_fit (bench->canvas);
  gtk_widget_queue_draw (GTK_WIDGET (bench->canvas));
  begin = cpu_ms ();
  do
    {
      counters = _pp_canvas_get_tile_counters (bench->canvas);
      pieces = counters.pieces;
      settle (30);
      counters = _pp_canvas_get_tile_counters (bench->canvas);
    }
  while (counters.pieces != pieces || pieces == 0);

  return cpu_ms () - begin;
}

int
main (int    argc,
      char **argv)
{
  guint n_nodes = argc > 2 ? atoi (argv[1]) : 5000;
  guint n_edges = argc > 2 ? atoi (argv[2]) : 10000;
  g_autoptr(PpModel) model = NULL;
  g_autoptr(PpHistory) history = NULL;
  g_autofree char *layout_id = NULL;
  g_autoptr(GArray) floor_samples = NULL;
  g_autoptr(GArray) pan = NULL;
  g_autoptr(GArray) pan_near = NULL;
  g_autoptr(GArray) pan_far = NULL;
  g_autoptr(GArray) zoom = NULL;
  g_autoptr(GArray) drag = NULL;
  g_autoptr(GArray) drag_many = NULL;
  Bench bench = { 0 };
  GdkFrameClock *clock;
  double floor, begin, scene_ms, first_ms, hit_p95;

  adw_init ();
  model = pp_bench_model_new (n_nodes, n_edges, &layout_id);
  history = pp_history_new (model);

  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (bench.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (bench.window), g_object_new (BENCH_TYPE_FLOOR, NULL));
  gtk_window_present (GTK_WINDOW (bench.window));
  clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  gtk_widget_add_tick_callback (bench.window, tick_cb, &bench, NULL);
  settle (500);
  floor_samples = measure (&bench, step_floor);
  floor = percentile (floor_samples, 0.5);

  bench.canvas = PP_CANVAS (pp_canvas_new ());
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.canvas));
  begin = cpu_ms ();
  pp_canvas_set_view (bench.canvas, history, pp_kinds_get_default (), layout_id);
  scene_ms = cpu_ms () - begin;
  settle (1500);
  g_print ("%u nodes, %u edges; canvas of %d×%d\n", n_nodes, n_edges,
           gtk_widget_get_width (GTK_WIDGET (bench.canvas)),
           gtk_widget_get_height (GTK_WIDGET (bench.canvas)));

  first_ms = measure_first (&bench);
  hit_p95 = measure_hits (&bench);
  report ("floor", floor_samples, floor);

  look_at (&bench, 1.0);
  pan_near = measure (&bench, step_pan);
  report ("pan at 100 %", pan_near, floor);
  look_at (&bench, 0.5);
  pan = measure (&bench, step_pan);
  report ("pan at 50 %", pan, floor);
  look_at (&bench, 0.25);
  pan_far = measure (&bench, step_pan);
  report ("pan at 25 %", pan_far, floor);

  look_at (&bench, 0.4);
  zoom = measure (&bench, step_zoom);
  report ("zoom", zoom, floor);

  look_at (&bench, 1.0);
  drag = measure_drag (&bench, 1);
  report ("drag one", drag, floor);
  look_at (&bench, 0.3);
  drag_many = measure_drag (&bench, MIN (200, n_nodes));
  report ("drag 200", drag_many, floor);
  g_print ("scene %.1f ms, first picture %.1f ms, hit test p95 %.4f ms\n", scene_ms, first_ms, hit_p95);

  g_print ("{\"nodes\": %u, \"edges\": %u, \"floor\": %.2f, \"pan_p50\": %.2f, \"pan_p95\": %.2f, "
           "\"zoom_p50\": %.2f, \"zoom_p95\": %.2f, \"drag_p50\": %.2f, \"drag_p95\": %.2f, "
           "\"drag200_p50\": %.2f, \"drag200_p95\": %.2f, \"hit_p95\": %.4f, \"first_ms\": %.1f, "
           "\"scene_ms\": %.1f}\n",
           n_nodes, n_edges, floor, percentile (pan, 0.5), percentile (pan, 0.95),
           percentile (zoom, 0.5), percentile (zoom, 0.95), percentile (drag, 0.5),
           percentile (drag, 0.95), percentile (drag_many, 0.5), percentile (drag_many, 0.95),
           hit_p95, first_ms, scene_ms);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_main_loop_unref (bench.loop);

  return 0;
}
