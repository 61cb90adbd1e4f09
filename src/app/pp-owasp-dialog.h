/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_OWASP_DIALOG (pp_owasp_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpOwaspDialog, pp_owasp_dialog, PP, OWASP_DIALOG, AdwWindow)

/* Rates a threat with the factors of the OWASP Risk Rating Methodology. */
GtkWidget *pp_owasp_dialog_new (GtkWindow  *parent,
                                PpHistory  *history,
                                const char *threat_id);

G_END_DECLS
