/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who is connected from where, and how much is asked from there. A network of IPv6 with 64 bits counts as one
 * address. */
typedef struct _PpHttpClients PpHttpClients;
typedef struct _PpHttpClient PpHttpClient;

/* 0 is no bound. A burst is what may come at once after a while of silence. @proxies are networks like 10.0.0.0/8,
 * whose clients are not their own. */
PpHttpClients *_pp_http_clients_new        (guint                max_connections,
                                            guint                max_per_second,
                                            guint                burst,
                                            const char * const  *proxies,
                                            GError             **error);
void           _pp_http_clients_free       (PpHttpClients       *self);

/* NULL where there are too many connections from there already. */
PpHttpClient  *_pp_http_clients_connect    (PpHttpClients       *self,
                                            const char          *address);
void           _pp_http_clients_disconnect (PpHttpClients       *self,
                                            PpHttpClient        *client);

/* (transfer full): from where a request comes, by what proxies say of it if the one that it comes from is believed. */
char          *_pp_http_clients_find       (PpHttpClients       *self,
                                            const char          *peer,
                                            const char          *forwarded_for);
/* 0, or after how many seconds the next request is welcome. */
guint          _pp_http_clients_take       (PpHttpClients       *self,
                                            const char          *address,
                                            gint64               now_us);

G_END_DECLS
