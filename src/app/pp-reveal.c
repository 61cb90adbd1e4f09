/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-reveal.h"

#include "pp-turn.h"

#define KEY "pp-reveal"

typedef struct {
  GQueue parts;     /* owned: not shown yet */
  guint  turn;
} Reveal;

static void
reveal_free (gpointer data)
{
  Reveal *self = data;

  g_clear_handle_id (&self->turn, pp_turn_remove);
  g_queue_clear_full (&self->parts, g_object_unref);
  g_free (self);
}

static void
show_next (Reveal *self)
{
  g_autoptr (GtkWidget) part = g_queue_pop_head (&self->parts);

  gtk_widget_set_visible (part, TRUE);
}

static gboolean
reveal_cb (gpointer user_data)
{
  Reveal *self = g_object_get_data (user_data, KEY);

  show_next (self);
  if (!g_queue_is_empty (&self->parts))
    return G_SOURCE_CONTINUE;
  self->turn = 0;
  g_object_set_data (user_data, KEY, NULL);
  return G_SOURCE_REMOVE;
}

static void
begin (GtkWidget *box)
{
  Reveal *self = g_object_get_data (G_OBJECT (box), KEY);

  if (self != NULL && self->turn == 0)
    self->turn = pp_turn_add_after (box, reveal_cb, box);
}

/**
 * pp_reveal_in_turns:
 * @box: what has the parts; nobody else shows or hides them
 *
 * Shows the first child of @box with it, and the others frame by frame from then on.
 */
void
pp_reveal_in_turns (GtkWidget *box)
{
  GtkWidget *first = gtk_widget_get_first_child (box);
  Reveal *self;

  g_return_if_fail (first != NULL && gtk_widget_get_next_sibling (first) != NULL);
  self = g_new0 (Reveal, 1);
  for (GtkWidget *part = gtk_widget_get_next_sibling (first); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      gtk_widget_set_visible (part, FALSE);
      g_queue_push_tail (&self->parts, g_object_ref (part));
    }
  g_object_set_data_full (G_OBJECT (box), KEY, self, reveal_free);
  g_signal_connect (box, "map", G_CALLBACK (begin), NULL);
  if (gtk_widget_get_mapped (box))
    begin (box);
}

/**
 * pp_reveal_finish:
 * @box: what has the parts
 *
 * Shows all that is left now.
 */
void
pp_reveal_finish (GtkWidget *box)
{
  Reveal *self = g_object_get_data (G_OBJECT (box), KEY);

  if (self == NULL)
    return;
  while (!g_queue_is_empty (&self->parts))
    show_next (self);
  g_object_set_data (G_OBJECT (box), KEY, NULL);
}
