/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Evaluates a condition on one element, with three values. The leaves that made the answer are kept
 * on a stack: for `and` those of both sides, for `or` those of the side that was true, for `any` those
 * of the surest item; what did not matter is taken off again. An answer that stays unknown keeps the
 * leaves that left it open. */

#include "pp-rule-evaluation-private.h"

/* --- Paths -------------------------------------------------------------------------------------- */

guint
_pp_rule_evaluation_walk (PpRuleEvaluation *self,
                          const PpRuleNode *node)
{
  guint place = self->tried;

  for (guint i = 0; i < node->n_steps && place != PP_SUBJECT_NONE; i++)
    {
      const PpSubject *subject = _pp_subjects_get (self->subjects, place);

      switch (node->steps[i])
        {
        case PP_RULE_STEP_IT:
          place = self->item;
          break;
        case PP_RULE_STEP_SOURCE:
          place = subject->source;
          break;
        case PP_RULE_STEP_TARGET:
          place = subject->target;
          break;
        default:
          place = _pp_subject_zone (subject);
          break;
        }
    }
  return place;
}

static PpValue
suppose (PpRuleEvaluation *self,
         guint             place,
         guint             property,
         PpValue           value)
{
  if (self->no_controls && value.type != PP_VALUE_FALSE &&
      _pp_vocabulary_is_control (self->subjects->rules->vocabulary, property))
    return (PpValue) { .type = PP_VALUE_FALSE, .origin = PP_ORIGIN_DERIVED };
  for (guint i = 0; self->suppositions != NULL && i < self->suppositions->len; i++)
    {
      const PpSupposition *supposition = &g_array_index (self->suppositions, PpSupposition, i);

      if (supposition->place == place && supposition->property == property)
        return supposition->value;
    }
  return value;
}

/* Reads a property; what has no subject, such as the source of a flow that hangs in the air, is not
 * stated. */
PpValue
_pp_rule_evaluation_read (PpRuleEvaluation *self,
                          const PpRuleNode *node,
                          guint            *place)
{
  PpValue value;

  *place = _pp_rule_evaluation_walk (self, node);
  if (*place == PP_SUBJECT_NONE)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  value = _pp_subjects_read (self->subjects, *place, node->property);
  if (G_UNLIKELY (self->no_controls || self->suppositions != NULL))
    value = suppose (self, *place, node->property, value);
  return value;
}

gboolean
_pp_rule_evaluation_is_missing (PpRuleEvaluation *self,
                                const PpValue    *value)
{
  return value->type == PP_VALUE_UNKNOWN || value->type == PP_VALUE_FALSE ||
         (value->type == PP_VALUE_WORD && value->word == self->subjects->none_word) ||
         (value->type == PP_VALUE_WORDS && value->n_words == 0);
}

static PpTruth
truth_of_value (PpRuleEvaluation *self,
                const PpValue    *value)
{
  switch (value->type)
    {
    case PP_VALUE_UNKNOWN:
      return PP_TRUTH_UNKNOWN;
    case PP_VALUE_NUMBER:
      return _pp_truth_of (value->number != 0);
    default:
      return _pp_truth_of (!_pp_rule_evaluation_is_missing (self, value));
    }
}

/* --- Numbers ------------------------------------------------------------------------------------ */

static gboolean
holds (PpRuleEvaluation *self,
       guint             index)
{
  guint start = _pp_leaves_mark (self);
  gboolean yes = _pp_rule_evaluate_node (self, index) == PP_TRUTH_YES;

  _pp_leaves_drop (self, start);
  return yes;
}

static PpValue
evaluate_arithmetic (PpRuleEvaluation *self,
                     guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  PpValue left = _pp_rule_evaluate_value (self, node->left);
  PpValue right = _pp_rule_evaluate_value (self, index - 1);

  if (left.type != PP_VALUE_NUMBER || right.type != PP_VALUE_NUMBER)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  if (node->op == PP_RULE_OP_ADD)
    return _pp_rule_number (left.number + right.number);
  if (node->op == PP_RULE_OP_SUBTRACT)
    return _pp_rule_number (left.number - right.number);
  return _pp_rule_number (left.number * right.number);
}

/* Leaves out what is not known. */
static PpValue
evaluate_extreme (PpRuleEvaluation *self,
                  guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = _pp_leaves_mark (self);
  PpValue left = _pp_rule_evaluate_value (self, node->left);
  guint middle = _pp_leaves_mark (self);
  PpValue right = _pp_rule_evaluate_value (self, index - 1);
  gboolean first;

  if (left.type != PP_VALUE_NUMBER && right.type != PP_VALUE_NUMBER)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  if (right.type != PP_VALUE_NUMBER)
    {
      _pp_leaves_drop (self, middle);
      return left;
    }
  if (left.type != PP_VALUE_NUMBER)
    {
      _pp_leaves_drop_between (self, start, middle);
      return right;
    }
  first = node->op == PP_RULE_OP_MAX ? left.number >= right.number : left.number <= right.number;
  return first ? left : right;
}

static PpValue
evaluate_path (PpRuleEvaluation *self,
               guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint place;
  PpValue value = _pp_rule_evaluation_read (self, node, &place);

  _pp_leaves_push (self, (PpLeaf) {
    .place = place, .property = node->property, .value = value, .open = value.type == PP_VALUE_UNKNOWN,
    .again = node->again
  });
  return value;
}

PpValue
_pp_rule_evaluate_value (PpRuleEvaluation *self,
                         guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];

  switch (node->op)
    {
    case PP_RULE_OP_NUMBER:
      return _pp_rule_number (node->number);
    case PP_RULE_OP_WORD:
      return (PpValue) { .type = PP_VALUE_WORD, .word = node->word };
    case PP_RULE_OP_PATH:
      return evaluate_path (self, index);
    case PP_RULE_OP_ADD:
    case PP_RULE_OP_SUBTRACT:
    case PP_RULE_OP_MULTIPLY:
      return evaluate_arithmetic (self, index);
    case PP_RULE_OP_MAX:
    case PP_RULE_OP_MIN:
      return evaluate_extreme (self, index);
    case PP_RULE_OP_IF:
      return _pp_rule_evaluate_value (self, holds (self, node->condition) ? node->left : index - 1);
    case PP_RULE_OP_COUNT:
      return _pp_rule_evaluate_count (self, index);
    default:
      break;
    }
  switch (_pp_rule_evaluate_node (self, index))
    {
    case PP_TRUTH_YES:
      return (PpValue) { .type = PP_VALUE_TRUE };
    case PP_TRUTH_NO:
      return (PpValue) { .type = PP_VALUE_FALSE };
    default:
      return (PpValue) { .type = PP_VALUE_UNKNOWN };
    }
}

/* --- And, or, not ------------------------------------------------------------------------------- */

static PpTruth
evaluate_and (PpRuleEvaluation *self,
              guint             index)
{
  guint start = _pp_leaves_mark (self), middle;
  PpTruth left = _pp_rule_evaluate_node (self, self->code->nodes[index].left);
  PpTruth right;

  if (left == PP_TRUTH_NO)
    return left;
  middle = _pp_leaves_mark (self);
  right = _pp_rule_evaluate_node (self, index - 1);
  if (right == PP_TRUTH_NO)
    {
      _pp_leaves_drop_between (self, start, middle);
      return right;
    }
  return left == PP_TRUTH_YES ? right : left;
}

static PpTruth
evaluate_or (PpRuleEvaluation *self,
             guint             index)
{
  guint start = _pp_leaves_mark (self), middle;
  PpTruth left = _pp_rule_evaluate_node (self, self->code->nodes[index].left);
  PpTruth right;

  if (left == PP_TRUTH_YES)
    return left;
  middle = _pp_leaves_mark (self);
  right = _pp_rule_evaluate_node (self, index - 1);
  if (right == PP_TRUTH_YES)
    _pp_leaves_drop_between (self, start, middle);
  return right == PP_TRUTH_NO ? left : right;
}

static PpTruth
evaluate_not (PpRuleEvaluation *self,
              guint             index)
{
  switch (_pp_rule_evaluate_node (self, index - 1))
    {
    case PP_TRUTH_YES:
      return PP_TRUTH_NO;
    case PP_TRUTH_NO:
      return PP_TRUTH_YES;
    default:
      return PP_TRUTH_UNKNOWN;
    }
}

PpTruth
_pp_rule_evaluate_node (PpRuleEvaluation *self,
                        guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  PpValue value;

  switch (node->op)
    {
    case PP_RULE_OP_TRUTH:
      return _pp_truth_of (node->truth);
    case PP_RULE_OP_AND:
      return evaluate_and (self, index);
    case PP_RULE_OP_OR:
      return evaluate_or (self, index);
    case PP_RULE_OP_NOT:
      return evaluate_not (self, index);
    case PP_RULE_OP_COMPARE:
      return _pp_rule_evaluate_compare (self, index);
    case PP_RULE_OP_IN:
    case PP_RULE_OP_HAS:
      return _pp_rule_evaluate_list (self, index);
    case PP_RULE_OP_MATCHES:
      return _pp_rule_evaluate_matches (self, index);
    case PP_RULE_OP_MISSING:
    case PP_RULE_OP_KNOWN:
      return _pp_rule_evaluate_missing (self, index);
    case PP_RULE_OP_ANY:
    case PP_RULE_OP_ALL:
    case PP_RULE_OP_NONE:
      return _pp_rule_evaluate_quantifier (self, index);
    default:
      value = _pp_rule_evaluate_value (self, index);
      return truth_of_value (self, &value);
    }
}

PpTruth
_pp_rule_evaluate (PpRuleEvaluation *self,
                   const PpRuleCode *code)
{
  self->code = code;
  self->item = PP_SUBJECT_NONE;
  _pp_leaves_drop (self, 0);
  return _pp_rule_evaluate_node (self, code->n_nodes - 1);
}

PpConfidence
_pp_leaves_get_confidence (const GArray *leaves,
                           guint         start)
{
  PpConfidence confidence = PP_CONFIDENCE_STATED;

  for (guint i = start; i < leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (leaves, PpLeaf, i);

      if (leaf->silent)
        continue;
      if (leaf->value.origin == PP_ORIGIN_GUESSED)
        return PP_CONFIDENCE_GUESSED;
      if (leaf->value.type == PP_VALUE_UNKNOWN)
        confidence = PP_CONFIDENCE_ASSUMED;
    }
  return confidence;
}

double
_pp_rule_evaluate_number (PpRuleEvaluation *self,
                          const PpRuleCode *code,
                          double            fallback)
{
  PpValue value;

  self->code = code;
  self->item = PP_SUBJECT_NONE;
  _pp_leaves_drop (self, 0);
  value = _pp_rule_evaluate_value (self, code->n_nodes - 1);
  return value.type == PP_VALUE_NUMBER ? value.number : fallback;
}
