/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpCluster:
 *
 * A private PostgreSQL in a folder of its own, for development and tests: it listens on a socket in that folder
 * and on no port, trusts whoever can enter the folder, and does not wait for the disk. Where this program runs
 * as root, PostgreSQL runs as the user `postgres`, since it refuses root.
 */
typedef struct _PpCluster PpCluster;

/* Makes the cluster in @folder, if it is not there, and starts it; one that was left running is stopped first, so no
 * two programs may use a folder. The path of the folder is short: that of a
 * socket has at most 107 bytes. Blocks for some seconds. */
PpCluster *pp_cluster_start       (const char  *folder,
                                   GError     **error);
/* (transfer full): a connection string for libpq. */
char      *pp_cluster_get_address (PpCluster   *self,
                                   const char  *database,
                                   const char  *user);
/* Ends PostgreSQL, whoever is connected. What was committed is there the next time. */
void       pp_cluster_stop        (PpCluster   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCluster, pp_cluster_stop)

G_END_DECLS
