/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

#define PP_POSTGRES_ERROR (pp_postgres_error_quark ())
GQuark pp_postgres_error_quark (void);

/**
 * PpPostgresError:
 * @PP_POSTGRES_ERROR_CONNECTION: the database is not there, or the connection broke
 * @PP_POSTGRES_ERROR_STATEMENT: the database refused a statement
 * @PP_POSTGRES_ERROR_SCHEMA: the schema is not the one of this version
 * @PP_POSTGRES_ERROR_ROLE: the role of the server may do more than it must
 *
 * Messages are for whoever runs the server, never for those who ask it.
 */
typedef enum {
  PP_POSTGRES_ERROR_CONNECTION,
  PP_POSTGRES_ERROR_STATEMENT,
  PP_POSTGRES_ERROR_SCHEMA,
  PP_POSTGRES_ERROR_ROLE,
} PpPostgresError;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

/* What the database says without being asked goes to the log and not to the standard error output, which libpq would
 * write to from the first answer on. */
void      pp_postgres_silence (PGconn      *connection);

/* Blocking helpers for start-up and administration; requests never wait for the database so. */
PGconn   *pp_postgres_connect (const char  *address,
                               GError     **error);
PGresult *pp_postgres_run     (PGconn      *connection,
                               const char  *statement,
                               GError     **error);

G_END_DECLS
