/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <netinet/in.h>
#include <string.h>

#include "pp-http-private.h"

#define MAX_PATH_BYTES 2048
#define MAX_ARGUMENTS 16
#define PIECE_BYTES (64 * 1024)

/* The headers that the server has a use for. */
static const struct {
  const char *name;
  enum lws_token_indexes token;
} known_headers[] = {
  { "accept", WSI_TOKEN_HTTP_ACCEPT },
  { "authorization", WSI_TOKEN_HTTP_AUTHORIZATION },
  { "content-encoding", WSI_TOKEN_HTTP_CONTENT_ENCODING },
  { "content-length", WSI_TOKEN_HTTP_CONTENT_LENGTH },
  { "content-type", WSI_TOKEN_HTTP_CONTENT_TYPE },
  { "host", WSI_TOKEN_HOST },
  { "origin", WSI_TOKEN_ORIGIN },
  { "sec-websocket-protocol", WSI_TOKEN_PROTOCOL },
  { "sec-websocket-version", WSI_TOKEN_VERSION },
  { "transfer-encoding", WSI_TOKEN_HTTP_TRANSFER_ENCODING },
  { "x-forwarded-for", WSI_TOKEN_X_FORWARDED_FOR },
};

PpHttpRequest *
_pp_http_request_new (PpHttpServer *server,
                      struct lws   *wsi)
{
  PpHttpRequest *self = g_new0 (PpHttpRequest, 1);

  g_atomic_ref_count_init (&self->references);
  self->server = server;
  self->wsi = wsi;
  self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->received = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();

  return self;
}

/* From here to its end it is one that runs. */
void
_pp_http_request_begin (PpHttpRequest *self)
{
  self->start_us = g_get_monotonic_time ();
  self->is_running = TRUE;
  self->server->n_running++;
}

PpHttpRequest *
_pp_http_request_ref (PpHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
clear_deadline (PpHttpRequest *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

void
_pp_http_request_unref (PpHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  clear_deadline (self);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->arguments, g_hash_table_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->header_name, g_free);
  g_clear_pointer (&self->header_value, g_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* --- Reading ----------------------------------------------------------------------------------------- */

static const char *
get_method_name (int method)
{
  switch (method)
    {
    case LWSHUMETH_GET:
      return "GET";
    case LWSHUMETH_POST:
      return "POST";
    case LWSHUMETH_OPTIONS:
      return "OPTIONS";
    case LWSHUMETH_PUT:
      return "PUT";
    case LWSHUMETH_PATCH:
      return "PATCH";
    case LWSHUMETH_DELETE:
      return "DELETE";
    case LWSHUMETH_HEAD:
      return "HEAD";
    default:
      return NULL;
    }
}

/* A header that must stand once is refused where it stands twice; others are joined by libwebsockets. */
static gboolean
read_headers (PpHttpRequest *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_headers); i++)
    {
      enum lws_token_indexes token = known_headers[i].token;
      int length = lws_hdr_total_length (self->wsi, token);
      gboolean is_list = token == WSI_TOKEN_HTTP_ACCEPT || token == WSI_TOKEN_X_FORWARDED_FOR;
      g_autofree char *value = NULL;

      if (length <= 0)
        continue;
      if (!is_list && lws_hdr_fragment_length (self->wsi, token, 1) > 0)
        return FALSE;
      value = g_malloc0 (length + 1);
      if (lws_hdr_copy (self->wsi, value, length + 1, token) < 0 || !g_utf8_validate (value, -1, NULL))
        return FALSE;
      g_hash_table_insert (self->headers, (gpointer) known_headers[i].name, g_steal_pointer (&value));
    }

  return TRUE;
}

/* libwebsockets has taken them apart and decoded them. */
static gboolean
read_arguments (PpHttpRequest *self)
{
  int length;

  for (int i = 0; (length = lws_hdr_fragment_length (self->wsi, WSI_TOKEN_HTTP_URI_ARGS, i)) > 0; i++)
    {
      g_autofree char *argument = g_malloc0 (length + 1);
      char *value;

      if (i >= MAX_ARGUMENTS ||
          lws_hdr_copy_fragment (self->wsi, argument, length + 1, WSI_TOKEN_HTTP_URI_ARGS, i) < 0 ||
          !g_utf8_validate (argument, -1, NULL))
        return FALSE;
      value = strchr (argument, '=');
      if (value == NULL)
        continue;
      *value++ = '\0';
      if (!g_hash_table_insert (self->arguments, g_strdup (argument), g_strdup (value)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_stream_of_http2 (PpHttpRequest *self)
{
  return lws_get_network_wsi (self->wsi) != self->wsi;
}

/* One length in digits and nothing else, or none; no other framing. */
static guint
check_framing (PpHttpRequest *self)
{
  const char *length = pp_http_request_get_header (self, "content-length");
  guint64 n_bytes;

  if (pp_http_request_get_header (self, "transfer-encoding") != NULL)
    return length != NULL ? 400 : 411;
  if (pp_http_request_get_header (self, "host") == NULL && !is_stream_of_http2 (self))
    return 400;
  if (length == NULL)
    return 0;
  if (strspn (length, "0123456789") != strlen (length) ||
      !g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &n_bytes, NULL))
    return 400;

  return n_bytes > self->server->settings.max_body_bytes ? 413 : 0;
}

guint
_pp_http_request_read (PpHttpRequest *self)
{
  char *uri = NULL;
  int length = 0;
  int method = lws_http_get_uri_and_method (self->wsi, &uri, &length);
  const char *name = get_method_name (method);

  if (name == NULL || uri == NULL || !g_utf8_validate (uri, length, NULL))
    return name == NULL ? 405 : 400;
  self->method = g_strdup (name);
  self->path = g_strndup (uri, length);
  if (length > MAX_PATH_BYTES)
    return 414;
  if (!read_headers (self) || !read_arguments (self))
    return 400;
  /* One that came before is still answered. */
  if (self->server->is_draining)
    return 503;

  return check_framing (self);
}

gboolean
_pp_http_request_has_body (PpHttpRequest *self)
{
  const char *length = pp_http_request_get_header (self, "content-length");

  if (length != NULL)
    return g_ascii_strtoull (length, NULL, 10) > 0;

  return is_stream_of_http2 (self) && strcmp (self->method, "POST") == 0;
}

guint
_pp_http_request_receive (PpHttpRequest *self,
                          gconstpointer  data,
                          gsize          length)
{
  if (length > self->server->settings.max_body_bytes - self->received->len)
    return 413;
  g_byte_array_append (self->received, data, length);

  return 0;
}

/* --- Time --------------------------------------------------------------------------------------------- */

static gboolean
deadline_cb (gpointer data)
{
  PpHttpRequest *self = data;

  g_clear_pointer (&self->deadline, g_source_unref);
  if (self->wsi != NULL)
    {
      lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
      /* It looks at its time-outs only when something happens. */
      lws_cancel_service (self->server->context);
    }

  return G_SOURCE_REMOVE;
}

/* libwebsockets ends silence; a client that sends or reads a byte now and then needs an end as well. */
void
_pp_http_request_set_deadline (PpHttpRequest *self)
{
  clear_deadline (self);
  self->deadline = g_timeout_source_new_seconds (self->server->settings.deadline_seconds);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, NULL);
}

static void
end (PpHttpRequest *self,
     guint          status)
{
  PpHttpServer *server = self->server;

  if (!self->is_running)
    return;
  self->is_running = FALSE;
  server->n_running--;
  if (server->done_func != NULL)
    server->done_func (self, status, self->n_sent, g_get_monotonic_time () - self->start_us, server->done_data);
}

/* The connection is gone, or serves another request. */
void
_pp_http_request_detach (PpHttpRequest *self)
{
  end (self, self->has_sent_headers ? self->status : 0);
  clear_deadline (self);
  self->wsi = NULL;
  if (!self->has_response)
    g_cancellable_cancel (self->cancellable);
}

/* --- Answering ----------------------------------------------------------------------------------------- */

/* The request is whole; how long the answer takes is for whoever gives it to bound. */
void
_pp_http_request_dispatch (PpHttpRequest *self)
{
  clear_deadline (self);
  self->is_dispatched = TRUE;
  self->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  lws_set_timeout (self->wsi, NO_PENDING_TIMEOUT, 0);
  self->server->func (_pp_http_request_ref (self), self->server->user_data);
}

/* What follows on such a connection may not be what it seems. */
void
_pp_http_request_refuse (PpHttpRequest *self,
                         guint          status)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);

  self->is_dispatched = TRUE;
  self->must_close = TRUE;
  pp_http_request_respond (_pp_http_request_ref (self), status, "text/plain", body, NULL, NULL);
}

static gboolean
add_header (PpHttpRequest  *self,
            const char     *name,
            const char     *value,
            unsigned char **p,
            unsigned char  *end)
{
  g_autofree char *field = g_strconcat (name, ":", NULL);

  if (value == NULL)
    return TRUE;

  return lws_add_http_header_by_name (self->wsi, (const unsigned char *) field, (const unsigned char *) value,
                                      (int) strlen (value), p, end) == 0;
}

static int
write_headers (PpHttpRequest *self)
{
  unsigned char buffer[LWS_PRE + 2048];
  unsigned char *start = buffer + LWS_PRE;
  unsigned char *p = start;
  unsigned char *end = buffer + sizeof buffer - 1;

  if (lws_add_http_header_status (self->wsi, self->status | LWSAHH_FLAG_NO_SERVER_NAME, &p, end) != 0 ||
      !add_header (self, "content-type", self->content_type, &p, end) ||
      lws_add_http_header_content_length (self->wsi, g_bytes_get_size (self->response), &p, end) != 0 ||
      !add_header (self, "cache-control", "no-store", &p, end) ||
      !add_header (self, "x-content-type-options", "nosniff", &p, end) ||
      !add_header (self, "strict-transport-security",
                   self->server->certificate_path != NULL ? "max-age=31536000" : NULL, &p, end) ||
      !add_header (self, self->header_name != NULL ? self->header_name : "", self->header_value, &p, end) ||
      !add_header (self, "connection", self->must_close && !is_stream_of_http2 (self) ? "close" : NULL, &p, end))
    return -1;
  self->has_sent_headers = TRUE;

  return lws_finalize_write_http_header (self->wsi, start, &p, end);
}

static int
write_piece (PpHttpRequest *self)
{
  unsigned char buffer[LWS_PRE + PIECE_BYTES];
  gsize size;
  const char *data = g_bytes_get_data (self->response, &size);
  gsize n = MIN (size - self->n_sent, PIECE_BYTES);
  gboolean is_last = self->n_sent + n == size;

  if (n > 0)
    memcpy (buffer + LWS_PRE, data + self->n_sent, n);
  if (lws_write (self->wsi, buffer + LWS_PRE, n, is_last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) != (int) n)
    return -1;
  self->n_sent += n;
  if (!is_last)
    {
      lws_callback_on_writable (self->wsi);
      return 0;
    }
  clear_deadline (self);
  end (self, self->status);

  return self->must_close || lws_http_transaction_completed (self->wsi) ? -1 : 0;
}

int
_pp_http_request_write (PpHttpRequest *self)
{
  g_autoptr (GBytes) kept = NULL;

  if (!self->has_response)
    return 0;

  kept = g_bytes_ref (self->response);
  if (self->has_sent_headers)
    return write_piece (self);
  if (write_headers (self) != 0)
    return -1;
  lws_callback_on_writable (self->wsi);

  return 0;
}

/**
 * pp_http_request_respond:
 * @self: (transfer full): a request
 * @status: a status code
 * @content_type: the media type of the body
 * @body: the body
 * @header: (nullable): the name of another header
 * @value: (nullable): its value
 *
 * Answers a request. Where the client has gone, nothing happens.
 */
void
pp_http_request_respond (PpHttpRequest *self,
                         guint          status,
                         const char    *content_type,
                         GBytes        *body,
                         const char    *header,
                         const char    *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!self->has_response);

  self->has_response = TRUE;
  self->must_close = self->must_close || self->server->is_draining;
  self->status = status;
  self->content_type = g_strdup (content_type);
  self->response = g_bytes_ref (body);
  self->header_name = g_strdup (header);
  self->header_value = g_strdup (value);
  if (self->wsi != NULL)
    {
      _pp_http_request_set_deadline (self);
      lws_callback_on_writable (self->wsi);
    }
  _pp_http_request_unref (self);
}

/* --- WebSocket ------------------------------------------------------------------------------------------ */

/* A browser says from which page a WebSocket is opened, and opens it for any: so it is looked at here. Programs that
 * are no browsers say nothing. */
static gboolean
is_origin_welcome (PpHttpRequest *self,
                   const char    *origin)
{
  const char *host = pp_http_request_get_header (self, "host");
  const char *place = strstr (origin, "://");

  if (place != NULL && host != NULL && g_ascii_strcasecmp (place + strlen ("://"), host) == 0)
    return TRUE;

  return self->server->origins != NULL && g_strv_contains ((const char * const *) self->server->origins, origin);
}

static gboolean
names_protocol (PpHttpRequest *self,
                const char    *protocol)
{
  const char *header = pp_http_request_get_header (self, "sec-websocket-protocol");
  g_auto (GStrv) names = g_strsplit (header != NULL ? header : "", ",", MAX_ARGUMENTS);

  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (g_strstrip (names[i]), protocol) == 0)
      return TRUE;

  return FALSE;
}

guint
_pp_http_request_check_upgrade (PpHttpRequest *self)
{
  const PpWebSocketHandler *handler = self->server->settings.web_socket;
  const char *origin;
  guint status = _pp_http_request_read (self);

  if (status != 0)
    return status;
  if (self->server->is_draining)
    return 503;
  if (handler == NULL || strcmp (self->path, handler->path) != 0)
    return 404;
  if (g_strcmp0 (pp_http_request_get_header (self, "sec-websocket-version"), "13") != 0)
    return 426;
  if (!names_protocol (self, handler->protocol))
    return 400;
  origin = pp_http_request_get_header (self, "origin");

  return origin == NULL || is_origin_welcome (self, origin) ? 0 : 403;
}

/* In one piece and now, since libwebsockets has no state in which it would wait. */
void
_pp_http_request_refuse_upgrade (PpHttpRequest *self,
                                 guint          status)
{
  self->status = status;
  self->must_close = TRUE;
  self->has_response = TRUE;
  self->response = g_bytes_new_static ("", 0);
  self->header_name = g_strdup (status == 426 ? "sec-websocket-version" : NULL);
  self->header_value = g_strdup (status == 426 ? "13" : NULL);
  write_headers (self);
  end (self, status);
}

void
_pp_http_request_end_upgrade (PpHttpRequest *self)
{
  end (self, 101);
}

char *
_pp_http_request_dup_address (PpHttpRequest *self)
{
  char address[INET6_ADDRSTRLEN] = "";

  lws_get_peer_simple (lws_get_network_wsi (self->wsi), address, sizeof address);

  return g_strdup (address);
}

/* --- What is asked ------------------------------------------------------------------------------------- */

/**
 * pp_http_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): `GET`, `POST` and so on
 */
const char *
pp_http_request_get_method (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

/**
 * pp_http_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): the path, decoded, without arguments
 */
const char *
pp_http_request_get_path (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * pp_http_request_get_argument:
 * @self: a request
 * @name: the name of an argument of the URL
 *
 * Returns: (transfer none) (nullable): its value, decoded
 */
const char *
pp_http_request_get_argument (PpHttpRequest *self,
                              const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->arguments, name);
}

/**
 * pp_http_request_get_header:
 * @self: a request
 * @name: a name in lower case: `accept`, `authorization`, `content-encoding`, `content-type`, `host`,
 *   `origin` or `x-forwarded-for`
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
pp_http_request_get_header (PpHttpRequest *self,
                            const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->headers, name);
}

/**
 * pp_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none): the body
 */
GBytes *
pp_http_request_get_body (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/**
 * pp_http_request_get_cancellable:
 * @self: a request
 *
 * Returns: (transfer none): what is cancelled when the client goes before it has its answer
 */
GCancellable *
pp_http_request_get_cancellable (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}
