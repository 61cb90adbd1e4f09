/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The findings for the reference models are exactly those that were written down for them. */

#include "pp-test-analysis.h"

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

static char *
sort_lines (char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof *lines, (int (*) (const void *, const void *)) compare_lines);
  return g_strjoinv ("\n", lines);
}

static char *
expected_lines (const char *path)
{
  static const char * const columns[] = { "rule", "element", "category", "severity", "confidence", "on" };
  g_autoptr (JsonNode) root = load_json (path);
  JsonArray *threats = json_node_get_array (root);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (threats); i++)
    {
      JsonObject *threat = json_array_get_object_element (threats, i);

      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        g_string_append_printf (text, j == 0 ? "%s" : " %s", pp_json_get_string (threat, columns[j], ""));
      g_string_append_c (text, '\n');
    }
  return sort_lines (text->str);
}

static char *
found_lines (PpAnalysis *analysis)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s %s %s %s %s %s\n", finding->rule->id, finding->element, finding->category,
                              pp_severity_to_string (finding->severity),
                              pp_confidence_to_string (finding->confidence), finding->on);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_model (gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.json", PP_SHARED_DATA, (const char *) data);
  g_autofree char *threats_path = g_strdup_printf ("%s/%s.threats.json", PP_SHARED_DATA, (const char *) data);
  PpAnalysisOptions options = { .prompts = TRUE };
  g_autoptr (PpModel) model = NULL;
  g_autoptr (PpAnalysis) analysis = NULL;
  g_autofree char *found = NULL, *sorted = NULL, *expected = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("The shared files are not here");
      return;
    }
  model = load_model (path);
  analysis = analyse (model, &options);
  found = found_lines (analysis);
  sorted = sort_lines (found);
  expected = expected_lines (threats_path);
  assert_same_lines (sorted, expected);
}

int
main (int    argc,
      char **argv)
{
  static const char * const models[] = {
    "gold/api-gateway", "gold/mcp-agent", "gold/oauth2-code", "gold/pytm-sample", "gold/web-shop",
    "reference/threagile/demo", "reference/threagile/juice-shop",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *path = g_strconcat ("/analysis/reference/", models[i], NULL);

      g_test_add_data_func (path, models[i], test_model);
    }
  return g_test_run ();
}
