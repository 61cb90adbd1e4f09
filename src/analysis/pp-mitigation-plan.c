/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which mitigations are worth doing. The cheapest set is a plan of pp-graph-plan.c, for one candidate may
 * cut in several places; where what can be stated does not suffice, there are also flows to take away and
 * elements to harden. What something buys is told by a search in the same graph without the steps that it
 * takes away. */

#include "pp-mitigations-private.h"

#include <string.h>

#include "pp-graph-private.h"

#define MAX_CONFLICTS 32

void
pp_mitigation_plan_free (PpMitigationPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->mitigations);
  g_ptr_array_unref (self->singles);
  g_free (self);
}

/* Flows and elements, for where nothing that can be stated is enough. */
static void
add_structure (PpMitigations *self)
{
  for (guint i = 0; i < self->graph->places->len; i++)
    {
      const PpAttackPlace *place = _pp_attack_place (self->graph, i);
      gboolean is_flow = place->type == PP_PLACE_FLOW;
      PpMitigation *candidate;

      if (!self->is_between[i] || pp_graph_get_capacity (self->graph->graph, i) >= PP_GRAPH_UNCUTTABLE)
        continue;
      candidate = _pp_mitigation_new (is_flow ? PP_MITIGATION_FLOW : PP_MITIGATION_ELEMENT,
                                  g_strdup_printf ("place\t%s", place->element), place->element,
                                  is_flow ? self->flow_cost : self->element_cost);
      candidate = _pp_mitigations_take_candidate (self, candidate);
      g_array_append_val (candidate->measure->nodes, i);
    }
}

/* Whether two candidates want the same property of the same element to be different. */
static gboolean
is_conflict (const PpMitigation *one,
             const PpMitigation *other)
{
  for (guint i = 0; one->remedy != NULL && other->remedy != NULL && i < one->remedy->edits->len; i++)
    for (guint j = 0; j < other->remedy->edits->len; j++)
      {
        const PpEvidence *a = g_ptr_array_index (one->remedy->edits, i);
        const PpEvidence *b = g_ptr_array_index (other->remedy->edits, j);

        if (strcmp (a->element, b->element) == 0 && strcmp (a->property, b->property) == 0 &&
            !json_node_equal (a->value, b->value))
          return TRUE;
      }
  return FALSE;
}

/* The number of a candidate in a plan that contradicts another one there; %PP_GRAPH_NONE for none. */
static guint
find_conflict (PpMitigations     *self,
               const PpGraphPlan *plan)
{
  for (guint i = 0; i < plan->measures->len; i++)
    for (guint j = 0; j < i; j++)
      {
        guint one = g_array_index (plan->measures, guint, i), other = g_array_index (plan->measures, guint, j);

        if (is_conflict (g_ptr_array_index (self->candidates, one), g_ptr_array_index (self->candidates, other)))
          return one;
      }
  return PP_GRAPH_NONE;
}

/* Plans again without one of two that contradict each other, until none do. What a plan without that rule
 * costs at least, one with it does as well. */
static PpGraphPlan *
find_plan (PpMitigations *self,
           GCancellable  *cancellable)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  g_autoptr (PpGraphMeasure) nothing = pp_graph_measure_new (1);
  PpGraphPlan *plan;
  gint64 bound;

  for (guint i = 0; i < self->candidates->len; i++)
    g_ptr_array_add (measures, ((PpMitigation *) g_ptr_array_index (self->candidates, i))->measure);
  plan = pp_graph_find_plan (self->graph->graph, self->graph->start, self->graph->end, measures, cancellable);
  bound = plan->bound;
  for (guint i = 0; i < MAX_CONFLICTS; i++)
    {
      guint conflict = find_conflict (self, plan);

      if (conflict == PP_GRAPH_NONE)
        break;
      g_ptr_array_index (measures, conflict) = nothing;
      pp_graph_plan_free (plan);
      plan = pp_graph_find_plan (self->graph->graph, self->graph->start, self->graph->end, measures, cancellable);
    }
  plan->bound = MIN (bound, plan->bound);
  return plan;
}

typedef struct {
  PpMitigations *mitigations;
  guint8        *gone_nodes;
  guint8        *gone_edges;
  double        *before;        /* by asset */
} Balance;

static void
balance_init (Balance       *self,
              PpMitigations *mitigations)
{
  PpGraph *graph = mitigations->graph->graph;

  self->mitigations = mitigations;
  self->gone_nodes = g_new0 (guint8, pp_graph_get_n_nodes (graph));
  self->gone_edges = g_new0 (guint8, MAX (pp_graph_get_n_edges (graph), 1));
  self->before = _pp_attack_graph_odds_of_assets (mitigations->graph, NULL, NULL);
}

static void
balance_clear (Balance *self)
{
  g_free (self->gone_nodes);
  g_free (self->gone_edges);
  g_free (self->before);
}

static void
set_gone (Balance      *self,
          PpMitigation *mitigation,
          gboolean      gone)
{
  const PpGraphMeasure *measure = mitigation->measure;

  for (guint i = 0; i < measure->edges->len; i++)
    self->gone_edges[g_array_index (measure->edges, guint, i)] = gone;
  for (guint i = 0; i < measure->nodes->len; i++)
    self->gone_nodes[g_array_index (measure->nodes, guint, i)] = gone;
}

static double
greatest (const double *odds,
          guint         n_odds)
{
  double best = 0;

  for (guint i = 0; i < n_odds; i++)
    best = MAX (best, odds[i]);
  return best;
}

static int
compare_gains (gconstpointer a,
               gconstpointer b)
{
  const PpAttackGain *one = *(PpAttackGain * const *) a, *other = *(PpAttackGain * const *) b;

  if (one->before != other->before)
    return one->before > other->before ? -1 : 1;
  return strcmp (one->asset, other->asset);
}

static void
weigh (Balance      *self,
       PpMitigation *mitigation)
{
  GPtrArray *assets = self->mitigations->graph->assets;
  g_autofree double *after = NULL;

  if (mitigation->gains->len > 0)
    return;
  set_gone (self, mitigation, TRUE);
  after = _pp_attack_graph_odds_of_assets (self->mitigations->graph, self->gone_nodes, self->gone_edges);
  set_gone (self, mitigation, FALSE);
  for (guint i = 0; i < assets->len; i++)
    {
      PpAttackGain *gain = g_new0 (PpAttackGain, 1);

      gain->asset = g_strdup (g_ptr_array_index (assets, i));
      gain->before = self->before[i];
      gain->after = after[i];
      g_ptr_array_add (mitigation->gains, gain);
    }
  g_ptr_array_sort (mitigation->gains, compare_gains);
  mitigation->n_steps = mitigation->measure->edges->len + mitigation->measure->nodes->len;
  mitigation->best_before = greatest (self->before, assets->len);
  mitigation->best_after = greatest (after, assets->len);
}

static double
sum_after (const PpMitigation *mitigation)
{
  double sum = 0;

  for (guint i = 0; i < mitigation->gains->len; i++)
    sum += ((PpAttackGain *) g_ptr_array_index (mitigation->gains, i))->after;
  return sum;
}

/* What buys most first: for the likeliest path, then for all assets; then what is cheaper. */
static int
compare_worth (gconstpointer a,
               gconstpointer b)
{
  const PpMitigation *one = *(PpMitigation * const *) a, *other = *(PpMitigation * const *) b;
  double sum_one = sum_after (one), sum_other = sum_after (other);

  if (one->best_after != other->best_after)
    return one->best_after < other->best_after ? -1 : 1;
  if (sum_one != sum_other)
    return sum_one < sum_other ? -1 : 1;
  if (one->cost != other->cost)
    return one->cost < other->cost ? -1 : 1;
  return strcmp (one->key, other->key);
}

static GPtrArray *
mitigations_new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pp_mitigation_unref);
}

static gboolean
is_on_path (const PpMitigation *mitigation,
            GHashTable         *steps)
{
  for (guint i = 0; i < mitigation->measure->edges->len; i++)
    if (g_hash_table_contains (steps, GUINT_TO_POINTER (g_array_index (mitigation->measure->edges, guint, i))))
      return TRUE;
  return FALSE;
}

/* The steps of paths, as edges of the graph. */
static GHashTable *
collect_steps (GPtrArray *paths)
{
  GHashTable *steps = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      for (guint j = 0; j < path->steps->len; j++)
        g_hash_table_add (steps, GUINT_TO_POINTER (((PpAttackStep *) g_ptr_array_index (path->steps, j))->edge));
    }
  return steps;
}

static void
list_singles (PpMitigations    *self,
              Balance          *balance,
              GPtrArray        *paths,
              guint             n_singles,
              GCancellable     *cancellable,
              PpMitigationPlan *plan)
{
  g_autoptr (GHashTable) steps = collect_steps (paths);

  for (guint i = 0; i < self->candidates->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      PpMitigation *candidate = g_ptr_array_index (self->candidates, i);

      if (!pp_mitigation_can_be_stated (candidate) || !is_on_path (candidate, steps))
        continue;
      weigh (balance, candidate);
      g_ptr_array_add (plan->singles, pp_mitigation_ref (candidate));
    }
  g_ptr_array_sort (plan->singles, compare_worth);
  if (plan->singles->len > n_singles)
    g_ptr_array_set_size (plan->singles, n_singles);
}

static void
fill_plan (PpMitigations    *self,
           Balance          *balance,
           const PpGraphPlan *found,
           PpMitigationPlan *plan)
{
  guint n_assets = self->graph->assets->len;
  g_autofree double *after = NULL;

  plan->is_possible = found->cost < PP_GRAPH_UNCUTTABLE;
  plan->cost = plan->is_possible ? found->cost : 0;
  plan->bound = plan->is_possible ? found->bound : 0;
  for (guint i = 0; i < found->measures->len; i++)
    {
      PpMitigation *mitigation = g_ptr_array_index (self->candidates, g_array_index (found->measures, guint, i));

      weigh (balance, mitigation);
      g_ptr_array_add (plan->mitigations, pp_mitigation_ref (mitigation));
    }
  g_ptr_array_sort (plan->mitigations, compare_worth);
  for (guint i = 0; i < plan->mitigations->len; i++)
    set_gone (balance, g_ptr_array_index (plan->mitigations, i), TRUE);
  after = _pp_attack_graph_odds_of_assets (self->graph, balance->gone_nodes, balance->gone_edges);
  for (guint i = 0; i < plan->mitigations->len; i++)
    set_gone (balance, g_ptr_array_index (plan->mitigations, i), FALSE);
  plan->best_before = greatest (balance->before, n_assets);
  plan->best_after = greatest (after, n_assets);
}

/**
 * pp_mitigations_find_plan:
 * @self: mitigations that have read all
 * @paths: (element-type PpAttackPath): the likeliest paths of the graph
 * @n_singles: how many single mitigations at most
 * @cancellable: (nullable): a cancellable
 *
 * Finds a cheapest set of mitigations that leaves no path, and what each single one on @paths buys. Flows
 * and elements are touched only where all that can be stated is not enough.
 *
 * Returns: (transfer full): the plan
 */
PpMitigationPlan *
pp_mitigations_find_plan (PpMitigations *self,
                          GPtrArray     *paths,
                          guint          n_singles,
                          GCancellable  *cancellable)
{
  PpMitigationPlan *plan = g_new0 (PpMitigationPlan, 1);
  g_autoptr (PpGraphPlan) found = NULL;
  Balance balance;

  plan->mitigations = mitigations_new_list ();
  plan->singles = mitigations_new_list ();
  g_return_val_if_fail (self != NULL && paths != NULL, plan);

  found = find_plan (self, cancellable);
  if (found->cost >= PP_GRAPH_UNCUTTABLE)
    {
      pp_graph_plan_free (g_steal_pointer (&found));
      add_structure (self);
      found = find_plan (self, cancellable);
    }
  balance_init (&balance, self);
  fill_plan (self, &balance, found, plan);
  list_singles (self, &balance, paths, n_singles, cancellable, plan);
  balance_clear (&balance);
  return plan;
}
