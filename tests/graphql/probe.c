/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets another program ask the engine: a JSON object a line comes in, another one goes out.
 *
 *   {"do": "schema", "text": TEXT}                 sets the schema    {"errors": […]}
 *   {"do": "validate", "text": TEXT}               parses, validates  {"errors": […]}
 */

#include <stdio.h>

#include "gql-validate.h"
#include "pp-json.h"

static const GqlLimits limits = {
  .max_bytes = 1024 * 1024,
  .max_tokens = 100000,
  .max_nesting = 200,
  .max_errors = 100,
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

static void
set_schema (const char *text,
            JsonArray  *errors)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&schema, gql_schema_unref);
  schema = gql_schema_new (text, -1, &error);
  if (schema == NULL)
    add_error (errors, error);
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
answer (JsonObject *question)
{
  const char *what = pp_json_get_string (question, "do", "");
  const char *text = pp_json_get_string (question, "text", "");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *errors = json_array_new ();
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
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
