/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-release.h"

#include "pp-turn.h"

/* A widget is released before its children, which are still held then: it ends alone. */
static void
hold_children (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      pp_turn_unref (g_object_ref (child));
      hold_children (child);
    }
}

/**
 * pp_window_release_later:
 * @window: a window that is not shown yet
 *
 * When @window is destroyed, the widgets in it are let go of later, and one by one.
 */
void
pp_window_release_later (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_signal_connect (window, "unrealize", G_CALLBACK (hold_children), NULL);
}
