/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the rules: all of them on all elements of a large model, and again after one edit, in
 * processor time. The last line is one JSON object. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pp-analysis.h"
#include "pp-bench-model.h"
#include "pp-random-model.h"

#define N_ELEMENTS 10000
#define N_FACTS 5
#define N_RUNS 5
#define N_EDITS 2000
#define BOX_NODES 6           /* a box for each 6 × 6 nodes of the grid */
#define SPACING 250

/* Of this process, in microseconds: what others do on the machine does not count. */
static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
milliseconds_since (gint64 start)
{
  return (processor_time () - start) / 1000.0;
}

static void
add_box (PpModel    *model,
         GPtrArray  *changes,
         const char *layout_id,
         guint       number,
         guint       n_columns)
{
  g_autofree char *id = g_strdup_printf ("box-%u", number);
  g_autofree char *field = g_strconcat ("placements/", id, NULL);
  g_autoptr (JsonNode) record = json_from_string ("{\"kind\":\"trust-boundary-box\",\"name\":\"Zone\"}", NULL);
  g_autoptr (JsonNode) placement = NULL;
  g_autoptr (PpPlacement) box = pp_placement_new_box (number % n_columns * BOX_NODES * SPACING - 20.0,
                                                      number / n_columns * BOX_NODES * SPACING - 20.0,
                                                      BOX_NODES * SPACING - 40, BOX_NODES * SPACING - 40, -1);

  placement = pp_placement_to_json (box);
  g_ptr_array_add (changes, pp_change_new_add (PP_RECORD_NODE, id, record));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_LAYOUT, layout_id, field, NULL, placement));
}

static PpModel *
make_model (guint    n_elements,
            GRand   *random)
{
  g_autofree char *layout_id = NULL;
  guint n_nodes = n_elements / 3, n_columns = 1;
  PpModel *model = pp_bench_model_new (n_nodes, n_elements - n_nodes, &layout_id);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GError) error = NULL;

  while (n_columns * n_columns * BOX_NODES * BOX_NODES < n_nodes)
    n_columns++;
  for (guint i = 0; i < n_columns * n_columns; i++)
    add_box (model, changes, layout_id, i, n_columns);
  if (!pp_model_apply (model, changes, &error))
    g_error ("%s", error->message);
  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
      pp_random_model_state (model, PP_ELEMENT (pp_model_peek_record (model, type, i)), random, N_FACTS);
  return model;
}

static double
measure_full (PpAnalysis *analysis)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = processor_time ();

      pp_analysis_run (analysis);
      best = MIN (best, milliseconds_since (start));
    }
  return best;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* Edits of every sort; those that ask for a full run are counted with what it costs. */
static GArray *
measure_edits (PpModel    *model,
               PpAnalysis *analysis,
               GRand      *random,
               guint       n_edits,
               guint      *n_full)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));

  while (times->len < n_edits)
    {
      g_autoptr (GPtrArray) changes = pp_random_model_edit (model, random);
      gint64 start;
      double time;

      if (changes->len == 0 || !pp_model_apply (model, changes, NULL))
        continue;
      start = processor_time ();
      if (!pp_analysis_update (analysis, changes))
        {
          pp_analysis_run (analysis);
          ++*n_full;
        }
      time = milliseconds_since (start);
      g_array_append_val (times, time);
    }
  g_array_sort (times, compare_times);
  return times;
}

int
main (int    argc,
      char **argv)
{
  guint n_elements = argc > 1 ? MAX (atoi (argv[1]), 100) : N_ELEMENTS;
  guint n_edits = argc > 2 ? MAX (atoi (argv[2]), 1) : N_EDITS;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (PpModel) model = make_model (n_elements, random);
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  PpAnalysisOptions options = { .prompts = TRUE };
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  double full = measure_full (analysis);
  gint64 start = processor_time ();
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  double list = milliseconds_since (start);
  g_autoptr (GPtrArray) questions = NULL;
  guint n_full = 0;
  g_autoptr (GArray) times = NULL;

  start = processor_time ();
  questions = pp_analysis_list_questions (analysis, NULL);
  printf ("%u findings listed in %.1f ms, %u questions in %.1f ms\n", findings->len, list, questions->len,
          milliseconds_since (start));
  times = measure_edits (model, analysis, random, n_edits, &n_full);
  printf ("%u edits, %u of them made a full run, longest %.1f ms\n", times->len, n_full,
          g_array_index (times, double, times->len - 1));
  printf ("{\"elements\": %u, \"rules\": %u, \"full_ms\": %.1f, \"incremental_p50\": %.3f, "
          "\"incremental_p95\": %.3f}\n",
          pp_model_get_n_records (model, PP_RECORD_NODE) + pp_model_get_n_records (model, PP_RECORD_EDGE),
          pp_rule_set_get_n_rules (rules), full, g_array_index (times, double, times->len / 2),
          g_array_index (times, double, times->len * 95 / 100));
  return 0;
}
