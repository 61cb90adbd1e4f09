/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of the graph of attacks: the likeliest paths, what all of them pass, the cheapest cut, how
 * far one element's fall reaches, and how exposed each asset is. */

#include "pp-attack-graph-private.h"

#include <math.h>
#include <string.h>

#include "pp-attack.h"
#include "pp-graph-private.h"

static void
step_free (PpAttackStep *step)
{
  g_free (step->from);
  g_free (step->to);
  g_free (step->via);
  g_free (step->threat);
  g_free (step->threat_id);
  g_free (step->technique);
  g_free (step->tactic);
  g_free (step);
}

void
pp_attack_path_free (PpAttackPath *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->steps);
  g_free (self->source);
  g_free (self->target);
  g_free (self);
}

static void
part_free (PpAttackCutPart *part)
{
  g_free (part->element);
  g_free (part->threat);
  g_free (part->threat_id);
  g_free (part);
}

void
pp_attack_cut_free (PpAttackCut *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
pp_attack_reach_free (PpAttackReach *self)
{
  if (self == NULL)
    return;
  g_free (self->element);
  g_free (self);
}

static void
add_factor (PpAttackStep       *step,
            PpAttackFactorType  type,
            PpStep              how,
            double              odds)
{
  if (odds < 1 && step->n_factors < PP_N_ATTACK_FACTORS)
    step->factors[step->n_factors++] = (PpAttackFactor) { type, how, odds };
}

static void
add_factors (PpAttackStep        *step,
             const PpAttackLabel *label,
             double               odds)
{
  if (label->how == PP_STEP_DRAWN && label->threat_id != NULL)
    {
      add_factor (step, PP_ATTACK_FACTOR_STEP, label->how, odds / label->past_controls);
      add_factor (step, PP_ATTACK_FACTOR_CONTROLS, label->how, label->past_controls);
      return;
    }
  if (label->how != PP_STEP_THREAT)
    {
      add_factor (step, PP_ATTACK_FACTOR_STEP, label->how, odds);
      return;
    }
  add_factor (step, PP_ATTACK_FACTOR_SEVERITY, label->how, odds / label->past_controls);
  add_factor (step, PP_ATTACK_FACTOR_CONTROLS, label->how, label->past_controls);
}

/* What the last edge of a step says of it. */
static void
finish_step (PpAttackStep        *step,
             const PpAttackLabel *label,
             const char          *to)
{
  step->to = g_strdup (to);
  step->how = label->how;
  step->threat = g_strdup (label->threat);
  step->threat_id = g_strdup (label->threat_id);
  step->is_stored = label->is_stored;
  step->severity = label->severity;
  step->technique = g_strdup (label->technique);
  step->tactic = g_strdup (label->tactic);
}

/* Edges between elements become one step each: what runs through a flow or a hub belongs to the step that
 * leaves it. */
static void
add_steps (PpAttackGraph     *self,
           const PpGraphPath *found,
           PpAttackPath      *path)
{
  PpAttackStep *step = NULL;
  double capability = 1;

  for (guint i = 0; i < found->n_edges; i++)
    {
      const PpGraphEdge *edge = pp_graph_get_edge (self->graph, found->edges[i]);
      const PpAttackLabel *label = _pp_attack_label (self, found->edges[i]);
      const PpAttackPlace *place = _pp_attack_place (self, edge->to);
      gboolean is_element = place->type == PP_PLACE_REACHED || place->type == PP_PLACE_CONTROLLED;

      if (step != NULL)
        {
          step->odds *= exp (-edge->weight);
          add_factors (step, label, exp (-edge->weight));
          step->edge = found->edges[i];
          if (place->type == PP_PLACE_FLOW)
            step->via = g_strdup (place->element);
        }
      if (!is_element)
        continue;
      if (step != NULL)
        {
          finish_step (step, label, place->element);
          g_ptr_array_add (path->steps, step);
        }
      else
        {
          path->source = g_strdup (place->element);
          capability = exp (-edge->weight);
        }
      g_free (path->target);
      path->target = g_strdup (place->element);
      step = g_new0 (PpAttackStep, 1);
      step->from = g_strdup (place->element);
      step->odds = capability;
      add_factor (step, PP_ATTACK_FACTOR_CAPABILITY, PP_STEP_FLOW, capability);
      capability = 1;
    }
  g_clear_pointer (&step, step_free);
}

/* Where a tactic stands in a matrix, or -1: in that of the technique where there is one. */
static int
order_of_tactic (const char    *tactic,
                 PpAttackDomain domain)
{
  PpAttack *attack = pp_attack_get_default ();
  int order = pp_attack_get_tactic_order (attack, domain, tactic);

  for (guint i = 0; i < PP_N_ATTACK_DOMAINS && order < 0; i++)
    order = pp_attack_get_tactic_order (attack, i, tactic);
  return order;
}

/* The place of a step's tactic in its matrix, or -1. A technique may serve several tactics; the last of
 * them counts, unless one is stated. */
static int
tactic_order (const PpAttackStep *step)
{
  PpAttack *attack = pp_attack_get_default ();
  g_auto (GStrv) tactics = NULL;
  PpTechnique found = { .domain = PP_ATTACK_ENTERPRISE };
  gboolean is_known = step->technique != NULL && pp_attack_find_technique (attack, step->technique, &found);
  int last = step->tactic != NULL ? order_of_tactic (step->tactic, found.domain) : -1;

  if (last >= 0 || !is_known)
    return last;
  tactics = g_strsplit (found.tactics, ",", -1);
  for (guint i = 0; tactics[i] != NULL; i++)
    last = MAX (last, pp_attack_get_tactic_order (attack, found.domain, tactics[i]));
  return last;
}

/* A path goes back only when even the latest tactic of a step is before what was reached. */
static gboolean
mark_steps_back (GPtrArray *steps)
{
  gboolean any = FALSE;
  int reached = -1;

  for (guint i = 0; i < steps->len; i++)
    {
      PpAttackStep *step = g_ptr_array_index (steps, i);
      int order = tactic_order (step);

      step->goes_back = order >= 0 && order < reached;
      any = any || step->goes_back;
      reached = MAX (reached, order);
    }
  return any;
}

PpAttackPath *
_pp_attack_path_new (PpAttackGraph     *self,
                     const PpGraphPath *found)
{
  PpAttackPath *path = g_new0 (PpAttackPath, 1);

  path->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  path->odds = exp (-found->length);
  add_steps (self, found, path);
  path->runs_backwards = mark_steps_back (path->steps);
  return path;
}

/**
 * pp_attack_graph_find_paths:
 * @self: a graph
 * @k: how many at most
 *
 * Returns: (transfer full) (element-type PpAttackPath): the likeliest paths from an attacker to an asset
 *   that enter nothing twice, the likeliest first
 */
GPtrArray *
pp_attack_graph_find_paths (PpAttackGraph *self,
                            guint          k)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_attack_path_free);
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (self != NULL, paths);

  found = pp_graph_find_paths (self->graph, self->start, self->end, k);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (paths, _pp_attack_path_new (self, g_ptr_array_index (found, i)));
  return paths;
}

/**
 * pp_attack_graph_find_choke_points:
 * @self: a graph
 *
 * Returns: (transfer full) (element-type utf8): the elements and flows that every path passes, in the
 *   order in which it does, each once
 */
GPtrArray *
pp_attack_graph_find_choke_points (PpAttackGraph *self)
{
  GPtrArray *points = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) nodes = NULL;

  g_return_val_if_fail (self != NULL, points);

  nodes = pp_graph_find_choke_points (self->graph, self->start, self->end);
  for (guint i = 0; i < nodes->len; i++)
    {
      const PpAttackPlace *place = _pp_attack_place (self, g_array_index (nodes, guint, i));

      if (place->element != NULL &&
          !g_ptr_array_find_with_equal_func (points, place->element, g_str_equal, NULL))
        g_ptr_array_add (points, g_strdup (place->element));
    }
  return points;
}

static void
add_part (PpAttackCut *cut,
          const char  *element,
          const char  *threat,
          const char  *threat_id)
{
  PpAttackCutPart *part = g_new0 (PpAttackCutPart, 1);

  part->element = g_strdup (element);
  part->threat = g_strdup (threat);
  part->threat_id = g_strdup (threat_id);
  g_ptr_array_add (cut->parts, part);
}

/**
 * pp_attack_graph_find_cut:
 * @self: a graph
 *
 * Returns: (transfer full): the cheapest set of elements to harden, flows to cut and threats to mitigate
 *   after which no path is left
 */
PpAttackCut *
pp_attack_graph_find_cut (PpAttackGraph *self)
{
  PpAttackCut *cut = g_new0 (PpAttackCut, 1);
  g_autoptr (PpGraphCut) found = NULL;

  cut->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  g_return_val_if_fail (self != NULL, cut);

  found = pp_graph_find_cut (self->graph, self->start, self->end);
  cut->cost = found->cost == PP_GRAPH_UNCUTTABLE ? -1 : found->cost;
  for (guint i = 0; i < found->nodes->len; i++)
    add_part (cut, _pp_attack_place (self, g_array_index (found->nodes, guint, i))->element, NULL, NULL);
  for (guint i = 0; i < found->edges->len; i++)
    {
      const PpAttackLabel *label = _pp_attack_label (self, g_array_index (found->edges, guint, i));

      add_part (cut, label->element, label->threat, label->threat_id);
    }
  return cut;
}

static int
compare_reach (gconstpointer a,
               gconstpointer b)
{
  const PpAttackReach *first = *(PpAttackReach * const *) a, *second = *(PpAttackReach * const *) b;

  if (first->odds != second->odds)
    return first->odds > second->odds ? -1 : 1;
  return strcmp (first->element, second->element);
}

static void
add_reach (GPtrArray  *reaches,
           const char *element,
           double      odds)
{
  PpAttackReach *reach = g_new0 (PpAttackReach, 1);

  reach->element = g_strdup (element);
  reach->odds = odds;
  g_ptr_array_add (reaches, reach);
}

/**
 * pp_attack_graph_find_blast_radius:
 * @self: a graph
 * @element: an element that an attacker controls
 * @least_odds: what is less likely than this is left out
 *
 * Returns: (transfer full) (element-type PpAttackReach): the other elements that come under control, the
 *   likeliest first
 */
GPtrArray *
pp_attack_graph_find_blast_radius (PpAttackGraph *self,
                                   const char    *element,
                                   double         least_odds)
{
  GPtrArray *reaches = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_attack_reach_free);
  g_autoptr (PpGraphTree) tree = NULL;
  guint root;

  g_return_val_if_fail (self != NULL && element != NULL && least_odds > 0, reaches);

  root = GPOINTER_TO_UINT (g_hash_table_lookup (self->controlled, element)) - 1;
  if (root == PP_GRAPH_NONE)
    return reaches;
  tree = pp_graph_find_tree (self->graph, root, FALSE, -log (least_odds));
  for (guint i = 0; i < self->places->len; i++)
    {
      const PpAttackPlace *place = _pp_attack_place (self, i);

      if (place->type == PP_PLACE_CONTROLLED && i != root && !isinf (tree->distance[i]))
        add_reach (reaches, place->element, exp (-tree->distance[i]));
    }
  g_ptr_array_sort (reaches, compare_reach);
  return reaches;
}

double *
_pp_attack_graph_odds_of_assets (PpAttackGraph *self,
                                 const guint8  *gone_nodes,
                                 const guint8  *gone_edges)
{
  double *odds = g_new0 (double, MAX (self->assets->len, 1));
  g_autoptr (PpGraphTree) tree = _pp_graph_find_tree_past (self->graph, self->start, FALSE, INFINITY,
                                                           PP_GRAPH_NONE, gone_nodes, gone_edges);

  for (guint i = 0; i < self->assets->len; i++)
    {
      const char *asset = g_ptr_array_index (self->assets, i);
      guint node = GPOINTER_TO_UINT (g_hash_table_lookup (self->controlled, asset)) - 1;

      odds[i] = exp (-tree->distance[node]);
    }
  return odds;
}

/**
 * pp_attack_graph_find_exposure:
 * @self: a graph
 *
 * Returns: (transfer full) (element-type PpAttackReach): each asset with the odds of the likeliest path to
 *   it, 0 where there is none; the most exposed first
 */
GPtrArray *
pp_attack_graph_find_exposure (PpAttackGraph *self)
{
  GPtrArray *reaches = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_attack_reach_free);
  g_autofree double *odds = NULL;

  g_return_val_if_fail (self != NULL, reaches);

  odds = _pp_attack_graph_odds_of_assets (self, NULL, NULL);
  for (guint i = 0; i < self->assets->len; i++)
    add_reach (reaches, g_ptr_array_index (self->assets, i), odds[i]);
  g_ptr_array_sort (reaches, compare_reach);
  return reaches;
}
