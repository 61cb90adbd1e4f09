/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

static void
test_round_trip (void)
{
  const char *texts[] = {
    "{}",
    "{\"x\":1,\"y\":-2.5,\"width\":100,\"height\":50,\"angle\":45,\"z\":-1,\"hidden\":true}",
    "{\"sourcePoint\":[0,0],\"targetPoint\":[1.5,2],\"points\":[[1,2],[3,4]],\"labelPosition\":0.25}",
    "{\"x\":1,\"sourceSide\":\"top\",\"targetSide\":\"left\",\"foreign\":{\"a\":{\"b\":1}}}",
    "{\"x\":1,\"later\":[1,2]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PpPlacement) placement = pp_placement_new_from_json (node, &error);
      g_autoptr (PpPlacement) copy = NULL;
      g_autoptr (JsonNode) written = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      copy = pp_placement_copy (placement);
      g_clear_pointer (&placement, pp_placement_free);
      written = pp_placement_to_json (copy);
      text = pp_json_to_string (written, PP_JSON_STYLE_COMPACT, NULL);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_refused (void)
{
  const struct {
    const char *text;
    const char *place;
  } cases[] = {
    { "[]", "A placement" },
    { "{\"x\":\"1\"}", "/x" },
    { "{\"y\":1e8}", "/y" },
    { "{\"width\":-1}", "/width" },
    { "{\"z\":0.5}", "/z" },
    { "{\"points\":[[1]]}", "/points" },
    { "{\"points\":[1,2]}", "/points" },
    { "{\"sourcePoint\":{}}", "/sourcePoint" },
    { "{\"labelPosition\":2}", "/labelPosition" },
    { "{\"targetSide\":\"up\"}", "/targetSide" },
    { "{\"targetSide\":1}", "/targetSide" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_placement_new_from_json (node, &error));
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
test_translate (void)
{
  g_autoptr (PpPlacement) placement = pp_placement_new_box (1, 2, 3, 4, 0);
  const PpPoint points[] = { { 5, 6 } };

  pp_placement_set_points (placement, points, 1);
  placement->has_source_point = TRUE;
  pp_placement_translate (placement, 10, -10);

  g_assert_cmpfloat (placement->x, ==, 11);
  g_assert_cmpfloat (placement->y, ==, -8);
  g_assert_cmpfloat (placement->points[0].x, ==, 15);
  g_assert_cmpfloat (placement->source_point.y, ==, -10);
  g_assert_cmpfloat (placement->target_point.x, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/placement/round-trip", test_round_trip);
  g_test_add_func ("/model/placement/refused", test_refused);
  g_test_add_func ("/model/placement/translate", test_translate);

  return g_test_run ();
}
