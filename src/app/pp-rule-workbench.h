/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-document.h"
#include "pp-rule-results.h"

G_BEGIN_DECLS

#define PP_TYPE_RULE_WORKBENCH (pp_rule_workbench_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleWorkbench, pp_rule_workbench, PP, RULE_WORKBENCH, AdwWindow)

/* The files of rules: which count for the model, what those that come with the program say, and an
 * editor for one's own that shows live what each rule finds in the model.
 *
 * Signals
 *   show-elements (GStrv ids): what to select on the diagram */

/* To read what the first one needs in a turn of its own. */
void           pp_rule_workbench_prepare     (void);
GtkWidget     *pp_rule_workbench_new         (GtkWindow       *parent,
                                              PpDocument      *document);
/* Opens a file of the user's, or one that comes with the program by its name. */
void           pp_rule_workbench_open        (PpRuleWorkbench *self,
                                              const char      *path,
                                              const char      *shipped);
/* Asks what to do with rules that are not saved; TRUE when nothing is left that is wanted. */
void           pp_rule_workbench_confirm_close_async  (PpRuleWorkbench     *self,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean       pp_rule_workbench_confirm_close_finish (PpRuleWorkbench     *self,
                                                       GAsyncResult        *result);
GtkTextBuffer *pp_rule_workbench_get_buffer  (PpRuleWorkbench *self);
PpRuleResults *pp_rule_workbench_get_results (PpRuleWorkbench *self);
PpRuleTrial   *pp_rule_workbench_get_trial   (PpRuleWorkbench *self);
/* (nullable): the user's file that is shown */
const char    *pp_rule_workbench_get_path    (PpRuleWorkbench *self);

G_END_DECLS
