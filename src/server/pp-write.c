/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One revision of one model, in one transaction: the model's row is locked, the rows that the changes touch are
 * read, the changes are worked out, and what they do is written with its history, its audit and its event. */

#include <string.h>

#include "pp-batch-private.h"
#include "pp-row.h"
#include "pp-write-private.h"
#include "pp-write-statements.h"

static void
forget (PpWrite *self)
{
  g_clear_pointer (&self->draft, pp_draft_free);
  g_clear_pointer (&self->plan, pp_write_plan_free);
  g_clear_error (&self->error);
  pp_write_state_clear (&self->state);
  pp_write_result_clear (&self->result);
}

static void
pp_write_free (PpWrite *self)
{
  forget (self);
  g_clear_pointer (&self->caller, pp_caller_unref);
  g_free (self);
}

void
pp_write_result_clear (PpWriteResult *self)
{
  g_clear_pointer (&self->since, g_ptr_array_unref);
  g_clear_pointer (&self->answer, g_ptr_array_unref);
  *self = (PpWriteResult) { 0 };
}

void
_pp_write_add (PpWrite           *self,
               PpBatch           *batch,
               const PpStatement *statement)
{
  pp_batch_add (batch, statement);
  pp_batch_bind_text (batch, self->request->model_id);
}

void
_pp_write_bind_ids (PpBatch   *batch,
                    GPtrArray *ids)
{
  pp_batch_bind_array (batch, ids != NULL ? (const char * const *) ids->pdata : NULL, ids != NULL ? ids->len : 0);
}

static void
since_cb (PpTransaction *transaction,
          GPtrArray     *results,
          gpointer       data)
{
  _pp_write_read_since (data, g_ptr_array_index (results, 0));
}

static void
report_conflict (PpWrite       *self,
                 PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  self->result.revision = self->state.revision;
  if (self->request->revision > self->state.revision)
    {
      pp_transaction_commit (transaction, NULL, NULL);
      return;
    }
  _pp_write_add (self, batch, &_pp_list_since);
  pp_batch_bind_integer (batch, self->request->revision);
  pp_batch_bind_integer (batch, PP_WRITE_MAX_SINCE);
  pp_transaction_commit (transaction, batch, since_cb);
}

static void
committed_cb (PpTransaction *transaction,
              GPtrArray     *results,
              gpointer       data)
{
  PpWrite *self = data;

  self->result.revision = self->state.revision + 1;
  if (self->request->add_answer != NULL)
    self->result.answer = g_ptr_array_ref (results);
}

static void
finish (PpWrite       *self,
        PpTransaction *transaction,
        PpBatch       *batch)
{
  gboolean is_brief = self->request->is_brief && !self->request->creates && !self->plan->moves_nodes;

  _pp_write_add_audit (self, batch);
  self->result.first_answer = is_brief ? self->raised : _pp_batch_get_n_items (batch);
  if (self->request->add_answer != NULL && !is_brief)
    self->request->add_answer (batch, self->request->answer_data);
  pp_transaction_commit (transaction, batch, committed_cb);
}

static void
moved_cb (PpTransaction *transaction,
          GPtrArray     *results,
          gpointer       data)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  if (PQntuples (g_ptr_array_index (results, results->len - 1)) > 0)
    pp_transaction_fail (transaction, g_error_new_literal (PP_API_ERROR, PP_API_ERROR_BAD_INPUT,
                                                           "A node would be inside itself"));
  else
    finish (data, transaction, batch);
}

static void
write_rows (PpWrite       *self,
            PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) ids = pp_changes_list_ids (self->plan->changes);

  if (self->request->creates)
    _pp_write_add_model (self, batch);
  else
    _pp_write_add_records (self, batch);
  _pp_write_add_revision (self, batch);
  if (self->request->creates || !self->plan->moves_nodes)
    {
      finish (self, transaction, batch);
      return;
    }
  _pp_write_add (self, batch, &_pp_find_cycle);
  _pp_write_bind_ids (batch, ids);
  pp_transaction_run (transaction, batch, moved_cb);
}

static void
labelled_cb (PpTransaction *transaction,
             GPtrArray     *results,
             gpointer       data)
{
  PpWrite *self = data;
  const PGresult *label = g_ptr_array_index (results, results->len - 2);
  const PGresult *content = g_ptr_array_index (results, results->len - 1);

  if (PQntuples (label) == 0 || PQntuples (content) == 0)
    {
      pp_transaction_fail (transaction, g_error_new_literal (PP_API_ERROR, PP_API_ERROR_FORBIDDEN,
                                                             "That is marked higher than you are cleared for"));
      return;
    }
  pp_row_get_uuid (label, 0, 0, self->label);
  pp_row_get_uuid (content, 0, 0, self->content_label);
  write_rows (self, transaction);
}

/* Nearly always the model stays marked as it is. */
static void
write_plan (PpWrite       *self,
            PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = NULL;

  if (!_pp_write_is_marked_otherwise (self))
    {
      memcpy (self->label, self->state.label, sizeof self->label);
      memcpy (self->content_label, self->state.label, sizeof self->content_label);
      write_rows (self, transaction);
      return;
    }
  batch = pp_batch_new ();
  _pp_write_add_labels (self, batch);
  pp_transaction_run (transaction, batch, labelled_cb);
}

/* --- The steps ----------------------------------------------------------------------------------- */

static void
leave_as_it_is (PpWrite       *self,
                PpTransaction *transaction)
{
  self->result.is_conflict = FALSE;
  self->result.revision = self->state.revision;
  pp_transaction_commit (transaction, NULL, NULL);
}

static void
go_on (PpWrite       *self,
       PpTransaction *transaction)
{
  if (self->result.is_conflict)
    report_conflict (self, transaction);
  else if (self->plan == NULL)
    pp_transaction_fail (transaction, g_steal_pointer (&self->error));
  else if (pp_write_plan_is_empty (self->plan, &self->state))
    leave_as_it_is (self, transaction);
  else
    write_plan (self, transaction);
}

static void
looked_cb (PpTransaction *transaction,
           GPtrArray     *results,
           gpointer       data)
{
  PpWrite *self = data;
  const PGresult *found = g_ptr_array_index (results, 0);

  if (PQntuples (found) == 0)
    go_on (self, transaction);
  else if (pp_row_get_boolean (found, 0, 0))
    leave_as_it_is (self, transaction);
  else
    pp_transaction_fail (transaction,
                         g_error_new_literal (PP_API_ERROR, PP_API_ERROR_REQUEST_ID_USED,
                                              "Other changes were done by this “requestId”, and these were not: each"
                                              " request has its own"));
}

/* A request that was carried out before is hardly ever sent again, and then the key of the revisions refuses it at the
 * latest. So it is looked for only where there is something else to say than that it is done. */
static gboolean
needs_look (PpWrite *self)
{
  return self->request->request_id != NULL &&
         (self->looks_for_request || self->plan == NULL || pp_write_plan_is_empty (self->plan, &self->state));
}

static void
read_cb (PpTransaction *transaction,
         GPtrArray     *results,
         gpointer       data)
{
  PpWrite *self = data;
  g_autoptr (PpBatch) batch = NULL;
  GError *error = NULL;

  if (!_pp_write_read (self, results, &error))
    {
      pp_transaction_fail (transaction, error);
      return;
    }
  self->result.is_conflict = _pp_write_is_stale (self, results);
  if (!self->result.is_conflict)
    self->plan = pp_write_plan_new (self->request, &self->state, self->draft, self->caller, &self->error);
  if (!needs_look (self))
    {
      go_on (self, transaction);
      return;
    }
  batch = pp_batch_new ();
  _pp_write_add (self, batch, &_pp_find_request);
  pp_batch_bind_text (batch, self->request->request_id);
  pp_batch_bind_text (batch, self->request->request_digest);
  pp_transaction_run (transaction, batch, looked_cb);
}

static void
create (PpWrite       *self,
        PpTransaction *transaction)
{
  GError *error = NULL;

  self->state.marking = pp_marking_new ();
  self->state.recipients = g_new0 (char *, 1);
  self->draft = pp_draft_new (self->request->model_id);
  self->plan = pp_write_plan_new (self->request, &self->state, self->draft, self->caller, &error);
  if (self->plan == NULL)
    pp_transaction_fail (transaction, error);
  else
    write_plan (self, transaction);
}

static void
counted_cb (PpTransaction *transaction,
            GPtrArray     *results,
            gpointer       data)
{
  PpWrite *self = data;
  const PGresult *count = g_ptr_array_index (results, results->len - 1);

  if (pp_row_get_integer (count, 0, 0) >= self->request->max_models)
    pp_transaction_fail (transaction, g_error_new (PP_API_ERROR, PP_API_ERROR_BAD_INPUT, "There are %u models, and no "
                                                   "more are kept", self->request->max_models));
  else
    create (self, transaction);
}

static void
count_models (PpWrite       *self,
              PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_caller_new_batch (self->caller);

  pp_batch_add (batch, &_pp_take_turn);
  pp_batch_add (batch, &_pp_count_models);
  pp_batch_bind_integer (batch, self->request->max_models);
  pp_transaction_run (transaction, batch, counted_cb);
}

static void
read_first (PpTransaction *transaction,
            gpointer       data)
{
  PpWrite *self = data;
  g_autoptr (PpBatch) batch = NULL;

  forget (self);
  if (self->request->creates)
    {
      count_models (self, transaction);
      return;
    }
  batch = pp_caller_new_batch (self->caller);
  _pp_write_ask (self, batch);
  pp_transaction_run (transaction, batch, read_cb);
}

/* What the database refuses at the end, since only it sees all rows: references that lead nowhere, and what is left
 * hanging on something that goes. */
static GError *
explain (GError *error)
{
  const char *message = NULL;

  if (g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_REFERENCE))
    message = "Something would refer to a record that is not there";
  else if (g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_INVALID))
    message = "A value does not fit";
  if (message == NULL)
    return error;
  g_error_free (error);
  return g_error_new_literal (PP_API_ERROR, PP_API_ERROR_BAD_INPUT, message);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  PpWrite *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (pp_database_write_finish (PP_DATABASE (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (self->request->request_id != NULL && !self->looks_for_request &&
           g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_DUPLICATE))
    {
      g_error_free (error);
      self->looks_for_request = TRUE;
      pp_database_write_async (PP_DATABASE (source), read_first, self, cancellable, written_cb,
                               g_steal_pointer (&task));
    }
  else
    {
      g_task_return_error (task, explain (error));
    }
}

/**
 * pp_write_async:
 * @database: the database
 * @caller: who asks
 * @request: what for
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a revision.
 */
void
pp_write_async (PpDatabase           *database,
                PpCaller             *caller,
                const PpWriteRequest *request,
                GCancellable         *cancellable,
                GAsyncReadyCallback   callback,
                gpointer              user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);
  PpWrite *self = g_new0 (PpWrite, 1);

  self->request = request;
  self->caller = pp_caller_ref (caller);
  g_task_set_source_tag (task, pp_write_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) pp_write_free);
  pp_database_write_async (database, read_first, self, cancellable, written_cb, task);
}

/**
 * pp_write_finish:
 * @database: the database
 * @result: what the callback was given
 * @written: (out caller-allocates): what came of it
 * @error: return location for a #PpApiError, or a #PpDatabaseError, which is not for clients
 *
 * Returns: whether it went well; a conflict is no error
 */
gboolean
pp_write_finish (PpDatabase     *database,
                 GAsyncResult   *result,
                 PpWriteResult  *written,
                 GError        **error)
{
  PpWrite *self = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, database), FALSE);

  *written = (PpWriteResult) { 0 };
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *written = self->result;
  self->result = (PpWriteResult) { 0 };
  return TRUE;
}
