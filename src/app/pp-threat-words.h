/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-model.h"
#include "pp-rules.h"

G_BEGIN_DECLS

/* How the window says what threats are, translated. */

const char *pp_threat_words_severity       (int               severity);
const char *pp_threat_words_severity_class (int               severity);
const char *pp_threat_words_confidence     (PpConfidence      confidence);
const char *pp_threat_words_origin         (PpOrigin          origin);
const char *pp_threat_words_property       (const char       *property);
/* The title of a stored threat: what its rule has written is translated, what people wrote is not. */
char       *pp_threat_words_dup_title      (PpModel          *model,
                                            PpThreat         *threat);
const char *pp_threat_words_description    (PpModel          *model,
                                            PpThreat         *threat);
/* The same of a finding, and of what is known by the identifier of a threat or of a rule. */
char       *pp_threat_words_dup_finding    (PpModel          *model,
                                            const PpFinding  *finding);
char       *pp_threat_words_dup_named      (PpModel          *model,
                                            const char       *title,
                                            const char       *id,
                                            const char       *element_id);
const char *pp_threat_words_why            (const PpRule     *rule);
char       *pp_threat_words_dup_question   (PpModel          *model,
                                            const PpQuestion *question);
char       *pp_threat_words_dup_value      (JsonNode         *value);
/* “from → to”, which runs with its arrow whatever the direction of the interface and of the two. */
char       *pp_threat_words_dup_way        (const char       *from,
                                            const char       *to);
/* The name of an element, or what to call one that has none. */
char       *pp_threat_words_dup_element    (PpModel          *model,
                                            const char       *element_id);
/* “Encrypted: no”, for evidence and for what would close a threat. */
char       *pp_threat_words_dup_fact       (const PpEvidence *evidence);

G_END_DECLS
