/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The threats of a graph of attacks: what people keep of an element, and what the rules find beyond. */

#include "pp-attack-graph-builder-private.h"

#include <string.h>

static PpThreat *
find_of_rule (GPtrArray  *stored,
              const char *rule)
{
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    if (strcmp (pp_threat_get_rule (g_ptr_array_index (stored, i)), rule) == 0)
      return g_ptr_array_index (stored, i);
  return NULL;
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

  _pp_attack_add_edge (self, from, to, pp_odds_of_severity (self->odds, label.severity) * past,
                       self->odds->threat_cost, label);
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

  _pp_attack_add_edge (self, from, to, pp_odds_of_severity (self->odds, label.severity),
                       self->odds->threat_cost, label);
}

/* Edges for each open threat on an element or a flow: what people keep, and what the rules find beyond. */
void
_pp_attack_add_threats (PpAttackGraphBuilder *self,
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
          find_of_rule (stored, finding->rule->id) == NULL)
        add_found (self, element, from, to, finding);
    }
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
gboolean
_pp_attack_read_drawn (PpAttackGraphBuilder *self,
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
