/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-postgres.h"

G_BEGIN_DECLS

/**
 * pp_migrations_apply:
 * @connection: a connection of the role that is to own the schema; not the server's
 * @n_applied: (out) (optional): how many steps were taken now
 * @error: return location for a #PpPostgresError
 *
 * Brings the schema of a database to the one of this version: each numbered step that it lacks, in order, in a
 * transaction of its own. A database with steps that this version does not know, or knows otherwise, is left
 * as it is. Two that do this at once wait for each other.
 *
 * Returns: whether the schema is now the one of this version
 */
gboolean pp_migrations_apply (PGconn   *connection,
                              guint    *n_applied,
                              GError  **error);

/**
 * pp_migrations_check_server:
 * @connection: a connection of the server's own role
 * @error: return location for %PP_POSTGRES_ERROR_ROLE or %PP_POSTGRES_ERROR_SCHEMA
 *
 * Finds out whether the server may start: its role must be held by row level security, so it may not be a
 * superuser, pass row level security, own or create anything, or be a member of another role; and the schema
 * must be the one of this version.
 *
 * Returns: whether it may
 */
gboolean pp_migrations_check_server (PGconn   *connection,
                                     GError  **error);

G_END_DECLS
