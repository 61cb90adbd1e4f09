/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escape gives up a drag. Under Wayland the compositor sees to it. Under X11 GTK takes the key from the whole
 * screen while something is dragged, but passes over it when it comes: it has no surface for the root window
 * that it comes to. So the key is looked for among the events of the server. */
#include "pp-drag-escape.h"

#ifdef GDK_WINDOWING_X11
#include <X11/extensions/XInput2.h>
#include <gdk/x11/gdkx.h>

static gboolean
is_escape (GdkDisplay   *display,
           const XEvent *event)
{
  const XIDeviceEvent *key = event->xcookie.data;
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;

  if (event->type != GenericEvent || event->xcookie.evtype != XI_KeyPress || key == NULL
      || !gdk_display_map_keyval (display, GDK_KEY_Escape, &keys, &n_keys))
    return FALSE;
  for (int i = 0; i < n_keys; i++)
    if ((int) keys[i].keycode == key->detail)
      return TRUE;
  return FALSE;
}

static gboolean
event_cb (GdkDisplay *display,
          gpointer    event,
          GdkDrag    *drag)
{
  if (!is_escape (display, event))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit_by_name (drag, "cancel", GDK_DRAG_CANCEL_USER_CANCELLED);
  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag)
{
  GdkDisplay *display = gdk_drag_get_display (drag);

  if (GDK_IS_X11_DISPLAY (display))
    g_signal_connect_object (display, "xevent", G_CALLBACK (event_cb), drag, 0);
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag)
{
  g_signal_handlers_disconnect_by_func (gdk_drag_get_display (drag), event_cb, drag);
}
#endif

/**
 * pp_drag_escape_add:
 * @source: what a drag begins with
 *
 * Lets Escape cancel the drags of @source.
 */
void
pp_drag_escape_add (GtkDragSource *source)
{
  g_return_if_fail (GTK_IS_DRAG_SOURCE (source));

#ifdef GDK_WINDOWING_X11
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), NULL);
#endif
}
