/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutations that make a revision. Each says which changes it stands for; pp-write.c does the rest, so that they all
 * mean what applyChanges means. */

#include "pp-resolve-write-private.h"

#include <string.h>

#include "pp-resolve-model.h"
#include "pp-resolve-mutation.h"
#include "pp-resolve-record.h"
#include "pp-text.h"

#define MAX_NOTE 10000

static const PpMutationKind kinds[] = {
  { "createModel", PP_RECORD_MODEL, pp_input_change },
  { "updateModel", PP_RECORD_MODEL, pp_input_change },
  { "createNode", PP_RECORD_NODE, pp_input_add, "node", &pp_resolve_statement_node },
  { "updateNode", PP_RECORD_NODE, pp_input_change, "node", &pp_resolve_statement_node },
  { "deleteNode", PP_RECORD_NODE, pp_input_remove_element },
  { "createEdge", PP_RECORD_EDGE, pp_input_add, "edge", &pp_resolve_statement_edge },
  { "updateEdge", PP_RECORD_EDGE, pp_input_change, "edge", &pp_resolve_statement_edge },
  { "deleteEdge", PP_RECORD_EDGE, pp_input_remove_element },
};

PpMutation *
_pp_mutation_new (PpApi      *api,
                  GqlCall    *call,
                  const char *id_argument)
{
  PpMutation *self = g_new0 (PpMutation, 1);
  const char *id = id_argument != NULL ? gql_value_get_string (gql_call_get_argument (call, id_argument)) : NULL;

  self->api = api;
  self->call = call;
  self->model_id = id != NULL ? g_ascii_strdown (id, -1) : pp_model_new_id ();
  self->action = pp_resolve_dup_action (call);
  self->request.action = self->action;
  self->request.model_id = self->model_id;
  self->request.revision = gql_value_get_int (gql_call_get_argument (call, "revision"), 0);
  return self;
}

static void
mutation_free (PpMutation *self)
{
  pp_write_result_clear (&self->result);
  g_free (self->action);
  g_free (self->model_id);
  g_free (self->record_id);
  g_free (self->request_id);
  g_free (self->request_digest);
  g_free (self->note);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->placements, g_ptr_array_unref);
  g_clear_pointer (&self->marks, pp_marking_free);
  g_clear_pointer (&self->recipients, g_strfreev);
  g_free (self);
}

void
_pp_mutation_fail (PpMutation *self,
                   GError     *error)
{
  pp_resolve_refuse (self->api, self->call, self->model_id, error);
  mutation_free (self);
}

void
_pp_mutation_fail_with (PpMutation *self,
                        PpApiError  code,
                        const char *message)
{
  _pp_mutation_fail (self, g_error_new_literal (PP_API_ERROR, code, message));
}

/* --- The answer ---------------------------------------------------------------------------------- */

static GqlValue
list_since (PpMutation *self)
{
  GqlArena *arena = gql_call_get_arena (self->call);
  GPtrArray *since = self->result.since;
  guint n_changes = 0;
  GqlValue *values;

  for (guint i = 0; since != NULL && i < since->len; i++)
    n_changes += json_array_get_length (json_node_get_array (g_ptr_array_index (since, i)));
  values = gql_arena_new_n (arena, GqlValue, n_changes);
  n_changes = 0;
  for (guint i = 0; since != NULL && i < since->len; i++)
    {
      JsonArray *changes = json_node_get_array (g_ptr_array_index (since, i));

      for (guint j = 0; j < json_array_get_length (changes); j++)
        values[n_changes++] = gql_value_from_json (json_array_get_element (changes, j), arena);
    }
  return gql_list (values, n_changes);
}

static GqlValue
make_conflict (PpMutation *self)
{
  GqlMember *members;

  if (!self->result.is_conflict)
    return gql_null ();
  members = gql_arena_new_n (gql_call_get_arena (self->call), GqlMember, 3);
  members[0] = (GqlMember) { "currentRevision", gql_int (self->result.revision) };
  members[1] = (GqlMember) { "changes", list_since (self) };
  members[2] = (GqlMember) { "isComplete", gql_boolean (self->result.is_complete) };
  return gql_object (members, 3);
}

static GqlValue
first_row (GqlCall        *call,
           const PGresult *rows)
{
  return PQntuples (rows) > 0 ? pp_resolve_row (call, rows, 0) : gql_null ();
}

/* @results have the model first, and then the record, where it was asked for. */
static void
answer_with (PpMutation        *self,
             PGresult * const  *results,
             guint              n_results)
{
  GqlCall *call = self->call;
  GqlMember *members = gql_arena_new_n (gql_call_get_arena (call), GqlMember, 3);
  guint n_members = 2;
  GqlValue record;

  members[0] = (GqlMember) { "model", first_row (call, results[0]) };
  members[1] = (GqlMember) { "conflict", make_conflict (self) };
  if (self->kind != NULL && self->kind->member != NULL)
    {
      record = n_results > 1 ? first_row (call, results[1]) : gql_null ();
      members[n_members++] = (GqlMember) { self->kind->member, record };
    }
  gql_call_set (call, 0, gql_object (members, n_members));
  gql_call_finish (call);
  mutation_free (self);
}

static void
answer_payload (GqlCall   *call,
                GPtrArray *results,
                gpointer   data)
{
  answer_with (data, (PGresult * const *) results->pdata + 1, results->len - 1);
}

/* What is there now; of the record only where it was written. */
static void
add_answer (PpBatch  *batch,
            gpointer  data)
{
  PpMutation *self = data;

  pp_resolve_model_add_statement (batch, self->model_id);
  if (self->kind != NULL && self->kind->member != NULL && !self->result.is_conflict)
    pp_resolve_add_one (batch, self->kind->statement, self->model_id, self->input.id);
}

/* Where something was written, the database has answered with the transaction; else it is asked. */
static void
answer (PpMutation *self)
{
  GPtrArray *results = self->result.answer;
  guint first = self->result.first_answer;
  PpBatch *batch;

  if (results != NULL)
    {
      gql_arena_take (gql_call_get_arena (self->call), g_ptr_array_ref (results), (GDestroyNotify) g_ptr_array_unref);
      answer_with (self, (PGresult * const *) results->pdata + first, results->len - first);
      return;
    }
  batch = pp_resolve_new_batch (self->call);
  add_answer (batch, self);
  pp_resolve_ask (self->api, self->call, batch, answer_payload, self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  PpMutation *self = data;
  GError *error = NULL;

  if (!pp_write_finish (PP_DATABASE (source), result, &self->result, &error))
    _pp_mutation_fail (self, error);
  else if (self->request.add_answer != NULL)
    answer (self);
  else
    {
      gql_call_set (self->call, 0, gql_boolean (TRUE));
      gql_call_finish (self->call);
      mutation_free (self);
    }
}

/* What a program asks for that changes a model: the revision, to go on from there. */
static gboolean
is_brief (PpMutation *self)
{
  static const char * const known[] = { "__typename", "id", "title", "revision", "createdAt", "updatedAt", NULL };

  return (self->kind == NULL || self->kind->member == NULL) && gql_call_selects_only (self->call, "model", known);
}

void
_pp_mutation_run (PpMutation *self)
{
  const GqlValue *revision = gql_call_get_argument (self->call, "revision");

  if (!pp_resolve_is_uuid (self->model_id))
    {
      _pp_mutation_fail_with (self, PP_API_ERROR_NOT_FOUND, "There is no such model");
      return;
    }
  if (revision != NULL && revision->kind != GQL_VALUE_NULL && self->request.revision < 1)
    {
      _pp_mutation_fail_with (self, PP_API_ERROR_BAD_INPUT, "Revisions are numbered from 1");
      return;
    }
  if (self->note != NULL && g_utf8_strlen (self->note, -1) > MAX_NOTE)
    {
      _pp_mutation_fail_with (self, PP_API_ERROR_BAD_INPUT, "A note has at most 10,000 characters");
      return;
    }
  self->request.note = self->note;
  self->request.ids = self->ids;
  if (self->request.func == pp_input_change)
    self->request.touches = self->input.type;
  if (strcmp (gql_call_get_field_name (self->call), "deleteLayout") != 0)
    {
      self->request.add_answer = add_answer;
      self->request.answer_data = self;
      self->request.is_brief = is_brief (self);
    }
  pp_write_async (pp_api_get_database (self->api), pp_resolve_get_caller (self->call), &self->request,
                  gql_call_get_cancellable (self->call), written_cb, self);
}

/* --- Nodes, edges, models ------------------------------------------------------------------------ */

static const PpMutationKind *
find_kind (GqlCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].field, gql_call_get_field_name (call)) == 0)
      return &kinds[i];
  g_assert_not_reached ();
}

gboolean
_pp_mutation_use_record (PpMutation  *self,
                         PpRecordType type,
                         const char  *id)
{
  if (id != NULL && !pp_resolve_is_uuid (id))
    {
      _pp_mutation_fail (self, g_error_new (PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such %s",
                                            pp_record_type_to_string (type)));
      return FALSE;
    }
  self->record_id = id != NULL ? g_ascii_strdown (id, -1) : pp_model_new_id ();
  self->ids = g_ptr_array_new ();
  g_ptr_array_add (self->ids, self->record_id);
  self->input = (PpInput) { type, self->record_id, gql_call_get_argument (self->call, "input") };
  self->request.data = &self->input;
  return TRUE;
}

static void
resolve_record (PpApi   *api,
                GqlCall *call)
{
  const PpMutationKind *kind = find_kind (call);
  PpMutation *self = _pp_mutation_new (api, call, "modelId");

  self->kind = kind;
  if (!_pp_mutation_use_record (self, kind->type, gql_value_get_string (gql_call_get_argument (call, "id"))))
    return;
  self->request.func = kind->func;
  if (kind->func == pp_input_remove_element)
    self->request.around = self->record_id;
  _pp_mutation_run (self);
}

gboolean
_pp_mutation_use_recipients (PpMutation     *self,
                             const GqlValue *members)
{
  GError *error = NULL;

  if (members == NULL || members->kind == GQL_VALUE_NULL)
    return TRUE;
  self->recipients = pp_input_read_members (members, &error);
  self->request.recipients = (const char * const *) self->recipients;
  if (self->recipients != NULL)
    return TRUE;
  _pp_mutation_fail (self, error);
  return FALSE;
}

static void
resolve_model (PpApi   *api,
               GqlCall *call)
{
  const PpMutationKind *kind = find_kind (call);
  gboolean creates = gql_call_get_argument (call, "id") == NULL;
  PpMutation *self = _pp_mutation_new (api, call, creates ? NULL : "id");
  const char *title = gql_value_get_string (gql_value_get_member (gql_call_get_argument (call, "input"), "title"));

  self->kind = kind;
  self->input = (PpInput) { PP_RECORD_MODEL, self->model_id, gql_call_get_argument (call, "input") };
  self->request.data = &self->input;
  self->request.func = kind->func;
  self->request.creates = creates;
  self->request.max_models = pp_api_get_max_models (api);
  if (!_pp_mutation_use_recipients (self, gql_value_get_member (self->input.value, "recipients")))
    return;
  if (pp_text_is_blank (title))
    _pp_mutation_fail_with (self, PP_API_ERROR_BAD_INPUT, "A model needs a title");
  else
    _pp_mutation_run (self);
}

void
pp_resolve_write_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Mutation", "createModel", resolve_model },
    { "Mutation", "updateModel", resolve_model },
    { "Mutation", "createNode", resolve_record },
    { "Mutation", "updateNode", resolve_record },
    { "Mutation", "deleteNode", resolve_record },
    { "Mutation", "createEdge", resolve_record },
    { "Mutation", "updateEdge", resolve_record },
    { "Mutation", "deleteEdge", resolve_record },
    { "ModelPayload", "model" },
    { "ModelPayload", "conflict" },
    { "NodePayload", "node" },
    { "NodePayload", "model" },
    { "NodePayload", "conflict" },
    { "EdgePayload", "edge" },
    { "EdgePayload", "model" },
    { "EdgePayload", "conflict" },
    { "LayoutPayload", "layout" },
    { "LayoutPayload", "model" },
    { "LayoutPayload", "conflict" },
    { "Conflict", "currentRevision" },
    { "Conflict", "changes" },
    { "Conflict", "isComplete" },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
