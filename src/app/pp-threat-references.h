/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What catalogues say about a threat: links to its entries. To lay out as many as a rule names takes half a frame, so
 * they come a frame after what else is told of the threat. */
#define PP_TYPE_THREAT_REFERENCES (pp_threat_references_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatReferences, pp_threat_references, PP, THREAT_REFERENCES, AdwBin)

void pp_threat_references_show (PpThreatReferences *self,
                                const char * const *references);

G_END_DECLS
