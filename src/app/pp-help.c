/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-help.h"

#include <glib/gi18n.h>

#include "pp-attack-window.h"
#include "pp-canvas.h"
#include "pp-controls-window.h"
#include "pp-cvss-dialog.h"
#include "pp-dialogs.h"
#include "pp-export-dialog.h"
#include "pp-fact-list.h"
#include "pp-inspector-marking-row.h"
#include "pp-inspector.h"
#include "pp-layout-strip.h"
#include "pp-model-dialog.h"
#include "pp-owasp-dialog.h"
#include "pp-palette.h"
#include "pp-path-panel.h"
#include "pp-preferences.h"
#include "pp-property-list.h"
#include "pp-question-list.h"
#include "pp-release-dialog.h"
#include "pp-report-dialog.h"
#include "pp-rule-workbench.h"
#include "pp-shortcuts.h"
#include "pp-threat-detail.h"
#include "pp-threat-list.h"
#include "pp-threat-page.h"
#include "pp-threat-panel.h"

/* The pages of docs/help that tell of a part of the window. */
static const struct {
  GType      (*get_type) (void);
  const char  *page;
} pages[] = {
  { pp_canvas_get_type, "draw" },
  { pp_palette_get_type, "draw" },
  { pp_layout_strip_get_type, "diagrams" },
  { pp_fact_list_get_type, "facts" },
  { pp_property_list_get_type, "properties" },
  { pp_inspector_marking_row_get_type, "markings" },
  { pp_threat_list_get_type, "own-threats" },
  { pp_threat_page_get_type, "own-threats" },
  { pp_inspector_get_type, "inspector" },
  { pp_model_dialog_get_type, "inspector" },
  { pp_question_list_get_type, "questions" },
  { pp_threat_detail_get_type, "decide" },
  { pp_path_panel_get_type, "attack-paths" },
  { pp_threat_panel_get_type, "threats" },
  { pp_attack_window_get_type, "attack-matrix" },
  { pp_controls_window_get_type, "controls" },
  { pp_cvss_dialog_get_type, "controls" },
  { pp_owasp_dialog_get_type, "controls" },
  { pp_rule_workbench_get_type, "rules" },
  { pp_report_dialog_get_type, "report" },
  { pp_release_dialog_get_type, "release" },
  { pp_export_dialog_get_type, "export" },
  { pp_preferences_get_type, "preferences" },
};

/**
 * pp_help_get_page:
 * @widget: (nullable): where somebody is
 *
 * Returns: (nullable): the page that tells of @widget or of the innermost part of the window around it;
 *   %NULL for the start of the help
 */
const char *
pp_help_get_page (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
        if (G_TYPE_CHECK_INSTANCE_TYPE (widget, pages[i].get_type ()))
          return pages[i].page;
    }
  return NULL;
}

/**
 * pp_help_list_pages:
 *
 * Returns: (transfer full) (array zero-terminated=1): all that pp_help_get_page() may give
 */
char **
pp_help_list_pages (void)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **list;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_strv_builder_add (builder, pages[i].page);
  list = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return list;
}

/* Nobody who opens help: addresses is told in many ways, none of which says what to do. */
static gboolean
has_no_viewer (const GError *error)
{
  return error->domain == G_IO_ERROR && (error->code == G_IO_ERROR_NOT_SUPPORTED ||
                                         error->code == G_IO_ERROR_NOT_FOUND ||
                                         error->code == G_IO_ERROR_FAILED);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GtkWindow *window = GTK_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (window, result, &error))
    return;
  if (has_no_viewer (error))
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                   _("There is no help viewer on this computer. Install Yelp, the help viewer of "
                                     "GNOME, and press F1 again."));
    }
  pp_dialog_show_error (window, _("The Help Cannot Be Shown"), error);
}

/**
 * pp_help_show:
 * @window: the window whose focus says what the help is about
 *
 * Opens the page of the help that tells of what has the focus. What goes wrong is told in a dialog.
 */
void
pp_help_show (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  const char *page = pp_help_get_page (focus != NULL ? focus : GTK_WIDGET (window));
  g_autofree char *uri = page != NULL ? g_strconcat ("help:parapet/", page, NULL) : g_strdup ("help:parapet");

  gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, NULL, shown_cb, NULL);
}

static gboolean
help_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  pp_help_show (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

/**
 * pp_help_add_key:
 * @window: a dialog
 *
 * Gives a window that is not one of the application's, and so has none of its keys, the key for help.
 */
void
pp_help_add_key (GtkWindow *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);

  for (guint i = 0; i < n_shortcuts; i++)
    if (g_str_equal (shortcuts[i].action, "app.help"))
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].accelerators),
                          gtk_callback_action_new (help_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
