/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is lifted out of the scene's tiles while a gesture moves it. Of much that moves, what moves as a
 * whole is in tiles of its own, which are shifted; flows that stretch, and all of what is little, are drawn
 * anew for each frame, on a sheet above the tiles. */

#include "pp-canvas-frame-private.h"

#include <math.h>

#include "pp-face.h"

/* Lines reach this far from their path, and heads from its ends, in units where these are larger. */
#define LINE_MARGIN_PX 3.0
#define LINE_MARGIN 2.0
#define HEAD_MARGIN_PX 14.0
#define HEAD_MARGIN 20.0
/* A long piece of a line has a large box and touches little of it. */
#define PIECE_PX 16.0
/* So many flows on the move are drawn as from afar, without their labels. */
#define MANY_DIRECT 100
#define FAR_SCALE 0.19

/* The tiles of what is lifted show it where it stood when it was taken up. */
static gboolean
has_lifted (const PpBox *area,
            gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  PpBox near = pp_box_inflate (area, PP_CANVAS_CHROME_MARGIN_PX / pp_tile_cache_get_zoom (self->lifted_tiles));

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);
      PpBox bounds = { item->bounds.x - self->lift_dx, item->bounds.y - self->lift_dy,
                       item->bounds.width, item->bounds.height };

      if (item->rigid && pp_box_intersects (&bounds, &near))
        return TRUE;
    }

  return FALSE;
}

static void
paint_lifted_tile (cairo_t     *cr,
                   const PpBox *area,
                   double       scale,
                   gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  PpBox near = pp_box_inflate (area, PP_CANVAS_CHROME_MARGIN_PX / pp_tile_cache_get_zoom (self->lifted_tiles));
  PpBox moved = { near.x + self->lift_dx, near.y + self->lift_dy, near.width, near.height };

  cairo_translate (cr, -self->lift_dx, -self->lift_dy);
  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (!item->rigid || !pp_box_intersects (&item->bounds, &moved))
        continue;

      pp_painter_draw_item (self->painter, cr, item, scale);
      if (pp_selection_contains (self->selection, item->id))
        pp_painter_draw_selection (self->painter, cr, item, FALSE, scale);
    }
}

/* The frame in which the tiles of what moves as a whole stand where they have been shifted to. */
static PpCanvasFrame
shifted_frame (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  PpCanvasFrame shifted = *frame;

  shifted.visible.x -= self->lift_dx;
  shifted.visible.y -= self->lift_dy;
  shifted.origin_x_px -= round (self->lift_dx * _pp_canvas_frame_scale (frame)) / frame->scale_factor;
  shifted.origin_y_px -= round (self->lift_dy * _pp_canvas_frame_scale (frame)) / frame->scale_factor;

  return shifted;
}

static gboolean
is_drawn_directly (PpCanvas          *self,
                   const PpSceneItem *item)
{
  return !self->lifting_many || !item->rigid;
}

/* The lifted items that are not in tiles, as far as they are seen. */
static GPtrArray *
list_drawn_directly (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (is_drawn_directly (self, item) && pp_box_intersects (&item->bounds, &frame->visible))
        g_ptr_array_add (items, (gpointer) item);
    }

  return items;
}

typedef struct {
  const PpCanvasFrame *frame;
  PpSheet             *sheet;
  gboolean             from_afar;
} Announcement;

static void
announce_box (const Announcement *self,
              const PpBox        *box,
              double              margin_px,
              double              margin_units)
{
  const PpCanvasFrame *frame = self->frame;
  double scale = _pp_canvas_frame_scale (frame), factor = frame->scale_factor;
  double margin = MAX (margin_px * factor, margin_units * scale);
  double left = box->x * scale - frame->origin_x_px * factor;
  double top = box->y * scale - frame->origin_y_px * factor;

  pp_sheet_announce (self->sheet, left - margin, top - margin, left + box->width * scale + margin,
                     top + box->height * scale + margin);
}

static void
announce_piece (const Announcement *self,
                PpPoint             a,
                PpPoint             b)
{
  const PpBox *visible = &self->frame->visible;
  double scale = _pp_canvas_frame_scale (self->frame);
  double length = MAX (fabs (b.x - a.x), fabs (b.y - a.y)) * scale;
  /* No more than a line across the view can have, and some of what is beyond it. */
  int most = 4 * ceil ((visible->width + visible->height) * scale / PIECE_PX);
  int n_parts = CLAMP (ceil (length / PIECE_PX), 1, most);

  for (int i = 0; i < n_parts; i++)
    {
      PpPoint ends[2] = { pp_point_between (a, b, (double) i / n_parts),
                          pp_point_between (a, b, (i + 1.0) / n_parts) };
      PpBox box = pp_box_of_points (ends, 2);

      announce_box (self, &box, LINE_MARGIN_PX, LINE_MARGIN);
    }
}

static void
announce_heads_and_label (const Announcement *self,
                          const PpSceneItem  *item)
{
  PpBox label = pp_box_around (item->label_centre, item->label_box.width * PP_FACE_LABEL_GROWTH,
                               item->label_box.height * PP_FACE_LABEL_GROWTH);
  PpBox badge = pp_face_badge_extents (item);
  PpBox ends[2] = { pp_box_of_points (&item->path[0], 1), pp_box_of_points (&item->path[item->n_path - 1], 1) };

  announce_box (self, &ends[0], HEAD_MARGIN_PX, HEAD_MARGIN);
  announce_box (self, &ends[1], HEAD_MARGIN_PX, HEAD_MARGIN);
  if (!pp_box_is_empty (&item->label_box))
    announce_box (self, &label, LINE_MARGIN_PX, LINE_MARGIN);
  if (!pp_box_is_empty (&badge))
    announce_box (self, &badge, LINE_MARGIN_PX, LINE_MARGIN);
}

static void
announce_item (const Announcement *self,
               const PpSceneItem  *item)
{
  if (!item->is_edge)
    {
      announce_box (self, &item->bounds, LINE_MARGIN_PX, LINE_MARGIN);
      return;
    }
  for (guint i = 1; i < item->n_path; i++)
    announce_piece (self, item->path[i - 1], item->path[i]);
  if (!self->from_afar && item->n_path > 0)
    announce_heads_and_label (self, item);
}

/* The last frame's sheet may yet be shown once more: hence two in turn. */
static PpSheet *
take_sheet (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  PpSheet **sheet = &self->sheets[self->n_sheets++ % G_N_ELEMENTS (self->sheets)];

  if (*sheet == NULL)
    *sheet = pp_sheet_new ();
  pp_sheet_clear (*sheet, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1) * frame->scale_factor,
                  MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1) * frame->scale_factor);

  return *sheet;
}

static PpSheet *
draw_sheet (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  g_autoptr(GPtrArray) items = list_drawn_directly (frame);
  double scale = _pp_canvas_frame_scale (frame), factor = frame->scale_factor;
  Announcement announcement = { frame, take_sheet (frame), items->len >= MANY_DIRECT };
  cairo_surface_t *surface = pp_sheet_get_surface (announcement.sheet);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < items->len; i++)
    announce_item (&announcement, g_ptr_array_index (items, i));
  cairo_translate (cr, -frame->origin_x_px * factor, -frame->origin_y_px * factor);
  cairo_scale (cr, scale, scale);
  pp_painter_draw_items (self->painter, cr, items,
                         announcement.from_afar ? MIN (scale, FAR_SCALE) : scale);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return announcement.sheet;
}

/* Keeps what is shown now, to show it for as long as the tiles lack what was dropped. */
static void
append_and_keep (const PpCanvasFrame *frame,
                 GtkSnapshot         *snapshot)
{
  PpCanvas *self = frame->canvas;
  g_autoptr(GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);

  if (node != NULL)
    gtk_snapshot_append_node (frame->snapshot, node);

  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  self->lifted_node = g_steal_pointer (&node);
  self->lifted_x_px = frame->origin_x_px;
  self->lifted_y_px = frame->origin_y_px;
  self->lifted_zoom = frame->zoom;
}

/* Shows what is lifted, above the scene. */
void
_pp_canvas_snapshot_lifted (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  PpCanvasFrame own = *frame, shifted;

  own.snapshot = gtk_snapshot_new ();
  shifted = shifted_frame (&own);
  if (self->lifting_many)
    {
      _pp_canvas_fill_tiles (&shifted, self->lifted_tiles, g_get_monotonic_time () + PP_CANVAS_FRAME_BUDGET_US);
      _pp_canvas_place_tiles (&shifted, self->lifted_tiles);
    }
  _pp_canvas_append_sheet (&own, draw_sheet (&own));
  append_and_keep (frame, own.snapshot);
}

/* Where what moves as a whole is seen. */
static GArray *
list_rigid_boxes (const PpCanvasFrame *frame)
{
  GPtrArray *lifted = pp_scene_get_lifted (frame->canvas->scene);
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (PpBox));

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);
      PpBox box = pp_box_inflate (&item->bounds, PP_CANVAS_CHROME_MARGIN_PX / frame->zoom);

      if (item->rigid && pp_box_intersects (&box, &frame->visible))
        g_array_append_val (boxes, box);
    }

  return boxes;
}

/* Shows the scene and much that is lifted from it. */
void
_pp_canvas_snapshot_merged (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  g_autoptr(GArray) boxes = list_rigid_boxes (frame);
  PpCanvasFrame own = *frame, shifted;

  own.snapshot = gtk_snapshot_new ();
  shifted = shifted_frame (&own);
  _pp_canvas_fill_tiles (&shifted, self->lifted_tiles, g_get_monotonic_time () + PP_CANVAS_FRAME_BUDGET_US);
  _pp_canvas_append_merged (&own, &shifted, self->lifted_tiles, boxes, draw_sheet (&own));
  append_and_keep (frame, own.snapshot);
}

void
_pp_canvas_snapshot_settling (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;

  if (self->lifted_node == NULL || self->lifted_zoom != frame->zoom)
    return;

  gtk_snapshot_save (frame->snapshot);
  gtk_snapshot_translate (frame->snapshot,
                          &GRAPHENE_POINT_INIT (self->lifted_x_px - frame->origin_x_px,
                                                self->lifted_y_px - frame->origin_y_px));
  gtk_snapshot_append_node (frame->snapshot, self->lifted_node);
  gtk_snapshot_restore (frame->snapshot);
}

/* The tiles have all that was lifted. */
void
_pp_canvas_forget_lifted (PpCanvas *self)
{
  self->settling = FALSE;
  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->sheets); i++)
    g_clear_pointer (&self->sheets[i], pp_sheet_free);
}

/* The tiles of what moves as a whole, none of them painted. */
void
_pp_canvas_init_lifted (PpCanvas *self)
{
  self->lifted_tiles = pp_tile_cache_new (PP_CANVAS_OVERLAY_CAP, FALSE, paint_lifted_tile, has_lifted, self);
}
