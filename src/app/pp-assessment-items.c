/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What rules found and what the model holds, as one list of items, and in brief for each element. */

#include "pp-assessment-private.h"

#include <string.h>

#include "pp-finding-words.h"

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
  item->model = g_object_ref (_pp_assessment_get_model (self));
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
  g_autoptr (GHashTable) stored = index_threats (_pp_assessment_get_model (self));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);
      char *key = make_rule_key (finding->rule->id, finding->element);
      PpThreat *threat = g_hash_table_lookup (stored, key);

      if (pp_model_lookup_element (_pp_assessment_get_model (self), finding->element) == NULL
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
  g_autoptr (GPtrArray) threats = pp_model_dup_sorted (_pp_assessment_get_model (self), PP_RECORD_THREAT);

  for (guint i = 0; i < threats->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);
      const char *element = pp_threat_get_element (threat);

      if (element == NULL || g_hash_table_contains (used, threat)
          || pp_model_lookup_element (_pp_assessment_get_model (self), element) == NULL)
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

GPtrArray *
_pp_assessment_list_all (PpAssessment *self)
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
  items = g_ptr_array_copy (_pp_assessment_list_all (self), ref_item, NULL);
  if (scope != NULL && scope->type != PP_SCOPE_APPLICATION)
    keep_scope (self, items, scope);
  return items;
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
  _pp_assessment_list_all (self);
  survey = _pp_assessment_survey_all (self);
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
    if (!_pp_assessment_is_skipped (self, survey, i))
      ensure_badge (badges, pp_question_survey_get_element (survey, i))->questions++;
  return badges;
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
