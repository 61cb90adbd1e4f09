/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PpReferenceScheme:
 * @PP_REFERENCE_ATTACK: MITRE ATT&CK techniques and mitigations
 * @PP_REFERENCE_CWE: Common Weakness Enumeration
 * @PP_REFERENCE_CAPEC: Common Attack Pattern Enumeration and Classification
 * @PP_REFERENCE_OWASP: the lists of OWASP
 * @PP_REFERENCE_ATLAS: MITRE ATLAS
 * @PP_REFERENCE_CVE: Common Vulnerabilities and Exposures; none is built in
 */
typedef enum {
  PP_REFERENCE_ATTACK,
  PP_REFERENCE_CWE,
  PP_REFERENCE_CAPEC,
  PP_REFERENCE_OWASP,
  PP_REFERENCE_ATLAS,
  PP_REFERENCE_CVE,
} PpReferenceScheme;

/**
 * PpReference:
 * @scheme: whose it is
 * @id: as it is written in models: `T1190`, `CWE-79`, `CAPEC-66`, `A03:2025`, `AML.T0051`,
 *   `CVE-2021-44228`
 * @name: its name; empty for a CVE
 * @retired: revoked, deprecated or obsolete
 */
typedef struct {
  PpReferenceScheme  scheme;
  char              *id;
  const char        *name;
  gboolean           retired;
} PpReference;

PpReference *pp_reference_find    (const char        *text);
GPtrArray   *pp_reference_search  (const char        *query,
                                   guint              limit);
char        *pp_reference_dup_uri (const PpReference *self);
void         pp_reference_free    (PpReference       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpReference, pp_reference_free)

G_END_DECLS
