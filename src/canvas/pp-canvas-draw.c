/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the back to the front: the tiles of the scene; what is lifted out of them; what is said about
 * the scene (selection, focus, hover, what the tool draws). Each part is a render node of its own with
 * tight bounds, so that a frame repaints no more than what moved. */

#include "pp-canvas-frame-private.h"

#include <math.h>

#define ZOOMING_BUDGET_US 3000
/* The first picture after something is lifted may take a little longer: better than one that shows a thing
 * twice. */
#define LIFTING_BUDGET_US 60000
/* While the view is panned what will come into it is painted before, a little with each frame. */
#define AHEAD_BUDGET_US 1000
/* A level of tiles is shown scaled in this range while the zoom changes. */
#define SMALLEST_SCALED 0.5
#define LARGEST_SCALED 2.0
#define EDITOR_RADIUS_PX 6

static void
paint_scene_tile (cairo_t     *cr,
                  const PpBox *area,
                  double       scale,
                  gpointer     user_data)
{
  PpCanvas *self = user_data;

  pp_painter_draw_ground (self->painter, cr);
  if (self->show_grid)
    pp_painter_draw_grid (self->painter, cr, area, 2 * PP_GRID_STEP, scale);
  if (self->scene != NULL)
    pp_painter_draw_scene (self->painter, cr, self->scene, area, scale);
}

/* Names take longest, and there are few of flows where there are many elements. */
static guint
count_nodes (const PpBox *area,
             gpointer     user_data)
{
  PpCanvas *self = user_data;
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  guint n_nodes = 0;

  if (self->scene == NULL)
    return 0;
  pp_scene_query (self->scene, area, items);
  for (guint i = 0; i < items->len; i++)
    n_nodes += !((const PpSceneItem *) g_ptr_array_index (items, i))->is_edge;

  return n_nodes;
}

static gboolean
fill_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  PP_CANVAS (widget)->fill_tick = 0;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_REMOVE;
}

void
_pp_canvas_draw_again_soon (PpCanvas *self)
{
  if (self->fill_tick == 0)
    self->fill_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_tick_cb, NULL, NULL);
}

/* A new level is begun when the zoom has come to rest, or when the old one would look too coarse. */
void
_pp_canvas_choose_level (const PpCanvasFrame *frame,
                         PpTileCache         *tiles)
{
  double factor = frame->zoom / pp_tile_cache_get_zoom (tiles);

  if (pp_tile_cache_get_zoom (tiles) == 0 || !frame->canvas->zooming ||
      factor < SMALLEST_SCALED || factor > LARGEST_SCALED ||
      pp_tile_cache_get_scale_factor (tiles) != frame->scale_factor)
    pp_tile_cache_set_level (tiles, frame->zoom, frame->scale_factor);
}

static PpPoint
focus_point (PpCanvas *self)
{
  if (self->pointer_inside)
    return pp_viewport_to_layout (self->viewport, self->pointer_x_px, self->pointer_y_px);

  return pp_viewport_to_layout (self->viewport, pp_viewport_get_width_px (self->viewport) / 2,
                                pp_viewport_get_height_px (self->viewport) / 2);
}

/* A picture may also be wanted between two frames. */
static gint64
find_deadline (PpCanvas *self)
{
  GPtrArray *lifted = self->scene != NULL ? pp_scene_get_lifted (self->scene) : NULL;
  gint64 now = g_get_monotonic_time ();

  if (lifted != NULL && lifted->len > 0 && self->lifted_node == NULL)
    return now + LIFTING_BUDGET_US;
  return (self->frame_began_us != 0 ? self->frame_began_us : now)
         + (self->zooming ? ZOOMING_BUDGET_US : PP_CANVAS_FRAME_BUDGET_US);
}

gboolean
_pp_canvas_fill_tiles (const PpCanvasFrame *frame,
                       PpTileCache         *tiles,
                       gint64               deadline_us)
{
  PpCanvas *self = frame->canvas;
  gint64 budget_us = MAX (deadline_us - g_get_monotonic_time (), 0);
  gboolean whole;

  _pp_canvas_choose_level (frame, tiles);
  whole = pp_tile_cache_fill (tiles, &frame->visible, focus_point (self), budget_us);
  if (!whole || pp_tile_cache_get_zoom (tiles) != frame->zoom)
    _pp_canvas_draw_again_soon (self);

  return whole;
}

void
_pp_canvas_place_tiles (const PpCanvasFrame *frame,
                        PpTileCache         *tiles)
{
  pp_tile_cache_snapshot (tiles, frame->snapshot, &frame->visible, frame->origin_x_px,
                          frame->origin_y_px, frame->zoom);
}

static void
draw_tool (const PpCanvasFrame *frame,
           cairo_t             *cr,
           gpointer             data)
{
  pp_tool_draw (data, cr, _pp_canvas_frame_scale (frame));
}

static void
snapshot_tool (const PpCanvasFrame *frame)
{
  PpTool *tool = frame->canvas->tool;
  PpBox box;

  if (tool == NULL)
    return;

  box = pp_tool_get_extents (tool);
  if (!pp_box_is_empty (&box))
    _pp_canvas_append_picture (frame, &box, PP_CANVAS_CHROME_MARGIN_PX, draw_tool, tool);
}

static void
snapshot_ground (const PpCanvasFrame *frame)
{
  GtkWidget *widget = GTK_WIDGET (frame->canvas);
  cairo_t *cr = gtk_snapshot_append_cairo (frame->snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                gtk_widget_get_height (widget)));

  pp_painter_draw_ground (frame->canvas->painter, cr);
  cairo_destroy (cr);
}

/* To the next tile where the view has moved, but not where it has jumped. */
static double
reach_ahead (double by_px)
{
  if (by_px == 0 || fabs (by_px) >= PP_TILE_SIZE_PX)
    return 0;

  return by_px > 0 ? PP_TILE_SIZE_PX : -PP_TILE_SIZE_PX;
}

/* Tiles that come into view together would all have to be painted in the same few frames. */
static void
fill_ahead (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  double scale = _pp_canvas_frame_scale (frame);
  double x = reach_ahead (frame->origin_x_px - self->shown_x_px) / scale;
  double y = reach_ahead (frame->origin_y_px - self->shown_y_px) / scale;
  PpBox ahead = { frame->visible.x + x, frame->visible.y + y, frame->visible.width, frame->visible.height };

  ahead = pp_box_union (&frame->visible, &ahead);
  if ((x != 0 || y != 0) && frame->zoom == self->shown_zoom &&
      pp_tile_cache_get_zoom (self->tiles) == frame->zoom)
    pp_tile_cache_fill (self->tiles, &ahead, focus_point (self), AHEAD_BUDGET_US);

  self->shown_x_px = frame->origin_x_px;
  self->shown_y_px = frame->origin_y_px;
  self->shown_zoom = frame->zoom;
}

/* What moves lies above the tiles; where much moves, both are shown together. */
static void
snapshot_tiles_and_lifted (const PpCanvasFrame *frame,
                           gboolean             whole)
{
  PpCanvas *self = frame->canvas;

  if (self->lifting_many && self->overlay == NULL && whole &&
      pp_tile_cache_get_zoom (self->tiles) == frame->zoom)
    {
      _pp_canvas_snapshot_merged (frame);
      return;
    }

  _pp_canvas_place_tiles (frame, self->tiles);
  _pp_canvas_snapshot_overlay (frame);
  _pp_canvas_snapshot_lifted (frame);
}

static void
snapshot_settled (const PpCanvasFrame *frame,
                  gboolean             whole)
{
  PpCanvas *self = frame->canvas;

  _pp_canvas_place_tiles (frame, self->tiles);
  _pp_canvas_snapshot_overlay (frame);
  if (whole)
    _pp_canvas_forget_lifted (self);
  else if (self->settling)
    _pp_canvas_snapshot_settling (frame);
}

static void
snapshot_scene (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  gboolean whole = _pp_canvas_fill_tiles (frame, self->tiles, frame->deadline_us);

  self->painted = whole;
  if (whole)
    fill_ahead (frame);
  if (lifted != NULL && lifted->len > 0)
    snapshot_tiles_and_lifted (frame, whole);
  else
    snapshot_settled (frame, whole);

  _pp_canvas_snapshot_selection (frame);
  _pp_canvas_snapshot_hover_and_focus (frame);
  snapshot_tool (frame);
}

/* Entries are translucent in some themes; this one has a drawing behind it. */
static void
snapshot_editor (PpCanvas    *self,
                 GtkSnapshot *snapshot)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  graphene_rect_t bounds;
  GskRoundedRect outline;
  GdkRGBA colour;

  if (gtk_widget_compute_bounds (self->editor, GTK_WIDGET (self), &bounds) &&
      gtk_style_context_lookup_color (context, "view_bg_color", &colour))
    {
      gsk_rounded_rect_init_from_rect (&outline, &bounds, EDITOR_RADIUS_PX);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &colour, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_widget_snapshot_child (GTK_WIDGET (self), self->editor, snapshot);
}

void
_pp_canvas_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  PpCanvas *self = PP_CANVAS (widget);
  double factor = gtk_widget_get_scale_factor (widget);
  double zoom = pp_viewport_get_zoom (self->viewport);
  PpCanvasFrame frame = {
    .canvas = self,
    .snapshot = snapshot,
    .visible = pp_viewport_get_visible (self->viewport),
    .origin_x_px = pp_viewport_get_x (self->viewport) * zoom,
    .origin_y_px = pp_viewport_get_y (self->viewport) * zoom,
    .zoom = zoom,
    .deadline_us = find_deadline (self),
    .scale_factor = factor,
  };

  /* Whole device pixels, so that tiles are copied and not resampled. */
  if (!self->zooming)
    {
      frame.origin_x_px = round (frame.origin_x_px * factor) / factor;
      frame.origin_y_px = round (frame.origin_y_px * factor) / factor;
    }

  if (self->scene != NULL)
    snapshot_scene (&frame);
  else
    snapshot_ground (&frame);

  if (self->editor != NULL)
    snapshot_editor (self, snapshot);
}

/* What other windows have done in the same turn of the main loop counts. */
static void
before_paint_cb (PpCanvas *self)
{
  GSource *source = g_main_current_source ();

  self->frame_began_us = source != NULL ? g_source_get_time (source) : g_get_monotonic_time ();
}

static void
after_paint_cb (PpCanvas *self)
{
  self->frame_began_us = 0;
}

void
_pp_canvas_watch_frames (PpCanvas *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

void
_pp_canvas_unwatch_frames (PpCanvas *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  g_signal_handlers_disconnect_by_func (clock, before_paint_cb, self);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  self->frame_began_us = 0;
}

/* The tiles of the scene, none of them painted. */
void
_pp_canvas_make_tiles (PpCanvas *self)
{
  self->tiles = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint_scene_tile, NULL, self);
  pp_tile_cache_set_count (self->tiles, count_nodes);
}

void
_pp_canvas_init_drawing (PpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->painter = pp_painter_new ();
  _pp_canvas_make_tiles (self);
  _pp_canvas_init_lifted (self);
  _pp_canvas_init_selection (self);
  _pp_canvas_init_overlay (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (_pp_canvas_update_appearance), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast",
                           G_CALLBACK (_pp_canvas_update_appearance), self, G_CONNECT_SWAPPED);
  _pp_canvas_update_appearance (self);
}

/**
 * pp_canvas_is_painted:
 * @self: a canvas
 *
 * Returns: whether the last frame showed all that is in view as it is; a large diagram takes several
 */
gboolean
pp_canvas_is_painted (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), FALSE);

  return self->painted;
}

/* Of the scene's tiles, for tests and the benchmark. */
PpTileCounters
_pp_canvas_get_tile_counters (PpCanvas *self)
{
  return pp_tile_cache_get_counters (self->tiles);
}
