/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report as Markdown (CommonMark with the tables of GitHub). Pictures are references to data at the end,
 * so that the text can be read as it is. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-export.h"

/* Whatever could mean something in Markdown or HTML, or call somebody on a site that shows it. */
static gboolean
is_special (const char *text,
            const char *p,
            gboolean    leading)
{
  if (strchr ("\\`*_[]<>&|~$#@", *p) != NULL)
    return TRUE;
  if (leading && (strchr ("-+=", *p) != NULL || (p > text && g_ascii_isdigit (p[-1]) && strchr (".)", *p) != NULL)))
    return TRUE;
  return g_str_has_prefix (p, "://") ||
         (*p == '.' && p >= text + 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0);
}

static void
append_escaped (GString    *out,
                const char *text)
{
  gboolean leading = TRUE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (is_special (text, p, leading))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
      leading = leading && (*p == ' ' || g_ascii_isdigit (*p));
    }
}

/* Lines in one line: tables and lists know no others. */
static void
append_lines (GString    *out,
              const char *text,
              const char *separator)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean first = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '\0')
        continue;
      if (!first)
        g_string_append (out, separator);
      append_escaped (out, line);
      first = FALSE;
    }
}

static void
append_cell (GString            *out,
             const PpReportCell *cell)
{
  gboolean strong = cell->tone == PP_TONE_STRONG || cell->tone == PP_TONE_CRITICAL || cell->tone == PP_TONE_HIGH;

  strong = strong && *cell->text != '\0' && strchr (cell->text, '\n') == NULL;
  g_string_append (out, strong ? " **" : " ");
  append_lines (out, cell->text, "<br>");
  g_string_append (out, strong ? "** |" : " |");
}

static void
append_table (GString             *out,
              const PpReportBlock *block)
{
  g_string_append_c (out, '|');
  for (guint i = 0; i < block->n_columns; i++)
    g_string_append_printf (out, " %s |", block->columns[i].title);
  g_string_append (out, "\n|");
  for (guint i = 0; i < block->n_columns; i++)
    g_string_append (out, " --- |");
  for (guint i = 0; i < block->rows->len; i++)
    {
      GArray *row = g_ptr_array_index (block->rows, i);

      g_string_append (out, "\n|");
      for (guint j = 0; j < row->len; j++)
        append_cell (out, &g_array_index (row, PpReportCell, j));
    }
  g_string_append (out, "\n\n");
}

static void
append_facts (GString   *out,
              GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GArray *row = g_ptr_array_index (rows, i);

      g_string_append (out, "- **");
      append_lines (out, g_array_index (row, PpReportCell, 0).text, " ");
      g_string_append (out, ":** ");
      append_lines (out, g_array_index (row, PpReportCell, 1).text, "<br>");
      g_string_append_c (out, '\n');
    }
  if (rows->len > 0)
    g_string_append_c (out, '\n');
}

static void
append_entry (GString             *out,
              const PpReportBlock *block,
              guint                level)
{
  for (guint i = 0; i < level; i++)
    g_string_append_c (out, '#');
  g_string_append_c (out, ' ');
  append_escaped (out, block->text);
  g_string_append (out, "\n\n");
  if (block->tag != NULL)
    {
      g_string_append (out, "**");
      append_escaped (out, block->tag);
      g_string_append (out, "**");
    }
  if (block->detail != NULL)
    {
      g_string_append (out, block->tag != NULL ? " · " : "");
      append_escaped (out, block->detail);
    }
  g_string_append (out, "\n\n");
  append_facts (out, block->rows);
}

static void
append_list (GString             *out,
             const PpReportBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    {
      g_string_append (out, "- ");
      append_lines (out, pp_report_get_cell (block->rows, i, 0)->text, "<br>");
      g_string_append_c (out, '\n');
    }
  g_string_append_c (out, '\n');
}

static void
append_paragraph (GString             *out,
                  const PpReportBlock *block)
{
  append_lines (out, block->text, "\\\n");
  g_string_append (out, "\n\n");
}

static void
append_numbers (GString             *out,
                const PpReportBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    {
      GArray *row = g_ptr_array_index (block->rows, i);

      g_string_append_printf (out, "%s**%s** %s", i > 0 ? " · " : "", g_array_index (row, PpReportCell, 0).text,
                              g_array_index (row, PpReportCell, 1).text);
    }
  g_string_append (out, "\n\n");
}

/* What stands at the end of the file. */
typedef struct {
  GString *data;
  guint    n_pictures;
} Pictures;

static gboolean
append_picture (GString              *out,
                PpReport             *report,
                const PpReportBlock  *block,
                guint                 number,
                gpointer              user_data,
                GError              **error)
{
  Pictures *pictures = user_data;
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (GBytes) svg = NULL;
  g_autofree char *encoded = NULL;

  options.format = PP_EXPORT_SVG;
  svg = pp_export_layout (report->model, report->kinds, block->layout, &options, NULL, error);
  if (svg == NULL)
    return FALSE;
  encoded = g_base64_encode (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  g_string_append (out, "![");
  append_escaped (out, block->text);
  g_string_append_printf (out, "][diagram-%u]\n\n", ++pictures->n_pictures);
  g_string_append_printf (pictures->data, "[diagram-%u]: data:image/svg+xml;base64,%s\n", pictures->n_pictures,
                          encoded);
  return TRUE;
}

static void
append_banner (GString  *out,
               PpReport *report)
{
  if (report->banner == NULL)
    return;
  g_string_append (out, "**");
  append_escaped (out, report->banner);
  g_string_append (out, "**\n\n");
}

static void
append_heading (GString             *out,
                const PpReportBlock *block,
                guint                number)
{
  g_string_append_printf (out, "%s ", block->level == 1 ? "##" : "###");
  append_escaped (out, block->text);
  g_string_append (out, "\n\n");
}

GBytes *
_pp_report_write_markdown (PpReport            *report,
                           const PpReportTask  *task,
                           GError             **error)
{
  static const PpReportMarkup markup = {
    append_heading, append_paragraph, append_list, append_table, append_entry, append_numbers, append_picture,
  };
  GString *out = g_string_new (NULL);
  g_autoptr (GString) data = g_string_new (NULL);
  Pictures pictures = { data };
  gboolean written;

  append_banner (out, report);
  g_string_append (out, "# ");
  append_escaped (out, report->title);
  g_string_append_printf (out, "\n\n%s\n\n", report->subtitle);
  append_facts (out, report->cover);
  written = _pp_report_append_blocks (out, report, task, &markup, &pictures, error);
  append_banner (out, report);
  g_string_append (out, data->str);
  if (written)
    return g_string_free_to_bytes (out);
  g_string_free (out, TRUE);
  return NULL;
}
