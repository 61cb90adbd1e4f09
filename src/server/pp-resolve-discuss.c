/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutations that make no revision: remarks, reviews, names of revisions, and the end of a model. */

#include "pp-deed.h"
#include "pp-model.h"
#include "pp-resolve-mutation.h"
#include "pp-resolve-record.h"
#include "pp-text.h"

#define MAX_TEXT 20000
#define MAX_LABEL 255

static const PpStatement add_comment = {
  "discuss-add-comment",
  "insert into parapet.comment (organisation_id, model_id, id, label_id, author_id, element_id, reply_to, body)"
  " select m.organisation_id, m.id, $2::uuid, m.label_id, parapet.current_member (), $3::uuid, $4::uuid, $5"
  " from parapet.model m where m.id = $1::uuid"
  " and ($3::uuid is null or exists (select from parapet.node where model_id = $1::uuid and id = $3::uuid)"
  "      or exists (select from parapet.edge where model_id = $1::uuid and id = $3::uuid))"
  " and ($4::uuid is null or exists (select from parapet.comment where model_id = $1::uuid and id = $4::uuid))"
  " returning id"
};

static const PpStatement resolve_comment = {
  "discuss-resolve-comment",
  "update parapet.comment set resolved = true where model_id = $1::uuid and id = $2::uuid returning id"
};

/* Whoever may comment may be asked for a review. */
static const PpStatement request_review = {
  "discuss-request-review",
  "insert into parapet.review (organisation_id, model_id, id, label_id, reviewer_id, revision, state)"
  " select m.organisation_id, m.id, $2::uuid, m.label_id, r.id, m.revision, 'requested'"
  " from parapet.model m join parapet.member r on r.organisation_id = m.organisation_id"
  " where m.id = $1::uuid and r.id = $3::uuid and (r.roles & 22) <> 0 returning id"
};

/* An answer to what one was asked for; or a review that nobody asked for, which takes nothing back unless one has said
 * something. */
static const PpStatement add_review = {
  "discuss-add-review",
  "with asked as (select id from parapet.review where model_id = $1::uuid and state = 'requested'"
  "  and reviewer_id = parapet.current_member () order by at desc, id limit 1),"
  " answered as (update parapet.review v set state = $4, note = $5, at = now (), revision = $3::integer"
  "  from asked where v.model_id = $1::uuid and v.id = asked.id"
  "  and exists (select from parapet.revision where model_id = $1::uuid and number = $3::integer) returning v.id),"
  " added as (insert into parapet.review (organisation_id, model_id, id, label_id, reviewer_id, revision, state, note)"
  "  select r.organisation_id, r.model_id, $2::uuid, r.label_id, parapet.current_member (), r.number, $4, $5"
  "  from parapet.revision r where r.model_id = $1::uuid and r.number = $3::integer"
  "  and not exists (select from asked)"
  "  and ($4 <> 'withdrawn' or (select state <> 'withdrawn' from parapet.review where model_id = $1::uuid"
  "   and reviewer_id = parapet.current_member () order by at desc, id limit 1)) returning id)"
  " select id from answered union all select id from added"
};

static const PpStatement label_revision = {
  "discuss-label-revision",
  "update parapet.revision set name = nullif ($3, '') where model_id = $1::uuid and number = $2::integer"
  " returning number"
};

static const PpStatement lock_model = {
  "discuss-lock-model",
  "select id, revision, revision = $2::integer from parapet.model where id = $1::uuid for update"
};

typedef struct {
  PpApi *api;
  GqlCall *call;
  const PpStatement *answer;    /* nullable: what finds the object that a mutation answers with */
  gboolean ends_model;

  /*< owned >*/
  PpBatch *batch;
  char *model_id;
  char *id;
  char *action;
} Discussion;

static void
discussion_free (Discussion *self)
{
  g_clear_pointer (&self->batch, pp_batch_unref);
  g_free (self->model_id);
  g_free (self->id);
  g_free (self->action);
  g_free (self);
}

static const char *
get_text (GqlCall    *call,
          const char *argument)
{
  return gql_value_get_string (gql_call_get_argument (call, argument));
}

static void
fail (Discussion *self,
      GError     *error)
{
  pp_resolve_refuse (self->api, self->call, self->model_id, error);
  discussion_free (self);
}

static void
fail_with (Discussion *self,
           PpApiError  code,
           const char *message)
{
  fail (self, g_error_new_literal (PP_API_ERROR, code, message));
}

static void
answer_row (GqlCall   *call,
            GPtrArray *results,
            gpointer   data)
{
  const PGresult *rows = g_ptr_array_index (results, 1);

  if (PQntuples (rows) > 0)
    gql_call_set (call, 0, pp_resolve_row (call, rows, 0));
  gql_call_finish (call);
}

/* The database says that a value does not fit where its own rule of four eyes does. */
static GError *
explain (Discussion *self,
         GError     *error)
{
  if (!g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_INVALID) ||
      g_strcmp0 (get_text (self->call, "state"), "APPROVED") != 0)
    return error;
  g_error_free (error);
  return g_error_new_literal (PP_API_ERROR, PP_API_ERROR_FORBIDDEN, "Nobody approves changes of their own");
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Discussion *self = data;
  g_autofree char *id = NULL;
  GError *error = NULL;
  PpBatch *batch;

  if (!pp_deed_finish (PP_DATABASE (source), result, &id, &error))
    {
      fail (self, explain (self, error));
      return;
    }
  if (self->answer != NULL)
    {
      batch = pp_resolve_new_batch (self->call);
      pp_resolve_add_one (batch, self->answer, self->model_id, id != NULL ? id : self->id);
      pp_resolve_ask (self->api, self->call, batch, answer_row, NULL);
    }
  else
    {
      gql_call_set (self->call, 0, gql_boolean (TRUE));
      gql_call_finish (self->call);
    }
  discussion_free (self);
}

/* Begins with the statement, and the model and the identifier bound to it; NULL, and the call has failed, where an
 * identifier is none. */
static Discussion *
discussion_new (PpApi             *api,
                GqlCall           *call,
                const char        *model_argument,
                const char        *id,
                const PpStatement *answer)
{
  static const char * const ids[] = { "elementId", "replyTo", "reviewer" };
  Discussion *self = g_new0 (Discussion, 1);
  gboolean is_valid;

  self->api = api;
  self->call = call;
  self->answer = answer;
  self->batch = pp_resolve_new_batch (call);
  self->model_id = g_ascii_strdown (get_text (call, model_argument), -1);
  self->id = id != NULL ? g_ascii_strdown (id, -1) : pp_model_new_id ();
  self->action = pp_resolve_dup_action (call);
  is_valid = pp_resolve_is_uuid (self->model_id) && pp_resolve_is_uuid (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    is_valid = is_valid && (get_text (call, ids[i]) == NULL || pp_resolve_is_uuid (get_text (call, ids[i])));
  if (is_valid)
    return self;
  fail_with (self, PP_API_ERROR_NOT_FOUND, "There is no such thing");
  return NULL;
}

static void
add (Discussion        *self,
     const PpStatement *statement,
     gboolean           binds_id)
{
  pp_batch_add (self->batch, statement);
  pp_batch_bind_text (self->batch, self->model_id);
  if (binds_id)
    pp_batch_bind_text (self->batch, self->id);
}

static void
run (Discussion  *self,
     const char  *event,
     PpDeedCheck  check)
{
  const PpDeed deed = { self->action, self->model_id, event, self->batch, self->ends_model, check };

  pp_deed_async (pp_api_get_database (self->api), pp_resolve_get_caller (self->call), &deed,
                 gql_call_get_cancellable (self->call), done_cb, self);
}

static gboolean
is_too_long (const char *text,
             glong       max_length)
{
  return text != NULL && g_utf8_strlen (text, -1) > max_length;
}

/* --- Comments ------------------------------------------------------------------------------------ */

static void
resolve_add_comment (PpApi   *api,
                     GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "modelId", NULL, &pp_resolve_statement_comment);
  const char *body = get_text (call, "body");

  if (self == NULL)
    return;
  if (pp_text_is_blank (body) || is_too_long (body, MAX_TEXT))
    {
      fail_with (self, PP_API_ERROR_BAD_INPUT, "A comment says something, in at most 20,000 characters");
      return;
    }
  add (self, &add_comment, TRUE);
  pp_batch_bind_text (self->batch, get_text (call, "elementId"));
  pp_batch_bind_text (self->batch, get_text (call, "replyTo"));
  pp_batch_bind_text (self->batch, body);
  run (self, "comment", NULL);
}

static void
resolve_resolve_comment (PpApi   *api,
                         GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "modelId", get_text (call, "id"), &pp_resolve_statement_comment);

  if (self == NULL)
    return;
  add (self, &resolve_comment, TRUE);
  run (self, "comment", NULL);
}

/* --- Reviews ------------------------------------------------------------------------------------- */

static void
resolve_request_review (PpApi   *api,
                        GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "modelId", NULL, &pp_resolve_statement_review);

  if (self == NULL)
    return;
  add (self, &request_review, TRUE);
  pp_batch_bind_text (self->batch, get_text (call, "reviewer"));
  run (self, "review", NULL);
}

static gboolean
check_withdrawn (GPtrArray  *results,
                 GError    **error)
{
  if (PQntuples (g_ptr_array_index (results, results->len - 1)) > 0)
    return TRUE;
  g_set_error_literal (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no review of yours to withdraw");
  return FALSE;
}

static void
resolve_review (PpApi   *api,
                GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "modelId", NULL, &pp_resolve_statement_review);
  const char *state = get_text (call, "state");
  const char *note = get_text (call, "note");

  if (self == NULL)
    return;
  if (g_strcmp0 (state, "REQUESTED") == 0)
    {
      fail_with (self, PP_API_ERROR_BAD_INPUT, "A review is asked for by requestReview");
      return;
    }
  if (is_too_long (note, MAX_TEXT))
    {
      fail_with (self, PP_API_ERROR_BAD_INPUT, "A note has at most 20,000 characters");
      return;
    }
  add (self, &add_review, TRUE);
  pp_batch_bind_integer (self->batch, gql_value_get_int (gql_call_get_argument (call, "revision"), 0));
  pp_batch_bind_text (self->batch, pp_words_get_word (pp_words_review_states, state));
  pp_batch_bind_text (self->batch, note);
  run (self, "review", g_strcmp0 (state, "WITHDRAWN") == 0 ? check_withdrawn : NULL);
}

/* --- Revisions and models ------------------------------------------------------------------------ */

static void
resolve_label_revision (PpApi   *api,
                        GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "modelId", NULL, &pp_resolve_statement_revision);
  gint64 number = gql_value_get_int (gql_call_get_argument (call, "number"), 0);
  const char *label = get_text (call, "label");

  if (self == NULL)
    return;
  if (is_too_long (label, MAX_LABEL))
    {
      fail_with (self, PP_API_ERROR_BAD_INPUT, "A label has at most 255 characters");
      return;
    }
  g_free (self->id);
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  add (self, &label_revision, FALSE);
  pp_batch_bind_integer (self->batch, number);
  pp_batch_bind_text (self->batch, label);
  run (self, "labelled", NULL);
}

enum { CALLER, LOCKED };

static gboolean
check_revision (GPtrArray  *results,
                GError    **error)
{
  const PGresult *model = g_ptr_array_index (results, LOCKED);

  if (PQntuples (model) == 0)
    g_set_error_literal (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such model");
  else if (!pp_row_get_boolean (model, 0, 2))
    g_set_error (error, PP_API_ERROR, PP_API_ERROR_CONFLICT, "The model has the revision %d", (int)
                 pp_row_get_integer (model, 0, 1));
  else
    return TRUE;
  return FALSE;
}

static void
resolve_delete_model (PpApi   *api,
                      GqlCall *call)
{
  Discussion *self = discussion_new (api, call, "id", NULL, NULL);

  if (self == NULL)
    return;
  add (self, &lock_model, FALSE);
  pp_batch_bind_integer (self->batch, gql_value_get_int (gql_call_get_argument (call, "revision"), 0));
  self->ends_model = TRUE;
  run (self, NULL, check_revision);
}

void
pp_resolve_discuss_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Mutation", "addComment", resolve_add_comment },
    { "Mutation", "resolveComment", resolve_resolve_comment },
    { "Mutation", "requestReview", resolve_request_review },
    { "Mutation", "review", resolve_review },
    { "Mutation", "labelRevision", resolve_label_revision },
    { "Mutation", "deleteModel", resolve_delete_model },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
