/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-database-error-private.h"

#include <string.h>

G_DEFINE_QUARK (pp-database-error-quark, pp_database_error)

/* Appendix A of PostgreSQL's manual: a state, or the class that it begins with; the first that fits counts. */
static const struct {
  const char *state;
  PpDatabaseError code;
} states[] = {
  { "08", PP_DATABASE_ERROR_UNAVAILABLE },
  { "57014", PP_DATABASE_ERROR_TIMEOUT },
  { "55P03", PP_DATABASE_ERROR_TIMEOUT },
  { "25P03", PP_DATABASE_ERROR_TIMEOUT },
  { "57P", PP_DATABASE_ERROR_UNAVAILABLE },
  { "40001", PP_DATABASE_ERROR_CONTENTION },
  { "40P01", PP_DATABASE_ERROR_CONTENTION },
  { "42501", PP_DATABASE_ERROR_REFUSED },
  { "44", PP_DATABASE_ERROR_REFUSED },
  { "23505", PP_DATABASE_ERROR_DUPLICATE },
  { "23503", PP_DATABASE_ERROR_REFERENCE },
  { "23", PP_DATABASE_ERROR_INVALID },
  { "22", PP_DATABASE_ERROR_INVALID },
  { "53", PP_DATABASE_ERROR_FULL },
  { "54", PP_DATABASE_ERROR_INVALID },
};

static PpDatabaseError
get_code (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state))
      return states[i].code;

  return PP_DATABASE_ERROR_FAILED;
}

GError *
_pp_database_error_new (PGresult *result)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (state == NULL)
    return g_error_new (PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE, "The database says: %s",
                        PQresultErrorMessage (result));

  return g_error_new (PP_DATABASE_ERROR, get_code (state), "The database says %s: %s", state,
                      message != NULL ? message : "nothing");
}

gboolean
_pp_database_error_is_passing (const GError *error)
{
  return g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_CONTENTION);
}
