/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

static void
test_every_field_round_trips (void)
{
  static const char * const samples[] = {
    [PP_FIELD_STRING] = "\"text\"",
    [PP_FIELD_ID] = "\"other\"",
    [PP_FIELD_BOOLEAN] = "true",
    [PP_FIELD_INTEGER] = "7",
    [PP_FIELD_STRINGS] = "[\"a\",\"b\"]",
    [PP_FIELD_JSON] = "{\"tlp\":[\"AMBER\",1]}",
    [PP_FIELD_MAP] = "{\"k\":{\"deep\":[1,null]}}",
    [PP_FIELD_PLACEMENTS] = "{\"e\":{\"x\":1}}",
  };

  for (PpRecordType type = 0; type < PP_N_RECORD_TYPES; type++)
    {
      g_autoptr (GString) text = g_string_new ("{");
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (PpRecord) record = NULL;
      g_autoptr (JsonNode) written = NULL;
      const PpField *fields;
      guint n_fields;

      fields = pp_record_type_get_fields (type, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        {
          const char *name = g_str_equal (fields[i].name, "extra") ? "ofAnotherVersion" : fields[i].name;

          g_string_append_printf (text, "%s\"%s\":%s", i > 0 ? "," : "", name, samples[fields[i].type]);
        }
      g_string_append_c (text, '}');

      node = parse (text->str);
      record = pp_record_new_from_json (type, "r", node, NULL);
      g_assert_nonnull (record);
      g_assert_cmpint (pp_record_get_record_type (record), ==, type);
      written = pp_record_to_json (record);
      g_assert_true (pp_json_equal (node, written));
      g_assert_finalize_object (g_steal_pointer (&record));
    }
}

static void
test_wrong_types_refused (void)
{
  const struct {
    PpRecordType type;
    const char  *text;
    const char  *place;
  } cases[] = {
    { PP_RECORD_NODE, "{\"name\":1}", "/name" },
    { PP_RECORD_NODE, "{\"name\":null}", "/name" },
    { PP_RECORD_NODE, "{\"parent\":\"\"}", "/parent" },
    { PP_RECORD_NODE, "{\"outOfScope\":\"yes\"}", "/outOfScope" },
    { PP_RECORD_NODE, "{\"facts\":[]}", "/facts" },
    { PP_RECORD_NODE, "{\"references\":[1]}", "/references" },
    { PP_RECORD_THREAT, "{\"number\":1.5}", "/number" },
    { PP_RECORD_LAYOUT, "{\"placements\":{\"a\":{\"x\":true}}}", "/placements/a/x" },
    { PP_RECORD_LAYOUT, "{\"placements\":[]}", "/placements" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_record_new_from_json (cases[i].type, "r", node, &error));
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
test_bad_identifiers_refused (void)
{
  g_autoptr (JsonNode) node = parse ("{}");
  g_autofree char *long_id = g_strnfill (PP_MODEL_MAX_ID_LENGTH + 1, 'x');

  g_assert_null (pp_record_new_from_json (PP_RECORD_NODE, "", node, NULL));
  g_assert_null (pp_record_new_from_json (PP_RECORD_NODE, long_id, node, NULL));
}

static void
test_find_field (void)
{
  const char *key;

  g_assert_nonnull (pp_record_type_find_field (PP_RECORD_NODE, "name", &key));
  g_assert_null (key);
  g_assert_nonnull (pp_record_type_find_field (PP_RECORD_NODE, "properties/a/b", &key));
  g_assert_cmpstr (key, ==, "a/b");
  g_assert_null (pp_record_type_find_field (PP_RECORD_NODE, "name/x", &key));
  g_assert_null (pp_record_type_find_field (PP_RECORD_NODE, "nam", &key));
  g_assert_null (pp_record_type_find_field (PP_RECORD_NODE, "names", &key));
  g_assert_null (pp_record_type_find_field (PP_RECORD_NODE, "", &key));
}

static void
test_truth (void)
{
  g_autoptr (JsonNode) node =
    parse ("{\"facts\":{\"a\":{\"value\":true,\"source\":\"observed\",\"evidence\":\"seen\"},"
           "\"b\":{\"value\":false},\"c\":{\"value\":\"maybe\"},\"d\":1}}");
  g_autoptr (PpRecord) record = pp_record_new_from_json (PP_RECORD_NODE, "n", node, NULL);
  JsonNode *fact = json_object_get_member (pp_element_get_facts (PP_ELEMENT (record)), "a");

  g_assert_cmpint (pp_element_get_truth (PP_ELEMENT (record), "a"), ==, PP_TRUTH_YES);
  g_assert_cmpint (pp_element_get_truth (PP_ELEMENT (record), "b"), ==, PP_TRUTH_NO);
  g_assert_cmpint (pp_element_get_truth (PP_ELEMENT (record), "c"), ==, PP_TRUTH_UNKNOWN);
  g_assert_cmpint (pp_element_get_truth (PP_ELEMENT (record), "d"), ==, PP_TRUTH_UNKNOWN);
  g_assert_cmpint (pp_element_get_truth (PP_ELEMENT (record), "e"), ==, PP_TRUTH_UNKNOWN);
  g_assert_cmpint (pp_fact_get_source (fact), ==, PP_FACT_SOURCE_OBSERVED);
  g_assert_cmpstr (pp_fact_get_evidence (fact), ==, "seen");
  g_assert_null (pp_fact_new_truth (PP_TRUTH_UNKNOWN, PP_FACT_SOURCE_PERSON, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/record/every-field-round-trips", test_every_field_round_trips);
  g_test_add_func ("/model/record/wrong-types-refused", test_wrong_types_refused);
  g_test_add_func ("/model/record/bad-identifiers-refused", test_bad_identifiers_refused);
  g_test_add_func ("/model/record/find-field", test_find_field);
  g_test_add_func ("/model/record/truth", test_truth);

  return g_test_run ();
}
