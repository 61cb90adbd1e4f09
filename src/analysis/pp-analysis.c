/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rules find in a model, kept up to date. */

#include "pp-analysis-private.h"

#include "pp-attack.h"
#include "pp-task.h"

struct _PpAnalysis {
  GObject       parent_instance;

  /* owned */
  PpModel      *model;
  PpKinds      *kinds;
  PpRuleSet    *rules;
  PpRunOptions  options;
  PpRun        *run;             /* NULL before the first run */
  GPtrArray    *waiting;         /* changes that came while a thread was at work */

  /* state */
  guint         n_running;       /* threads at work */
  guint         n_edits;         /* that were told of */
  gboolean      aside;           /* the run came from a thread, and ends in one */
};

G_DEFINE_FINAL_TYPE (PpAnalysis, pp_analysis, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Freeing a large run takes longer than a frame may, so who waits for none has it done aside. */
static void
end_run (PpRun    *run,
         gboolean  aside)
{
  if (run == NULL || !aside)
    {
      _pp_run_free (run);
      return;
    }
  /* These belong to this thread. */
  g_clear_object (&run->subjects->model);
  g_clear_object (&run->subjects->kinds);
  pp_task_free_in_thread (run, (GDestroyNotify) _pp_run_free);
}

static void
pp_analysis_finalize (GObject *object)
{
  PpAnalysis *self = PP_ANALYSIS (object);

  end_run (self->run, self->aside);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->options.disabled_packs, g_strfreev);
  g_clear_pointer (&self->options.only_rules, g_strfreev);
  g_clear_pointer (&self->rules, pp_rule_set_unref);
  g_clear_object (&self->kinds);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (pp_analysis_parent_class)->finalize (object);
}

static void
pp_analysis_class_init (PpAnalysisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_analysis_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PP_TYPE_ANALYSIS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
pp_analysis_init (PpAnalysis *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_change_unref);
}

/**
 * pp_analysis_new:
 * @model: what is looked at
 * @kinds: what its kinds mean
 * @rules: what is looked for; must not be added to any more
 * @options: (nullable): how
 *
 * Returns: (transfer full): an analysis that has not run yet
 */
PpAnalysis *
pp_analysis_new (PpModel                 *model,
                 PpKinds                 *kinds,
                 PpRuleSet               *rules,
                 const PpAnalysisOptions *options)
{
  PpAnalysis *self;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);
  g_return_val_if_fail (PP_IS_KINDS (kinds), NULL);

  self = g_object_new (PP_TYPE_ANALYSIS, NULL);
  self->model = g_object_ref (model);
  self->kinds = g_object_ref (kinds);
  self->rules = pp_rule_set_ref (rules);
  if (options != NULL)
    {
      self->options.prompts = options->prompts;
      self->options.guess = options->guess;
      self->options.disabled_packs = g_strdupv ((char **) options->disabled_packs);
      self->options.only_rules = g_strdupv ((char **) options->only_rules);
    }
  /* The tables are read here once, so that threads only look into them. */
  pp_attack_get_default ();
  return self;
}

PpRuleSet *
pp_analysis_get_rules (PpAnalysis *self)
{
  g_return_val_if_fail (PP_IS_ANALYSIS (self), NULL);

  return self->rules;
}

PpModel *
pp_analysis_get_model (PpAnalysis *self)
{
  g_return_val_if_fail (PP_IS_ANALYSIS (self), NULL);

  return self->model;
}

PpRun *
_pp_analysis_peek_run (PpAnalysis *self)
{
  g_return_val_if_fail (PP_IS_ANALYSIS (self), NULL);

  return self->run;
}

gboolean
pp_analysis_uses_rule (PpAnalysis *self,
                       const char *id)
{
  const PpRule *rule;

  g_return_val_if_fail (PP_IS_ANALYSIS (self), FALSE);

  rule = pp_rule_set_find_rule (self->rules, id);
  return rule != NULL && _pp_run_options_allow (&self->options, self->model, rule);
}

static PpRun *
new_run (PpAnalysis *self)
{
  return _pp_run_new (self->model, self->kinds, self->rules, &self->options);
}

static void
take_run (PpAnalysis *self,
          PpRun      *run,
          gboolean    aside)
{
  PpRun *before = self->run;

  self->run = run;
  self->aside = aside;
  end_run (before, aside);
}

/**
 * pp_analysis_run:
 * @self: an analysis
 *
 * Looks at the whole model.
 */
void
pp_analysis_run (PpAnalysis *self)
{
  PpRun *run;

  g_return_if_fail (PP_IS_ANALYSIS (self));

  run = new_run (self);
  _pp_run_build_step (run, G_MAXINT64);
  _pp_run_evaluate_all (run);
  take_run (self, run, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, NULL);
}

/* The run that is being made, until somebody takes it. */
typedef struct {
  PpRun    *run;
  guint     edits;            /* of the analysis, when the reading of the model began */
  guint     n_beginnings;
  gboolean  in_thread;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  _pp_run_free (job->run);
  g_free (job);
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  if (!g_task_return_error_if_cancelled (task))
    {
      _pp_run_evaluate_all (((Job *) task_data)->run);
      g_task_return_boolean (task, TRUE);
    }
}

static void
begin_reading (PpAnalysis *self,
               Job        *job)
{
  _pp_run_free (job->run);
  job->run = new_run (self);
  job->edits = self->n_edits;
  job->n_beginnings++;
}

#define STEP_MICROSECONDS 4000
#define MAX_BEGINNINGS 5

/* Reads a piece of the model. When it was edited since the last piece, reading begins anew; for who edits
 * without a pause it is read in one piece in the end. */
static gboolean
read_piece (gpointer data)
{
  GTask *task = data;
  PpAnalysis *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  gint64 deadline = g_get_monotonic_time () + STEP_MICROSECONDS;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (job->edits != self->n_edits)
    begin_reading (self, job);
  if (!_pp_run_build_step (job->run, job->n_beginnings > MAX_BEGINNINGS ? G_MAXINT64 : deadline))
    return G_SOURCE_CONTINUE;
  if (self->n_running++ == 0)
    g_ptr_array_set_size (self->waiting, 0);
  job->in_thread = TRUE;
  pp_task_run_in_thread (task, run_in_thread);
  return G_SOURCE_REMOVE;
}

/**
 * pp_analysis_run_async:
 * @self: an analysis
 * @cancellable: (nullable): a cancellable
 * @callback: called when the findings are there
 * @user_data: for @callback
 *
 * Reads the model in pieces that are shorter than a frame, and looks at it in a thread. Changes that are
 * given to pp_analysis_update() meanwhile are taken in.
 */
void
pp_analysis_run_async (PpAnalysis          *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (PP_IS_ANALYSIS (self));

  job = g_new0 (Job, 1);
  begin_reading (self, job);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pp_analysis_run_async);
  g_task_set_task_data (task, job, job_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_piece, g_steal_pointer (&task), g_object_unref);
}

/* What came in while the thread was at work; kept while another one is. */
static GPtrArray *
dup_waiting (PpAnalysis *self)
{
  GPtrArray *waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_change_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (waiting, pp_change_ref (g_ptr_array_index (self->waiting, i)));
  if (self->n_running == 0)
    g_ptr_array_set_size (self->waiting, 0);
  return waiting;
}

/**
 * pp_analysis_run_finish:
 * @self: an analysis
 * @result: from the callback
 * @error: %G_IO_ERROR_CANCELLED when it was cancelled; what was found before stays then
 */
gboolean
pp_analysis_run_finish (PpAnalysis    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr (GPtrArray) waiting = NULL;
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (job->in_thread)
    self->n_running--;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  take_run (self, g_steal_pointer (&job->run), TRUE);
  waiting = dup_waiting (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, NULL);
  if (waiting->len > 0 && !pp_analysis_update (self, waiting))
    pp_analysis_run (self);
  return TRUE;
}

static void
emit_touched (PpAnalysis *self,
              GHashTable *touched)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (touched) == 0)
    return;
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (elements, g_strdup (id));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, elements);
}

/**
 * pp_analysis_update:
 * @self: an analysis
 * @changes: (element-type PpChange): what was done to the model, which has it already
 *
 * Takes changes in. Does nothing before the first run.
 *
 * Returns: %FALSE when so much has changed that pp_analysis_run() or its asynchronous brother must look
 *   at everything again; what is listed until then is of before
 */
gboolean
pp_analysis_update (PpAnalysis *self,
                    GPtrArray  *changes)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (PP_IS_ANALYSIS (self), FALSE);

  self->n_edits++;
  for (guint i = 0; self->n_running > 0 && i < changes->len; i++)
    g_ptr_array_add (self->waiting, pp_change_ref (g_ptr_array_index (changes, i)));
  if (self->run == NULL)
    return TRUE;
  if (!_pp_run_update (self->run, changes, touched))
    return FALSE;
  emit_touched (self, touched);
  return TRUE;
}
