/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Saving: one task from the command to the file, with the questions that come up on the way. */

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-settings.h"
#include "pp-toast.h"

#define AUTOSAVE_DELAY_S 20

static void
save_to (GTask               *task,
         GFile               *file,
         const PpFormat      *format,
         PpDocumentSaveFlags  flags);

static void choose_and_save (GTask *task);

typedef struct {
  GFile               *file;
  const PpFormat      *format;
  PpDocumentSaveFlags  flags;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_clear_object (&attempt->file);
  g_free (attempt);
}

static void
give_up (GTask *task)
{
  g_task_return_boolean (task, FALSE);
  g_object_unref (task);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  if (g_str_equal (answer, "overwrite"))
    {
      g_autoptr (GFile) file = attempt->file != NULL ? g_object_ref (attempt->file) : NULL;

      save_to (task, file, attempt->format,
               attempt->flags | PP_DOCUMENT_SAVE_OVERWRITE | PP_DOCUMENT_SAVE_INCOMPLETE);
    }
  else if (g_str_equal (answer, "save-as"))
    choose_and_save (task);
  else
    give_up (task);
}

/* What GLib says of a folder that is gone names the file once more, and not what is missing. */
static char *
describe_problem (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup (_("Its folder is not there any more. It may have been moved, renamed or deleted."));
  return pp_dialog_describe_error (error);
}

static AdwMessageDialog *
make_question (PpWindow     *self,
               const GError *error)
{
  g_autofree char *name = pp_document_dup_file_name (self->document);
  g_autofree char *heading = NULL, *what = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      heading = g_strdup_printf (_("“%s” Was Changed by Another Program"), name);
      return pp_dialog_new (GTK_WINDOW (self), heading,
                            _("If you save over it, what was changed there is lost."),
                            "cancel", _("_Cancel"), "overwrite", _("Save _Over It"), "save-as", _("Save _As…"), NULL);
    }
  if (g_error_matches (error, PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_INCOMPLETE))
    {
      heading = g_strdup_printf (_("“%s” Was Not Read Completely"), name);
      return pp_dialog_new (GTK_WINDOW (self), heading,
                            _("If you save over it, what was not read is lost."),
                            "cancel", _("_Cancel"), "overwrite", _("Save _Over It"), "save-as", _("Save _As…"), NULL);
    }
  what = describe_problem (error);
  return pp_dialog_new (GTK_WINDOW (self), _("The Model Was Not Saved"), what,
                        "cancel", _("_Cancel"), "save-as", _("Save _As…"), NULL);
}

static void
report_saved (PpWindow *self)
{
  PpLoss *loss = pp_document_get_save_loss (self->document);
  guint n_items = loss != NULL ? pp_loss_get_n_items (loss) : 0;
  g_autofree char *text = NULL;

  if (n_items == 0)
    {
      _pp_window_add_toast (self, _("Saved"), FALSE);
      return;
    }
  text = g_strdup_printf (ngettext ("Saved, but for %u thing that the format has no place for",
                                    "Saved, but for %u things that the format has no place for", n_items), n_items);
  adw_toast_overlay_add_toast (self->toast_overlay, pp_toast_new (text, _("_Details"), "win.show-loss"));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  PpDocument *document = PP_DOCUMENT (source);
  GTask *task = user_data;
  PpWindow *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (pp_document_save_finish (document, result, &error))
    {
      _pp_window_remember_file (self);
      report_saved (self);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    give_up (task);
  else if (g_error_matches (error, PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_NO_FILE)
           || g_error_matches (error, PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_READ_ONLY_FORMAT))
    choose_and_save (task);
  else
    pp_dialog_ask_async (make_question (self, error), asked_cb, task);
}

static void
save_to (GTask               *task,
         GFile               *file,
         const PpFormat      *format,
         PpDocumentSaveFlags  flags)
{
  PpWindow *self = g_task_get_source_object (task);
  Attempt *attempt = g_new0 (Attempt, 1);

  g_set_object (&attempt->file, file);
  attempt->format = format;
  attempt->flags = flags;
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  pp_document_save_async (self->document, file, format, flags, NULL, saved_cb, task);
}

static GListModel *
list_formats_first (const PpFormat *first)
{
  g_autoptr (GListModel) formats = pp_file_dialog_list_formats ();
  GListStore *sorted = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (guint i = 0; i < g_list_model_get_n_items (formats); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (formats, i);

      if (pp_format_of_filter (filter) == first)
        g_list_store_insert (sorted, 0, filter);
      else
        g_list_store_append (sorted, filter);
    }
  return G_LIST_MODEL (sorted);
}

static char *
make_file_name (PpWindow       *self,
                const PpFormat *format)
{
  const char *extension = format->extensions[0];
  g_autofree char *name = pp_document_dup_title (self->document);

  g_strdelimit (name, "/\\", '-');
  return g_strdup_printf ("%s.%s", *name != '\0' ? name : _("Untitled"),
                          *extension == '.' ? extension + 1 : extension);
}

static gboolean
has_extension_of (const char     *name,
                  const PpFormat *format)
{
  for (guint i = 0; format->extensions[i] != NULL; i++)
    {
      const char *extension = format->extensions[i];
      g_autofree char *ending = g_strconcat (*extension == '.' ? "" : ".", extension, NULL);

      if (g_str_has_suffix (name, ending))
        return TRUE;
    }
  return FALSE;
}

/* What the name ends with wins over the chosen filter; a name without a known ending gets the
 * filter's, but not in a sandbox, where only the chosen name may be written. */
static const PpFormat *
decide_format (GFile         *file,
               GtkFileFilter *filter)
{
  g_autofree char *name = g_file_get_basename (file);
  const PpFormat *chosen = pp_format_of_filter (filter);
  const PpFormat *by_name = pp_formats_for_file_name (name);

  if (chosen != NULL && has_extension_of (name, chosen))
    return chosen;
  if (by_name != NULL && by_name->write != NULL)
    return by_name;
  return chosen;
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  GtkFileFilter *filter = NULL;
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, &filter, NULL);

  if (file == NULL)
    give_up (task);
  else
    save_to (task, file, decide_format (file, filter), PP_DOCUMENT_SAVE_NONE);
}

static void
choose_and_save (GTask *task)
{
  PpWindow *self = g_task_get_source_object (task);
  const PpFormat *format = pp_document_get_format (self->document);
  g_autoptr (GListModel) filters = NULL;
  g_autofree char *name = NULL;

  if (format->write == NULL)
    format = pp_formats_lookup ("parapet");
  filters = list_formats_first (format);
  name = make_file_name (self, format);
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Save the Model"), pp_document_get_file (self->document), name,
                             filters, target_chosen_cb, task);
}

/**
 * _pp_window_save_async:
 * @self: a window with a document
 * @choose: whether to ask where to, although the document has a file
 * @callback: (nullable): called when it is done, or given up
 * @user_data: for @callback
 */
void
_pp_window_save_async (PpWindow            *self,
                       gboolean             choose,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _pp_window_save_async);
  pp_editor_flush (self->editor);
  if (choose)
    choose_and_save (task);
  else
    save_to (task, NULL, NULL, PP_DOCUMENT_SAVE_NONE);
}

gboolean
_pp_window_save_finish (PpWindow     *self,
                        GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
autosaved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PpWindow) self = PP_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!pp_document_save_finish (PP_DOCUMENT (source), result, &error))
    _pp_window_add_toast (self, _("The model could not be saved by itself"), FALSE);
}

static gboolean
autosave_cb (gpointer user_data)
{
  PpWindow *self = PP_WINDOW (user_data);

  self->autosave_timeout = 0;
  if (self->document != NULL && pp_document_is_modified (self->document)
      && pp_document_get_file (self->document) != NULL && !pp_document_is_saving (self->document))
    pp_document_save_async (self->document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, NULL, autosaved_cb,
                            g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Some time after the last edit, and only when the user wants it. */
void
_pp_window_schedule_autosave (PpWindow *self)
{
  g_clear_handle_id (&self->autosave_timeout, g_source_remove);
  if (g_settings_get_boolean (pp_settings_get_default (), "autosave"))
    self->autosave_timeout = g_timeout_add_seconds (AUTOSAVE_DELAY_S, autosave_cb, self);
}
