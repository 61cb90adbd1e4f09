/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-canvas.h"
#include "pp-document.h"
#include "pp-inspector.h"
#include "pp-palette.h"

G_BEGIN_DECLS

#define PP_TYPE_EDITOR (pp_editor_get_type ())
G_DECLARE_FINAL_TYPE (PpEditor, pp_editor, PP, EDITOR, GtkWidget)

/* What a window shows of a document: palette, canvas with the strip of layouts, inspector.
 *
 * Properties
 *   show-palette, show-inspector (boolean, read-write): what the user wants; when there is no room
 *     the editor shows only one of the two, or none
 *   show-threats (boolean, read-write): the panel below
 *   open-threats (uint, read-only): how many there are
 *   layout-id (string, read-only): the layout on the canvas
 *
 * Signals
 *   message (const char *text, gboolean can_undo): something to tell in a toast */

GtkWidget   *pp_editor_new              (void);
void         pp_editor_set_document     (PpEditor   *self,
                                         PpDocument *document);
char        *pp_editor_dup_first_layout (PpModel *model);
PpCanvas    *pp_editor_get_canvas       (PpEditor   *self);
const char  *pp_editor_get_layout_id    (PpEditor   *self);
void         pp_editor_show_layout      (PpEditor   *self,
                                         const char *layout_id);
/* Shows a layout that has the element, selects it and brings it into view. */
void         pp_editor_reveal           (PpEditor   *self,
                                         const char *element_id);
/* Selects those that the diagram shows; where it shows none, goes to one that does. */
void         pp_editor_select           (PpEditor   *self,
                                         const char * const *ids);
/* Shows them together with the first, and nothing but them. */
void         pp_editor_zoom_to          (PpEditor   *self,
                                         const char * const *ids);
void         pp_editor_reveal_threat    (PpEditor   *self,
                                         const char *threat_id);
void         pp_editor_remember_widths  (PpEditor   *self);
void         pp_editor_flush            (PpEditor   *self);
void         pp_editor_focus_palette    (PpEditor   *self);
void         pp_editor_focus_canvas     (PpEditor   *self);
void         pp_editor_focus_inspector  (PpEditor   *self);
void         pp_editor_focus_threats    (PpEditor   *self);
void         pp_editor_focus_paths      (PpEditor   *self);
/* About the selected node: paths from it, paths to it, and how far its fall reaches. */
void         pp_editor_show_paths_from  (PpEditor   *self);
void         pp_editor_show_paths_to    (PpEditor   *self);
void         pp_editor_show_blast       (PpEditor   *self);

G_END_DECLS
