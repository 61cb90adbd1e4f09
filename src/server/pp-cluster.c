/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cluster.h"

#include <glib/gstdio.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSIONS "/usr/lib/postgresql"
#define USER "postgres"

struct _PpCluster {
  char *folder;
  char *programs;
};

/* Debian keeps them apart by version and off the path. */
static char *
find_programs (void)
{
  g_autoptr (GDir) versions = g_dir_open (VERSIONS, 0, NULL);
  g_autofree char *on_path = g_find_program_in_path ("pg_ctl");
  const char *name, *best = NULL;
  g_autofree char *found = NULL;

  while (versions != NULL && (name = g_dir_read_name (versions)) != NULL)
    if (best == NULL || atoi (name) > atoi (best))
      {
        g_free (found);
        best = found = g_strdup (name);
      }
  if (best != NULL)
    return g_build_filename (VERSIONS, best, "bin", NULL);
  return on_path != NULL ? g_path_get_dirname (on_path) : NULL;
}

/* Runs one of PostgreSQL's programs, as a user that it accepts. */
static gboolean
run (PpCluster   *self,
     GError     **error,
     const char  *program,
     ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *errors = NULL;
  const char *word;
  va_list rest;

  if (getuid () == 0)
    {
      g_ptr_array_add (words, g_strdup ("setpriv"));
      g_ptr_array_add (words, g_strdup ("--reuid=" USER));
      g_ptr_array_add (words, g_strdup ("--regid=" USER));
      g_ptr_array_add (words, g_strdup ("--clear-groups"));
      g_ptr_array_add (words, g_strdup ("--"));
    }
  g_ptr_array_add (words, g_build_filename (self->programs, program, NULL));
  va_start (rest, program);
  while ((word = va_arg (rest, const char *)) != NULL)
    g_ptr_array_add (words, g_strdup (word));
  va_end (rest);
  g_ptr_array_add (words, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_setenv (launcher, "HOME", self->folder, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) words->pdata, error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, error))
    return FALSE;
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s failed: %s", program, g_strstrip (errors));
  return FALSE;
}

static gboolean
prepare_folder (PpCluster  *self,
                GError    **error)
{
  struct passwd *user = getuid () == 0 ? getpwnam (USER) : NULL;

  if (getuid () == 0 && user == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "PostgreSQL does not run as root, and there is no user “%s”", USER);
  else if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_chmod (self->folder, 0700) != 0 ||
           (user != NULL && chown (self->folder, user->pw_uid, user->pw_gid) != 0))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The folder “%s” cannot be made: %s", self->folder,
                 g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

static void
free_cluster (PpCluster *self)
{
  g_free (self->folder);
  g_free (self->programs);
  g_free (self);
}

static gboolean
start (PpCluster  *self,
       GError    **error)
{
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char *version = g_build_filename (data, "PG_VERSION", NULL);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_autofree char *options = g_strdup_printf (
    "-k '%s' -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c shared_buffers=64MB -c jit=off", self->folder);

  if (!prepare_folder (self, error))
    return FALSE;
  /* One that was left behind by a program that did not come to stop it. */
  if (g_file_test (version, G_FILE_TEST_EXISTS) && run (self, NULL, "pg_ctl", "-D", data, "status", NULL))
    run (self, NULL, "pg_ctl", "-D", data, "-m", "fast", "-w", "stop", NULL);
  if (!g_file_test (version, G_FILE_TEST_EXISTS) &&
      !run (self, error, "initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync", "--no-instructions", NULL))
    return FALSE;
  return run (self, error, "pg_ctl", "-D", data, "-w", "-t", "30", "-l", log, "-o", options, "start", NULL);
}

PpCluster *
pp_cluster_start (const char  *folder,
                  GError     **error)
{
  PpCluster *self = g_new0 (PpCluster, 1);

  self->folder = g_canonicalize_filename (folder, NULL);
  self->programs = find_programs ();
  if (self->programs == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         "PostgreSQL is not installed: the package is postgresql");
  if (self->programs == NULL || !start (self, error))
    g_clear_pointer (&self, free_cluster);
  return self;
}

char *
pp_cluster_get_address (PpCluster  *self,
                        const char *database,
                        const char *user)
{
  return g_strdup_printf ("host='%s' dbname=%s user=%s", self->folder, database, user);
}

void
pp_cluster_stop (PpCluster *self)
{
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autoptr (GError) error = NULL;

  if (!run (self, &error, "pg_ctl", "-D", data, "-m", "fast", "-w", "stop", NULL))
    g_warning ("PostgreSQL in %s: %s", self->folder, error->message);
  free_cluster (self);
}
