/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked: all that by itself would settle a rule, and nothing else. */

#include "pp-test-analysis.h"

static gboolean
is_asked (PpModel    *model,
          const char *element,
          const char *property,
          const char *rule)
{
  const PpAnalysisOptions options = { FALSE, FALSE, NULL };
  g_autoptr (PpAnalysis) analysis = analyse (model, &options);
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      const PpQuestion *question = g_ptr_array_index (questions, i);

      if (g_str_equal (question->element, element) && g_str_equal (question->property, property) &&
          g_strv_contains ((const char * const *) question->rules, rule))
        return TRUE;
    }
  return FALSE;
}

/* Whether passwords are accepted would settle CORE-16, if it were known that no flow leads to a log. */
static void
test_nobody_can_answer_for_nothing (void)
{
  const char *nodes = "{'p':{'kind':'process','facts':{'exposure':{'value':'internet'}}},'s':{'kind':'store',"
                      "'facts':{'log':{'value':false}}}}";
  g_autoptr (PpModel) whole = parse_model (nodes, "{'f':{'kind':'data-flow','source':'p','target':'s'}}");
  g_autoptr (PpModel) loose = parse_model (nodes, "{'f':{'kind':'data-flow','source':'p'}}");

  g_assert_true (is_asked (whole, "p", "acceptsPasswords", "CORE-16"));
  g_assert_false (is_asked (loose, "p", "acceptsPasswords", "CORE-16"));
}

static void
test_one_answer_for_several_flows (void)
{
  g_autoptr (PpModel) one = parse_model ("{'p':{'kind':'process','facts':{'privilege':{'value':'root'}}},"
                                      "'s':{'kind':'store'},'t':{'kind':'store'}}",
                                      "{'f':{'kind':'data-flow','source':'s','target':'p'},"
                                      "'g':{'kind':'data-flow','source':'s','target':'p'}}");

  g_assert_true (is_asked (one, "s", "sensitivity", "CORE-15"));
  parse_records (one, PP_RECORD_EDGE, "{'h':{'kind':'data-flow','source':'t','target':'p'}}");
  g_assert_false (is_asked (one, "s", "sensitivity", "CORE-15"));
  g_assert_false (is_asked (one, "t", "sensitivity", "CORE-15"));
}

/* CORE-21 stands where the boundary is said not to be segmented and holds a store of sensitivity 2, or where
 * nothing is said of it and it holds one of 3. */
static void
test_what_is_read_twice_can_settle_alone (void)
{
  const char *placements = "{'l':{'title':'L','placements':{'b':{'x':0,'y':0,'width':500,'height':500},"
                           "'p':{'x':10,'y':10,'width':50,'height':50},'s':{'x':100,'y':10,'width':50,'height':50},"
                           "'t':{'x':200,'y':10,'width':50,'height':50},'u':{'x':300,'y':10,'width':50,'height':50}}}}";
  const char *nodes = "{'b':{'kind':'trust-boundary-box'},'p':{'kind':'process','facts':{'exposure':{'value':'internet'}}},"
                      "'s':{'kind':'store','facts':{'sensitivity':{'value':%d}}},'t':{'kind':'store'},"
                      "'u':{'kind':'store'}}";

  for (int sensitivity = 1; sensitivity <= 2; sensitivity++)
    {
      g_autofree char *text = g_strdup_printf (nodes, sensitivity);
      g_autoptr (PpModel) model = parse_model (text, "{}");

      parse_records (model, PP_RECORD_LAYOUT, placements);
      g_assert_cmpint (is_asked (model, "b", "segmented", "CORE-21"), ==, sensitivity == 2);
      g_assert_false (is_asked (model, "t", "sensitivity", "CORE-21"));
    }
}

static void
test_what_is_stated_is_not_asked (void)
{
  const char *nodes = "{'p':{'kind':'process','facts':{'deprecated':{'value':true},'observed':{'value':false}%s}},"
                      "'q':{'kind':'process'}}";
  const char *edges = "{'f':{'kind':'data-flow','source':'q','target':'p'}}";
  g_autofree char *silent_text = g_strdup_printf (nodes, "");
  g_autofree char *odd_text = g_strdup_printf (nodes, ",'exposure':{'value':false}");
  g_autoptr (PpModel) silent = parse_model (silent_text, edges);
  g_autoptr (PpModel) odd = parse_model (odd_text, edges);

  g_assert_true (is_asked (silent, "p", "exposure", "API-07"));
  g_assert_false (is_asked (odd, "p", "exposure", "API-07"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/questions/nobody-can-answer-for-nothing", test_nobody_can_answer_for_nothing);
  g_test_add_func ("/analysis/questions/one-answer-for-several-flows", test_one_answer_for_several_flows);
  g_test_add_func ("/analysis/questions/what-is-read-twice-can-settle-alone",
                   test_what_is_read_twice_can_settle_alone);
  g_test_add_func ("/analysis/questions/what-is-stated-is-not-asked", test_what_is_stated_is_not_asked);

  return g_test_run ();
}
