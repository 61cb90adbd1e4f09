/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-database.h"

G_BEGIN_DECLS

/**
 * PpTransaction:
 *
 * A transaction that writes, in as many steps as it takes: what a step does follows from what the one before
 * found. It reads what is committed (`read committed`), so that those who write the same row wait for each other.
 *
 * Each step ends with pp_transaction_run(), pp_transaction_commit() or pp_transaction_fail(), at once or later.
 */
typedef struct _PpTransaction PpTransaction;

/**
 * PpTransactionFunc:
 * @transaction: a transaction that has begun
 * @data: what was given with the function
 *
 * The first step. It is called again, from the start and in a new transaction, when the database says that this
 * one could not be brought in line with others; so it must not count on what it did before.
 */
typedef void (*PpTransactionFunc) (PpTransaction *transaction,
                                   gpointer       data);

/**
 * PpTransactionStep:
 * @transaction: the transaction
 * @results: (element-type PGresult): the result of each statement of the batch
 * @data: what was given with the transaction
 *
 * What follows a batch that went well. After one that did not, no step is called.
 */
typedef void (*PpTransactionStep) (PpTransaction *transaction,
                                   GPtrArray     *results,
                                   gpointer       data);

void     pp_database_write_async  (PpDatabase           *self,
                                   PpTransactionFunc     func,
                                   gpointer              data,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean pp_database_write_finish (PpDatabase           *self,
                                   GAsyncResult         *result,
                                   GError              **error);

void     pp_transaction_run       (PpTransaction        *self,
                                   PpBatch              *batch,
                                   PpTransactionStep     next);
void     pp_transaction_commit    (PpTransaction        *self,
                                   PpBatch              *last,
                                   PpTransactionStep     next);
void     pp_transaction_fail      (PpTransaction        *self,
                                   GError               *error);

G_END_DECLS
