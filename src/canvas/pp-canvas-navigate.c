/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Panning and zooming: wheel, touchpad, pinch, keys, and the view that follows a drag at its edge. */

#include "pp-canvas-private.h"

#include <math.h>

#define ZOOM_STEP 1.25
/* One unit of a touchpad's scrolling, as GtkScrolledWindow takes it. */
#define TOUCHPAD_FACTOR 2.5
#define KINETIC_FRICTION 4.0          /* per second */
#define KINETIC_SLOWEST 20.0          /* pixels a second */
#define AUTOSCROLL_MARGIN_PX 28.0
#define AUTOSCROLL_SPEED 14.0         /* per second, for each pixel beyond the margin */
/* Around what is fitted into the view: a part of the shorter side of the view, as far as there is room. */
#define FIT_MARGIN_PX 40.0
#define FIT_MARGIN 0.1
#define ANIMATION_MS 180

void
_pp_canvas_stop_kinetic (PpCanvas *self)
{
  if (self->kinetic_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->kinetic_tick);
  self->kinetic_tick = 0;
}

static void
stop_moving (PpCanvas *self)
{
  _pp_canvas_stop_kinetic (self);
  if (self->animation != NULL)
    adw_animation_pause (self->animation);
}

static gboolean
kinetic_tick_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  PpCanvas *self = PP_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = MIN ((now - self->kinetic_time) / (double) G_USEC_PER_SEC, 0.1);
  double rest = exp (-KINETIC_FRICTION * seconds);

  pp_viewport_pan (self->viewport, self->kinetic_x * seconds, self->kinetic_y * seconds);
  self->kinetic_time = now;
  self->kinetic_x *= rest;
  self->kinetic_y *= rest;
  if (hypot (self->kinetic_x, self->kinetic_y) > KINETIC_SLOWEST)
    return G_SOURCE_CONTINUE;

  self->kinetic_tick = 0;

  return G_SOURCE_REMOVE;
}

/* Pixels for one unit of a scroll event, as scrolled windows have it. */
static double
scroll_unit (PpCanvas           *self,
             GtkEventController *controller)
{
  if (gtk_event_controller_scroll_get_unit (GTK_EVENT_CONTROLLER_SCROLL (controller)) ==
      GDK_SCROLL_UNIT_SURFACE)
    return TOUCHPAD_FACTOR;

  return pow (MAX (pp_viewport_get_height_px (self->viewport), 1), 2.0 / 3.0);
}

static gboolean
scroll_cb (PpCanvas           *self,
           double              dx,
           double              dy,
           GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  double unit = scroll_unit (self, controller);

  if (self->scene == NULL)
    return GDK_EVENT_PROPAGATE;

  stop_moving (self);
  if (state & GDK_CONTROL_MASK)
    {
      gboolean wheel = unit > TOUCHPAD_FACTOR;
      double factor = pow (wheel ? ZOOM_STEP : 1.01, -dy);

      pp_viewport_zoom_about (self->viewport, pp_viewport_get_zoom (self->viewport) * factor,
                              self->pointer_x_px, self->pointer_y_px);
    }
  else if ((state & GDK_SHIFT_MASK) && dx == 0)
    pp_viewport_pan (self->viewport, dy * unit, 0);
  else
    pp_viewport_pan (self->viewport, dx * unit, dy * unit);

  return GDK_EVENT_STOP;
}

static void
decelerate_cb (PpCanvas           *self,
               double              x,
               double              y,
               GtkEventController *controller)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  double unit = scroll_unit (self, controller);

  if (self->scene == NULL || clock == NULL)
    return;

  stop_moving (self);
  self->kinetic_x = x * unit;
  self->kinetic_y = y * unit;
  self->kinetic_time = gdk_frame_clock_get_frame_time (clock);
  self->kinetic_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), kinetic_tick_cb, NULL, NULL);
}

/* GTK's own centre of fingers is rounded to whole pixels, and the zoom multiplies what that is off. On a
 * touchpad there are no fingers to see, and its centre is the pointer's place. */
static gboolean
find_pinch_centre (GtkGesture *gesture,
                   double     *x_px,
                   double     *y_px)
{
  g_autoptr(GList) fingers = gtk_gesture_get_sequences (gesture);
  guint n_fingers = g_list_length (fingers);

  if (n_fingers < 2)
    return gtk_gesture_get_bounding_box_center (gesture, x_px, y_px);

  *x_px = *y_px = 0;
  for (GList *l = fingers; l != NULL; l = l->next)
    {
      double x = 0, y = 0;

      gtk_gesture_get_point (gesture, l->data, &x, &y);
      *x_px += x / n_fingers;
      *y_px += y / n_fingers;
    }

  return TRUE;
}

static void
pinch_begin_cb (PpCanvas         *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  double x_px, y_px;

  _pp_canvas_cancel (self);
  stop_moving (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinch_zoom = pp_viewport_get_zoom (self->viewport);
  if (find_pinch_centre (gesture, &x_px, &y_px))
    self->pinch_point = pp_viewport_to_layout (self->viewport, x_px, y_px);
}

/* What was between the fingers stays between them. */
static void
pinch_cb (PpCanvas   *self,
          double      factor,
          GtkGesture *gesture)
{
  double zoom = CLAMP (self->pinch_zoom * factor, PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM);
  double x_px, y_px;

  if (self->scene == NULL || !find_pinch_centre (gesture, &x_px, &y_px))
    return;

  pp_viewport_set (self->viewport, self->pinch_point.x - x_px / zoom,
                   self->pinch_point.y - y_px / zoom, zoom);
}

static double
overshoot (double position,
           double length)
{
  if (position < AUTOSCROLL_MARGIN_PX)
    return position - AUTOSCROLL_MARGIN_PX;
  if (position > length - AUTOSCROLL_MARGIN_PX)
    return position - (length - AUTOSCROLL_MARGIN_PX);

  return 0;
}

/* The view follows a drag that is near its edge. */
static gboolean
autoscroll_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  PpCanvas *self = PP_CANVAS (widget);
  double across = overshoot (self->pointer_x_px, gtk_widget_get_width (widget));
  double down = overshoot (self->pointer_y_px, gtk_widget_get_height (widget));

  if (self->tool == NULL || pp_tool_is_sticky (self->tool))
    {
      self->autoscroll_tick = 0;
      return G_SOURCE_REMOVE;
    }

  if (across != 0 || down != 0)
    {
      pp_viewport_pan (self->viewport, CLAMP (across, -60, 60) * AUTOSCROLL_SPEED / 60,
                       CLAMP (down, -60, 60) * AUTOSCROLL_SPEED / 60);
      _pp_canvas_motion (self, self->pointer_x_px, self->pointer_y_px, 0);
    }

  return G_SOURCE_CONTINUE;
}

void
_pp_canvas_autoscroll (PpCanvas *self)
{
  if (self->autoscroll_tick == 0)
    self->autoscroll_tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

/* The edges of what is seen go straight from their old to their new places: then every point that both
 * views share, and the middle of a zoom, moves without a detour. */
static void
animation_cb (double   value,
              gpointer user_data)
{
  PpCanvas *self = user_data;
  const PpCanvasView *from = &self->animation_from;
  const PpCanvasView *to = &self->animation_to;
  double zoom = 1 / ((1 - value) / from->zoom + value / to->zoom);

  pp_viewport_set (self->viewport, from->x + (to->x - from->x) * value,
                   from->y + (to->y - from->y) * value, value == 1 ? to->zoom : zoom);
}

static PpCanvasView
current_view (PpCanvas *self)
{
  return (PpCanvasView) { pp_viewport_get_x (self->viewport), pp_viewport_get_y (self->viewport),
                          pp_viewport_get_zoom (self->viewport) };
}

/* Moves the view; at once where animations are switched off or nobody looks. */
void
_pp_canvas_animate_to (PpCanvas           *self,
                       const PpCanvasView *view)
{
  stop_moving (self);
  self->fitted = FALSE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      pp_viewport_set (self->viewport, view->x, view->y, view->zoom);
      return;
    }

  self->animation_from = current_view (self);
  self->animation_to = *view;
  _pp_canvas_queue_proxies (self);
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

/* Lets the viewport work out where it would look, and goes there. */
#define ANIMATE(self, call)                           \
  G_STMT_START {                                      \
    PpCanvasView before_ = current_view (self);       \
    PpCanvasView after_;                              \
                                                      \
    call;                                             \
    after_ = current_view (self);                     \
    pp_viewport_set ((self)->viewport, before_.x, before_.y, before_.zoom); \
    _pp_canvas_animate_to (self, &after_);            \
  } G_STMT_END

static double
get_margin_px (PpCanvas *self)
{
  return MIN (FIT_MARGIN_PX, FIT_MARGIN * MIN (pp_viewport_get_width_px (self->viewport),
                                               pp_viewport_get_height_px (self->viewport)));
}

static void
zoom_to_box (PpCanvas    *self,
             const PpBox *box,
             gboolean     animate)
{
  double margin = get_margin_px (self);

  stop_moving (self);
  if (animate)
    ANIMATE (self, pp_viewport_fit (self->viewport, box, margin, 1.0));
  else
    pp_viewport_fit (self->viewport, box, margin, 1.0);
}

static double
target_zoom (PpCanvas *self)
{
  if (self->animation != NULL &&
      adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING)
    return self->animation_to.zoom;

  return pp_viewport_get_zoom (self->viewport);
}

static void
zoom_to (PpCanvas *self,
         double    zoom)
{
  ANIMATE (self, pp_viewport_zoom_about (self->viewport, zoom,
                                         pp_viewport_get_width_px (self->viewport) / 2,
                                         pp_viewport_get_height_px (self->viewport) / 2));
}

/* About the middle of the view; 0 goes to the original size. */
void
_pp_canvas_zoom_by (PpCanvas *self,
                    double    factor)
{
  zoom_to (self, factor > 0 ? target_zoom (self) * factor : 1.0);
}

/* Pans as little as needed to show an element. */
void
_pp_canvas_show_item (PpCanvas          *self,
                      const PpSceneItem *item)
{
  PpBox box = item->is_edge && item->label_box.width > 0 ? item->label_box : item->bounds;

  ANIMATE (self, pp_viewport_ensure_visible (self->viewport, &box, 24));
}

void
pp_canvas_set_zoom (PpCanvas *self,
                    double    zoom)
{
  g_return_if_fail (PP_IS_CANVAS (self));
  g_return_if_fail (isfinite (zoom) && zoom > 0);

  stop_moving (self);
  pp_viewport_zoom_about (self->viewport, zoom, pp_viewport_get_width_px (self->viewport) / 2,
                          pp_viewport_get_height_px (self->viewport) / 2);
}

/* Of all that is drawn; of an empty diagram what the view shows at its original size. */
static PpBox
get_whole (PpCanvas *self)
{
  PpBox bounds = pp_scene_get_bounds (self->scene);

  if (pp_box_is_empty (&bounds))
    bounds = (PpBox) { 0, 0, pp_viewport_get_width_px (self->viewport) - 2 * get_margin_px (self),
                       pp_viewport_get_height_px (self->viewport) - 2 * get_margin_px (self) };
  return bounds;
}

/**
 * pp_canvas_zoom_to_fit:
 * @self: a canvas
 *
 * Shows everything, not larger than its original size.
 */
void
pp_canvas_zoom_to_fit (PpCanvas *self)
{
  PpBox whole;

  g_return_if_fail (PP_IS_CANVAS (self));

  if (self->scene == NULL)
    return;

  whole = get_whole (self);
  zoom_to_box (self, &whole, pp_tile_cache_get_zoom (self->tiles) != 0);
}

/* Shows everything at once, in the room that there is now. */
void
_pp_canvas_fit (PpCanvas *self)
{
  PpBox whole;

  if (self->scene == NULL)
    return;

  whole = get_whole (self);
  zoom_to_box (self, &whole, FALSE);
  self->fitted = TRUE;
  self->fitted_view = current_view (self);
}

/* Whether nobody moved the view, chose anything or changed the diagram since it was fitted: as long as
 * panels come and go around an untouched diagram, all of it stays in view. */
gboolean
_pp_canvas_is_fitted (PpCanvas *self)
{
  PpCanvasView view = current_view (self);

  return self->fitted && pp_selection_get_n_items (self->selection) == 0
         && view.x == self->fitted_view.x && view.y == self->fitted_view.y && view.zoom == self->fitted_view.zoom;
}

void
pp_canvas_zoom_to_selection (PpCanvas *self)
{
  PpBox bounds = { 0 };

  g_return_if_fail (PP_IS_CANVAS (self));

  for (guint i = 0; self->scene != NULL && i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL)
        bounds = pp_box_union (&bounds, &item->bounds);
    }

  if (!pp_box_is_empty (&bounds))
    zoom_to_box (self, &bounds, TRUE);
}

void
pp_canvas_reveal (PpCanvas   *self,
                  const char *element_id)
{
  const PpSceneItem *item;

  g_return_if_fail (PP_IS_CANVAS (self));
  g_return_if_fail (element_id != NULL);

  item = self->scene != NULL ? pp_scene_lookup (self->scene, element_id) : NULL;
  if (item == NULL)
    return;

  pp_selection_set_single (self->selection, element_id);
  _pp_canvas_show_item (self, item);
  if (gtk_widget_has_focus (GTK_WIDGET (self)) ||
      gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    _pp_canvas_focus_element (self, element_id);
  else
    _pp_canvas_set_focus_id (self, element_id);
}

void
_pp_canvas_init_navigation (PpCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES |
                                     GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  AdwAnimationTarget *target = adw_callback_animation_target_new (animation_cb, self, NULL);

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (scroll, "decelerate", G_CALLBACK (decelerate_cb), self);
  gtk_widget_add_controller (widget, scroll);

  self->zoom_gesture = gtk_gesture_zoom_new ();
  g_signal_connect_swapped (self->zoom_gesture, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (self->zoom_gesture, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->zoom_gesture));

  self->animation = adw_timed_animation_new (widget, 0, 1, ANIMATION_MS, target);
}
