/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts of files of rules: what a new one begins with. */

/* A file with one rule, as a start. */
char *pp_rule_text_new          (void);
/* A file with a copy of the rule between two places of another file, with names of its own. */
char *pp_rule_text_copy         (const char *text,
                                 gsize       start,
                                 gsize       end);
/* Where a file is saved that has no name yet: named for its pack, beside those that are there. */
char *pp_rule_text_dup_new_path (const char *text,
                                 const char *folder);

G_END_DECLS
