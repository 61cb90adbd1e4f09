/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-assessment.h"
#include "pp-mitigations.h"

G_BEGIN_DECLS

/* What people do with threats and questions, each as one step that can be undone. */

gboolean pp_triage_decide (PpAssessment      *assessment,
                           PpThreatItem      *item,
                           const char        *status,
                           const char        *reason,
                           const char        *control_id,
                           const char        *control_title,
                           GError           **error);
gboolean pp_triage_apply  (PpHistory         *history,
                           const PpRemedy    *remedy,
                           GError           **error);
gboolean pp_triage_mitigate (PpAssessment     *assessment,
                           const PpMitigation *mitigation,
                           GError           **error);
gboolean pp_triage_answer (PpHistory         *history,
                           const PpQuestion  *question,
                           JsonNode          *value,
                           GError           **error);

gboolean pp_triage_record (PpAssessment      *assessment,
                           guint             *n_changes,
                           GError           **error);

G_END_DECLS
