/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-worker.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "pp-api.h"
#include "pp-bearer.h"
#include "pp-database.h"
#include "pp-explorer.h"
#include "pp-graphql-http.h"
#include "pp-log.h"
#include "pp-metrics.h"
#include "pp-start-check.h"

#define DRAIN_SECONDS 10
#define DRAIN_LOOK_MS 20

/* One process that answers requests. It keeps nothing that another one would need. */
typedef struct {
  PpConfiguration *configuration;       /* borrowed */
  GMainLoop *loop;
  PpMetrics *metrics;
  PpAuthenticator *authenticator;
  GPtrArray *sources;
  PpDatabase *database;
  PpStartCheck *check;
  PpApi *api;
  PpCallers *callers;
  PpGraphqlHttp graphql;
  PpHttpServer *server;
  gboolean is_development;
  gint64 drain_until;                   /* monotonic, 0 while it serves */
  int status;
} Worker;

/* --- Requests --- */

static void
respond_text (PpHttpRequest *request,
              guint          status,
              const char    *message)
{
  g_autofree char *text = g_strdup_printf ("{\"errors\":[{\"message\":\"%s\"}]}", message);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  gboolean is_passing = status == 503;

  pp_http_request_respond (request, status, "application/json; charset=utf-8", body,
                           is_passing ? "retry-after" : NULL, is_passing ? "2" : NULL);
}

/* A request that waits until it is known which member sends it. */
typedef struct {
  Worker *worker;
  PpHttpRequest *request;
} Arrival;

static void
answer (Worker        *self,
        PpHttpRequest *request,
        PpCaller      *caller)
{
  pp_graphql_http_answer (&self->graphql, request, caller, (GDestroyNotify) pp_caller_unref);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Arrival *arrival = user_data;
  g_autoptr (GError) error = NULL;
  PpCaller *caller = pp_callers_find_finish (PP_CALLERS (source), result, &error);

  if (caller != NULL)
    answer (arrival->worker, arrival->request, caller);
  else if (g_error_matches (error, PP_CALLER_ERROR, PP_CALLER_ERROR_UNKNOWN))
    respond_text (arrival->request, 403, "You are not known here");
  else
    respond_text (arrival->request, 503, "The database cannot be reached now");
}

static void
known_cb (PpHttpRequest *request,
          PpIdentity    *own,
          gpointer       user_data)
{
  Worker *self = user_data;
  g_autoptr (PpIdentity) identity = own;
  PpCaller *caller = pp_callers_recognise (self->callers, identity, NULL);
  Arrival *arrival;

  if (self->check != NULL || !pp_database_is_available (self->database))
    {
      g_clear_pointer (&caller, pp_caller_unref);
      respond_text (request, 503, "The database cannot be reached now");
      return;
    }
  if (caller != NULL)
    {
      answer (self, request, caller);
      return;
    }
  arrival = g_new (Arrival, 1);
  *arrival = (Arrival) { self, request };
  pp_callers_find_async (self->callers, identity, NULL, pp_http_request_get_cancellable (request), found_cb, arrival);
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  Worker *self = user_data;

  if (self->is_development && pp_explorer_answer (request))
    return;
  if (strcmp (pp_http_request_get_path (request), "/graphql") == 0)
    pp_bearer_check (self->authenticator, request, known_cb, self);
  else
    respond_text (request, 404, "There is nothing here");
}

static void
count_request (guint  status,
               gsize  n_bytes,
               gint64 duration_us)
{
  pp_metrics_add (status < 100 ? PP_METRIC_REQUESTS_GONE : PP_METRIC_REQUESTS_1XX + MIN (status / 100, 5) - 1, 1);
  pp_metrics_add (PP_METRIC_RESPONSE_BYTES, n_bytes);
  pp_metrics_add_duration (duration_us);
}

/* No argument of the address, header or body: those may hold what is nobody's business. */
static void
done_cb (PpHttpRequest *request,
         guint          status,
         gsize          n_bytes,
         gint64         duration_us,
         gpointer       user_data)
{
  Worker *self = user_data;
  g_autofree char *status_text = g_strdup_printf ("%u", status);
  g_autofree char *bytes = g_strdup_printf ("%" G_GSIZE_FORMAT, n_bytes);
  g_autofree char *duration = g_strdup_printf ("%.1f", duration_us / 1000.0);
  const PpLogField fields[] = {
    { "method", pp_http_request_get_method (request) },
    { "path", pp_http_request_get_path (request) },
    { "status", status > 0 ? status_text : "gone" },
    { "bytes", bytes },
    { "milliseconds", duration },
  };

  count_request (status, n_bytes, duration_us);
  if (self->configuration->log_requests)
    pp_log_write (G_LOG_LEVEL_INFO, "request", fields, G_N_ELEMENTS (fields));
}

/* --- Readiness --- */

static void
stop (Worker *self,
      int     status)
{
  self->status = status;
  g_main_loop_quit (self->loop);
}

static void
keys_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Worker *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpKeySet) keys = pp_key_source_get_finish (PP_KEY_SOURCE (source), result, &error);

  if (g_error_matches (error, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_ISSUER))
    stop (self, PP_WORKER_STATUS_CONFIGURATION);
}

/* Keys that were never there are asked for again and again, as often as their source allows. */
static void
look_at_keys (Worker *self)
{
  gboolean has_all = TRUE;

  for (guint i = 0; i < self->sources->len; i++)
    {
      PpKeySource *source = g_ptr_array_index (self->sources, i);

      if (pp_key_source_peek_keys (source) != NULL)
        continue;
      has_all = FALSE;
      pp_key_source_get_async (source, NULL, NULL, keys_cb, self);
    }
  pp_metrics_set (PP_METRIC_HAS_KEYS, has_all);
}

static void
look_at_database (Worker *self)
{
  PpDatabaseStatistics statistics;

  pp_database_get_statistics (self->database, &statistics);
  pp_metrics_set (PP_METRIC_DATABASE_OPEN, statistics.n_open);
  pp_metrics_set (PP_METRIC_DATABASE_IDLE, statistics.n_idle);
  pp_metrics_set (PP_METRIC_DATABASE_WAITING, statistics.n_waiting);
  pp_metrics_set (PP_METRIC_DATABASE_BATCHES, statistics.n_batches);
  pp_metrics_set (PP_METRIC_DATABASE_REFUSED, statistics.n_refused);
  pp_metrics_set (PP_METRIC_DATABASE_RETRIES, statistics.n_retries);
  pp_metrics_set (PP_METRIC_DATABASE_CANCELLED, statistics.n_cancelled);
  pp_metrics_set (PP_METRIC_DATABASE_LOST, statistics.n_lost);
  pp_metrics_set (PP_METRIC_HAS_DATABASE, self->check == NULL && pp_database_is_available (self->database));
}

static gint64
get_memory (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && strchr (text, ' ') != NULL)
    pages = g_ascii_strtoull (strchr (text, ' '), NULL, 10);
  return pages * sysconf (_SC_PAGESIZE);
}

static gboolean
tick_cb (gpointer data)
{
  Worker *self = data;

  pp_metrics_beat ();
  pp_metrics_set (PP_METRIC_MEMORY_BYTES, get_memory ());
  pp_metrics_set (PP_METRIC_REQUESTS_RUNNING, pp_http_server_get_n_running (self->server));
  look_at_keys (self);
  look_at_database (self);
  return G_SOURCE_CONTINUE;
}

static void
checked_cb (const GError *error,
            gpointer      user_data)
{
  Worker *self = user_data;

  g_clear_pointer (&self->check, pp_start_check_free);
  if (error == NULL)
    {
      look_at_database (self);
      return;
    }
  g_critical ("%s", error->message);
  stop (self, PP_WORKER_STATUS_CONFIGURATION);
}

/* --- The end --- */

static gboolean
drained_cb (gpointer data)
{
  Worker *self = data;

  if (pp_http_server_get_n_running (self->server) > 0 && g_get_monotonic_time () < self->drain_until)
    return G_SOURCE_CONTINUE;
  stop (self, EXIT_SUCCESS);
  return G_SOURCE_REMOVE;
}

static void
drain (Worker *self)
{
  if (self->drain_until != 0)
    return;
  g_info ("ends when %u requests are answered", pp_http_server_get_n_running (self->server));
  self->drain_until = g_get_monotonic_time () + DRAIN_SECONDS * G_USEC_PER_SEC;
  pp_http_server_drain (self->server);
  g_timeout_add (DRAIN_LOOK_MS, drained_cb, self);
}

static gboolean
terminate_cb (gpointer data)
{
  drain (data);
  return G_SOURCE_CONTINUE;
}

/* The terminal interrupts all processes; the supervisor says what is to be done. */
static gboolean
interrupt_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
life_line_cb (int           descriptor,
              GIOCondition  condition,
              gpointer      data)
{
  drain (data);
  return G_SOURCE_REMOVE;
}

/* --- The start --- */

static void
add_issuers (Worker *self)
{
  self->authenticator = pp_authenticator_new ();
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->configuration->issuers->len; i++)
    {
      const PpIssuerSettings *issuer = g_ptr_array_index (self->configuration->issuers, i);
      PpKeySource *source = pp_key_source_new (issuer->url, issuer->keys);
      PpTokenRules rules;

      pp_issuer_settings_get_rules (issuer, &rules);
      pp_authenticator_add_issuer (self->authenticator, source, &rules);
      g_ptr_array_add (self->sources, source);
    }
}

static gboolean
listen_for_requests (Worker  *self,
                     GError **error)
{
  g_autoptr (GSocket) listener = g_socket_new_from_fd (PP_WORKER_LISTENER, error);
  const PpHttpSettings settings = {
    .listener = listener,
    .certificate_path = self->configuration->certificate,
    .key_path = self->configuration->key,
    .max_body_bytes = self->configuration->max_body_kib * 1024,
    .max_connections = self->configuration->max_connections,
    .deadline_seconds = self->configuration->deadline_seconds,
  };

  if (listener == NULL)
    return FALSE;
  self->server = pp_http_server_new (&settings, request_cb, self, error);
  if (self->server == NULL)
    return FALSE;
  pp_http_server_set_done_func (self->server, done_cb, self);
  return TRUE;
}

static gboolean
set_up (Worker  *self,
        guint    number,
        GError **error)
{
  const PpDatabaseSettings database = {
    .address = self->configuration->database,
    .max_connections = self->configuration->database_connections,
  };

  self->metrics = pp_metrics_new_shared (PP_WORKER_METRICS, error);
  if (self->metrics == NULL)
    return FALSE;
  pp_metrics_write_as (self->metrics, number);
  pp_metrics_add (PP_METRIC_STARTS, 1);
  self->database = pp_database_new (&database);
  self->callers = pp_callers_new (self->database);
  self->api = pp_api_new (self->database, error);
  if (self->api == NULL || !listen_for_requests (self, error))
    return FALSE;
  self->graphql.schema = pp_api_get_schema (self->api);
  self->graphql.error_func = pp_api_tell_error;
  add_issuers (self);
  self->check = pp_start_check_new (self->configuration->database, checked_cb, self);
  return TRUE;
}

static void
run (Worker *self)
{
  guint sources[5];

  self->loop = g_main_loop_new (NULL, FALSE);
  sources[0] = g_unix_signal_add (SIGTERM, terminate_cb, self);
  sources[1] = g_unix_signal_add (SIGINT, interrupt_cb, self);
  sources[2] = g_unix_signal_add (SIGHUP, interrupt_cb, self);
  sources[3] = g_unix_fd_add (PP_WORKER_LIFE_LINE, G_IO_IN | G_IO_HUP, life_line_cb, self);
  sources[4] = g_timeout_add_seconds (1, tick_cb, self);
  tick_cb (self);
  g_main_loop_run (self->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
      g_source_remove (sources[i]);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

static void
tear_down (Worker *self)
{
  g_clear_pointer (&self->check, pp_start_check_free);
  g_clear_pointer (&self->server, pp_http_server_free);
  g_clear_pointer (&self->api, pp_api_free);
  g_clear_object (&self->callers);
  g_clear_object (&self->database);
  g_clear_object (&self->authenticator);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->metrics, pp_metrics_free);
}

/**
 * pp_worker_run:
 * @configuration: the settings
 * @number: which of the workers this is, from 0
 * @is_development: whether there is a page to try the API with
 *
 * Answers requests until the process is told to end, or its supervisor is gone.
 *
 * Returns: the status to end with
 */
int
pp_worker_run (PpConfiguration *configuration,
               guint            number,
               gboolean         is_development)
{
  g_autofree char *name = g_strdup_printf ("worker %u", number);
  g_autoptr (GError) error = NULL;
  Worker self = { .configuration = configuration, .is_development = is_development };

  pp_log_start (name, configuration->log_level);
  if (set_up (&self, number, &error))
    run (&self);
  else
    {
      g_critical ("%s", error->message);
      self.status = PP_WORKER_STATUS_CONFIGURATION;
    }
  tear_down (&self);
  return self.status;
}
