/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "pp-json.h"
#include "pp-worded-error.h"

#define TEXT(literal) (literal), sizeof (literal) - 1

typedef struct {
  const char *description;
  const char *text;
  gsize       length;
  const char *compact;
} Accepted;

static const Accepted accepted[] = {
  { "null",                    TEXT ("null"),                    "null" },
  { "space around",            TEXT (" \t\r\n true \n"),         "true" },
  { "byte order mark",         TEXT ("\xEF\xBB\xBF[1]"),         "[1]" },
  { "empty containers",        TEXT ("{\"a\":[ ],\"b\":{ }}"),   "{\"a\":[],\"b\":{}}" },
  { "order of members",        TEXT ("{\"z\":1,\"a\":2}"),       "{\"z\":1,\"a\":2}" },
  { "the last name counts",    TEXT ("{\"a\":1,\"b\":2,\"a\":[3]}"), "{\"a\":[3],\"b\":2}" },
  { "object over scalar",      TEXT ("{\"a\":1,\"a\":{\"b\":2}}"),   "{\"a\":{\"b\":2}}" },
  { "scalar over object",      TEXT ("{\"a\":{},\"a\":\"x\"}"),  "{\"a\":\"x\"}" },
  { "null over scalar",        TEXT ("{\"a\":1,\"a\":null}"),    "{\"a\":null}" },
  { "empty name",              TEXT ("{\"\":0}"),                "{\"\":0}" },
  { "escapes",                 TEXT ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
  { "control character",       TEXT ("\"\\u001F\\u007f\""),      "\"\\u001f\x7f\"" },
  { "surrogate pair",          TEXT ("\"\\uD83D\\uDE00\""),      "\"\xF0\x9F\x98\x80\"" },
  { "UTF-8",                   TEXT ("\"\xC3\xA4\xE2\x82\xAC\""), "\"\xC3\xA4\xE2\x82\xAC\"" },
  { "integers",                TEXT ("[0,-1,9223372036854775807,-9223372036854775808]"),
                               "[0,-1,9223372036854775807,-9223372036854775808]" },
  { "integral doubles",        TEXT ("[1.0,1e2,-2.50E1,4e15]"),  "[1,100,-25,4000000000000000]" },
  { "minus zero",              TEXT ("[-0,-0.0,0e5]"),           "[-0,-0,0]" },
  { "doubles",                 TEXT ("[0.1,1.5e-7,123.456,1e300]"), "[0.1,1.5e-07,123.456,1e+300]" },
  { "shortest double",         TEXT ("[0.30000000000000004]"),   "[0.30000000000000004]" },
  { "too large an integer",    TEXT ("[18446744073709551616,-12345678901234567890]"),
                               "[18446744073709551616,-12345678901234567890]" },
  { "too large a double",      TEXT ("[1e400,-1.5E+999]"),       "[1e400,-1.5E+999]" },
  { "too small a double",      TEXT ("[1e-400,0.0e-400]"),       "[1e-400,0]" },
  { "string with the tag",     TEXT ("[\"\\uFDD012\",\"\xEF\xB7\x90\",\"\xEF\xB7\x90\xEF\xB7\x90 7\"]"),
                               "[\"\xEF\xB7\x90" "12\",\"\xEF\xB7\x90\",\"\xEF\xB7\x90\xEF\xB7\x90 7\"]" },
};

typedef struct {
  const char *description;
  const char *text;
  gsize       length;
  PpJsonError code;
  const char *place;
} Refused;

static const Refused refused[] = {
  { "nothing",                 TEXT (""),                        PP_JSON_ERROR_SYNTAX,   "1:1" },
  { "only space",              TEXT (" \n "),                    PP_JSON_ERROR_SYNTAX,   "2:2" },
  { "cut in an object",        TEXT ("{\"a\": 1"),               PP_JSON_ERROR_SYNTAX,   "1:8" },
  { "cut in a string",         TEXT ("[1,\n \"abc"),             PP_JSON_ERROR_SYNTAX,   "2:2" },
  { "cut in an escape",        TEXT ("\"a\\"),                   PP_JSON_ERROR_SYNTAX,   "1:4" },
  { "cut in a word",           TEXT ("[tru"),                    PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "two values",              TEXT ("1 2"),                     PP_JSON_ERROR_SYNTAX,   "1:3" },
  { "trailing comma in array", TEXT ("[1,]"),                    PP_JSON_ERROR_SYNTAX,   "1:4" },
  { "trailing comma in object", TEXT ("{\"a\":1,}"),             PP_JSON_ERROR_SYNTAX,   "1:8" },
  { "missing comma",           TEXT ("[1\n2]"),                  PP_JSON_ERROR_SYNTAX,   "2:1" },
  { "missing colon",           TEXT ("{\"a\" 1}"),               PP_JSON_ERROR_SYNTAX,   "1:6" },
  { "wrong bracket",           TEXT ("[1}"),                     PP_JSON_ERROR_SYNTAX,   "1:3" },
  { "name without quotes",     TEXT ("{a:1}"),                   PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "single quotes",           TEXT ("['a']"),                   PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "comment",                 TEXT ("/* */ 1"),                 PP_JSON_ERROR_SYNTAX,   "1:1" },
  { "NaN",                     TEXT ("[NaN]"),                   PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "Infinity",                TEXT ("{\"a\":-Infinity}"),       PP_JSON_ERROR_SYNTAX,   "1:7" },
  { "leading zero",            TEXT ("[012]"),                   PP_JSON_ERROR_SYNTAX,   "1:3" },
  { "leading plus",            TEXT ("+1"),                      PP_JSON_ERROR_SYNTAX,   "1:1" },
  { "no digit before point",   TEXT (".5"),                      PP_JSON_ERROR_SYNTAX,   "1:1" },
  { "no digit behind point",   TEXT ("[1.]"),                    PP_JSON_ERROR_SYNTAX,   "1:4" },
  { "empty exponent",          TEXT ("1e+"),                     PP_JSON_ERROR_SYNTAX,   "1:4" },
  { "hexadecimal",             TEXT ("0x1"),                     PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "unknown escape",          TEXT ("\"\\x\""),                 PP_JSON_ERROR_SYNTAX,   "1:3" },
  { "newline in a string",     TEXT ("\"a\nb\""),                PP_JSON_ERROR_SYNTAX,   "1:3" },
  { "three hex digits",        TEXT ("\"\\u12g4\""),             PP_JSON_ERROR_SYNTAX,   "1:6" },
  { "column in characters",    TEXT ("[\"\xC3\xA4\xC3\xA4\",x]"), PP_JSON_ERROR_SYNTAX,  "1:7" },
  { "column behind a BOM",     TEXT ("\xEF\xBB\xBFx"),           PP_JSON_ERROR_SYNTAX,   "1:1" },
  { "no-break space",          TEXT ("[\xC2\xA0" "1]"),          PP_JSON_ERROR_SYNTAX,   "1:2" },
  { "NUL byte in a string",    TEXT ("[\"a\0b\"]"),              PP_JSON_ERROR_ENCODING, "1:4" },
  { "NUL byte between",        TEXT ("[1,\0]"),                  PP_JSON_ERROR_ENCODING, "1:4" },
  { "NUL byte at the end",     TEXT ("[1]\0"),                   PP_JSON_ERROR_ENCODING, "1:4" },
  { "NUL escape",              TEXT ("[\"a\\u0000\"]"),          PP_JSON_ERROR_ENCODING, "1:4" },
  { "NUL in a name",           TEXT ("{\"\\u0000\":1}"),         PP_JSON_ERROR_ENCODING, "1:3" },
  { "high surrogate alone",    TEXT ("\"\\uD83D!\""),            PP_JSON_ERROR_ENCODING, "1:2" },
  { "low surrogate alone",     TEXT ("\"\\uDE00\""),             PP_JSON_ERROR_ENCODING, "1:2" },
  { "two high surrogates",     TEXT ("\"\\uD83D\\uD83D\""),      PP_JSON_ERROR_ENCODING, "1:2" },
  { "Latin-1",                 TEXT ("[\"\xE4\"]"),              PP_JSON_ERROR_ENCODING, "1:3" },
  { "overlong",                TEXT ("\"\xC0\xAF\""),            PP_JSON_ERROR_ENCODING, "1:2" },
  { "surrogate in UTF-8",      TEXT ("\"\xED\xA0\x80\""),        PP_JSON_ERROR_ENCODING, "1:2" },
  { "beyond Unicode",          TEXT ("\"\xF5\x80\x80\x80\""),    PP_JSON_ERROR_ENCODING, "1:2" },
  { "cut UTF-8",               TEXT ("\"\xE2\x82"),              PP_JSON_ERROR_ENCODING, "1:2" },
  { "UTF-16",                  TEXT ("\xFF\xFE{\0"),             PP_JSON_ERROR_ENCODING, "1:1" },
};

static void
test_accepted (gconstpointer data)
{
  const Accepted *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (pp_json_check (row->text, row->length, NULL, &error));
  g_assert_no_error (error);

  root = pp_json_parse (row->text, row->length, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (root);

  text = pp_json_to_string (root, PP_JSON_STYLE_COMPACT, &length);
  g_assert_cmpstr (text, ==, row->compact);
  g_assert_cmpuint (length, ==, strlen (text));

  again = pp_json_parse (text, length, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pp_json_equal (root, again));
}

/* Whatever is wrong has a sentence that can be said in another way. */
static const char *
say_nothing (const char *sentence)
{
  return "";
}

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) parse_error = NULL;
  g_autofree char *place = g_strconcat (row->place, ": ", NULL);
  /* Of exactly the text's length, so that a sanitizer sees reading beyond it. */
  g_autofree char *text = g_memdup2 (row->text, MAX (row->length, 1));
  g_autofree char *said = NULL;

  g_assert_false (pp_json_check (text, row->length, NULL, &error));
  g_assert_error (error, PP_JSON_ERROR, (int) row->code);
  if (!g_str_has_prefix (error->message, place))
    g_error ("“%s” does not begin with %s", error->message, place);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  said = pp_worded_error_dup_sentence (error, say_nothing);
  g_assert_cmpstr (said, ==, "");

  g_assert_null (pp_json_parse (text, row->length, NULL, &parse_error));
  g_assert_cmpstr (parse_error->message, ==, error->message);
  g_clear_error (&parse_error);

  g_assert_null (pp_json_parse_shared (text, row->length, NULL, &parse_error));
  g_assert_cmpstr (parse_error->message, ==, error->message);
}

/* Every value of the table twice, as an element and as a member, beside one that begins like it. */
static void
test_shared_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      const char *value = accepted[i].compact;
      g_autofree char *text = g_strdup_printf ("[%s, {\"a\": [%s], \"b\":\n\t%s}, [%s], %s, [%s, %s]]",
                                               value, value, value, value, value, value, value);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) plain = pp_json_parse (text, strlen (text), NULL, &error);
      g_autoptr (JsonNode) shared = pp_json_parse_shared (text, strlen (text), NULL, &error);
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      expected = pp_json_to_string (plain, PP_JSON_STYLE_COMPACT, NULL);
      found = pp_json_to_string (shared, PP_JSON_STYLE_COMPACT, NULL);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_shared_nodes (void)
{
  static const char text[] =
    "[{\"a\":[1,12,1]}, {\"a\":[1,12,1]}, {\"a\":[1,12,1,2]}, \"x\", \"xy\", \"x\", -1, -1.5, -1, -1e2, true, true]";
  g_autoptr (JsonNode) root = pp_json_parse_shared (text, strlen (text), NULL, NULL);
  g_autofree char *compact = pp_json_to_string (root, PP_JSON_STYLE_COMPACT, NULL);
  JsonArray *array = json_node_get_array (root);

  g_assert_cmpstr (compact, ==, "[{\"a\":[1,12,1]},{\"a\":[1,12,1]},{\"a\":[1,12,1,2]},\"x\",\"xy\",\"x\","
                                "-1,-1.5,-1,-100,true,true]");
  g_assert_true (json_array_get_element (array, 0) == json_array_get_element (array, 1));
  g_assert_true (json_array_get_element (array, 0) != json_array_get_element (array, 2));
  g_assert_true (json_array_get_element (array, 3) == json_array_get_element (array, 5));
  g_assert_true (json_array_get_element (array, 6) == json_array_get_element (array, 8));
  g_assert_true (json_array_get_element (array, 10) == json_array_get_element (array, 11));
}

/* What is allowed here may be too deep elsewhere, and the other way round. */
static void
test_shared_depth (void)
{
  const PpJsonLimits limits = { 1000, 4 };
  static const char fits[] = "[[[[1]]],[[[1]]]]";
  static const char shallow_first[] = "[[[1]],[[[[1]]]]]";
  static const char repeated[] = "[{\"a\":[[1]]},[{\"a\":[[1]]}]]";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse_shared (fits, strlen (fits), &limits, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  g_assert_null (pp_json_parse_shared (shallow_first, strlen (shallow_first), &limits, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (pp_json_parse_shared (repeated, strlen (repeated), &limits, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, "1:21: "));
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (80000, '[');
  g_autofree char *fits = NULL;
  g_autoptr (GError) error = NULL;
  const PpJsonLimits generous = { PP_JSON_MAX_BYTES, 100000 };
  GString *text = g_string_new (NULL);

  g_assert_null (pp_json_parse (deep, 80000, NULL, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "1:201: nested deeper than 200 levels");
  g_clear_error (&error);

  g_assert_false (pp_json_check (deep, 80000, &generous, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_SYNTAX);
  g_clear_error (&error);

  for (guint i = 0; i < PP_JSON_MAX_DEPTH / 2; i++)
    g_string_append (text, "{\"a\":[");
  for (guint i = 0; i < PP_JSON_MAX_DEPTH / 2; i++)
    g_string_append (text, "]}");
  fits = g_string_free (text, FALSE);
  g_assert_true (pp_json_check (fits, strlen (fits), NULL, &error));
  g_assert_no_error (error);
}

static void
test_size (void)
{
  const PpJsonLimits limits = { 4, 10 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_json_check ("1234", 4, &limits, &error));
  g_assert_false (pp_json_check ("12345", 5, &limits, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "1:1: 5 bytes are more than the 4 that are read");
}

static void
test_styles (void)
{
  g_autoptr (JsonNode) root = pp_json_parse (TEXT ("{\"b\":[1,{}],\"\xC3\xA4\":{\"y\":2,\"x\":[]},\"a\":3}"),
                                             NULL, NULL);
  g_autofree char *indented = pp_json_to_string (root, PP_JSON_STYLE_INDENTED, NULL);
  g_autofree char *canonical = pp_json_to_string (root, PP_JSON_STYLE_CANONICAL, NULL);
  g_autoptr (GString) deep = g_string_new (NULL);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpstr (indented, ==,
                   "{\n  \"b\": [\n    1,\n    {}\n  ],\n"
                   "  \"\xC3\xA4\": {\n    \"y\": 2,\n    \"x\": []\n  },\n  \"a\": 3\n}");
  g_assert_cmpstr (canonical, ==,
                   "{\n  \"a\": 3,\n  \"b\": [\n    1,\n    {}\n  ],\n"
                   "  \"\xC3\xA4\": {\n    \"x\": [],\n    \"y\": 2\n  }\n}\n");

  pp_json_append (deep, json_object_get_member (object, "b"), PP_JSON_STYLE_INDENTED, 2);
  g_assert_cmpstr (deep->str, ==, "[\n      1,\n      {}\n    ]");
}

static void
test_doubles (void)
{
  static const double values[] = { 0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, -123456.789,
                                   9007199254740993.0, 1e15 + 0.5, 1e21, 9.3e18, -9223372036854775808.0 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), values[i]);
      g_autoptr (JsonNode) again = NULL;
      g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);

      again = pp_json_parse (text, strlen (text), NULL, NULL);
      g_assert_nonnull (again);
      g_assert_true (json_node_get_double (again) == values[i]);
      g_assert_true (pp_json_equal (node, again));
    }
}

/* JSON has no word for them, and a broken file would be worse. */
static void
test_not_finite (void)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), NAN);
  g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);

  g_assert_cmpstr (text, ==, "null");
}

/* As PostgreSQL 15 says of these with @>. */
static void
test_contains (void)
{
  static const struct { const char *whole; const char *part; gboolean contains; } rows[] = {
    { "{\"a\":1,\"b\":2}",          "{}",                       TRUE },
    { "{\"a\":1,\"b\":2}",          "{\"b\":2.0}",              TRUE },
    { "{\"a\":1}",                  "{\"a\":2}",                FALSE },
    { "{\"a\":1}",                  "{\"b\":null}",             FALSE },
    { "{\"a\":null}",               "{\"a\":null}",             TRUE },
    { "{\"a\":{\"x\":1,\"y\":2}}",  "{\"a\":{\"y\":2}}",        TRUE },
    { "{\"a\":{\"x\":1}}",          "{\"a\":{}}",               TRUE },
    { "{\"a\":{\"x\":1}}",          "{\"a\":[]}",               FALSE },
    { "{\"a\":{}}",                 "{\"a\":1}",                FALSE },
    { "{\"a\":1}",                  "{\"a\":{}}",               FALSE },
    { "{\"a\":[1,2,3]}",            "{\"a\":[3,1,1]}",          TRUE },
    { "{\"a\":[1,2,3]}",            "{\"a\":[4]}",              FALSE },
    { "{\"a\":[1,2,3]}",            "{\"a\":[]}",               TRUE },
    { "{\"a\":[1,2,3]}",            "{\"a\":1}",                FALSE },
    { "{\"a\":[[1,2],[3]]}",        "{\"a\":[[2]]}",            TRUE },
    { "{\"a\":[[1,2],[3]]}",        "{\"a\":[1]}",              FALSE },
    { "{\"a\":[{\"x\":1,\"y\":2}]}", "{\"a\":[{\"x\":1}]}",      TRUE },
    { "{\"a\":[{\"x\":1}]}",        "{\"a\":[{\"x\":1,\"y\":2}]}", FALSE },
    { "[1,2]",                      "[2]",                      TRUE },
    { "[1,2]",                      "{}",                       FALSE },
    { "{}",                         "[]",                       FALSE },
    { "{}",                         "1",                        FALSE },
    { "1",                          "1.0",                      TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) whole = pp_json_parse (rows[i].whole, strlen (rows[i].whole), NULL, NULL);
      g_autoptr (JsonNode) part = pp_json_parse (rows[i].part, strlen (rows[i].part), NULL, NULL);

      g_test_message ("%s @> %s", rows[i].whole, rows[i].part);
      g_assert_cmpint (pp_json_contains (whole, part), ==, rows[i].contains);
    }
}

static void
test_equal (void)
{
  static const struct { const char *a; const char *b; gboolean equal; } rows[] = {
    { "{\"a\":1,\"b\":[true,null]}", "{ \"b\": [true, null], \"a\": 1.0 }", TRUE },
    { "9007199254740993",  "9007199254740992.0",   FALSE },
    { "9007199254740993",  "9007199254740993",     TRUE },
    { "1e400",             "1e400",                TRUE },
    { "1e400",             "\"1e400\"",            FALSE },
    { "\"\\uFDD01e400\"",  "1e400",                FALSE },
    { "[1,2]",             "[2,1]",                FALSE },
    { "[1,2]",             "[1]",                  FALSE },
    { "{\"a\":1}",         "{\"a\":1,\"b\":2}",    FALSE },
    { "{\"a\":1}",         "{\"b\":1}",            FALSE },
    { "null",              "false",                FALSE },
    { "1",                 "true",                 FALSE },
    { "1",                 "\"1\"",                FALSE },
    { "-0",                "0",                    TRUE },
    { "{}",                "[]",                   FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) a = pp_json_parse (rows[i].a, strlen (rows[i].a), NULL, NULL);
      g_autoptr (JsonNode) b = pp_json_parse (rows[i].b, strlen (rows[i].b), NULL, NULL);

      g_assert_cmpint (pp_json_equal (a, b), ==, rows[i].equal);
      g_assert_cmpint (pp_json_equal (b, a), ==, rows[i].equal);
    }

  g_assert_true (pp_json_equal (NULL, NULL));
}

static void
test_typed_members (void)
{
  static const char text[] =
    "{\"text\":\"t\",\"yes\":true,\"integer\":7,\"integral\":7.0,\"real\":1.5,"
    "\"huge\":123456789012345678901234567890,\"object\":{},\"array\":[],\"nothing\":null}";
  g_autoptr (JsonNode) root = pp_json_parse (text, strlen (text), NULL, NULL);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpstr (pp_json_get_string (object, "text", "-"), ==, "t");
  g_assert_cmpstr (pp_json_get_string (object, "integer", "-"), ==, "-");
  g_assert_cmpstr (pp_json_get_string (object, "huge", "-"), ==, "-");
  g_assert_cmpstr (pp_json_get_string (object, "nothing", "-"), ==, "-");
  g_assert_cmpstr (pp_json_get_string (object, "absent", NULL), ==, NULL);
  g_assert_cmpstr (pp_json_get_string (NULL, "text", "-"), ==, "-");
  g_assert_true (pp_json_get_boolean (object, "yes", FALSE));
  g_assert_true (pp_json_get_boolean (object, "integer", TRUE));
  g_assert_cmpint (pp_json_get_int (object, "integer", 0), ==, 7);
  g_assert_cmpint (pp_json_get_int (object, "integral", 0), ==, 7);
  g_assert_cmpint (pp_json_get_int (object, "real", -1), ==, -1);
  g_assert_cmpint (pp_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (pp_json_get_int (object, "yes", -1), ==, -1);
  g_assert_cmpfloat (pp_json_get_double (object, "real", 0), ==, 1.5);
  g_assert_cmpfloat (pp_json_get_double (object, "integer", 0), ==, 7);
  g_assert_cmpfloat (pp_json_get_double (object, "text", -1), ==, -1);
  g_assert_cmpstr (pp_json_get_text (json_object_get_member (object, "text")), ==, "t");
  g_assert_null (pp_json_get_text (json_object_get_member (object, "object")));
  g_assert_null (pp_json_get_text (json_object_get_member (object, "huge")));
  g_assert_null (pp_json_get_text (NULL));
  g_assert_nonnull (pp_json_get_object (object, "object"));
  g_assert_null (pp_json_get_object (object, "array"));
  g_assert_nonnull (pp_json_get_array (object, "array"));
  g_assert_null (pp_json_get_array (object, "object"));
  g_assert_null (pp_json_get_object (object, "nothing"));
}

static JsonNode *
parse_repeated (guint    n_repeats,
                GError **error)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "\"%u\":1,", i);
  for (guint i = 0; i < n_repeats; i++)
    g_string_append (text, "\"9999\":2,");
  g_string_append (text, "\"\":3}");

  return pp_json_parse (text->str, text->len, NULL, error);
}

/* Repeating a name costs time in proportion to the size of the object: some is fine, an attack is not. */
static void
test_repeated_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = parse_repeated (1000, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 10001);
  g_assert_cmpint (pp_json_get_int (json_node_get_object (root), "9999", 0), ==, 2);

  g_assert_null (parse_repeated (100000, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT);
}

static void
test_unique_names (void)
{
  const PpJsonLimits strict = { 1000, 10, TRUE };
  static const char *good = "{\"a\":1,\"b\":{\"a\":2}}";
  static const char *repeated = "{\"a\":1,\"b\":{\"c\":2,\"\\u0063\":3}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse (good, strlen (good), &strict, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  g_assert_null (pp_json_parse (repeated, strlen (repeated), &strict, &error));
  g_assert_error (error, PP_JSON_ERROR, PP_JSON_ERROR_SYNTAX);
}

static void
test_locate (void)
{
  static const char text[] = " { \"a\" : [1, {\"b\": \"x]}\\\"\"} , [ ] ], \"c/d\":-2.5e3 ,\"\": null}";
  static const struct {
    const char *pointer;
    const char *value;
    gboolean    found;
  } cases[] = {
    { "/a", "[1, {\"b\": \"x]}\\\"\"} , [ ] ]", TRUE },
    { "/a/0", "1", TRUE },
    { "/a/1", "{\"b\": \"x]}\\\"\"}", TRUE },
    { "/a/1/b", "\"x]}\\\"\"", TRUE },
    { "/a/2", "[ ]", TRUE },
    { "/c~1d", "-2.5e3", TRUE },
    { "/a/1/z", "{\"b\": \"x]}\\\"\"}", FALSE },
    { "/a/3", "[1, {\"b\": \"x]}\\\"\"} , [ ] ]", FALSE },
    { "/a/0/b", "1", FALSE },
    { "/a/x", "[1, {\"b\": \"x]}\\\"\"} , [ ] ]", FALSE },
  };
  gsize start, end;

  g_assert_true (pp_json_check (text, strlen (text), NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = NULL;

      g_assert_true (pp_json_locate (text, strlen (text), cases[i].pointer, &start, &end) == cases[i].found);
      value = g_strndup (text + start, end - start);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
  g_assert_true (pp_json_locate (text, strlen (text), "/", &start, &end));
  g_assert_cmpuint (start, ==, 1);
  g_assert_cmpuint (end, ==, strlen (text));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *path = g_strconcat ("/json/accepted/", accepted[i].description, NULL);

      g_test_add_data_func (path, &accepted[i], test_accepted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/json/refused/", refused[i].description, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/json/shared/values", test_shared_values);
  g_test_add_func ("/json/shared/nodes", test_shared_nodes);
  g_test_add_func ("/json/shared/depth", test_shared_depth);
  g_test_add_func ("/json/limits/depth", test_depth);
  g_test_add_func ("/json/limits/size", test_size);
  g_test_add_func ("/json/limits/repeated-names", test_repeated_names);
  g_test_add_func ("/json/limits/unique-names", test_unique_names);
  g_test_add_func ("/json/write/styles", test_styles);
  g_test_add_func ("/json/write/doubles", test_doubles);
  g_test_add_func ("/json/write/not-finite", test_not_finite);
  g_test_add_func ("/json/equal", test_equal);
  g_test_add_func ("/json/contains", test_contains);
  g_test_add_func ("/json/locate", test_locate);
  g_test_add_func ("/json/typed-members", test_typed_members);

  return g_test_run ();
}
