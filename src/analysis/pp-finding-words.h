/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

/* The words of findings, in English; a program translates them with gettext when it shows them. */

/* A finding's category, a letter or a key, in the words that files hold. */
const char *pp_category_get_word       (const char *category);
/* What a rule reads of an element: the label of a fact, or of what the drawing tells. */
const char *pp_property_get_label      (PpKinds    *kinds,
                                        const char *property);
const char *pp_origin_get_label        (PpOrigin    origin);
/* Whether people learn something by it: what every rule looks at, the kind of an element or its name, says nothing. */
gboolean    pp_evidence_is_telling     (const PpEvidence *evidence);
/* The place of a severity in any spelling, from 0, low, to 3, critical; -1 for none of them. */
int         pp_severity_rank           (const char *severity);

G_END_DECLS
