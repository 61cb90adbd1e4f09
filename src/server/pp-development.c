/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-development.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/rand.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pp-cluster.h"
#include "pp-development-provider.h"
#include "pp-migrations.h"
#include "pp-organisations.h"

#define DATABASE "parapet"
/* What the path of a socket has room for, less PostgreSQL's name for its own. */
#define MAX_FOLDER_BYTES (107 - (int) strlen ("/postgres/.s.PGSQL.5432"))

struct _PpDevelopment {
  char *folder;
  char *configuration_path;
  char *page_key;
  int lock;
  PpCluster *cluster;
  PpDevelopmentProvider *provider;
};

/* Where a database of root's can be, its own user must get; so not in root's home. */
static char *
get_default_folder (void)
{
  if (getuid () == 0)
    return g_strdup ("/var/lib/parapet/development");
  return g_build_filename (g_get_user_state_dir (), "parapet", "development", NULL);
}

static gboolean
fail (GError     **error,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  va_list words;

  va_start (words, format);
  g_propagate_error (error, g_error_new_valist (G_IO_ERROR, G_IO_ERROR_FAILED, format, words));
  va_end (words);
  return FALSE;
}

/* PostgreSQL, when it has a user of its own, has to get through; nobody else reads what is in it. */
static gboolean
prepare_folder (PpDevelopment  *self,
                GError        **error)
{
  struct stat file;
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);

  if ((int) strlen (self->folder) > MAX_FOLDER_BYTES)
    return fail (error, "%s: the path is too long for a socket; name a shorter one by --folder", self->folder);
  if (g_mkdir_with_parents (self->folder, 0711) != 0)
    return fail (error, "%s: %s", self->folder, g_strerror (errno));
  if (stat (self->folder, &file) != 0 || file.st_uid != getuid () || (file.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return fail (error, "%s: the folder must be yours, and for nobody else to write", self->folder);
  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0 || flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    return fail (error, "%s: another server for development uses this folder; name another one by --folder",
                 self->folder);
  return TRUE;
}

static gboolean
has_database (PGconn *connection)
{
  g_autoptr (PGresult) found =
    pp_postgres_run (connection, "select from pg_catalog.pg_database where datname = '" DATABASE "'", NULL);

  return found != NULL && PQntuples (found) > 0;
}

static gboolean
create_database (PpDevelopment  *self,
                 GError        **error)
{
  g_autofree char *address = pp_cluster_get_address (self->cluster, "postgres", "postgres");
  g_autoptr (PGconn) connection = pp_postgres_connect (address, error);
  g_autoptr (PGresult) created = NULL;

  if (connection == NULL || has_database (connection))
    return connection != NULL;
  created = pp_postgres_run (connection, "create database " DATABASE, error);
  return created != NULL;
}

static gboolean
prepare_database (PpDevelopment  *self,
                  GError        **error)
{
  g_autofree char *path = g_build_filename (self->folder, "postgres", NULL);
  g_autofree char *address = NULL;
  g_autoptr (PGconn) connection = NULL;

  self->cluster = pp_cluster_start (path, error);
  if (self->cluster == NULL || !create_database (self, error))
    return FALSE;
  address = pp_cluster_get_address (self->cluster, DATABASE, "postgres");
  connection = pp_postgres_connect (address, error);
  return connection != NULL && pp_migrations_apply (connection, NULL, error) &&
         pp_organisations_add (connection, PP_DEVELOPMENT_ORGANISATION, "Development", error);
}

static gboolean
write_configuration (PpDevelopment  *self,
                     guint           port,
                     guint           workers,
                     GError        **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *database = pp_cluster_get_address (self->cluster, DATABASE, "parapet_server");
  g_autofree char *text = NULL;

  self->configuration_path = g_build_filename (self->folder, "server.conf", NULL);
  g_key_file_set_string (file, "server", "address", "127.0.0.1");
  g_key_file_set_integer (file, "server", "port", port);
  g_key_file_set_integer (file, "server", "workers", workers);
  /* All that is tried comes from one place. */
  g_key_file_set_integer (file, "server", "max-connections-per-address", 0);
  g_key_file_set_integer (file, "server", "max-requests-per-second", 0);
  g_key_file_set_string (file, "operations", "address", "127.0.0.1");
  g_key_file_set_integer (file, "operations", "port", pp_development_find_port (port, 1));
  g_key_file_set_integer (file, "operations", "notice", 0);
  g_key_file_set_string (file, "database", "address", database);
  g_key_file_set_string (file, "issuer development", "url", pp_development_provider_get_url (self->provider));
  g_key_file_set_string (file, "issuer development", "audience", PP_DEVELOPMENT_AUDIENCE);
  text = g_key_file_to_data (file, NULL, NULL);
  return g_file_set_contents_full (self->configuration_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* Another one each time. */
static gboolean
write_users (PpDevelopment  *self,
             GError        **error)
{
  g_autofree char *path = g_build_filename (self->folder, PP_DEVELOPMENT_USERS, NULL);
  guint32 words[4];

  if (RAND_bytes ((unsigned char *) words, sizeof words) != 1)
    return fail (error, "there is nothing to make a key from");
  self->page_key = g_strdup_printf ("%08x%08x%08x%08x", words[0], words[1], words[2], words[3]);
  return pp_development_provider_write_users (self->provider, path, self->page_key, error);
}

/**
 * pp_development_start:
 * @folder: (nullable): where all is kept; %NULL for a folder of this user's
 * @port: the port of the API; 0 is any that is free
 * @workers: how many workers to ask for
 * @error: return location for an error
 *
 * Starts what the server needs, and makes what is not there yet. Blocks for some seconds.
 *
 * Returns: (transfer full): what runs now
 */
PpDevelopment *
pp_development_start (const char  *folder,
                      guint        port,
                      guint        workers,
                      GError     **error)
{
  g_autoptr (PpDevelopment) self = g_new0 (PpDevelopment, 1);

  self->lock = -1;
  self->folder = folder != NULL ? g_canonicalize_filename (folder, NULL) : get_default_folder ();
  if (!prepare_folder (self, error) || !prepare_database (self, error))
    return NULL;
  self->provider = pp_development_provider_new (self->folder, pp_development_find_port (port, 2), error);
  if (self->provider == NULL || !write_configuration (self, port, workers, error) || !write_users (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
pp_development_get_configuration_path (PpDevelopment *self)
{
  return self->configuration_path;
}

void
pp_development_print_users (PpDevelopment *self,
                            guint          port)
{
  pp_development_provider_print_tokens (self->provider);
  g_print ("graphiql http://127.0.0.1:%u/#%s\n", port, self->page_key);
}

void
pp_development_stop (PpDevelopment *self)
{
  g_clear_pointer (&self->provider, pp_development_provider_free);
  g_clear_pointer (&self->cluster, pp_cluster_stop);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->configuration_path);
  g_free (self->page_key);
  g_free (self->folder);
  g_free (self);
}
