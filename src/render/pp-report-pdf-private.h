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
  GPtrArray    *figures;        /* (element-type utf8): what is said instead of each figure, in their order */
} PpReportPdf;

void     _pp_report_pdf_draw_cover    (PpReportPdf         *self);
void     _pp_report_pdf_draw_contents (PpReportPdf         *self);
/* Labels and texts beside them, from @x on. */
void     _pp_report_pdf_draw_facts   (PpReportPdf         *self,
                                      GPtrArray           *rows,
                                      double               x);
/* Whether the heading stands over a picture that needs a page on its side. */
gboolean _pp_report_pdf_lies_across  (PpReportPdf         *self,
                                      guint                place);
/* Whether the heading's picture, if it has one, can follow it on this page. */
gboolean _pp_report_pdf_fits_below   (PpReportPdf         *self,
                                      guint                place);
void     _pp_report_pdf_draw_diagram (PpReportPdf         *self,
                                      const PpReportBlock *block);
/* Adds to a PDF of cairo what cairo cannot say: in which language it is, that its structure is one document to
 * be read, what is read instead of each figure, and that a window shows its title rather than its file's name. */
void     _pp_report_pdf_complete     (GByteArray          *bytes,
                                      const char          *language,
                                      GPtrArray           *figures);

G_END_DECLS
