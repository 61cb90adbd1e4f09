/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-run.h"

G_BEGIN_DECLS

/* The identifiers of the elements in a scope; NULL for all of them. */
GHashTable *_pp_scope_collect (const PpScope *self,
                               PpRun         *run);

G_END_DECLS
