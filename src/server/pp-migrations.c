/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-migrations.h"

#include <stdlib.h>
#include <string.h>

#include "pp-server-resources.h"

#define FOLDER "/io/github/parapet/server/migrations"
/* Whoever migrates holds this lock; the number is this program's own. */
#define LOCK "select pg_advisory_lock (7238046517)"
#define UNLOCK "select pg_advisory_unlock (7238046517)"

static gboolean
run (PGconn      *connection,
     const char  *statement,
     GError     **error)
{
  g_autoptr (PGresult) result = pp_postgres_run (connection, statement, error);

  return result != NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The names of all steps, in their order. */
static char **
list_steps (void)
{
  char **names = g_resource_enumerate_children (pp_server_get_resource (), FOLDER, 0, NULL);

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

static GBytes *
load_step (const char *name)
{
  g_autofree char *path = g_build_path ("/", FOLDER, name, NULL);

  return g_resource_lookup_data (pp_server_get_resource (), path, 0, NULL);
}

/* --- what a database has --- */

static gboolean
prepare_list (PGconn  *connection,
              GError **error)
{
  return run (connection,
              "create table if not exists public.parapet_migration ("
              " name text primary key, digest text not null, at timestamptz not null default now ())", error);
}

/* Whether what the database has is a beginning of what this version has; @n_taken says how much of it. */
static gboolean
compare_with_list (PGconn  *connection,
                   char   **names,
                   guint   *n_taken,
                   GError **error)
{
  g_autoptr (PGresult) list =
    pp_postgres_run (connection, "select name, digest from public.parapet_migration order by name", error);

  if (list == NULL)
    return FALSE;
  *n_taken = PQntuples (list);
  for (guint i = 0; i < *n_taken; i++)
    {
      g_autoptr (GBytes) text = i < g_strv_length (names) ? load_step (names[i]) : NULL;
      g_autofree char *digest = text != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text) : NULL;

      if (digest == NULL || strcmp (names[i], PQgetvalue (list, i, 0)) != 0 ||
          strcmp (digest, PQgetvalue (list, i, 1)) != 0)
        {
          g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_SCHEMA,
                       "The database has the step “%s”, which this version does not have so: it is of another "
                       "version of Parapet", PQgetvalue (list, i, 0));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
note_step (PGconn      *connection,
           const char  *name,
           GBytes      *text,
           GError     **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, text);
  const char *values[] = { name, digest };
  g_autoptr (PGresult) result =
    PQexecParams (connection, "insert into public.parapet_migration (name, digest) values ($1, $2)", 2, NULL,
                  values, NULL, NULL, 0);

  if (PQresultStatus (result) == PGRES_COMMAND_OK)
    return TRUE;
  g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_STATEMENT, "The step “%s” could not be noted: %s",
               name, PQerrorMessage (connection));
  return FALSE;
}

static gboolean
take_step (PGconn      *connection,
           const char  *name,
           GError     **error)
{
  g_autoptr (GBytes) text = load_step (name);
  g_autofree char *statements = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));

  if (run (connection, "begin", error) && run (connection, statements, error) &&
      note_step (connection, name, text, error) && run (connection, "commit", error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  run (connection, "rollback", NULL);
  return FALSE;
}

static gboolean
take_missing_steps (PGconn  *connection,
                    guint   *n_applied,
                    GError **error)
{
  g_auto (GStrv) names = list_steps ();
  guint n_taken = 0;

  if (!prepare_list (connection, error) || !compare_with_list (connection, names, &n_taken, error))
    return FALSE;
  for (guint i = n_taken; names[i] != NULL; i++)
    {
      if (!take_step (connection, names[i], error))
        return FALSE;
      (*n_applied)++;
    }
  /* The server compares; what it reads there is no secret. */
  return run (connection, "grant usage on schema public to parapet_server;"
              " grant select on public.parapet_migration to parapet_server", error);
}

gboolean
pp_migrations_apply (PGconn  *connection,
                     guint   *n_applied,
                     GError **error)
{
  guint n = 0;
  gboolean done;

  if (!run (connection, LOCK, error))
    return FALSE;
  done = take_missing_steps (connection, &n, error);
  run (connection, UNLOCK, NULL);
  if (n_applied != NULL)
    *n_applied = n;
  return done;
}

/* --- what the server may be --- */

/* Each row says one thing that the role may do and must not. */
static const char role_faults[] =
  "select 'is a superuser' from pg_catalog.pg_roles where rolname = current_user and rolsuper "
  "union all select 'passes row level security' from pg_catalog.pg_roles"
  "  where rolname = current_user and rolbypassrls "
  "union all select 'creates roles or databases' from pg_catalog.pg_roles"
  "  where rolname = current_user and (rolcreaterole or rolcreatedb or rolreplication) "
  "union all select 'is a member of ' || r.rolname from pg_catalog.pg_auth_members m"
  "  join pg_catalog.pg_roles r on r.oid = m.roleid"
  "  join pg_catalog.pg_roles u on u.oid = m.member where u.rolname = current_user "
  "union all select 'owns ' || c.oid::regclass::text from pg_catalog.pg_class c"
  "  join pg_catalog.pg_roles u on u.oid = c.relowner where u.rolname = current_user "
  "union all select 'owns the schema ' || n.nspname from pg_catalog.pg_namespace n"
  "  join pg_catalog.pg_roles u on u.oid = n.nspowner where u.rolname = current_user "
  "union all select 'creates in the schema ' || n.nspname from pg_catalog.pg_namespace n"
  "  where n.nspname not like 'pg\\_%' and pg_catalog.has_schema_privilege (n.oid, 'create') "
  "union all select 'creates schemas or temporary tables'"
  "  where pg_catalog.has_database_privilege (pg_catalog.current_database (), 'create')"
  "     or pg_catalog.has_database_privilege (pg_catalog.current_database (), 'temporary') "
  "limit 1";

gboolean
pp_migrations_check_server (PGconn  *connection,
                            GError **error)
{
  g_autoptr (PGresult) faults = pp_postgres_run (connection, role_faults, error);
  g_auto (GStrv) names = list_steps ();
  guint n_taken = 0;

  if (faults == NULL)
    return FALSE;
  if (PQntuples (faults) > 0)
    {
      g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_ROLE,
                   "The role of the server is too strong: it %s. Let the server connect as “parapet_server”",
                   PQgetvalue (faults, 0, 0));
      return FALSE;
    }
  if (!compare_with_list (connection, names, &n_taken, error))
    return FALSE;
  if (n_taken < g_strv_length (names))
    {
      g_set_error (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_SCHEMA,
                   "The database lacks the step “%s”: run the migrations of this version first", names[n_taken]);
      return FALSE;
    }
  return TRUE;
}
