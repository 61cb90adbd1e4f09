/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-register.h"

#include "pp-finding-words.h"
#include "pp-reconcile.h"

#include <string.h>

static void
entry_free (PpRegisterEntry *self)
{
  g_free (self->element);
  g_free (self->title);
  g_free (self->category);
  g_free (self->status);
  g_clear_pointer (&self->finding, pp_finding_unref);
  g_clear_object (&self->threat);
  g_free (self);
}

static const char *
said (const char *stored,
      const char *found)
{
  return stored != NULL && *stored != '\0' ? stored : found;
}

static gboolean
is_gone (PpAnalysis *analysis,
         PpThreat   *threat)
{
  return g_strcmp0 (pp_threat_get_origin (threat), "rule") == 0 &&
         pp_analysis_uses_rule (analysis, pp_threat_get_rule (threat));
}

static PpRegisterEntry *
entry_new (PpAnalysis *analysis,
           PpFinding  *finding,
           PpThreat   *threat)
{
  PpRegisterEntry *self = g_new0 (PpRegisterEntry, 1);

  self->finding = finding != NULL ? pp_finding_ref (finding) : NULL;
  self->threat = threat != NULL ? g_object_ref (threat) : NULL;
  self->element = g_strdup (threat != NULL ? pp_threat_get_element (threat) : finding->element);
  self->title = g_strdup (said (threat != NULL ? pp_threat_get_title (threat) : NULL,
                                finding != NULL ? finding->title : ""));
  self->category = g_strdup (said (threat != NULL ? pp_threat_get_category (threat) : NULL,
                                   finding != NULL ? pp_category_get_word (finding->category) : ""));
  self->status = g_strdup (said (threat != NULL ? pp_threat_get_status (threat) : NULL, "Open"));
  self->severity = threat != NULL ? pp_severity_rank (pp_threat_get_severity (threat)) : -1;
  if (self->severity < 0 && finding != NULL)
    self->severity = finding->severity;
  self->gone = finding == NULL && is_gone (analysis, threat);
  return self;
}

/* A rule may find one threat in several places. */
static gboolean
is_new (GHashTable      *seen,
        const PpFinding *finding)
{
  return g_hash_table_add (seen, g_strconcat (finding->rule->id, "\n", finding->element, NULL));
}

/**
 * pp_register_list:
 * @analysis: an analysis that has run
 *
 * Returns: (transfer full) (element-type PpRegisterEntry): the threats of its model
 */
GPtrArray *
pp_register_list (PpAnalysis *analysis)
{
  PpModel *model = pp_analysis_get_model (analysis);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GPtrArray) threats = pp_model_dup_sorted (model, PP_RECORD_THREAT);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);
      PpThreat *threat = pp_finding_find_threat (finding, model);

      if ((threat == NULL && (finding->rule->prompt || !is_new (seen, finding))) ||
          (threat != NULL && !g_hash_table_add (used, threat)))
        continue;
      g_ptr_array_add (entries, entry_new (analysis, finding, threat));
    }
  for (guint i = 0; i < threats->len; i++)
    if (!g_hash_table_contains (used, g_ptr_array_index (threats, i)))
      g_ptr_array_add (entries, entry_new (analysis, NULL, g_ptr_array_index (threats, i)));
  return entries;
}

gboolean
pp_register_entry_is_open (const PpRegisterEntry *self)
{
  return !self->gone && g_ascii_strcasecmp (self->status, "Open") == 0;
}
