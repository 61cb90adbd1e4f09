/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpInspectorLayout:
 *
 * The page of the inspector while nothing is selected: the diagram, and the model that it shows.
 */
#define PP_TYPE_INSPECTOR_LAYOUT (pp_inspector_layout_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorLayout, pp_inspector_layout, PP, INSPECTOR_LAYOUT, GtkWidget)

/* Signals: ::property-opened with a path into the model's properties; ::property-removed with a
 * name. */

void       pp_inspector_layout_set_context (PpInspectorLayout *self,
                                            PpHistory         *history,
                                            const char        *layout_id);
void       pp_inspector_layout_focus       (PpInspectorLayout *self);
void       pp_inspector_layout_focus_property (PpInspectorLayout *self,
                                            const char        *name);
void       pp_inspector_layout_flush       (PpInspectorLayout *self);
/* A part of the page by the name that it has in the template; for tests. */
GtkWidget *pp_inspector_layout_get_part    (PpInspectorLayout *self,
                                            const char        *name);

G_END_DECLS
