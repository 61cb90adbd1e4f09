/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The findings for the reference models are exactly those that were written down for them, and rest on the same. */

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

/* With prompts; NULL where the shared files are not. */
static PpAnalysis *
analyse_shared (const char  *name,
                PpModel    **model)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.json", PP_SHARED_DATA, name);
  PpAnalysisOptions options = { .prompts = TRUE };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("The shared files are not here");
      return NULL;
    }
  *model = load_model (path);
  return analyse (*model, &options);
}

static void
test_rows (gconstpointer data)
{
  g_autofree char *threats_path = g_strdup_printf ("%s/%s.threats.json", PP_SHARED_DATA, (const char *) data);
  g_autoptr (PpModel) model = NULL;
  g_autoptr (PpAnalysis) analysis = analyse_shared (data, &model);
  g_autofree char *found = NULL, *sorted = NULL, *expected = NULL;

  if (analysis == NULL)
    return;
  found = found_lines (analysis);
  sorted = sort_lines (found);
  expected = expected_lines (threats_path);
  assert_same_lines (sorted, expected);
}

static gboolean
names_element (PpModel    *model,
               const char *id,
               const char *name)
{
  PpElement *element = pp_model_lookup_element (model, id);

  return element != NULL && strcmp (pp_element_get_name (element), name) == 0;
}

/* Whether an item of the reference, [name, property, value], is the same as ours. */
static gboolean
is_same_item (PpModel          *model,
              JsonArray        *item,
              const PpEvidence *evidence)
{
  JsonNode *value = json_array_get_element (item, 2);

  if (strcmp (json_array_get_string_element (item, 1), evidence->property) != 0 ||
      !names_element (model, evidence->element, json_array_get_string_element (item, 0)))
    return FALSE;
  return evidence->value != NULL ? pp_json_equal (evidence->value, value)
                                 : g_strcmp0 (pp_json_get_text (value), "not stated") == 0;
}

static gboolean
has_item (PpModel   *model,
          GPtrArray *evidence,
          JsonArray *item)
{
  for (guint i = 0; i < evidence->len; i++)
    if (is_same_item (model, item, g_ptr_array_index (evidence, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_reference (PpModel          *model,
                 JsonArray        *items,
                 const PpEvidence *evidence)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    if (is_same_item (model, json_array_get_array_element (items, i), evidence))
      return TRUE;
  return FALSE;
}

/* The reference says nothing of what is only known; and it does not have the control of CORE-22. */
static gboolean
is_surplus (const PpFinding  *finding,
            const PpEvidence *evidence)
{
  return (strcmp (finding->rule->id, "CORE-31") == 0 && strcmp (evidence->property, "attack") == 0) ||
         (strcmp (finding->rule->id, "CORE-22") == 0 && strcmp (evidence->property, "leastPrivilege") == 0);
}

static void
compare_evidence (PpModel         *model,
                  const PpFinding *finding,
                  JsonArray       *items)
{
  g_test_message ("%s on %s", finding->rule->id, finding->element);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_assert_true (has_item (model, finding->evidence, json_array_get_array_element (items, i)));
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const PpEvidence *evidence = g_ptr_array_index (finding->evidence, i);

      g_assert_true (is_in_reference (model, items, evidence) || is_surplus (finding, evidence));
    }
}

static void
test_evidence (gconstpointer data)
{
  g_autofree char *threats_path = g_strdup_printf ("%s/%s.threats.json", PP_SHARED_DATA, (const char *) data);
  g_autoptr (PpModel) model = NULL;
  g_autoptr (PpAnalysis) analysis = analyse_shared (data, &model);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint n_compared = 0;

  if (analysis == NULL)
    return;
  findings = pp_analysis_list_findings (analysis, NULL);
  root = load_json (threats_path);
  for (guint i = 0; i < findings->len; i++)
    for (guint j = 0; j < json_array_get_length (json_node_get_array (root)); j++)
      {
        const PpFinding *finding = g_ptr_array_index (findings, i);
        JsonObject *threat = json_array_get_object_element (json_node_get_array (root), j);

        if (strcmp (pp_json_get_string (threat, "rule", ""), finding->rule->id) != 0 ||
            strcmp (pp_json_get_string (threat, "element", ""), finding->element) != 0)
          continue;
        compare_evidence (model, finding, pp_json_get_array (threat, "evidence"));
        n_compared++;
      }
  g_assert_cmpuint (n_compared, ==, findings->len);
  g_assert_cmpuint (n_compared, ==, json_array_get_length (json_node_get_array (root)));
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
      g_autofree char *rows = g_strconcat ("/analysis/reference/", models[i], "/rows", NULL);
      g_autofree char *evidence = g_strconcat ("/analysis/reference/", models[i], "/evidence", NULL);

      g_test_add_data_func (rows, models[i], test_rows);
      g_test_add_data_func (evidence, models[i], test_evidence);
    }
  return g_test_run ();
}
