/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which nodes every path must pass. The iteration over the nodes in reverse postorder converges after
 * two or three rounds on graphs like ours, and is shorter than the almost linear algorithms.
 *
 * K. D. Cooper, T. J. Harvey, K. Kennedy, A simple, fast dominance algorithm, 2001. */

#include "pp-graph-private.h"

typedef struct {
  guint node;
  guint next;
} Frame;

/* Nodes in postorder of a depth-first search, and each node's place in it. */
static GArray *
list_postorder (PpGraph *self,
                guint    root,
                guint   *place)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Frame));
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *seen = g_new0 (gboolean, self->n_nodes);
  Frame first = { root, self->leaving.start[root] };

  for (guint i = 0; i < self->n_nodes; i++)
    place[i] = PP_GRAPH_NONE;
  seen[root] = TRUE;
  g_array_append_val (stack, first);
  while (stack->len > 0)
    {
      Frame *frame = &g_array_index (stack, Frame, stack->len - 1);

      if (frame->next < self->leaving.start[frame->node + 1])
        {
          guint to = _pp_graph_edge (self, self->leaving.edges[frame->next++])->to;
          Frame deeper = { to, self->leaving.start[to] };

          if (!seen[to])
            {
              seen[to] = TRUE;
              g_array_append_val (stack, deeper);
            }
        }
      else
        {
          place[frame->node] = order->len;
          g_array_append_val (order, frame->node);
          g_array_set_size (stack, stack->len - 1);
        }
    }
  return order;
}

static guint
intersect (const guint *dominator,
           const guint *place,
           guint        a,
           guint        b)
{
  while (a != b)
    {
      while (place[a] < place[b])
        a = dominator[a];
      while (place[b] < place[a])
        b = dominator[b];
    }
  return a;
}

static guint
common_dominator (PpGraph     *self,
                  const guint *dominator,
                  const guint *place,
                  guint        node)
{
  guint common = PP_GRAPH_NONE;

  for (guint i = self->entering.start[node]; i < self->entering.start[node + 1]; i++)
    {
      guint from = _pp_graph_edge (self, self->entering.edges[i])->from;

      if (dominator[from] == PP_GRAPH_NONE)
        continue;
      common = common == PP_GRAPH_NONE ? from : intersect (dominator, place, from, common);
    }
  return common;
}

/**
 * pp_graph_find_dominators:
 * @self: a finished graph
 * @root: where all paths begin
 *
 * Returns: (transfer full) (array): for each node the last other node that all paths from @root to it
 *   have in common; @root for itself, and %PP_GRAPH_NONE for what cannot be reached
 */
guint *
pp_graph_find_dominators (PpGraph *self,
                          guint    root)
{
  g_autofree guint *place = NULL;
  g_autoptr (GArray) order = NULL;
  guint *dominator;
  gboolean changed = TRUE;

  g_return_val_if_fail (self != NULL && self->finished && root < self->n_nodes, NULL);

  place = g_new (guint, self->n_nodes);
  order = list_postorder (self, root, place);
  dominator = g_new (guint, self->n_nodes);
  for (guint i = 0; i < self->n_nodes; i++)
    dominator[i] = PP_GRAPH_NONE;
  dominator[root] = root;
  while (changed)
    {
      changed = FALSE;
      for (guint i = order->len - 1; i > 0; i--)
        {
          guint node = g_array_index (order, guint, i - 1);
          guint common = common_dominator (self, dominator, place, node);

          changed = changed || common != dominator[node];
          dominator[node] = common;
        }
    }
  return dominator;
}

/**
 * pp_graph_find_choke_points:
 * @self: a finished graph
 * @root: where all paths begin
 * @target: where they end
 *
 * Returns: (transfer full) (element-type guint): the nodes between @root and @target that every path
 *   passes, in the order in which it does; empty when there are none or no path
 */
GArray *
pp_graph_find_choke_points (PpGraph *self,
                            guint    root,
                            guint    target)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *dominator = pp_graph_find_dominators (self, root);

  g_return_val_if_fail (dominator != NULL && target < self->n_nodes, points);

  if (dominator[target] == PP_GRAPH_NONE || target == root)
    return points;
  for (guint node = dominator[target]; node != root; node = dominator[node])
    g_array_prepend_val (points, node);
  return points;
}
