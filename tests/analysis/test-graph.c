/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches against plain enumeration on small random graphs. */

#include <math.h>

#include "pp-graph.h"

#define N_GRAPHS 400
#define MAX_NODES 10

static PpGraph *
random_graph (GRand *random)
{
  guint n_nodes = g_rand_int_range (random, 2, MAX_NODES + 1);
  guint n_edges = g_rand_int_range (random, 0, 3 * n_nodes);
  PpGraph *graph = pp_graph_new (n_nodes);

  for (guint i = 1; i + 1 < n_nodes; i++)
    pp_graph_set_capacity (graph, i, g_rand_int_range (random, 1, 6));
  for (guint i = 0; i < n_edges; i++)
    {
      guint from = g_rand_int_range (random, 0, n_nodes);
      guint to = g_rand_int_range (random, 0, n_nodes);
      gboolean cuttable = g_rand_boolean (random);

      /* Small whole weights, so that many paths are equally long. */
      pp_graph_add_edge (graph, from, to, g_rand_int_range (random, 0, 5),
                         cuttable ? g_rand_int_range (random, 1, 6) : PP_GRAPH_UNCUTTABLE);
    }
  pp_graph_finish (graph);
  return graph;
}

typedef struct {
  PpGraph  *graph;
  guint     target;
  guint     gone_nodes;         /* a bit each */
  guint64   gone_edges;
  guint     seen;
  GArray   *lengths;            /* of the simple paths; of double */
} Walk;

static void
walk (Walk   *self,
      guint   node,
      double  length)
{
  if (node == self->target)
    {
      g_array_append_val (self->lengths, length);
      return;
    }
  self->seen |= 1u << node;
  for (guint i = 0; i < pp_graph_get_n_edges (self->graph); i++)
    {
      const PpGraphEdge *edge = pp_graph_get_edge (self->graph, i);

      if (edge->from == node && !((self->seen | self->gone_nodes) >> edge->to & 1) &&
          !(self->gone_edges >> i & 1))
        walk (self, edge->to, length + edge->weight);
    }
  self->seen &= ~(1u << node);
}

static GArray *
all_lengths (PpGraph *graph,
             guint    source,
             guint    target,
             guint    gone_nodes,
             guint64  gone_edges)
{
  Walk self = { graph, target, gone_nodes, gone_edges, 0, g_array_new (FALSE, FALSE, sizeof (double)) };

  walk (&self, source, 0);
  return self.lengths;
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static gboolean
is_separated (PpGraph *graph,
              guint    source,
              guint    target,
              guint    gone_nodes,
              guint64  gone_edges)
{
  g_autoptr (GArray) lengths = all_lengths (graph, source, target, gone_nodes, gone_edges);

  return lengths->len == 0;
}

static void
check_path (PpGraph           *graph,
            const PpGraphPath *path,
            guint              source,
            guint              target)
{
  guint node = source, seen = 1u << source;
  double length = 0;

  for (guint i = 0; i < path->n_edges; i++)
    {
      const PpGraphEdge *edge = pp_graph_get_edge (graph, path->edges[i]);

      g_assert_cmpuint (edge->from, ==, node);
      g_assert_false (seen >> edge->to & 1);
      seen |= 1u << edge->to;
      node = edge->to;
      length += edge->weight;
    }
  g_assert_cmpuint (node, ==, target);
  g_assert_cmpfloat (length, ==, path->length);
}

static void
assert_distinct (GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    {
      const PpGraphPath *a = g_ptr_array_index (paths, i);

      for (guint j = 0; j < i; j++)
        {
          const PpGraphPath *b = g_ptr_array_index (paths, j);

          g_assert_false (a->n_edges == b->n_edges &&
                          memcmp (a->edges, b->edges, a->n_edges * sizeof *a->edges) == 0);
        }
    }
}

static void
test_paths (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (GArray) lengths = all_lengths (graph, 0, target, 0, 0);
      guint k = g_rand_int_range (random, 1, 30);
      g_autoptr (GPtrArray) paths = pp_graph_find_paths (graph, 0, target, k);

      g_array_sort (lengths, compare_lengths);
      g_assert_cmpuint (paths->len, ==, MIN (k, lengths->len));
      assert_distinct (paths);
      for (guint j = 0; j < paths->len; j++)
        {
          const PpGraphPath *path = g_ptr_array_index (paths, j);

          check_path (graph, path, 0, target);
          g_assert_cmpfloat (path->length, ==, g_array_index (lengths, double, j));
        }
    }
}

static void
test_tree (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      g_autoptr (PpGraphTree) forth = pp_graph_find_tree (graph, 0, FALSE, INFINITY);
      g_autoptr (PpGraphTree) near = pp_graph_find_tree (graph, 0, FALSE, 3);

      for (guint node = 1; node < pp_graph_get_n_nodes (graph); node++)
        {
          g_autoptr (GArray) lengths = all_lengths (graph, 0, node, 0, 0);
          g_autoptr (PpGraphTree) back = pp_graph_find_tree (graph, node, TRUE, INFINITY);
          double expected;

          g_array_sort (lengths, compare_lengths);
          expected = lengths->len > 0 ? g_array_index (lengths, double, 0) : INFINITY;
          g_assert_cmpfloat (forth->distance[node], ==, expected);
          g_assert_cmpfloat (back->distance[0], ==, expected);
          g_assert_cmpfloat (near->distance[node], ==, expected <= 3 ? expected : INFINITY);
        }
    }
}

static void
test_choke_points (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (GArray) points = pp_graph_find_choke_points (graph, 0, target);
      gboolean connected = !is_separated (graph, 0, target, 0, 0);
      guint found = 0;

      for (guint j = 0; j < points->len; j++)
        found |= 1u << g_array_index (points, guint, j);
      for (guint node = 1; node < target; node++)
        {
          gboolean needed = connected && is_separated (graph, 0, target, 1u << node, 0);

          g_assert_cmpint (found >> node & 1, ==, needed);
        }
    }
}

static gint64
cheapest_cut (PpGraph *graph,
              guint    target)
{
  guint n_nodes = pp_graph_get_n_nodes (graph);
  guint n_edges = pp_graph_get_n_edges (graph);
  gint64 best = PP_GRAPH_UNCUTTABLE;

  for (guint64 set = 0; set < (guint64) 1 << (n_nodes + n_edges); set++)
    {
      guint nodes = set & ((1u << n_nodes) - 1);
      guint64 edges = set >> n_nodes;
      g_autoptr (GArray) probe = NULL;
      gint64 cost = 0;

      if ((nodes & 1) || (nodes >> target & 1))
        continue;
      for (guint i = 0; i < n_edges && cost < best; i++)
        cost += edges >> i & 1 ? pp_graph_get_edge (graph, i)->capacity : 0;
      for (guint i = 0; i < n_nodes && cost < best; i++)
        cost += nodes >> i & 1 ? (gint64) (i + 1) : 0;
      if (cost < best && is_separated (graph, 0, target, nodes, edges))
        best = cost;
    }
  return best;
}

/* Small enough to try every set of nodes and edges; a node costs its number and one. */
static PpGraph *
tiny_graph (GRand *random)
{
  guint n_nodes = g_rand_int_range (random, 2, 6);
  guint n_edges = g_rand_int_range (random, 0, 9);
  PpGraph *graph = pp_graph_new (n_nodes);

  for (guint i = 1; i + 1 < n_nodes; i++)
    pp_graph_set_capacity (graph, i, i + 1);
  for (guint i = 0; i < n_edges; i++)
    pp_graph_add_edge (graph, g_rand_int_range (random, 0, n_nodes),
                       g_rand_int_range (random, 0, n_nodes), 1,
                       g_rand_int_range (random, 0, 3) > 0 ? g_rand_int_range (random, 1, 5)
                                                           : PP_GRAPH_UNCUTTABLE);
  pp_graph_finish (graph);
  return graph;
}

static void
test_cut_is_cheapest (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = tiny_graph (random);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (PpGraphCut) cut = pp_graph_find_cut (graph, 0, target);

      g_assert_cmpint (cut->cost, ==, cheapest_cut (graph, target));
    }
}

static guint64
bits_without (GArray *numbers,
              guint   left_out)
{
  guint64 bits = 0;

  for (guint i = 0; i < numbers->len; i++)
    {
      if (i != left_out)
        bits |= (guint64) 1 << g_array_index (numbers, guint, i);
    }
  return bits;
}

static void
test_cut_has_no_spare_part (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_autoptr (PpGraph) graph = random_graph (random);
      guint target = pp_graph_get_n_nodes (graph) - 1;
      g_autoptr (PpGraphCut) cut = pp_graph_find_cut (graph, 0, target);
      guint64 nodes = bits_without (cut->nodes, PP_GRAPH_NONE);
      guint64 edges = bits_without (cut->edges, PP_GRAPH_NONE);

      if (cut->cost == PP_GRAPH_UNCUTTABLE)
        continue;
      g_assert_true (is_separated (graph, 0, target, nodes, edges));
      for (guint j = 0; j < cut->nodes->len; j++)
        g_assert_false (is_separated (graph, 0, target, bits_without (cut->nodes, j), edges));
      for (guint j = 0; j < cut->edges->len; j++)
        g_assert_false (is_separated (graph, 0, target, nodes, bits_without (cut->edges, j)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/graph/tree", test_tree);
  g_test_add_func ("/analysis/graph/paths", test_paths);
  g_test_add_func ("/analysis/graph/choke-points", test_choke_points);
  g_test_add_func ("/analysis/graph/cut-is-cheapest", test_cut_is_cheapest);
  g_test_add_func ("/analysis/graph/cut-has-no-spare-part", test_cut_has_no_spare_part);

  return g_test_run ();
}
