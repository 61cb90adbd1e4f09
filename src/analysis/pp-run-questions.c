/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is not known: a question for each property of each element whose value alone would settle what
 * some rule says. Questions about what is derived go to where the answer can be written. */

#include "pp-run.h"

#include <glib/gi18n.h>
#include <string.h>

/* An answer settles less where the rule would still rest on something that is not stated. */
#define ASSUMED_SHARE 0.25

typedef struct {
  guint      place;
  guint      property;
  double     weight;
  GPtrArray *rules;      /* of rule identifiers, borrowed */
} Open;

static void
open_free (gpointer data)
{
  Open *open = data;

  g_ptr_array_unref (open->rules);
  g_free (open);
}

static guint
open_hash (gconstpointer key)
{
  const Open *open = key;

  return open->place * 1031 + open->property;
}

static gboolean
open_equal (gconstpointer a,
            gconstpointer b)
{
  const Open *one = a, *other = b;

  return one->place == other->place && one->property == other->property;
}

static gboolean
is_worth_asking (PpRun *self,
                 guint  place,
                 guint  property)
{
  const char *name = _pp_vocabulary_get_name (self->rules->vocabulary, property);
  const PpRuleCode *where = g_hash_table_lookup (self->rules->asked_where, name);
  PpRuleEvaluation evaluation = { self->subjects, place };

  return !_pp_subjects_get (self->subjects, place)->out_of_scope &&
         (where == NULL || _pp_rule_evaluate (&evaluation, where) == PP_TRUTH_YES);
}

static gboolean
is_among (PpRun      *self,
          GHashTable *elements,
          guint       place)
{
  return elements == NULL ||
         g_hash_table_contains (elements, _pp_subjects_get (self->subjects, place)->id);
}

static void
take_cell (PpRun                *self,
           GHashTable           *open,
           GHashTable           *elements,
           guint                 tried,
           const PpCompiledRule *rule,
           const PpCell         *cell)
{
  guint on = _pp_run_stands_on (self, rule, tried);
  Open key = { cell->asked_place, cell->asked_property };
  Open *entry;

  if (on == PP_SUBJECT_NONE || _pp_subjects_get (self->subjects, on)->out_of_scope ||
      !is_among (self, elements, on) || _pp_run_is_silenced (self, tried, rule))
    return;
  _pp_run_find_root (self, &key.place, &key.property);
  if (!is_worth_asking (self, key.place, key.property))
    return;
  entry = g_hash_table_lookup (open, &key);
  if (entry == NULL)
    {
      entry = g_memdup2 (&key, sizeof key);
      entry->rules = g_ptr_array_new ();
      g_hash_table_add (open, entry);
    }
  entry->weight += cell->confidence == PP_CONFIDENCE_STATED ? cell->score : cell->score * ASSUMED_SHARE;
  if (!g_ptr_array_find (entry->rules, rule->public.id, NULL))
    g_ptr_array_add (entry->rules, rule->public.id);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/*
 * _pp_question_fill:
 * @sentence: the question in any language
 * @label: what the property is called there
 * @quoted: the name of the element, in the quotation marks of that language
 */
char *
_pp_question_fill (const char *sentence,
                   const char *label,
                   const char *quoted)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, "{fact}", label, 0);
  g_string_replace (text, "{name}", quoted, 0);
  return g_string_free (text, FALSE);
}

static void
word (PpRun      *self,
      PpQuestion *question,
      guint       place)
{
  const char *sentence = g_hash_table_lookup (self->rules->questions, question->property);
  const PpFactDefinition *fact = pp_kinds_find_fact (self->subjects->kinds, question->property);
  g_autofree char *quoted = NULL;

  question->sentence = g_strdup (sentence != NULL ? sentence : N_("{fact}: what is so for {name}?"));
  question->name = _pp_run_name_of (self, place);
  quoted = g_strdup_printf ("“%s”", question->name);
  question->text = _pp_question_fill (question->sentence, fact != NULL ? fact->label : question->property, quoted);
}

static PpQuestion *
question_new (PpRun *self,
              Open  *open)
{
  PpQuestion *question = g_new0 (PpQuestion, 1);

  g_autoptr (GPtrArray) rules = g_ptr_array_copy (open->rules, NULL, NULL);

  g_ptr_array_sort (rules, compare_strings);
  g_ptr_array_add (rules, NULL);
  question->element = g_strdup (_pp_subjects_get (self->subjects, open->place)->id);
  question->property = g_strdup (_pp_vocabulary_get_name (self->rules->vocabulary, open->property));
  word (self, question, open->place);
  question->rules = g_strdupv ((char **) rules->pdata);
  question->weight = open->weight;
  return question;
}

static int
compare_open (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Open *one = *(const Open * const *) a, *other = *(const Open * const *) b;
  PpRun *self = user_data;
  int order;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  order = one->property != other->property
          ? strcmp (_pp_vocabulary_get_name (self->rules->vocabulary, one->property),
                    _pp_vocabulary_get_name (self->rules->vocabulary, other->property)) : 0;
  return order != 0 ? order : strcmp (_pp_subjects_get (self->subjects, one->place)->id,
                                      _pp_subjects_get (self->subjects, other->place)->id);
}

struct _PpQuestionSurvey {
  PpRun     *run;            /* borrowed */
  GPtrArray *open;           /* of Open */
  guint      n_ranked;       /* so many stand in their order at the front */
};

/*
 * _pp_run_survey_questions:
 * @elements: (nullable): the identifiers that matter; %NULL for all
 */
PpQuestionSurvey *
_pp_run_survey_questions (PpRun      *self,
                          GHashTable *elements)
{
  PpQuestionSurvey *survey = g_new0 (PpQuestionSurvey, 1);
  g_autoptr (GHashTable) open = g_hash_table_new (open_hash, open_equal);
  GHashTableIter iter;
  gpointer entry;

  survey->run = self;
  survey->open = g_ptr_array_new_with_free_func (open_free);
  for (guint i = 0; i < self->subjects->subjects->len; i++)
    {
      const PpSubject *subject = _pp_subjects_get (self->subjects, i);
      const PpState *state = subject != NULL ? g_ptr_array_index (self->states, i) : NULL;

      for (guint j = 0; state != NULL && j < state->n_cells; j++)
        if (state->cells[j] != NULL && state->cells[j]->asks)
          take_cell (self, open, elements, i,
                     g_ptr_array_index (self->rules->by_class[subject->subject_class], j), state->cells[j]);
    }
  g_hash_table_iter_init (&iter, open);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    g_ptr_array_add (survey->open, entry);
  return survey;
}

/* Few are read of many: they are picked out, which is cheaper than to put all in order. */
static void
pick (PpQuestionSurvey *self,
      guint             n_wanted)
{
  gpointer *open = self->open->pdata;

  for (; self->n_ranked < n_wanted; self->n_ranked++)
    {
      guint best = self->n_ranked;

      for (guint i = best + 1; i < self->open->len; i++)
        if (compare_open (&open[i], &open[best], self->run) < 0)
          best = i;
      gpointer swap = open[self->n_ranked];
      open[self->n_ranked] = open[best];
      open[best] = swap;
    }
}

#define MAX_PICKED 32

/**
 * pp_question_survey_rank:
 * @self: a survey
 * @n_questions: how many from the front
 *
 * Puts so many questions in order, what settles most first; the others follow in any order.
 */
void
pp_question_survey_rank (PpQuestionSurvey *self,
                         guint             n_questions)
{
  n_questions = MIN (n_questions, self->open->len);
  if (n_questions <= self->n_ranked)
    return;
  if (n_questions <= MAX_PICKED)
    {
      pick (self, n_questions);
      return;
    }
  g_ptr_array_sort_with_data (self->open, compare_open, self->run);
  self->n_ranked = self->open->len;
}

void
pp_question_survey_free (PpQuestionSurvey *self)
{
  g_ptr_array_unref (self->open);
  g_free (self);
}

guint
pp_question_survey_get_n_questions (PpQuestionSurvey *self)
{
  return self->open->len;
}

const char *
pp_question_survey_get_element (PpQuestionSurvey *self,
                                guint             position)
{
  const Open *open = g_ptr_array_index (self->open, position);

  return _pp_subjects_get (self->run->subjects, open->place)->id;
}

const char *
pp_question_survey_get_property (PpQuestionSurvey *self,
                                 guint             position)
{
  const Open *open = g_ptr_array_index (self->open, position);

  return _pp_vocabulary_get_name (self->run->rules->vocabulary, open->property);
}

PpQuestion *
pp_question_survey_dup_question (PpQuestionSurvey *self,
                                 guint             position)
{
  return question_new (self->run, g_ptr_array_index (self->open, position));
}
