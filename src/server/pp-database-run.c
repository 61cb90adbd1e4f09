/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-database-error-private.h"
#include "pp-lease-private.h"

/* Batches that only read. */

typedef struct {
  /* owned */
  PpDatabase *database;
  PpBatch *batch;
  GCancellable *cancellable;

  /* borrowed */
  PpLease *lease;
  PpDatabaseFunc func;
  gpointer data;

  /* state */
  guint n_attempts;
} Run;

static void
finish (Run       *run,
        GPtrArray *results,
        GError    *error)
{
  run->func (results, error, run->data);
  pp_batch_unref (run->batch);
  g_clear_object (&run->cancellable);
  g_object_unref (run->database);
  g_free (run);
}

static void leased_cb (PpLease      *lease,
                       PpConnection *connection,
                       GError       *error,
                       gpointer      data);

/* It only reads, so that it may be done again, even where nobody knows how far it came. */
static gboolean
is_worth_another (Run          *run,
                  const GError *error)
{
  return run->n_attempts < PP_DATABASE_MAX_ATTEMPTS &&
         (_pp_database_error_is_passing (error) ||
          g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE));
}

static void
run_done_cb (PpConnection *connection,
             GPtrArray    *results,
             GError       *error,
             gpointer      data)
{
  Run *run = data;

  _pp_database_note_error (run->database, error);
  _pp_lease_return (g_steal_pointer (&run->lease));
  if (results != NULL || !is_worth_another (run, error))
    {
      finish (run, results, error);
      return;
    }
  g_error_free (error);
  _pp_database_count_retry (run->database);
  _pp_database_lease (run->database, run->cancellable, leased_cb, run);
}

static void
leased_cb (PpLease      *lease,
           PpConnection *connection,
           GError       *error,
           gpointer      data)
{
  Run *run = data;

  if (connection == NULL)
    {
      finish (run, NULL, error);
      return;
    }
  run->lease = lease;
  run->n_attempts++;
  _pp_database_count_batch (run->database);
  _pp_connection_run (connection, NULL, run->batch, NULL, run_done_cb, run);
}

/**
 * pp_database_run:
 * @self: a database
 * @batch: statements that only read
 * @cancellable: (nullable): the statements are cancelled with it
 * @func: called when there is an answer, perhaps before this returns
 * @data: for @func
 *
 * Runs a batch as one transaction in one round trip.
 */
void
pp_database_run (PpDatabase     *self,
                 PpBatch        *batch,
                 GCancellable   *cancellable,
                 PpDatabaseFunc  func,
                 gpointer        data)
{
  Run *run;

  g_return_if_fail (PP_IS_DATABASE (self));
  g_return_if_fail (batch != NULL);

  run = g_new0 (Run, 1);
  run->database = g_object_ref (self);
  run->batch = pp_batch_ref (batch);
  g_set_object (&run->cancellable, cancellable);
  run->func = func;
  run->data = data;
  _pp_database_lease (self, cancellable, leased_cb, run);
}

static void
return_cb (GPtrArray *results,
           GError    *error,
           gpointer   data)
{
  g_autoptr (GTask) task = data;

  if (results != NULL)
    g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * pp_database_run_async:
 * @self: a database
 * @batch: statements that only read
 * @cancellable: (nullable): the statements are cancelled with it
 * @callback: called when there is an answer
 * @user_data: for @callback
 *
 * As pp_database_run(), but never calls back before it returns.
 */
void
pp_database_run_async (PpDatabase          *self,
                       PpBatch             *batch,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (PP_IS_DATABASE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pp_database_run_async);
  g_task_set_check_cancellable (task, FALSE);
  pp_database_run (self, batch, cancellable, return_cb, task);
}

/**
 * pp_database_run_finish:
 * @self: a database
 * @result: what the callback was given
 * @error: return location for a #PpDatabaseError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PGresult): the result of each statement, in their order
 */
GPtrArray *
pp_database_run_finish (PpDatabase    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
