/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_RAW_CLIENT_PATIENCE_SECONDS 20

/* What a client sends, all at once or piece by piece, and what comes back until the server closes, or until it is
 * enough. It runs in a thread of its own, while the default main context serves it. */
typedef struct {
  guint port;
  const char *text;
  gsize length;
  gsize piece;
  gulong pause_us;
  gulong waits_us;
  gboolean hangs_up;
  gboolean (*is_enough) (const GString *answer);
  GString *answer;
  gint64 duration_us;
  int is_done;
} PpRawClient;

void   pp_raw_client_run   (PpRawClient *self);
/* (transfer full): what comes back. */
char  *pp_raw_client_talk  (guint        port,
                            const char  *text,
                            gsize        length);
/* Opens so many connections at once: how many of them are not served. */
guint  pp_raw_client_crowd (guint        port,
                            guint        n_connections);

G_END_DECLS
