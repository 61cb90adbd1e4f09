/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* How the panel of threats says things, translated. */

const char *pp_threat_words_severity       (int               severity);
const char *pp_threat_words_severity_class (int               severity);
const char *pp_threat_words_confidence     (PpConfidence      confidence);
const char *pp_threat_words_origin         (PpOrigin          origin);
const char *pp_threat_words_property       (const char       *property);
char       *pp_threat_words_dup_value      (JsonNode         *value);
/* The name of an element, or what to call one that has none. */
char       *pp_threat_words_dup_element    (PpModel          *model,
                                            const char       *element_id);
/* “Encrypted: no”, for evidence and for what would close a threat. */
char       *pp_threat_words_dup_fact       (const PpEvidence *evidence);

G_END_DECLS
