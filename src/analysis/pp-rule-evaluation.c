/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Evaluates a condition on one element, with three values. The leaves that made the answer are kept
 * on a stack: for `and` those of both sides, for `or` those of the side that was true, for `any` those
 * of the first item; what did not matter is taken off again. An answer that stays unknown keeps the
 * leaves that left it open. */

#include "pp-rule-evaluation.h"

static PpTruth evaluate (PpRuleEvaluation *self, guint index);
static PpValue evaluate_value (PpRuleEvaluation *self, guint index);

static guint
mark (PpRuleEvaluation *self)
{
  return self->leaves != NULL ? self->leaves->len : 0;
}

static void
drop (PpRuleEvaluation *self,
      guint             start)
{
  if (self->leaves != NULL)
    g_array_set_size (self->leaves, start);
}

static void
drop_between (PpRuleEvaluation *self,
              guint             start,
              guint             end)
{
  if (self->leaves != NULL)
    g_array_remove_range (self->leaves, start, end - start);
}

static void
push (PpRuleEvaluation *self,
      PpLeaf            leaf)
{
  if (self->leaves != NULL)
    g_array_append_val (self->leaves, leaf);
}

static PpTruth
truth_of (gboolean yes)
{
  return yes ? PP_TRUTH_YES : PP_TRUTH_NO;
}

/* --- Paths -------------------------------------------------------------------------------------- */

static guint
walk (PpRuleEvaluation *self,
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
static PpValue
read_path (PpRuleEvaluation *self,
           const PpRuleNode *node,
           guint            *place)
{
  PpValue value;

  *place = walk (self, node);
  if (*place == PP_SUBJECT_NONE)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  value = _pp_subjects_read (self->subjects, *place, node->property);
  if (G_UNLIKELY (self->no_controls || self->suppositions != NULL))
    value = suppose (self, *place, node->property, value);
  return value;
}

static gboolean
is_missing (PpRuleEvaluation *self,
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
      return truth_of (value->number != 0);
    default:
      return truth_of (!is_missing (self, value));
    }
}

/* --- Numbers ------------------------------------------------------------------------------------ */

static gboolean
holds (PpRuleEvaluation *self,
       guint             index)
{
  guint start = mark (self);
  gboolean yes = evaluate (self, index) == PP_TRUTH_YES;

  drop (self, start);
  return yes;
}

static PpValue
number (double value)
{
  return (PpValue) { .type = PP_VALUE_NUMBER, .origin = PP_ORIGIN_DERIVED, .number = value };
}

static PpValue
evaluate_arithmetic (PpRuleEvaluation *self,
                     guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  PpValue left = evaluate_value (self, node->left);
  PpValue right = evaluate_value (self, index - 1);

  if (left.type != PP_VALUE_NUMBER || right.type != PP_VALUE_NUMBER)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  if (node->op == PP_RULE_OP_ADD)
    return number (left.number + right.number);
  if (node->op == PP_RULE_OP_SUBTRACT)
    return number (left.number - right.number);
  return number (left.number * right.number);
}

/* Leaves out what is not known. */
static PpValue
evaluate_extreme (PpRuleEvaluation *self,
                  guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = mark (self);
  PpValue left = evaluate_value (self, node->left);
  guint middle = mark (self);
  PpValue right = evaluate_value (self, index - 1);
  gboolean first;

  if (left.type != PP_VALUE_NUMBER && right.type != PP_VALUE_NUMBER)
    return (PpValue) { .type = PP_VALUE_UNKNOWN };
  if (right.type != PP_VALUE_NUMBER)
    {
      drop (self, middle);
      return left;
    }
  if (left.type != PP_VALUE_NUMBER)
    {
      drop_between (self, start, middle);
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
  PpValue value = read_path (self, node, &place);

  push (self, (PpLeaf) {
    .place = place, .property = node->property, .value = value, .open = value.type == PP_VALUE_UNKNOWN,
    .again = node->again
  });
  return value;
}

static PpValue evaluate_count (PpRuleEvaluation *self, guint index);

static PpValue
evaluate_value (PpRuleEvaluation *self,
                guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];

  switch (node->op)
    {
    case PP_RULE_OP_NUMBER:
      return number (node->number);
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
      return evaluate_value (self, holds (self, node->condition) ? node->left : index - 1);
    case PP_RULE_OP_COUNT:
      return evaluate_count (self, index);
    default:
      break;
    }
  switch (evaluate (self, index))
    {
    case PP_TRUTH_YES:
      return (PpValue) { .type = PP_VALUE_TRUE };
    case PP_TRUTH_NO:
      return (PpValue) { .type = PP_VALUE_FALSE };
    default:
      return (PpValue) { .type = PP_VALUE_UNKNOWN };
    }
}

/* --- Tests -------------------------------------------------------------------------------------- */

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
    return words && !asked ? truth_of (unequal) : PP_TRUTH_UNKNOWN;
  if (left->type == PP_VALUE_NUMBER && right->type == PP_VALUE_NUMBER)
    return truth_of (compare_numbers (left->number, right->number, node->argument));
  if (node->argument != PP_RULE_EQUAL && !unequal)
    return PP_TRUTH_NO;
  return truth_of (equal_values (self, left, right) != unequal);
}

static PpTruth
evaluate_compare (PpRuleEvaluation *self,
                  guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = mark (self);
  gboolean asked = self->code->nodes[node->left].asked || self->code->nodes[index - 1].asked;
  PpValue left = evaluate_value (self, node->left);
  PpValue right = evaluate_value (self, index - 1);
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

static PpTruth
evaluate_list (PpRuleEvaluation *self,
               guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = mark (self);
  PpValue value = evaluate_value (self, index - 1);
  gboolean found = FALSE;

  if (value.type == PP_VALUE_UNKNOWN && self->code->nodes[index - 1].asked)
    return PP_TRUTH_UNKNOWN;
  settle (self, start, FALSE);
  if (node->op == PP_RULE_OP_IN)
    return truth_of (value.type == PP_VALUE_WORD && lists (self, node, value.word));
  for (guint i = 0; value.type == PP_VALUE_WORDS && i < value.n_words && !found; i++)
    found = lists (self, node, value.words[i]);
  return truth_of (found);
}

static PpTruth
evaluate_matches (PpRuleEvaluation *self,
                  guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint start = mark (self), place = self->tried;
  PpValue value = evaluate_value (self, index - 1);
  g_autofree char *text = NULL;

  if (self->code->nodes[index - 1].op == PP_RULE_OP_PATH)
    place = walk (self, &self->code->nodes[index - 1]);
  if (value.type == PP_VALUE_UNKNOWN && self->code->nodes[index - 1].asked)
    return PP_TRUTH_UNKNOWN;
  settle (self, start, FALSE);
  if (value.type != PP_VALUE_WORD && value.type != PP_VALUE_NAME)
    return PP_TRUTH_NO;
  text = _pp_value_to_text (self->subjects, _pp_subjects_get (self->subjects, place), &value);
  return truth_of (g_regex_match (g_ptr_array_index (self->code->patterns, node->pattern), text, 0, NULL));
}

static PpTruth
evaluate_missing (PpRuleEvaluation *self,
                  guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  guint place;
  PpValue value = read_path (self, node, &place);
  gboolean known = node->op == PP_RULE_OP_KNOWN;

  if (place != PP_SUBJECT_NONE)
    push (self, (PpLeaf) {
      .place = place, .property = node->property, .value = value, .again = node->again, .silent = known
    });
  return truth_of (known ? value.type != PP_VALUE_UNKNOWN : is_missing (self, &value));
}

/* --- And, or, not ------------------------------------------------------------------------------- */

static PpTruth
evaluate_and (PpRuleEvaluation *self,
              guint             index)
{
  guint start = mark (self), middle;
  PpTruth left = evaluate (self, self->code->nodes[index].left);
  PpTruth right;

  if (left == PP_TRUTH_NO)
    return left;
  middle = mark (self);
  right = evaluate (self, index - 1);
  if (right == PP_TRUTH_NO)
    {
      drop_between (self, start, middle);
      return right;
    }
  return left == PP_TRUTH_YES ? right : left;
}

static PpTruth
evaluate_or (PpRuleEvaluation *self,
             guint             index)
{
  guint start = mark (self), middle;
  PpTruth left = evaluate (self, self->code->nodes[index].left);
  PpTruth right;

  if (left == PP_TRUTH_YES)
    return left;
  middle = mark (self);
  right = evaluate (self, index - 1);
  if (right == PP_TRUTH_YES)
    drop_between (self, start, middle);
  return right == PP_TRUTH_NO ? left : right;
}

static PpTruth
evaluate_not (PpRuleEvaluation *self,
              guint             index)
{
  switch (evaluate (self, index - 1))
    {
    case PP_TRUTH_YES:
      return PP_TRUTH_NO;
    case PP_TRUTH_NO:
      return PP_TRUTH_YES;
    default:
      return PP_TRUTH_UNKNOWN;
    }
}

/* --- Sets --------------------------------------------------------------------------------------- */

typedef struct {
  PpRuleEvaluation *self;
  guint             index;
  guint             start;
  PpTruth           result;       /* of any, all or none */
  guint             count;
} Quantifier;

/* Tries one item. FALSE when the others do not matter any more. */
static gboolean
try_item (Quantifier *quantifier,
          guint       item)
{
  PpRuleEvaluation *self = quantifier->self;
  PpRuleOp op = self->code->nodes[quantifier->index].op;
  guint before = mark (self), outer = self->item;
  PpTruth answer;

  self->item = item;
  answer = evaluate (self, quantifier->index - 1);
  self->item = outer;

  if (op == PP_RULE_OP_COUNT)
    {
      drop (self, before);
      quantifier->count += answer == PP_TRUTH_YES;
      return TRUE;
    }
  if (answer == PP_TRUTH_UNKNOWN)
    {
      quantifier->result = PP_TRUTH_UNKNOWN;
      return TRUE;
    }
  if ((answer == PP_TRUTH_YES) == (op == PP_RULE_OP_ALL))
    {
      if (op != PP_RULE_OP_ALL)
        drop (self, before);
      return TRUE;
    }
  /* This item decides; the leaves of those before it did not matter. */
  drop_between (self, quantifier->start, before);
  quantifier->result = truth_of (op == PP_RULE_OP_ANY);
  return FALSE;
}

static gboolean
try_flows (Quantifier   *quantifier,
           const GArray *flows)
{
  const PpSubjects *subjects = quantifier->self->subjects;

  for (guint i = 0; i < flows->len; i++)
    if (_pp_subjects_get (subjects, _pp_places_at (flows, i))->flow_use == PP_FLOW_TRAFFIC &&
        !try_item (quantifier, _pp_places_at (flows, i)))
      return FALSE;
  return TRUE;
}

static gboolean
try_places (Quantifier   *quantifier,
            const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    if (!try_item (quantifier, _pp_places_at (places, i)))
      return FALSE;
  return TRUE;
}

/* Those whose innermost boundary is @zone, without the element that is tried. */
static void
try_members (Quantifier *quantifier,
             guint       zone)
{
  const PpSubjects *subjects = quantifier->self->subjects;
  const GArray *contained;

  if (zone == PP_SUBJECT_NONE)
    return;
  contained = _pp_subjects_get (subjects, zone)->contained;
  for (guint i = 0; i < contained->len; i++)
    {
      guint place = _pp_places_at (contained, i);
      const PpSubject *member = _pp_subjects_get (subjects, place);

      if (place != quantifier->self->tried && _pp_subject_is_node (member) &&
          _pp_subject_zone (member) == zone && !try_item (quantifier, place))
        return;
    }
}

static void
try_neighbours (Quantifier      *quantifier,
                const PpSubject *tried)
{
  const PpSubjects *subjects = quantifier->self->subjects;
  const GArray *sides[] = { tried->leaving, tried->entering };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < sides[side]->len; i++)
      {
        const PpSubject *flow = _pp_subjects_get (subjects, _pp_places_at (sides[side], i));
        guint other = side == 0 ? flow->target : flow->source;

        if (flow->flow_use == PP_FLOW_TRAFFIC && other != PP_SUBJECT_NONE &&
            other != quantifier->self->tried && g_hash_table_add (seen, GUINT_TO_POINTER (other + 1)) &&
            !try_item (quantifier, other))
          return;
      }
}

static void
run_quantifier (Quantifier *quantifier)
{
  PpRuleEvaluation *self = quantifier->self;
  const PpSubject *tried = _pp_subjects_get (self->subjects, self->tried);

  quantifier->start = mark (self);
  switch (self->code->nodes[quantifier->index].argument)
    {
    case PP_RULE_SET_INFLOWS:
      try_flows (quantifier, tried->entering);
      break;
    case PP_RULE_SET_OUTFLOWS:
      try_flows (quantifier, tried->leaving);
      break;
    case PP_RULE_SET_FLOWS:
      if (try_flows (quantifier, tried->entering))
        try_flows (quantifier, tried->leaving);
      break;
    case PP_RULE_SET_NEIGHBOURS:
      try_neighbours (quantifier, tried);
      break;
    case PP_RULE_SET_PEERS:
      try_members (quantifier, _pp_subject_zone (tried));
      break;
    case PP_RULE_SET_MEMBERS:
      try_members (quantifier, self->tried);
      break;
    case PP_RULE_SET_CROSSED:
      try_places (quantifier, tried->crossings);
      break;
    default:
      try_flows (quantifier, tried->crossing);
      break;
    }
}

static PpTruth
evaluate_quantifier (PpRuleEvaluation *self,
                     guint             index)
{
  PpRuleOp op = self->code->nodes[index].op;
  Quantifier quantifier = { self, index, 0, truth_of (op != PP_RULE_OP_ANY), 0 };

  run_quantifier (&quantifier);
  return quantifier.result;
}

static PpValue
evaluate_count (PpRuleEvaluation *self,
                guint             index)
{
  Quantifier quantifier = { self, index, 0, PP_TRUTH_UNKNOWN, 0 };
  PpValue value;

  run_quantifier (&quantifier);
  value = number (quantifier.count);
  push (self, (PpLeaf) {
    .place = self->tried, .property = PP_PROPERTY_NONE, .value = value,
    .set = self->code->nodes[index].argument, .silent = TRUE
  });
  return value;
}

static PpTruth
evaluate (PpRuleEvaluation *self,
          guint             index)
{
  const PpRuleNode *node = &self->code->nodes[index];
  PpValue value;

  switch (node->op)
    {
    case PP_RULE_OP_TRUTH:
      return truth_of (node->truth);
    case PP_RULE_OP_AND:
      return evaluate_and (self, index);
    case PP_RULE_OP_OR:
      return evaluate_or (self, index);
    case PP_RULE_OP_NOT:
      return evaluate_not (self, index);
    case PP_RULE_OP_COMPARE:
      return evaluate_compare (self, index);
    case PP_RULE_OP_IN:
    case PP_RULE_OP_HAS:
      return evaluate_list (self, index);
    case PP_RULE_OP_MATCHES:
      return evaluate_matches (self, index);
    case PP_RULE_OP_MISSING:
    case PP_RULE_OP_KNOWN:
      return evaluate_missing (self, index);
    case PP_RULE_OP_ANY:
    case PP_RULE_OP_ALL:
    case PP_RULE_OP_NONE:
      return evaluate_quantifier (self, index);
    default:
      value = evaluate_value (self, index);
      return truth_of_value (self, &value);
    }
}

PpTruth
_pp_rule_evaluate (PpRuleEvaluation *self,
                   const PpRuleCode *code)
{
  self->code = code;
  self->item = PP_SUBJECT_NONE;
  drop (self, 0);
  return evaluate (self, code->n_nodes - 1);
}

double
_pp_rule_evaluate_number (PpRuleEvaluation *self,
                          const PpRuleCode *code,
                          double            fallback)
{
  PpValue value;

  self->code = code;
  self->item = PP_SUBJECT_NONE;
  drop (self, 0);
  value = evaluate_value (self, code->n_nodes - 1);
  return value.type == PP_VALUE_NUMBER ? value.number : fallback;
}
