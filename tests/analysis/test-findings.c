/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many findings and questions stand beside Threat Dragon's own models, as a whole and in the scope of each
 * node: what nobody reads to the end helps nobody. */

#include "pp-test-analysis.h"

#include "pp-findings.h"
#include "pp-kinds.h"

#define MOST 2

static gboolean
is_counted (PpRecord *record)
{
  PpElement *element = PP_ELEMENT (record);
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element), PP_IS_EDGE (element));
  PpDfdClass dfd_class = pp_kind_get_dfd_class (kind);

  return dfd_class != PP_DFD_BOUNDARY && dfd_class != PP_DFD_TEXT;
}

/* The flows at a node, or all. */
static guint
count_flows (PpModel    *model,
             const char *node)
{
  guint count = 0;

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_EDGE); i++)
    {
      PpRecord *edge = pp_model_peek_record (model, PP_RECORD_EDGE, i);

      if (is_counted (edge) && (node == NULL || g_strcmp0 (pp_edge_get_source (PP_EDGE (edge)), node) == 0 ||
                                g_strcmp0 (pp_edge_get_target (PP_EDGE (edge)), node) == 0))
        count++;
    }
  return count;
}

/* Prompts are asked for by whoever switches them on: where they alone are as many, one question still stands beside
 * them, and they are never one more than that. */
static void
check_scope (PpAnalysis    *analysis,
             const PpScope *scope,
             guint          n_elements,
             gboolean       prompts)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, scope);
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, scope);
  guint limit = pp_analysis_suggest_n_questions (analysis, scope), n_questions = MIN (limit, questions->len);
  guint most = MOST * n_elements;

  g_test_message ("%s: %u elements, %u findings, %u of %u questions", scope != NULL ? scope->element : "all",
                  n_elements, findings->len, n_questions, questions->len);
  g_assert_cmpuint (pp_analysis_count_elements (analysis, scope), ==, n_elements);
  g_assert_cmpuint (limit, >, 0);
  if (scope == NULL || !prompts)
    {
      g_assert_cmpuint (findings->len + n_questions, <=, most);
      return;
    }
  g_assert_cmpuint (findings->len, <=, most + 1);
  if (n_questions > 1)
    g_assert_cmpuint (findings->len + n_questions, <=, most);
}

static void
check_model (PpModel                 *model,
             const PpAnalysisOptions *options)
{
  g_autoptr (PpAnalysis) analysis = analyse (model, options);
  guint n_nodes = 0;

  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_NODE), >, 0);
  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_NODE); i++)
    {
      PpRecord *node = pp_model_peek_record (model, PP_RECORD_NODE, i);
      PpScope scope = { PP_SCOPE_ASSET, pp_record_get_id (node) };

      if (!is_counted (node))
        continue;
      n_nodes++;
      check_scope (analysis, &scope, 1 + count_flows (model, scope.element), options->prompts);
    }
  check_scope (analysis, NULL, n_nodes + count_flows (model, NULL), options->prompts);
}

static void
test_few_findings_and_questions (gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("%s/threat-dragon/models/%s.json", PP_SHARED_DATA, (const char *) data);
  g_autoptr (PpModel) model = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("The shared files are not here");
      return;
    }
  model = load_model (path);
  for (guint i = 0; i < 4; i++)
    {
      PpAnalysisOptions options = { .guess = (i & 1) != 0, .prompts = (i & 2) != 0 };

      g_test_message ("%s guesses, %s prompts", options.guess ? "with" : "without",
                      options.prompts ? "with" : "without");
      check_model (model, &options);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char * const models[] = {
    "td-demo-crypto-wallet", "td-demo-generic-cms", "td-demo-main", "td-demo-new-model", "td-demo-online-game",
    "td-demo-three-tier", "td-v1-demo", "td-v1-legacy-desktop",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *path = g_strconcat ("/analysis/findings/few/", models[i], NULL);

      g_test_add_data_func (path, models[i], test_few_findings_and_questions);
    }
  return g_test_run ();
}
