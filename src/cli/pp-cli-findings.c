/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pp-cli-findings.h"

#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-cli-words.h"
#include "pp-finding-words.h"
#include "pp-methodologies.h"
#include "pp-register.h"

#include <string.h>

#define MAX_REMEDIES 2
#define N_SEVERITIES (PP_SEVERITY_CRITICAL + 1)

typedef struct {
  PpAnalysis *analysis;
  PpWording   wording;
  GString    *text;
} Writer;

static gboolean
is_open (const PpFinding *finding,
         PpModel         *model)
{
  return strcmp (pp_finding_get_status (finding, model), "Open") == 0;
}

/* Open, decided, prompt; in each the worst first, and the rest as the analysis has it. */
static int
rank (const PpFinding *finding,
      PpModel         *model)
{
  if (finding->rule->prompt)
    return 2 * N_SEVERITIES;
  return (is_open (finding, model) ? 0 : N_SEVERITIES) + PP_SEVERITY_CRITICAL - (int) finding->severity;
}

static GPtrArray *
list_by_severity (PpAnalysis    *analysis,
                  const PpScope *scope)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, scope);
  g_autofree int *ranks = g_new (int, findings->len);
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_finding_unref);

  for (guint i = 0; i < findings->len; i++)
    ranks[i] = rank (g_ptr_array_index (findings, i), pp_analysis_get_model (analysis));
  for (int i = 0; i <= 2 * N_SEVERITIES; i++)
    for (guint j = 0; j < findings->len; j++)
      if (ranks[j] == i)
        g_ptr_array_add (sorted, pp_finding_ref (g_ptr_array_index (findings, j)));
  return sorted;
}

static void
append_evidence (Writer          *self,
                 const PpFinding *finding)
{
  for (guint i = 0; i < finding->evidence->len; i++)
    {
      const PpEvidence *evidence = g_ptr_array_index (finding->evidence, i);
      g_autofree char *statement = pp_cli_dup_statement (self->wording.model, evidence);

      if (!pp_evidence_is_telling (evidence))
        continue;
      if (evidence->value != NULL)
        g_string_append_printf (self->text, "      %s (%s)\n", statement, _(pp_origin_get_label (evidence->origin)));
      else
        g_string_append_printf (self->text, "      %s\n", statement);
    }
}

static void
append_remedies (Writer          *self,
                 const PpFinding *finding)
{
  g_autoptr (GPtrArray) remedies = pp_analysis_list_remedies (self->analysis, finding, MAX_REMEDIES);

  if (remedies->len > 0)
    g_string_append_printf (self->text, "    %s\n", _("What would close it:"));
  for (guint i = 0; i < remedies->len; i++)
    {
      g_autofree char *facts = pp_cli_dup_facts (self->wording.model, g_ptr_array_index (remedies, i));

      g_string_append_printf (self->text, "      %s\n", facts);
    }
}

static void
append_finding (Writer          *self,
                const PpFinding *finding)
{
  const char *status = pp_finding_get_status (finding, self->wording.model);
  const PpRule *rule = finding->rule;
  g_autofree char *title = pp_wording_dup_finding (&self->wording, finding);

  g_string_append_printf (self->text, "%s: %s\n    %s, %s, %s",
                          rule->prompt ? _("Prompt") : _(pp_severity_to_string (finding->severity)), title, rule->id,
                          _(pp_category_get_word (finding->category)),
                          _(pp_confidence_to_string (finding->confidence)));
  if (strcmp (status, "Open") != 0)
    g_string_append_printf (self->text, ", %s", _(pp_threat_status_get_label (status)));
  g_string_append_printf (self->text, " — %s\n", pp_cli_get_name (self->wording.model, finding->element));
  if (rule->why != NULL && *rule->why != '\0')
    g_string_append_printf (self->text, "    %s\n", pp_wording_say (&self->wording, rule->why));
  append_evidence (self, finding);
  if (!rule->prompt && strcmp (status, "Open") == 0)
    append_remedies (self, finding);
  g_string_append_c (self->text, '\n');
}

static void
append_questions (Writer    *self,
                  GPtrArray *questions,
                  guint      limit)
{
  if (questions->len == 0)
    return;
  g_string_append_printf (self->text, ngettext ("%u question:\n", "%u questions, what settles most first:\n",
                                                questions->len), questions->len);
  for (guint i = 0; i < MIN (questions->len, limit); i++)
    {
      const PpQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *rules = g_strjoinv (", ", question->rules);
      g_autofree char *said = pp_wording_dup_question (&self->wording, question);

      g_string_append_printf (self->text, "  %s (%s; %s)\n", said, question->property, rules);
    }
  if (questions->len > limit)
    g_string_append_printf (self->text, _("  … and %u more\n"), questions->len - limit);
  g_string_append_c (self->text, '\n');
}

static char *
count_severity (guint severity,
                guint count)
{
  switch (severity)
    {
    case PP_SEVERITY_CRITICAL:
      return g_strdup_printf (ngettext ("%u critical", "%u critical", count), count);
    case PP_SEVERITY_HIGH:
      return g_strdup_printf (ngettext ("%u high", "%u high", count), count);
    case PP_SEVERITY_MEDIUM:
      return g_strdup_printf (ngettext ("%u medium", "%u medium", count), count);
    default:
      return g_strdup_printf (ngettext ("%u low", "%u low", count), count);
    }
}

/* @n_threats of which all that somebody has rated are in @counts */
static void
append_severities (GString     *text,
                   const guint *counts,
                   guint        n_threats)
{
  const char *separator = ": ";

  for (int i = PP_SEVERITY_CRITICAL; i >= 0; i--)
    if (counts[i] > 0)
      {
        g_autofree char *count = count_severity (i, counts[i]);

        g_string_append_printf (text, "%s%s", separator, count);
        separator = ", ";
        n_threats -= counts[i];
      }
  if (n_threats > 0)
    {
      g_string_append (text, separator);
      g_string_append_printf (text, ngettext ("%u without a severity", "%u without a severity", n_threats), n_threats);
    }
}

static void
append_sum (Writer    *self,
            GPtrArray *findings)
{
  guint counts[N_SEVERITIES] = { 0 }, n_open = 0, n_prompts = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      n_prompts += finding->rule->prompt;
      if (finding->rule->prompt || !is_open (finding, self->wording.model))
        continue;
      counts[finding->severity]++;
      n_open++;
    }
  g_string_append_printf (self->text, ngettext ("%u open threat", "%u open threats", n_open), n_open);
  append_severities (self->text, counts, n_open);
  if (findings->len > n_open + n_prompts)
    g_string_append_printf (self->text, ngettext ("; %u decided", "; %u decided", findings->len - n_open - n_prompts),
                            findings->len - n_open - n_prompts);
  if (n_prompts > 0)
    g_string_append_printf (self->text, ngettext ("; %u prompt", "; %u prompts", n_prompts), n_prompts);
  g_string_append_c (self->text, '\n');
}

/* No rule finds these, so that neither the answer nor the exit status is about them; but they are there. */
static void
append_written (Writer *self)
{
  g_autoptr (GPtrArray) entries = pp_register_list (self->analysis);
  guint counts[N_SEVERITIES] = { 0 }, n_open = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (entries, i);

      if (entry->finding != NULL || entry->gone || !pp_register_entry_is_open (entry))
        continue;
      n_open++;
      if (entry->severity >= 0)
        counts[entry->severity]++;
    }
  if (n_open == 0)
    return;
  g_string_append_printf (self->text, ngettext ("%u more that somebody wrote into the model",
                                                "%u more that somebody wrote into the model", n_open), n_open);
  append_severities (self->text, counts, n_open);
  g_string_append_c (self->text, '\n');
}

char *
pp_cli_findings_to_text (PpAnalysis              *analysis,
                         const PpFindingsOptions *options)
{
  g_autoptr (GPtrArray) findings = list_by_severity (analysis, options->scope);
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, options->scope);
  PpModel *model = pp_analysis_get_model (analysis);
  Writer self = { analysis, pp_cli_make_wording (model, pp_analysis_get_rules (analysis)), g_string_new (NULL) };

  pp_cli_append_banner (self.text, model);
  for (guint i = 0; i < findings->len; i++)
    append_finding (&self, g_ptr_array_index (findings, i));
  append_questions (&self, questions, options->n_questions < 0 ? questions->len : (guint) options->n_questions);
  append_sum (&self, findings);
  if (options->scope->element == NULL)
    append_written (&self);
  return g_string_free (self.text, FALSE);
}
