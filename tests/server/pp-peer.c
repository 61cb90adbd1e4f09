/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-peer.h"

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            gpointer                 data)
{
  PpPeer *self = data;
  gsize length;
  const char *text = g_bytes_get_data (message, &length);

  g_ptr_array_add (self->messages, g_strndup (text, length));
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 data)
{
  PpPeer *self = data;

  self->code = soup_websocket_connection_get_close_code (connection);
  /* A connection that just ends has no code. */
  if (self->code == 0)
    self->code = SOUP_WEBSOCKET_CLOSE_ABNORMAL;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  PpPeer *self = data;

  self->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
  self->is_done = TRUE;
  if (self->connection == NULL)
    return;
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, 0);
  g_signal_connect (self->connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);
}

void
pp_peer_open (PpPeer     *self,
              guint       port,
              const char *path,
              const char *origin,
              const char *protocol)
{
  g_autofree char *uri = g_strdup_printf ("ws://127.0.0.1:%u%s", port, path);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  const char *protocols[] = { protocol, NULL };

  *self = (PpPeer) { .session = soup_session_new (), .messages = g_ptr_array_new_with_free_func (g_free) };
  soup_session_add_feature_by_type (self->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  soup_session_websocket_connect_async (self->session, message, origin, (char **) protocols, G_PRIORITY_DEFAULT, NULL,
                                        connected_cb, self);
  pp_wait_until (self->is_done);
  self->status = soup_message_get_status (message);
}

void
pp_peer_enter (PpPeer     *self,
               guint       port,
               const char *token)
{
  g_autofree char *init =
    g_strdup_printf ("{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer %s\"}}", token);

  pp_peer_open (self, port, "/graphql", NULL, "graphql-transport-ws");
  g_assert_nonnull (self->connection);
  pp_peer_send (self, init);
  g_assert_cmpstr (pp_peer_read (self), ==, "{\"type\":\"connection_ack\"}");
}

void
pp_peer_send (PpPeer     *self,
              const char *text)
{
  soup_websocket_connection_send_text (self->connection, text);
}

void
pp_peer_subscribe (PpPeer     *self,
                   const char *id,
                   const char *query)
{
  g_autofree char *text =
    g_strdup_printf ("{\"type\":\"subscribe\",\"id\":\"%s\",\"payload\":{\"query\":\"%s\"}}", id, query);

  pp_peer_send (self, text);
}

const char *
pp_peer_read (PpPeer *self)
{
  pp_wait_until (self->messages->len > self->n_read || self->code != 0);
  g_assert_cmpuint (self->messages->len, >, self->n_read);

  return g_ptr_array_index (self->messages, self->n_read++);
}

guint
pp_peer_wait_for_end (PpPeer *self)
{
  pp_wait_until (self->code != 0);

  return self->code;
}

void
pp_peer_close (PpPeer *self)
{
  if (self->connection != NULL)
    {
      if (self->code == 0)
        {
          if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
            soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
          pp_wait_until (self->code != 0);
        }
      g_signal_handlers_disconnect_by_data (self->connection, self);
    }
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
}
