/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pp-assessment.h"
#include "pp-document.h"
#include "pp-finding-words.h"
#include "pp-findings.h"
#include "pp-json.h"
#include "pp-register.h"
#include "pp-report-task.h"

static const char * const examples[] = { "web-shop", "water-works", "support-assistant" };

static PpModel *
load_example (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/parapet/Parapet/examples/%s.parapet", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (PpLoss) loss = pp_loss_new ();
  PpModel *model;

  g_assert_no_error (error);
  model = pp_formats_read (NULL, bytes, name, NULL, loss, &error);
  g_assert_no_error (error);
  return model;
}

typedef struct {
  GMainLoop *loop;
  GError    *error;
  gboolean   written;
} Result;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Result *outcome = user_data;

  outcome->written = pp_report_write_finish (result, &outcome->error);
  g_main_loop_quit (outcome->loop);
}

static void
progress_cb (double   done,
             gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (done, >=, *last);
  g_assert_cmpfloat (done, <=, 1);
  *last = done;
}

static Result
write_report (PpModel       *model,
              PpReportOrder *order,
              GCancellable  *cancellable)
{
  Result result = { g_main_loop_new (NULL, FALSE), NULL, FALSE };
  double last = 0;

  pp_report_write_async (model, order, progress_cb, &last, cancellable, written_cb, &result);
  g_main_loop_run (result.loop);
  g_main_loop_unref (result.loop);
  return result;
}

/* In its thread it gives what the command line gives. */
static void
test_the_thread_writes_the_same (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parapet-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (PpModel) model = load_example (examples[i]);
      PpReportOrder order = { .file = file, .format = PP_REPORT_PDF, .date = "2026-05-31" };
      PpReportOptions options = { .date = "2026-05-31" };
      g_autoptr (PpReport) report = pp_report_new (model, pp_kinds_get_default (), &options, NULL, NULL);
      g_autoptr (GBytes) expected = pp_report_write (report, PP_REPORT_PDF, NULL, NULL, NULL, NULL);
      g_autoptr (GBytes) bytes = NULL;
      Result result = write_report (model, &order, NULL);

      g_assert_no_error (result.error);
      g_assert_true (result.written);
      bytes = g_file_load_bytes (file, NULL, NULL, NULL);
      g_assert_true (g_bytes_equal (bytes, expected));
    }
  g_remove (path);
  g_rmdir (folder);
}

static char *
load_findings (PpModel         *model,
               PpReportContent  content,
               const PpMarking *ceiling)
{
  g_autofree char *folder = g_dir_make_tmp ("parapet-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "findings", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) model_file = g_file_new_for_path ("/somewhere/the shop.parapet");
  PpReportOrder order = { .file = file, .content = content, .model_file = model_file, .ceiling = ceiling };
  Result result = write_report (model, &order, NULL);
  char *text = NULL;

  g_assert_no_error (result.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_remove (path);
  g_rmdir (folder);
  return text;
}

/* Trackers and code scanning get what the command line gives, and a release tells no name of a file. */
static void
test_findings (void)
{
  const PpAnalysisOptions options = { FALSE, FALSE, NULL };
  g_autoptr (PpModel) model = load_example ("web-shop");
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  g_autoptr (PpMarking) green = pp_marking_new_from_text ("TLP:GREEN", NULL);
  PpFindingsOptions findings_options = { .uri = "the%20shop.parapet", .version = PACKAGE_VERSION };
  g_autofree char *csv = load_findings (model, PP_REPORT_CONTENT_CSV, NULL);
  g_autofree char *sarif = load_findings (model, PP_REPORT_CONTENT_SARIF, NULL);
  g_autofree char *release = load_findings (model, PP_REPORT_CONTENT_SARIF, green);
  g_autofree char *expected_csv = NULL, *expected_sarif = NULL, *line = NULL;
  g_autoptr (JsonNode) node = NULL;

  pp_analysis_run (analysis);
  expected_csv = pp_findings_to_csv (analysis, &findings_options);
  node = pp_findings_to_sarif (analysis, &findings_options);
  expected_sarif = pp_json_to_string (node, PP_JSON_STYLE_INDENTED, NULL);
  line = g_strconcat (expected_sarif, "\n", NULL);
  g_assert_cmpstr (csv, ==, expected_csv);
  g_assert_cmpstr (sarif, ==, line);
  g_assert_nonnull (strstr (sarif, "CORE-"));
  g_assert_nonnull (strstr (release, "\"results\""));
  g_assert_null (strstr (release, "shop.parapet"));
}

/* A MO file of two texts: what it tells of itself, and one word. */
static PpCatalogue *
make_catalogue (void)
{
  static const char texts[] = "\0Summary\0Language: de\n\0Zusammenfassung";
  const guint32 numbers[] = { 0x950412de, 0, 2, 28, 44, 0, 0, 0, 60, 7, 61, 13, 69, 15, 83 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  PpCatalogue *catalogue;

  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
  g_byte_array_append (bytes, (const guint8 *) texts, sizeof texts);
  file = g_bytes_new (bytes->data, bytes->len);
  catalogue = pp_catalogue_new_from_bytes (file, &error);
  g_assert_no_error (error);
  return catalogue;
}

static void
test_the_language_goes_along (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parapet-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PpModel) model = load_example ("web-shop");
  PpCatalogue *catalogue = make_catalogue ();
  PpReportOrder order = { .file = file, .format = PP_REPORT_MARKDOWN, .catalogue = catalogue };
  g_autofree char *text = NULL;
  Result result = { g_main_loop_new (NULL, FALSE), NULL, FALSE };

  pp_report_write_async (model, &order, NULL, NULL, NULL, written_cb, &result);
  pp_catalogue_unref (catalogue);
  g_main_loop_run (result.loop);
  g_main_loop_unref (result.loop);
  g_assert_no_error (result.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "## Zusammenfassung\n"));
  g_assert_null (strstr (text, "## Summary\n"));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_what_is_cancelled_leaves_no_file (void)
{
  g_autoptr (PpModel) model = load_example ("web-shop");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/report.pdf");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PpReportOrder order = { .file = file, .format = PP_REPORT_PDF };
  Result result;

  g_cancellable_cancel (cancellable);
  result = write_report (model, &order, cancellable);
  g_assert_false (result.written);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&result.error);
}

static void
test_a_diagram_above_the_marking_is_not_replaced_by_all (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parapet-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PpModel) model = load_example ("web-shop");
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  g_autoptr (PpMarking) ceiling = pp_marking_new_from_text ("TLP:GREEN", NULL);
  g_autoptr (PpMarking) red = pp_marking_new_from_text ("TLP:RED", NULL);
  g_autoptr (JsonNode) marking = pp_marking_to_json (red);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autofree char *text = NULL;
  const char *id = pp_record_get_id (g_ptr_array_index (layouts, 0));
  PpReportOrder order = { .file = file, .format = PP_REPORT_MARKDOWN, .layout = id, .ceiling = ceiling };
  Result result;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_LAYOUT, id, "marking", NULL, marking));
  g_assert_true (pp_model_apply (model, changes, NULL));
  result = write_report (model, &order, NULL);
  g_assert_no_error (result.error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "The model has no diagram."));
  g_assert_null (strstr (text, "Browser"));
  g_remove (path);
  g_rmdir (folder);
}

static void
add_identity (GPtrArray  *identities,
              const char *element,
              const char *title,
              const char *category,
              int         severity,
              gboolean    open)
{
  g_ptr_array_add (identities, g_strdup_printf ("%s|%s|%s|%d|%d", element, title, category, severity, open));
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_in_window (PpModel *model)
{
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (PpAssessment) assessment = pp_assessment_new (history);
  GPtrArray *identities = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) items = NULL;

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  items = pp_assessment_list_items (assessment, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      PpThreatItem *item = g_ptr_array_index (items, i);

      add_identity (identities, item->element, item->title, item->category, item->severity,
                    pp_threat_item_is_open (item));
    }
  g_ptr_array_sort (identities, compare_texts);
  return identities;
}

static GPtrArray *
list_in_report (PpModel *model)
{
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  const PpAnalysisOptions options = { FALSE, FALSE, NULL };
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  GPtrArray *identities = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = NULL;

  pp_analysis_run (analysis);
  entries = pp_register_list (analysis);
  for (guint i = 0; i < entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (entries, i);

      add_identity (identities, entry->element, entry->title, entry->category, entry->severity,
                    pp_register_entry_is_open (entry));
    }
  g_ptr_array_sort (identities, compare_texts);
  return identities;
}

static void
test_window_and_report_know_the_same_threats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (PpModel) model = load_example (examples[i]);
      g_autoptr (GPtrArray) window = list_in_window (model);
      g_autoptr (GPtrArray) report = list_in_report (model);

      g_assert_cmpuint (window->len, >, 0);
      g_assert_cmpuint (window->len, ==, report->len);
      for (guint j = 0; j < window->len; j++)
        g_assert_cmpstr (g_ptr_array_index (window, j), ==, g_ptr_array_index (report, j));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/report/the-thread-writes-the-same", test_the_thread_writes_the_same);
  g_test_add_func ("/app/report/findings", test_findings);
  g_test_add_func ("/app/report/the-language-goes-along", test_the_language_goes_along);
  g_test_add_func ("/app/report/what-is-cancelled-leaves-no-file", test_what_is_cancelled_leaves_no_file);
  g_test_add_func ("/app/report/a-diagram-above-the-marking-is-not-replaced-by-all",
                   test_a_diagram_above_the_marking_is_not_replaced_by_all);
  g_test_add_func ("/app/report/window-and-report-know-the-same-threats",
                   test_window_and_report_know_the_same_threats);

  return g_test_run ();
}
