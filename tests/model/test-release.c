/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

#include "pp-release.h"

#define RED "\"marking\":{\"tlp\":\"RED\"}"
#define GREEN "\"marking\":{\"tlp\":\"GREEN\"}"
#define CANARY "Canary"

static PpModel *
marked_model (void)
{
  PpModel *model = pp_model_new ("m");

  add_record (model, PP_RECORD_NODE, "shop-id",
              "{\"kind\":\"process\",\"name\":\"Shop\",\"description\":\"Talks to Canary vault daily\"," GREEN ","
              "\"facts\":{\"encrypted\":{\"value\":true,\"source\":\"observed\",\"evidence\":\"CanaryEvidence\"}},"
              "\"foreign\":{\"x\":\"CanaryForeign\"},\"laterKey\":\"CanaryExtra\"}");
  add_record (model, PP_RECORD_NODE, "orders-id", "{\"kind\":\"store\",\"name\":\"Orders\","
              "\"parent\":\"CanaryZone\"}");
  add_record (model, PP_RECORD_NODE, "CanaryZone", "{\"kind\":\"trust-boundary-box\",\"name\":\"CanaryZone\"," RED "}");
  add_record (model, PP_RECORD_NODE, "CanaryNode", "{\"kind\":\"store\",\"name\":\"Canary vault\"," RED "}");
  add_record (model, PP_RECORD_EDGE, "write", "{\"kind\":\"data-flow\",\"source\":\"shop-id\",\"target\":\"orders-id\"}");
  add_record (model, PP_RECORD_EDGE, "CanaryEdge",
              "{\"kind\":\"data-flow\",\"name\":\"CanaryFlow\",\"source\":\"shop-id\",\"target\":\"CanaryNode\"}");
  add_record (model, PP_RECORD_EDGE, "CanaryOnEdge",
              "{\"kind\":\"data-flow\",\"name\":\"CanaryFlow2\",\"source\":\"shop-id\",\"target\":\"CanaryEdge\"}");
  add_record (model, PP_RECORD_THREAT, "t1", "{\"element\":\"shop-id\",\"number\":17,\"title\":\"Read by Canary vault\","
              "\"evidence\":[\"CanaryNode\"]}");
  add_record (model, PP_RECORD_THREAT, "CanaryThreat", "{\"element\":\"CanaryNode\",\"number\":16,\"title\":\"CanaryTitle\"}");
  add_record (model, PP_RECORD_THREAT, "CanaryThreat2", "{\"element\":\"shop-id\",\"number\":18,\"title\":\"CanaryTitle\"," RED "}");
  add_record (model, PP_RECORD_CONTROL, "c", "{\"title\":\"Lock\",\"threats\":[\"CanaryThreat\",\"t1\"]}");
  add_record (model, PP_RECORD_COMMENT, "CanaryComment", "{\"element\":\"CanaryNode\",\"text\":\"CanaryText\"}");
  add_record (model, PP_RECORD_LAYOUT, "all",
              "{\"title\":\"All\",\"order\":5,\"viewport\":\"CanaryView\",\"placements\":{"
              "\"shop-id\":{\"x\":1010,\"y\":2020,\"width\":100,\"height\":100,\"z\":44,\"foreign\":{\"k\":\"CanaryCell\"}},"
              "\"orders-id\":{\"x\":1300,\"y\":2020,\"width\":150,\"height\":75,\"z\":3},"
              "\"write\":{\"points\":[[1200,2050]]},"
              "\"CanaryNode\":{\"x\":-4711,\"y\":-4711},\"CanaryEdge\":{\"points\":[[-4712,-4712]]}}}");
  add_record (model, PP_RECORD_LAYOUT, "CanaryLayout", "{\"title\":\"CanaryLayout\"," RED "}");
  return model;
}

static PpModel *
release_at (PpModel    *model,
            const char *text)
{
  g_autoptr (PpMarking) ceiling = pp_marking_new_from_text (text, NULL);

  g_assert_nonnull (ceiling);
  return pp_release_new (model, ceiling);
}

static void
test_no_canary_is_left (void)
{
  g_autoptr (PpModel) model = marked_model ();
  g_autofree char *before = canonical (model);
  g_autoptr (PpModel) release = release_at (model, "TLP:GREEN");
  g_autofree char *after = canonical (model);
  g_autofree char *text = canonical (release);
  const char *forbidden[] = { CANARY, "4711", "4712", "shop-id", "16", "17", "18", "1010", "44", "laterKey" };

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    g_assert_null (strstr (text, forbidden[i]));
  g_assert_cmpuint (pp_model_get_n_records (release, PP_RECORD_NODE), ==, 2);
  g_assert_cmpuint (pp_model_get_n_records (release, PP_RECORD_EDGE), ==, 1);
  g_assert_cmpuint (pp_model_get_n_records (release, PP_RECORD_THREAT), ==, 1);
  g_assert_cmpuint (pp_model_get_n_records (release, PP_RECORD_LAYOUT), ==, 1);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (text, "Talks to █████ daily"));
}

static void
test_same_for_models_that_differ_above (void)
{
  g_autoptr (PpModel) with = marked_model ();
  g_autoptr (PpModel) without = marked_model ();
  g_autoptr (PpModel) first = NULL;
  g_autoptr (PpModel) second = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  add_record (with, PP_RECORD_NODE, "AnotherSecret", "{\"kind\":\"store\",\"name\":\"AnotherSecret\"," RED "}");
  first = release_at (with, "TLP:GREEN");
  second = release_at (without, "TLP:GREEN");
  a = canonical (first);
  b = canonical (second);
  g_assert_cmpstr (a, ==, b);
}

static void
test_what_is_left_out_can_be_listed (void)
{
  g_autoptr (PpModel) model = marked_model ();
  g_autoptr (PpMarking) ceiling = pp_marking_new_from_text ("TLP:GREEN", NULL);
  g_autoptr (PpModel) release = pp_release_new (model, ceiling);
  g_autoptr (GPtrArray) left_out = pp_release_list_left_out (model, ceiling);
  guint n_before = 0, n_after = 0;

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      n_before += pp_model_get_n_records (model, type);
      n_after += pp_model_get_n_records (release, type);
    }
  g_assert_cmpuint (left_out->len, ==, n_before - n_after);
  for (guint i = 0; i < left_out->len; i++)
    g_assert_true (g_str_has_prefix (pp_record_get_id (g_ptr_array_index (left_out, i)), CANARY));
}

static void
test_an_unreadable_marking_is_the_highest (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpModel) release = NULL;

  add_record (model, PP_RECORD_NODE, "odd", "{\"kind\":\"store\",\"marking\":{\"tlp\":\"PURPLE\"}}");
  release = release_at (model, "TLP:RED");
  g_assert_cmpuint (pp_model_get_n_records (release, PP_RECORD_NODE), ==, 2);
}

static void
test_all_stays_at_the_top (void)
{
  g_autoptr (PpModel) model = marked_model ();
  g_autoptr (PpModel) release = release_at (model, "TLP:RED");

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    g_assert_cmpuint (pp_model_get_n_records (release, type), ==, pp_model_get_n_records (model, type));
}

static void
test_unmarked_is_marked_like_the_model (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (JsonNode) marking = parse ("{\"tlp\":\"AMBER\"}");
  g_autoptr (JsonNode) title = text_node ("Plan of the bank");
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (PpModel) green = NULL;
  g_autoptr (PpModel) amber = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, "m", "marking", NULL, marking));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, "m", "title", NULL, title));
  g_assert_true (pp_model_apply (model, changes, NULL));
  green = release_at (model, "TLP:GREEN");
  amber = release_at (model, "TLP:AMBER");
  g_assert_cmpuint (pp_model_get_n_records (green, PP_RECORD_NODE), ==, 0);
  g_assert_cmpstr (pp_info_get_title (pp_model_get_info (green)), ==, "");
  g_assert_cmpuint (pp_model_get_n_records (amber, PP_RECORD_NODE), ==, 2);
  g_assert_cmpstr (pp_info_get_title (pp_model_get_info (amber)), ==, "Plan of the bank");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/release/no-canary-is-left", test_no_canary_is_left);
  g_test_add_func ("/model/release/same-for-models-that-differ-above", test_same_for_models_that_differ_above);
  g_test_add_func ("/model/release/what-is-left-out-can-be-listed", test_what_is_left_out_can_be_listed);
  g_test_add_func ("/model/release/an-unreadable-marking-is-the-highest", test_an_unreadable_marking_is_the_highest);
  g_test_add_func ("/model/release/all-stays-at-the-top", test_all_stays_at_the_top);
  g_test_add_func ("/model/release/unmarked-is-marked-like-the-model", test_unmarked_is_marked_like_the_model);

  return g_test_run ();
}
