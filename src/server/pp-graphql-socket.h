/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graphql-http.h"

G_BEGIN_DECLS

#define PP_GRAPHQL_SOCKET_PROTOCOL "graphql-transport-ws"

/**
 * PpGraphqlSocketCode:
 * @PP_GRAPHQL_SOCKET_BAD_REQUEST: a message is none of the protocol
 * @PP_GRAPHQL_SOCKET_UNAUTHORISED: something was asked before the client was admitted
 * @PP_GRAPHQL_SOCKET_FORBIDDEN: the token is not good, or not any more
 * @PP_GRAPHQL_SOCKET_LATE: the client did not say who it is
 * @PP_GRAPHQL_SOCKET_DUPLICATE: an operation has the id of one that runs
 * @PP_GRAPHQL_SOCKET_TWICE: the client said twice who it is
 *
 * Why a connection ends, by the protocol.
 */
typedef enum {
  PP_GRAPHQL_SOCKET_BAD_REQUEST = 4400,
  PP_GRAPHQL_SOCKET_UNAUTHORISED = 4401,
  PP_GRAPHQL_SOCKET_FORBIDDEN = 4403,
  PP_GRAPHQL_SOCKET_LATE = 4408,
  PP_GRAPHQL_SOCKET_DUPLICATE = 4409,
  PP_GRAPHQL_SOCKET_TWICE = 4429,
} PpGraphqlSocketCode;

/**
 * PpGraphqlSocket:
 *
 * One client of GraphQL over WebSocket, by the protocol `graphql-transport-ws`.
 */
typedef struct _PpGraphqlSocket PpGraphqlSocket;

/**
 * PpGraphqlIdentifyFunc:
 * @socket: (transfer full): a client; pp_graphql_socket_admit() or pp_graphql_socket_refuse() ends it, now or later
 * @token: (nullable): its access token, not checked
 * @user_data: what was given with the function
 *
 * Called to find out who a client is.
 */
typedef void (*PpGraphqlIdentifyFunc) (PpGraphqlSocket *socket,
                                       const char      *token,
                                       gpointer         user_data);

/**
 * PpGraphqlSocketSettings:
 * @graphql: how GraphQL is spoken; must live as long as the sockets
 * @identify: finds out who a client is
 * @user_data: what that is given
 * @ref_context: takes one more reference of what pp_graphql_socket_admit() was given
 * @unref_context: gives one back
 *
 * How clients are admitted.
 */
typedef struct {
  const PpGraphqlHttp *graphql;
  PpGraphqlIdentifyFunc identify;
  gpointer user_data;
  gpointer (*ref_context)   (gpointer context);
  void     (*unref_context) (gpointer context);
} PpGraphqlSocketSettings;

/**
 * PpGraphqlSockets:
 *
 * All clients of GraphQL over WebSocket.
 */
typedef struct _PpGraphqlSockets PpGraphqlSockets;

PpGraphqlSockets         *pp_graphql_sockets_new              (const PpGraphqlSocketSettings *settings);
/* After the server, whose connections it handles. */
void                      pp_graphql_sockets_free             (PpGraphqlSockets              *self);
const PpWebSocketHandler *pp_graphql_sockets_get_handler      (PpGraphqlSockets              *self);
guint                     pp_graphql_sockets_get_n_operations (PpGraphqlSockets              *self);
/* Tells all clients that the server ends; they come back to another. */
void                      pp_graphql_sockets_close_all        (PpGraphqlSockets              *self);

void          pp_graphql_socket_admit           (PpGraphqlSocket *self,
                                                 gpointer         context,
                                                 const char      *owner,
                                                 double           expires);
void          pp_graphql_socket_refuse          (PpGraphqlSocket *self,
                                                 gboolean         is_for_now);
GCancellable *pp_graphql_socket_get_cancellable (PpGraphqlSocket *self);
const char   *pp_graphql_socket_get_address     (PpGraphqlSocket *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraphqlSockets, pp_graphql_sockets_free)

G_END_DECLS
