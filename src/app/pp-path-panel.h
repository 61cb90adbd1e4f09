/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-attacks.h"
#include "pp-overlay.h"
#include "pp-path-lists.h"

G_BEGIN_DECLS

#define PP_TYPE_PATH_PANEL (pp_path_panel_get_type ())
G_DECLARE_FINAL_TYPE (PpPathPanel, pp_path_panel, PP, PATH_PANEL, GtkWidget)

/* The tables of how an attack could go. What they say is searched for while the panel is seen.
 *
 * Properties
 *   view (uint, read-write): a #PpPathView
 *   overlay (PpOverlay, read-only, nullable): the picture of what is shown
 *
 * Signals
 *   reveal (const char *element_id): an element should be brought into view
 *   message (const char *text): something to tell in a toast */

void        pp_path_panel_set_assessment (PpPathPanel  *self,
                                          PpAssessment *assessment);
void        pp_path_panel_hold           (PpPathPanel  *self);
void        pp_path_panel_show           (PpPathPanel  *self);
/* NULL without a document. */
PpAttacks  *pp_path_panel_get_attacks    (PpPathPanel  *self);
PpOverlay  *pp_path_panel_get_overlay    (PpPathPanel  *self);
GListModel *pp_path_panel_get_rows       (PpPathPanel  *self);
void        pp_path_panel_focus          (PpPathPanel  *self);

G_END_DECLS
