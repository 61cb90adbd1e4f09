/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-export-dialog.h"
#include "pp-file.h"
#include "pp-print.h"
#include "pp-release-dialog.h"
#include "pp-report-dialog.h"

typedef struct {
  PpWindow        *window;
  PpExportOptions  options;
  gboolean         all;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->window);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static const char *
get_extension (PpExportFormat format)
{
  switch (format)
    {
    case PP_EXPORT_SVG:
      return "svg";
    case PP_EXPORT_PDF:
      return "pdf";
    case PP_EXPORT_PNG:
    default:
      return "png";
    }
}

static GBytes *
draw (Export  *export,
      double  *used_scale,
      GError **error)
{
  PpWindow *self = export->window;
  PpModel *model = pp_document_get_model (self->document);
  PpKinds *kinds = pp_kinds_get_default ();

  *used_scale = export->options.scale;
  if (export->all)
    return pp_export_all_layouts (model, kinds, &export->options, error);
  return pp_export_layout (model, kinds, pp_editor_get_layout_id (self->editor), &export->options, used_scale,
                           error);
}

static void
report (Export *export,
        GFile  *file,
        double  used_scale)
{
  g_autofree char *base_name = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base_name);
  g_autofree char *text = NULL;

  if (used_scale < export->options.scale)
    text = g_strdup_printf (_("Exported “%s” at scale %.2f, the largest that a picture may have"), name, used_scale);
  else
    text = g_strdup_printf (_("Exported “%s”"), name);
  _pp_window_add_toast (export->window, text, FALSE);
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  double used_scale;

  if (file == NULL || export->window->document == NULL)
    return;
  bytes = draw (export, &used_scale, &error);
  if (bytes != NULL && pp_file_save (file, bytes, NULL, NULL, NULL, &error))
    report (export, file, used_scale);
  else
    pp_dialog_show_error (GTK_WINDOW (export->window), _("The Picture Was Not Exported"), error);
}

static char *
make_name (Export *export)
{
  PpWindow *self = export->window;
  PpLayout *layout = pp_model_lookup_layout (pp_document_get_model (self->document),
                                             pp_editor_get_layout_id (self->editor));
  g_autofree char *title = NULL;

  title = export->all || layout == NULL || *pp_layout_get_title (layout) == '\0'
          ? pp_document_dup_title (self->document) : g_strdup (pp_layout_get_title (layout));
  g_strdelimit (title, "/\\", '-');
  return g_strdup_printf ("%s.%s", title, get_extension (export->options.format));
}

static void
chosen_cb (PpWindow       *self,
           PpExportDialog *dialog)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = NULL;

  export->window = g_object_ref (self);
  export->all = pp_export_dialog_get_options (dialog, &export->options);
  name = make_name (export);
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Export Picture"), pp_document_get_file (self->document), name,
                             NULL, target_chosen_cb, export);
}

void
_pp_window_export (PpWindow *self)
{
  GtkWidget *dialog = pp_export_dialog_new (GTK_WINDOW (self));

  pp_editor_flush (self->editor);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_pp_window_print (PpWindow *self)
{
  g_autofree char *title = pp_document_dup_title (self->document);

  pp_editor_flush (self->editor);
  pp_print_run (GTK_WINDOW (self), pp_document_get_model (self->document), title,
                pp_editor_get_layout_id (self->editor));
}

void
_pp_window_report (PpWindow *self)
{
  pp_editor_flush (self->editor);
  gtk_window_present (GTK_WINDOW (pp_report_dialog_new (GTK_WINDOW (self), self->document,
                                                       pp_editor_get_layout_id (self->editor))));
}

void
_pp_window_release (PpWindow *self)
{
  pp_editor_flush (self->editor);
  gtk_window_present (GTK_WINDOW (pp_release_dialog_new (GTK_WINDOW (self), self->document)));
}
