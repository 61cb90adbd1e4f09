/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pp-cluster.h"
#include "pp-configuration.h"
#include "pp-http.h"
#include "pp-json.h"
#include "pp-postgres.h"
#include "pp-program-world.h"
#include "pp-test.h"

/* The numbers are those of the catalogue of security cases. */

#define VIEWER "{ viewer { name } }"
static void
assert_refuses_to_start (const char *path,
                         const char *part)
{
  const char *words[] = { "--config", path, NULL };
  g_autofree char *errors = NULL;
  int status = pp_program_run (TRUE, words, &errors);

  g_test_message ("%s", errors);
  g_assert_cmpint (status, !=, 0);
  pp_assert_contains (errors, part);
}

static guint
get_free_port (void)
{
  g_autoptr (GSocket) socket = pp_http_listen ("127.0.0.1", 0, NULL);

  g_assert_nonnull (socket);
  return pp_http_listener_get_port (socket);
}

/* --- Tests --- */

/* Each user is who its token says. */
static void
test_roles (void)
{
  static const char * const roles[] = { "viewer", "reviewer", "architect", "classifier", "admin", "service" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *answer = pp_program_ask (world.development->port, pp_program_world_get_token (roles[i]), "{ viewer { roles } }");
      g_autofree char *name = g_ascii_strup (roles[i], -1);
      g_autofree char *expected = g_strdup_printf ("{\"data\":{\"viewer\":{\"roles\":[\"%s\"]}}}", name);

      g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
      g_assert_true (g_str_has_suffix (answer, expected));
    }
}

/* H15: what runs the server is asked on another port, and neither port tells of the other's, or of versions. */
static void
test_operations (void)
{
  static const char * const paths[] = { "/healthz", "/readyz", "/metrics" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *answer = pp_program_get (world.development->operations_port, paths[i]);
      g_autofree char *elsewhere = pp_program_get (world.development->port, paths[i]);

      g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
      g_assert_cmpuint (pp_program_get_status (elsewhere), ==, 404);
      pp_assert_lacks (answer, "0.1.0");
    }
}

static guint64
read_metric (PpProgram  *program,
             const char *row)
{
  g_autofree char *answer = pp_program_get (program->operations_port, "/metrics");

  pp_assert_contains (answer, row);
  return g_ascii_strtoull (strstr (answer, row) + strlen (row), NULL, 10);
}

static void
test_metrics (void)
{
  PpProgram *program = pp_program_world_start_beside ("metrics.conf", "log", "level", "warning");
  g_autofree char *good = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_autofree char *bad = pp_program_ask (program->port, NULL, VIEWER);

  g_assert_cmpuint (read_metric (program, "parapet_http_requests_total{worker=\"0\",status=\"2xx\"} "), ==, 1);
  g_assert_cmpuint (read_metric (program, "parapet_http_requests_total{worker=\"0\",status=\"4xx\"} "), ==, 1);
  g_assert_cmpuint (read_metric (program, "parapet_tokens_total{worker=\"0\",result=\"accepted\"} "), ==, 1);
  g_assert_cmpuint (read_metric (program, "parapet_tokens_total{worker=\"0\",result=\"refused\"} "), ==, 1);
  g_assert_cmpuint (read_metric (program, "parapet_http_request_duration_seconds_count{worker=\"0\"} "), ==, 2);
  g_assert_cmpuint (read_metric (program, "_bucket{worker=\"0\",le=\"+Inf\"} "), ==, 2);
  g_assert_cmpuint (read_metric (program, "parapet_memory_bytes{worker=\"0\"} "), >, 1000000);
  g_assert_cmpuint (pp_program_stop (program, SIGTERM), ==, 0);
}

static guint64
read_starts (guint worker)
{
  g_autofree char *row = g_strdup_printf ("parapet_starts_total{worker=\"%u\"} ", worker);

  return read_metric (world.development, row);
}

/* One that was just started, or has lost its database, may still be on its way. */
static void
wait_for_all (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *row = g_strdup_printf ("parapet_has_database{worker=\"%u\"} ", i);

      pp_poll_until (read_metric (world.development, row) == 1);
    }
}

/* O07: two processes answer on one port, and one that dies is replaced; who asks meanwhile waits or goes to the other. */
static void
test_workers (void)
{
  g_autoptr (GPtrArray) workers = pp_program_list_workers (world.development);
  guint64 before[2];

  g_assert_cmpuint (workers->len, ==, G_N_ELEMENTS (before));
  for (guint i = 0; i < workers->len; i++)
    before[i] = read_starts (i);
  for (guint i = 0; i < workers->len; i++)
    {
      g_autofree char *answer = NULL;

      g_assert_cmpint (kill (atoi (g_ptr_array_index (workers, i)), SIGKILL), ==, 0);
      pp_program_wait_status (world.development->port, pp_program_world_get_token ("viewer"), VIEWER, 200);
    }
  for (guint i = 0; i < workers->len; i++)
    pp_poll_until (read_starts (i) != before[i]);
  wait_for_all ();
}

static gboolean
takes_connections (guint port)
{
  g_autofree char *answer = pp_program_get (port, "/graphql");

  return *answer != '\0';
}

/* H18: what came before the end is answered; what comes after is refused. */
static void
test_drain (void)
{
  PpProgram *program = pp_program_world_start_beside ("drain.conf", "log", "level", "info");
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", program->port, NULL,
                                                                             NULL);
  g_autofree char *header = g_strdup_printf ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                             "Content-Type: application/json\r\nContent-Length: 28\r\n\r\n",
                                             pp_program_world_get_token ("viewer"));
  static const char body[] = "{\"query\":\"{viewer{name}}\"}  ";
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) answer = g_string_new (NULL);
  guint port = program->port;
  char buffer[1024];
  gssize n;

  g_output_stream_write_all (out, header, strlen (header), NULL, NULL, NULL);
  pp_poll_until (read_metric (program, "parapet_http_requests_running{worker=\"0\"} ") == 1);
  g_subprocess_send_signal (program->process, SIGTERM);
  pp_poll_until (!takes_connections (port));
  g_output_stream_write_all (out, body, strlen (body), NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL,
                                   NULL)) > 0)
    g_string_append_len (answer, buffer, n);
  g_assert_cmpuint (pp_program_get_status (answer->str), ==, 200);
  pp_assert_contains (answer->str, "connection: close");
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* H18: who asks whether it is ready hears of the end before anybody is refused, also where nothing runs; told again, it
 * does not wait. */
static void
test_notice (void)
{
  PpProgram *program = pp_program_world_start_beside ("notice.conf", "operations", "notice", "60");
  g_autofree char *ready = pp_program_get (program->operations_port, "/readyz");
  g_autofree char *answer = NULL, *healthy = NULL;

  g_assert_cmpuint (pp_program_get_status (ready), ==, 200);
  g_subprocess_send_signal (program->process, SIGTERM);
  pp_program_wait_get (program->operations_port, "/readyz", 503);
  answer = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  healthy = pp_program_get (program->operations_port, "/healthz");
  g_assert_cmpuint (pp_program_get_status (healthy), ==, 200);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* Nor does it wait for longer than it should, or less: a process that is ended meanwhile is no reason to end. */
static void
test_notice_ends (void)
{
  PpProgram *program = pp_program_world_start_beside ("notice.conf", "operations", "notice", "1");
  g_autoptr (GPtrArray) workers = pp_program_list_workers (program);
  gint64 start = g_get_monotonic_time ();

  g_subprocess_send_signal (program->process, SIGTERM);
  pp_program_wait_get (program->operations_port, "/readyz", 503);
  g_assert_cmpint (kill (atoi (g_ptr_array_index (workers, 0)), SIGKILL), ==, 0);
  g_assert_true (g_subprocess_wait (program->process, NULL, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

static gboolean
has_logged (PpProgram  *program,
            const char *part)
{
  g_autofree char *log = pp_program_get_log (program);

  return strstr (log, part) != NULL;
}

/* SIGHUP into settings that are none: all stays as it is. */
static void
test_broken_renewal (void)
{
  PpProgram *program = pp_program_world_start_beside ("renewed.conf", "log", "level", "info");
  g_autofree char *path = g_build_filename (world.folder, "renewed.conf", NULL);
  g_autofree char *answer = NULL;

  g_assert_true (g_file_set_contents (path, "[server]\nport=loud\n", -1, NULL));
  g_subprocess_send_signal (program->process, SIGHUP);
  pp_poll_until (has_logged (program, "the settings stay as they were"));
  answer = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  g_assert_cmpuint (read_metric (program, "parapet_starts_total{worker=\"0\"} "), ==, 1);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* SIGHUP: workers start anew, and nobody is refused. */
static void
test_renewal (void)
{
  guint64 before[2];

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    before[i] = read_starts (i);
  g_subprocess_send_signal (world.development->process, SIGHUP);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    while (read_starts (i) == before[i])
      {
        g_autofree char *answer = pp_program_get (world.development->port, "/nothing");

        g_assert_cmpuint (pp_program_get_status (answer), ==, 404);
      }
  pp_program_wait_status (world.development->port, pp_program_world_get_token ("viewer"), VIEWER, 200);
}

/* O01: secrets that anybody could read are refused, and so are settings that anybody could write. */
static void
test_secrets (void)
{
  g_autofree char *password = g_build_filename (world.folder, "password", NULL);
  g_autofree char *with_file = pp_program_world_write_settings ("password.conf", "database", "password-file", password);
  g_autofree char *inline_password = pp_program_world_write_settings ("inline.conf", "database", "address",
                                                     "host=/nowhere user=parapet_server password=secret");
  g_autofree char *writable = pp_program_world_write_settings ("writable.conf", "log", "level", "info");
  g_autofree char *unknown = pp_program_world_write_settings ("unknown.conf", "server", "prot", "8400");
  g_autofree char *level = pp_program_world_write_settings ("level.conf", "log", "level", "loud");
  g_autofree char *port = pp_program_world_write_settings ("port.conf", "server", "port", "80000");

  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *with_key = pp_program_world_write_settings ("tls.conf", "server", "key", password);

  g_key_file_load_from_file (file, with_key, G_KEY_FILE_NONE, NULL);
  g_key_file_set_string (file, "server", "certificate", password);
  g_key_file_save_to_file (file, with_key, NULL);
  g_assert_true (g_file_set_contents (password, "secret\n", -1, NULL));
  g_assert_cmpint (g_chmod (password, 0644), ==, 0);
  assert_refuses_to_start (with_file, "anybody on this machine can read this secret");
  assert_refuses_to_start (with_key, "anybody on this machine can read this secret");
  assert_refuses_to_start (inline_password, "the password belongs into a file of its own");
  g_assert_cmpint (g_chmod (writable, 0666), ==, 0);
  assert_refuses_to_start (writable, "anybody on this machine can change");
  assert_refuses_to_start (unknown, "[server] prot: there is no such setting");
  assert_refuses_to_start (level, "[log] level: is warning, info or debug");
  assert_refuses_to_start (port, "[server] port: is a number from 0 to 65535");
}

/* O02 */
static void
test_root (void)
{
  g_autofree char *path = pp_program_world_write_settings ("root.conf", "log", "level", "info");
  const char *words[] = { "--config", path, NULL };
  g_autofree char *errors = NULL;

  if (getuid () != 0)
    {
      g_test_skip ("this is not root");
      return;
    }
  g_assert_cmpint (pp_program_run (FALSE, words, &errors), !=, 0);
  pp_assert_contains (errors, "does not run as root");
}

/* A new database is prepared by its owner, as often as one likes, and served then and not before. */
static void
test_migrate (void)
{
  g_autofree char *database = g_build_filename (world.folder, "development", "postgres", NULL);
  g_autofree char *first = g_strdup_printf ("host=%s dbname=postgres user=postgres", database);
  g_autofree char *owner = g_strdup_printf ("host=%s dbname=fresh user=postgres", database);
  g_autofree char *server = g_strdup_printf ("host=%s dbname=fresh user=parapet_server", database);
  g_autofree char *settings = pp_program_world_write_settings ("owner.conf", "database", "address", owner);
  g_autofree char *unprepared = pp_program_world_write_settings ("early.conf", "database", "address", server);
  const char *migrate[] = { "--config", settings, "--migrate", "--add-organisation", "development", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PGconn) connection = pp_postgres_connect (first, &error);
  g_autoptr (PGresult) created = NULL;
  g_autofree char *answer = NULL;
  PpProgram *program;

  g_assert_no_error (error);
  created = pp_postgres_run (connection, "create database fresh", &error);
  g_assert_no_error (error);
  assert_refuses_to_start (unprepared, "too strong");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *errors = NULL;

      g_assert_cmpint (pp_program_run (FALSE, migrate, &errors), ==, 0);
      g_assert_cmpstr (errors, ==, "");
    }
  program = pp_program_world_start_beside ("fresh.conf", "database", "address", server);
  answer = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* R02 and R19 at the start of the program: a role that is too strong ends it. */
static void
test_strong_role (void)
{
  g_autofree char *database = g_build_filename (world.folder, "development", "postgres", NULL);
  g_autofree char *address = g_strdup_printf ("host=%s dbname=parapet user=postgres", database);
  g_autofree char *path = pp_program_world_write_settings ("strong.conf", "database", "address", address);
  g_autofree char *empty = g_strdup_printf ("host=%s dbname=postgres user=postgres", database);
  g_autofree char *without_schema = pp_program_world_write_settings ("empty.conf", "database", "address", empty);

  assert_refuses_to_start (path, "The role of the server is too strong");
  assert_refuses_to_start (without_schema, "The role of the server is too strong");
}

/* K08: a provider that says to be another issuer than the one it is trusted as. */
static void
test_other_issuer (void)
{
  g_autofree char *settings = g_build_filename (world.folder, "development", "server.conf", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *url = NULL;
  g_autofree char *other = NULL;
  g_autofree char *path = NULL;

  g_assert_true (g_key_file_load_from_file (file, settings, G_KEY_FILE_NONE, NULL));
  url = g_key_file_get_string (file, "issuer development", "url", NULL);
  other = g_strconcat (url, "/", NULL);
  path = pp_program_world_write_settings ("other.conf", "issuer development", "url", other);
  assert_refuses_to_start (path, "says to be another issuer");
}

static gpointer
serve_keys (gpointer data)
{
  g_autoptr (GSocket) listener = data;
  g_autofree char *path = g_build_filename (world.folder, "keys.json", NULL);
  g_autofree char *keys = NULL;
  g_autofree char *answer = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &keys, &length, NULL));
  answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                            "Connection: close\r\n\r\n%s", length, keys);
  g_socket_set_blocking (listener, TRUE);
  for (;;)
    {
      g_autoptr (GSocket) client = g_socket_accept (listener, NULL, NULL);
      char buffer[4096];

      if (client == NULL)
        return NULL;
      g_socket_receive (client, buffer, sizeof buffer, NULL, NULL);
      g_socket_send (client, answer, strlen (answer), NULL, NULL);
    }
}

/* The keys of the issuer of the world.tokens, for another place to give out. */
static void
copy_keys (void)
{
  g_autofree char *settings = g_build_filename (world.folder, "development", "server.conf", NULL);
  g_autofree char *path = g_build_filename (world.folder, "keys.json", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *url = NULL;
  g_autofree char *answer = NULL;

  g_assert_true (g_key_file_load_from_file (file, settings, G_KEY_FILE_NONE, NULL));
  url = g_key_file_get_string (file, "issuer development", "url", NULL);
  answer = pp_program_get (g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10), "/keys");
  g_assert_true (g_file_set_contents (path, pp_program_get_body (answer), -1, NULL));
}

/* A port that nobody else gets, and where nobody listens yet. */
static GSocket *
reserve_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, place, TRUE, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&socket);
}

/* K05: without keys the server runs and says that it cannot tell yet; when they come, it can. */
static void
test_late_keys (void)
{
  g_autoptr (GSocket) listener = reserve_port ();
  g_autofree char *keys = g_strdup_printf ("http://127.0.0.1:%u/keys", pp_http_listener_get_port (listener));
  g_autofree char *path = pp_program_world_write_settings ("late.conf", "issuer development", "keys", keys);
  g_autofree char *port = g_strdup_printf ("%u", get_free_port ());
  const char *words[] = { "--config", path, "--port", port, NULL };
  PpProgram *program = pp_program_start (world.folder, "late.conf", TRUE, words);
  guint api = g_ascii_strtoull (port, NULL, 10);
  GThread *thread;

  pp_program_wait_status (api, pp_program_world_get_token ("viewer"), VIEWER, 503);
  copy_keys ();
  g_assert_true (g_socket_listen (listener, NULL));
  thread = g_thread_new ("keys", serve_keys, g_object_ref (listener));
  pp_program_wait_status (api, pp_program_world_get_token ("viewer"), VIEWER, 200);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
  g_socket_shutdown (listener, TRUE, TRUE, NULL);
  g_thread_join (thread);
}

/* O04: while the database is away the answer is 503; when it is back, so are the answers. */
static void
test_database_away (void)
{
  g_autofree char *path = g_build_filename (world.folder, "development", "postgres", NULL);
  g_autoptr (GError) error = NULL;
  /* It is that of the server, which stops it. */
  static PpCluster *cluster;

  cluster = pp_cluster_start (path, &error);
  g_assert_no_error (error);
  pp_program_wait_status (world.development->port, pp_program_world_get_token ("viewer"), VIEWER, 200);
  pp_cluster_stop (g_steal_pointer (&cluster));
  pp_program_wait_status (world.development->port, pp_program_world_get_token ("viewer"), VIEWER, 503);
  pp_program_wait_get (world.development->operations_port, "/readyz", 503);
  pp_program_wait_get (world.development->operations_port, "/healthz", 200);
  cluster = pp_cluster_start (path, &error);
  g_assert_no_error (error);
  pp_program_wait_status (world.development->port, pp_program_world_get_token ("viewer"), VIEWER, 200);
  wait_for_all ();
}

/* One object a line, with the members that it always has: how many of them are of requests. */
static guint
check_log (PpProgram *program)
{
  g_autofree char *log = pp_program_get_log (program);
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  guint n_requests = 0;

  /* The last line may be about to be written. */
  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = pp_json_parse (lines[i], strlen (lines[i]), NULL, &error);
      JsonObject *object;

      if (node == NULL)
        g_error ("%s: %s", error->message, lines[i]);
      object = json_node_get_object (node);
      g_assert_nonnull (pp_json_get_string (object, "time", NULL));
      g_assert_nonnull (pp_json_get_string (object, "process", NULL));
      g_assert_cmpstr (pp_json_get_string (object, "level", NULL), !=, "error");
      n_requests += g_strcmp0 (pp_json_get_string (object, "message", NULL), "request") == 0;
    }

  return n_requests;
}

/* H16: whatever is asked, the log is one. */
static void
test_log (void)
{
  static const char * const requests[] = {
    "GET /a%0d%0a%7B%22level%22:%22error%22%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET /%22,%22status%22:%22200 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET /%c3%28%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET /%1b%5b2J%e2%80%ae HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer e30.e30\\r\\n{}\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    g_free (pp_program_talk (world.development->port, requests[i], -1));
  g_assert_cmpuint (check_log (world.development), >=, G_N_ELEMENTS (requests));
}

static void
change_databases (const char *statement)
{
  g_autofree char *address = g_strdup_printf ("host=%s/development/postgres dbname=postgres user=postgres", world.folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGconn) connection = pp_postgres_connect (address, &error);
  g_autoptr (PGresult) result = NULL;

  g_assert_no_error (error);
  result = pp_postgres_run (connection, statement, &error);
  g_assert_no_error (error);
}

static gboolean
is_asked (PGconn     *connection,
          const char *question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = pp_postgres_run (connection, question, &error);

  g_assert_no_error (error);
  return g_str_equal (PQgetvalue (result, 0, 0), "t");
}

/* What listens is where the settings say, and all else is not. */
static void
test_events_address (void)
{
  g_autofree char *host = g_build_filename (world.folder, "development", "postgres", NULL);
  g_autofree char *first = g_strdup_printf ("host=%s dbname=postgres user=postgres", host);
  g_autofree char *events = g_strdup_printf ("host=%s dbname=parapet user=parapet_server application_name=ears", host);
  PpProgram *program = pp_program_world_start_beside ("events.conf", "database", "events-address", events);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGconn) connection = pp_postgres_connect (first, &error);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  pp_poll_until (is_asked (connection, "select count (*) = 1 and bool_and (query = 'listen parapet_event')"
                                       " from pg_stat_activity where application_name = 'ears'"));
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* What the database says while it is being connected to is not printed into the log: here, that its collation is
 * not the one that it was made with. */
static void
test_notices (void)
{
  PpProgram *program;
  g_autofree char *answer = NULL;

  change_databases ("update pg_database set datcollversion = '0' where datname = 'parapet'");
  program = pp_program_world_start_beside ("notices.conf", "log", "level", "info");
  answer = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), VIEWER);
  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  change_databases ("update pg_database set datcollversion = null where datname = 'parapet'");
  g_assert_cmpuint (check_log (program), ==, 1);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* H17: who says to pass a request on for somebody is believed where the settings say so, and nowhere else. */
static void
test_proxies (void)
{
  static const char text[] = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.9\r\n"
                             "Connection: close\r\n\r\n";
  static const struct {
    const char *proxies;
    const char *address;
  } cases[] = {
    { "127.0.0.1", "\"address\":\"203.0.113.9\"" },
    { "192.0.2.0/24", "\"address\":\"127.0.0.1\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpProgram *program = pp_program_world_start_beside ("proxies.conf", "server", "proxies", cases[i].proxies);
      g_autofree char *answer = pp_program_talk (program->port, text, -1);
      g_autofree char *log = NULL;

      g_assert_cmpuint (pp_program_get_status (answer), ==, 404);
      pp_poll_until (has_logged (program, "/nothing"));
      log = pp_program_get_log (program);
      pp_assert_contains (log, cases[i].address);
      g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
    }
}

/* L04: after all that went before, no part of a token and nothing that was asked stands in the log. */
static void
test_log_is_silent (void)
{
  g_autofree char *answer = pp_program_ask (world.development->port, pp_program_world_get_token ("viewer"),
                                            "query Confidential { viewer { name } unheard_of }");
  g_autofree char *log = NULL;
  GHashTableIter iter;
  gpointer token;

  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  log = pp_program_get_log (world.development);
  g_hash_table_iter_init (&iter, world.tokens);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    {
      g_auto (GStrv) parts = g_strsplit (token, ".", -1);

      for (guint i = 0; i < 3; i++)
        pp_assert_lacks (log, parts[i]);
    }
  pp_assert_lacks (log, "Confidential");
  pp_assert_lacks (log, "unheard_of");
  pp_assert_lacks (log, "access_token");
}

/* Who has a token, be it that of a person or the key of the page. */
static char *
ask_for_users (guint       port,
               const char *token)
{
  g_autofree char *text = g_strdup_printf ("GET /graphiql/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                           "Connection: close\r\n\r\n", token);

  return pp_program_talk (port, text, -1);
}

/* The page to try the API with is there for browsers. */
static void
test_graphiql (void)
{
  static const char text[] = "GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
  g_autofree char *page = pp_program_talk (world.development->port, text, -1);
  g_autofree char *root = pp_program_get (world.development->port, "/");
  g_autofree char *sheet = pp_program_get (world.development->port, "/graphiql/page.css");
  g_autofree char *client = pp_program_get (world.development->port, "/graphql");

  g_assert_cmpuint (pp_program_get_status (page), ==, 200);
  pp_assert_contains (page, "<title>Parapet API</title>");
  pp_assert_contains (page, "default-src 'none'; script-src 'self'; ");
  pp_assert_lacks (page, "unsafe-eval");
  pp_assert_lacks (page, "https://");
  g_assert_cmpuint (pp_program_get_status (root), ==, 200);
  g_assert_cmpuint (pp_program_get_status (sheet), ==, 200);
  g_assert_cmpuint (pp_program_get_status (client), ==, 401);
}

/* Tokens are given to the page for the key that the terminal was told, and for nothing else. */
static void
test_graphiql_users (void)
{
  const char *key = strchr (world.page, '#') + 1;
  g_autofree char *longer = g_strconcat (key, "0", NULL);
  g_autofree char *known = ask_for_users (world.development->port, key);
  const char *others[] = { "", "0", longer, pp_program_world_get_token ("admin") };

  g_assert_cmpuint (pp_program_get_status (known), ==, 200);
  pp_assert_contains (known, "\"role\":\"architect\",\"name\":\"Alice Architect\"");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *answer = ask_for_users (world.development->port, others[i]);

      g_assert_cmpuint (pp_program_get_status (answer), ==, 401);
      pp_assert_lacks (answer, "token");
    }
}

/* Where it is not for development there is nothing of it. */
static void
test_no_graphiql (void)
{
  static const char text[] = "GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
  static const char * const paths[] = { "/", "/graphiql/page.css", "/graphiql/page.js", "/graphiql/graphiql.js" };
  PpProgram *program = pp_program_world_start_beside ("plain.conf", "log", "requests", "false");
  g_autofree char *page = pp_program_talk (program->port, text, -1);
  g_autofree char *users = ask_for_users (program->port, strchr (world.page, '#') + 1);
  g_autofree char *log = NULL;

  g_assert_cmpuint (pp_program_get_status (page), ==, 401);
  g_assert_cmpuint (pp_program_get_status (users), ==, 404);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *answer = pp_program_get (program->port, paths[i]);

      g_assert_cmpuint (pp_program_get_status (answer), ==, 404);
    }
  log = pp_program_get_log (program);
  pp_assert_lacks (log, "\"request\"");
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* Two cannot use one folder; the end leaves no process behind, and the next start has what was there. */
static void
test_end (void)
{
  g_autofree char *path = g_build_filename (world.folder, "development", NULL);
  g_autofree char *process_file = g_build_filename (path, "postgres", "data", "postmaster.pid", NULL);
  const char *words[] = { "--dev", "--port", "0", "--folder", path, NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GPtrArray) workers = pp_program_list_workers (world.development);

  g_assert_cmpint (pp_program_run (FALSE, words, &errors), ==, 1);
  pp_assert_contains (errors, "another server for development uses this folder");
  g_assert_true (g_file_test (process_file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (pp_program_stop (g_steal_pointer (&world.development), SIGINT), ==, 0);
  g_assert_false (g_file_test (process_file, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < workers->len; i++)
    g_assert_cmpint (kill (atoi (g_ptr_array_index (workers, i)), 0), ==, -1);
}

/* The settings that are installed as an example are settings. */
static void
test_example (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "server", "server.conf", NULL);
  g_autoptr (PpConfiguration) configuration = pp_configuration_load (path, &error);

  g_assert_no_error (error);
  g_assert_true (pp_configuration_can_serve (configuration, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (configuration->port, ==, 8400);
}

/* R18, O10: the server cannot make a backup, which would lack rows; the owner's holds all that protects. */
static void
test_backup (void)
{
  g_autofree char *dump = g_find_program_in_path ("pg_dump");
  g_autofree char *host = g_build_filename (world.folder, "development", "postgres", NULL);
  g_autofree char *file = g_build_filename (world.folder, "backup.sql", NULL);
  const char *as_server[] = { dump, "-h", host, "-U", "parapet_server", "-f", file, "parapet", NULL };
  const char *as_owner[] = { dump, "-h", host, "-U", "postgres", "--create", "-f", file, "parapet", NULL };
  g_autofree char *text = NULL;
  int status;

  if (dump == NULL)
    {
      g_test_skip ("pg_dump is not here");
      return;
    }
  g_assert_true (g_spawn_sync (NULL, (char **) as_server, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status,
                               NULL));
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) as_owner, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  pp_assert_contains (text, "ALTER TABLE ONLY parapet.model FORCE ROW LEVEL SECURITY");
  pp_assert_contains (text, "ALTER TABLE parapet.model ENABLE ROW LEVEL SECURITY");
  pp_assert_contains (text, "CREATE POLICY read ON parapet.model");
  pp_assert_contains (text, "REVOKE CONNECT,TEMPORARY ON DATABASE parapet FROM PUBLIC");
}

static void
add_tests (void)
{
  g_test_add_func ("/program/roles", test_roles);
  g_test_add_func ("/program/H15-operations", test_operations);
  g_test_add_func ("/program/metrics", test_metrics);
  g_test_add_func ("/program/graphiql", test_graphiql);
  g_test_add_func ("/program/graphiql-users", test_graphiql_users);
  g_test_add_func ("/program/no-graphiql", test_no_graphiql);
  g_test_add_func ("/program/example", test_example);
  g_test_add_func ("/program/R18-O10-backup", test_backup);
  g_test_add_func ("/program/O01-secrets", test_secrets);
  g_test_add_func ("/program/O02-root", test_root);
  g_test_add_func ("/program/migrate", test_migrate);
  g_test_add_func ("/program/R02-R19-strong-role", test_strong_role);
  g_test_add_func ("/program/K08-other-issuer", test_other_issuer);
  g_test_add_func ("/program/K05-late-keys", test_late_keys);
  g_test_add_func ("/program/O07-workers", test_workers);
  g_test_add_func ("/program/broken-renewal", test_broken_renewal);
  g_test_add_func ("/program/renewal", test_renewal);
  g_test_add_func ("/program/H18-drain", test_drain);
  g_test_add_func ("/program/H18-notice", test_notice);
  g_test_add_func ("/program/H18-notice-ends", test_notice_ends);
  g_test_add_func ("/program/O04-database-away", test_database_away);
  g_test_add_func ("/program/H16-log", test_log);
  g_test_add_func ("/program/notices", test_notices);
  g_test_add_func ("/program/events-address", test_events_address);
  g_test_add_func ("/program/H17-proxies", test_proxies);
  g_test_add_func ("/program/L04-log-is-silent", test_log_is_silent);
  /* The last one. */
  g_test_add_func ("/program/end", test_end);
}

int
main (int   argc,
      char *argv[])
{
  return pp_program_world_run (argc, argv, add_tests);
}
