/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-reveal.h"

#include "pp-turn.h"

static gboolean
reveal_cb (gpointer user_data)
{
  GQueue *parts = user_data;     /* that are not shown yet */
  g_autoptr (GtkWidget) part = g_queue_pop_head (parts);

  gtk_widget_set_visible (part, TRUE);
  if (!g_queue_is_empty (parts))
    return G_SOURCE_CONTINUE;
  g_queue_free (parts);
  return G_SOURCE_REMOVE;
}

/**
 * pp_reveal_in_turns:
 * @box: what has the parts; nobody else shows or hides them
 *
 * Shows the first child of @box now and the others frame by frame.
 */
void
pp_reveal_in_turns (GtkWidget *box)
{
  GtkWidget *first = gtk_widget_get_first_child (box);
  GQueue *parts;

  g_return_if_fail (first != NULL && gtk_widget_get_next_sibling (first) != NULL);
  parts = g_queue_new ();
  for (GtkWidget *part = gtk_widget_get_next_sibling (first); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      gtk_widget_set_visible (part, FALSE);
      g_queue_push_tail (parts, g_object_ref (part));
    }
  pp_turn_add_framed (box, reveal_cb, parts);
}
