/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A drawing of any size as square pictures of 512 device pixels, painted when they are first seen.
 *
 * Stroking with cairo costs 20 to 70 microseconds a line, so what is seen of a large diagram cannot be
 * drawn anew for each frame. A tile is painted once into an image surface and kept as a GskCairoNode;
 * panning then only places nodes, and since the nodes stay the same objects GSK finds no damage in them
 * while something moves above. (A GdkMemoryTexture would be converted on each frame by GTK 4.8.)
 *
 * Painting goes by pieces of 256 pixels, nearest to the pointer first, until the time budget of the
 * frame is used up. Damage is kept for each tile as a region: a changed tile is shown as it was until
 * the damaged pieces, and only these, have been painted anew. Tiles belong to a level, which is a zoom
 * and a scale factor; while a new level fills, the one before it is shown scaled. The least recently
 * used tiles go when the cache holds more than its cap, but never those that are in view. */

#include "pp-tile-private.h"

#define MAX_LEVELS 4

/* The one that is filled and shown; NULL as long as none was chosen. */
PpTileLevel *
_pp_tile_cache_get_level (PpTileCache *self)
{
  return self->levels->len > 0 ? g_ptr_array_index (self->levels, self->levels->len - 1) : NULL;
}

static void
drop_level (PpTileCache *self,
            guint        position)
{
  PpTileLevel *level = g_ptr_array_index (self->levels, position);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, level->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    _pp_tile_cache_drop_picture (self, value);
  g_ptr_array_remove_index (self->levels, position);
}

/**
 * pp_tile_cache_new:
 * @cap_bytes: how much the pictures may take
 * @opaque: whether @paint covers everything
 * @paint: paints a part of the drawing
 * @query: (nullable): tells whether there is anything to paint
 * @user_data: for both
 *
 * Creates a cache that holds nothing.
 *
 * Returns: (transfer full): the cache
 */
PpTileCache *
pp_tile_cache_new (gsize           cap_bytes,
                   gboolean        opaque,
                   PpTilePaintFunc paint,
                   PpTileQueryFunc query,
                   gpointer        user_data)
{
  PpTileCache *self = g_new0 (PpTileCache, 1);

  self->cap_bytes = cap_bytes;
  self->opaque = opaque;
  self->paint = paint;
  self->query = query;
  self->user_data = user_data;
  self->levels = g_ptr_array_new_with_free_func (_pp_tile_level_free);

  return self;
}

void
pp_tile_cache_free (PpTileCache *self)
{
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_free (self);
}

/**
 * pp_tile_cache_set_count:
 * @self: a cache
 * @count: (nullable): tells how much there is to paint
 *
 * Lets crowded places be painted in smaller pieces, so that the time that one takes is bounded.
 */
void
pp_tile_cache_set_count (PpTileCache     *self,
                         PpTileCountFunc  count)
{
  self->count = count;
}

/**
 * pp_tile_cache_set_level:
 * @self: a cache
 * @zoom: widget pixels for one layout unit
 * @scale_factor: device pixels for one widget pixel
 *
 * Chooses the level that is filled and shown from now on. The others stay for a while, to be shown
 * scaled or to be chosen again.
 */
void
pp_tile_cache_set_level (PpTileCache *self,
                         double       zoom,
                         int          scale_factor)
{
  PpTileLevel *level = NULL;

  g_return_if_fail (zoom > 0 && scale_factor > 0);

  for (guint i = 0; i < self->levels->len; i++)
    {
      PpTileLevel *candidate = g_ptr_array_index (self->levels, i);

      if (candidate->zoom == zoom && candidate->scale_factor == scale_factor)
        level = g_ptr_array_steal_index (self->levels, i);
    }

  if (level == NULL)
    {
      level = _pp_tile_level_new (zoom, scale_factor);
      if (self->levels->len >= MAX_LEVELS)
        drop_level (self, 0);
    }

  g_ptr_array_add (self->levels, level);
}

/* 0 as long as no level was chosen. */
double
pp_tile_cache_get_zoom (PpTileCache *self)
{
  PpTileLevel *level = _pp_tile_cache_get_level (self);

  return level != NULL ? level->zoom : 0;
}

int
pp_tile_cache_get_scale_factor (PpTileCache *self)
{
  PpTileLevel *level = _pp_tile_cache_get_level (self);

  return level != NULL ? level->scale_factor : 0;
}

/**
 * pp_tile_cache_invalidate:
 * @self: a cache
 * @box: (nullable): what has changed, in layout units; %NULL for everything
 *
 * Marks what must be painted anew; it is shown as it was until then.
 */
void
pp_tile_cache_invalidate (PpTileCache *self,
                          const PpBox *box)
{
  const cairo_rectangle_int_t all = { 0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX };

  for (guint i = 0; i < self->levels->len; i++)
    {
      PpTileLevel *level = g_ptr_array_index (self->levels, i);
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, level->tiles);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          PpTile *tile = value;

          if (box != NULL)
            _pp_tile_level_damage (level, tile, box);
          else
            cairo_region_union_rectangle (tile->dirty, &all);
        }
    }
}

static gboolean
is_covered (PpTileLevel *level,
            const PpBox *visible)
{
  int left, top, right, bottom;

  _pp_tile_level_get_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        PpTile *tile = _pp_tile_level_find (level, column, row);

        if (tile == NULL || !tile->whole)
          return FALSE;
      }

  return TRUE;
}

static void
snapshot_level (PpTileCache *self,
                PpTileLevel *level,
                GtkSnapshot *snapshot,
                const PpBox *visible,
                double       origin_x_px,
                double       origin_y_px,
                double       zoom)
{
  double factor = zoom / level->zoom;
  double size = (double) PP_TILE_SIZE_PX / level->scale_factor;
  int left, top, right, bottom;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-origin_x_px, -origin_y_px));
  if (factor != 1.0)
    gtk_snapshot_scale (snapshot, factor, factor);

  _pp_tile_level_get_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        PpTile *tile = _pp_tile_level_find (level, column, row);

        if (tile == NULL || tile->node == NULL)
          continue;

        tile->last_used = self->clock;
        gtk_snapshot_save (snapshot);
        gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (column * size, row * size));
        gtk_snapshot_append_node (snapshot, tile->node);
        gtk_snapshot_restore (snapshot);
      }
  gtk_snapshot_restore (snapshot);
}

/**
 * pp_tile_cache_snapshot:
 * @self: a cache
 * @snapshot: where to put the tiles
 * @visible: what is in view, in layout units
 * @origin_x_px: widget pixels from the drawing's origin to the left edge of the view
 * @origin_y_px: widget pixels from the drawing's origin to the upper edge of the view
 * @zoom: widget pixels for one layout unit
 *
 * Places the tiles that there are. Where the current level is not whole yet the level before it shines
 * through, scaled.
 */
void
pp_tile_cache_snapshot (PpTileCache *self,
                        GtkSnapshot *snapshot,
                        const PpBox *visible,
                        double       origin_x_px,
                        double       origin_y_px,
                        double       zoom)
{
  PpTileLevel *level = _pp_tile_cache_get_level (self);

  g_return_if_fail (level != NULL);

  if (!is_covered (level, visible) && self->levels->len > 1)
    snapshot_level (self, g_ptr_array_index (self->levels, self->levels->len - 2), snapshot, visible,
                    origin_x_px, origin_y_px, zoom);
  snapshot_level (self, level, snapshot, visible, origin_x_px, origin_y_px, zoom);
}

/**
 * pp_tile_cache_paint:
 * @self: a cache
 * @cr: in widget pixels of the view
 * @visible: what is wanted, in layout units
 * @origin_x_px: widget pixels from the drawing's origin to the left edge of the view
 * @origin_y_px: widget pixels from the drawing's origin to the upper edge of the view
 *
 * Like pp_tile_cache_snapshot(), of the current level alone and at its zoom, into a picture or a
 * recording.
 */
void
pp_tile_cache_paint (PpTileCache *self,
                     cairo_t     *cr,
                     const PpBox *visible,
                     double       origin_x_px,
                     double       origin_y_px)
{
  PpTileLevel *level = _pp_tile_cache_get_level (self);
  double size;
  int left, top, right, bottom;

  g_return_if_fail (level != NULL);

  size = (double) PP_TILE_SIZE_PX / level->scale_factor;
  _pp_tile_level_get_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        PpTile *tile = _pp_tile_level_find (level, column, row);

        if (tile == NULL || tile->node == NULL)
          continue;

        tile->last_used = self->clock;
        cairo_save (cr);
        cairo_translate (cr, column * size - origin_x_px, row * size - origin_y_px);
        _pp_tile_put (cr, tile, level->scale_factor);
        cairo_restore (cr);
      }
}

PpTileCounters
pp_tile_cache_get_counters (PpTileCache *self)
{
  return self->counters;
}
