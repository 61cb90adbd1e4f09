/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-document.h"

/* Where parsing fails, as "LINE:COLUMN MESSAGE"; NULL where it does not. */
static char *
parse_error (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) document = gql_document_parse (text, -1, NULL, &error);
  const GqlLocation *location;
  guint n_locations;

  if (document != NULL)
    return NULL;

  g_assert_error (error, GQL_ERROR, GQL_ERROR_SYNTAX);
  location = gql_error_get_locations (error, &n_locations);
  g_assert_cmpuint (n_locations, ==, 1);

  return g_strdup_printf ("%u:%u %s", location->line, location->column, error->message);
}

static GqlDocument *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GqlDocument *document = gql_document_parse (text, -1, NULL, &error);

  g_assert_no_error (error);

  return document;
}

static void
test_errors (void)
{
  static const struct {
    const char *text;
    const char *error;
  } cases[] = {
    { "", "1:1 Syntax Error: Unexpected <EOF>" },
    { "{", "1:2 Syntax Error: Expected Name, found <EOF>" },
    { "{}", "1:2 Syntax Error: Expected Name, found }" },
    { "{ a", "1:4 Syntax Error: Expected Name, found <EOF>" },
    { "{ a: }", "1:6 Syntax Error: Expected Name, found }" },
    { "{ a()}", "1:5 Syntax Error: Expected Name, found )" },
    { "{ a(b:) }", "1:7 Syntax Error: Unexpected )" },
    { "query ($a: Int = $b) { a }", "1:18 Syntax Error: Unexpected $" },
    { "query ($a: Int @b) { a }", "1:16 Syntax Error: Expected $, found @" },
    { "{ ...on }", "1:9 Syntax Error: Expected Name, found }" },
    { "fragment on on A { a }", "1:10 Syntax Error: Unexpected Name \"on\"" },
    { "fragment A { a }", "1:12 Syntax Error: Expected \"on\", found {" },
    { "notanoperation { a }", "1:1 Syntax Error: Unexpected Name \"notanoperation\"" },
    { "{ a }\n\r\n\r?", "4:1 Syntax Error: Cannot parse the unexpected character \"?\"." },
    { "{ a(b: \"\\x\") }", "1:10 Syntax Error: Invalid character escape sequence: \"x\"." },
    { "{ a(b: \"\\u12G4\") }", "1:10 Syntax Error: Invalid character escape sequence." },
    { "{ a(b: \"\\u0000\") }", "1:10 Syntax Error: Invalid character escape sequence." },
    { "{ a(b: \"\\ud800\") }", "1:10 Syntax Error: Invalid character escape sequence." },
    { "{ a(b: \"x\n\") }", "1:10 Syntax Error: Unterminated string." },
    { "{ a(b: \"x", "1:10 Syntax Error: Unterminated string." },
    { "{ a(b: \"\"\"x\"\") }", "1:17 Syntax Error: Unterminated string." },
    { "{ a(b: \"\x01\") }", "1:9 Syntax Error: Invalid character within String: \"\\u0001\"." },
    { "{ a(b: 'x') }",
      "1:8 Syntax Error: Unexpected single quote character ('), did you mean to use a double quote (\")?" },
    { "{ a(b: 00) }", "1:9 Syntax Error: Invalid number, unexpected digit after 0: \"0\"." },
    { "{ a(b: 1.) }", "1:10 Syntax Error: Invalid number, expected digit but got: \")\"." },
    { "{ a(b: 1.2.3) }", "1:11 Syntax Error: Invalid number, expected digit but got: \".\"." },
    { "{ a(b: -) }", "1:9 Syntax Error: Invalid number, expected digit but got: \")\"." },
    { "{ a(b: 1e+) }", "1:11 Syntax Error: Invalid number, expected digit but got: \")\"." },
    { "# \xF0\x9F\x98\x80\n{ a(b: \"\xF0\x9F\x98\x80\" ?) }",
      "2:13 Syntax Error: Cannot parse the unexpected character \"?\"." },
    { "\"d\" { a }", "1:5 Syntax Error: Unexpected {" },
    { "\"d\" schema { query: Q }", "1:1 Syntax Error: Unexpected String \"d\"" },
    { "extend type A", "1:14 Syntax Error: Unexpected <EOF>" },
    { "extend directive @a on FIELD", "1:8 Syntax Error: Unexpected Name \"directive\"" },
    { "type A {}", "1:9 Syntax Error: Expected Name, found }" },
    { "directive @a on WINDOW", "1:17 Syntax Error: Unexpected Name \"WINDOW\"" },
    { "union A = ", "1:11 Syntax Error: Expected Name, found <EOF>" },
    { "schema { find: Q }", "1:10 Syntax Error: Unexpected Name \"find\"" },
    { "type A implements & & B", "1:21 Syntax Error: Expected Name, found &" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = parse_error (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (error, ==, cases[i].error);
    }
}

static void
test_operation (void)
{
  g_autoptr (GqlDocument) document =
    parse ("query Q($a: [Int!]! = [1, -2]) @d(e: {f: $a}) { x: y(z: 1.5e3) @skip(if: true) { w } ...F ...on T { v } }");
  const GqlNode *operation = gql_document_get_definitions (document);
  const GqlNode *variable = operation->arguments;
  const GqlNode *field = operation->selection_set->children;

  g_assert_cmpint (operation->kind, ==, GQL_NODE_OPERATION);
  g_assert_cmpint (operation->operation, ==, GQL_OPERATION_QUERY);
  g_assert_cmpstr (operation->name, ==, "Q");
  g_assert_null (operation->next);
  g_assert_cmpstr (variable->name, ==, "a");
  g_assert_cmpint (variable->type->kind, ==, GQL_NODE_NON_NULL_TYPE);
  g_assert_cmpint (variable->type->type->kind, ==, GQL_NODE_LIST_TYPE);
  g_assert_cmpstr (variable->type->type->type->type->name, ==, "Int");
  g_assert_cmpstr (variable->value->children->next->text, ==, "-2");
  g_assert_cmpstr (operation->directives->arguments->value->children->value->name, ==, "a");
  g_assert_cmpstr (gql_node_get_response_name (field), ==, "x");
  g_assert_cmpstr (field->name, ==, "y");
  g_assert_cmpint (field->arguments->value->kind, ==, GQL_NODE_FLOAT);
  g_assert_cmpstr (field->arguments->value->text, ==, "1.5e3");
  g_assert_cmpstr (field->directives->name, ==, "skip");
  g_assert_cmpstr (field->selection_set->children->name, ==, "w");
  g_assert_cmpint (field->next->kind, ==, GQL_NODE_FRAGMENT_SPREAD);
  g_assert_cmpint (field->next->next->kind, ==, GQL_NODE_INLINE_FRAGMENT);
  g_assert_cmpstr (field->next->next->type->name, ==, "T");
}

/* Keywords are names wherever they do not decide. */
static void
test_keywords_as_names (void)
{
  g_autoptr (GqlDocument) document =
    parse ("query query($on: on) { fragment: on(type: input) ...true } fragment true on mutation { null }");

  g_assert_nonnull (gql_document_get_fragment (document, "true"));
  g_assert_null (gql_document_get_fragment (document, "query"));
}

static void
test_strings (void)
{
  static const struct {
    const char *literal;
    const char *value;
  } cases[] = {
    { "\"\"", "" },
    { "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t" },
    { "\"\\u00e9\\uD83D\\uDE00\"", "\xC3\xA9\xF0\x9F\x98\x80" },
    { "\"# no comment, {\"", "# no comment, {" },
    { "\"\"\"\"\"\"", "" },
    { "\"\"\"a\\\"\"\"b\\n\"\"\"", "a\"\"\"b\\n" },
    { "\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"",
      "Hello,\n  World!\n\nYours,\n  GraphQL." },
    { "\"\"\"  first\r\n  second\r    third\"\"\"", "  first\nsecond\n  third" },
    { "\"\"\"\n\n\t\n\"\"\"", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ a(b: %s) }", cases[i].literal);
      g_autoptr (GqlDocument) document = parse (text);

      g_assert_cmpstr (gql_document_get_definitions (document)->selection_set->children->arguments->value->text, ==,
                       cases[i].value);
    }
}

static void
test_type_system (void)
{
  g_autoptr (GqlDocument) document =
    parse ("schema @a { query: Q mutation: M }\n"
           "\"\"\"\nAn object\n\"\"\"\ntype Q implements & I & J @a { \"A field\" f(\"An input\" g: Int = 1 @a): [S!] @a }\n"
           "interface I { f: S } union U @a = | Q | M enum E { \"One\" A @a B } input N { a: Int = 2, b: E! }\n"
           "scalar S @a directive @a(x: Int) on | FIELD | SCHEMA\n"
           "extend schema { subscription: Q } extend type Q { h: Int } extend union U = Q extend scalar S @a\n"
           "extend interface I @a extend enum E { C } extend input N { c: Int }");
  const GqlNode *object = gql_document_get_definitions (document)->next;
  guint n_extensions = 0;

  g_assert_cmpint (object->kind, ==, GQL_NODE_OBJECT_TYPE);
  g_assert_cmpstr (object->text, ==, "An object");
  g_assert_cmpstr (object->interfaces->next->name, ==, "J");
  g_assert_cmpstr (object->children->text, ==, "A field");
  g_assert_cmpstr (object->children->arguments->text, ==, "An input");
  g_assert_cmpstr (object->children->arguments->value->text, ==, "1");
  for (const GqlNode *node = object; node != NULL; node = node->next)
    n_extensions += node->is_extension;
  g_assert_cmpuint (n_extensions, ==, 7);
}

static void
test_operations_by_name (void)
{
  g_autoptr (GqlDocument) one = parse ("{ a }");
  g_autoptr (GqlDocument) two = parse ("query A { a } mutation B { b }");
  g_autoptr (GqlDocument) none = parse ("fragment F on T { a }");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (gql_document_get_operation (one, NULL, NULL));
  g_assert_cmpint (gql_document_get_operation (two, "B", NULL)->operation, ==, GQL_OPERATION_MUTATION);
  g_assert_null (gql_document_get_operation (two, NULL, &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_REQUEST);
  g_clear_error (&error);
  g_assert_null (gql_document_get_operation (two, "C", &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_REQUEST);
  g_clear_error (&error);
  g_assert_null (gql_document_get_operation (none, NULL, &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_REQUEST);
}

static char *
repeat (const char *before,
        const char *part,
        guint       times,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append (text, part);

  return g_string_free (g_string_append (text, after), FALSE);
}

/* What could exhaust the stack or the memory ends early. */
static void
test_limits (void)
{
  static const struct {
    const char *before;
    const char *part;
    guint times;
  } cases[] = {
    { "", "{a", 10000 },
    { "{a(b:", "[", 10000 },
    { "{a(b:", "{c:", 10000 },
    { "{a(b:[", "1 ", 20000 },
    { "query($a:", "[", 10000 },
    { "type A { b: ", "[", 10000 },
    { "{a(b:\"", "xxxxxxxx", 20000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeat (cases[i].before, cases[i].part, cases[i].times, "");
      g_autoptr (GError) error = NULL;

      g_assert_null (gql_document_parse (text, -1, NULL, &error));
      g_assert_error (error, GQL_ERROR, GQL_ERROR_LIMIT);
    }
}

static void
test_bytes (void)
{
  static const char with_nul[] = "{ a(b: \"x\0y\") }";
  g_autoptr (GError) error = NULL;

  g_assert_null (gql_document_parse (with_nul, sizeof with_nul - 1, NULL, &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (gql_document_parse ("{ a # \xFF\n}", -1, NULL, &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (gql_document_parse ("{ a }}", 4, NULL, &error));
  g_assert_error (error, GQL_ERROR, GQL_ERROR_SYNTAX);
  g_clear_error (&error);
  {
    g_autoptr (GqlDocument) document = gql_document_parse ("\xEF\xBB\xBF{ a }}", 8, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (document);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/graphql/parser/errors", test_errors);
  g_test_add_func ("/graphql/parser/operation", test_operation);
  g_test_add_func ("/graphql/parser/keywords-as-names", test_keywords_as_names);
  g_test_add_func ("/graphql/parser/strings", test_strings);
  g_test_add_func ("/graphql/parser/type-system", test_type_system);
  g_test_add_func ("/graphql/parser/operations-by-name", test_operations_by_name);
  g_test_add_func ("/graphql/parser/G09-limits", test_limits);
  g_test_add_func ("/graphql/parser/bytes", test_bytes);

  return g_test_run ();
}
