/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-web-socket.h"

G_BEGIN_DECLS

/**
 * PpHttpSettings:
 * @listener: (nullable): a socket that listens, from pp_http_listen(); %NULL for one of its own
 * @address: (nullable): the address to listen on; %NULL is all of them
 * @port: the port; 0 is any that is free
 * @certificate_path: (nullable): a certificate chain as PEM; with it, only TLS is spoken
 * @key_path: (nullable): the key of the certificate
 * @max_body_bytes: the longest body of a request
 * @max_connections: how many connections may be open at a time
 * @max_connections_per_address: how many of them from one address; 0 is no bound
 * @max_requests_per_second: how many requests from one address, in the long run; 0 is no bound. A message over a
 *   WebSocket counts as one
 * @burst: how many requests may come from one address at once
 * @proxies: (nullable) (array zero-terminated=1): networks like `10.0.0.0/8` with proxies that are believed when they
 *   say from where a request comes
 * @deadline_seconds: how long a client may take to send a request, and then to read the answer
 * @ping_seconds: after how long a silence a WebSocket is asked whether it is still there; 0 is 30
 * @origins: (nullable) (array zero-terminated=1): the origins of other sites whose pages may ask, as browsers
 *   write them
 * @web_socket: (nullable): what is done with connections of WebSocket; must live as long as the server
 *
 * How to listen.
 */
typedef struct {
  GSocket *listener;
  const char *address;
  guint port;
  const char *certificate_path;
  const char *key_path;
  gsize max_body_bytes;
  guint max_connections;
  guint max_connections_per_address;
  guint max_requests_per_second;
  guint burst;
  const char * const *proxies;
  guint deadline_seconds;
  guint ping_seconds;
  const char * const *origins;
  const PpWebSocketHandler *web_socket;
} PpHttpSettings;

/**
 * PpHttpServer:
 *
 * Listens for HTTP/1.1, and for HTTP/2 over TLS, in the default main context. Requests whose framing is
 * open to doubt, or that are too large or too slow, never get further than this.
 */
typedef struct _PpHttpServer PpHttpServer;

/**
 * PpHttpRequest:
 *
 * A whole request that waits for its answer.
 */
typedef struct _PpHttpRequest PpHttpRequest;

/**
 * PpHttpFunc:
 * @request: (transfer full): a request; pp_http_request_respond() ends it, now or later
 * @user_data: what was given with the function
 *
 * Called for each request.
 */
typedef void (*PpHttpFunc) (PpHttpRequest *request,
                            gpointer       user_data);

/**
 * PpHttpDoneFunc:
 * @request: a request
 * @status: the status of its answer; 101 where a WebSocket was opened; 0 where the client went before it had one
 * @n_bytes: how much of the body of the answer was sent
 * @duration_us: how long it took, in microseconds, from its header to the last byte of the answer
 * @user_data: what was given with the function
 *
 * Called when a request is over, be it answered, refused or given up.
 */
typedef void (*PpHttpDoneFunc) (PpHttpRequest *request,
                                guint          status,
                                gsize          n_bytes,
                                gint64         duration_us,
                                gpointer       user_data);

GSocket       *pp_http_listen                  (const char            *address,
                                                guint                  port,
                                                GError               **error);
guint          pp_http_listener_get_port       (GSocket               *listener);

PpHttpServer  *pp_http_server_new              (const PpHttpSettings  *settings,
                                                PpHttpFunc             func,
                                                gpointer               user_data,
                                                GError               **error);
void           pp_http_server_free             (PpHttpServer          *self);
void           pp_http_server_set_done_func    (PpHttpServer          *self,
                                                PpHttpDoneFunc         func,
                                                gpointer               user_data);
guint          pp_http_server_get_port         (PpHttpServer          *self);
guint          pp_http_server_get_n_running    (PpHttpServer          *self);
guint          pp_http_server_get_n_connections (PpHttpServer         *self);
void           pp_http_server_drain            (PpHttpServer          *self);

const char    *pp_http_request_get_method      (PpHttpRequest         *self);
const char    *pp_http_request_get_path        (PpHttpRequest         *self);
const char    *pp_http_request_get_argument    (PpHttpRequest         *self,
                                                const char            *name);
const char    *pp_http_request_get_header      (PpHttpRequest         *self,
                                                const char            *name);
const char    *pp_http_request_get_address     (PpHttpRequest         *self);
GBytes        *pp_http_request_get_body        (PpHttpRequest         *self);
GCancellable  *pp_http_request_get_cancellable (PpHttpRequest         *self);
void           pp_http_request_respond         (PpHttpRequest         *self,
                                                guint                  status,
                                                const char            *content_type,
                                                GBytes                *body,
                                                const char            *header,
                                                const char            *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpHttpServer, pp_http_server_free)

G_END_DECLS
