/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what rules say of elements to findings: one for each rule and element that it is put on, without
 * those that a more specific rule hides, and without prompts where a threat of their category stands. */

#include "pp-run.h"

#include "pp-atlas.h"
#include "pp-attack.h"
#include "pp-sentence.h"

#include <string.h>

/* A cell that fires, and the element that the rule was tried on. */
typedef struct {
  const PpCompiledRule *rule;
  const PpCell         *cell;
  guint                 tried;
} Candidate;

guint
_pp_run_stands_on (PpRun                *self,
                   const PpCompiledRule *rule,
                   guint                 place)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);

  switch (rule->public.at)
    {
    case PP_RULE_AT_SOURCE:
      return subject->source;
    case PP_RULE_AT_TARGET:
      return subject->target;
    default:
      return place;
    }
}

gboolean
_pp_run_is_silenced (PpRun                *self,
                     guint                 place,
                     const PpCompiledRule *rule)
{
  const PpState *state = g_ptr_array_index (self->states, place);
  const GPtrArray *rules = self->rules->by_class[rule->public.applies];

  for (guint i = 0; state->n_silencing > 0 && i < state->n_cells; i++)
    {
      const PpCompiledRule *other = g_ptr_array_index (rules, i);

      if (state->cells[i] == NULL || !state->cells[i]->silences)
        continue;
      for (guint j = 0; j < other->silenced->len; j++)
        if (g_array_index (other->silenced, guint, j) == rule->index)
          return TRUE;
    }
  return FALSE;
}

/* What titles and questions call an element: its name, or a stand-in for one. */
char *
_pp_run_name_of (PpRun *self,
                 guint  place)
{
  const PpSubject *subject;
  char *name;

  if (place == PP_SUBJECT_NONE)
    return g_strdup (_pp_sentence_get_nothing ());
  subject = _pp_subjects_get (self->subjects, place);
  name = _pp_sentence_dup_name (subject->name);
  return name != NULL ? name : g_strdup (_pp_sentence_get_stand_in (subject->subject_class));
}

static char *
title_of (PpRun      *self,
          const char *sentence,
          guint       tried)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, tried);
  const guint places[PP_SENTENCE_N_FIELDS] = { tried, subject->source, subject->target };
  char *names[PP_SENTENCE_N_FIELDS] = { NULL };
  char *title;

  for (guint i = 0; i < PP_SENTENCE_N_FIELDS; i++)
    if (_pp_sentence_has (sentence, i))
      names[i] = _pp_run_name_of (self, places[i]);
  title = _pp_sentence_fill (sentence, (const char * const *) names);
  for (guint i = 0; i < PP_SENTENCE_N_FIELDS; i++)
    g_free (names[i]);
  return title;
}

/* --- Drawn attacks ------------------------------------------------------------------------------ */

static const char *
technique_of (PpRun *self,
              guint  tried)
{
  PpValue value = _pp_subjects_read (self->subjects, tried, PP_PROPERTY_ATTACK);

  return value.type == PP_VALUE_WORD ? _pp_words_get (self->subjects->words, value.word) : NULL;
}

/* The category of a drawn attack follows from the first tactic of its technique that has one; what is
 * known neither to ATT&CK nor to ATLAS counts as tampering. */
static const char *
category_of_technique (PpRun      *self,
                       const char *id)
{
  PpTechnique technique;
  g_autofree char *atlas = NULL;
  g_auto (GStrv) tactics = NULL;
  const char *category = NULL;

  if (id == NULL)
    return "T";
  if (pp_attack_find_technique (pp_attack_get_default (), id, &technique))
    tactics = g_strsplit (technique.tactics, ",", -1);
  else if ((atlas = pp_atlas_dup_tactic (id)) != NULL)
    tactics = g_strsplit (atlas, ",", -1);
  for (guint i = 0; tactics != NULL && tactics[i] != NULL && category == NULL; i++)
    category = g_hash_table_lookup (self->rules->tactics, g_strstrip (tactics[i]));
  return category != NULL ? category : "T";
}

/* The rule's techniques, and that of a drawn attack. */
static char **
attack_of (PpRun        *self,
           const PpRule *rule,
           guint         tried,
           gboolean      drawn)
{
  const char *technique = drawn ? technique_of (self, tried) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; rule->attack[i] != NULL; i++)
    g_strv_builder_add (builder, rule->attack[i]);
  if (technique != NULL)
    g_strv_builder_add (builder, technique);
  return g_strv_builder_end (builder);
}

/* --- One finding -------------------------------------------------------------------------------- */

static const char *
category_of (PpRun            *self,
             const Candidate  *candidate,
             const char      **methodology,
             gboolean         *drawn)
{
  guint8 methods = _pp_subjects_get (self->subjects, candidate->tried)->methods;
  const char *category = NULL;

  if (methods == 0)
    methods = 1 << PP_METHOD_STRIDE;
  for (guint i = 0; i < PP_N_METHODS && category == NULL; i++)
    if ((methods & (1 << i)) != 0)
      {
        *methodology = _pp_method_name (i);
        category = candidate->rule->by_method[i];
      }
  *drawn = g_strcmp0 (category, "@attack") == 0;
  return *drawn ? category_of_technique (self, technique_of (self, candidate->tried)) : category;
}

static PpSeverity
severity_of (double score)
{
  if (score >= 20)
    return PP_SEVERITY_CRITICAL;
  if (score >= 12)
    return PP_SEVERITY_HIGH;
  return score >= 6 ? PP_SEVERITY_MEDIUM : PP_SEVERITY_LOW;
}

static PpFinding *
finding_new (PpRun           *self,
             const Candidate *candidate,
             guint            place)
{
  PpFinding *finding = g_new0 (PpFinding, 1);
  gboolean drawn;

  g_atomic_ref_count_init (&finding->ref_count);
  finding->rules = pp_rule_set_ref (self->rules);
  finding->rule = &candidate->rule->public;
  finding->element = g_strdup (_pp_subjects_get (self->subjects, place)->id);
  finding->on = g_strdup (_pp_subjects_get (self->subjects, candidate->tried)->id);
  finding->category = category_of (self, candidate, &finding->methodology, &drawn);
  finding->is_drawn = drawn;
  finding->score = candidate->cell->score;
  finding->severity = severity_of (finding->score);
  finding->confidence = candidate->cell->confidence;
  finding->title = title_of (self, finding->rule->title, candidate->tried);
  finding->attack = attack_of (self, finding->rule, candidate->tried, drawn);
  finding->evidence = g_ptr_array_ref (candidate->cell->evidence);
  return finding;
}

/* --- All findings of one element ---------------------------------------------------------------- */

static void
consider (PpRun     *self,
          GArray    *candidates,
          guint      tried,
          PpRuleAt   at)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, tried);
  const PpState *state = g_ptr_array_index (self->states, tried);
  const GPtrArray *rules = self->rules->by_place[subject->subject_class][at];

  for (guint i = 0; state->n_firing > 0 && i < rules->len; i++)
    {
      const PpCompiledRule *rule = g_ptr_array_index (rules, i);
      Candidate candidate = { rule, state->cells[rule->position], tried };

      if (candidate.cell != NULL && candidate.cell->fires &&
          !_pp_run_is_silenced (self, tried, rule))
        g_array_append_val (candidates, candidate);
    }
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const Candidate *one = a, *other = b;
  PpRun *self = user_data;

  if (one->rule->index != other->rule->index)
    return one->rule->index < other->rule->index ? -1 : 1;
  if (severity_of (one->cell->score) != severity_of (other->cell->score))
    return severity_of (one->cell->score) > severity_of (other->cell->score) ? -1 : 1;
  if (one->cell->confidence != other->cell->confidence)
    return one->cell->confidence < other->cell->confidence ? -1 : 1;
  return _pp_subjects_compare_in_file (self->subjects, one->tried, other->tried);
}

/* Candidates of the same rule stand together, the worst and surest first, and of equals that which the file
 * lists first: so how bad and how sure a finding is does not depend on any order. */
static GArray *
list_candidates (PpRun *self,
                 guint  place)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  consider (self, candidates, place, PP_RULE_AT_ELEMENT);
  for (guint i = 0; i < subject->leaving->len; i++)
    consider (self, candidates, _pp_places_at (subject->leaving, i), PP_RULE_AT_SOURCE);
  for (guint i = 0; i < subject->entering->len; i++)
    consider (self, candidates, _pp_places_at (subject->entering, i), PP_RULE_AT_TARGET);
  g_array_sort_with_data (candidates, compare_candidates, self);
  return candidates;
}

static gboolean
has_threat_of_category (const GPtrArray *findings,
                        const char      *category)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->rule->prompt && strcmp (finding->category, category) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
drop_needless_prompts (GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i - 1);

      if (finding->rule->prompt && has_threat_of_category (findings, finding->category))
        g_ptr_array_remove_index (findings, i - 1);
    }
}

/* Candidates of one rule are one finding, as bad as the worst of them. */
static void
add_candidate (PpRun           *self,
               GPtrArray       *findings,
               const Candidate *candidate,
               guint            place)
{
  PpFinding *last = findings->len > 0 ? g_ptr_array_index (findings, findings->len - 1) : NULL;

  if (last != NULL && last->rule == &candidate->rule->public)
    last->score = MAX (last->score, candidate->cell->score);
  else
    g_ptr_array_add (findings, finding_new (self, candidate, place));
}

static GPtrArray *
findings_of (PpRun *self,
             guint  place)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_finding_unref);
  g_autoptr (GArray) candidates = NULL;

  if (_pp_subjects_get (self->subjects, place)->out_of_scope)
    return findings;
  candidates = list_candidates (self, place);
  for (guint i = 0; i < candidates->len; i++)
    add_candidate (self, findings, &g_array_index (candidates, Candidate, i), place);
  drop_needless_prompts (findings);
  return findings;
}

static gboolean
findings_equal (const GPtrArray *a,
                const GPtrArray *b)
{
  guint length = a != NULL ? a->len : 0;

  if (length != b->len)
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!pp_finding_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static void
assemble_place (PpRun      *self,
                guint       place,
                GHashTable *touched)
{
  PpState *state = g_ptr_array_index (self->states, place);
  g_autoptr (GPtrArray) findings = findings_of (self, place);

  if (findings_equal (state->findings, findings))
    return;
  if (touched != NULL)
    g_hash_table_add (touched, g_strdup (_pp_subjects_get (self->subjects, place)->id));
  g_clear_pointer (&state->findings, g_ptr_array_unref);
  if (findings->len > 0)
    state->findings = g_steal_pointer (&findings);
}

void
_pp_run_assemble (PpRun      *self,
                  GHashTable *touched)
{
  for (guint i = 0; i < self->assembly->len; i++)
    {
      guint place = g_array_index (self->assembly, guint, i);
      PpState *state = g_ptr_array_index (self->states, place);

      state->to_assemble = FALSE;
      if (_pp_subjects_get (self->subjects, place) != NULL)
        assemble_place (self, place, touched);
    }
  g_array_set_size (self->assembly, 0);
}
