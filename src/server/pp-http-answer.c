/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-http-private.h"

/* How requests end. */

#define PIECES_AT_ONCE 8
#define HEADER_BYTES 2048
#define WHOLE_BYTES (16 * 1024)
/* Of one frame. */
#define HTTP2_PIECE_BYTES (16 * 1024)
#define MAX_PROTOCOLS 16

/* --- Time --------------------------------------------------------------------------------------------- */

void
_pp_http_request_clear_deadline (PpHttpRequest *self)
{
  if (self->deadline_us == 0)
    return;
  g_queue_unlink (&self->server->deadlines, &self->deadline_link);
  self->deadline_us = 0;
}

/* libwebsockets ends silence; a client that sends or reads a byte now and then needs an end as well. All have as long,
 * so those who wait longest come first. */
void
_pp_http_request_set_deadline (PpHttpRequest *self)
{
  _pp_http_request_clear_deadline (self);
  self->deadline_us = g_get_monotonic_time () + self->server->settings.deadline_seconds * G_USEC_PER_SEC;
  self->deadline_link.data = self;
  g_queue_push_tail_link (&self->server->deadlines, &self->deadline_link);
}

/* Whether there was one to end. */
gboolean
_pp_http_request_end_late (PpHttpServer *server)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_one_late = FALSE;
  PpHttpRequest *request;

  while ((request = g_queue_peek_head (&server->deadlines)) != NULL && request->deadline_us <= now)
    {
      _pp_http_request_clear_deadline (request);
      lws_set_timeout (request->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
      is_one_late = TRUE;
    }

  return is_one_late;
}

static void
end (PpHttpRequest *self,
     guint          status)
{
  PpHttpServer *server = self->server;
  PpHttpConnection *connection = self->wsi != NULL ? _pp_http_connection_get (self->wsi) : NULL;

  if (!self->is_running)
    return;
  self->is_running = FALSE;
  server->n_running--;
  if (connection != NULL)
    _pp_http_connection_count (connection, -1);
  if (server->done_func != NULL)
    server->done_func (self, status, self->n_sent, g_get_monotonic_time () - self->start_us, server->done_data);
}

/* The connection is gone, or serves another request. */
void
_pp_http_request_detach (PpHttpRequest *self)
{
  end (self, self->has_sent_headers ? self->status : 0);
  _pp_http_request_clear_deadline (self);
  self->wsi = NULL;
  if (!self->has_response)
    g_cancellable_cancel (self->cancellable);
}

/* --- Other sites ---------------------------------------------------------------------------------------- */

/* NULL, or the origin of another site whose pages may ask. */
static const char *
get_welcome_origin (PpHttpRequest *self)
{
  const char *origin = pp_http_request_get_header (self, "origin");

  if (origin == NULL || self->server->origins == NULL ||
      !g_strv_contains ((const char * const *) self->server->origins, origin))
    return NULL;

  return origin;
}

/* --- Answering ----------------------------------------------------------------------------------------- */

/* A browser asks first on behalf of a page of another site. */
static gboolean
is_preflight (PpHttpRequest *self)
{
  return strcmp (self->method, "OPTIONS") == 0 && get_welcome_origin (self) != NULL;
}

static void
answer_preflight (PpHttpRequest *self)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);

  pp_http_request_respond (_pp_http_request_ref (self), 204, NULL, body, NULL, NULL);
}

/* The request is whole; how long the answer takes is for whoever gives it to bound. */
void
_pp_http_request_dispatch (PpHttpRequest *self)
{
  _pp_http_request_clear_deadline (self);
  self->is_dispatched = TRUE;
  self->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  lws_set_timeout (self->wsi, NO_PENDING_TIMEOUT, 0);
  if (!_pp_http_connection_hold (_pp_http_connection_get (self->wsi), g_bytes_get_size (self->body)))
    self->must_close = TRUE;
  if (is_preflight (self))
    answer_preflight (self);
  else
    self->server->func (_pp_http_request_ref (self), self->server->user_data);
}

/* What follows on such a connection may not be what it seems. A body is read, and dropped. */
static void
refuse_what_follows (PpHttpRequest *self)
{
  self->is_dispatched = TRUE;
  self->must_close = TRUE;
  if (!_pp_http_request_has_body (self))
    _pp_http_connection_hold (_pp_http_connection_get (self->wsi), 0);
}

void
_pp_http_request_refuse (PpHttpRequest *self,
                         guint          status)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);

  refuse_what_follows (self);
  pp_http_request_respond (_pp_http_request_ref (self), status, "text/plain", body, NULL, NULL);
}

void
_pp_http_request_put_off (PpHttpRequest *self,
                          guint          n_seconds)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);
  g_autofree char *value = g_strdup_printf ("%u", n_seconds);

  refuse_what_follows (self);
  pp_http_request_respond (_pp_http_request_ref (self), 429, "text/plain", body, "retry-after", value);
}

/* The name comes with its colon. */
static gboolean
add_header (PpHttpRequest  *self,
            const char     *name,
            const char     *value,
            unsigned char **p,
            unsigned char  *end)
{
  if (value == NULL)
    return TRUE;

  return lws_add_http_header_by_name (self->wsi, (const unsigned char *) name, (const unsigned char *) value,
                                      (int) strlen (value), p, end) == 0;
}

/* What whoever answers wants to say beside. */
static gboolean
add_own_header (PpHttpRequest  *self,
                unsigned char **p,
                unsigned char  *end)
{
  g_autofree char *name = NULL;

  if (self->header_name == NULL)
    return TRUE;
  name = g_strconcat (self->header_name, ":", NULL);

  return add_header (self, name, self->header_value, p, end);
}

/* Tokens are no cookies: no page has them that was not given them, so credentials need not be allowed. */
static gboolean
add_origin_headers (PpHttpRequest  *self,
                    unsigned char **p,
                    unsigned char  *end)
{
  const char *origin = get_welcome_origin (self);

  if (self->server->origins != NULL && !add_header (self, "vary:", "origin", p, end))
    return FALSE;
  if (origin == NULL)
    return TRUE;
  if (self->status == 204 &&
      (!add_header (self, "access-control-allow-methods:", "GET, POST", p, end) ||
       !add_header (self, "access-control-allow-headers:", "authorization, content-type", p, end) ||
       !add_header (self, "access-control-max-age:", "600", p, end)))
    return FALSE;

  return add_header (self, "access-control-allow-origin:", origin, p, end);
}

static gboolean
add_headers (PpHttpRequest  *self,
             unsigned char **p,
             unsigned char  *end)
{
  return lws_add_http_header_status (self->wsi, self->status | LWSAHH_FLAG_NO_SERVER_NAME, p, end) == 0 &&
         add_header (self, "content-type:", self->content_type, p, end) &&
         (self->status == 204 ||
          lws_add_http_header_content_length (self->wsi, g_bytes_get_size (self->response), p, end) == 0) &&
         add_origin_headers (self, p, end) &&
         add_header (self, "cache-control:", "no-store", p, end) &&
         add_header (self, "x-content-type-options:", "nosniff", p, end) &&
         add_header (self, "strict-transport-security:",
                     self->server->certificate_path != NULL ? "max-age=31536000" : NULL, p, end) &&
         add_own_header (self, p, end) &&
         add_header (self, "connection:", self->must_close && !_pp_http_request_is_http2 (self) ? "close" : NULL, p,
                     end);
}

static int
write_headers (PpHttpRequest *self)
{
  unsigned char buffer[LWS_PRE + HEADER_BYTES];
  unsigned char *p = buffer + LWS_PRE;
  unsigned char *end = buffer + sizeof buffer - 1;

  if (!add_headers (self, &p, end))
    return -1;
  self->has_sent_headers = TRUE;

  return lws_finalize_write_http_header (self->wsi, buffer + LWS_PRE, &p, end);
}

/* What of @n_bytes the client takes now. */
static gsize
get_piece (PpHttpRequest *self,
           gsize          n_bytes)
{
  int allowance;

  if (!_pp_http_request_is_http2 (self))
    return MIN (n_bytes, PP_HTTP_PIECE_BYTES);
  allowance = lws_get_peer_write_allowance (self->wsi);

  return allowance < 0 ? MIN (n_bytes, HTTP2_PIECE_BYTES) : MIN (n_bytes, MIN (allowance, HTTP2_PIECE_BYTES));
}

/* HTTP/2 writes the head of a frame before what is sent; HTTP/1.1 sends what is there. */
static int
write_bytes (PpHttpRequest         *self,
             const char            *bytes,
             gsize                  n,
             enum lws_write_protocol protocol)
{
  unsigned char frame[LWS_PRE + HTTP2_PIECE_BYTES];

  if (!_pp_http_request_is_http2 (self))
    return lws_write (self->wsi, (unsigned char *) bytes, n, protocol);
  if (n > 0)
    memcpy (frame + LWS_PRE, bytes, n);

  return lws_write (self->wsi, frame + LWS_PRE, n, protocol);
}

static int
finish (PpHttpRequest *self)
{
  _pp_http_request_clear_deadline (self);
  end (self, self->status);
  _pp_http_connection_let_go (_pp_http_connection_get (self->wsi));
  if (self->must_close)
    return -1;
  /* The next request may begin before this returns. */
  _pp_http_connection_resume (_pp_http_connection_get (self->wsi));

  return lws_http_transaction_completed (self->wsi) ? -1 : 0;
}

/* A connection of HTTP/1.1 takes some pieces at once: as long as libwebsockets has to keep nothing of them. */
static int
write_pieces (PpHttpRequest *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->response, &size);
  gboolean has_body = g_strcmp0 (self->method, "HEAD") != 0;
  guint n_pieces = _pp_http_request_is_http2 (self) ? 1 : PIECES_AT_ONCE;

  for (guint i = 0; i < n_pieces && (i == 0 || !lws_partial_buffered (self->wsi)); i++)
    {
      gsize n_left = has_body ? size - self->n_sent : 0;
      gsize n = get_piece (self, n_left);
      gboolean is_last = n == n_left;

      if (n == 0 && !is_last)
        break;
      if (write_bytes (self, data + self->n_sent, n, is_last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) != (int) n)
        return -1;
      self->n_sent += n;
      if (is_last)
        return finish (self);
    }
  _pp_http_connection_write (self->wsi);

  return 0;
}

/* HTTP/1.1 sends what is short at once, with its header. */
static int
write_whole (PpHttpRequest *self)
{
  unsigned char buffer[LWS_PRE + HEADER_BYTES + WHOLE_BYTES];
  unsigned char *start = buffer + LWS_PRE;
  unsigned char *p = start;
  unsigned char *end = start + HEADER_BYTES;
  gsize size;
  const char *data = g_bytes_get_data (self->response, &size);

  if (!add_headers (self, &p, end) || lws_finalize_http_header (self->wsi, &p, end) != 0)
    return -1;
  self->has_sent_headers = TRUE;
  memcpy (p, data, size);
  p += size;
  if (lws_write (self->wsi, start, p - start, LWS_WRITE_HTTP_FINAL) != p - start)
    return -1;
  self->n_sent = size;

  return finish (self);
}

static gboolean
can_write_whole (PpHttpRequest *self)
{
  gsize size = g_bytes_get_size (self->response);

  return size > 0 && size <= WHOLE_BYTES && g_strcmp0 (self->method, "HEAD") != 0 && !_pp_http_request_is_http2 (self);
}

int
_pp_http_request_write (PpHttpRequest *self)
{
  g_autoptr (GBytes) kept = NULL;

  if (!self->has_response)
    return 0;

  kept = g_bytes_ref (self->response);
  if (self->has_sent_headers)
    return write_pieces (self);
  if (can_write_whole (self))
    return write_whole (self);
  if (write_headers (self) != 0)
    return -1;
  /* A connection of HTTP/1.1 takes more at once, and what it cannot send is kept for it. */
  if (!_pp_http_request_is_http2 (self) && !lws_partial_buffered (self->wsi))
    return write_pieces (self);
  _pp_http_connection_write (self->wsi);

  return 0;
}

/* Methods that nothing here serves are answered without a look at what they bring, for which libwebsockets would wait
 * after the answer. */
static gboolean
may_have_unread_body (PpHttpRequest *self)
{
  static const char * const served[] = { "GET", "HEAD", "POST", "OPTIONS", NULL };

  return !g_strv_contains (served, self->method);
}

/* Not in the next turn of the main loop, where that can be. */
static void
write_soon (PpHttpRequest *self)
{
  _pp_http_connection_write_now (_pp_http_connection_get (self->wsi), self);
  if (self->wsi != NULL && !self->has_sent_headers)
    _pp_http_connection_write (self->wsi);
  if (self->wsi != NULL && self->is_running)
    _pp_http_request_set_deadline (self);
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
  self->status = status;
  self->content_type = g_strdup (content_type);
  self->response = g_bytes_ref (body);
  self->header_name = g_strdup (header);
  self->header_value = g_strdup (value);
  /* Without a client there may be no server any more. */
  if (self->wsi != NULL)
    {
      self->must_close = self->must_close || self->server->is_draining || may_have_unread_body (self);
      write_soon (self);
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

  return get_welcome_origin (self) != NULL;
}

static gboolean
names_protocol (PpHttpRequest *self,
                const char    *protocol)
{
  const char *header = pp_http_request_get_header (self, "sec-websocket-protocol");
  g_auto (GStrv) names = g_strsplit (header != NULL ? header : "", ",", MAX_PROTOCOLS);

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
