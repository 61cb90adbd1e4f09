/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shortest paths. One tree is Dijkstra's search with a binary heap. The k shortest paths are Yen's: each
 * further path leaves one of those found at some node (the spur) and goes on by the shortest way that
 * does not enter the part before again. Lawler's rule looks only at spurs at or behind the place where a
 * path left its parent, because the ones before were looked at already. The searches from the spurs are
 * A*, guided by the exact distances to the target in the whole graph, which never overestimate when
 * nodes and edges are left out, so most of them touch little more than the path itself.
 *
 * J. Y. Yen, Finding the K shortest loopless paths in a network, Management Science 17, 1971.
 * E. L. Lawler, A procedure for computing the K best solutions…, Management Science 18, 1972. */

#include <math.h>
#include <string.h>

#include "pp-graph-private.h"

void
pp_graph_tree_free (PpGraphTree *tree)
{
  if (tree == NULL)
    return;
  g_free (tree->distance);
  g_free (tree->edge);
  g_free (tree);
}

static PpGraphTree *
tree_new (guint n_nodes)
{
  PpGraphTree *tree = g_new (PpGraphTree, 1);

  tree->distance = g_new (double, MAX (n_nodes, 1));
  tree->edge = g_new (guint, MAX (n_nodes, 1));
  for (guint i = 0; i < n_nodes; i++)
    {
      tree->distance[i] = INFINITY;
      tree->edge[i] = PP_GRAPH_NONE;
    }
  return tree;
}

PpGraphTree *
_pp_graph_find_tree_past (PpGraph      *self,
                          guint         root,
                          gboolean      backwards,
                          double        limit,
                          guint         target,
                          const guint8 *gone_nodes,
                          const guint8 *gone_edges)
{
  const PpGraphRows *rows = backwards ? &self->entering : &self->leaving;
  g_autoptr (GArray) heap = g_array_new (FALSE, FALSE, sizeof (PpHeapItem));
  PpGraphTree *tree = tree_new (self->n_nodes);
  PpHeapItem item;

  tree->distance[root] = 0;
  _pp_heap_push (heap, 0, root);
  while (_pp_heap_pop (heap, &item) && item.node != target)
    {
      if (item.key > tree->distance[item.node])
        continue;
      for (guint i = rows->start[item.node]; i < rows->start[item.node + 1]; i++)
        {
          const PpGraphEdge *edge = _pp_graph_edge (self, rows->edges[i]);
          guint next = backwards ? edge->from : edge->to;
          double distance = item.key + edge->weight;

          if (distance >= tree->distance[next] || distance > limit ||
              (gone_edges != NULL && gone_edges[rows->edges[i]]) || (gone_nodes != NULL && gone_nodes[next]))
            continue;
          tree->distance[next] = distance;
          tree->edge[next] = rows->edges[i];
          _pp_heap_push (heap, distance, next);
        }
    }
  return tree;
}

/**
 * pp_graph_find_tree:
 * @self: a finished graph
 * @root: a node
 * @backwards: whether to follow edges from their target to their source
 * @limit: nodes farther away than this are left out; %INFINITY for none
 *
 * Finds the shortest paths from a node to all others, or with @backwards from all others to it.
 * O((edges + nodes) log nodes).
 *
 * Returns: (transfer full): the tree of these paths
 */
PpGraphTree *
pp_graph_find_tree (PpGraph  *self,
                    guint     root,
                    gboolean  backwards,
                    double    limit)
{
  g_return_val_if_fail (self != NULL && self->finished && root < self->n_nodes, NULL);

  return _pp_graph_find_tree_past (self, root, backwards, limit, PP_GRAPH_NONE, NULL, NULL);
}

void
pp_graph_path_free (PpGraphPath *path)
{
  if (path == NULL)
    return;
  g_free (path->edges);
  g_free (path);
}

/* A path that was found, with the place where it left the path that it was found from. */
typedef struct {
  PpGraphPath path;
  guint       spur;
} Candidate;

/* What the searches from the spurs share. Marks hold the number of the search that set them, so that
 * nothing has to be cleared in between. */
typedef struct {
  PpGraph     *graph;
  guint        target;
  PpGraphTree *to_target;
  guint        search;
  guint       *reached_in;
  guint       *barred_in;
  double      *distance;
  guint       *edge;
  GArray      *heap;
  GHashTable  *barred_edges;
} Search;

static void
search_init (Search  *search,
             PpGraph *graph,
             guint    target)
{
  guint n = MAX (graph->n_nodes, 1);

  search->graph = graph;
  search->target = target;
  search->to_target = pp_graph_find_tree (graph, target, TRUE, INFINITY);
  search->search = 0;
  search->reached_in = g_new0 (guint, n);
  search->barred_in = g_new0 (guint, n);
  search->distance = g_new (double, n);
  search->edge = g_new (guint, n);
  search->heap = g_array_new (FALSE, FALSE, sizeof (PpHeapItem));
  search->barred_edges = g_hash_table_new (NULL, NULL);
}

static void
search_clear (Search *search)
{
  pp_graph_tree_free (search->to_target);
  g_free (search->reached_in);
  g_free (search->barred_in);
  g_free (search->distance);
  g_free (search->edge);
  g_array_unref (search->heap);
  g_hash_table_unref (search->barred_edges);
}

static void
reach (Search *search,
       guint   node,
       double  distance,
       guint   edge)
{
  if (search->reached_in[node] == search->search && search->distance[node] <= distance)
    return;
  search->reached_in[node] = search->search;
  search->distance[node] = distance;
  search->edge[node] = edge;
  _pp_heap_push (search->heap, distance + search->to_target->distance[node], node);
}

static gboolean
is_barred (Search *search,
           guint   edge)
{
  const PpGraphEdge *ends = _pp_graph_edge (search->graph, edge);

  return search->barred_in[ends->to] == search->search ||
         isinf (search->to_target->distance[ends->to]) ||
         g_hash_table_contains (search->barred_edges, GUINT_TO_POINTER (edge));
}

/* A* from the spur to the target past what is barred. */
static gboolean
search_run (Search *search,
            guint   spur)
{
  const PpGraphRows *rows = &search->graph->leaving;
  PpHeapItem item;

  g_array_set_size (search->heap, 0);
  reach (search, spur, 0, PP_GRAPH_NONE);
  while (_pp_heap_pop (search->heap, &item))
    {
      double distance = search->distance[item.node];

      if (item.node == search->target)
        return TRUE;
      if (item.key > distance + search->to_target->distance[item.node])
        continue;
      for (guint i = rows->start[item.node]; i < rows->start[item.node + 1]; i++)
        {
          const PpGraphEdge *edge = _pp_graph_edge (search->graph, rows->edges[i]);

          if (!is_barred (search, rows->edges[i]))
            reach (search, edge->to, distance + edge->weight, rows->edges[i]);
        }
    }
  return FALSE;
}

static Candidate *
candidate_new (Search            *search,
               const PpGraphPath *parent,
               guint              spur)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (guint));
  Candidate *candidate = g_new0 (Candidate, 1);

  for (guint node = search->target; search->edge[node] != PP_GRAPH_NONE;)
    {
      g_array_prepend_val (edges, search->edge[node]);
      node = _pp_graph_edge (search->graph, search->edge[node])->from;
    }
  if (parent != NULL)
    g_array_prepend_vals (edges, parent->edges, spur);

  for (guint i = 0; i < edges->len; i++)
    candidate->path.length += _pp_graph_edge (search->graph,
                                              g_array_index (edges, guint, i))->weight;
  candidate->path.n_edges = edges->len;
  candidate->path.edges = (guint *) (gpointer) g_array_free (g_steal_pointer (&edges), FALSE);
  candidate->spur = spur;
  return candidate;
}

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->path.edges);
  g_free (candidate);
}

static gboolean
same_head (const PpGraphPath *a,
           const PpGraphPath *b,
           guint              n_edges)
{
  return a->n_edges >= n_edges && b->n_edges >= n_edges &&
         memcmp (a->edges, b->edges, n_edges * sizeof *a->edges) == 0;
}

static void
bar_found (Search            *search,
           GPtrArray         *found,
           const PpGraphPath *parent,
           guint              spur)
{
  for (guint i = 0; i < found->len; i++)
    {
      const PpGraphPath *path = g_ptr_array_index (found, i);

      if (path->n_edges > spur && same_head (path, parent, spur))
        g_hash_table_add (search->barred_edges, GUINT_TO_POINTER (path->edges[spur]));
    }
}

static void
add_candidates (Search    *search,
                GPtrArray *found,
                Candidate *from,
                guint      source,
                GPtrArray *candidates)
{
  const PpGraphPath *parent = &from->path;

  for (guint spur = from->spur; spur < parent->n_edges; spur++)
    {
      guint node = source;

      search->search++;
      for (guint i = 0; i < spur; i++)
        {
          search->barred_in[node] = search->search;
          node = _pp_graph_edge (search->graph, parent->edges[i])->to;
        }
      g_hash_table_remove_all (search->barred_edges);
      bar_found (search, found, parent, spur);
      if (search_run (search, node))
        g_ptr_array_add (candidates, candidate_new (search, parent, spur));
    }
}

static gboolean
is_better (const PpGraphPath *a,
           const PpGraphPath *b)
{
  if (a->length != b->length)
    return a->length < b->length;
  if (a->n_edges != b->n_edges)
    return a->n_edges < b->n_edges;
  for (guint i = 0; i < a->n_edges; i++)
    {
      if (a->edges[i] != b->edges[i])
        return a->edges[i] < b->edges[i];
    }
  return FALSE;
}

static Candidate *
take_best (GPtrArray *candidates)
{
  guint best = 0;

  if (candidates->len == 0)
    return NULL;
  for (guint i = 1; i < candidates->len; i++)
    {
      if (is_better (&((Candidate *) g_ptr_array_index (candidates, i))->path,
                     &((Candidate *) g_ptr_array_index (candidates, best))->path))
        best = i;
    }
  return g_ptr_array_steal_index_fast (candidates, best);
}

static PpGraphPath *
path_copy (const PpGraphPath *path)
{
  PpGraphPath *copy = g_memdup2 (path, sizeof *path);

  copy->edges = g_memdup2 (path->edges, path->n_edges * sizeof *path->edges);
  return copy;
}

/**
 * pp_graph_find_paths:
 * @self: a finished graph
 * @source: where the paths begin
 * @target: where they end; not @source
 * @k: how many at most
 *
 * Finds the shortest paths from @source to @target that enter no node twice, the shortest first.
 * O(k · length of a path) searches, each of them small as a rule.
 *
 * Returns: (transfer full) (element-type PpGraphPath): up to @k paths
 */
GPtrArray *
pp_graph_find_paths (PpGraph *self,
                     guint    source,
                     guint    target,
                     guint    k)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_graph_path_free);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  Search search;

  g_return_val_if_fail (self != NULL && self->finished, found);
  g_return_val_if_fail (source < self->n_nodes && target < self->n_nodes && source != target, found);

  search_init (&search, self, target);
  search.search = 1;
  if (!isinf (search.to_target->distance[source]) && search_run (&search, source))
    g_ptr_array_add (candidates, candidate_new (&search, NULL, 0));
  while (found->len < k)
    {
      Candidate *best = take_best (candidates);

      if (best == NULL)
        break;
      g_ptr_array_add (found, path_copy (&best->path));
      if (found->len < k)
        add_candidates (&search, found, best, source, candidates);
      candidate_free (best);
    }
  search_clear (&search);
  return found;
}
