/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PpChoiceRow:
 *
 * A row of a boxed list that shows all of a few choices beside each other, one of which is chosen. Tab
 * enters the choices at the chosen one and leaves them; the arrow keys go between them.
 */
#define PP_TYPE_CHOICE_ROW (pp_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (PpChoiceRow, pp_choice_row, PP, CHOICE_ROW, AdwPreferencesRow)

/**
 * PpChoiceRow::chosen:
 * @self: the row
 *
 * Emitted when a person chose; not for pp_choice_row_set_selected().
 */

GtkWidget *pp_choice_row_new          (const char  *title);
void       pp_choice_row_add          (PpChoiceRow *self,
                                       const char  *label,
                                       const char  *tooltip);
guint      pp_choice_row_get_selected (PpChoiceRow *self);
void       pp_choice_row_set_selected (PpChoiceRow *self,
                                       guint        selected);

G_END_DECLS
