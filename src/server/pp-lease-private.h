/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-connection-private.h"
#include "pp-database.h"

G_BEGIN_DECLS

#define PP_DATABASE_MAX_ATTEMPTS 4

/*
 * PpLease:
 *
 * The right to use one connection, until it is given back.
 */
typedef struct _PpLease PpLease;

/*
 * PpLeaseFunc:
 * @connection: (nullable): a connection, until _pp_lease_return()
 * @error: (nullable) (transfer full): why there is none; then the lease is gone
 *
 * Called once for each lease, perhaps before it is there.
 */
typedef void (*PpLeaseFunc) (PpLease      *lease,
                             PpConnection *connection,
                             GError       *error,
                             gpointer      data);

/* When @cancellable is cancelled, waiting ends, or what the connection runs is cancelled. */
void _pp_database_lease       (PpDatabase   *self,
                               GCancellable *cancellable,
                               PpLeaseFunc   func,
                               gpointer      data);
void _pp_lease_return         (PpLease      *lease);
void _pp_database_count_batch (PpDatabase   *self);
void _pp_database_count_retry (PpDatabase   *self);
/* @error: (nullable): what came of a batch */
void _pp_database_note_error  (PpDatabase   *self,
                               const GError *error);

G_END_DECLS
