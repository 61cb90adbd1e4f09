/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report as one HTML file that needs nothing else: the style and the pictures are inside, nothing is
 * fetched, and nothing runs. Whatever comes from a model is escaped as text. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-export.h"
#include "pp-report-picture.h"
#include "pp-report-resources.h"

#define STYLE_PATH "/io/github/parapet/Parapet/report/report.css"
/* A picture is as wide as the text, some 950 pixels. Below this scale it is also shown in tiles. */
#define LEAST_SCALE 0.45
#define TILE_SCALE 0.8
#define TEXT_WIDTH 950.0
#define TILE_HEIGHT 620.0

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* Four numbers with a point, whatever the language: x, y, width, height. */
static char *
dup_box (double x,
         double y,
         double width,
         double height)
{
  const double numbers[] = { x, y, width, height };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.2f", numbers[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", number);
    }
  return g_string_free (text, FALSE);
}

static const char *
class_of (PpReportTone tone)
{
  static const char * const classes[] = {
    [PP_TONE_PLAIN] = "plain",
    [PP_TONE_DIM] = "dim",
    [PP_TONE_STRONG] = "strong",
    [PP_TONE_LOW] = "low",
    [PP_TONE_MEDIUM] = "medium",
    [PP_TONE_HIGH] = "high",
    [PP_TONE_CRITICAL] = "critical",
  };

  return classes[tone];
}

/* dir="auto" keeps what is written from the right from turning round what stands beside it. */
static void
append_cell (GString            *out,
             const PpReportCell *cell)
{
  if (cell->tone >= PP_TONE_LOW)
    g_string_append_printf (out, "<td><span class=\"tag %s\">", class_of (cell->tone));
  else if (cell->tone != PP_TONE_PLAIN)
    g_string_append_printf (out, "<td class=\"%s\" dir=\"auto\">", class_of (cell->tone));
  else
    g_string_append (out, "<td dir=\"auto\">");
  append_text (out, cell->text);
  g_string_append (out, cell->tone >= PP_TONE_LOW ? "</span></td>" : "</td>");
}

static void
append_table (GString             *out,
              const PpReportBlock *block)
{
  double whole = 0;

  g_string_append (out, "<div class=\"scroll\"><table>\n<thead><tr>");
  for (guint i = 0; i < block->n_columns; i++)
    whole += block->columns[i].weight;
  for (guint i = 0; i < block->n_columns; i++)
    g_string_append_printf (out, "<th scope=\"col\" style=\"width:%.0f%%\">%s</th>",
                            block->columns[i].weight / whole * 100, block->columns[i].title);
  g_string_append (out, "</tr></thead>\n<tbody>\n");
  for (guint i = 0; i < block->rows->len; i++)
    {
      GArray *row = g_ptr_array_index (block->rows, i);

      g_string_append (out, "<tr>");
      for (guint j = 0; j < row->len; j++)
        append_cell (out, &g_array_index (row, PpReportCell, j));
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody></table></div>\n");
}

static void
append_facts (GString   *out,
              GPtrArray *rows)
{
  if (rows->len == 0)
    return;
  g_string_append (out, "<dl>\n");
  for (guint i = 0; i < rows->len; i++)
    {
      GArray *row = g_ptr_array_index (rows, i);

      g_string_append (out, "<dt dir=\"auto\">");
      append_text (out, g_array_index (row, PpReportCell, 0).text);
      g_string_append (out, "</dt><dd dir=\"auto\">");
      append_text (out, g_array_index (row, PpReportCell, 1).text);
      g_string_append (out, "</dd>\n");
    }
  g_string_append (out, "</dl>\n");
}

static void
append_entry (GString             *out,
              const PpReportBlock *block,
              guint                level)
{
  g_string_append_printf (out, "<article class=\"entry\">\n<h%u>", level);
  if (block->tag != NULL)
    {
      g_string_append_printf (out, "<span class=\"tag %s\">", class_of (block->tone));
      append_text (out, block->tag);
      g_string_append (out, "</span> ");
    }
  g_string_append (out, "<bdi>");
  append_text (out, block->text);
  g_string_append_printf (out, "</bdi></h%u>\n", level);
  if (block->detail != NULL)
    {
      g_string_append (out, "<p>");
      append_text (out, block->detail);
      g_string_append (out, "</p>\n");
    }
  append_facts (out, block->rows);
  g_string_append (out, "</article>\n");
}

static void
append_list (GString             *out,
             const PpReportBlock *block)
{
  g_string_append (out, "<ul>\n");
  for (guint i = 0; i < block->rows->len; i++)
    {
      g_string_append (out, "<li dir=\"auto\">");
      append_text (out, pp_report_get_cell (block->rows, i, 0)->text);
      g_string_append (out, "</li>\n");
    }
  g_string_append (out, "</ul>\n");
}

static void
append_numbers (GString             *out,
                const PpReportBlock *block)
{
  g_string_append (out, "<ul class=\"numbers\">\n");
  for (guint i = 0; i < block->rows->len; i++)
    {
      GArray *row = g_ptr_array_index (block->rows, i);
      const PpReportCell *number = &g_array_index (row, PpReportCell, 0);

      g_string_append_printf (out, "<li class=\"%s\"><b>%s</b> %s</li>\n", class_of (number->tone), number->text,
                              g_array_index (row, PpReportCell, 1).text);
    }
  g_string_append (out, "</ul>\n");
}

/* --- Pictures --------------------------------------------------------------------------------- */

/* Copies a drawing with names of its own for what it defines and uses, because all drawings stand in one
 * document. */
static void
append_renamed (GString    *out,
                const char *svg,
                gsize       length,
                guint       number)
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
        g_string_append_printf (out, "%sd%u-", names[i].to, number);
        from = p + strlen (names[i].from);
        p = from - 1;
        break;
      }
  g_string_append_len (out, from, end - from);
}

/* What is inside the picture of a layout, without its title. */
static GString *
take_svg (PpReport  *report,
          const char *layout_id,
          guint       number,
          double     *width,
          double     *height,
          GError    **error)
{
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  const char *root, *box, *begin;
  GString *svg;

  options.format = PP_EXPORT_SVG;
  options.bare = TRUE;
  options.margin = 12;
  bytes = pp_export_layout (report->model, report->kinds, layout_id, &options, NULL, error);
  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  root = strstr (text, "<svg");
  box = root != NULL ? strstr (root, "viewBox=\"0 0 ") : NULL;
  g_assert (box != NULL);
  *width = g_ascii_strtod (box + strlen ("viewBox=\"0 0 "), (char **) &box);
  *height = g_ascii_strtod (box, NULL);
  begin = strchr (root, '>') + 1;
  if (g_str_has_prefix (begin, "\n<title>"))
    begin = strstr (begin, "</title>") + strlen ("</title>");
  svg = g_string_new (NULL);
  append_renamed (svg, begin, g_strrstr (begin, "</svg>") - begin, number);
  return svg;
}

static void
append_caption (GString    *out,
                const char *format,
                const char *title,
                const char *label)
{
  g_autofree char *caption = g_strdup_printf (format, title, label);

  g_string_append (out, "<figcaption dir=\"auto\">");
  append_text (out, caption);
  g_string_append (out, "</figcaption></figure>\n");
}

static void
open_svg (GString    *out,
          const char *box,
          const char *title,
          const char *label)
{
  g_string_append_printf (out, "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"%s\" role=\"img\" "
                          "aria-label=\"", box);
  append_text (out, title);
  g_string_append_printf (out, "%s\">", label);
}

/* Frames and labels over the whole picture: where each tile is. Each is a drawing of its own with the
 * tile's size as its unit, so that the labels are as large as the tiles are. */
static void
append_key (GString               *out,
            const PpReportPicture *picture,
            double                 width,
            double                 height)
{
  double tile_width = width / picture->n_columns, tile_height = height / picture->n_rows;

  for (guint row = 0; row < picture->n_rows; row++)
    for (guint column = 0; column < picture->n_columns; column++)
      {
        g_autofree char *label = _pp_report_picture_dup_label (column, row);
        g_autofree char *box = dup_box (column * tile_width, row * tile_height, tile_width, tile_height);
        g_auto (GStrv) numbers = g_strsplit (box, " ", 4);

        g_string_append_printf (out, "<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" viewBox=\"0 0 100 66\" "
                                "preserveAspectRatio=\"none\" fill=\"none\" stroke=\"#1c5fb5\">"
                                "<rect width=\"100\" height=\"66\"/><text x=\"3\" y=\"16\" font-size=\"16\" "
                                "font-weight=\"bold\" fill=\"#1c5fb5\" stroke=\"none\">%s</text></svg>",
                                numbers[0], numbers[1], numbers[2], numbers[3], label);
      }
}

static void
append_tiles (GString               *out,
              const PpReportPicture *picture,
              const char            *title,
              guint                  number,
              double                 width,
              double                 height)
{
  double tile_width = width / picture->n_columns, tile_height = height / picture->n_rows;

  for (guint row = 0; row < picture->n_rows; row++)
    for (guint column = 0; column < picture->n_columns; column++)
      {
        g_autofree char *label = _pp_report_picture_dup_label (column, row);
        g_autofree char *words = g_strdup_printf (", part %s", label);
        g_autofree char *box = dup_box (column * tile_width, row * tile_height, tile_width, tile_height);

        if (!_pp_report_picture_is_used (picture, column, row))
          continue;
        g_string_append (out, "<figure>");
        open_svg (out, box, title, words);
        g_string_append_printf (out, "<use href=\"#d%u\"/></svg>", number);
        append_caption (out, "%s, part %s", title, label);
      }
}

static gboolean
append_picture (GString              *out,
                PpReport             *report,
                const PpReportBlock  *block,
                guint                 number,
                gpointer              user_data,
                GError              **error)
{
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (report->model, report->kinds, block->layout);
  g_autoptr (GString) svg = NULL;
  g_autofree char *box = NULL;
  double width, height;
  gboolean divided = TEXT_WIDTH / picture->box.width < LEAST_SCALE;

  svg = take_svg (report, block->layout, number, &width, &height, error);
  if (svg == NULL)
    return FALSE;
  if (divided)
    _pp_report_picture_divide (picture, TEXT_WIDTH, TILE_HEIGHT, TILE_SCALE);
  box = dup_box (0, 0, width, height);
  g_string_append (out, picture->box.width < TEXT_WIDTH ? "<figure class=\"small\">" : "<figure>");
  open_svg (out, box, block->text, "");
  g_string_append_printf (out, "<g id=\"d%u\">%s</g>", number, svg->str);
  if (divided)
    append_key (out, picture, width, height);
  g_string_append (out, "</svg>");
  append_caption (out, divided ? "%s, the whole; its parts follow%s" : "%s%s", block->text, "");
  if (divided)
    append_tiles (out, picture, block->text, number, width, height);
  return TRUE;
}

/* --- The whole -------------------------------------------------------------------------------- */

/* Once for the screen and readers of it; on paper one at the head and the foot of each page. */
static void
append_banner (GString    *out,
               PpReport   *report,
               const char *where,
               const char *attributes)
{
  g_autoptr (GString) markup = NULL;

  if (report->banner == NULL)
    return;
  markup = g_string_new (report->banner_markup);
  g_string_replace (markup, "<span foreground=\"", "<span style=\"color:", 0);
  g_string_append_printf (out, "<div class=\"%s\" %s><div class=\"banner\">%s</div></div>\n", where, attributes,
                          markup->str);
}

static void
append_contents (GString  *out,
                 PpReport *report)
{
  guint level = 1;

  g_string_append (out, "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n");
  for (guint i = 0; i < report->blocks->len; i++)
    {
      const PpReportBlock *block = g_ptr_array_index (report->blocks, i);

      if (block->type != PP_BLOCK_HEADING || !pp_report_is_in_contents (report, i))
        continue;
      if (block->level > level)
        g_string_append (out, "<ol>\n");
      else if (block->level < level)
        g_string_append (out, "</li></ol></li>\n");
      else if (i > 0)
        g_string_append (out, "</li>\n");
      level = block->level;
      g_string_append_printf (out, "<li><a href=\"#s%u\" dir=\"auto\">", i);
      append_text (out, block->text);
      g_string_append (out, "</a>");
    }
  g_string_append (out, level == 2 ? "</li></ol></li></ol>\n</nav>\n" : "</li></ol>\n</nav>\n");
}

static void
append_head (GString  *out,
             PpReport *report)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (pp_report_get_resource (), STYLE_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; img-src data:\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"generator\" content=\"Parapet\">\n<title>");
  if (report->banner != NULL)
    {
      append_text (out, report->banner);
      g_string_append (out, " – ");
    }
  append_text (out, report->title);
  g_string_append (out, "</title>\n<style>\n");
  g_string_append_len (out, g_bytes_get_data (style, NULL), g_bytes_get_size (style));
  g_string_append (out, "</style>\n</head>\n<body>\n");
}

static void
append_cover (GString  *out,
              PpReport *report)
{
  g_string_append (out, "<header class=\"cover\">\n<p>");
  append_text (out, report->subtitle);
  g_string_append (out, "</p>\n<h1 dir=\"auto\">");
  append_text (out, report->title);
  g_string_append (out, "</h1>\n");
  append_facts (out, report->cover);
  g_string_append (out, "</header>\n");
}

static void
append_heading (GString             *out,
                const PpReportBlock *block,
                guint                number)
{
  g_string_append_printf (out, "<h%u id=\"s%u\" dir=\"auto\">", block->level + 1, number);
  append_text (out, block->text);
  g_string_append_printf (out, "</h%u>\n", block->level + 1);
}

static void
append_paragraph (GString             *out,
                  const PpReportBlock *block)
{
  g_string_append_printf (out, "<p class=\"%s\" dir=\"auto\">", class_of (block->tone));
  append_text (out, block->text);
  g_string_append (out, "</p>\n");
}

GBytes *
_pp_report_write_html (PpReport            *report,
                       const PpReportTask  *task,
                       GError             **error)
{
  static const PpReportMarkup markup = {
    append_heading, append_paragraph, append_list, append_table, append_entry, append_numbers, append_picture,
  };
  GString *out = g_string_new (NULL);
  gboolean written;

  append_head (out, report);
  append_banner (out, report, "top", "role=\"note\" aria-label=\"Marking\"");
  g_string_append (out, "<div class=\"sheet\">\n");
  append_banner (out, report, "sheet-head", "aria-hidden=\"true\"");
  g_string_append (out, "<div class=\"page\">\n");
  append_cover (out, report);
  append_contents (out, report);
  g_string_append (out, "<main>\n");
  written = _pp_report_append_blocks (out, report, task, &markup, NULL, error);
  g_string_append (out, "</main>\n</div>\n");
  append_banner (out, report, "sheet-foot", "aria-hidden=\"true\"");
  g_string_append (out, "</div>\n</body>\n</html>\n");
  if (written)
    return g_string_free_to_bytes (out);
  g_string_free (out, TRUE);
  return NULL;
}
