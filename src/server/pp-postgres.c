/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-postgres.h"

G_DEFINE_QUARK (pp-postgres-error-quark, pp_postgres_error)

static void
ignore_notice (void       *data,
               const char *message)
{
  g_debug ("PostgreSQL: %s", message);
}

/**
 * pp_postgres_connect:
 * @address: a connection string or URI of libpq
 * @error: return location for %PP_POSTGRES_ERROR_CONNECTION
 *
 * Returns: (transfer full): the connection
 */
PGconn *
pp_postgres_connect (const char  *address,
                     GError     **error)
{
  g_autoptr (PGconn) connection = PQconnectdb (address);

  if (PQstatus (connection) != CONNECTION_OK)
    {
      g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (connection)));

      g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_CONNECTION,
                   "The database cannot be reached: %s", message);
      return NULL;
    }
  PQsetNoticeProcessor (connection, ignore_notice, NULL);
  return g_steal_pointer (&connection);
}

/**
 * pp_postgres_run:
 * @connection: a connection
 * @statement: what to run; texts of this program only, never put together from input
 * @error: return location for %PP_POSTGRES_ERROR_STATEMENT
 *
 * Returns: (transfer full): the answer
 */
PGresult *
pp_postgres_run (PGconn      *connection,
                 const char  *statement,
                 GError     **error)
{
  g_autoptr (PGresult) result = PQexec (connection, statement);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return g_steal_pointer (&result);
  g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_STATEMENT, "The database says %s: %s",
               PQresultErrorField (result, PG_DIAG_SQLSTATE) != NULL
                 ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : "nothing",
               PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) != NULL
                 ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : PQerrorMessage (connection));
  return NULL;
}
