/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-http-tls.h"

#include <errno.h>
#include <glib-unix.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>

#include "pp-http-scan.h"

/* Over TLS the bytes of a client of HTTP/1.1 cannot be looked at in the socket. OpenSSL shows what stands in the next
 * record without taking it; so each record is looked at here, in a source of a higher priority than that of
 * libwebsockets, and then libwebsockets is told to read it. It reads nothing else: as long as there is anything to read
 * from the socket, this comes first. A header that is not at its end is no request, so records of one can be let
 * through one by one, as long as there is nothing wrong with all of it so far.
 *
 * That libwebsockets has read nothing unseen is not believed but counted, by what OpenSSL took from the socket. HTTP/2
 * has frames with a length of their own; there is nothing to look for. */

/* The longest content of a record (RFC 8446, section 5.1). */
#define RECORD_BYTES (16 * 1024)
#define RETRY_MS 2

struct _PpHttpTls {
  /* owned */
  GSource *watch;
  GSource *retry;
  GSource *deadline;            /* for shaking hands, and for a header */
  GByteArray *header;           /* as much of it as was seen */

  /* borrowed */
  PpHttpServer *server;
  struct lws *wsi;
  gboolean *is_gone;            /* to be set when this is freed */

  /* state */
  int fd;
  guint n_headers;              /* that were looked at, and are no requests yet */
  guint64 n_taken;              /* by OpenSSL from the socket, at the end of the last look */
  guint64 n_seen;               /* of what clients sent */
  guint64 n_passed;             /* of that, up to the end of the last header */
  gboolean is_started;
  gboolean is_released;
  gboolean is_receiving;
  gboolean is_answering;
};

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
unwatch (PpHttpTls *self)
{
  clear_source (&self->watch);
}

static void
end (PpHttpTls *self)
{
  unwatch (self);
  clear_source (&self->retry);
  clear_source (&self->deadline);
  lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
  lws_cancel_service (self->server->context);
}

static guint64
get_n_taken (SSL *ssl)
{
  return BIO_number_read (SSL_get_rbio (ssl));
}

/* FALSE where this is gone now. */
static gboolean
let_go_on (PpHttpTls *self,
           short      events)
{
  struct lws_pollfd ready = { .fd = self->fd, .events = events, .revents = events };
  gboolean is_gone = FALSE;

  self->is_gone = &is_gone;
  lws_service_fd (self->server->context, &ready);
  if (is_gone)
    return FALSE;
  self->is_gone = NULL;

  return TRUE;
}

static gboolean readable_cb  (int           fd,
                              GIOCondition  condition,
                              gpointer      data);
static void     let_read_all (PpHttpTls    *self);

static void
watch (PpHttpTls *self)
{
  self->watch = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_priority (self->watch, G_PRIORITY_HIGH);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_set_static_name (self->watch, "[parapet] connection");
  g_source_attach (self->watch, NULL);
}

static gboolean
retry_cb (gpointer data)
{
  PpHttpTls *self = data;

  g_clear_pointer (&self->retry, g_source_unref);
  if (!self->is_answering && !self->is_released)
    let_read_all (self);

  return G_SOURCE_REMOVE;
}

/* libwebsockets has something to send first. It is not woken for what stands in the record already. */
static void
wait_for_turn (PpHttpTls *self)
{
  unwatch (self);
  if (self->is_answering || self->is_released || self->retry != NULL)
    return;
  self->retry = g_timeout_source_new (RETRY_MS);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_attach (self->retry, NULL);
}

/* All of the record; libwebsockets reads some kilobytes at a time, and nothing while it has to send. Then this steps
 * aside, or nobody would get their turn: what is read unseen until then ends the connection. */
static void
let_read_all (PpHttpTls *self)
{
  int n_left = G_MAXINT;
  short events = LWS_POLLIN;

  while (!self->is_released)
    {
      SSL *ssl = lws_get_ssl (self->wsi);
      int n_pending = ssl != NULL ? SSL_pending (ssl) : 0;

      if (n_pending == 0)
        break;
      if (n_pending >= n_left && (self->is_answering || events != LWS_POLLIN))
        {
          wait_for_turn (self);
          return;
        }
      if (n_pending >= n_left)
        events = LWS_POLLIN | LWS_POLLOUT;
      n_left = n_pending;
      if (!let_go_on (self, events))
        return;
    }
  if (self->watch == NULL && !self->is_released && !self->is_answering)
    watch (self);
}

/* --- Looking ------------------------------------------------------------------------------------------- */

/* What the client has sent is read first: to close a socket with bytes in it takes the answer back. */
static void
refuse (PpHttpTls *self,
        SSL       *ssl,
        guint      status)
{
  g_autofree char *answer = _pp_http_connection_make_refusal (status);
  char buffer[RECORD_BYTES];

  g_info ("A request was refused with %u before it was read", status);
  while (recv (self->fd, buffer, sizeof buffer, MSG_DONTWAIT) == sizeof buffer)
    ;
  if (SSL_write (ssl, answer, strlen (answer)) > 0)
    SSL_shutdown (ssl);
  ERR_clear_error ();
  shutdown (self->fd, SHUT_WR);
  end (self);
}

static gboolean
deadline_cb (gpointer data)
{
  end (data);

  return G_SOURCE_REMOVE;
}

/* libwebsockets reads what there is of a header, and forgets its own deadlines as it does. */
static void
wait_for_more (PpHttpTls *self)
{
  if (self->deadline != NULL)
    return;
  self->deadline = g_timeout_source_new_seconds (self->server->settings.deadline_seconds);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, NULL);
}

/* 0, or the status that refuses what there is of the header. */
static guint
look_at_header (PpHttpTls  *self,
                const char *bytes,
                gsize       length)
{
  PpHttpScan scan;

  g_byte_array_append (self->header, (const guint8 *) bytes, length);
  scan = pp_http_scan ((const char *) self->header->data, self->header->len);
  if (scan.status != 0)
    return scan.status;
  if (scan.n_headers == 0)
    {
      wait_for_more (self);
      return 0;
    }
  clear_source (&self->deadline);
  self->n_headers = scan.n_headers;
  self->n_passed = self->n_seen - (self->header->len - scan.n_bytes);
  g_byte_array_set_size (self->header, 0);

  return 0;
}

static void
look (PpHttpTls *self,
      SSL       *ssl)
{
  char bytes[RECORD_BYTES];
  int n = SSL_peek (ssl, bytes, sizeof bytes);
  int error = n > 0 ? SSL_ERROR_NONE : SSL_get_error (ssl, n);
  guint status = 0;

  self->n_taken = get_n_taken (ssl);
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
    return;
  if (error != SSL_ERROR_NONE)
    {
      ERR_clear_error ();
      end (self);
      return;
    }
  /* What comes ahead of its time waits until the answer is sent. */
  if (self->is_answering)
    {
      unwatch (self);
      return;
    }
  self->n_seen += n;
  if (self->n_headers == 0 && !self->is_receiving)
    status = look_at_header (self, bytes, n);
  if (status != 0)
    refuse (self, ssl, status);
  else
    let_read_all (self);
}

static gboolean
is_http2 (SSL *ssl)
{
  const unsigned char *name = NULL;
  guint length = 0;

  SSL_get0_alpn_selected (ssl, &name, &length);

  return length == strlen ("h2") && memcmp (name, "h2", length) == 0;
}

static gboolean
has_shaken_hands (PpHttpTls *self)
{
  SSL *ssl = lws_get_ssl (self->wsi);

  return ssl != NULL && SSL_is_init_finished (ssl);
}

/* libwebsockets shakes hands by itself, and reads nothing else while it does. */
static void
start (PpHttpTls *self)
{
  if (!has_shaken_hands (self) && (!let_go_on (self, LWS_POLLIN) || !has_shaken_hands (self)))
    return;
  self->is_started = TRUE;
  self->n_taken = get_n_taken (lws_get_ssl (self->wsi));
  if (is_http2 (lws_get_ssl (self->wsi)))
    _pp_http_tls_release (self);
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  PpHttpTls *self = data;
  SSL *ssl = lws_get_ssl (self->wsi);

  g_source_set_ready_time (self->watch, -1);
  if ((condition & (G_IO_ERR | G_IO_HUP)) != 0)
    end (self);
  else if (!self->is_started)
    start (self);
  else if (ssl == NULL || get_n_taken (ssl) != self->n_taken)
    end (self);
  else
    look (self, ssl);

  return G_SOURCE_CONTINUE;
}

/* --- Letting read, and not ------------------------------------------------------------------------------ */

/* FALSE for a request that nobody has looked at. */
gboolean
_pp_http_tls_begin_request (PpHttpTls *self)
{
  if (self->is_released)
    return TRUE;
  if (self->n_headers == 0 || self->is_receiving || self->is_answering)
    return FALSE;
  self->n_headers--;
  self->is_receiving = TRUE;

  return TRUE;
}

/* FALSE where the connection must end behind the answer. */
gboolean
_pp_http_tls_hold (PpHttpTls *self,
                   guint64    n_body_bytes)
{
  self->is_receiving = FALSE;
  self->is_answering = TRUE;

  return self->n_headers > 0 || self->n_seen <= self->n_passed + n_body_bytes;
}

void
_pp_http_tls_resume (PpHttpTls *self)
{
  SSL *ssl = lws_get_ssl (self->wsi);

  self->is_answering = FALSE;
  if (self->is_released || self->n_headers > 0)
    return;
  if (self->watch == NULL)
    watch (self);
  if (ssl != NULL && SSL_pending (ssl) > 0)
    g_source_set_ready_time (self->watch, 0);
}

/* GOAWAY of HTTP/2 (RFC 9113, section 6.8) with HTTP_1_1_REQUIRED, and all that was sent before is good. */
void
_pp_http_tls_ask_for_http1 (PpHttpTls *self)
{
  static const unsigned char frame[] = { 0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0x0d };

  if (SSL_write (lws_get_ssl (self->wsi), frame, sizeof frame) <= 0)
    ERR_clear_error ();
}

/* How many requests were looked at that have not begun. */
guint
_pp_http_tls_get_n_headers (PpHttpTls *self)
{
  return self->n_headers;
}

gboolean
_pp_http_tls_is_released (PpHttpTls *self)
{
  return self->is_released;
}

/* It speaks another protocol from here on. */
void
_pp_http_tls_release (PpHttpTls *self)
{
  self->is_released = TRUE;
  clear_source (&self->deadline);
  unwatch (self);
}

PpHttpTls *
_pp_http_tls_new (PpHttpServer *server,
                  struct lws   *wsi,
                  int           fd)
{
  PpHttpTls *self = g_new0 (PpHttpTls, 1);

  self->server = server;
  self->wsi = wsi;
  self->fd = fd;
  self->header = g_byte_array_new ();
  watch (self);
  wait_for_more (self);

  return self;
}

void
_pp_http_tls_free (PpHttpTls *self)
{
  if (self->is_gone != NULL)
    *self->is_gone = TRUE;
  unwatch (self);
  clear_source (&self->retry);
  clear_source (&self->deadline);
  g_byte_array_unref (self->header);
  g_free (self);
}
