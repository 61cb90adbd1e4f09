/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-assessment.h"

#include "pp-finding-words.h"
#include "pp-rule-library.h"

struct _PpAssessment {
  GObject        parent_instance;

  /* Owned */
  PpHistory     *history;
  PpAnalysis    *analysis;
  GCancellable  *running;       /* while a thread is at work */
  GPtrArray     *waiting;       /* changes of the model that were not looked at yet */
  GHashTable    *items;         /* by key, as last listed: what is the same stays the same object */
  GPtrArray     *list;          /* (nullable): the same in order, while they are of now */
  PpQuestionSurvey *questions;  /* (nullable): of the whole model, until something changes */
  GHashTable    *skipped;       /* questions that nobody can answer now */

  /* State */
  guint          idle;
  gboolean       ready;
  gboolean       untold;        /* something is different, and nobody knows yet */
  gboolean       prompts;
  gboolean       guess;
};

G_DEFINE_FINAL_TYPE (PpAssessment, pp_assessment, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpModel *
get_model (PpAssessment *self)
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

static void queue (PpAssessment *self);
static GPtrArray *list_all (PpAssessment *self);
static PpQuestionSurvey *survey_all (PpAssessment *self);

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
  queue (self);
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
  self->analysis = pp_analysis_new (get_model (self), pp_kinds_get_default (),
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

  if (self->untold && self->waiting->len == 0 && self->list == NULL)
    list_all (self);
  else if (self->untold && self->waiting->len == 0 && self->questions == NULL && survey_all (self) != NULL)
    return G_SOURCE_CONTINUE;
  else if (self->untold && self->waiting->len == 0)
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
static void
queue (PpAssessment *self)
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
  queue (self);
}

static void
model_changed_cb (PpAssessment *self,
                  GPtrArray    *changes)
{
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (self->waiting, pp_change_ref (g_ptr_array_index (changes, i)));
  g_clear_pointer (&self->list, g_ptr_array_unref);
  queue (self);
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
  g_signal_connect_object (get_model (self), "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pp_rule_library_get_default (), "changed", G_CALLBACK (begin_anew), self,
                           G_CONNECT_SWAPPED);
  queue (self);
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

static char *
make_rule_key (const char *rule,
               const char *element)
{
  return g_strconcat (rule, "\n", element, NULL);
}

/* A rule that is not loaded, or whose pack is off, does not say that a threat is not there. */
static gboolean
is_gone (PpAssessment *self,
         PpThreat     *threat)
{
  return self->ready && g_strcmp0 (pp_threat_get_origin (threat), "rule") == 0
         && pp_analysis_uses_rule (self->analysis, pp_threat_get_rule (threat));
}

static PpThreatItem *
item_new (PpAssessment *self,
          char         *key,
          PpFinding    *finding,
          PpThreat     *threat)
{
  PpThreatItem *item = g_object_new (PP_TYPE_THREAT_ITEM, NULL);

  item->key = key;
  item->model = g_object_ref (get_model (self));
  item->finding = finding != NULL ? pp_finding_ref (finding) : NULL;
  item->threat = threat != NULL ? g_object_ref (threat) : NULL;
  item->element = g_strdup (threat != NULL ? pp_threat_get_element (threat) : finding->element);
  if (threat != NULL && *pp_threat_get_title (threat) != '\0')
    item->title = g_strdup (pp_threat_get_title (threat));
  else
    item->title = g_strdup (finding != NULL ? finding->title : "");
  if (threat != NULL && *pp_threat_get_category (threat) != '\0')
    item->category = g_strdup (pp_threat_get_category (threat));
  else
    item->category = finding != NULL ? g_strdup (pp_category_get_word (finding->category)) : g_strdup ("");
  item->status = g_strdup (threat != NULL && *pp_threat_get_status (threat) != '\0'
                           ? pp_threat_get_status (threat) : "Open");
  item->severity = threat != NULL ? pp_severity_rank (pp_threat_get_severity (threat)) : -1;
  if (item->severity < 0 && finding != NULL)
    item->severity = finding->severity;
  item->gone = finding == NULL && is_gone (self, threat);
  return item;
}

/* Gives back the item that was listed before where nothing of it is different. */
static void
take_item (PpAssessment *self,
           GPtrArray    *items,
           PpThreatItem *item)
{
  PpThreatItem *old = g_hash_table_lookup (self->items, item->key);

  if (old == NULL || !pp_threat_item_equal (old, item))
    {
      g_ptr_array_add (items, item);
      return;
    }
  if (item->finding != NULL)
    {
      pp_finding_unref (old->finding);
      old->finding = pp_finding_ref (item->finding);
    }
  g_ptr_array_add (items, g_object_ref (old));
  g_object_unref (item);
}

/* What was found and is the same finding still, as most are after an edit. */
static gboolean
take_same (PpAssessment *self,
           GPtrArray    *items,
           const char   *key,
           PpFinding    *finding)
{
  PpThreatItem *old = g_hash_table_lookup (self->items, key);

  if (old == NULL || old->finding != finding || old->threat != NULL)
    return FALSE;
  g_ptr_array_add (items, g_object_ref (old));
  return TRUE;
}

/* The stored threats that came from a rule, by rule and element. */
static GHashTable *
index_threats (PpModel *model)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);

  for (guint i = 0; i < n_threats; i++)
    {
      PpThreat *threat = PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i));

      if (*pp_threat_get_rule (threat) != '\0' && pp_threat_get_element (threat) != NULL)
        g_hash_table_insert (index, make_rule_key (pp_threat_get_rule (threat), pp_threat_get_element (threat)),
                             threat);
    }
  return index;
}

static void
add_findings (PpAssessment  *self,
              GPtrArray     *items,
              GHashTable    *used)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (self->analysis, NULL);
  g_autoptr (GHashTable) stored = index_threats (get_model (self));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);
      char *key = make_rule_key (finding->rule->id, finding->element);
      PpThreat *threat = g_hash_table_lookup (stored, key);

      if (pp_model_lookup_element (get_model (self), finding->element) == NULL
          || g_hash_table_contains (seen, key))
        {
          g_free (key);
          continue;
        }
      if (threat != NULL)
        g_hash_table_add (used, threat);
      else if (take_same (self, items, key, finding))
        {
          g_hash_table_add (seen, ((PpThreatItem *) g_ptr_array_index (items, items->len - 1))->key);
          g_free (key);
          continue;
        }
      take_item (self, items, item_new (self, key, finding, threat));
      g_hash_table_add (seen, ((PpThreatItem *) g_ptr_array_index (items, items->len - 1))->key);
    }
}

static void
add_threats (PpAssessment *self,
             GPtrArray    *items,
             GHashTable   *used)
{
  g_autoptr (GPtrArray) threats = pp_model_dup_sorted (get_model (self), PP_RECORD_THREAT);

  for (guint i = 0; i < threats->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);
      const char *element = pp_threat_get_element (threat);

      if (element == NULL || g_hash_table_contains (used, threat)
          || pp_model_lookup_element (get_model (self), element) == NULL)
        continue;
      take_item (self, items, item_new (self, g_strdup (pp_record_get_id (PP_RECORD (threat))), NULL,
                                        threat));
    }
}

static void
remember (PpAssessment *self,
          GPtrArray    *items)
{
  GHashTable *old = self->items;

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; i < items->len; i++)
    {
      PpThreatItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (self->items, item->key, g_object_ref (item));
    }
  g_hash_table_unref (old);
}

/* The elements that a scope holds are those that findings or questions can be asked of; a stored
 * threat belongs to it when its element does. */
static void
keep_scope (PpAssessment  *self,
            GPtrArray     *items,
            const PpScope *scope)
{
  g_autoptr (GHashTable) elements = pp_analysis_collect_scope (self->analysis, scope);

  for (guint i = items->len; elements != NULL && i-- > 0;)
    if (!g_hash_table_contains (elements, ((PpThreatItem *) g_ptr_array_index (items, i))->element))
      g_ptr_array_remove_index (items, i);
}

static GPtrArray *
list_all (PpAssessment *self)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  if (self->list != NULL)
    return self->list;
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
  add_findings (self, self->list, used);
  add_threats (self, self->list, used);
  remember (self, self->list);
  return self->list;
}

static gpointer
ref_item (gconstpointer item,
          gpointer      user_data)
{
  return g_object_ref ((gpointer) item);
}

/**
 * pp_assessment_list_items:
 * @self: an assessment
 * @scope: (nullable): how much; %NULL for everything
 *
 * Returns: (transfer full) (element-type PpThreatItem): what rules found and what the model holds; the
 *   same objects as the last time where nothing is different
 */
GPtrArray *
pp_assessment_list_items (PpAssessment  *self,
                          const PpScope *scope)
{
  GPtrArray *items;

  g_return_val_if_fail (PP_IS_ASSESSMENT (self), NULL);
  items = g_ptr_array_copy (list_all (self), ref_item, NULL);
  if (scope != NULL && scope->type != PP_SCOPE_APPLICATION)
    keep_scope (self, items, scope);
  return items;
}

static char *
make_question_key (const char *element,
                   const char *property)
{
  return g_strconcat (property, "\n", element, NULL);
}

/* Made once for each change: the panel and the badges ask for it. */
static PpQuestionSurvey *
survey_all (PpAssessment *self)
{
  if (self->questions == NULL)
    self->questions = pp_analysis_survey_questions (self->analysis, NULL);
  return self->questions;
}

static gboolean
is_skipped (PpAssessment     *self,
            PpQuestionSurvey *survey,
            guint             position)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->skipped) == 0)
    return FALSE;
  key = make_question_key (pp_question_survey_get_element (survey, position),
                           pp_question_survey_get_property (survey, position));
  return g_hash_table_contains (self->skipped, key);
}

static GPtrArray *
take_questions (PpAssessment     *self,
                PpQuestionSurvey *survey,
                guint             limit,
                guint            *n_questions)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_question_free);

  *n_questions = 0;
  if (survey != NULL)
    pp_question_survey_rank (survey, limit + g_hash_table_size (self->skipped));
  for (guint i = 0; survey != NULL && i < pp_question_survey_get_n_questions (survey); i++)
    if (!is_skipped (self, survey, i) && ++*n_questions <= limit)
      g_ptr_array_add (questions, pp_question_survey_dup_question (survey, i));
  return questions;
}

/**
 * pp_assessment_list_questions:
 * @self: an assessment
 * @scope: (nullable): how much
 * @limit: how many at most
 * @n_questions: (out): how many there are
 *
 * Returns: (transfer full) (element-type PpQuestion): what settles most comes first, without what was
 *   skipped
 */
GPtrArray *
pp_assessment_list_questions (PpAssessment  *self,
                              const PpScope *scope,
                              guint          limit,
                              guint         *n_questions)
{
  g_autoptr (PpQuestionSurvey) part = NULL;

  g_return_val_if_fail (PP_IS_ASSESSMENT (self), NULL);
  if (scope == NULL || scope->type == PP_SCOPE_APPLICATION)
    return take_questions (self, survey_all (self), limit, n_questions);
  part = pp_analysis_survey_questions (self->analysis, scope);
  return take_questions (self, part, limit, n_questions);
}

static PpBadge *
ensure_badge (GHashTable *badges,
              const char *element)
{
  PpBadge *badge = g_hash_table_lookup (badges, element);

  if (badge == NULL)
    {
      badge = g_new0 (PpBadge, 1);
      badge->severity = -1;
      g_hash_table_insert (badges, g_strdup (element), badge);
    }
  return badge;
}

/**
 * pp_assessment_dup_badges:
 * @self: an assessment
 *
 * Returns: (transfer full) (element-type utf8 PpBadge): what to say in brief about each element of the
 *   whole model
 */
GHashTable *
pp_assessment_dup_badges (PpAssessment *self)
{
  GHashTable *badges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PpQuestionSurvey *survey;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (PP_IS_ASSESSMENT (self), badges);
  list_all (self);
  survey = survey_all (self);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PpThreatItem *item = value;
      PpBadge *badge;

      if (!pp_threat_item_is_open (item))
        continue;
      badge = ensure_badge (badges, item->element);
      badge->stated += item->threat != NULL;
      badge->suggested += item->threat == NULL;
      badge->severity = MAX (badge->severity, item->severity);
    }
  for (guint i = 0; survey != NULL && i < pp_question_survey_get_n_questions (survey); i++)
    if (!is_skipped (self, survey, i))
      ensure_badge (badges, pp_question_survey_get_element (survey, i))->questions++;
  return badges;
}

/**
 * pp_assessment_skip:
 * @self: an assessment
 * @question: one of its questions
 *
 * Does not ask it again while the document is open.
 */
void
pp_assessment_skip (PpAssessment     *self,
                    const PpQuestion *question)
{
  g_return_if_fail (PP_IS_ASSESSMENT (self));
  g_hash_table_add (self->skipped, make_question_key (question->element, question->property));
  queue (self);
}

/**
 * pp_assessment_count_open:
 * @self: an assessment
 * @by_severity: (out): how many of each severity, the least first
 *
 * Returns: how many open threats there are, as last listed
 */
guint
pp_assessment_count_open (PpAssessment *self,
                          guint         by_severity[4])
{
  GHashTableIter iter;
  gpointer value;
  guint n_open = 0;

  memset (by_severity, 0, 4 * sizeof by_severity[0]);
  g_return_val_if_fail (PP_IS_ASSESSMENT (self), 0);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PpThreatItem *item = value;

      if (!pp_threat_item_is_open (item))
        continue;
      n_open++;
      by_severity[MAX (item->severity, 0)]++;
    }
  return n_open;
}
