/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands before a report: its cover, and the contents with links to where they are. */

#include "pp-report-pdf-private.h"

#define LONGEST_TITLE 4         /* lines, in the contents */

void
_pp_report_pdf_draw_cover (PpReportPdf *self)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PangoLayout) subtitle = NULL;
  g_autoptr (PangoLayout) title = NULL;
  PpReportColumnText lines[2];

  _pp_report_flow_begin_page (flow, FALSE);
  flow->y = 230;
  subtitle = _pp_report_flow_set_text (flow, PP_FONT_HEADING_2, self->flow.report->subtitle, 0);
  title = _pp_report_flow_set_text (flow, PP_FONT_TITLE, self->flow.report->title, _pp_report_flow_get_width (flow));
  lines[0] = (PpReportColumnText) { subtitle, PP_PAGE_SIDE, PP_INK_DIM, PP_TONE_PLAIN, FALSE, "P" };
  lines[1] = (PpReportColumnText) { title, PP_PAGE_SIDE, PP_INK, PP_TONE_PLAIN, FALSE, "H1" };
  _pp_report_flow_draw_row (flow, &lines[0], 1, NULL, NULL, NULL);
  flow->y += 6;
  _pp_report_flow_draw_row (flow, &lines[1], 1, NULL, NULL, NULL);
  flow->y += 14;
  _pp_report_flow_draw_rule (flow, PP_PAGE_SIDE, 90, 2, PP_INK);
  flow->y += 24;
  _pp_report_pdf_draw_facts (self, flow->report->cover, PP_PAGE_SIDE);
}

/* The page of the heading with that number, as found the time before. */
static guint
page_of (PpReportPdf *self,
         guint        number)
{
  return self->known != NULL && number < self->known->len
         ? g_array_index (self->known, PpReportPdfHeading, number).page : 0;
}

static void
draw_contents_line (PpReportPdf         *self,
                    const PpReportBlock *block,
                    guint                number)
{
  PpReportFlow *flow = &self->flow;
  guint page = page_of (self, number);
  g_autofree char *words = g_strdup_printf ("%u", page);
  g_autoptr (PangoLayout) place = _pp_report_flow_set_text (flow, PP_FONT_TEXT, words, 0);
  double x = PP_PAGE_SIDE + (block->level - 1) * 16;
  double right = flow->width - PP_PAGE_SIDE - _pp_report_layout_get_width (place);
  g_autoptr (PangoLayout) title = _pp_report_flow_set_text (flow, block->level == 1 ? PP_FONT_STRONG : PP_FONT_TEXT,
                                                            block->text, right - x - 20);
  const PpReportColumnText texts[] = {
    { title, x, PP_INK, PP_TONE_PLAIN, FALSE, "Span" },
    { place, right, PP_INK, PP_TONE_PLAIN, FALSE, "Span" },
  };
  g_autofree char *link = NULL;
  double top;

  /* A link is on one page. */
  pango_layout_set_height (title, -LONGEST_TITLE);
  pango_layout_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  _pp_report_flow_skip (flow, block->level == 1 ? 7 : 2);
  _pp_report_flow_need (flow, _pp_report_layout_get_height (title));
  top = flow->y;
  link = g_strdup_printf ("page=%u pos=[0 0] rect=[%d %d %d %d]", MAX (page, 1), (int) x, (int) top,
                          (int) (flow->width - PP_PAGE_SIDE - x), (int) _pp_report_layout_get_height (title));
  _pp_report_flow_enter_group (flow);
  cairo_tag_begin (flow->cr, "TOCI", NULL);
  if (page > 0)
    cairo_tag_begin (flow->cr, CAIRO_TAG_LINK, link);
  _pp_report_flow_draw_row (flow, texts, G_N_ELEMENTS (texts), NULL, NULL, NULL);
  if (page > 0)
    cairo_tag_end (flow->cr, CAIRO_TAG_LINK);
  cairo_tag_end (flow->cr, "TOCI");
}

void
_pp_report_pdf_draw_contents (PpReportPdf *self)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PangoLayout) title = NULL;
  PpReportColumnText text;
  guint number = 0;

  _pp_report_flow_begin_page (flow, FALSE);
  title = _pp_report_flow_set_text (flow, PP_FONT_HEADING_1, pp_report_say (flow->report, "Contents"), 0);
  text = (PpReportColumnText) { title, PP_PAGE_SIDE, PP_INK, PP_TONE_PLAIN, FALSE, "H2" };
  _pp_report_flow_draw_row (flow, &text, 1, NULL, NULL, NULL);
  flow->y += 8;
  _pp_report_flow_begin_group (flow, "TOC");
  for (guint i = 0; i < flow->report->blocks->len; i++)
    {
      const PpReportBlock *block = g_ptr_array_index (flow->report->blocks, i);

      if (block->type != PP_BLOCK_HEADING)
        continue;
      if (pp_report_is_in_contents (flow->report, i))
        draw_contents_line (self, block, number);
      number++;
    }
  _pp_report_flow_end_group (flow);
  flow->y = flow->height;
}
