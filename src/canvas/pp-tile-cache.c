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

#include "pp-tile-cache.h"

#include <math.h>

#define MAX_LEVELS 4
#define MAX_DAMAGE_RECTANGLES 12

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
} Tile;

typedef struct
{
  double      zoom;
  int         scale_factor;
  guint64     last_used;
  GHashTable *tiles;          /* gint64 key inside Tile's value → Tile */
} Level;

struct _PpTileCache
{
  gsize            cap_bytes;
  gboolean         opaque;
  PpTilePaintFunc  paint;
  PpTileQueryFunc  query;
  gpointer         user_data;

  GPtrArray       *levels;    /* the current one is the last */
  guint64          clock;
  PpTileCounters   counters;
};

typedef struct
{
  Tile   *tile;
  double  distance;
} Job;

static gpointer
tile_key (int column,
          int row)
{
  return GSIZE_TO_POINTER (((gsize) (guint32) column << 32) | (guint32) row);
}

static gsize
tile_bytes (void)
{
  return (gsize) PP_TILE_SIZE_PX * PP_TILE_SIZE_PX * 4;
}

static double
level_scale (Level *level)
{
  return level->zoom * level->scale_factor;
}

static Level *
current_level (PpTileCache *self)
{
  return self->levels->len > 0 ? g_ptr_array_index (self->levels, self->levels->len - 1) : NULL;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  g_clear_pointer (&tile->surface, cairo_surface_destroy);
  g_clear_pointer (&tile->dirty, cairo_region_destroy);
  g_free (tile);
}

static void
level_free (gpointer data)
{
  Level *level = data;

  g_hash_table_unref (level->tiles);
  g_free (level);
}

static Level *
level_new (double zoom,
           int    scale_factor)
{
  Level *level = g_new0 (Level, 1);

  level->zoom = zoom;
  level->scale_factor = scale_factor;
  level->tiles = g_hash_table_new_full (NULL, NULL, NULL, tile_free);

  return level;
}

static Tile *
ensure_tile (Level *level,
             int    column,
             int    row)
{
  const cairo_rectangle_int_t all = { 0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX };
  Tile *tile = g_hash_table_lookup (level->tiles, tile_key (column, row));

  if (tile == NULL)
    {
      tile = g_new0 (Tile, 1);
      tile->column = column;
      tile->row = row;
      tile->dirty = cairo_region_create_rectangle (&all);
      g_hash_table_insert (level->tiles, tile_key (column, row), tile);
    }

  return tile;
}

/* The part of the drawing that a rectangle of a tile shows. */
static PpBox
tile_area (Level                       *level,
           Tile                        *tile,
           const cairo_rectangle_int_t *part)
{
  double scale = level_scale (level);

  return (PpBox) {
    ((double) tile->column * PP_TILE_SIZE_PX + part->x) / scale,
    ((double) tile->row * PP_TILE_SIZE_PX + part->y) / scale,
    part->width / scale,
    part->height / scale,
  };
}

/* Padding and no antialiasing, so that tiles that are shown scaled meet without a seam; bilinear, because
 * cairo's "good" filter is slow when it makes smaller. */
static void
put_picture (cairo_t *cr,
             Tile    *tile,
             int      scale_factor)
{
  const double factor = scale_factor;
  const GdkRectangle *used = &tile->used;

  cairo_set_source_surface (cr, tile->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_rectangle (cr, used->x / factor, used->y / factor, used->width / factor, used->height / factor);
  cairo_fill (cr);
}

static GskRenderNode *
make_node (Tile *tile,
           int   scale_factor)
{
  const float factor = scale_factor;
  const GdkRectangle *used = &tile->used;
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (used->x / factor, used->y / factor,
                                                                 used->width / factor,
                                                                 used->height / factor));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  put_picture (cr, tile, scale_factor);
  cairo_destroy (cr);

  return node;
}

static void
drop_surface (PpTileCache *self,
              Tile        *tile)
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
                Level       *level,
                Tile        *tile)
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
             Level              *level,
             Tile               *tile,
             const GdkRectangle *piece)
{
  PpBox area = tile_area (level, tile, piece);
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
      self->paint (cr, &area, level_scale (level), self->user_data);
      if (tile->used.width == 0)
        tile->used = *piece;
      else
        gdk_rectangle_union (&tile->used, piece, &tile->used);
      self->counters.pieces++;
    }
  cairo_destroy (cr);
}

/* The first dirty rectangle, cut to one cell of the grid of pieces. */
static cairo_rectangle_int_t
next_piece (Tile *tile)
{
  cairo_rectangle_int_t rectangle, piece;
  int column, row;

  cairo_region_get_rectangle (tile->dirty, 0, &rectangle);
  column = rectangle.x / PP_TILE_PIECE_PX;
  row = rectangle.y / PP_TILE_PIECE_PX;
  piece = (cairo_rectangle_int_t) { column * PP_TILE_PIECE_PX, row * PP_TILE_PIECE_PX,
                                    PP_TILE_PIECE_PX, PP_TILE_PIECE_PX };

  /* All damage in the cell at once: pieces that overlap it are not worth being told apart. */
  {
    cairo_region_t *cell = cairo_region_create_rectangle (&piece);

    cairo_region_intersect (cell, tile->dirty);
    cairo_region_get_extents (cell, &piece);
    cairo_region_destroy (cell);
  }

  return piece;
}

/* Paints what is dirty in a tile until the deadline; at least one piece. */
static void
refresh_tile (PpTileCache *self,
              Level       *level,
              Tile        *tile,
              gint64       deadline)
{
  do
    {
      cairo_rectangle_int_t piece = next_piece (tile);

      paint_piece (self, level, tile, &piece);
      cairo_region_subtract_rectangle (tile->dirty, &piece);
    }
  while (!cairo_region_is_empty (tile->dirty) && g_get_monotonic_time () < deadline);

  tile->whole = tile->whole || cairo_region_is_empty (tile->dirty);
  if (tile->whole && tile->surface != NULL)
    {
      g_clear_pointer (&tile->node, gsk_render_node_unref);
      tile->node = make_node (tile, level->scale_factor);
    }
}

static void
evict (PpTileCache *self)
{
  while (self->counters.bytes > self->cap_bytes)
    {
      Tile *oldest = NULL;

      for (guint i = 0; i < self->levels->len; i++)
        {
          Level *level = g_ptr_array_index (self->levels, i);
          GHashTableIter iter;
          gpointer value;

          g_hash_table_iter_init (&iter, level->tiles);
          while (g_hash_table_iter_next (&iter, NULL, &value))
            {
              Tile *tile = value;

              if (tile->surface != NULL && tile->last_used < self->clock &&
                  (oldest == NULL || tile->last_used < oldest->last_used))
                oldest = tile;
            }
        }

      if (oldest == NULL)
        return;

      drop_surface (self, oldest);
      oldest->whole = FALSE;
      cairo_region_union_rectangle (oldest->dirty, &(cairo_rectangle_int_t) {
                                      0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX });
      self->counters.evictions++;
    }
}

static void
drop_level (PpTileCache *self,
            guint        position)
{
  Level *level = g_ptr_array_index (self->levels, position);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, level->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    drop_surface (self, value);
  g_ptr_array_remove_index (self->levels, position);
}

static void
tile_range (Level       *level,
            const PpBox *box,
            int         *left,
            int         *top,
            int         *right,
            int         *bottom)
{
  double size = PP_TILE_SIZE_PX / level_scale (level);

  *left = floor (box->x / size);
  *top = floor (box->y / size);
  *right = ceil ((box->x + box->width) / size);
  *bottom = ceil ((box->y + box->height) / size);
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
           Level       *level,
           const PpBox *visible,
           PpPoint      focus)
{
  GArray *jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  double size = PP_TILE_SIZE_PX / level_scale (level);
  int left, top, right, bottom;

  tile_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        Tile *tile = ensure_tile (level, column, row);
        Job job = { tile, hypot ((column + 0.5) * size - focus.x, (row + 0.5) * size - focus.y) };

        tile->last_used = self->clock;
        if (!cairo_region_is_empty (tile->dirty))
          g_array_append_val (jobs, job);
      }
  g_array_sort (jobs, compare_jobs);

  return jobs;
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
  self->levels = g_ptr_array_new_with_free_func (level_free);

  return self;
}

void
pp_tile_cache_free (PpTileCache *self)
{
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_free (self);
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
  Level *level = NULL;

  g_return_if_fail (zoom > 0 && scale_factor > 0);

  for (guint i = 0; i < self->levels->len; i++)
    {
      Level *candidate = g_ptr_array_index (self->levels, i);

      if (candidate->zoom == zoom && candidate->scale_factor == scale_factor)
        level = g_ptr_array_steal_index (self->levels, i);
    }

  if (level == NULL)
    {
      level = level_new (zoom, scale_factor);
      if (self->levels->len >= MAX_LEVELS)
        drop_level (self, 0);
    }

  g_ptr_array_add (self->levels, level);
}

/* 0 as long as no level was chosen. */
double
pp_tile_cache_get_zoom (PpTileCache *self)
{
  Level *level = current_level (self);

  return level != NULL ? level->zoom : 0;
}

int
pp_tile_cache_get_scale_factor (PpTileCache *self)
{
  Level *level = current_level (self);

  return level != NULL ? level->scale_factor : 0;
}

static void
damage_tile (Level       *level,
             Tile        *tile,
             const PpBox *box)
{
  const cairo_rectangle_int_t all = { 0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX };
  double scale = level_scale (level);
  double left = box->x * scale - (double) tile->column * PP_TILE_SIZE_PX;
  double top = box->y * scale - (double) tile->row * PP_TILE_SIZE_PX;
  cairo_rectangle_int_t damage;
  double right, bottom;

  /* One pixel more on each side, for what antialiasing spreads. */
  right = MIN (ceil (left + box->width * scale) + 1, PP_TILE_SIZE_PX);
  bottom = MIN (ceil (top + box->height * scale) + 1, PP_TILE_SIZE_PX);
  left = MAX (floor (left) - 1, 0);
  top = MAX (floor (top) - 1, 0);
  if (left >= right || top >= bottom)
    return;

  damage = (cairo_rectangle_int_t) { left, top, right - left, bottom - top };
  cairo_region_union_rectangle (tile->dirty, &damage);
  if (cairo_region_num_rectangles (tile->dirty) > MAX_DAMAGE_RECTANGLES)
    {
      cairo_region_get_extents (tile->dirty, &damage);
      cairo_region_union_rectangle (tile->dirty, &damage);
    }
  cairo_region_intersect_rectangle (tile->dirty, &all);
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
      Level *level = g_ptr_array_index (self->levels, i);
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, level->tiles);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          Tile *tile = value;

          if (box != NULL)
            damage_tile (level, tile, box);
          else
            cairo_region_union_rectangle (tile->dirty, &all);
        }
    }
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
  Level *level = current_level (self);
  g_autoptr(GArray) jobs = NULL;
  gboolean done = TRUE;

  g_return_val_if_fail (level != NULL, TRUE);

  self->clock++;
  level->last_used = self->clock;
  jobs = list_jobs (self, level, visible, focus);
  for (guint i = 0; i < jobs->len; i++)
    {
      Tile *tile = g_array_index (jobs, Job, i).tile;

      if (i == 0 || g_get_monotonic_time () < deadline)
        refresh_tile (self, level, tile, deadline);
      done = done && cairo_region_is_empty (tile->dirty);
    }
  evict (self);

  return done;
}

static gboolean
is_covered (Level       *level,
            const PpBox *visible)
{
  int left, top, right, bottom;

  tile_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        Tile *tile = g_hash_table_lookup (level->tiles, tile_key (column, row));

        if (tile == NULL || !tile->whole)
          return FALSE;
      }

  return TRUE;
}

static void
snapshot_level (PpTileCache *self,
                Level       *level,
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

  tile_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        Tile *tile = g_hash_table_lookup (level->tiles, tile_key (column, row));

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
  Level *level = current_level (self);

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
  Level *level = current_level (self);
  double size;
  int left, top, right, bottom;

  g_return_if_fail (level != NULL);

  size = (double) PP_TILE_SIZE_PX / level->scale_factor;
  tile_range (level, visible, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        Tile *tile = g_hash_table_lookup (level->tiles, tile_key (column, row));

        if (tile == NULL || tile->node == NULL)
          continue;

        tile->last_used = self->clock;
        cairo_save (cr);
        cairo_translate (cr, column * size - origin_x_px, row * size - origin_y_px);
        put_picture (cr, tile, level->scale_factor);
        cairo_restore (cr);
      }
}

PpTileCounters
pp_tile_cache_get_counters (PpTileCache *self)
{
  return self->counters;
}
