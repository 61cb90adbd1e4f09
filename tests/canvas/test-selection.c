/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-selection.h"

static void
count_cb (PpSelection *selection,
          guint       *count)
{
  (*count)++;
}

static char *
joined (PpSelection *selection)
{
  g_auto(GStrv) ids = pp_selection_dup_ids (selection, NULL);

  return g_strjoinv (" ", ids);
}

#define assert_selected(selection, expected)            \
  G_STMT_START {                                        \
    g_autofree char *text_ = joined (selection);        \
    g_assert_cmpstr (text_, ==, expected);              \
  } G_STMT_END

static void
test_order (void)
{
  PpSelection *selection = pp_selection_new ();
  guint count = 0;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &count);
  g_assert_null (pp_selection_get_primary (selection));

  pp_selection_add (selection, "a");
  pp_selection_add (selection, "b");
  pp_selection_add (selection, "c");
  assert_selected (selection, "a b c");
  g_assert_cmpstr (pp_selection_get_primary (selection), ==, "c");
  g_assert_cmpuint (count, ==, 3);

  pp_selection_add (selection, "a");
  assert_selected (selection, "b c a");
  g_assert_cmpuint (count, ==, 4);
  pp_selection_add (selection, "a");
  g_assert_cmpuint (count, ==, 4);

  pp_selection_remove (selection, "c");
  assert_selected (selection, "b a");
  pp_selection_remove (selection, "c");
  g_assert_cmpuint (count, ==, 5);

  pp_selection_toggle (selection, "b");
  pp_selection_toggle (selection, "d");
  assert_selected (selection, "a d");
  g_assert_true (pp_selection_contains (selection, "d"));
  g_assert_false (pp_selection_contains (selection, "b"));
  g_assert_false (pp_selection_contains (selection, NULL));
  g_assert_cmpuint (count, ==, 7);

  g_assert_finalize_object (selection);
}

static void
test_set (void)
{
  PpSelection *selection = pp_selection_new ();
  const char * const ids[] = { "a", "b", "a", "c" };
  guint count = 0;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &count);
  pp_selection_set (selection, ids, G_N_ELEMENTS (ids));
  assert_selected (selection, "a b c");
  g_assert_cmpuint (count, ==, 1);

  pp_selection_set_single (selection, "b");
  assert_selected (selection, "b");
  pp_selection_set_single (selection, "b");
  g_assert_cmpuint (count, ==, 2);

  pp_selection_clear (selection);
  pp_selection_clear (selection);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 0);
  g_assert_cmpuint (count, ==, 3);

  g_assert_finalize_object (selection);
}

/* Its own strings may be handed back to it. */
static void
test_own_strings (void)
{
  PpSelection *selection = pp_selection_new ();

  pp_selection_add (selection, "a");
  pp_selection_add (selection, "b");
  pp_selection_add (selection, pp_selection_get_id (selection, 0));
  assert_selected (selection, "b a");
  pp_selection_set_single (selection, pp_selection_get_id (selection, 0));
  assert_selected (selection, "b");
  pp_selection_remove (selection, pp_selection_get_primary (selection));
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 0);

  g_assert_finalize_object (selection);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/selection/order", test_order);
  g_test_add_func ("/canvas/selection/set", test_set);
  g_test_add_func ("/canvas/selection/own-strings", test_own_strings);

  return g_test_run ();
}
