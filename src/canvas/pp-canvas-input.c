/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The events that the canvas listens to. They end in what pp-canvas-pointer.c does, which knows no
 * events. */

#include "pp-canvas-private.h"

#include <math.h>

static gboolean
is_touch (GdkEvent *event)
{
  GdkDevice *device = event != NULL ? gdk_event_get_device (event) : NULL;

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* By the time of the events: a program that was busy hears of them later, and of several at once. */
static guint
count_clicks (PpCanvas *self,
              double    x_px,
              double    y_px,
              guint32   now_ms)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  int time_ms, distance_px;

  g_object_get (settings, "gtk-double-click-time", &time_ms,
                "gtk-double-click-distance", &distance_px, NULL);
  if (self->click_count == 1 && now_ms - self->click_time_ms < (guint32) time_ms &&
      hypot (x_px - self->click_x_px, y_px - self->click_y_px) <= distance_px)
    self->click_count = 2;
  else
    self->click_count = 1;

  self->click_time_ms = now_ms;
  self->click_x_px = x_px;
  self->click_y_px = y_px;

  return self->click_count;
}

static void
drag_begin_cb (PpCanvas   *self,
               double      x_px,
               double      y_px,
               GtkGesture *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  guint n_press;

  if (button != 0 && button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  n_press = count_clicks (self, x_px, y_px, gtk_event_controller_get_current_event_time (controller));
  _pp_canvas_press (self, x_px, y_px, button, n_press,
                    gtk_event_controller_get_current_event_state (controller),
                    is_touch (gtk_event_controller_get_current_event (controller)));
}

static void
drag_update_cb (PpCanvas   *self,
                double      dx_px,
                double      dy_px,
                GtkGesture *gesture)
{
  double x_px, y_px;

  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x_px, &y_px);
  _pp_canvas_motion (self, x_px + dx_px, y_px + dy_px,
                     gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static gboolean
is_release (GdkEvent *event)
{
  return event != NULL && (gdk_event_get_event_type (event) == GDK_BUTTON_RELEASE ||
                           gdk_event_get_event_type (event) == GDK_TOUCH_END);
}

/* A drag also ends when a second finger makes a pinch of it, or when a long press has opened the menu:
 * that is no drop. */
static void
drag_end_cb (PpCanvas   *self,
             double      dx_px,
             double      dy_px,
             GtkGesture *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  double x_px, y_px;

  if (!is_release (gtk_event_controller_get_current_event (controller)) ||
      gtk_gesture_is_active (self->zoom_gesture) ||
      !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x_px, &y_px))
    {
      _pp_canvas_cancel (self);
      return;
    }

  _pp_canvas_release (self, x_px + dx_px, y_px + dy_px,
                      gtk_event_controller_get_current_event_state (controller));
}

static void
drag_cancel_cb (PpCanvas         *self,
                GdkEventSequence *sequence)
{
  _pp_canvas_cancel (self);
}

static void
menu_pressed_cb (PpCanvas   *self,
                 int         n_press,
                 double      x_px,
                 double      y_px,
                 GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  _pp_canvas_show_menu (self, x_px, y_px);
}

static void
long_press_cb (PpCanvas   *self,
               double      x_px,
               double      y_px,
               GtkGesture *gesture)
{
  if (self->tool != NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  _pp_canvas_show_menu (self, x_px, y_px);
}

static void
hover_cb (PpCanvas                 *self,
          double                    x_px,
          double                    y_px,
          GtkEventController       *controller)
{
  /* While a button is held the drag gesture tells the same. */
  if (self->press.active || (self->tool != NULL && !pp_tool_is_sticky (self->tool)))
    return;

  _pp_canvas_motion (self, x_px, y_px, gtk_event_controller_get_current_event_state (controller));
}

static void
leave_cb (PpCanvas *self)
{
  self->pointer_inside = FALSE;
  if (self->tool == NULL)
    _pp_canvas_set_hovered (self, NULL);
}

static void
set_space_held (PpCanvas *self,
                gboolean  held)
{
  self->space_held = held;
  if (self->tool == NULL)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), held ? "grab" : NULL);
}

static void
focus_changed_cb (PpCanvas *self)
{
  set_space_held (self, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (PpCanvas        *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  modifiers)
{
  gboolean bare = (modifiers & gtk_accelerator_get_default_mod_mask ()) == 0;

  if (self->editor != NULL)
    return GDK_EVENT_PROPAGATE;
  if (self->tool != NULL && pp_tool_key (self->tool, keyval))
    return GDK_EVENT_STOP;
  if (bare && keyval == GDK_KEY_Escape)
    return _pp_canvas_cancel (self);
  if (bare && keyval == GDK_KEY_space)
    {
      set_space_held (self, TRUE);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (PpCanvas        *self,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  modifiers)
{
  if (keyval == GDK_KEY_space)
    set_space_held (self, FALSE);
}

static gboolean
drop_cb (PpCanvas     *self,
         const GValue *value,
         double        x_px,
         double        y_px)
{
  if (!_pp_canvas_can_edit (self))
    return FALSE;

  _pp_canvas_place_kind (self, pp_kind_get_id (g_value_get_object (value)),
                         pp_viewport_to_layout (self->viewport, x_px, y_px));
  gtk_widget_grab_focus (GTK_WIDGET (self));

  return TRUE;
}

static void
add_gestures (PpCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *long_press;

  self->drag_gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->drag_gesture), 0);
  g_signal_connect_swapped (self->drag_gesture, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag_gesture, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag_gesture));

  self->menu_gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->menu_gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (self->menu_gesture, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->menu_gesture));

  long_press = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (long_press));
}

void
_pp_canvas_init_input (PpCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkDropTarget *target = gtk_drop_target_new (PP_TYPE_KIND, GDK_ACTION_COPY);

  add_gestures (self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (widget, keys);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (widget, focus);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
