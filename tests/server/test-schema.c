/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "pp-migrations.h"
#include "pp-test-database.h"

#define ORGANISATION_1 "00000000-0000-4000-8000-000000000001"
#define ORGANISATION_2 "00000000-0000-4000-8000-000000000002"
#define PERSON_1 "00000000-0000-4000-a000-000000000001"
#define MODEL(organisation, label) "00000000-0000-4000-b000-0000000000" #organisation #label
#define LABEL(organisation, label) "00000000-0000-4000-9000-0000000000" #organisation #label
#define ALL_ROLES 63
#define MODEL_TABLES 11         /* with one row for each model */

typedef struct {
  PpTestDatabase base;
  PGconn *owner;                /* of that, a superuser */
  PGconn *server;               /* as the role of the server */
} Fixture;

static PGresult *
run (PGconn     *connection,
     const char *format,
     ...) G_GNUC_PRINTF (2, 3);

static PGresult *
run (PGconn     *connection,
     const char *format,
     ...)
{
  g_autofree char *statement = NULL;
  g_autoptr (GError) error = NULL;
  PGresult *result;
  va_list words;

  va_start (words, format);
  statement = g_strdup_vprintf (format, words);
  va_end (words);
  result = pp_postgres_run (connection, statement, &error);
  g_assert_no_error (error);
  return result;
}

#define do_run(...) PQclear (run (__VA_ARGS__))

static int
count (PGconn     *connection,
       const char *format,
       ...)
{
  g_autofree char *statement = NULL;
  g_autoptr (PGresult) result = NULL;
  va_list words;

  va_start (words, format);
  statement = g_strdup_vprintf (format, words);
  va_end (words);
  result = run (connection, "%s", statement);
  return atoi (PQgetvalue (result, 0, 0));
}

/* The state by which PostgreSQL refuses a statement; nothing if it does not. */
static char *
refuse (PGconn     *connection,
        const char *statement)
{
  g_autoptr (PGresult) result = PQexec (connection, statement);

  return g_strdup (PQresultErrorField (result, PG_DIAG_SQLSTATE));
}

static void
assert_refused (PGconn     *connection,
                const char *statement,
                const char *state)
{
  g_autofree char *got = refuse (connection, statement);

  g_test_message ("%s", statement);
  g_assert_cmpstr (got, ==, state);
  do_run (connection, "rollback");
}

/* Begins a transaction as a member of an organisation with a clearance. */
static void
begin_as (PGconn     *connection,
          const char *organisation,
          const char *member,
          int         roles,
          int         tlp,
          const char *caveats)
{
  do_run (connection, "begin");
  do_run (connection,
          "select set_config ('app.organisation', '%s', true), set_config ('app.member', '%s', true),"
          " set_config ('app.roles', '%d', true), set_config ('app.tlp', '%d', true),"
          " set_config ('app.caveats', '%s', true)", organisation, member, roles, tlp, caveats);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_test_database_open (&self->base, NULL);
  self->owner = self->base.owner;
  self->server = pp_test_cluster_connect (self->base.name, "parapet_server");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  PQfinish (self->server);
  pp_test_database_close (&self->base);
}

static GPtrArray *
list_tables (Fixture *self)
{
  g_autoptr (PGresult) result =
    run (self->owner, "select relname from pg_class where relnamespace = 'parapet'::regnamespace and relkind = 'r'"
                      " order by 1");
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (tables, g_strdup (PQgetvalue (result, i, 0)));
  g_assert_cmpuint (tables->len, >=, 15);
  return tables;
}

static gboolean
is_of_model (Fixture    *self,
             const char *table)
{
  return g_str_equal (table, "model") ||
         count (self->owner, "select count (*) from pg_attribute where attrelid = 'parapet.%s'::regclass"
                             " and attname = 'model_id'", table) > 0;
}

/* --- the shape --- */

static void
test_forced (Fixture       *self,
             gconstpointer  data)
{
  g_assert_cmpint (count (self->owner,
    "select count (*) from pg_class c where relnamespace = 'parapet'::regnamespace and relkind in ('r', 'p')"
    " and not (relrowsecurity and relforcerowsecurity"
    "          and exists (select from pg_policy p where p.polrelid = c.oid))"), ==, 0);
}

/* What belongs to a model is seen by one rule, which no other one can widen, whatever is done; and of each other
 * table somebody has said that it does not. */
static void
test_one_rule (Fixture       *self,
               gconstpointer  data)
{
  static const char * const others[] = { "audit", "audit_end", "label", "member", "organisation", NULL };
  g_autoptr (GPtrArray) tables = list_tables (self);
  guint n_of_model = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = g_ptr_array_index (tables, i);

      g_test_message ("%s", table);
      if (!is_of_model (self, table))
        {
          g_assert_true (g_strv_contains (others, table));
          continue;
        }
      n_of_model++;
      g_assert_cmpint (count (self->owner,
        "select count (*) from pg_policy where polrelid = 'parapet.%s'::regclass and not polpermissive and polcmd = '*'"
        " and polroles = '{0}' and regexp_replace (pg_get_expr (polqual, polrelid), '\\s+', ' ', 'g') = '((organisation_id ="
        " ( SELECT parapet.current_organisation() AS current_organisation)) AND (label_id = ANY (ARRAY( SELECT l.id"
        " FROM parapet.label l))))' and polwithcheck is null", table), ==, 1);
    }
  g_assert_cmpuint (n_of_model, ==, MODEL_TABLES);
}

static void
test_role (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) good = NULL, strong = NULL, member = NULL, old = NULL;

  g_assert_true (pp_migrations_check_server (self->server, &good));
  g_assert_no_error (good);
  g_assert_false (pp_migrations_check_server (self->owner, &strong));
  g_assert_error (strong, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_ROLE);

  do_run (self->owner, "create table parapet.extra (); alter table parapet.extra owner to parapet_server");
  g_assert_false (pp_migrations_check_server (self->server, &member));
  g_assert_error (member, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_ROLE);
  do_run (self->owner, "drop table parapet.extra");

  do_run (self->owner, "delete from public.parapet_migration where name = (select max (name) from"
                       " public.parapet_migration)");
  g_assert_false (pp_migrations_check_server (self->server, &old));
  g_assert_error (old, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_SCHEMA);
}

static void
test_again (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GError) again = NULL, foreign = NULL;
  guint n_applied = 7;

  g_assert_true (pp_migrations_apply (self->owner, &n_applied, &again));
  g_assert_no_error (again);
  g_assert_cmpuint (n_applied, ==, 0);
  do_run (self->owner, "insert into public.parapet_migration values ('9999-later.sql', 'x')");
  g_assert_false (pp_migrations_apply (self->owner, NULL, &foreign));
  g_assert_error (foreign, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_SCHEMA);
}

static void
test_no_way_around (Fixture       *self,
                    gconstpointer  data)
{
  g_assert_cmpint (count (self->owner, "select count (*) from pg_proc where pronamespace = 'parapet'::regnamespace"
                                       " and prosecdef"), ==, 0);
  g_assert_cmpint (count (self->owner, "select count (*) from pg_class where relnamespace = 'parapet'::regnamespace"
                                       " and relkind in ('v', 'm')"), ==, 0);
  assert_refused (self->server, "create table parapet.mine ()", "42501");
  assert_refused (self->server, "create temporary table mine ()", "42501");
  assert_refused (self->server, "create schema mine", "42501");
  assert_refused (self->server, "truncate parapet.model", "42501");
  assert_refused (self->server, "set role postgres", "42501");
  assert_refused (self->server, "alter table parapet.model disable row level security", "42501");
}

/* --- who sees what --- */

static void
test_no_context (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) tables = list_tables (self);

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < tables->len; i++)
        g_assert_cmpint (count (self->server, "select count (*) from parapet.%s",
                                (char *) g_ptr_array_index (tables, i)), ==, 0);
      /* R04: after a transaction the settings are empty texts. */
      begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
      g_assert_cmpint (count (self->server, "select count (*) from parapet.model"), ==, 3);
      do_run (self->server, "commit");
    }
}

/* R06: what is seen, for each table and each clearance. */
static void
test_seen (Fixture       *self,
           gconstpointer  data)
{
  static const struct {
    const char *organisation;
    const char *member;
    int         tlp;
    const char *caveats;
    int         n_models;
  } cases[] = {
    { ORGANISATION_1, PERSON_1, 0, "{}", 1 },
    { ORGANISATION_1, PERSON_1, 3, "{}", 1 },
    { ORGANISATION_1, PERSON_1, 2, "{ORCON}", 1 },
    { ORGANISATION_1, PERSON_1, 3, "{ORCON}", 2 },
    { ORGANISATION_1, PERSON_1, 5, "{}", 2 },
    { ORGANISATION_1, PERSON_1, 5, "{OTHER,ORCON}", 3 },
    { ORGANISATION_1, ORGANISATION_2, 5, "{ORCON}", 2 },        /* not named */
    { ORGANISATION_2, PERSON_1, 5, "{ORCON}", 2 },
    { PERSON_1, PERSON_1, 5, "{ORCON}", 0 },                    /* no such organisation */
  };
  g_autoptr (GPtrArray) tables = list_tables (self);
  guint n_of_model = 0;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < tables->len; i++)
      {
        const char *table = g_ptr_array_index (tables, i);

        if (!is_of_model (self, table) && !g_str_equal (table, "audit"))
          continue;
        n_of_model++;
        begin_as (self->server, cases[c].organisation, cases[c].member, ALL_ROLES, cases[c].tlp,
                  cases[c].caveats);
        g_test_message ("%s, case %u", table, c);
        g_assert_cmpint (count (self->server, "select count (*) from parapet.%s", table), ==, cases[c].n_models);
        g_assert_cmpint (count (self->server, "select count (*) from parapet.%s where organisation_id <> '%s'", table,
                                cases[c].organisation), ==, 0);
        do_run (self->server, "rollback");
      }
  g_assert_cmpuint (n_of_model, ==, G_N_ELEMENTS (cases) * (MODEL_TABLES + 1));
}

/* What reads nothing is asked for no policy of reading. */
static void
assert_blind (Fixture    *self,
              const char *format,
              const char *table)
{
  g_autofree char *statement = g_strdup_printf (format, table);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = NULL;

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 3, "{}");
  do_run (self->server, "set constraints all deferred");
  result = pp_postgres_run (self->server, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (PQcmdTuples (result), ==, "1");
  do_run (self->server, "rollback");
}

/* R06: what is changed and removed is never more than what is seen. */
static void
test_written (Fixture       *self,
              gconstpointer  data)
{
  static const char * const tables[] = { "node", "edge", "layout", "threat", "control", "model" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 3, "{}");
      g_assert_cmpint (count (self->server, "with w as (update parapet.%s set document = '{\"a\":1}' returning 1)"
                                            " select count (*) from w", tables[i]), ==, 1);
      do_run (self->server, "rollback");
      assert_blind (self, "update parapet.%s set document = '{}'", tables[i]);
      assert_blind (self, "delete from parapet.%s", tables[i]);
      begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 3, "{}");
      do_run (self->server, "set constraints all deferred");
      g_assert_cmpint (count (self->server, "with w as (delete from parapet.%s returning 1)"
                                            " select count (*) from w", tables[i]), ==, 1);
      do_run (self->server, "rollback");
      /* A viewer changes nothing. */
      begin_as (self->server, ORGANISATION_1, PERSON_1, 1, 5, "{ORCON}");
      g_assert_cmpint (count (self->server, "with w as (update parapet.%s set document = '{}' returning 1)"
                                            " select count (*) from w", tables[i]), ==, 0);
      do_run (self->server, "rollback");
    }
}

static void
assert_insert_refused (Fixture    *self,
                       const char *values,
                       const char *state)
{
  g_autofree char *statement =
    g_strdup_printf ("insert into parapet.node (organisation_id, model_id, id, label_id, kind) values (%s)", values);

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 0, "{}");
  assert_refused (self->server, statement, state);
}

static void
test_added (Fixture       *self,
            gconstpointer  data)
{
  assert_insert_refused (self, "'" ORGANISATION_2 "', '" MODEL (2, 1) "', gen_random_uuid (), '" LABEL (2, 1) "', 'x'",
                         "42501");
  assert_insert_refused (self, "'" ORGANISATION_1 "', '" MODEL (1, 2) "', gen_random_uuid (), '" LABEL (1, 2) "', 'x'",
                         "42501");
  /* With a label that is seen, but is not the model's. */
  assert_insert_refused (self, "'" ORGANISATION_1 "', '" MODEL (1, 2) "', gen_random_uuid (), '" LABEL (1, 1) "', 'x'",
                         "23503");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 1, 0, "{}");
  assert_refused (self->server, "insert into parapet.node (organisation_id, model_id, id, label_id, kind) values ('"
                  ORGANISATION_1 "', '" MODEL (1, 1) "', gen_random_uuid (), '" LABEL (1, 1) "', 'x')", "42501");
}

/* R08: keys stay within a model, whatever foreign key checks may see. */
static void
test_keys (Fixture       *self,
           gconstpointer  data)
{
  static const char edge[] =
    "insert into parapet.edge (organisation_id, model_id, id, label_id, kind, source_id, target_id) values ('"
    ORGANISATION_1 "', '" MODEL (1, 1) "', gen_random_uuid (), '" LABEL (1, 1) "', 'x', '" MODEL (1, 1) "', '%s')";
  static const char * const targets[] = { MODEL (1, 2), MODEL (2, 1) };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *statement = g_strdup_printf (edge, targets[i]);

      begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
      do_run (self->server, "%s", statement);
      assert_refused (self->server, "set constraints all immediate", "23503");
    }
}

/* R05: two organisations take turns on one connection, also after errors: never a row of the other. */
static void
test_turns (Fixture       *self,
            gconstpointer  data)
{
  guint n_turns = g_test_thorough () ? 10000 : 500;

  for (guint i = 0; i < n_turns; i++)
    {
      gboolean first = i % 2 == 0;

      begin_as (self->server, first ? ORGANISATION_1 : ORGANISATION_2, PERSON_1, 1, 0, "{}");
      if (i % 5 == 0)
        {
          assert_refused (self->server, "select 1 / 0", "22012");
          g_assert_cmpint (count (self->server, "select count (*) from parapet.model"), ==, 0);
          continue;
        }
      g_assert_cmpint (count (self->server, "select count (*) from parapet.model where id = '%s'",
                              first ? MODEL (1, 1) : MODEL (2, 1)), ==, 1);
      g_assert_cmpint (count (self->server, "select count (*) from parapet.model"), ==, 1);
      do_run (self->server, "%s", i % 3 == 0 ? "rollback" : "commit");
    }
}

/* --- markings --- */

/* A05, R07: raising is open to whoever edits; lowering needs the role, a reason, and is noted. */
static void
test_lowering (Fixture       *self,
               gconstpointer  data)
{
  static const char lower[] =
    "update parapet.model set label_id = '" LABEL (1, 1) "' where id = '" MODEL (1, 2) "'";

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES & ~8, 5, "{ORCON}");
  assert_refused (self->server, lower, "42501");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 8, 5, "{ORCON}");
  assert_refused (self->server, lower, "23514");

  begin_as (self->server, ORGANISATION_1, PERSON_1, 8, 5, "{ORCON}");
  do_run (self->server, "select set_config ('app.reason', 'It is known by now.', true)");
  do_run (self->server, "%s", lower);
  do_run (self->server, "commit");
  g_assert_cmpint (count (self->owner, "select count (*) from parapet.audit where action = 'lower-marking'"
                                       " and reason = 'It is known by now.' and object_id = '" MODEL (1, 2) "'"), ==, 1);
  /* Every row of the model has followed. */
  g_assert_cmpint (count (self->owner, "select count (*) from parapet.node where model_id = '" MODEL (1, 2) "'"
                                       " and label_id = '" LABEL (1, 1) "'"), ==, 1);
}

static void
test_raising (Fixture       *self,
              gconstpointer  data)
{
  do_run (self->owner, "insert into parapet.label values ('" ORGANISATION_1 "', '" LABEL (1, 9) "', 4, 0, 0,"
                       " '{NOFORN,ORCON}', '{}')");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 4, 5, "{ORCON}");
  assert_refused (self->server, "update parapet.model set label_id = '" LABEL (1, 9) "' where id = '" MODEL (1, 2) "'",
                  "42501");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 4, 5, "{ORCON,NOFORN}");
  do_run (self->server, "update parapet.model set label_id = '" LABEL (1, 9) "' where id = '" MODEL (1, 2) "'");
  do_run (self->server, "commit");
  g_assert_cmpint (count (self->owner, "select count (*) from parapet.threat where label_id = '" LABEL (1, 9) "'"),
                   ==, 1);
  /* Now it is out of sight for who is not cleared for the new caveat. */
  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
  g_assert_cmpint (count (self->server, "select count (*) from parapet.model where id = '" MODEL (1, 2) "'"), ==, 0);
  do_run (self->server, "rollback");
}

/* A08: what was written under a higher marking stays under it when the model is marked lower, and what was written
 * under a lower one goes up with the model. */
static void
test_history_keeps_marking (Fixture       *self,
                            gconstpointer  data)
{
  static const char add[] =
    "insert into parapet.revision (organisation_id, model_id, number, label_id, member_id, request_id, changes)"
    " values ('" ORGANISATION_1 "', '" MODEL (1, 2) "', 2, '" LABEL (1, 1) "', '" PERSON_1 "', gen_random_uuid (), '[]')";
  static const char seen[] = "select coalesce (string_agg (number::text, ',' order by number), '')::text"
                             " from parapet.revision where model_id = '" MODEL (1, 2) "'";
  static const char * const tables[] = { "revision", "snapshot" };

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
  do_run (self->server, "select set_config ('app.reason', 'It is known by now.', true)");
  do_run (self->server, "update parapet.model set label_id = '" LABEL (1, 1) "' where id = '" MODEL (1, 2) "'");
  do_run (self->server, "%s", add);
  do_run (self->server, "commit");

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 0, "{}");
  g_assert_cmpint (count (self->server, "%s", seen), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_assert_cmpint (count (self->server, "select count (*) from parapet.%s where model_id = '" MODEL (1, 2) "'"
                            " and number = 1", tables[i]), ==, 0);
  do_run (self->server, "rollback");

  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
  g_assert_cmpint (count (self->server, "select count (*) from parapet.revision where model_id = '" MODEL (1, 2) "'"), ==, 2);
  do_run (self->server, "update parapet.model set label_id = '" LABEL (1, 2) "' where id = '" MODEL (1, 2) "'");
  do_run (self->server, "commit");
  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 0, "{}");
  g_assert_cmpint (count (self->server, "select count (*) from parapet.revision where model_id = '" MODEL (1, 2) "'"), ==, 0);
  do_run (self->server, "rollback");
}

/* A14: the database itself refuses an approval of one's own changes, and one in the name of somebody else. */
static void
test_four_eyes (Fixture       *self,
                gconstpointer  data)
{
  static const char review[] =
    "insert into parapet.review (organisation_id, model_id, label_id, reviewer_id, revision, state)"
    " values ('" ORGANISATION_1 "', '" MODEL (1, 1) "', '" LABEL (1, 1) "', '%s', 1, '%s')";
  static const char other[] = "00000000-0000-4000-a000-000000000009";
  g_autofree char *own = g_strdup_printf (review, PERSON_1, "approved");
  g_autofree char *foreign = g_strdup_printf (review, other, "approved");
  g_autofree char *asked = g_strdup_printf (review, other, "requested");

  do_run (self->owner, "insert into parapet.member (organisation_id, id, issuer, subject) values ('" ORGANISATION_1 "',"
                       " '%s', 'issuer', 'other')", other);
  begin_as (self->server, ORGANISATION_1, PERSON_1, 2, 0, "{}");
  assert_refused (self->server, own, "23514");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 2, 0, "{}");
  assert_refused (self->server, foreign, "42501");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 2, 0, "{}");
  assert_refused (self->server, "update parapet.review set state = 'approved' where model_id = '" MODEL (1, 1) "'", "23514");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 2, 0, "{}");
  do_run (self->server, "%s", asked);
  do_run (self->server, "commit");
  begin_as (self->server, ORGANISATION_1, other, 2, 0, "{}");
  do_run (self->server, "%s", foreign);
  do_run (self->server, "commit");
}

/* L02: rows of audit stay as they are, and a row that was changed by whoever could is found. */
static void
test_audit (Fixture       *self,
            gconstpointer  data)
{
  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
  assert_refused (self->server, "update parapet.audit set reason = 'x'", "42501");
  begin_as (self->server, ORGANISATION_1, PERSON_1, ALL_ROLES, 5, "{ORCON}");
  assert_refused (self->server, "delete from parapet.audit", "42501");
  /* L03: they are no secret from classifiers and admins only. */
  begin_as (self->server, ORGANISATION_1, PERSON_1, 4, 5, "{ORCON}");
  g_assert_cmpint (count (self->server, "select count (*) from parapet.audit"), ==, 0);
  do_run (self->server, "rollback");

  g_assert_cmpint (count (self->owner, "select count (*) from parapet.find_broken_audit ('" ORGANISATION_1 "')"),
                   ==, 0);
  do_run (self->owner, "update parapet.audit set action = 'x' where organisation_id = '" ORGANISATION_1 "'"
                       " and sequence = 2");
  g_assert_cmpint (count (self->owner, "select min (f) from parapet.find_broken_audit ('" ORGANISATION_1 "') f"),
                   ==, 2);
  do_run (self->owner, "delete from parapet.audit where organisation_id = '" ORGANISATION_2 "' and sequence = 1");
  g_assert_cmpint (count (self->owner, "select count (*) from parapet.find_broken_audit ('" ORGANISATION_2 "')"),
                   >, 0);
}

/* L06: with an organisation goes all that it made; what was done is still told, and still holds together. */
static void
test_organisation_goes (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) tables = list_tables (self);

  do_run (self->owner, "update parapet.model set updated_by = '" PERSON_1 "' where organisation_id = '" ORGANISATION_1 "'");
  do_run (self->owner, "delete from parapet.organisation where id = '" ORGANISATION_1 "'");
  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      int n_rows = count (self->owner, "select count (*) from parapet.%s where %s = '" ORGANISATION_1 "'", table,
                          g_str_equal (table, "organisation") ? "id" : "organisation_id");

      g_test_message ("%s", table);
      g_assert_cmpint (n_rows, ==, g_str_equal (table, "audit") ? 3 : g_str_equal (table, "audit_end") ? 1 : 0);
    }
  g_assert_cmpint (count (self->owner, "select count (*) from parapet.find_broken_audit ('" ORGANISATION_1 "')"), ==, 0);
}

/* Nodes are found by their properties through the index. */
static void
test_property_index (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr (PGresult) plan = NULL;
  gboolean found = FALSE;

  do_run (self->owner, "insert into parapet.node (organisation_id, model_id, id, label_id, kind, properties)"
                       " select '" ORGANISATION_1 "', '" MODEL (1, 1) "', gen_random_uuid (), '" LABEL (1, 1) "', 'host',"
                       " jsonb_build_object ('zone', i) from generate_series (1, 20000) i; analyze parapet.node");
  begin_as (self->server, ORGANISATION_1, PERSON_1, 1, 0, "{}");
  g_assert_cmpint (count (self->server, "select count (*) from parapet.node"
                                        " where properties operator (parapet.@>) '{\"zone\": 77}'"), ==, 1);
  plan = run (self->server, "explain select id from parapet.node"
                            " where properties operator (parapet.@>) '{\"zone\": 77}'");
  for (int i = 0; i < PQntuples (plan); i++)
    found |= strstr (PQgetvalue (plan, i, 0), "node_by_property") != NULL;
  g_assert_true (found);
  do_run (self->server, "rollback");
}

#define ADD(path, function) g_test_add ("/schema/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("R01-forced", test_forced);
  ADD ("R01-one-rule", test_one_rule);
  ADD ("R02-R19-role", test_role);
  ADD ("migrations-again", test_again);
  ADD ("R10-no-way-around", test_no_way_around);
  ADD ("R03-R04-no-context", test_no_context);
  ADD ("R06-seen", test_seen);
  ADD ("R06-written", test_written);
  ADD ("R06-R07-added", test_added);
  ADD ("R08-keys", test_keys);
  ADD ("R05-turns", test_turns);
  ADD ("A05-R07-lowering", test_lowering);
  ADD ("A05-raising", test_raising);
  ADD ("A08-history-keeps-marking", test_history_keeps_marking);
  ADD ("A14-four-eyes", test_four_eyes);
  ADD ("L02-L03-audit", test_audit);
  ADD ("L06-organisation-goes", test_organisation_goes);
  ADD ("property-index", test_property_index);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
