/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-viewport.h"

G_BEGIN_DECLS

#define PP_TILE_SIZE_PX 512
#define PP_TILE_PIECE_PX 256
/* Pieces with more things in them than this are cut, down to this size. */
#define PP_TILE_PIECE_MOST 40
#define PP_TILE_SMALLEST_PIECE_PX 32
#define PP_TILE_CACHE_DEFAULT_CAP (64 * 1024 * 1024)

/* Paints @area of the drawing; @cr is in layout units and clipped to it, @scale is device pixels for
 * one unit. */
typedef void     (* PpTilePaintFunc) (cairo_t     *cr,
                                      const PpBox *area,
                                      double       scale,
                                      gpointer     user_data);
/* Whether there is anything to paint in @area: tiles without are not made. */
typedef gboolean (* PpTileQueryFunc) (const PpBox *area,
                                      gpointer     user_data);

/* How many things are to be painted in @area: what is crowded is painted in smaller pieces. */
typedef guint    (* PpTileCountFunc) (const PpBox *area,
                                      gpointer     user_data);

/* What the cache has done so far, for tests and the benchmark. */
typedef struct {
  guint tiles;        /* held now */
  gsize bytes;        /* held now */
  guint pieces;       /* painted so far */
  guint evictions;    /* so far */
} PpTileCounters;

typedef struct _PpTileCache PpTileCache;

PpTileCache *pp_tile_cache_new        (gsize            cap_bytes,
                                       gboolean         opaque,
                                       PpTilePaintFunc  paint,
                                       PpTileQueryFunc  query,
                                       gpointer         user_data);
void         pp_tile_cache_free       (PpTileCache     *self);
void         pp_tile_cache_set_count  (PpTileCache     *self,
                                       PpTileCountFunc  count);
void         pp_tile_cache_set_level  (PpTileCache     *self,
                                       double           zoom,
                                       int              scale_factor);
double       pp_tile_cache_get_zoom   (PpTileCache     *self);
int          pp_tile_cache_get_scale_factor (PpTileCache *self);
void         pp_tile_cache_invalidate (PpTileCache     *self,
                                       const PpBox     *box);
gboolean     pp_tile_cache_fill       (PpTileCache     *self,
                                       const PpBox     *visible,
                                       PpPoint          focus,
                                       gint64           budget_us);
void         pp_tile_cache_snapshot   (PpTileCache     *self,
                                       GtkSnapshot     *snapshot,
                                       const PpBox     *visible,
                                       double           origin_x_px,
                                       double           origin_y_px,
                                       double           zoom);
void         pp_tile_cache_paint      (PpTileCache     *self,
                                       cairo_t         *cr,
                                       const PpBox     *visible,
                                       double           origin_x_px,
                                       double           origin_y_px);
PpTileCounters pp_tile_cache_get_counters (PpTileCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTileCache, pp_tile_cache_free)

G_END_DECLS
