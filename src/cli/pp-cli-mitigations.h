/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-mitigations.h"
#include "pp-wording.h"

G_BEGIN_DECLS

/* The part of the answer to `paths` that says what can be done. */

JsonObject *pp_cli_mitigations_to_json (const PpMitigationPlan *plan);
void        pp_cli_append_mitigations  (GString                *text,
                                        const PpWording        *wording,
                                        const PpMitigationPlan *plan);

G_END_DECLS
