/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libwebsockets.h>

#include "pp-http.h"
#include "pp-http-clients.h"

G_BEGIN_DECLS

/* What is handed to the kernel at once. libwebsockets keeps what that does not take; where it is not told how much may
 * be sent at once, it sends 4 KiB and waits until it may send again. */
#define PP_HTTP_PIECE_BYTES (64 * 1024)

/* Headers that the server has a use for. */
#define PP_HTTP_N_HEADERS 11

typedef struct _PpHttpConnection PpHttpConnection;

struct _PpHttpRequest {
  /* owned */
  PpHttpServer *server;
  char *method;
  char *path;
  char *address;
  GHashTable *arguments;        /* NULL where there are none */
  char *headers[PP_HTTP_N_HEADERS];
  GByteArray *received;
  GBytes *body;
  GCancellable *cancellable;
  GBytes *response;
  char *content_type;
  char *header_name;
  char *header_value;

  /* borrowed: NULL once the connection is gone */
  struct lws *wsi;

  /* state */
  guint status;
  gsize n_sent;
  gboolean is_dispatched;
  gboolean has_response;
  gboolean has_sent_headers;
  gboolean must_close;
  gboolean is_running;
  gint64 start_us;
  gint64 deadline_us;           /* 0 for none */
  GList deadline_link;
  gatomicrefcount references;
};

struct _PpHttpServer {
  /* owned */
  struct lws_context *context;
  GMainLoop *loop;
  GSocket *listener;
  GSource *accepting;
  PpHttpClients *clients;
  GQueue deadlines;             /* PpHttpRequest, of which each has a client */
  char *certificate_path;
  char *key_path;
  char **origins;

  /* borrowed */
  PpHttpFunc func;
  gpointer user_data;
  PpHttpDoneFunc done_func;
  gpointer done_data;

  /* state */
  PpHttpSettings settings;
  struct lws_protocols protocols[3];
  lws_retry_bo_t idle_policy;
  guint port;
  guint n_connections;
  guint n_running;
  guint n_callbacks;            /* that libwebsockets waits for, of which each may call it again */
  gboolean is_draining;
  gboolean has_served;          /* by itself, since libwebsockets looked at its time-outs */
  guint tick_id;
};

/* What libwebsockets would do for a descriptor in the next turn of the main loop, it does now. */
void           _pp_http_server_serve      (PpHttpServer *self,
                                           int           fd,
                                           short         events);
void           _pp_http_listener_start    (PpHttpServer *self);
void           _pp_http_listener_stop     (PpHttpServer *self);

/* What comes over a connection is looked at before libwebsockets reads it. It belongs to the struct lws. */
void              _pp_http_connection_new           (PpHttpServer     *server,
                                                     PpHttpClient     *client,
                                                     char             *address,
                                                     struct lws       *wsi,
                                                     int               fd);
void              _pp_http_connection_free          (PpHttpConnection *self);
PpHttpConnection *_pp_http_connection_get           (struct lws       *wsi);
const char       *_pp_http_connection_get_address   (PpHttpConnection *self);
gboolean          _pp_http_connection_begin_request (PpHttpConnection *self);
gboolean          _pp_http_connection_hold          (PpHttpConnection *self,
                                                     guint64           n_body_bytes);
void              _pp_http_connection_write         (struct lws       *wsi);
void              _pp_http_connection_write_now     (PpHttpConnection *self,
                                                     PpHttpRequest    *request);
void              _pp_http_connection_let_go        (PpHttpConnection *self);
void              _pp_http_connection_resume        (PpHttpConnection *self);
void              _pp_http_connection_count         (PpHttpConnection *self,
                                                     int               change);
void              _pp_http_connection_ask_for_http1 (PpHttpConnection *self);
void              _pp_http_connection_release       (PpHttpConnection *self);
char             *_pp_http_connection_make_refusal  (guint             status);
void              _pp_http_connection_say_no        (int               fd,
                                                     guint             status);

PpHttpRequest *_pp_http_request_new       (PpHttpServer  *server,
                                           struct lws    *wsi);
void           _pp_http_request_begin     (PpHttpRequest *self);
PpHttpRequest *_pp_http_request_ref       (PpHttpRequest *self);
void           _pp_http_request_unref     (PpHttpRequest *self);

/* 0 where the request may go on, else the status that refuses it. */
guint          _pp_http_request_read      (PpHttpRequest *self);
guint          _pp_http_request_receive   (PpHttpRequest *self,
                                           gconstpointer  data,
                                           gsize          length);
gboolean       _pp_http_request_has_body  (PpHttpRequest *self);
void           _pp_http_request_dispatch  (PpHttpRequest *self);
void           _pp_http_request_refuse    (PpHttpRequest *self,
                                           guint          status);
/* With the time after which the next is welcome. */
void           _pp_http_request_put_off   (PpHttpRequest *self,
                                           guint          n_seconds);
gboolean       _pp_http_request_is_http2  (PpHttpRequest *self);
void           _pp_http_request_set_deadline   (PpHttpRequest *self);
void           _pp_http_request_clear_deadline (PpHttpRequest *self);
gboolean       _pp_http_request_end_late       (PpHttpServer  *server);

/* Sends the next piece; what libwebsockets is to be told. */
int            _pp_http_request_write     (PpHttpRequest *self);
void           _pp_http_request_detach    (PpHttpRequest *self);

/* 0 where a WebSocket may be opened, else the status that refuses it. */
guint          _pp_http_request_check_upgrade  (PpHttpRequest *self);
void           _pp_http_request_refuse_upgrade (PpHttpRequest *self,
                                               guint          status);
void           _pp_http_request_end_upgrade    (PpHttpRequest *self);

/* What libwebsockets is to be told: not 0 where no WebSocket may be opened. */
int            _pp_http_upgrade_confirm  (PpHttpServer  *self,
                                          struct lws    *wsi,
                                          const char    *name);
int            _pp_http_upgrade_filter   (struct lws    *wsi);

PpWebSocket   *_pp_web_socket_new        (PpHttpServer  *server,
                                          struct lws    *wsi,
                                          const char    *address);
void           _pp_web_socket_free       (PpWebSocket   *self);
void           _pp_web_socket_receive    (PpWebSocket   *self,
                                          gconstpointer  data,
                                          gsize          length);
int            _pp_web_socket_write      (PpWebSocket   *self);

G_END_DECLS
