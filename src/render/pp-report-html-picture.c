/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Diagrams in HTML: drawings inside the document. Where the whole is too small to be read, it is drawn as a
 * window shows it from afar, and parts follow; each holds what it shows and no more, because a browser copies
 * all that a drawing uses. Whoever takes one out takes its marking along: it is inside the drawing. */

#include "pp-report-html-private.h"

#include <string.h>

#include "pp-banner.h"
#include "pp-export.h"
#include "pp-release.h"
#include "pp-report-html-shapes.h"
#include "pp-report-picture.h"

/* A picture is as wide as the text, some 950 pixels. Below this scale it is also shown in tiles. */
#define LEAST_SCALE 0.45
#define TILE_SCALE 0.8
/* Pixels for one unit at which a tile has every detail, on fine screens and on paper too. */
#define TILE_DETAIL 2.0
#define TEXT_WIDTH 950.0
#define TILE_HEIGHT 620.0
#define BANNER_HEIGHT 26.0      /* in pixels, where a picture is as wide as the text */

typedef struct {
  PpReport        *report;
  GString         *out;
  PpReportPicture *picture;
  PpPainter       *painter;
  PpReportLetters  letters;
  const char      *title;
  guint            number;      /* in the names of shapes */
  double           width;       /* of the whole, without the bands */
  double           height;
  double           band;        /* as high as a band is on the whole; 0 where nothing is marked */
  char            *label;       /* the marking in words, as a part of the name; empty where nothing is marked */
} Drawing;

void
_pp_report_html_append_text (GString    *out,
                             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* Numbers with a point, whatever the language. */
static void
append_numbers (GString      *out,
                const char   *format,
                const double *numbers)
{
  for (const char *p = format; *p != '\0'; p++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (*p == '#')
        g_string_append (out, g_ascii_formatd (number, sizeof number, "%.4f", *numbers++));
      else
        g_string_append_c (out, *p);
    }
}

/* --- Shapes ----------------------------------------------------------------------------------- */

/* What is inside a picture as a group that can be used again. */
static void
append_shape (Drawing    *self,
              GString    *out,
              GBytes     *bytes,
              const char *name,
              double     *width,
              double     *height)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *root = strstr (text, "<svg");
  const char *box = root != NULL ? strstr (root, "viewBox=\"0 0 ") : NULL;
  const char *begin;

  g_assert (box != NULL);
  *width = g_ascii_strtod (box + strlen ("viewBox=\"0 0 "), (char **) &box);
  *height = g_ascii_strtod (box, NULL);
  begin = strchr (root, '>') + 1;
  g_string_append_printf (out, "<g id=\"%s\">", name);
  _pp_report_append_shapes (out, begin, g_strrstr (begin, "</svg>") - begin, name, &self->letters);
  g_string_append (out, "</g>");
}

/* What @view shows of the layout; its size in @width and @height. */
static GString *
take_drawing (Drawing      *self,
              const PpBox  *view,
              double        detail,
              const char   *name,
              double       *width,
              double       *height,
              GError      **error)
{
  g_autoptr (GBytes) bytes = pp_export_area (self->painter, self->picture->scene, view, detail, error);
  GString *shape;

  if (bytes == NULL)
    return NULL;
  shape = g_string_new (NULL);
  append_shape (self, shape, bytes, name, width, height);
  return shape;
}

/* The band, as wide as the whole; NULL where nothing is marked. */
static GString *
take_band (Drawing  *self,
           PpLayout *layout)
{
  g_autoptr (PpMarking) marking = pp_model_dup_layout_marking (self->report->model, layout);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *markup = NULL;
  g_autofree char *words = NULL;
  g_autofree char *name = g_strdup_printf ("m%u", self->number);
  GString *shape;
  double width, height;

  self->label = g_strdup ("");
  if (pp_marking_is_empty (marking))
    return NULL;
  markup = pp_marking_to_markup (marking);
  words = pp_marking_to_banner (marking);
  g_free (self->label);
  self->label = g_strconcat (", ", words, NULL);
  self->band = BANNER_HEIGHT * MAX (1, self->width / TEXT_WIDTH);
  bytes = pp_banner_to_svg (markup, self->width, self->band);
  shape = g_string_new (NULL);
  append_shape (self, shape, bytes, name, &width, &height);
  return shape;
}

/* --- Figures ---------------------------------------------------------------------------------- */

static void
append_caption (GString    *out,
                const char *caption)
{
  g_string_append (out, "<figcaption dir=\"auto\">");
  _pp_report_html_append_text (out, caption);
  g_string_append (out, "</figcaption></figure>\n");
}

/* A drawing between its bands: it is a drawing inside the drawing, because that shows nothing beyond its own
 * edges. @band is the shape of the band where it is not defined yet. */
static void
open_figure (Drawing    *self,
             double      width,
             double      height,
             const char *name,
             const char *band)
{
  double scale = width / self->width, above = self->band * scale;
  const double sizes[] = { width, height + 2 * above };
  const double inner[] = { above, width, height, width, height };

  append_numbers (self->out, "<svg viewBox=\"0 0 # #\" role=\"img\" aria-label=\"", sizes);
  _pp_report_html_append_text (self->out, name);
  _pp_report_html_append_text (self->out, self->label);
  g_string_append (self->out, "\">");
  if (band != NULL)
    g_string_append (self->out, band);
  else if (self->band > 0)
    {
      g_string_append_printf (self->out, "<use href=\"#m%u\" ", self->number);
      append_numbers (self->out, "transform=\"scale(#)\"/>", &scale);
    }
  append_numbers (self->out, "<svg y=\"#\" width=\"#\" height=\"#\" viewBox=\"0 0 # #\">", inner);
}

static void
close_figure (Drawing *self,
              double   width,
              double   height)
{
  double scale = width / self->width;
  const double numbers[] = { height + self->band * scale, scale };

  g_string_append (self->out, "</svg>");
  if (self->band > 0)
    {
      g_string_append_printf (self->out, "<use href=\"#m%u\" ", self->number);
      append_numbers (self->out, "transform=\"translate(0 #) scale(#)\"/>", numbers);
    }
  g_string_append (self->out, "</svg>");
}

/* Where a tile is on the picture, in its own units. */
static PpBox
tile_box (const Drawing *self,
          guint          column,
          guint          row)
{
  double width = self->width / self->picture->n_columns, height = self->height / self->picture->n_rows;

  return (PpBox) { column * width, row * height, width, height };
}

/* Frames and labels over the whole picture: where each tile is. Each is a drawing of its own with the
 * tile's size as its unit, so that the labels are as large as the tiles are. */
static void
append_key (Drawing *self)
{
  for (guint row = 0; row < self->picture->n_rows; row++)
    for (guint column = 0; column < self->picture->n_columns; column++)
      {
        g_autofree char *label = _pp_report_picture_dup_label (column, row);
        PpBox tile = tile_box (self, column, row);
        const double numbers[] = { tile.x, tile.y, tile.width, tile.height };

        append_numbers (self->out, "<svg x=\"#\" y=\"#\" width=\"#\" height=\"#\" ", numbers);
        g_string_append_printf (self->out, "viewBox=\"0 0 100 66\" preserveAspectRatio=\"none\"><rect width=\"100\" "
                                "height=\"66\" fill=\"none\" stroke=\"#1c5fb5\"/><text x=\"3\" y=\"16\" "
                                "font-size=\"16\" font-weight=\"bold\" fill=\"#1c5fb5\" stroke=\"#fff\" "
                                "stroke-width=\"4\" paint-order=\"stroke\">%s</text></svg>", label);
      }
}

static gboolean
append_tile (Drawing  *self,
             guint     column,
             guint     row,
             GError  **error)
{
  g_autofree char *label = _pp_report_picture_dup_label (column, row);
  g_autofree char *caption = g_strdup_printf (pp_report_say (self->report, "%s, part %s"), self->title, label);
  g_autofree char *name = g_strdup_printf ("d%u-%s", self->number, label);
  PpBox view = _pp_report_picture_get_view (self->picture, column, row);
  g_autoptr (GString) shape = NULL;
  double width, height;

  shape = take_drawing (self, &view, TILE_DETAIL, name, &width, &height, error);
  if (shape == NULL)
    return FALSE;
  g_string_append (self->out, "<figure>");
  open_figure (self, width, height, caption, NULL);
  g_string_append_len (self->out, shape->str, shape->len);
  close_figure (self, width, height);
  append_caption (self->out, caption);
  return TRUE;
}

static gboolean
append_tiles (Drawing  *self,
              GError  **error)
{
  for (guint row = 0; row < self->picture->n_rows; row++)
    for (guint column = 0; column < self->picture->n_columns; column++)
      if (_pp_report_picture_is_used (self->picture, column, row) && !append_tile (self, column, row, error))
        return FALSE;
  return TRUE;
}

static gboolean
append_whole (Drawing   *self,
              PpLayout  *layout,
              gboolean   divided,
              GError   **error)
{
  const PpBox *box = &self->picture->box;
  g_autofree char *name = g_strdup_printf ("d%u", self->number);
  g_autofree char *caption = NULL;
  g_autoptr (GString) shape = NULL;
  g_autoptr (GString) band = NULL;

  shape = take_drawing (self, box, divided ? TEXT_WIDTH / box->width : 0, name, &self->width, &self->height, error);
  if (shape == NULL)
    return FALSE;
  band = take_band (self, layout);
  g_string_append (self->out, box->width < TEXT_WIDTH ? "<figure class=\"small\">" : "<figure>");
  open_figure (self, self->width, self->height, self->title, band != NULL ? band->str : NULL);
  g_string_append_len (self->out, shape->str, shape->len);
  if (divided)
    append_key (self);
  close_figure (self, self->width, self->height);
  caption = divided ? g_strdup_printf (pp_report_say (self->report, "%s, the whole; its parts follow"), self->title)
                    : g_strdup (self->title);
  append_caption (self->out, caption);
  return TRUE;
}

gboolean
_pp_report_html_append_picture (GString              *out,
                                PpReport             *report,
                                const PpReportBlock  *block,
                                guint                 number,
                                gpointer              user_data,
                                GError              **error)
{
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (report->model, report->kinds, block->layout);
  g_autoptr (PpPainter) painter = pp_painter_new ();
  Drawing self = {
    .report = report, .out = out, .picture = picture, .painter = painter, .title = block->text, .number = number,
  };
  gboolean divided = TEXT_WIDTH / picture->box.width < LEAST_SCALE, written;

  _pp_report_letters_init (&self.letters, number);
  if (divided)
    _pp_report_picture_divide (picture, TEXT_WIDTH, TILE_HEIGHT, TILE_SCALE);
  written = append_whole (&self, pp_model_lookup_layout (report->model, block->layout), divided, error) &&
            (!divided || append_tiles (&self, error));
  _pp_report_letters_clear (&self.letters);
  g_free (self.label);
  return written;
}
