/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal of one open document. Each step that the history commits becomes one line that is handed
 * to the kernel before the commit returns, so a killed program loses nothing that was committed. What a
 * power failure could lose is bounded by fdatasync(), which runs in a thread, one at a time, shortly
 * after a step: the main loop never waits for the disk.
 *
 * Files are made with the first step. While the program lives it holds a lock on the journal, and so
 * other instances can tell a journal in use from one that was left behind. */

#include "pp-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "pp-json.h"
#include "pp-task.h"

#define SYNC_DELAY_MS 250

struct _PpJournal {
  GObject            parent_instance;

  /*< owned >*/
  GFile             *folder;
  PpHistory         *history;
  char              *uri;
  char              *name;
  char              *format;
  char              *etag;
  char              *program;
  GBytes            *base;
  char              *path;      /* of the journal; NULL before the first step */
  char              *base_path;
  GString           *pending;   /* lines that could not be written yet */

  /*< state >*/
  int                fd;
  guint64            position;  /* bytes of all steps since the journal began, pending ones too */
  guint              sync_source;
  gboolean           syncing;
  gboolean           dirty;
  gboolean           failing;
  gboolean           stopped;   /* a step is missing, or none are wanted: nothing more is recorded */
};

enum {
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (pp-journal-error-quark, pp_journal_error)
G_DEFINE_FINAL_TYPE (PpJournal, pp_journal, G_TYPE_OBJECT)

gboolean
_pp_journal_set_error (GError     **error,
                       const char  *action,
                       const char  *path)
{
  int saved_errno = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
               "Cannot %s “%s”: %s", action, path, g_strerror (saved_errno));
  return FALSE;
}

gboolean
_pp_journal_write_all (int          fd,
                       const char  *data,
                       gsize        length,
                       GError     **error)
{
  while (length > 0)
    {
      gssize n_written = write (fd, data, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written <= 0)
        {
          int saved_errno = n_written < 0 ? errno : ENOSPC;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                       "Cannot write the journal: %s", g_strerror (saved_errno));
          return FALSE;
        }
      data += n_written;
      length -= n_written;
    }
  return TRUE;
}

gboolean
_pp_journal_lock (int fd)
{
  int result;

  do
    result = flock (fd, LOCK_EX | LOCK_NB);
  while (result < 0 && errno == EINTR);
  return result == 0;
}

/* Syncing. */

typedef struct {
  int fd;
} SyncJob;

static void
sync_job_free (SyncJob *job)
{
  close (job->fd);
  g_free (job);
}

static void
sync_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SyncJob *job = task_data;

  while (fdatasync (job->fd) < 0 && errno == EINTR)
    ;
  g_task_return_boolean (task, TRUE);
}

static void schedule_sync (PpJournal *self);

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  PpJournal *self = PP_JOURNAL (object);

  self->syncing = FALSE;
  if (self->dirty)
    schedule_sync (self);
}

static gboolean
sync_cb (gpointer user_data)
{
  PpJournal *self = user_data;
  g_autoptr (GTask) task = NULL;
  int fd;

  self->sync_source = 0;
  fd = self->fd >= 0 ? fcntl (self->fd, F_DUPFD_CLOEXEC, 0) : -1;
  if (fd >= 0)
    {
      SyncJob *job = g_new0 (SyncJob, 1);

      job->fd = fd;
      self->dirty = FALSE;
      self->syncing = TRUE;
      task = g_task_new (self, NULL, synced_cb, NULL);
      g_task_set_source_tag (task, sync_cb);
      g_task_set_task_data (task, job, (GDestroyNotify) sync_job_free);
      pp_task_run_in_thread (task, sync_thread);
    }
  return G_SOURCE_REMOVE;
}

static void
schedule_sync (PpJournal *self)
{
  self->dirty = TRUE;
  if (!self->syncing && self->sync_source == 0)
    self->sync_source = g_timeout_add (SYNC_DELAY_MS, sync_cb, self);
}

/* Files. */

static char *
now_as_text (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%FT%TZ");
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static char *
line_of_object (JsonObject *object,
                gsize      *length)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  GString *line = g_string_new (NULL);

  json_node_take_object (node, object);
  pp_json_append (line, node, PP_JSON_STYLE_COMPACT, 0);
  g_string_append_c (line, '\n');
  *length = line->len;
  return g_string_free (line, FALSE);
}

static char *
header_line (PpJournal *self,
             gsize     *length)
{
  JsonObject *header = json_object_new ();
  g_autofree char *time = now_as_text ();

  json_object_set_int_member (header, "parapetJournal", PP_JOURNAL_VERSION);
  set_text (header, "uri", self->uri);
  set_text (header, "name", self->name);
  set_text (header, "format", self->format);
  set_text (header, "etag", self->etag);
  set_text (header, "program", self->program);
  set_text (header, "time", time);
  set_text (header, "model", pp_model_get_id (pp_history_get_model (self->history)));
  if (self->base != NULL)
    json_object_set_int_member (header, "baseBytes", (gint64) g_bytes_get_size (self->base));
  return line_of_object (header, length);
}

static gboolean
write_base (PpJournal   *self,
            const char  *path,
            GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (self->base, &length);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean written;

  if (fd < 0)
    return _pp_journal_set_error (error, "make", path);
  written = _pp_journal_write_all (fd, data, length, error);
  close (fd);
  if (!written)
    g_unlink (path);
  return written;
}

/* Makes and locks the journal under a temporary name, so that nobody sees it before both are done. */
static int
open_new_file (PpJournal   *self,
               const char  *path,
               GError     **error)
{
  gsize length;
  g_autofree char *header = header_line (self, &length);
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      _pp_journal_set_error (error, "make", path);
      return -1;
    }
  if (_pp_journal_lock (fd) && _pp_journal_write_all (fd, header, length, error))
    return fd;
  if (error != NULL && *error == NULL)
    _pp_journal_set_error (error, "lock", path);
  g_unlink (path);
  close (fd);
  return -1;
}

static gboolean
begin_files (PpJournal  *self,
             GError    **error)
{
  g_autofree char *folder = g_file_get_path (self->folder);
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *new_path = g_strconcat (folder, "/", name, PP_JOURNAL_NEW_SUFFIX, NULL);
  g_autofree char *path = g_strconcat (folder, "/", name, PP_JOURNAL_SUFFIX, NULL);
  g_autofree char *base_path = g_strconcat (folder, "/", name, PP_JOURNAL_BASE_SUFFIX, NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) < 0)
    return _pp_journal_set_error (error, "make", folder);
  fd = open_new_file (self, new_path, error);
  if (fd < 0)
    return FALSE;
  if ((self->base != NULL && !write_base (self, base_path, error)) ||
      (g_rename (new_path, path) < 0 && !_pp_journal_set_error (error, "make", path)))
    {
      g_unlink (new_path);
      g_unlink (base_path);
      close (fd);
      return FALSE;
    }
  self->fd = fd;
  self->path = g_steal_pointer (&path);
  self->base_path = self->base != NULL ? g_steal_pointer (&base_path) : NULL;
  return TRUE;
}

static void
close_files (PpJournal *self)
{
  g_clear_handle_id (&self->sync_source, g_source_remove);
  self->dirty = FALSE;
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->base_path, g_free);
}

/* The journal goes before its base, so that no journal is ever without one. */
static void
delete_files (const char *path,
              const char *base_path)
{
  if (path != NULL)
    g_unlink (path);
  if (base_path != NULL)
    g_unlink (base_path);
}

static void
set_failing (PpJournal *self,
             GError    *error)
{
  if (self->failing)
    return;
  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
write_pending (PpJournal  *self,
               GError    **error)
{
  off_t length;

  if (self->fd < 0 && !begin_files (self, error))
    return FALSE;
  length = lseek (self->fd, 0, SEEK_END);
  if (length + self->pending->len > PP_JOURNAL_MAX_BYTES)
    {
      g_set_error_literal (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_TOO_LARGE,
                           "The journal is full; it begins anew when the document is saved");
      return FALSE;
    }
  if (!_pp_journal_write_all (self->fd, self->pending->str, self->pending->len, error))
    {
      /* Half a line must not stay: the next step would be glued to it. */
      if (ftruncate (self->fd, length) < 0)
        g_debug ("Cannot shorten the journal: %s", g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static void
flush (PpJournal *self)
{
  g_autoptr (GError) error = NULL;

  if (!write_pending (self, &error))
    {
      set_failing (self, error);
      return;
    }
  g_string_set_size (self->pending, 0);
  self->failing = FALSE;
  schedule_sync (self);
}

static void
committed_cb (PpJournal  *self,
              const char *label,
              GPtrArray  *changes,
              PpHistory  *history)
{
  JsonObject *step = json_object_new ();
  g_autofree char *time = now_as_text ();
  g_autofree char *line = NULL;
  gsize length;

  set_text (step, "label", label);
  set_text (step, "time", time);
  if (pp_history_was_merged (history))
    json_object_set_boolean_member (step, "merged", TRUE);
  json_object_set_member (step, "changes", pp_change_list_to_json (changes));
  line = line_of_object (step, &length);

  self->position += length;
  if (self->stopped)
    return;
  if (self->pending->len + length > PP_JOURNAL_MAX_LINE_BYTES)
    {
      g_autoptr (GError) error = g_error_new_literal (PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_TOO_LARGE,
                                                      "Too much waits to be written to the journal");

      g_string_set_size (self->pending, 0);
      self->stopped = TRUE;
      set_failing (self, error);
      return;
    }
  g_string_append_len (self->pending, line, (gssize) length);
  flush (self);
}

static void
set_document (PpJournal               *self,
              const PpJournalDocument *document,
              GBytes                  *base)
{
  g_autoptr (GBytes) old_base = self->base;

  g_free (self->uri);
  g_free (self->name);
  g_free (self->format);
  g_free (self->etag);
  g_free (self->program);
  self->uri = g_strdup (document->uri);
  self->name = g_strdup (document->name);
  self->format = g_strdup (document->format);
  self->etag = g_strdup (document->etag);
  self->program = g_strdup (document->program);
  self->base = base != NULL ? g_bytes_ref (base) : NULL;
}

/* Leaves in ::pending what was recorded after @position, wherever it is now. */
static gboolean
take_tail (PpJournal *self,
           guint64    position)
{
  gsize wanted = self->position - MIN (position, self->position);
  g_autoptr (GString) tail = NULL;
  gsize in_file;
  goffset offset;

  if (wanted <= self->pending->len)
    {
      g_string_erase (self->pending, 0, (gssize) (self->pending->len - wanted));
      return TRUE;
    }

  in_file = wanted - self->pending->len;
  if (self->fd < 0 || in_file > PP_JOURNAL_MAX_BYTES)
    return FALSE;
  offset = lseek (self->fd, 0, SEEK_END) - (goffset) in_file;
  tail = g_string_new (NULL);
  g_string_set_size (tail, in_file);
  for (gsize n_read = 0; n_read < in_file;)
    {
      gssize result = pread (self->fd, tail->str + n_read, in_file - n_read, offset + (goffset) n_read);

      if (result < 0 && errno == EINTR)
        continue;
      if (result <= 0)
        return FALSE;
      n_read += (gsize) result;
    }
  g_string_prepend_len (self->pending, tail->str, (gssize) tail->len);
  return TRUE;
}

static void
pp_journal_dispose (GObject *object)
{
  PpJournal *self = PP_JOURNAL (object);

  close_files (self);
  if (self->history != NULL)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_clear_object (&self->history);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (pp_journal_parent_class)->dispose (object);
}

static void
pp_journal_finalize (GObject *object)
{
  PpJournal *self = PP_JOURNAL (object);

  g_free (self->uri);
  g_free (self->name);
  g_free (self->format);
  g_free (self->etag);
  g_free (self->program);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_string_free (self->pending, TRUE);

  G_OBJECT_CLASS (pp_journal_parent_class)->finalize (object);
}

static void
pp_journal_class_init (PpJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pp_journal_dispose;
  object_class->finalize = pp_journal_finalize;

  signals[FAILED] = g_signal_new ("failed", PP_TYPE_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
pp_journal_init (PpJournal *self)
{
  self->fd = -1;
  self->pending = g_string_new (NULL);
}

PpJournal *
pp_journal_new (GFile                   *folder,
                PpHistory               *history,
                const PpJournalDocument *document,
                GBytes                  *base)
{
  PpJournal *self;

  g_return_val_if_fail (G_IS_FILE (folder) && g_file_is_native (folder), NULL);
  g_return_val_if_fail (PP_IS_HISTORY (history), NULL);
  g_return_val_if_fail (document != NULL, NULL);

  self = g_object_new (PP_TYPE_JOURNAL, NULL);
  self->folder = g_object_ref (folder);
  self->history = g_object_ref (history);
  set_document (self, document, base);
  g_signal_connect_swapped (history, "committed", G_CALLBACK (committed_cb), self);
  return self;
}

guint64
pp_journal_get_position (PpJournal *self)
{
  g_return_val_if_fail (PP_IS_JOURNAL (self), 0);

  return self->position;
}

void
pp_journal_reset (PpJournal               *self,
                  const PpJournalDocument *document,
                  GBytes                  *base,
                  guint64                  position)
{
  gboolean was_stopped;

  g_return_if_fail (PP_IS_JOURNAL (self));
  g_return_if_fail (document != NULL);

  was_stopped = self->stopped;
  self->stopped = was_stopped ? position != self->position : !take_tail (self, position);
  if (was_stopped || self->stopped)
    g_string_set_size (self->pending, 0);
  /* Deleted before the lock on them goes with the descriptor. */
  delete_files (self->path, self->base_path);
  close_files (self);
  set_document (self, document, base);
  if (self->pending->len > 0)
    flush (self);
  else
    self->failing = self->stopped;
}

void
pp_journal_discard (PpJournal *self)
{
  g_return_if_fail (PP_IS_JOURNAL (self));

  delete_files (self->path, self->base_path);
  close_files (self);
  g_string_set_size (self->pending, 0);
  self->stopped = TRUE;
  self->failing = FALSE;
}

gboolean
pp_journal_is_failing (PpJournal *self)
{
  g_return_val_if_fail (PP_IS_JOURNAL (self), FALSE);

  return self->failing;
}
