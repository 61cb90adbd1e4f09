/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-frame-private.h"

/* The whole of the diagram is dimmed, so all of it has to be drawn after this. */
#define LESS_US 2000

static double
scale_of_tiles (PpCanvas *self)
{
  return pp_tile_cache_get_zoom (self->overlay_tiles) * pp_tile_cache_get_scale_factor (self->overlay_tiles);
}

static gboolean
has_overlay (const PpBox *area,
             gpointer     user_data)
{
  PpCanvas *self = user_data;

  return self->scene != NULL && self->overlay != NULL &&
         pp_painter_overlay_touches (self->scene, self->overlay, area, scale_of_tiles (self));
}

static void
paint_overlay_tile (cairo_t     *cr,
                    const PpBox *area,
                    double       scale,
                    gpointer     user_data)
{
  PpCanvas *self = user_data;

  pp_painter_draw_overlay (self->painter, cr, self->scene, self->overlay, area, scale);
}

/* What is drawn at full strength, and what is drawn around it, take about as long as elements of the scene do. */
static guint
count_told (const PpBox *area,
            gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *ids, *marks;
  guint n_told = 0;

  if (self->scene == NULL || self->overlay == NULL)
    return 0;
  ids = pp_overlay_get_elements (self->overlay);
  marks = pp_overlay_get_marks (self->overlay);
  for (guint i = 0; i < ids->len; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, g_ptr_array_index (ids, i));

      n_told += item != NULL && pp_box_intersects (&item->bounds, area);
    }

  return marks->len > 0 ? 2 * n_told : n_told;
}

/* Until it is known where all of its words stand, what was told before stays. */
static void
fill_overlay (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  gint64 deadline_us = frame->deadline_us - LESS_US;

  _pp_canvas_choose_level (frame, self->overlay_tiles);
  if (pp_painter_prepare_overlay (self->painter, self->scene, self->overlay, scale_of_tiles (self), deadline_us))
    _pp_canvas_fill_tiles (frame, self->overlay_tiles, deadline_us);
  else
    _pp_canvas_draw_again_soon (self);
}

/* Dims the scene, and tells what the overlay has to tell. */
void
_pp_canvas_snapshot_overlay (const PpCanvasFrame *frame)
{
  GtkWidget *widget = GTK_WIDGET (frame->canvas);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA ground = { 1, 1, 1, 1 };

  if (frame->canvas->overlay == NULL)
    return;
  gtk_style_context_lookup_color (context, "view_bg_color", &ground);
  ground.alpha = pp_painter_get_veil (frame->canvas->painter)->alpha;
  gtk_snapshot_append_color (frame->snapshot, &ground,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  fill_overlay (frame);
  _pp_canvas_place_tiles (frame, frame->canvas->overlay_tiles);
}

/* The tiles of the overlay, none of them painted. */
void
_pp_canvas_init_overlay (PpCanvas *self)
{
  self->overlay_tiles = pp_tile_cache_new (PP_CANVAS_OVERLAY_CAP, FALSE, paint_overlay_tile, has_overlay, self);
  pp_tile_cache_set_count (self->overlay_tiles, count_told);
}

void
_pp_canvas_overlay_look_changed (PpCanvas *self)
{
  pp_tile_cache_invalidate (self->overlay_tiles, NULL);
}

/**
 * pp_canvas_set_overlay:
 * @self: a canvas
 * @overlay: (nullable): what to tell on top of the diagram; must not change any more
 *
 * Dims the diagram and tells something about a part of it. The tiles of the diagram stay as they are, so
 * going from one overlay to the next costs no more than what they tell.
 */
void
pp_canvas_set_overlay (PpCanvas  *self,
                       PpOverlay *overlay)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  if (self->overlay == overlay)
    return;
  if (overlay != NULL)
    pp_overlay_ref (overlay);
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  self->overlay = overlay;
  /* What it told must not be seen again when there is another one, some day. */
  if (overlay == NULL)
    {
      g_clear_pointer (&self->overlay_tiles, pp_tile_cache_free);
      _pp_canvas_init_overlay (self);
    }
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

PpOverlay *
pp_canvas_get_overlay (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->overlay;
}
