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
#include "pp-task.h"

typedef struct {
  /* Owned by the thread while it runs */
  PpModel         *model;         /* a copy of our own */
  GFile           *file;
  char            *layout_id;
  PpExportOptions  options;       /* with a reference to the overlay */
  gboolean         all;
  double           used_scale;
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->model);
  g_clear_object (&export->file);
  g_clear_pointer (&export->options.overlay, pp_overlay_unref);
  g_free (export->layout_id);
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

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Export *export = task_data;
  PpKinds *kinds = pp_kinds_get_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  export->used_scale = export->options.scale;
  if (export->all)
    bytes = pp_export_all_layouts (export->model, kinds, &export->options, &error);
  else
    bytes = pp_export_layout (export->model, kinds, export->layout_id, &export->options, &export->used_scale, &error);
  if (bytes != NULL && pp_file_save (export->file, bytes, NULL, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
report (PpWindow     *self,
        const Export *export)
{
  g_autofree char *base_name = g_file_get_basename (export->file);
  g_autofree char *name = g_filename_display_name (base_name);
  g_autofree char *text = NULL;

  if (export->used_scale < export->options.scale)
    text = g_strdup_printf (_("Exported “%s” at scale %.2f, the largest that a picture may have"), name,
                            export->used_scale);
  else
    text = g_strdup_printf (_("Exported “%s”"), name);
  _pp_window_add_toast (self, text, FALSE);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    report (self, g_task_get_task_data (G_TASK (result)));
  else
    pp_dialog_show_error (GTK_WINDOW (self), _("The Picture Was Not Exported"), error);
}

typedef struct {
  PpWindow *window;
  Export   *export;
} Choice;

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree Choice *choice = user_data;
  g_autoptr (PpWindow) self = choice->window;
  g_autoptr (Export) export = choice->export;
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, NULL, NULL);
  g_autoptr (GTask) task = NULL;

  if (file == NULL || self->document == NULL)
    return;
  export->file = g_steal_pointer (&file);
  export->model = pp_model_copy (pp_document_get_model (self->document));
  /* Kinds are made on the main thread. */
  pp_kinds_get_default ();
  task = g_task_new (NULL, NULL, exported_cb, g_object_ref (self));
  g_task_set_source_tag (task, target_chosen_cb);
  g_task_set_task_data (task, g_steal_pointer (&export), (GDestroyNotify) export_free);
  pp_task_run_in_thread (task, export_in_thread);
}

static char *
make_name (PpWindow     *self,
           const Export *export)
{
  PpLayout *layout = pp_model_lookup_layout (pp_document_get_model (self->document), export->layout_id);
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
  Choice *choice = g_new0 (Choice, 1);
  g_autofree char *name = NULL;

  choice->window = g_object_ref (self);
  choice->export = export;
  export->all = pp_export_dialog_get_options (dialog, &export->options);
  export->layout_id = g_strdup (pp_editor_get_layout_id (self->editor));
  if (export->options.overlay != NULL)
    pp_overlay_ref (export->options.overlay);
  name = make_name (self, export);
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Export Picture"), pp_document_get_file (self->document), name,
                             NULL, target_chosen_cb, choice);
}

void
_pp_window_export (PpWindow *self)
{
  GtkWidget *dialog = pp_export_dialog_new (GTK_WINDOW (self),
                                            pp_canvas_get_overlay (pp_editor_get_canvas (self->editor)));

  pp_editor_flush (self->editor);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  pp_window_present_soon (GTK_WINDOW (dialog));
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
  pp_window_present_soon (GTK_WINDOW (pp_report_dialog_new (GTK_WINDOW (self), self->document,
                                                           pp_editor_get_layout_id (self->editor))));
}

void
_pp_window_release (PpWindow *self)
{
  pp_editor_flush (self->editor);
  pp_window_present_soon (GTK_WINDOW (pp_release_dialog_new (GTK_WINDOW (self), self->document)));
}
