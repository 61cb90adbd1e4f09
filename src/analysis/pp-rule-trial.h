/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-rule-fault.h"

G_BEGIN_DECLS

/**
 * PpTriedRule:
 * @rule: one of the text's rules
 * @start: where it begins in the text, in bytes
 * @end: behind its last byte
 * @findings: (element-type PpFinding): what it finds in the model now
 * @questions: (element-type PpQuestion): what would settle the rest
 */
typedef struct {
  const PpRule *rule;
  gsize         start;
  gsize         end;
  GPtrArray    *findings;
  GPtrArray    *questions;
} PpTriedRule;

#define PP_TYPE_RULE_TRIAL (pp_rule_trial_get_type ())

/**
 * PpRuleTrial:
 *
 * Tries a file of rules on a model while the one is typed and the other is drawn: a moment after either
 * has changed, the text is compiled in a thread, together with the rules that come with the program and
 * those of the user's other files, and its rules, no others, are run. Faults and what was found are told
 * by #PpRuleTrial::changed. Does not change the model. Main thread only; has no widgets.
 */
G_DECLARE_FINAL_TYPE (PpRuleTrial, pp_rule_trial, PP, RULE_TRIAL, GObject)

/**
 * PpRuleTrial::changed:
 * @self: the trial
 *
 * Emitted when a text has been tried, or has turned out to be faulty.
 */

PpRuleTrial *pp_rule_trial_new         (PpModel     *model,
                                        PpKinds     *kinds);
void         pp_rule_trial_set_guess   (PpRuleTrial *self,
                                        gboolean     guess);
void         pp_rule_trial_set_text    (PpRuleTrial *self,
                                        const char  *text,
                                        const char  *path);
void         pp_rule_trial_set_shipped (PpRuleTrial *self,
                                        const char  *text);
/* Whether what is told is not of the present text and model yet. */
gboolean     pp_rule_trial_is_busy     (PpRuleTrial *self);
/* (nullable) */
const PpRuleFault *pp_rule_trial_get_fault (PpRuleTrial *self);
/* (transfer none) (element-type PpTriedRule): of the last text without a fault, in its order. */
GPtrArray   *pp_rule_trial_get_rules   (PpRuleTrial *self);
/* (nullable): what a property of an element is to the rules, see pp_analysis_dup_value() */
PpAnalysis  *pp_rule_trial_get_analysis (PpRuleTrial *self);

G_END_DECLS
