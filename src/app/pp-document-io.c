/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-document-private.h"

#include "pp-file.h"
#include "pp-task.h"

/* Reading and writing happen in a worker thread, on models that no other thread has: a model that was
 * just read, or a copy of the document's. */

typedef struct {
  PpModel        *model;
  const PpFormat *format;
  char           *etag;
  PpLoss         *loss;
  GBytes         *bytes;
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_clear_object (&loaded->model);
  g_clear_object (&loaded->loss);
  g_clear_pointer (&loaded->bytes, g_bytes_unref);
  g_free (loaded->etag);
  g_free (loaded);
}

static Loaded *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *name = g_file_get_basename (file);
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->loss = pp_loss_new ();
  loaded->bytes = pp_file_load (file, &loaded->etag, cancellable, error);
  if (loaded->bytes != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    loaded->model = pp_formats_read (NULL, loaded->bytes, name, &loaded->format, loaded->loss, error);
  if (loaded->model == NULL)
    g_clear_pointer (&loaded, loaded_free);
  return loaded;
}

/* A file to be read. Before anybody has asked for the document a thread of its own may have begun. */
typedef struct {
  GFile   *file;
  GThread *reader;              /* NULL when it has not begun, and when it was waited for */
  Loaded  *loaded;
  GError  *error;
} Load;

static Load *begun_load;

static Load *
load_new (GFile *file)
{
  Load *load = g_new0 (Load, 1);

  load->file = g_object_ref (file);
  return load;
}

static void
load_free (Load *load)
{
  g_clear_pointer (&load->reader, g_thread_join);
  g_clear_pointer (&load->loaded, loaded_free);
  g_clear_error (&load->error);
  g_object_unref (load->file);
  g_free (load);
}

static gpointer
reader_thread (gpointer data)
{
  Load *load = data;

  load->loaded = read_file (load->file, NULL, &load->error);
  return NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = task_data;

  if (load->reader != NULL)
    g_clear_pointer (&load->reader, g_thread_join);
  else
    load->loaded = read_file (load->file, cancellable, &load->error);
  if (load->loaded != NULL)
    g_task_return_pointer (task, g_steal_pointer (&load->loaded), (GDestroyNotify) loaded_free);
  else
    g_task_return_error (task, g_steal_pointer (&load->error));
}

/**
 * pp_document_begin_load:
 * @file: a file that pp_document_load_async() will be asked for in a moment
 *
 * Begins to read the file that the program is started with: there is time for that until the window is
 * there.
 */
void
pp_document_begin_load (GFile *file)
{
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (begun_load == NULL);
  begun_load = load_new (file);
  begun_load->reader = pp_task_begin ("reader", reader_thread, begun_load);
}

/**
 * pp_document_load_async:
 * @file: the file
 * @cancellable: (nullable): gives up at once; what runs is left to end by itself
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a file in any format that is known.
 */
void
pp_document_load_async (GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load;

  g_return_if_fail (G_IS_FILE (file));
  g_task_set_source_tag (task, pp_document_load_async);
  if (begun_load != NULL && g_file_equal (begun_load->file, file))
    load = g_steal_pointer (&begun_load);
  else
    load = load_new (file);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_set_return_on_cancel (task, TRUE);
  pp_task_run_in_thread (task, load_thread);
}

/**
 * pp_document_load_finish:
 * @result: what the callback was given
 * @error: return location: of #PpFormatError, #PpJsonError, #PpModelError or #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the document
 */
PpDocument *
pp_document_load_finish (GAsyncResult  *result,
                         GError       **error)
{
  GTask *task = G_TASK (result);
  Load *load = g_task_get_task_data (task);
  Loaded *loaded = g_task_propagate_pointer (task, error);
  PpDocument *self;

  if (loaded == NULL)
    return NULL;
  self = _pp_document_new (loaded->model, load->file, loaded->format, loaded->etag, loaded->loss,
                           loaded->bytes);
  loaded_free (loaded);
  return self;
}

typedef struct {
  PpModel        *model;
  GFile          *file;
  const PpFormat *format;
  char           *expected_etag;
  PpDocumentSaveFlags flags;
  gboolean        begun;
  guint64         serial;
  guint64         journal_position;

  char           *etag;
  PpLoss         *loss;
  GBytes         *bytes;
  GBytes         *base;                   /* for the journal */
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->model);
  g_clear_object (&save->file);
  g_clear_object (&save->loss);
  g_clear_pointer (&save->base, g_bytes_unref);
  g_clear_pointer (&save->bytes, g_bytes_unref);
  g_free (save->expected_etag);
  g_free (save->etag);
  g_free (save);
}

/* What unsaved work is replayed on must be the model to the letter. A file of another format may say
 * the same in other words, so the journal gets our own. */
static GBytes *
make_journal_base (Save *save)
{
  const PpFormat *own = pp_formats_lookup ("parapet");

  return save->format == own ? g_bytes_ref (save->bytes)
                             : pp_formats_write (own, save->model, NULL, NULL);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  GError *error = NULL;

  save->bytes = pp_formats_write (save->format, save->model, save->loss, &error);
  if (save->bytes != NULL
      && pp_file_save (save->file, save->bytes, save->expected_etag, &save->etag, cancellable, &error))
    {
      save->base = make_journal_base (save);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static GTask *
new_save_task (PpDocument          *self,
               GFile               *file,
               const PpFormat      *format,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  g_set_object (&save->file, file);
  save->format = format;
  save->loss = pp_loss_new ();
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  return task;
}

static GError *
find_obstacle (PpDocument          *self,
               GFile               *file,
               const PpFormat      *format,
               PpDocumentSaveFlags  flags)
{
  if (file == NULL)
    return g_error_new_literal (PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_NO_FILE,
                                "the document has no file");
  if (format->write == NULL)
    return g_error_new (PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_READ_ONLY_FORMAT,
                        "the format %s is read, not written", format->name);
  if (self->incomplete && (flags & PP_DOCUMENT_SAVE_INCOMPLETE) == 0
      && self->file != NULL && g_file_equal (file, self->file))
    return g_error_new_literal (PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_INCOMPLETE,
                                "the file holds what was not read");
  return NULL;
}

static void
start_save (GTask *task)
{
  PpDocument *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);
  GError *obstacle;

  if (save->file == NULL)
    g_set_object (&save->file, self->file);
  if (save->format == NULL)
    save->format = self->format;
  pp_history_end_merge (self->history);
  save->begun = TRUE;
  _pp_document_set_saving (self, TRUE);
  obstacle = find_obstacle (self, save->file, save->format, save->flags);
  if (obstacle != NULL)
    {
      g_task_return_error (task, obstacle);
      return;
    }
  save->model = pp_model_copy (pp_document_get_model (self));
  save->serial = self->serial;
  save->journal_position = pp_journal_get_position (self->journal);
  if ((save->flags & PP_DOCUMENT_SAVE_OVERWRITE) == 0 && self->file != NULL
      && g_file_equal (save->file, self->file))
    save->expected_etag = g_strdup (self->etag);
  pp_task_run_in_thread (task, save_thread);
}

/* Not from within what is told of the end of a save: who waited may close the document. */
static gboolean
save_ended_cb (gpointer user_data)
{
  PpDocument *self = user_data;

  while (!self->saving && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

      if (g_task_get_source_tag (task) == pp_document_save_async)
        start_save (task);
      else
        g_task_return_boolean (task, TRUE);
    }
  return G_SOURCE_REMOVE;
}

/* Who waits for a save that fails would only hear the same. */
static void
give_up_waiting (PpDocument *self)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the save before failed");
    }
}

/**
 * pp_document_save_async:
 * @self: a document
 * @file: (nullable): where to; %NULL for the document's own file
 * @format: (nullable): how; %NULL for the document's own format
 * @flags: what to be careless about
 * @cancellable: (nullable): until the file is replaced
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the model as it is now, or as it is when the save that is going on has ended; fails with
 * %G_IO_ERROR_CANCELLED if that one fails. When it has worked, @file and @format are the document's
 * own. Fails with %G_IO_ERROR_WRONG_ETAG when the document's own file was changed by somebody else,
 * and with the errors of #PpDocumentError; the old file stays whatever fails.
 */
void
pp_document_save_async (PpDocument          *self,
                        GFile               *file,
                        const PpFormat      *format,
                        PpDocumentSaveFlags  flags,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (PP_IS_DOCUMENT (self));
  task = new_save_task (self, file, format, cancellable, callback, user_data);
  g_task_set_source_tag (task, pp_document_save_async);
  save = g_task_get_task_data (task);
  save->flags = flags;
  if (self->saving)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  else
    start_save (task);
}

gboolean
pp_document_save_finish (PpDocument    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr (GError) failure = NULL;
  Save *save;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  save = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), &failure))
    {
      if (save->begun)
        {
          _pp_document_set_saving (self, FALSE);
          give_up_waiting (self);
        }
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_set_object (&self->save_loss, save->loss);
  _pp_document_saved (self, save->file, save->format, save->etag, save->base, save->serial,
                      save->journal_position);
  _pp_document_set_saving (self, FALSE);
  if (!g_queue_is_empty (&self->waiting))
    g_idle_add_full (G_PRIORITY_DEFAULT, save_ended_cb, g_object_ref (self), g_object_unref);
  return TRUE;
}

/**
 * pp_document_await_save_async:
 * @self: a document
 * @callback: called when nothing is being saved
 * @user_data: for @callback
 *
 * Waits for the saves that are going on. Fails with %G_IO_ERROR_CANCELLED if one of them fails.
 */
void
pp_document_await_save_async (PpDocument          *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PP_IS_DOCUMENT (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, pp_document_await_save_async);
  if (self->saving)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
pp_document_await_save_finish (PpDocument    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pp_document_export_async:
 * @self: a document
 * @file: where to
 * @format: how
 * @cancellable: (nullable): until the file is replaced
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a copy; the document keeps its own file, format and mark.
 */
void
pp_document_export_async (PpDocument          *self,
                          GFile               *file,
                          const PpFormat      *format,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = new_save_task (self, file, format, cancellable, callback, user_data);
  Save *save = g_task_get_task_data (task);

  g_task_set_source_tag (task, pp_document_export_async);
  save->model = pp_model_copy (pp_document_get_model (self));
  pp_task_run_in_thread (task, save_thread);
}

gboolean
pp_document_export_finish (PpDocument    *self,
                           GAsyncResult  *result,
                           PpLoss       **loss,
                           GError       **error)
{
  Save *save;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  save = g_task_get_task_data (G_TASK (result));
  if (loss != NULL)
    *loss = g_object_ref (save->loss);
  return TRUE;
}
