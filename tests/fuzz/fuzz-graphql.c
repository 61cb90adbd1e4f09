/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "gql.h"
#include "pp-json.h"

static const char schema_text[] =
  "interface Named { name: String } union Any = Thing | Other enum Colour { RED GREEN }"
  "input Filter { colour: Colour = RED, sizes: [[Int!]] = [[1]], deeper: Filter, text: String! }"
  "type Thing implements Named { name: String! colour(of: Filter): Colour things(first: Int = 3): [Thing] any: Any }"
  "type Other implements Named { name: String size: Float id: ID! }"
  "type Query { thing(id: ID, where: Filter): Thing things: [Thing!]! any: Any named: Named json(value: JSON): JSON }"
  "type Mutation { change(colour: Colour!): Thing count: Int! } type Subscription { thing: Thing }"
  "scalar JSON directive @mark(with: [Filter!]) on FIELD | QUERY | INLINE_FRAGMENT";

static const char root_text[] =
  "{\"thing\": {\"name\": \"a\", \"colour\": \"RED\", \"things\": [{\"name\": null}, null, {\"name\": \"b\", \"colour\": \"BLUE\","
  "\"any\": {\"__typename\": \"Other\", \"name\": \"c\", \"size\": 1.5}}]}, \"things\": [{\"name\": \"d\"}, {\"name\": 7}],"
  "\"any\": {\"__typename\": \"Thing\", \"name\": \"e\"}, \"named\": {\"__typename\": \"Nothing\"}, \"count\": \"x\","
  "\"change\": {\"name\": \"f\", \"any\": {}}}";

static const GqlLimits limits = {
  .max_bytes = 64 * 1024,
  .max_tokens = 2000,
  .max_nesting = 50,
  .max_operations = 10,
  .max_aliases = 100,
  .max_directives = 100,
  .max_depth = 12,
  .max_cost = 20000,
  .max_errors = 20,
};

static GqlSchema *schema;
/* Read by nobody, so that the compiler would leave it out. */
static GqlArena * volatile arena;
static GqlValue root;

static void
resolve_json (GqlCall  *call,
              gpointer  user_data)
{
  const GqlValue *value = gql_call_get_argument (call, "value");

  if (value != NULL)
    gql_call_set (call, 0, *value);
  gql_call_finish (call);
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = pp_json_parse (root_text, sizeof root_text - 1, NULL, NULL);

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  schema = gql_schema_new (schema_text, -1, &error);
  g_assert_no_error (error);
  gql_schema_set_resolver (schema, "Query", "json", resolve_json, NULL);
  arena = gql_arena_new ();
  root = gql_value_from_json (node, arena);

  return 0;
}

static void
executed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GqlResponse **response = user_data;

  *response = gql_execute_finish (result, NULL);
}

/* A valid document has an answer, and each answer is JSON. */
static void
execute (GqlDocument *document,
         const char  *operation)
{
  g_autoptr (GqlRequest) request = gql_request_new (schema, document);
  g_autoptr (GqlResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  const char *json;
  gsize length;

  gql_request_set_limits (request, &limits);
  gql_request_set_operation_name (request, operation);
  gql_request_set_root (request, root);
  gql_execute_async (request, NULL, executed_cb, &response);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  json = g_bytes_get_data (gql_response_get_json (response), &length);
  pp_json_check (json, length, NULL, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  g_autoptr (GqlDocument) document = gql_document_parse ((const char *) data, length, &limits, NULL);
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GqlSchema) other = NULL;

  if (document == NULL || !gql_check_counts (document, &limits, NULL))
    return 0;

  errors = gql_validate (schema, document, &limits);
  for (const GqlNode *node = gql_document_get_definitions (document); node != NULL && errors->len == 0; node = node->next)
    if (node->kind == GQL_NODE_OPERATION)
      execute (document, node->name);
  other = gql_schema_new ((const char *) data, length, NULL);

  return 0;
}
