/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What is asked of the model, without what nobody can answer now. */

#include "pp-assessment-private.h"

static char *
make_question_key (const char *element,
                   const char *property)
{
  return g_strconcat (property, "\n", element, NULL);
}

/* Made once for each change: the panel and the badges ask for it. */
PpQuestionSurvey *
_pp_assessment_survey_all (PpAssessment *self)
{
  if (self->questions == NULL)
    self->questions = pp_analysis_survey_questions (self->analysis, NULL);
  return self->questions;
}

gboolean
_pp_assessment_is_skipped (PpAssessment     *self,
                           PpQuestionSurvey *survey,
                           guint             position)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->skipped) == 0)
    return FALSE;
  key = make_question_key (pp_question_survey_get_element (survey, position),
                           pp_question_survey_get_property (survey, position));
  return g_hash_table_contains (self->skipped, key);
}

static GPtrArray *
take_questions (PpAssessment     *self,
                PpQuestionSurvey *survey,
                guint             limit,
                guint            *n_questions)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_question_free);

  *n_questions = 0;
  if (survey != NULL)
    pp_question_survey_rank (survey, limit + g_hash_table_size (self->skipped));
  for (guint i = 0; survey != NULL && i < pp_question_survey_get_n_questions (survey); i++)
    if (!_pp_assessment_is_skipped (self, survey, i) && ++*n_questions <= limit)
      g_ptr_array_add (questions, pp_question_survey_dup_question (survey, i));
  return questions;
}

/**
 * pp_assessment_list_questions:
 * @self: an assessment
 * @scope: (nullable): how much
 * @limit: how many at most
 * @n_questions: (out): how many there are
 *
 * Returns: (transfer full) (element-type PpQuestion): what settles most comes first, without what was
 *   skipped
 */
GPtrArray *
pp_assessment_list_questions (PpAssessment  *self,
                              const PpScope *scope,
                              guint          limit,
                              guint         *n_questions)
{
  g_autoptr (PpQuestionSurvey) part = NULL;

  g_return_val_if_fail (PP_IS_ASSESSMENT (self), NULL);
  if (scope == NULL || scope->type == PP_SCOPE_APPLICATION)
    return take_questions (self, _pp_assessment_survey_all (self), limit, n_questions);
  part = pp_analysis_survey_questions (self->analysis, scope);
  return take_questions (self, part, limit, n_questions);
}

/**
 * pp_assessment_skip:
 * @self: an assessment
 * @question: one of its questions
 *
 * Does not ask it again while the document is open.
 */
void
pp_assessment_skip (PpAssessment     *self,
                    const PpQuestion *question)
{
  g_return_if_fail (PP_IS_ASSESSMENT (self));
  g_hash_table_add (self->skipped, make_question_key (question->element, question->property));
  _pp_assessment_queue (self);
}
