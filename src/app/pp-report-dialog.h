/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-document.h"

G_BEGIN_DECLS

#define PP_TYPE_REPORT_DIALOG (pp_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpReportDialog, pp_report_dialog, PP, REPORT_DIALOG, AdwWindow)

/* Asks what a report is to hold, and writes it; @layout_id is the diagram that is shown. */
GtkWidget *pp_report_dialog_new (GtkWindow  *parent,
                                 PpDocument *document,
                                 const char *layout_id);

G_END_DECLS
