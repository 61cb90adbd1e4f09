/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PpInspectorTextRow:
 *
 * A row of a boxed list that edits a text of several lines: the row's title stands above the text as
 * in an entry row. The text grows with what is typed, then scrolls. Tab leaves the text.
 */
#define PP_TYPE_INSPECTOR_TEXT_ROW (pp_inspector_text_row_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorTextRow, pp_inspector_text_row, PP, INSPECTOR_TEXT_ROW,
                      AdwPreferencesRow)

/**
 * PpInspectorTextRow::edited:
 * @self: the row
 *
 * Emitted when a person changed the text; not for pp_inspector_text_row_set_text().
 */

GtkWidget  *pp_inspector_text_row_new      (void);
char       *pp_inspector_text_row_dup_text (PpInspectorTextRow *self);
void        pp_inspector_text_row_set_text (PpInspectorTextRow *self,
                                            const char         *text);
GtkTextBuffer *pp_inspector_text_row_get_buffer (PpInspectorTextRow *self);

G_END_DECLS
