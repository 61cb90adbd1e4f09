/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The registry, Parapet's own format, and what both readers refuse. */

#include "pp-test-formats.h"

typedef struct {
  const char   *description;
  const char   *format;         /* NULL: found out */
  const char   *text;
  PpFormatError code;
  const char   *place;
} Refused;

#define NATIVE "{\"format\":\"parapet-model\",\"version\":1,\"id\":\"m\","
#define DRAGON "{\"version\":\"2.6.2\",\"summary\":{\"title\":\"t\"},\"detail\":{\"diagrams\":"

static const Refused refused[] = {
  { "nothing",                NULL, "", PP_FORMAT_ERROR_SYNTAX, "1:1" },
  { "truncated",              NULL, "{\"summary\":{\"title\":\"t\"},\n\"detail\":{\"dia",
    PP_FORMAT_ERROR_SYNTAX, "2:11" },
  { "NaN",                    NULL, "{\"detail\":{\"threatTop\":NaN}}", PP_FORMAT_ERROR_SYNTAX, "1:24" },
  { "invalid UTF-8",          NULL, "{\"summary\":{\"title\":\"\xFF\"}}", PP_FORMAT_ERROR_SYNTAX, "1:22" },
  { "NUL escape",             NULL, "{\"summary\":{\"title\":\"\\u0000\"}}", PP_FORMAT_ERROR_SYNTAX, "1:22" },
  { "another format",         NULL, "{\"otmVersion\":\"0.2.0\",\"project\":{}}", PP_FORMAT_ERROR_NOT_RECOGNISED, "/" },
  { "a list",                 NULL, "[1,2]", PP_FORMAT_ERROR_NOT_RECOGNISED, "/" },
  { "a list as native",       "parapet", "[]", PP_FORMAT_ERROR_INVALID, "/" },
  { "another name",           "parapet", "{\"format\":\"x\"}", PP_FORMAT_ERROR_INVALID, "/format" },
  { "newer",                  NULL, "{\"format\":\"parapet-model\",\"version\":2}",
    PP_FORMAT_ERROR_UNSUPPORTED_VERSION, "/version" },
  { "version is a text",      NULL, "{\"format\":\"parapet-model\",\"version\":\"1\"}",
    PP_FORMAT_ERROR_INVALID, "/version" },
  { "no id",                  NULL, "{\"format\":\"parapet-model\",\"version\":1}", PP_FORMAT_ERROR_INVALID, "/id" },
  { "nodes are a list",       NULL, NATIVE "\"nodes\":[]}", PP_FORMAT_ERROR_INVALID, "/nodes" },
  { "a node is a text",       NULL, NATIVE "\"nodes\":{\"a\":\"b\"}}", PP_FORMAT_ERROR_INVALID, "/nodes/a" },
  { "an empty id",            NULL, NATIVE "\"nodes\":{\"\":{}}}", PP_FORMAT_ERROR_INVALID, "/nodes/" },
  { "a name is a number",     NULL, NATIVE "\"nodes\":{\"a/b~\":{\"name\":1}}}",
    PP_FORMAT_ERROR_INVALID, "/nodes/a~1b~0/name" },
  { "a title is a number",    NULL, NATIVE "\"model\":{\"title\":1}}", PP_FORMAT_ERROR_INVALID, "/model/title" },
  { "a wrong placement",      NULL, NATIVE "\"layouts\":{\"l\":{\"placements\":{\"a\":{\"x\":\"1\"}}}}}",
    PP_FORMAT_ERROR_INVALID, "/layouts/l/placements/a/x" },
  { "an id twice",            NULL, NATIVE "\"nodes\":{\"a\":{}},\"edges\":{\"a\":{}}}",
    PP_FORMAT_ERROR_INVALID, "/edges/a" },
  { "the model's id again",   NULL, NATIVE "\"nodes\":{\"m\":{}}}", PP_FORMAT_ERROR_INVALID, "/nodes/m" },
  { "inside itself",          NULL, NATIVE "\"nodes\":{\"a\":{\"parent\":\"b\"},\"b\":{\"parent\":\"a\"}}}",
    PP_FORMAT_ERROR_INVALID, "/nodes/a/parent" },
  { "a list as dragon",       "threat-dragon", "[]", PP_FORMAT_ERROR_INVALID, "/" },
  { "summary is a text",      "threat-dragon", "{\"summary\":\"t\",\"detail\":{}}",
    PP_FORMAT_ERROR_INVALID, "/summary" },
  { "detail is a list",       NULL, "{\"summary\":{\"title\":\"t\"},\"detail\":[]}",
    PP_FORMAT_ERROR_INVALID, "/detail" },
  { "diagrams are an object", NULL, DRAGON "{}}}", PP_FORMAT_ERROR_INVALID, "/detail/diagrams" },
  { "a diagram is a number",  NULL, DRAGON "[{},7]}}", PP_FORMAT_ERROR_INVALID, "/detail/diagrams/1" },
  { "cells are an object",    NULL, DRAGON "[{\"cells\":{}}]}}", PP_FORMAT_ERROR_INVALID, "/detail/diagrams/0/cells" },
  { "a cell is null",         NULL, DRAGON "[{\"cells\":[{},null]}]}}",
    PP_FORMAT_ERROR_INVALID, "/detail/diagrams/0/cells/1" },
  { "old cells are a text",   NULL, DRAGON "[{\"diagramJson\":{\"cells\":\"\"}}]}}",
    PP_FORMAT_ERROR_INVALID, "/detail/diagrams/0/diagramJson/cells" },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bytes_of (row->text);
  g_autofree char *place = g_strconcat (row->place, ": ", NULL);
  const PpFormat *format = row->format != NULL ? pp_formats_lookup (row->format) : NULL;

  g_assert_null (pp_formats_read (format, bytes, NULL, NULL, NULL, &error));
  g_assert_error (error, PP_FORMAT_ERROR, (int) row->code);
  if (!g_str_has_prefix (error->message, place))
    g_error ("“%s” does not begin with %s", error->message, place);
}

static void
test_deep (void)
{
  g_autofree char *text = g_strnfill (80000, '[');
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (pp_formats_read (NULL, bytes, NULL, NULL, NULL, &error));
  g_assert_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "1:201: nested deeper than 200 levels");
}

static void
test_nul_byte (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"a\":\"\0\"}", 9);
  g_autoptr (GError) error = NULL;

  g_assert_null (pp_formats_read (NULL, bytes, NULL, NULL, NULL, &error));
  g_assert_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "1:7: a NUL byte");
}

/* --- the registry --- */

static void
test_lookup (void)
{
  guint n_formats;
  const PpFormat * const *formats = pp_formats_list (&n_formats);

  g_assert_cmpuint (n_formats, >=, 2);
  for (guint i = 0; i < n_formats; i++)
    g_assert_true (pp_formats_lookup (formats[i]->id) == formats[i]);
  g_assert_null (pp_formats_lookup ("nothing"));
  g_assert_cmpstr (pp_formats_for_file_name ("/a/Shop.PARAPET")->id, ==, "parapet");
  g_assert_cmpstr (pp_formats_for_file_name ("shop.json")->id, ==, "threat-dragon");
  g_assert_null (pp_formats_for_file_name ("shop.txt"));
  g_assert_null (pp_formats_for_file_name (".json"));
}

static void
test_found_out (void)
{
  static const struct { const char *name; const char *format; } files[] = {
    { "shop.parapet", "parapet" }, { "shop-v1.json", "threat-dragon" }, { "shop-v2.json", "threat-dragon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (PP_TEST_DATA, files[i].name, NULL);
      g_autoptr (GBytes) bytes = load_bytes (path);
      g_autoptr (GError) error = NULL;
      const PpFormat *used = NULL;
      g_autoptr (PpModel) model = pp_formats_read (NULL, bytes, NULL, &used, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (used->id, ==, files[i].format);
    }
}

static void
test_loss (void)
{
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (JsonNode) json = NULL;

  pp_loss_add (NULL, "/", "nobody wants to know");
  for (guint i = 0; i < 1005; i++)
    pp_loss_add (loss, "/a", "number %u", i);
  g_assert_cmpuint (pp_loss_get_n_items (loss), ==, 1001);
  g_assert_cmpstr (pp_loss_get_item (loss, 7)->message, ==, "number 7");
  json = pp_loss_to_json (loss);
  assert_value (json, "/7", "{\"place\":\"/a\",\"message\":\"number 7\"}");
  assert_value (json, "/1000/message", "\"5 more of the kind\"");
  g_assert_cmpuint (pp_loss_get_n_items (loss), ==, 1001);
}

/* --- our own format --- */

static void
test_same_bytes (void)
{
  g_autofree char *path = g_build_filename (PP_TEST_DATA, "shop.parapet", NULL);
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (PpModel) model = read_bytes ("parapet", bytes, NULL);
  g_autoptr (GBytes) written = write_bytes ("parapet", model, NULL);
  g_autoptr (JsonNode) before = parse_bytes (bytes);
  g_autoptr (JsonNode) after = parse_bytes (written);
  g_autoptr (PpModel) again = read_bytes ("parapet", written, NULL);
  g_autoptr (GBytes) written_again = write_bytes ("parapet", again, NULL);

  g_assert_true (pp_json_equal (before, after));
  g_assert_true (g_bytes_equal (written, written_again));
  g_assert_cmpint (((const char *) g_bytes_get_data (written, NULL))[g_bytes_get_size (written) - 1], ==, '\n');
}

static guint
count_different_lines (GBytes *a,
                       GBytes *b)
{
  g_auto (GStrv) first = g_strsplit (g_bytes_get_data (a, NULL), "\n", -1);
  g_auto (GStrv) second = g_strsplit (g_bytes_get_data (b, NULL), "\n", -1);
  guint n_different = 0;

  g_assert_cmpuint (g_strv_length (first), ==, g_strv_length (second));
  for (guint i = 0; first[i] != NULL; i++)
    n_different += strcmp (first[i], second[i]) != 0;

  return n_different;
}

static void
test_one_line (void)
{
  static const struct { const char *id; const char *field; const char *value; } edits[] = {
    { "shop", "name", "\"Store\"" },
    { "shop", "facts/webApp", "{\"value\":false,\"source\":\"person\"}" },
    { "t1", "status", "\"Mitigated\"" },
    { "all", "placements/shop", "{\"x\":11,\"y\":20,\"width\":100,\"height\":100,\"z\":1,\"future\":\"x\"}" },
    { "model-1", "title", "\"Another\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (PpModel) model = load_model ("shop.parapet");
      g_autoptr (GBytes) before = write_bytes ("parapet", model, NULL);
      g_autoptr (GBytes) after = NULL;

      apply_set (model, edits[i].id, edits[i].field, edits[i].value);
      after = write_bytes ("parapet", model, NULL);
      g_assert_cmpuint (count_different_lines (before, after), ==, 1);
    }
}

/* References that lead nowhere are no reason not to open a model. */
static void
test_dangling (void)
{
  g_autoptr (GBytes) bytes = bytes_of (NATIVE "\"model\":{},\"edges\":{\"e\":{\"source\":\"gone\"}},"
                                       "\"threats\":{\"t\":{\"element\":\"gone\"}},"
                                       "\"layouts\":{\"l\":{\"placements\":{\"gone\":{\"x\":1}}}}}");
  g_autoptr (PpModel) model = read_bytes ("parapet", bytes, NULL);
  g_autoptr (GBytes) written = write_bytes ("parapet", model, NULL);
  g_autoptr (JsonNode) before = parse_bytes (bytes);
  g_autoptr (JsonNode) after = parse_bytes (written);
  g_autoptr (GBytes) dragon = write_bytes ("threat-dragon", model, NULL);

  g_assert_true (pp_json_equal (before, after));
  g_assert_nonnull (dragon);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/formats/refused/", refused[i].description, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/formats/refused/deep", test_deep);
  g_test_add_func ("/formats/refused/nul-byte", test_nul_byte);
  g_test_add_func ("/formats/registry/lookup", test_lookup);
  g_test_add_func ("/formats/registry/found-out", test_found_out);
  g_test_add_func ("/formats/loss", test_loss);
  g_test_add_func ("/formats/native/same-bytes", test_same_bytes);
  g_test_add_func ("/formats/native/one-line", test_one_line);
  g_test_add_func ("/formats/native/dangling", test_dangling);

  return g_test_run ();
}
