/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_RULE_FILE_LIST (pp_rule_file_list_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleFileList, pp_rule_file_list, PP, RULE_FILE_LIST, AdwBin)

/* The files of rules: one's own, and those that come with the program. Rows that are not there yet come a few
 * at a time when the main loop is idle.
 *
 * Signals
 *   activated (string path, string shipped): one of them is %NULL, or both are for a file that is not saved */

void pp_rule_file_list_set_history  (PpRuleFileList *self,
                                     PpHistory      *history);
/* Says which file is open, and takes in what has come and gone. */
void pp_rule_file_list_show         (PpRuleFileList *self,
                                     const char     *path,
                                     const char     *shipped);
/* Says whether the open file has changes that are not saved. */
void pp_rule_file_list_set_modified (PpRuleFileList *self,
                                     gboolean        modified);

G_END_DECLS
