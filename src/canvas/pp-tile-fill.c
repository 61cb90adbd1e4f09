/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How tiles get their pictures and lose them: piece by piece, nearest to the pointer first, until the time
 * budget of the frame is used up; the least recently used ones go. */

#include "pp-tile-private.h"

#include <math.h>

typedef struct
{
  PpTile *tile;
  double  distance;
} Job;

static gsize
tile_bytes (void)
{
  return (gsize) PP_TILE_SIZE_PX * PP_TILE_SIZE_PX * 4;
}

void
_pp_tile_cache_drop_picture (PpTileCache *self,
                             PpTile      *tile)
{
  g_clear_pointer (&tile->node, gsk_render_node_unref);
  if (tile->surface == NULL)
    return;

  g_clear_pointer (&tile->surface, cairo_surface_destroy);
  tile->used = (GdkRectangle) { 0 };
  self->counters.bytes -= tile_bytes ();
  self->counters.tiles--;
}

static void
ensure_surface (PpTileCache *self,
                PpTileLevel *level,
                PpTile      *tile)
{
  if (tile->surface != NULL)
    return;

  tile->surface = cairo_image_surface_create (self->opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                              PP_TILE_SIZE_PX, PP_TILE_SIZE_PX);
  cairo_surface_set_device_scale (tile->surface, level->scale_factor, level->scale_factor);
  self->counters.bytes += tile_bytes ();
  self->counters.tiles++;
}

static void
clear (cairo_t *cr)
{
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
}

static void
paint_piece (PpTileCache        *self,
             PpTileLevel        *level,
             PpTile             *tile,
             const GdkRectangle *piece)
{
  PpBox area = _pp_tile_level_get_area (level, tile, piece);
  gboolean wanted = self->query == NULL || self->query (&area, self->user_data);
  double factor = level->scale_factor;
  cairo_t *cr;

  if (!wanted && tile->surface == NULL)
    return;

  ensure_surface (self, level, tile);
  cr = cairo_create (tile->surface);
  cairo_rectangle (cr, piece->x / factor, piece->y / factor, piece->width / factor,
                   piece->height / factor);
  cairo_clip (cr);
  if (!self->opaque)
    clear (cr);
  if (wanted)
    {
      cairo_translate (cr, -tile->column * (PP_TILE_SIZE_PX / factor),
                       -tile->row * (PP_TILE_SIZE_PX / factor));
      cairo_scale (cr, level->zoom, level->zoom);
      self->paint (cr, &area, _pp_tile_level_get_scale (level), self->user_data);
      if (tile->used.width == 0)
        tile->used = *piece;
      else
        gdk_rectangle_union (&tile->used, piece, &tile->used);
      self->counters.pieces++;
    }
  cairo_destroy (cr);
}

/* A frame must not wait for a piece with hundreds of names. */
static cairo_rectangle_int_t
choose_piece (PpTileCache *self,
              PpTileLevel *level,
              PpTile      *tile)
{
  int size = PP_TILE_PIECE_PX;

  while (TRUE)
    {
      cairo_rectangle_int_t piece = _pp_tile_next_piece (tile, size);
      PpBox area = _pp_tile_level_get_area (level, tile, &piece);

      if (self->count == NULL || size <= PP_TILE_SMALLEST_PIECE_PX
          || self->count (&area, self->user_data) <= PP_TILE_PIECE_MOST)
        return piece;
      size /= 2;
    }
}

/* Paints what is dirty in a tile until the deadline; at least one piece. */
static void
refresh_tile (PpTileCache *self,
              PpTileLevel *level,
              PpTile      *tile,
              gint64       deadline)
{
  do
    {
      cairo_rectangle_int_t piece = choose_piece (self, level, tile);

      paint_piece (self, level, tile, &piece);
      cairo_region_subtract_rectangle (tile->dirty, &piece);
    }
  while (!cairo_region_is_empty (tile->dirty) && g_get_monotonic_time () < deadline);

  tile->whole = tile->whole || cairo_region_is_empty (tile->dirty);
  if (tile->whole && tile->surface != NULL)
    {
      g_clear_pointer (&tile->node, gsk_render_node_unref);
      tile->node = _pp_tile_make_node (tile, level->scale_factor);
    }
}

static void
evict (PpTileCache *self)
{
  while (self->counters.bytes > self->cap_bytes)
    {
      PpTile *oldest = NULL;

      for (guint i = 0; i < self->levels->len; i++)
        {
          PpTileLevel *level = g_ptr_array_index (self->levels, i);
          GHashTableIter iter;
          gpointer value;

          g_hash_table_iter_init (&iter, level->tiles);
          while (g_hash_table_iter_next (&iter, NULL, &value))
            {
              PpTile *tile = value;

              if (tile->surface != NULL && tile->last_used < self->clock &&
                  (oldest == NULL || tile->last_used < oldest->last_used))
                oldest = tile;
            }
        }

      if (oldest == NULL)
        return;

      _pp_tile_cache_drop_picture (self, oldest);
      oldest->whole = FALSE;
      cairo_region_union_rectangle (oldest->dirty, &(cairo_rectangle_int_t) {
                                      0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX });
      self->counters.evictions++;
    }
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const Job *left = a;
  const Job *right = b;

  return (left->distance > right->distance) - (left->distance < right->distance);
}

/* The visible tiles that want painting, those nearest to the focus first. */
static GArray *
list_jobs (PpTileCache *self,
           PpTileLevel *level,
           const PpBox *visible,
           PpPoint      focus)
{
  GArray *jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  double size = PP_TILE_SIZE_PX / _pp_tile_level_get_scale (level);
  int left, top, right, bottom;

  _pp_tile_level_get_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        PpTile *tile = _pp_tile_level_ensure (level, column, row);
        Job job = { tile, hypot ((column + 0.5) * size - focus.x, (row + 0.5) * size - focus.y) };

        tile->last_used = self->clock;
        if (!cairo_region_is_empty (tile->dirty))
          g_array_append_val (jobs, job);
      }
  g_array_sort (jobs, compare_jobs);

  return jobs;
}

/**
 * pp_tile_cache_fill:
 * @self: a cache
 * @visible: what is in view
 * @focus: paint what is nearest to this first
 * @budget_us: stop after this many microseconds
 *
 * Paints what is missing or damaged in the tiles of the current level that are in view.
 *
 * Returns: whether nothing is left to do
 */
gboolean
pp_tile_cache_fill (PpTileCache *self,
                    const PpBox *visible,
                    PpPoint      focus,
                    gint64       budget_us)
{
  gint64 deadline = g_get_monotonic_time () + budget_us;
  PpTileLevel *level = _pp_tile_cache_get_level (self);
  g_autoptr(GArray) jobs = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (level != NULL, TRUE);

  self->clock++;
  level->last_used = self->clock;
  jobs = list_jobs (self, level, visible, focus);
  for (guint i = 0; i < jobs->len; i++)
    {
      PpTile *tile = g_array_index (jobs, Job, i).tile;

      if (i == 0 || g_get_monotonic_time () < deadline)
        refresh_tile (self, level, tile, deadline);
      done = done && cairo_region_is_empty (tile->dirty);
    }
  evict (self);

  return done;
}
