/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-attacks.h"

#include <math.h>

#include "pp-attack-graph-builder.h"
#include "pp-task.h"
#include "pp-triage.h"
#include "pp-turn.h"

/* A piece of reading, well below a frame. */
#define PIECE_US 4000
#define N_SINGLES 12
#define LEAST_BLAST 0.01

/* What a search finds. Threads and the window share it: it is read only, but for the plan, which the main
 * thread puts in. */
typedef struct {
  PpAttackGraph    *graph;
  GPtrArray        *paths;
  GPtrArray        *choke_points;
  PpAttackCut      *cut;
  GPtrArray        *blast;
  PpMitigations    *mitigations;
  PpMitigationPlan *plan;
  char             *blast_origin;
} Answers;

struct _PpAttacks {
  GObject               parent_instance;

  /* Owned */
  PpAssessment         *assessment;
  char                 *from;
  char                 *to;
  char                 *blast_origin;
  PpAttackGraphBuilder *builder;        /* while the model is read */
  GCancellable         *searching;      /* while a thread is at work */
  Answers              *answers;

  /* State */
  guint                 idle;
  gboolean              active;
  gboolean              stale;
  gboolean              collecting;     /* the idle reads for mitigations */
  gboolean              compares;       /* the next answers are to the same question as these */
  gboolean              has_difference;
  double                before;
  double                after;
};

G_DEFINE_FINAL_TYPE (PpAttacks, pp_attacks, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
answers_clear (gpointer data)
{
  Answers *answers = data;

  g_clear_pointer (&answers->plan, pp_mitigation_plan_free);
  g_clear_pointer (&answers->mitigations, pp_mitigations_free);
  g_clear_pointer (&answers->blast, g_ptr_array_unref);
  g_clear_pointer (&answers->cut, pp_attack_cut_free);
  g_clear_pointer (&answers->choke_points, g_ptr_array_unref);
  g_clear_pointer (&answers->paths, g_ptr_array_unref);
  g_clear_pointer (&answers->graph, pp_attack_graph_unref);
  g_free (answers->blast_origin);
}

static void
answers_unref (gpointer answers)
{
  g_atomic_rc_box_release_full (answers, answers_clear);
}

/* What can be done about a large model is a million little pieces. */
static void
let_go (Answers *answers)
{
  pp_task_free_in_thread (answers, answers_unref);
}

static void
emit_changed (PpAttacks *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static PpModel *
get_model (PpAttacks *self)
{
  return pp_history_get_model (pp_assessment_get_history (self->assessment));
}

static void
stop (PpAttacks *self)
{
  g_clear_handle_id (&self->idle, pp_turn_remove);
  g_clear_pointer (&self->builder, pp_attack_graph_builder_free);
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->collecting = FALSE;
}

static double
best_odds (const Answers *answers)
{
  return answers->paths->len > 0 ? ((PpAttackPath *) g_ptr_array_index (answers->paths, 0))->odds : 0;
}

static void
take_answers (PpAttacks *self,
              Answers   *answers)
{
  if (self->answers != NULL && self->compares && fabs (best_odds (self->answers) - best_odds (answers)) > 1e-9)
    {
      self->has_difference = TRUE;
      self->before = best_odds (self->answers);
      self->after = best_odds (answers);
    }
  g_clear_pointer (&self->answers, let_go);
  self->answers = answers;
  self->compares = TRUE;
  self->stale = FALSE;
}

/* The last stage: what can be done. */

static void
plan_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Answers *answers = task_data;
  PpMitigationPlan *plan = pp_mitigations_find_plan (answers->mitigations, answers->paths, N_SINGLES, cancellable);

  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&plan, pp_mitigation_plan_free);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, plan, (GDestroyNotify) pp_mitigation_plan_free);
}

static void
plan_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PpAttacks *self = PP_ATTACKS (source);
  Answers *answers = g_task_get_task_data (G_TASK (result));
  PpMitigationPlan *plan = g_task_propagate_pointer (G_TASK (result), NULL);

  if (plan == NULL)
    return;
  g_clear_object (&self->searching);
  answers->plan = plan;
  emit_changed (self);
}

static void
run_in_thread (PpAttacks           *self,
               Answers             *answers,
               GTaskThreadFunc      function,
               GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = NULL;

  g_set_object (&self->searching, NULL);
  self->searching = g_cancellable_new ();
  task = g_task_new (self, self->searching, callback, NULL);
  g_task_set_source_tag (task, function);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (answers), answers_unref);
  pp_task_run_in_thread (task, function);
}

/* The first stage: everything that needs the graph alone. */

static void
search_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Answers *answers = task_data;

  answers->paths = pp_attack_graph_find_paths (answers->graph, PP_ATTACKS_N_PATHS);
  if (g_task_return_error_if_cancelled (task))
    return;
  answers->choke_points = pp_attack_graph_find_choke_points (answers->graph);
  answers->cut = pp_attack_graph_find_cut (answers->graph);
  answers->blast = answers->blast_origin != NULL
    ? pp_attack_graph_find_blast_radius (answers->graph, answers->blast_origin, LEAST_BLAST)
    : g_ptr_array_new ();
  answers->mitigations = pp_mitigations_new (answers->graph);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static gboolean collect_cb (gpointer user_data);

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  PpAttacks *self = PP_ATTACKS (source);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->searching);
  take_answers (self, g_atomic_rc_box_acquire (g_task_get_task_data (G_TASK (result))));
  self->collecting = TRUE;
  self->idle = pp_turn_add (collect_cb, self);
  emit_changed (self);
}

/* Between the stages the main loop reads what can be done. */
static gboolean
collect_cb (gpointer user_data)
{
  PpAttacks *self = PP_ATTACKS (user_data);

  if (!pp_mitigations_collect (self->answers->mitigations, get_model (self),
                               pp_assessment_get_analysis (self->assessment), pp_odds_get_default (),
                               g_get_monotonic_time () + PIECE_US))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  self->collecting = FALSE;
  run_in_thread (self, self->answers, plan_in_thread, plan_cb);
  return G_SOURCE_REMOVE;
}

static gboolean
read_cb (gpointer user_data)
{
  PpAttacks *self = PP_ATTACKS (user_data);
  Answers *answers;

  if (self->builder == NULL)
    self->builder = pp_attack_graph_builder_new (get_model (self), pp_assessment_get_analysis (self->assessment),
                                                 pp_odds_get_default (), self->from, self->to);
  if (!pp_attack_graph_builder_step (self->builder, g_get_monotonic_time () + PIECE_US))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  answers = g_atomic_rc_box_new0 (Answers);
  answers->graph = pp_attack_graph_builder_finish (g_steal_pointer (&self->builder));
  answers->blast_origin = g_strdup (self->blast_origin);
  run_in_thread (self, answers, search_in_thread, search_cb);
  answers_unref (answers);
  return G_SOURCE_REMOVE;
}

static void
start (PpAttacks *self)
{
  stop (self);
  if (!self->active || !pp_assessment_is_ready (self->assessment))
    return;
  self->idle = pp_turn_add (read_cb, self);
  emit_changed (self);
}

/* What is being read is not what it was. Once the rules have looked at the edit, the search begins again. */
static void
model_changed_cb (PpAttacks *self)
{
  stop (self);
  self->stale = TRUE;
  emit_changed (self);
}

static void
pp_attacks_dispose (GObject *object)
{
  PpAttacks *self = PP_ATTACKS (object);

  stop (self);
  g_clear_pointer (&self->answers, let_go);
  g_clear_object (&self->assessment);
  G_OBJECT_CLASS (pp_attacks_parent_class)->dispose (object);
}

static void
pp_attacks_finalize (GObject *object)
{
  PpAttacks *self = PP_ATTACKS (object);

  g_free (self->from);
  g_free (self->to);
  g_free (self->blast_origin);
  G_OBJECT_CLASS (pp_attacks_parent_class)->finalize (object);
}

static void
pp_attacks_class_init (PpAttacksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_attacks_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_attacks_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pp_attacks_init (PpAttacks *self)
{
  self->stale = TRUE;
}

/**
 * pp_attacks_new:
 * @assessment: what threatens the document
 *
 * Returns: (transfer full): attacks that wait until somebody looks
 */
PpAttacks *
pp_attacks_new (PpAssessment *assessment)
{
  PpAttacks *self;

  g_return_val_if_fail (PP_IS_ASSESSMENT (assessment), NULL);

  self = g_object_new (PP_TYPE_ATTACKS, NULL);
  self->assessment = g_object_ref (assessment);
  g_signal_connect_object (get_model (self), "changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (assessment, "changed", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  return self;
}

PpAssessment *
pp_attacks_get_assessment (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->assessment;
}

void
pp_attacks_set_active (PpAttacks *self,
                       gboolean   active)
{
  g_return_if_fail (PP_IS_ATTACKS (self));
  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    stop (self);
  else if (self->stale || self->answers == NULL || self->answers->plan == NULL)
    start (self);
}

gboolean
pp_attacks_get_active (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  return self->active;
}

/* Another question: what was found before is no answer to it. */
static void
ask_anew (PpAttacks *self)
{
  self->compares = FALSE;
  self->has_difference = FALSE;
  self->stale = TRUE;
  start (self);
}

static gboolean
take_id (char       **field,
         const char  *id)
{
  if (g_strcmp0 (*field, id) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (id);
  return TRUE;
}

/**
 * pp_attacks_ask:
 * @self: attacks
 * @from: (nullable): the only attacker
 * @to: (nullable): the only asset
 */
void
pp_attacks_ask (PpAttacks  *self,
                const char *from,
                const char *to)
{
  gboolean differs;

  g_return_if_fail (PP_IS_ATTACKS (self));
  differs = take_id (&self->from, from);
  differs = take_id (&self->to, to) || differs;
  if (differs)
    ask_anew (self);
}

const char *
pp_attacks_get_from (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->from;
}

const char *
pp_attacks_get_to (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->to;
}

/**
 * pp_attacks_ask_blast:
 * @self: attacks
 * @element: (nullable): what is under control
 */
void
pp_attacks_ask_blast (PpAttacks  *self,
                      const char *element)
{
  g_return_if_fail (PP_IS_ATTACKS (self));
  if (take_id (&self->blast_origin, element))
    ask_anew (self);
}

const char *
pp_attacks_get_blast_origin (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->blast_origin;
}

gboolean
pp_attacks_is_searching (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  return self->idle != 0 || self->searching != NULL ||
         (self->active && !pp_assessment_is_ready (self->assessment));
}

gboolean
pp_attacks_is_stale (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  return self->stale;
}

gboolean
pp_attacks_is_ready (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  return self->answers != NULL;
}

void
pp_attacks_cancel (PpAttacks *self)
{
  g_return_if_fail (PP_IS_ATTACKS (self));
  stop (self);
  emit_changed (self);
}

void
pp_attacks_search_again (PpAttacks *self)
{
  g_return_if_fail (PP_IS_ATTACKS (self));
  start (self);
}

PpAttackGraph *
pp_attacks_get_graph (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->graph : NULL;
}

GPtrArray *
pp_attacks_get_paths (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->paths : NULL;
}

GPtrArray *
pp_attacks_get_choke_points (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->choke_points : NULL;
}

PpAttackCut *
pp_attacks_get_cut (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->cut : NULL;
}

GPtrArray *
pp_attacks_get_blast (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->blast : NULL;
}

PpMitigationPlan *
pp_attacks_get_plan (PpAttacks *self)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), NULL);
  return self->answers != NULL ? self->answers->plan : NULL;
}

static gboolean
passes (const PpAttackPath *path,
        const char         *element)
{
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);

      if (g_strcmp0 (step->from, element) == 0 || g_strcmp0 (step->to, element) == 0 ||
          g_strcmp0 (step->via, element) == 0)
        return TRUE;
    }
  return FALSE;
}

guint
pp_attacks_count_passing (PpAttacks  *self,
                          const char *element)
{
  guint count = 0;

  g_return_val_if_fail (PP_IS_ATTACKS (self), 0);
  for (guint i = 0; self->answers != NULL && i < self->answers->paths->len; i++)
    count += passes (g_ptr_array_index (self->answers->paths, i), element);
  return count;
}

gboolean
pp_attacks_get_difference (PpAttacks *self,
                           double    *before,
                           double    *after)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  *before = self->before;
  *after = self->after;
  return self->has_difference;
}

/**
 * pp_attacks_apply:
 * @self: attacks
 * @mitigation: one of the plan's
 * @error: return location
 *
 * States what @mitigation consists of. The answers follow.
 */
gboolean
pp_attacks_apply (PpAttacks           *self,
                  const PpMitigation  *mitigation,
                  GError             **error)
{
  g_return_val_if_fail (PP_IS_ATTACKS (self), FALSE);
  return pp_triage_mitigate (self->assessment, mitigation, error);
}
