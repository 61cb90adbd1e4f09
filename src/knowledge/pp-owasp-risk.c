/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The OWASP Risk Rating Methodology: sixteen factors of 0 to 9 points, the means of which give likelihood
 * and impact, and a table of three levels by three that gives the severity. Factors that nobody rated are
 * left out of the means. The text of a rating is the notation that calculators share: `SL:6/M:4/…`. */

#include "pp-owasp-risk.h"

#include <glib/gi18n.h>
#include <string.h>

static const PpOwaspRiskFactor factors[] = {
  { "SL", N_("Skill level"), PP_OWASP_THREAT_AGENT,
    { { 1, N_("No technical skills") },
      { 3, N_("Some technical skills") },
      { 5, N_("Advanced computer user") },
      { 6, N_("Network and programming skills") },
      { 9, N_("Security penetration skills") } } },
  { "M", N_("Motive"), PP_OWASP_THREAT_AGENT,
    { { 1, N_("Low or no reward") },
      { 4, N_("Possible reward") },
      { 9, N_("High reward") } } },
  { "O", N_("Opportunity"), PP_OWASP_THREAT_AGENT,
    { { 0, N_("Full access or expensive resources required") },
      { 4, N_("Special access or resources required") },
      { 7, N_("Some access or resources required") },
      { 9, N_("No access or resources required") } } },
  { "S", N_("Size"), PP_OWASP_THREAT_AGENT,
    { { 2, N_("Developers or administrators") },
      { 4, N_("Intranet users") },
      { 5, N_("Partners") },
      { 6, N_("Authenticated users") },
      { 9, N_("Anonymous internet users") } } },
  { "ED", N_("Ease of discovery"), PP_OWASP_VULNERABILITY,
    { { 1, N_("Practically impossible") },
      { 3, N_("Difficult") },
      { 7, N_("Easy") },
      { 9, N_("Automated tools available") } } },
  { "EE", N_("Ease of exploit"), PP_OWASP_VULNERABILITY,
    { { 1, N_("Theoretical") },
      { 3, N_("Difficult") },
      { 5, N_("Easy") },
      { 9, N_("Automated tools available") } } },
  { "A", N_("Awareness"), PP_OWASP_VULNERABILITY,
    { { 1, N_("Unknown") },
      { 4, N_("Hidden") },
      { 6, N_("Obvious") },
      { 9, N_("Public knowledge") } } },
  { "ID", N_("Intrusion detection"), PP_OWASP_VULNERABILITY,
    { { 1, N_("Active detection in the application") },
      { 3, N_("Logged and reviewed") },
      { 8, N_("Logged without review") },
      { 9, N_("Not logged") } } },
  { "LC", N_("Loss of confidentiality"), PP_OWASP_TECHNICAL_IMPACT,
    { { 2, N_("Minimal non-sensitive data disclosed") },
      { 6, N_("Minimal critical or extensive non-sensitive data disclosed") },
      { 7, N_("Extensive critical data disclosed") },
      { 9, N_("All data disclosed") } } },
  { "LI", N_("Loss of integrity"), PP_OWASP_TECHNICAL_IMPACT,
    { { 1, N_("Minimal slightly corrupt data") },
      { 3, N_("Minimal seriously corrupt data") },
      { 5, N_("Extensive slightly corrupt data") },
      { 7, N_("Extensive seriously corrupt data") },
      { 9, N_("All data totally corrupt") } } },
  { "LAV", N_("Loss of availability"), PP_OWASP_TECHNICAL_IMPACT,
    { { 1, N_("Minimal secondary services interrupted") },
      { 5, N_("Minimal primary or extensive secondary services interrupted") },
      { 7, N_("Extensive primary services interrupted") },
      { 9, N_("All services completely lost") } } },
  { "LAC", N_("Loss of accountability"), PP_OWASP_TECHNICAL_IMPACT,
    { { 1, N_("Fully traceable") },
      { 7, N_("Possibly traceable") },
      { 9, N_("Completely anonymous") } } },
  { "FD", N_("Financial damage"), PP_OWASP_BUSINESS_IMPACT,
    { { 1, N_("Less than the cost to fix the vulnerability") },
      { 3, N_("Minor effect on annual profit") },
      { 7, N_("Significant effect on annual profit") },
      { 9, N_("Bankruptcy") } } },
  { "RD", N_("Reputation damage"), PP_OWASP_BUSINESS_IMPACT,
    { { 1, N_("Minimal damage") },
      { 4, N_("Loss of major accounts") },
      { 5, N_("Loss of goodwill") },
      { 9, N_("Brand damage") } } },
  { "NC", N_("Non-compliance"), PP_OWASP_BUSINESS_IMPACT,
    { { 2, N_("Minor violation") },
      { 5, N_("Clear violation") },
      { 7, N_("High profile violation") } } },
  { "PV", N_("Privacy violation"), PP_OWASP_BUSINESS_IMPACT,
    { { 3, N_("One individual") },
      { 5, N_("Hundreds of people") },
      { 7, N_("Thousands of people") },
      { 9, N_("Millions of people") } } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (factors) == PP_OWASP_N_FACTORS);

/* By impact, then by likelihood. */
static const char * const severities[3][3] = {
  { "Note", "Low", "Medium" },
  { "Low", "Medium", "High" },
  { "Medium", "High", "Critical" },
};

G_DEFINE_QUARK (pp-owasp-risk-error-quark, pp_owasp_risk_error)

/**
 * pp_owasp_risk_get_factors:
 *
 * Returns: (array fixed-size=16): all factors, in order of their groups
 */
const PpOwaspRiskFactor *
pp_owasp_risk_get_factors (void)
{
  return factors;
}

/**
 * pp_owasp_risk_clear:
 * @self: (out caller-allocates): a rating in which nothing is rated
 */
void
pp_owasp_risk_clear (PpOwaspRisk *self)
{
  memset (self->points, PP_OWASP_NOT_RATED, sizeof self->points);
}

static gboolean
refuse (GError     **error,
        const char  *part)
{
  g_set_error (error, PP_OWASP_RISK_ERROR, PP_OWASP_RISK_ERROR_INVALID,
               "“%.40s” is no factor of the OWASP Risk Rating with 0 to 9 points", part);
  return FALSE;
}

static gboolean
parse_part (const char   *part,
            PpOwaspRisk  *self,
            GError      **error)
{
  const char *colon = strchr (part, ':');

  if (colon == NULL || !g_ascii_isdigit (colon[1]) || colon[2] != '\0')
    return refuse (error, part);
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (strncmp (factors[i].name, part, colon - part) != 0 || factors[i].name[colon - part] != '\0')
        continue;
      if (self->points[i] != PP_OWASP_NOT_RATED)
        return refuse (error, part);
      self->points[i] = (gint8) (colon[1] - '0');
      return TRUE;
    }
  return refuse (error, part);
}

/**
 * pp_owasp_risk_parse:
 * @text: factors in any order, such as `SL:6/M:4/O:7`; factors may be missing
 * @self: (out caller-allocates): the rating
 * @error: return location for an error
 *
 * Returns: whether it is one; else %PP_OWASP_RISK_ERROR_INVALID
 */
gboolean
pp_owasp_risk_parse (const char   *text,
                     PpOwaspRisk  *self,
                     GError      **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", PP_OWASP_N_FACTORS + 1);

  pp_owasp_risk_clear (self);
  if (parts[0] == NULL)
    return refuse (error, text);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!parse_part (parts[i], self, error))
      return FALSE;
  return TRUE;
}

/**
 * pp_owasp_risk_to_string:
 * @self: a rating
 *
 * Returns: (transfer full): the factors that are rated; empty where none is
 */
char *
pp_owasp_risk_to_string (const PpOwaspRisk *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (self->points[i] != PP_OWASP_NOT_RATED)
      g_string_append_printf (text, "%s%s:%d", text->len > 0 ? "/" : "", factors[i].name, self->points[i]);
  return g_string_free (text, FALSE);
}

PpOwaspLevel
pp_owasp_level (double points)
{
  if (points < 3)
    return PP_OWASP_LOW;
  return points < 6 ? PP_OWASP_MEDIUM : PP_OWASP_HIGH;
}

/* The mean of what is rated in the groups from @first to @last; FALSE where nothing is. */
static gboolean
mean (const PpOwaspRisk *self,
      PpOwaspRiskGroup   first,
      PpOwaspRiskGroup   last,
      double            *result)
{
  guint sum = 0, n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (factors[i].group < first || factors[i].group > last || self->points[i] == PP_OWASP_NOT_RATED)
        continue;
      sum += (guint) self->points[i];
      n++;
    }
  *result = n > 0 ? (double) sum / n : 0;
  return n > 0;
}

/**
 * pp_owasp_risk_rate:
 * @self: a rating
 * @rating: (out caller-allocates): what follows of it
 */
void
pp_owasp_risk_rate (const PpOwaspRisk *self,
                    PpOwaspRating     *rating)
{
  gboolean likely = mean (self, PP_OWASP_THREAT_AGENT, PP_OWASP_VULNERABILITY, &rating->likelihood);
  gboolean harmful = mean (self, PP_OWASP_BUSINESS_IMPACT, PP_OWASP_BUSINESS_IMPACT, &rating->impact)
                     || mean (self, PP_OWASP_TECHNICAL_IMPACT, PP_OWASP_TECHNICAL_IMPACT, &rating->impact);

  rating->is_complete = likely && harmful;
  rating->severity = rating->is_complete ? severities[pp_owasp_level (rating->impact)]
                                                     [pp_owasp_level (rating->likelihood)]
                                         : "";
}
