/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-turn.h"

/* What is begun later than this in a turn of the main loop waits for the next one. */
#define BUDGET_US 3000

typedef struct {
  guint       id;
  GSourceFunc function;
  gpointer    user_data;
} Piece;

static GQueue pieces = G_QUEUE_INIT;
static guint source;

static int
compare_id (gconstpointer piece,
            gconstpointer id)
{
  return ((const Piece *) piece)->id != GPOINTER_TO_UINT (id);
}

/* The function may remove itself, or any other. */
static void
run_first (void)
{
  Piece *piece = g_queue_peek_head (&pieces);
  guint id = piece->id;
  gboolean again = piece->function (piece->user_data);
  GList *link = g_queue_find_custom (&pieces, GUINT_TO_POINTER (id), compare_id);

  if (link == NULL)
    return;
  g_queue_unlink (&pieces, link);
  if (again)
    {
      g_queue_push_tail_link (&pieces, link);
      return;
    }
  g_free (link->data);
  g_list_free_1 (link);
}

static gboolean
turn_cb (gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + BUDGET_US;

  while (!g_queue_is_empty (&pieces) && g_get_monotonic_time () < end)
    run_first ();
  if (!g_queue_is_empty (&pieces))
    return G_SOURCE_CONTINUE;
  source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * pp_turn_add:
 * @function: a piece of work, short as against a frame
 * @user_data: what it gets
 *
 * Calls @function when the main loop is idle, and again after all others that wait as long as it returns
 * %G_SOURCE_CONTINUE. Main thread only.
 *
 * Returns: what pp_turn_remove() takes
 */
guint
pp_turn_add (GSourceFunc function,
             gpointer    user_data)
{
  static guint last_id;
  Piece *piece = g_new (Piece, 1);

  g_return_val_if_fail (function != NULL, 0);
  *piece = (Piece) { ++last_id, function, user_data };
  g_queue_push_tail (&pieces, piece);
  if (source == 0)
    source = g_idle_add (turn_cb, NULL);
  return piece->id;
}

/**
 * pp_turn_remove:
 * @id: of a piece of work that waits
 */
void
pp_turn_remove (guint id)
{
  GList *link = g_queue_find_custom (&pieces, GUINT_TO_POINTER (id), compare_id);

  g_return_if_fail (link != NULL);
  g_free (link->data);
  g_queue_delete_link (&pieces, link);
}

static gboolean
unref_cb (gpointer user_data)
{
  g_object_unref (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * pp_turn_unref:
 * @object: (transfer full): an object that takes long to go
 *
 * Drops the reference when the main loop is idle.
 */
void
pp_turn_unref (gpointer object)
{
  g_return_if_fail (G_IS_OBJECT (object));
  pp_turn_add (unref_cb, object);
}
