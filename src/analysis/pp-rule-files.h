/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-rules.h"

G_BEGIN_DECLS

/* Where rules come from: the files that come with the program, and the user's own folder. */

/* The names of the files that come with the program, in the order in which they are loaded; the first
 * one is the language and has no rules. */
const char * const *pp_rule_files_list_shipped (void);
GBytes             *pp_rule_files_get_shipped  (const char *name);

/* `$XDG_DATA_HOME/parapet/rules`; it need not be there. */
char               *pp_rule_files_dup_folder   (void);
/* (transfer full): the paths of its `*.json`, in the order in which they are loaded. */
char              **pp_rule_files_list         (const char *folder);

/* (transfer full): the packs that the rules of a file belong to; none where it is not JSON. */
char              **pp_rule_files_list_packs   (GBytes     *bytes);

/* The rules that come with the program alone. */
PpRuleSet          *pp_rule_set_new_shipped    (void);

G_END_DECLS
