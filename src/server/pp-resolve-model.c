/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-model.h"

#include <string.h>

#include "pp-json.h"
#include "pp-past.h"
#include "pp-resolve-member.h"
#include "pp-resolve-mutation.h"
#include "pp-resolve-past-private.h"

/* Models, and what is said of a whole one. */

/* The levels in all schemes as one number, each in one of its bytes: none is above 100. */
#define LEVELS "((l.tlp::integer << 8 | l.nato) << 8 | l.eu)"
#define COLUMNS_WITH(created_at, editor) \
  "n.id, n.title, n.revision, " created_at ", n.updated_at, " LEVELS ", l.caveats, " editor
#define COLUMNS COLUMNS_WITH ("n.created_at", PP_MEMBER_COLUMNS)
/* What takes long to read is fetched where somebody wants it; of many models also what few want. */
#define LONG_COLUMNS ", n.description, n.properties, n.document"
#define SHORT_COLUMNS COLUMNS_WITH ("null", PP_MEMBER_NAME_COLUMNS)
#define JOINED \
  " join parapet.label l on l.organisation_id = n.organisation_id and l.id = n.label_id" \
  " left join " PP_MEMBERS " on m.id = n.updated_by"

static const PpStatement statement_model = {
  "model", "select n.id, " COLUMNS LONG_COLUMNS " from parapet.model n" JOINED " where n.id = $1::uuid" };

/* When and by whom it was changed then, and as what it counts since. */
static const PpStatement statement_model_at = {
  "model-at", "select n.id, n.id, n.title, $2::integer, n.created_at, coalesce (r.at, n.updated_at),"
              " " LEVELS ", l.caveats, " PP_MEMBER_COLUMNS LONG_COLUMNS
              " from parapet.model n left join parapet.revision r on r.organisation_id = n.organisation_id"
              "  and r.model_id = n.id and r.number = $2::integer"
              " join parapet.label l on l.organisation_id = n.organisation_id"
              "  and l.id = coalesce (r.content_label_id, n.label_id)"
              " left join " PP_MEMBERS " on m.id = coalesce (r.member_id, n.updated_by) where n.id = $1::uuid" };

/* $1 is how many, $2 and $3 what the row before had, $4 a pattern. A row begins with what a cursor at it holds. */
#define PAGE(column, before, order, columns) \
  "select " column ", " columns " from (select * from parapet.model n" \
  " where ($4::text is null or n.title ilike $4 or n.description ilike $4) and " before \
  " order by " order " limit $1::integer) n" JOINED " order by " order
#define PAGES(name, column, before, order) \
  { { name "-narrow", PAGE (column, before, order, SHORT_COLUMNS) }, { name, PAGE (column, before, order, COLUMNS) }, \
    { name "-wide", PAGE (column, before, order, COLUMNS LONG_COLUMNS) } }

typedef enum { NARROW, USUAL, WIDE } Width;

static const struct {
  const char *order;
  PpStatement statements[WIDE + 1];
} orders[] = {
  { "UPDATED_DESC", PAGES ("models-updated-desc", "n.updated_at",
                           "n.updated_at <= coalesce ($2::timestamptz, 'infinity')"
                           " and ($3::uuid is null or n.updated_at < $2::timestamptz or n.id > $3::uuid)",
                           "n.updated_at desc, n.id") },
  { "UPDATED_ASC", PAGES ("models-updated-asc", "n.updated_at",
                          "n.updated_at >= coalesce ($2::timestamptz, '-infinity')"
                          " and ($3::uuid is null or n.updated_at > $2::timestamptz or n.id < $3::uuid)",
                          "n.updated_at, n.id desc") },
  { "TITLE_ASC", PAGES ("models-title-asc", "n.title",
                        "n.title >= coalesce ($2::text, '')"
                        " and ($3::uuid is null or n.title > $2::text or n.id > $3::uuid)",
                        "n.title, n.id") },
  { "TITLE_DESC", PAGES ("models-title-desc", "n.title",
                         "($3::uuid is null or n.title < $2::text or (n.title = $2::text and n.id < $3::uuid))",
                         "n.title desc, n.id desc") },
};

/* --- one model --- */

guint
pp_resolve_model_add_statement (PpBatch    *batch,
                                const char *id)
{
  guint index = pp_batch_add (batch, &statement_model);

  pp_batch_bind_text (batch, id);

  return index;
}

/* The row with what it was then in place of what it is now. */
static GqlValue
make_past (GqlCall        *call,
           const PGresult *row,
           PpModel        *model)
{
  GqlArena *arena = gql_call_get_arena (call);
  PGresult *result = gql_arena_take (arena, PQcopyResult (row, PG_COPYRES_ATTRS | PG_COPYRES_TUPLES),
                                     (GDestroyNotify) PQclear);
  g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (pp_model_get_info (model)));
  JsonObject *members = json_node_get_object (document);
  PpRow *object = gql_arena_new0 (arena, PpRow);

  _pp_past_set_text (result, 0, PP_MODEL_TITLE, pp_json_get_string (members, "title", ""));
  _pp_past_set_text (result, 0, PP_MODEL_DESCRIPTION, pp_json_get_string (members, "description", ""));
  _pp_past_set_json (result, 0, PP_MODEL_PROPERTIES, json_object_get_member (members, "properties"));
  _pp_past_set_json (result, 0, PP_MODEL_DOCUMENT, document);
  *object = (PpRow) { .result = result, .extra = gql_arena_take (arena, g_object_ref (model), g_object_unref) };

  return gql_pointer (object);
}

typedef struct {
  GqlCall *call;
  const PGresult *row;
} Past;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Past *self = data;
  GqlCall *call = self->call;
  GError *error = NULL;
  g_autoptr (PpModel) model = pp_past_load_finish (PP_DATABASE (source), result, &error);

  if (model != NULL)
    gql_call_set (call, 0, make_past (call, self->row, model));
  if (model != NULL || g_error_matches (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND))
    gql_call_finish (call);
  else
    gql_call_fail (call, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
load_past (PpApi          *api,
           GqlCall        *call,
           const PGresult *row)
{
  Past *self = g_new0 (Past, 1);
  char id[PP_UUID_BYTES];

  self->call = call;
  self->row = row;
  pp_row_get_uuid (row, 0, PP_MODEL_ID, id);
  pp_past_load_async (pp_api_get_database (api), pp_resolve_get_caller (call), id,
                      pp_row_get_integer (row, 0, PP_MODEL_REVISION), gql_call_get_cancellable (call), loaded_cb, self);
}

static gboolean
is_of_past (GqlCall *call)
{
  const GqlValue *revision = gql_call_get_argument (call, "revision");

  return revision != NULL && revision->kind != GQL_VALUE_NULL;
}

static void
answer_model (GqlCall   *call,
              GPtrArray *results,
              gpointer   data)
{
  const PGresult *result = g_ptr_array_index (results, 1);

  if (PQntuples (result) == 0)
    {
      pp_resolve_find_none (data, call, gql_value_get_string (gql_call_get_argument (call, "id")));
      return;
    }
  if (is_of_past (call))
    {
      load_past (data, call, result);
      return;
    }
  gql_call_set (call, 0, pp_resolve_row (call, result, 0));
  gql_call_finish (call);
}

static void
resolve_model (PpApi   *api,
               GqlCall *call)
{
  const char *id = gql_value_get_string (gql_call_get_argument (call, "id"));
  PpBatch *batch;

  if (!pp_resolve_is_uuid (id))
    {
      gql_call_finish (call);
      return;
    }
  batch = pp_resolve_new_batch (call);
  if (is_of_past (call))
    {
      pp_batch_add (batch, &statement_model_at);
      pp_batch_bind_text (batch, id);
      pp_batch_bind_integer (batch, gql_value_get_int (gql_call_get_argument (call, "revision"), 0));
    }
  else
    {
      pp_resolve_model_add_statement (batch, id);
    }
  pp_resolve_ask (api, call, batch, answer_model, api);
}

/* --- many --- */

/* What LIKE would take for a sign of its own is one of the text. */
static char *
make_pattern (const char *search)
{
  GString *pattern = g_string_new ("%");

  for (const char *at = search; *at != '\0'; at++)
    {
      if (strchr ("%_\\", *at) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *at);
    }
  g_string_append_c (pattern, '%');

  return g_string_free (pattern, FALSE);
}

static Width
find_width (GqlCall *call)
{
  static const struct {
    const char *path;
    Width width;
  } widths[] = {
    { "nodes.description", WIDE },
    { "nodes.properties", WIDE },
    { "nodes.document", WIDE },
    { "nodes.createdAt", USUAL },
    { "nodes.updatedBy.id", USUAL },
    { "nodes.updatedBy.roles", USUAL },
    { "nodes.updatedBy.clearance", USUAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (gql_call_selects (call, widths[i].path))
      return widths[i].width;

  return NARROW;
}

static const PpStatement *
find_statement (GqlCall *call)
{
  const char *order = gql_value_get_string (gql_call_get_argument (call, "order"));
  guint found = 0;

  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (orders); i++)
    if (strcmp (orders[i].order, order) == 0)
      found = i;

  return &orders[found].statements[find_width (call)];
}

static void
answer_models (GqlCall   *call,
               GPtrArray *results,
               gpointer   data)
{
  pp_page_answer_all (call, g_ptr_array_index (results, 1), data, PP_MODEL_KEY);
}

static void
resolve_models (PpApi   *api,
                GqlCall *call)
{
  const char *search = gql_value_get_string (gql_call_get_argument (call, "search"));
  g_autofree char *pattern = search != NULL && *search != '\0' ? make_pattern (search) : NULL;
  PpPage *page = gql_arena_new0 (gql_call_get_arena (call), PpPage);
  PpBatch *batch;

  if (!pp_page_read (call, 2, page))
    return;
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, find_statement (call));
  pp_page_bind (page, batch);
  pp_batch_bind_text (batch, pattern);
  pp_resolve_ask (api, call, batch, answer_models, page);
}

/* --- what is said of one --- */

/* What a model is marked as, as its row has it. */
typedef struct {
  guint levels;
  int n_bytes;
  const char *caveats;
} Marked;

static Marked
find_marked (const PpRow *row)
{
  return (Marked) {
    .levels = pp_row_get_integer (row->result, row->row, PP_MODEL_LEVELS),
    .n_bytes = PQgetlength (row->result, row->row, PP_MODEL_CAVEATS),
    .caveats = PQgetvalue (row->result, row->row, PP_MODEL_CAVEATS),
  };
}

static gboolean
is_alike (const Marked *a,
          const Marked *b)
{
  return a->levels == b->levels && a->n_bytes == b->n_bytes && memcmp (a->caveats, b->caveats, a->n_bytes) == 0;
}

static GqlValue
read_marks (GqlArena    *arena,
            const PpRow *row)
{
  g_autoptr (PpMarking) marking = pp_marking_new ();
  guint levels = pp_row_get_integer (row->result, row->row, PP_MODEL_LEVELS);

  marking->levels[PP_MARKING_TLP] = levels >> 16;
  marking->levels[PP_MARKING_NATO] = levels >> 8 & 0xff;
  marking->levels[PP_MARKING_EU] = levels & 0xff;
  g_strfreev (marking->caveats);
  marking->caveats = pp_row_dup_texts (row->result, row->row, PP_MODEL_CAVEATS);

  return pp_resolve_marking (arena, marking);
}

/* Models that stand beside each other in a list are often marked alike. */
static void
resolve_marks (PpApi   *api,
               GqlCall *call)
{
  guint n_rows = gql_call_get_n_objects (call);
  GqlValue marks = gql_null ();
  Marked before = { 0 };

  for (guint i = 0; i < n_rows; i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      Marked marked = find_marked (row);

      if (i == 0 || !is_alike (&marked, &before))
        marks = read_marks (gql_call_get_arena (call), row);
      gql_call_set (call, i, marks);
      before = marked;
    }
  gql_call_finish (call);
}

static void
resolve_recipients (PpApi   *api,
                    GqlCall *call)
{
  pp_resolve_recipients (api, call, PP_MODEL_ID);
}

static void
resolve_updated_by (PpApi   *api,
                    GqlCall *call)
{
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    gql_call_set (call, i, pp_resolve_part (call, gql_call_get_pointer (call, i), PP_MODEL_EDITOR));
  gql_call_finish (call);
}

/* As the table of roles says of the mutations that these words stand for. */
static void
resolve_viewer_can (PpApi   *api,
                    GqlCall *call)
{
  static const struct {
    const char *word;
    PpRoles roles;
  } rights[] = {
    { "edit", PP_ROLE_ARCHITECT | PP_ROLE_ADMIN | PP_ROLE_SERVICE },
    { "comment", PP_ROLE_REVIEWER | PP_ROLE_ARCHITECT | PP_ROLE_ADMIN },
    { "review", PP_ROLE_REVIEWER | PP_ROLE_ARCHITECT | PP_ROLE_ADMIN },
    { "lower-marking", PP_ROLE_CLASSIFIER },
  };
  GqlValue *words = gql_arena_new_n (gql_call_get_arena (call), GqlValue, G_N_ELEMENTS (rights));
  guint n_words = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    if (pp_caller_has_role (pp_resolve_get_caller (call), rights[i].roles))
      words[n_words++] = gql_string (rights[i].word);
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    gql_call_set (call, i, gql_list (words, n_words));
  gql_call_finish (call);
}

void
pp_resolve_model_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Query", "model", resolve_model },
    { "Query", "models", resolve_models },
    { "ModelConnection", "nodes" },
    { "ModelConnection", "pageInfo" },
    { "ThreatModel", "id", .column = { PP_COLUMN_UUID, PP_MODEL_ID } },
    { "ThreatModel", "organisation", pp_resolve_organisation },
    { "ThreatModel", "title", .column = { PP_COLUMN_TEXT, PP_MODEL_TITLE } },
    { "ThreatModel", "description", .column = { PP_COLUMN_TEXT, PP_MODEL_DESCRIPTION } },
    { "ThreatModel", "marks", resolve_marks },
    { "ThreatModel", "recipients", resolve_recipients },
    { "ThreatModel", "revision", .column = { PP_COLUMN_INTEGER, PP_MODEL_REVISION } },
    { "ThreatModel", "createdAt", .column = { PP_COLUMN_TIME, PP_MODEL_CREATED_AT } },
    { "ThreatModel", "updatedAt", .column = { PP_COLUMN_TIME, PP_MODEL_UPDATED_AT } },
    { "ThreatModel", "updatedBy", resolve_updated_by },
    { "ThreatModel", "properties", .column = { PP_COLUMN_JSON, PP_MODEL_PROPERTIES } },
    { "ThreatModel", "document", .column = { PP_COLUMN_JSON, PP_MODEL_DOCUMENT } },
    { "ThreatModel", "viewerCan", resolve_viewer_can },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
  gql_schema_set_argument_cost (pp_api_get_schema (api), "Query", "model", "revision", PP_RESOLVE_PAST_COST);
}
