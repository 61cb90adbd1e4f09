/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

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

gboolean    pp_peer_tick          (gpointer    data);

/* Runs the main loop until something is so; fails after a while in which it never is. */
#define pp_wait_until(condition) \
  G_STMT_START { \
    gint64 wait_start = g_get_monotonic_time (); \
    guint wait_tick = g_timeout_add (50, G_SOURCE_FUNC (pp_peer_tick), NULL); \
    while (!(condition) && g_get_monotonic_time () - wait_start < 20 * G_USEC_PER_SEC) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_remove (wait_tick); \
    g_assert_true (condition); \
  } G_STMT_END

G_END_DECLS
