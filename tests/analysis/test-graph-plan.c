/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plans against plain enumeration of all sets of measures, on small random graphs. */

#include <math.h>

#include "pp-graph-plan.h"
#include "pp-graph-private.h"

#define N_GRAPHS 600
#define MAX_NODES 10
#define MAX_MEASURES 9

static PpGraph *
random_graph (GRand *random)
{
  guint n_nodes = g_rand_int_range (random, 2, MAX_NODES + 1);
  guint n_edges = g_rand_int_range (random, 0, 4 * n_nodes);
  PpGraph *graph = pp_graph_new (n_nodes);

  for (guint i = 0; i < n_edges; i++)
    pp_graph_add_edge (graph, g_rand_int_range (random, 0, n_nodes), g_rand_int_range (random, 0, n_nodes),
                       g_rand_int_range (random, 0, 5), PP_GRAPH_UNCUTTABLE);
  pp_graph_finish (graph);
  return graph;
}

static GPtrArray *
random_measures (GRand   *random,
                 PpGraph *graph)
{
  GPtrArray *measures = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_graph_measure_free);
  guint n_measures = g_rand_int_range (random, 0, MAX_MEASURES + 1);
  guint n_edges = pp_graph_get_n_edges (graph);

  for (guint i = 0; i < n_measures; i++)
    {
      PpGraphMeasure *measure = pp_graph_measure_new (g_rand_int_range (random, 1, 5));
      guint n_parts = g_rand_int_range (random, 0, 6);

      for (guint j = 0; j < n_parts; j++)
        {
          gboolean is_node = n_edges == 0 || g_rand_int_range (random, 0, 4) == 0;
          guint part = g_rand_int_range (random, 0, is_node ? pp_graph_get_n_nodes (graph) : n_edges);

          g_array_append_val (is_node ? measure->nodes : measure->edges, part);
        }
      g_ptr_array_add (measures, measure);
    }
  return measures;
}

static gboolean
is_cut (PpGraph   *graph,
        GPtrArray *measures,
        guint      chosen)
{
  guint target = pp_graph_get_n_nodes (graph) - 1;
  guint8 gone_nodes[MAX_NODES] = { 0 }, gone_edges[4 * MAX_NODES] = { 0 };
  g_autoptr (PpGraphTree) tree = NULL;

  for (guint i = 0; i < measures->len; i++)
    {
      const PpGraphMeasure *measure = g_ptr_array_index (measures, i);

      for (guint j = 0; (chosen >> i & 1) && j < measure->nodes->len; j++)
        gone_nodes[g_array_index (measure->nodes, guint, j)] = TRUE;
      for (guint j = 0; (chosen >> i & 1) && j < measure->edges->len; j++)
        gone_edges[g_array_index (measure->edges, guint, j)] = TRUE;
    }
  gone_nodes[0] = gone_nodes[target] = FALSE;
  tree = _pp_graph_find_tree_past (graph, 0, FALSE, INFINITY, PP_GRAPH_NONE, gone_nodes, gone_edges);
  return isinf (tree->distance[target]);
}

static gint64
cheapest_cost (PpGraph   *graph,
               GPtrArray *measures)
{
  gint64 cheapest = PP_GRAPH_UNCUTTABLE;

  for (guint chosen = 0; chosen < 1u << measures->len; chosen++)
    {
      gint64 cost = 0;

      for (guint i = 0; i < measures->len; i++)
        if (chosen >> i & 1)
          cost += ((PpGraphMeasure *) g_ptr_array_index (measures, i))->cost;
      if (cost < cheapest && is_cut (graph, measures, chosen))
        cheapest = cost;
    }
  return cheapest;
}

static guint
as_bits (const GArray *numbers)
{
  guint bits = 0;

  for (guint i = 0; i < numbers->len; i++)
    bits |= 1u << g_array_index (numbers, guint, i);
  return bits;
}

static void
test_cheapest (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_cut = 0, n_impossible = 0;

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      g_autoptr (GPtrArray) measures = random_measures (random, graph);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (PpGraphPlan) plan = pp_graph_find_plan (graph, 0, target, measures, NULL);
      g_autoptr (PpGraphPlan) again = pp_graph_find_plan (graph, 0, target, measures, NULL);
      gint64 cheapest = cheapest_cost (graph, measures);
      guint bits = as_bits (plan->measures);

      g_assert_cmpint (plan->cost, ==, cheapest);
      g_assert_cmpint (plan->bound, ==, cheapest);
      g_assert_cmpuint (bits, ==, as_bits (again->measures));
      n_impossible += cheapest == PP_GRAPH_UNCUTTABLE;
      n_cut += cheapest > 0 && cheapest < PP_GRAPH_UNCUTTABLE;
      if (cheapest == PP_GRAPH_UNCUTTABLE)
        {
          g_assert_cmpuint (bits, ==, 0);
          continue;
        }
      g_assert_true (is_cut (graph, measures, bits));
      for (guint j = 0; j < measures->len; j++)
        g_assert_false ((bits >> j & 1) && is_cut (graph, measures, bits & ~(1u << j)));
    }
  g_assert_cmpuint (n_cut, >, 50);
  g_assert_cmpuint (n_impossible, >, 50);
}

/* A search that is stopped at once still gives a plan that cuts, with a bound that holds and nothing
 * superfluous. */
static void
test_in_haste (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  guint n_cut = 0;

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      g_autoptr (GPtrArray) measures = random_measures (random, graph);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (PpGraphPlan) plan = pp_graph_find_plan (graph, 0, target, measures, cancelled);
      gint64 cheapest = cheapest_cost (graph, measures);
      guint bits = as_bits (plan->measures);

      if (cheapest == PP_GRAPH_UNCUTTABLE)
        {
          g_assert_cmpint (plan->cost, ==, PP_GRAPH_UNCUTTABLE);
          continue;
        }
      n_cut++;
      g_assert_cmpint (plan->cost, >=, cheapest);
      g_assert_cmpint (plan->bound, <=, cheapest);
      g_assert_true (is_cut (graph, measures, bits));
      for (guint j = 0; j < measures->len; j++)
        g_assert_false ((bits >> j & 1) && is_cut (graph, measures, bits & ~(1u << j)));
    }
  g_assert_cmpuint (n_cut, >, 50);
}

/* Many ways side by side: one measure that cuts all of them is better than one for each. */
static void
test_one_for_many (void)
{
  const guint n_ways = 200;
  g_autoptr (PpGraph) graph = pp_graph_new (n_ways + 2);
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_graph_measure_free);
  PpGraphMeasure *common = pp_graph_measure_new (40);
  g_autoptr (PpGraphPlan) plan = NULL;

  for (guint i = 0; i < n_ways; i++)
    {
      PpGraphMeasure *own = pp_graph_measure_new (1);
      guint edge = pp_graph_add_edge (graph, 0, i + 1, 1, PP_GRAPH_UNCUTTABLE);

      pp_graph_add_edge (graph, i + 1, n_ways + 1, i, PP_GRAPH_UNCUTTABLE);
      g_array_append_val (own->edges, edge);
      g_array_append_val (common->edges, edge);
      g_ptr_array_add (measures, own);
    }
  g_ptr_array_add (measures, common);
  pp_graph_finish (graph);
  plan = pp_graph_find_plan (graph, 0, n_ways + 1, measures, NULL);
  g_assert_cmpuint (plan->measures->len, ==, 1);
  g_assert_cmpuint (g_array_index (plan->measures, guint, 0), ==, n_ways);
  g_assert_cmpint (plan->cost, ==, 40);
  g_assert_cmpint (plan->bound, ==, 40);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/graph-plan/cheapest", test_cheapest);
  g_test_add_func ("/analysis/graph-plan/in-haste", test_in_haste);
  g_test_add_func ("/analysis/graph-plan/one-for-many", test_one_for_many);
  return g_test_run ();
}
