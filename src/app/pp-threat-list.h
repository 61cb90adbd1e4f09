/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"

G_BEGIN_DECLS

/**
 * PpThreatList:
 *
 * The threats of one element, and a button that adds one.
 */
#define PP_TYPE_THREAT_LIST (pp_threat_list_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatList, pp_threat_list, PP, THREAT_LIST, AdwPreferencesGroup)

/**
 * PpThreatList::opened:
 * @self: the list
 * @threat: the identifier of the threat that a person wants to see
 */

/**
 * PpThreatList::add:
 * @self: the list
 *
 * Emitted when a person wants a new threat.
 */

void       pp_threat_list_set_subject (PpThreatList       *self,
                                       PpInspectorSubject *subject);
void       pp_threat_list_refresh     (PpThreatList       *self);
guint      pp_threat_list_get_n_rows  (PpThreatList       *self);
GtkWidget *pp_threat_list_find_row    (PpThreatList       *self,
                                       const char         *threat_id);

G_END_DECLS
