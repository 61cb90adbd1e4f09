/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-service.h"

#include <string.h>

#include "pp-api.h"
#include "pp-bearer.h"
#include "pp-database.h"
#include "pp-graphiql.h"
#include "pp-graphql-http.h"
#include "pp-graphql-socket.h"
#include "pp-live.h"
#include "pp-log.h"
#include "pp-metrics.h"
#include "pp-start-check.h"
#include "pp-traces.h"

/* Of what clients ask: some megabytes, once it is parsed. */
#define MAX_DOCUMENTS 500
#define MAX_DOCUMENT_BYTES (256 * 1024)

struct _PpService {
  /* owned */
  PpAuthenticator *authenticator;
  GPtrArray *sources;
  PpDatabase *database;
  PpStartCheck *check;
  PpCallers *callers;
  PpLive *live;
  PpApi *api;
  PpGraphqlHttp graphql;
  PpGraphqlSockets *sockets;
  PpHttpServer *server;
  GCancellable *cancellable;
  char *development_folder;             /* NULL without */

  /* borrowed: lives longer */
  PpConfiguration *configuration;
  PpServiceFailFunc fail_func;
  gpointer fail_data;
};

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

static gboolean
has_database (PpService *self)
{
  return self->check == NULL && pp_database_is_available (self->database);
}

/* A request that waits until it is known which member sends it. */
typedef struct {
  PpService *service;
  PpHttpRequest *request;
} Arrival;

static void
answer (PpService     *self,
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
    answer (arrival->service, arrival->request, caller);
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
  PpService *self = user_data;
  g_autoptr (PpIdentity) identity = own;
  PpCaller *caller;
  Arrival *arrival;

  if (!has_database (self))
    {
      respond_text (request, 503, "The database cannot be reached now");
      return;
    }
  caller = pp_callers_recognise (self->callers, identity, pp_http_request_get_address (request));
  if (caller != NULL)
    {
      answer (self, request, caller);
      return;
    }
  arrival = g_new (Arrival, 1);
  *arrival = (Arrival) { self, request };
  pp_callers_find_async (self->callers, identity, pp_http_request_get_address (request),
                         pp_http_request_get_cancellable (request), found_cb, arrival);
}

static void
traced_cb (PpHttpRequest *request,
           PpIdentity    *own,
           gpointer       user_data)
{
  g_autoptr (PpIdentity) identity = own;

  pp_traces_answer (request);
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  PpService *self = user_data;

  if (self->development_folder != NULL && pp_graphiql_answer (request, self->development_folder))
    return;
  if (strcmp (pp_http_request_get_path (request), "/graphql") == 0)
    pp_bearer_check (self->authenticator, request, known_cb, pp_bearer_refuse, self);
  else if (strcmp (pp_http_request_get_path (request), "/v1/traces") == 0)
    pp_bearer_check (self->authenticator, request, traced_cb, pp_traces_refuse, self);
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
log_request (PpHttpRequest *request,
             guint          status,
             gsize          n_bytes,
             gint64         duration_us)
{
  g_autofree char *status_text = g_strdup_printf ("%u", status);
  g_autofree char *bytes = g_strdup_printf ("%" G_GSIZE_FORMAT, n_bytes);
  g_autofree char *duration = g_strdup_printf ("%.1f", duration_us / 1000.0);
  const PpLogField fields[] = {
    { "address", pp_http_request_get_address (request) },
    { "method", pp_http_request_get_method (request) },
    { "path", pp_http_request_get_path (request) },
    { "status", status > 0 ? status_text : "gone" },
    { "bytes", bytes },
    { "milliseconds", duration },
  };

  pp_log_write (G_LOG_LEVEL_INFO, "request", fields, G_N_ELEMENTS (fields));
}

static void
done_cb (PpHttpRequest *request,
         guint          status,
         gsize          n_bytes,
         gint64         duration_us,
         gpointer       user_data)
{
  PpService *self = user_data;

  count_request (status, n_bytes, duration_us);
  if (self->configuration->log_requests)
    log_request (request, status, n_bytes, duration_us);
}

/* What clients are told stands in the answer; how often, here. */
static void
error_cb (const GError *error,
          GString      *message,
          GString      *extensions,
          gpointer      user_data)
{
  gboolean is_ours = error->domain != GQL_ERROR && error->domain != PP_API_ERROR;

  pp_metrics_add (is_ours ? PP_METRIC_SERVER_ERRORS : PP_METRIC_REQUEST_ERRORS, 1);
  pp_api_tell_error (error, message, extensions, user_data);
}

/* --- Sockets --- */

typedef struct {
  PpService *service;
  PpGraphqlSocket *socket;
} Admission;

static gpointer
ref_caller (gpointer caller)
{
  return pp_caller_ref (caller);
}

static void
unref_caller (gpointer caller)
{
  pp_caller_unref (caller);
}

static void
admitted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  PpGraphqlSocket *socket = user_data;
  g_autoptr (GError) error = NULL;
  PpCaller *caller = pp_callers_find_finish (PP_CALLERS (source), result, &error);

  if (caller != NULL)
    pp_graphql_socket_admit (socket, caller, pp_caller_get_member (caller),
                             pp_identity_get_expires (pp_caller_get_identity (caller)));
  else
    pp_graphql_socket_refuse (socket, !g_error_matches (error, PP_CALLER_ERROR, PP_CALLER_ERROR_UNKNOWN));
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Admission *admission = user_data;
  PpService *self = admission->service;
  PpGraphqlSocket *socket = admission->socket;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpIdentity) identity = pp_authenticator_check_finish (PP_AUTHENTICATOR (source), result, &error);

  if (identity == NULL)
    {
      pp_bearer_note_error (error);
      pp_graphql_socket_refuse (socket, error->domain != PP_TOKEN_ERROR);
      return;
    }
  pp_metrics_add (PP_METRIC_TOKENS_ACCEPTED, 1);
  if (has_database (self))
    pp_callers_find_async (self->callers, identity, pp_graphql_socket_get_address (socket),
                           pp_graphql_socket_get_cancellable (socket), admitted_cb, socket);
  else
    pp_graphql_socket_refuse (socket, TRUE);
}

static void
identify_cb (PpGraphqlSocket *socket,
             const char      *token,
             gpointer         user_data)
{
  PpService *self = user_data;
  Admission *admission;

  if (token == NULL)
    {
      pp_graphql_socket_refuse (socket, FALSE);
      return;
    }
  admission = g_new (Admission, 1);
  *admission = (Admission) { self, socket };
  pp_authenticator_check_async (self->authenticator, token, strlen (token),
                                pp_graphql_socket_get_cancellable (socket), identified_cb, admission);
}

/* --- Readiness --- */

static void
fail (PpService    *self,
      const GError *error)
{
  g_critical ("%s", error->message);
  self->fail_func (self, self->fail_data);
}

static void look_at_keys (PpService *self);

static void
keys_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpKeySet) keys = pp_key_source_get_finish (PP_KEY_SOURCE (source), result, &error);

  if (g_error_matches (error, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_ISSUER))
    fail (user_data, error);
  else if (keys != NULL)
    look_at_keys (user_data);
}

/* Keys that were never there are asked for again and again, as often as their source allows. */
static void
look_at_keys (PpService *self)
{
  gboolean has_all = TRUE;

  for (guint i = 0; i < self->sources->len; i++)
    {
      PpKeySource *source = g_ptr_array_index (self->sources, i);

      if (pp_key_source_peek_keys (source) != NULL)
        continue;
      has_all = FALSE;
      pp_key_source_get_async (source, NULL, self->cancellable, keys_cb, self);
    }
  pp_metrics_set (PP_METRIC_HAS_KEYS, has_all);
}

static void
look_at_database (PpService *self)
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
  pp_metrics_set (PP_METRIC_DATABASE_FULL, statistics.n_full);
  pp_metrics_set (PP_METRIC_DATABASE_LOST, statistics.n_lost);
  pp_metrics_set (PP_METRIC_HAS_DATABASE, has_database (self));
}

void
pp_service_look (PpService *self)
{
  pp_metrics_set (PP_METRIC_REQUESTS_RUNNING, pp_http_server_get_n_running (self->server));
  pp_metrics_set (PP_METRIC_OPERATIONS, pp_graphql_sockets_get_n_operations (self->sockets));
  look_at_keys (self);
  look_at_database (self);
}

static void
checked_cb (const GError *error,
            gpointer      user_data)
{
  PpService *self = user_data;

  g_clear_pointer (&self->check, pp_start_check_free);
  if (error == NULL)
    look_at_database (self);
  else
    fail (self, error);
}

/* --- The service --- */

static void
add_issuers (PpService *self)
{
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
listen_for_requests (PpService  *self,
                     GSocket    *listener,
                     GError    **error)
{
  const PpGraphqlSocketSettings sockets = {
    .graphql = &self->graphql,
    .identify = identify_cb,
    .user_data = self,
    .ref_context = ref_caller,
    .unref_context = unref_caller,
  };
  PpHttpSettings settings = {
    .listener = listener,
    .certificate_path = self->configuration->certificate,
    .key_path = self->configuration->key,
    .max_body_bytes = self->configuration->max_body_kib * 1024,
    .max_connections = self->configuration->max_connections,
    .max_connections_per_address = self->configuration->max_connections_per_address,
    .max_requests_per_second = self->configuration->max_requests_per_second,
    .burst = self->configuration->burst,
    .proxies = (const char * const *) self->configuration->proxies,
    .deadline_seconds = self->configuration->deadline_seconds,
    .origins = (const char * const *) self->configuration->origins,
  };

  self->sockets = pp_graphql_sockets_new (&sockets);
  settings.web_socket = pp_graphql_sockets_get_handler (self->sockets);
  self->server = pp_http_server_new (&settings, request_cb, self, error);
  if (self->server == NULL)
    return FALSE;
  pp_http_server_set_done_func (self->server, done_cb, self);
  return TRUE;
}

/**
 * pp_service_new:
 * @configuration: the settings, which live longer
 * @listener: where clients connect
 * @development_folder: (nullable): the folder of #PpDevelopment, for a page to try the API with
 * @func: told when the service can never work
 * @user_data: what @func is given
 * @error: return location for an error
 *
 * Returns: (transfer full): a service that answers, if only that it cannot yet
 */
PpService *
pp_service_new (PpConfiguration    *configuration,
                GSocket            *listener,
                const char         *development_folder,
                PpServiceFailFunc   func,
                gpointer            user_data,
                GError            **error)
{
  g_autoptr (PpService) self = g_new0 (PpService, 1);
  const PpDatabaseSettings database = {
    .address = configuration->database,
    .max_connections = configuration->database_connections,
  };

  self->configuration = configuration;
  self->development_folder = g_strdup (development_folder);
  self->fail_func = func;
  self->fail_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->authenticator = pp_authenticator_new ();
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->database = pp_database_new (&database);
  self->callers = pp_callers_new (self->database);
  self->api = pp_api_new (self->database, error);
  self->live = pp_live_new (self->database, configuration->events);
  if (self->api != NULL)
    {
      pp_api_set_live (self->api, self->live);
      pp_api_set_max_models (self->api, configuration->max_models);
    }
  if (self->api == NULL || !listen_for_requests (self, listener, error))
    return NULL;
  self->graphql.schema = pp_api_get_schema (self->api);
  self->graphql.documents = gql_document_cache_new (MAX_DOCUMENTS, MAX_DOCUMENT_BYTES);
  self->graphql.forbids_introspection = !configuration->has_introspection;
  self->graphql.error_func = error_cb;
  add_issuers (self);
  self->check = pp_start_check_new (configuration->database, checked_cb, self);
  return g_steal_pointer (&self);
}

void
pp_service_free (PpService *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->check, pp_start_check_free);
  g_clear_pointer (&self->server, pp_http_server_free);
  g_clear_pointer (&self->sockets, pp_graphql_sockets_free);
  g_clear_pointer (&self->live, pp_live_free);
  g_clear_pointer (&self->graphql.documents, gql_document_cache_free);
  g_clear_pointer (&self->api, pp_api_free);
  g_clear_object (&self->callers);
  g_clear_object (&self->database);
  g_clear_object (&self->authenticator);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self->development_folder);
  g_free (self);
}

void
pp_service_drain (PpService *self)
{
  pp_http_server_drain (self->server);
  pp_graphql_sockets_close_all (self->sockets);
}

guint
pp_service_get_n_running (PpService *self)
{
  return pp_http_server_get_n_running (self->server);
}

guint
pp_service_get_n_connections (PpService *self)
{
  return pp_http_server_get_n_connections (self->server);
}
