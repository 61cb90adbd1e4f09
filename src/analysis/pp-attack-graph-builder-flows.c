/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The flows of a graph of attacks: traffic, along which and back an attacker goes, and attacks that are drawn. */

#include "pp-attack-graph-builder-private.h"

/* An attack that somebody drew is a step by itself, until the threat that it is has been dealt with. */
static void
add_drawn_attack (PpAttackGraphBuilder *self,
                  PpEdge               *edge,
                  const char           *id,
                  guint                 from,
                  guint                 to)
{
  PpAttackLabel label = { .how = PP_STEP_DRAWN };
  guint flow;

  if (!_pp_attack_read_drawn (self, id, pp_edge_get_target (edge), &label))
    return;
  flow = _pp_attack_add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  label.technique = _pp_attack_reader_dup_technique (pp_element_get_techniques (PP_ELEMENT (edge)));
  label.tactic = g_strdup (pp_element_get_kill_chain_phases (PP_ELEMENT (edge))[0]);
  _pp_attack_add_free_step (self, from, flow, PP_STEP_DRAWN);
  _pp_attack_add_edge (self, flow, to, self->odds->steps[PP_STEP_DRAWN] * label.past_controls,
                       label.threat_id != NULL ? self->odds->threat_cost : PP_GRAPH_UNCUTTABLE, label);
}

/* An attacker who is drawn comes by steps of their own. */
static gboolean
stands_for_zone (PpAttackGraphBuilder *self,
                 const char           *member)
{
  PpElement *element = self->from == NULL ? pp_model_lookup_element (self->reader.model, member) : NULL;

  return element == NULL || !_pp_attack_reader_is_attacker (&self->reader, element, member);
}

/* Whoever is in a zone of attackers can send what its members send across its border, and answer what they get. */
static void
add_ways_out (PpAttackGraphBuilder *self,
              PpEdge               *edge,
              guint                 flow)
{
  const char *source = _pp_attack_reader_zone_of (&self->reader, pp_edge_get_source (edge));
  const char *target = _pp_attack_reader_zone_of (&self->reader, pp_edge_get_target (edge));

  if (g_strcmp0 (source, target) == 0)
    return;
  if (source != NULL && stands_for_zone (self, pp_edge_get_source (edge)))
    {
      _pp_attack_add_free_step (self, _pp_attack_node_of (self->result->controlled, source), flow, PP_STEP_FLOW);
      g_hash_table_add (self->zones, (gpointer) source);
    }
  if (target != NULL && stands_for_zone (self, pp_edge_get_target (edge)))
    {
      if (pp_edge_get_bidirectional (edge))
        _pp_attack_add_free_step (self, _pp_attack_node_of (self->result->controlled, target), flow, PP_STEP_FLOW);
      else
        _pp_attack_add_step (self, _pp_attack_node_of (self->result->controlled, target), flow, PP_STEP_BACK);
      g_hash_table_add (self->zones, (gpointer) target);
    }
}

static void
add_traffic (PpAttackGraphBuilder *self,
             PpEdge               *edge,
             const char           *id)
{
  const char *source = pp_edge_get_source (edge), *target = pp_edge_get_target (edge);
  guint flow = _pp_attack_add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  guint source_controlled = _pp_attack_node_of (self->result->controlled, source);
  guint target_controlled = _pp_attack_node_of (self->result->controlled, target);
  gboolean from_store = _pp_attack_reader_is_store (&self->reader, source);

  _pp_attack_add_free_step (self, source_controlled, flow, PP_STEP_FLOW);
  _pp_attack_add_step (self, flow, _pp_attack_node_of (self->reached, target), PP_STEP_FLOW);
  if (_pp_attack_reader_is_store (&self->reader, target))
    _pp_attack_add_step (self, flow, target_controlled, PP_STEP_USE);
  _pp_attack_add_threats (self, id, flow, target_controlled);

  if (pp_edge_get_bidirectional (edge))
    _pp_attack_add_free_step (self, target_controlled, flow, PP_STEP_FLOW);
  else if (from_store)
    _pp_attack_add_free_step (self, target_controlled, flow, PP_STEP_USE);
  else
    _pp_attack_add_step (self, target_controlled, flow, PP_STEP_BACK);
  _pp_attack_add_step (self, flow, _pp_attack_node_of (self->reached, source), PP_STEP_BACK);
  if (from_store)
    _pp_attack_add_step (self, flow, source_controlled, PP_STEP_USE);
  add_ways_out (self, edge, flow);
}

void
_pp_attack_add_flow (PpAttackGraphBuilder *self,
                     PpElement            *element)
{
  PpEdge *edge = PP_EDGE (element);
  const char *id = pp_record_get_id (PP_RECORD (edge));
  guint from = _pp_attack_node_of (self->result->controlled, pp_edge_get_source (edge));
  guint to = _pp_attack_node_of (self->result->controlled, pp_edge_get_target (edge));

  if (from == PP_GRAPH_NONE || to == PP_GRAPH_NONE || from == to)
    return;
  if (_pp_attack_reader_is_of_kind (element, "attack") || _pp_attack_reader_is_of_kind (element, "exploit"))
    add_drawn_attack (self, edge, id, from, to);
  else if (_pp_attack_reader_is_of_kind (element, "data-flow") ||
           _pp_attack_reader_is_of_kind (element, "communication"))
    add_traffic (self, edge, id);
}
