/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "pp-http-private.h"
#include "pp-http-scan.h"

/* libwebsockets parses, this decides. Its events come from the default main context, like all others. */

#define KEEP_ALIVE_SECONDS 30

#define PING_SECONDS 30
/* How long a client may take to say that it is still there. */
#define PONG_SECONDS 10
#define FRAGMENT_BYTES 4096

/* What libwebsockets keeps for each connection, and for each protocol that it speaks. */
typedef struct {
  PpHttpRequest *request;
  PpWebSocket *socket;
} Session;

static void
drop_request (Session *session)
{
  PpHttpRequest *request = g_steal_pointer (&session->request);

  if (request == NULL)
    return;

  _pp_http_request_detach (request);
  _pp_http_request_unref (request);
}

/* What is to be done with a request whose header is there. */
static void
take_request (PpHttpServer  *self,
              PpHttpRequest *request)
{
  guint status = _pp_http_request_read (request);
  guint n_seconds = _pp_http_clients_take (self->clients, request->address, g_get_monotonic_time ());

  if (n_seconds > 0)
    _pp_http_request_put_off (request, n_seconds);
  else if (status != 0)
    _pp_http_request_refuse (request, status);
  else if (!_pp_http_request_has_body (request))
    _pp_http_request_dispatch (request);
  else
    _pp_http_request_set_deadline (request);
}

static int
begin_request (PpHttpServer *self,
               Session      *session,
               struct lws   *wsi)
{
  drop_request (session);
  if (!_pp_http_connection_begin_request (_pp_http_connection_get (wsi)))
    return -1;
  session->request = _pp_http_request_new (self, wsi);
  _pp_http_request_begin (session->request);
  take_request (self, session->request);

  return 0;
}

static int
receive_body (Session       *session,
              gconstpointer  data,
              gsize          length)
{
  guint status;

  if (session->request == NULL || session->request->is_dispatched)
    return 0;

  status = _pp_http_request_receive (session->request, data, length);
  if (status != 0)
    _pp_http_request_refuse (session->request, status);

  return 0;
}

/* libwebsockets 4.1 says this again and again where another request follows before this one is answered,
 * and does nothing else. Clients must not do that behind a POST (RFC 9112, section 9.3.2), so the
 * connection ends. */
static int
complete_body (Session *session)
{
  PpHttpRequest *request = session->request;

  if (request == NULL || !_pp_http_request_has_body (request))
    return 0;
  if (request->is_dispatched)
    return request->must_close ? 0 : -1;
  _pp_http_request_dispatch (request);

  return 0;
}

static void
open_socket (PpHttpServer *self,
             Session      *session,
             struct lws   *wsi)
{
  PpHttpRequest *request = _pp_http_request_new (self, wsi);

  _pp_http_request_read (request);
  session->socket = _pp_web_socket_new (self, wsi, request->address);
  _pp_http_request_unref (request);
}

/* What concerns a connection whatever is spoken over it. */
static int
network_callback (PpHttpServer              *self,
                  struct lws                *wsi,
                  enum lws_callback_reasons  reason)
{
  switch (reason)
    {
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
      self->n_connections++;
      return 0;
    case LWS_CALLBACK_WSI_DESTROY:
      if (self->n_connections > 0 && lws_get_network_wsi (wsi) == wsi)
        self->n_connections--;
      if (lws_get_network_wsi (wsi) == wsi && _pp_http_connection_get (wsi) != NULL)
        {
          _pp_http_connection_free (_pp_http_connection_get (wsi));
          lws_set_opaque_user_data (wsi, NULL);
        }
      return 0;
    default:
      return 0;
    }
}

static int
handle_http (PpHttpServer              *self,
             struct lws                *wsi,
             enum lws_callback_reasons  reason,
             Session                   *session,
             void                      *data,
             size_t                     length)
{
  switch (reason)
    {
    case LWS_CALLBACK_HTTP:
      return begin_request (self, session, wsi);
    case LWS_CALLBACK_HTTP_BODY:
      return receive_body (session, data, length);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
      return complete_body (session);
    case LWS_CALLBACK_HTTP_WRITEABLE:
      return session->request != NULL ? _pp_http_request_write (session->request) : 0;
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
      if (session != NULL)
        drop_request (session);
      return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
      return _pp_http_upgrade_confirm (self, wsi, data);
    /* A WebSocket without a subprotocol would end up here. */
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
      return -1;
    default:
      return network_callback (self, wsi, reason);
    }
}

static int
handle_socket (PpHttpServer              *self,
               struct lws                *wsi,
               enum lws_callback_reasons  reason,
               Session                   *session,
               void                      *data,
               size_t                     length)
{
  switch (reason)
    {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
      return _pp_http_upgrade_filter (wsi);
    case LWS_CALLBACK_ESTABLISHED:
      open_socket (self, session, wsi);
      return 0;
    case LWS_CALLBACK_RECEIVE:
      _pp_web_socket_receive (session->socket, data, length);
      return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
      return session->socket != NULL ? _pp_web_socket_write (session->socket) : 0;
    case LWS_CALLBACK_CLOSED:
      g_clear_pointer (&session->socket, _pp_web_socket_free);
      return 0;
    default:
      return network_callback (self, wsi, reason);
    }
}

static int
http_callback (struct lws                *wsi,
               enum lws_callback_reasons  reason,
               void                      *user,
               void                      *data,
               size_t                     length)
{
  PpHttpServer *self = lws_context_user (lws_get_context (wsi));
  int result;

  self->n_callbacks++;
  result = handle_http (self, wsi, reason, user, data, length);
  self->n_callbacks--;

  return result;
}

static int
socket_callback (struct lws                *wsi,
                 enum lws_callback_reasons  reason,
                 void                      *user,
                 void                      *data,
                 size_t                     length)
{
  PpHttpServer *self = lws_context_user (lws_get_context (wsi));
  int result;

  self->n_callbacks++;
  result = handle_socket (self, wsi, reason, user, data, length);
  self->n_callbacks--;

  return result;
}

/* When it is called by others than its own sources, libwebsockets forgets to look at what it has read and not used yet,
 * and when its next time-out is. So it is woken for the one at once, and for the other each second. */
void
_pp_http_server_serve (PpHttpServer *self,
                       int           fd,
                       short         events)
{
  struct lws_pollfd ready = { .fd = fd, .events = events, .revents = events };

  lws_service_fd (self->context, &ready);
  if (lws_service_adjust_timeout (self->context, 1, 0) == 0)
    lws_cancel_service (self->context);
  else
    self->has_served = TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  PpHttpServer *self = data;

  if (_pp_http_request_end_late (self) || self->has_served)
    lws_cancel_service (self->context);
  self->has_served = FALSE;

  return G_SOURCE_CONTINUE;
}

static void
log_cb (int         level,
        const char *line)
{
  g_info ("%.*s", (int) strcspn (line, "\n"), line);
}

/* Clients choose among the names of the protocols; none can ask for the first, which is no word. */
static void
set_protocols (PpHttpServer *self)
{
  const PpWebSocketHandler *handler = self->settings.web_socket;

  self->protocols[0] = (struct lws_protocols) { "no WebSocket", http_callback, sizeof (Session), 0, 0, NULL,
                                                PP_HTTP_PIECE_BYTES };
  if (handler != NULL)
    self->protocols[1] = (struct lws_protocols) { handler->protocol, socket_callback, sizeof (Session),
                                                  FRAGMENT_BYTES, 0, NULL, PP_HTTP_PIECE_BYTES };
}

static void
set_idle_policy (PpHttpServer *self)
{
  guint seconds = self->settings.ping_seconds != 0 ? self->settings.ping_seconds : PING_SECONDS;

  self->idle_policy.secs_since_valid_ping = seconds;
  self->idle_policy.secs_since_valid_hangup = seconds + MIN (seconds, PONG_SECONDS);
}

static struct lws_context *
create_context (PpHttpServer *self)
{
  void *loops[] = { self->loop };
  struct lws_context_creation_info info = { 0 };

  info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
  info.protocols = self->protocols;
  info.retry_and_idle_policy = &self->idle_policy;
  info.user = self;
  info.gid = -1;
  info.uid = -1;
  info.options = LWS_SERVER_OPTION_GLIB | LWS_SERVER_OPTION_VALIDATE_UTF8;
  info.foreign_loops = loops;
  info.max_http_header_data2 = PP_HTTP_MAX_HEADER_BYTES;
  info.timeout_secs = self->settings.deadline_seconds;
  info.timeout_secs_ah_idle = self->settings.deadline_seconds;
  info.keepalive_timeout = KEEP_ALIVE_SECONDS;
  if (self->certificate_path != NULL)
    {
      info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
      info.ssl_cert_filepath = self->certificate_path;
      info.ssl_private_key_filepath = self->key_path;
    }

  return lws_create_context (&info);
}

/**
 * pp_http_server_new:
 * @settings: how to listen
 * @func: called for each request
 * @user_data: what it is given
 * @error: return location for an error
 *
 * Returns: (transfer full): a server that listens, or %NULL on error
 */
PpHttpServer *
pp_http_server_new (const PpHttpSettings  *settings,
                    PpHttpFunc             func,
                    gpointer               user_data,
                    GError               **error)
{
  g_autoptr (PpHttpServer) self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (PpHttpServer, 1);
  self->settings = *settings;
  self->certificate_path = g_strdup (settings->certificate_path);
  self->key_path = g_strdup (settings->key_path);
  self->func = func;
  self->user_data = user_data;
  self->origins = g_strdupv ((char **) settings->origins);
  self->loop = g_main_loop_new (NULL, FALSE);
  set_protocols (self);
  set_idle_policy (self);
  lws_set_log_level (LLL_ERR | LLL_WARN, log_cb);
  self->clients = _pp_http_clients_new (settings->max_connections_per_address, settings->max_requests_per_second,
                                        settings->burst, settings->proxies, error);
  if (self->clients == NULL)
    return NULL;
  self->listener = settings->listener != NULL ? g_object_ref (settings->listener)
                                              : pp_http_listen (settings->address, settings->port, error);
  if (self->listener == NULL)
    return NULL;
  self->context = create_context (self);
  if (self->context == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           "HTTP cannot be set up: the certificate or its key cannot be used");
      return NULL;
    }
  self->port = pp_http_listener_get_port (self->listener);
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  _pp_http_listener_start (self);

  return g_steal_pointer (&self);
}

/**
 * pp_http_server_free:
 * @self: (transfer full): a server
 *
 * Stops listening and closes all connections. Requests that wait are cancelled.
 */
void
pp_http_server_free (PpHttpServer *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  _pp_http_listener_stop (self);
  g_clear_pointer (&self->context, lws_context_destroy);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->certificate_path, g_free);
  g_clear_pointer (&self->key_path, g_free);
  g_clear_pointer (&self->origins, g_strfreev);
  g_clear_pointer (&self->clients, _pp_http_clients_free);
  g_free (self);
}

/**
 * pp_http_server_drain:
 * @self: a server
 *
 * Takes no more connections, and ends each of those that there are with the next answer on it. The requests that run
 * are answered; see pp_http_server_get_n_running().
 */
void
pp_http_server_drain (PpHttpServer *self)
{
  g_return_if_fail (self != NULL);

  self->is_draining = TRUE;
  _pp_http_listener_stop (self);
}

/**
 * pp_http_server_get_n_running:
 * @self: a server
 *
 * Returns: how many requests have not got their whole answer yet
 */
guint
pp_http_server_get_n_running (PpHttpServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_running;
}

/**
 * pp_http_server_get_n_connections:
 * @self: a server
 *
 * Returns: how many connections are open
 */
guint
pp_http_server_get_n_connections (PpHttpServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_connections;
}

/**
 * pp_http_server_set_done_func:
 * @self: a server
 * @func: (nullable): called for each request when all is over, for a log
 * @user_data: what it is given
 */
void
pp_http_server_set_done_func (PpHttpServer   *self,
                              PpHttpDoneFunc  func,
                              gpointer        user_data)
{
  g_return_if_fail (self != NULL);

  self->done_func = func;
  self->done_data = user_data;
}

/**
 * pp_http_server_get_port:
 * @self: a server
 *
 * Returns: the port that it listens on
 */
guint
pp_http_server_get_port (PpHttpServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}
