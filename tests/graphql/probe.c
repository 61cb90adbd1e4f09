/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets another program ask the engine: a JSON object a line comes in, another one goes out.
 *
 *   {"do": "schema", "text": TEXT}                 sets the schema    {"errors": […]}
 *   {"do": "validate", "text": TEXT}               parses, validates  {"errors": […]}
 *   {"do": "execute", "text": TEXT, "operation": NAME, "variables": {…}, "root": {…}}
 *                                                  executes           the answer
 *
 * Fields have what stands under their name in the object; {"$error": MESSAGE} is an error. `echo` has its
 * arguments. Two of three fields are resolved later.
 */

#include <stdio.h>
#include <string.h>

#include "gql.h"
#include "pp-json.h"

static const GqlLimits limits = {
  .max_bytes = 1024 * 1024,
  .max_tokens = 100000,
  .max_nesting = 200,
  .max_errors = 100,
  .max_depth = 100,
  .max_cost = G_MAXUINT,
};

static GqlSchema *schema;

static void
add_error (JsonArray    *errors,
           const GError *error)
{
  JsonObject *object = json_object_new ();
  JsonArray *places = json_array_new ();
  guint n_locations;
  const GqlLocation *locations = gql_error_get_locations (error, &n_locations);

  json_object_set_string_member (object, "message", error->message);
  for (guint i = 0; i < n_locations; i++)
    {
      JsonObject *place = json_object_new ();

      json_object_set_int_member (place, "line", locations[i].line);
      json_object_set_int_member (place, "column", locations[i].column);
      json_array_add_object_element (places, place);
    }
  json_object_set_array_member (object, "locations", places);
  json_array_add_object_element (errors, object);
}

/* --- Resolvers ------------------------------------------------------------------------------------ */

static GqlValue
convert (GqlCall        *call,
         const GqlValue *value)
{
  const char *message = gql_value_get_string (gql_value_get_member (value, "$error"));
  GqlValue *items;

  if (message != NULL)
    return gql_call_take_error (call, g_error_new_literal (GQL_ERROR, GQL_ERROR_FIELD, message));
  if (value->kind != GQL_VALUE_LIST)
    return *value;

  items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, value->length);
  for (guint i = 0; i < value->length; i++)
    items[i] = convert (call, &value->items[i]);

  return gql_list (items, value->length);
}

static gboolean
resolve_cb (gpointer data)
{
  GqlCall *call = data;
  const char *name = gql_call_get_field_name (call);

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const GqlValue *value = gql_value_get_member (gql_call_get_object (call, i), name);

      if (strcmp (name, "echo") == 0)
        value = gql_call_get_argument (call, NULL);
      if (value != NULL)
        gql_call_set (call, i, convert (call, value));
    }
  gql_call_finish (call);

  return G_SOURCE_REMOVE;
}

static void
resolve (GqlCall  *call,
         gpointer  user_data)
{
  static guint n_calls;

  if (++n_calls % 3 == 0)
    resolve_cb (call);
  else if (n_calls % 3 == 1)
    g_idle_add (resolve_cb, call);
  else
    g_idle_add_full (G_PRIORITY_LOW, resolve_cb, call, NULL);
}

static void
add_resolver (const char *type,
              const char *field,
              gpointer    user_data)
{
  gql_schema_set_resolver (schema, type, field, resolve, NULL);
}

/* --- Questions ------------------------------------------------------------------------------------- */

static void
set_schema (const char *text,
            JsonArray  *errors)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&schema, gql_schema_unref);
  schema = gql_schema_new (text, -1, &error);
  if (schema == NULL)
    add_error (errors, error);
  else
    gql_schema_foreach_field (schema, add_resolver, NULL);
}

static void
validate (const char *text,
          JsonArray  *errors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) document = gql_document_parse (text, -1, &limits, &error);
  g_autoptr (GPtrArray) found = NULL;

  if (document == NULL)
    {
      add_error (errors, error);
      return;
    }
  found = gql_validate (schema, document, &limits);
  for (guint i = 0; i < found->len; i++)
    add_error (errors, g_ptr_array_index (found, i));
}

static void
executed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GqlResponse **response = user_data;

  *response = gql_execute_finish (result, NULL);
}

static void
execute (JsonObject *question)
{
  g_autoptr (GqlDocument) document = gql_document_parse (pp_json_get_string (question, "text", ""), -1, &limits, NULL);
  g_autoptr (GqlRequest) request = gql_request_new (schema, document);
  g_autoptr (GqlArena) arena = gql_arena_new ();
  g_autoptr (GqlResponse) response = NULL;

  gql_request_set_limits (request, &limits);
  gql_request_set_operation_name (request, pp_json_get_string (question, "operation", NULL));
  gql_request_set_variables (request, pp_json_get_object (question, "variables"));
  gql_request_set_root (request, gql_value_from_json (json_object_get_member (question, "root"), arena));
  gql_execute_async (request, NULL, executed_cb, &response);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  puts (g_bytes_get_data (gql_response_get_json (response), NULL));
  fflush (stdout);
}

static void
answer (JsonObject *question)
{
  const char *what = pp_json_get_string (question, "do", "");
  const char *text = pp_json_get_string (question, "text", "");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *errors = json_array_new ();
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
  if (g_str_equal (what, "execute"))
    {
      json_array_unref (errors);
      execute (question);
      return;
    }
  if (g_str_equal (what, "schema"))
    set_schema (text, errors);
  else if (g_str_equal (what, "validate"))
    validate (text, errors);
  json_object_set_array_member (object, "errors", errors);
  line = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);
  puts (line);
  fflush (stdout);
}

int
main (void)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) > 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) question = pp_json_parse (line, length, NULL, &error);

      if (question == NULL || !JSON_NODE_HOLDS_OBJECT (question))
        {
          g_printerr ("probe: %s\n", error != NULL ? error->message : "not an object");
          return 1;
        }
      answer (json_node_get_object (question));
    }
  free (line);
  g_clear_pointer (&schema, gql_schema_unref);

  return 0;
}
