/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done against attacks, and which of it is worth doing. The candidates are the remedies of what
 * rules find, the controls that are planned, and a new control against a threat that people keep; where
 * these do not suffice, also flows to take away and elements to harden. One candidate may close threats in
 * many places, so the cheapest set is a plan of pp-graph-plan.c. What something buys is told by a search in
 * the same graph without the steps that it takes away. */

#include "pp-mitigations.h"

#include <math.h>
#include <string.h>

#include "pp-attack-graph-private.h"
#include "pp-attack-reader.h"
#include "pp-graph-private.h"

#define MAX_REMEDIES 8
#define MAX_CONFLICTS 32
/* Who reads on looks at the clock after so many. */
#define STEPS_BETWEEN_LOOKS 4

struct _PpMitigations {
  PpAttackGraph *graph;
  GArray        *steps;         /* of guint: edges that lie on a way from the start to the end */
  guint          next;          /* of these */
  guint8        *is_between;    /* by node: it lies on such a way */
  GHashTable    *by_key;        /* key → PpMitigation, borrowed */
  GPtrArray     *candidates;    /* of PpMitigation, in the order of the steps */
  gint64         flow_cost;
  gint64         element_cost;
};

/* One mitigation */

static void
gain_free (PpAttackGain *gain)
{
  g_free (gain->asset);
  g_free (gain);
}

static PpMitigation *
mitigation_new (PpMitigationType  type,
                char             *key,
                const char       *element,
                gint64            cost)
{
  PpMitigation *self = g_new0 (PpMitigation, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->measure = pp_graph_measure_new (cost);
  self->type = type;
  self->key = key;
  self->element = g_strdup (element);
  self->threats = g_new0 (char *, 1);
  self->cost = cost;
  self->gains = g_ptr_array_new_with_free_func ((GDestroyNotify) gain_free);
  return self;
}

PpMitigation *
pp_mitigation_ref (PpMitigation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_mitigation_unref (PpMitigation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  pp_graph_measure_free (self->measure);
  g_clear_pointer (&self->remedy, pp_remedy_free);
  g_free (self->key);
  g_free (self->element);
  g_free (self->control);
  g_free (self->threat);
  g_strfreev (self->threats);
  g_free (self->rule);
  g_ptr_array_unref (self->gains);
  g_free (self);
}

gboolean
pp_mitigation_can_be_stated (const PpMitigation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->type != PP_MITIGATION_FLOW && self->type != PP_MITIGATION_ELEMENT;
}

const PpAttackGain *
pp_mitigation_get_greatest_gain (const PpMitigation *self)
{
  const PpAttackGain *greatest = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->gains->len; i++)
    {
      const PpAttackGain *gain = g_ptr_array_index (self->gains, i);

      if (gain->after < gain->before &&
          (greatest == NULL || gain->before - gain->after > greatest->before - greatest->after))
        greatest = gain;
    }
  return greatest;
}

void
pp_mitigation_plan_free (PpMitigationPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->mitigations);
  g_ptr_array_unref (self->singles);
  g_free (self);
}

/* Candidates */

/**
 * pp_mitigations_new:
 * @graph: a graph of attacks
 *
 * Returns: (transfer full): mitigations that know which steps matter, and nothing of the model yet
 */
PpMitigations *
pp_mitigations_new (PpAttackGraph *graph)
{
  PpMitigations *self;
  g_autoptr (PpGraphTree) forth = NULL;
  g_autoptr (PpGraphTree) back = NULL;

  g_return_val_if_fail (graph != NULL, NULL);

  self = g_new0 (PpMitigations, 1);
  self->graph = pp_attack_graph_ref (graph);
  self->steps = g_array_new (FALSE, FALSE, sizeof (guint));
  self->is_between = g_new0 (guint8, MAX (graph->places->len, 1));
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_mitigation_unref);
  forth = pp_graph_find_tree (graph->graph, graph->start, FALSE, INFINITY);
  back = pp_graph_find_tree (graph->graph, graph->end, TRUE, INFINITY);
  for (guint i = 0; i < graph->places->len; i++)
    self->is_between[i] = !isinf (forth->distance[i]) && !isinf (back->distance[i]);
  for (guint i = 0; i < graph->labels->len; i++)
    {
      const PpGraphEdge *edge = pp_graph_get_edge (graph->graph, i);

      if (self->is_between[edge->from] && self->is_between[edge->to])
        g_array_append_val (self->steps, i);
    }
  return self;
}

void
pp_mitigations_free (PpMitigations *self)
{
  if (self == NULL)
    return;
  pp_attack_graph_unref (self->graph);
  g_array_unref (self->steps);
  g_free (self->is_between);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->candidates);
  g_free (self);
}

static PpMitigation *
take_candidate (PpMitigations *self,
                PpMitigation  *candidate)
{
  PpMitigation *known = g_hash_table_lookup (self->by_key, candidate->key);

  if (known != NULL)
    {
      pp_mitigation_unref (candidate);
      return known;
    }
  g_hash_table_insert (self->by_key, candidate->key, candidate);
  g_ptr_array_add (self->candidates, candidate);
  return candidate;
}

static void
cuts_step (PpMitigations *self,
           PpMitigation  *candidate,
           guint          step)
{
  const PpAttackLabel *label = _pp_attack_label (self->graph, step);
  GArray *edges = candidate->measure->edges;
  const char *threats = label->is_stored ? label->threat_id : NULL;

  for (guint i = 0; i < edges->len; i++)
    if (g_array_index (edges, guint, i) == step)
      return;
  g_array_append_val (edges, step);
  if (candidate->threat == NULL)
    candidate->threat = g_strdup (label->threat);
  if (threats != NULL && !g_strv_contains ((const char * const *) candidate->threats, threats))
    {
      guint n = g_strv_length (candidate->threats);

      candidate->threats = g_renew (char *, candidate->threats, n + 2);
      candidate->threats[n] = g_strdup (threats);
      candidate->threats[n + 1] = NULL;
    }
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
make_facts_key (const GPtrArray *edits,
                guint            members)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (edits, i);
      g_autofree char *value = edit->value != NULL ? json_to_string (edit->value, FALSE) : NULL;

      if (members >> i & 1)
        g_ptr_array_add (lines, g_strdup_printf ("%s\t%s\t%s", edit->element, edit->property, value));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Takes the remedy over. */
static void
add_remedy (PpMitigations *self,
            guint          step,
            PpRemedy      *remedy,
            gint64         cost)
{
  PpMitigation *candidate =
    mitigation_new (PP_MITIGATION_FACTS, make_facts_key (remedy->edits, G_MAXUINT),
                    ((PpEvidence *) g_ptr_array_index (remedy->edits, 0))->element, cost * remedy->edits->len);

  candidate->remedy = remedy;
  cuts_step (self, take_candidate (self, candidate), step);
}

static gboolean
add_remedies (PpMitigations   *self,
              PpAnalysis      *analysis,
              guint            step,
              const PpFinding *finding,
              gint64           cost)
{
  g_autoptr (GPtrArray) remedies = pp_analysis_list_remedies (analysis, finding, MAX_REMEDIES);
  gboolean any = FALSE;

  while (remedies->len > 0)
    {
      PpRemedy *remedy = g_ptr_array_steal_index (remedies, 0);

      if (remedy->edits->len > 0)
        {
          any = TRUE;
          add_remedy (self, step, remedy, cost);
        }
      else
        pp_remedy_free (remedy);
    }
  return any;
}

static PpFinding *
find_finding (PpAnalysis *analysis,
              const char *element,
              const char *rule)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (analysis, element);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (strcmp (((PpFinding *) g_ptr_array_index (findings, i))->rule->id, rule) == 0)
      return g_ptr_array_index (findings, i);
  return NULL;
}

static void
add_control (PpMitigations *self,
             guint          step,
             const char    *element,
             PpControl     *control,
             gint64         cost)
{
  const char *id = pp_record_get_id (PP_RECORD (control));
  PpMitigation *candidate = mitigation_new (PP_MITIGATION_CONTROL, g_strdup_printf ("control\t%s", id), element,
                                            cost);

  candidate->control = g_strdup (id);
  cuts_step (self, take_candidate (self, candidate), step);
}

/* Controls that answer the threat and are not there yet. */
static gboolean
add_planned_controls (PpMitigations *self,
                      PpModel       *model,
                      const PpOdds  *odds,
                      guint          step)
{
  const PpAttackLabel *label = _pp_attack_label (self->graph, step);
  gboolean any = FALSE;

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_CONTROL); i++)
    {
      PpControl *control = PP_CONTROL (pp_model_peek_record (model, PP_RECORD_CONTROL, i));

      if (pp_odds_past_control (odds, pp_control_get_status (control)) < 1 ||
          !g_strv_contains (pp_control_get_threats (control), label->threat_id))
        continue;
      any = TRUE;
      add_control (self, step, label->element, control, odds->threat_cost);
    }
  return any;
}

static void
add_new_control (PpMitigations *self,
                 guint          step,
                 gint64         cost)
{
  const PpAttackLabel *label = _pp_attack_label (self->graph, step);
  char *key = g_strdup_printf ("threat\t%s\t%s", label->element, label->threat_id);
  PpMitigation *candidate = mitigation_new (PP_MITIGATION_THREAT, key, label->element, cost);

  candidate->rule = label->is_stored ? NULL : g_strdup (label->threat_id);
  cuts_step (self, take_candidate (self, candidate), step);
}

static void
read_threat (PpMitigations *self,
             PpModel       *model,
             PpAnalysis    *analysis,
             const PpOdds  *odds,
             guint          step)
{
  const PpAttackLabel *label = _pp_attack_label (self->graph, step);
  PpThreat *stored = label->is_stored ? pp_model_lookup_threat (model, label->threat_id) : NULL;
  const char *rule = stored != NULL ? pp_threat_get_rule (stored) : label->threat_id;
  PpFinding *finding = find_finding (analysis, label->element, rule);
  gboolean any = finding != NULL && add_remedies (self, analysis, step, finding, odds->threat_cost);

  /* What somebody wrote about the threat stays until somebody changes it, but a rule's own threat goes with
   * what the rule finds. */
  if (stored != NULL)
    any = add_planned_controls (self, model, odds, step) || any;
  if (!any)
    add_new_control (self, step, odds->threat_cost);
}

static void
read_zone (PpMitigations *self,
           const PpOdds  *odds,
           guint          step)
{
  const PpAttackLabel *label = _pp_attack_label (self->graph, step);
  PpRemedy *remedy;

  if (label->element == NULL)
    return;
  remedy = g_new0 (PpRemedy, 1);
  remedy->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_evidence_free);
  g_ptr_array_add (remedy->edits,
                   _pp_evidence_new (label->element, "segmented",
                                     json_node_init_boolean (json_node_alloc (), TRUE), PP_ORIGIN_TYPED));
  add_remedy (self, step, remedy, odds->element_cost);
}

/* An escape is possible as long as something is found that allows one. */
static void
read_escape (PpMitigations *self,
             PpAnalysis    *analysis,
             const PpOdds  *odds,
             guint          step)
{
  const char *member = _pp_attack_place (self->graph, pp_graph_get_edge (self->graph->graph, step)->from)->element;
  GPtrArray *findings = pp_analysis_peek_findings_of (analysis, member);
  PpFinding *only = NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (!g_strv_contains ((const char * const *) finding->attack, "T1611"))
        continue;
      if (only != NULL)
        return;
      only = finding;
    }
  if (only != NULL)
    add_remedies (self, analysis, step, only, odds->threat_cost);
}

/* What makes more facts so than another candidate does what that one does as well. */
static void
add_what_parts_cut (PpMitigations *self)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      PpMitigation *candidate = g_ptr_array_index (self->candidates, i);
      guint n_edits = candidate->remedy != NULL ? candidate->remedy->edits->len : 0;

      for (guint members = 1; n_edits > 1 && n_edits < 8 && members + 1 < 1u << n_edits; members++)
        {
          g_autofree char *key = make_facts_key (candidate->remedy->edits, members);
          PpMitigation *part = g_hash_table_lookup (self->by_key, key);

          for (guint j = 0; part != NULL && j < part->measure->edges->len; j++)
            cuts_step (self, candidate, g_array_index (part->measure->edges, guint, j));
        }
    }
}

/**
 * pp_mitigations_collect:
 * @self: mitigations
 * @model: the model of the graph
 * @analysis: its analysis
 * @odds: the odds of the graph
 * @deadline: when to stop for now, in monotonic microseconds
 *
 * Returns: whether all is read
 */
gboolean
pp_mitigations_collect (PpMitigations *self,
                        PpModel       *model,
                        PpAnalysis    *analysis,
                        const PpOdds  *odds,
                        gint64         deadline)
{
  g_return_val_if_fail (self != NULL && PP_IS_MODEL (model) && PP_IS_ANALYSIS (analysis), TRUE);

  self->flow_cost = odds->flow_cost;
  self->element_cost = odds->element_cost;
  while (self->next < self->steps->len)
    {
      guint step = g_array_index (self->steps, guint, self->next++);
      PpStep how = _pp_attack_label (self->graph, step)->how;

      if (how == PP_STEP_THREAT)
        read_threat (self, model, analysis, odds, step);
      else if (how == PP_STEP_ZONE)
        read_zone (self, odds, step);
      else if (how == PP_STEP_ESCAPE)
        read_escape (self, analysis, odds, step);
      if (self->next % STEPS_BETWEEN_LOOKS == 0 && g_get_monotonic_time () > deadline)
        return FALSE;
    }
  add_what_parts_cut (self);
  return TRUE;
}

/* Searches */

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
      candidate = mitigation_new (is_flow ? PP_MITIGATION_FLOW : PP_MITIGATION_ELEMENT,
                                  g_strdup_printf ("place\t%s", place->element), place->element,
                                  is_flow ? self->flow_cost : self->element_cost);
      candidate = take_candidate (self, candidate);
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
