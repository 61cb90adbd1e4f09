/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-graph-private.h"

G_DEFINE_BOXED_TYPE (PpGraph, pp_graph, pp_graph_ref, pp_graph_unref)

/**
 * pp_graph_new:
 * @n_nodes: how many nodes it has; they are numbered from 0
 *
 * Returns: (transfer full): a graph without edges, whose nodes cannot be cut
 */
PpGraph *
pp_graph_new (guint n_nodes)
{
  PpGraph *self = g_new0 (PpGraph, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_nodes = n_nodes;
  self->edges = g_array_new (FALSE, FALSE, sizeof (PpGraphEdge));
  self->capacity = g_new (gint64, MAX (n_nodes, 1));
  for (guint i = 0; i < n_nodes; i++)
    self->capacity[i] = PP_GRAPH_UNCUTTABLE;
  return self;
}

PpGraph *
pp_graph_ref (PpGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
rows_clear (PpGraphRows *rows)
{
  g_free (rows->start);
  g_free (rows->edges);
}

void
pp_graph_unref (PpGraph *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->edges);
  g_free (self->capacity);
  rows_clear (&self->leaving);
  rows_clear (&self->entering);
  g_free (self);
}

/**
 * pp_graph_add_edge:
 * @self: a graph that is not finished
 * @from: a node
 * @to: a node
 * @weight: its length, 0 or more
 * @capacity: what it costs to take it away, 1 or more
 *
 * Returns: the edge's number; they are counted from 0
 */
guint
pp_graph_add_edge (PpGraph *self,
                   guint    from,
                   guint    to,
                   double   weight,
                   gint64   capacity)
{
  PpGraphEdge edge = { from, to, weight, MIN (capacity, PP_GRAPH_UNCUTTABLE) };

  g_return_val_if_fail (self != NULL && !self->finished, PP_GRAPH_NONE);
  g_return_val_if_fail (from < self->n_nodes && to < self->n_nodes, PP_GRAPH_NONE);
  g_return_val_if_fail (weight >= 0 && capacity > 0, PP_GRAPH_NONE);

  g_array_append_val (self->edges, edge);
  return self->edges->len - 1;
}

/**
 * pp_graph_set_capacity:
 * @self: a graph that is not finished
 * @node: a node
 * @capacity: what it costs to take it away, 1 or more
 */
void
pp_graph_set_capacity (PpGraph *self,
                       guint    node,
                       gint64   capacity)
{
  g_return_if_fail (self != NULL && !self->finished);
  g_return_if_fail (node < self->n_nodes && capacity > 0);

  self->capacity[node] = MIN (capacity, PP_GRAPH_UNCUTTABLE);
}

static void
rows_fill (PpGraphRows *rows,
           PpGraph     *self,
           gsize        end_offset)
{
  guint n_edges = self->edges->len;
  g_autofree guint *next = g_new0 (guint, self->n_nodes + 1);

  rows->start = g_new0 (guint, self->n_nodes + 1);
  rows->edges = g_new (guint, MAX (n_edges, 1));
  for (guint i = 0; i < n_edges; i++)
    rows->start[G_STRUCT_MEMBER (guint, _pp_graph_edge (self, i), end_offset) + 1]++;
  for (guint i = 0; i < self->n_nodes; i++)
    {
      rows->start[i + 1] += rows->start[i];
      next[i] = rows->start[i];
    }
  for (guint i = 0; i < n_edges; i++)
    rows->edges[next[G_STRUCT_MEMBER (guint, _pp_graph_edge (self, i), end_offset)]++] = i;
}

/**
 * pp_graph_finish:
 * @self: a graph
 *
 * Sorts the edges by their ends. From now on the graph can be searched and not changed.
 */
void
pp_graph_finish (PpGraph *self)
{
  g_return_if_fail (self != NULL && !self->finished);

  rows_fill (&self->leaving, self, G_STRUCT_OFFSET (PpGraphEdge, from));
  rows_fill (&self->entering, self, G_STRUCT_OFFSET (PpGraphEdge, to));
  self->finished = TRUE;
}

gint64
pp_graph_get_capacity (PpGraph *self,
                       guint    node)
{
  g_return_val_if_fail (self != NULL && node < self->n_nodes, 0);

  return self->capacity[node];
}

guint
pp_graph_get_n_nodes (PpGraph *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_nodes;
}

guint
pp_graph_get_n_edges (PpGraph *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->edges->len;
}

const PpGraphEdge *
pp_graph_get_edge (PpGraph *self,
                   guint    edge)
{
  g_return_val_if_fail (self != NULL && edge < self->edges->len, NULL);

  return _pp_graph_edge (self, edge);
}

static gboolean
comes_first (const PpHeapItem *a,
             const PpHeapItem *b)
{
  return a->key < b->key || (a->key == b->key && a->node < b->node);
}

void
_pp_heap_push (GArray *heap,
               double  key,
               guint   node)
{
  PpHeapItem item = { key, node };
  PpHeapItem *items;
  guint i = heap->len;

  g_array_append_val (heap, item);
  items = (PpHeapItem *) (gpointer) heap->data;
  for (; i > 0 && comes_first (&item, &items[(i - 1) / 2]); i = (i - 1) / 2)
    items[i] = items[(i - 1) / 2];
  items[i] = item;
}

gboolean
_pp_heap_pop (GArray     *heap,
              PpHeapItem *item)
{
  PpHeapItem *items = (PpHeapItem *) (gpointer) heap->data;
  PpHeapItem last;
  guint n, i = 0;

  if (heap->len == 0)
    return FALSE;
  *item = items[0];
  last = items[heap->len - 1];
  g_array_set_size (heap, heap->len - 1);
  n = heap->len;
  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && comes_first (&items[child + 1], &items[child]))
        child++;
      if (!comes_first (&items[child], &last))
        break;
      items[i] = items[child];
      i = child;
    }
  if (n > 0)
    items[i] = last;
  return TRUE;
}
