/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-graph.h"

G_BEGIN_DECLS

/**
 * PpGraphMeasure:
 * @cost: what it costs, 1 or more
 * @nodes: (element-type guint): nodes that it takes away
 * @edges: (element-type guint): edges that it takes away
 *
 * Something that can be done, and that may cut a graph in several places at once.
 */
typedef struct {
  gint64  cost;
  GArray *nodes;
  GArray *edges;
} PpGraphMeasure;

PpGraphMeasure *pp_graph_measure_new  (gint64          cost);
void            pp_graph_measure_free (PpGraphMeasure *self);

/**
 * PpGraphPlan:
 * @measures: (element-type guint): what to do, by number, ascending
 * @cost: what it costs; %PP_GRAPH_UNCUTTABLE when all measures together leave a path
 * @bound: no set that leaves no path costs less than this; equal to @cost where the set is a cheapest
 */
typedef struct {
  GArray *measures;
  gint64  cost;
  gint64  bound;
} PpGraphPlan;

PpGraphPlan    *pp_graph_find_plan    (PpGraph        *self,
                                       guint           source,
                                       guint           target,
                                       GPtrArray      *measures,
                                       GCancellable   *cancellable);
void            pp_graph_plan_free    (PpGraphPlan    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraphMeasure, pp_graph_measure_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGraphPlan, pp_graph_plan_free)

G_END_DECLS
