/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "gql-validate.h"

/* For each rule of section 5, documents that keep it and documents that break it, with all errors that
 * are found and where. */

typedef struct {
  const char *rule;
  const char *document;
  const char *errors;
} Case;

static const Case cases[] = {
  { "executable-definitions", "{ ships { id } }", "" },
  { "executable-definitions", "{ ships { id } } type T { a: Int } extend schema @x",
    "1:18 The T definition is not executable.\n1:36 The schema definition is not executable.\n" },

  { "operation-name-uniqueness", "query A { old } query B { old }", "" },
  { "operation-name-uniqueness", "query A { old } mutation A { count }",
    "1:7 There can be only one operation named \"A\".\n" },

  { "lone-anonymous-operation", "{ old } fragment F on Ship { id }", "1:9 Fragment \"F\" is never used.\n" },
  { "lone-anonymous-operation", "{ old } query A { old }",
    "1:1 This anonymous operation must be the only defined operation.\n" },

  { "single-root-field", "subscription { tick }", "" },
  { "single-root-field", "subscription { tick t: tick }",
    "1:21 Anonymous Subscription must select only one top level field.\n" },

  { "field-selections", "{ things { __typename ... on Ship { id } } named { id name } }", "" },
  { "field-selections", "{ ships { wings } thing { name } }",
    "1:11 Cannot query field \"wings\" on type \"Ship\".\n1:27 Cannot query field \"name\" on type \"Thing\".\n" },
  { "field-selections", "{ thing { __schema { types { name } } } }",
    "1:11 Cannot query field \"__schema\" on type \"Thing\".\n" },

  { "field-selection-merging", "{ ships { id id a: name a: name crew(first: 1) { id } crew(first: 1) { name } } }", "" },
  { "field-selection-merging", "{ ships { a: id a: name } }",
    "1:11 Fields \"a\" conflict because id and name are different fields. Use different aliases on the fields to "
    "fetch both if this was intentional.\n" },
  { "field-selection-merging", "{ ships { crew(first: 1) { id } crew(first: 2) { id } } }",
    "1:11 Fields \"crew\" conflict because they have differing arguments. Use different aliases on the fields to "
    "fetch both if this was intentional.\n" },
  { "field-selection-merging", "{ thing { ... on Ship { a: id } ... on Buoy { a: name } } }",
    "1:25 Fields \"a\" conflict because they return conflicting types ID! and String. Use different aliases on the "
    "fields to fetch both if this was intentional.\n" },
  { "field-selection-merging", "{ thing { ... on Ship { a: name } ... on Buoy { a: name } } }", "" },
  { "field-selection-merging", "{ a: flagship { b: id } ...F } fragment F on Root { a: flagship { b: name } }",
    "1:3 Fields \"a\" conflict because subfields \"b\" conflict because id and name are different fields. Use "
    "different aliases on the fields to fetch both if this was intentional.\n" },

  { "leaf-field-selections", "{ ships { id { x } } thing }",
    "1:14 Field \"id\" must not have a selection since type \"ID!\" has no subfields.\n"
    "1:22 Field \"thing\" of type \"Thing\" must have a selection of subfields.\n" },

  { "argument-names", "{ ships(first: 1) { id @skip(when: true, if: true) } }",
    "1:9 Unknown argument \"first\" on field \"ships\" of type \"Root\".\n"
    "1:30 Unknown argument \"when\" on directive \"@skip\".\n" },
  { "argument-uniqueness", "{ echo(int: 1, int: 2) }", "1:8 There can be only one argument named \"int\".\n" },
  { "required-arguments", "{ ship(id: 1) { id } echo }", "" },
  { "required-arguments", "{ ship { id @include } }",
    "1:13 Directive \"@include\" argument \"if\" of type \"Boolean!\" is required, but it was not provided.\n"
    "1:3 Field \"ship\" argument \"id\" of type \"ID!\" is required, but it was not provided.\n" },

  { "fragment-name-uniqueness", "{ ships { ...F } } fragment F on Ship { id } fragment F on Ship { id }",
    "1:29 There can be only one fragment named \"F\".\n" },
  { "fragment-spread-type-existence", "{ ships { ... on Submarine { id } } }", "1:18 Unknown type \"Submarine\".\n" },
  { "fragments-on-composite-types", "{ ships { ... on Rank { x } ...F } } fragment F on Point { x }",
    "1:18 Fragment cannot condition on non composite type \"Rank\".\n"
    "1:52 Fragment \"F\" cannot condition on non composite type \"Point\".\n" },
  { "fragments-must-be-used", "{ old } fragment F on Ship { ...F }",
    "1:30 Cannot spread fragment \"F\" within itself.\n1:9 Fragment \"F\" is never used.\n" },
  { "fragment-spread-target-defined", "{ ships { ...Nowhere } }", "1:14 Unknown fragment \"Nowhere\".\n" },
  { "fragment-spreads-form-no-cycles",
    "{ ships { ...A } } fragment A on Ship { sister { ...B } } fragment B on Ship { sister { ...A } }",
    "1:50 Cannot spread fragment \"A\" within itself via B.\n" },
  { "fragment-spread-is-possible", "{ thing { ... on Named { id } } floating { ... on Named { id } } }", "" },
  { "fragment-spread-is-possible", "{ ships { ... on Person { id } ... on Owner { __typename } } }",
    "1:11 Fragment cannot be spread here as objects of type \"Ship\" can never be of type \"Person\".\n"
    "1:32 Fragment cannot be spread here as objects of type \"Ship\" can never be of type \"Owner\".\n" },

  { "values-of-correct-type",
    "{ echo(int: 1, float: 1, string: \"s\", id: 1, purpose: CARGO, ints: 1, grid: [[1], null], point: {x: 1.5}) }",
    "" },
  { "values-of-correct-type", "{ echo(int: 1.5, string: 1, purpose: \"CARGO\", ints: [1, \"2\"]) }",
    "1:13 Expected type Int, found 1.5; Int cannot represent a fraction\n"
    "1:26 Expected type String, found 1; String cannot represent a non string value: 1\n"
    "1:38 Expected type Purpose, found \"CARGO\".\n"
    "1:57 Expected type Int!, found \"2\"; Int cannot represent non-integer value: \"2\"\n" },
  { "values-of-correct-type", "{ echo(int: 2147483648, needed: null, point: [1]) }",
    "1:13 Expected type Int, found 2147483648; Int cannot represent non 32-bit signed integer value: 2147483648\n"
    "1:33 Expected type Int!, found null.\n1:46 Expected type Point, found [1].\n" },
  { "input-object-field-names", "{ echo(point: {x: 1, z: 2}) }", "1:22 Field \"z\" is not defined by type Point.\n" },
  { "input-object-field-uniqueness", "{ echo(point: {x: 1, x: 2}) }",
    "1:16 There can be only one input field named \"x\".\n" },
  { "input-object-required-fields", "{ echo(point: {y: 1}) }",
    "1:15 Field Point.x of required type Float! was not provided.\n" },

  { "directives-are-defined", "{ old @unknown }", "1:7 Unknown directive \"unknown\".\n" },
  { "directives-in-valid-locations", "query @skip(if: true) { old @deprecated }",
    "1:7 Directive \"skip\" may not be used on QUERY.\n1:29 Directive \"deprecated\" may not be used on FIELD.\n" },
  { "directives-are-unique", "{ old @skip(if: true) @skip(if: false) }",
    "1:7 The directive \"skip\" can only be used once at this location.\n" },

  { "variable-uniqueness", "query ($a: Int, $a: Int) { echo(int: $a) }",
    "1:9 There can be only one variable named \"a\".\n" },
  { "variables-are-input-types", "query ($a: Ship, $b: [Nothing!]) { echo(json: [$a, $b]) }",
    "1:12 Variable \"$a\" cannot be non-input type \"Ship\".\n1:23 Unknown type \"Nothing\".\n"
    "1:8 Variable \"$a\" of type \"Ship\" used in position expecting type \"JSON\".\n" },
  { "all-variable-uses-defined", "query Q { ...F } fragment F on Root { echo(point: {x: $a}) }",
    "1:55 Variable \"$a\" is not defined by operation \"Q\".\n" },
  { "all-variables-used", "query ($a: Int, $b: Int) { echo(int: $b) }", "1:8 Variable \"$a\" is never used.\n" },
  { "all-variable-usages-are-allowed",
    "query ($a: Int!, $b: Int = 1, $c: [Int!]!) { echo(int: $a, needed: $b, ints: $c, grid: [$c]) }", "" },
  { "all-variable-usages-are-allowed", "query ($a: Int, $b: String) { echo(needed: $a, int: $b) ship(id: $b) { id } }",
    "1:17 Variable \"$b\" of type \"String\" used in position expecting type \"Int\".\n"
    "1:17 Variable \"$b\" of type \"String\" used in position expecting type \"ID!\".\n" },
};

static GqlSchema *
load_schema (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "fleet.graphql", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GqlSchema *schema;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  schema = gql_schema_new (text, -1, &error);
  g_assert_no_error (error);

  return schema;
}

static GPtrArray *
validate (GqlSchema  *schema,
          const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) document = gql_document_parse (text, -1, NULL, &error);

  g_assert_no_error (error);

  return gql_validate (schema, document, NULL);
}

static char *
describe (GPtrArray *errors)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < errors->len; i++)
    {
      const GError *error = g_ptr_array_index (errors, i);
      guint n_locations;
      const GqlLocation *locations = gql_error_get_locations (error, &n_locations);

      g_assert_cmpuint (n_locations, >, 0);
      g_string_append_printf (text, "%u:%u %s\n", locations[0].line, locations[0].column, error->message);
    }

  return g_string_free (text, FALSE);
}

static void
test_rule (gconstpointer data)
{
  const char *rule = data;
  g_autoptr (GqlSchema) schema = load_schema ();
  guint n_cases = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) errors = NULL;
      g_autofree char *text = NULL;

      if (strcmp (cases[i].rule, rule) != 0)
        continue;
      errors = validate (schema, cases[i].document);
      text = describe (errors);
      g_assert_cmpstr (text, ==, cases[i].errors);
      n_cases++;
    }
  g_assert_cmpuint (n_cases, >, 0);
}

static char *
repeat (const char *before,
        const char *format,
        guint       times,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append_printf (text, format, i, i + 1);

  return g_string_free (g_string_append (text, after), FALSE);
}

/* Documents that grow with the square or the power of their length when they are checked carelessly. */
static void
test_hostile (void)
{
  static const struct {
    const char *before;
    const char *part;
    guint times;
    const char *after;
    gboolean is_valid;
  } hostile[] = {
    { "{", " old", 9000, "}", TRUE },
    { "{ flagship {", " sister { id }", 2000, "} }", FALSE },
    { "{ flagship { ...F0 } }", " fragment F%1$u on Ship { a: sister { ...F%2$u } b: sister { ...F%2$u } }", 20,
      " fragment F20 on Ship { id }", TRUE },
    { "{ flagship { ...F0 } }", " fragment F%1$u on Ship { sister { ...F%2$u } sister { ...F%2$u } }", 400,
      " fragment F400 on Ship { id }", TRUE },
    { "{ flagship { ...F0 } }", " fragment F%1$u on Ship { ...F%2$u ...F%2$u }", 600, " fragment F600 on Ship { id }", FALSE },
    { "{ echo(", "int: %u ", 3000, ") }", FALSE },
    { "{ old", " @include(if: true)", 1400, " }", FALSE },
    { "{ ships { id } ", "...F%u ", 1000, "}", FALSE },
  };
  g_autoptr (GqlSchema) schema = load_schema ();

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *text = repeat (hostile[i].before, hostile[i].part, hostile[i].times, hostile[i].after);
      clock_t start = clock ();
      g_autoptr (GPtrArray) errors = validate (schema, text);

      g_test_message ("%u: %u errors", i, errors->len);
      g_assert_cmpint (clock () - start, <, 3 * CLOCKS_PER_SEC);
      g_assert_cmpint (errors->len == 0, ==, hostile[i].is_valid);
      g_assert_cmpuint (errors->len, <=, gql_limits_get_default ()->max_errors + 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GHashTable) rules = g_hash_table_new (g_str_hash, g_str_equal);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_hash_table_add (rules, (gpointer) cases[i].rule))
      {
        g_autofree char *path = g_strconcat ("/graphql/validation/", cases[i].rule, NULL);

        g_test_add_data_func (path, cases[i].rule, test_rule);
      }
  g_test_add_func ("/graphql/validation/hostile", test_hostile);

  return g_test_run ();
}
