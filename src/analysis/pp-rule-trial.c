/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pp-rule-trial.h"

#include "pp-json.h"
#include "pp-rule-files.h"
#include "pp-task.h"

#include <string.h>

/* Long enough for a word to be typed, short enough to seem at once. */
#define PAUSE_MS 150
/* To word so many questions takes a small part of a frame. */
#define QUESTIONS_AT_ONCE 500

struct _PpRuleTrial {
  GObject       parent_instance;

  /* owned */
  PpModel      *model;
  PpKinds      *kinds;
  GBytes       *text;          /* (nullable) */
  char         *path;          /* (nullable): the file that the text will be */
  GCancellable *running;       /* (nullable) */
  PpAnalysis   *analysis;      /* (nullable): keeps the rules of the last good text */
  PpRuleFault  *fault;         /* (nullable) */
  GPtrArray    *rules;         /* of PpTriedRule */
  PpAnalysis   *next_analysis; /* (nullable): has been run, and is being asked what it found */
  GPtrArray    *next_rules;    /* (nullable) */
  PpQuestionSurvey *next_survey;   /* (nullable): of the next analysis */

  /* state */
  guint         pause;
  guint         telling;       /* rules have been run, and what they found is being taken over */
  guint         n_questions;   /* as many of the survey are taken over */
  gboolean      shipped;
  gboolean      guess;
};

G_DEFINE_FINAL_TYPE (PpRuleTrial, pp_rule_trial, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tried_rule_free (gpointer data)
{
  PpTriedRule *tried = data;

  g_ptr_array_unref (tried->findings);
  g_ptr_array_unref (tried->questions);
  g_free (tried);
}

static GPtrArray *
tried_rules_new (void)
{
  return g_ptr_array_new_with_free_func (tried_rule_free);
}

/* --- In the thread ------------------------------------------------------------------------------ */

typedef struct {
  GBytes      *text;
  char        *path;
  gboolean     shipped;
  PpRuleSet   *set;
  PpRuleFault *fault;
  GPtrArray   *rules;          /* of PpTriedRule, without findings */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_bytes_unref (self->text);
  g_free (self->path);
  g_clear_pointer (&self->set, pp_rule_set_unref);
  g_clear_pointer (&self->fault, pp_rule_fault_free);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static void
take_rule (Loading    *self,
           const char *text,
           gsize       length,
           guint       position,
           const char *id)
{
  g_autofree char *pointer = g_strdup_printf ("/rules/%u", position);
  const PpRule *rule = pp_rule_set_find_rule (self->set, id);
  PpTriedRule *tried;

  if (rule == NULL)
    return;
  tried = g_new0 (PpTriedRule, 1);
  tried->rule = rule;
  tried->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_finding_unref);
  tried->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_question_free);
  pp_json_locate (text, length, pointer, &tried->start, &tried->end);
  g_ptr_array_add (self->rules, tried);
}

/* Which rules of the set are those of the text. */
static void
take_rules (Loading    *self,
            const char *text,
            gsize       length)
{
  g_autoptr (JsonNode) root = pp_json_parse (text, length, NULL, NULL);
  JsonArray *rules = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                     ? pp_json_get_array (json_node_get_object (root), "rules") : NULL;

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonNode *rule = json_array_get_element (rules, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (rule)
                       ? pp_json_get_string (json_node_get_object (rule), "id", NULL) : NULL;

      if (id != NULL)
        take_rule (self, text, length, i, id);
    }
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Loading *self = task_data;
  g_autofree char *folder = pp_rule_files_dup_folder ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (self->text, &length);

  self->set = pp_rule_set_new_shipped ();
  if (!self->shipped)
    {
      pp_rule_set_load_folder (self->set, folder, self->path);
      if (!pp_rule_set_load (self->set, self->text, &error))
        self->fault = pp_rule_fault_new (error, text, length);
    }
  if (self->fault == NULL)
    take_rules (self, text, length);
  g_task_return_boolean (task, TRUE);
}

/* --- In the main thread ------------------------------------------------------------------------- */

static void
emit_changed (PpRuleTrial *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static PpTriedRule *
find_tried (PpRuleTrial *self,
            const char  *id)
{
  for (guint i = 0; i < self->next_rules->len; i++)
    {
      PpTriedRule *tried = g_ptr_array_index (self->next_rules, i);

      if (strcmp (tried->rule->id, id) == 0)
        return tried;
    }
  return NULL;
}

static void
take_findings (PpRuleTrial *self)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (self->next_analysis, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);
      PpTriedRule *tried = find_tried (self, finding->rule->id);

      g_ptr_array_add (tried->findings, pp_finding_ref (finding));
    }
}

static void
take_question (PpRuleTrial *self,
               PpQuestion  *question)
{
  for (guint i = 1; question->rules[i] != NULL; i++)
    g_ptr_array_add (find_tried (self, question->rules[i])->questions, pp_question_copy (question));
  g_ptr_array_add (find_tried (self, question->rules[0])->questions, question);
}

/* After what is drawn, so that it has turns of its own. */
static void
tell_later (PpRuleTrial *self,
            GSourceFunc  function)
{
  self->telling = g_idle_add_full (G_PRIORITY_LOW, function, self, NULL);
}

static gboolean
tell_cb (gpointer user_data)
{
  PpRuleTrial *self = PP_RULE_TRIAL (user_data);

  self->telling = 0;
  g_clear_object (&self->running);
  g_ptr_array_unref (self->rules);
  self->rules = g_steal_pointer (&self->next_rules);
  g_clear_pointer (&self->next_survey, pp_question_survey_free);
  g_clear_object (&self->analysis);
  self->analysis = g_steal_pointer (&self->next_analysis);
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

static gboolean
take_questions_cb (gpointer user_data)
{
  PpRuleTrial *self = PP_RULE_TRIAL (user_data);
  guint n_questions = pp_question_survey_get_n_questions (self->next_survey);
  guint end = MIN (self->n_questions + QUESTIONS_AT_ONCE, n_questions);

  for (; self->n_questions < end; self->n_questions++)
    take_question (self, pp_question_survey_dup_question (self->next_survey, self->n_questions));
  if (end < n_questions)
    return G_SOURCE_CONTINUE;
  tell_later (self, tell_cb);
  return G_SOURCE_REMOVE;
}

static gboolean
survey_cb (gpointer user_data)
{
  PpRuleTrial *self = PP_RULE_TRIAL (user_data);

  self->next_survey = pp_analysis_survey_questions (self->next_analysis, NULL);
  pp_question_survey_rank (self->next_survey, G_MAXUINT);
  self->n_questions = 0;
  tell_later (self, take_questions_cb);
  return G_SOURCE_REMOVE;
}

typedef struct {
  PpRuleTrial *self;
  GPtrArray   *rules;
} Running;

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autofree Running *running = user_data;
  g_autoptr (PpRuleTrial) self = running->self;
  g_autoptr (GPtrArray) rules = running->rules;

  if (!pp_analysis_run_finish (PP_ANALYSIS (source), result, NULL))
    return;
  self->next_rules = g_steal_pointer (&rules);
  self->next_analysis = PP_ANALYSIS (g_object_ref (source));
  take_findings (self);
  /* Of a large model each of these takes a part of a frame. */
  tell_later (self, survey_cb);
}

static void
run (PpRuleTrial *self,
     Loading     *loading)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (PpAnalysis) analysis = NULL;
  PpAnalysisOptions options = { .prompts = TRUE, .guess = self->guess };
  Running *running = g_new0 (Running, 1);

  for (guint i = 0; i < loading->rules->len; i++)
    g_ptr_array_add (ids, ((PpTriedRule *) g_ptr_array_index (loading->rules, i))->rule->id);
  g_ptr_array_add (ids, NULL);
  options.only_rules = (const char * const *) ids->pdata;
  analysis = pp_analysis_new (self->model, self->kinds, loading->set, &options);
  running->self = g_object_ref (self);
  running->rules = g_ptr_array_ref (loading->rules);
  pp_analysis_run_async (analysis, self->running, run_cb, running);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  PpRuleTrial *self = PP_RULE_TRIAL (source);
  Loading *loading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_pointer (&self->fault, pp_rule_fault_free);
  self->fault = g_steal_pointer (&loading->fault);
  if (self->fault == NULL)
    {
      run (self, loading);
      return;
    }
  g_clear_object (&self->running);
  emit_changed (self);
}

static void
stop (PpRuleTrial *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_pointer (&self->next_rules, g_ptr_array_unref);
  g_clear_pointer (&self->next_survey, pp_question_survey_free);
  g_clear_object (&self->next_analysis);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

static gboolean
start_cb (gpointer user_data)
{
  PpRuleTrial *self = PP_RULE_TRIAL (user_data);
  Loading *loading = g_new0 (Loading, 1);
  g_autoptr (GTask) task = NULL;

  self->pause = 0;
  self->running = g_cancellable_new ();
  loading->text = g_bytes_ref (self->text);
  loading->path = g_strdup (self->path);
  loading->shipped = self->shipped;
  loading->rules = tried_rules_new ();
  task = g_task_new (self, self->running, loaded_cb, NULL);
  g_task_set_source_tag (task, start_cb);
  g_task_set_task_data (task, loading, loading_free);
  pp_task_run_in_thread (task, load_in_thread);
  return G_SOURCE_REMOVE;
}

static void
queue (PpRuleTrial *self)
{
  stop (self);
  if (self->text != NULL)
    self->pause = g_timeout_add (PAUSE_MS, start_cb, self);
}

static void
pp_rule_trial_dispose (GObject *object)
{
  PpRuleTrial *self = PP_RULE_TRIAL (object);

  stop (self);
  g_clear_object (&self->analysis);
  g_clear_object (&self->model);
  g_clear_object (&self->kinds);
  G_OBJECT_CLASS (pp_rule_trial_parent_class)->dispose (object);
}

static void
pp_rule_trial_finalize (GObject *object)
{
  PpRuleTrial *self = PP_RULE_TRIAL (object);

  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->fault, pp_rule_fault_free);
  g_ptr_array_unref (self->rules);
  g_free (self->path);
  G_OBJECT_CLASS (pp_rule_trial_parent_class)->finalize (object);
}

static void
pp_rule_trial_class_init (PpRuleTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_rule_trial_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_rule_trial_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PP_TYPE_RULE_TRIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pp_rule_trial_init (PpRuleTrial *self)
{
  self->rules = tried_rules_new ();
}

PpRuleTrial *
pp_rule_trial_new (PpModel *model,
                   PpKinds *kinds)
{
  PpRuleTrial *self;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);
  g_return_val_if_fail (PP_IS_KINDS (kinds), NULL);

  self = g_object_new (PP_TYPE_RULE_TRIAL, NULL);
  self->model = g_object_ref (model);
  self->kinds = g_object_ref (kinds);
  g_signal_connect_object (model, "changed", G_CALLBACK (queue), self, G_CONNECT_SWAPPED);
  return self;
}

void
pp_rule_trial_set_guess (PpRuleTrial *self,
                         gboolean     guess)
{
  g_return_if_fail (PP_IS_RULE_TRIAL (self));

  if (self->guess == guess)
    return;
  self->guess = guess;
  queue (self);
}

static void
set_text (PpRuleTrial *self,
          const char  *text,
          const char  *path,
          gboolean     shipped)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_bytes_new (text, strlen (text));
  g_free (self->path);
  self->path = g_strdup (path);
  self->shipped = shipped;
  queue (self);
}

/**
 * pp_rule_trial_set_text:
 * @self: a trial
 * @text: a file of rules as it is now
 * @path: (nullable): the file of the user's folder that it will be
 *
 * The file of that path is left out, since the text stands for it.
 */
void
pp_rule_trial_set_text (PpRuleTrial *self,
                        const char  *text,
                        const char  *path)
{
  g_return_if_fail (PP_IS_RULE_TRIAL (self));
  g_return_if_fail (text != NULL);

  set_text (self, text, path, FALSE);
}

/**
 * pp_rule_trial_set_shipped:
 * @self: a trial
 * @text: one of the files that come with the program
 */
void
pp_rule_trial_set_shipped (PpRuleTrial *self,
                           const char  *text)
{
  g_return_if_fail (PP_IS_RULE_TRIAL (self));
  g_return_if_fail (text != NULL);

  set_text (self, text, NULL, TRUE);
}

gboolean
pp_rule_trial_is_busy (PpRuleTrial *self)
{
  g_return_val_if_fail (PP_IS_RULE_TRIAL (self), FALSE);

  return self->pause != 0 || self->running != NULL;
}

const PpRuleFault *
pp_rule_trial_get_fault (PpRuleTrial *self)
{
  g_return_val_if_fail (PP_IS_RULE_TRIAL (self), NULL);

  return self->fault;
}

GPtrArray *
pp_rule_trial_get_rules (PpRuleTrial *self)
{
  g_return_val_if_fail (PP_IS_RULE_TRIAL (self), NULL);

  return self->rules;
}

PpAnalysis *
pp_rule_trial_get_analysis (PpRuleTrial *self)
{
  g_return_val_if_fail (PP_IS_RULE_TRIAL (self), NULL);

  return self->analysis;
}
