/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpControlsWindow:
 *
 * The controls of a model beside an editor for one of them. Undo and redo are those of the window that it
 * belongs to.
 */
#define PP_TYPE_CONTROLS_WINDOW (pp_controls_window_get_type ())
G_DECLARE_FINAL_TYPE (PpControlsWindow, pp_controls_window, PP, CONTROLS_WINDOW, AdwWindow)

/**
 * PpControlsWindow::open-threat:
 * @self: the window
 * @id: a threat that somebody wants to see
 */

GtkWidget *pp_controls_window_new    (GtkWindow        *parent,
                                      PpHistory        *history);
void       pp_controls_window_select (PpControlsWindow *self,
                                      const char       *control_id);

G_END_DECLS
