/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The smallest edits that close a finding: the values that it rests on are supposed to be different, one
 * of them, then two, until the rule does not fire any more. Where several flows make the same finding,
 * all of them must be closed. What may be edited stands in the rule file under `remedies`: controls that
 * are put in place, and bad habits that are given up; nobody is told to do without a database. */

#include "pp-run.h"

#include "pp-json.h"

#include <string.h>

#define MAX_EDITS 4
#define MAX_FRONTIER 48

typedef struct {
  PpRun                *run;
  const PpCompiledRule *rule;
  GArray               *tried;       /* of guint: where the rule fires for this finding */
  GArray               *leaves;
} Search;

/* Where the rule still fires when @edits are made; its leaves are then in the search. */
static gboolean
still_fires (Search       *self,
             const GArray *edits)
{
  for (guint i = 0; i < self->tried->len; i++)
    {
      PpRuleEvaluation evaluation = {
        self->run->subjects, _pp_places_at (self->tried, i), FALSE, edits, self->leaves
      };

      if (_pp_rule_evaluate (&evaluation, self->rule->condition) == PP_TRUTH_YES)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_edited (const GArray *edits,
           const PpLeaf *leaf)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const PpSupposition *edit = &g_array_index (edits, PpSupposition, i);

      if (edit->place == leaf->place && edit->property == leaf->property)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_remedy (Search   *self,
             JsonNode *node,
             PpValue  *value)
{
  *value = (PpValue) { .origin = PP_ORIGIN_TYPED };
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    value->type = json_node_get_boolean (node) ? PP_VALUE_TRUE : PP_VALUE_FALSE;
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      value->type = PP_VALUE_WORD;
      value->word = _pp_words_intern (self->run->subjects->words, json_node_get_string (node));
    }
  else
    {
      value->type = PP_VALUE_NUMBER;
      value->number = json_node_get_double (node);
    }
  return TRUE;
}

static GArray *
with_edit (const GArray *edits,
           const PpLeaf *leaf,
           PpValue       value)
{
  GArray *more = g_array_sized_new (FALSE, FALSE, sizeof (PpSupposition), edits->len + 1);
  PpSupposition edit = { leaf->place, leaf->property, value };

  g_array_append_vals (more, edits->data, edits->len);
  g_array_append_val (more, edit);
  return more;
}

static gboolean
same_edits (const GArray *a,
            const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const PpSupposition *edit = &g_array_index (a, PpSupposition, i);
      PpLeaf leaf = { edit->place, edit->property };

      if (!is_edited (b, &leaf))
        return FALSE;
    }
  return TRUE;
}

static void
add_new (GPtrArray *list,
         GArray    *edits)
{
  for (guint i = 0; i < list->len; i++)
    if (same_edits (g_ptr_array_index (list, i), edits))
      {
        g_array_unref (edits);
        return;
      }
  g_ptr_array_add (list, edits);
}

/* One more edit: the first value of each property that closes goes to @closing; what does not close
 * goes on to @next. */
static void
try_leaf (Search       *self,
          const GArray *edits,
          const PpLeaf *leaf,
          GPtrArray    *closing,
          GPtrArray    *next)
{
  const char *name = _pp_vocabulary_get_name (self->run->rules->vocabulary, leaf->property);
  JsonNode *remedies = g_hash_table_lookup (self->run->rules->remedies, name);
  JsonArray *values = remedies != NULL ? json_node_get_array (remedies) : NULL;

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      GArray *more;
      PpValue value;

      if (!read_remedy (self, json_array_get_element (values, i), &value))
        continue;
      more = with_edit (edits, leaf, value);
      if (!still_fires (self, more))
        {
          add_new (closing, more);
          return;
        }
      if (i == 0 && next->len < MAX_FRONTIER)
        add_new (next, more);
      else
        g_array_unref (more);
    }
}

static void
expand (Search       *self,
        const GArray *edits,
        GPtrArray    *closing,
        GPtrArray    *next)
{
  g_autoptr (GArray) leaves = NULL;

  still_fires (self, edits);
  leaves = g_array_copy (self->leaves);
  for (guint i = 0; i < leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (leaves, PpLeaf, i);
      const PpSubject *subject = _pp_subjects_get (self->run->subjects, leaf->place);

      if (leaf->property != PP_PROPERTY_NONE && !is_edited (edits, leaf) &&
          _pp_subjects_slot (self->run->subjects, subject, leaf->property) != NULL)
        try_leaf (self, edits, leaf, closing, next);
    }
}

static GPtrArray *
edit_lists_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

static GPtrArray *
search (Search *self)
{
  g_autoptr (GPtrArray) frontier = edit_lists_new ();
  GPtrArray *closing = edit_lists_new ();

  g_ptr_array_add (frontier, g_array_new (FALSE, FALSE, sizeof (PpSupposition)));
  for (guint depth = 0; depth < MAX_EDITS && closing->len == 0 && frontier->len > 0; depth++)
    {
      g_autoptr (GPtrArray) next = edit_lists_new ();

      for (guint i = 0; i < frontier->len; i++)
        expand (self, g_ptr_array_index (frontier, i), closing, next);
      g_ptr_array_unref (frontier);
      frontier = g_steal_pointer (&next);
    }
  return closing;
}

/* Every element that makes this very finding. */
static void
find_tried (Search *self,
            guint   on)
{
  const PpSubject *subject = _pp_subjects_get (self->run->subjects, on);
  const GArray *flows = self->rule->public.at == PP_RULE_AT_SOURCE ? subject->leaving : subject->entering;

  if (self->rule->public.at == PP_RULE_AT_ELEMENT)
    {
      g_array_append_val (self->tried, on);
      return;
    }
  for (guint i = 0; i < flows->len; i++)
    {
      guint flow = _pp_places_at (flows, i);
      const PpState *state = g_ptr_array_index (self->run->states, flow);
      const PpCell *cell = state->cells[self->rule->position];

      if (cell != NULL && cell->fires && !_pp_run_is_silenced (self->run, flow, self->rule))
        g_array_append_val (self->tried, flow);
    }
}

static PpRemedy *
remedy_new (PpRun        *run,
            const GArray *edits)
{
  PpRemedy *remedy = g_new0 (PpRemedy, 1);

  remedy->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_evidence_free);
  for (guint i = 0; i < edits->len; i++)
    {
      const PpSupposition *edit = &g_array_index (edits, PpSupposition, i);
      const PpSubject *subject = _pp_subjects_get (run->subjects, edit->place);

      g_ptr_array_add (remedy->edits,
                       _pp_evidence_new (subject->id,
                                         _pp_vocabulary_get_name (run->rules->vocabulary, edit->property),
                                         _pp_value_to_json (run->subjects, subject, &edit->value),
                                         PP_ORIGIN_TYPED));
    }
  return remedy;
}

/*
 * _pp_run_list_remedies:
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type PpRemedy): all of the same, smallest size; empty where no few
 *   edits of what can be edited would do
 */
GPtrArray *
_pp_run_list_remedies (PpRun           *self,
                       const PpFinding *finding,
                       guint            limit)
{
  GPtrArray *remedies = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_remedy_free);
  guint on = _pp_subjects_find (self->subjects, finding->element);
  g_autoptr (GArray) tried = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (PpLeaf));
  g_autoptr (GPtrArray) closing = NULL;
  Search self_search = { self, (const PpCompiledRule *) finding->rule, tried, leaves };

  if (on == PP_SUBJECT_NONE)
    return remedies;
  find_tried (&self_search, on);
  if (tried->len == 0)
    return remedies;
  closing = search (&self_search);
  for (guint i = 0; i < closing->len && i < limit; i++)
    g_ptr_array_add (remedies, remedy_new (self, g_ptr_array_index (closing, i)));
  return remedies;
}
