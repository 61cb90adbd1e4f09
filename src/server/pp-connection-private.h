/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-batch-private.h"

G_BEGIN_DECLS

/*
 * PpConnection:
 *
 * One connection to the database, which runs one batch at a time.
 */
typedef struct _PpConnection PpConnection;

/* Exactly one of @results and @error is there; both belong to the callee. */
typedef void (*PpConnectionDoneFunc) (PpConnection *connection,
                                      GPtrArray    *results,
                                      GError       *error,
                                      gpointer      data);

/*
 * PpConnectionFuncs:
 * @ready: it is open now
 * @lost: it is closed, or could not be opened; what it ran has been told before
 * @notified: (nullable): another session said something on a channel that this one listens to
 */
typedef struct {
  void (*ready) (PpConnection *connection,
                 gpointer      data);
  void (*lost)  (PpConnection *connection,
                 const GError *error,
                 gpointer      data);
  void (*notified) (PpConnection *connection,
                    const char   *payload,
                    gpointer      data);
} PpConnectionFuncs;

/* Hosts of @address that were passed come last. */
PpConnection *_pp_connection_new        (const char              *address,
                                         guint                    n_passed,
                                         const PpConnectionFuncs *funcs,
                                         gpointer                 data);
/* Closes it. Nobody is told of anything any more. */
void          _pp_connection_close      (PpConnection            *self);
/* Runs a batch; with @before and @after it, in the same transaction, where they are not NULL. */
void          _pp_connection_run        (PpConnection            *self,
                                         const PpStatement       *before,
                                         PpBatch                 *batch,
                                         const PpStatement       *after,
                                         PpConnectionDoneFunc     done,
                                         gpointer                 data);
/* Asks the database to give up what runs. It is done, with an error or not, when that has an effect. */
void          _pp_connection_cancel     (PpConnection            *self);
/* Whether it waits for the next batch. */
gboolean      _pp_connection_is_ready   (PpConnection            *self);
/* Whether it does so outside of a transaction. */
gboolean      _pp_connection_is_clean   (PpConnection            *self);
/* Gives it up where it has been silent since before @time, of g_get_monotonic_time(). */
void          _pp_connection_give_up    (PpConnection            *self,
                                         gint64                   time);

G_END_DECLS
