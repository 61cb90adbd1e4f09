/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cheapest set of measures that leaves no path, where one measure may cut in several places. There are
 * too many paths to list, so only those are listed that matter: a set is found that cuts the paths that
 * are known, the shortest path that it leaves is added to them, and so on until it leaves none. Sets for a
 * part of the paths never cost more than sets for all, so where the last one was a cheapest it is a
 * cheapest altogether, and else its bound holds.
 *
 * E. Moreno-Centeno, R. M. Karp, The implicit hitting set approach to solve combinatorial optimization
 * problems, Operations Research 61, 2013. */

#include "pp-graph-plan.h"

#include <math.h>
#include <string.h>

#include "pp-graph-private.h"
#include "pp-hitting-set.h"

#define MAX_ROUNDS 200
#define MAX_STEPS 200000

typedef struct {
  PpGraph      *graph;
  guint         source;
  guint         target;
  GPtrArray    *measures;
  GPtrArray    *by_edge;        /* of GArray of guint, or NULL */
  GPtrArray    *by_node;
  guint8       *gone_nodes;
  guint8       *gone_edges;
  GArray       *costs;
  PpHittingSet  sets;
} Planner;

PpGraphMeasure *
pp_graph_measure_new (gint64 cost)
{
  PpGraphMeasure *self = g_new0 (PpGraphMeasure, 1);

  self->cost = cost;
  self->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->edges = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
pp_graph_measure_free (PpGraphMeasure *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_free (self);
}

void
pp_graph_plan_free (PpGraphPlan *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->measures);
  g_free (self);
}

static void
unref_array (gpointer array)
{
  if (array != NULL)
    g_array_unref (array);
}

static void
note (GPtrArray    *by_part,
      const GArray *parts,
      guint         measure)
{
  for (guint i = 0; i < parts->len; i++)
    {
      gpointer *slot = &g_ptr_array_index (by_part, g_array_index (parts, guint, i));

      if (*slot == NULL)
        *slot = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val ((GArray *) *slot, measure);
    }
}

static void
planner_init (Planner   *self,
              PpGraph   *graph,
              guint      source,
              guint      target,
              GPtrArray *measures)
{
  *self = (Planner) { .graph = graph, .source = source, .target = target, .measures = measures };
  self->by_edge = g_ptr_array_new_full (graph->edges->len, unref_array);
  g_ptr_array_set_size (self->by_edge, graph->edges->len);
  self->by_node = g_ptr_array_new_full (graph->n_nodes, unref_array);
  g_ptr_array_set_size (self->by_node, graph->n_nodes);
  self->gone_nodes = g_new0 (guint8, MAX (graph->n_nodes, 1));
  self->gone_edges = g_new0 (guint8, MAX (graph->edges->len, 1));
  self->costs = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < measures->len; i++)
    {
      const PpGraphMeasure *measure = g_ptr_array_index (measures, i);

      note (self->by_edge, measure->edges, i);
      note (self->by_node, measure->nodes, i);
      g_array_append_val (self->costs, measure->cost);
    }
  _pp_hitting_set_init (&self->sets, self->costs, MAX_STEPS);
}

static void
planner_clear (Planner *self)
{
  _pp_hitting_set_clear (&self->sets);
  g_ptr_array_unref (self->by_edge);
  g_ptr_array_unref (self->by_node);
  g_free (self->gone_nodes);
  g_free (self->gone_edges);
  g_array_unref (self->costs);
}

static void
take_away (Planner *self,
           guint    measure)
{
  const PpGraphMeasure *taken = g_ptr_array_index (self->measures, measure);

  for (guint i = 0; i < taken->edges->len; i++)
    self->gone_edges[g_array_index (taken->edges, guint, i)] = TRUE;
  for (guint i = 0; i < taken->nodes->len; i++)
    self->gone_nodes[g_array_index (taken->nodes, guint, i)] = TRUE;
  self->gone_nodes[self->source] = self->gone_nodes[self->target] = FALSE;
}

static void
take_all_away (Planner      *self,
               const GArray *measures)
{
  memset (self->gone_nodes, 0, self->graph->n_nodes);
  memset (self->gone_edges, 0, self->graph->edges->len);
  for (guint i = 0; i < measures->len; i++)
    take_away (self, g_array_index (measures, guint, i));
}

static PpGraphTree *
find_rest (Planner *self)
{
  return _pp_graph_find_tree_past (self->graph, self->source, FALSE, INFINITY, self->target,
                                   self->gone_nodes, self->gone_edges);
}

static gboolean
leaves_path (Planner *self)
{
  g_autoptr (PpGraphTree) tree = find_rest (self);

  return !isinf (tree->distance[self->target]);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

static void
add_all (GArray       *set,
         const GArray *measures)
{
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    {
      guint measure = g_array_index (measures, guint, i);
      gboolean known = FALSE;

      for (guint j = 0; j < set->len && !known; j++)
        known = g_array_index (set, guint, j) == measure;
      if (!known)
        g_array_append_val (set, measure);
    }
}

/* The measures that cut the shortest path that is left; NULL when none is left. */
static GArray *
find_cutting (Planner *self)
{
  g_autoptr (PpGraphTree) tree = find_rest (self);
  GArray *set;

  if (isinf (tree->distance[self->target]))
    return NULL;
  set = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint node = self->target; node != self->source;)
    {
      guint edge = tree->edge[node];

      add_all (set, g_ptr_array_index (self->by_edge, edge));
      node = _pp_graph_edge (self->graph, edge)->from;
      if (node != self->source)
        add_all (set, g_ptr_array_index (self->by_node, node));
    }
  g_array_sort (set, compare_numbers);
  return set;
}

/* Adds the shortest path that the present answer leaves, then others that share no measure with those
 * added: fewer rounds are needed then. Returns how many, or -1 when one cannot be cut. */
static int
add_paths (Planner *self)
{
  int n_added = 0;
  GArray *set;

  take_all_away (self, self->sets.best);
  while ((set = find_cutting (self)) != NULL)
    {
      if (set->len == 0)
        {
          g_array_unref (set);
          return -1;
        }
      for (guint i = 0; i < set->len; i++)
        take_away (self, g_array_index (set, guint, i));
      _pp_hitting_set_add (&self->sets, set);
      n_added++;
    }
  return n_added;
}

/* For who has no more time: the cheapest measure against each path that is left. */
static gboolean
finish_hastily (Planner *self)
{
  gboolean can_be_cut;
  GArray *set;

  take_all_away (self, self->sets.best);
  while ((set = find_cutting (self)) != NULL)
    {
      guint cheapest = set->len > 0 ? g_array_index (set, guint, 0) : 0;

      for (guint i = 1; i < set->len; i++)
        if (g_array_index (self->costs, gint64, g_array_index (set, guint, i)) <
            g_array_index (self->costs, gint64, cheapest))
          cheapest = g_array_index (set, guint, i);
      can_be_cut = set->len > 0;
      g_array_unref (set);
      if (!can_be_cut)
        return FALSE;
      take_away (self, cheapest);
      g_array_append_val (self->sets.best, cheapest);
    }
  return TRUE;
}

static void
drop_superfluous (Planner *self)
{
  GArray *best = self->sets.best;

  for (guint i = best->len; i > 0; i--)
    {
      guint measure = g_array_index (best, guint, i - 1);

      g_array_remove_index (best, i - 1);
      take_all_away (self, best);
      if (leaves_path (self))
        g_array_insert_val (best, i - 1, measure);
    }
  g_array_sort (best, compare_numbers);
}

static gboolean
find_best (Planner      *self,
           GCancellable *cancellable)
{
  for (guint round = 0; round < MAX_ROUNDS && !g_cancellable_is_cancelled (cancellable); round++)
    {
      int n_added = add_paths (self);

      if (n_added <= 0)
        return n_added == 0;
      _pp_hitting_set_solve (&self->sets);
    }
  return finish_hastily (self);
}

/**
 * pp_graph_find_plan:
 * @self: a finished graph
 * @source: where the paths begin
 * @target: where they end; not @source
 * @measures: (element-type PpGraphMeasure): what can be done
 * @cancellable: (nullable): a cancellable; a cancelled search ends soon with a dearer plan
 *
 * Finds a cheapest set of measures that leaves no path from @source to @target, or one that is close: the
 * plan says what any set costs at least. None of its measures can be left out. Equal input gives an equal
 * plan.
 *
 * Returns: (transfer full): the plan
 */
PpGraphPlan *
pp_graph_find_plan (PpGraph      *self,
                    guint         source,
                    guint         target,
                    GPtrArray    *measures,
                    GCancellable *cancellable)
{
  PpGraphPlan *plan = g_new0 (PpGraphPlan, 1);
  Planner planner;

  plan->measures = g_array_new (FALSE, FALSE, sizeof (guint));
  g_return_val_if_fail (self != NULL && self->finished && measures != NULL, plan);
  g_return_val_if_fail (source < self->n_nodes && target < self->n_nodes && source != target, plan);

  planner_init (&planner, self, source, target, measures);
  if (find_best (&planner, cancellable))
    {
      drop_superfluous (&planner);
      g_array_append_vals (plan->measures, planner.sets.best->data, planner.sets.best->len);
      for (guint i = 0; i < plan->measures->len; i++)
        plan->cost += g_array_index (planner.costs, gint64, g_array_index (plan->measures, guint, i));
      plan->bound = MIN (planner.sets.bound, plan->cost);
    }
  else
    {
      plan->cost = plan->bound = PP_GRAPH_UNCUTTABLE;
    }
  planner_clear (&planner);
  return plan;
}
