/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-kinds.h"

G_BEGIN_DECLS

#define PP_TYPE_PALETTE_ROW (pp_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (PpPaletteRow, pp_palette_row, PP, PALETTE_ROW, GtkListBoxRow)

GtkWidget *pp_palette_row_new         (PpKind       *kind);
PpKind    *pp_palette_row_get_kind    (PpPaletteRow *self);
gboolean   pp_palette_row_matches     (PpPaletteRow *self,
                                       const char   *folded);
/* Marks the kind of flow that is drawn next. */
void       pp_palette_row_set_current (PpPaletteRow *self,
                                       gboolean      current);

G_END_DECLS
