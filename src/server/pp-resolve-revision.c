/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What revisions did, what a model was, and how two of them differ. */

#include <string.h>

#include "pp-json.h"
#include "pp-past.h"
#include "pp-resolve-model.h"
#include "pp-resolve-past-private.h"
#include "pp-resolve-record.h"

#define MAX_MODELS 4
#define MAX_COMPARED 20000

#define ASSUMED_CHANGES 20

static const PpStatement statement_changes = {
  "revision-changes",
  "select r.model_id, r.number, r.changes from unnest ($1::text[]) k (key)"
  " join parapet.revision r on r.model_id = split_part (k.key, '/', 1)::uuid"
  " and r.number = split_part (k.key, '/', 2)::integer"
};

/* --- One by its number --------------------------------------------------------------------------- */

static void
answer_at (GqlCall   *call,
           GPtrArray *results,
           gpointer   data)
{
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PGresult *rows = g_ptr_array_index (results, i + 1);

      if (PQntuples (rows) > 0)
        gql_call_set (call, i, pp_resolve_row (call, rows, 0));
    }
  gql_call_finish (call);
}

static void
get_model_id (GqlCall *call,
              guint    index,
              int      column,
              char     text[PP_UUID_BYTES])
{
  const PpRow *row = gql_call_get_pointer (call, index);

  pp_row_get_uuid (row->result, row->row, column, text);
}

static void
resolve_revision_at (PpApi   *api,
                     GqlCall *call)
{
  gint64 number = gql_value_get_int (gql_call_get_argument (call, "number"), 0);
  PpBatch *batch = pp_resolve_new_batch (call);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      char id[PP_UUID_BYTES];

      get_model_id (call, i, PP_MODEL_ID, id);
      pp_batch_add (batch, &pp_resolve_statement_revision);
      pp_batch_bind_text (batch, id);
      pp_batch_bind_integer (batch, number);
    }
  pp_resolve_ask (api, call, batch, answer_at, NULL);
}

/* --- What it did --------------------------------------------------------------------------------- */

static gint64
get_number (GqlCall *call,
            guint    index)
{
  const PpRow *row = gql_call_get_pointer (call, index);

  return pp_row_get_integer (row->result, row->row, PP_REVISION_NUMBER);
}

static char *
make_key (const char *model_id,
          gint64      number)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, model_id, number);
}

static void
answer_changes (GqlCall   *call,
                GPtrArray *results,
                gpointer   data)
{
  const PGresult *rows = g_ptr_array_index (results, 1);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < PQntuples (rows); i++)
    {
      char id[PP_UUID_BYTES];

      pp_row_get_uuid (rows, i, 0, id);
      g_hash_table_insert (by_key, make_key (id, pp_row_get_integer (rows, i, 1)),
                           (gpointer) pp_row_get_json (rows, i, 2));
    }
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      char id[PP_UUID_BYTES];
      g_autofree char *key = NULL;
      const char *text;
      g_autoptr (JsonNode) node = NULL;

      get_model_id (call, i, PP_REVISION_MODEL, id);
      key = make_key (id, get_number (call, i));
      text = g_hash_table_lookup (by_key, key);
      node = text != NULL ? pp_json_parse (text, strlen (text), NULL, NULL) : NULL;
      if (node != NULL)
        gql_call_set (call, i, gql_value_from_json (node, gql_call_get_arena (call)));
    }
  gql_call_finish (call);
}

static void
resolve_changes (PpApi   *api,
                 GqlCall *call)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  PpBatch *batch = pp_resolve_new_batch (call);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      char id[PP_UUID_BYTES];

      get_model_id (call, i, PP_REVISION_MODEL, id);
      g_ptr_array_add (keys, make_key (id, get_number (call, i)));
    }
  pp_batch_add (batch, &statement_changes);
  pp_batch_bind_array (batch, (const char * const *) keys->pdata, keys->len);
  pp_resolve_ask (api, call, batch, answer_changes, NULL);
}

/* --- What the model was -------------------------------------------------------------------------- */

/* One model after another, for each object of a call. */
typedef struct {
  PpApi *api;
  GqlCall *call;
  guint index;
} Walk;

static void load_next (Walk *self);

static GqlValue
make_value (GqlCall *call,
            PpModel *model,
            gint64   revision)
{
  g_autoptr (JsonNode) node = NULL;
  char *text;

  if (strcmp (gql_call_get_field_name (call), "graph") == 0)
    return pp_resolve_graph_of (call, model, revision);
  node = pp_model_to_json (model);
  text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);
  return gql_json (gql_arena_take (gql_call_get_arena (call), text, g_free));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Walk *self = data;
  GError *error = NULL;
  g_autoptr (PpModel) model = pp_past_load_finish (PP_DATABASE (source), result, &error);

  if (model != NULL)
    gql_call_set (self->call, self->index, make_value (self->call, model, get_number (self->call, self->index)));
  else
    gql_call_set_error (self->call, self->index, error);
  self->index++;
  load_next (self);
}

static void
load_next (Walk *self)
{
  char id[PP_UUID_BYTES];

  if (self->index == gql_call_get_n_objects (self->call))
    {
      gql_call_finish (self->call);
      g_free (self);
      return;
    }
  get_model_id (self->call, self->index, PP_REVISION_MODEL, id);
  pp_past_load_async (pp_api_get_database (self->api), pp_resolve_get_caller (self->call), id,
                      get_number (self->call, self->index), gql_call_get_cancellable (self->call), loaded_cb, self);
}

static void
resolve_past (PpApi   *api,
              GqlCall *call)
{
  Walk *self;

  if (gql_call_get_n_objects (call) > MAX_MODELS)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "The model is told of at most four revisions at a time");
      return;
    }
  self = g_new0 (Walk, 1);
  self->api = api;
  self->call = call;
  load_next (self);
}

/* --- Two of them --------------------------------------------------------------------------------- */

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GqlCall *call = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) changes = pp_past_compare_finish (PP_DATABASE (source), result, &error);
  g_autoptr (JsonNode) node = NULL;

  if (changes == NULL)
    {
      gql_call_fail (call, error);
      return;
    }
  if (changes->len > MAX_COMPARED)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "The revisions differ in more than 20,000 places");
      return;
    }
  node = pp_change_list_to_json (changes);
  gql_call_set (call, 0, gql_value_from_json (node, gql_call_get_arena (call)));
  gql_call_finish (call);
}

static void
resolve_compare (PpApi   *api,
                 GqlCall *call)
{
  char id[PP_UUID_BYTES];

  if (gql_call_get_n_objects (call) > 1)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "Revisions of one model are compared at a time");
      return;
    }
  get_model_id (call, 0, PP_MODEL_ID, id);
  pp_past_compare_async (pp_api_get_database (api), pp_resolve_get_caller (call), id,
                         gql_value_get_int (gql_call_get_argument (call, "from"), 0),
                         gql_value_get_int (gql_call_get_argument (call, "to"), 0), gql_call_get_cancellable (call),
                         compared_cb, call);
}

void
pp_resolve_revision_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "ThreatModel", "revisionAt", resolve_revision_at },
    { "ThreatModel", "compare", resolve_compare },
    { "Revision", "changes", resolve_changes },
    { "Revision", "graph", resolve_past },
    { "Revision", "document", resolve_past },
    { "Change", "op" },
    { "Change", "record" },
    { "Change", "id" },
    { "Change", "field" },
    { "Change", "before" },
    { "Change", "after" },
  };
  GqlSchema *schema = pp_api_get_schema (api);

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
  gql_schema_set_cost (schema, "ThreatModel", "compare", PP_RESOLVE_PAST_COST, ASSUMED_CHANGES);
  gql_schema_set_cost (schema, "Revision", "changes", 1, ASSUMED_CHANGES);
  gql_schema_set_cost (schema, "Revision", "graph", PP_RESOLVE_PAST_COST, 1);
  gql_schema_set_cost (schema, "Revision", "document", PP_RESOLVE_PAST_COST, 1);
}
