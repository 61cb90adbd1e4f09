/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many documents a second of CPU time the engine parses and validates, and how long an answer of
 * 15,000 objects takes it; the last line is JSON. Where there is node, and npm's graphql@14 has been
 * fetched by the oracle test, the same is asked of graphql-js in the same run. */

#include <stdlib.h>
#include <time.h>

#include "gql.h"

#define SECONDS 2.0
#define N_NODES 5000
#define N_EDGES 10000

static const char schema_text[] =
  "type Query { graph: Graph! } type Graph { nodes: [Node!]! edges: [Edge!]! }"
  "type Node { id: ID! kind: Kind! name: String! description: String parentId: ID x: Float! }"
  "type Edge { id: ID! name: String! sourceId: ID! targetId: ID! source: Node! target: Node! }"
  "enum Kind { PROCESS STORE }";

static const char small_document[] =
  "query Q($skip: Boolean = false) { graph { nodes { ...N x @skip(if: $skip) } edges { id source { ...N } target { id } } } }"
  " fragment N on Node { id kind name }";

static const char graph_document[] =
  "{ graph { nodes { id kind name description parentId x } edges { id name sourceId targetId } } }";

typedef struct {
  char id[16];
  char name[24];
  double x;
} Record;

static Record records[N_EDGES];

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
resolve_list (GqlCall  *call,
              gpointer  user_data)
{
  guint n = GPOINTER_TO_UINT (user_data);
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n);

  for (guint i = 0; i < n; i++)
    items[i] = gql_pointer (&records[i]);
  gql_call_set (call, 0, gql_list (items, n));
  gql_call_finish (call);
}

static void
resolve_field (GqlCall  *call,
               gpointer  user_data)
{
  const char *name = gql_call_get_field_name (call);
  guint n = gql_call_get_n_objects (call);

  for (guint i = 0; i < n; i++)
    {
      Record *record = gql_call_get_pointer (call, i);

      if (name[0] == 'x')
        gql_call_set (call, i, gql_float (record->x));
      else if (name[0] == 'k')
        gql_call_set (call, i, gql_enum ("PROCESS"));
      else if (name[0] == 'n' || name[0] == 'd')
        gql_call_set (call, i, gql_string (record->name));
      else
        gql_call_set (call, i, gql_string (record->id));
    }
  gql_call_finish (call);
}

static void
resolve_graph (GqlCall  *call,
               gpointer  user_data)
{
  gql_call_set (call, 0, gql_pointer (records));
  gql_call_finish (call);
}

static void
set_resolver (const char *type,
              const char *field,
              gpointer    user_data)
{
  gql_schema_set_resolver (user_data, type, field, resolve_field, NULL);
}

static GqlSchema *
make_schema (void)
{
  GqlSchema *schema = gql_schema_new (schema_text, -1, NULL);

  gql_schema_foreach_field (schema, set_resolver, schema);
  gql_schema_set_resolver (schema, "Query", "graph", resolve_graph, NULL);
  gql_schema_set_resolver (schema, "Graph", "nodes", resolve_list, GUINT_TO_POINTER (N_NODES));
  gql_schema_set_resolver (schema, "Graph", "edges", resolve_list, GUINT_TO_POINTER (N_EDGES));

  return schema;
}

static double
measure_documents (GqlSchema *schema)
{
  double start = cpu_seconds ();
  guint n = 0;

  do
    {
      g_autoptr (GqlDocument) document = gql_document_parse (small_document, -1, NULL, NULL);
      g_autoptr (GPtrArray) errors = gql_validate (schema, document, NULL);

      if (errors->len > 0)
        g_error ("The document is not valid");
      n++;
    }
  while (cpu_seconds () - start < SECONDS);

  return n / (cpu_seconds () - start);
}

static void
executed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GqlResponse **response = user_data;

  *response = gql_execute_finish (result, NULL);
}

static double
measure_answers (GqlSchema *schema,
                 gsize     *n_bytes)
{
  g_autoptr (GqlDocument) document = gql_document_parse (graph_document, -1, NULL, NULL);
  double start = cpu_seconds ();
  guint n = 0;

  do
    {
      g_autoptr (GqlRequest) request = gql_request_new (schema, document);
      g_autoptr (GqlResponse) response = NULL;

      gql_execute_async (request, NULL, executed_cb, &response);
      while (response == NULL)
        g_main_context_iteration (NULL, TRUE);
      *n_bytes = g_bytes_get_size (gql_response_get_json (response));
      n++;
    }
  while (cpu_seconds () - start < SECONDS);

  return (cpu_seconds () - start) / n;
}

/* What graphql-js says, as the members of an object; empty without it. */
static char *
measure_peer (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *modules = g_build_filename (folder, "..", "graphql", "modules", NULL);
  const char *arguments[] = { "node", BENCH_SCRIPT, modules, schema_text, small_document, graph_document, NULL };
  g_autofree char *output = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &output, NULL, &status, NULL) || status != 0)
    {
      g_printerr ("graphql-js is not here: run the oracle test first\n");
      return g_strdup ("");
    }

  return g_strdup_printf (",%s", g_strstrip (output));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GqlSchema) schema = make_schema ();
  g_autofree char *peer = NULL;
  double documents;
  double answer;
  gsize n_bytes;

  for (guint i = 0; i < N_EDGES; i++)
    {
      g_snprintf (records[i].id, sizeof records[i].id, "n%u", i);
      g_snprintf (records[i].name, sizeof records[i].name, "Service number %u", i);
      records[i].x = i * 1.5;
    }
  documents = measure_documents (schema);
  answer = measure_answers (schema, &n_bytes);
  peer = measure_peer (argv[0]);
  g_print ("{\"documents_per_cpu_second\":%.0f,\"answer_cpu_ms\":%.2f,\"answer_bytes\":%" G_GSIZE_FORMAT "%s}\n",
           documents, answer * 1e3, n_bytes, peer);

  return 0;
}
