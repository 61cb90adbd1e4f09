/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cheapest set of nodes and edges whose removal leaves no path. Each node becomes an arc from its
 * entry to its exit with the node's capacity, and the cut is what a greatest flow saturates nearest to
 * the source; that flow is found with Dinic's algorithm.
 *
 * E. A. Dinic, Algorithm for solution of a problem of maximum flow in networks with power estimation,
 * Soviet Mathematics Doklady 11, 1970. */

#include "pp-graph-private.h"

/* Arcs come in pairs: the even one carries, the odd one after it takes back. */
typedef struct {
  guint  to;
  guint  next;                  /* next arc that leaves the same vertex */
  gint64 left;
} Arc;

typedef struct {
  guint   n_vertices;
  GArray *arcs;
  guint  *first;                /* first arc that leaves each vertex */
  guint  *level;
  guint  *current;
} Network;

/* A node's entry and exit. */
#define ENTRY(node) (2 * (node))
#define EXIT(node) (2 * (node) + 1)

static void
network_init (Network *network,
              guint    n_vertices)
{
  network->n_vertices = n_vertices;
  network->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  network->first = g_new (guint, n_vertices);
  network->level = g_new (guint, n_vertices);
  network->current = g_new (guint, n_vertices);
  for (guint i = 0; i < n_vertices; i++)
    network->first[i] = PP_GRAPH_NONE;
}

static void
network_clear (Network *network)
{
  g_array_unref (network->arcs);
  g_free (network->first);
  g_free (network->level);
  g_free (network->current);
}

static Arc *
arc_at (Network *network,
        guint    arc)
{
  return &g_array_index (network->arcs, Arc, arc);
}

static void
network_add (Network *network,
             guint    from,
             guint    to,
             gint64   capacity)
{
  Arc forth = { to, network->first[from], capacity };
  Arc back = { from, network->first[to], 0 };

  network->first[from] = network->arcs->len;
  g_array_append_val (network->arcs, forth);
  network->first[to] = network->arcs->len;
  g_array_append_val (network->arcs, back);
}

/* Breadth first over what is left; the target's level tells whether it was reached. */
static gboolean
find_levels (Network *network,
             guint    source,
             guint    target)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < network->n_vertices; i++)
    {
      network->level[i] = PP_GRAPH_NONE;
      network->current[i] = network->first[i];
    }
  network->level[source] = 0;
  g_array_append_val (queue, source);
  for (guint head = 0; head < queue->len; head++)
    {
      guint vertex = g_array_index (queue, guint, head);

      for (guint a = network->first[vertex]; a != PP_GRAPH_NONE; a = arc_at (network, a)->next)
        {
          const Arc *arc = arc_at (network, a);

          if (arc->left == 0 || network->level[arc->to] != PP_GRAPH_NONE)
            continue;
          network->level[arc->to] = network->level[vertex] + 1;
          g_array_append_val (queue, arc->to);
        }
    }
  return network->level[target] != PP_GRAPH_NONE;
}

static gint64
push_along (Network *network,
            GArray  *path)
{
  gint64 amount = PP_GRAPH_UNCUTTABLE;

  for (guint i = 0; i < path->len; i++)
    amount = MIN (amount, arc_at (network, g_array_index (path, guint, i))->left);
  for (guint i = 0; i < path->len; i++)
    {
      guint a = g_array_index (path, guint, i);

      arc_at (network, a)->left -= amount;
      arc_at (network, a ^ 1)->left += amount;
    }
  return amount;
}

/* The tail of the first arc of the path that is full now, to go on from there. */
static guint
retreat_to_gap (Network *network,
                GArray  *path)
{
  for (guint i = 0; i < path->len; i++)
    {
      guint a = g_array_index (path, guint, i);

      if (arc_at (network, a)->left == 0)
        {
          g_array_set_size (path, i);
          return arc_at (network, a ^ 1)->to;
        }
    }
  g_assert_not_reached ();
}

/* Fills the levels with flow until no way to the target is left in them. */
static gint64
block_levels (Network *network,
              guint    source,
              guint    target)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  guint vertex = source;
  gint64 total = 0;

  for (;;)
    {
      guint a = network->current[vertex];

      if (vertex == target)
        {
          total += push_along (network, path);
          if (total >= PP_GRAPH_UNCUTTABLE)
            return total;
          vertex = retreat_to_gap (network, path);
        }
      else if (a == PP_GRAPH_NONE)
        {
          guint last;

          if (path->len == 0)
            return total;
          last = g_array_index (path, guint, path->len - 1);
          g_array_set_size (path, path->len - 1);
          vertex = arc_at (network, last ^ 1)->to;
          network->current[vertex] = arc_at (network, last)->next;
        }
      else if (arc_at (network, a)->left > 0 &&
               network->level[arc_at (network, a)->to] == network->level[vertex] + 1)
        {
          g_array_append_val (path, a);
          vertex = arc_at (network, a)->to;
        }
      else
        {
          network->current[vertex] = arc_at (network, a)->next;
        }
    }
}

static void
network_fill (Network *network,
              PpGraph *graph)
{
  for (guint i = 0; i < graph->n_nodes; i++)
    network_add (network, ENTRY (i), EXIT (i), graph->capacity[i]);
  for (guint i = 0; i < graph->edges->len; i++)
    {
      const PpGraphEdge *edge = _pp_graph_edge (graph, i);

      network_add (network, EXIT (edge->from), ENTRY (edge->to), edge->capacity);
    }
}

static void
collect_cut (Network    *network,
             PpGraph    *graph,
             PpGraphCut *cut)
{
  for (guint i = 0; i < graph->n_nodes; i++)
    {
      if (network->level[ENTRY (i)] != PP_GRAPH_NONE && network->level[EXIT (i)] == PP_GRAPH_NONE)
        g_array_append_val (cut->nodes, i);
    }
  for (guint i = 0; i < graph->edges->len; i++)
    {
      const PpGraphEdge *edge = _pp_graph_edge (graph, i);

      if (network->level[EXIT (edge->from)] != PP_GRAPH_NONE &&
          network->level[ENTRY (edge->to)] == PP_GRAPH_NONE)
        g_array_append_val (cut->edges, i);
    }
}

/**
 * pp_graph_find_cut:
 * @self: a finished graph
 * @source: where the paths begin
 * @target: where they end; not @source
 *
 * Finds the cheapest set of nodes and edges whose removal leaves no path from @source to @target; these
 * two stay. Of several equally cheap sets it is the one nearest to @source. No part of it can be left
 * out.
 *
 * Returns: (transfer full): the cut; its sets are empty when there is no path, or none that can be cut
 */
PpGraphCut *
pp_graph_find_cut (PpGraph *self,
                   guint    source,
                   guint    target)
{
  PpGraphCut *cut = g_new0 (PpGraphCut, 1);
  Network network;

  cut->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  cut->edges = g_array_new (FALSE, FALSE, sizeof (guint));
  g_return_val_if_fail (self != NULL && self->finished, cut);
  g_return_val_if_fail (source < self->n_nodes && target < self->n_nodes && source != target, cut);

  network_init (&network, 2 * self->n_nodes);
  network_fill (&network, self);
  while (cut->cost < PP_GRAPH_UNCUTTABLE && find_levels (&network, EXIT (source), ENTRY (target)))
    cut->cost += block_levels (&network, EXIT (source), ENTRY (target));

  if (cut->cost >= PP_GRAPH_UNCUTTABLE)
    cut->cost = PP_GRAPH_UNCUTTABLE;
  else
    collect_cut (&network, self, cut);
  network_clear (&network);
  return cut;
}

void
pp_graph_cut_free (PpGraphCut *cut)
{
  if (cut == NULL)
    return;
  g_array_unref (cut->nodes);
  g_array_unref (cut->edges);
  g_free (cut);
}
