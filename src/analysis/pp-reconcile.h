/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"

G_BEGIN_DECLS

/* Findings and the threats that a model keeps. A threat belongs to a finding when it names the same rule
 * and the same element. What a rule wrote it may write again; what a person has set stays. */

/* The changes that bring the model's threats up to date with the findings: text, severity and evidence of
 * those that are found, and a mark on those that are not found any more. With @add_new also a threat for
 * each finding that has none; prompts are no threats and are never added. */
GPtrArray  *pp_reconcile             (PpAnalysis      *analysis,
                                      gboolean         add_new);
/* The changes that make a threat of one finding. */
GPtrArray  *pp_reconcile_add         (PpAnalysis      *analysis,
                                      const PpFinding *finding,
                                      char           **id);
PpThreat   *pp_finding_find_threat   (const PpFinding *self,
                                      PpModel         *model);

/* Whether a rule still finds a threat; %TRUE for what a person wrote. */
gboolean    pp_threat_is_still_found (PpThreat        *self);

G_END_DECLS
