/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left of a journal whose program ended without saving. The lock on the journal is held as long
 * as the object lives, so that of two instances that start at once only one offers it. */

#include "pp-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pp-json.h"

#define MAX_HEADER_BYTES (64 * 1024)
/* Steps hold whole records: deeper by some levels than the records were in their file. */
#define MAX_STEP_DEPTH (PP_JSON_MAX_DEPTH + 20)
#define LEFTOVER_SECONDS (24 * 60 * 60)

struct _PpRecovery {
  GObject      parent_instance;

  /*< owned >*/
  char        *path;
  char        *base_path;
  char        *uri;
  char        *name;
  char        *format;
  char        *etag;
  char        *model_id;
  char        *problem;
  GDateTime   *time;
  GMappedFile *file;

  /*< state >*/
  int          fd;
  gint64       base_bytes;      /* -1 when there is no base */
  guint        n_steps;
};

G_DEFINE_FINAL_TYPE (PpRecovery, pp_recovery, G_TYPE_OBJECT)

static void
pp_recovery_finalize (GObject *object)
{
  PpRecovery *self = PP_RECOVERY (object);

  g_free (self->path);
  g_free (self->base_path);
  g_free (self->uri);
  g_free (self->name);
  g_free (self->format);
  g_free (self->etag);
  g_free (self->model_id);
  g_free (self->problem);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  if (self->fd >= 0)
    close (self->fd);

  G_OBJECT_CLASS (pp_recovery_parent_class)->finalize (object);
}

static void
pp_recovery_class_init (PpRecoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_recovery_finalize;
}

static void
pp_recovery_init (PpRecovery *self)
{
  self->fd = -1;
  self->base_bytes = -1;
}

/* The next line that is whole, without its end; NULL when there is none. */
static const char *
next_line (const char **text,
           const char  *end,
           gsize       *length)
{
  const char *line = *text;
  const char *newline = line < end ? memchr (line, '\n', (gsize) (end - line)) : NULL;

  if (newline == NULL)
    return NULL;
  *length = (gsize) (newline - line);
  *text = newline + 1;
  return line;
}

static JsonNode *
parse_line (const char  *line,
            gsize        length,
            gsize        max_length,
            GError     **error)
{
  const PpJsonLimits limits = { max_length, MAX_STEP_DEPTH };
  g_autoptr (JsonNode) node = pp_json_parse (line, length, &limits, error);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT,
                           "Not a line of a journal");
      return NULL;
    }
  return g_steal_pointer (&node);
}

static void
read_header (PpRecovery *self,
             const char *line,
             gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse_line (line, length, MAX_HEADER_BYTES, &error);
  JsonObject *header;

  if (node == NULL)
    {
      self->problem = g_strdup_printf ("line 1: %s", error->message);
      return;
    }
  header = json_node_get_object (node);
  if (pp_json_get_int (header, "parapetJournal", 0) != PP_JOURNAL_VERSION)
    self->problem = g_strdup ("line 1: written by a version that this program does not know");
  self->uri = g_strdup (pp_json_get_string (header, "uri", NULL));
  g_free (self->name);
  self->name = g_strdup (pp_json_get_string (header, "name", ""));
  self->format = g_strdup (pp_json_get_string (header, "format", NULL));
  self->etag = g_strdup (pp_json_get_string (header, "etag", NULL));
  self->model_id = g_strdup (pp_json_get_string (header, "model", NULL));
  self->base_bytes = pp_json_get_int (header, "baseBytes", -1);
}

static void
scan (PpRecovery *self)
{
  const char *text = g_mapped_file_get_contents (self->file);
  const char *end = text + g_mapped_file_get_length (self->file);
  const char *line;
  gsize length;

  line = text != NULL ? next_line (&text, end, &length) : NULL;
  if (line == NULL)
    {
      self->problem = g_strdup ("line 1: not a journal");
      return;
    }
  read_header (self, line, length);
  while (next_line (&text, end, &length) != NULL)
    self->n_steps++;
}

static char *
with_suffix (const char *path,
             const char *suffix,
             const char *new_suffix)
{
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (suffix));

  return g_strconcat (stem, new_suffix, NULL);
}

/* NULL for what is not there any more, is in use, or is no plain file. */
static PpRecovery *
recovery_open (const char *path)
{
  g_autoptr (PpRecovery) self = g_object_new (PP_TYPE_RECOVERY, NULL);
  g_autoptr (GError) error = NULL;
  struct stat status;

  self->fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || !_pp_journal_lock (self->fd))
    return NULL;
  /* Its owner may have deleted it between our opening and our lock. */
  if (fstat (self->fd, &status) < 0 || !S_ISREG (status.st_mode) || status.st_nlink == 0)
    return NULL;

  self->path = g_strdup (path);
  self->base_path = with_suffix (path, PP_JOURNAL_SUFFIX, PP_JOURNAL_BASE_SUFFIX);
  self->time = g_date_time_new_from_unix_local (status.st_mtime);
  self->name = g_strdup ("");
  if ((gsize) status.st_size > PP_JOURNAL_MAX_BYTES + MAX_HEADER_BYTES)
    {
      self->problem = g_strdup ("longer than a journal may be");
      return g_steal_pointer (&self);
    }
  self->file = g_mapped_file_new_from_fd (self->fd, FALSE, &error);
  if (self->file == NULL)
    self->problem = g_strdup (error->message);
  else
    scan (self);
  return g_steal_pointer (&self);
}

static gboolean
is_old (const char *path)
{
  struct stat status;

  return g_lstat (path, &status) == 0 &&
         g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > LEFTOVER_SECONDS;
}

/* Removes what a program that died while it made its journal has left. The day of grace keeps this away
 * from programs that are just making one. */
static void
remove_leftover (const char *path)
{
  g_autofree char *journal = NULL;

  if (g_str_has_suffix (path, PP_JOURNAL_NEW_SUFFIX) && is_old (path))
    g_unlink (path);
  if (!g_str_has_suffix (path, PP_JOURNAL_BASE_SUFFIX) || !is_old (path))
    return;
  journal = with_suffix (path, PP_JOURNAL_BASE_SUFFIX, PP_JOURNAL_SUFFIX);
  if (!g_file_test (journal, G_FILE_TEST_EXISTS))
    g_unlink (path);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  PpRecovery *first = *(PpRecovery * const *) a, *second = *(PpRecovery * const *) b;
  int order = g_date_time_compare (second->time, first->time);

  return order != 0 ? order : strcmp (first->path, second->path);
}

GPtrArray *
pp_journal_list_recoverable (GFile *folder)
{
  GPtrArray *recoveries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folder_path = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *file_name;

  g_return_val_if_fail (G_IS_FILE (folder), recoveries);

  folder_path = g_file_get_path (folder);
  dir = folder_path != NULL ? g_dir_open (folder_path, 0, NULL) : NULL;
  while (dir != NULL && (file_name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder_path, file_name, NULL);
      g_autoptr (PpRecovery) recovery = NULL;

      remove_leftover (path);
      if (!g_str_has_suffix (path, PP_JOURNAL_SUFFIX))
        continue;
      recovery = recovery_open (path);
      /* A sound journal without a step has nothing to give. */
      if (recovery != NULL && recovery->n_steps == 0 && recovery->problem == NULL)
        pp_recovery_delete (recovery);
      else if (recovery != NULL)
        g_ptr_array_add (recoveries, g_steal_pointer (&recovery));
    }
  g_ptr_array_sort (recoveries, compare_newest_first);
  return recoveries;
}

const char *
pp_recovery_get_name (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->name;
}

const char *
pp_recovery_get_uri (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->uri;
}

const char *
pp_recovery_get_format (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->format;
}

const char *
pp_recovery_get_etag (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->etag;
}

GDateTime *
pp_recovery_get_time (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->time;
}

guint
pp_recovery_get_n_steps (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), 0);

  return self->n_steps;
}

const char *
pp_recovery_get_problem (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->problem;
}

const char *
pp_recovery_get_model_id (PpRecovery *self)
{
  g_return_val_if_fail (PP_IS_RECOVERY (self), NULL);

  return self->model_id;
}

gboolean
pp_recovery_load_base (PpRecovery  *self,
                       GBytes     **base,
                       GError     **error)
{
  char *contents;
  gsize length;

  g_return_val_if_fail (PP_IS_RECOVERY (self), FALSE);

  *base = NULL;
  if (self->base_bytes < 0)
    return TRUE;
  if ((guint64) self->base_bytes > PP_JOURNAL_MAX_BYTES)
    {
      g_set_error_literal (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_TOO_LARGE,
                           "The document is larger than a journal may keep");
      return FALSE;
    }
  if (!g_file_get_contents (self->base_path, &contents, &length, error))
    return FALSE;
  *base = g_bytes_new_take (contents, length);
  if (length == (guint64) self->base_bytes)
    return TRUE;
  g_clear_pointer (base, g_bytes_unref);
  g_set_error_literal (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT,
                       "The copy of the document that belongs to the journal is damaged");
  return FALSE;
}

/* What was typed as one step is undone as one: the lines of a step share @merge_key, which is one higher
 * for the next step. */
static gboolean
replay_step (PpHistory   *history,
             const char  *line,
             gsize        length,
             guint       *merge_key,
             GError     **error)
{
  g_autoptr (JsonNode) node = parse_line (line, length, PP_JOURNAL_MAX_LINE_BYTES, error);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *key = NULL;
  JsonObject *step;
  JsonNode *list;

  if (node == NULL)
    return FALSE;
  step = json_node_get_object (node);
  list = json_object_get_member (step, "changes");
  if (list == NULL)
    {
      g_set_error_literal (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT, "A step without changes");
      return FALSE;
    }
  if (!pp_json_get_boolean (step, "merged", FALSE))
    (*merge_key)++;
  key = g_strdup_printf ("replay-%u", *merge_key);
  changes = pp_change_list_new_from_json (list, error);
  return changes != NULL &&
         pp_history_apply_merged (history, pp_json_get_string (step, "label", ""), key, changes, error);
}

gboolean
pp_recovery_replay (PpRecovery  *self,
                    PpHistory   *history,
                    guint       *n_replayed,
                    GError     **error)
{
  g_autoptr (GError) step_error = NULL;
  const char *text, *end, *line;
  gsize length;
  guint n_done = 0, merge_key = 0;

  g_return_val_if_fail (PP_IS_RECOVERY (self), FALSE);
  g_return_val_if_fail (PP_IS_HISTORY (history), FALSE);

  if (n_replayed != NULL)
    *n_replayed = 0;
  if (self->problem != NULL || self->file == NULL)
    {
      g_set_error (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT, "%s", self->problem);
      return FALSE;
    }

  text = g_mapped_file_get_contents (self->file);
  end = text + g_mapped_file_get_length (self->file);
  next_line (&text, end, &length);
  while ((line = next_line (&text, end, &length)) != NULL)
    {
      if (!replay_step (history, line, length, &merge_key, &step_error))
        {
          self->problem = g_strdup_printf ("line %u: %s; %u steps were left out", n_done + 2,
                                           step_error->message, self->n_steps - n_done);
          break;
        }
      n_done++;
    }
  pp_history_end_merge (history);

  if (n_replayed != NULL)
    *n_replayed = n_done;
  if (step_error == NULL || n_done > 0)
    return TRUE;
  g_set_error (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT, "%s", self->problem);
  return FALSE;
}

void
pp_recovery_delete (PpRecovery *self)
{
  g_return_if_fail (PP_IS_RECOVERY (self));

  if (self->path != NULL)
    g_unlink (self->path);
  if (self->base_path != NULL)
    g_unlink (self->base_path);
}
