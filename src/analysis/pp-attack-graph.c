/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The graph in which attack paths are searched (the searches stand in pp-attack-graph-paths.c). Each
 * element is two nodes, reached and controlled; each flow is one, so that cutting it cuts every step that
 * takes it. Weights are −ln of odds, so that sums of weights are products of odds. Zones without inner
 * borders and credentials are hubs: n members cost 2n edges instead of n². */

#include "pp-attack-graph-private.h"

#include <math.h>
#include <string.h>

/* Odds of 0 would be an endless weight; a step that cannot succeed gets no edge at all. */
#define LEAST_ODDS 1e-6

typedef struct {
  PpModel       *model;
  PpAnalysis    *analysis;
  const PpOdds  *odds;
  PpAttackGraph *result;
  GHashTable    *reached;       /* element → node + 1 */
  GArray        *edges;         /* of PpGraphEdge, until the number of nodes is known */
  GArray        *capacities;    /* of gint64, by node */
} Builder;

G_DEFINE_BOXED_TYPE (PpAttackGraph, pp_attack_graph, pp_attack_graph_ref, pp_attack_graph_unref)

static void
clear_place (gpointer data)
{
  g_free (((PpAttackPlace *) data)->element);
}

static void
clear_label (gpointer data)
{
  PpAttackLabel *label = data;

  g_free (label->threat);
  g_free (label->threat_id);
  g_free (label->technique);
  g_free (label->element);
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

static guint
add_node (Builder     *self,
          PpPlaceType  type,
          const char  *element,
          gint64       capacity)
{
  PpAttackPlace place = { type, g_strdup (element) };

  g_array_append_val (self->result->places, place);
  g_array_append_val (self->capacities, capacity);
  return self->result->places->len - 1;
}

static void
add_edge (Builder       *self,
          guint          from,
          guint          to,
          double         odds,
          gint64         capacity,
          PpAttackLabel  label)
{
  PpGraphEdge edge = { from, to, 0, capacity };

  if (odds < LEAST_ODDS)
    {
      clear_label (&label);
      return;
    }
  edge.weight = -log (MIN (odds, 1));
  g_array_append_val (self->edges, edge);
  g_array_append_val (self->result->labels, label);
}

static void
add_step (Builder *self,
          guint    from,
          guint    to,
          PpStep   how)
{
  add_edge (self, from, to, self->odds->steps[how], PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = how });
}

static void
add_free_step (Builder *self,
               guint    from,
               guint    to,
               PpStep   how)
{
  add_edge (self, from, to, 1, PP_GRAPH_UNCUTTABLE, (PpAttackLabel) { .how = how });
}

static guint
node_of (GHashTable *table,
         const char *element)
{
  return element != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, element)) - 1 : PP_GRAPH_NONE;
}

static JsonNode *
value_of (Builder    *self,
          const char *element,
          const char *property)
{
  PpOrigin origin;

  return pp_analysis_dup_value (self->analysis, element, property, &origin);
}

static gboolean
is_stated (Builder    *self,
           const char *element,
           const char *property,
           gboolean    expected)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_BOOLEAN && json_node_get_boolean (value) == expected;
}

static double
number_of (Builder    *self,
           const char *element,
           const char *property)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (value) : 0;
}

static char *
dup_word (Builder    *self,
          const char *element,
          const char *property)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value) : NULL;
}

static gboolean
is_of_kind (PpElement  *element,
            const char *kind)
{
  return strcmp (pp_element_get_kind (element), kind) == 0;
}

static gboolean
is_attacker (Builder    *self,
             PpElement  *element,
             const char *id)
{
  return is_of_kind (element, "threat-actor") || is_stated (self, id, "threat", TRUE) ||
         is_stated (self, id, "untrusted", TRUE);
}

/* An asset holds something dear, or is dear itself; attackers are nobody's asset. */
static gboolean
is_asset (Builder    *self,
          const char *id)
{
  return number_of (self, id, "sensitivity") >= 2 || number_of (self, id, "criticality") >= 3;
}

/* How far the controls that answer a threat let attempts through. */
static double
past_controls (Builder    *self,
               const char *threat)
{
  double odds = 1;

  for (guint i = 0; i < pp_model_get_n_records (self->model, PP_RECORD_CONTROL); i++)
    {
      PpControl *control = PP_CONTROL (pp_model_peek_record (self->model, PP_RECORD_CONTROL, i));

      if (g_strv_contains (pp_control_get_threats (control), threat))
        odds *= pp_odds_past_control (self->odds, pp_control_get_status (control));
    }
  return odds;
}

static char *
dup_technique (const char * const *references)
{
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    {
      if (references[i][0] == 'T' && g_ascii_isdigit (references[i][1]))
        return g_strdup (references[i]);
    }
  return NULL;
}

static gboolean
has_stored (GPtrArray  *stored,
            const char *rule)
{
  for (guint i = 0; i < stored->len; i++)
    {
      if (strcmp (pp_threat_get_rule (g_ptr_array_index (stored, i)), rule) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Denial of service and repudiation hurt, but give nobody control of anything. */
static gboolean
gives_control (const char *category)
{
  return g_ascii_strcasecmp (category, "D") != 0 && g_ascii_strcasecmp (category, "R") != 0 &&
         g_ascii_strcasecmp (category, "Denial of service") != 0 &&
         g_ascii_strcasecmp (category, "Repudiation") != 0;
}

/* Edges for each open threat on an element or a flow: what people keep, and what the rules find beyond. */
static void
add_threats (Builder    *self,
             const char *element,
             guint       from,
             guint       to)
{
  g_autoptr (GPtrArray) stored = pp_model_dup_threats_of (self->model, element);
  GPtrArray *findings = pp_analysis_peek_findings_of (self->analysis, element);
  gint64 cost = self->odds->threat_cost;

  for (guint i = 0; i < stored->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (stored, i);
      const char *id = pp_record_get_id (PP_RECORD (threat));

      if (pp_threat_is_open (threat) && gives_control (pp_threat_get_category (threat)))
        add_edge (self, from, to,
                  pp_odds_of_severity (self->odds, pp_threat_get_severity (threat)) *
                  past_controls (self, id), cost,
                  (PpAttackLabel) { PP_STEP_THREAT, g_strdup (pp_threat_get_title (threat)), g_strdup (id),
                                    dup_technique (pp_threat_get_references (threat)),
                                    g_strdup (element) });
    }
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->rule->prompt && gives_control (finding->category) &&
          !has_stored (stored, finding->rule->id))
        add_edge (self, from, to,
                  pp_odds_of_severity (self->odds, pp_severity_to_string (finding->severity)), cost,
                  (PpAttackLabel) { PP_STEP_THREAT, g_strdup (finding->title),
                                    g_strdup (finding->rule->id),
                                    dup_technique ((const char * const *) finding->attack),
                                    g_strdup (element) });
    }
}

static PpDfdClass
class_of (PpElement *element)
{
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element),
                                   PP_IS_EDGE (element));

  return pp_kind_get_dfd_class (kind);
}

static void
add_places (Builder   *self,
            GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PpElement *element = g_ptr_array_index (nodes, i);
      const char *id = pp_record_get_id (PP_RECORD (element));
      PpDfdClass dfd_class = class_of (element);
      gint64 capacity = dfd_class == PP_DFD_ACTOR || is_asset (self, id) ? PP_GRAPH_UNCUTTABLE
                                                                        : self->odds->element_cost;
      guint reached, controlled;

      if (dfd_class == PP_DFD_TEXT)
        continue;
      reached = add_node (self, PP_PLACE_REACHED, id, PP_GRAPH_UNCUTTABLE);
      controlled = add_node (self, PP_PLACE_CONTROLLED, id, capacity);
      g_hash_table_insert (self->reached, (gpointer) id, GUINT_TO_POINTER (reached + 1));
      g_hash_table_insert (self->result->controlled, (gpointer) id, GUINT_TO_POINTER (controlled + 1));
      add_threats (self, id, reached, controlled);
    }
}

static gboolean
is_store (Builder    *self,
          const char *id)
{
  PpElement *element = pp_model_lookup_element (self->model, id);

  return element != NULL && class_of (element) == PP_DFD_STORE;
}

/* An attack that somebody drew is a step by itself. */
static void
add_drawn_attack (Builder    *self,
                  PpEdge     *edge,
                  const char *id,
                  guint       from,
                  guint       to)
{
  guint flow = add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  PpAttackLabel label = {
    .how = PP_STEP_DRAWN,
    .technique = dup_technique (pp_element_get_techniques (PP_ELEMENT (edge))),
  };

  add_free_step (self, from, flow, PP_STEP_DRAWN);
  add_edge (self, flow, to, self->odds->steps[PP_STEP_DRAWN], PP_GRAPH_UNCUTTABLE, label);
}

static void
add_traffic (Builder    *self,
             PpEdge     *edge,
             const char *id)
{
  const char *source = pp_edge_get_source (edge), *target = pp_edge_get_target (edge);
  guint flow = add_node (self, PP_PLACE_FLOW, id, self->odds->flow_cost);
  guint source_controlled = node_of (self->result->controlled, source);
  guint target_controlled = node_of (self->result->controlled, target);

  add_free_step (self, source_controlled, flow, PP_STEP_FLOW);
  add_step (self, flow, node_of (self->reached, target), PP_STEP_FLOW);
  if (is_store (self, target))
    add_step (self, flow, target_controlled, PP_STEP_USE);
  add_threats (self, id, flow, target_controlled);

  if (pp_edge_get_bidirectional (edge))
    add_free_step (self, target_controlled, flow, PP_STEP_FLOW);
  else if (is_store (self, source))
    add_free_step (self, target_controlled, flow, PP_STEP_USE);
  else
    add_step (self, target_controlled, flow, PP_STEP_BACK);
  add_step (self, flow, node_of (self->reached, source), PP_STEP_BACK);
  if (is_store (self, source))
    add_step (self, flow, source_controlled, PP_STEP_USE);
}

static void
add_flows (Builder *self)
{
  g_autoptr (GPtrArray) edges = pp_model_dup_sorted (self->model, PP_RECORD_EDGE);

  for (guint i = 0; i < edges->len; i++)
    {
      PpEdge *edge = g_ptr_array_index (edges, i);
      const char *id = pp_record_get_id (PP_RECORD (edge));
      guint from = node_of (self->result->controlled, pp_edge_get_source (edge));
      guint to = node_of (self->result->controlled, pp_edge_get_target (edge));

      if (from == PP_GRAPH_NONE || to == PP_GRAPH_NONE || from == to)
        continue;
      if (is_of_kind (PP_ELEMENT (edge), "attack") || is_of_kind (PP_ELEMENT (edge), "exploit"))
        add_drawn_attack (self, edge, id, from, to);
      else if (is_of_kind (PP_ELEMENT (edge), "data-flow") ||
               is_of_kind (PP_ELEMENT (edge), "communication"))
        add_traffic (self, edge, id);
    }
}

static gboolean
has_escape (Builder    *self,
            const char *id)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (self->analysis, id);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (g_strv_contains ((const char * const *) finding->attack, "T1611"))
        return TRUE;
    }
  return FALSE;
}

/* What runs on something under control is under control too; the way back is an escape. */
static void
add_containment (Builder   *self,
                 GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PpNode *node = g_ptr_array_index (nodes, i);
      const char *id = pp_record_get_id (PP_RECORD (node));
      PpElement *parent = pp_model_lookup_element (self->model, pp_node_get_parent (node));
      guint member = node_of (self->result->controlled, id);
      guint host;

      if (parent == NULL || member == PP_GRAPH_NONE || class_of (parent) == PP_DFD_BOUNDARY)
        continue;
      host = node_of (self->result->controlled, pp_record_get_id (PP_RECORD (parent)));
      if (host == PP_GRAPH_NONE)
        continue;
      add_step (self, host, member, PP_STEP_MEMBER);
      if (has_escape (self, id))
        add_step (self, member, host, PP_STEP_ESCAPE);
    }
}

static void
add_zones (Builder   *self,
           GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PpElement *zone = g_ptr_array_index (nodes, i);
      const char *id = pp_record_get_id (PP_RECORD (zone));
      g_autoptr (GPtrArray) members = NULL;
      guint hub;

      if (class_of (zone) != PP_DFD_BOUNDARY || !is_stated (self, id, "segmented", FALSE))
        continue;
      members = pp_analysis_list_members (self->analysis, id);
      hub = add_node (self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
      for (guint j = 0; j < members->len; j++)
        {
          const char *member = g_ptr_array_index (members, j);

          if (node_of (self->reached, member) == PP_GRAPH_NONE)
            continue;
          add_free_step (self, node_of (self->result->controlled, member), hub, PP_STEP_ZONE);
          add_step (self, hub, node_of (self->reached, member), PP_STEP_ZONE);
        }
    }
}

static gboolean
asks_for_credentials (Builder    *self,
                      const char *flow)
{
  g_autofree char *word = dup_word (self, flow, "auth");

  return word != NULL && strcmp (word, "none") != 0 && strcmp (word, "stated") != 0;
}

/* Credentials in a store open what its users log in to. */
static void
add_credentials (Builder   *self,
                 GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *store = pp_record_get_id (g_ptr_array_index (nodes, i));
      GPtrArray *edges = pp_model_peek_edges_of (self->model, store);
      g_autoptr (GHashTable) opened = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GList) targets = NULL;
      guint hub;

      if (!is_store (self, store) || !is_stated (self, store, "credentials", TRUE))
        continue;
      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          PpEdge *edge = g_ptr_array_index (edges, j);
          const char *user = g_strcmp0 (pp_edge_get_source (edge), store) == 0 ? pp_edge_get_target (edge)
                                                                               : pp_edge_get_source (edge);
          GPtrArray *of_user = pp_model_peek_edges_of (self->model, user);

          for (guint k = 0; of_user != NULL && k < of_user->len; k++)
            {
              PpEdge *flow = g_ptr_array_index (of_user, k);

              if (g_strcmp0 (pp_edge_get_source (flow), user) == 0 && pp_edge_get_target (flow) != NULL &&
                  asks_for_credentials (self, pp_record_get_id (PP_RECORD (flow))))
                g_hash_table_add (opened, (gpointer) pp_edge_get_target (flow));
            }
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
}

/* Joins the start to the attackers and the assets to the end. */
static void
add_ends (Builder    *self,
          GPtrArray  *nodes,
          const char *from,
          const char *to)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PpElement *element = g_ptr_array_index (nodes, i);
      const char *id = pp_record_get_id (PP_RECORD (element));
      guint controlled = node_of (self->result->controlled, id);
      gboolean attacks, matters;

      if (controlled == PP_GRAPH_NONE)
        continue;
      attacks = from != NULL ? strcmp (id, from) == 0 : is_attacker (self, element, id);
      matters = to != NULL ? strcmp (id, to) == 0
                           : !attacks && class_of (element) != PP_DFD_ACTOR && is_asset (self, id);
      if (attacks)
        {
          g_array_index (self->capacities, gint64, controlled) = PP_GRAPH_UNCUTTABLE;
          g_ptr_array_add (self->result->sources, g_strdup (id));
          add_free_step (self, self->result->start, controlled, PP_STEP_FLOW);
        }
      else if (matters)
        {
          g_array_index (self->capacities, gint64, controlled) = PP_GRAPH_UNCUTTABLE;
          g_ptr_array_add (self->result->assets, g_strdup (id));
          add_free_step (self, controlled, self->result->end, PP_STEP_FLOW);
        }
    }
}

static PpAttackGraph *
result_new (void)
{
  PpAttackGraph *result = g_new0 (PpAttackGraph, 1);

  g_atomic_ref_count_init (&result->ref_count);
  result->places = g_array_new (FALSE, TRUE, sizeof (PpAttackPlace));
  g_array_set_clear_func (result->places, clear_place);
  result->labels = g_array_new (FALSE, TRUE, sizeof (PpAttackLabel));
  g_array_set_clear_func (result->labels, clear_label);
  result->controlled = g_hash_table_new (g_str_hash, g_str_equal);
  result->sources = g_ptr_array_new_with_free_func (g_free);
  result->assets = g_ptr_array_new_with_free_func (g_free);
  return result;
}

/* The tables' keys are the model's until here; the graph outlives the model. */
static void
own_keys (PpAttackGraph *self)
{
  g_hash_table_remove_all (self->controlled);
  for (guint i = 0; i < self->places->len; i++)
    {
      const PpAttackPlace *place = _pp_attack_place (self, i);

      if (place->type == PP_PLACE_CONTROLLED)
        g_hash_table_insert (self->controlled, place->element, GUINT_TO_POINTER (i + 1));
    }
}

static void
finish (Builder *self)
{
  PpAttackGraph *result = self->result;

  result->graph = pp_graph_new (result->places->len);
  for (guint i = 0; i < result->places->len; i++)
    pp_graph_set_capacity (result->graph, i, g_array_index (self->capacities, gint64, i));
  for (guint i = 0; i < self->edges->len; i++)
    {
      const PpGraphEdge *edge = &g_array_index (self->edges, PpGraphEdge, i);

      pp_graph_add_edge (result->graph, edge->from, edge->to, edge->weight, edge->capacity);
    }
  pp_graph_finish (result->graph);
  own_keys (result);
}

/**
 * pp_attack_graph_new:
 * @model: a model
 * @analysis: what the rules find in it, after a run
 * @odds: how likely steps succeed
 * @from: (nullable): the only attacker; %NULL for threat actors and whoever is not trusted
 * @to: (nullable): the only asset; %NULL for what is sensitive or critical
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
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (PpGraphEdge));
  g_autoptr (GArray) capacities = g_array_new (FALSE, FALSE, sizeof (gint64));
  Builder self = { model, analysis, odds, result_new (), reached, edges, capacities };

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_ANALYSIS (analysis) && odds != NULL, NULL);

  nodes = pp_model_dup_sorted (model, PP_RECORD_NODE);
  self.result->start = add_node (&self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  self.result->end = add_node (&self, PP_PLACE_HUB, NULL, PP_GRAPH_UNCUTTABLE);
  add_places (&self, nodes);
  add_flows (&self);
  add_containment (&self, nodes);
  add_zones (&self, nodes);
  add_credentials (&self, nodes);
  add_ends (&self, nodes, from, to);
  finish (&self);
  return self.result;
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
