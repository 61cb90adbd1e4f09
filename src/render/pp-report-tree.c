/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-report-tree.h"

#include <string.h>

static void
clear_cell (gpointer data)
{
  g_free (((PpReportCell *) data)->text);
}

GArray *
pp_report_row_new (void)
{
  GArray *row = g_array_new (FALSE, TRUE, sizeof (PpReportCell));

  g_array_set_clear_func (row, clear_cell);
  return row;
}

const PpReportCell *
pp_report_get_cell (GPtrArray *rows,
                    guint      row,
                    guint      column)
{
  GArray *cells = g_ptr_array_index (rows, row);

  return &g_array_index (cells, PpReportCell, column);
}

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

static void
block_free (PpReportBlock *self)
{
  g_free (self->text);
  g_free (self->tag);
  g_free (self->detail);
  g_free (self->layout);
  g_free (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

PpReport *
pp_report_new_empty (PpModel     *model,
                     PpKinds     *kinds,
                     PpCatalogue *catalogue)
{
  PpReport *self = g_new0 (PpReport, 1);

  self->cover = rows_new ();
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->catalogue = catalogue != NULL ? pp_catalogue_ref (catalogue) : NULL;
  self->model = g_object_ref (model);
  self->kinds = g_object_ref (kinds);
  return self;
}

void
pp_report_free (PpReport *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->banner);
  g_free (self->banner_markup);
  g_free (self->date);
  g_clear_pointer (&self->catalogue, pp_catalogue_unref);
  g_ptr_array_unref (self->cover);
  g_ptr_array_unref (self->blocks);
  g_object_unref (self->model);
  g_object_unref (self->kinds);
  g_free (self);
}

const char *
pp_report_say (PpReport   *self,
               const char *text)
{
  return pp_catalogue_translate (self->catalogue, text);
}

const char *
pp_report_get_language (PpReport *self)
{
  return self->catalogue != NULL ? pp_catalogue_get_tag (self->catalogue) : "en";
}

const PpReportBlock *
pp_report_find_diagram (PpReport *self,
                        guint     place)
{
  const PpReportBlock *heading = g_ptr_array_index (self->blocks, place);

  for (guint i = place + 1; i < self->blocks->len; i++)
    {
      const PpReportBlock *block = g_ptr_array_index (self->blocks, i);

      if (block->type == PP_BLOCK_HEADING && block->level <= heading->level)
        return NULL;
      if (block->type == PP_BLOCK_DIAGRAM)
        return block;
    }
  return NULL;
}

gboolean
pp_report_is_in_contents (PpReport *self,
                          guint     place)
{
  const PpReportBlock *block = g_ptr_array_index (self->blocks, place);

  return block->level == 1 || pp_report_find_diagram (self, place) != NULL;
}

/* Controls, overrides and isolates of direction, tags, and what is no character. Joiners stay: scripts
 * and emoji are written with them. */
static gboolean
is_unwanted (gunichar letter)
{
  return (g_unichar_iscntrl (letter) && letter != '\n') || (letter >= 0x202a && letter <= 0x202e) ||
         (letter >= 0x2066 && letter <= 0x2069) || letter == 0x200b || letter == 0x2060 || letter == 0xfeff ||
         (letter >= 0xfff0 && letter <= 0xfffb) || (letter >= 0xe0000 && letter <= 0xe007f) ||
         (letter & 0xfffe) == 0xfffe;
}

char *
pp_report_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter == '\t')
        g_string_append_c (clean, ' ');
      else if (letter == 0x2028 || letter == 0x2029)
        g_string_append_c (clean, '\n');
      else if (!is_unwanted (letter))
        g_string_append_unichar (clean, letter);
    }
  while (clean->len > 0 && g_ascii_isspace (clean->str[clean->len - 1]))
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

static char *
clean_line (const char *text)
{
  return text != NULL ? g_strdelimit (pp_report_clean (text), "\n", ' ') : NULL;
}

static PpReportBlock *
add_block (PpReport          *self,
           PpReportBlockType  type,
           char              *text)
{
  PpReportBlock *block = g_new0 (PpReportBlock, 1);

  block->type = type;
  block->text = text;
  block->rows = rows_new ();
  g_ptr_array_add (self->blocks, block);
  return block;
}

PpReportBlock *
pp_report_add_heading (PpReport   *self,
                       guint       level,
                       const char *text)
{
  PpReportBlock *block = add_block (self, PP_BLOCK_HEADING, clean_line (text));

  block->level = level;
  return block;
}

PpReportBlock *
pp_report_add_paragraph (PpReport     *self,
                         PpReportTone  tone,
                         const char   *text)
{
  PpReportBlock *block = add_block (self, PP_BLOCK_PARAGRAPH, pp_report_clean (text));

  block->tone = tone;
  return block;
}

PpReportBlock *
pp_report_add_list (PpReport *self)
{
  return add_block (self, PP_BLOCK_LIST, NULL);
}

PpReportBlock *
pp_report_add_table (PpReport             *self,
                     const PpReportColumn *columns,
                     guint                 n_columns)
{
  PpReportBlock *block = add_block (self, PP_BLOCK_TABLE, NULL);

  block->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  block->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    block->columns[i].title = pp_report_say (self, columns[i].title);
  return block;
}

PpReportBlock *
pp_report_add_entry (PpReport     *self,
                     const char   *title,
                     const char   *tag,
                     PpReportTone  tone,
                     const char   *detail)
{
  PpReportBlock *block = add_block (self, PP_BLOCK_ENTRY, clean_line (title));

  block->tag = clean_line (tag);
  block->tone = tone;
  block->detail = clean_line (detail);
  return block;
}

PpReportBlock *
pp_report_add_numbers (PpReport *self)
{
  return add_block (self, PP_BLOCK_NUMBERS, NULL);
}

PpReportBlock *
pp_report_add_diagram (PpReport   *self,
                       const char *layout_id,
                       const char *title)
{
  PpReportBlock *block = add_block (self, PP_BLOCK_DIAGRAM, clean_line (title));

  block->layout = g_strdup (layout_id);
  return block;
}

void
pp_report_row_add (GArray       *row,
                   PpReportTone  tone,
                   const char   *text)
{
  PpReportCell cell = { pp_report_clean (text), tone, FALSE };

  g_array_append_val (row, cell);
}

void
pp_report_row_mark_english (GArray *row)
{
  g_array_index (row, PpReportCell, row->len - 1).english = TRUE;
}

void
pp_report_block_add_row (PpReportBlock *self,
                         ...)
{
  GArray *row = pp_report_row_new ();
  const char *text;
  va_list texts;

  va_start (texts, self);
  while ((text = va_arg (texts, const char *)) != NULL)
    pp_report_row_add (row, PP_TONE_PLAIN, text);
  va_end (texts);
  g_ptr_array_add (self->rows, row);
}

void
pp_report_block_add_fact (PpReportBlock *self,
                          const char    *label,
                          const char    *text)
{
  if (text != NULL && *text != '\0')
    pp_report_block_add_row (self, label, text, NULL);
}

void
pp_report_block_add_english_fact (PpReportBlock *self,
                                  const char    *label,
                                  const char    *text)
{
  guint n_rows = self->rows->len;

  pp_report_block_add_fact (self, label, text);
  if (self->rows->len > n_rows)
    pp_report_row_mark_english (g_ptr_array_index (self->rows, n_rows));
}
