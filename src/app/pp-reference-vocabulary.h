/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-tags-vocabulary.h"

G_BEGIN_DECLS

/* What lists of references know: identifiers of CVE, CWE, CAPEC, ATT&CK, ATLAS and OWASP, links, and any
 * other word; and what lists of techniques know: techniques of ATT&CK and ATLAS, nothing else. */
const PpTagsVocabulary *pp_reference_vocabulary_get_any        (void);
const PpTagsVocabulary *pp_reference_vocabulary_get_techniques (void);

G_END_DECLS
