/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One revision of one model, in one transaction: the model's row is locked, the rows that the changes touch are
 * read, the changes are worked out, and what they do is written with its history, its audit and its event. */

#include "pp-write.h"

#include <string.h>

#include "pp-json.h"
#include "pp-row.h"
#include "pp-transaction.h"
#include "pp-write-plan.h"
#include "pp-write-statements.h"

/* When what was changed since a snapshot reaches the limit, there is another: so no revision is farther from one than
 * a hundred others, or some megabytes. */
#define SNAPSHOT_WEIGHT 4000000
#define REVISION_WEIGHT 40000

typedef struct {
  const PpWriteRequest *request;        /* borrowed */
  PpDatabase *database;                 /* held by the task */

  PpCaller *caller;
  PpDraft *draft;
  PpWritePlan *plan;
  PpWriteState state;
  PpWriteResult result;
} PpWrite;

static void
forget (PpWrite *self)
{
  g_clear_pointer (&self->draft, pp_draft_free);
  g_clear_pointer (&self->plan, pp_write_plan_free);
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
  *self = (PpWriteResult) { 0 };
}

static void
add (PpWrite           *self,
     PpBatch           *batch,
     const PpStatement *statement)
{
  pp_batch_add (batch, statement);
  pp_batch_bind_text (batch, self->request->model_id);
}

static void
bind_ids (PpBatch   *batch,
          GPtrArray *ids)
{
  pp_batch_bind_array (batch, ids != NULL ? (const char * const *) ids->pdata : NULL, ids != NULL ? ids->len : 0);
}

static void
bind_marking (PpWrite         *self,
              PpBatch         *batch,
              const PpMarking *marking)
{
  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    pp_batch_bind_integer (batch, marking->levels[scheme]);
  pp_batch_bind_array (batch, (const char * const *) marking->caveats,
                       marking->caveats != NULL ? g_strv_length (marking->caveats) : 0);
  pp_batch_bind_array (batch, (const char * const *) self->state.recipients, g_strv_length (self->state.recipients));
}

/* --- What is there ------------------------------------------------------------------------------- */

enum {
  CALLER,
  LOCKED,
  REPEATED,
  COUNTED,
  MARKED,
  RECORDS,
  LAYOUT,                       /* where one is asked for */
};

static PpMarking *
read_marking (const PGresult *row,
              int             first)
{
  PpMarking *marking = pp_marking_new ();
  g_auto (GStrv) caveats = pp_row_dup_texts (row, 0, first + PP_N_MARKING_SCHEMES);

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    marking->levels[scheme] = (guint) pp_row_get_integer (row, 0, first + (int) scheme);
  pp_marking_set_caveats (marking, (const char * const *) caveats);
  return marking;
}

static gboolean
load_records (PpDraft         *draft,
              const PGresult  *rows,
              GError         **error)
{
  for (int i = 0; i < PQntuples (rows); i++)
    {
      char id[PP_UUID_BYTES];

      pp_row_get_uuid (rows, i, 1, id);
      if (!pp_draft_load (draft, (PpRecordType) pp_row_get_integer (rows, i, 0), id, pp_row_get_json (rows, i, 2),
                          error))
        return FALSE;
    }
  return TRUE;
}

static void
note_inside (PpWriteState   *state,
             const PGresult *rows)
{
  state->inside = pp_marking_new ();
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *text = pp_row_get_json (rows, i, 0);
      g_autoptr (JsonNode) node = text != NULL ? pp_json_parse (text, strlen (text), NULL, NULL) : NULL;
      g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;
      g_autoptr (PpMarking) former = state->inside;

      state->inside = marking != NULL ? pp_marking_join (former, marking) : pp_marking_copy (former);
    }
}

static gboolean
read_state (PpWrite    *self,
            GPtrArray  *results,
            GError    **error)
{
  const PGresult *model = g_ptr_array_index (results, LOCKED);
  const PGresult *counts = g_ptr_array_index (results, COUNTED);

  self->state.revision = pp_row_get_integer (model, 0, 0);
  self->state.marking = read_marking (model, 2);
  self->state.recipients = pp_row_dup_texts (model, 0, 6);
  self->state.weight = pp_row_get_integer (model, 0, 7);
  self->state.n_nodes = pp_row_get_integer (counts, 0, 0);
  self->state.n_edges = pp_row_get_integer (counts, 0, 1);
  note_inside (&self->state, g_ptr_array_index (results, MARKED));

  self->draft = pp_draft_new (self->request->model_id);
  return pp_draft_load (self->draft, PP_RECORD_MODEL, self->request->model_id, pp_row_get_json (model, 0, 1), error) &&
         load_records (self->draft, g_ptr_array_index (results, RECORDS), error);
}

/* --- What was done since ------------------------------------------------------------------------- */

static void
since_cb (PpTransaction *transaction,
          GPtrArray     *results,
          gpointer       data)
{
  PpWrite *self = data;
  const PGresult *rows = g_ptr_array_index (results, 0);

  self->result.since = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *text = pp_row_get_json (rows, i, 1);
      JsonNode *changes = text != NULL ? pp_json_parse (text, strlen (text), NULL, NULL) : NULL;

      if (changes != NULL)
        g_ptr_array_add (self->result.since, changes);
    }
  /* Of a revision that is marked higher there is no row. */
  self->result.is_complete = self->request->revision + self->result.since->len == self->state.revision;
}

static void
report_conflict (PpWrite       *self,
                 PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  self->result.is_conflict = TRUE;
  self->result.revision = self->state.revision;
  if (self->request->revision > self->state.revision)
    {
      pp_transaction_commit (transaction, NULL, NULL);
      return;
    }
  add (self, batch, &_pp_list_since);
  pp_batch_bind_integer (batch, self->request->revision);
  pp_batch_bind_integer (batch, PP_WRITE_MAX_SINCE);
  pp_transaction_commit (transaction, batch, since_cb);
}

/* --- What is written ----------------------------------------------------------------------------- */

/* In the order in which rows need each other: what goes first, what others hang on before them. */
static void
add_records (PpWrite *self,
             PpBatch *batch)
{
  for (PpRecordType type = PP_N_RECORD_TYPES - 1; type > PP_RECORD_MODEL; type--)
    {
      g_autofree char *removed = pp_draft_dup_removed (self->draft, type);

      if (removed == NULL)
        continue;
      add (self, batch, &_pp_remove_records[type]);
      pp_batch_bind_text (batch, removed);
    }
  for (PpRecordType type = PP_RECORD_MODEL; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *written = pp_draft_dup_written (self->draft, type);

      if (written == NULL)
        continue;
      add (self, batch, &_pp_write_records[type]);
      pp_batch_bind_text (batch, written);
      pp_batch_bind_integer (batch, self->state.revision + 1);
    }
}

/* Why a marking was lowered: what was given as the reason, or else the note of the revision. */
static const char *
get_reason (PpWrite *self)
{
  if (self->request->reason != NULL)
    return self->request->reason;
  return self->plan->is_lowering ? self->request->note : "";
}

static void
add_labels (PpWrite *self,
            PpBatch *batch)
{
  const PpMarking *markings[] = { self->plan->marking, self->plan->content };

  for (guint i = 0; i < G_N_ELEMENTS (markings); i++)
    {
      if (!self->request->creates && pp_marking_equal (markings[i], self->state.marking))
        continue;
      pp_batch_add (batch, &_pp_add_label);
      bind_marking (self, batch, markings[i]);
    }
  if (self->plan->is_lowering)
    {
      pp_batch_add (batch, &_pp_give_reason);
      pp_batch_bind_text (batch, get_reason (self));
    }
}

static void
add_model (PpWrite *self,
           PpBatch *batch)
{
  g_autofree char *written = pp_draft_dup_written (self->draft, PP_RECORD_MODEL);

  add (self, batch, &_pp_add_model);
  pp_batch_bind_text (batch, written);
  bind_marking (self, batch, self->plan->marking);
}

static void
add_revision (PpWrite *self,
              PpBatch *batch)
{
  g_autoptr (JsonNode) node = pp_change_list_to_json (self->plan->changes);
  gsize length;
  g_autofree char *changes = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, &length);
  gint64 weight = self->state.weight + REVISION_WEIGHT + (gint64) length;

  if (!self->request->creates)
    {
      add (self, batch, &_pp_raise_revision);
      pp_batch_bind_integer (batch, weight < SNAPSHOT_WEIGHT ? weight : 0);
      bind_marking (self, batch, self->plan->marking);
    }

  add (self, batch, &_pp_add_revision);
  pp_batch_bind_text (batch, self->request->request_id);
  pp_batch_bind_text (batch, self->request->note != NULL ? self->request->note : "");
  pp_batch_bind_text (batch, changes);
  bind_marking (self, batch, self->plan->content);
  if (weight >= SNAPSHOT_WEIGHT)
    add (self, batch, &_pp_add_snapshot);
}

static void
add_audit (PpWrite *self,
           PpBatch *batch)
{
  add (self, batch, &_pp_add_audit);
  pp_batch_bind_text (batch, self->request->action);
  pp_batch_bind_integer (batch, self->state.revision);
  pp_batch_bind_integer (batch, self->state.revision + 1);
  pp_batch_bind_text (batch, self->request->request_id);
  pp_batch_bind_text (batch, get_reason (self));
  pp_batch_bind_text (batch, pp_caller_get_address (self->caller));

  add (self, batch, &_pp_add_event);
  pp_batch_bind_text (batch, self->request->creates ? "created" : "changed");
}

static void
committed_cb (PpTransaction *transaction,
              GPtrArray     *results,
              gpointer       data)
{
  PpWrite *self = data;

  self->result.revision = self->state.revision + 1;
}

static void
finish (PpWrite       *self,
        PpTransaction *transaction,
        PpBatch       *batch)
{
  add_audit (self, batch);
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
write_plan (PpWrite       *self,
            PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) ids = pp_changes_list_ids (self->plan->changes);

  add_records (self, batch);
  add_labels (self, batch);
  add_revision (self, batch);
  if (!self->plan->moves_nodes)
    {
      finish (self, transaction, batch);
      return;
    }
  add (self, batch, &_pp_find_cycle);
  bind_ids (batch, ids);
  pp_transaction_run (transaction, batch, moved_cb);
}

static gboolean
is_stale (PpWrite   *self,
          GPtrArray *results)
{
  const PGresult *layout;

  if (self->request->revision == 0)
    return FALSE;
  if (self->request->layout_id == NULL)
    return self->request->revision != self->state.revision;
  layout = g_ptr_array_index (results, LAYOUT);
  return PQntuples (layout) > 0 && pp_row_get_integer (layout, 0, 0) > self->request->revision;
}

/* --- The steps ----------------------------------------------------------------------------------- */

static void
read_cb (PpTransaction *transaction,
         GPtrArray     *results,
         gpointer       data)
{
  PpWrite *self = data;
  GError *error = NULL;

  if (PQntuples (g_ptr_array_index (results, LOCKED)) == 0)
    {
      pp_transaction_fail (transaction, g_error_new_literal (PP_API_ERROR, PP_API_ERROR_NOT_FOUND,
                                                             "There is no such model"));
      return;
    }
  if (!read_state (self, results, &error))
    {
      pp_transaction_fail (transaction, error);
      return;
    }
  if (PQntuples (g_ptr_array_index (results, REPEATED)) > 0)
    {
      self->result.revision = self->state.revision;
      pp_transaction_commit (transaction, NULL, NULL);
      return;
    }
  if (is_stale (self, results))
    {
      report_conflict (self, transaction);
      return;
    }

  self->plan = pp_write_plan_new (self->request, &self->state, self->draft, pp_caller_get_identity (self->caller),
                                  &error);
  if (self->plan == NULL)
    {
      pp_transaction_fail (transaction, error);
    }
  else if (self->plan->changes->len == 0 && pp_marking_equal (self->plan->marking, self->state.marking))
    {
      self->result.revision = self->state.revision;
      pp_transaction_commit (transaction, NULL, NULL);
    }
  else
    {
      write_plan (self, transaction);
    }
}

static void
create (PpWrite       *self,
        PpTransaction *transaction)
{
  g_autoptr (PpBatch) batch = pp_caller_new_batch (self->caller);
  GError *error = NULL;

  self->state.marking = pp_marking_new ();
  self->state.recipients = g_new0 (char *, 1);
  self->draft = pp_draft_new (self->request->model_id);
  self->plan = pp_write_plan_new (self->request, &self->state, self->draft, pp_caller_get_identity (self->caller),
                                  &error);
  if (self->plan == NULL)
    {
      pp_transaction_fail (transaction, error);
      return;
    }
  add_labels (self, batch);
  add_model (self, batch);
  add_revision (self, batch);
  finish (self, transaction, batch);
}

static void
read_first (PpTransaction *transaction,
            gpointer       data)
{
  PpWrite *self = data;
  const PpWriteRequest *request = self->request;
  g_autoptr (PpBatch) batch = NULL;

  forget (self);
  if (request->creates)
    {
      create (self, transaction);
      return;
    }
  batch = pp_caller_new_batch (self->caller);
  add (self, batch, &_pp_lock_model);
  add (self, batch, &_pp_find_request);
  pp_batch_bind_text (batch, request->request_id);
  add (self, batch, &_pp_count_elements);
  pp_batch_bind_boolean (batch, request->adds_records);
  add (self, batch, &_pp_list_markings);
  pp_batch_bind_boolean (batch, request->marks != NULL);
  add (self, batch, request->around != NULL ? &_pp_load_around : &_pp_load_records);
  if (request->around != NULL)
    pp_batch_bind_text (batch, request->around);
  else
    bind_ids (batch, request->ids);
  if (request->layout_id != NULL)
    {
      add (self, batch, &_pp_find_layout);
      pp_batch_bind_text (batch, request->layout_id);
    }
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
  GError *error = NULL;

  if (pp_database_write_finish (PP_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, explain (error));
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
  self->database = database;
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
