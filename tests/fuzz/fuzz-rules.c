/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "pp-analysis.h"
#include "pp-rule-fault.h"
#include "pp-rule-files.h"

static PpModel *model;

static void
add (PpRecordType  type,
     const char   *id,
     const char   *text)
{
  g_autoptr (JsonNode) record = json_from_string (text, NULL);

  g_assert_true (pp_model_add_record (model, type, id, record, NULL));
}

#define SAID "\"name\":\"a\",\"properties\":{\"a b\":\"a b\",\"auth\":\"a, b\",\"data\":[\"a/b\"],\"encrypted\":\"no b\"}"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  model = pp_model_new ("m");
  add (PP_RECORD_NODE, "a", "{\"kind\":\"actor\"," SAID "}");
  add (PP_RECORD_NODE, "p", "{\"kind\":\"process\"," SAID "}");
  add (PP_RECORD_NODE, "s", "{\"kind\":\"store\"," SAID "}");
  add (PP_RECORD_EDGE, "f", "{\"kind\":\"data-flow\",\"source\":\"a\",\"target\":\"p\"," SAID "}");
  add (PP_RECORD_EDGE, "g", "{\"kind\":\"data-flow\",\"source\":\"p\",\"target\":\"s\",\"name\":\"b\"}");
  return 0;
}

static void
check_fault (const GError *error,
             const char   *text,
             gsize         length)
{
  g_autoptr (PpRuleFault) fault = pp_rule_fault_new (error, text, length);

  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (fault->start, <=, fault->end);
  g_assert_cmpuint (fault->end, <=, length);
}

/* What is taken is tried; what is not has a place in the text, in words that can be shown. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  const PpAnalysisOptions options = { .prompts = TRUE, .guess = TRUE };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new ();
  g_autoptr (GBytes) language = pp_rule_files_get_shipped ("language");
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (PpAnalysis) analysis = NULL;
  g_autoptr (GPtrArray) findings = NULL, questions = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_rule_set_load (rules, language, NULL));
  if (!pp_rule_set_load (rules, bytes, &error))
    {
      check_fault (error, text, length);
      return 0;
    }
  analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  pp_analysis_run (analysis);
  findings = pp_analysis_list_findings (analysis, NULL);
  questions = pp_analysis_list_questions (analysis, NULL);
  return 0;
}
