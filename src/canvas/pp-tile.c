/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One tile, where it is, and what of it must be painted anew. */

#include "pp-tile-private.h"

#include <math.h>

#define MAX_DAMAGE_RECTANGLES 12

static gpointer
tile_key (int column,
          int row)
{
  return GSIZE_TO_POINTER (((gsize) (guint32) column << 32) | (guint32) row);
}

double
_pp_tile_level_get_scale (PpTileLevel *level)
{
  return level->zoom * level->scale_factor;
}

static void
tile_free (gpointer data)
{
  PpTile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  g_clear_pointer (&tile->surface, cairo_surface_destroy);
  g_clear_pointer (&tile->dirty, cairo_region_destroy);
  g_free (tile);
}

void
_pp_tile_level_free (gpointer data)
{
  PpTileLevel *level = data;

  g_hash_table_unref (level->tiles);
  g_free (level);
}

PpTileLevel *
_pp_tile_level_new (double zoom,
                    int    scale_factor)
{
  PpTileLevel *level = g_new0 (PpTileLevel, 1);

  level->zoom = zoom;
  level->scale_factor = scale_factor;
  level->tiles = g_hash_table_new_full (NULL, NULL, NULL, tile_free);

  return level;
}

PpTile *
_pp_tile_level_find (PpTileLevel *level,
                     int          column,
                     int          row)
{
  return g_hash_table_lookup (level->tiles, tile_key (column, row));
}

PpTile *
_pp_tile_level_ensure (PpTileLevel *level,
                       int          column,
                       int          row)
{
  const cairo_rectangle_int_t all = { 0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX };
  PpTile *tile = _pp_tile_level_find (level, column, row);

  if (tile == NULL)
    {
      tile = g_new0 (PpTile, 1);
      tile->column = column;
      tile->row = row;
      tile->dirty = cairo_region_create_rectangle (&all);
      g_hash_table_insert (level->tiles, tile_key (column, row), tile);
    }

  return tile;
}

/* The part of the drawing that a rectangle of a tile shows. */
PpBox
_pp_tile_level_get_area (PpTileLevel                 *level,
                         PpTile                      *tile,
                         const cairo_rectangle_int_t *part)
{
  double scale = _pp_tile_level_get_scale (level);

  return (PpBox) {
    ((double) tile->column * PP_TILE_SIZE_PX + part->x) / scale,
    ((double) tile->row * PP_TILE_SIZE_PX + part->y) / scale,
    part->width / scale,
    part->height / scale,
  };
}

/* Padding and no antialiasing, so that tiles that are shown scaled meet without a seam; bilinear, because
 * cairo's "good" filter is slow when it makes smaller. */
void
_pp_tile_put (cairo_t *cr,
              PpTile  *tile,
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

GskRenderNode *
_pp_tile_make_node (PpTile *tile,
                    int     scale_factor)
{
  const float factor = scale_factor;
  const GdkRectangle *used = &tile->used;
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (used->x / factor, used->y / factor,
                                                                 used->width / factor,
                                                                 used->height / factor));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  _pp_tile_put (cr, tile, scale_factor);
  cairo_destroy (cr);

  return node;
}

/* The first dirty rectangle, cut to one cell of the grid of pieces. */
cairo_rectangle_int_t
_pp_tile_next_piece (PpTile *tile,
                     int     size_px)
{
  cairo_rectangle_int_t rectangle, piece;
  int column, row;

  cairo_region_get_rectangle (tile->dirty, 0, &rectangle);
  column = rectangle.x / size_px;
  row = rectangle.y / size_px;
  piece = (cairo_rectangle_int_t) { column * size_px, row * size_px, size_px, size_px };

  /* All damage in the cell at once: pieces that overlap it are not worth being told apart. */
  {
    cairo_region_t *cell = cairo_region_create_rectangle (&piece);

    cairo_region_intersect (cell, tile->dirty);
    cairo_region_get_extents (cell, &piece);
    cairo_region_destroy (cell);
  }

  return piece;
}

void
_pp_tile_level_get_range (PpTileLevel *level,
                          const PpBox *box,
                          int         *left,
                          int         *top,
                          int         *right,
                          int         *bottom)
{
  double size = PP_TILE_SIZE_PX / _pp_tile_level_get_scale (level);

  *left = floor (box->x / size);
  *top = floor (box->y / size);
  *right = ceil ((box->x + box->width) / size);
  *bottom = ceil ((box->y + box->height) / size);
}

void
_pp_tile_level_damage (PpTileLevel *level,
                       PpTile      *tile,
                       const PpBox *box)
{
  const cairo_rectangle_int_t all = { 0, 0, PP_TILE_SIZE_PX, PP_TILE_SIZE_PX };
  double scale = _pp_tile_level_get_scale (level);
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
