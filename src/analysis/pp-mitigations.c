/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done against attacks: the remedies of what rules find, the controls that are planned, and a
 * new control against a threat that people keep. One candidate may close threats in many places. */

#include "pp-mitigations-private.h"

#include <math.h>
#include <string.h>

#include "pp-attack-reader.h"

#define MAX_REMEDIES 8
/* Who reads on looks at the clock after so many. */
#define STEPS_BETWEEN_LOOKS 4

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

PpMitigation *
_pp_mitigations_take_candidate (PpMitigations *self,
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
    _pp_mitigation_new (PP_MITIGATION_FACTS, make_facts_key (remedy->edits, G_MAXUINT),
                    ((PpEvidence *) g_ptr_array_index (remedy->edits, 0))->element, cost * remedy->edits->len);

  candidate->remedy = remedy;
  cuts_step (self, _pp_mitigations_take_candidate (self, candidate), step);
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
  PpMitigation *candidate = _pp_mitigation_new (PP_MITIGATION_CONTROL, g_strdup_printf ("control\t%s", id), element,
                                            cost);

  candidate->control = g_strdup (id);
  cuts_step (self, _pp_mitigations_take_candidate (self, candidate), step);
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
  PpMitigation *candidate = _pp_mitigation_new (PP_MITIGATION_THREAT, key, label->element, cost);

  candidate->rule = label->is_stored ? NULL : g_strdup (label->threat_id);
  cuts_step (self, _pp_mitigations_take_candidate (self, candidate), step);
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
  /* A drawn attack stays drawn whatever is stated. */
  gboolean any = finding != NULL && label->how == PP_STEP_THREAT &&
                 add_remedies (self, analysis, step, finding, odds->threat_cost);

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
      const PpAttackLabel *label = _pp_attack_label (self->graph, step);
      PpStep how = label->how;

      if (how == PP_STEP_THREAT || (how == PP_STEP_DRAWN && label->threat_id != NULL))
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
