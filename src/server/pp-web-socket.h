/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest message that is taken, and how much may wait to be sent before a slow reader is let go. */
#define PP_WEB_SOCKET_MAX_MESSAGE_BYTES (64 * 1024)
#define PP_WEB_SOCKET_MAX_WAITING_BYTES (1024 * 1024)

/**
 * PpWebSocketCode:
 * @PP_WEB_SOCKET_GOING_AWAY: the server ends
 * @PP_WEB_SOCKET_UNSUPPORTED: messages must be text
 * @PP_WEB_SOCKET_POLICY: the client sends more than it may
 * @PP_WEB_SOCKET_TOO_LARGE: a message is too long
 * @PP_WEB_SOCKET_TRY_AGAIN_LATER: the client does not read, or the server has too much to do
 *
 * Why a connection ends, RFC 6455, section 7.4.1, and its registry. Protocols have their own from 4000 on.
 */
typedef enum {
  PP_WEB_SOCKET_GOING_AWAY = 1001,
  PP_WEB_SOCKET_UNSUPPORTED = 1003,
  PP_WEB_SOCKET_POLICY = 1008,
  PP_WEB_SOCKET_TOO_LARGE = 1009,
  PP_WEB_SOCKET_TRY_AGAIN_LATER = 1013,
} PpWebSocketCode;

/**
 * PpWebSocket:
 *
 * A connection of WebSocket. It lives until `closed` was called.
 */
typedef struct _PpWebSocket PpWebSocket;

/**
 * PpWebSocketHandler:
 * @path: where clients connect
 * @protocol: the subprotocol that they must name
 * @opened: called when there is a connection
 * @message: called with a whole message in UTF-8, which ends with a NUL that is not counted
 * @closed: called once when the connection is gone
 * @user_data: what these are given
 *
 * What is done with connections of WebSocket.
 */
typedef struct {
  const char *path;
  const char *protocol;
  void (*opened)  (PpWebSocket *socket,
                   gpointer     user_data);
  void (*message) (PpWebSocket *socket,
                   const char  *text,
                   gsize        length,
                   gpointer     user_data);
  void (*closed)  (PpWebSocket *socket,
                   gpointer     user_data);
  gpointer user_data;
} PpWebSocketHandler;

void        pp_web_socket_set_data    (PpWebSocket     *self,
                                       gpointer         data);
gpointer    pp_web_socket_get_data    (PpWebSocket     *self);
const char *pp_web_socket_get_address (PpWebSocket     *self);
void        pp_web_socket_send        (PpWebSocket     *self,
                                       const char      *text,
                                       gsize            length);
void        pp_web_socket_close       (PpWebSocket     *self,
                                       guint            code,
                                       const char      *reason);

G_END_DECLS
