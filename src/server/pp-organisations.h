/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-postgres.h"

G_BEGIN_DECLS

/* Adds the organisation that tokens know by @key, or gives it another name. For a role that passes row level security:
 * the server itself can make no organisation. */
gboolean pp_organisations_add (PGconn      *connection,
                               const char  *key,
                               const char  *name,
                               GError     **error);

G_END_DECLS
