/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

typedef struct {
  PpModel   *model;
  PpHistory *history;
  guint      n_changed;
  guint      n_committed;
} Fixture;

static void
count (gpointer  sender,
       GPtrArray *changes,
       guint     *counter)
{
  (*counter)++;
}

static void
count_committed (PpHistory  *history,
                 const char *label,
                 GPtrArray  *changes,
                 guint      *counter)
{
  (*counter)++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = small_model ();
  fixture->history = pp_history_new (fixture->model);
  g_signal_connect (fixture->model, "changed", G_CALLBACK (count), &fixture->n_changed);
  g_signal_connect (fixture->history, "committed", G_CALLBACK (count_committed), &fixture->n_committed);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->model);
}

static void
set_name (Fixture    *fixture,
          const char *id,
          const char *name)
{
  g_autoptr (JsonNode) value = text_node (name);
  g_autoptr (GError) error = NULL;

  pp_history_set (fixture->history, "Rename", id, "name", value, &error);
  g_assert_no_error (error);
}

static void
type_name (Fixture    *fixture,
           const char *name)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (pp_model_lookup (fixture->model, "shop"), "name");
  g_autoptr (JsonNode) after = text_node (name);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "shop", "name", before, after));
  g_assert_true (pp_history_apply_merged (fixture->history, "Rename", "shop/name", changes, NULL));
}

static const char *
name_of (Fixture    *fixture,
         const char *id)
{
  return pp_element_get_name (pp_model_lookup_element (fixture->model, id));
}

static void
test_undo_redo (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_false (pp_history_undo (fixture->history));
  set_name (fixture, "shop", "A");
  set_name (fixture, "shop", "B");
  g_assert_cmpstr (pp_history_get_undo_label (fixture->history), ==, "Rename");

  g_assert_true (pp_history_undo (fixture->history));
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "A");
  g_assert_true (pp_history_undo (fixture->history));
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "Shop");
  g_assert_false (pp_history_can_undo (fixture->history));

  g_assert_true (pp_history_redo (fixture->history));
  g_assert_true (pp_history_redo (fixture->history));
  g_assert_false (pp_history_redo (fixture->history));
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "B");
  g_assert_cmpuint (fixture->n_changed, ==, 6);
  g_assert_cmpuint (fixture->n_committed, ==, 6);
}

static void
test_new_edit_ends_redo (Fixture       *fixture,
                         gconstpointer  data)
{
  set_name (fixture, "shop", "A");
  pp_history_undo (fixture->history);
  set_name (fixture, "shop", "B");
  g_assert_false (pp_history_can_redo (fixture->history));
}

static void
test_set_same_is_no_step (Fixture       *fixture,
                          gconstpointer  data)
{
  set_name (fixture, "shop", "Shop");
  g_assert_false (pp_history_can_undo (fixture->history));
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
test_typing_is_one_step (Fixture       *fixture,
                         gconstpointer  data)
{
  type_name (fixture, "S");
  type_name (fixture, "St");
  type_name (fixture, "Sto");
  pp_history_undo (fixture->history);
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "Shop");
  g_assert_false (pp_history_can_undo (fixture->history));
  pp_history_redo (fixture->history);
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "Sto");
}

static void
test_merge_ends (Fixture       *fixture,
                 gconstpointer  data)
{
  type_name (fixture, "S");
  pp_history_end_merge (fixture->history);
  type_name (fixture, "St");
  pp_history_undo (fixture->history);
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "S");

  pp_history_redo (fixture->history);
  pp_history_mark_saved (fixture->history);
  type_name (fixture, "Sto");
  g_assert_true (pp_history_is_modified (fixture->history));
  pp_history_undo (fixture->history);
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "St");
  g_assert_false (pp_history_is_modified (fixture->history));
}

static void
test_transaction (Fixture       *fixture,
                  gconstpointer  data)
{
  pp_history_begin (fixture->history, "Two names");
  set_name (fixture, "shop", "A");
  pp_history_begin (fixture->history, "Inner");
  set_name (fixture, "orders", "B");
  g_assert_false (pp_history_commit (fixture->history));
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_true (pp_history_commit (fixture->history));

  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpstr (pp_history_get_undo_label (fixture->history), ==, "Two names");
  pp_history_undo (fixture->history);
  g_assert_cmpstr (name_of (fixture, "shop"), ==, "Shop");
  g_assert_cmpstr (name_of (fixture, "orders"), ==, "Orders");
}

static void
test_rollback (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *before = canonical (fixture->model);
  g_autofree char *after = NULL;

  pp_history_begin (fixture->history, "Gesture");
  set_name (fixture, "shop", "A");
  pp_history_rollback (fixture->history);
  after = canonical (fixture->model);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_false (pp_history_can_undo (fixture->history));
}

static void
test_failed_step_leaves_no_trace (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) text = text_node ("x");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = canonical (fixture->model);
  g_autofree char *after = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "shop", "description", NULL, text));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "gone", "description", NULL, text));
  g_assert_false (pp_history_apply (fixture->history, "Fails", changes, &error));
  g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_ID);
  after = canonical (fixture->model);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (pp_history_can_undo (fixture->history));
}

static void
test_saved_mark (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_false (pp_history_is_modified (fixture->history));
  set_name (fixture, "shop", "A");
  g_assert_true (pp_history_is_modified (fixture->history));
  pp_history_undo (fixture->history);
  g_assert_false (pp_history_is_modified (fixture->history));

  pp_history_redo (fixture->history);
  pp_history_mark_saved (fixture->history);
  g_assert_false (pp_history_is_modified (fixture->history));
  pp_history_undo (fixture->history);
  g_assert_true (pp_history_is_modified (fixture->history));

  /* The saved state can no longer be reached. */
  set_name (fixture, "shop", "B");
  pp_history_undo (fixture->history);
  g_assert_true (pp_history_is_modified (fixture->history));

  pp_history_mark_saved (fixture->history);
  g_assert_false (pp_history_is_modified (fixture->history));
  pp_history_set_modified (fixture->history);
  g_assert_true (pp_history_is_modified (fixture->history));
}

#define ADD(name, func) \
  g_test_add ("/model/history/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("undo-redo", test_undo_redo);
  ADD ("new-edit-ends-redo", test_new_edit_ends_redo);
  ADD ("set-same-is-no-step", test_set_same_is_no_step);
  ADD ("typing-is-one-step", test_typing_is_one_step);
  ADD ("merge-ends", test_merge_ends);
  ADD ("transaction", test_transaction);
  ADD ("rollback", test_rollback);
  ADD ("failed-step-leaves-no-trace", test_failed_step_leaves_no_trace);
  ADD ("saved-mark", test_saved_mark);

  return g_test_run ();
}
