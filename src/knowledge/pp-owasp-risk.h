/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PP_OWASP_RISK_ERROR (pp_owasp_risk_error_quark ())
GQuark pp_owasp_risk_error_quark (void);

/**
 * PpOwaspRiskError:
 * @PP_OWASP_RISK_ERROR_INVALID: the text is no list of factors
 */
typedef enum {
  PP_OWASP_RISK_ERROR_INVALID,
} PpOwaspRiskError;

/**
 * PpOwaspRiskGroup: what a factor of the OWASP Risk Rating Methodology is about
 * @PP_OWASP_THREAT_AGENT: who would attack
 * @PP_OWASP_VULNERABILITY: how the weakness is found and used
 * @PP_OWASP_TECHNICAL_IMPACT: what the system loses
 * @PP_OWASP_BUSINESS_IMPACT: what the organisation loses; where it is rated it counts in place of the
 *   technical impact
 */
typedef enum {
  PP_OWASP_THREAT_AGENT,
  PP_OWASP_VULNERABILITY,
  PP_OWASP_TECHNICAL_IMPACT,
  PP_OWASP_BUSINESS_IMPACT,
} PpOwaspRiskGroup;

#define PP_OWASP_N_GROUPS 4

/**
 * PpOwaspRiskOption: one answer
 * @points: 0 to 9
 * @label: in English, for translation
 */
typedef struct {
  guint8      points;
  const char *label;
} PpOwaspRiskOption;

/**
 * PpOwaspRiskFactor:
 * @name: as in texts, such as `SL`
 * @label: in English, for translation
 * @group: what it is about
 * @options: answers with their points; a label of %NULL ends them
 */
typedef struct {
  const char        *name;
  const char        *label;
  PpOwaspRiskGroup   group;
  PpOwaspRiskOption  options[7];
} PpOwaspRiskFactor;

#define PP_OWASP_N_FACTORS 16
#define PP_OWASP_NOT_RATED (-1)

/**
 * PpOwaspRisk:
 * @points: for each factor 0 to 9, or %PP_OWASP_NOT_RATED
 */
typedef struct {
  gint8 points[PP_OWASP_N_FACTORS];
} PpOwaspRisk;

/**
 * PpOwaspLevel: a third of the scale from 0 to 9
 * @PP_OWASP_LOW: below 3
 * @PP_OWASP_MEDIUM: from 3
 * @PP_OWASP_HIGH: from 6
 */
typedef enum {
  PP_OWASP_LOW,
  PP_OWASP_MEDIUM,
  PP_OWASP_HIGH,
} PpOwaspLevel;

/**
 * PpOwaspRating:
 * @likelihood: mean of its factors
 * @impact: mean of the business factors, or of the technical ones where no business factor is rated
 * @is_complete: whether likelihood and impact are both rated
 * @severity: `Note`, `Low`, `Medium`, `High` or `Critical`; empty where the rating is not complete
 */
typedef struct {
  double      likelihood;
  double      impact;
  gboolean    is_complete;
  const char *severity;
} PpOwaspRating;

const PpOwaspRiskFactor *pp_owasp_risk_get_factors (void);
void                     pp_owasp_risk_clear       (PpOwaspRisk        *self);
gboolean                 pp_owasp_risk_parse       (const char         *text,
                                                    PpOwaspRisk        *self,
                                                    GError            **error);
char                    *pp_owasp_risk_to_string   (const PpOwaspRisk  *self);
PpOwaspLevel             pp_owasp_level            (double              points);
void                     pp_owasp_risk_rate        (const PpOwaspRisk  *self,
                                                    PpOwaspRating      *rating);

G_END_DECLS
