/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graphql-socket.h"

G_BEGIN_DECLS

struct _PpGraphqlSockets {
  /* owned */
  GHashTable *all;              /* of PpGraphqlSocket, borrowed */
  GHashTable *owners;           /* who → how many connections */

  /* state */
  PpGraphqlSocketSettings settings;
  PpWebSocketHandler handler;
  guint n_operations;
};

struct _PpGraphqlSocket {
  /* owned */
  GHashTable *operations;       /* id → PpGraphqlOperation */
  GCancellable *cancellable;
  GSource *deadline;
  gpointer context;
  char *owner;
  char *address;

  /* borrowed: both are NULL once the connection is gone */
  PpGraphqlSockets *sockets;
  PpWebSocket *socket;
  void (*unref_context) (gpointer context);

  /* state */
  gboolean is_asked;
  gboolean is_admitted;
  guint references;
};

/* One operation of a client, which ends with its answer, when the client says so, or with the connection. */
typedef struct _PpGraphqlOperation PpGraphqlOperation;

PpGraphqlSocket *_pp_graphql_socket_ref      (PpGraphqlSocket    *self);
void             _pp_graphql_socket_unref    (PpGraphqlSocket    *self);
/* @payload is JSON text. */
void             _pp_graphql_socket_send     (PpGraphqlSocket    *self,
                                              const char         *type,
                                              const char         *id,
                                              const char         *payload,
                                              gsize               length);

/* Becomes one of the socket's, unless it is answered at once. */
void             _pp_graphql_operation_start (PpGraphqlSocket    *socket,
                                              const char         *id,
                                              JsonObject         *parameters);
/* The client, if it is there, is told no more of it. */
void             _pp_graphql_operation_stop  (PpGraphqlOperation *self);

G_END_DECLS
