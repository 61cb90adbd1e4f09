/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A rough estimate, for people to correct: a severity stands for the odds that the attack paths give it,
 * a control leaves a part of these odds by its status, and the highest severity that is not likelier than
 * what is left is the residual risk. */

#include "pp-control-risk.h"

#include <string.h>

/* In the words of files, the highest first. */
static const char * const severities[] = { "Critical", "High", "Medium", "Low" };

static int
rank_of (const char *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_ascii_strcasecmp (severities[i], severity) == 0)
      return (int) i;
  return -1;
}

static int
highest_rank (PpModel   *model,
              PpControl *control)
{
  const char * const *threats = pp_control_get_threats (control);
  int highest = -1;

  for (guint i = 0; threats[i] != NULL; i++)
    {
      PpThreat *threat = pp_model_lookup_threat (model, threats[i]);
      int rank = threat != NULL ? rank_of (pp_threat_get_severity (threat)) : -1;

      if (rank >= 0 && (highest < 0 || rank < highest))
        highest = rank;
    }
  return highest;
}

/**
 * pp_control_risk_of:
 * @model: a model
 * @control: one of its controls
 * @odds: how likely what is
 *
 * Returns: the risk without and with the control
 */
PpControlRisk
pp_control_risk_of (PpModel      *model,
                    PpControl    *control,
                    const PpOdds *odds)
{
  int rank = highest_rank (model, control);
  PpControlRisk risk = { NULL, NULL };
  double left;

  if (rank < 0)
    return risk;
  risk.inherent = severities[rank];
  left = pp_odds_of_severity (odds, risk.inherent)
         * pp_odds_past_control (odds, pp_control_get_status (control));
  risk.residual = severities[G_N_ELEMENTS (severities) - 1];
  for (guint i = G_N_ELEMENTS (severities); i-- > (guint) rank;)
    if (pp_odds_of_severity (odds, severities[i]) <= left)
      risk.residual = severities[i];
  return risk;
}
