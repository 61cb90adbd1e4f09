/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-property-path.h"

G_BEGIN_DECLS

/**
 * PpPropertyRow:
 *
 * A row of a boxed list for one entry of free JSON: its name, a widget for its value that depends on
 * the type, and a menu to rename it, change its type or remove it.
 */
#define PP_TYPE_PROPERTY_ROW (pp_property_row_get_type ())
G_DECLARE_FINAL_TYPE (PpPropertyRow, pp_property_row, PP, PROPERTY_ROW, AdwPreferencesRow)

/**
 * PpPropertyRow::edited:
 * @self: the row
 * @value: the value that a person gave
 * @typed: whether it was typed and may go on changing
 */

/**
 * PpPropertyRow::done:
 * @self: the row
 *
 * Emitted when the focus left the value.
 */

/* Also ::rename and ::remove, without arguments: what a person asked for in the menu. A row of a list
 * or an object is activatable; the list box reports it. */

GtkWidget  *pp_property_row_new         (void);
void        pp_property_row_show        (PpPropertyRow *self,
                                         const char    *name,
                                         const char    *title,
                                         gboolean       named,
                                         JsonNode      *value);
const char *pp_property_row_get_name    (PpPropertyRow *self);
/* The entry of a text or number, the switch of a truth; for tests. */
GtkWidget  *pp_property_row_get_editor  (PpPropertyRow *self);
const char *pp_property_row_get_problem (PpPropertyRow *self);
GtkWidget  *pp_property_row_get_menu_button (PpPropertyRow *self);

G_END_DECLS
