/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from a guess is a guess itself, unless it follows from something else as well. */

#include "pp-test-analysis.h"

static const char nodes[] =
  "{'p':{'kind':'process','name':'Front'},'q':{'kind':'process','name':'Back'},'r':{'kind':'process','name':'Core'},"
  "'a':{'kind':'actor','name':'Known'},'b':{'kind':'actor','name':'Somebody','facts':{'authenticates':{'value':true}}}}";
static const char edges[] =
  "{'f':{'kind':'data-flow','name':'wan','source':'a','target':'q'},"
  "'g':{'kind':'data-flow','name':'line','source':'b','target':'q','facts':{'publicNetwork':{'value':true}}},"
  "'h':{'kind':'data-flow','name':'wan','source':'b','target':'r'},"
  "'i':{'kind':'data-flow','name':'lan','source':'b','target':'r','facts':{'publicNetwork':{'value':false}}}}";

static PpAnalysis *
guess (void)
{
  static const char own[] =
    "{\"format\":\"parapet-rules\",\"infer\":["
    "{\"kinds\":[\"flow\"],\"name\":\"wan\",\"set\":{\"publicNetwork\":true}},"
    "{\"kinds\":[\"process\"],\"name\":\"front\",\"set\":{\"exposure\":\"internet\"}},"
    "{\"kinds\":[\"actor\"],\"name\":\"known\",\"set\":{\"authenticates\":true}}]}";
  const PpAnalysisOptions options = { .guess = TRUE };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (own, strlen (own));
  g_autoptr (PpModel) model = parse_model (nodes, edges);
  g_autoptr (GError) error = NULL;
  PpAnalysis *analysis;

  pp_rule_set_load (rules, bytes, &error);
  g_assert_no_error (error);
  analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  pp_analysis_run (analysis);
  return analysis;
}

static void
test_derived (void)
{
  static const struct {
    const char *element;
    const char *property;
    const char *value;
    PpOrigin    origin;
  } cases[] = {
    { "p", "internet", "true", PP_ORIGIN_GUESSED },
    { "q", "internet", "true", PP_ORIGIN_DERIVED },     /* the other flow is known to be public */
    { "r", "internet", "true", PP_ORIGIN_GUESSED },
    { "f", "auth", "\"stated\"", PP_ORIGIN_GUESSED },
    { "g", "auth", "\"stated\"", PP_ORIGIN_DERIVED },
  };
  g_autoptr (PpAnalysis) analysis = guess ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpOrigin origin = PP_ORIGIN_NOT_STATED;
      g_autoptr (JsonNode) value = pp_analysis_dup_value (analysis, cases[i].element, cases[i].property, &origin);
      g_autofree char *text = value != NULL ? pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL) : g_strdup ("?");

      g_test_message ("%s.%s", cases[i].element, cases[i].property);
      g_assert_cmpstr (text, ==, cases[i].value);
      g_assert_cmpstr (pp_origin_to_string (origin), ==, pp_origin_to_string (cases[i].origin));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/guesses/derived", test_derived);
  return g_test_run ();
}
