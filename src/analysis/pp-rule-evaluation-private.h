/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-rule-evaluation.h"

G_BEGIN_DECLS

/* What the parts of the evaluation share: the node at an index is evaluated, and its leaves are left on the stack. */

PpTruth _pp_rule_evaluate_node       (PpRuleEvaluation *self,
                                      guint             index);
PpValue _pp_rule_evaluate_value      (PpRuleEvaluation *self,
                                      guint             index);

/* Where a path leads, and what stands there. */
guint   _pp_rule_evaluation_walk     (PpRuleEvaluation *self,
                                      const PpRuleNode *node);
PpValue _pp_rule_evaluation_read     (PpRuleEvaluation *self,
                                      const PpRuleNode *node,
                                      guint            *place);
gboolean _pp_rule_evaluation_is_missing (PpRuleEvaluation *self,
                                      const PpValue    *value);

/* Tests of values. */
PpTruth _pp_rule_evaluate_compare    (PpRuleEvaluation *self,
                                      guint             index);
PpTruth _pp_rule_evaluate_list       (PpRuleEvaluation *self,
                                      guint             index);
PpTruth _pp_rule_evaluate_matches    (PpRuleEvaluation *self,
                                      guint             index);
PpTruth _pp_rule_evaluate_missing    (PpRuleEvaluation *self,
                                      guint             index);

/* Sets. */
PpTruth _pp_rule_evaluate_quantifier (PpRuleEvaluation *self,
                                      guint             index);
PpValue _pp_rule_evaluate_count      (PpRuleEvaluation *self,
                                      guint             index);

static inline PpValue
_pp_rule_number (double value)
{
  return (PpValue) { .type = PP_VALUE_NUMBER, .origin = PP_ORIGIN_DERIVED, .number = value };
}

static inline PpTruth
_pp_truth_of (gboolean yes)
{
  return yes ? PP_TRUTH_YES : PP_TRUTH_NO;
}

/* The stack of leaves. */

static inline guint
_pp_leaves_mark (PpRuleEvaluation *self)
{
  return self->leaves != NULL ? self->leaves->len : 0;
}

static inline void
_pp_leaves_drop (PpRuleEvaluation *self,
                 guint             start)
{
  if (self->leaves != NULL)
    g_array_set_size (self->leaves, start);
}

static inline void
_pp_leaves_drop_between (PpRuleEvaluation *self,
                         guint             start,
                         guint             end)
{
  if (self->leaves != NULL)
    g_array_remove_range (self->leaves, start, end - start);
}

static inline void
_pp_leaves_push (PpRuleEvaluation *self,
                 PpLeaf            leaf)
{
  if (self->leaves != NULL)
    g_array_append_val (self->leaves, leaf);
}

G_END_DECLS
