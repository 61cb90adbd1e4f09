/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-assessment.h"

G_BEGIN_DECLS

#define PP_TYPE_THREAT_DETAIL (pp_threat_detail_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatDetail, pp_threat_detail, PP, THREAT_DETAIL, GtkWidget)

/* All about one threat: what it says, why, what would close it, where to read more, and what can be
 * decided about it.
 *
 * Signals
 *   select-element (const char *element_id): a link to an element was followed
 *   decided (const char *status, const char *reason): with a reason, which may be empty
 *   mitigated (const char *reason, const char *control_id, const char *title): by a control, that which is
 *     there or, where @control_id is NULL, a new one
 *   apply (guint remedy): what would close it shall be so
 *   cancelled: no reason was given after all */

void              pp_threat_detail_show         (PpThreatDetail *self,
                                                 PpAssessment   *assessment,
                                                 PpThreatItem   *item);
void              pp_threat_detail_ask_reason   (PpThreatDetail *self,
                                                 const char     *status);
void              pp_threat_detail_focus        (PpThreatDetail *self);
const PpRemedy   *pp_threat_detail_get_remedy   (PpThreatDetail *self,
                                                 guint           remedy);

G_END_DECLS
