/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

#define PP_TYPE_INSPECTOR (pp_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PpInspector, pp_inspector, PP, INSPECTOR, GtkWidget)

/**
 * PpInspector::select-element:
 * @self: the inspector
 * @id: the identifier of a node or an edge
 *
 * Emitted when a person follows a link to another element; the canvas should select it.
 */

/**
 * PpInspector::removed:
 * @self: the inspector
 * @message: what was removed, for people
 *
 * Emitted after something was removed that undo brings back: the window shows a toast with Undo.
 */

GtkWidget *pp_inspector_new           (void);

/* History and kinds may be NULL while no model is open. */
void       pp_inspector_set_context   (PpInspector        *self,
                                       PpHistory          *history,
                                       PpKinds            *kinds,
                                       const char         *layout_id);
void       pp_inspector_set_selection (PpInspector        *self,
                                       const char * const *ids);
void       pp_inspector_focus         (PpInspector        *self);
void       pp_inspector_show_threat   (PpInspector        *self,
                                       const char         *threat_id);
/* Takes over what is typed but not yet in the model; call it before saving and before undo. */
void       pp_inspector_flush         (PpInspector        *self);

G_END_DECLS
