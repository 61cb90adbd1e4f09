/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"
#include "pp-odds.h"

G_BEGIN_DECLS

/**
 * PpControlRisk:
 * @inherent: the highest severity among the threats that a control answers; %NULL where none is rated
 * @residual: what is left of it by the status of the control; never below `Low`
 *
 * What follows for a control from the threats that it answers, in the words of files.
 */
typedef struct {
  const char *inherent;
  const char *residual;
} PpControlRisk;

PpControlRisk pp_control_risk_of (PpModel      *model,
                                  PpControl    *control,
                                  const PpOdds *odds);

G_END_DECLS
