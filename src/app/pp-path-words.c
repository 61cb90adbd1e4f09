/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-words.h"

#include <glib/gi18n.h>

#include "pp-attack.h"
#include "pp-methodologies.h"
#include "pp-step-words.h"
#include "pp-threat-words.h"

char *
pp_path_words_dup_odds (double odds)
{
  return g_strdup_printf (odds >= 0.01 || odds <= 0 ? "%.2f" : "%.4f", odds);
}

char *
pp_path_words_dup_change (double before,
                          double after)
{
  g_autofree char *first = pp_path_words_dup_odds (before), *second = pp_path_words_dup_odds (after);

  return pp_threat_words_dup_way (first, second);
}

char *
pp_path_words_dup_ends (PpModel            *model,
                        const PpAttackPath *path)
{
  g_autofree char *source = pp_threat_words_dup_element (model, path->source);
  g_autofree char *target = pp_threat_words_dup_element (model, path->target);

  return pp_threat_words_dup_way (source, target);
}

static void
append (GString    *text,
        const char *separator,
        const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

char *
pp_path_words_dup_summary (const PpAttackPath *path)
{
  g_autofree char *length = g_strdup_printf (ngettext ("%u step", "%u steps", path->steps->len), path->steps->len);
  g_autoptr (GString) techniques = g_string_new (NULL);
  GString *text = g_string_new (length);

  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);

      if (step->technique != NULL)
        append (techniques, ", ", step->technique);
    }
  if (techniques->len > 0)
    append (text, " · ", techniques->str);
  if (path->runs_backwards)
    append (text, " · ", _("tactics run backwards"));
  return g_string_free (text, FALSE);
}

char *
pp_path_words_dup_step (PpModel            *model,
                        const PpAttackStep *step)
{
  g_autofree char *to = pp_threat_words_dup_element (model, step->to);
  g_autofree char *via = step->via != NULL ? pp_threat_words_dup_element (model, step->via) : NULL;
  g_autofree char *threat = pp_threat_words_dup_named (model, step->threat, step->threat_id,
                                                       step->via != NULL ? step->via : step->to);
  const char *what = threat != NULL && step->how != PP_STEP_DRAWN ? threat : via;

  if (what == NULL)
    /* Translators: an element, and how an attacker gets to it. */
    return g_strdup_printf (_("%s, %s"), to, _(pp_step_get_words (step->how)));
  /* Translators: an element, how an attacker gets to it, and by what. */
  return g_strdup_printf (_("%s, %s “%s”"), to, _(pp_step_get_words (step->how)), what);
}

static void
append_factor (GString              *text,
               const PpAttackStep   *step,
               const PpAttackFactor *factor)
{
  g_autofree char *odds = pp_path_words_dup_odds (factor->odds);
  g_autofree char *part = NULL;

  switch (factor->type)
    {
    case PP_ATTACK_FACTOR_SEVERITY:
      /* Translators: the severity of a threat and the odds that follow from it. */
      part = g_strdup_printf (_("severity %s %s"), _(pp_threat_severity_get_label (step->severity)), odds);
      break;
    case PP_ATTACK_FACTOR_CONTROLS:
      part = g_strdup_printf (_("past its controls %s"), odds);
      break;
    case PP_ATTACK_FACTOR_CAPABILITY:
      part = g_strdup_printf (_("capability of the attacker %s"), odds);
      break;
    case PP_ATTACK_FACTOR_STEP:
    default:
      part = g_strdup_printf ("%s %s", _(pp_step_get_words (factor->how)), odds);
      break;
    }
  append (text, " × ", part);
}

static const char *
find_tactic_name (const char *short_name)
{
  PpAttack *attack = pp_attack_get_default ();

  for (guint i = 0; i < PP_N_ATTACK_DOMAINS; i++)
    {
      g_autoptr (GArray) tactics = pp_attack_list_tactics (attack, i);

      for (guint j = 0; j < tactics->len; j++)
        if (g_str_equal (g_array_index (tactics, PpTactic, j).short_name, short_name))
          return g_array_index (tactics, PpTactic, j).name;
    }
  return short_name;
}

char *
pp_path_words_dup_factors (const PpAttackStep *step)
{
  GString *text = g_string_new (NULL);
  PpTechnique technique;

  for (guint i = 0; i < step->n_factors; i++)
    append_factor (text, step, &step->factors[i]);
  if (text->len == 0)
    g_string_append (text, _("always succeeds"));
  if (step->technique != NULL)
    append (text, " · ", step->technique);
  if (step->technique != NULL && pp_attack_find_technique (pp_attack_get_default (), step->technique, &technique))
    append (text, " ", technique.name);
  if (step->tactic != NULL)
    append (text, " · ", find_tactic_name (step->tactic));
  if (step->goes_back)
    append (text, " · ", _("goes back to an earlier tactic"));
  return g_string_free (text, FALSE);
}

static char *
dup_facts (PpModel        *model,
           const PpRemedy *remedy)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (remedy->edits, i);
      g_autofree char *element = pp_threat_words_dup_element (model, edit->element);
      g_autofree char *fact = pp_threat_words_dup_fact (edit);

      if (text->len > 0)
        g_string_append (text, "; ");
      g_string_append_printf (text, "%s · %s", element, fact);
    }
  return g_string_free (text, FALSE);
}

char *
pp_path_words_dup_mitigation (PpModel            *model,
                              const PpMitigation *mitigation)
{
  g_autofree char *element = pp_threat_words_dup_element (model, mitigation->element);
  g_autofree char *threat = NULL;
  PpRecord *control;

  switch (mitigation->type)
    {
    case PP_MITIGATION_FACTS:
      return dup_facts (model, mitigation->remedy);
    case PP_MITIGATION_CONTROL:
      control = pp_model_lookup (model, mitigation->control);
      return g_strdup_printf (_("Put “%s” in place"), PP_IS_CONTROL (control)
                              ? pp_control_get_title (PP_CONTROL (control)) : mitigation->control);
    case PP_MITIGATION_THREAT:
      threat = pp_threat_words_dup_named (model, mitigation->threat,
                                          mitigation->rule != NULL ? mitigation->rule : mitigation->threats[0],
                                          mitigation->element);
      return g_strdup_printf (_("%s · mitigate “%s”"), element, threat);
    case PP_MITIGATION_FLOW:
      return g_strdup_printf (_("Take away or guard “%s”"), element);
    case PP_MITIGATION_ELEMENT:
    default:
      return g_strdup_printf (_("Harden “%s” altogether"), element);
    }
}
