/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_CVSS_DIALOG (pp_cvss_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpCvssDialog, pp_cvss_dialog, PP, CVSS_DIALOG, AdwWindow)

/* Edits the vector of CVSS 4.0 of a threat, as text and metric by metric, with its score. */
GtkWidget *pp_cvss_dialog_new (GtkWindow  *parent,
                               PpHistory  *history,
                               const char *threat_id);

G_END_DECLS
