/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tries rules on elements, and keeps what each said: a cell for each pair that has something to say. */

#include "pp-run.h"

#include <string.h>

static void
cell_free (PpCell *cell)
{
  if (cell == NULL)
    return;
  g_clear_pointer (&cell->evidence, g_ptr_array_unref);
  g_free (cell);
}

static void
state_clear (PpState *state)
{
  for (guint i = 0; i < state->n_cells; i++)
    cell_free (state->cells[i]);
  g_clear_pointer (&state->cells, g_free);
  state->n_cells = state->n_firing = state->n_silencing = 0;
}

static void
state_free (gpointer data)
{
  PpState *state = data;

  if (state == NULL)
    return;
  state_clear (state);
  g_clear_pointer (&state->findings, g_ptr_array_unref);
  g_clear_pointer (&state->dirty, g_array_unref);
  g_free (state);
}

static gboolean
lists_text (const char * const *texts,
            const char         *text)
{
  return texts != NULL && g_strv_contains (texts, text);
}

gboolean
_pp_run_options_allow (const PpRunOptions *options,
                       PpModel            *model,
                       const PpRule       *rule)
{
  if (options->only_rules != NULL)
    return lists_text ((const char * const *) options->only_rules, rule->id);
  if (rule->prompt && !options->prompts)
    return FALSE;
  return !lists_text ((const char * const *) options->disabled_packs, rule->pack) &&
         !lists_text (pp_info_get_disabled_packs (pp_model_get_info (model)), rule->pack);
}

PpRun *
_pp_run_new (PpModel            *model,
             PpKinds            *kinds,
             PpRuleSet          *rules,
             const PpRunOptions *options)
{
  PpRun *self = g_new0 (PpRun, 1);

  self->rules = pp_rule_set_ref (rules);
  self->options = *options;
  self->options.disabled_packs = g_strdupv (options->disabled_packs);
  self->options.only_rules = g_strdupv (options->only_rules);
  self->subjects = _pp_subjects_new (model, kinds, rules, options->guess);
  self->states = g_ptr_array_new_with_free_func (state_free);
  self->queue = g_array_new (FALSE, FALSE, sizeof (guint));
  self->assembly = g_array_new (FALSE, FALSE, sizeof (guint));
  self->leaves = g_array_new (FALSE, FALSE, sizeof (PpLeaf));
  self->active = g_new0 (guint8, rules->rules->len + 1);
  for (guint i = 0; i < rules->rules->len; i++)
    self->active[i] = _pp_run_options_allow (options, model, pp_rule_set_get_rule (rules, i));
  return self;
}

void
_pp_run_free (PpRun *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->states);
  g_array_unref (self->queue);
  g_array_unref (self->assembly);
  g_array_unref (self->leaves);
  g_free (self->active);
  g_strfreev (self->options.disabled_packs);
  g_strfreev (self->options.only_rules);
  _pp_subjects_free (self->subjects);
  pp_rule_set_unref (self->rules);
  g_free (self);
}

/* Makes room for a place; gives NULL where no subject is. */
PpState *
_pp_run_state (PpRun *self,
               guint  place)
{
  PpSubject *subject = _pp_subjects_get (self->subjects, place);
  PpState *state;

  if (self->states->len <= place)
    g_ptr_array_set_size (self->states, place + 1);
  state = g_ptr_array_index (self->states, place);
  if (subject == NULL)
    return state;
  if (state == NULL)
    g_ptr_array_index (self->states, place) = state = g_new0 (PpState, 1);
  if (state->cells == NULL)
    {
      state->n_cells = self->rules->by_class[subject->subject_class]->len;
      state->cells = g_new0 (PpCell *, state->n_cells + 1);
    }
  return state;
}

/* Forgets all that was known of a place. */
void
_pp_run_reset_state (PpRun      *self,
                     guint       place,
                     GHashTable *touched)
{
  PpState *state = place < self->states->len ? g_ptr_array_index (self->states, place) : NULL;

  if (state == NULL)
    return;
  if (state->findings != NULL && touched != NULL)
    g_hash_table_add (touched, g_strdup (_pp_subjects_get (self->subjects, place)->id));
  g_clear_pointer (&state->findings, g_ptr_array_unref);
  state_clear (state);
}

gboolean
_pp_run_build_step (PpRun  *self,
                    gint64  deadline)
{
  if (!_pp_subjects_build_step (self->subjects, deadline))
    return FALSE;
  g_ptr_array_set_size (self->states, self->subjects->subjects->len);
  return TRUE;
}

static guint8
methods_of (const PpSubject *subject)
{
  return subject->methods != 0 ? subject->methods : 1 << PP_METHOD_STRIDE;
}

static PpEvidence *
evidence_of_leaf (PpRun        *self,
                  const PpLeaf *leaf)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, leaf->place);
  const char *property = leaf->property == PP_PROPERTY_NONE
                         ? _pp_rule_set_name_to_string (leaf->set)
                         : _pp_vocabulary_get_name (self->rules->vocabulary, leaf->property);
  JsonNode *value = leaf->value.type != PP_VALUE_UNKNOWN
                    ? _pp_value_to_json (self->subjects, subject, &leaf->value) : NULL;

  return _pp_evidence_new (subject->id, property, value, leaf->value.origin);
}

static gboolean
same_leaf (const PpLeaf *a,
           const PpLeaf *b)
{
  return a->place == b->place && a->property == b->property && a->set == b->set;
}

/* Each value once, though several parts of a condition may have read it. */
static GPtrArray *
collect_evidence (PpRun *self)
{
  GPtrArray *evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_evidence_free);

  for (guint i = 0; i < self->leaves->len; i++)
    {
      const PpLeaf *leaf = &g_array_index (self->leaves, PpLeaf, i);
      guint j = 0;

      while (j < i && !same_leaf (leaf, &g_array_index (self->leaves, PpLeaf, j)))
        j++;
      if (j == i)
        g_ptr_array_add (evidence, evidence_of_leaf (self, leaf));
    }
  return evidence;
}

static double
score_of (PpRuleEvaluation     *evaluation,
          const PpCompiledRule *rule)
{
  double likelihood = _pp_rule_evaluate_number (evaluation, rule->likelihood, 1);
  double impact = _pp_rule_evaluate_number (evaluation, rule->impact, 1);

  return CLAMP (likelihood, 1, 5) * CLAMP (impact, 1, 5);
}

/* What is closed by a control stays the specific threat that it was: the general one, which it hides,
 * does not come up in its place. So hiding does not depend on controls. */
static gboolean
silences_others (PpRuleEvaluation     *evaluation,
                 const PpCompiledRule *rule,
                 PpTruth               answer)
{
  gboolean silences;

  if (rule->silenced->len == 0 || answer == PP_TRUTH_YES)
    return rule->silenced->len > 0;
  evaluation->no_controls = TRUE;
  silences = _pp_rule_evaluate (evaluation, rule->condition) == PP_TRUTH_YES;
  evaluation->no_controls = FALSE;
  return silences;
}

static PpCell *
try_rule (PpRun                *self,
          guint                 place,
          const PpCompiledRule *rule)
{
  PpRuleEvaluation evaluation = { self->subjects, place, FALSE, NULL, self->leaves };
  PpTruth answer = _pp_rule_evaluate (&evaluation, rule->condition);
  PpCell cell = { 0 };

  if (answer == PP_TRUTH_YES)
    {
      cell.fires = TRUE;
      cell.confidence = _pp_leaves_get_confidence (self->leaves, 0);
      cell.evidence = collect_evidence (self);
    }
  else if (answer == PP_TRUTH_UNKNOWN && !rule->public.prompt)
    {
      _pp_run_find_question (self, place, rule, &cell);
    }
  evaluation.leaves = NULL;
  cell.silences = silences_others (&evaluation, rule, answer);
  if (!cell.fires && !cell.asks && !cell.silences)
    return NULL;
  cell.score = score_of (&evaluation, rule);
  return g_memdup2 (&cell, sizeof cell);
}

static void
put_cell (PpState *state,
          guint    position,
          PpCell  *cell)
{
  PpCell *before = state->cells[position];

  if (before != NULL)
    {
      state->n_firing -= before->fires;
      state->n_silencing -= before->silences;
      cell_free (before);
    }
  state->cells[position] = cell;
  if (cell != NULL)
    {
      state->n_firing += cell->fires;
      state->n_silencing += cell->silences;
    }
}

static void
evaluate_cell (PpRun   *self,
               guint    place,
               PpState *state,
               guint    position)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);
  const PpCompiledRule *rule = g_ptr_array_index (self->rules->by_class[subject->subject_class], position);

  PpCell *cell = NULL;

  if (self->active[rule->index] && !subject->out_of_scope && (rule->methods & methods_of (subject)) != 0)
    cell = try_rule (self, place, rule);
  put_cell (state, position, cell);
}

static void
evaluate_place (PpRun *self,
                guint  place)
{
  PpState *state = _pp_run_state (self, place);

  if (state == NULL || state->cells == NULL)
    return;
  if (state->all_dirty)
    for (guint i = 0; i < state->n_cells; i++)
      evaluate_cell (self, place, state, i);
  else
    for (guint i = 0; state->dirty != NULL && i < state->dirty->len; i++)
      evaluate_cell (self, place, state, g_array_index (state->dirty, guint, i));
}

/* Where an element's threats can stand: on itself and, when it is a flow, on its ends. */
static void
mark_assembly_around (PpRun *self,
                      guint  place)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);

  _pp_run_mark_assembly (self, place);
  if (subject->source != PP_SUBJECT_NONE)
    _pp_run_mark_assembly (self, subject->source);
  if (subject->target != PP_SUBJECT_NONE)
    _pp_run_mark_assembly (self, subject->target);
}

void
_pp_run_mark_assembly (PpRun *self,
                       guint  place)
{
  PpState *state = _pp_run_state (self, place);

  if (state == NULL || state->to_assemble)
    return;
  state->to_assemble = TRUE;
  g_array_append_val (self->assembly, place);
}

static PpState *
queue_place (PpRun *self,
             guint  place)
{
  PpState *state = _pp_run_state (self, place);

  if (state != NULL && !state->queued)
    {
      state->queued = TRUE;
      g_array_append_val (self->queue, place);
    }
  return state;
}

void
_pp_run_mark_all (PpRun *self,
                  guint  place)
{
  PpState *state = queue_place (self, place);

  if (state != NULL)
    state->all_dirty = TRUE;
}

static void
mark_rule (PpRun *self,
           guint  place,
           guint  position)
{
  PpState *state = queue_place (self, place);

  if (state == NULL || state->all_dirty)
    return;
  if (state->dirty == NULL)
    state->dirty = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < state->dirty->len; i++)
    if (g_array_index (state->dirty, guint, i) == position)
      return;
  g_array_append_val (state->dirty, position);
}

/* Marks those of @rules that apply to the element. */
void
_pp_run_mark_rules (PpRun        *self,
                    guint         place,
                    const GArray *rules)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const PpCompiledRule *rule = _pp_rule_set_rule (self->rules, g_array_index (rules, guint, i));

      if (rule->public.applies == _pp_subjects_get (self->subjects, place)->subject_class)
        mark_rule (self, place, rule->position);
    }
}

/* A property of an element has changed: marks the rules that can have read it, where they read it. */
void
_pp_run_note_change (PpRun *self,
                     guint  place,
                     guint  property)
{
  GArray *reads = property < self->rules->reads->len ? g_ptr_array_index (self->rules->reads, property) : NULL;
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof (guint));
  guint way = G_MAXUINT;

  for (guint i = 0; reads != NULL && i < reads->len; i++)
    {
      const PpRuleRead *read = &g_array_index (reads, PpRuleRead, i);
      const PpCompiledRule *rule = _pp_rule_set_rule (self->rules, read->rule);

      if (read->way != way)
        {
          way = read->way;
          g_array_set_size (readers, 0);
          _pp_run_collect_readers (self, place, &g_array_index (self->rules->ways, PpRuleWay, way), readers);
        }
      for (guint j = 0; self->active[read->rule] && j < readers->len; j++)
        {
          guint reader = g_array_index (readers, guint, j);

          if (_pp_subjects_get (self->subjects, reader)->subject_class == rule->public.applies)
            mark_rule (self, reader, rule->position);
        }
    }
}

static void
evaluate_queue (PpRun *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      guint place = g_array_index (self->queue, guint, i);
      PpState *state = g_ptr_array_index (self->states, place);

      if (_pp_subjects_get (self->subjects, place) != NULL)
        {
          evaluate_place (self, place);
          mark_assembly_around (self, place);
        }
      state->queued = state->all_dirty = FALSE;
      g_clear_pointer (&state->dirty, g_array_unref);
    }
  g_array_set_size (self->queue, 0);
}

/* Runs what is marked. */
void
_pp_run_settle (PpRun      *self,
                GHashTable *touched)
{
  evaluate_queue (self);
  _pp_run_assemble (self, touched);
}

void
_pp_run_evaluate_all (PpRun *self)
{
  for (guint i = 0; i < self->subjects->subjects->len; i++)
    if (_pp_subjects_get (self->subjects, i) != NULL)
      _pp_run_mark_all (self, i);
  _pp_run_settle (self, NULL);
}
