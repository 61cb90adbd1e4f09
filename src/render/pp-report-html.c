/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report as one HTML file that needs nothing else: the style and the pictures are inside, nothing is
 * fetched, and nothing runs. Whatever comes from a model is escaped as text. */

#include "pp-report-html-private.h"
#include "pp-report-resources.h"

#define STYLE_PATH "/io/github/parapet/Parapet/report/report.css"

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

/* What keeps English texts from being read aloud, or broken, as another language. */
static const char *
lang_of (gboolean english)
{
  return english ? " lang=\"en\"" : "";
}

/* dir="auto" keeps what is written from the right from turning round what stands beside it. */
static void
append_cell (GString            *out,
             const PpReportCell *cell)
{
  const char *lang = lang_of (cell->english);

  if (cell->tone >= PP_TONE_LOW)
    g_string_append_printf (out, "<td%s><span class=\"tag %s\">", lang, class_of (cell->tone));
  else if (cell->tone != PP_TONE_PLAIN)
    g_string_append_printf (out, "<td%s class=\"%s\" dir=\"auto\">", lang, class_of (cell->tone));
  else
    g_string_append_printf (out, "<td%s dir=\"auto\">", lang);
  _pp_report_html_append_text (out, cell->text);
  g_string_append (out, cell->tone >= PP_TONE_LOW ? "</span></td>" : "</td>");
}

static void
append_table (GString             *out,
              const PpReportBlock *block)
{
  double whole = 0;

  g_string_append_printf (out, "<div class=\"scroll\" style=\"--rows:%u\"><table>\n<thead><tr>", block->rows->len);
  for (guint i = 0; i < block->n_columns; i++)
    whole += block->columns[i].weight;
  for (guint i = 0; i < block->n_columns; i++)
    {
      g_string_append_printf (out, "<th scope=\"col\" style=\"width:%.0f%%\">", block->columns[i].weight / whole * 100);
      _pp_report_html_append_text (out, block->columns[i].title);
      g_string_append (out, "</th>");
    }
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
      const PpReportCell *text = pp_report_get_cell (rows, i, 1);

      g_string_append (out, "<dt dir=\"auto\">");
      _pp_report_html_append_text (out, pp_report_get_cell (rows, i, 0)->text);
      g_string_append_printf (out, "</dt><dd%s dir=\"auto\">", lang_of (text->english));
      _pp_report_html_append_text (out, text->text);
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
      _pp_report_html_append_text (out, block->tag);
      g_string_append (out, "</span> ");
    }
  g_string_append_printf (out, "<bdi%s>", lang_of (block->english));
  _pp_report_html_append_text (out, block->text);
  g_string_append_printf (out, "</bdi></h%u>\n", level);
  if (block->detail != NULL)
    {
      g_string_append (out, "<p>");
      _pp_report_html_append_text (out, block->detail);
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
      _pp_report_html_append_text (out, pp_report_get_cell (block->rows, i, 0)->text);
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

  g_string_append_printf (out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n<ol>\n",
                          pp_report_say (report, "Contents"));
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
      _pp_report_html_append_text (out, block->text);
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

  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"");
  _pp_report_html_append_text (out, pp_report_get_language (report));
  g_string_append (out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; img-src data:\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"generator\" content=\"Parapet\">\n<title>");
  if (report->banner != NULL)
    {
      _pp_report_html_append_text (out, report->banner);
      g_string_append (out, " – ");
    }
  _pp_report_html_append_text (out, report->title);
  g_string_append (out, "</title>\n<style>\n");
  g_string_append_len (out, g_bytes_get_data (style, NULL), g_bytes_get_size (style));
  g_string_append (out, "</style>\n</head>\n<body>\n");
}

static void
append_cover (GString  *out,
              PpReport *report)
{
  g_string_append (out, "<header class=\"cover\">\n<p>");
  _pp_report_html_append_text (out, report->subtitle);
  g_string_append (out, "</p>\n<h1 dir=\"auto\">");
  _pp_report_html_append_text (out, report->title);
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
  _pp_report_html_append_text (out, block->text);
  g_string_append_printf (out, "</h%u>\n", block->level + 1);
}

static void
append_paragraph (GString             *out,
                  const PpReportBlock *block)
{
  g_string_append_printf (out, "<p%s class=\"%s\" dir=\"auto\">", lang_of (block->english), class_of (block->tone));
  _pp_report_html_append_text (out, block->text);
  g_string_append (out, "</p>\n");
}

GBytes *
_pp_report_write_html (PpReport            *report,
                       const PpReportTask  *task,
                       GError             **error)
{
  static const PpReportMarkup markup = {
    append_heading, append_paragraph, append_list, append_table, append_entry, append_numbers,
    _pp_report_html_append_picture,
  };
  GString *out = g_string_new (NULL);
  g_autofree char *name = NULL;
  gboolean written;

  append_head (out, report);
  name = g_markup_printf_escaped ("role=\"note\" aria-label=\"%s\"", pp_report_say (report, "Marking"));
  append_banner (out, report, "top", name);
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
