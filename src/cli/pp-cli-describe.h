/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-merge.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* What people read of records, values and changes: names rather than identifiers. Models are searched in
 * the order in which they are given; the array ends with NULL. */

char *pp_cli_describe_record   (PpModel * const   *models,
                                PpRecordType       type,
                                const char        *id);
char *pp_cli_describe_value    (PpModel * const   *models,
                                PpRecordType       type,
                                const char        *field,
                                JsonNode          *value);
/* Lines, each with its end; NULL for a change that repeats what other changes say. */
char *pp_cli_describe_change   (PpModel * const   *models,
                                PpChange          *change);
char *pp_cli_describe_conflict (PpModel * const   *models,
                                const PpConflict  *conflict);

G_END_DECLS
