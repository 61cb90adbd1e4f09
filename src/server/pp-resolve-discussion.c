/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-member.h"
#include "pp-resolve-model.h"
#include "pp-resolve-record.h"

/* What is said of a model, and its history: comments, reviews, revisions. */

enum { KEY, MODEL, ID };
enum { COMMENT_AUTHOR = ID + 1, COMMENT_ELEMENT, COMMENT_CREATED_AT, COMMENT_RESOLVED, COMMENT_BODY, COMMENT_ORDER };
enum { REVIEW_REVIEWER = ID + 1, REVIEW_REVISION, REVIEW_STATE, REVIEW_NOTE, REVIEW_AT };

#define COMMENT_COLUMNS "n.model_id, n.id, n.author_id, n.element_id, n.created_at, n.resolved, n.body"

/* $1 are models, $2 how many, $3 and $4 where to begin. */
#define SELECT_PAGE(columns, table, condition, order) \
  "select m.place::integer, " columns " from unnest ($1::uuid[]) with ordinality m (id, place) cross join lateral" \
  " (select * from parapet." table " n where n.model_id = m.id and " condition \
  "   order by " order " limit $2::integer) n order by m.place, " order

static const PpStatement statement_comments = {
  "comment-page", SELECT_PAGE (COMMENT_COLUMNS ", n.created_at, n.id", "comment",
                               "n.reply_to is null and ($4::uuid is null or"
                               " (n.created_at, n.id) > ($3::timestamptz, $4::uuid))",
                               "n.created_at, n.id") };
static const PpStatement statement_replies = {
  "comment-replies", "select n.reply_to, " COMMENT_COLUMNS " from parapet.comment n"
                     " where n.model_id = any ($1::uuid[]) and n.reply_to = any ($2::uuid[])"
                     " order by n.reply_to, n.created_at, n.id" };
static const PpStatement statement_reviews = {
  "reviews", "select n.model_id, n.model_id, n.id, n.reviewer_id, n.revision, n.state, n.note, n.at"
             " from parapet.review n where n.model_id = any ($1::uuid[])"
             " order by n.model_id, n.at desc, n.id" };
static const PpStatement statement_revisions = {
  "revision-page", SELECT_PAGE ("n.model_id, n.number, n.at, n.member_id, n.note, n.name, n.number, n.model_id",
                                "revision", "($4::uuid is null or n.number < $3::integer)", "n.number desc") };

const PpStatement pp_resolve_statement_comment = {
  "comment", "select n.model_id, " COMMENT_COLUMNS " from parapet.comment n"
             " where n.model_id = $1::uuid and n.id = $2::uuid" };
const PpStatement pp_resolve_statement_review = {
  "review", "select n.model_id, n.model_id, n.id, n.reviewer_id, n.revision, n.state, n.note, n.at"
            " from parapet.review n where n.model_id = $1::uuid and n.id = $2::uuid" };
const PpStatement pp_resolve_statement_revision = {
  "revision", "select n.model_id, n.model_id, n.number, n.at, n.member_id, n.note, n.name"
              " from parapet.revision n where n.model_id = $1::uuid and n.number = $2::integer" };

/* --- one --- */

void
pp_resolve_add_one (PpBatch           *batch,
                    const PpStatement *statement,
                    const char        *model_id,
                    const char        *id)
{
  pp_batch_add (batch, statement);
  pp_batch_bind_text (batch, model_id);
  pp_batch_bind_text (batch, id);
}

/* --- pages --- */

static void
resolve_page (PpApi             *api,
              GqlCall           *call,
              const PpStatement *statement,
              PpAnswerFunc       answer)
{
  PpPage *page = gql_arena_new0 (gql_call_get_arena (call), PpPage);
  PpBatch *batch;

  if (!pp_page_read (call, 2, page))
    return;
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, statement);
  pp_resolve_bind_models (call, batch);
  pp_page_bind (page, batch);
  pp_resolve_ask (api, call, batch, answer, page);
}

static void
answer_comments (GqlCall   *call,
                 GPtrArray *results,
                 gpointer   data)
{
  pp_page_answer (call, g_ptr_array_index (results, 1), data, COMMENT_ORDER);
}

static void
resolve_comments (PpApi   *api,
                  GqlCall *call)
{
  resolve_page (api, call, &statement_comments, answer_comments);
}

static void
answer_revisions (GqlCall   *call,
                  GPtrArray *results,
                  gpointer   data)
{
  pp_page_answer (call, g_ptr_array_index (results, 1), data, PP_REVISION_ORDER);
}

static void
resolve_revisions (PpApi   *api,
                   GqlCall *call)
{
  resolve_page (api, call, &statement_revisions, answer_revisions);
}

/* --- lists --- */

static void
resolve_replies (PpApi   *api,
                 GqlCall *call)
{
  pp_resolve_many_of_model (api, call, &statement_replies, MODEL, ID);
}

static void
resolve_reviews (PpApi   *api,
                 GqlCall *call)
{
  pp_resolve_many (api, call, &statement_reviews, PP_MODEL_ID);
}

/* --- people --- */

static void
resolve_author (PpApi   *api,
                GqlCall *call)
{
  pp_resolve_member (api, call, COMMENT_AUTHOR);
}

static void
resolve_reviewer (PpApi   *api,
                  GqlCall *call)
{
  pp_resolve_member (api, call, REVIEW_REVIEWER);
}

static void
resolve_by (PpApi   *api,
            GqlCall *call)
{
  pp_resolve_member (api, call, PP_REVISION_BY);
}

void
pp_resolve_discussion_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "ThreatModel", "comments", resolve_comments },
    { "ThreatModel", "reviews", resolve_reviews },
    { "ThreatModel", "revisions", resolve_revisions },
    { "CommentConnection", "nodes" },
    { "CommentConnection", "pageInfo" },
    { "RevisionConnection", "nodes" },
    { "RevisionConnection", "pageInfo" },
    { "Comment", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Comment", "author", resolve_author },
    { "Comment", "body", .column = { PP_COLUMN_TEXT, COMMENT_BODY } },
    { "Comment", "elementId", .column = { PP_COLUMN_UUID, COMMENT_ELEMENT } },
    { "Comment", "createdAt", .column = { PP_COLUMN_TIME, COMMENT_CREATED_AT } },
    { "Comment", "resolved", .column = { PP_COLUMN_BOOLEAN, COMMENT_RESOLVED } },
    { "Comment", "replies", resolve_replies },
    { "Review", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Review", "state", .column = { PP_COLUMN_WORD, REVIEW_STATE, NULL, NULL, pp_words_review_states } },
    { "Review", "reviewer", resolve_reviewer },
    { "Review", "revision", .column = { PP_COLUMN_INTEGER, REVIEW_REVISION } },
    { "Review", "note", .column = { PP_COLUMN_TEXT, REVIEW_NOTE } },
    { "Review", "at", .column = { PP_COLUMN_TIME, REVIEW_AT } },
    { "Revision", "number", .column = { PP_COLUMN_INTEGER, PP_REVISION_NUMBER } },
    { "Revision", "at", .column = { PP_COLUMN_TIME, PP_REVISION_AT } },
    { "Revision", "by", resolve_by },
    { "Revision", "note", .column = { PP_COLUMN_TEXT, PP_REVISION_NOTE } },
    { "Revision", "label", .column = { PP_COLUMN_TEXT, PP_REVISION_LABEL } },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
