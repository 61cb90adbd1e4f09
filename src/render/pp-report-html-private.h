/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-report-private.h"

G_BEGIN_DECLS

/* As text: nothing in it means anything in HTML. */
void     _pp_report_html_append_text    (GString              *out,
                                         const char           *text);
/* The picture of a layout as a figure, or where it would be too small several; each with the marking of
 * what it shows above and below. */
gboolean _pp_report_html_append_picture (GString              *out,
                                         PpReport             *report,
                                         const PpReportBlock  *block,
                                         guint                 number,
                                         gpointer              user_data,
                                         GError              **error);

G_END_DECLS
