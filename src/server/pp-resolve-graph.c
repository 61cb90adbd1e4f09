/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pp-resolve-graph-private.h"
#include "pp-resolve-model.h"
#include "pp-resolve-past-private.h"
#include "pp-resolve-record.h"

/* Nodes and edges: the whole graph of a model, pages of it, and the ends of edges. */

#define UUID_BYTES 16

#define NODE_COLUMNS(wants) \
  "n.model_id, n.id, n.kind, n.name, n.parent_id, n.properties, case when " wants " then n.document end"
#define EDGE_COLUMNS(wants) \
  "n.model_id, n.id, n.kind, n.name, coalesce (n.source_id, n.source_edge_id)," \
  " coalesce (n.target_id, n.target_edge_id), n.properties, case when " wants " then n.document end"

/* --- the whole graph --- */

/* A graph can have tens of thousands of rows. Those of one model hold nothing that is the same in all of them, and are
 * put in order here, since the database would carry whole rows about for that; those of several stand together by
 * model. */
#define ONE_BASE -ID
#define NODES_OF_ONE(more) \
  "select n.id, n.kind, n.name, n.parent_id, n.properties" more " from parapet.node n where n.model_id = $1::uuid"
#define EDGES_OF_ONE(more) \
  "select n.id, n.kind, n.name, coalesce (n.source_id, n.source_edge_id)," \
  " coalesce (n.target_id, n.target_edge_id), n.properties" more " from parapet.edge n where n.model_id = $1::uuid"
#define OF_MANY(columns, table) \
  "select m.id, " columns " from unnest ($1::uuid[]) m (id) cross join lateral" \
  " (select * from parapet." table " n where n.model_id = m.id order by n.id) n"

/* How a list of a graph is asked for. */
typedef struct {
  const char *list;
  PpStatement narrow;
  PpStatement wide;
  PpStatement of_many;
} Whole;

static const Whole all_nodes = { "nodes",
                                 { "graph-nodes", NODES_OF_ONE ("") },
                                 { "graph-nodes-wide", NODES_OF_ONE (", n.document") },
                                 { "graphs-nodes", OF_MANY (NODE_COLUMNS ("true"), "node") } };
static const Whole all_edges = { "edges",
                                 { "graph-edges", EDGES_OF_ONE ("") },
                                 { "graph-edges-wide", EDGES_OF_ONE (", n.document") },
                                 { "graphs-edges", OF_MANY (EDGE_COLUMNS ("true"), "edge") } };
static const PpStatement statement_revisions = {
  "graph-revisions", "select m.id, m.revision from parapet.model m where m.id = any ($1::uuid[])" };

/* Members of the document that are not columns. */
static gboolean
wants_document (GqlCall    *call,
                const char *list)
{
  static const char * const fields[] = {
    "document", "category", "description", "marks", "facts", "techniques", "killChainPhases",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *path = g_strconcat (list, ".", fields[i], NULL);

      if (gql_call_selects (call, path))
        return TRUE;
    }

  return FALSE;
}

/* Where in the results of a batch each part of a graph is; 0 where nobody wants it. */
typedef struct {
  guint revisions;
  guint nodes;
  guint edges;
} GraphParts;

/* A row, and its identifier as a number of 128 bits. */
typedef struct {
  guint64 high;
  guint64 low;
  int row;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *one = a, *other = b;

  if (one->high != other->high)
    return one->high < other->high ? -1 : 1;

  return one->low < other->low ? -1 : one->low > other->low;
}

/* The rows of a result, in the order of the identifiers in its first column. */
static Place *
order_rows (const PGresult *result)
{
  int n_rows = PQntuples (result);
  Place *places = g_new (Place, n_rows);
  gboolean is_ordered = TRUE;

  for (int i = 0; i < n_rows; i++)
    {
      const char *id = PQgetvalue (result, i, 0);

      places[i] = (Place) { pp_row_read_64 (id), pp_row_read_64 (id + sizeof (guint64)), i };
      is_ordered = is_ordered && (i == 0 || compare_places (&places[i - 1], &places[i]) < 0);
    }
  if (!is_ordered)
    qsort (places, n_rows, sizeof (Place), compare_places);

  return places;
}

static GqlValue
list_of_one (GqlCall        *call,
             const PGresult *result,
             const char     *model)
{
  int n_rows = PQntuples (result);
  g_autofree Place *places = order_rows (result);
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n_rows);
  PpRow *rows = gql_arena_new_n (gql_call_get_arena (call), PpRow, n_rows);

  for (int i = 0; i < n_rows; i++)
    {
      rows[i] = (PpRow) { .result = result, .row = places[i].row, .base = ONE_BASE, .model = model };
      items[i] = gql_pointer (&rows[i]);
    }

  return gql_list (items, n_rows);
}

/* The rows of the model, which stand together. */
static GqlValue
list_of_many (GqlCall        *call,
              const PGresult *result,
              int            *at,
              const char     *model)
{
  int start = *at, n_rows = PQntuples (result);
  GqlValue *items;

  while (*at < n_rows && memcmp (PQgetvalue (result, *at, KEY), model, UUID_BYTES) == 0)
    ++*at;
  items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, *at - start);
  for (int i = 0; i < *at - start; i++)
    items[i] = pp_resolve_row (call, result, start + i);

  return gql_list (items, *at - start);
}

static GqlValue
list_rows (GqlCall    *call,
           GPtrArray  *results,
           guint       part,
           int        *at,
           const char *model)
{
  if (part == 0)
    return gql_null ();
  if (gql_call_get_n_objects (call) == 1)
    return list_of_one (call, g_ptr_array_index (results, part), model);

  return list_of_many (call, g_ptr_array_index (results, part), at, model);
}

static GqlValue
find_revision (const PGresult *result,
               const char     *model)
{
  for (int i = 0; i < PQntuples (result); i++)
    if (memcmp (PQgetvalue (result, i, 0), model, UUID_BYTES) == 0)
      return gql_int (pp_row_get_integer (result, i, 1));

  return gql_null ();
}

static void
answer_graph (GqlCall   *call,
              GPtrArray *results,
              gpointer   data)
{
  const GraphParts *parts = data;
  int node = 0, edge = 0;

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *row = gql_call_get_pointer (call, i);
      const char *model = PQgetvalue (row->result, row->row, row->base + PP_MODEL_ID);
      GqlMember *members = gql_arena_new_n (gql_call_get_arena (call), GqlMember, 3);

      members[0] = (GqlMember) { "revision", find_revision (g_ptr_array_index (results, parts->revisions), model) };
      members[1] = (GqlMember) { "nodes", list_rows (call, results, parts->nodes, &node, model) };
      members[2] = (GqlMember) { "edges", list_rows (call, results, parts->edges, &edge, model) };
      gql_call_set (call, i, gql_object (members, 3));
    }
  gql_call_finish (call);
}

static guint
add_whole (GqlCall     *call,
           PpBatch     *batch,
           const Whole *whole)
{
  const PpRow *first = gql_call_get_pointer (call, 0);
  char id[PP_UUID_BYTES];
  guint index;

  if (!gql_call_selects (call, whole->list))
    return 0;
  if (gql_call_get_n_objects (call) > 1)
    {
      index = pp_batch_add (batch, &whole->of_many);
      pp_resolve_bind_models (call, batch);
      return index;
    }
  pp_row_get_uuid (first->result, first->row, first->base + PP_MODEL_ID, id);
  index = pp_batch_add (batch, wants_document (call, whole->list) ? &whole->wide : &whole->narrow);
  pp_batch_bind_text (batch, id);

  return index;
}

static void
resolve_graph (PpApi   *api,
               GqlCall *call)
{
  GraphParts *parts = gql_arena_new0 (gql_call_get_arena (call), GraphParts);
  PpBatch *batch;

  if (_pp_resolve_get_past (call) != NULL)
    {
      _pp_resolve_past_graph (call);
      return;
    }
  batch = pp_resolve_new_batch (call);

  parts->revisions = pp_batch_add (batch, &statement_revisions);
  pp_resolve_bind_models (call, batch);
  parts->nodes = add_whole (call, batch, &all_nodes);
  parts->edges = add_whole (call, batch, &all_edges);
  pp_resolve_ask (api, call, batch, answer_graph, parts);
}

/* --- pages --- */

/* $1 are models, $2 how many, $3 where to begin, $4 whether documents are wanted, $5 kinds, $6 whether other kinds than
 * those of $7 are wanted too, $8 what properties must contain. */
#define SELECT_PAGE(columns, table, condition) \
  "select m.place::integer, " columns " from unnest ($1::uuid[]) with ordinality m (id, place) cross join lateral" \
  " (select * from parapet." table " n where n.model_id = m.id" \
  " and n.id > coalesce ($3::uuid, '00000000-0000-0000-0000-000000000000')" \
  " and ($5::text[] is null or n.kind = any ($5::text[])" \
  "      or ($6::boolean and n.kind <> all ($7::text[])))" condition \
  " order by n.id limit $2::integer) n order by m.place, n.id"
#define CONTAINS " and n.properties operator (parapet.@>) $8::jsonb"
#define ANYTHING " and $8::jsonb is null"

static const PpStatement statement_nodes = {
  "node-page", SELECT_PAGE (NODE_COLUMNS ("$4::boolean"), "node", ANYTHING) };
static const PpStatement statement_nodes_where = {
  "node-page-where", SELECT_PAGE (NODE_COLUMNS ("$4::boolean"), "node", CONTAINS) };
static const PpStatement statement_edges = {
  "edge-page", SELECT_PAGE (EDGE_COLUMNS ("$4::boolean"), "edge", ANYTHING) };
static const PpStatement statement_edges_where = {
  "edge-page-where", SELECT_PAGE (EDGE_COLUMNS ("$4::boolean"), "edge", CONTAINS) };

static void
answer_page (GqlCall   *call,
             GPtrArray *results,
             gpointer   data)
{
  pp_page_answer (call, g_ptr_array_index (results, 1), data, ID);
}

static void
resolve_page (PpApi             *api,
              GqlCall           *call,
              const PpStatement *statement,
              const PpStatement *statement_where,
              const PpWords     *words)
{
  const GqlValue *where = gql_call_get_argument (call, "where");
  gboolean is_filtered = where != NULL && where->kind != GQL_VALUE_NULL;
  g_autofree char *json = is_filtered ? gql_value_to_json (where) : NULL;
  PpPage *page = gql_arena_new0 (gql_call_get_arena (call), PpPage);
  PpBatch *batch;

  if (!pp_page_read (call, 1, page))
    return;
  if (_pp_resolve_get_past (call) != NULL)
    {
      _pp_resolve_past_elements (call, words == pp_words_node_kinds ? PP_RECORD_NODE : PP_RECORD_EDGE, words, page);
      return;
    }
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, is_filtered ? statement_where : statement);
  pp_resolve_bind_models (call, batch);
  pp_page_bind (page, batch);
  pp_batch_bind_boolean (batch, wants_document (call, "nodes"));
  pp_resolve_bind_words (call, "kinds", words, "OTHER", batch);
  pp_batch_bind_text (batch, json);
  pp_resolve_ask (api, call, batch, answer_page, page);
}

static void
resolve_nodes (PpApi   *api,
               GqlCall *call)
{
  resolve_page (api, call, &statement_nodes, &statement_nodes_where, pp_words_node_kinds);
}

static void
resolve_edges (PpApi   *api,
               GqlCall *call)
{
  resolve_page (api, call, &statement_edges, &statement_edges_where, pp_words_edge_kinds);
}

/* --- one --- */

const PpStatement pp_resolve_statement_node = {
  "node", "select n.id, " NODE_COLUMNS ("true") " from parapet.node n"
          " where n.model_id = $1::uuid and n.id = $2::uuid" };
const PpStatement pp_resolve_statement_edge = {
  "edge", "select n.id, " EDGE_COLUMNS ("true") " from parapet.edge n"
          " where n.model_id = $1::uuid and n.id = $2::uuid" };

/* --- the ends of edges --- */

static const PpStatement statement_ends = {
  "edge-ends", "select n.id, " NODE_COLUMNS ("$3::boolean") " from parapet.node n"
               " where n.model_id = any ($1::uuid[]) and n.id = any ($2::uuid[])" };

static void
answer_end (GqlCall   *call,
            GPtrArray *results,
            gpointer   data)
{
  pp_resolve_join_one (call, g_ptr_array_index (results, 1), GPOINTER_TO_INT (data));
}

/* Edges of a whole graph all belong to the model that they point to. */
static void
bind_models_of_edges (GqlCall *call,
                      PpBatch *batch)
{
  const PpRow *first = gql_call_get_pointer (call, 0);
  char text[PP_UUID_BYTES];
  const char *texts[] = { text };

  if (first->model == NULL)
    {
      pp_resolve_bind_ids (call, MODEL, batch);
      return;
    }
  pp_row_format_uuid (first->model, text);
  pp_batch_bind_array (batch, texts, 1);
}

static void
resolve_end (PpApi   *api,
             GqlCall *call,
             int      column)
{
  const PpRow *first = gql_call_get_pointer (call, 0);
  PpBatch *batch;

  /* The nodes of a graph of the past are with its edges. */
  if (first->extra != NULL)
    {
      _pp_resolve_past_ends (call, column);
      return;
    }
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, &statement_ends);
  bind_models_of_edges (call, batch);
  pp_resolve_bind_ids (call, column, batch);
  pp_batch_bind_boolean (batch, TRUE);
  pp_resolve_ask (api, call, batch, answer_end, GINT_TO_POINTER (column));
}

static void
resolve_source (PpApi   *api,
                GqlCall *call)
{
  resolve_end (api, call, EDGE_SOURCE);
}

static void
resolve_target (PpApi   *api,
                GqlCall *call)
{
  resolve_end (api, call, EDGE_TARGET);
}

void
pp_resolve_graph_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "ThreatModel", "graph", resolve_graph },
    { "ThreatModel", "nodes", resolve_nodes },
    { "ThreatModel", "edges", resolve_edges },
    { "Graph", "revision" },
    { "Graph", "nodes" },
    { "Graph", "edges" },
    { "NodeConnection", "nodes" },
    { "NodeConnection", "pageInfo" },
    { "EdgeConnection", "nodes" },
    { "EdgeConnection", "pageInfo" },
    { "Node", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Node", "kind", .column = { PP_COLUMN_WORD, KIND, NULL, "OTHER", pp_words_node_kinds } },
    { "Node", "kindId", .column = { PP_COLUMN_TEXT, KIND } },
    { "Node", "category", .column = { PP_COLUMN_MEMBER_TEXT, NODE_DOCUMENT, "category" } },
    { "Node", "name", .column = { PP_COLUMN_TEXT, NAME } },
    { "Node", "description", .column = { PP_COLUMN_MEMBER_TEXT, NODE_DOCUMENT, "description", "" } },
    { "Node", "parentId", .column = { PP_COLUMN_UUID, NODE_PARENT } },
    { "Node", "marks", .column = { PP_COLUMN_MEMBER_MARKS, NODE_DOCUMENT, "marking" } },
    { "Node", "facts", .column = { PP_COLUMN_MEMBER_JSON, NODE_DOCUMENT, "facts", "{}" } },
    { "Node", "properties", .column = { PP_COLUMN_JSON, NODE_PROPERTIES } },
    { "Node", "techniques", .column = { PP_COLUMN_MEMBER_TEXTS, NODE_DOCUMENT, "techniques" } },
    { "Node", "killChainPhases", .column = { PP_COLUMN_MEMBER_TEXTS, NODE_DOCUMENT, "killChainPhases" } },
    { "Node", "document", .column = { PP_COLUMN_JSON, NODE_DOCUMENT } },
    { "Edge", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Edge", "kind", .column = { PP_COLUMN_WORD, KIND, NULL, "OTHER", pp_words_edge_kinds } },
    { "Edge", "kindId", .column = { PP_COLUMN_TEXT, KIND } },
    { "Edge", "name", .column = { PP_COLUMN_TEXT, NAME } },
    { "Edge", "description", .column = { PP_COLUMN_MEMBER_TEXT, EDGE_DOCUMENT, "description", "" } },
    { "Edge", "sourceId", .column = { PP_COLUMN_UUID, EDGE_SOURCE } },
    { "Edge", "targetId", .column = { PP_COLUMN_UUID, EDGE_TARGET } },
    { "Edge", "source", resolve_source },
    { "Edge", "target", resolve_target },
    { "Edge", "marks", .column = { PP_COLUMN_MEMBER_MARKS, EDGE_DOCUMENT, "marking" } },
    { "Edge", "facts", .column = { PP_COLUMN_MEMBER_JSON, EDGE_DOCUMENT, "facts", "{}" } },
    { "Edge", "properties", .column = { PP_COLUMN_JSON, EDGE_PROPERTIES } },
    { "Edge", "techniques", .column = { PP_COLUMN_MEMBER_TEXTS, EDGE_DOCUMENT, "techniques" } },
    { "Edge", "killChainPhases", .column = { PP_COLUMN_MEMBER_TEXTS, EDGE_DOCUMENT, "killChainPhases" } },
    { "Edge", "document", .column = { PP_COLUMN_JSON, EDGE_DOCUMENT } },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
