/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-gradual-list.h"

#define N_LINES 3000

static GObject *
line_new (void)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

static GListStore *
make_source (guint n_lines)
{
  GListStore *source = g_list_store_new (G_TYPE_OBJECT);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (GObject) line = line_new ();

      g_list_store_append (source, line);
    }
  return source;
}

/* What a view would hold that listens to the list. */
static void
mirror_cb (GListModel *list,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *mirror)
{
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, position + i, g_list_model_get_item (list, position + i));
}

static void
assert_equal (GListModel *list,
              GListModel *source)
{
  guint n_lines = g_list_model_get_n_items (source);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (GObject) shown = g_list_model_get_item (list, i);
      g_autoptr (GObject) wanted = g_list_model_get_item (source, i);

      g_assert_true (shown == wanted);
    }
}

static void
settle (PpGradualList *list)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (pp_gradual_list_is_filled (list));
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* The first piece is the top, and not much of it. */
static void
first_piece_cb (GListModel *list,
                guint       position,
                guint       removed,
                guint       added,
                GObject    *first)
{
  g_autoptr (GObject) first_shown = g_list_model_get_item (list, 0);

  g_assert_true (first == first_shown);
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (added, <, 50);
  g_signal_handlers_disconnect_by_func (list, first_piece_cb, first);
}

static void
test_top_first (void)
{
  g_autoptr (GListStore) source = make_source (N_LINES);
  PpGradualList *list = pp_gradual_list_new (G_LIST_MODEL (source));
  guint n_notified = 0;
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (source), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (pp_gradual_list_is_filled (list));
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
  g_signal_connect (list, "items-changed", G_CALLBACK (first_piece_cb), first);
  g_signal_connect_swapped (list, "notify::filled", G_CALLBACK (count_cb), &n_notified);
  settle (list);
  assert_equal (G_LIST_MODEL (list), G_LIST_MODEL (source));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_finalize_object (list);
}

static void
test_small_change (void)
{
  g_autoptr (GListStore) source = make_source (N_LINES);
  PpGradualList *list = pp_gradual_list_new (G_LIST_MODEL (source));
  GObject *lines[] = { line_new (), line_new () };

  settle (list);
  g_list_store_splice (source, 2000, 3, (gpointer *) lines, 2);
  assert_equal (G_LIST_MODEL (list), G_LIST_MODEL (source));
  g_assert_true (pp_gradual_list_is_filled (list));
  g_object_unref (lines[0]);
  g_object_unref (lines[1]);
  g_assert_finalize_object (list);
}

static void
test_finish (void)
{
  g_autoptr (GListStore) source = make_source (N_LINES);
  PpGradualList *list = pp_gradual_list_new (G_LIST_MODEL (source));

  pp_gradual_list_finish (list);
  assert_equal (G_LIST_MODEL (list), G_LIST_MODEL (source));
  g_assert_true (pp_gradual_list_is_filled (list));
  pp_gradual_list_set_source (list, NULL);
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_finalize_object (list);
}

/* Nothing moves up. */
static void
end_goes_cb (GListModel *list,
             guint       position,
             guint       removed,
             guint       added,
             guint      *n_left)
{
  g_assert_cmpuint (added, ==, 0);
  g_assert_cmpuint (position + removed, ==, *n_left);
  *n_left = position;
}

static void
test_end_goes_first (void)
{
  g_autoptr (GListStore) source = make_source (N_LINES);
  PpGradualList *list = pp_gradual_list_new (G_LIST_MODEL (source));
  guint n_left = N_LINES;

  settle (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (end_goes_cb), &n_left);
  g_list_store_splice (source, 20, N_LINES - 20, NULL, 0);
  settle (list);
  g_assert_cmpuint (n_left, ==, 20);
  assert_equal (G_LIST_MODEL (list), G_LIST_MODEL (source));
  g_assert_finalize_object (list);
}

static void
change (GListStore *source,
        GRand      *random)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (source));
  guint position = g_rand_int_range (random, 0, n_lines + 1);
  guint removed = g_rand_int_range (random, 0, n_lines - position + 1) / g_rand_int_range (random, 1, 20);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint added = g_rand_int_range (random, 0, 100) / g_rand_int_range (random, 1, 20);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (lines, line_new ());
  g_list_store_splice (source, position, removed, lines->pdata, added);
}

/* Whatever comes in between, it ends equal, and who listens knows what is in it all the time. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GListStore) source = make_source (g_rand_int_range (random, 0, 300));
      g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
      PpGradualList *list = pp_gradual_list_new (NULL);

      g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
      pp_gradual_list_set_source (list, G_LIST_MODEL (source));
      for (guint i = 0; i < 20; i++)
        {
          change (source, random);
          if (g_rand_boolean (random))
            g_main_context_iteration (NULL, FALSE);
          g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (G_LIST_MODEL (list)));
        }
      settle (list);
      assert_equal (G_LIST_MODEL (list), G_LIST_MODEL (source));
      for (guint i = 0; i < mirror->len; i++)
        {
          g_autoptr (GObject) shown = g_list_model_get_item (G_LIST_MODEL (list), i);

          g_assert_true (g_ptr_array_index (mirror, i) == shown);
        }
      g_assert_finalize_object (list);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/gradual-list/top-first", test_top_first);
  g_test_add_func ("/app/gradual-list/small-change", test_small_change);
  g_test_add_func ("/app/gradual-list/end-goes-first", test_end_goes_first);
  g_test_add_func ("/app/gradual-list/finish", test_finish);
  g_test_add_func ("/app/gradual-list/random", test_random);
  return g_test_run ();
}
