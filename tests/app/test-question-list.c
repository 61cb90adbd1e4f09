/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the questions: seen a few at a time, and kept as long as their questions are. */

#include "inspector-fixture.h"

#include "pp-question-list.h"

#define MOST_AT_ONCE 2

typedef struct {
  PpHistory      *history;
  PpAssessment   *assessment;
  GtkWindow      *window;
  PpQuestionList *questions;
  GtkListBox     *list;
} Questions;

static void
set_up (Questions     *fixture,
        gconstpointer  data)
{
  fixture->history = inspector_fixture_make_history ();
  fixture->assessment = pp_assessment_new (fixture->history);
  while (!pp_assessment_is_ready (fixture->assessment))
    g_main_context_iteration (NULL, TRUE);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->questions = g_object_new (PP_TYPE_QUESTION_LIST, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->questions));
  gtk_window_set_default_size (fixture->window, 900, 500);
  fixture->list = GTK_LIST_BOX (find_part (GTK_WIDGET (fixture->questions), "list"));
  g_assert_cmpuint (pp_question_list_show (fixture->questions, fixture->assessment, NULL), >, 2 * MOST_AT_ONCE);
}

static void
tear_down (Questions     *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->assessment);
  g_clear_object (&fixture->history);
}

static GtkWidget *
row_at (Questions *fixture,
        int      position)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (fixture->list, position));
}

static guint
count_rows (Questions *fixture,
            gboolean   seen)
{
  guint n_rows = 0;
  GtkWidget *row;

  for (int i = 0; (row = row_at (fixture, i)) != NULL; i++)
    n_rows += !seen || gtk_widget_get_visible (row);
  return n_rows;
}

static void
wait_for_rows (Questions *fixture)
{
  guint n_seen = count_rows (fixture, TRUE), n_before;

  gtk_window_present (fixture->window);
  do
    {
      n_before = n_seen;
      g_main_context_iteration (NULL, TRUE);
      n_seen = count_rows (fixture, TRUE);
      g_assert_cmpuint (n_seen, <=, n_before + MOST_AT_ONCE);
    }
  while (n_seen < count_rows (fixture, FALSE));
}

static void
test_gradual (Questions     *fixture,
              gconstpointer  data)
{
  g_assert_cmpuint (count_rows (fixture, FALSE), >, 2 * MOST_AT_ONCE);
  g_assert_cmpuint (count_rows (fixture, TRUE), ==, 1);
  wait_for_rows (fixture);
}

/* A question that goes takes its own row with it; the focus gets to the next one. */
static void
test_kept (Questions     *fixture,
           gconstpointer  data)
{
  guint n_asked;
  g_autoptr (GPtrArray) asked = pp_assessment_list_questions (fixture->assessment, NULL, 10, &n_asked);
  GtkWidget *second = row_at (fixture, 1), *third = row_at (fixture, 2);

  wait_for_rows (fixture);
  g_assert_true (gtk_widget_child_focus (row_at (fixture, 0), GTK_DIR_TAB_FORWARD));
  pp_assessment_skip (fixture->assessment, g_ptr_array_index (asked, 0));
  pp_question_list_show (fixture->questions, fixture->assessment, NULL);
  g_assert_true (row_at (fixture, 0) == second);
  g_assert_true (row_at (fixture, 1) == third);
  g_assert_true (gtk_widget_get_focus_child (GTK_WIDGET (fixture->list)) == second);
  wait_for_rows (fixture);
}

static void
test_renamed (Questions     *fixture,
              gconstpointer  data)
{
  guint n_asked;
  g_autoptr (GPtrArray) asked = pp_assessment_list_questions (fixture->assessment, NULL, 1, &n_asked);
  const PpQuestion *question = g_ptr_array_index (asked, 0);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "Renamed by somebody");
  g_autoptr (GError) error = NULL;

  pp_history_set (fixture->history, "Rename", question->element, "name", name, &error);
  g_assert_no_error (error);
  pp_assessment_flush (fixture->assessment);
  pp_question_list_show (fixture->questions, fixture->assessment, NULL);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row_at (fixture, 0))),
                            "Renamed by somebody"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app/question-list/gradual", Questions, NULL, set_up, test_gradual, tear_down);
  g_test_add ("/app/question-list/kept", Questions, NULL, set_up, test_kept, tear_down);
  g_test_add ("/app/question-list/renamed", Questions, NULL, set_up, test_renamed, tear_down);
  return g_test_run ();
}
