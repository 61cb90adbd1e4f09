/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-findings.h"

G_BEGIN_DECLS

/* What was found, for people: the worst first, what is open before what is decided, and the sum at the end,
 * where the reader of a log looks first. */
char *pp_cli_findings_to_text (PpAnalysis              *analysis,
                               const PpFindingsOptions *options);

G_END_DECLS
