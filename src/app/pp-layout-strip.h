/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_TYPE_LAYOUT_STRIP (pp_layout_strip_get_type ())
G_DECLARE_FINAL_TYPE (PpLayoutStrip, pp_layout_strip, PP, LAYOUT_STRIP, GtkWidget)

/**
 * PpLayoutStrip::layout-selected:
 * @self: the strip
 * @layout_id: the layout that was chosen
 */

/**
 * PpLayoutStrip::layout-moved:
 * @self: the strip
 * @layout_id: the layout that was dragged
 * @position: its new place among the others, from 0
 */

void pp_layout_strip_set_model    (PpLayoutStrip *self,
                                   PpModel       *model);
void pp_layout_strip_set_selected (PpLayoutStrip *self,
                                   const char    *layout_id);

G_END_DECLS
