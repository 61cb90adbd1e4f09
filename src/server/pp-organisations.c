/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-organisations.h"

gboolean
pp_organisations_add (PGconn      *connection,
                      const char  *key,
                      const char  *name,
                      GError     **error)
{
  const char *values[] = { key, name };
  g_autoptr (PGresult) result =
    PQexecParams (connection,
                  "insert into parapet.organisation (key, name) values ($1, $2)"
                  " on conflict (key) do update set name = excluded.name", 2, NULL, values, NULL, NULL, 0);

  if (PQresultStatus (result) == PGRES_COMMAND_OK)
    return TRUE;
  g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_STATEMENT, "The organisation cannot be added: %s",
               PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) != NULL
                 ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : PQerrorMessage (connection));
  return FALSE;
}
