/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules of one's own: from a rule that comes with the program to a file that counts, live. */

#include <string.h>

#include <glib/gstdio.h>

#include "inspector-fixture.h"
#include "pp-rule-file-row.h"
#include "pp-rule-files.h"
#include "pp-rule-hit.h"
#include "pp-rule-library.h"
#include "pp-rule-workbench.h"
#include "pp-turn.h"

#define FACT(name, value) "\"" name "\": {\"value\": " value ", \"source\": \"person\"}"
#define VALUABLE FACT ("sensitivity", "3") ", " FACT ("log", "false") ", " FACT ("credentials", "false")

static const char model_text[] =
  "{\"format\": \"parapet-model\", \"version\": 1, \"id\": \"m\", \"model\": {}, \"nodes\": {"
  "\"a\": {\"kind\": \"store\", \"name\": \"Ledger\", \"facts\": {" FACT ("encrypted", "false") ", " VALUABLE "}},"
  "\"b\": {\"kind\": \"store\", \"name\": \"Files\", \"facts\": {" VALUABLE "}}}}";

typedef struct {
  PpDocument      *document;
  PpRuleWorkbench *workbench;
  char           **shown;
} Bench;

static void
show_elements_cb (Bench              *bench,
                  const char * const *ids)
{
  g_strfreev (bench->shown);
  bench->shown = g_strdupv ((char **) ids);
}

static void
set_up (Bench         *bench,
        gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (model_text, strlen (model_text));
  g_autoptr (GError) error = NULL;

  bench->document = pp_document_new_from_bytes (bytes, "m.parapet", &error);
  g_assert_no_error (error);
  bench->workbench = PP_RULE_WORKBENCH (pp_rule_workbench_new (NULL, bench->document));
  g_signal_connect_swapped (bench->workbench, "show-elements", G_CALLBACK (show_elements_cb), bench);
}

static void
tear_down (Bench         *bench,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (bench->workbench));
  g_object_unref (bench->document);
  g_strfreev (bench->shown);
}

static void
wait_for (Bench *bench)
{
  while (pp_rule_trial_is_busy (pp_rule_workbench_get_trial (bench->workbench)))
    g_main_context_iteration (NULL, TRUE);
}

static GtkTextBuffer *
buffer_of (Bench *bench)
{
  return pp_rule_workbench_get_buffer (bench->workbench);
}

static char *
text_of (Bench *bench)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer_of (bench), &start, &end);
  return gtk_text_buffer_get_text (buffer_of (bench), &start, &end, TRUE);
}

/* Puts the cursor before the first place where @text stands. */
static void
go_to (Bench      *bench,
       const char *text)
{
  GtkTextIter start, found;

  gtk_text_buffer_get_start_iter (buffer_of (bench), &start);
  g_assert_true (gtk_text_iter_forward_search (&start, text, 0, &found, NULL, NULL));
  gtk_text_buffer_place_cursor (buffer_of (bench), &found);
}

static void
type (Bench      *bench,
      const char *text)
{
  gtk_text_buffer_insert_at_cursor (buffer_of (bench), text, -1);
}

static GListModel *
hits_of (Bench *bench)
{
  return pp_rule_results_get_hits (pp_rule_workbench_get_results (bench->workbench));
}

/* To lay out each of them takes as long as all the rest of the window. */
static void
test_text_follows_the_window (Bench         *bench,
                              gconstpointer  data)
{
  GtkWidget *view = find_part (GTK_WIDGET (bench->workbench), "view");
  GtkWidget *results = GTK_WIDGET (pp_rule_workbench_get_results (bench->workbench));

  gtk_window_present (GTK_WINDOW (bench->workbench));
  g_assert_false (gtk_widget_get_mapped (view));
  while (!gtk_widget_get_mapped (view))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_grab_focus (view));
  while (!gtk_widget_get_mapped (results))
    g_main_context_iteration (NULL, TRUE);
  wait_for (bench);
}

/* All of them, in the order in which they come with the program. */
static void
test_files_are_listed (Bench         *bench,
                       gconstpointer  data)
{
  GtkListBox *list = GTK_LIST_BOX (find_part (find_part (GTK_WIDGET (bench->workbench), "files"), "list"));
  const char * const *shipped = pp_rule_files_list_shipped ();
  guint n_files = 0;

  gtk_window_present (GTK_WINDOW (bench->workbench));
  while (!pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; gtk_list_box_get_row_at_index (list, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, i);
      const char *name = PP_IS_RULE_FILE_ROW (row) ? pp_rule_file_row_get_shipped (PP_RULE_FILE_ROW (row)) : NULL;

      if (name != NULL)
        g_assert_cmpstr (name, ==, shipped[++n_files]);
    }
  g_assert_cmpuint (n_files, >, 5);
  g_assert_null (shipped[n_files + 1]);
}

static void
test_shipped (Bench         *bench,
              gconstpointer  data)
{
  pp_rule_workbench_open (bench->workbench, NULL, "data");
  wait_for (bench);
  go_to (bench, "\"DATA-06\"");
  g_assert_cmpuint (g_list_model_get_n_items (hits_of (bench)), ==, 2);
  {
    g_autoptr (PpRuleHit) found = g_list_model_get_item (hits_of (bench), 0);
    g_autoptr (PpRuleHit) asked = g_list_model_get_item (hits_of (bench), 1);

    g_assert_cmpstr (found->element, ==, "a");
    g_assert_false (found->is_question);
    g_assert_nonnull (strstr (found->detail, "Ledger"));
    g_assert_cmpstr (asked->element, ==, "b");
    g_assert_true (asked->is_question);
  }
  g_assert_cmpstr (bench->shown[0], ==, "a");
  g_assert_null (bench->shown[1]);
}

static void
test_fault (Bench         *bench,
            gconstpointer  data)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer_of (bench)), "fault");
  GtkTextIter iter;

  pp_rule_workbench_open (bench->workbench, NULL, NULL);
  wait_for (bench);
  g_assert_null (pp_rule_trial_get_fault (pp_rule_workbench_get_trial (bench->workbench)));
  go_to (bench, "encrypted\"");
  type (bench, "un");
  wait_for (bench);
  g_assert_nonnull (pp_rule_trial_get_fault (pp_rule_workbench_get_trial (bench->workbench)));
  gtk_text_buffer_get_start_iter (buffer_of (bench), &iter);
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (&iter, tag));
  g_assert_cmpint (gtk_text_iter_get_char (&iter), ==, 'u');
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (&iter, tag));
  g_assert_cmpint (gtk_text_iter_get_char (&iter), ==, '"');
}

static void
changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

static gboolean
find_rule (PpAssessment *assessment,
           const char   *id)
{
  g_autoptr (GPtrArray) items = pp_assessment_list_items (assessment, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      PpThreatItem *item = g_ptr_array_index (items, i);

      if (item->finding != NULL && g_str_equal (item->finding->rule->id, id))
        return TRUE;
    }
  return FALSE;
}

static void
wait_for_rules (Bench *bench)
{
  PpAssessment *assessment = pp_document_get_assessment (bench->document);
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (pp_rule_library_get_default (), "changed", G_CALLBACK (changed_cb),
                                             &changed);

  while (!changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (pp_rule_library_get_default (), handler);
  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_copy_and_save (Bench         *bench,
                    gconstpointer  data)
{
  PpAssessment *assessment = pp_document_get_assessment (bench->document);
  g_autofree char *text = NULL, *saved = NULL, *path = NULL;
  const GError *problem;

  pp_rule_workbench_open (bench->workbench, NULL, "data");
  wait_for (bench);
  go_to (bench, "\"DATA-06\"");
  gtk_widget_activate_action (GTK_WIDGET (bench->workbench), "rules.copy", NULL);
  wait_for (bench);
  text = text_of (bench);
  g_assert_nonnull (strstr (text, "\"MY-DATA-06\""));
  g_assert_null (pp_rule_trial_get_fault (pp_rule_workbench_get_trial (bench->workbench)));
  g_assert_cmpuint (g_list_model_get_n_items (hits_of (bench)), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (bench->workbench), "rules.save", NULL);
  g_assert_false (gtk_text_buffer_get_modified (buffer_of (bench)));
  path = g_strdup (pp_rule_workbench_get_path (bench->workbench));
  g_assert_true (g_str_has_suffix (path, "/parapet/rules/mine.json"));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_cmpstr (saved, ==, text);
  /* It counts from now on, in every window. */
  wait_for_rules (bench);
  g_assert_true (find_rule (assessment, "MY-DATA-06"));
  /* A fault takes it out again, and says where. */
  g_assert_true (g_file_set_contents (path, "{\n oops }", -1, NULL));
  wait_for_rules (bench);
  g_assert_false (find_rule (assessment, "MY-DATA-06"));
  problem = pp_rule_library_get_problem (pp_rule_library_get_default (), path);
  g_assert_true (problem != NULL && g_str_has_prefix (problem->message, "2:2: "));
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_for_rules (bench);
  g_assert_null (pp_rule_library_get_problem (pp_rule_library_get_default (), path));
}

static GtkWidget *
find_switch (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_switch (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_switch (Bench         *bench,
             gconstpointer  data)
{
  PpHistory *history = pp_document_get_history (bench->document);
  PpInfo *info = pp_model_get_info (pp_history_get_model (history));
  GtkWidget *use;

  while ((use = find_switch (GTK_WIDGET (bench->workbench))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (use)));
  gtk_switch_set_active (GTK_SWITCH (use), FALSE);
  g_assert_nonnull (pp_info_get_disabled_packs (info));
  g_assert_true (g_strv_contains (pp_info_get_disabled_packs (info), "core"));
  g_assert_true (pp_history_undo (history));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (use)));
  g_assert_false (pp_history_can_undo (history));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *data_dir = g_dir_make_tmp ("parapet-rules-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data_dir, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app/rule-workbench/text-follows", Bench, NULL, set_up, test_text_follows_the_window, tear_down);
  g_test_add ("/app/rule-workbench/files", Bench, NULL, set_up, test_files_are_listed, tear_down);
  g_test_add ("/app/rule-workbench/shipped", Bench, NULL, set_up, test_shipped, tear_down);
  g_test_add ("/app/rule-workbench/fault", Bench, NULL, set_up, test_fault, tear_down);
  g_test_add ("/app/rule-workbench/copy-and-save", Bench, NULL, set_up, test_copy_and_save, tear_down);
  g_test_add ("/app/rule-workbench/switch", Bench, NULL, set_up, test_switch, tear_down);
  return g_test_run ();
}
