/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report as PDF. It is set twice: the first time nothing is kept but the numbers of the pages, for the
 * contents and the footers. */

#include "pp-report-private.h"

#include <cairo-pdf.h>
#include <string.h>

#include "pp-report-flow.h"
#include "pp-report-pdf-private.h"

#define NO_DATE "1970-01-01T00:00:00Z"
#define LABEL_WIDTH 84.0
#define COLUMN_GAP 10.0
#define ROW_GAP 4.0
#define SECTION_SHARE 0.4       /* of a page that must be left for a section to begin on it */

/* --- Headings --------------------------------------------------------------------------------- */

static void
note_heading (PpReportPdf         *self,
              const PpReportBlock *block)
{
  PpReportPdfHeading heading = { block->text, block->level, self->flow.page };

  g_array_append_val (self->headings, heading);
}

static void
add_outline (PpReportPdf         *self,
             const PpReportBlock *block)
{
  g_autofree char *place = g_strdup_printf ("page=%u pos=[0 %d]", self->flow.page, (int) self->flow.y);
  int parent = block->level > 1 && self->outlines[block->level - 2] != 0 ? self->outlines[block->level - 2]
                                                                         : CAIRO_PDF_OUTLINE_ROOT;

  if (block->level <= G_N_ELEMENTS (self->outlines) && *block->text != '\0')
    self->outlines[block->level - 1] = cairo_pdf_surface_add_outline (self->flow.surface, parent, block->text, place,
                                                                     block->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN
                                                                                       : 0);
}

/* A section begins on a page of its own unless there is room enough; a part keeps together with what
 * follows it, and with a picture that lies across goes to its page. */
static void
make_room_for_heading (PpReportPdf         *self,
                       const PpReportBlock *block,
                       guint                place)
{
  PpReportFlow *flow = &self->flow;
  gboolean lies = _pp_report_pdf_lies_across (self, place);
  double page = flow->height - PP_PAGE_TOP - PP_PAGE_BOTTOM;

  if (lies != flow->landscape || (flow->y > PP_PAGE_TOP + 60 && (lies || !_pp_report_pdf_fits_below (self, place))))
    _pp_report_flow_begin_page (flow, lies);
  else
    _pp_report_flow_need (flow, block->level == 1 ? page * SECTION_SHARE : 150);
}

static void
draw_heading (PpReportPdf         *self,
              const PpReportBlock *block,
              guint                place)
{
  static const PpReportFont fonts[] = { PP_FONT_HEADING_1, PP_FONT_HEADING_2, PP_FONT_HEADING_3 };
  static const char * const roles[] = { "H2", "H3", "H4" };
  PpReportFlow *flow = &self->flow;
  guint level = CLAMP (block->level, 1, G_N_ELEMENTS (fonts));
  g_autoptr (PangoLayout) layout = NULL;
  PpReportColumnText text;

  make_room_for_heading (self, block, place);
  _pp_report_flow_skip (flow, level == 1 ? 30 : 16);
  layout = _pp_report_flow_set_text (flow, fonts[level - 1], block->text, _pp_report_flow_get_width (flow));
  note_heading (self, block);
  add_outline (self, block);
  text = (PpReportColumnText) { layout, PP_PAGE_SIDE, PP_INK, PP_TONE_PLAIN, FALSE, roles[level - 1] };
  _pp_report_flow_draw_row (flow, &text, 1, NULL, NULL, NULL);
  flow->y += 3;
  if (level == 1)
    {
      _pp_report_flow_draw_rule (flow, PP_PAGE_SIDE, _pp_report_flow_get_width (flow), 1.2, PP_INK);
      flow->y += 10;
    }
}

/* --- Text ------------------------------------------------------------------------------------- */

static guint32
ink_of (PpReportTone tone)
{
  return tone == PP_TONE_DIM ? PP_INK_DIM : PP_INK;
}

static void
draw_paragraph (PpReportPdf         *self,
                const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PangoLayout) layout = _pp_report_flow_set_text (flow, block->tone == PP_TONE_STRONG ? PP_FONT_STRONG
                                                                                                : PP_FONT_TEXT,
                                                             block->text, _pp_report_flow_get_width (flow));
  PpReportColumnText text = { layout, PP_PAGE_SIDE, ink_of (block->tone), PP_TONE_PLAIN, FALSE, "P" };

  _pp_report_flow_draw_row (flow, &text, 1, NULL, NULL, NULL);
  flow->y += 8;
}

static void
draw_list (PpReportPdf         *self,
           const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;

  _pp_report_flow_begin_group (flow, "L");
  for (guint i = 0; i < block->rows->len; i++)
    {
      const PpReportCell *cell = pp_report_get_cell (block->rows, i, 0);
      g_autoptr (PangoLayout) dot = _pp_report_flow_set_text (flow, PP_FONT_TEXT, "•", 0);
      g_autoptr (PangoLayout) layout = _pp_report_flow_set_text (flow, PP_FONT_TEXT, cell->text,
                                                                 _pp_report_flow_get_width (flow) - 14);
      const PpReportColumnText texts[] = {
        { dot, PP_PAGE_SIDE + 3, PP_INK_DIM, PP_TONE_PLAIN, FALSE, "Lbl" },
        { layout, PP_PAGE_SIDE + 14, PP_INK, PP_TONE_PLAIN, FALSE, "LBody" },
      };

      _pp_report_flow_draw_row (flow, texts, G_N_ELEMENTS (texts), "LI", NULL, NULL);
      flow->y += 2;
    }
  _pp_report_flow_end_group (flow);
  flow->y += 8;
}

/* --- Tables ----------------------------------------------------------------------------------- */

static double
column_width (PpReportPdf         *self,
              const PpReportBlock *block,
              guint                column)
{
  double whole = 0;

  for (guint i = 0; i < block->n_columns; i++)
    whole += block->columns[i].weight;
  return (_pp_report_flow_get_width (&self->flow) - (block->n_columns - 1) * COLUMN_GAP)
         * block->columns[column].weight / whole;
}

typedef struct {
  PpReportPdf         *pdf;
  const PpReportBlock *block;
} Table;

static void
draw_table_head (PpReportFlow *flow,
                 gpointer      user_data)
{
  Table *table = user_data;
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree PpReportColumnText *texts = g_new0 (PpReportColumnText, table->block->n_columns);
  double x = PP_PAGE_SIDE;

  for (guint i = 0; i < table->block->n_columns; i++)
    {
      double width = column_width (table->pdf, table->block, i);

      g_ptr_array_add (layouts, _pp_report_flow_set_text (flow, PP_FONT_SMALL_STRONG, table->block->columns[i].title,
                                                          width));
      texts[i] = (PpReportColumnText) { g_ptr_array_index (layouts, i), x, PP_INK_DIM, PP_TONE_PLAIN, FALSE, "TH" };
      x += width + COLUMN_GAP;
    }
  _pp_report_flow_draw_row (flow, texts, table->block->n_columns, "TR", NULL, NULL);
  flow->y += 2;
  _pp_report_flow_draw_rule (flow, PP_PAGE_SIDE, _pp_report_flow_get_width (flow), 0.9, PP_INK_DIM);
  flow->y += ROW_GAP;
}

static void
draw_table_row (Table  *table,
                GArray *row)
{
  PpReportFlow *flow = &table->pdf->flow;
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree PpReportColumnText *texts = g_new0 (PpReportColumnText, row->len);
  double x = PP_PAGE_SIDE;

  for (guint i = 0; i < row->len; i++)
    {
      const PpReportCell *cell = &g_array_index (row, PpReportCell, i);
      double width = column_width (table->pdf, table->block, i);
      gboolean strong = cell->tone >= PP_TONE_STRONG;

      g_ptr_array_add (layouts, _pp_report_flow_set_text (flow, strong ? PP_FONT_SMALL_STRONG : PP_FONT_SMALL,
                                                          cell->text, cell->tone >= PP_TONE_LOW ? 0 : width));
      texts[i] = (PpReportColumnText) { g_ptr_array_index (layouts, i), x, ink_of (cell->tone), cell->tone,
                                        cell->tone >= PP_TONE_LOW, "TD" };
      x += width + COLUMN_GAP;
    }
  _pp_report_flow_draw_row (flow, texts, row->len, "TR", draw_table_head, table);
  flow->y += ROW_GAP;
  _pp_report_flow_draw_rule (flow, PP_PAGE_SIDE, _pp_report_flow_get_width (flow), 0.4, PP_INK_LINE);
  flow->y += ROW_GAP;
}

static void
draw_table (PpReportPdf         *self,
            const PpReportBlock *block)
{
  Table table = { self, block };

  _pp_report_flow_need (&self->flow, 60);
  _pp_report_flow_skip (&self->flow, 4);
  _pp_report_flow_begin_group (&self->flow, "Table");
  draw_table_head (&self->flow, &table);
  for (guint i = 0; i < block->rows->len; i++)
    draw_table_row (&table, g_ptr_array_index (block->rows, i));
  _pp_report_flow_end_group (&self->flow);
  self->flow.y += 8;
}

/* --- Entries ---------------------------------------------------------------------------------- */

void
_pp_report_pdf_draw_facts (PpReportPdf *self,
                           GPtrArray   *rows,
                           double       x)
{
  PpReportFlow *flow = &self->flow;
  double width = flow->width - PP_PAGE_SIDE - x;

  _pp_report_flow_begin_group (flow, rows->len > 0 ? "L" : NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      GArray *row = g_ptr_array_index (rows, i);
      g_autoptr (PangoLayout) label = _pp_report_flow_set_text (flow, PP_FONT_SMALL,
                                                                g_array_index (row, PpReportCell, 0).text, LABEL_WIDTH);
      g_autoptr (PangoLayout) text = _pp_report_flow_set_text (flow, PP_FONT_SMALL,
                                                               g_array_index (row, PpReportCell, 1).text,
                                                               width - LABEL_WIDTH - COLUMN_GAP);
      const PpReportColumnText texts[] = {
        { label, x, PP_INK_DIM, PP_TONE_PLAIN, FALSE, "Lbl" },
        { text, x + LABEL_WIDTH + COLUMN_GAP, PP_INK, PP_TONE_PLAIN, FALSE, "LBody" },
      };

      _pp_report_flow_draw_row (flow, texts, G_N_ELEMENTS (texts), "LI", NULL, NULL);
      flow->y += 2.5;
    }
  _pp_report_flow_end_group (flow);
}

static void
draw_entry (PpReportPdf         *self,
            const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;
  g_autoptr (PangoLayout) tag = _pp_report_flow_set_text (flow, PP_FONT_SMALL_STRONG,
                                                          block->tag != NULL ? block->tag : "", 0);
  double indent = block->tag != NULL ? MAX (66, _pp_report_layout_get_width (tag) + 20) : 0;
  g_autoptr (PangoLayout) title = _pp_report_flow_set_text (flow, PP_FONT_ENTRY, block->text,
                                                            _pp_report_flow_get_width (flow) - indent);
  const PpReportColumnText texts[] = {
    { tag, PP_PAGE_SIDE, PP_INK, block->tone, TRUE, "Span" },
    { title, PP_PAGE_SIDE + indent, PP_INK, PP_TONE_PLAIN, FALSE, "Span" },
  };

  _pp_report_flow_need (flow, _pp_report_layout_get_height (title) + 60);
  _pp_report_flow_skip (flow, 5);
  _pp_report_flow_draw_rule (flow, PP_PAGE_SIDE, _pp_report_flow_get_width (flow), 0.5, PP_INK_LINE);
  flow->y += 6;
  _pp_report_flow_draw_row (flow, block->tag != NULL ? texts : texts + 1, block->tag != NULL ? 2 : 1, "H4", NULL, NULL);
  flow->y += 2;
  if (block->detail != NULL)
    {
      g_autoptr (PangoLayout) detail = _pp_report_flow_set_text (flow, PP_FONT_SMALL, block->detail,
                                                                 _pp_report_flow_get_width (flow) - indent);
      PpReportColumnText line = { detail, PP_PAGE_SIDE + indent, PP_INK_DIM, PP_TONE_PLAIN, FALSE, "P" };

      _pp_report_flow_draw_row (flow, &line, 1, NULL, NULL, NULL);
      flow->y += 3;
    }
  _pp_report_pdf_draw_facts (self, block->rows, PP_PAGE_SIDE + MIN (indent, 66));
  flow->y += 5;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static void
show_part (PpReportFlow *flow,
           PangoLayout  *layout,
           double        x,
           double        y,
           guint32       ink)
{
  _pp_report_flow_set_ink (flow, ink);
  cairo_move_to (flow->cr, x, y);
  cairo_tag_begin (flow->cr, "Span", NULL);
  pango_cairo_show_layout (flow->cr, layout);
  cairo_tag_end (flow->cr, "Span");
}

static void
draw_number (PpReportPdf *self,
             GArray      *row,
             double       x,
             double       width,
             double       height)
{
  static const guint32 inks[] = {
    [PP_TONE_HIGH] = 0xb5400b,
    [PP_TONE_CRITICAL] = 0xa51d2d,
  };
  PpReportFlow *flow = &self->flow;
  const PpReportCell *number = &g_array_index (row, PpReportCell, 0);
  g_autoptr (PangoLayout) value = _pp_report_flow_set_text (flow, PP_FONT_NUMBER, number->text, 0);
  g_autoptr (PangoLayout) label = _pp_report_flow_set_text (flow, PP_FONT_SMALL,
                                                            g_array_index (row, PpReportCell, 1).text, width - 12);

  _pp_report_flow_set_ink (flow, PP_INK_LINE);
  cairo_set_line_width (flow->cr, 0.7);
  cairo_rectangle (flow->cr, x, flow->y, width, height);
  cairo_stroke (flow->cr);
  cairo_tag_begin (flow->cr, "P", NULL);
  show_part (flow, value, x + 8, flow->y + 5, number->tone >= PP_TONE_HIGH ? inks[number->tone] : PP_INK);
  show_part (flow, label, x + 8, flow->y + 32, PP_INK_DIM);
  cairo_tag_end (flow->cr, "P");
}

static void
draw_numbers (PpReportPdf         *self,
              const PpReportBlock *block)
{
  PpReportFlow *flow = &self->flow;
  double width = (_pp_report_flow_get_width (flow) - (block->rows->len - 1) * 6) / MAX (1, block->rows->len);
  double height = 52;

  _pp_report_flow_need (flow, height + 10);
  _pp_report_flow_skip (flow, 4);
  for (guint i = 0; i < block->rows->len; i++)
    draw_number (self, g_ptr_array_index (block->rows, i), PP_PAGE_SIDE + i * (width + 6), width, height);
  flow->y += height + 10;
}

/* --- The whole -------------------------------------------------------------------------------- */

static void
draw_block (PpReportPdf         *self,
            const PpReportBlock *block,
            guint                place)
{
  switch (block->type)
    {
    case PP_BLOCK_HEADING:
      draw_heading (self, block, place);
      break;
    case PP_BLOCK_LIST:
      draw_list (self, block);
      break;
    case PP_BLOCK_TABLE:
      draw_table (self, block);
      break;
    case PP_BLOCK_ENTRY:
      draw_entry (self, block);
      break;
    case PP_BLOCK_NUMBERS:
      draw_numbers (self, block);
      break;
    case PP_BLOCK_DIAGRAM:
      _pp_report_pdf_draw_diagram (self, block);
      break;
    case PP_BLOCK_PARAGRAPH:
    default:
      draw_paragraph (self, block);
      break;
    }
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  if (closure != NULL)
    g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Each letter by itself: some programs lose what stands behind a ligature when they read or search a text. */
static PangoAttrList *
new_attributes (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, clig=0, dlig=0"));
  return attributes;
}

static void
open_pdf (PpReportPdf *self,
          PpReport    *report,
          GByteArray  *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, PP_PAGE_WIDTH, PP_PAGE_HEIGHT);
  g_autofree char *date = report->date != NULL ? g_strconcat (report->date, "T00:00:00Z", NULL) : g_strdup (NO_DATE);

  /* From 1.5 on, and with newer cairo, objects are packed; _pp_report_pdf_complete() reads them as they are. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  if (report->banner != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, report->banner);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Parapet");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
  self->flow = (PpReportFlow) { .report = report, .surface = surface, .cr = cairo_create (surface),
                                .context = pp_text_new_context (), .attributes = new_attributes () };
  self->headings = g_array_new (FALSE, FALSE, sizeof (PpReportPdfHeading));
  g_ptr_array_set_size (self->figures, 0);
  memset (self->outlines, 0, sizeof self->outlines);
}

static gboolean
close_pdf (PpReportPdf  *self,
           GError      **error)
{
  cairo_status_t status = cairo_status (self->flow.cr);

  cairo_destroy (self->flow.cr);
  cairo_surface_finish (self->flow.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->flow.surface);
  cairo_surface_destroy (self->flow.surface);
  g_object_unref (self->flow.context);
  pango_attr_list_unref (self->flow.attributes);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, PP_REPORT_ERROR, PP_REPORT_ERROR_FAILED, "the report could not be drawn: %s",
               cairo_status_to_string (status));
  return FALSE;
}

/* Sets everything; @done is how much of the work was done before, of two halves. */
static gboolean
set_pages (PpReportPdf         *self,
           const PpReportTask  *task,
           double               done,
           GError             **error)
{
  PpReport *report = self->flow.report;

  _pp_report_pdf_draw_cover (self);
  _pp_report_pdf_draw_contents (self);
  for (guint i = 0; i < report->blocks->len; i++)
    {
      if (!_pp_report_task_step (task, done + 0.5 * i / report->blocks->len, error))
        return FALSE;
      draw_block (self, g_ptr_array_index (report->blocks, i), i);
    }
  _pp_report_flow_end_page (&self->flow);
  return TRUE;
}

GBytes *
_pp_report_write_pdf (PpReport            *report,
                      const PpReportTask  *task,
                      GError             **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) known = NULL;
  g_autoptr (GArray) headings = NULL;
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func (g_free);
  PpReportPdf self = { .painter = pp_painter_new (), .figures = figures };
  gboolean written;
  guint n_pages;

  open_pdf (&self, report, NULL);
  written = set_pages (&self, task, 0, error);
  n_pages = self.flow.page;
  known = self.headings;
  written = close_pdf (&self, written ? error : NULL) && written;
  if (written)
    {
      open_pdf (&self, report, bytes);
      self.known = known;
      self.flow.n_pages = n_pages;
      written = set_pages (&self, task, 0.5, error);
      headings = self.headings;
      written = close_pdf (&self, written ? error : NULL) && written;
    }
  g_object_unref (self.painter);
  if (!written)
    return NULL;
  _pp_report_pdf_complete (bytes, pp_report_get_language (report), figures);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
