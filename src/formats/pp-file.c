/* SPDX-License-Identifier: GPL-3.0-or-later */

/* g_file_replace() is not used for local files: it writes through symbolic links in place, so a full disk
 * would leave half a file, and it does not wait for the disk. */

#include "pp-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pp-format.h"
#include "pp-json.h"

#define CHUNK_BYTES (1024 * 1024)
#define MAX_LINKS 40
#define MAX_NAME_TRIES 100

/* --- loading --- */

static gboolean
refuse_size (guint64   size,
             GError  **error)
{
  g_set_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_LIMIT,
               "1:1: %" G_GUINT64_FORMAT " bytes are more than the %" G_GSIZE_FORMAT " that are read",
               size, PP_JSON_MAX_BYTES);

  return FALSE;
}

/* The size that is said may be 0 or wrong (devices, pipes, growing files), so it is counted too. */
static gboolean
read_all (GInputStream  *stream,
          GByteArray    *bytes,
          GCancellable  *cancellable,
          GError       **error)
{
  for (;;)
    {
      guint length = bytes->len;
      gssize n_read;

      g_byte_array_set_size (bytes, length + CHUNK_BYTES);
      n_read = g_input_stream_read (stream, bytes->data + length, CHUNK_BYTES, cancellable, error);
      g_byte_array_set_size (bytes, length + MAX (n_read, 0));
      if (n_read <= 0)
        return n_read == 0;
      if (bytes->len > PP_JSON_MAX_BYTES)
        return refuse_size (bytes->len, error);
    }
}

/**
 * pp_file_load:
 * @file: a file
 * @etag: (out) (optional) (nullable): its entity tag, for pp_file_save()
 * @cancellable: (nullable): a #GCancellable
 * @error: return location; %PP_FORMAT_ERROR_LIMIT for a file that is too large
 *
 * Reads a whole file, but nothing of one that is larger than PP_JSON_MAX_BYTES.
 *
 * Returns: (transfer full): what it holds
 */
GBytes *
pp_file_load (GFile         *file,
              char         **etag,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;

  info = g_file_input_stream_query_info (stream,
                                         G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_ETAG_VALUE,
                                         cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > (goffset) PP_JSON_MAX_BYTES)
    {
      refuse_size (g_file_info_get_size (info), error);
      return NULL;
    }

  bytes = g_byte_array_sized_new (g_file_info_get_size (info) + CHUNK_BYTES);
  if (!read_all (G_INPUT_STREAM (stream), bytes, cancellable, error))
    return NULL;
  if (etag != NULL)
    *etag = g_strdup (g_file_info_get_etag (info));

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* --- saving --- */

static gboolean
fail_with_errno (GError     **error,
                 int          number,
                 const char  *what,
                 const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
               "%s “%s”: %s", what, name, g_strerror (number));

  return FALSE;
}

/* Where a path leads when it is a symbolic link, also one to a file that is not there yet. */
static char *
follow_links (const char  *path,
              GError     **error)
{
  g_autofree char *current = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (current, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        return g_steal_pointer (&current);

      folder = g_path_get_dirname (current);
      g_free (current);
      current = g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
    }

  fail_with_errno (error, ELOOP, "Cannot save", path);

  return NULL;
}

static char *
query_etag (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  return info != NULL ? g_strdup (g_file_info_get_etag (info)) : NULL;
}

/* A file that is gone is not one that changed: saving makes it again. */
static gboolean
check_etag (GFile         *file,
            const char    *expected,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *etag = NULL;

  if (expected == NULL)
    return TRUE;

  etag = query_etag (file, cancellable, &reason);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || g_strcmp0 (etag, expected) == 0)
    return TRUE;
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                       "The file was changed by another program");

  return FALSE;
}

/* The owner where that is allowed. Then the mode, which a change of owner may have cut. */
static void
keep_owner_and_mode (int                descriptor,
                     const struct stat *old)
{
  if (fchown (descriptor, old->st_uid, old->st_gid) != 0)
    g_debug ("The saved file gets another owner: %s", g_strerror (errno));
  if (fchmod (descriptor, old->st_mode & 0777) != 0)
    g_debug ("The saved file gets another mode: %s", g_strerror (errno));
}

/* Opens a new file beside the other. */
static int
open_temporary (const char   *path,
                char        **temporary,
                GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat old;
  gboolean is_new = stat (path, &old) != 0;

  if (!is_new && !S_ISREG (old.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "“%s” is no regular file", path);
      return -1;
    }
  if (!is_new && access (path, W_OK) != 0)
    {
      fail_with_errno (error, errno, "Cannot write", path);
      return -1;
    }

  for (guint i = 0; i < MAX_NAME_TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf (".parapet-%08x.tmp", g_random_int ());
      g_autofree char *candidate = g_build_filename (folder, name, NULL);
      int descriptor = g_open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                               is_new ? 0666 : 0600);

      if (descriptor < 0 && errno == EEXIST)
        continue;
      if (descriptor < 0)
        {
          fail_with_errno (error, errno, "Cannot save beside", path);
          return -1;
        }

      if (!is_new)
        keep_owner_and_mode (descriptor, &old);
      *temporary = g_steal_pointer (&candidate);
      return descriptor;
    }

  fail_with_errno (error, EEXIST, "Cannot save beside", path);

  return -1;
}

static gboolean
write_all (int            descriptor,
           GBytes        *bytes,
           const char    *path,
           GCancellable  *cancellable,
           GError       **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize done = 0;

  while (done < length)
    {
      gssize n_written;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_written = write (descriptor, data + done, MIN (length - done, CHUNK_BYTES));
      if (n_written < 0 && errno != EINTR)
        return fail_with_errno (error, errno, "Cannot write", path);
      done += MAX (n_written, 0);
    }

  return fsync (descriptor) == 0 || fail_with_errno (error, errno, "Cannot write", path);
}

/* So that the new name outlives a power cut. Some file systems cannot; the file is whole anyway. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (descriptor < 0)
    return;
  (void) fsync (descriptor);
  g_close (descriptor, NULL);
}

static gboolean
replace_local (GFile         *file,
               const char    *path,
               GBytes        *bytes,
               const char    *expected_etag,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *temporary = NULL;
  int descriptor = open_temporary (path, &temporary, error);
  gboolean done;

  if (descriptor < 0)
    return FALSE;

  done = write_all (descriptor, bytes, path, cancellable, error);
  done = g_close (descriptor, done ? error : NULL) && done;
  done = done && check_etag (file, expected_etag, cancellable, error);
  if (done && g_rename (temporary, path) != 0)
    done = fail_with_errno (error, errno, "Cannot replace", path);

  if (done)
    sync_folder (path);
  else
    g_unlink (temporary);

  return done;
}

static gboolean
save_local (GFile         *file,
            const char    *path,
            GBytes        *bytes,
            const char    *expected_etag,
            char         **new_etag,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *target = follow_links (path, error);

  if (target == NULL ||
      !check_etag (file, expected_etag, cancellable, error) ||
      !replace_local (file, target, bytes, expected_etag, cancellable, error))
    return FALSE;

  if (new_etag != NULL)
    *new_etag = query_etag (file, NULL, NULL);

  return TRUE;
}

static gboolean
save_remote (GFile         *file,
             GBytes        *bytes,
             const char    *expected_etag,
             char         **new_etag,
             GCancellable  *cancellable,
             GError       **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_replace_contents (file, data, length, expected_etag, FALSE, G_FILE_CREATE_NONE,
                                  new_etag, cancellable, error);
}

/**
 * pp_file_save:
 * @file: where to save
 * @bytes: all of the new content
 * @expected_etag: (nullable): the entity tag from loading; %NULL replaces whatever is there
 * @new_etag: (out) (optional) (nullable): the entity tag of what was saved
 * @cancellable: (nullable): a #GCancellable
 * @error: return location; %G_IO_ERROR_WRONG_ETAG when another program changed the file
 *
 * Replaces a file, or leaves it as it was. Where the file is remote, that is up to its file system.
 *
 * Returns: whether it was saved
 */
gboolean
pp_file_save (GFile         *file,
              GBytes        *bytes,
              const char    *expected_etag,
              char         **new_etag,
              GCancellable  *cancellable,
              GError       **error)
{
  const char *path;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  path = g_file_peek_path (file);
  if (path == NULL)
    return save_remote (file, bytes, expected_etag, new_etag, cancellable, error);

  return save_local (file, path, bytes, expected_etag, new_etag, cancellable, error);
}
