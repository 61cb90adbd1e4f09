/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-mitigations.h"

G_BEGIN_DECLS

/* What people read of paths and of what can be done against them. Texts belong to the caller. */

/* “0.31”, with more digits where it is small. */
char       *pp_path_words_dup_odds       (double              odds);
/* “0.31 → 0.06” */
char       *pp_path_words_dup_change     (double              before,
                                          double              after);
char       *pp_path_words_dup_ends       (PpModel            *model,
                                          const PpAttackPath *path);
/* How long it is, and which techniques it takes. */
char       *pp_path_words_dup_summary    (const PpAttackPath *path);
char       *pp_path_words_dup_step       (PpModel            *model,
                                          const PpAttackStep *step);
/* Where the odds of a step come from, and its technique and tactic. */
char       *pp_path_words_dup_factors    (const PpAttackStep *step);
char       *pp_path_words_dup_mitigation (PpModel            *model,
                                          const PpMitigation *mitigation);

G_END_DECLS
