/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pp-file.h"
#include "pp-test-formats.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("parapet-test-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "model.json", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static gboolean
save (const char  *path,
      const char  *text,
      const char  *etag,
      char       **new_etag,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = bytes_of (text);

  return pp_file_save (file, bytes, etag, new_etag, NULL, error);
}

static GBytes *
load (const char  *path,
      char       **etag,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return pp_file_load (file, etag, NULL, error);
}

static void
assert_holds (const char *path,
              const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_n_files (Fixture *self,
                guint    expected)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, expected);
}

static void
test_save_and_load (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *loaded = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (save (self->path, "one", NULL, &saved, &error));
  g_assert_no_error (error);
  bytes = load (self->path, &loaded, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "one", 3);
  g_assert_cmpstr (saved, ==, loaded);

  g_assert_true (save (self->path, "two", loaded, NULL, &error));
  assert_holds (self->path, "two");
  assert_n_files (self, 1);
}

static void
test_changed_on_disk (Fixture       *self,
                      gconstpointer  data)
{
  const struct timespec old[2] = { { 1000, 0 }, { 1000, 0 } };
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;

  g_assert_true (save (self->path, "ours", NULL, &etag, &error));
  g_file_set_contents (self->path, "theirs", -1, NULL);
  g_assert_cmpint (utimensat (AT_FDCWD, self->path, old, 0), ==, 0);

  g_assert_false (save (self->path, "ours again", etag, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  assert_holds (self->path, "theirs");
  assert_n_files (self, 1);
  g_clear_error (&error);

  g_assert_true (save (self->path, "ours again", NULL, NULL, &error));
  assert_holds (self->path, "ours again");
}

static void
test_gone_meanwhile (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;

  g_assert_true (save (self->path, "one", NULL, &etag, &error));
  g_remove (self->path);
  g_assert_true (save (self->path, "two", etag, NULL, &error));
  assert_holds (self->path, "two");
}

static void
test_link (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *link = g_build_filename (self->folder, "link.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("model.json", link), ==, 0);
  g_assert_true (save (link, "through a dangling link", NULL, NULL, &error));
  assert_holds (self->path, "through a dangling link");
  g_assert_true (save (link, "through a link", NULL, NULL, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_holds (self->path, "through a link");
  assert_n_files (self, 2);
}

static void
test_ring_of_links (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("model.json", self->path), ==, 0);
  g_assert_false (save (self->path, "text", NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_mode (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_assert_true (save (self->path, "one", NULL, NULL, &error));
  g_assert_cmpint (g_chmod (self->path, 0640), ==, 0);
  g_assert_true (save (self->path, "two", NULL, NULL, &error));
  g_assert_cmpint (stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
}

/* Also as a user who may write everywhere. */
static void
test_no_folder (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *below = g_build_filename (self->path, "model.json", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, "a file", -1, NULL);
  g_assert_false (save (below, "text", NULL, NULL, &error));
  g_assert_nonnull (error);
  assert_holds (self->path, "a file");
  assert_n_files (self, 1);
}

static void
test_folder (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save (self->folder, "text", NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_null (load (self->folder, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  assert_n_files (self, 0);
}


static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = bytes_of ("new");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self->path, "old", NULL, NULL, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (pp_file_save (file, bytes, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_holds (self->path, "old");
  assert_n_files (self, 1);
}

/* 200 MB that take no room on the disk. */
static void
test_too_large (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, "{}", -1, NULL);
  g_assert_cmpint (truncate (self->path, 200 * 1000 * 1000), ==, 0);
  g_assert_null (load (self->path, NULL, &error));
  g_assert_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "1:1: 200000000 bytes are more than the 134217728 that are read");
}

/* Says that it is empty and never ends. */
static void
test_endless (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load ("/dev/zero", NULL, &error));
  g_assert_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_LIMIT);
}

static void
test_missing (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (self->path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/formats/file/save-and-load", test_save_and_load);
  ADD ("/formats/file/changed-on-disk", test_changed_on_disk);
  ADD ("/formats/file/gone-meanwhile", test_gone_meanwhile);
  ADD ("/formats/file/link", test_link);
  ADD ("/formats/file/ring-of-links", test_ring_of_links);
  ADD ("/formats/file/mode", test_mode);
  ADD ("/formats/file/no-folder", test_no_folder);
  ADD ("/formats/file/folder", test_folder);
  ADD ("/formats/file/cancelled", test_cancelled);
  ADD ("/formats/file/too-large", test_too_large);
  ADD ("/formats/file/endless", test_endless);
  ADD ("/formats/file/missing", test_missing);

  return g_test_run ();
}
