/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-batch-private.h"
#include "pp-postgres.h"

G_BEGIN_DECLS

/* An answer that is to come: to the preparation of a statement, or to a statement. */
typedef struct {
  const PpStatement *prepares;
  gboolean is_asked_for;
} PpExpected;

/* Sends a batch with a Sync behind it. Statements that are not in @prepared, where they stand as keys, are prepared
 * first. The answers that will come are added to @expected, of the type PpExpected. FALSE where nothing can be sent. */
gboolean _pp_connection_send (PGconn            *connection,
                              GHashTable        *prepared,
                              GArray            *expected,
                              const PpStatement *before,
                              PpBatch           *batch,
                              const PpStatement *after);

G_END_DECLS
