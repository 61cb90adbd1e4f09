/* SPDX-License-Identifier: GPL-3.0-or-later */

/* After any edit, what an analysis knows is what a new one would find. */

#include "pp-random-model.h"
#include "pp-test-analysis.h"

/* Each of a thousand edits. Address sanitizers make them ten times slower, and see as much in one run of them. */
#ifdef __SANITIZE_ADDRESS__
#define N_SEEDS 1
#else
#define N_SEEDS 6
#endif

static void
take_changes (PpModel    *model,
              GPtrArray  *changes,
              PpAnalysis *analysis)
{
  if (!pp_analysis_update (analysis, changes))
    pp_analysis_run (analysis);
}

/* For a look at what went wrong: shown with --verbose. */
static void
tell_changes (GPtrArray *changes)
{
  g_autoptr (JsonNode) node = pp_change_list_to_json (changes);
  g_autofree char *text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);

  g_test_message ("%s", text);
}

/* Derived values are right too, whether or not a rule reads them at the moment. */
static void
assert_same_values (PpModel    *model,
                    PpAnalysis *analysis,
                    PpAnalysis *fresh)
{
  static const char * const properties[] = {
    "crosses", "crossings", "sensitivity", "internet", "exposed", "external", "zoneType", "layer", "auth",
    "encrypted", "type",
  };

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
      for (guint j = 0; j < G_N_ELEMENTS (properties); j++)
        {
          const char *id = pp_record_get_id (pp_model_peek_record (model, type, i));
          PpOrigin origin, expected_origin;
          g_autoptr (JsonNode) value = pp_analysis_dup_value (analysis, id, properties[j], &origin);
          g_autoptr (JsonNode) expected = pp_analysis_dup_value (fresh, id, properties[j], &expected_origin);

          if ((value == NULL) != (expected == NULL) || (value != NULL && !pp_json_equal (value, expected)) ||
              origin != expected_origin)
            g_error ("%s of %s is not up to date", properties[j], id);
        }
}

static void
assert_same_as_new (PpModel                 *model,
                    PpAnalysis              *analysis,
                    const PpAnalysisOptions *options)
{
  g_autoptr (PpAnalysis) fresh = analyse (model, options);
  g_autofree char *found = findings_to_text (analysis, TRUE), *expected = findings_to_text (fresh, TRUE);
  g_autofree char *asked = questions_to_text (analysis), *to_ask = questions_to_text (fresh);

  assert_same_values (model, analysis, fresh);
  assert_same_lines (found, expected);
  assert_same_lines (asked, to_ask);
}

static void
test_random_edits (gconstpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  PpAnalysisOptions options = { .prompts = seed % 2, .guess = seed % 3 == 0 };
  g_autoptr (PpModel) model = pp_random_model_new (random, 12 + seed, 20 + seed, 1 + seed % 3);
  g_autoptr (PpAnalysis) analysis = analyse (model, &options);

  g_signal_connect (model, "changed", G_CALLBACK (take_changes), analysis);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GPtrArray) changes = pp_random_model_edit (model, random);
      g_autoptr (GError) error = NULL;

      if (changes->len == 0 || !pp_model_apply (model, changes, &error))
        continue;
      tell_changes (changes);
      assert_same_as_new (model, analysis, &options);
    }
  g_signal_handlers_disconnect_by_data (model, analysis);
}

/* Which of several flows is told follows the order that layouts have from a file. */
static void
test_order_of_a_file (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (PpModel) model = pp_random_model_new (random, 12, 60, 1);
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autofree char *before = findings_to_text (analysis, TRUE), *after = NULL;

  g_signal_connect (model, "changed", G_CALLBACK (take_changes), analysis);
  pp_random_model_forget_file (model);
  after = findings_to_text (analysis, TRUE);
  g_assert_cmpstr (after, !=, before);
  assert_same_as_new (model, analysis, NULL);
  g_signal_handlers_disconnect_by_data (model, analysis);
}

static void
count_touched (PpAnalysis *analysis,
               GPtrArray  *elements,
               GHashTable *touched)
{
  for (guint i = 0; elements != NULL && i < elements->len; i++)
    g_hash_table_add (touched, g_strdup (g_ptr_array_index (elements, i)));
}

/* An element whose findings are different is told of, and no other. */
static void
test_touched (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (PpModel) model = pp_random_model_new (random, 30, 50, 1);
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GPtrArray) before = pp_analysis_list_findings (analysis, NULL);
      g_autoptr (GPtrArray) changes = pp_random_model_edit (model, random);
      gulong handler = g_signal_connect (analysis, "changed", G_CALLBACK (count_touched), touched);

      if (changes->len > 0 && pp_model_apply (model, changes, NULL) && pp_analysis_update (analysis, changes))
        {
          for (guint j = 0; j < before->len; j++)
            {
              PpFinding *old = g_ptr_array_index (before, j);
              GPtrArray *now = pp_analysis_peek_findings_of (analysis, old->element);
              gboolean found = FALSE;

              for (guint k = 0; now != NULL && k < now->len; k++)
                found = found || pp_finding_equal (old, g_ptr_array_index (now, k));
              g_assert_true (found || g_hash_table_contains (touched, old->element));
            }
        }
      else
        pp_analysis_run (analysis);
      g_signal_handler_disconnect (analysis, handler);
    }
}

static void
note_done (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_analysis_run_finish (PP_ANALYSIS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* What is edited while a thread is at work is taken in afterwards. */
static void
test_edits_during_run (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (PpModel) model = pp_random_model_new (random, 60, 100, 2);
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (model, pp_kinds_get_default (), shared_rules (), NULL);
  gboolean done = FALSE;

  pp_analysis_run_async (analysis, NULL, note_done, &done);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GPtrArray) changes = pp_random_model_edit (model, random);

      if (changes->len > 0 && pp_model_apply (model, changes, NULL))
        pp_analysis_update (analysis, changes);
    }
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  assert_same_as_new (model, analysis, NULL);
}

static void
note_cancelled (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pp_analysis_run_finish (PP_ANALYSIS (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (PpModel) model = pp_random_model_new (random, 10, 10, 1);
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  pp_analysis_run_async (analysis, cancellable, note_cancelled, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  assert_same_as_new (model, analysis, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 1; i <= N_SEEDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/analysis/incremental/random-edits/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_random_edits);
    }
  g_test_add_func ("/analysis/incremental/order-of-a-file", test_order_of_a_file);
  g_test_add_func ("/analysis/incremental/touched", test_touched);
  g_test_add_func ("/analysis/incremental/edits-during-run", test_edits_during_run);
  g_test_add_func ("/analysis/incremental/cancelled", test_cancelled);
  return g_test_run ();
}
