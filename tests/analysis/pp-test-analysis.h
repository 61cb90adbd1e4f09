/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-format.h"
#include "pp-json.h"

/* What the tests of the rules share. */

static inline PpRuleSet *
shared_rules (void)
{
  static PpRuleSet *rules;

  if (rules == NULL)
    rules = pp_rule_set_new_default ();
  return rules;
}

static inline GBytes *
load_bytes (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static inline PpModel *
load_model (const char *path)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (NULL, bytes, path, NULL, loss, &error);

  g_assert_no_error (error);
  return model;
}

static inline void
parse_records (PpModel      *model,
               PpRecordType  type,
               const char   *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  JsonObjectIter iter;
  const char *id;
  JsonNode *record;

  node = pp_json_parse (quoted, strlen (quoted), NULL, NULL);
  g_assert_nonnull (node);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &id, &record))
    g_assert_true (pp_model_add_record (model, type, id, record, NULL));
}

/* Of records by their identifiers, with ' for ". */
static inline PpModel *
parse_model (const char *nodes,
             const char *edges)
{
  PpModel *model = pp_model_new ("m");

  parse_records (model, PP_RECORD_NODE, nodes);
  parse_records (model, PP_RECORD_EDGE, edges);
  return model;
}

static inline JsonNode *
load_json (const char *path)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (GError) error = NULL;
  JsonNode *node = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &error);

  g_assert_no_error (error);
  return node;
}

static inline PpAnalysis *
analyse (PpModel                 *model,
         const PpAnalysisOptions *options)
{
  PpAnalysis *analysis = pp_analysis_new (model, pp_kinds_get_default (), shared_rules (), options);

  pp_analysis_run (analysis);
  return analysis;
}

/* One line for each finding, in the order of the list. */
static inline char *
findings_to_text (PpAnalysis *analysis,
                  gboolean    evidence)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s %s %s %s %s", finding->rule->id, finding->element, finding->category,
                              pp_severity_to_string (finding->severity),
                              pp_confidence_to_string (finding->confidence));
      for (guint j = 0; evidence && j < finding->evidence->len; j++)
        {
          PpEvidence *item = g_ptr_array_index (finding->evidence, j);
          g_autofree char *value = item->value != NULL
                                   ? pp_json_to_string (item->value, PP_JSON_STYLE_COMPACT, NULL)
                                   : g_strdup ("?");

          g_string_append_printf (text, " %s.%s=%s(%s)", item->element, item->property, value,
                                  pp_origin_to_string (item->origin));
        }
      if (evidence)
        g_string_append_printf (text, " on %s “%s”", finding->on, finding->title);
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static inline char *
questions_to_text (PpAnalysis *analysis)
{
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      PpQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *rules = g_strjoinv (",", question->rules);

      g_string_append_printf (text, "%s %s %s %g %s\n", question->element, question->property, rules,
                              question->weight, question->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Fails with the first line that is different. */
static inline void
assert_same_lines (const char *found,
                   const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (found, "\n", -1);
  g_auto (GStrv) wanted = g_strsplit (expected, "\n", -1);
  guint i = 0;

  while (lines[i] != NULL && wanted[i] != NULL && g_str_equal (lines[i], wanted[i]))
    i++;
  g_assert_cmpstr (lines[i], ==, wanted[i]);
}
