/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"

G_BEGIN_DECLS

/* The row of Parapet's own format, `*.parapet`: canonical JSON of the whole model. */
guint    pp_native_sniff (JsonNode    *root,
                          const char  *file_name);
PpModel *pp_native_read  (JsonNode    *root,
                          PpLoss      *loss,
                          GError     **error);
char    *pp_native_write (PpModel     *model,
                          PpLoss      *loss,
                          gsize       *length,
                          GError     **error);

G_END_DECLS
