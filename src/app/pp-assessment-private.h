/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-assessment.h"

G_BEGIN_DECLS

struct _PpAssessment {
  GObject        parent_instance;

  /* Owned */
  PpHistory     *history;
  PpAnalysis    *analysis;
  GCancellable  *running;       /* while a thread is at work */
  GPtrArray     *waiting;       /* changes of the model that were not looked at yet */
  GHashTable    *items;         /* by key, as last listed: what is the same stays the same object */
  GPtrArray     *list;          /* (nullable): the same in order, while they are of now */
  PpQuestionSurvey *questions;  /* (nullable): of the whole model, until something changes */
  GHashTable    *skipped;       /* questions that nobody can answer now */

  /* State */
  guint          idle;
  gboolean       ready;
  gboolean       untold;        /* something is different, and nobody knows yet */
  gboolean       prompts;
  gboolean       guess;
};

PpModel          *_pp_assessment_get_model  (PpAssessment     *self);
/* Looks again, or tells, when the program is idle. */
void              _pp_assessment_queue      (PpAssessment     *self);
/* Both are made once for each change; the assessment keeps them. */
GPtrArray        *_pp_assessment_list_all   (PpAssessment     *self);
PpQuestionSurvey *_pp_assessment_survey_all (PpAssessment     *self);
gboolean          _pp_assessment_is_skipped (PpAssessment     *self,
                                             PpQuestionSurvey *survey,
                                             guint             position);

G_END_DECLS
