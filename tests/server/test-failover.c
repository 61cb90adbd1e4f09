/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A database that is slow, that says nothing, and that another one takes the place of. The numbers are those of the
 * catalogue of security cases. */

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "pp-live.h"
#include "pp-row.h"
#include "pp-slow-proxy.h"
#include "pp-test-live.h"

static const PpStatement repeat = { "repeat", "select repeat ('x', $1::integer)" };

/* Answers that are counted, by what came of them. */
typedef struct {
  guint n_done;
  guint n_good;
  guint n_busy;
  guint n_away;
} Tally;

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Tally *tally = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);

  tally->n_done++;
  tally->n_good += results != NULL;
  tally->n_busy += g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_BUSY);
  tally->n_away += g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE);
}

static void
ask_for (PpTestDatabase *self,
         guint           n_bytes,
         Tally          *tally)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  pp_batch_add (batch, &repeat);
  pp_batch_bind_integer (batch, n_bytes);
  pp_database_run_async (self->database, batch, NULL, count_cb, tally);
}

static gboolean
is_there (PpTestDatabase *self)
{
  Tally tally = { 0 };

  ask_for (self, 1, &tally);
  pp_wait_until (tally.n_done == 1);

  return tally.n_good == 1;
}

static char *
get_folder (const char *name)
{
  return g_build_filename (pp_test_cluster_get_folder (), name, NULL);
}

/* --- A host that is silent --- */

/* Takes connections, and says nothing. */
static GSocket *
make_silent_host (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ".s.PGSQL.5432", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&socket);
}

/* O04: of several hosts, one that says nothing is passed over. */
static void
test_silent_host (void)
{
  g_autofree char *folder = get_folder ("silent");
  g_autoptr (GSocket) silent = make_silent_host (folder);
  g_autofree char *address = g_strdup_printf ("host=%s,%s", folder, pp_test_cluster_get_folder ());
  g_autofree char *at_start = g_strdup_printf ("%s dbname=postgres user=postgres connect_timeout=1", address);
  const PpDatabaseSettings settings = { .address = address, .max_run_seconds = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PGconn) connection = pp_postgres_connect (at_start, &error);
  PpTestDatabase database;

  g_assert_no_error (error);
  pp_test_database_open (&database, &settings);
  pp_wait_until (is_there (&database));
  g_assert_true (is_there (&database));
  pp_test_database_close (&database);
}

/* --- A slow one --- */

/* O04: who can be answered is, slowly; no more wait than may, and all others are told so at once. */
static void
test_slow (void)
{
  enum { N = 100, N_CONNECTIONS = 2, N_WAITING = 8 };
  g_autofree char *folder = get_folder ("slow");
  PpSlowProxy *proxy = pp_slow_proxy_new (pp_test_cluster_get_folder (), folder);
  g_autofree char *address = g_strdup_printf ("host=%s", folder);
  const PpDatabaseSettings settings = {
    .address = address, .max_connections = N_CONNECTIONS, .max_waiting = N_WAITING, .max_wait_seconds = 1,
    .max_run_seconds = 2,
  };
  PpTestDatabase database;
  Tally tally = { 0 };

  pp_test_database_open (&database, &settings);
  pp_wait_until (is_there (&database));
  pp_slow_proxy_set (proxy, 64, 20);
  for (guint i = 0; i < N; i++)
    {
      PpDatabaseStatistics statistics;

      ask_for (&database, 100, &tally);
      pp_database_get_statistics (database.database, &statistics);
      g_assert_cmpuint (statistics.n_waiting, <=, N_WAITING);
    }
  pp_wait_until (tally.n_done == N);
  g_assert_cmpuint (tally.n_good, >, 0);
  g_assert_cmpuint (tally.n_busy, >=, N - N_CONNECTIONS - N_WAITING);
  g_assert_cmpuint (tally.n_good + tally.n_busy, ==, N);

  pp_slow_proxy_set (proxy, 65536, 0);
  pp_wait_until (is_there (&database));
  pp_test_database_close (&database);
  pp_slow_proxy_free (proxy);
}

/* O04: one that stops in the middle of an answer is given up, whoever comes is refused, and it is found again. */
static void
test_stalled (void)
{
  g_autofree char *folder = get_folder ("stalled");
  PpSlowProxy *proxy = pp_slow_proxy_new (pp_test_cluster_get_folder (), folder);
  g_autofree char *address = g_strdup_printf ("host=%s", folder);
  const PpDatabaseSettings settings = { .address = address, .max_connections = 1, .max_run_seconds = 1 };
  PpTestDatabase database;
  Tally tally = { 0 };

  pp_test_database_open (&database, &settings);
  pp_wait_until (is_there (&database));
  pp_slow_proxy_set (proxy, 1000, 10);
  ask_for (&database, 1000000, &tally);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, TRUE);
  pp_slow_proxy_set (proxy, 0, 10);
  pp_wait_until (tally.n_done == 1);
  g_assert_cmpuint (tally.n_away, ==, 1);
  g_assert_false (pp_database_is_available (database.database));

  pp_slow_proxy_set (proxy, 65536, 0);
  pp_wait_until (is_there (&database));
  g_assert_true (pp_database_is_available (database.database));
  pp_test_database_close (&database);
  pp_slow_proxy_free (proxy);
}

/* --- One that another takes the place of --- */

static gboolean
is_followed (PpTestDatabase *self)
{
  g_autofree char *answer =
    pp_test_database_ask (self, "select coalesce (bool_and (replay_lsn >= pg_current_wal_insert_lsn ()), false)"
                                " from pg_stat_replication");

  return g_str_equal (answer, "t");
}

/* (transfer full): the identifier of the new model, or NULL while that cannot be done. */
static char *
create_model (PpTestApi *api,
              PpCaller  *caller)
{
  g_autofree char *answer =
    pp_test_api_ask (api, caller, "mutation { createModel(input: {title: \"M\"}) { model { id } } }", NULL);

  if (strstr (answer, "\"errors\"") == NULL)
    return pp_test_pick (answer, "id");
  pp_assert_contains (answer, "\"code\":\"UNAVAILABLE\"");

  return NULL;
}

static char *
list_models (PpTestApi *api,
             PpCaller  *caller)
{
  return pp_test_api_ask (api, caller, "{ models(first: 100, order: TITLE_ASC) { nodes { id revision } } }", NULL);
}

/* O04: the database ends without a word, and one that followed it takes its place: the same servers find it, nothing that
 * was done is lost, and who follows models goes on hearing. */
static void
test_promoted (void)
{
  const char *primary = pp_test_cluster_get_folder ();
  g_autofree char *replica = get_folder ("replica");
  g_autofree char *hosts = g_strdup_printf ("host=%s,%s target_session_attrs=read-write", primary, replica);
  const PpDatabaseSettings settings = { .address = hosts };
  g_autofree char *before = NULL, *after = NULL, *address = NULL, *there = NULL, *model = NULL;
  g_autoptr (PpCaller) caller = NULL;
  PpLive *live;
  PpTestApi api;
  PpTestEar ear;

  pp_test_api_open (&api, &settings);
  /* After the database was copied: what a copied sequence has yet to give, PostgreSQL tells followers only then. */
  pp_test_cluster_control ("follow", primary, replica);
  there = pp_cluster_get_address (pp_test_cluster_get (), api.base.name, "parapet_server");
  address = g_strconcat (there, " ", hosts, NULL);
  live = pp_live_new (api.base.database, address);
  pp_api_set_live (api.api, live);
  caller = pp_test_api_call_as (&api, "person", 1, PP_ROLE_ARCHITECT, PP_TEST_GREEN);
  pp_wait_until (pp_live_hears (live));
  pp_test_ear_listen (&ear, &api, caller, "subscription { modelsChanged " PP_TEST_EVENT " }");
  pp_test_api_settle (&api);
  g_free (create_model (&api, caller));
  pp_test_ear_expect_kind (&ear, "created");
  before = list_models (&api, caller);
  pp_wait_until (is_followed (&api.base));

  pp_test_cluster_control ("end", primary, NULL);
  pp_wait_until (!is_there (&api.base));
  for (guint i = 0; i < 20; i++)
    g_assert_null (create_model (&api, caller));
  pp_wait_until (!pp_live_hears (live));
  pp_test_cluster_control ("promote", replica, NULL);
  pp_wait_until (is_there (&api.base));
  after = list_models (&api, caller);
  g_assert_cmpstr (after, ==, before);
  pp_wait_until ((model = create_model (&api, caller)) != NULL);
  pp_assert_contains (pp_test_ear_expect_kind (&ear, "created"), model);

  pp_test_ear_leave (&ear);
  pp_test_api_settle (&api);
  pp_live_free (live);
  g_clear_pointer (&caller, pp_caller_unref);
  pp_test_api_close (&api);
  pp_test_cluster_control ("end", replica, NULL);
  pp_test_cluster_control ("again", primary, NULL);
}

static void
add_tests (void)
{
  g_test_add_func ("/failover/O04-silent-host", test_silent_host);
  g_test_add_func ("/failover/O04-slow", test_slow);
  g_test_add_func ("/failover/O04-stalled", test_stalled);
  g_test_add_func ("/failover/O04-promoted", test_promoted);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
