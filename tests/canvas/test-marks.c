/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of many elements is kept in tiles. It looks as if it had been drawn at once, wherever the
 * tiles and their pieces end. */

#include "pp-canvas-test.h"

#define WIDTH 1100
#define HEIGHT 700

static cairo_surface_t *
new_picture (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

/* In the order of the scene. */
static GPtrArray *
select_all (Fixture *fixture)
{
  PpScene *scene = _pp_canvas_get_scene (fixture->canvas);
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    {
      const PpSceneItem *item = pp_scene_get_item (scene, i);

      pp_selection_add (pp_canvas_get_selection (fixture->canvas), item->id);
      g_ptr_array_add (items, (gpointer) item);
    }
  return items;
}

static cairo_surface_t *
draw_tiles (Fixture     *fixture,
            PpTileCache *tiles)
{
  const PpBox all = { 0, 0, WIDTH, HEIGHT };
  cairo_surface_t *surface = new_picture ();
  cairo_t *cr = cairo_create (surface);

  pp_tile_cache_set_level (tiles, 1, 1);
  g_assert_true (pp_tile_cache_fill (tiles, &all, (PpPoint) { 0, 0 }, G_USEC_PER_SEC * 60));
  pp_tile_cache_paint (tiles, cr, &all, 0, 0);
  cairo_destroy (cr);
  return surface;
}

static void
assert_same_picture (cairo_surface_t *found,
                     cairo_surface_t *expected)
{
  const guchar *one, *other;
  int stride = cairo_image_surface_get_stride (found);

  cairo_surface_flush (found);
  cairo_surface_flush (expected);
  one = cairo_image_surface_get_data (found);
  other = cairo_image_surface_get_data (expected);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH * 4; x++)
      if (ABS (one[y * stride + x] - other[y * stride + x]) > 8)
        g_error ("The pictures differ at %d, %d", x / 4, y);
}

/* Outlines reach beyond what they are about: that of the bank into a tile in which nothing stands. */
static void
test_outlines (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) items = select_all (fixture);
  cairo_surface_t *found = draw_tiles (fixture, fixture->canvas->selection_tiles), *expected = new_picture ();
  cairo_t *cr = cairo_create (expected);

  for (guint i = 0; i < items->len; i++)
    pp_painter_draw_selection (_pp_canvas_get_painter (fixture->canvas), cr, g_ptr_array_index (items, i), FALSE, 1);
  cairo_destroy (cr);
  assert_same_picture (found, expected);
  cairo_surface_destroy (found);
  cairo_surface_destroy (expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/canvas/marks/outlines", Fixture, NULL, fixture_set_up, test_outlines, fixture_tear_down);

  return g_test_run ();
}
