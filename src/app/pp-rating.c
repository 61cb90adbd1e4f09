/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What CVSS and the OWASP Risk Rating say of a threat. The ratings are texts among the threat's
 * properties, so every file format keeps them; score and severity are the threat's own fields. */

#include "pp-rating.h"

#include <glib/gi18n.h>

#include "pp-cvss.h"
#include "pp-inspector-binding.h"
#include "pp-json.h"
#include "pp-owasp-risk.h"

/**
 * pp_rating_dup_text:
 * @threat: a threat
 * @property: %PP_RATING_CVSS or %PP_RATING_OWASP
 *
 * Returns: (transfer full) (nullable): the rating as text
 */
char *
pp_rating_dup_text (PpThreat   *threat,
                    const char *property)
{
  JsonObject *properties = pp_threat_get_properties (threat);

  return properties != NULL ? g_strdup (pp_json_get_string (properties, property, NULL)) : NULL;
}

/**
 * pp_rating_describe_cvss:
 * @text: (nullable): a vector
 *
 * Returns: (transfer full): its score and severity, or that there is none
 */
char *
pp_rating_describe_cvss (const char *text)
{
  PpCvss vector;
  guint score;

  if (text == NULL)
    return g_strdup (_("Not rated"));
  if (!pp_cvss_parse (text, &vector, NULL))
    return g_strdup (_("Not a valid vector"));
  score = pp_cvss_get_score (&vector);
  return g_strdup_printf ("%u.%u %s", score / 10, score % 10, _(pp_cvss_get_severity (score)));
}

/**
 * pp_rating_describe_owasp:
 * @text: (nullable): factors
 *
 * Returns: (transfer full): the severity with likelihood and impact, or that there is none
 */
char *
pp_rating_describe_owasp (const char *text)
{
  static const char * const levels[] = { N_("low"), N_("medium"), N_("high") };
  PpOwaspRisk risk;
  PpOwaspRating rating;

  if (text == NULL)
    return g_strdup (_("Not rated"));
  if (!pp_owasp_risk_parse (text, &risk, NULL))
    return g_strdup (_("Not a valid rating"));
  pp_owasp_risk_rate (&risk, &rating);
  if (!rating.is_complete)
    return g_strdup (_("Likelihood or impact is not rated yet"));
  /* Translators: a severity, then likelihood and impact, each a number from 0 to 9 and a level, as in
   * “High: likelihood 4.4 (medium), impact 7.3 (high)”. */
  return g_strdup_printf (_("%s: likelihood %.1f (%s), impact %.1f (%s)"), _(rating.severity),
                          rating.likelihood, _(levels[pp_owasp_level (rating.likelihood)]),
                          rating.impact, _(levels[pp_owasp_level (rating.impact)]));
}

static void
add_change (GPtrArray  *changes,
            PpThreat   *threat,
            const char *field,
            const char *text)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (PP_RECORD (threat), field);
  g_autoptr (JsonNode) after = text != NULL ? pp_inspector_text_to_json (text) : NULL;

  if (before == NULL ? after != NULL : after == NULL || !pp_json_equal (before, after))
    g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_THREAT, pp_record_get_id (PP_RECORD (threat)), field,
                                                 before, after));
}

/**
 * pp_rating_apply:
 * @history: the way to the model
 * @threat_id: a threat
 * @label: the name of the step, untranslated
 * @property: %PP_RATING_CVSS or %PP_RATING_OWASP
 * @text: (nullable): the rating, or %NULL to take it away
 * @score: (nullable): the new score, or %NULL to leave it
 * @severity: (nullable): the new severity in the words of files, or %NULL to leave it
 * @error: return location for an error
 *
 * Rates a threat, in one step.
 *
 * Returns: whether it is done
 */
gboolean
pp_rating_apply (PpHistory   *history,
                 const char  *threat_id,
                 const char  *label,
                 const char  *property,
                 const char  *text,
                 const char  *score,
                 const char  *severity,
                 GError     **error)
{
  PpThreat *threat = pp_model_lookup_threat (pp_history_get_model (history), threat_id);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autofree char *field = g_strconcat ("properties/", property, NULL);

  if (threat == NULL)
    return TRUE;
  add_change (changes, threat, field, text);
  if (score != NULL)
    add_change (changes, threat, "score", score);
  if (severity != NULL)
    add_change (changes, threat, "severity", severity);
  return changes->len == 0 || pp_history_apply (history, label, changes, error);
}
