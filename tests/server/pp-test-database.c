/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-database.h"

#include <signal.h>
#include <stdlib.h>

#include "pp-migrations.h"
#include "pp-test.h"

static PpCluster *cluster;
static char *cluster_folder;

PGconn *
pp_test_cluster_connect (const char *database,
                         const char *user)
{
  g_autofree char *address = pp_cluster_get_address (cluster, database, user);
  g_autoptr (GError) error = NULL;
  PGconn *connection = pp_postgres_connect (address, &error);

  g_assert_no_error (error);

  return connection;
}

static void
do_run (PGconn     *connection,
        const char *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = pp_postgres_run (connection, statement, &error);

  g_assert_no_error (error);
}

static void
make_template (void)
{
  g_autoptr (PGconn) administrator = pp_test_cluster_connect ("postgres", "postgres");
  g_autoptr (PGconn) connection = NULL;
  g_autofree char *path = g_build_filename (g_test_get_dir (G_TEST_DIST), "seed.sql", NULL);
  g_autofree char *seed = NULL;
  g_autoptr (GError) error = NULL;

  do_run (administrator, "create database parapet_template");
  connection = pp_test_cluster_connect ("parapet_template", "postgres");
  pp_migrations_apply (connection, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &seed, NULL, &error);
  g_assert_no_error (error);
  do_run (connection, seed);
}

static void
test_absent (void)
{
  g_test_skip ("PostgreSQL is not installed");
}

/* A test that fails, or is ended from outside, takes its PostgreSQL with it. */
static volatile pid_t postmaster;

static void
end_cb (int number)
{
  kill (postmaster, SIGQUIT);
  signal (number, SIG_DFL);
  raise (number);
}

static void
tie_to_cluster (void)
{
  g_autofree char *file = g_build_filename (cluster_folder, "data", "postmaster.pid", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  postmaster = atoi (text);
  g_assert_cmpint (postmaster, >, 1);
  signal (SIGABRT, end_cb);
  signal (SIGTERM, end_cb);
  signal (SIGINT, end_cb);
}

int
pp_test_cluster_run (int    *argc,
                     char ***argv,
                     void  (*add_tests) (void))
{
  g_autofree char *folder = cluster_folder = g_dir_make_tmp ("pp-XXXXXX", NULL);
  const char *remove_folder[] = { "rm", "-rf", folder, NULL };
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (argc, argv, NULL);
  cluster = pp_cluster_start (folder, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_test_add_func ("/absent", test_absent);
    }
  else
    {
      g_assert_no_error (error);
      tie_to_cluster ();
      make_template ();
      add_tests ();
    }
  result = g_test_run ();
  g_clear_pointer (&cluster, pp_cluster_stop);
  g_spawn_sync (NULL, (char **) remove_folder, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);

  return result;
}

PpCluster *
pp_test_cluster_get (void)
{
  return cluster;
}

const char *
pp_test_cluster_get_folder (void)
{
  return cluster_folder;
}

void
pp_test_cluster_do (const char *statement)
{
  g_autoptr (PGconn) connection = pp_test_cluster_connect ("postgres", "postgres");

  do_run (connection, statement);
}

void
pp_test_cluster_control (const char *command,
                         const char *folder,
                         const char *more)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "replica.sh", NULL);
  const char *words[] = { script, command, folder, more, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *errors = NULL;
  int status;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &errors, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  if (error != NULL)
    g_error ("replica.sh %s: %s: %s", command, error->message, errors);
}

void
pp_test_database_open (PpTestDatabase           *self,
                       const PpDatabaseSettings *settings)
{
  static guint n_databases = 0;
  g_autoptr (PGconn) administrator = pp_test_cluster_connect ("postgres", "postgres");
  PpDatabaseSettings own = settings != NULL ? *settings : (PpDatabaseSettings) { NULL };
  g_autofree char *base = NULL;
  g_autofree char *address = NULL;
  g_autofree char *create = NULL;
  g_autofree char *grant = NULL;

  self->name = g_strdup_printf ("test_%u", n_databases++);
  create = g_strdup_printf ("create database %s template parapet_template", self->name);
  grant = g_strdup_printf ("revoke all on database %s from public; grant connect on database %s to parapet_server",
                           self->name, self->name);
  do_run (administrator, create);
  do_run (administrator, grant);
  self->owner = pp_test_cluster_connect (self->name, "postgres");
  base = pp_cluster_get_address (cluster, self->name, "parapet_server");
  own.address = address = g_strconcat (base, " ", own.address, NULL);
  self->database = pp_database_new (&own);
}

void
pp_test_database_close (PpTestDatabase *self)
{
  g_assert_finalize_object (self->database);
  PQfinish (self->owner);
  g_free (self->name);
}

void
pp_test_database_do (PpTestDatabase *self,
                     const char     *statement)
{
  do_run (self->owner, statement);
}

char *
pp_test_database_ask (PpTestDatabase *self,
                      const char     *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = pp_postgres_run (self->owner, statement, &error);

  g_assert_no_error (error);
  g_assert_cmpint (PQntuples (result), >, 0);

  return g_strdup (PQgetvalue (result, 0, 0));
}

GPtrArray *
pp_test_database_run (PpTestDatabase  *self,
                      PpBatch         *batch,
                      GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_database_run_async (self->database, batch, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return pp_database_run_finish (self->database, result, error);
}

gboolean
pp_test_database_write (PpTestDatabase     *self,
                        PpTransactionFunc   func,
                        gpointer            data,
                        GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_database_write_async (self->database, func, data, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return pp_database_write_finish (self->database, result, error);
}
