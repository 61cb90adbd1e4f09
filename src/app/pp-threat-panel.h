/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-assessment.h"
#include "pp-path-panel.h"

G_BEGIN_DECLS

#define PP_TYPE_THREAT_PANEL (pp_threat_panel_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatPanel, pp_threat_panel, PP, THREAT_PANEL, GtkWidget)

/* What threatens the model and what is not known of it: a list to work through and a list of
 * questions.
 *
 * Properties, read-write but for the last
 *   group-by (string): element or category
 *   show (string): open, all, decided or gone
 *   least-severity (string): low, medium, high or critical
 *   scope (uint): a #PpScopeType; service and asset are of what is selected
 *   prompts, guess (boolean): as in #PpAnalysisOptions
 *   open-threats (uint, read-only): how many threats are open
 *
 * Signals
 *   reveal (const char *element_id): an element should be selected and shown
 *   message (const char *text): something to tell in a toast */

void          pp_threat_panel_set_assessment (PpThreatPanel      *self,
                                              PpAssessment       *assessment);
void          pp_threat_panel_set_layout    (PpThreatPanel      *self,
                                             const char         *layout_id);
void          pp_threat_panel_show_scope    (PpThreatPanel      *self,
                                             PpScopeType         type,
                                             const char         *element_id);
void          pp_threat_panel_set_selection  (PpThreatPanel      *self,
                                              const char * const *ids);
PpThreatItem *pp_threat_panel_get_selected   (PpThreatPanel      *self);
gboolean      pp_threat_panel_select         (PpThreatPanel      *self,
                                              const char         *key);
/* The first threat of an element, or its questions where it has none. */
void          pp_threat_panel_show_element   (PpThreatPanel      *self,
                                              const char         *element_id);
PpPathPanel  *pp_threat_panel_get_paths      (PpThreatPanel      *self);
/* Goes to the attack paths. */
void          pp_threat_panel_focus_paths    (PpThreatPanel      *self);
GListModel   *pp_threat_panel_get_rows       (PpThreatPanel      *self);
void          pp_threat_panel_focus          (PpThreatPanel      *self);

G_END_DECLS
