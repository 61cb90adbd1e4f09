/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tests of a condition: values that are compared, looked up in a list, matched, or missing. */

#include "pp-rule-evaluation-private.h"

static gboolean
compare_numbers (double        left,
                 double        right,
                 PpRuleCompare compare)
{
  switch (compare)
    {
    case PP_RULE_EQUAL:
      return left == right;
    case PP_RULE_UNEQUAL:
      return left != right;
    case PP_RULE_LESS:
      return left < right;
    case PP_RULE_AT_MOST:
      return left <= right;
    case PP_RULE_MORE:
      return left > right;
    default:
      return left >= right;
    }
}

/* Says of the leaves from @start on whether those without a value leave the answer open. Where they do not,
 * those of nothing say nothing. */
static void
settle (PpRuleEvaluation *self,
        guint             start,
        gboolean          open)
{
  guint kept = start;

  for (guint i = start; self->leaves != NULL && i < self->leaves->len; i++)
    {
      PpLeaf leaf = g_array_index (self->leaves, PpLeaf, i);

      leaf.open = open && leaf.value.type == PP_VALUE_UNKNOWN;
      if (leaf.open || leaf.place != PP_SUBJECT_NONE)
        g_array_index (self->leaves, PpLeaf, kept++) = leaf;
    }
  if (self->leaves != NULL)
    g_array_set_size (self->leaves, kept);
}

static gboolean
equal_names (PpRuleEvaluation *self,
             const PpValue    *left,
             const PpValue    *right)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, self->tried);
  g_autofree char *one = _pp_value_to_text (self->subjects, subject, left);
  g_autofree char *other = _pp_value_to_text (self->subjects, subject, right);

  return g_ascii_strcasecmp (one, other) == 0;
}

static gboolean
equal_values (PpRuleEvaluation *self,
              const PpValue    *left,
              const PpValue    *right)
{
  if (left->type == PP_VALUE_NAME || right->type == PP_VALUE_NAME)
    return equal_names (self, left, right);
  if (left->type != right->type)
    return FALSE;
  if (left->type == PP_VALUE_WORD)
    return left->word == right->word;
  return left->type != PP_VALUE_WORDS;
}

static PpTruth
compare_values (PpRuleEvaluation *self,
                const PpRuleNode *node,
                const PpValue    *left,
                const PpValue    *right,
                gboolean          asked)
{
  gboolean words = left->type == PP_VALUE_WORD || right->type == PP_VALUE_WORD;
  gboolean unequal = node->argument == PP_RULE_UNEQUAL;

  if (left->type == PP_VALUE_UNKNOWN || right->type == PP_VALUE_UNKNOWN)
    return words && !asked ? _pp_truth_of (unequal) : PP_TRUTH_UNKNOWN;
  if (left->type == PP_VALUE_NUMBER && right->type == PP_VALUE_NUMBER)
    return _pp_truth_of (compare_numbers (left->number, right->number, node->argument));
  if (node->argument != PP_RULE_EQUAL && !unequal)
    return PP_TRUTH_NO;
  return _pp_truth_of (equal_values (self, left, right) != unequal);
}

PpTruth
_pp_rule_evaluate_compare (PpRuleEvaluation *self,
                           guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = _pp_leaves_mark (self);
  gboolean asked = self->code->nodes[node->left].asked || self->code->nodes[index - 1].asked;
  PpValue left = _pp_rule_evaluate_value (self, node->left);
  PpValue right = _pp_rule_evaluate_value (self, index - 1);
  PpTruth result = compare_values (self, node, &left, &right, asked);

  settle (self, start, result == PP_TRUTH_UNKNOWN);
  return result;
}

static gboolean
lists (PpRuleEvaluation *self,
       const PpRuleNode *node,
       PpWord            word)
{
  for (guint i = 0; i < node->words.count; i++)
    if (self->code->words[node->words.first + i] == word)
      return TRUE;
  return FALSE;
}

PpTruth
_pp_rule_evaluate_list (PpRuleEvaluation *self,
                        guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = _pp_leaves_mark (self);
  PpValue value = _pp_rule_evaluate_value (self, index - 1);
  gboolean found = FALSE;

  if (value.type == PP_VALUE_UNKNOWN && self->code->nodes[index - 1].asked)
    return PP_TRUTH_UNKNOWN;
  settle (self, start, FALSE);
  if (node->op == PP_RULE_OP_IN)
    return _pp_truth_of (value.type == PP_VALUE_WORD && lists (self, node, value.word));
  for (guint i = 0; value.type == PP_VALUE_WORDS && i < value.n_words && !found; i++)
    found = lists (self, node, value.words[i]);
  return _pp_truth_of (found);
}

PpTruth
_pp_rule_evaluate_matches (PpRuleEvaluation *self,
                           guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = _pp_leaves_mark (self), place = self->tried;
  PpValue value = _pp_rule_evaluate_value (self, index - 1);
  g_autofree char *text = NULL;

  if (self->code->nodes[index - 1].op == PP_RULE_OP_PATH)
    place = _pp_rule_evaluation_walk (self, &self->code->nodes[index - 1]);
  if (value.type == PP_VALUE_UNKNOWN && self->code->nodes[index - 1].asked)
    return PP_TRUTH_UNKNOWN;
  settle (self, start, FALSE);
  if (value.type != PP_VALUE_WORD && value.type != PP_VALUE_NAME)
    return PP_TRUTH_NO;
  text = _pp_value_to_text (self->subjects, _pp_subjects_get (self->subjects, place), &value);
  return _pp_truth_of (g_regex_match (g_ptr_array_index (self->code->patterns, node->pattern), text, 0, NULL));
}

PpTruth
_pp_rule_evaluate_missing (PpRuleEvaluation *self,
                           guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint place;
  PpValue value = _pp_rule_evaluation_read (self, node, &place);
  gboolean known = node->op == PP_RULE_OP_KNOWN;

  if (place != PP_SUBJECT_NONE)
    _pp_leaves_push (self, (PpLeaf) {
      .place = place, .property = node->property, .value = value, .again = node->again, .silent = known
    });
  return _pp_truth_of (known ? value.type != PP_VALUE_UNKNOWN : _pp_rule_evaluation_is_missing (self, &value));
}
