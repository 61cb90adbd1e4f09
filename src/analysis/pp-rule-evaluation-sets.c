/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sets of a condition: `any`, `all`, `none` and `count` over flows, neighbours and boundaries. */

#include "pp-rule-evaluation-private.h"

typedef struct {
  PpRuleEvaluation *self;
  guint             index;
  guint             start;
  PpTruth           result;       /* of any, all or none */
  guint             deciding;     /* the item whose leaves are kept, once the result is decided */
  PpConfidence      confidence;   /* of its leaves */
  guint             count;
} Quantifier;

/* Of several items that decide the surest counts, and of equals that which the file lists first: so how sure an
 * answer is does not depend on any order. FALSE when nobody asks for the leaves. */
static gboolean
decide (Quantifier *quantifier,
        guint       item,
        guint       before)
{
  PpRuleEvaluation *self = quantifier->self;
  PpConfidence confidence;

  quantifier->result = _pp_truth_of (self->code->nodes[quantifier->index].op == PP_RULE_OP_ANY);
  if (self->leaves == NULL)
    return FALSE;
  confidence = _pp_leaves_get_confidence (self->leaves, before);
  if (quantifier->deciding != PP_SUBJECT_NONE &&
      (confidence > quantifier->confidence ||
       (confidence == quantifier->confidence &&
        _pp_subjects_compare_in_file (self->subjects, item, quantifier->deciding) > 0)))
    {
      _pp_leaves_drop (self, before);
      return TRUE;
    }
  _pp_leaves_drop_between (self, quantifier->start, before);
  quantifier->deciding = item;
  quantifier->confidence = confidence;
  return TRUE;
}

/* Tries one item. FALSE when the others do not matter any more. */
static gboolean
try_item (Quantifier *quantifier,
          guint       item)
{
  PpRuleEvaluation *self = quantifier->self;
  PpRuleOp op = self->code->nodes[quantifier->index].op;
  guint before = _pp_leaves_mark (self), outer = self->item;
  PpTruth answer;

  self->item = item;
  answer = _pp_rule_evaluate_node (self, quantifier->index - 1);
  self->item = outer;

  if (op == PP_RULE_OP_COUNT)
    {
      _pp_leaves_drop (self, before);
      quantifier->count += answer == PP_TRUTH_YES;
      return TRUE;
    }
  if (answer == _pp_truth_of (op != PP_RULE_OP_ALL))
    return decide (quantifier, item, before);
  if (quantifier->deciding != PP_SUBJECT_NONE || answer == PP_TRUTH_NO)
    _pp_leaves_drop (self, before);
  else if (answer == PP_TRUTH_UNKNOWN)
    quantifier->result = PP_TRUTH_UNKNOWN;
  return TRUE;
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

  quantifier->start = _pp_leaves_mark (self);
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

PpTruth
_pp_rule_evaluate_quantifier (PpRuleEvaluation *self,
                              guint             index)
{
  PpRuleOp op = self->code->nodes[index].op;
  Quantifier quantifier = {
    .self = self, .index = index, .result = _pp_truth_of (op != PP_RULE_OP_ANY), .deciding = PP_SUBJECT_NONE
  };

  run_quantifier (&quantifier);
  return quantifier.result;
}

PpValue
_pp_rule_evaluate_count (PpRuleEvaluation *self,
                         guint             index)
{
  Quantifier quantifier = { .self = self, .index = index, .deciding = PP_SUBJECT_NONE };
  PpValue value;

  run_quantifier (&quantifier);
  value = _pp_rule_number (quantifier.count);
  _pp_leaves_push (self, (PpLeaf) {
    .place = self->tried, .property = PP_PROPERTY_NONE, .value = value,
    .set = self->code->nodes[index].argument, .silent = TRUE
  });
  return value;
}
