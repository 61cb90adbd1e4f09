/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graph.h"

G_BEGIN_DECLS

/* Edges at a node, as a slice of edge numbers: compressed sparse rows. */
typedef struct {
  guint *start;         /* for each node and one more: where its slice begins */
  guint *edges;
} PpGraphRows;

struct _PpGraph {
  gatomicrefcount  ref_count;
  guint            n_nodes;
  GArray          *edges;       /* of PpGraphEdge */
  gint64          *capacity;    /* of nodes */
  PpGraphRows      leaving;
  PpGraphRows      entering;
  gboolean         finished;
};

static inline const PpGraphEdge *
_pp_graph_edge (PpGraph *self,
                guint    edge)
{
  return &g_array_index (self->edges, PpGraphEdge, edge);
}

/* A binary heap of nodes by key and then by number. A node whose key falls is put in again; the older
 * entry is passed over when it comes up. */
typedef struct {
  double key;
  guint  node;
} PpHeapItem;

void     _pp_heap_push (GArray     *heap,
                        double      key,
                        guint       node);
gboolean _pp_heap_pop  (GArray     *heap,
                        PpHeapItem *item);

/* As pp_graph_find_tree(), past what is marked as gone, and only until @target is reached. @gone_nodes and
 * @gone_edges may be NULL, @target %PP_GRAPH_NONE. */
PpGraphTree *_pp_graph_find_tree_past (PpGraph      *self,
                                       guint         root,
                                       gboolean      backwards,
                                       double        limit,
                                       guint         target,
                                       const guint8 *gone_nodes,
                                       const guint8 *gone_edges);

G_END_DECLS
