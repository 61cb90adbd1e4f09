/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-wording.h"

G_BEGIN_DECLS

/* What rules say, in the language of the locale: for text that people read, never for a machine's answer. */
PpWording pp_cli_make_wording (PpModel   *model,
                               PpRuleSet *rules);

/* An element, one of its facts, and its value: “Orders: Encrypted = no”. (transfer full) */
char     *pp_cli_dup_statement (PpModel          *model,
                                const PpEvidence *evidence);
/* What has to be stated to close a threat. (transfer full) */
char     *pp_cli_dup_facts    (PpModel        *model,
                               const PpRemedy *remedy);
/* An error of a lower floor, with its place. (transfer full) */
char     *pp_cli_dup_message  (const GError *error);

G_END_DECLS
