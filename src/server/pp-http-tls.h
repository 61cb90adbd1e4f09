/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-http-private.h"

G_BEGIN_DECLS

/* Looks at what comes over TLS before libwebsockets reads it, for pp-http-connection.c, with functions of the same
 * names. */
typedef struct _PpHttpTls PpHttpTls;

PpHttpTls *_pp_http_tls_new           (PpHttpServer *server,
                                       struct lws   *wsi,
                                       int           fd);
void       _pp_http_tls_free          (PpHttpTls    *self);
gboolean   _pp_http_tls_begin_request (PpHttpTls    *self);
gboolean   _pp_http_tls_hold          (PpHttpTls    *self,
                                       guint64       n_body_bytes);
void       _pp_http_tls_resume        (PpHttpTls    *self);
void       _pp_http_tls_release       (PpHttpTls    *self);
void       _pp_http_tls_ask_for_http1 (PpHttpTls    *self);
guint      _pp_http_tls_get_n_headers (PpHttpTls    *self);
gboolean   _pp_http_tls_is_released   (PpHttpTls    *self);

G_END_DECLS
