/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-deed.h"

#include "pp-row.h"
#include "pp-transaction.h"
#include "pp-write-statements.h"

typedef struct {
  PpCaller *caller;
  PpBatch *batch;               /* nullable: nothing but the audit is written */
  char *action;
  char *object_id;
  char *event;
  char *reason;
  gboolean ends_model;
  PpDeedCheck check;
  char id[PP_UUID_BYTES];
} Deed;

static void
deed_free (Deed *self)
{
  pp_caller_unref (self->caller);
  g_clear_pointer (&self->batch, pp_batch_unref);
  g_free (self->action);
  g_free (self->object_id);
  g_free (self->event);
  g_free (self->reason);
  g_free (self);
}

void
pp_deed_add_audit (PpBatch           *batch,
                   const PpStatement *statement,
                   const char        *object_id,
                   PpCaller          *caller,
                   const char        *action,
                   const char        *reason)
{
  PpIdentity *identity = pp_caller_get_identity (caller);

  pp_batch_add (batch, statement);
  pp_batch_bind_text (batch, object_id);
  pp_batch_bind_text (batch, pp_caller_get_organisation (caller));
  pp_batch_bind_text (batch, pp_identity_get_issuer (identity));
  pp_batch_bind_text (batch, pp_identity_get_subject (identity));
  pp_batch_bind_text (batch, action);
  pp_batch_bind_text (batch, reason);
  pp_batch_bind_text (batch, pp_caller_get_address (caller));
}

/* What follows the audit is told in the order in which the audit has it. */
static void
add_event (Deed    *self,
           PpBatch *batch)
{
  if (self->event != NULL)
    {
      pp_batch_add (batch, &_pp_add_event);
      pp_batch_bind_text (batch, self->object_id);
      pp_batch_bind_text (batch, self->event);
    }
  if (self->ends_model)
    {
      pp_batch_add (batch, &_pp_add_end);
      pp_batch_bind_text (batch, self->object_id);
      pp_batch_bind_text (batch, NULL);
      pp_batch_bind_text (batch, NULL);
      pp_batch_add (batch, &_pp_remove_model);
      pp_batch_bind_text (batch, self->object_id);
    }
}

static void
add_audit (Deed    *self,
           PpBatch *batch)
{
  pp_deed_add_audit (batch, &_pp_add_audit, self->object_id, self->caller, self->action,
                     self->reason != NULL ? self->reason : "");
  add_event (self, batch);
}

static gboolean
found_row (GPtrArray  *results,
           GError    **error)
{
  if (PQntuples (g_ptr_array_index (results, results->len - 1)) > 0)
    return TRUE;
  g_set_error_literal (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such thing");
  return FALSE;
}

static void
done_cb (PpTransaction *transaction,
         GPtrArray     *results,
         gpointer       data)
{
  Deed *self = data;
  g_autoptr (PpBatch) batch = pp_batch_new ();
  GError *error = NULL;

  if (!(self->check != NULL ? self->check : found_row) (results, &error))
    {
      pp_transaction_fail (transaction, error);
      return;
    }
  pp_row_get_uuid (g_ptr_array_index (results, results->len - 1), 0, 0, self->id);
  add_audit (self, batch);
  pp_transaction_commit (transaction, batch, NULL);
}

static void
begin (PpTransaction *transaction,
       gpointer       data)
{
  Deed *self = data;
  g_autoptr (PpBatch) batch = NULL;

  if (self->batch != NULL)
    {
      pp_transaction_run (transaction, self->batch, done_cb);
      return;
    }
  batch = pp_caller_new_batch (self->caller);
  add_audit (self, batch);
  pp_transaction_commit (transaction, batch, NULL);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (pp_database_write_finish (PP_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (PpDatabase          *database,
       Deed                *self,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) deed_free);
  pp_database_write_async (database, begin, self, cancellable, written_cb, task);
}

void
pp_deed_async (PpDatabase          *database,
               PpCaller            *caller,
               const PpDeed        *deed,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  Deed *self = g_new0 (Deed, 1);

  self->caller = pp_caller_ref (caller);
  self->batch = pp_batch_ref (deed->batch);
  self->action = g_strdup (deed->action);
  self->object_id = g_strdup (deed->model_id);
  self->event = g_strdup (deed->event);
  self->ends_model = deed->ends_model;
  self->check = deed->check;
  start (database, self, pp_deed_async, cancellable, callback, user_data);
}

gboolean
pp_deed_finish (PpDatabase    *database,
                GAsyncResult  *result,
                char         **id,
                GError       **error)
{
  const Deed *self = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, database), FALSE);

  if (id != NULL && *self->id != '\0')
    *id = g_strdup (self->id);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
pp_deed_refused_async (PpDatabase          *database,
                       PpCaller            *caller,
                       const char          *action,
                       const char          *object_id,
                       const GError        *reason,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Deed *self = g_new0 (Deed, 1);

  self->caller = pp_caller_ref (caller);
  self->action = g_strconcat ("refused-", action, NULL);
  self->object_id = object_id != NULL && g_uuid_string_is_valid (object_id) ? g_strdup (object_id) : NULL;
  self->reason = g_strdup (reason->message);
  start (database, self, pp_deed_refused_async, NULL, callback, user_data);
}
