/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-recent.h"
#include "pp-rule-workbench.h"
#include "pp-settings.h"

/* A file that opens sooner than this never shows that it was loading. */
#define LOADING_PAGE_DELAY_MS 250
#define PULSE_INTERVAL_MS 100
#define AUTOSAVE_DELAY_S 20

static void
remember (PpWindow *self)
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
  remember (self);
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
  if (self->loading != NULL && pp_canvas_prepare_finish (pp_editor_get_canvas (self->editor), result))
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

/* Saving: one task from the command to the file, with the questions that come up on the way. */

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
  what = pp_dialog_describe_error (error);
  return pp_dialog_new (GTK_WINDOW (self), _("The Model Was Not Saved"), what,
                        "cancel", _("_Cancel"), "save-as", _("Save _As…"), NULL);
}

static void
report_saved (PpWindow *self)
{
  PpLoss *loss = pp_document_get_save_loss (self->document);
  guint n_items = loss != NULL ? pp_loss_get_n_items (loss) : 0;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (n_items == 0)
    {
      _pp_window_add_toast (self, _("Saved"), FALSE);
      return;
    }
  text = g_strdup_printf (ngettext ("Saved, but for %u thing that the format has no place for",
                                    "Saved, but for %u things that the format has no place for", n_items), n_items);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Details"));
  adw_toast_set_action_name (toast, "win.show-loss");
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
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
      remember (self);
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
rules_confirmed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PpWindow *self = g_task_get_source_object (task);
  gboolean confirmed = pp_rule_workbench_confirm_close_finish (PP_RULE_WORKBENCH (source), result);

  self->asking = FALSE;
  if (!confirmed)
    self->discards = FALSE;
  g_task_return_boolean (task, confirmed);
}

/* The rules that are written in the window beside this one close with it. */
static void
model_confirmed (PpWindow *self,
                 GTask    *task,
                 gboolean  confirmed)
{
  if (confirmed && self->rule_workbench != NULL)
    {
      self->asking = TRUE;
      pp_rule_workbench_confirm_close_async (PP_RULE_WORKBENCH (self->rule_workbench), rules_confirmed_cb, task);
      return;
    }
  self->asking = FALSE;
  g_task_return_boolean (task, confirmed);
  g_object_unref (task);
}

static void
saved_before_close_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  PpWindow *self = PP_WINDOW (source);
  GTask *task = user_data;

  model_confirmed (self, task, _pp_window_save_finish (self, result));
}

static void
close_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  PpWindow *self = g_task_get_source_object (task);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  if (g_str_equal (answer, "save"))
    {
      _pp_window_save_async (self, FALSE, saved_before_close_cb, task);
      return;
    }
  self->discards = g_str_equal (answer, "discard");
  model_confirmed (self, task, self->discards);
}

static void
ask_to_close (PpWindow *self,
              GTask    *task)
{
  g_autofree char *title = NULL, *heading = NULL;

  if (!pp_document_is_modified (self->document))
    {
      model_confirmed (self, task, TRUE);
      return;
    }
  title = pp_document_get_file (self->document) != NULL ? pp_document_dup_file_name (self->document)
                                                        : pp_document_dup_title (self->document);
  heading = g_strdup_printf (_("Save Changes to “%s”?"), title);
  pp_dialog_ask_async (pp_dialog_new (GTK_WINDOW (self), heading,
                                      _("Changes that are not saved will be lost for ever."),
                                      "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL),
                       close_answered_cb, task);
}

static void
save_awaited_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  PpWindow *self = g_task_get_source_object (task);

  if (pp_document_await_save_finish (PP_DOCUMENT (source), result, NULL))
    ask_to_close (self, task);
  else
    model_confirmed (self, task, FALSE);
}

/**
 * _pp_window_confirm_close_async:
 * @self: a window
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out whether the window may be closed: where nothing is unsaved it may, when a save that is
 * going on has ended; else by asking. If that save fails it may not, for then that is asked about.
 */
void
_pp_window_confirm_close_async (PpWindow            *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _pp_window_confirm_close_async);
  if (self->document != NULL)
    pp_editor_flush (self->editor);
  if (self->asking)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }
  if (self->document == NULL)
    {
      model_confirmed (self, task, TRUE);
      return;
    }
  self->asking = TRUE;
  if (pp_document_is_saving (self->document))
    pp_document_await_save_async (self->document, save_awaited_cb, task);
  else
    ask_to_close (self, task);
}

gboolean
_pp_window_confirm_close_finish (PpWindow     *self,
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
