/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-diff.h"
#include "pp-test-model.h"

/* Makes the changes of the list in a copy of the small model, and sees that diff finds them again. */
static GPtrArray *
diff_after (PpModel    *from,
            const char *changes_text)
{
  g_autoptr (JsonNode) node = parse (changes_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) wanted = pp_change_list_new_from_json (node, &error);
  g_autoptr (PpModel) to = pp_model_copy (from);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *patched = NULL;

  g_assert_no_error (error);
  pp_model_apply (to, wanted, &error);
  g_assert_no_error (error);
  changes = pp_diff_models (from, to);
  pp_model_apply (from, changes, &error);
  g_assert_no_error (error);
  expected = canonical (to);
  patched = canonical (from);
  g_assert_cmpstr (patched, ==, expected);
  return g_steal_pointer (&changes);
}

static void
assert_finds (const char *changes_text)
{
  g_autoptr (PpModel) from = small_model ();
  g_autoptr (GPtrArray) changes = diff_after (from, changes_text);
  g_autoptr (JsonNode) found = pp_change_list_to_json (changes);
  g_autoptr (JsonNode) expected = parse (changes_text);
  g_autofree char *found_text = pp_json_to_string (found, PP_JSON_STYLE_CANONICAL, NULL);
  g_autofree char *expected_text = pp_json_to_string (expected, PP_JSON_STYLE_CANONICAL, NULL);

  g_assert_cmpstr (found_text, ==, expected_text);
}

static void
test_equal (void)
{
  g_autoptr (PpModel) a = small_model ();
  g_autoptr (PpModel) b = small_model ();
  g_autoptr (GPtrArray) changes = pp_diff_models (a, b);

  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_fields (void)
{
  assert_finds ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"shop\",\"field\":\"name\","
                "\"before\":\"Shop\",\"after\":\"Kiosk\"}]");
  assert_finds ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"orders\",\"field\":\"parent\","
                "\"before\":\"shop\"}]");
  assert_finds ("[{\"op\":\"set\",\"record\":\"model\",\"id\":\"m\",\"field\":\"contributors\","
                "\"after\":[\"Ada\",\"Bob\"]}]");
}

static void
test_map_entries_one_by_one (void)
{
  assert_finds ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"shop\",\"field\":\"properties/a/b\","
                "\"after\":{\"x\":[1,2]}},"
                "{\"op\":\"set\",\"record\":\"node\",\"id\":\"shop\",\"field\":\"extra/later\","
                "\"after\":null},"
                "{\"op\":\"set\",\"record\":\"layout\",\"id\":\"all\",\"field\":\"placements/orders\","
                "\"before\":{\"x\":300,\"y\":20,\"width\":150,\"height\":75},"
                "\"after\":{\"x\":310,\"y\":20,\"width\":150,\"height\":75}},"
                "{\"op\":\"set\",\"record\":\"layout\",\"id\":\"all\",\"field\":\"placements/write\","
                "\"before\":{\"points\":[[200,50]]}}]");
}

static void
test_records (void)
{
  assert_finds ("[{\"op\":\"remove\",\"record\":\"threat\",\"id\":\"t1\",\"before\":"
                "{\"element\":\"orders\",\"number\":1,\"title\":\"Read by others\",\"status\":\"Open\"}},"
                "{\"op\":\"add\",\"record\":\"node\",\"id\":\"n\",\"after\":{\"kind\":\"store\"}},"
                "{\"op\":\"add\",\"record\":\"comment\",\"id\":\"c\",\"after\":{\"text\":\"Why?\"}}]");
}

static void
test_one_identifier_two_types (void)
{
  assert_finds ("[{\"op\":\"remove\",\"record\":\"edge\",\"id\":\"write\",\"before\":"
                "{\"kind\":\"data-flow\",\"name\":\"write\",\"source\":\"shop\",\"target\":\"orders\"}},"
                "{\"op\":\"add\",\"record\":\"node\",\"id\":\"write\",\"after\":{\"kind\":\"process\"}}]");
}

/* One record at another, without models: only what differs, entries of maps one by one. */
static void
test_one_record (void)
{
  g_autoptr (JsonNode) old = parse ("{\"kind\":\"store\",\"name\":\"Orders\",\"properties\":{\"a\":1,\"b\":2},\"later\":0}");
  g_autoptr (JsonNode) new = parse ("{\"kind\":\"store\",\"name\":\"Bills\",\"properties\":{\"a\":1,\"c\":3},\"later\":0}");
  g_autoptr (PpRecord) from = pp_record_new_from_json (PP_RECORD_NODE, "orders", old, NULL);
  g_autoptr (PpRecord) to = pp_record_new_from_json (PP_RECORD_NODE, "orders", new, NULL);
  g_autoptr (GPtrArray) changes = pp_diff_records (from, to);
  static const char * const fields[] = { "name", "properties/b", "properties/c" };

  g_assert_cmpuint (changes->len, ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      g_assert_cmpint (change->operation, ==, PP_CHANGE_SET);
      g_assert_cmpstr (change->id, ==, "orders");
      g_assert_cmpstr (change->field, ==, fields[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diff/equal", test_equal);
  g_test_add_func ("/diff/fields", test_fields);
  g_test_add_func ("/diff/map-entries-one-by-one", test_map_entries_one_by_one);
  g_test_add_func ("/diff/records", test_records);
  g_test_add_func ("/diff/one-identifier-two-types", test_one_identifier_two_types);
  g_test_add_func ("/diff/one-record", test_one_record);

  return g_test_run ();
}
