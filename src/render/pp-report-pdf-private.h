/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-painter.h"
#include "pp-report-flow.h"
#include "pp-text.h"

G_BEGIN_DECLS

typedef struct {
  const char *text;
  guint       level;
  guint       page;
} PpReportPdfHeading;

/* A PDF that is being set. */
typedef struct {
  PpReportFlow  flow;
  PpPainter    *painter;
  GArray       *headings;       /* (element-type PpReportPdfHeading): set so far */
  GArray       *known;          /* the headings of the time before; NULL the first time */
  int           outlines[3];    /* the last one of each level */
} PpReportPdf;

/* Whether the heading stands over a picture that needs a page on its side. */
gboolean _pp_report_pdf_lies_across  (PpReportPdf         *self,
                                      guint                place);
void     _pp_report_pdf_draw_diagram (PpReportPdf         *self,
                                      const PpReportBlock *block);

G_END_DECLS
