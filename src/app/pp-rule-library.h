/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-rules.h"

G_BEGIN_DECLS

#define PP_TYPE_RULE_LIBRARY (pp_rule_library_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleLibrary, pp_rule_library, PP, RULE_LIBRARY, GObject)

/* The rules that count in all windows: those that come with the program, and those of the files in the
 * user's own folder, which is watched. Has no widgets; main thread only.
 *
 * Signals
 *   changed: the rules, or the files of the folder, are different */

void                pp_rule_library_prepare     (void);
PpRuleLibrary      *pp_rule_library_get_default (void);
/* A set that does not change; there is another one after a change. */
PpRuleSet          *pp_rule_library_get_rules   (PpRuleLibrary *self);
const char         *pp_rule_library_get_folder  (PpRuleLibrary *self);
/* (transfer full): the paths of the user's files */
char              **pp_rule_library_list_files  (PpRuleLibrary *self);
/* (nullable): why a file of the user's does not count */
const GError       *pp_rule_library_get_problem (PpRuleLibrary *self,
                                                 const char    *path);
void                pp_rule_library_reload      (PpRuleLibrary *self);

G_END_DECLS
