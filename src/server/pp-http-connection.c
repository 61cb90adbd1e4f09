/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "pp-http-private.h"
#include "pp-http-scan.h"
#include "pp-http-tls.h"
#include "pp-poll.h"

/* What a client of HTTP/1.1 sends is looked at while it still waits in the socket, and libwebsockets reads it once
 * there is a whole header that nobody could take for something else: it does not hear of the socket before. While a
 * request is answered, what comes is left in the socket, so that the next one is looked at in its turn.
 *
 * Bytes that come between the look and the reading might be read unseen: the kernel counts what came and what waits,
 * so this is noticed, and the connection ends behind the answer. Only clients that send requests without waiting for
 * answers can run into that. Over TLS, pp-http-tls.c looks. */

/* 4.3 takes what it has read ahead out of turn, and ends the connection then. So the first answer is the last one on a
 * connection of which more was read: its reading is held back until then. As that keeps it from sending as well, it is
 * called for each piece. */
#define CAN_READ_AHEAD (LWS_LIBRARY_VERSION_NUMBER < 4003000)

#define NOT_KNOWN G_MAXUINT64

struct _PpHttpConnection {
  /* owned */
  PpHttpClient *client;
  PpHttpTls *tls;               /* NULL without */
  char *address;

  /* borrowed */
  PpHttpServer *server;
  struct lws *wsi;
  gboolean *is_gone;            /* to be set when this is freed */

  /* state */
  int fd;
  guint n_running;
  guint n_headers;              /* that were looked at, and are no requests yet */
  guint64 n_read;               /* by libwebsockets, from the beginning of the connection; or NOT_KNOWN */
  guint64 n_seen;               /* up to where it was looked at */
  gboolean is_guarded;
  gboolean is_answering;
  gboolean is_held_back;
  gboolean is_writing;
  gboolean has_deadline;
};

PpHttpConnection *
_pp_http_connection_get (struct lws *wsi)
{
  return lws_get_opaque_user_data (lws_get_network_wsi (wsi));
}

const char *
_pp_http_connection_get_address (PpHttpConnection *self)
{
  return self->address;
}

static void
end (PpHttpConnection *self)
{
  pp_poll_unwatch (self->fd);
  lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
  lws_cancel_service (self->server->context);
}

static const char *
get_reason (guint status)
{
  switch (status)
    {
    case 405:
      return "Method Not Allowed\r\nAllow: GET, POST";
    case 414:
      return "URI Too Long";
    case 429:
      return "Too Many Requests\r\nRetry-After: 1";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return "Bad Request";
    }
}

/* (transfer full) */
char *
_pp_http_connection_make_refusal (guint status)
{
  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Length: 0\r\nCache-Control: no-store\r\n"
                          "Connection: close\r\n\r\n", status, get_reason (status));
}

/* What the client has sent is read first: to close a socket with bytes in it takes the answer back. */
void
_pp_http_connection_say_no (int   fd,
                            guint status)
{
  g_autofree char *answer = _pp_http_connection_make_refusal (status);
  char buffer[PP_HTTP_MAX_HEADER_BYTES];

  while (recv (fd, buffer, sizeof buffer, MSG_DONTWAIT) == sizeof buffer)
    ;
  if (send (fd, answer, strlen (answer), MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
    shutdown (fd, SHUT_WR);
}

/* How much libwebsockets has read since the beginning. */
static guint64
get_n_read (PpHttpConnection *self)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;
  int n_waiting = 0;

  if (getsockopt (self->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || ioctl (self->fd, FIONREAD, &n_waiting) != 0)
    return NOT_KNOWN;

  return info.tcpi_bytes_received - n_waiting;
}

/* --- Looking ------------------------------------------------------------------------------------------- */

static void
wait_for_more (PpHttpConnection *self)
{
  if (self->has_deadline)
    return;
  self->has_deadline = TRUE;
  lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, self->server->settings.deadline_seconds);
  lws_cancel_service (self->server->context);
}

static void
look (PpHttpConnection *self,
      const char       *bytes,
      gsize             length)
{
  PpHttpScan scan = pp_http_scan (bytes, length);

  if (scan.status != 0)
    {
      g_info ("A request was refused with %u before it was read", scan.status);
      _pp_http_connection_say_no (self->fd, scan.status);
      end (self);
      return;
    }
  if (scan.n_headers == 0)
    {
      wait_for_more (self);
      return;
    }
  pp_poll_unwatch (self->fd);
  self->has_deadline = FALSE;
  self->n_headers = scan.n_headers;
  self->n_seen = (self->n_read != NOT_KNOWN ? self->n_read : get_n_read (self)) + scan.n_bytes;
  self->n_read = NOT_KNOWN;
  _pp_http_server_serve (self->server, self->fd, LWS_POLLIN);
}

static void
read_ahead (PpHttpConnection *self,
            GIOCondition      condition)
{
  char bytes[PP_HTTP_MAX_HEADER_BYTES];
  gssize n = recv (self->fd, bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0 || (condition & (G_IO_ERR | G_IO_HUP)) != 0)
    end (self);
  else
    look (self, bytes, n);
}

/* --- Letting read, and not ------------------------------------------------------------------------------ */

/* FALSE for a request that nobody has looked at. */
gboolean
_pp_http_connection_begin_request (PpHttpConnection *self)
{
  if (self->tls != NULL)
    return _pp_http_tls_begin_request (self->tls);
  if (!self->is_guarded)
    return TRUE;
  if (self->n_headers == 0 || self->is_answering)
    return FALSE;
  self->n_headers--;

  return TRUE;
}

static void
answer_further (PpHttpConnection *self)
{
  struct lws_pollfd ready = { .fd = self->fd, .events = LWS_POLLOUT, .revents = LWS_POLLOUT };
  gboolean is_gone = FALSE;

  self->is_gone = &is_gone;
  lws_rx_flow_control (self->wsi, TRUE);
  lws_service_fd (self->server->context, &ready);
  if (is_gone)
    return;
  self->is_gone = NULL;
  if (self->is_held_back)
    lws_rx_flow_control (self->wsi, FALSE);
}

/* That a client is gone, libwebsockets 4.1 sees only behind a body. */
static void
happened_cb (GIOCondition condition,
             gpointer     data)
{
  PpHttpConnection *self = data;

  if (!self->is_answering)
    read_ahead (self, condition);
  else if ((condition & PP_POLL_IS_GONE) != 0)
    lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_SYNC);
  else
    answer_further (self);
}

static void
watch (PpHttpConnection *self,
       GIOCondition      condition)
{
  pp_poll_watch (self->fd, condition, happened_cb, self);
}

/* FALSE where the connection must end behind the answer. */
gboolean
_pp_http_connection_hold (PpHttpConnection *self,
                          guint64           n_body_bytes)
{
  guint n_headers = self->n_headers;
  gboolean is_known;

  if (self->tls != NULL ? _pp_http_tls_is_released (self->tls) : !self->is_guarded)
    return TRUE;

  self->is_answering = TRUE;
  if (self->tls != NULL)
    {
      is_known = _pp_http_tls_hold (self->tls, n_body_bytes);
      n_headers = _pp_http_tls_get_n_headers (self->tls);
    }
  else if (n_headers > 0)
    {
      is_known = TRUE;
    }
  else
    {
      self->n_read = get_n_read (self);
      is_known = self->n_read <= self->n_seen + n_body_bytes;
    }
  self->is_held_back = !CAN_READ_AHEAD && (n_headers > 0 || !is_known);
  if (self->is_held_back)
    lws_rx_flow_control (self->wsi, FALSE);
  watch (self, 0);

  return is_known && !self->is_held_back;
}

/* The request that is answered is called back when it can be sent more of. */
void
_pp_http_connection_write (struct lws *wsi)
{
  PpHttpConnection *self = _pp_http_connection_get (wsi);

  if (!self->is_held_back)
    lws_callback_on_writable (wsi);
  else if (!self->is_writing)
    watch (self, G_IO_OUT);
  self->is_writing = self->is_held_back;
}

/* It is answered. */
void
_pp_http_connection_let_go (PpHttpConnection *self)
{
  pp_poll_unwatch (self->fd);
  self->is_held_back = FALSE;
  self->is_writing = FALSE;
}

/* Lets libwebsockets write what there is of an answer now. At the end of one it adds that it wants to write more, which
 * it does not, and is told so at once. Nothing happens where that must be left to the main loop: inside of
 * libwebsockets, and where it has more than one thing to write. The connection may be gone after this. */
void
_pp_http_connection_write_now (PpHttpConnection *self,
                               PpHttpRequest    *request)
{
  gboolean is_gone = FALSE;

  if (self->tls != NULL || self->is_held_back || self->server->n_callbacks > 0 || _pp_http_request_is_http2 (request))
    return;
  self->is_gone = &is_gone;
  _pp_http_server_serve (self->server, self->fd, LWS_POLLOUT);
  if (!is_gone && !request->is_running)
    _pp_http_server_serve (self->server, self->fd, LWS_POLLOUT);
  if (!is_gone)
    self->is_gone = NULL;
}

void
_pp_http_connection_resume (PpHttpConnection *self)
{
  if (self->tls != NULL)
    _pp_http_tls_resume (self->tls);
  if (!self->is_guarded)
    return;

  self->is_answering = FALSE;
  if (self->n_headers == 0)
    watch (self, G_IO_IN);
}

/* How many requests are on their way over it: with HTTP/2 any number. */
void
_pp_http_connection_count (PpHttpConnection *self,
                           int               change)
{
  self->n_running += change;
}

void
_pp_http_connection_ask_for_http1 (PpHttpConnection *self)
{
  if (self->tls != NULL && self->n_running == 0)
    _pp_http_tls_ask_for_http1 (self->tls);
}

/* It speaks another protocol from here on. */
void
_pp_http_connection_release (PpHttpConnection *self)
{
  if (self->tls != NULL)
    _pp_http_tls_release (self->tls);
  self->is_guarded = FALSE;
  pp_poll_unwatch (self->fd);
}

void
_pp_http_connection_new (PpHttpServer *server,
                         PpHttpClient *client,
                         char         *address,
                         struct lws   *wsi,
                         int           fd)
{
  PpHttpConnection *self = g_new0 (PpHttpConnection, 1);

  self->server = server;
  self->client = client;
  self->address = address;
  self->wsi = wsi;
  self->fd = fd;
  self->n_read = NOT_KNOWN;
  lws_set_opaque_user_data (wsi, self);
  self->is_guarded = server->certificate_path == NULL;
  if (!pp_poll_add (fd))
    end (self);
  else if (self->is_guarded)
    watch (self, G_IO_IN);
  else
    self->tls = _pp_http_tls_new (server, wsi, fd);
}

void
_pp_http_connection_free (PpHttpConnection *self)
{
  if (self->is_gone != NULL)
    *self->is_gone = TRUE;
  pp_poll_remove (self->fd);
  g_clear_pointer (&self->tls, _pp_http_tls_free);
  _pp_http_clients_disconnect (self->server->clients, self->client);
  g_free (self->address);
  g_free (self);
}
