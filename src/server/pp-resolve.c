/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve.h"

#include <string.h>

#include "pp-resolve-model.h"

#define UUID_BYTES 16

PpCaller *
pp_resolve_get_caller (GqlCall *call)
{
  return gql_call_get_context (call);
}

/* (transfer full): a batch that begins by telling for whom it acts; its own results come from 1 on. */
PpBatch *
pp_resolve_new_batch (GqlCall *call)
{
  return pp_caller_new_batch (pp_resolve_get_caller (call));
}

/* --- asking --- */

typedef struct {
  GqlCall *call;
  PpAnswerFunc answer;
  gpointer data;
} Question;

static void
answered_cb (GPtrArray *results,
             GError    *error,
             gpointer   data)
{
  g_autofree Question *question = data;

  if (results == NULL)
    {
      gql_call_fail (question->call, error);
      return;
    }
  gql_arena_take (gql_call_get_arena (question->call), results, (GDestroyNotify) g_ptr_array_unref);
  question->answer (question->call, results, question->data);
}

/**
 * pp_resolve_ask:
 * @api: the interface
 * @call: (transfer full): a call
 * @batch: (transfer full): what to ask the database
 * @answer: called when it has answered; where it fails, the call has failed, perhaps before this returns
 * @data: for @answer; it lives as long as the execution
 *
 * Asks the database for what a call needs.
 */
void
pp_resolve_ask (PpApi        *api,
                GqlCall      *call,
                PpBatch      *batch,
                PpAnswerFunc  answer,
                gpointer      data)
{
  g_autoptr (PpBatch) own = batch;
  Question *question = g_new (Question, 1);

  *question = (Question) { call, answer, data };
  pp_database_run (pp_api_get_database (api), batch, gql_call_get_cancellable (call), answered_cb, question);
}

void
pp_resolve_fail (GqlCall    *call,
                 PpApiError  code,
                 const char *message)
{
  gql_call_fail (call, g_error_new_literal (PP_API_ERROR, code, message));
}

/* --- values --- */

GqlValue
pp_resolve_row (GqlCall        *call,
                const PGresult *result,
                int             row)
{
  PpRow *object = gql_arena_new0 (gql_call_get_arena (call), PpRow);

  *object = (PpRow) { .result = result, .row = row };

  return gql_pointer (object);
}

GqlValue
pp_resolve_part (GqlCall     *call,
                 const PpRow *row,
                 int          base)
{
  PpRow *object;

  if (PQgetisnull (row->result, row->row, base))
    return gql_null ();
  object = gql_arena_new0 (gql_call_get_arena (call), PpRow);
  *object = (PpRow) { .result = row->result, .row = row->row, .base = base };

  return gql_pointer (object);
}

GqlValue
pp_resolve_uuid (GqlArena       *arena,
                 const PGresult *result,
                 int             row,
                 int             column)
{
  char *text;

  if (PQgetisnull (result, row, column))
    return gql_null ();
  text = gql_arena_alloc (arena, PP_UUID_BYTES);
  pp_row_get_uuid (result, row, column, text);

  return gql_string (text);
}

gboolean
pp_resolve_is_uuid (const char *text)
{
  return text != NULL && g_uuid_string_is_valid (text);
}

/* --- joining --- */

static guint
hash_uuid (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash);

  return hash;
}

static gboolean
equal_uuids (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, UUID_BYTES) == 0;
}

static GHashTable *
new_index (void)
{
  return g_hash_table_new (hash_uuid, equal_uuids);
}

void
pp_resolve_bind_ids (GqlCall *call,
                     int      column,
                     PpBatch *batch)
{
  g_autoptr (GHashTable) seen = new_index ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      char text[PP_UUID_BYTES];

      if (pp_row_get_uuid (row->result, row->row, row->base + column, text) &&
          g_hash_table_add (seen, PQgetvalue (row->result, row->row, row->base + column)))
        g_ptr_array_add (texts, g_strdup (text));
    }
  pp_batch_bind_array (batch, (const char * const *) texts->pdata, texts->len);
}

void
pp_resolve_bind_models (GqlCall *call,
                        PpBatch *batch)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      char text[PP_UUID_BYTES];

      pp_row_get_uuid (row->result, row->row, row->base + PP_MODEL_ID, text);
      g_ptr_array_add (texts, g_strdup (text));
    }
  pp_batch_bind_array (batch, (const char * const *) texts->pdata, texts->len);
}

void
pp_resolve_bind_words (GqlCall       *call,
                       const char    *argument,
                       const PpWords *words,
                       const char    *other,
                       PpBatch       *batch)
{
  const GqlValue *value = gql_call_get_argument (call, argument);
  gboolean is_filtered = value != NULL && value->kind == GQL_VALUE_LIST;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) wanted = NULL, all = NULL;

  for (guint i = 0; is_filtered && i < value->length; i++)
    g_ptr_array_add (names, (gpointer) value->items[i].string);
  g_ptr_array_add (names, NULL);
  wanted = pp_words_list_words (words, (const char * const *) names->pdata);
  all = pp_words_list_words (words, NULL);
  if (is_filtered)
    pp_batch_bind_array (batch, (const char * const *) wanted->pdata, wanted->len);
  else
    pp_batch_bind_text (batch, NULL);
  pp_batch_bind_boolean (batch, g_strv_contains ((const char * const *) names->pdata, other));
  pp_batch_bind_array (batch, (const char * const *) all->pdata, all->len);
}

void
pp_resolve_join_one (GqlCall        *call,
                     const PGresult *result,
                     int             column)
{
  g_autoptr (GHashTable) index = new_index ();

  for (int i = 0; i < PQntuples (result); i++)
    g_hash_table_insert (index, PQgetvalue (result, i, 0), GINT_TO_POINTER (i));
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      gpointer found;

      if (PQgetlength (row->result, row->row, row->base + column) == UUID_BYTES &&
          g_hash_table_lookup_extended (index, PQgetvalue (row->result, row->row, row->base + column), NULL, &found))
        gql_call_set (call, i, pp_resolve_row (call, result, GPOINTER_TO_INT (found)));
    }
  gql_call_finish (call);
}

void
pp_resolve_join_many (GqlCall        *call,
                      const PGresult *result,
                      int             column)
{
  g_autoptr (GHashTable) index = new_index ();
  int n_rows = PQntuples (result);
  GqlValue *rows = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n_rows);

  for (int i = n_rows - 1; i >= 0; i--)
    {
      rows[i] = pp_resolve_row (call, result, i);
      g_hash_table_insert (index, PQgetvalue (result, i, 0), GINT_TO_POINTER (i));
    }
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      const char *key = PQgetvalue (row->result, row->row, row->base + column);
      gpointer found;
      int first = 0, end = 0;

      if (g_hash_table_lookup_extended (index, key, NULL, &found))
        for (first = end = GPOINTER_TO_INT (found); end < n_rows && equal_uuids (PQgetvalue (result, end, 0), key);)
          end++;
      gql_call_set (call, i, gql_list (rows + first, end - first));
    }
  gql_call_finish (call);
}

/* --- asking and joining --- */

/* Which objects belong to which rows. */
typedef struct {
  int column;
  gboolean has_many;
} Join;

static void
answer_join (GqlCall   *call,
             GPtrArray *results,
             gpointer   data)
{
  const Join *join = data;

  if (join->has_many)
    pp_resolve_join_many (call, g_ptr_array_index (results, 1), join->column);
  else
    pp_resolve_join_one (call, g_ptr_array_index (results, 1), join->column);
}

static void
ask_and_join (PpApi             *api,
              GqlCall           *call,
              const PpStatement *statement,
              int                model_column,
              int                column,
              gboolean           has_many)
{
  Join *join = gql_arena_new0 (gql_call_get_arena (call), Join);
  PpBatch *batch = pp_resolve_new_batch (call);

  *join = (Join) { column, has_many };
  pp_batch_add (batch, statement);
  if (model_column >= 0)
    pp_resolve_bind_ids (call, model_column, batch);
  pp_resolve_bind_ids (call, column, batch);
  pp_resolve_ask (api, call, batch, answer_join, join);
}

void
pp_resolve_one (PpApi             *api,
                GqlCall           *call,
                const PpStatement *statement,
                int                column)
{
  ask_and_join (api, call, statement, -1, column, FALSE);
}

void
pp_resolve_many (PpApi             *api,
                 GqlCall           *call,
                 const PpStatement *statement,
                 int                column)
{
  ask_and_join (api, call, statement, -1, column, TRUE);
}

void
pp_resolve_many_of_model (PpApi             *api,
                          GqlCall           *call,
                          const PpStatement *statement,
                          int                model_column,
                          int                column)
{
  ask_and_join (api, call, statement, model_column, column, TRUE);
}
