/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-odds.h"

G_BEGIN_DECLS

/**
 * pp_step_get_words:
 * @step: how an attacker goes on
 *
 * Returns: (transfer none): how that is said, in English, to be translated where it is shown
 */
const char *pp_step_get_words (PpStep step);

G_END_DECLS
