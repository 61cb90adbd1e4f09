/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Models as they were. The nearest later state that is kept, a snapshot or what is there now, comes from the database
 * with the changes in between; the rest is work for a thread. How much it is has a bound, see pp-write.c. */

#include "pp-past.h"

#include <string.h>

#include "pp-diff.h"
#include "pp-draft.h"
#include "pp-json.h"
#include "pp-row.h"
#include "pp-task.h"
#include "pp-write-statements.h"
#include "pp-write.h"

enum {
  CALLER,
  FOUND,
  RECORDS,
  CHANGES,
  N_RESULTS,
};

typedef struct {
  char *model_id;
  gint64 revision;
  GPtrArray *results;
} Load;

static void
load_free (Load *self)
{
  g_free (self->model_id);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_rows (PpDraft         *draft,
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

static gboolean
take_back (PpModel         *model,
           const PGresult  *rows,
           GError         **error)
{
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *text = pp_row_get_json (rows, i, 1);
      g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, error);
      g_autoptr (GPtrArray) changes = node != NULL ? pp_change_list_new_from_json (node, error) : NULL;

      if (changes == NULL || !pp_past_take_back (model, changes, error))
        return FALSE;
    }
  return TRUE;
}

static void
rebuild (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Load *load = data;
  PpDraft *draft = pp_draft_new (load->model_id);
  g_autoptr (PpModel) model = g_object_ref (pp_draft_get_model (draft));
  GError *error = NULL;
  gboolean is_rebuilt = load_rows (draft, g_ptr_array_index (load->results, RECORDS), &error) &&
                        take_back (model, g_ptr_array_index (load->results, CHANGES), &error);

  /* Once the model is returned it belongs to another thread, and so does all that it shares with the draft. */
  pp_draft_free (draft);
  if (is_rebuilt)
    g_task_return_pointer (task, g_steal_pointer (&model), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* A revision that the caller may not see leaves a gap, and what lies behind it is out of sight as well. */
static gboolean
is_there (Load *load)
{
  const PGresult *found = g_ptr_array_index (load->results, FOUND);
  const PGresult *records = g_ptr_array_index (load->results, RECORDS);
  const PGresult *changes = g_ptr_array_index (load->results, CHANGES);
  gint64 now, base;

  if (PQntuples (found) == 0 || PQntuples (records) == 0)
    return FALSE;
  now = pp_row_get_integer (found, 0, 0);
  base = pp_row_get_integer (records, 0, 3);
  if (base == 0)
    base = now;
  if (load->revision < 1 || load->revision > now)
    return FALSE;
  return (load->revision == now || pp_row_get_boolean (found, 0, 1)) &&
         PQntuples (changes) == base - load->revision;
}

static void
rebuilt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  PpModel *model = g_task_propagate_pointer (G_TASK (result), &error);

  if (model != NULL)
    g_task_return_pointer (task, model, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GTask) work = NULL;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->results = pp_database_run_finish (PP_DATABASE (source), result, &error);
  if (load->results == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!is_there (load))
    {
      g_task_return_new_error (task, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such revision");
      return;
    }
  work = g_task_new (NULL, g_task_get_cancellable (task), rebuilt_cb, g_object_ref (task));
  g_task_set_task_data (work, load, NULL);
  pp_task_run_in_thread (work, rebuild);
}

static void
add (PpBatch           *batch,
     const PpStatement *statement,
     const Load        *load)
{
  pp_batch_add (batch, statement);
  pp_batch_bind_text (batch, load->model_id);
  pp_batch_bind_integer (batch, load->revision);
}

/**
 * pp_past_load_async:
 * @database: the database
 * @caller: who asks
 * @model_id: a model
 * @revision: the number of a revision of it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the model is there
 * @user_data: for @callback
 *
 * Loads a model as it was at a revision.
 */
void
pp_past_load_async (PpDatabase          *database,
                    PpCaller            *caller,
                    const char          *model_id,
                    gint64               revision,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);
  g_autoptr (PpBatch) batch = pp_caller_new_batch (caller);
  Load *load = g_new0 (Load, 1);

  load->model_id = g_strdup (model_id);
  load->revision = CLAMP (revision, 0, G_MAXINT32);
  g_task_set_source_tag (task, pp_past_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  add (batch, &_pp_find_past, load);
  add (batch, &_pp_load_past, load);
  add (batch, &_pp_list_past, load);
  pp_database_run_async (database, batch, cancellable, read_cb, task);
}

/**
 * pp_past_load_finish:
 * @database: the database
 * @result: what the callback was given
 * @error: return location for %PP_API_ERROR_NOT_FOUND, or a #PpDatabaseError
 *
 * Returns: (transfer full): the model
 */
PpModel *
pp_past_load_finish (PpDatabase    *database,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Two of them --------------------------------------------------------------------------------- */

typedef struct {
  PpCaller *caller;
  char *model_id;
  gint64 to;
  PpModel *models[2];
} Comparison;

static void
comparison_free (Comparison *self)
{
  pp_caller_unref (self->caller);
  g_free (self->model_id);
  g_clear_object (&self->models[0]);
  g_clear_object (&self->models[1]);
  g_free (self);
}

static void
compare (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Comparison *self = data;

  g_task_return_pointer (task, pp_diff_models (self->models[0], self->models[1]), (GDestroyNotify) g_ptr_array_unref);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *changes = g_task_propagate_pointer (G_TASK (result), &error);

  if (changes != NULL)
    g_task_return_pointer (task, changes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GTask) work = NULL;
  Comparison *self = g_task_get_task_data (task);
  guint index = self->models[0] == NULL ? 0 : 1;
  GError *error = NULL;

  self->models[index] = pp_past_load_finish (PP_DATABASE (source), result, &error);
  if (self->models[index] == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (index == 0)
    {
      pp_past_load_async (PP_DATABASE (source), self->caller, self->model_id, self->to, g_task_get_cancellable (task),
                          loaded_cb, g_object_ref (task));
      return;
    }
  work = g_task_new (NULL, g_task_get_cancellable (task), compared_cb, g_object_ref (task));
  g_task_set_task_data (work, self, NULL);
  pp_task_run_in_thread (work, compare);
}

/**
 * pp_past_compare_async:
 * @database: the database
 * @caller: who asks
 * @model_id: a model
 * @from: the number of a revision of it
 * @to: the number of another one, before or after it
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are compared
 * @user_data: for @callback
 *
 * Finds what makes one revision of the other.
 */
void
pp_past_compare_async (PpDatabase          *database,
                       PpCaller            *caller,
                       const char          *model_id,
                       gint64               from,
                       gint64               to,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);
  Comparison *self = g_new0 (Comparison, 1);

  self->caller = pp_caller_ref (caller);
  self->model_id = g_strdup (model_id);
  self->to = to;
  g_task_set_source_tag (task, pp_past_compare_async);
  g_task_set_task_data (task, self, (GDestroyNotify) comparison_free);
  pp_past_load_async (database, caller, model_id, from, cancellable, loaded_cb, task);
}

/**
 * pp_past_compare_finish:
 * @database: the database
 * @result: what the callback was given
 * @error: return location for %PP_API_ERROR_NOT_FOUND, or a #PpDatabaseError
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_past_compare_finish (PpDatabase    *database,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
