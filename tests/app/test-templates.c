/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "pp-editor.h"
#include "pp-export-dialog.h"
#include "pp-finder.h"
#include "pp-layout-strip.h"
#include "pp-model-dialog.h"
#include "pp-preferences.h"
#include "pp-print.h"
#include "pp-release-dialog.h"
#include "pp-report-dialog.h"
#include "pp-shortcuts.h"
#include "pp-start-page.h"
#include "pp-window.h"

/* Each template is instantiated on the oldest libraries: what a .ui file asks for and the library does
 * not have shows as a warning, which ends the test. */

static void
spin (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_widget (gconstpointer data)
{
  GType type = ((GType (*) (void)) data) ();
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  spin ();
  g_assert_finalize_object (widget);
}

static void
test_preferences (void)
{
  GtkWidget *window = pp_preferences_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_export_dialog (void)
{
  GtkWidget *window = pp_export_dialog_new (NULL, NULL);
  PpExportOptions options;

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  g_assert_false (pp_export_dialog_get_options (PP_EXPORT_DIALOG (window), &options));
  g_assert_cmpint (options.format, ==, PP_EXPORT_PNG);
  g_assert_cmpfloat (options.scale, ==, 2.0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_model_dialog (void)
{
  g_autoptr (PpDocument) document = pp_document_new ("Shop", "Main");
  GtkWidget *window = pp_model_dialog_new (NULL, pp_document_get_history (document));

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_release_dialog (void)
{
  g_autoptr (PpDocument) document = pp_document_new ("Shop", "Main");
  GtkWidget *window = pp_release_dialog_new (NULL, document);

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_report_dialog (void)
{
  g_autoptr (PpDocument) document = pp_document_new ("Shop", "Main");
  GtkWidget *window = pp_report_dialog_new (NULL, document, NULL);

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_print (void)
{
  const char *name = "/io/github/parapet/Parapet/examples/water-works.parapet";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (PpDocument) document = pp_document_new_from_bytes (bytes, "water-works.parapet", &error);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *folder = g_dir_make_tmp ("parapet-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.pdf", NULL);
  g_autofree char *pdf = NULL;

  g_assert_no_error (error);
  operation = pp_print_operation_new (pp_document_get_model (document), "Water works", NULL);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, NULL, &error));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  g_assert_cmpint (gtk_print_operation_get_n_pages_to_print (operation), ==, 2);
  g_remove (path);
  g_rmdir (folder);
}

/* GTK's own buttons for the pages warn of their size under libadwaita; our style mends that. */
static void
test_shortcuts (void)
{
  GtkWindow *window = pp_shortcuts_window_new ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/parapet/Parapet/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_present (window);
  spin ();
  gtk_window_destroy (window);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style));
}

static void
test_window (void)
{
  GtkWidget *window = pp_window_new (NULL);
  g_autoptr (PpDocument) document = pp_document_new ("Shop", "Main");

  gtk_window_present (GTK_WINDOW (window));
  spin ();
  pp_window_set_document (PP_WINDOW (window), document);
  spin ();
  g_assert_true (pp_window_get_document (PP_WINDOW (window)) == document);
  g_assert_true (pp_window_is_free (PP_WINDOW (window)));
  gtk_window_destroy (GTK_WINDOW (window));
  spin ();
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/app/templates/palette", pp_palette_get_type, test_widget);
  g_test_add_data_func ("/app/templates/inspector", pp_inspector_get_type, test_widget);
  g_test_add_data_func ("/app/templates/layout-strip", pp_layout_strip_get_type, test_widget);
  g_test_add_data_func ("/app/templates/start-page", pp_start_page_get_type, test_widget);
  g_test_add_data_func ("/app/templates/finder", pp_finder_get_type, test_widget);
  g_test_add_data_func ("/app/templates/editor", pp_editor_get_type, test_widget);
  g_test_add_func ("/app/templates/preferences", test_preferences);
  g_test_add_func ("/app/templates/export-dialog", test_export_dialog);
  g_test_add_func ("/app/templates/release-dialog", test_release_dialog);
  g_test_add_func ("/app/templates/report-dialog", test_report_dialog);
  g_test_add_func ("/app/templates/model-dialog", test_model_dialog);
  g_test_add_func ("/app/templates/shortcuts", test_shortcuts);
  g_test_add_func ("/app/templates/print", test_print);
  g_test_add_func ("/app/templates/window", test_window);
  return g_test_run ();
}
