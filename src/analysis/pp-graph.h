/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PpGraphEdge:
 * @from: the node that it leaves
 * @to: the node that it reaches
 * @weight: its length, 0 or more
 * @capacity: what it costs to take it away; %PP_GRAPH_UNCUTTABLE when it cannot be
 */
typedef struct {
  guint  from;
  guint  to;
  double weight;
  gint64 capacity;
} PpGraphEdge;

#define PP_GRAPH_UNCUTTABLE (G_MAXINT64 / 4)
#define PP_GRAPH_NONE G_MAXUINT

#define PP_TYPE_GRAPH (pp_graph_get_type ())

/**
 * PpGraph:
 *
 * A directed graph of numbered nodes and edges, for searches. It is filled, then finished, and does not
 * change any more; then any thread may search it. Where two answers are equally good the one with the
 * lower numbers wins, so equal graphs give equal answers.
 */
typedef struct _PpGraph PpGraph;

GType              pp_graph_get_type        (void) G_GNUC_CONST;
PpGraph           *pp_graph_new             (guint              n_nodes);
PpGraph           *pp_graph_ref             (PpGraph           *self);
void               pp_graph_unref           (PpGraph           *self);
guint              pp_graph_add_edge        (PpGraph           *self,
                                             guint              from,
                                             guint              to,
                                             double             weight,
                                             gint64             capacity);
void               pp_graph_set_capacity    (PpGraph           *self,
                                             guint              node,
                                             gint64             capacity);
void               pp_graph_finish          (PpGraph           *self);
gint64             pp_graph_get_capacity    (PpGraph           *self,
                                             guint              node);
guint              pp_graph_get_n_nodes     (PpGraph           *self);
guint              pp_graph_get_n_edges     (PpGraph           *self);
const PpGraphEdge *pp_graph_get_edge        (PpGraph           *self,
                                             guint              edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraph, pp_graph_unref)

/**
 * PpGraphTree:
 * @distance: for each node, the length of the shortest path; %INFINITY where there is none
 * @edge: for each node, the last edge of that path; %PP_GRAPH_NONE at the root and where there is none
 */
typedef struct {
  double *distance;
  guint  *edge;
} PpGraphTree;

PpGraphTree       *pp_graph_find_tree       (PpGraph           *self,
                                             guint              root,
                                             gboolean           backwards,
                                             double             limit);
void               pp_graph_tree_free       (PpGraphTree       *tree);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraphTree, pp_graph_tree_free)

/**
 * PpGraphPath:
 * @edges: the edges in order
 * @n_edges: how many
 * @length: the sum of their weights
 *
 * A path that enters no node twice.
 */
typedef struct {
  guint  *edges;
  guint   n_edges;
  double  length;
} PpGraphPath;

void               pp_graph_path_free       (PpGraphPath       *path);
GPtrArray         *pp_graph_find_paths      (PpGraph           *self,
                                             guint              source,
                                             guint              target,
                                             guint              k);

guint             *pp_graph_find_dominators (PpGraph           *self,
                                             guint              root);
GArray            *pp_graph_find_choke_points (PpGraph         *self,
                                             guint              root,
                                             guint              target);

/**
 * PpGraphCut:
 * @nodes: (element-type guint): nodes to take away, ascending
 * @edges: (element-type guint): edges to take away, ascending
 * @cost: what it costs; %PP_GRAPH_UNCUTTABLE when nothing that can be taken away separates the two
 */
typedef struct {
  GArray *nodes;
  GArray *edges;
  gint64  cost;
} PpGraphCut;

PpGraphCut        *pp_graph_find_cut        (PpGraph           *self,
                                             guint              source,
                                             guint              target);
void               pp_graph_cut_free        (PpGraphCut        *cut);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraphCut, pp_graph_cut_free)

G_END_DECLS
