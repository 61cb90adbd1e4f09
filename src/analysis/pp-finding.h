/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pp-origin.h"
#include "pp-rules.h"

G_BEGIN_DECLS

/**
 * PpSeverity:
 *
 * How bad: likelihood times impact from 20, 12 and 6 on, and less.
 */
typedef enum {
  PP_SEVERITY_LOW,
  PP_SEVERITY_MEDIUM,
  PP_SEVERITY_HIGH,
  PP_SEVERITY_CRITICAL,
} PpSeverity;

const char *pp_severity_to_string   (PpSeverity   self);
gboolean    pp_severity_from_string (const char  *text,
                                     PpSeverity  *self);

/**
 * PpConfidence:
 * @PP_CONFIDENCE_STATED: everything that it rests on was stated
 * @PP_CONFIDENCE_ASSUMED: something was not stated
 * @PP_CONFIDENCE_GUESSED: something was guessed from a name
 */
typedef enum {
  PP_CONFIDENCE_STATED,
  PP_CONFIDENCE_ASSUMED,
  PP_CONFIDENCE_GUESSED,
} PpConfidence;

const char *pp_confidence_to_string (PpConfidence self);

/**
 * PpEvidence:
 * @element: the identifier of what was looked at
 * @property: what of it
 * @value: (nullable): the value; %NULL where it is not stated
 * @origin: where the value comes from
 */
typedef struct {
  char       *element;
  const char *property;
  JsonNode   *value;
  PpOrigin    origin;
} PpEvidence;

#define PP_TYPE_FINDING (pp_finding_get_type ())

/**
 * PpFinding:
 * @rule: what found it
 * @element: where the threat stands; with the rule this is its identity
 * @on: what the rule was tried on: the element itself, or a flow at it
 * @is_drawn: @on is an attack that somebody drew, and this is what it is
 * @methodology: the method that @category belongs to
 * @category: a STRIDE letter, or a category's key
 * @score: likelihood times impact, 1 to 25
 * @title: one line
 * @attack: ATT&CK techniques
 * @evidence: (element-type PpEvidence): why
 *
 * A threat that a rule found, as it was found; never changed. Reference-counted.
 */
typedef struct {
  /*< private >*/
  gatomicrefcount  ref_count;
  PpRuleSet       *rules;
  /*< public >*/
  const PpRule    *rule;
  char            *element;
  char            *on;
  gboolean         is_drawn;
  const char      *methodology;
  const char      *category;
  double           score;
  PpSeverity       severity;
  PpConfidence     confidence;
  char            *title;
  char           **attack;
  GPtrArray       *evidence;
} PpFinding;

GType       pp_finding_get_type (void) G_GNUC_CONST;
PpFinding  *pp_finding_ref      (PpFinding       *self);
void        pp_finding_unref    (PpFinding       *self);
gboolean    pp_finding_equal    (const PpFinding *a,
                                 const PpFinding *b);
int         pp_finding_compare  (const PpFinding *a,
                                 const PpFinding *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpFinding, pp_finding_unref)

/**
 * PpQuestion:
 * @element: whom it is about
 * @property: what is to be said of it
 * @text: the question, in English
 * @sentence: the same with `{name}` and `{fact}` where the name of the element and of the property stand
 * @name: of the element, or the stand-in for one
 * @rules: (array zero-terminated=1): the rules that an answer settles
 * @weight: how much that is
 */
typedef struct {
  char    *element;
  char    *property;
  char    *text;
  char    *sentence;
  char    *name;
  char   **rules;
  double   weight;
} PpQuestion;

PpQuestion *pp_question_copy (const PpQuestion *self);
void        pp_question_free (PpQuestion       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpQuestion, pp_question_free)

/**
 * PpQuestionSurvey:
 *
 * All questions, as little more than places: a large model has thousands, and few are ever read. They
 * are in no order until pp_question_survey_rank(). Valid until the next run or update of the analysis that it is from.
 */
typedef struct _PpQuestionSurvey PpQuestionSurvey;

void        pp_question_survey_free            (PpQuestionSurvey *self);
void        pp_question_survey_rank            (PpQuestionSurvey *self,
                                                guint             n_questions);
guint       pp_question_survey_get_n_questions (PpQuestionSurvey *self);
const char *pp_question_survey_get_element     (PpQuestionSurvey *self,
                                                guint             position);
const char *pp_question_survey_get_property    (PpQuestionSurvey *self,
                                                guint             position);
PpQuestion *pp_question_survey_dup_question    (PpQuestionSurvey *self,
                                                guint             position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpQuestionSurvey, pp_question_survey_free)

/**
 * PpRemedy:
 * @edits: (element-type PpEvidence): what would have to be so; the origins do not matter
 *
 * One of the smallest edits that close a finding.
 */
typedef struct {
  GPtrArray *edits;
} PpRemedy;

void pp_remedy_free (PpRemedy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRemedy, pp_remedy_free)

/* < private > */
PpEvidence *_pp_evidence_new  (const char *element,
                               const char *property,
                               JsonNode   *value,
                               PpOrigin    origin);
void        _pp_evidence_free (PpEvidence *self);

G_END_DECLS
