/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"

G_BEGIN_DECLS

/**
 * PpInspectorPlace:
 *
 * Where a node stands in the layout: its position, its size and what contains it.
 */
#define PP_TYPE_INSPECTOR_PLACE (pp_inspector_place_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorPlace, pp_inspector_place, PP, INSPECTOR_PLACE,
                      AdwPreferencesGroup)

/**
 * PpInspectorPlace::follow:
 * @self: the group
 * @id: the containing element, which a person wants to see
 */

/* @layouts is a subject of the one layout in which the node stands. */
void       pp_inspector_place_set_subjects (PpInspectorPlace   *self,
                                            PpInspectorSubject *nodes,
                                            PpInspectorSubject *layouts);
void       pp_inspector_place_refresh      (PpInspectorPlace   *self);

G_END_DECLS
