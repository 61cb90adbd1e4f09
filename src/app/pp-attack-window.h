/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-assessment.h"
#include "pp-heat-map.h"

G_BEGIN_DECLS

/**
 * PpAttackWindow:
 *
 * What threatens a model as a matrix of ATT&CK or ATLAS or as a table, with the coverage by mitigations,
 * the groups that could do something here, and the export for the ATT&CK Navigator.
 */
#define PP_TYPE_ATTACK_WINDOW (pp_attack_window_get_type ())
G_DECLARE_FINAL_TYPE (PpAttackWindow, pp_attack_window, PP, ATTACK_WINDOW, AdwWindow)

/**
 * PpAttackWindow::show-elements:
 * @self: the window
 * @ids: (array zero-terminated=1): elements that a technique threatens
 *
 * PpAttackWindow::show-threat:
 * @self: the window
 * @element: the element of a threat
 * @threat: (nullable): the threat, where it is stored
 */

GtkWidget *pp_attack_window_new      (GtkWindow      *parent,
                                      PpAssessment   *assessment);
PpHeatMap *pp_attack_window_get_map  (PpAttackWindow *self);

G_END_DECLS
