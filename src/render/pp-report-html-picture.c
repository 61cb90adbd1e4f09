/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Diagrams in HTML: drawings inside the document, which define their shapes once and use them for the whole
 * and for its parts. Whoever takes one out takes its marking along: it is inside the drawing. */

#include "pp-report-html-private.h"

#include <string.h>

#include "pp-banner.h"
#include "pp-export.h"
#include "pp-release.h"
#include "pp-report-picture.h"

/* A picture is as wide as the text, some 950 pixels. Below this scale it is also shown in tiles. */
#define LEAST_SCALE 0.45
#define TILE_SCALE 0.8
#define TEXT_WIDTH 950.0
#define TILE_HEIGHT 620.0
#define BANNER_HEIGHT 26.0      /* in pixels, where a picture is as wide as the text */

typedef struct {
  PpReport        *report;
  GString         *out;
  PpReportPicture *picture;
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

/* Copies a drawing with names of its own for what it defines and uses, because all drawings stand in one
 * document. */
static void
append_renamed (GString    *out,
                const char *svg,
                gsize       length,
                const char *prefix)
{
  static const struct {
    const char *from;
    const char *to;
  } names[] = {
    { " id=\"", " id=\"" },
    { "xlink:href=\"#", "href=\"#" },
    { "url(#", "url(#" },
  };
  const char *end = svg + length, *from = svg;

  for (const char *p = svg; p < end; p++)
    for (guint i = 0; i < G_N_ELEMENTS (names) && strchr (" xu", *p) != NULL; i++)
      {
        if (!g_str_has_prefix (p, names[i].from))
          continue;
        g_string_append_len (out, from, p - from);
        g_string_append_printf (out, "%s%s-", names[i].to, prefix);
        from = p + strlen (names[i].from);
        p = from - 1;
        break;
      }
  g_string_append_len (out, from, end - from);
}

/* What is inside a picture, without its title, as a group that can be used again. */
static void
append_shape (GString    *out,
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
  if (g_str_has_prefix (begin, "\n<title>"))
    begin = strstr (begin, "</title>") + strlen ("</title>");
  g_string_append_printf (out, "<g id=\"%s\">", name);
  append_renamed (out, begin, g_strrstr (begin, "</svg>") - begin, name);
  g_string_append (out, "</g>");
}

static GString *
take_drawing (Drawing     *self,
              const char  *layout_id,
              GError     **error)
{
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_strdup_printf ("d%u", self->number);
  GString *shape;

  options.format = PP_EXPORT_SVG;
  options.bare = TRUE;
  options.margin = 12;
  bytes = pp_export_layout (self->report->model, self->report->kinds, layout_id, &options, NULL, error);
  if (bytes == NULL)
    return NULL;
  shape = g_string_new (NULL);
  append_shape (shape, bytes, name, &self->width, &self->height);
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
  append_shape (shape, bytes, name, &width, &height);
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

/* A figure of a part of the whole, between its bands: the part is a drawing inside the drawing, because that
 * shows nothing beyond its own edges. @band is the shape of the band where it is not defined yet. */
static void
open_figure (Drawing     *self,
             const PpBox *part,
             const char  *name,
             const char  *band)
{
  double scale = part->width / self->width, height = self->band * scale;
  const double sizes[] = { part->width, part->height + 2 * height };
  const double inner[] = { height, part->width, part->height, part->x, part->y, part->width, part->height };

  append_numbers (self->out, "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 # #\" role=\"img\" "
                  "aria-label=\"", sizes);
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
  append_numbers (self->out, "<svg y=\"#\" width=\"#\" height=\"#\" viewBox=\"# # # #\">", inner);
}

static void
close_figure (Drawing     *self,
              const PpBox *part)
{
  double scale = part->width / self->width;
  const double numbers[] = { part->height + self->band * scale, scale };

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

/* The same of what the tile shows. */
static PpBox
view_box (const Drawing *self,
          guint          column,
          guint          row)
{
  PpBox view = _pp_report_picture_get_view (self->picture, column, row);
  double x = self->width / self->picture->box.width, y = self->height / self->picture->box.height;

  return (PpBox) { (view.x - self->picture->box.x) * x, (view.y - self->picture->box.y) * y,
                   view.width * x, view.height * y };
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
        g_string_append_printf (self->out, "viewBox=\"0 0 100 66\" preserveAspectRatio=\"none\" fill=\"none\" "
                                "stroke=\"#1c5fb5\"><rect width=\"100\" height=\"66\"/><text x=\"3\" y=\"16\" "
                                "font-size=\"16\" font-weight=\"bold\" fill=\"#1c5fb5\" stroke=\"none\">%s</text>"
                                "</svg>", label);
      }
}

static void
append_tiles (Drawing *self)
{
  for (guint row = 0; row < self->picture->n_rows; row++)
    for (guint column = 0; column < self->picture->n_columns; column++)
      {
        g_autofree char *label = _pp_report_picture_dup_label (column, row);
        g_autofree char *caption = g_strdup_printf (pp_report_say (self->report, "%s, part %s"), self->title, label);
        PpBox tile = view_box (self, column, row);

        if (!_pp_report_picture_is_used (self->picture, column, row))
          continue;
        g_string_append (self->out, "<figure>");
        open_figure (self, &tile, caption, NULL);
        g_string_append_printf (self->out, "<use href=\"#d%u\"/>", self->number);
        close_figure (self, &tile);
        append_caption (self->out, caption);
      }
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
  Drawing self = { .report = report, .out = out, .picture = picture, .title = block->text, .number = number };
  gboolean divided = TEXT_WIDTH / picture->box.width < LEAST_SCALE;
  g_autoptr (GString) shape = take_drawing (&self, block->layout, error);
  g_autoptr (GString) band = NULL;
  g_autofree char *caption = NULL;
  PpBox whole = { 0, 0, self.width, self.height };

  if (shape == NULL)
    return FALSE;
  band = take_band (&self, pp_model_lookup_layout (report->model, block->layout));
  if (divided)
    _pp_report_picture_divide (picture, TEXT_WIDTH, TILE_HEIGHT, TILE_SCALE);
  g_string_append (out, picture->box.width < TEXT_WIDTH ? "<figure class=\"small\">" : "<figure>");
  open_figure (&self, &whole, self.title, band != NULL ? band->str : NULL);
  g_string_append_len (out, shape->str, shape->len);
  if (divided)
    append_key (&self);
  close_figure (&self, &whole);
  caption = divided ? g_strdup_printf (pp_report_say (report, "%s, the whole; its parts follow"), block->text)
                    : g_strdup (block->text);
  append_caption (out, caption);
  if (divided)
    append_tiles (&self);
  g_free (self.label);
  return TRUE;
}
