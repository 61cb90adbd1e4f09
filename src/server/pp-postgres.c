/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-postgres.h"

#include <string.h>

#include "pp-address.h"

/* Of a host that says nothing; `connect_timeout` of the address says otherwise. */
#define PATIENCE_SECONDS 10

G_DEFINE_QUARK (pp-postgres-error-quark, pp_postgres_error)

static void
ignore_notice (void       *data,
               const char *message)
{
  g_debug ("PostgreSQL: %s", message);
}

void
pp_postgres_silence (PGconn *connection)
{
  if (connection != NULL)
    PQsetNoticeProcessor (connection, ignore_notice, NULL);
}

/* How long each step of connecting may take. */
static int
get_patience_ms (PGconn *connection)
{
  PQconninfoOption *options = PQconninfo (connection);
  int seconds = 0;

  for (PQconninfoOption *one = options; one != NULL && one->keyword != NULL; one++)
    if (strcmp (one->keyword, "connect_timeout") == 0 && one->val != NULL)
      seconds = CLAMP (g_ascii_strtoll (one->val, NULL, 10), 0, G_MAXINT / 1000);
  PQconninfoFree (options);

  return (seconds > 0 ? seconds : PATIENCE_SECONDS) * 1000;
}

/* PQconnectdb() would say aloud what it is told meanwhile. */
static PGconn *
open_silently (const char *address,
               guint       n_passed)
{
  PGconn *connection = pp_address_connect (address, n_passed);
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  int patience_ms;

  if (connection == NULL || PQstatus (connection) == CONNECTION_BAD)
    return connection;
  pp_postgres_silence (connection);
  patience_ms = get_patience_ms (connection);
  while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING)
    {
      GPollFD socket = { PQsocket (connection), next == PGRES_POLLING_READING ? G_IO_IN : G_IO_OUT, 0 };

      int n_ready = g_poll (&socket, 1, patience_ms);

      if (n_ready == 0)
        break;
      if (n_ready > 0)
        next = PQconnectPoll (connection);
    }

  return connection;
}

/* Whether another host is to be tried. */
static gboolean
is_silent (PGconn *connection)
{
  return connection != NULL && PQstatus (connection) != CONNECTION_OK && PQstatus (connection) != CONNECTION_BAD;
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
  g_autoptr (PGconn) connection = open_silently (address, 0);

  for (guint i = 1; is_silent (connection) && i < pp_address_get_hosts (address); i++)
    {
      PQfinish (connection);
      connection = open_silently (address, i);
    }
  if (PQstatus (connection) != CONNECTION_OK)
    {
      g_autofree char *message = g_strchomp (g_strdup (PQerrorMessage (connection)));

      g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_CONNECTION,
                   "The database cannot be reached: %s", *message != '\0' ? message : "it does not answer");
      return NULL;
    }
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
