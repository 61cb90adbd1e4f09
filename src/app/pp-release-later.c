/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-release-later.h"

#include "pp-turn.h"

static GQueue objects = G_QUEUE_INIT;
static guint releasing;

static gboolean
release_cb (gpointer user_data)
{
  g_object_unref (g_queue_pop_head (&objects));
  if (!g_queue_is_empty (&objects))
    return G_SOURCE_CONTINUE;
  releasing = 0;
  return G_SOURCE_REMOVE;
}

/**
 * pp_release_later:
 * @object: (transfer full): an object
 *
 * Gives up a reference in a later turn of the main loop, after those that were given up before.
 * Main thread only.
 */
void
pp_release_later (gpointer object)
{
  g_return_if_fail (G_IS_OBJECT (object));

  g_queue_push_tail (&objects, object);
  if (releasing == 0)
    releasing = pp_turn_add (release_cb, NULL);
}

/* A widget is released before its children, which are still held then: it ends alone. */
static void
hold_children (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      pp_release_later (g_object_ref (child));
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
