/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the back to the front: the tiles of the scene; what is lifted out of them; what is said about
 * the scene (selection, focus, hover, what the tool draws). Each part is a render node of its own with
 * tight bounds, so that a frame repaints no more than what moved. */

#include "pp-canvas-private.h"

#include <math.h>

/* The first picture after the view appears or something is lifted may take a little longer: better than
 * a picture that builds up, or that shows a thing twice. */
#define FRAME_BUDGET_US 7000
#define ZOOMING_BUDGET_US 3000
#define FIRST_BUDGET_US 60000
/* A level of tiles is shown scaled in this range while the zoom changes. */
#define SMALLEST_SCALED 0.5
#define LARGEST_SCALED 2.0
/* From this many selected items on their outlines are kept in tiles. */
#define MANY_SELECTED 12
/* What handles and halos need around an item. */
#define CHROME_MARGIN_PX 28.0
/* What is lifted is drawn in cells of this size; lines and arrows reach this far from their path. */
#define CELL_PX 128
#define MANY_DIRECT 40
#define FAR_SCALE 0.19
#define LINE_MARGIN_PX 12.0
#define EDITOR_RADIUS_PX 6
#define FOCUS_RING_PX 20.0
#define OVERLAY_CAP (48 * 1024 * 1024)
/* How much is left of what an overlay does not speak of. */
#define DIMMED 0.3

/* What one frame needs to know. */
typedef struct
{
  PpCanvas    *canvas;
  GtkSnapshot *snapshot;
  PpBox        visible;
  double       origin_x_px;
  double       origin_y_px;
  double       zoom;
  int          scale_factor;
} Frame;

static double
frame_scale (const Frame *frame)
{
  return frame->zoom * frame->scale_factor;
}

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

/* The tiles of what is lifted show it where it stood when it was taken up. */
static gboolean
has_lifted (const PpBox *area,
            gpointer     user_data)
{
  PpCanvas *self = user_data;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);

  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);
      PpBox bounds = { item->bounds.x - self->lift_dx, item->bounds.y - self->lift_dy,
                       item->bounds.width, item->bounds.height };

      if (item->rigid && pp_box_intersects (&bounds, area))
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
  PpBox moved = { area->x + self->lift_dx, area->y + self->lift_dy, area->width, area->height };

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

static const PpSceneItem *
selected_item (PpCanvas *self,
               guint     position)
{
  const char *id = pp_selection_get_id (self->selection, position);

  return pp_scene_lookup (self->scene, id);
}

static gboolean
has_selected (const PpBox *area,
              gpointer     user_data)
{
  PpCanvas *self = user_data;

  for (guint i = 0; i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item = selected_item (self, i);

      if (item != NULL && pp_box_intersects (&item->bounds, area))
        return TRUE;
    }

  return FALSE;
}

static void
paint_selection_tile (cairo_t     *cr,
                      const PpBox *area,
                      double       scale,
                      gpointer     user_data)
{
  PpCanvas *self = user_data;
  PpBox near = pp_box_inflate (area, CHROME_MARGIN_PX / scale);

  for (guint i = 0; i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item = selected_item (self, i);

      if (item != NULL && pp_box_intersects (&item->bounds, &near))
        pp_painter_draw_selection (self->painter, cr, item, FALSE, scale);
    }
}

static gboolean
has_overlay (const PpBox *area,
             gpointer     user_data)
{
  PpCanvas *self = user_data;
  double scale = pp_tile_cache_get_zoom (self->overlay_tiles) *
                 pp_tile_cache_get_scale_factor (self->overlay_tiles);

  return self->scene != NULL && self->overlay != NULL &&
         pp_painter_overlay_touches (self->scene, self->overlay, area, scale);
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

static gboolean
fill_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  PP_CANVAS (widget)->fill_tick = 0;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_REMOVE;
}

static void
draw_again_soon (PpCanvas *self)
{
  if (self->fill_tick == 0)
    self->fill_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_tick_cb, NULL, NULL);
}

/* A new level is begun when the zoom has come to rest, or when the old one would look too coarse. */
static void
choose_level (PpCanvas    *self,
              PpTileCache *tiles,
              const Frame *frame)
{
  double factor = frame->zoom / pp_tile_cache_get_zoom (tiles);

  if (pp_tile_cache_get_zoom (tiles) == 0 || !self->zooming ||
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

static gint64
frame_budget (PpCanvas *self)
{
  gboolean first = pp_tile_cache_get_zoom (self->tiles) == 0;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);

  if (first || (lifted != NULL && lifted->len > 0 && self->lifted_node == NULL))
    return FIRST_BUDGET_US;

  return self->zooming ? ZOOMING_BUDGET_US : FRAME_BUDGET_US;
}

/* Returns whether the tiles show everything as it is. */
static gboolean
snapshot_tiles (const Frame *frame,
                PpTileCache *tiles,
                gint64       budget)
{
  PpCanvas *self = frame->canvas;
  gboolean whole;

  choose_level (self, tiles, frame);
  whole = pp_tile_cache_fill (tiles, &frame->visible, focus_point (self), budget);
  pp_tile_cache_snapshot (tiles, frame->snapshot, &frame->visible, frame->origin_x_px,
                          frame->origin_y_px, frame->zoom);
  if (!whole || pp_tile_cache_get_zoom (tiles) != frame->zoom)
    draw_again_soon (self);

  return whole;
}

/* What moves as a whole, as tiles that are shifted. */
static void
snapshot_lifted_tiles (const Frame *frame)
{
  PpCanvas *self = frame->canvas;
  Frame shifted = *frame;

  shifted.visible.x -= self->lift_dx;
  shifted.visible.y -= self->lift_dy;
  shifted.origin_x_px -= round (self->lift_dx * frame_scale (frame)) / frame->scale_factor;
  shifted.origin_y_px -= round (self->lift_dy * frame_scale (frame)) / frame->scale_factor;
  snapshot_tiles (&shifted, self->lifted_tiles, FRAME_BUDGET_US);
}

static gboolean
is_drawn_directly (PpCanvas          *self,
                   const PpSceneItem *item)
{
  return !self->lifting_many || !item->rigid;
}

/* The part of a box that is seen, in whole device pixels from the view's corner. */
static gboolean
device_box (const Frame           *frame,
            const PpBox           *box,
            double                 margin_px,
            cairo_rectangle_int_t *out)
{
  double factor = frame->scale_factor;
  double left = (box->x * frame->zoom - frame->origin_x_px - margin_px) * factor;
  double top = (box->y * frame->zoom - frame->origin_y_px - margin_px) * factor;
  double right = left + (box->width * frame->zoom + 2 * margin_px) * factor;
  double bottom = top + (box->height * frame->zoom + 2 * margin_px) * factor;

  left = MAX (floor (left), 0);
  top = MAX (floor (top), 0);
  right = MIN (ceil (right), gtk_widget_get_width (GTK_WIDGET (frame->canvas)) * factor);
  bottom = MIN (ceil (bottom), gtk_widget_get_height (GTK_WIDGET (frame->canvas)) * factor);
  *out = (cairo_rectangle_int_t) { left, top, right - left, bottom - top };

  return left < right && top < bottom;
}

typedef void (* DrawFunc) (const Frame *frame,
                           cairo_t     *cr,
                           gpointer     data);

/* Draws into a picture and appends it: on a picture the painter is much faster than on a recording.
 * @area is in device pixels from the view's corner. */
static void
append_area (const Frame                 *frame,
             const cairo_rectangle_int_t *area,
             DrawFunc                     draw,
             gpointer                     data)
{
  g_autoptr(GskRenderNode) node = NULL;
  double factor = frame->scale_factor;
  cairo_surface_t *surface;
  cairo_t *cr;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, area->width, area->height);
  cr = cairo_create (surface);
  cairo_translate (cr, -frame->origin_x_px * factor - area->x,
                   -frame->origin_y_px * factor - area->y);
  cairo_scale (cr, frame_scale (frame), frame_scale (frame));
  draw (frame, cr, data);
  cairo_destroy (cr);

  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (area->x / factor, area->y / factor,
                                                  area->width / factor, area->height / factor));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_surface_set_device_scale (surface, factor, factor);
  cairo_set_source_surface (cr, surface, area->x / factor, area->y / factor);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  gtk_snapshot_append_node (frame->snapshot, node);
}

static void
append_picture (const Frame *frame,
                const PpBox *box,
                double       margin_px,
                DrawFunc     draw,
                gpointer     data)
{
  cairo_rectangle_int_t area;

  if (device_box (frame, box, margin_px, &area))
    append_area (frame, &area, draw, data);
}

/* Whether an item paints something in a box. A long flow has a large box and touches little of it. */
static gboolean
touches (const PpSceneItem *item,
         const PpBox       *box)
{
  if (!pp_box_intersects (&item->bounds, box))
    return FALSE;
  if (!item->is_edge || item->form == PP_CURVE_BEZIER || item->form == PP_CURVE_SMOOTH)
    return TRUE;
  if (pp_box_intersects (&item->label_box, box))
    return TRUE;

  for (guint i = 0; i + 1 < item->n_path; i++)
    if (pp_box_meets_segment (box, item->path[i], item->path[i + 1]))
      return TRUE;

  return FALSE;
}

/* Many flows on the move are drawn as from afar, without their labels. */
static void
draw_cell (const Frame *frame,
           cairo_t     *cr,
           gpointer     data)
{
  GPtrArray *items = data;
  double scale = items->len < MANY_DIRECT ? frame_scale (frame) : MIN (frame_scale (frame), FAR_SCALE);

  for (guint i = 0; i < items->len; i++)
    pp_painter_draw_item (frame->canvas->painter, cr, g_ptr_array_index (items, i), scale);
}

/* The lifted items that are not in tiles, as far as they are seen. */
static GPtrArray *
list_drawn_directly (const Frame *frame)
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

static void
append_cell (const Frame                 *frame,
             const cairo_rectangle_int_t *area,
             GPtrArray                   *items)
{
  g_autoptr(GPtrArray) touching = g_ptr_array_new ();
  double factor = frame->scale_factor;
  double margin = LINE_MARGIN_PX * factor;
  PpBox near = { (area->x - margin + frame->origin_x_px * factor) / frame_scale (frame),
                 (area->y - margin + frame->origin_y_px * factor) / frame_scale (frame),
                 (area->width + 2 * margin) / frame_scale (frame),
                 (area->height + 2 * margin) / frame_scale (frame) };

  for (guint i = 0; i < items->len; i++)
    if (touches (g_ptr_array_index (items, i), &near))
      g_ptr_array_add (touching, g_ptr_array_index (items, i));
  if (touching->len > 0)
    append_area (frame, area, draw_cell, touching);
}

/* Cell by cell of the view, so that a long flow across it does not damage all of it. */
static void
append_lifted (const Frame *frame)
{
  g_autoptr(GPtrArray) items = list_drawn_directly (frame);
  int width = gtk_widget_get_width (GTK_WIDGET (frame->canvas)) * frame->scale_factor;
  int height = gtk_widget_get_height (GTK_WIDGET (frame->canvas)) * frame->scale_factor;
  int side = CELL_PX * frame->scale_factor;

  if (frame->canvas->lifting_many)
    snapshot_lifted_tiles (frame);
  if (items->len == 0)
    return;

  for (int y = 0; y < height; y += side)
    for (int x = 0; x < width; x += side)
      append_cell (frame, &(cairo_rectangle_int_t) { x, y, MIN (side, width - x),
                                                     MIN (side, height - y) }, items);
}

/* Keeps the picture of what is lifted, to show it for as long as the tiles lack what was dropped. */
static void
snapshot_lifted (const Frame *frame)
{
  PpCanvas *self = frame->canvas;
  g_autoptr(GskRenderNode) node = NULL;
  Frame own = *frame;

  own.snapshot = gtk_snapshot_new ();
  append_lifted (&own);
  node = gtk_snapshot_free_to_node (own.snapshot);
  if (node != NULL)
    gtk_snapshot_append_node (frame->snapshot, node);

  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  self->lifted_node = g_steal_pointer (&node);
  self->lifted_x_px = frame->origin_x_px;
  self->lifted_y_px = frame->origin_y_px;
  self->lifted_zoom = frame->zoom;
}

static void
snapshot_settling (const Frame *frame)
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

static gboolean
has_handles (PpCanvas *self)
{
  return self->tool == NULL && self->editor == NULL && pp_selection_get_n_items (self->selection) == 1 &&
         _pp_canvas_can_edit (self);
}

/* The line of a flow is marked beside its label, not across it. */
static void
leave_out_label (const Frame       *frame,
                 cairo_t           *cr,
                 const PpSceneItem *item)
{
  const PpBox *visible = &frame->visible;
  const PpBox *label = &item->label_box;

  if (!item->is_edge || pp_box_is_empty (label))
    return;

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, visible->x - visible->width, visible->y - visible->height,
                   3 * visible->width, 3 * visible->height);
  cairo_rectangle (cr, label->x, label->y, label->width, label->height);
  cairo_clip (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

static void
draw_selected (const Frame *frame,
               cairo_t     *cr,
               gpointer     data)
{
  PpCanvas *self = frame->canvas;

  leave_out_label (frame, cr, data);
  pp_painter_draw_selection (self->painter, cr, data, has_handles (self), frame_scale (frame));
}

static void
snapshot_selection (const Frame *frame)
{
  PpCanvas *self = frame->canvas;
  guint n_items = pp_selection_get_n_items (self->selection);

  if (n_items >= MANY_SELECTED)
    {
      if (!self->lifting_many)
        snapshot_tiles (frame, self->selection_tiles, FRAME_BUDGET_US);
      return;
    }

  for (guint i = 0; i < n_items; i++)
    {
      const PpSceneItem *item = selected_item (self, i);

      if (item != NULL)
        append_picture (frame, &item->bounds, CHROME_MARGIN_PX, draw_selected, (gpointer) item);
    }
}

static void
draw_hovered (const Frame *frame,
              cairo_t     *cr,
              gpointer     data)
{
  PpCanvas *self = frame->canvas;
  const PpSceneItem *item = data;

  leave_out_label (frame, cr, item);
  if (!pp_selection_contains (self->selection, item->id))
    pp_painter_draw_highlight (self->painter, cr, item, frame_scale (frame));
  if (_pp_canvas_can_edit (self) && _pp_tool_can_connect (item))
    pp_painter_draw_connectors (self->painter, cr, item, NULL, frame_scale (frame));
}

/* A flow without a label has its ring about the middle of its line. */
static void
draw_focus (const Frame *frame,
            cairo_t     *cr,
            gpointer     data)
{
  PpSceneItem item = *(const PpSceneItem *) data;
  double side = FOCUS_RING_PX / frame->zoom;

  if (item.is_edge && pp_box_is_empty (&item.label_box) && item.n_path > 1)
    item.label_box = pp_box_around (pp_polyline_at (item.path, item.n_path, 0.5, NULL), side, side);
  pp_painter_draw_focus (frame->canvas->painter, cr, &item, frame_scale (frame));
}

static gboolean
shows_focus (PpCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->focus_id != NULL && focus != NULL && GTK_IS_WINDOW (root) &&
         gtk_window_get_focus_visible (GTK_WINDOW (root)) &&
         (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
snapshot_hover_and_focus (const Frame *frame)
{
  PpCanvas *self = frame->canvas;
  const PpSceneItem *item;

  if (self->editor != NULL)
    return;

  item = self->hovered_id != NULL && self->tool == NULL
           ? pp_scene_lookup (self->scene, self->hovered_id) : NULL;
  if (item != NULL)
    append_picture (frame, &item->bounds, CHROME_MARGIN_PX, draw_hovered, (gpointer) item);

  item = shows_focus (self) ? pp_scene_lookup (self->scene, self->focus_id) : NULL;
  if (item != NULL)
    append_picture (frame, &item->bounds, CHROME_MARGIN_PX, draw_focus, (gpointer) item);
}

static void
draw_tool (const Frame *frame,
           cairo_t     *cr,
           gpointer     data)
{
  pp_tool_draw (data, cr, frame_scale (frame));
}

static void
snapshot_tool (const Frame *frame)
{
  PpTool *tool = frame->canvas->tool;
  PpBox box;

  if (tool == NULL)
    return;

  box = pp_tool_get_extents (tool);
  if (!pp_box_is_empty (&box))
    append_picture (frame, &box, CHROME_MARGIN_PX, draw_tool, tool);
}

static void
snapshot_ground (const Frame *frame)
{
  GtkWidget *widget = GTK_WIDGET (frame->canvas);
  cairo_t *cr = gtk_snapshot_append_cairo (frame->snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                gtk_widget_get_height (widget)));

  pp_painter_draw_ground (frame->canvas->painter, cr);
  cairo_destroy (cr);
}

/* Dims the scene, and tells what the overlay has to tell. */
static void
snapshot_overlay (const Frame *frame)
{
  GtkWidget *widget = GTK_WIDGET (frame->canvas);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA ground = { 1, 1, 1, 1 };

  if (frame->canvas->overlay == NULL)
    return;
  gtk_style_context_lookup_color (context, "view_bg_color", &ground);
  ground.alpha = 1 - DIMMED;
  gtk_snapshot_append_color (frame->snapshot, &ground,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  snapshot_tiles (frame, frame->canvas->overlay_tiles, FRAME_BUDGET_US);
}

static void
snapshot_scene (const Frame *frame)
{
  PpCanvas *self = frame->canvas;
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);
  gboolean whole = snapshot_tiles (frame, self->tiles, frame_budget (self));

  snapshot_overlay (frame);
  if (lifted != NULL && lifted->len > 0)
    {
      snapshot_lifted (frame);
    }
  else
    {
      if (self->settling && !whole)
        snapshot_settling (frame);
      if (whole)
        {
          self->settling = FALSE;
          g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
        }
    }

  snapshot_selection (frame);
  snapshot_hover_and_focus (frame);
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
  Frame frame = {
    .canvas = self,
    .snapshot = snapshot,
    .visible = pp_viewport_get_visible (self->viewport),
    .origin_x_px = pp_viewport_get_x (self->viewport) * zoom,
    .origin_y_px = pp_viewport_get_y (self->viewport) * zoom,
    .zoom = zoom,
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

void
_pp_canvas_selection_look_changed (PpCanvas *self)
{
  pp_tile_cache_invalidate (self->selection_tiles, NULL);
}

void
_pp_canvas_overlay_look_changed (PpCanvas *self)
{
  pp_tile_cache_invalidate (self->overlay_tiles, NULL);
}

static guint32
find_accent (PpCanvas *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (context, "accent_bg_color", &rgba))
    return 0;

  return ((guint32) (rgba.red * 255 + 0.5) << 16) | ((guint32) (rgba.green * 255 + 0.5) << 8) |
         (guint32) (rgba.blue * 255 + 0.5);
}

/* The painter sets up the context for text that is zoomed. */
static void
update_text_context (PpCanvas *self)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));

  pp_painter_set_context (self->painter, context);
  g_object_unref (context);
}

/* Takes over colours and font from the style, whenever it may have changed. */
void
_pp_canvas_update_appearance (PpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->appearance.dark = adw_style_manager_get_dark (manager);
  self->appearance.high_contrast = adw_style_manager_get_high_contrast (manager);
  self->appearance.accent = find_accent (self);
  pp_painter_set_appearance (self->painter, &self->appearance);
  update_text_context (self);
  _pp_canvas_update_font (self);
  pp_tile_cache_invalidate (self->tiles, NULL);
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The tiles of the scene, none of them painted. */
void
_pp_canvas_make_tiles (PpCanvas *self)
{
  self->tiles = pp_tile_cache_new (PP_TILE_CACHE_DEFAULT_CAP, TRUE, paint_scene_tile, NULL, self);
}

void
_pp_canvas_init_drawing (PpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->painter = pp_painter_new ();
  _pp_canvas_make_tiles (self);
  self->lifted_tiles = pp_tile_cache_new (OVERLAY_CAP, FALSE, paint_lifted_tile, has_lifted, self);
  self->selection_tiles = pp_tile_cache_new (OVERLAY_CAP, FALSE, paint_selection_tile, has_selected,
                                             self);
  self->overlay_tiles = pp_tile_cache_new (OVERLAY_CAP, FALSE, paint_overlay_tile, has_overlay, self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (_pp_canvas_update_appearance), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast",
                           G_CALLBACK (_pp_canvas_update_appearance), self, G_CONNECT_SWAPPED);
  _pp_canvas_update_appearance (self);
}

/* Of the scene's tiles, for tests and the benchmark. */
PpTileCounters
_pp_canvas_get_tile_counters (PpCanvas *self)
{
  return pp_tile_cache_get_counters (self->tiles);
}
