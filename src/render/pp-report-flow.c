/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-report-flow.h"

#include <cairo-pdf.h>
#include <math.h>

#include "pp-banner.h"
#include "pp-text.h"

#define BANNER_HEIGHT 20.0
#define BANNER_EDGE 22.0
#define FOOTER_EDGE 46.0
#define TAG_PADDING 5.0
/* Lines that must stand together at the top and the foot of a page. */
#define MIN_LINES 2

typedef struct {
  double      size;
  PangoWeight weight;
} Font;

static const Font fonts[] = {
  [PP_FONT_TEXT] = { 10, PANGO_WEIGHT_NORMAL },
  [PP_FONT_STRONG] = { 10, PANGO_WEIGHT_BOLD },
  [PP_FONT_SMALL] = { 8.5, PANGO_WEIGHT_NORMAL },
  [PP_FONT_SMALL_STRONG] = { 8.5, PANGO_WEIGHT_BOLD },
  [PP_FONT_ENTRY] = { 10.5, PANGO_WEIGHT_BOLD },
  [PP_FONT_HEADING_3] = { 11, PANGO_WEIGHT_BOLD },
  [PP_FONT_HEADING_2] = { 13, PANGO_WEIGHT_BOLD },
  [PP_FONT_HEADING_1] = { 19, PANGO_WEIGHT_BOLD },
  [PP_FONT_NUMBER] = { 20, PANGO_WEIGHT_BOLD },
  [PP_FONT_TITLE] = { 28, PANGO_WEIGHT_BOLD },
};

double
_pp_report_flow_get_width (PpReportFlow *self)
{
  return self->width - 2 * PP_PAGE_SIDE;
}

double
_pp_report_flow_get_rest (PpReportFlow *self)
{
  return self->height - PP_PAGE_BOTTOM - self->y;
}

void
_pp_report_flow_set_ink (PpReportFlow *self,
                         guint32       colour)
{
  cairo_set_source_rgb (self->cr, (colour >> 16) / 255.0, ((colour >> 8) & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

PangoLayout *
_pp_report_flow_set_text (PpReportFlow *self,
                          PpReportFont  font,
                          const char   *text,
                          double        width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (PP_TEXT_FAMILY);

  pango_font_description_set_weight (description, fonts[font].weight);
  pango_font_description_set_absolute_size (description, fonts[font].size * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_attributes (layout, self->attributes);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, font <= PP_FONT_SMALL_STRONG ? 1.1 : 1.0);
  if (width > 0)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  return layout;
}

double
_pp_report_layout_get_height (PangoLayout *layout)
{
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

double
_pp_report_layout_get_width (PangoLayout *layout)
{
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  return (double) extents.width / PANGO_SCALE;
}

/* --- Pages ------------------------------------------------------------------------------------ */

static void
draw_footer (PpReportFlow *self)
{
  g_autofree char *number = self->n_pages > 0 ? g_strdup_printf ("%u / %u", self->page, self->n_pages)
                                              : g_strdup_printf ("%u", self->page);
  g_autoptr(PangoLayout) page = _pp_report_flow_set_text (self, PP_FONT_SMALL, number, 0);
  g_autoptr(PangoLayout) title = _pp_report_flow_set_text (self, PP_FONT_SMALL, self->report->title,
                                                           _pp_report_flow_get_width (self) - 80);
  double y = self->height - FOOTER_EDGE - 10;

  pango_layout_set_ellipsize (title, PANGO_ELLIPSIZE_END);
  _pp_report_flow_set_ink (self, PP_INK_DIM);
  cairo_move_to (self->cr, PP_PAGE_SIDE, y);
  pango_cairo_show_layout (self->cr, title);
  cairo_move_to (self->cr, self->width - PP_PAGE_SIDE - _pp_report_layout_get_width (page), y);
  pango_cairo_show_layout (self->cr, page);
}

static void
draw_banners (PpReportFlow *self)
{
  PpBox band = { PP_PAGE_SIDE, BANNER_EDGE, _pp_report_flow_get_width (self), BANNER_HEIGHT };

  if (self->report->banner == NULL)
    return;
  pp_banner_draw (self->cr, self->report->banner_markup, &band);
  band.y = self->height - BANNER_EDGE - BANNER_HEIGHT + 4;
  pp_banner_draw (self->cr, self->report->banner_markup, &band);
}

/* --- Structure -------------------------------------------------------------------------------- */

static void
suspend_group (PpReportFlow *self)
{
  if (self->grouped)
    cairo_tag_end (self->cr, self->group);
  self->grouped = FALSE;
}

void
_pp_report_flow_begin_group (PpReportFlow *self,
                             const char   *name)
{
  self->group = name;
}

void
_pp_report_flow_enter_group (PpReportFlow *self)
{
  if (self->group == NULL || self->grouped)
    return;
  cairo_tag_begin (self->cr, self->group, NULL);
  self->grouped = TRUE;
}

void
_pp_report_flow_end_group (PpReportFlow *self)
{
  suspend_group (self);
  self->group = NULL;
}

void
_pp_report_flow_end_page (PpReportFlow *self)
{
  if (self->page == 0)
    return;
  suspend_group (self);
  if (self->page > 1)
    draw_footer (self);
  draw_banners (self);
  cairo_show_page (self->cr);
}

void
_pp_report_flow_begin_page (PpReportFlow *self,
                            gboolean      landscape)
{
  _pp_report_flow_end_page (self);
  self->landscape = landscape;
  self->width = landscape ? PP_PAGE_HEIGHT : PP_PAGE_WIDTH;
  self->height = landscape ? PP_PAGE_WIDTH : PP_PAGE_HEIGHT;
  cairo_pdf_surface_set_size (self->surface, self->width, self->height);
  self->page++;
  self->y = PP_PAGE_TOP;
}

void
_pp_report_flow_need (PpReportFlow *self,
                      double        height)
{
  if (_pp_report_flow_get_rest (self) < height && self->y > PP_PAGE_TOP)
    _pp_report_flow_begin_page (self, self->landscape);
}

/* Room between two things is lost at the top of a page. */
void
_pp_report_flow_skip (PpReportFlow *self,
                      double        height)
{
  if (self->y > PP_PAGE_TOP)
    self->y += height;
}

void
_pp_report_flow_draw_rule (PpReportFlow *self,
                           double        x,
                           double        width,
                           double        thickness,
                           guint32       colour)
{
  _pp_report_flow_set_ink (self, colour);
  cairo_rectangle (self->cr, x, self->y, width, thickness);
  cairo_fill (self->cr);
}

/* --- Tags ------------------------------------------------------------------------------------- */

static const struct {
  guint32 fill;
  guint32 text;
} tags[] = {
  [PP_TONE_PLAIN] = { 0xffffff, PP_INK },
  [PP_TONE_DIM] = { 0xffffff, PP_INK_DIM },
  [PP_TONE_STRONG] = { 0xffffff, PP_INK },
  [PP_TONE_LOW] = { 0xe3e7eb, PP_INK },
  [PP_TONE_MEDIUM] = { 0xf8d66d, 0x3d2b00 },
  [PP_TONE_HIGH] = { 0xb5400b, 0xffffff },
  [PP_TONE_CRITICAL] = { 0xa51d2d, 0xffffff },
};

static void
trace_pill (cairo_t *cr,
            double   x,
            double   y,
            double   width,
            double   height)
{
  double radius = height / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
}

void
_pp_report_flow_draw_tag (PpReportFlow *self,
                          PangoLayout  *layout,
                          double        x,
                          double        y,
                          PpReportTone  tone)
{
  double width = _pp_report_layout_get_width (layout) + 2 * TAG_PADDING;
  double height = _pp_report_layout_get_height (layout) + 1.5;

  trace_pill (self->cr, x, y, width, height);
  _pp_report_flow_set_ink (self, tags[tone].fill);
  cairo_fill_preserve (self->cr);
  cairo_set_line_width (self->cr, 0.6);
  _pp_report_flow_set_ink (self, tone >= PP_TONE_HIGH ? tags[tone].fill : PP_INK_DIM);
  cairo_stroke (self->cr);
  _pp_report_flow_set_ink (self, tags[tone].text);
  cairo_move_to (self->cr, x + TAG_PADDING, y + 0.75);
  pango_cairo_show_layout (self->cr, layout);
}

/* --- Rows of text ----------------------------------------------------------------------------- */

static double
line_height (PangoLayout *layout,
             int          line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, line), NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

/* Of several lines each is an element: cairo writes the space where a line was broken as a text by itself, and
 * programs that count its end as that of the whole lose the lines after it. */
static void
show_line (PpReportFlow             *self,
           const PpReportColumnText *text,
           PangoLayoutLine          *line)
{
  gboolean is_element = text->role != NULL && pango_layout_get_line_count (text->layout) > 1;

  if (is_element)
    cairo_tag_begin (self->cr, "Span", NULL);
  pango_cairo_show_layout_line (self->cr, line);
  if (is_element)
    cairo_tag_end (self->cr, "Span");
}

/* Draws lines from @first on as long as they fit. Returns the line after them. */
static int
draw_lines (PpReportFlow             *self,
            const PpReportColumnText *text,
            int                       first,
            double                    room,
            double                   *height)
{
  int n_lines = pango_layout_get_line_count (text->layout), line = first;
  double width = (double) pango_layout_get_width (text->layout) / PANGO_SCALE;

  for (*height = 0; line < n_lines; line++)
    {
      PangoLayoutLine *one = pango_layout_get_line_readonly (text->layout, line);
      double own = line_height (text->layout, line);
      PangoRectangle logical;
      double x = text->x;

      if (*height + own > room && line > first)
        break;
      pango_layout_line_get_extents (one, NULL, &logical);
      if (pango_layout_line_get_resolved_direction (one) == PANGO_DIRECTION_RTL && width > 0)
        x += width - (double) logical.width / PANGO_SCALE;
      _pp_report_flow_set_ink (self, text->colour);
      cairo_move_to (self->cr, x, self->y + *height - (double) logical.y / PANGO_SCALE);
      show_line (self, text, one);
      *height += own;
    }
  return line;
}

static double
row_height (const PpReportColumnText *texts,
            guint                     n_texts,
            int                       max_lines)
{
  double height = 0;

  for (guint i = 0; i < n_texts; i++)
    {
      int n_lines = MIN (max_lines, pango_layout_get_line_count (texts[i].layout));
      double own = 0;

      for (int line = 0; line < n_lines; line++)
        own += line_height (texts[i].layout, line);
      height = MAX (height, own);
    }
  return height;
}

static gboolean
draw_part (PpReportFlow             *self,
           const PpReportColumnText *texts,
           guint                     n_texts,
           const char               *role,
           int                      *lines)
{
  double tallest = 0, rest = _pp_report_flow_get_rest (self);
  gboolean done = TRUE;

  _pp_report_flow_enter_group (self);
  if (role != NULL)
    cairo_tag_begin (self->cr, role, NULL);
  for (guint i = 0; i < n_texts; i++)
    {
      double height = 0;

      if (texts[i].role != NULL)
        cairo_tag_begin (self->cr, texts[i].role, NULL);

      if (texts[i].is_tag && lines[i] == 0)
        {
          _pp_report_flow_draw_tag (self, texts[i].layout, texts[i].x, self->y - 0.75, texts[i].tone);
          height = _pp_report_layout_get_height (texts[i].layout);
          lines[i] = pango_layout_get_line_count (texts[i].layout);
        }
      else
        {
          lines[i] = draw_lines (self, &texts[i], lines[i], rest, &height);
        }
      if (texts[i].role != NULL)
        cairo_tag_end (self->cr, texts[i].role);
      tallest = MAX (tallest, height);
      done = done && lines[i] >= pango_layout_get_line_count (texts[i].layout);
    }
  if (role != NULL)
    cairo_tag_end (self->cr, role);
  self->y += tallest;
  return done;
}

void
_pp_report_flow_draw_row (PpReportFlow             *self,
                          const PpReportColumnText *texts,
                          guint                     n_texts,
                          const char               *role,
                          PpReportPageHead          head,
                          gpointer                  user_data)
{
  g_autofree int *lines = g_new0 (int, n_texts);
  double whole = row_height (texts, n_texts, G_MAXINT);
  double page = self->height - PP_PAGE_TOP - PP_PAGE_BOTTOM;
  double least = whole <= page / 3 ? whole : row_height (texts, n_texts, MIN_LINES);

  if (_pp_report_flow_get_rest (self) < least && self->y > PP_PAGE_TOP)
    {
      _pp_report_flow_begin_page (self, self->landscape);
      if (head != NULL)
        head (self, user_data);
    }
  while (!draw_part (self, texts, n_texts, role, lines))
    {
      _pp_report_flow_begin_page (self, self->landscape);
      if (head != NULL)
        head (self, user_data);
    }
}
