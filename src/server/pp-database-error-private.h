/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-database.h"

G_BEGIN_DECLS

/* What the database said of a statement. */
GError   *_pp_database_error_new           (PGresult     *result);
/* Whether the same may go well when it is done again. */
gboolean  _pp_database_error_is_passing    (const GError *error);

G_END_DECLS
