/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a model into a graph of attacks, in phases that each go through a list. What is looked up often
 * is read once: which nodes are assets, and what controls stop. */

#include "pp-attack-graph-builder-private.h"

#include <math.h>
#include <string.h>

/* Odds of 0 would be an endless weight; a step that cannot succeed gets no edge at all. */
#define LEAST_ODDS 1e-6
/* So often the clock is looked at. */
#define ITEMS_BETWEEN_LOOKS 16

guint
_pp_attack_add_node (PpAttackGraphBuilder *self,
                     PpPlaceType           type,
                     const char           *element,
                     gint64                capacity)
{
  PpAttackPlace place = { type, g_strdup (element) };

  g_array_append_val (self->result->places, place);
  g_array_append_val (self->capacities, capacity);
  return self->result->places->len - 1;
}

void
_pp_attack_add_edge (PpAttackGraphBuilder *self,
                     guint                 from,
                     guint                 to,
                     double                odds,
                     gint64                capacity,
                     PpAttackLabel         label)
{
  PpGraphEdge edge = { from, to, 0, capacity };

  if (odds < LEAST_ODDS)
    {
      _pp_attack_label_clear (&label);
      return;
    }
  edge.weight = -log (MIN (odds, 1));
  g_array_append_val (self->edges, edge);
  g_array_append_val (self->result->labels, label);
}

void
_pp_attack_add_step (PpAttackGraphBuilder *self,
                     guint                 from,
                     guint                 to,
                     PpStep                how)
{
  _pp_attack_add_edge (self, from, to, self->odds->steps[how], PP_GRAPH_UNCUTTABLE,
                       (PpAttackLabel) { .how = how });
}

void
_pp_attack_add_free_step (PpAttackGraphBuilder *self,
                          guint                 from,
                          guint                 to,
                          PpStep                how)
{
  _pp_attack_add_edge (self, from, to, 1, PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = how });
}

guint
_pp_attack_node_of (GHashTable *table,
                    const char *element)
{
  return element != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, element)) - 1 : PP_GRAPH_NONE;
}

static void
add_place (PpAttackGraphBuilder *self,
           PpElement            *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  PpDfdClass dfd_class = _pp_attack_reader_class_of (element);
  gboolean is_asset;
  guint reached, controlled;
  const char *key;

  if (dfd_class == PP_DFD_TEXT)
    return;
  is_asset = _pp_attack_reader_is_asset (&self->reader, id);
  reached = _pp_attack_add_node (self, PP_PLACE_REACHED, id, PP_GRAPH_UNCUTTABLE);
  controlled = _pp_attack_add_node (self, PP_PLACE_CONTROLLED, id, dfd_class == PP_DFD_ACTOR || is_asset
                                    ? PP_GRAPH_UNCUTTABLE : self->odds->element_cost);
  key = _pp_attack_place (self->result, reached)->element;
  g_hash_table_insert (self->reached, (gpointer) key, GUINT_TO_POINTER (reached + 1));
  key = _pp_attack_place (self->result, controlled)->element;
  g_hash_table_insert (self->result->controlled, (gpointer) key, GUINT_TO_POINTER (controlled + 1));
  if (is_asset)
    g_hash_table_add (self->assets, (gpointer) key);
  _pp_attack_add_threats (self, id, reached, controlled);
}

static void
add_attacking_zone (PpAttackGraphBuilder *self,
                    PpElement            *element)
{
  _pp_attack_reader_read_zone (&self->reader, element, self->from);
}

/* What runs on something under control is under control too; the way back is an escape. */
static void
add_containment (PpAttackGraphBuilder *self,
                 PpElement            *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  PpElement *parent = pp_model_lookup_element (self->reader.model, pp_node_get_parent (PP_NODE (element)));
  guint member = _pp_attack_node_of (self->result->controlled, id);
  guint host;

  if (parent == NULL || member == PP_GRAPH_NONE || _pp_attack_reader_class_of (parent) == PP_DFD_BOUNDARY)
    return;
  host = _pp_attack_node_of (self->result->controlled, pp_record_get_id (PP_RECORD (parent)));
  if (host == PP_GRAPH_NONE)
    return;
  _pp_attack_add_step (self, host, member, PP_STEP_MEMBER);
  if (_pp_attack_reader_has_escape (&self->reader, id))
    _pp_attack_add_step (self, member, host, PP_STEP_ESCAPE);
}

static void
add_zone (PpAttackGraphBuilder *self,
          PpElement            *zone)
{
  const char *id = pp_record_get_id (PP_RECORD (zone));
  g_autoptr (GPtrArray) members = NULL;
  guint hub;

  if (_pp_attack_reader_class_of (zone) != PP_DFD_BOUNDARY ||
      !_pp_attack_reader_states (&self->reader, id, "segmented", FALSE))
    return;
  members = pp_analysis_list_members (self->reader.analysis, id);
  hub = _pp_attack_add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  for (guint i = 0; i < members->len; i++)
    {
      const char *member = g_ptr_array_index (members, i);
      PpAttackLabel label = { .how = PP_STEP_ZONE, .element = g_strdup (id) };

      if (_pp_attack_node_of (self->reached, member) == PP_GRAPH_NONE)
        {
          _pp_attack_label_clear (&label);
          continue;
        }
      _pp_attack_add_free_step (self, _pp_attack_node_of (self->result->controlled, member), hub, PP_STEP_ZONE);
      _pp_attack_add_edge (self, hub, _pp_attack_node_of (self->reached, member),
                           self->odds->steps[PP_STEP_ZONE], PP_GRAPH_UNCUTTABLE, label);
    }
}

/* Adds what a user of a store logs in to. */
static void
add_opened (PpAttackGraphBuilder *self,
            const char           *user,
            GHashTable           *opened)
{
  GPtrArray *flows = user != NULL ? pp_model_peek_edges_of (self->reader.model, user) : NULL;

  for (guint i = 0; flows != NULL && i < flows->len; i++)
    {
      PpEdge *flow = g_ptr_array_index (flows, i);

      if (g_strcmp0 (pp_edge_get_source (flow), user) == 0 && pp_edge_get_target (flow) != NULL &&
          _pp_attack_reader_asks_for_credentials (&self->reader, pp_record_get_id (PP_RECORD (flow))))
        g_hash_table_add (opened, (gpointer) pp_edge_get_target (flow));
    }
}

/* Credentials in a store open what its users log in to. */
static void
add_credentials (PpAttackGraphBuilder *self,
                 PpElement            *element)
{
  const char *store = pp_record_get_id (PP_RECORD (element));
  GPtrArray *edges = pp_model_peek_edges_of (self->reader.model, store);
  g_autoptr (GHashTable) opened = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) targets = NULL;
  guint hub;

  if (!_pp_attack_reader_is_store (&self->reader, store) ||
      !_pp_attack_reader_states (&self->reader, store, "credentials", TRUE))
    return;
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      PpEdge *edge = g_ptr_array_index (edges, i);

      add_opened (self, g_strcmp0 (pp_edge_get_source (edge), store) == 0 ? pp_edge_get_target (edge)
                                                                          : pp_edge_get_source (edge), opened);
    }
  hub = _pp_attack_add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  _pp_attack_add_free_step (self, _pp_attack_node_of (self->result->controlled, store), hub, PP_STEP_CREDENTIAL);
  targets = g_list_sort (g_hash_table_get_keys (opened), (GCompareFunc) (void (*) (void)) strcmp);
  for (GList *l = targets; l != NULL; l = l->next)
    {
      guint target = _pp_attack_node_of (self->result->controlled, l->data);

      if (target != PP_GRAPH_NONE && strcmp (l->data, store) != 0)
        _pp_attack_add_step (self, hub, target, PP_STEP_CREDENTIAL);
    }
}

/* Joins the start to an attacker, and an asset to the end; attackers are nobody's asset. */
static void
add_end (PpAttackGraphBuilder *self,
         PpElement            *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  guint controlled = _pp_attack_node_of (self->result->controlled, id);
  gboolean attacks, matters;

  if (controlled == PP_GRAPH_NONE)
    return;
  attacks = self->from != NULL ? strcmp (id, self->from) == 0
                               : _pp_attack_reader_is_attacker (&self->reader, element, id) ||
                                 g_hash_table_contains (self->zones, id);
  matters = self->to != NULL ? strcmp (id, self->to) == 0
                             : !attacks && _pp_attack_reader_class_of (element) != PP_DFD_ACTOR &&
                               g_hash_table_contains (self->assets, id);
  if (!attacks && !matters)
    return;
  g_array_index (self->capacities, gint64, controlled) = PP_GRAPH_UNCUTTABLE;
  g_ptr_array_add (attacks ? self->result->sources : self->result->assets, g_strdup (id));
  if (attacks)
    _pp_attack_add_edge (self, self->result->start, controlled,
                         _pp_attack_reader_capability_of (&self->reader, id), PP_GRAPH_UNCUTTABLE,
                         (PpAttackLabel) { .how = PP_STEP_FLOW });
  else
    _pp_attack_add_free_step (self, controlled, self->result->end, PP_STEP_FLOW);
}

static const struct {
  gboolean is_of_flows;
  void (*add) (PpAttackGraphBuilder *self,
               PpElement            *element);
} phases[] = {
  { FALSE, add_place },
  { FALSE, add_attacking_zone },
  { TRUE, _pp_attack_add_flow },
  { FALSE, add_containment },
  { FALSE, add_zone },
  { FALSE, add_credentials },
  { FALSE, add_end },
};

/**
 * pp_attack_graph_builder_new:
 * @model: a model
 * @analysis: what the rules find in it, after a run
 * @odds: how likely steps succeed; must stay
 * @from: (nullable): the only attacker; %NULL for threat actors, whoever is not trusted, and
 *   zones of the internet
 * @to: (nullable): the only asset; %NULL for what is sensitive or critical
 *
 * Returns: (transfer full): a builder that has read nothing yet
 */
PpAttackGraphBuilder *
pp_attack_graph_builder_new (PpModel      *model,
                             PpAnalysis   *analysis,
                             const PpOdds *odds,
                             const char   *from,
                             const char   *to)
{
  PpAttackGraphBuilder *self;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_ANALYSIS (analysis) && odds != NULL, NULL);

  self = g_new0 (PpAttackGraphBuilder, 1);
  _pp_attack_reader_init (&self->reader, model, analysis, odds);
  self->odds = odds;
  self->result = _pp_attack_graph_new ();
  self->reached = g_hash_table_new (g_str_hash, g_str_equal);
  self->assets = g_hash_table_new (g_str_hash, g_str_equal);
  self->zones = g_hash_table_new (g_str_hash, g_str_equal);
  self->edges = g_array_new (FALSE, FALSE, sizeof (PpGraphEdge));
  self->capacities = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->nodes = pp_model_dup_sorted (model, PP_RECORD_NODE);
  self->flows = pp_model_dup_sorted (model, PP_RECORD_EDGE);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->result->start = _pp_attack_add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  self->result->end = _pp_attack_add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  return self;
}

void
pp_attack_graph_builder_free (PpAttackGraphBuilder *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->reached);
  g_hash_table_unref (self->assets);
  g_hash_table_unref (self->zones);
  g_clear_pointer (&self->result, pp_attack_graph_unref);
  g_array_unref (self->edges);
  g_array_unref (self->capacities);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->flows);
  _pp_attack_reader_clear (&self->reader);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

gboolean
pp_attack_graph_builder_step (PpAttackGraphBuilder *self,
                              gint64                deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (; self->phase < G_N_ELEMENTS (phases); self->phase++, self->next = 0)
    {
      GPtrArray *list = phases[self->phase].is_of_flows ? self->flows : self->nodes;

      while (self->next < list->len)
        {
          phases[self->phase].add (self, g_ptr_array_index (list, self->next++));
          if (self->next % ITEMS_BETWEEN_LOOKS == 0 && g_get_monotonic_time () > deadline)
            return FALSE;
        }
    }
  return TRUE;
}

PpAttackGraph *
pp_attack_graph_builder_finish (PpAttackGraphBuilder *self)
{
  PpAttackGraph *result;

  g_return_val_if_fail (self != NULL && self->phase == G_N_ELEMENTS (phases), NULL);

  result = g_steal_pointer (&self->result);
  result->graph = pp_graph_new (result->places->len);
  for (guint i = 0; i < result->places->len; i++)
    pp_graph_set_capacity (result->graph, i, g_array_index (self->capacities, gint64, i));
  for (guint i = 0; i < self->edges->len; i++)
    {
      const PpGraphEdge *edge = &g_array_index (self->edges, PpGraphEdge, i);

      pp_graph_add_edge (result->graph, edge->from, edge->to, edge->weight, edge->capacity);
    }
  pp_graph_finish (result->graph);
  pp_attack_graph_builder_free (self);
  return result;
}
