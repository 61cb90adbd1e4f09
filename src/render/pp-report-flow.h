/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "pp-report-tree.h"

G_BEGIN_DECLS

/* Pages that fill from the top: the part of the PDF writer that knows of paper and not of reports.
 * Lengths are points. */

#define PP_PAGE_WIDTH 595.28    /* A4 */
#define PP_PAGE_HEIGHT 841.89
#define PP_PAGE_SIDE 54.0
#define PP_PAGE_TOP 62.0
#define PP_PAGE_BOTTOM 62.0

/**
 * PpReportFont: how a text is set
 */
typedef enum {
  PP_FONT_TEXT,
  PP_FONT_STRONG,
  PP_FONT_SMALL,
  PP_FONT_SMALL_STRONG,
  PP_FONT_ENTRY,
  PP_FONT_HEADING_3,
  PP_FONT_HEADING_2,
  PP_FONT_HEADING_1,
  PP_FONT_NUMBER,
  PP_FONT_TITLE,
} PpReportFont;

typedef struct {
  PpReport        *report;
  cairo_surface_t *surface;
  cairo_t         *cr;
  PangoContext    *context;
  PangoAttrList   *attributes;  /* of all texts */
  double           width;       /* of the page */
  double           height;
  double           y;           /* where the next thing goes */
  guint            page;        /* from 1 on */
  guint            n_pages;     /* as counted the time before; 0 the first time */
  gboolean         landscape;
  const char      *group;       /* the element of structure that rows belong to; NULL for none */
  gboolean         grouped;     /* it is begun on this page */
} PpReportFlow;

/**
 * PpReportColumnText: a text beside others in a row
 * @layout: the text, broken into lines
 * @x: where it begins
 * @colour: 0xRRGGBB
 * @tone: of a tag
 * @is_tag: a pill is drawn behind the text
 * @role: what it is in the structure of the document, as PDF names it; %NULL for nothing that is read
 */
typedef struct {
  PangoLayout  *layout;
  double        x;
  guint32       colour;
  PpReportTone  tone;
  gboolean      is_tag;
  const char   *role;
} PpReportColumnText;

typedef void (* PpReportPageHead) (PpReportFlow *flow,
                                   gpointer      user_data);

#define PP_INK 0x1f2328
#define PP_INK_DIM 0x59636e
#define PP_INK_LINE 0xc9ced4

void         _pp_report_flow_begin_page   (PpReportFlow       *self,
                                           gboolean            landscape);
void         _pp_report_flow_end_page     (PpReportFlow       *self);
double       _pp_report_flow_get_width    (PpReportFlow       *self);
double       _pp_report_flow_get_rest     (PpReportFlow       *self);
/* Begins a page unless there is so much room left. */
void         _pp_report_flow_need         (PpReportFlow       *self,
                                           double              height);
void         _pp_report_flow_skip         (PpReportFlow       *self,
                                           double              height);
void         _pp_report_flow_set_ink      (PpReportFlow       *self,
                                           guint32             colour);
void         _pp_report_flow_draw_rule    (PpReportFlow       *self,
                                           double              x,
                                           double              width,
                                           double              thickness,
                                           guint32             colour);
PangoLayout *_pp_report_flow_set_text     (PpReportFlow       *self,
                                           PpReportFont        font,
                                           const char         *text,
                                           double              width);
double       _pp_report_layout_get_height (PangoLayout        *layout);
double       _pp_report_layout_get_width  (PangoLayout        *layout);
/* What is drawn next belongs to an element of that name, such as “Table”, until it is ended. No element goes
 * from one page to the next: cairo 1.16 writes that as a broken page. So a group begins anew on each. */
void         _pp_report_flow_begin_group  (PpReportFlow       *self,
                                           const char         *name);
/* Rows do so by themselves; whoever draws something else calls it once the page is certain. */
void         _pp_report_flow_enter_group  (PpReportFlow       *self);
void         _pp_report_flow_end_group    (PpReportFlow       *self);
/* Texts side by side, an element called @role if there is one, over as many pages as they take; @head is drawn
 * on each further page. */
void         _pp_report_flow_draw_row     (PpReportFlow             *self,
                                           const PpReportColumnText *texts,
                                           guint                     n_texts,
                                           const char               *role,
                                           PpReportPageHead          head,
                                           gpointer                  user_data);
/* A pill with the text, its left end at @x. */
void         _pp_report_flow_draw_tag     (PpReportFlow       *self,
                                           PangoLayout        *layout,
                                           double              x,
                                           double              y,
                                           PpReportTone        tone);

G_END_DECLS
