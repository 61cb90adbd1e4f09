/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-rule-evaluation.h"

G_BEGIN_DECLS

/* What one rule says of one element. */
typedef struct {
  guint8        fires;
  guint8        silences;          /* it, or what a control has closed of it, hides other rules */
  guint8        asks;
  PpConfidence  confidence;
  double        score;
  guint         asked_place;       /* whose property would settle it */
  guint         asked_property;
  GPtrArray    *evidence;
} PpCell;

/* What is known of one element. */
typedef struct {
  PpCell    **cells;               /* by the rule's position in its class; NULL for "nothing" */
  guint       n_cells;
  guint       n_firing;
  guint       n_silencing;
  GPtrArray  *findings;            /* (nullable): that stand on it */
  guint8      all_dirty;
  guint8      queued;
  guint8      to_assemble;
  GArray     *dirty;               /* (nullable): of guint, positions of rules */
} PpState;

typedef struct {
  gboolean  prompts;
  gboolean  guess;
  char    **disabled_packs;
  char    **only_rules;
} PpRunOptions;

/* One analysis of one model: the subjects, what every rule says of each, and what follows. The parts
 * that do not touch the model may run in a thread. */
typedef struct {
  PpSubjects   *subjects;
  PpRuleSet    *rules;
  PpRunOptions  options;
  guint8       *active;            /* of rules */
  GPtrArray    *states;            /* of PpState, at the places of the subjects */
  GArray       *queue;             /* of guint: places with dirty rules */
  GArray       *assembly;          /* of guint: places whose findings must be put together again */
  GArray       *leaves;
} PpRun;

gboolean    _pp_run_options_allow    (const PpRunOptions *options,
                                      PpModel            *model,
                                      const PpRule       *rule);
PpRun      *_pp_run_new              (PpModel            *model,
                                      PpKinds            *kinds,
                                      PpRuleSet          *rules,
                                      const PpRunOptions *options);
void        _pp_run_free             (PpRun              *self);

/* Main thread: reads the model until @deadline; %TRUE when it is read. */
gboolean    _pp_run_build_step       (PpRun              *self,
                                      gint64              deadline);
/* Any thread: tries every rule on every element. */
void        _pp_run_evaluate_all     (PpRun              *self);

/* Main thread: takes in what has changed, and runs again what that can have changed. Adds the
 * identifiers of elements whose findings changed to @touched. FALSE when too much has changed for that
 * and everything must be built again. */
gboolean    _pp_run_update           (PpRun              *self,
                                      GPtrArray          *changes,
                                      GHashTable         *touched);

PpState    *_pp_run_state            (PpRun              *self,
                                      guint               place);
void        _pp_run_reset_state      (PpRun              *self,
                                      guint               place,
                                      GHashTable         *touched);
void        _pp_run_mark_all         (PpRun              *self,
                                      guint               place);
void        _pp_run_mark_rules       (PpRun              *self,
                                      guint               place,
                                      const GArray       *rules);
void        _pp_run_mark_assembly    (PpRun              *self,
                                      guint               place);
void        _pp_run_note_change      (PpRun              *self,
                                      guint               place,
                                      guint               property);
void        _pp_run_settle           (PpRun              *self,
                                      GHashTable         *touched);
/* Puts together the findings of the places that are marked for it. */
void        _pp_run_assemble         (PpRun              *self,
                                      GHashTable         *touched);
/* From which elements the way leads to @place. */
void        _pp_run_collect_readers  (PpRun              *self,
                                      guint               place,
                                      const PpRuleWay    *way,
                                      GArray             *readers);

/* The element that a rule's threat stands on when it was tried on @place. */
guint       _pp_run_stands_on        (PpRun              *self,
                                      const PpCompiledRule *rule,
                                      guint               place);
gboolean    _pp_run_is_silenced      (PpRun              *self,
                                      guint               place,
                                      const PpCompiledRule *rule);
char       *_pp_run_name_of          (PpRun              *self,
                                      guint               place);

void        _pp_run_find_root       (PpRun               *self,
                                      guint               *place,
                                      guint               *property);
void        _pp_run_find_question   (PpRun               *self,
                                      guint                tried,
                                      const PpCompiledRule *rule,
                                      PpCell              *cell);
char       *_pp_question_fill        (const char          *sentence,
                                      const char          *label,
                                      const char          *quoted);
PpQuestionSurvey *_pp_run_survey_questions (PpRun        *self,
                                      GHashTable         *elements);
GPtrArray  *_pp_run_list_remedies    (PpRun              *self,
                                      const PpFinding    *finding,
                                      guint               limit);

G_END_DECLS
