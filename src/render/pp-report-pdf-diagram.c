/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Diagrams on pages: here where there is room, else on a page of their own, upright or on its side, and
 * where even that would be too small to be read the whole with a key and then its parts. */

#include "pp-report-pdf-private.h"

#include "pp-report-picture.h"

/* Below this scale labels, 12 units high, are not read on paper any more. */
#define LEAST_SCALE 0.36
/* Upright pages are turned less: they do where the picture is easily read on one. */
#define EASY_SCALE 0.55
#define TILE_SCALE 0.6
/* A picture goes to a page of its own where it is so much larger there; with nothing but its headings above it
 * only where it could not be read else. */
#define OWN_PAGE_SHARE 0.8
#define LEAST_LED_SCALE 0.3
#define LARGEST_SCALE 0.75
#define CAPTION 18.0
#define KEY_SIZE 70.0
#define KEY_INK 0x1c5fb5
#define TEXT_ABOVE 90.0         /* what heading and description may take */
#define HEADINGS 130.0          /* what they take at most, with that of the section */
#define SECTION_HEADING 75.0

static double
fit (const PpReportPicture *picture,
     double                 width,
     double                 height)
{
  return MIN (width / picture->box.width, height / picture->box.height);
}

static double
across_width (void)
{
  return PP_PAGE_HEIGHT - 2 * PP_PAGE_SIDE;
}

static double
across_height (void)
{
  return PP_PAGE_WIDTH - PP_PAGE_TOP - PP_PAGE_BOTTOM;
}

static gboolean
needs_side (const PpReportPicture *picture)
{
  double upright = fit (picture, PP_PAGE_WIDTH - 2 * PP_PAGE_SIDE,
                        PP_PAGE_HEIGHT - PP_PAGE_TOP - PP_PAGE_BOTTOM - TEXT_ABOVE);
  double across = fit (picture, across_width (), across_height () - TEXT_ABOVE);

  return upright < EASY_SCALE && across > upright * 1.15;
}

static gboolean
wants_own_page (double here,
                double alone)
{
  return here < LARGEST_SCALE && here < alone * OWN_PAGE_SHARE;
}

gboolean
_pp_report_pdf_fits_below (PpReportPdf *self,
                           guint        place)
{
  const PpReportBlock *diagram = pp_report_find_diagram (self->flow.report, place);
  g_autoptr (PpReportPicture) picture = NULL;
  const PpReportBlock *heading = g_ptr_array_index (self->flow.report->blocks, place);
  double width = _pp_report_flow_get_width (&self->flow), above = HEADINGS;
  double here, alone;

  if (diagram == NULL)
    return TRUE;
  if (heading->level == 1)
    above += SECTION_HEADING;
  picture = _pp_report_picture_new (self->flow.report->model, self->flow.report->kinds, diagram->layout);
  here = fit (picture, width, MAX (1, _pp_report_flow_get_rest (&self->flow) - above));
  alone = fit (picture, width, self->flow.height - PP_PAGE_TOP - PP_PAGE_BOTTOM);
  return !wants_own_page (here, alone);
}

gboolean
_pp_report_pdf_lies_across (PpReportPdf *self,
                            guint        place)
{
  const PpReportBlock *diagram = pp_report_find_diagram (self->flow.report, place);
  g_autoptr (PpReportPicture) picture = NULL;

  if (diagram == NULL)
    return FALSE;
  picture = _pp_report_picture_new (self->flow.report->model, self->flow.report->kinds, diagram->layout);
  return needs_side (picture);
}

/* @area of the scene with its top left corner at a place of the page; @text is read instead of it. */
static void
draw_area (PpReportPdf           *self,
           const PpReportPicture *picture,
           const PpBox           *area,
           const char            *text,
           double                 x,
           double                 y,
           double                 scale)
{
  cairo_t *cr = self->flow.cr;

  g_ptr_array_add (self->figures, g_strdup (text));
  cairo_tag_begin (cr, "Figure", NULL);
  cairo_save (cr);
  cairo_rectangle (cr, x, y, area->width * scale, area->height * scale);
  cairo_clip (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -area->x, -area->y);
  pp_painter_draw_scene (self->painter, cr, picture->scene, area, 0);
  cairo_restore (cr);
  cairo_tag_end (cr, "Figure");
}

static void
draw_frame (PpReportPdf *self,
            double       x,
            double       y,
            double       width,
            double       height,
            double       thickness,
            guint32      colour)
{
  _pp_report_flow_set_ink (&self->flow, colour);
  cairo_set_line_width (self->flow.cr, thickness);
  cairo_rectangle (self->flow.cr, x, y, width, height);
  cairo_stroke (self->flow.cr);
}

/* The whole in the room that is left, in the middle. Returns where it stands. */
static PpBox
draw_whole (PpReportPdf           *self,
            const PpReportPicture *picture,
            const char            *text,
            double                 height,
            double                 scale)
{
  PpReportFlow *flow = &self->flow;
  double width = picture->box.width * scale;
  PpBox place = { (flow->width - width) / 2, flow->y, width, picture->box.height * scale };

  draw_area (self, picture, &picture->box, text, place.x, place.y, scale);
  flow->y += MIN (height, place.height) + 10;
  return place;
}

static PpBox
get_cell (const PpReportPicture *picture,
          const PpBox           *place,
          guint                  column,
          guint                  row)
{
  double width = place->width / picture->n_columns, height = place->height / picture->n_rows;

  return (PpBox) { place->x + column * width, place->y + row * height, width, height };
}

/* Readable above what is drawn there. */
static void
draw_label (PpReportPdf *self,
            const PpBox *cell,
            const char  *label)
{
  cairo_t *cr = self->flow.cr;
  g_autoptr (PangoLayout) layout = _pp_report_flow_set_text (&self->flow, PP_FONT_SMALL_STRONG, label, 0);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.8);
  cairo_rectangle (cr, cell->x + 0.5, cell->y + 0.5, width + 3, height);
  cairo_fill (cr);
  _pp_report_flow_set_ink (&self->flow, KEY_INK);
  cairo_move_to (cr, cell->x + 2, cell->y + 1);
  pango_cairo_show_layout (cr, layout);
}

/* Over the whole: where each part is, and what it is called. */
static void
draw_key (PpReportPdf           *self,
          const PpReportPicture *picture,
          const PpBox           *place)
{
  for (guint row = 0; row < picture->n_rows; row++)
    for (guint column = 0; column < picture->n_columns; column++)
      {
        PpBox cell = get_cell (picture, place, column, row);
        g_autofree char *label = _pp_report_picture_dup_label (column, row);

        draw_frame (self, cell.x, cell.y, cell.width, cell.height, 0.5, KEY_INK);
        draw_label (self, &cell, label);
      }
}

/* Beside a part: which of all it is. The lines between many parts are finer, so that they do not hide it. */
static void
draw_small_key (PpReportPdf           *self,
                const PpReportPicture *picture,
                const PpBox           *place,
                guint                  shown_column,
                guint                  shown_row)
{
  PpBox shown = get_cell (picture, place, shown_column, shown_row);
  double line = MIN (0.5, MIN (shown.width, shown.height) / 12);

  for (guint column = 1; column < picture->n_columns; column++)
    draw_frame (self, get_cell (picture, place, column, 0).x, place->y, 0, place->height, line, PP_INK_LINE);
  for (guint row = 1; row < picture->n_rows; row++)
    draw_frame (self, place->x, get_cell (picture, place, 0, row).y, place->width, 0, line, PP_INK_LINE);
  _pp_report_flow_set_ink (&self->flow, KEY_INK);
  cairo_rectangle (self->flow.cr, shown.x, shown.y, shown.width, shown.height);
  cairo_fill (self->flow.cr);
  draw_frame (self, place->x, place->y, place->width, place->height, 0.5, KEY_INK);
}

static void
draw_caption (PpReportPdf *self,
              const char  *text)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PangoLayout) layout = _pp_report_flow_set_text (flow, PP_FONT_SMALL, text,
                                                             _pp_report_flow_get_width (flow) - KEY_SIZE - 10);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  _pp_report_flow_set_ink (flow, PP_INK_DIM);
  cairo_move_to (flow->cr, PP_PAGE_SIDE, flow->y);
  cairo_tag_begin (flow->cr, "Caption", NULL);
  pango_cairo_show_layout (flow->cr, layout);
  cairo_tag_end (flow->cr, "Caption");
}

static void
draw_tile (PpReportPdf           *self,
           const PpReportPicture *picture,
           const char            *title,
           guint                  column,
           guint                  row)
{
  PpReportFlow *flow = &self->flow;
  PpBox tile = _pp_report_picture_get_view (picture, column, row);
  g_autofree char *label = _pp_report_picture_dup_label (column, row);
  g_autofree char *caption = g_strdup_printf (pp_report_say (flow->report, "%s, part %s"), title, label);
  double key_scale = fit (picture, KEY_SIZE, CAPTION + 16), scale;
  PpBox key = { 0, PP_PAGE_TOP - 16, picture->box.width * key_scale, picture->box.height * key_scale };

  _pp_report_flow_begin_page (flow, TRUE);
  draw_caption (self, caption);
  key.x = flow->width - PP_PAGE_SIDE - key.width;
  draw_small_key (self, picture, &key, column, row);
  flow->y += CAPTION + 4;
  scale = MIN (_pp_report_flow_get_width (flow) / tile.width, _pp_report_flow_get_rest (flow) / tile.height);
  draw_area (self, picture, &tile, caption, PP_PAGE_SIDE, flow->y, scale);
  draw_frame (self, PP_PAGE_SIDE, flow->y, tile.width * scale, tile.height * scale, 0.5, PP_INK_LINE);
  flow->y = flow->height;
}

static void
draw_tiled (PpReportPdf         *self,
            PpReportPicture     *picture,
            const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;
  g_autofree char *caption = g_strdup_printf (pp_report_say (flow->report, "%s, the whole; its parts follow"),
                                              block->text);
  PpBox place;
  double room;

  _pp_report_picture_divide (picture, across_width (), across_height () - CAPTION - 4, TILE_SCALE);
  if (_pp_report_flow_get_rest (flow) < 240)
    _pp_report_flow_begin_page (flow, flow->landscape);
  draw_caption (self, caption);
  flow->y += CAPTION;
  room = _pp_report_flow_get_rest (flow);
  place = draw_whole (self, picture, caption, room, fit (picture, _pp_report_flow_get_width (flow), room));
  draw_key (self, picture, &place);
  for (guint row = 0; row < picture->n_rows; row++)
    for (guint column = 0; column < picture->n_columns; column++)
      if (_pp_report_picture_is_used (picture, column, row))
        draw_tile (self, picture, block->text, column, row);
}

void
_pp_report_pdf_draw_diagram (PpReportPdf         *self,
                             const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (flow->report->model, flow->report->kinds,
                                                                block->layout);
  double width = _pp_report_flow_get_width (flow), page = flow->height - PP_PAGE_TOP - PP_PAGE_BOTTOM;
  double here = fit (picture, width, _pp_report_flow_get_rest (flow) - 6);
  double alone = fit (picture, width, page);

  _pp_report_flow_skip (flow, 6);
  if (MAX (here, alone) < LEAST_SCALE)
    {
      draw_tiled (self, picture, block);
      return;
    }
  if (flow->y < PP_PAGE_TOP + HEADINGS ? here < LEAST_LED_SCALE : wants_own_page (here, alone))
    {
      _pp_report_flow_begin_page (flow, flow->landscape);
      here = alone;
    }
  draw_whole (self, picture, block->text, _pp_report_flow_get_rest (flow), MIN (here, LARGEST_SCALE));
}
