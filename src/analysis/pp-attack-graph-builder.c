/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a model into a graph of attacks, in phases that each go through a list. What is looked up often
 * is read once: which nodes are assets, and what controls stop. */

#include "pp-attack-graph-builder.h"

#include <math.h>
#include <string.h>

#include "pp-attack-graph-private.h"
#include "pp-attack-reader.h"

/* Odds of 0 would be an endless weight; a step that cannot succeed gets no edge at all. */
#define LEAST_ODDS 1e-6
/* So often the clock is looked at. */
#define ITEMS_BETWEEN_LOOKS 16

struct _PpAttackGraphBuilder {
  /* owned */
  PpAttackReader  reader;
  PpAttackGraph  *result;
  GHashTable     *reached;      /* element → node + 1, keys borrowed from the places, as those that follow */
  GHashTable     *assets;
  GHashTable     *zones;        /* those out of which a flow leads: an attacker comes from there */
  GArray         *edges;        /* of PpGraphEdge, until the number of nodes is known */
  GArray         *capacities;   /* of gint64, by node */
  GPtrArray      *nodes;        /* the model's, by identifier */
  GPtrArray      *flows;
  char           *from;
  char           *to;

  /* borrowed */
  const PpOdds   *odds;         /* of whoever made it */

  /* state */
  guint           phase;
  guint           next;         /* in the list of the phase */
};

static guint
add_node (PpAttackGraphBuilder *self,
          PpPlaceType           type,
          const char           *element,
          gint64                capacity)
{
  PpAttackPlace place = { type, g_strdup (element) };

  g_array_append_val (self->result->places, place);
  g_array_append_val (self->capacities, capacity);
  return self->result->places->len - 1;
}

static void
add_edge (PpAttackGraphBuilder *self,
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

static void
add_step (PpAttackGraphBuilder *self,
          guint                 from,
          guint                 to,
          PpStep                how)
{
  add_edge (self, from, to, self->odds->steps[how], PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = how });
}

static void
add_free_step (PpAttackGraphBuilder *self,
               guint                 from,
               guint                 to,
               PpStep                how)
{
  add_edge (self, from, to, 1, PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = how });
}

static guint
node_of (GHashTable *table,
         const char *element)
{
  return element != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, element)) - 1 : PP_GRAPH_NONE;
}

/* Threats */

static gboolean
has_stored (GPtrArray  *stored,
            const char *rule)
{
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      if (strcmp (pp_threat_get_rule (g_ptr_array_index (stored, i)), rule) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_found (GPtrArray  *findings,
          const char *rule)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      if (strcmp (((PpFinding *) g_ptr_array_index (findings, i))->rule->id, rule) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What a rule found once and does not find any more is closed, whatever its record says. */
static gboolean
is_gone (PpThreat  *threat,
         GPtrArray *findings)
{
  return strcmp (pp_threat_get_origin (threat), "rule") == 0 && *pp_threat_get_rule (threat) != '\0' &&
         !is_found (findings, pp_threat_get_rule (threat));
}

static void
add_stored (PpAttackGraphBuilder *self,
            const char           *element,
            guint                 from,
            guint                 to,
            PpThreat             *threat)
{
  const char *id = pp_record_get_id (PP_RECORD (threat));
  double past = _pp_attack_reader_past_controls (&self->reader, id);
  PpAttackLabel label = {
    .how = PP_STEP_THREAT,
    .is_stored = TRUE,
    .severity = g_intern_string (pp_threat_get_severity (threat)),
    .past_controls = past,
    .threat = g_strdup (pp_threat_get_title (threat)),
    .threat_id = g_strdup (id),
    .technique = _pp_attack_reader_dup_technique (pp_threat_get_references (threat)),
    .element = g_strdup (element),
  };

  add_edge (self, from, to, pp_odds_of_severity (self->odds, label.severity) * past, self->odds->threat_cost,
            label);
}

static void
add_found (PpAttackGraphBuilder *self,
           const char           *element,
           guint                 from,
           guint                 to,
           const PpFinding      *finding)
{
  PpAttackLabel label = {
    .how = PP_STEP_THREAT,
    .severity = pp_severity_to_string (finding->severity),
    .past_controls = 1,
    .threat = g_strdup (finding->title),
    .threat_id = g_strdup (finding->rule->id),
    .technique = _pp_attack_reader_dup_technique ((const char * const *) finding->attack),
    .element = g_strdup (element),
  };

  add_edge (self, from, to, pp_odds_of_severity (self->odds, label.severity), self->odds->threat_cost, label);
}

/* Edges for each open threat on an element or a flow: what people keep, and what the rules find beyond. */
static void
add_threats (PpAttackGraphBuilder *self,
             const char           *element,
             guint                 from,
             guint                 to)
{
  GPtrArray *stored = pp_model_peek_threats_of (self->reader.model, element);
  GPtrArray *findings = pp_analysis_peek_findings_of (self->reader.analysis, element);
  g_autoptr (GPtrArray) sorted = stored != NULL && stored->len > 1
    ? pp_model_dup_threats_of (self->reader.model, element) : NULL;

  if (sorted != NULL)
    stored = sorted;
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (stored, i);

      if (pp_threat_is_open (threat) && !is_gone (threat, findings) &&
          _pp_attack_reader_gives_control (pp_threat_get_category (threat)))
        add_stored (self, element, from, to, threat);
    }
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->rule->prompt && _pp_attack_reader_gives_control (finding->category) &&
          !has_stored (stored, finding->rule->id))
        add_found (self, element, from, to, finding);
    }
}

/* Nodes */

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
  reached = add_node (self, PP_PLACE_REACHED, id, PP_GRAPH_UNCUTTABLE);
  controlled = add_node (self, PP_PLACE_CONTROLLED, id, dfd_class == PP_DFD_ACTOR || is_asset
                         ? PP_GRAPH_UNCUTTABLE : self->odds->element_cost);
  key = _pp_attack_place (self->result, reached)->element;
  g_hash_table_insert (self->reached, (gpointer) key, GUINT_TO_POINTER (reached + 1));
  key = _pp_attack_place (self->result, controlled)->element;
  g_hash_table_insert (self->result->controlled, (gpointer) key, GUINT_TO_POINTER (controlled + 1));
  if (is_asset)
    g_hash_table_add (self->assets, (gpointer) key);
  add_threats (self, id, reached, controlled);
}

static void
add_attacking_zone (PpAttackGraphBuilder *self,
                    PpElement            *element)
{
  _pp_attack_reader_read_zone (&self->reader, element, self->from);
}

/* Flows */

static PpThreat *
find_of_rule (GPtrArray  *stored,
              const char *rule)
{
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    if (strcmp (pp_threat_get_rule (g_ptr_array_index (stored, i)), rule) == 0)
      return g_ptr_array_index (stored, i);
  return NULL;
}

/* What a rule finds of an attack is a threat to its target. */
static PpFinding *
find_of_attack (PpAttackGraphBuilder *self,
                const char           *id,
                const char           *target)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (self->reader.analysis, target);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (finding->is_drawn && strcmp (finding->on, id) == 0)
        return finding;
    }
  return NULL;
}

/* The threat by which a drawn attack stays or is closed: what people keep at the attack itself, the open one that
 * is stopped least; else what a rule finds of it, kept or not. Gives FALSE where it is closed. */
static gboolean
read_threat_of_attack (PpAttackGraphBuilder *self,
                       const char           *id,
                       const char           *target,
                       PpAttackLabel        *label)
{
  g_autoptr (GPtrArray) own = pp_model_dup_threats_of (self->reader.model, id);
  PpFinding *finding = find_of_attack (self, id, target);
  PpThreat *threat = NULL;

  label->past_controls = 1;
  for (guint i = 0; i < own->len; i++)
    {
      PpThreat *candidate = g_ptr_array_index (own, i);
      double past = _pp_attack_reader_past_controls (&self->reader, pp_record_get_id (PP_RECORD (candidate)));

      if (!pp_threat_is_open (candidate) || (threat != NULL && past <= label->past_controls))
        continue;
      threat = candidate;
      label->past_controls = past;
    }
  if (own->len == 0 && finding != NULL)
    threat = find_of_rule (pp_model_peek_threats_of (self->reader.model, target), finding->rule->id);
  if (threat == NULL && (own->len > 0 || finding == NULL))
    return own->len == 0;
  if (threat != NULL && !pp_threat_is_open (threat))
    return FALSE;
  label->is_stored = threat != NULL;
  label->threat_id = g_strdup (threat != NULL ? pp_record_get_id (PP_RECORD (threat)) : finding->rule->id);
  label->threat = g_strdup (threat != NULL ? pp_threat_get_title (threat) : finding->title);
  label->element = g_strdup (threat != NULL ? pp_threat_get_element (threat) : finding->element);
  if (threat != NULL)
    label->past_controls = _pp_attack_reader_past_controls (&self->reader, label->threat_id);
  return TRUE;
}

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

  if (!read_threat_of_attack (self, id, pp_edge_get_target (edge), &label))
    return;
  flow = add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  label.technique = _pp_attack_reader_dup_technique (pp_element_get_techniques (PP_ELEMENT (edge)));
  label.tactic = g_strdup (pp_element_get_kill_chain_phases (PP_ELEMENT (edge))[0]);
  add_free_step (self, from, flow, PP_STEP_DRAWN);
  add_edge (self, flow, to, self->odds->steps[PP_STEP_DRAWN] * label.past_controls,
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
      add_free_step (self, node_of (self->result->controlled, source), flow, PP_STEP_FLOW);
      g_hash_table_add (self->zones, (gpointer) source);
    }
  if (target != NULL && stands_for_zone (self, pp_edge_get_target (edge)))
    {
      if (pp_edge_get_bidirectional (edge))
        add_free_step (self, node_of (self->result->controlled, target), flow, PP_STEP_FLOW);
      else
        add_step (self, node_of (self->result->controlled, target), flow, PP_STEP_BACK);
      g_hash_table_add (self->zones, (gpointer) target);
    }
}

static void
add_traffic (PpAttackGraphBuilder *self,
             PpEdge               *edge,
             const char           *id)
{
  const char *source = pp_edge_get_source (edge), *target = pp_edge_get_target (edge);
  guint flow = add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  guint source_controlled = node_of (self->result->controlled, source);
  guint target_controlled = node_of (self->result->controlled, target);
  gboolean from_store = _pp_attack_reader_is_store (&self->reader, source);

  add_free_step (self, source_controlled, flow, PP_STEP_FLOW);
  add_step (self, flow, node_of (self->reached, target), PP_STEP_FLOW);
  if (_pp_attack_reader_is_store (&self->reader, target))
    add_step (self, flow, target_controlled, PP_STEP_USE);
  add_threats (self, id, flow, target_controlled);

  if (pp_edge_get_bidirectional (edge))
    add_free_step (self, target_controlled, flow, PP_STEP_FLOW);
  else if (from_store)
    add_free_step (self, target_controlled, flow, PP_STEP_USE);
  else
    add_step (self, target_controlled, flow, PP_STEP_BACK);
  add_step (self, flow, node_of (self->reached, source), PP_STEP_BACK);
  if (from_store)
    add_step (self, flow, source_controlled, PP_STEP_USE);
  add_ways_out (self, edge, flow);
}

static void
add_flow (PpAttackGraphBuilder *self,
          PpElement            *element)
{
  PpEdge *edge = PP_EDGE (element);
  const char *id = pp_record_get_id (PP_RECORD (edge));
  guint from = node_of (self->result->controlled, pp_edge_get_source (edge));
  guint to = node_of (self->result->controlled, pp_edge_get_target (edge));

  if (from == PP_GRAPH_NONE || to == PP_GRAPH_NONE || from == to)
    return;
  if (_pp_attack_reader_is_of_kind (element, "attack") || _pp_attack_reader_is_of_kind (element, "exploit"))
    add_drawn_attack (self, edge, id, from, to);
  else if (_pp_attack_reader_is_of_kind (element, "data-flow") ||
           _pp_attack_reader_is_of_kind (element, "communication"))
    add_traffic (self, edge, id);
}

/* What runs on something under control is under control too; the way back is an escape. */
static void
add_containment (PpAttackGraphBuilder *self,
                 PpElement            *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  PpElement *parent = pp_model_lookup_element (self->reader.model, pp_node_get_parent (PP_NODE (element)));
  guint member = node_of (self->result->controlled, id);
  guint host;

  if (parent == NULL || member == PP_GRAPH_NONE || _pp_attack_reader_class_of (parent) == PP_DFD_BOUNDARY)
    return;
  host = node_of (self->result->controlled, pp_record_get_id (PP_RECORD (parent)));
  if (host == PP_GRAPH_NONE)
    return;
  add_step (self, host, member, PP_STEP_MEMBER);
  if (_pp_attack_reader_has_escape (&self->reader, id))
    add_step (self, member, host, PP_STEP_ESCAPE);
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
  hub = add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  for (guint i = 0; i < members->len; i++)
    {
      const char *member = g_ptr_array_index (members, i);
      PpAttackLabel label = { .how = PP_STEP_ZONE, .element = g_strdup (id) };

      if (node_of (self->reached, member) == PP_GRAPH_NONE)
        {
          _pp_attack_label_clear (&label);
          continue;
        }
      add_free_step (self, node_of (self->result->controlled, member), hub, PP_STEP_ZONE);
      add_edge (self, hub, node_of (self->reached, member), self->odds->steps[PP_STEP_ZONE],
                PP_GRAPH_UNCUTTABLE, label);
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
  hub = add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  add_free_step (self, node_of (self->result->controlled, store), hub, PP_STEP_CREDENTIAL);
  targets = g_list_sort (g_hash_table_get_keys (opened), (GCompareFunc) (void (*) (void)) strcmp);
  for (GList *l = targets; l != NULL; l = l->next)
    {
      guint target = node_of (self->result->controlled, l->data);

      if (target != PP_GRAPH_NONE && strcmp (l->data, store) != 0)
        add_step (self, hub, target, PP_STEP_CREDENTIAL);
    }
}

/* Joins the start to an attacker, and an asset to the end; attackers are nobody's asset. */
static void
add_end (PpAttackGraphBuilder *self,
         PpElement            *element)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  guint controlled = node_of (self->result->controlled, id);
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
    add_edge (self, self->result->start, controlled, _pp_attack_reader_capability_of (&self->reader, id),
              PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = PP_STEP_FLOW });
  else
    add_free_step (self, controlled, self->result->end, PP_STEP_FLOW);
}

static const struct {
  gboolean is_of_flows;
  void (*add) (PpAttackGraphBuilder *self,
               PpElement            *element);
} phases[] = {
  { FALSE, add_place },
  { FALSE, add_attacking_zone },
  { TRUE, add_flow },
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
  self->result->start = add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  self->result->end = add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
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
