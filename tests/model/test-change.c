/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

static void
test_json_round_trip (void)
{
  const char *texts[] = {
    "{\"op\":\"set\",\"record\":\"node\",\"id\":\"a\",\"field\":\"name\",\"before\":\"x\",\"after\":\"y\"}",
    "{\"op\":\"set\",\"record\":\"layout\",\"id\":\"a\",\"field\":\"placements/b\",\"after\":{\"x\":1}}",
    "{\"op\":\"add\",\"record\":\"threat\",\"id\":\"t\",\"after\":{\"title\":\"x\"}}",
    "{\"op\":\"remove\",\"record\":\"edge\",\"id\":\"e\",\"before\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PpChange) change = pp_change_new_from_json (node, &error);
      g_autoptr (JsonNode) written = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      written = pp_change_to_json (change);
      text = pp_json_to_string (written, PP_JSON_STYLE_COMPACT, NULL);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_json_refused (void)
{
  const char *texts[] = {
    "[]",
    "{}",
    "{\"op\":\"move\",\"record\":\"node\",\"id\":\"a\"}",
    "{\"op\":\"set\",\"record\":\"thing\",\"id\":\"a\",\"field\":\"name\"}",
    "{\"op\":\"set\",\"record\":\"node\",\"field\":\"name\"}",
    "{\"op\":\"set\",\"record\":\"node\",\"id\":\"a\",\"field\":\"\"}",
    "{\"op\":\"set\",\"record\":\"node\",\"id\":\"a\"}",
    "{\"op\":\"add\",\"record\":\"node\",\"id\":\"a\",\"after\":1}",
    "{\"op\":\"add\",\"record\":\"node\",\"id\":\"a\",\"after\":{},\"before\":{}}",
    "{\"op\":\"remove\",\"record\":\"node\",\"id\":\"a\",\"after\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_change_new_from_json (node, &error));
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
    }
}

static void
test_list_invert (void)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) record = parse ("{\"kind\":\"process\"}");
  g_autoptr (JsonNode) name = text_node ("n");
  g_autoptr (GPtrArray) inverse = NULL;
  PpChange *change;

  g_ptr_array_add (changes, pp_change_new_add (PP_RECORD_NODE, "a", record));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "a", "name", NULL, name));
  inverse = pp_change_list_invert (changes);

  g_assert_cmpuint (inverse->len, ==, 2);
  change = g_ptr_array_index (inverse, 0);
  g_assert_cmpint (change->operation, ==, PP_CHANGE_SET);
  g_assert_true (change->before == name);
  g_assert_null (change->after);
  change = g_ptr_array_index (inverse, 1);
  g_assert_cmpint (change->operation, ==, PP_CHANGE_REMOVE);
  g_assert_true (change->before == record);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/change/json-round-trip", test_json_round_trip);
  g_test_add_func ("/model/change/json-refused", test_json_refused);
  g_test_add_func ("/model/change/list-invert", test_list_invert);

  return g_test_run ();
}
