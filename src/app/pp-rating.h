/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-history.h"

G_BEGIN_DECLS

/* Where the ratings of a threat stand among its properties. */
#define PP_RATING_CVSS "cvss"
#define PP_RATING_OWASP "owaspRisk"

char    *pp_rating_dup_text       (PpThreat    *threat,
                                   const char  *property);
char    *pp_rating_describe_cvss  (const char  *text);
char    *pp_rating_describe_owasp (const char  *text);
gboolean pp_rating_apply          (PpHistory   *history,
                                   const char  *threat_id,
                                   const char  *label,
                                   const char  *property,
                                   const char  *text,
                                   const char  *score,
                                   const char  *severity,
                                   GError     **error);

G_END_DECLS
