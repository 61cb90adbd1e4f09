/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

/**
 * PpInspectorElement:
 *
 * The page of the inspector for the selected elements: all that is said of one, or what several have
 * in common.
 */
#define PP_TYPE_INSPECTOR_ELEMENT (pp_inspector_element_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorElement, pp_inspector_element, PP, INSPECTOR_ELEMENT, GtkWidget)

/* Signals: ::follow with the identifier of an element to select; ::threat-opened with one of a
 * threat; ::add-threat; ::property-opened with a path; ::property-removed with a name. */

void       pp_inspector_element_set_context   (PpInspectorElement *self,
                                               PpHistory          *history,
                                               PpKinds            *kinds,
                                               const char         *layout_id);
void       pp_inspector_element_set_ids       (PpInspectorElement *self,
                                               const char * const *ids);
void       pp_inspector_element_focus         (PpInspectorElement *self);
void       pp_inspector_element_focus_threat  (PpInspectorElement *self,
                                               const char         *threat_id);
void       pp_inspector_element_focus_property (PpInspectorElement *self,
                                               const char         *name);
void       pp_inspector_element_flush         (PpInspectorElement *self);
/* A part of the page by the name that it has in the template; for tests. */
GtkWidget *pp_inspector_element_get_part      (PpInspectorElement *self,
                                               const char         *name);

G_END_DECLS
