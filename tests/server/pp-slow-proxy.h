/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands between libpq and a PostgreSQL, and passes on what they say as slowly as it is told. It lives on the default main
 * context, as what it is between. */
typedef struct _PpSlowProxy PpSlowProxy;

/* @folder is that of a socket of PostgreSQL, @own_folder, which is made, that of the proxy's. */
PpSlowProxy *pp_slow_proxy_new  (const char  *folder,
                                 const char  *own_folder);
void         pp_slow_proxy_free (PpSlowProxy *self);
/* How much is passed on at a time, and how long it waits before. Nothing at all with 0 bytes. */
void         pp_slow_proxy_set  (PpSlowProxy *self,
                                 guint        n_bytes,
                                 guint        delay_ms);

G_END_DECLS
