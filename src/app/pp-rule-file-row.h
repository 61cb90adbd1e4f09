/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_RULE_FILE_ROW (pp_rule_file_row_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleFileRow, pp_rule_file_row, PP, RULE_FILE_ROW, AdwActionRow)

/* A file of rules: its name, whether its packs count for the model, and why it does not load. */

GtkWidget  *pp_rule_file_row_new          (PpHistory     *history,
                                           const char    *path,
                                           const char    *shipped);
/* (nullable): of a file of the user's */
const char *pp_rule_file_row_get_path     (PpRuleFileRow *self);
/* (nullable): of a file that comes with the program */
const char *pp_rule_file_row_get_shipped  (PpRuleFileRow *self);
/* Shows what the file says now, and whether it loads. */
void        pp_rule_file_row_refresh      (PpRuleFileRow *self);
void        pp_rule_file_row_set_modified (PpRuleFileRow *self,
                                           gboolean       modified);

G_END_DECLS
