/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-triage.h"

#include <glib/gi18n.h>

#include "pp-reconcile.h"
#include "pp-threat-controls.h"

/* Inside a step that has begun its own label counts. */
#define STEP "Change Threat"

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static gboolean
set_text (PpHistory   *history,
          const char  *id,
          const char  *field,
          const char  *text,
          GError     **error)
{
  g_autoptr (JsonNode) value = text_node (text);

  return pp_history_set (history, STEP, id, field, value, error);
}

/* The stored threat of an item, made where there is none yet. */
static char *
store_threat (PpHistory     *history,
              PpAnalysis    *analysis,
              PpThreatItem  *item,
              GError       **error)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *id = NULL;

  if (item->threat != NULL)
    return g_strdup (pp_record_get_id (PP_RECORD (item->threat)));
  changes = pp_reconcile_add (analysis, item->finding, &id);
  if (!pp_history_apply (history, STEP, changes, error))
    return NULL;
  return g_steal_pointer (&id);
}

static gboolean
decide (PpHistory     *history,
        PpAnalysis    *analysis,
        PpThreatItem  *item,
        const char    *status,
        const char    *reason,
        const char    *control_id,
        const char    *control_title,
        GError       **error)
{
  g_autofree char *id = store_threat (history, analysis, item, error);
  gboolean has_control = control_id != NULL || control_title != NULL;

  if (id == NULL || !set_text (history, id, "status", status, error)
      || (has_control && !pp_threat_controls_answer (history, id, control_id, control_title, error)))
    return FALSE;
  return reason == NULL || *reason == '\0' || set_text (history, id, "mitigation", reason, error);
}

static const char *
get_label (const char *status)
{
  static const struct {
    const char *status;
    const char *label;
  } labels[] = {
    { "Open", N_("Keep Threat") },
    { "Mitigated", N_("Mitigate Threat") },
    { "Accepted", N_("Accept Threat") },
    { "Transferred", N_("Transfer Threat") },
    { "Avoided", N_("Avoid Threat") },
    { "NotApplicable", N_("Threat Does Not Apply") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].status, status))
      return labels[i].label;
  return N_("Change Threat");
}

/* Ends the step that was begun: with all of it, or with nothing. */
static gboolean
finish (PpHistory *history,
        gboolean   done)
{
  if (done)
    return pp_history_commit (history);
  pp_history_rollback (history);
  return FALSE;
}

/**
 * pp_triage_decide:
 * @assessment: what the item is from
 * @item: a threat, stored or only found
 * @status: one of pp_threat_statuses_list()
 * @reason: (nullable): why; becomes the text of the mitigation unless empty
 * @control_id: (nullable): a control that answers it from now on
 * @control_title: (nullable): where there is no such control yet, what it is called
 * @error: return location
 *
 * Stores a threat that was only found, with its rule and its evidence.
 */
gboolean
pp_triage_decide (PpAssessment  *assessment,
                  PpThreatItem  *item,
                  const char    *status,
                  const char    *reason,
                  const char    *control_id,
                  const char    *control_title,
                  GError       **error)
{
  PpHistory *history;

  g_return_val_if_fail (PP_IS_ASSESSMENT (assessment), FALSE);
  g_return_val_if_fail (PP_IS_THREAT_ITEM (item), FALSE);

  history = pp_assessment_get_history (assessment);
  pp_history_begin (history, get_label (status));
  return finish (history, decide (history, pp_assessment_get_analysis (assessment), item, status, reason,
                                  control_id, control_title, error));
}

/* Fields of an edge that rules read under the same name; a fact of that name counts before them. */
static gboolean
is_edge_field (PpElement  *element,
               const char *property,
               JsonNode   *value)
{
  JsonObject *facts = pp_element_get_facts (element);

  if (!PP_IS_EDGE (element) || !JSON_NODE_HOLDS_VALUE (value)
      || (facts != NULL && json_object_has_member (facts, property)))
    return FALSE;
  return (g_str_equal (property, "protocol") && json_node_get_value_type (value) == G_TYPE_STRING)
         || (g_str_equal (property, "bidirectional") && json_node_get_value_type (value) == G_TYPE_BOOLEAN);
}

static gboolean
state (PpHistory   *history,
       const char  *element_id,
       const char  *property,
       JsonNode    *value,
       GError     **error)
{
  PpElement *element = pp_model_lookup_element (pp_history_get_model (history), element_id);
  g_autofree char *field = g_strconcat ("facts/", property, NULL);
  g_autoptr (JsonNode) fact = pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL);

  if (element != NULL && is_edge_field (element, property, value))
    return pp_history_set (history, STEP, element_id, property, value, error);
  return pp_history_set (history, STEP, element_id, field, fact, error);
}

static gboolean
state_all (PpHistory       *history,
           const PpRemedy  *remedy,
           GError         **error)
{
  for (guint i = 0; i < remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (remedy->edits, i);

      if (!state (history, edit->element, edit->property, edit->value, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * pp_triage_apply:
 * @history: a history
 * @remedy: what is to be so
 * @error: return location
 *
 * States all that a remedy consists of.
 */
gboolean
pp_triage_apply (PpHistory       *history,
                 const PpRemedy  *remedy,
                 GError         **error)
{
  g_return_val_if_fail (PP_IS_HISTORY (history), FALSE);

  pp_history_begin (history, N_("Apply Control"));
  return finish (history, state_all (history, remedy, error));
}

/* A control that answers threats: one that is planned is put in place, else there is a new one. */
static gboolean
put_in_place (PpHistory           *history,
              const PpMitigation  *mitigation,
              const char * const  *threats,
              GError             **error)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) record = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (mitigation->control != NULL)
    return set_text (history, mitigation->control, "status", "in-place", error);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, mitigation->threat != NULL ? mitigation->threat : "");
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, "in-place");
  json_builder_set_member_name (builder, "threats");
  json_builder_begin_array (builder);
  for (guint i = 0; threats[i] != NULL; i++)
    json_builder_add_string_value (builder, threats[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  record = json_builder_get_root (builder);
  id = g_uuid_string_random ();
  changes = pp_change_list_new ();
  g_ptr_array_add (changes, pp_change_new_add (PP_RECORD_CONTROL, id, record));
  return pp_history_apply (history, STEP, changes, error);
}

static PpFinding *
find_finding (PpAnalysis *analysis,
              const char *element,
              const char *rule)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (analysis, element);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (g_str_equal (((PpFinding *) g_ptr_array_index (findings, i))->rule->id, rule))
      return g_ptr_array_index (findings, i);
  return NULL;
}

/* Puts a control in place and says of the threats that it answers that they are mitigated. */
static gboolean
answer_threats (PpHistory           *history,
                PpAnalysis          *analysis,
                const PpMitigation  *mitigation,
                GError             **error)
{
  g_autoptr (GStrvBuilder) threats = g_strv_builder_new ();
  PpFinding *finding = mitigation->rule != NULL
    ? find_finding (analysis, mitigation->element, mitigation->rule) : NULL;
  g_auto (GStrv) ids = NULL;

  g_strv_builder_addv (threats, (const char **) mitigation->threats);
  if (finding != NULL)
    {
      g_autofree char *id = NULL;
      g_autoptr (GPtrArray) changes = pp_reconcile_add (analysis, finding, &id);

      if (!pp_history_apply (history, STEP, changes, error))
        return FALSE;
      g_strv_builder_add (threats, id);
    }
  ids = g_strv_builder_end (threats);
  if (!put_in_place (history, mitigation, (const char * const *) ids, error))
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    if (!set_text (history, ids[i], "status", "Mitigated", error))
      return FALSE;
  return TRUE;
}

/**
 * pp_triage_mitigate:
 * @assessment: of the model
 * @mitigation: what is done against attacks
 * @error: return location
 *
 * States all that a mitigation consists of: facts, or a control that is in place and the threats that it
 * answers as mitigated.
 */
gboolean
pp_triage_mitigate (PpAssessment        *assessment,
                    const PpMitigation  *mitigation,
                    GError             **error)
{
  PpHistory *history;

  g_return_val_if_fail (PP_IS_ASSESSMENT (assessment), FALSE);
  g_return_val_if_fail (mitigation != NULL && pp_mitigation_can_be_stated (mitigation), FALSE);

  history = pp_assessment_get_history (assessment);
  pp_history_begin (history, N_("Apply Mitigation"));
  return finish (history, mitigation->remedy != NULL
                 ? state_all (history, mitigation->remedy, error)
                 : answer_threats (history, pp_assessment_get_analysis (assessment), mitigation, error));
}

/**
 * pp_triage_record:
 * @assessment: what has been looked at
 * @n_changes: (out): how much was written
 * @error: return location
 *
 * Writes all that was found into the model as threats, for those who read the file elsewhere. Threats that
 * are there follow their rules, but for what a person set; those that are no longer found say so.
 */
gboolean
pp_triage_record (PpAssessment  *assessment,
                  guint         *n_changes,
                  GError       **error)
{
  g_autoptr (GPtrArray) changes = NULL;

  g_return_val_if_fail (PP_IS_ASSESSMENT (assessment), FALSE);

  pp_assessment_flush (assessment);
  changes = pp_reconcile (pp_assessment_get_analysis (assessment), TRUE);
  *n_changes = changes->len;
  return changes->len == 0
         || pp_history_apply (pp_assessment_get_history (assessment), N_("Record Threats"), changes, error);
}

/**
 * pp_triage_answer:
 * @history: a history
 * @question: a question
 * @value: the answer
 * @error: return location
 *
 * States as a fact what a person says.
 */
gboolean
pp_triage_answer (PpHistory         *history,
                  const PpQuestion  *question,
                  JsonNode          *value,
                  GError           **error)
{
  g_return_val_if_fail (PP_IS_HISTORY (history), FALSE);

  pp_history_begin (history, N_("Answer Question"));
  return finish (history, state (history, question->element, question->property, value, error));
}
