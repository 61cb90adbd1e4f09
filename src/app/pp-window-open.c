/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Opening: a file becomes the document of the window, or a page says why it does not. */

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-recent.h"

/* A file that opens sooner than this never shows that it was loading. */
#define LOADING_PAGE_DELAY_MS 250
#define PULSE_INTERVAL_MS 100

void
_pp_window_remember_file (PpWindow *self)
{
  g_autofree char *title = pp_document_dup_title (self->document);

  if (pp_document_get_file (self->document) != NULL)
    pp_recent_add (pp_recent_get_default (), pp_document_get_file (self->document), title);
}

static void
end_loading (PpWindow *self)
{
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->loading_timeout, g_source_remove);
}

/* GLib's own words hold the path once more. */
static char *
describe_problem (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup (_("There is no such file. It may have been moved, renamed or deleted."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return g_strdup (_("This is a folder. Open a file that is in it."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_("You are not allowed to read this file. Ask its owner."));
  return pp_dialog_describe_error (error);
}

static void
show_problem (PpWindow     *self,
              const GError *error)
{
  g_autofree char *name = g_file_get_parse_name (self->loading_file);
  g_autofree char *base_name = g_file_get_basename (self->loading_file);
  g_autofree char *shown_name = g_filename_display_name (base_name);
  g_autofree char *what = describe_problem (error);
  g_autofree char *title = g_strdup_printf (_("“%s” Cannot Be Opened"), shown_name);
  g_autofree char *description = g_strdup_printf ("%s\n\n%s", what, name);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->problem_page, escaped_title);
  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  _pp_window_update_actions (self);
}

static void
report_read_loss (PpWindow *self)
{
  PpLoss *loss = pp_document_get_loss (self->document);
  g_autofree char *body = NULL;
  guint n_items = loss != NULL ? pp_loss_get_n_items (loss) : 0;

  if (n_items == 0)
    return;
  body = g_strdup_printf (ngettext ("%u thing in the file could not be taken over. The file itself is unchanged "
                                    "until you save.",
                                    "%u things in the file could not be taken over. The file itself is unchanged "
                                    "until you save.", n_items), n_items);
  pp_dialog_show_loss (GTK_WINDOW (self), _("Not Everything Was Read"), body, loss);
}

typedef struct {
  PpWindow   *window;
  PpDocument *document;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->document);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
show_document (PpWindow   *self,
               PpDocument *document)
{
  end_loading (self);
  pp_window_set_document (self, document);
  _pp_window_remember_file (self);
  report_read_loss (self);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  PpWindow *self = opening->window;

  /* A window that is gone loads nothing; another file may be on its way after this one was given up. */
  if (self->loading != NULL && pp_canvas_prepare_finish (pp_editor_get_canvas (self->editor), result,
                                                        pp_document_get_model (opening->document)))
    show_document (self, opening->document);
}

/* What the diagram looks like is worked out in a thread, while the window says that it opens a file. */
static void
prepare_document (PpWindow   *self,
                  PpDocument *document)
{
  PpModel *model = pp_document_get_model (document);
  g_autofree char *layout_id = pp_editor_dup_first_layout (model);
  Opening *opening;

  if (layout_id == NULL)
    {
      show_document (self, document);
      return;
    }
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->document = g_object_ref (document);
  pp_canvas_prepare_async (pp_editor_get_canvas (self->editor), model, pp_kinds_get_default (), layout_id,
                           self->loading, prepared_cb, opening);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PpDocument) document = pp_document_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->loading == NULL)
    return;
  if (document == NULL)
    {
      end_loading (self);
      show_problem (self, error);
      return;
    }
  prepare_document (self, document);
}

static gboolean
pulse_cb (gpointer user_data)
{
  PpWindow *self = PP_WINDOW (user_data);

  gtk_progress_bar_pulse (self->loading_bar);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_loading_page_cb (gpointer user_data)
{
  PpWindow *self = PP_WINDOW (user_data);
  g_autofree char *base_name = g_file_get_basename (self->loading_file);
  g_autofree char *name = g_filename_display_name (base_name);
  g_autofree char *text = g_strdup_printf (_("Opening “%s”"), name);

  gtk_label_set_text (self->loading_label, text);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  self->loading_timeout = g_timeout_add (PULSE_INTERVAL_MS, pulse_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * pp_window_load:
 * @self: a window that shows nothing
 * @file: the file to open in it
 */
void
pp_window_load (PpWindow *self,
                GFile    *file)
{
  g_return_if_fail (PP_IS_WINDOW (self));
  g_return_if_fail (self->loading == NULL);
  g_set_object (&self->loading_file, file);
  self->loading = g_cancellable_new ();
  self->loading_timeout = g_timeout_add (LOADING_PAGE_DELAY_MS, show_loading_page_cb, self);
  gtk_stack_set_visible_child_name (self->stack, "blank");
  _pp_window_update_actions (self);
  pp_document_load_async (file, self->loading, loaded_cb, g_object_ref (self));
}

void
_pp_window_cancel_load (PpWindow *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  end_loading (self);
  g_clear_object (&self->loading_file);
  gtk_stack_set_visible_child_name (self->stack, self->document != NULL ? "document" : "start");
  _pp_window_update_actions (self);
}

void
_pp_window_retry_load (PpWindow *self)
{
  g_autoptr (GFile) file = g_object_ref (self->loading_file);

  pp_window_load (self, file);
}

void
_pp_window_open_files (PpWindow   *self,
                       GListModel *files)
{
  PpApplication *application = PP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      pp_application_open_file (application, file, GTK_WINDOW (self));
    }
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autoptr (GListModel) files = pp_file_dialog_open_finish (result, NULL);

  if (files != NULL && gtk_window_get_application (GTK_WINDOW (self)) != NULL)
    _pp_window_open_files (self, files);
}

void
_pp_window_choose_files (PpWindow *self)
{
  pp_file_dialog_open_async (GTK_WINDOW (self), files_chosen_cb, g_object_ref (self));
}
