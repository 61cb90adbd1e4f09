/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-tile-cache.h"

G_BEGIN_DECLS

/* A square of the drawing. */
typedef struct
{
  int              column;
  int              row;
  cairo_surface_t *surface;   /* NULL where nothing is painted */
  GskRenderNode   *node;      /* NULL as long as the tile has not been whole once */
  cairo_region_t  *dirty;     /* in pixels of the tile */
  GdkRectangle     used;      /* around all that was painted, in pixels of the tile */
  gboolean         whole;
  guint64          last_used;
} PpTile;

/* The tiles of one zoom and scale factor. */
typedef struct
{
  double      zoom;
  int         scale_factor;
  guint64     last_used;
  GHashTable *tiles;          /* column and row in one → PpTile */
} PpTileLevel;

struct _PpTileCache
{
  gsize            cap_bytes;
  gboolean         opaque;
  PpTilePaintFunc  paint;
  PpTileQueryFunc  query;
  PpTileCountFunc  count;     /* (nullable) */
  gpointer         user_data;

  GPtrArray       *levels;    /* the current one is the last */
  guint64          clock;
  PpTileCounters   counters;
};

/* pp-tile.c */
PpTileLevel *         _pp_tile_level_new          (double                       zoom,
                                                   int                          scale_factor);
void                  _pp_tile_level_free         (gpointer                     data);
double                _pp_tile_level_get_scale    (PpTileLevel                 *level);
void                  _pp_tile_level_get_range    (PpTileLevel                 *level,
                                                   const PpBox                 *box,
                                                   int                         *left,
                                                   int                         *top,
                                                   int                         *right,
                                                   int                         *bottom);
PpBox                 _pp_tile_level_get_area     (PpTileLevel                 *level,
                                                   PpTile                      *tile,
                                                   const cairo_rectangle_int_t *part);
PpTile *              _pp_tile_level_find         (PpTileLevel                 *level,
                                                   int                          column,
                                                   int                          row);
PpTile *              _pp_tile_level_ensure       (PpTileLevel                 *level,
                                                   int                          column,
                                                   int                          row);
void                  _pp_tile_level_damage       (PpTileLevel                 *level,
                                                   PpTile                      *tile,
                                                   const PpBox                 *box);
cairo_rectangle_int_t _pp_tile_next_piece         (PpTile                      *tile,
                                                   int                          size_px);
void                  _pp_tile_put                (cairo_t                     *cr,
                                                   PpTile                      *tile,
                                                   int                          scale_factor);
GskRenderNode *       _pp_tile_make_node          (PpTile                      *tile,
                                                   int                          scale_factor);

/* pp-tile-fill.c */
void                  _pp_tile_cache_drop_picture (PpTileCache                 *self,
                                                   PpTile                      *tile);

/* pp-tile-cache.c */
PpTileLevel *         _pp_tile_cache_get_level    (PpTileCache                 *self);

G_END_DECLS
