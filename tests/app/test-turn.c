/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "pp-turn.h"

/* Longer than all that a turn may take. */
#define LONG_US 10000

typedef struct {
  GString *order;
  char     name;
  guint    n_left;      /* so often does it ask to be called again */
  gboolean is_long;
  guint    id;
  guint    removes;
} Piece;

static gboolean
piece_cb (gpointer user_data)
{
  Piece *piece = user_data;
  gint64 end = g_get_monotonic_time () + (piece->is_long ? LONG_US : 0);

  while (g_get_monotonic_time () < end)
    ;
  g_string_append_c (piece->order, piece->name);
  if (piece->removes != 0)
    pp_turn_remove (piece->removes);
  if (piece->removes == piece->id)
    return G_SOURCE_CONTINUE;
  if (piece->n_left > 0)
    {
      piece->n_left--;
      return G_SOURCE_CONTINUE;
    }
  return G_SOURCE_REMOVE;
}

static void
add (Piece *piece)
{
  piece->id = pp_turn_add (piece_cb, piece);
  g_assert_cmpuint (piece->id, !=, 0);
}

static void
finish (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_takes_turns (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Piece a = { order, 'a', .n_left = 2 }, b = { order, 'b', .n_left = 1 }, c = { order, 'c' };

  add (&a);
  add (&b);
  add (&c);
  g_assert_cmpstr (order->str, ==, "");
  finish ();
  g_assert_cmpstr (order->str, ==, "abcaba");
}

static gboolean
idle_cb (gpointer user_data)
{
  g_string_append_c (user_data, 'i');
  return G_SOURCE_REMOVE;
}

/* What GTK does when the main loop is idle and what waits here are done in different turns. */
static void
test_comes_after_other_idle_work (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Piece a = { order, 'a' };

  add (&a);
  g_idle_add (idle_cb, order);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (order->str, ==, "i");
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (order->str, ==, "ia");
}

/* What took long is the last thing that the turn did. */
static void
test_shares_a_budget (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Piece a = { order, 'a', .is_long = TRUE, .n_left = 1 }, b = { order, 'b', .is_long = TRUE };

  add (&a);
  add (&b);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpstr (order->str, ==, "a");
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpstr (order->str, ==, "ab");
  finish ();
  g_assert_cmpstr (order->str, ==, "aba");
}

static void
test_remove (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Piece a = { order, 'a' }, b = { order, 'b' };

  add (&a);
  add (&b);
  pp_turn_remove (a.id);
  finish ();
  g_assert_cmpstr (order->str, ==, "b");
  add (&a);
  finish ();
  g_assert_cmpstr (order->str, ==, "ba");
}

/* Also from within: the next one, and oneself. */
static void
test_remove_within (void)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Piece a = { order, 'a' }, b = { order, 'b' }, c = { order, 'c' };

  add (&a);
  add (&b);
  a.removes = b.id;
  finish ();
  g_assert_cmpstr (order->str, ==, "a");
  add (&c);
  c.removes = c.id;
  finish ();
  g_assert_cmpstr (order->str, ==, "ac");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn/takes-turns", test_takes_turns);
  g_test_add_func ("/turn/after-other-idle-work", test_comes_after_other_idle_work);
  g_test_add_func ("/turn/shares-a-budget", test_shares_a_budget);
  g_test_add_func ("/turn/remove", test_remove);
  g_test_add_func ("/turn/remove-within", test_remove_within);
  return g_test_run ();
}
