/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "pp-test.h"

G_BEGIN_DECLS

/* A client of graphql-transport-ws in the default main context. */
typedef struct {
  SoupSession *session;
  SoupWebsocketConnection *connection;
  GPtrArray *messages;          /* of char*, in their order */
  guint n_read;
  guint status;                 /* of HTTP, where there was no connection */
  guint code;                   /* with which the server closed; 0 while it has not */
  gboolean is_done;             /* with connecting */
} PpPeer;

/* With NULL for what is not to be sent. Waits for the answer. */
void        pp_peer_open          (PpPeer     *self,
                                   guint       port,
                                   const char *path,
                                   const char *origin,
                                   const char *protocol);
/* Opens, and is admitted with a token. */
void        pp_peer_enter         (PpPeer     *self,
                                   guint       port,
                                   const char *token);
void        pp_peer_send          (PpPeer     *self,
                                   const char *text);
void        pp_peer_subscribe     (PpPeer     *self,
                                   const char *id,
                                   const char *query);
/* (transfer none): the next message; waits for it. */
const char *pp_peer_read          (PpPeer     *self);
/* Waits until the server closes: with which code. */
guint       pp_peer_wait_for_end  (PpPeer     *self);
void        pp_peer_close         (PpPeer     *self);

G_END_DECLS
