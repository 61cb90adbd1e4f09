/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-run.h"

G_BEGIN_DECLS

/* NULL before the first run. */
PpRun *_pp_analysis_peek_run (PpAnalysis *self);

G_END_DECLS
