/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The graph in which attack paths are searched; pp-attack-graph-builder.c makes it, and the searches
 * stand in pp-attack-graph-paths.c and pp-mitigations.c. Each element is two nodes, reached and
 * controlled; each flow is one, so that cutting it cuts every step that takes it. Weights are −ln of
 * odds, so that sums of weights are products of odds. Zones without inner borders and credentials are
 * hubs: n members cost 2n edges instead of n². */

#include "pp-attack-graph-private.h"

#include "pp-attack-graph-builder.h"

G_DEFINE_BOXED_TYPE (PpAttackGraph, pp_attack_graph, pp_attack_graph_ref, pp_attack_graph_unref)

static void
clear_place (gpointer data)
{
  g_free (((PpAttackPlace *) data)->element);
}

void
_pp_attack_label_clear (gpointer data)
{
  PpAttackLabel *label = data;

  g_free (label->threat);
  g_free (label->threat_id);
  g_free (label->technique);
  g_free (label->tactic);
  g_free (label->element);
}

PpAttackGraph *
_pp_attack_graph_new (void)
{
  PpAttackGraph *self = g_new0 (PpAttackGraph, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->places = g_array_new (FALSE, TRUE, sizeof (PpAttackPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->labels = g_array_new (FALSE, TRUE, sizeof (PpAttackLabel));
  g_array_set_clear_func (self->labels, _pp_attack_label_clear);
  self->controlled = g_hash_table_new (g_str_hash, g_str_equal);
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->assets = g_ptr_array_new_with_free_func (g_free);
  return self;
}

PpAttackGraph *
pp_attack_graph_ref (PpAttackGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_attack_graph_unref (PpAttackGraph *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->graph, pp_graph_unref);
  g_hash_table_unref (self->controlled);
  g_array_unref (self->places);
  g_array_unref (self->labels);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->assets);
  g_free (self);
}

/**
 * pp_attack_graph_new:
 * @model: a model
 * @analysis: what the rules find in it, after a run
 * @odds: how likely steps succeed
 * @from: (nullable): the only attacker; %NULL for threat actors, whoever is not trusted, and
 *   zones of the internet
 * @to: (nullable): the only asset; %NULL for what is sensitive or critical
 *
 * Makes the graph at one go; where a window waits, see #PpAttackGraphBuilder.
 *
 * Returns: (transfer full): the graph
 */
PpAttackGraph *
pp_attack_graph_new (PpModel      *model,
                     PpAnalysis   *analysis,
                     const PpOdds *odds,
                     const char   *from,
                     const char   *to)
{
  PpAttackGraphBuilder *builder;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_ANALYSIS (analysis) && odds != NULL, NULL);

  builder = pp_attack_graph_builder_new (model, analysis, odds, from, to);
  pp_attack_graph_builder_step (builder, G_MAXINT64);
  return pp_attack_graph_builder_finish (builder);
}

GPtrArray *
pp_attack_graph_get_sources (PpAttackGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sources;
}

GPtrArray *
pp_attack_graph_get_assets (PpAttackGraph *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->assets;
}
