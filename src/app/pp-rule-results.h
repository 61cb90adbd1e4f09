/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-rule-trial.h"

G_BEGIN_DECLS

#define PP_TYPE_RULE_RESULTS (pp_rule_results_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleResults, pp_rule_results, PP, RULE_RESULTS, GtkWidget)

/* What a trial says of the rule at the cursor: the fault of the text, the elements that the rule hits
 * with the reasons, and what is not known.
 *
 * Signals
 *   show-elements (const char * const *ids): what to select on the diagram, as a GStrv
 *   go-to (guint64 byte): the place of the text to show */

void        pp_rule_results_set_trial  (PpRuleResults *self,
                                        PpRuleTrial   *trial,
                                        PpModel       *model);
/* In bytes from the beginning of the text. */
void        pp_rule_results_set_cursor (PpRuleResults *self,
                                        gsize          place);
/* (nullable): the rule that the cursor is in */
const PpTriedRule *pp_rule_results_get_rule (PpRuleResults *self);
/* What is listed: GObjects with the property `element`. */
GListModel *pp_rule_results_get_hits   (PpRuleResults *self);

G_END_DECLS
