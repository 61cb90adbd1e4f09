/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-execute.h"
#include "gql-execution-private.h"

/* Section 6 of the specification; gql-execution-private.h tells how it is done here. */

GqlExecution *
_gql_execution_new (GqlRequest   *request,
                    GCancellable *cancellable)
{
  GqlExecution *self = g_new0 (GqlExecution, 1);

  g_atomic_ref_count_init (&self->references);
  self->request = gql_request_ref (request);
  self->root_object = request->root;
  self->arena = gql_arena_new ();
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_set_object (&self->cancellable, cancellable);

  return self;
}

GqlExecution *
_gql_execution_ref (GqlExecution *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
_gql_execution_unref (GqlExecution *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->variables, g_hash_table_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->arena, gql_arena_unref);
  g_clear_pointer (&self->request, gql_request_unref);
  g_free (self);
}

GqlValue
_gql_execution_take_error (GqlExecution *self,
                           GError       *error)
{
  gql_arena_take (self->arena, error, (GDestroyNotify) g_error_free);

  return (GqlValue) { .kind = GQL_VALUE_ERROR, .pointer = error };
}

/* --- Fields --------------------------------------------------------------------------------------- */

void
_gql_set_value (GqlExecution   *self,
                const GqlLevel *level,
                GqlSelected    *selected,
                guint           index,
                GqlValue        value)
{
  if (selected->column == NULL)
    selected->column = gql_arena_new_n (self->arena, GqlValue, level->n_objects);
  selected->column[index] = value;
}

/* Where a member of this name stands; behind the last one where there is none. Objects of a list are often made alike:
 * then it stands where it stood in the one @before, by the same text. */
static guint
find_member (const GqlValue  *object,
             const char      *name,
             const GqlMember *before,
             guint            place)
{
  if (before != NULL && place < object->length && object->members[place].name == before->name)
    return place;
  for (place = 0; place < object->length; place++)
    if (strcmp (object->members[place].name, name) == 0)
      break;

  return place;
}

/* What objects that are plain values have under the field's name. */
static void
take_members (GqlExecution *self,
              GqlLevel     *level,
              GqlSelected  *selected)
{
  const GqlMember *found = NULL;
  guint place = 0;

  for (guint i = 0; i < level->n_objects; i++)
    {
      const GqlValue *object = &level->objects[i];

      if (object->kind != GQL_VALUE_OBJECT)
        continue;
      place = find_member (object, selected->field->name, found, place);
      found = place < object->length ? &object->members[place] : NULL;
      if (found != NULL)
        _gql_set_value (self, level, selected, i, found->value);
    }
}

static void
set_all (GqlExecution *self,
         GqlLevel     *level,
         GqlSelected  *selected,
         GqlValue      value)
{
  for (guint i = 0; i < level->n_objects; i++)
    _gql_set_value (self, level, selected, i, value);
}

void
_gql_run_field (GqlExecution *self,
                GqlLevel     *level,
                GqlSelected  *selected)
{
  const GqlField *field = selected->field;
  GError *error = NULL;
  GqlCall *call;

  if (field == self->request->schema->typename_field)
    {
      set_all (self, level, selected, gql_string (level->type->name));
      return;
    }
  if (field->resolver == NULL && field->n_arguments == 0)
    {
      take_members (self, level, selected);
      _gql_complete_column (self, level, selected);
      return;
    }

  call = _gql_call_new (self, level, selected, &error);
  if (call == NULL)
    {
      set_all (self, level, selected, _gql_execution_take_error (self, error));
      return;
    }
  self->n_pending++;
  if (field->resolver != NULL)
    {
      field->resolver (call, field->resolver_data);
      return;
    }
  take_members (self, level, selected);
  _gql_call_done (call);
}

void
_gql_run_level (GqlExecution *self,
                GqlLevel     *level)
{
  self->n_values += (gsize) level->n_objects * level->n_selected;
  for (guint i = 0; i < level->n_selected; i++)
    if (!g_cancellable_is_cancelled (self->cancellable))
      _gql_run_field (self, level, &level->selected[i]);
}

/* --- The way through the operation ----------------------------------------------------------------- */

static void
finish (GqlExecution *self)
{
  self->is_done = TRUE;
  self->done (self, self->done_data);
}

/* Queries ask all their fields at once. Of a mutation, a field is asked when the one before it and all
 * that is selected of it is there. Resolvers that answer at once come back here, so that their number
 * costs no stack. */
static void
advance (GqlExecution *self)
{
  gboolean is_serial = self->operation->operation == GQL_OPERATION_MUTATION;

  if (self->is_advancing || self->is_done)
    return;

  self->is_advancing = TRUE;
  while (self->next_field < self->root->n_selected && (!is_serial || self->n_pending == 0) &&
         !g_cancellable_is_cancelled (self->cancellable))
    _gql_run_field (self, self->root, &self->root->selected[self->next_field++]);
  self->is_advancing = FALSE;
  if (self->n_pending == 0)
    finish (self);
}

void
_gql_call_done (GqlCall *self)
{
  g_autoptr (GqlExecution) execution = _gql_execution_ref (self->execution);
  GqlLevel *level = self->level;
  GqlSelected *selected = self->selected;

  if (self->stream != NULL)
    {
      g_autoptr (GqlStream) stream = g_steal_pointer (&self->stream);

      _gql_call_free (self);
      _gql_stream_opened (stream);
      return;
    }
  _gql_call_free (self);
  if (selected->write == NULL)
    _gql_complete_column (execution, level, selected);
  execution->n_pending--;
  if (execution->n_pending == 0)
    advance (execution);
}

static GqlLevel *
make_root (GqlExecution *self)
{
  GqlRequest *request = self->request;
  GqlLevel *root = gql_arena_new0 (self->arena, GqlLevel);
  GError *error = NULL;

  root->type = request->schema->roots[self->operation->operation];
  root->objects = &self->root_object;
  root->n_objects = 1;
  if (!_gql_collect_fields (self, root->type, &self->operation, 1, root, &error))
    {
      root->error = _gql_execution_take_error (self, error);
      root->n_selected = 0;
    }

  return root;
}

/* Only the fields of a query's root lead to the schema. */
static gboolean
check_introspection (GqlExecution *self)
{
  const GqlSchema *schema = self->request->schema;

  for (guint i = 0; self->request->forbids_introspection && i < self->root->n_selected; i++)
    {
      const GqlSelected *selected = &self->root->selected[i];

      if (selected->field != schema->schema_field && selected->field != schema->type_field)
        continue;
      g_ptr_array_add (self->errors, _gql_document_error (self->request->document, GQL_ERROR_REQUEST,
                                                          selected->nodes[0]->start, -1,
                                                          "The schema may not be asked for."));
      self->operation = NULL;
      return FALSE;
    }

  return TRUE;
}

gboolean
_gql_execution_prepare (GqlExecution *self)
{
  self->operation = _gql_request_prepare (self->request, self->arena, &self->variables, self->errors);
  if (self->operation == NULL)
    return FALSE;

  self->root = make_root (self);

  return check_introspection (self);
}

/* @done may be called before this returns. */
void
_gql_execution_start (GqlExecution     *self,
                      GqlExecutionDone  done,
                      gpointer          user_data)
{
  self->done = done;
  self->done_data = user_data;
  if (_gql_execution_prepare (self))
    advance (self);
  else
    finish (self);
}

GqlResponse *
_gql_execution_take_response (GqlExecution *self)
{
  if (self->operation == NULL)
    return gql_response_new_for_errors (self->errors);

  return _gql_write_response (self);
}

/* --- The public face -------------------------------------------------------------------------------- */

typedef struct {
  GqlExecuteFunc func;
  gpointer user_data;
} Asked;

static void
done_cb (GqlExecution *execution,
         gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  gboolean is_cancelled = g_cancellable_is_cancelled (execution->cancellable);

  asked->func (is_cancelled ? NULL : _gql_execution_take_response (execution), asked->user_data);
}

/**
 * gql_execute:
 * @request: a query or mutation
 * @cancellable: (nullable): what ends the execution early
 * @func: called once, perhaps before this returns
 * @user_data: what it is given
 *
 * Executes an operation in the calling thread and its main context. The answer comes when the last resolver has
 * ended its call. After a cancellation no more resolvers are called, and there is no answer.
 */
void
gql_execute (GqlRequest     *request,
             GCancellable   *cancellable,
             GqlExecuteFunc  func,
             gpointer        user_data)
{
  g_autoptr (GqlExecution) execution = NULL;
  Asked *asked;

  g_return_if_fail (request != NULL);
  g_return_if_fail (func != NULL);

  asked = g_new (Asked, 1);
  *asked = (Asked) { func, user_data };
  execution = _gql_execution_new (request, cancellable);
  _gql_execution_start (execution, done_cb, asked);
}

static void
return_cb (GqlResponse *response,
           gpointer     user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response != NULL)
    g_task_return_pointer (task, response, (GDestroyNotify) gql_response_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The operation was cancelled");
}

/**
 * gql_execute_async:
 * @request: a query or mutation
 * @cancellable: (nullable): what ends the execution early
 * @callback: called when there is an answer
 * @user_data: what it is given
 *
 * As gql_execute(), but never calls back before it returns. Resolvers are called before it returns. The result of a
 * cancellation is %G_IO_ERROR_CANCELLED as soon as the resolvers that run have ended.
 */
void
gql_execute_async (GqlRequest          *request,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (request != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, gql_execute_async);
  gql_execute (request, cancellable, return_cb, task);
}

/**
 * gql_execute_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Gets the answer of gql_execute_async(). Errors of the request and of its fields are part of the answer.
 *
 * Returns: (transfer full): the answer, or %NULL if it was cancelled
 */
GqlResponse *
gql_execute_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
