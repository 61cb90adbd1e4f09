/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an analysis tells of its last run. Before the first there is nothing to tell. */

#include "pp-analysis-private.h"

#include "pp-scope.h"

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  return pp_finding_compare (*(const PpFinding * const *) a, *(const PpFinding * const *) b);
}

/**
 * pp_analysis_list_findings:
 * @self: an analysis
 * @scope: (nullable): how much; %NULL for everything
 *
 * Returns: (transfer full) (element-type PpFinding): by rule, then by element
 */
GPtrArray *
pp_analysis_list_findings (PpAnalysis    *self,
                           const PpScope *scope)
{
  PpRun *run = _pp_analysis_peek_run (self);
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_finding_unref);
  g_autoptr (GHashTable) elements = NULL;

  if (run == NULL)
    return findings;
  elements = _pp_scope_collect (scope, run);
  for (guint i = 0; i < run->states->len; i++)
    {
      const PpState *state = g_ptr_array_index (run->states, i);

      for (guint j = 0; state != NULL && state->findings != NULL && j < state->findings->len; j++)
        {
          PpFinding *finding = g_ptr_array_index (state->findings, j);

          if (elements == NULL || g_hash_table_contains (elements, finding->element))
            g_ptr_array_add (findings, pp_finding_ref (finding));
        }
    }
  g_ptr_array_sort (findings, compare_findings);
  return findings;
}

/**
 * pp_analysis_count_findings:
 * @self: an analysis
 * @scope: (nullable): how much; %NULL for everything
 *
 * Returns: how many pp_analysis_list_findings() lists, without the cost of a list
 */
guint
pp_analysis_count_findings (PpAnalysis    *self,
                            const PpScope *scope)
{
  PpRun *run = _pp_analysis_peek_run (self);
  g_autoptr (GHashTable) elements = NULL;
  guint count = 0;

  if (run == NULL)
    return 0;
  elements = _pp_scope_collect (scope, run);
  for (guint i = 0; i < run->states->len; i++)
    {
      const PpState *state = g_ptr_array_index (run->states, i);

      if (state != NULL && state->findings != NULL &&
          (elements == NULL || g_hash_table_contains (elements, _pp_subjects_get (run->subjects, i)->id)))
        count += state->findings->len;
    }
  return count;
}

/**
 * pp_analysis_peek_findings_of:
 * @self: an analysis
 * @element_id: an element
 *
 * Returns: (transfer none) (nullable) (element-type PpFinding): what was found on it; valid until the
 *   next run or update
 */
GPtrArray *
pp_analysis_peek_findings_of (PpAnalysis *self,
                              const char *element_id)
{
  PpRun *run = _pp_analysis_peek_run (self);
  guint place;

  if (run == NULL)
    return NULL;
  place = _pp_subjects_find (run->subjects, element_id);
  if (place == PP_SUBJECT_NONE)
    return NULL;
  return ((PpState *) g_ptr_array_index (run->states, place))->findings;
}

/**
 * pp_analysis_list_questions:
 * @self: an analysis
 * @scope: (nullable): how much
 *
 * Returns: (transfer full) (element-type PpQuestion): what settles most comes first
 */
GPtrArray *
pp_analysis_list_questions (PpAnalysis    *self,
                            const PpScope *scope)
{
  g_autoptr (PpQuestionSurvey) survey = NULL;
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_question_free);

  survey = pp_analysis_survey_questions (self, scope);
  if (survey != NULL)
    pp_question_survey_rank (survey, G_MAXUINT);
  for (guint i = 0; survey != NULL && i < pp_question_survey_get_n_questions (survey); i++)
    g_ptr_array_add (questions, pp_question_survey_dup_question (survey, i));
  return questions;
}

/**
 * pp_analysis_survey_questions:
 * @self: an analysis
 * @scope: (nullable): how much
 *
 * Returns: (transfer full) (nullable): the questions of pp_analysis_list_questions() without their
 *   texts; valid until the next run or update; %NULL before the first run
 */
PpQuestionSurvey *
pp_analysis_survey_questions (PpAnalysis    *self,
                              const PpScope *scope)
{
  PpRun *run = _pp_analysis_peek_run (self);
  g_autoptr (GHashTable) elements = NULL;

  if (run == NULL)
    return NULL;
  elements = _pp_scope_collect (scope, run);
  return _pp_run_survey_questions (run, elements);
}

/**
 * pp_analysis_collect_scope:
 * @self: an analysis
 * @scope: (nullable): how much
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the identifiers of the elements that @scope
 *   holds, as a set that is valid until the next run or update; %NULL where it holds everything
 */
GHashTable *
pp_analysis_collect_scope (PpAnalysis    *self,
                           const PpScope *scope)
{
  PpRun *run = _pp_analysis_peek_run (self);

  return run != NULL ? _pp_scope_collect (scope, run) : NULL;
}

/**
 * pp_analysis_list_remedies:
 * @self: an analysis
 * @finding: one of its findings
 * @limit: how many at most
 *
 * Gets the smallest edits that would close a finding.
 *
 * Returns: (transfer full) (element-type PpRemedy): each by itself is enough; empty where only a change
 *   of the drawing helps
 */
GPtrArray *
pp_analysis_list_remedies (PpAnalysis      *self,
                           const PpFinding *finding,
                           guint            limit)
{
  PpRun *run = _pp_analysis_peek_run (self);

  if (run == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) pp_remedy_free);
  return _pp_run_list_remedies (run, finding, limit);
}

/**
 * pp_analysis_list_members:
 * @self: an analysis
 * @boundary_id: a boundary box
 *
 * Returns: (transfer full) (element-type utf8): what stands inside by the geometry of the layouts
 */
GPtrArray *
pp_analysis_list_members (PpAnalysis *self,
                          const char *boundary_id)
{
  PpRun *run = _pp_analysis_peek_run (self);
  GPtrArray *members = g_ptr_array_new_with_free_func (g_free);
  const GArray *contained;
  guint place;

  place = run != NULL ? _pp_subjects_find (run->subjects, boundary_id) : PP_SUBJECT_NONE;
  if (place == PP_SUBJECT_NONE)
    return members;
  contained = _pp_subjects_get (run->subjects, place)->contained;
  for (guint i = 0; contained != NULL && i < contained->len; i++)
    g_ptr_array_add (members, g_strdup (_pp_subjects_get (run->subjects,
                                                          _pp_places_at (contained, i))->id));
  return members;
}

/**
 * pp_analysis_count_elements:
 * @self: an analysis
 * @scope: (nullable): how much
 *
 * Returns: how many nodes and flows it has looked at
 */
guint
pp_analysis_count_elements (PpAnalysis    *self,
                            const PpScope *scope)
{
  PpRun *run = _pp_analysis_peek_run (self);
  g_autoptr (GHashTable) elements = NULL;
  guint count = 0;

  if (run == NULL)
    return 0;
  elements = _pp_scope_collect (scope, run);
  for (guint i = 0; i < run->subjects->subjects->len; i++)
    {
      const PpSubject *subject = _pp_subjects_get (run->subjects, i);

      if (subject != NULL && subject->subject_class != PP_SUBJECT_BOUNDARY &&
          (elements == NULL || g_hash_table_contains (elements, subject->id)))
        count++;
    }
  return count;
}

/**
 * pp_analysis_dup_value:
 * @self: an analysis
 * @element_id: an element
 * @property: a name of the vocabulary
 * @origin: (out): where the value comes from
 *
 * Returns: (transfer full) (nullable): the value that rules see; %NULL where none is stated
 */
JsonNode *
pp_analysis_dup_value (PpAnalysis *self,
                       const char *element_id,
                       const char *property,
                       PpOrigin   *origin)
{
  PpRun *run = _pp_analysis_peek_run (self);
  guint place, number;
  PpValue value;

  *origin = PP_ORIGIN_NOT_STATED;
  if (run == NULL)
    return NULL;
  number = _pp_vocabulary_find (run->rules->vocabulary, property);
  place = _pp_subjects_find (run->subjects, element_id);
  if (place == PP_SUBJECT_NONE || number == PP_PROPERTY_NONE)
    return NULL;
  value = _pp_subjects_read (run->subjects, place, number);
  *origin = value.origin;
  if (value.type == PP_VALUE_UNKNOWN)
    return NULL;
  return _pp_value_to_json (run->subjects, _pp_subjects_get (run->subjects, place), &value);
}
