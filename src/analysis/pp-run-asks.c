/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one answer would settle what a rule leaves open, and to what question. */

#include "pp-run.h"

/* A store without a sensitivity of its own, or nothing. */
static guint
silent_store (PpRun *self,
              guint  place)
{
  PpValue value;

  if (place == PP_SUBJECT_NONE ||
      _pp_subjects_get (self->subjects, place)->subject_class != PP_SUBJECT_STORE)
    return PP_SUBJECT_NONE;
  value = _pp_subjects_read (self->subjects, place, PP_PROPERTY_SENSITIVITY);
  return value.type == PP_VALUE_UNKNOWN ? place : PP_SUBJECT_NONE;
}

/*
 * _pp_run_find_root:
 *
 * Turns a value that is not known into the property that is asked for: what a flow to a store carries is
 * asked of the store, once for all its flows; whether something can be reached from the internet follows
 * from its exposure.
 */
void
_pp_run_find_root (PpRun *self,
                   guint *place,
                   guint *property)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, *place);

  if (*property == PP_PROPERTY_SENSITIVITY && subject->subject_class == PP_SUBJECT_FLOW)
    {
      guint source = silent_store (self, subject->source), target = silent_store (self, subject->target);

      if (source != PP_SUBJECT_NONE && target == PP_SUBJECT_NONE)
        *place = source;
      else if (target != PP_SUBJECT_NONE && source == PP_SUBJECT_NONE)
        *place = target;
    }
  if (*property == PP_PROPERTY_INTERNET &&
      _pp_vocabulary_means (self->rules->vocabulary, PP_PROPERTY_EXPOSURE, subject->subject_class))
    *property = PP_PROPERTY_EXPOSURE;
}

static gboolean
have_one_root (PpRun        *self,
               const PpLeaf *a,
               const PpLeaf *b)
{
  guint place_a = a->place, place_b = b->place, property_a = a->property, property_b = b->property;

  if (place_a == PP_SUBJECT_NONE || place_b == PP_SUBJECT_NONE)
    return FALSE;
  _pp_run_find_root (self, &place_a, &property_a);
  _pp_run_find_root (self, &place_b, &property_b);
  return place_a == place_b && property_a == property_b;
}

/* The one value that leaves the answer open. NULL when there are several, or none. */
static const PpLeaf *
find_only_open_leaf (PpRun *self)
{
  const PpLeaf *only = NULL;

  for (guint i = 0; i < self->leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (self->leaves, PpLeaf, i);

      if (!leaf->open)
        continue;
      if (leaf->place == PP_SUBJECT_NONE || (only != NULL && !have_one_root (self, only, leaf)))
        return NULL;
      only = leaf;
    }
  return only;
}

static gboolean
is_path_of (const PpRuleNode *node,
            guint             property)
{
  return node->op == PP_RULE_OP_PATH && node->property == property;
}

/* What a value is compared with, if that is what a node does; else NULL. */
static const PpRuleNode *
find_limit (const PpRuleCode *code,
            guint             index,
            guint             property)
{
  const PpRuleNode *node = &code->nodes[index], *left = &code->nodes[node->left], *right = node - 1;

  if (node->op == PP_RULE_OP_COMPARE && is_path_of (left, property))
    return right;
  if (node->op == PP_RULE_OP_COMPARE && is_path_of (right, property))
    return left;
  if ((node->op == PP_RULE_OP_IN || node->op == PP_RULE_OP_HAS || node->op == PP_RULE_OP_MATCHES) &&
      is_path_of (right, property))
    return node;
  return NULL;
}

/* The answers that make a difference to a rule: numbers at each of its limits, else yes and no; none for words. */
static GArray *
list_answers (const PpRuleCode *code,
              guint             property)
{
  GArray *answers = g_array_new (FALSE, FALSE, sizeof (PpValue));
  const PpValue truths[] = { { .type = PP_VALUE_TRUE }, { .type = PP_VALUE_FALSE } };
  gboolean compares = FALSE;

  for (guint i = 1; i < code->n_nodes; i++)
    {
      const PpRuleNode *limit = find_limit (code, i, property);

      compares |= limit != NULL;
      for (int more = -1; more <= 1 && limit != NULL && limit->op == PP_RULE_OP_NUMBER; more++)
        {
          PpValue value = { .type = PP_VALUE_NUMBER, .number = limit->number + more };

          g_array_append_val (answers, value);
        }
    }
  if (!compares)
    g_array_append_vals (answers, truths, G_N_ELEMENTS (truths));
  return answers;
}

/* Whether the rule says yes or no, whatever the value is. */
static gboolean
settles (PpRun                *self,
         guint                 tried,
         const PpCompiledRule *rule,
         const PpLeaf         *leaf)
{
  g_autoptr (GArray) answers = list_answers (rule->condition, leaf->property);
  g_autoptr (GArray) suppositions = g_array_new (FALSE, FALSE, sizeof (PpSupposition));
  PpRuleEvaluation evaluation = { self->subjects, tried, .suppositions = suppositions };

  for (guint i = 0; i < answers->len; i++)
    {
      PpSupposition supposition = { leaf->place, leaf->property, g_array_index (answers, PpValue, i) };

      g_array_set_size (suppositions, 0);
      g_array_append_val (suppositions, supposition);
      if (_pp_rule_evaluate (&evaluation, rule->condition) == PP_TRUTH_UNKNOWN)
        return FALSE;
    }
  return answers->len > 0;
}

/* What a condition reads in several places can settle it although more is open in one of them. */
static const PpLeaf *
find_settling_leaf (PpRun                *self,
                    guint                 tried,
                    const PpCompiledRule *rule)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (self->leaves, PpLeaf, i);

      if (leaf->again && leaf->value.type == PP_VALUE_UNKNOWN && leaf->place != PP_SUBJECT_NONE &&
          settles (self, tried, rule, leaf))
        return leaf;
    }
  return NULL;
}

/* How sure the answer will be when what is open is stated. */
static PpConfidence
confidence_of_others (PpRun        *self,
                      const PpLeaf *asked)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (self->leaves, PpLeaf, i);

      if (leaf != asked && !leaf->open && !leaf->silent && leaf->value.type == PP_VALUE_UNKNOWN)
        return PP_CONFIDENCE_ASSUMED;
    }
  return PP_CONFIDENCE_STATED;
}

/*
 * _pp_run_find_question:
 *
 * Says in @cell what one answer would settle the rule, whose leaves the evaluation has left open.
 */
void
_pp_run_find_question (PpRun                *self,
                       guint                 tried,
                       const PpCompiledRule *rule,
                       PpCell               *cell)
{
  const PpLeaf *leaf = find_only_open_leaf (self);

  if (leaf == NULL)
    leaf = find_settling_leaf (self, tried, rule);
  if (leaf == NULL)
    return;
  cell->asks = TRUE;
  cell->asked_place = leaf->place;
  cell->asked_property = leaf->property;
  cell->confidence = confidence_of_others (self, leaf);
}
