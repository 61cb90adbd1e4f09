/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-transaction.h"

#include "pp-database-error-private.h"
#include "pp-lease-private.h"

#define LONGEST_PAUSE_MS 20

struct _PpTransaction {
  /* owned */
  GTask *task;
  PpLease *lease;
  GError *error;

  /* borrowed */
  PpDatabase *database;         /* held by the task */
  PpConnection *connection;     /* held by the lease */
  PpTransactionFunc func;
  PpTransactionStep next;
  gpointer data;

  /* state */
  guint n_attempts;
  gboolean is_begun;
  gboolean is_committing;
};

static void begin (PpTransaction *self);

static gboolean
begin_cb (gpointer data)
{
  begin (data);

  return G_SOURCE_REMOVE;
}

/* Where the connection broke before the commit was sent, nothing has happened. */
static gboolean
is_worth_another (PpTransaction *self)
{
  return self->n_attempts < PP_DATABASE_MAX_ATTEMPTS &&
         (_pp_database_error_is_passing (self->error) ||
          (!self->is_committing &&
           g_error_matches (self->error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE)));
}

static void
end (PpTransaction *self)
{
  g_autoptr (GTask) task = NULL;

  _pp_lease_return (g_steal_pointer (&self->lease));
  if (self->error != NULL && is_worth_another (self))
    {
      g_clear_error (&self->error);
      _pp_database_count_retry (self->database);
      g_timeout_add (g_random_int_range (0, LONGEST_PAUSE_MS * self->n_attempts), begin_cb, self);
      return;
    }

  task = g_steal_pointer (&self->task);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
  g_free (self);
}

static void
rolled_back_cb (PpConnection *connection,
                GPtrArray    *results,
                GError       *error,
                gpointer      data)
{
  g_clear_pointer (&results, g_ptr_array_unref);
  g_clear_error (&error);
  end (data);
}

static void
roll_back (PpTransaction *self)
{
  static const PpStatement statement = { "transaction-rollback", "rollback" };
  g_autoptr (PpBatch) batch = pp_batch_new ();

  if (!self->is_begun || !_pp_connection_is_ready (self->connection))
    {
      end (self);
      return;
    }
  pp_batch_add (batch, &statement);
  _pp_connection_run (self->connection, NULL, batch, NULL, rolled_back_cb, self);
}

static void
done_cb (PpConnection *connection,
         GPtrArray    *results,
         GError       *error,
         gpointer      data)
{
  PpTransaction *self = data;
  gboolean is_committed = self->is_committing && error == NULL;
  g_autoptr (GPtrArray) own = results;

  _pp_database_note_error (self->database, error);
  self->is_begun = TRUE;
  self->error = error;
  if (error != NULL)
    roll_back (self);
  else if (self->next != NULL)
    self->next (self, results, self->data);
  if (is_committed)
    end (self);
}

static void
send_batch (PpTransaction     *self,
            PpBatch           *batch,
            PpTransactionStep  next)
{
  static const PpStatement before = { "transaction-begin", "begin isolation level read committed read write" };
  static const PpStatement after = { "transaction-commit", "commit" };

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    {
      pp_transaction_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled"));
      return;
    }
  self->next = next;
  _pp_database_count_batch (self->database);
  _pp_connection_run (self->connection, self->is_begun ? NULL : &before, batch,
                      self->is_committing ? &after : NULL, done_cb, self);
}

static void
leased_cb (PpLease      *lease,
           PpConnection *connection,
           GError       *error,
           gpointer      data)
{
  PpTransaction *self = data;

  if (connection == NULL)
    {
      g_task_return_error (self->task, error);
      g_object_unref (self->task);
      g_free (self);
      return;
    }
  self->lease = lease;
  self->connection = connection;
  self->n_attempts++;
  self->is_begun = self->is_committing = FALSE;
  self->func (self, self->data);
}

static void
begin (PpTransaction *self)
{
  _pp_database_lease (self->database, g_task_get_cancellable (self->task), leased_cb, self);
}

/**
 * pp_database_write_async:
 * @self: a database
 * @func: the first step
 * @data: for @func and all other steps; it must be there until @callback is called
 * @cancellable: (nullable): the transaction is rolled back with it, unless it is being committed
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Begins a transaction that writes.
 */
void
pp_database_write_async (PpDatabase          *self,
                         PpTransactionFunc    func,
                         gpointer             data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  PpTransaction *transaction;

  g_return_if_fail (PP_IS_DATABASE (self));
  g_return_if_fail (func != NULL);

  transaction = g_new0 (PpTransaction, 1);
  transaction->task = g_task_new (self, cancellable, callback, user_data);
  transaction->database = self;
  transaction->func = func;
  transaction->data = data;
  g_task_set_source_tag (transaction->task, pp_database_write_async);
  g_task_set_check_cancellable (transaction->task, FALSE);
  begin (transaction);
}

/**
 * pp_database_write_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for what the transaction failed with
 *
 * Returns: whether all was written; else nothing was. Only where the connection broke during the commit
 *   (%PP_DATABASE_ERROR_UNAVAILABLE) nobody knows
 */
gboolean
pp_database_write_finish (PpDatabase    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pp_transaction_run:
 * @self: a transaction
 * @batch: statements
 * @next: what to do when they have gone well
 *
 * Ends a step by running a batch.
 */
void
pp_transaction_run (PpTransaction     *self,
                    PpBatch           *batch,
                    PpTransactionStep  next)
{
  g_return_if_fail (next != NULL);

  send_batch (self, batch, next);
}

/**
 * pp_transaction_commit:
 * @self: a transaction
 * @last: (nullable): statements that are still to be run
 * @next: (nullable): called with the results of @last once all is committed; it is no step, and begins nothing
 *
 * Ends a step, and the transaction.
 */
void
pp_transaction_commit (PpTransaction     *self,
                       PpBatch           *last,
                       PpTransactionStep  next)
{
  g_autoptr (PpBatch) batch = last != NULL ? pp_batch_ref (last) : pp_batch_new ();

  self->is_committing = TRUE;
  send_batch (self, batch, next);
}

/**
 * pp_transaction_fail:
 * @self: a transaction
 * @error: (transfer full): why
 *
 * Ends a step, and the transaction: all is rolled back.
 */
void
pp_transaction_fail (PpTransaction *self,
                     GError        *error)
{
  g_return_if_fail (error != NULL);

  self->error = error;
  roll_back (self);
}
