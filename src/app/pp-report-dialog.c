/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-report-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pp-combo-row.h"
#include "pp-dialogs.h"
#include "pp-help.h"
#include "pp-marking-chooser.h"
#include "pp-report-task.h"
#include "pp-reveal.h"
#include "pp-text-scale.h"

struct _PpReportDialog {
  AdwWindow         parent_instance;

  /* Template widgets */
  GtkStack         *stack;
  GtkProgressBar   *progress_bar;
  GtkWidget        *save_button;
  AdwComboRow      *format_row;
  AdwComboRow      *diagrams_row;
  AdwComboRow      *language_row;
  GtkWidget        *date_row;
  GtkSwitch        *date_switch;
  AdwActionRow     *since_row;
  PpMarkingChooser *chooser;

  /* Owned */
  PpDocument       *document;
  char             *layout_id;
  GFile            *since;
  GPtrArray        *catalogues;       /* of the languages beside English, in the order of the row */
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (PpReportDialog, pp_report_dialog, ADW_TYPE_WINDOW)

/* In the order of the row. */
static const struct {
  PpReportContent  content;
  PpReportFormat   format;
  const char      *ending;
} formats[] = {
  { PP_REPORT_CONTENT_REPORT, PP_REPORT_PDF, "pdf" },
  { PP_REPORT_CONTENT_REPORT, PP_REPORT_HTML, "html" },
  { PP_REPORT_CONTENT_REPORT, PP_REPORT_MARKDOWN, "md" },
  { PP_REPORT_CONTENT_CSV, PP_REPORT_HTML, "csv" },
  { PP_REPORT_CONTENT_SARIF, PP_REPORT_HTML, "sarif" },
};

static guint
get_choice (PpReportDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->format_row), G_N_ELEMENTS (formats) - 1);
}

/* --- Languages -------------------------------------------------------------------------------- */

/* NULL for English, which is the first row. */
static PpCatalogue *
get_catalogue (PpReportDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->language_row);

  return chosen > 0 && chosen <= self->catalogues->len ? g_ptr_array_index (self->catalogues, chosen - 1) : NULL;
}

/* The language of the window comes first to mind. */
static void
select_language (PpReportDialog *self)
{
  const char * const *wanted = g_get_language_names ();

  for (guint i = 0; wanted[i] != NULL && !g_str_has_prefix (wanted[i], "en"); i++)
    for (guint j = 0; j < self->catalogues->len; j++)
      {
        g_autofree char *tag = g_strdelimit (g_strdup (wanted[i]), "_", '-');

        if (strcmp (pp_catalogue_get_tag (g_ptr_array_index (self->catalogues, j)), tag) == 0)
          {
            adw_combo_row_set_selected (self->language_row, j + 1);
            return;
          }
      }
}

static void
list_languages (PpReportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->catalogues = pp_catalogue_list (pp_catalogue_get_folder (LOCALEDIR), GETTEXT_PACKAGE);
  gtk_string_list_append (names, _("English"));
  for (guint i = 0; i < self->catalogues->len; i++)
    {
      PpCatalogue *catalogue = g_ptr_array_index (self->catalogues, i);
      /* Translators: the name of your language, in your language, with a capital letter. It stands in a list of
       * languages. */
      const char *name = NC_("name of the language of the translation", "English");
      const char *own = pp_catalogue_translate_in_context (catalogue, "name of the language of the translation", name);

      gtk_string_list_append (names, own != name ? own : pp_catalogue_get_tag (catalogue));
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  select_language (self);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void
progress_cb (double   done,
             gpointer user_data)
{
  PpReportDialog *self = PP_REPORT_DIALOG (user_data);

  gtk_progress_bar_set_fraction (self->progress_bar, done);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (PpReportDialog) self = PP_REPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  gboolean written = pp_report_write_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (written)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "options");
  gtk_widget_set_sensitive (self->save_button, TRUE);
  pp_dialog_show_error (GTK_WINDOW (self), _("The Report Was Not Saved"), error);
}

static void
write_to (PpReportDialog *self,
          GFile          *file)
{
  g_autoptr (PpMarking) ceiling = pp_marking_chooser_dup_marking (self->chooser);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  PpReportOrder order = {
    .file = file, .content = formats[get_choice (self)].content, .format = formats[get_choice (self)].format,
    .since = self->since, .model_file = pp_document_get_file (self->document),
  };

  if (order.content != PP_REPORT_CONTENT_REPORT)
    order.since = NULL;
  order.layout = adw_combo_row_get_selected (self->diagrams_row) == 1 ? self->layout_id : NULL;
  order.ceiling = pp_marking_is_empty (ceiling) ? NULL : ceiling;
  order.date = gtk_switch_get_active (self->date_switch) ? today : NULL;
  order.catalogue = get_catalogue (self);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress_bar, 0.0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_set_sensitive (self->save_button, FALSE);
  pp_report_write_async (pp_document_get_model (self->document), &order, progress_cb, self, self->cancellable,
                         written_cb, g_object_ref (self));
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (PpReportDialog) self = PP_REPORT_DIALOG (user_data);
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, NULL, NULL);

  if (file != NULL && self->cancellable == NULL)
    write_to (self, file);
}

static void
save_cb (PpReportDialog *self)
{
  g_autofree char *title = pp_document_dup_title (self->document);
  g_autofree char *name = NULL;

  g_strdelimit (title, "/\\:", '-');
  name = g_strdup_printf ("%s.%s", title, formats[get_choice (self)].ending);
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Save Report"), pp_document_get_file (self->document), name, NULL,
                             target_chosen_cb, g_object_ref (self));
}

/* --- The older version ------------------------------------------------------------------------ */

static void
show_since (PpReportDialog *self)
{
  g_autofree char *base_name = self->since != NULL ? g_file_get_basename (self->since) : NULL;
  g_autofree char *name = base_name != NULL ? g_filename_display_name (base_name) : NULL;

  adw_action_row_set_subtitle (self->since_row, name != NULL ? name : _("No older version chosen"));
}

static void
since_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (PpReportDialog) self = PP_REPORT_DIALOG (user_data);
  g_autoptr (GListModel) files = pp_file_dialog_open_finish (result, NULL);

  if (files == NULL || g_list_model_get_n_items (files) == 0)
    return;
  g_clear_object (&self->since);
  self->since = g_list_model_get_item (files, 0);
  show_since (self);
}

static void
choose_since_cb (PpReportDialog *self)
{
  pp_file_dialog_open_async (GTK_WINDOW (self), since_chosen_cb, g_object_ref (self));
}

/* Lists of what is found are of the whole model, in English, and as it is now. */
static void
show_rows (PpReportDialog *self)
{
  gboolean is_report = formats[get_choice (self)].content == PP_REPORT_CONTENT_REPORT;

  gtk_widget_set_visible (GTK_WIDGET (self->diagrams_row), is_report && self->layout_id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), is_report && self->catalogues->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->since_row), is_report);
  gtk_widget_set_visible (self->date_row, is_report);
}

/* --- The dialog ------------------------------------------------------------------------------- */

static gboolean
close_request_cb (PpReportDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GDK_EVENT_PROPAGATE;
}

static void
pp_report_dialog_dispose (GObject *object)
{
  PpReportDialog *self = PP_REPORT_DIALOG (object);

  g_clear_object (&self->document);
  g_clear_object (&self->since);
  g_clear_pointer (&self->layout_id, g_free);
  g_clear_pointer (&self->catalogues, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_REPORT_DIALOG);
  G_OBJECT_CLASS (pp_report_dialog_parent_class)->dispose (object);
}

static void
pp_report_dialog_class_init (PpReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_report_dialog_dispose;
  g_type_ensure (PP_TYPE_MARKING_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, diagrams_row);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, date_switch);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, PpReportDialog, chooser);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_since_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_report_dialog_init (PpReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_reveal_in_turns (adw_window_get_content (ADW_WINDOW (self)));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_combo_row_show_whole_texts (self->diagrams_row);
  list_languages (self);
  g_signal_connect_swapped (self->format_row, "notify::selected", G_CALLBACK (show_rows), self);
  pp_help_add_key (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->format_row));
}

GtkWidget *
pp_report_dialog_new (GtkWindow  *parent,
                      PpDocument *document,
                      const char *layout_id)
{
  PpReportDialog *self = g_object_new (PP_TYPE_REPORT_DIALOG, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  self->layout_id = g_strdup (layout_id);
  show_rows (self);
  show_since (self);
  return GTK_WIDGET (self);
}
