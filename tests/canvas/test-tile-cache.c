/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-tile-cache.h"

#define LONG_US (60 * G_USEC_PER_SEC)

static const PpBox view = { 0, 0, 1000, 700 };   /* two by two tiles at zoom 1 */
static const PpPoint corner = { 0, 0 };

typedef struct
{
  guint pieces;
  PpBox first;
  double scale;
  PpBox content;
} Log;

static void
paint (cairo_t     *cr,
       const PpBox *area,
       double       scale,
       gpointer     user_data)
{
  Log *log = user_data;

  if (log->pieces++ == 0)
    log->first = *area;
  log->scale = scale;
  cairo_set_source_rgb (cr, 0, 0, 1);
  cairo_paint (cr);
}

static gboolean
query (const PpBox *area,
       gpointer     user_data)
{
  Log *log = user_data;

  return pp_box_intersects (area, &log->content);
}

static void
test_fill (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint, NULL, &log);

  g_assert_cmpfloat (pp_tile_cache_get_zoom (cache), ==, 0);
  pp_tile_cache_set_level (cache, 1, 1);
  g_assert_true (pp_tile_cache_fill (cache, &view, corner, LONG_US));
  g_assert_cmpuint (log.pieces, ==, 16);
  g_assert_cmpuint (pp_tile_cache_get_counters (cache).tiles, ==, 4);
  g_assert_cmpuint (pp_tile_cache_get_counters (cache).bytes, ==, 4 * 1024 * 1024);

  /* Nothing is painted twice. */
  g_assert_true (pp_tile_cache_fill (cache, &view, corner, LONG_US));
  g_assert_cmpuint (log.pieces, ==, 16);

  /* Twice the pixels for a unit: four times the tiles. */
  pp_tile_cache_set_level (cache, 1, 2);
  g_assert_true (pp_tile_cache_fill (cache, &view, corner, LONG_US));
  g_assert_cmpfloat (log.scale, ==, 2);
  g_assert_cmpuint (pp_tile_cache_get_counters (cache).tiles, ==, 4 + 12);
}

static void
test_budget_and_focus (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint, NULL, &log);

  /* However small the budget, each frame gets on; and it begins where the pointer is. */
  pp_tile_cache_set_level (cache, 1, 1);
  g_assert_false (pp_tile_cache_fill (cache, &view, (PpPoint) { 900, 600 }, 0));
  g_assert_cmpuint (log.pieces, ==, 1);
  g_assert_cmpfloat (log.first.x, ==, 512);
  g_assert_cmpfloat (log.first.y, ==, 512);
  for (guint i = 0; i < 14; i++)
    g_assert_false (pp_tile_cache_fill (cache, &view, (PpPoint) { 900, 600 }, 0));
  g_assert_true (pp_tile_cache_fill (cache, &view, (PpPoint) { 900, 600 }, 0));
}

/* One thing in every hundred pixels. */
static guint
count_some (const PpBox *area,
            gpointer     user_data)
{
  return area->width * area->height / 100;
}

static guint
count_too_many (const PpBox *area,
                gpointer     user_data)
{
  return G_MAXUINT;
}

/* What is crowded is painted in pieces that a frame has time for, but not in ever smaller ones. */
static void
test_crowd (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint, NULL, &log);
  PpBox tile = { 0, 0, 500, 500 };
  guint n_pieces = 0;

  pp_tile_cache_set_count (cache, count_some);
  pp_tile_cache_set_level (cache, 1, 1);
  while (!pp_tile_cache_fill (cache, &tile, corner, 0))
    {
      g_assert_cmpuint (log.pieces, ==, ++n_pieces);
      g_assert_cmpuint (count_some (&log.first, NULL), <=, PP_TILE_PIECE_MOST);
      g_assert_cmpfloat (log.first.width, ==, 64);
    }
  g_assert_cmpuint (log.pieces, ==, 64);

  log.pieces = 0;
  pp_tile_cache_set_count (cache, count_too_many);
  pp_tile_cache_invalidate (cache, NULL);
  g_assert_true (pp_tile_cache_fill (cache, &tile, corner, LONG_US));
  g_assert_cmpfloat (log.first.width, ==, PP_TILE_SMALLEST_PIECE_PX);
  g_assert_cmpuint (log.pieces, ==, 256);
}

static void
test_damage (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint, NULL, &log);
  PpBox small = { 20, 20, 10, 10 };
  PpBox across = { 500, 100, 24, 10 };
  PpBox elsewhere = { 5000, 5000, 10, 10 };

  pp_tile_cache_set_level (cache, 1, 1);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);

  log.pieces = 0;
  pp_tile_cache_invalidate (cache, &small);
  g_assert_true (pp_tile_cache_fill (cache, &view, corner, LONG_US));
  g_assert_cmpuint (log.pieces, ==, 1);
  g_assert_cmpfloat (log.first.width, ==, 12);

  log.pieces = 0;
  pp_tile_cache_invalidate (cache, &across);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);
  g_assert_cmpuint (log.pieces, ==, 2);

  log.pieces = 0;
  pp_tile_cache_invalidate (cache, &elsewhere);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);
  g_assert_cmpuint (log.pieces, ==, 0);

  pp_tile_cache_invalidate (cache, NULL);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);
  g_assert_cmpuint (log.pieces, ==, 16);
}

static void
test_levels (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint, NULL, &log);

  pp_tile_cache_set_level (cache, 1, 1);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);
  pp_tile_cache_set_level (cache, 0.5, 1);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);

  /* A level that was left a moment ago is still there. */
  log.pieces = 0;
  pp_tile_cache_set_level (cache, 1, 1);
  pp_tile_cache_fill (cache, &view, corner, LONG_US);
  g_assert_cmpuint (log.pieces, ==, 0);
  g_assert_cmpfloat (pp_tile_cache_get_zoom (cache), ==, 1);
}

static void
test_cap (void)
{
  Log log = { 0 };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (6 * 1024 * 1024, TRUE, paint, NULL, &log);

  pp_tile_cache_set_level (cache, 1, 1);
  for (int i = 0; i < 20; i++)
    {
      PpBox moved = { i * 1024.0, 0, 1000, 700 };

      g_assert_true (pp_tile_cache_fill (cache, &moved, corner, LONG_US));
      g_assert_cmpuint (pp_tile_cache_get_counters (cache).bytes, <=, 6 * 1024 * 1024);
    }
  g_assert_cmpuint (pp_tile_cache_get_counters (cache).evictions, ==, 20 * 4 - 6);

  /* What is in view is never dropped, even if it is more than the cap. */
  {
    PpBox large = { 0, 0, 2000, 2000 };

    g_assert_true (pp_tile_cache_fill (cache, &large, corner, LONG_US));
    g_assert_cmpuint (pp_tile_cache_get_counters (cache).tiles, ==, 16);
  }
}

static void
test_empty_tiles (void)
{
  Log log = { .content = { 600, 20, 10, 10 } };
  g_autoptr(PpTileCache) cache = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, FALSE, paint, query, &log);

  pp_tile_cache_set_level (cache, 1, 1);
  g_assert_true (pp_tile_cache_fill (cache, &view, corner, LONG_US));
  g_assert_cmpuint (pp_tile_cache_get_counters (cache).tiles, ==, 1);
  g_assert_cmpuint (log.pieces, <=, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/canvas/tile-cache/fill", test_fill);
  g_test_add_func ("/canvas/tile-cache/budget-and-focus", test_budget_and_focus);
  g_test_add_func ("/canvas/tile-cache/crowd", test_crowd);
  g_test_add_func ("/canvas/tile-cache/damage", test_damage);
  g_test_add_func ("/canvas/tile-cache/levels", test_levels);
  g_test_add_func ("/canvas/tile-cache/cap", test_cap);
  g_test_add_func ("/canvas/tile-cache/empty-tiles", test_empty_tiles);

  return g_test_run ();
}
