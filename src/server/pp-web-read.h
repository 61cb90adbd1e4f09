/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpWebReader:
 *
 * Reads small documents by HTTP from addresses that an administrator, or a provider that he trusts, has
 * named. It asks only https, or http on this machine; follows no redirect; and gives up after five
 * seconds, or when more comes than is allowed.
 */
typedef struct _PpWebReader PpWebReader;

/* Exactly one of @bytes and @error is there; both belong to the caller. */
typedef void (*PpWebReadFunc) (GBytes   *bytes,
                               GError   *error,
                               gpointer  data);

PpWebReader *pp_web_reader_new  (gsize          max_bytes);
void         pp_web_reader_free (PpWebReader   *self);
void         pp_web_reader_read (PpWebReader   *self,
                                 const char    *address,
                                 PpWebReadFunc  callback,
                                 gpointer       data);

G_END_DECLS
