/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"

G_BEGIN_DECLS

/* The row of OWASP Threat Dragon: versions 1 and 2 are read, version 2 is written. */
guint    pp_threat_dragon_sniff (JsonNode    *root,
                                 const char  *file_name);
PpModel *pp_threat_dragon_read  (JsonNode    *root,
                                 PpLoss      *loss,
                                 GError     **error);
char    *pp_threat_dragon_write (PpModel     *model,
                                 PpLoss      *loss,
                                 gsize       *length,
                                 GError     **error);

G_END_DECLS
