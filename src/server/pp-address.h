/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

/* A connection string or URI of libpq can name several hosts. libpq goes on to the next one where a host refuses, and
 * not where it is silent: whoever waits for it has to begin again with another one. */

/* Begins to connect, as PQconnectStart() does, with the host that comes @n_passed after the first. */
PGconn *pp_address_connect   (const char *address,
                              guint       n_passed);
guint   pp_address_get_hosts (const char *address);

G_END_DECLS
