/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-assessment-private.h"

#include "pp-rule-library.h"

G_DEFINE_FINAL_TYPE (PpAssessment, pp_assessment, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

PpModel *
_pp_assessment_get_model (PpAssessment *self)
{
  return pp_history_get_model (self->history);
}

/* Both hold places of the run as it was. */
static void
forget (PpAssessment *self)
{
  g_clear_pointer (&self->questions, pp_question_survey_free);
  g_clear_pointer (&self->list, g_ptr_array_unref);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (PpAssessment) self = PP_ASSESSMENT (user_data);
  g_autoptr (GError) error = NULL;

  forget (self);
  if (!pp_analysis_run_finish (PP_ANALYSIS (source), result, &error))
    return;
  g_clear_object (&self->running);
  self->ready = TRUE;
  self->untold = TRUE;
  _pp_assessment_queue (self);
}

/* What came before is in the model that the thread gets to see. */
static void
start (PpAssessment *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  g_ptr_array_set_size (self->waiting, 0);
  pp_analysis_run_async (self->analysis, self->running, run_cb, g_object_ref (self));
}

static void
make_analysis (PpAssessment *self)
{
  PpAnalysisOptions options = { .prompts = self->prompts, .guess = self->guess };

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->analysis);
  forget (self);
  self->analysis = pp_analysis_new (_pp_assessment_get_model (self), pp_kinds_get_default (),
                                    pp_rule_library_get_rules (pp_rule_library_get_default ()), &options);
}

static void
look_again (PpAssessment *self)
{
  g_autoptr (GPtrArray) changes = g_steal_pointer (&self->waiting);

  self->waiting = pp_change_list_new ();
  forget (self);
  if (!pp_analysis_update (self->analysis, changes))
    start (self);
  self->untold = TRUE;
}

static void
tell (PpAssessment *self)
{
  self->untold = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A step at a time, each shorter than a frame: looking, listing, surveying, then telling. */
static gboolean
idle_cb (gpointer user_data)
{
  PpAssessment *self = PP_ASSESSMENT (user_data);
  gboolean looked = self->untold && self->waiting->len == 0;

  if (looked && self->list == NULL)
    _pp_assessment_list_all (self);
  else if (looked && self->questions == NULL && _pp_assessment_survey_all (self) != NULL)
    return G_SOURCE_CONTINUE;
  else if (looked)
    tell (self);
  else if (!self->ready && self->running == NULL)
    start (self);
  else
    look_again (self);
  if (self->untold)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

/* After what is drawn: an edit shows at once, what it means a moment later. */
void
_pp_assessment_queue (PpAssessment *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

/* With other rules or other options. */
static void
begin_anew (PpAssessment *self)
{
  make_analysis (self);
  self->ready = FALSE;
  self->untold = FALSE;
  _pp_assessment_queue (self);
}

static void
model_changed_cb (PpAssessment *self,
                  GPtrArray    *changes)
{
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (self->waiting, pp_change_ref (g_ptr_array_index (changes, i)));
  g_clear_pointer (&self->list, g_ptr_array_unref);
  _pp_assessment_queue (self);
}

static void
pp_assessment_dispose (GObject *object)
{
  PpAssessment *self = PP_ASSESSMENT (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->skipped, g_hash_table_unref);
  forget (self);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (pp_assessment_parent_class)->dispose (object);
}

static void
pp_assessment_class_init (PpAssessmentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_assessment_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
pp_assessment_init (PpAssessment *self)
{
  self->waiting = pp_change_list_new ();
  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * pp_assessment_new:
 * @history: of the model that is looked at
 *
 * Returns: (transfer full): an assessment that takes its first look as soon as the program is idle
 */
PpAssessment *
pp_assessment_new (PpHistory *history)
{
  PpAssessment *self;

  g_return_val_if_fail (PP_IS_HISTORY (history), NULL);
  self = g_object_new (PP_TYPE_ASSESSMENT, NULL);
  self->history = g_object_ref (history);
  make_analysis (self);
  g_signal_connect_object (_pp_assessment_get_model (self), "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pp_rule_library_get_default (), "changed", G_CALLBACK (begin_anew), self,
                           G_CONNECT_SWAPPED);
  _pp_assessment_queue (self);
  return self;
}

PpHistory *
pp_assessment_get_history (PpAssessment *self)
{
  g_return_val_if_fail (PP_IS_ASSESSMENT (self), NULL);
  return self->history;
}

PpAnalysis *
pp_assessment_get_analysis (PpAssessment *self)
{
  g_return_val_if_fail (PP_IS_ASSESSMENT (self), NULL);
  return self->analysis;
}

gboolean
pp_assessment_is_ready (PpAssessment *self)
{
  g_return_val_if_fail (PP_IS_ASSESSMENT (self), FALSE);
  return self->ready;
}

/**
 * pp_assessment_set_options:
 * @self: an assessment
 * @prompts: also ask what needs nothing but the drawing
 * @guess: let names stand for what is not stated
 *
 * Everything is looked at again when one of them is different.
 */
void
pp_assessment_set_options (PpAssessment *self,
                           gboolean      prompts,
                           gboolean      guess)
{
  g_return_if_fail (PP_IS_ASSESSMENT (self));
  if (self->prompts == prompts && self->guess == guess)
    return;
  self->prompts = prompts;
  self->guess = guess;
  begin_anew (self);
}

/**
 * pp_assessment_flush:
 * @self: an assessment
 *
 * Looks at what was edited now instead of when the program is idle.
 */
void
pp_assessment_flush (PpAssessment *self)
{
  g_return_if_fail (PP_IS_ASSESSMENT (self));
  if (self->idle == 0 || !self->ready)
    return;
  g_clear_handle_id (&self->idle, g_source_remove);
  look_again (self);
  tell (self);
}
