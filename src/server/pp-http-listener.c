/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "pp-http-private.h"

/* Connections are accepted here and given to libwebsockets, which cannot listen on a socket that several processes
 * share. One shared socket, rather than one with SO_REUSEPORT for each, means that a worker that ends takes no
 * waiting connection along. */

#define BACKLOG 511
/* How many connections are accepted before others get their turn. */
#define ACCEPTED_AT_A_TIME 16

/* IPv6 takes IPv4 as well where it is there. */
static GSocket *
bind_everywhere (guint    port,
                 GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, 0, NULL);
  GSocketFamily family = G_SOCKET_FAMILY_IPV6;
  g_autoptr (GInetAddress) any = NULL;
  g_autoptr (GSocketAddress) place = NULL;

  if (socket == NULL || !g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, FALSE, NULL))
    {
      family = G_SOCKET_FAMILY_IPV4;
      g_clear_object (&socket);
      socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, 0, error);
    }
  if (socket == NULL)
    return NULL;
  any = g_inet_address_new_any (family);
  place = g_inet_socket_address_new (any, port);

  return g_socket_bind (socket, place, TRUE, error) ? g_steal_pointer (&socket) : NULL;
}

static GSocket *
bind_to (const char  *address,
         guint        port,
         GError     **error)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string (address, port);
  g_autoptr (GSocket) socket = NULL;

  if (place == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not an address of this machine", address);
      return NULL;
    }
  socket = g_socket_new (g_socket_address_get_family (place), G_SOCKET_TYPE_STREAM, 0, error);

  return socket != NULL && g_socket_bind (socket, place, TRUE, error) ? g_steal_pointer (&socket) : NULL;
}

/**
 * pp_http_listen:
 * @address: (nullable): an address in numbers; %NULL is all of this machine
 * @port: the port; 0 is any that is free
 * @error: return location for an error
 *
 * Opens a socket that any number of servers, in any number of processes, can take connections from.
 *
 * Returns: (transfer full): the socket
 */
GSocket *
pp_http_listen (const char  *address,
                guint        port,
                GError     **error)
{
  g_autoptr (GSocket) socket = address == NULL ? bind_everywhere (port, error) : bind_to (address, port, error);

  if (socket != NULL)
    {
      g_socket_set_listen_backlog (socket, BACKLOG);
      g_socket_set_blocking (socket, FALSE);
    }
  if (socket != NULL && g_socket_listen (socket, error))
    return g_steal_pointer (&socket);
  g_prefix_error (error, "The server cannot listen on %s, port %u: ", address != NULL ? address : "all addresses",
                  port);

  return NULL;
}

guint
pp_http_listener_get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) place = g_socket_get_local_address (socket, NULL);

  return G_IS_INET_SOCKET_ADDRESS (place) ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (place)) : 0;
}

static void
adopt (PpHttpServer *self,
       PpHttpClient *client,
       const char   *address,
       int           connection)
{
  const int yes = 1;
  lws_sock_file_fd_type descriptor = { .sockfd = connection };
  lws_adoption_type type = LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP;
  struct lws *wsi;

  if (self->certificate_path != NULL)
    type |= LWS_ADOPT_ALLOW_SSL;
  setsockopt (connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt (connection, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
  /* It closes what it cannot adopt. */
  wsi = lws_adopt_descriptor_vhost (lws_get_vhost_by_name (self->context, "default"), type, descriptor, NULL, NULL);
  if (wsi != NULL)
    _pp_http_connection_new (self, client, _pp_http_clients_find (self->clients, address, NULL), wsi, connection);
  else
    _pp_http_clients_disconnect (self->clients, client);
}

static void
take (PpHttpServer          *self,
      const struct sockaddr *place,
      socklen_t              length,
      int                    connection)
{
  char address[NI_MAXHOST] = "";
  PpHttpClient *client;

  if (self->n_connections >= self->settings.max_connections)
    {
      close (connection);
      return;
    }
  getnameinfo (place, length, address, sizeof address, NULL, 0, NI_NUMERICHOST);
  client = _pp_http_clients_connect (self->clients, address);
  if (client != NULL)
    {
      adopt (self, client, address, connection);
      return;
    }
  if (self->certificate_path == NULL)
    _pp_http_connection_say_no (connection, 429);
  close (connection);
}

static gboolean
accept_cb (GSocket      *socket,
           GIOCondition  condition,
           gpointer      user_data)
{
  PpHttpServer *self = user_data;

  for (guint i = 0; i < ACCEPTED_AT_A_TIME; i++)
    {
      struct sockaddr_storage place;
      socklen_t length = sizeof place;
      int connection = accept4 (g_socket_get_fd (socket), (struct sockaddr *) &place, &length,
                                SOCK_CLOEXEC | SOCK_NONBLOCK);

      /* Another process was quicker; what else can fail is past with the next event. */
      if (connection < 0)
        break;
      take (self, (struct sockaddr *) &place, length, connection);
    }

  return G_SOURCE_CONTINUE;
}

void
_pp_http_listener_start (PpHttpServer *self)
{
  self->accepting = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (accept_cb), self, NULL);
  g_source_attach (self->accepting, NULL);
}

void
_pp_http_listener_stop (PpHttpServer *self)
{
  if (self->accepting != NULL)
    g_source_destroy (self->accepting);
  g_clear_pointer (&self->accepting, g_source_unref);
  g_clear_object (&self->listener);
}
