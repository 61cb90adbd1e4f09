/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-http-private.h"

/* A message may come in fragments, though not in more than these; some of them may be empty. */
#define MAX_FRAGMENTS 1024
#define MAX_REASON_BYTES 123
#define CLOSE_SECONDS 5

typedef struct {
  gsize length;
  /* libwebsockets wants room for a header before the text. */
  unsigned char buffer[];
} Message;

struct _PpWebSocket {
  /* owned */
  char *address;
  char *reason;
  GByteArray *received;
  GQueue waiting;

  /* borrowed */
  PpHttpServer *server;
  const PpWebSocketHandler *handler;
  struct lws *wsi;
  gpointer data;

  /* state */
  guint n_fragments;
  gsize n_waiting_bytes;
  guint close_code;
};

PpWebSocket *
_pp_web_socket_new (PpHttpServer *server,
                    struct lws   *wsi,
                    const char   *address)
{
  PpWebSocket *self = g_new0 (PpWebSocket, 1);

  self->server = server;
  self->handler = server->settings.web_socket;
  self->wsi = wsi;
  self->address = g_strdup (address);
  self->received = g_byte_array_new ();
  g_queue_init (&self->waiting);
  self->handler->opened (self, self->handler->user_data);

  return self;
}

void
_pp_web_socket_free (PpWebSocket *self)
{
  self->handler->closed (self, self->handler->user_data);
  g_queue_clear_full (&self->waiting, g_free);
  g_byte_array_unref (self->received);
  g_free (self->address);
  g_free (self->reason);
  g_free (self);
}

/* --- Receiving ----------------------------------------------------------------------------------------- */

static void
hand_over (PpWebSocket *self)
{
  gsize length = self->received->len;

  self->n_fragments = 0;
  if (_pp_http_clients_take (self->server->clients, self->address, g_get_monotonic_time ()) > 0)
    {
      pp_web_socket_close (self, PP_WEB_SOCKET_POLICY, "Too many messages");
      return;
    }
  g_byte_array_append (self->received, (const guint8 *) "", 1);
  self->handler->message (self, (const char *) self->received->data, length, self->handler->user_data);
  g_byte_array_set_size (self->received, 0);
}

void
_pp_web_socket_receive (PpWebSocket   *self,
                        gconstpointer  data,
                        gsize          length)
{
  if (self->close_code != 0)
    return;
  if (lws_frame_is_binary (self->wsi))
    {
      pp_web_socket_close (self, PP_WEB_SOCKET_UNSUPPORTED, "Messages must be text");
      return;
    }
  if (length > PP_WEB_SOCKET_MAX_MESSAGE_BYTES - self->received->len || ++self->n_fragments > MAX_FRAGMENTS)
    {
      pp_web_socket_close (self, PP_WEB_SOCKET_TOO_LARGE, "The message is too long");
      return;
    }
  if (length > 0)
    g_byte_array_append (self->received, data, length);
  if (lws_is_final_fragment (self->wsi) && lws_remaining_packet_payload (self->wsi) == 0)
    hand_over (self);
}

/* --- Sending ------------------------------------------------------------------------------------------- */

/* What libwebsockets is to be told: -1 ends the connection, with the reason if there is one. */
int
_pp_web_socket_write (PpWebSocket *self)
{
  g_autofree Message *message = NULL;

  if (self->close_code != 0)
    {
      lws_close_reason (self->wsi, self->close_code, (unsigned char *) self->reason, strlen (self->reason));
      return -1;
    }
  message = g_queue_pop_head (&self->waiting);
  if (message == NULL)
    return 0;

  self->n_waiting_bytes -= message->length;
  if (lws_write (self->wsi, message->buffer + LWS_PRE, message->length, LWS_WRITE_TEXT) < (int) message->length)
    return -1;
  if (!g_queue_is_empty (&self->waiting))
    lws_callback_on_writable (self->wsi);

  return 0;
}

/**
 * pp_web_socket_send:
 * @self: a connection
 * @text: (array length=length): a message in UTF-8
 * @length: its length in bytes
 *
 * Sends a message. A client that does not take what it asked for is let go.
 */
void
pp_web_socket_send (PpWebSocket *self,
                    const char  *text,
                    gsize        length)
{
  Message *message;

  g_return_if_fail (self != NULL);

  if (self->close_code != 0)
    return;
  if (self->n_waiting_bytes > 0 && self->n_waiting_bytes + length > PP_WEB_SOCKET_MAX_WAITING_BYTES)
    {
      pp_web_socket_close (self, PP_WEB_SOCKET_TRY_AGAIN_LATER, "The client reads too slowly");
      return;
    }
  message = g_malloc (sizeof *message + LWS_PRE + length);
  message->length = length;
  memcpy (message->buffer + LWS_PRE, text, length);
  g_queue_push_tail (&self->waiting, message);
  self->n_waiting_bytes += length;
  lws_callback_on_writable (self->wsi);
}

/**
 * pp_web_socket_close:
 * @self: a connection
 * @code: a #PpWebSocketCode, or one of the protocol's own
 * @reason: what the client is told
 *
 * Ends a connection. Nothing more is received or sent; what waits to be sent is dropped.
 */
void
pp_web_socket_close (PpWebSocket *self,
                     guint        code,
                     const char  *reason)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (strlen (reason) <= MAX_REASON_BYTES);

  if (self->close_code != 0)
    return;

  self->close_code = code;
  self->reason = g_strdup (reason);
  g_queue_clear_full (&self->waiting, g_free);
  self->n_waiting_bytes = 0;
  /* Who does not read is not told either. */
  lws_set_timeout (self->wsi, PENDING_TIMEOUT_CLOSE_SEND, CLOSE_SECONDS);
  lws_cancel_service (self->server->context);
  lws_callback_on_writable (self->wsi);
}

/**
 * pp_web_socket_set_data:
 * @self: a connection
 * @data: (nullable): what the handler keeps of it; it is not freed
 */
void
pp_web_socket_set_data (PpWebSocket *self,
                        gpointer     data)
{
  g_return_if_fail (self != NULL);

  self->data = data;
}

/**
 * pp_web_socket_get_data:
 * @self: a connection
 *
 * Returns: what pp_web_socket_set_data() was given
 */
gpointer
pp_web_socket_get_data (PpWebSocket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}

/**
 * pp_web_socket_get_address:
 * @self: a connection
 *
 * Returns: (transfer none): the address of the client
 */
const char *
pp_web_socket_get_address (PpWebSocket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}
