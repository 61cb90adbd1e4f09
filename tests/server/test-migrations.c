/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A database that was made by an older version, with what it held then, goes on with this one. */

#include <stdlib.h>
#include <string.h>

#include "pp-identity.h"
#include "pp-migrations.h"
#include "pp-test-database.h"

/* From here on there is all that seed.sql fills, but snapshots. */
#define FIRST_STEP 3
#define STEP_OF_SNAPSHOTS 5
#define STEP_OF_COUNTS 9
#define STEP_OF_NUMBERS 10

/* Of seed.sql. */
#define ORGANISATION "00000000-0000-4000-8000-000000000001"
#define PERSON "00000000-0000-4000-a000-000000000001"
#define MODEL "00000000-0000-4000-b000-000000000011"
#define SECRET "00000000-0000-4000-b000-000000000012"

static char *
ask (PGconn     *connection,
     const char *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = pp_postgres_run (connection, statement, &error);

  g_assert_no_error (error);

  return g_strdup (PQntuples (result) > 0 ? PQgetvalue (result, 0, 0) : "");
}

static void
assert_asked (PGconn     *connection,
              const char *statement,
              const char *expected)
{
  g_autofree char *answer = ask (connection, statement);

  g_assert_cmpstr (answer, ==, expected);
}

static void
do_run (PGconn     *connection,
        const char *statement)
{
  g_free (ask (connection, statement));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* (element-type utf8): the names of all steps. */
static GPtrArray *
list_steps (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >=, STEP_OF_NUMBERS);

  return names;
}

/* As the version that had no more than these steps did it. */
static void
take_steps (PGconn *connection,
            guint   n_steps)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "..", "src", "server", "migrations", NULL);
  g_autoptr (GPtrArray) names = list_steps (folder);

  do_run (connection, "create table public.parapet_migration"
                      " (name text primary key, digest text not null, at timestamptz not null default now ())");
  for (guint i = 0; i < n_steps; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *digest = NULL;
      g_autofree char *note = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      do_run (connection, text);
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      note = g_strdup_printf ("insert into public.parapet_migration (name, digest) values ('%s', '%s')", name, digest);
      do_run (connection, note);
    }
}

/* seed.sql, in so far as there is room for it. */
static void
fill (PGconn *connection,
      guint   n_steps)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "seed.sql", NULL);
  g_autofree char *text = NULL;
  char *snapshot;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  snapshot = strstr (text, "insert into parapet.snapshot");
  g_assert_nonnull (snapshot);
  if (n_steps < STEP_OF_SNAPSHOTS)
    memset (snapshot, ' ', strchr (snapshot, ';') + 1 - snapshot);
  do_run (connection, text);
  /* What happens to one model comes between what happens to another. */
  do_run (connection,
    "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select m.organisation_id, m.id, m.label_id, 'comment', 1, p.id from generate_series (1, 4) i, parapet.model m"
    "  join parapet.member p on p.organisation_id = m.organisation_id where m.title <> 'Model 3' or i < 3 order by i;"
    "insert into parapet.node (organisation_id, model_id, id, label_id, kind)"
    " select organisation_id, id, gen_random_uuid (), label_id, 'host' from generate_series (1, 6), parapet.model"
    "  where id = '" MODEL "'");
}

/* 0005: a revision has the marking that its model had. */
static void
check_markings (PGconn *connection)
{
  assert_asked (connection, "select count (*) from parapet.revision where content_label_id = label_id", "6");
}

/* 0009: what was there is counted. */
static void
check_counts (PGconn *connection)
{
  assert_asked (connection, "select string_agg (node_count || '/' || edge_count, ' ' order by node_count, id)"
                            " from parapet.model", "1/1 1/1 1/1 1/1 1/1 7/1");
}

/* 0010: each model counts its events from one, in the order in which they were; and the keys lead where they shall. */
static void
check_events (PGconn *connection)
{
  assert_asked (connection, "select count (*) from parapet.event where of_model_id = model_id", "26");
  assert_asked (connection, "select count (distinct mark) from parapet.event", "26");
  assert_asked (connection, "select string_agg (number::text, ' ' order by sequence) from parapet.event"
                            " where model_id = '" MODEL "'", "1 2 3 4 5");
  assert_asked (connection, "select string_agg (n, ' ' order by n) from (select max (number)::text as n"
                            " from parapet.event group by model_id) x", "3 3 5 5 5 5");
  assert_asked (connection, "select count (*) from pg_constraint where conrelid = 'parapet.event'::regclass"
                            " and contype = 'f'", "3");
}

/* What is done then follows from what was there, and goes with it. */
static void
check_going_on (PGconn *connection)
{
  assert_asked (connection,
    "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select organisation_id, id, label_id, 'comment', 1, '" PERSON "' from parapet.model where id = '" MODEL "'"
    " returning number", "6");
  assert_asked (connection,
    "update parapet.model set label_id = (select label_id from parapet.model where id = '" SECRET "')"
    "  where id = '" MODEL "';"
    "select string_agg (distinct l.tlp::text, ' ') from parapet.event e join parapet.label l on l.id = e.label_id"
    " where e.model_id = '" MODEL "'", "3");
  do_run (connection, "delete from parapet.model where id = '" MODEL "'");
  assert_asked (connection, "select count (*) from parapet.event where model_id = '" MODEL "'", "0");
}

static void
begin_as (PGconn  *server,
          PpRoles  roles)
{
  g_autofree char *statement =
    g_strdup_printf ("begin; select set_config ('app.organisation', '" ORGANISATION "', true),"
                     " set_config ('app.member', '" PERSON "', true), set_config ('app.roles', '%u', true),"
                     " set_config ('app.tlp', '3', true), set_config ('app.caveats', '{ORCON}', true)", roles);

  do_run (server, statement);
}

static void
check_server (const char *database)
{
  g_autoptr (PGconn) server = pp_test_cluster_connect (database, "parapet_server");
  g_autoptr (GError) error = NULL;

  pp_migrations_check_server (server, &error);
  g_assert_no_error (error);
  assert_asked (server, "select count (*) from parapet.event", "0");
  begin_as (server, PP_ROLE_VIEWER);
  assert_asked (server, "select count (*) from parapet.model", "2");
  assert_asked (server, "select count (*) from parapet.event", "10");
}

/* 0011: an event is numbered by the last one of its model, however many there were before; and what is kept of a whole
 * model is compressed quickly, where PostgreSQL can. */
static void
check_numbering (const char *database)
{
  g_autoptr (PGconn) administrator = pp_test_cluster_connect (database, "postgres");
  g_autoptr (PGconn) server = pp_test_cluster_connect (database, "parapet_server");
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  do_run (administrator, "analyze parapet.event");
  begin_as (server, PP_ROLE_ARCHITECT);
  first = ask (server, "select max (number) from parapet.event where model_id = '" MODEL "'");
  do_run (server, "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
                  " select organisation_id, id, label_id, 'comment', 1, '" PERSON "' from parapet.model,"
                  " generate_series (1, 100) where id = '" MODEL "'");
  assert_asked (server, "select seq_tup_read < 100 from pg_stat_xact_user_tables where relid = 'parapet.event'::regclass",
                "t");
  last = ask (server, "select max (number) from parapet.event where model_id = '" MODEL "'");
  g_assert_cmpint (atoi (last) - atoi (first), ==, 100);
  do_run (server, "rollback");
  assert_asked (administrator,
                "select attcompression = 'l' from pg_attribute where attrelid = 'parapet.snapshot'::regclass"
                " and attname = 'records' and 'lz4' = any (select unnest (enumvals) from pg_settings"
                "  where name = 'default_toast_compression') union all select true limit 1", "t");
}

static void
test_from (gconstpointer data)
{
  guint n_steps = GPOINTER_TO_UINT (data);
  g_autofree char *database = g_strdup_printf ("old_%u", n_steps);
  g_autofree char *create = g_strdup_printf ("create database %s", database);
  g_autofree char *revoke = g_strdup_printf ("revoke all on database %s from public;"
                                             " grant connect on database %s to parapet_server", database, database);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "..", "src", "server", "migrations", NULL);
  g_autoptr (GPtrArray) names = list_steps (folder);
  g_autoptr (PGconn) connection = NULL;
  g_autoptr (GError) error = NULL;
  guint n_applied = 0;

  pp_test_cluster_do (create);
  pp_test_cluster_do (revoke);
  connection = pp_test_cluster_connect (database, "postgres");
  take_steps (connection, n_steps);
  fill (connection, n_steps);

  g_assert_true (pp_migrations_apply (connection, &n_applied, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_applied, ==, names->len - n_steps);
  check_server (database);
  check_numbering (database);
  check_markings (connection);
  if (n_steps < STEP_OF_COUNTS)
    check_counts (connection);
  if (n_steps < STEP_OF_NUMBERS)
    check_events (connection);
  check_going_on (connection);
}

/* What leads to the tables that are partitioned and from them, who sees what of them, and what happens on its own. */
static char *
describe (PGconn *connection)
{
  return ask (connection,
    "select string_agg (line, e'\\n' order by line) from ("
    "select concat_ws (' ', tablename, policyname, permissive, roles, cmd, qual, with_check) as line from pg_policies"
    "  where tablename in ('revision', 'event')"
    " union all select concat_ws (' ', relname, privilege_type, grantee::regrole) from pg_class, aclexplode (relacl)"
    "  where relname in ('revision', 'event')"
    " union all select concat_ws (' ', attrelid::regclass, attname, attidentity, attnotnull, privilege_type,"
    "   grantee::regrole) from pg_attribute left join aclexplode (attacl) on true"
    "  where attrelid in ('parapet.revision'::regclass, 'parapet.event'::regclass) and attnum > 0 and not attisdropped"
    " union all select concat_ws (' ', conrelid::regclass, conname, pg_get_constraintdef (oid)) from pg_constraint"
    "  where conparentid = 0 and ('parapet.revision'::regclass in (conrelid, confrelid)"
    "   or 'parapet.event'::regclass in (conrelid, confrelid))"
    " union all select pg_get_triggerdef (oid) from pg_trigger where not tgisinternal"
    "  and tgrelid in ('parapet.revision'::regclass, 'parapet.event'::regclass)"
    " union all select concat_ws (' ', relname, relrowsecurity, relforcerowsecurity) from pg_class"
    "  where relname in ('revision', 'event')) lines");
}

/* The script that docs/operating.md names: all is as it was, but that the rows lie apart. */
static void
test_partitions (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "..", "..", "data", "server", "partition-by-organisation.sql", NULL);
  g_autofree char *text = NULL, *before = NULL, *after = NULL;
  g_autoptr (PGconn) connection = NULL;
  g_autoptr (GError) error = NULL;

  pp_test_cluster_do ("create database parted template parapet_template");
  pp_test_cluster_do ("revoke all on database parted from public; grant connect on database parted to parapet_server");
  connection = pp_test_cluster_connect ("parted", "postgres");
  do_run (connection, "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
                      " select organisation_id, model_id, label_id, 'comment', 1, member_id"
                      " from parapet.event, generate_series (1, 4)");
  before = describe (connection);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  do_run (connection, text);
  after = describe (connection);
  g_assert_cmpstr (after, ==, before);

  assert_asked (connection, "select count (*) from parapet.event", "30");
  assert_asked (connection, "select count (*) from parapet.revision", "6");
  assert_asked (connection, "select count (*) from pg_class c where relispartition and relkind = 'r' and not"
                            " (relrowsecurity and relforcerowsecurity"
                            "  and not has_table_privilege ('parapet_server', c.oid, 'select, insert, update, delete'))", "0");
  check_server ("parted");
  assert_asked (connection,
    "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select organisation_id, id, label_id, 'comment', 1, '" PERSON "' from parapet.model where id = '" MODEL "'"
    " returning number || '/' || sequence", "6/31");
  do_run (connection, "delete from parapet.model where id = '" MODEL "'");
  assert_asked (connection, "select count (*) from parapet.event where model_id = '" MODEL "'", "0");
}

static void
add_tests (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "..", "src", "server", "migrations", NULL);
  g_autoptr (GPtrArray) names = list_steps (folder);

  for (guint i = FIRST_STEP; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("/migrations/from-", (char *) g_ptr_array_index (names, i - 1), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_from);
    }
  g_test_add_func ("/migrations/partitions", test_partitions);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
