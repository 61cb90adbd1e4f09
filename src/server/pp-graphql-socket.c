/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-graphql-request.h"
#include "pp-graphql-socket-private.h"
#include "pp-json.h"

/* The protocol: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */

#define INIT_SECONDS 3
#define MAX_CONNECTIONS_PER_OWNER 20
#define MAX_OPERATIONS 100
#define MAX_ID_BYTES 255
#define MAX_DEPTH 64
#define SCHEME "Bearer "

static void
clear_deadline (PpGraphqlSocket *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

PpGraphqlSocket *
_pp_graphql_socket_ref (PpGraphqlSocket *self)
{
  self->references++;

  return self;
}

void
_pp_graphql_socket_unref (PpGraphqlSocket *self)
{
  if (--self->references > 0)
    return;

  g_clear_pointer (&self->operations, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_free (self->owner);
  g_free (self->address);
  g_free (self);
}

static void
close_with (PpGraphqlSocket *self,
            guint            code,
            const char      *reason)
{
  if (self->socket != NULL)
    pp_web_socket_close (self->socket, code, reason);
}

static gboolean
deadline_cb (gpointer data)
{
  PpGraphqlSocket *self = data;

  if (self->is_admitted)
    close_with (self, PP_GRAPHQL_SOCKET_FORBIDDEN, "Token expired");
  else
    close_with (self, PP_GRAPHQL_SOCKET_LATE, "Connection initialisation timeout");

  return G_SOURCE_REMOVE;
}

static void
set_deadline (PpGraphqlSocket *self,
              double           seconds)
{
  clear_deadline (self);
  self->deadline = g_timeout_source_new (CLAMP (seconds, 0, G_MAXINT / 1000) * 1000);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, NULL);
}

void
_pp_graphql_socket_send (PpGraphqlSocket *self,
                         const char      *type,
                         const char      *id,
                         const char      *payload,
                         gsize            length)
{
  g_autoptr (GString) text = NULL;

  if (self->socket == NULL)
    return;

  text = g_string_sized_new (length + 128);
  g_string_append_printf (text, "{\"type\":\"%s\"", type);
  if (id != NULL)
    {
      g_string_append (text, ",\"id\":");
      pp_json_append_string (text, id);
    }
  if (payload != NULL)
    {
      g_string_append (text, ",\"payload\":");
      g_string_append_len (text, payload, length);
    }
  g_string_append_c (text, '}');
  pp_web_socket_send (self->socket, text->str, text->len);
}

/* --- Who it is ----------------------------------------------------------------------------------------- */

/* As in the header of HTTP, under its name. */
static const char *
get_token (JsonObject *payload)
{
  const char *value = NULL;

  if (payload != NULL)
    value = pp_json_get_string (payload, "authorization", pp_json_get_string (payload, "Authorization", NULL));

  return value != NULL && g_ascii_strncasecmp (value, SCHEME, strlen (SCHEME)) == 0 ? value + strlen (SCHEME) : NULL;
}

static void
take_init (PpGraphqlSocket *self,
           JsonObject      *message)
{
  PpGraphqlSocketSettings *settings = &self->sockets->settings;

  if (self->is_asked)
    {
      close_with (self, PP_GRAPHQL_SOCKET_TWICE, "Too many initialisation requests");
      return;
    }
  self->is_asked = TRUE;
  settings->identify (_pp_graphql_socket_ref (self), get_token (pp_json_get_object (message, "payload")),
                      settings->user_data);
}

static gboolean
add_owner (PpGraphqlSocket *self,
           const char      *owner)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->sockets->owners, owner));

  if (n >= MAX_CONNECTIONS_PER_OWNER)
    return FALSE;
  g_hash_table_insert (self->sockets->owners, g_strdup (owner), GUINT_TO_POINTER (n + 1));
  self->owner = g_strdup (owner);

  return TRUE;
}

static void
remove_owner (PpGraphqlSocket *self)
{
  guint n;

  if (self->owner == NULL)
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->sockets->owners, self->owner));
  if (n > 1)
    g_hash_table_insert (self->sockets->owners, g_strdup (self->owner), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (self->sockets->owners, self->owner);
}

/**
 * pp_graphql_socket_admit:
 * @self: (transfer full): a client that waits to be identified
 * @context: (transfer full): what resolvers need to know of it
 * @owner: whose it is; nobody has more than twenty connections
 * @expires: until when, in seconds since 1970
 *
 * Lets a client ask, until its token expires.
 */
void
pp_graphql_socket_admit (PpGraphqlSocket *self,
                         gpointer         context,
                         const char      *owner,
                         double           expires)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (owner != NULL);

  if (self->socket == NULL || !add_owner (self, owner))
    {
      close_with (self, PP_WEB_SOCKET_TRY_AGAIN_LATER, "Too many connections");
      self->unref_context (context);
    }
  else
    {
      self->context = context;
      self->is_admitted = TRUE;
      set_deadline (self, expires - g_get_real_time () / (double) G_USEC_PER_SEC);
      _pp_graphql_socket_send (self, "connection_ack", NULL, NULL, 0);
    }
  _pp_graphql_socket_unref (self);
}

/**
 * pp_graphql_socket_refuse:
 * @self: (transfer full): a client that waits to be identified
 * @is_for_now: whether the same token may be good later
 *
 * Ends the connection of a client.
 */
void
pp_graphql_socket_refuse (PpGraphqlSocket *self,
                          gboolean         is_for_now)
{
  g_return_if_fail (self != NULL);

  if (is_for_now)
    close_with (self, PP_WEB_SOCKET_TRY_AGAIN_LATER, "Try again later");
  else
    close_with (self, PP_GRAPHQL_SOCKET_FORBIDDEN, "Forbidden");
  _pp_graphql_socket_unref (self);
}

/* --- What it asks -------------------------------------------------------------------------------------- */

static gboolean
refuse_subscribe (PpGraphqlSocket *self,
                  const char      *id,
                  JsonObject      *payload)
{
  if (!self->is_admitted)
    close_with (self, PP_GRAPHQL_SOCKET_UNAUTHORISED, "Unauthorized");
  else if (id == NULL || *id == '\0' || strlen (id) > MAX_ID_BYTES || payload == NULL ||
           !pp_graphql_request_is_well_formed (payload))
    close_with (self, PP_GRAPHQL_SOCKET_BAD_REQUEST, "Invalid message");
  else if (g_hash_table_contains (self->operations, id))
    close_with (self, PP_GRAPHQL_SOCKET_DUPLICATE, "Subscriber for this id already exists");
  else if (g_hash_table_size (self->operations) >= MAX_OPERATIONS)
    {
      static const char errors[] = "[{\"message\":\"This connection has too many operations.\"}]";

      _pp_graphql_socket_send (self, "error", id, errors, strlen (errors));
    }
  else
    return FALSE;

  return TRUE;
}

static void
take_message (PpGraphqlSocket *self,
              JsonObject      *message)
{
  const char *type = pp_json_get_string (message, "type", "");
  const char *id = pp_json_get_string (message, "id", NULL);
  JsonObject *payload = pp_json_get_object (message, "payload");

  if (strcmp (type, "connection_init") == 0)
    take_init (self, message);
  else if (strcmp (type, "ping") == 0)
    _pp_graphql_socket_send (self, "pong", NULL, NULL, 0);
  else if (strcmp (type, "pong") == 0)
    return;
  else if (strcmp (type, "subscribe") == 0)
    {
      if (!refuse_subscribe (self, id, payload))
        _pp_graphql_operation_start (self, id, payload);
    }
  else if (strcmp (type, "complete") == 0 && id != NULL)
    g_hash_table_remove (self->operations, id);
  else
    close_with (self, PP_GRAPHQL_SOCKET_BAD_REQUEST, "Invalid message");
}

/* --- The connection ------------------------------------------------------------------------------------- */

static void
message_cb (PpWebSocket *socket,
            const char  *text,
            gsize        length,
            gpointer     user_data)
{
  static const PpJsonLimits limits = { .max_bytes = PP_WEB_SOCKET_MAX_MESSAGE_BYTES, .max_depth = MAX_DEPTH,
                                       .unique_names = TRUE };
  PpGraphqlSocket *self = pp_web_socket_get_data (socket);
  g_autoptr (JsonNode) node = pp_json_parse (text, length, &limits, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    take_message (self, json_node_get_object (node));
  else
    close_with (self, PP_GRAPHQL_SOCKET_BAD_REQUEST, "Invalid message");
}

static void
opened_cb (PpWebSocket *socket,
           gpointer     user_data)
{
  PpGraphqlSockets *sockets = user_data;
  PpGraphqlSocket *self = g_new0 (PpGraphqlSocket, 1);

  self->sockets = sockets;
  self->socket = socket;
  self->unref_context = sockets->settings.unref_context;
  self->address = g_strdup (pp_web_socket_get_address (socket));
  self->operations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) _pp_graphql_operation_stop);
  self->cancellable = g_cancellable_new ();
  self->references = 1;
  pp_web_socket_set_data (socket, self);
  g_hash_table_add (sockets->all, self);
  set_deadline (self, INIT_SECONDS);
}

static void
closed_cb (PpWebSocket *socket,
           gpointer     user_data)
{
  PpGraphqlSockets *sockets = user_data;
  PpGraphqlSocket *self = pp_web_socket_get_data (socket);

  clear_deadline (self);
  g_hash_table_remove_all (self->operations);
  remove_owner (self);
  g_hash_table_remove (sockets->all, self);
  self->socket = NULL;
  self->sockets = NULL;
  if (self->is_admitted)
    self->unref_context (g_steal_pointer (&self->context));
  g_cancellable_cancel (self->cancellable);
  _pp_graphql_socket_unref (self);
}

/**
 * pp_graphql_sockets_new:
 * @settings: how clients are admitted
 *
 * Returns: (transfer full): the clients, of whom there are none yet
 */
PpGraphqlSockets *
pp_graphql_sockets_new (const PpGraphqlSocketSettings *settings)
{
  PpGraphqlSockets *self;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_new0 (PpGraphqlSockets, 1);
  self->settings = *settings;
  self->all = g_hash_table_new (NULL, NULL);
  self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->handler = (PpWebSocketHandler) {
    .path = "/graphql",
    .protocol = PP_GRAPHQL_SOCKET_PROTOCOL,
    .opened = opened_cb,
    .message = message_cb,
    .closed = closed_cb,
    .user_data = self,
  };

  return self;
}

void
pp_graphql_sockets_free (PpGraphqlSockets *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->all);
  g_hash_table_unref (self->owners);
  g_free (self);
}

/**
 * pp_graphql_sockets_get_handler:
 * @self: the clients
 *
 * Returns: (transfer none): what the server does with connections of WebSocket
 */
const PpWebSocketHandler *
pp_graphql_sockets_get_handler (PpGraphqlSockets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->handler;
}

/**
 * pp_graphql_sockets_get_n_operations:
 * @self: the clients
 *
 * Returns: how many operations run for them
 */
guint
pp_graphql_sockets_get_n_operations (PpGraphqlSockets *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_operations;
}

void
pp_graphql_sockets_close_all (PpGraphqlSockets *self)
{
  GHashTableIter iter;
  gpointer socket;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    close_with (socket, PP_WEB_SOCKET_GOING_AWAY, "The server ends");
}

/**
 * pp_graphql_socket_get_cancellable:
 * @self: a client
 *
 * Returns: (transfer none): what is cancelled when the client has gone
 */
GCancellable *
pp_graphql_socket_get_cancellable (PpGraphqlSocket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}

/**
 * pp_graphql_socket_get_address:
 * @self: a client
 *
 * Returns: (transfer none): its address
 */
const char *
pp_graphql_socket_get_address (PpGraphqlSocket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}
