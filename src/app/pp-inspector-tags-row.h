/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-tags-completion.h"

G_BEGIN_DECLS

/**
 * PpInspectorTagsRow:
 *
 * A row of a boxed list that edits a list of short texts. Each text is a chip with a button that
 * removes it; what is typed in the entry below becomes a chip with Enter, with a comma, or when
 * the focus leaves. Backspace in the empty entry takes the last chip back into the entry. With a
 * vocabulary it completes what is typed, and chips are named, linked and checked.
 */
#define PP_TYPE_INSPECTOR_TAGS_ROW (pp_inspector_tags_row_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorTagsRow, pp_inspector_tags_row, PP, INSPECTOR_TAGS_ROW,
                      AdwPreferencesRow)

/**
 * PpInspectorTagsRow::edited:
 * @self: the row
 *
 * Emitted when a person changed the list; not for pp_inspector_tags_row_set_tags().
 */

GtkWidget *pp_inspector_tags_row_new             (void);
void       pp_inspector_tags_row_set_tags        (PpInspectorTagsRow *self,
                                                  const char * const *tags);
const char * const *pp_inspector_tags_row_get_tags (PpInspectorTagsRow *self);
void       pp_inspector_tags_row_set_suggestions (PpInspectorTagsRow *self,
                                                  const char * const *suggestions);
void       pp_inspector_tags_row_set_vocabulary  (PpInspectorTagsRow *self,
                                                  const PpTagsVocabulary *vocabulary);
PpTagsCompletion *pp_inspector_tags_row_get_completion (PpInspectorTagsRow *self);
void       pp_inspector_tags_row_set_subtitle    (PpInspectorTagsRow *self,
                                                  const char         *subtitle);
const char *pp_inspector_tags_row_get_subtitle (PpInspectorTagsRow *self);
void       pp_inspector_tags_row_flush           (PpInspectorTagsRow *self);

G_END_DECLS
