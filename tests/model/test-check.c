/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-check.h"
#include "pp-test-model.h"

static const PpProblem *
find_problem (GPtrArray  *problems,
              const char *code,
              const char *place)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const PpProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (problem->code, code) && g_str_equal (problem->place, place))
        return problem;
    }
  return NULL;
}

static PpModel *
titled_model (void)
{
  PpModel *model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (JsonNode) title = text_node ("Shop");

  g_assert_true (pp_history_set (history, "Title", "m", "title", title, NULL));
  return model;
}

static void
test_a_sound_model_has_no_problem (void)
{
  g_autoptr (PpModel) model = titled_model ();
  g_autoptr (GPtrArray) problems = pp_check_model (model);

  g_assert_cmpuint (problems->len, ==, 0);
}

typedef struct {
  PpRecordType       type;
  const char        *id;
  const char        *text;
  const char        *code;
  const char        *place;
  PpProblemSeverity  severity;
} Case;

static void
test_one_problem_each (void)
{
  static const Case cases[] = {
    { PP_RECORD_EDGE, "e", "{\"kind\":\"k\",\"source\":\"nobody\",\"target\":\"shop\"}",
      "dangling-end", "/edges/e/source", PP_PROBLEM_ERROR },
    { PP_RECORD_EDGE, "e", "{\"kind\":\"k\",\"source\":\"shop\",\"target\":\"t1\"}",
      "dangling-end", "/edges/e/target", PP_PROBLEM_ERROR },
    { PP_RECORD_EDGE, "e", "{\"kind\":\"k\",\"source\":\"e\",\"target\":\"shop\"}",
      "edge-cycle", "/edges/e", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "n", "{\"kind\":\"k\",\"parent\":\"nobody\"}",
      "dangling-parent", "/nodes/n/parent", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "n", "{\"kind\":\"k\",\"parent\":\"n\"}",
      "parent-cycle", "/nodes/n/parent", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "n", "{\"name\":\"x\"}", "no-kind", "/nodes/n/kind", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "a/b~c", "{\"kind\":\"k\",\"facts\":{\"x/y\":true}}",
      "invalid-fact", "/nodes/a~1b~0c/facts/x~1y", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "n", "{\"kind\":\"k\",\"facts\":{\"f\":{\"value\":1,\"source\":\"rumour\"}}}",
      "invalid-fact", "/nodes/n/facts/f", PP_PROBLEM_ERROR },
    { PP_RECORD_NODE, "n", "{\"kind\":\"k\",\"marking\":{\"tlp\":\"BLUE\"}}",
      "invalid-marking", "/nodes/n/marking", PP_PROBLEM_ERROR },
    { PP_RECORD_THREAT, "t", "{\"title\":\"x\",\"element\":\"nobody\"}",
      "dangling-threat", "/threats/t/element", PP_PROBLEM_ERROR },
    { PP_RECORD_THREAT, "t", "{\"title\":\"x\"}",
      "threat-without-element", "/threats/t/element", PP_PROBLEM_WARNING },
    { PP_RECORD_THREAT, "t2", "{\"title\":\"x\",\"element\":\"shop\",\"number\":1}",
      "duplicate-number", "/threats/t2/number", PP_PROBLEM_WARNING },
    { PP_RECORD_THREAT, "t", "{\"title\":\"x\",\"element\":\"shop\",\"number\":-1}",
      "invalid-number", "/threats/t/number", PP_PROBLEM_ERROR },
    { PP_RECORD_THREAT, "t", "{\"element\":\"shop\"}", "no-title", "/threats/t/title",
      PP_PROBLEM_WARNING },
    { PP_RECORD_CONTROL, "c", "{\"threats\":[\"t1\",\"shop\"]}",
      "dangling-threat-reference", "/controls/c/threats/1", PP_PROBLEM_ERROR },
    { PP_RECORD_COMMENT, "c", "{\"element\":\"nobody\"}",
      "dangling-comment", "/comments/c/element", PP_PROBLEM_ERROR },
    { PP_RECORD_LAYOUT, "l", "{\"title\":\"L\",\"placements\":{\"nobody\":{}}}",
      "dangling-placement", "/layouts/l/placements/nobody", PP_PROBLEM_ERROR },
    { PP_RECORD_LAYOUT, "l", "{\"title\":\"L\",\"placements\":{\"shop\":{\"width\":3,\"height\":30}}}",
      "size", "/layouts/l/placements/shop", PP_PROBLEM_WARNING },
    { PP_RECORD_LAYOUT, "l", "{\"title\":\"L\",\"placements\":{\"shop\":{},"
      "\"write\":{}}}", "end-not-shown", "/layouts/l/placements/write", PP_PROBLEM_WARNING },
    { PP_RECORD_LAYOUT, "l", "{}", "no-title", "/layouts/l/title", PP_PROBLEM_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpModel) model = titled_model ();
      g_autoptr (GPtrArray) problems = NULL;
      const PpProblem *problem;

      add_record (model, cases[i].type, cases[i].id, cases[i].text);
      problems = pp_check_model (model);
      g_assert_cmpuint (problems->len, ==, 1);
      problem = find_problem (problems, cases[i].code, cases[i].place);
      g_assert_nonnull (problem);
      g_assert_cmpint (problem->severity, ==, cases[i].severity);
      g_assert_cmpint (problem->type, ==, cases[i].type);
      g_assert_cmpstr (problem->id, ==, cases[i].id);
    }
}

static void
test_only_the_ring_is_blamed (void)
{
  g_autoptr (PpModel) model = titled_model ();
  g_autoptr (GPtrArray) problems = NULL;

  add_record (model, PP_RECORD_NODE, "a", "{\"kind\":\"k\",\"parent\":\"b\"}");
  add_record (model, PP_RECORD_NODE, "b", "{\"kind\":\"k\",\"parent\":\"c\"}");
  add_record (model, PP_RECORD_NODE, "c", "{\"kind\":\"k\",\"parent\":\"a\"}");
  add_record (model, PP_RECORD_NODE, "tail", "{\"kind\":\"k\",\"parent\":\"a\"}");
  add_record (model, PP_RECORD_NODE, "tip", "{\"kind\":\"k\",\"parent\":\"tail\"}");
  problems = pp_check_model (model);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_nonnull (find_problem (problems, "parent-cycle", "/nodes/a/parent"));
  g_assert_nonnull (find_problem (problems, "parent-cycle", "/nodes/b/parent"));
  g_assert_nonnull (find_problem (problems, "parent-cycle", "/nodes/c/parent"));
}

static void
test_loose_ends_need_a_place (void)
{
  g_autoptr (PpModel) model = titled_model ();
  g_autoptr (GPtrArray) problems = NULL;

  add_record (model, PP_RECORD_EDGE, "placed", "{\"kind\":\"k\"}");
  add_record (model, PP_RECORD_EDGE, "lost", "{\"kind\":\"k\",\"source\":\"shop\"}");
  add_record (model, PP_RECORD_LAYOUT, "l", "{\"title\":\"L\",\"placements\":{\"shop\":{},"
              "\"placed\":{\"sourcePoint\":[0,0],\"targetPoint\":[1,1]},\"lost\":{}}}");
  problems = pp_check_model (model);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (find_problem (problems, "loose-end", "/layouts/l/placements/lost"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/a-sound-model-has-no-problem", test_a_sound_model_has_no_problem);
  g_test_add_func ("/check/one-problem-each", test_one_problem_each);
  g_test_add_func ("/check/only-the-ring-is-blamed", test_only_the_ring_is_blamed);
  g_test_add_func ("/check/loose-ends-need-a-place", test_loose_ends_need_a_place);

  return g_test_run ();
}
