/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PP_HTTP_MAX_HEADER_BYTES (16 * 1024)
#define PP_HTTP_MAX_TARGET_BYTES (8 * 1024)
#define PP_HTTP_MAX_FIELDS 100

/**
 * PpHttpScan:
 * @status: 0, or the status that refuses what came
 * @n_headers: how many whole headers of requests there are, up to one that is followed by something else than
 *   another header: a body, or another protocol
 * @n_bytes: how long these are together
 */
typedef struct {
  guint status;
  guint n_headers;
  gsize n_bytes;
} PpHttpScan;

/* Looks at what a client of HTTP/1.1 sent, from the beginning of a header on. It understands nothing: it finds the
 * ends of lines and names, and refuses what two readers could take for two different things. */
PpHttpScan pp_http_scan (const char *bytes,
                         gsize       length);

G_END_DECLS
