/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the rules: all of them on all elements of a large model, and again after one edit; and the
 * searches of attack paths, in a large graph. In processor time. The last line is one JSON object. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pp-analysis.h"
#include "pp-attack-graph-builder.h"
#include "pp-bench-model.h"
#include "pp-graph-plan.h"
#include "pp-mitigations.h"
#include "pp-random-model.h"

#define N_ELEMENTS 10000
#define N_FACTS 5
#define N_RUNS 5
#define N_EDITS 2000
#define N_PATH_NODES 20000
#define N_PATH_EDGES 100000
#define LOCAL_SHARE 0.8
#define LOCAL_REACH 200
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

/* 80 % of the edges stay near, as flows inside a system do. */
static PpGraph *
make_graph (GRand *random)
{
  PpGraph *graph = pp_graph_new (N_PATH_NODES);

  for (guint i = 1; i + 1 < N_PATH_NODES; i++)
    pp_graph_set_capacity (graph, i, 5);
  for (guint i = 0; i < N_PATH_EDGES; i++)
    {
      int from = g_rand_int_range (random, 0, N_PATH_NODES);
      int to = g_rand_double (random) < LOCAL_SHARE ? from + g_rand_int_range (random, -LOCAL_REACH, LOCAL_REACH + 1)
                                                    : g_rand_int_range (random, 0, N_PATH_NODES);

      to = CLAMP (to, 0, N_PATH_NODES - 1);
      pp_graph_add_edge (graph, from, to, -log (g_rand_double_range (random, 0.1, 0.95)),
                         g_rand_int_range (random, 0, 3) == 0 ? 1 : PP_GRAPH_UNCUTTABLE);
    }
  pp_graph_finish (graph);
  return graph;
}

typedef struct {
  double path_ms;
  double k10_ms;
  double cut_ms;
  double dominators_ms;
  double plan_ms;
} PathTimes;

/* One measure in ten edges, some of which cut in several places. */
static double
measure_plan (PpGraph *graph,
              GRand   *random)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_graph_measure_free);
  gint64 start;

  for (guint i = 0; i < N_PATH_NODES; i++)
    {
      PpGraphMeasure *measure = pp_graph_measure_new (g_rand_int_range (random, 1, 4));
      guint n_edges = g_rand_int_range (random, 1, 4);

      g_array_append_val (measure->nodes, i);
      for (guint j = 0; j < n_edges; j++)
        {
          guint edge = g_rand_int_range (random, 0, N_PATH_EDGES);

          g_array_append_val (measure->edges, edge);
        }
      g_ptr_array_add (measures, measure);
    }
  start = processor_time ();
  pp_graph_plan_free (pp_graph_find_plan (graph, 0, N_PATH_NODES - 1, measures, NULL));
  return milliseconds_since (start);
}

static PathTimes
measure_paths (GRand *random)
{
  PathTimes best = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };
  g_autoptr (PpGraph) graph = make_graph (random);
  guint target = N_PATH_NODES - 1;

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = processor_time ();

      g_ptr_array_unref (pp_graph_find_paths (graph, 0, target, 1));
      best.path_ms = MIN (best.path_ms, milliseconds_since (start));
      start = processor_time ();
      g_ptr_array_unref (pp_graph_find_paths (graph, 0, target, 10));
      best.k10_ms = MIN (best.k10_ms, milliseconds_since (start));
      start = processor_time ();
      pp_graph_cut_free (pp_graph_find_cut (graph, 0, target));
      best.cut_ms = MIN (best.cut_ms, milliseconds_since (start));
      start = processor_time ();
      g_array_unref (pp_graph_find_choke_points (graph, 0, target));
      best.dominators_ms = MIN (best.dominators_ms, milliseconds_since (start));
    }
  best.plan_ms = measure_plan (graph, random);
  return best;
}

/* The way from a model to its first path, as the window goes it: in pieces, the longest of which must be
 * shorter than a frame. */
static void
measure_first_path (PpModel    *model,
                    PpAnalysis *analysis)
{
  const PpOdds *odds = pp_odds_get_default ();
  guint n_nodes = pp_model_get_n_records (model, PP_RECORD_NODE);
  const char *from = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE, 0));
  const char *to = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE, n_nodes / 2));
  gint64 start = processor_time (), longest = 0;
  PpAttackGraphBuilder *builder = pp_attack_graph_builder_new (model, analysis, odds, from, to);
  g_autoptr (PpAttackGraph) graph = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (PpMitigations) mitigations = NULL;
  double first;
  gboolean done = FALSE;

  while (!done)
    {
      gint64 piece = processor_time ();

      done = pp_attack_graph_builder_step (builder, g_get_monotonic_time () + 4000);
      longest = MAX (longest, processor_time () - piece);
    }
  graph = pp_attack_graph_builder_finish (builder);
  paths = pp_attack_graph_find_paths (graph, 10);
  first = milliseconds_since (start);
  mitigations = pp_mitigations_new (graph);
  for (done = FALSE, start = processor_time (); !done;)
    {
      gint64 piece = processor_time ();

      done = pp_mitigations_collect (mitigations, model, analysis, odds, g_get_monotonic_time () + 4000);
      longest = MAX (longest, processor_time () - piece);
    }
  printf ("%u paths in the model after %.1f ms, mitigations read in %.1f ms, longest piece %.1f ms\n", paths->len,
          first, milliseconds_since (start), longest / 1000.0);
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
  PathTimes paths;
  g_autoptr (GArray) times = NULL;

  start = processor_time ();
  questions = pp_analysis_list_questions (analysis, NULL);
  printf ("%u findings listed in %.1f ms, %u questions in %.1f ms\n", findings->len, list, questions->len,
          milliseconds_since (start));
  measure_first_path (model, analysis);
  paths = measure_paths (random);
  printf ("%u nodes and %u edges: a plan in %.1f ms\n", N_PATH_NODES, N_PATH_EDGES, paths.plan_ms);
  times = measure_edits (model, analysis, random, n_edits, &n_full);
  printf ("%u edits, %u of them made a full run, longest %.1f ms\n", times->len, n_full,
          g_array_index (times, double, times->len - 1));
  printf ("{\"elements\": %u, \"rules\": %u, \"full_ms\": %.1f, \"incremental_p50\": %.3f, "
          "\"incremental_p95\": %.3f, \"path_ms\": %.1f, \"k10_ms\": %.1f, \"cut_ms\": %.1f, "
          "\"dominators_ms\": %.1f}\n",
          pp_model_get_n_records (model, PP_RECORD_NODE) + pp_model_get_n_records (model, PP_RECORD_EDGE),
          pp_rule_set_get_n_rules (rules), full, g_array_index (times, double, times->len / 2),
          g_array_index (times, double, times->len * 95 / 100), paths.path_ms, paths.k10_ms, paths.cut_ms,
          paths.dominators_ms);
  return 0;
}
