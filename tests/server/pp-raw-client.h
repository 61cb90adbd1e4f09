/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-http.h"
#include "pp-test.h"

G_BEGIN_DECLS

/* What a client sends, all at once or piece by piece, and what comes back until the server closes, or until it is
 * enough. It runs in a thread of its own, while the default main context serves it. */
typedef struct {
  guint port;
  const char *text;
  gsize length;
  gsize piece;
  gulong pause_us;              /* before each further piece */
  const char *awaits;           /* what must have come back before the second piece is sent */
  guint repeats;                /* how often to send it again when it was enough; counted down */
  gboolean is_tls;              /* of HTTP/1.1, with whatever certificate; each piece is a record */
  gboolean (*is_enough) (const GString *answer);
  GString *answer;
  gint64 duration_us;
  int is_done;
} PpRawClient;

void               pp_raw_client_run     (PpRawClient  *self);
/* (transfer full): what comes back. */
char              *pp_raw_client_talk    (guint         port,
                                          const char   *text,
                                          gsize         length);
/* (transfer full): a connection on which this was sent, and nothing was read. */
GSocketConnection *pp_raw_client_connect (guint         port,
                                          const char   *text,
                                          gsize         length);
/* Opens so many connections at once, which are gone when this returns: how many of them were not served. */
guint              pp_raw_client_crowd   (PpHttpServer *server,
                                          guint         n_connections);

G_END_DECLS
