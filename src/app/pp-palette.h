/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-kinds.h"

G_BEGIN_DECLS

#define PP_TYPE_PALETTE (pp_palette_get_type ())
G_DECLARE_FINAL_TYPE (PpPalette, pp_palette, PP, PALETTE, GtkWidget)

/**
 * PpPalette::kind-activated:
 * @self: the palette
 * @kind: (type PpKind): the kind that was chosen
 * @at_once: whether by the keyboard, so that no pointer will say where
 */

GtkWidget *pp_palette_new       (void);
void       pp_palette_set_kinds (PpPalette *self,
                                 PpKinds   *kinds);
/* The kind of flow that is drawn next, which is marked in the list. */
void       pp_palette_set_edge_kind (PpPalette  *self,
                                 const char *kind_id);
void       pp_palette_focus     (PpPalette *self);

G_END_DECLS
