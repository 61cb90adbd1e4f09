/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-wording.h"

G_BEGIN_DECLS

/* What rules say, in the language of the locale: for text that people read, never for a machine's answer. */
PpWording pp_cli_make_wording (PpModel   *model,
                               PpRuleSet *rules);

G_END_DECLS
