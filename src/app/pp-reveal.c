/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-reveal.h"

#include "pp-turn.h"

typedef struct {
  GtkWidget *box;
  GQueue     parts;     /* that are not shown yet */
} Reveal;

static void
reveal_free (Reveal *reveal)
{
  g_queue_clear_full (&reveal->parts, g_object_unref);
  g_object_unref (reveal->box);
  g_free (reveal);
}

static gboolean
reveal_cb (gpointer user_data)
{
  Reveal *reveal = user_data;
  g_autoptr (GtkWidget) part = g_queue_pop_head (&reveal->parts);

  gtk_widget_set_visible (part, TRUE);
  if (!g_queue_is_empty (&reveal->parts))
    return G_SOURCE_CONTINUE;
  reveal_free (reveal);
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
  Reveal *reveal;

  g_return_if_fail (first != NULL && gtk_widget_get_next_sibling (first) != NULL);
  reveal = g_new0 (Reveal, 1);
  reveal->box = g_object_ref (box);
  g_queue_init (&reveal->parts);
  for (GtkWidget *part = gtk_widget_get_next_sibling (first); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      gtk_widget_set_visible (part, FALSE);
      g_queue_push_tail (&reveal->parts, g_object_ref (part));
    }
  pp_turn_add_framed (box, reveal_cb, reveal);
}
