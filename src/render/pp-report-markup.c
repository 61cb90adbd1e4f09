/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What reports that are one text have in common: their blocks, one behind the other. */

#include "pp-report-private.h"

static void
append_block (GString              *out,
              const PpReportBlock  *block,
              guint                 number,
              guint                *level,
              const PpReportMarkup *markup)
{
  switch (block->type)
    {
    case PP_BLOCK_HEADING:
      *level = block->level + 1;
      markup->heading (out, block, number);
      break;
    case PP_BLOCK_LIST:
      markup->list (out, block);
      break;
    case PP_BLOCK_TABLE:
      markup->table (out, block);
      break;
    case PP_BLOCK_ENTRY:
      markup->entry (out, block, *level + 1);
      break;
    case PP_BLOCK_NUMBERS:
      markup->numbers (out, block);
      break;
    case PP_BLOCK_PARAGRAPH:
    default:
      markup->paragraph (out, block);
      break;
    }
}

/*
 * _pp_report_append_blocks:
 * @user_data: for the pictures
 *
 * Returns: whether all is written; FALSE with @error when it was given up, or a picture could not be made
 */
gboolean
_pp_report_append_blocks (GString              *out,
                          PpReport             *report,
                          const PpReportTask   *task,
                          const PpReportMarkup *markup,
                          gpointer              user_data,
                          GError              **error)
{
  guint level = 1;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const PpReportBlock *block = g_ptr_array_index (report->blocks, i);

      if (!_pp_report_task_step (task, (double) i / report->blocks->len, error))
        return FALSE;
      if (block->type != PP_BLOCK_DIAGRAM)
        append_block (out, block, i, &level, markup);
      else if (!markup->picture (out, report, block, i, user_data, error))
        return FALSE;
    }
  return TRUE;
}
