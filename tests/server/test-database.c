/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>

#include "pp-row.h"
#include "pp-test-database.h"
#include "pp-test.h"

#define ORGANISATION_1 "00000000-0000-4000-8000-000000000001"
#define ORGANISATION_2 "00000000-0000-4000-8000-000000000002"

static const PpStatement say = { "say", "select $1::text" };
static const PpStatement set = { "set", "select set_config ($1, $2, true)" };
static const PpStatement get = { "get", "select current_setting ($1, true)" };
static const PpStatement sleep_long = { "sleep", "select pg_sleep (60)" };
static const PpStatement list_models = { "list-models", "select organisation_id from parapet.model" };

typedef PpTestDatabase Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_test_database_open (self, data);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_test_database_close (self);
}

static PpBatch *
new_batch (const PpStatement *statement,
           const char        *text)
{
  PpBatch *batch = pp_batch_new ();

  pp_batch_add (batch, statement);
  if (text != NULL)
    pp_batch_bind_text (batch, text);

  return batch;
}

/* Answers that are counted, by what came of them. */
typedef struct {
  guint n_done;
  guint n_good;
  GError *error;
} Tally;

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Tally *tally = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);

  tally->n_done++;
  if (results != NULL)
    tally->n_good++;
  else if (tally->error == NULL)
    tally->error = g_steal_pointer (&error);
}

static void
assert_works (Fixture *self)
{
  g_autoptr (PpBatch) batch = new_batch (&say, "x");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_test_database_run (self, batch, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pp_row_get_text (g_ptr_array_index (results, 0), 0, 0), ==, "x");
}

static gboolean
is_there (Fixture *self)
{
  g_autoptr (PpBatch) batch = new_batch (&say, "x");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_test_database_run (self, batch, &error);

  if (results == NULL)
    g_assert_error (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE);

  return results != NULL;
}

/* --- values --- */

static void
test_values (Fixture       *self,
             gconstpointer  data)
{
  static const PpStatement statement = {
    "values", "select $1::integer, $2::bigint, $3::text, $4::text, $5::boolean, $6::text[], $7::jsonb, $8::uuid,"
              " $9::timestamptz, $10::smallint, null::uuid, array[]::text[], '1999-12-31 23:59:59.5Z'::timestamptz" };
  static const char * const items[] = { "a", "b, \"c\"", "\\{}", "", "NULL", "'; drop table x --" };
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = NULL;
  g_auto (GStrv) none = NULL;
  char uuid[PP_UUID_BYTES], time[PP_TIME_BYTES];
  PGresult *row;

  pp_batch_add (batch, &statement);
  pp_batch_bind_integer (batch, -5);
  pp_batch_bind_integer (batch, G_MAXINT64);
  pp_batch_bind_text (batch, "$1 ' \\ ; \xca\xbc");
  pp_batch_bind_text (batch, NULL);
  pp_batch_bind_boolean (batch, TRUE);
  pp_batch_bind_array (batch, items, G_N_ELEMENTS (items));
  pp_batch_bind_text (batch, "{\"b\": [1e400, 10000000000000000000000001]}");
  pp_batch_bind_text (batch, ORGANISATION_1);
  pp_batch_bind_text (batch, "2026-02-03T04:05:06.000789+01:00");
  pp_batch_bind_integer (batch, -2);
  results = pp_test_database_run (self, batch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  row = g_ptr_array_index (results, 0);

  g_assert_cmpint (pp_row_get_integer (row, 0, 0), ==, -5);
  g_assert_cmpint (pp_row_get_integer (row, 0, 1), ==, G_MAXINT64);
  g_assert_cmpstr (pp_row_get_text (row, 0, 2), ==, "$1 ' \\ ; \xca\xbc");
  g_assert_null (pp_row_get_text (row, 0, 3));
  g_assert_true (pp_row_get_boolean (row, 0, 4));
  texts = pp_row_dup_texts (row, 0, 5);
  g_assert_cmpuint (g_strv_length (texts), ==, G_N_ELEMENTS (items));
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_assert_cmpstr (texts[i], ==, items[i]);
  g_assert_true (g_str_has_suffix (pp_row_get_json (row, 0, 6), ", 10000000000000000000000001]}"));
  g_assert_true (pp_row_get_uuid (row, 0, 7, uuid));
  g_assert_cmpstr (uuid, ==, ORGANISATION_1);
  g_assert_true (pp_row_get_time (row, 0, 8, time));
  g_assert_cmpstr (time, ==, "2026-02-03T03:05:06.000789Z");
  g_assert_cmpint (pp_row_get_integer (row, 0, 9), ==, -2);
  g_assert_false (pp_row_get_uuid (row, 0, 10, uuid));
  none = pp_row_dup_texts (row, 0, 11);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (pp_row_get_time (row, 0, 12, time));
  g_assert_cmpstr (time, ==, "1999-12-31T23:59:59.500000Z");
}

/* Times are as PostgreSQL itself writes them; what has no four digits for its year is none. */
static void
test_times (Fixture       *self,
            gconstpointer  data)
{
  static const PpStatement times = {
    "times", "select t, to_char (t at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
             " from unnest ($1::timestamptz[]) with ordinality u (t, place) order by place" };
  static const char * const texts[] = {
    "0001-01-01T00:00:00Z", "0004-02-29T23:59:59.999999Z", "1582-10-15T12:00:00Z", "1899-12-31T23:59:59.999999Z",
    "1900-02-28T24:00:00Z", "1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999999Z", "2000-01-01T00:00:00Z",
    "2000-02-29T00:00:00.000001Z", "2024-02-29T10:11:12.131415Z", "2100-03-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
    "infinity", "-infinity", "10000-01-01T00:00:00Z", "0001-12-31T23:59:59Z BC",
  };
  enum { N_GOOD = G_N_ELEMENTS (texts) - 4 };
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const PGresult *rows;

  pp_batch_add (batch, &times);
  pp_batch_bind_array (batch, texts, G_N_ELEMENTS (texts));
  results = pp_test_database_run (self, batch, &error);
  g_assert_no_error (error);
  rows = g_ptr_array_index (results, 0);
  g_assert_cmpint (PQntuples (rows), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char time[PP_TIME_BYTES];

      g_assert_cmpint (pp_row_get_time (rows, i, 0, time), ==, i < N_GOOD);
      if (i < N_GOOD)
        g_assert_cmpstr (time, ==, pp_row_get_text (rows, i, 1));
    }
}

/* One day of each month of all years, and all days of four hundred of them. */
static void
test_days (Fixture       *self,
           gconstpointer  data)
{
  static const PpStatement days = {
    "days", "select t, to_char (t at time zone 'UTC', 'YYYY-MM-DD\"T00:00:00.000000Z\"') from"
            " (select generate_series ('0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z', interval '31 days')"
            "  union all select generate_series ('1896-01-01T00:00:00Z', '2296-01-01T00:00:00Z', interval '1 day')) s (t)" };
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const PGresult *rows;

  pp_batch_add (batch, &days);
  results = pp_test_database_run (self, batch, &error);
  g_assert_no_error (error);
  rows = g_ptr_array_index (results, 0);
  g_assert_cmpint (PQntuples (rows), >, 250000);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      char time[PP_TIME_BYTES];

      g_assert_true (pp_row_get_time (rows, i, 0, time));
      g_assert_cmpstr (time, ==, pp_row_get_text (rows, i, 1));
    }
}

/* --- batches --- */

/* What is set for a batch holds in all of it and is gone after it. */
static void
test_context (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (PpBatch) after = new_batch (&get, "app.organisation");
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  pp_batch_add (batch, &set);
  pp_batch_bind_text (batch, "app.organisation");
  pp_batch_bind_text (batch, ORGANISATION_1);
  pp_batch_add (batch, &get);
  pp_batch_bind_text (batch, "app.organisation");
  results = pp_test_database_run (self, batch, NULL);
  g_assert_cmpstr (pp_row_get_text (g_ptr_array_index (results, 1), 0, 0), ==, ORGANISATION_1);
  gone = pp_test_database_run (self, after, NULL);
  g_assert_cmpstr (pp_row_get_text (g_ptr_array_index (gone, 0), 0, 0), ==, "");
}

static void
test_error (Fixture       *self,
            gconstpointer  data)
{
  static const struct {
    PpStatement statement;
    PpDatabaseError code;
  } cases[] = {
    { { "bad-value", "select $1::uuid" }, PP_DATABASE_ERROR_INVALID },
    { { "bad-syntax", "selec $1" }, PP_DATABASE_ERROR_FAILED },
    { { "no-right", "select $1::text, rolpassword from pg_authid" },
      PP_DATABASE_ERROR_REFUSED },
    { { "no-writing", "update parapet.model set title = $1" }, PP_DATABASE_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpBatch) batch = new_batch (&say, "before");
      g_autoptr (GError) error = NULL;

      pp_batch_add (batch, &cases[i].statement);
      pp_batch_bind_text (batch, "x");
      pp_batch_add (batch, &get);
      pp_batch_bind_text (batch, "app.organisation");
      g_assert_null (pp_test_database_run (self, batch, &error));
      g_assert_error (error, PP_DATABASE_ERROR, (int) cases[i].code);
      assert_works (self);
    }
}

/* R21: the role says how long anything may take, and where names are looked for; and the connection how it reads. */
static void
test_settings (Fixture       *self,
               gconstpointer  data)
{
  static const struct {
    const char *name;
    const char *value;
  } settings[] = {
    { "statement_timeout", "5s" },
    { "lock_timeout", "3s" },
    { "idle_in_transaction_session_timeout", "10s" },
    { "search_path", "\"\"" },
    { "transaction_isolation", "repeatable read" },
    { "transaction_read_only", "on" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (PpBatch) batch = new_batch (&get, settings[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = pp_test_database_run (self, batch, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pp_row_get_text (g_ptr_array_index (results, 0), 0, 0), ==, settings[i].value);
    }
}

/* R21: statements end by themselves. */
static void
test_timeout (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PpBatch) batch = new_batch (&sleep_long, NULL);
  g_autoptr (GError) error = NULL;

  pp_test_database_do (self, "alter role parapet_server set statement_timeout = '1s'");
  g_assert_null (pp_test_database_run (self, batch, &error));
  pp_test_database_do (self, "alter role parapet_server set statement_timeout = '5s'");
  g_assert_error (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_TIMEOUT);
}

static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  PpDatabaseStatistics statistics;
  Tally tally = { 0 };

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (PpBatch) batch = new_batch (&say, "x");

      pp_database_run_async (self->database, batch, NULL, count_cb, &tally);
    }
  pp_wait_until (tally.n_done == 200);
  g_assert_cmpuint (tally.n_good, ==, 200);
  pp_database_get_statistics (self->database, &statistics);
  g_assert_cmpuint (statistics.n_open, <=, 3);
  g_assert_cmpuint (statistics.n_idle, ==, statistics.n_open);
  g_assert_cmpuint (statistics.n_waiting, ==, 0);
  g_assert_cmpuint (statistics.n_batches, ==, 200);
  g_assert_cmpuint (statistics.n_lost, ==, 0);
}

/* Who comes when too many wait, or waits too long, is told so. */
static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PpBatch) slow = new_batch (&sleep_long, NULL);
  g_autoptr (PpBatch) quick = new_batch (&say, "x");
  Tally slow_ones = { 0 }, quick_ones = { 0 }, refused = { 0 };
  PpDatabaseStatistics statistics;

  assert_works (self);
  pp_database_run_async (self->database, slow, cancellable, count_cb, &slow_ones);
  for (guint i = 0; i < 4; i++)
    pp_database_run_async (self->database, quick, NULL, count_cb, &quick_ones);
  pp_database_run_async (self->database, quick, NULL, count_cb, &refused);
  pp_wait_until (refused.n_done == 1);
  g_assert_error (refused.error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_BUSY);
  g_assert_cmpuint (quick_ones.n_done, ==, 0);
  pp_wait_until (quick_ones.n_done == 4);
  g_assert_error (quick_ones.error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_BUSY);
  g_assert_cmpuint (quick_ones.n_good, ==, 0);

  g_cancellable_cancel (cancellable);
  pp_wait_until (slow_ones.n_done == 1);
  assert_works (self);
  pp_database_get_statistics (self->database, &statistics);
  g_assert_cmpuint (statistics.n_refused, ==, 5);
  g_clear_error (&slow_ones.error);
  g_clear_error (&quick_ones.error);
  g_clear_error (&refused.error);
}

/* G25: a statement that nobody waits for any more ends in the database too, and its connection is used again. */
static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PpBatch) slow = new_batch (&sleep_long, NULL);
  g_autoptr (PpBatch) quick = new_batch (&say, "x");
  g_autofree char *n_asleep = NULL;
  PpDatabaseStatistics statistics;
  Tally running = { 0 }, waiting = { 0 };

  assert_works (self);
  pp_database_run_async (self->database, slow, cancellable, count_cb, &running);
  pp_database_run_async (self->database, quick, cancellable, count_cb, &waiting);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  pp_wait_until (running.n_done == 1);
  pp_wait_until (waiting.n_done == 1);
  g_assert_error (running.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_asleep = pp_test_database_ask (self, "select count (*) from pg_stat_activity where wait_event = 'PgSleep'");
  g_assert_cmpstr (n_asleep, ==, "0");
  for (guint i = 0; i < 20; i++)
    assert_works (self);
  pp_database_get_statistics (self->database, &statistics);
  g_assert_cmpuint (statistics.n_lost, ==, 0);
  g_assert_cmpuint (statistics.n_open, ==, 1);
  g_clear_error (&running.error);
  g_clear_error (&waiting.error);
}

static void
test_cancelled_before (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PpBatch) slow = new_batch (&sleep_long, NULL);
  Tally tally = { 0 };

  assert_works (self);
  g_cancellable_cancel (cancellable);
  pp_database_run_async (self->database, slow, cancellable, count_cb, &tally);
  pp_wait_until (tally.n_done == 1);
  g_assert_error (tally.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&tally.error);
}

/* R05: two organisations take turns on one connection, with errors between; nobody sees a row of the other. */
typedef struct {
  guint n_done;
  guint n_rows;
} Turns;

static void
check_turn (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Turns *turns = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);

  turns->n_done++;
  if (results == NULL)
    {
      g_assert_error (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_INVALID);
    }
  else if (results->len == 1)
    {
      g_assert_cmpint (PQntuples (g_ptr_array_index (results, 0)), ==, 0);
    }
  else
    {
      PGresult *said = g_ptr_array_index (results, 1), *models = g_ptr_array_index (results, 2);

      g_assert_cmpint (PQntuples (models), ==, 1);
      for (int i = 0; i < PQntuples (models); i++)
        {
          char organisation[PP_UUID_BYTES];

          pp_row_get_uuid (models, i, 0, organisation);
          g_assert_cmpstr (organisation, ==, pp_row_get_text (said, 0, 0));
          turns->n_rows++;
        }
    }
}

static void
test_turns (Fixture       *self,
            gconstpointer  data)
{
  static const PpStatement fail = { "fail", "select $1::uuid" };
  Turns turns = { 0 };
  guint n_sent = 0;

  for (guint i = 0; i < 10000; i++)
    {
      const char *organisation = i % 2 == 0 ? ORGANISATION_1 : ORGANISATION_2;
      g_autoptr (PpBatch) batch = pp_batch_new ();

      if (i % 5 != 4)
        {
          pp_batch_add (batch, &set);
          pp_batch_bind_text (batch, "app.organisation");
          pp_batch_bind_text (batch, organisation);
          pp_batch_add (batch, &say);
          pp_batch_bind_text (batch, organisation);
        }
      if (i % 7 == 6)
        {
          pp_batch_add (batch, &fail);
          pp_batch_bind_text (batch, "no uuid");
        }
      pp_batch_add (batch, &list_models);
      pp_database_run_async (self->database, batch, NULL, check_turn, &turns);
      n_sent++;
      if (n_sent - turns.n_done >= 4)
        pp_wait_until (turns.n_done >= n_sent - 2);
    }
  pp_wait_until (turns.n_done == n_sent);
  g_assert_cmpuint (turns.n_rows, >, 6000);
}

/* --- bad days --- */

/* Connections that the database ends are replaced; who reads does not notice. */
static void
test_terminated (Fixture       *self,
                 gconstpointer  data)
{
  for (guint i = 0; i < 5; i++)
    {
      assert_works (self);
      pp_test_database_do (self, "select pg_terminate_backend (pid) from pg_stat_activity where usename = 'parapet_server'");
      assert_works (self);
    }
}

/* O04: gone, everybody is refused at once; back, all goes on. */
static void
test_away (Fixture       *self,
           gconstpointer  data)
{
  assert_works (self);
  pp_test_database_do (self, "alter role parapet_server nologin");
  pp_test_database_do (self, "select pg_terminate_backend (pid) from pg_stat_activity where usename = 'parapet_server'");
  pp_wait_until (!is_there (self));
  g_assert_false (pp_database_is_available (self->database));

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (PpBatch) batch = new_batch (&say, "x");
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_test_database_run (self, batch, &error));
      g_assert_error (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE);
    }
  pp_test_database_do (self, "alter role parapet_server login");
  pp_wait_until (is_there (self));
  g_assert_true (pp_database_is_available (self->database));
}

/* O04: a database that is silent is given up. */
static void
test_silent (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *pid = NULL;
  g_autoptr (PpBatch) batch = new_batch (&say, "x");
  Tally tally = { 0 };

  assert_works (self);
  pid = pp_test_database_ask (self, "select pid from pg_stat_activity where usename = 'parapet_server'");
  g_assert_cmpint (kill (atoi (pid), SIGSTOP), ==, 0);
  pp_database_run_async (self->database, batch, NULL, count_cb, &tally);
  pp_wait_until (tally.n_done == 1);
  kill (atoi (pid), SIGCONT);
  g_assert_cmpuint (tally.n_good, ==, 1);
  assert_works (self);
}

/* --- transactions --- */

typedef struct {
  guint n_begun;
  guint n_steps;
  const char *first, *second;
  gint64 revision;              /* that the first one has then, where it is known */
  gboolean fails;
} Writing;

static const PpStatement lock_model = {
  "lock-model", "update parapet.model set revision = revision + 1 where id = $1::uuid returning revision" };
static const PpStatement become = {
  "become", "select set_config ('app.organisation', '" ORGANISATION_1 "', true), set_config ('app.roles', '4', true),"
            " set_config ('app.tlp', '5', true), set_config ('app.caveats', '{ORCON}', true)" };

static void
second_step (PpTransaction *transaction,
             GPtrArray     *results,
             gpointer       data)
{
  Writing *writing = data;
  g_autoptr (PpBatch) batch = pp_batch_new ();

  writing->n_steps++;
  if (writing->fails)
    {
      pp_transaction_fail (transaction, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_EXISTS, "no"));
      return;
    }
  if (writing->revision != 0)
    g_assert_cmpint (pp_row_get_integer (g_ptr_array_index (results, results->len - 1), 0, 0), ==, writing->revision);
  if (writing->second == NULL)
    {
      pp_transaction_commit (transaction, NULL, NULL);
      return;
    }
  pp_batch_add (batch, &lock_model);
  pp_batch_bind_text (batch, writing->second);
  pp_transaction_commit (transaction, batch, NULL);
}

static void
first_step (PpTransaction *transaction,
            gpointer       data)
{
  Writing *writing = data;
  g_autoptr (PpBatch) batch = pp_batch_new ();

  writing->n_begun++;
  pp_batch_add (batch, &become);
  pp_batch_add (batch, &lock_model);
  pp_batch_bind_text (batch, writing->first);
  pp_transaction_run (transaction, batch, second_step);
}

#define MODEL_1 "00000000-0000-4000-b000-000000000011"
#define MODEL_2 "00000000-0000-4000-b000-000000000012"

static char *
ask_revision (Fixture    *self,
              const char *model)
{
  g_autofree char *statement = g_strdup_printf ("select revision from parapet.model where id = '%s'", model);

  return pp_test_database_ask (self, statement);
}

static void
assert_revisions (Fixture    *self,
                  const char *first,
                  const char *second)
{
  g_autofree char *one = ask_revision (self, MODEL_1);
  g_autofree char *two = ask_revision (self, MODEL_2);

  g_assert_cmpstr (one, ==, first);
  g_assert_cmpstr (two, ==, second);
}

static void
test_commit (Fixture       *self,
             gconstpointer  data)
{
  Writing writing = { .first = MODEL_1, .second = MODEL_2, .revision = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_test_database_write (self, first_step, &writing, &error));
  g_assert_no_error (error);
  assert_revisions (self, "2", "2");
  g_assert_cmpuint (writing.n_steps, ==, 1);
  assert_works (self);
}

static void
test_roll_back (Fixture       *self,
                gconstpointer  data)
{
  Writing fails = { .first = MODEL_1, .fails = TRUE };
  Writing broken = { .first = MODEL_1, .second = "no uuid", .revision = 2 };
  g_autoptr (GError) own = NULL, refused = NULL;

  g_assert_false (pp_test_database_write (self, first_step, &fails, &own));
  g_assert_error (own, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_false (pp_test_database_write (self, first_step, &broken, &refused));
  g_assert_error (refused, PP_DATABASE_ERROR, PP_DATABASE_ERROR_INVALID);
  assert_revisions (self, "1", "1");
  g_assert_cmpuint (fails.n_begun, ==, 1);
  g_assert_cmpuint (broken.n_begun, ==, 1);
  assert_works (self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Tally *tally = user_data;
  g_autoptr (GError) error = NULL;

  tally->n_done++;
  if (pp_database_write_finish (PP_DATABASE (source), result, &error))
    tally->n_good++;
  else
    tally->error = g_steal_pointer (&error);
}

/* R20: what fails because of others is done again. Each has one of two rows and wants the other one. */
static void
test_deadlock (Fixture       *self,
               gconstpointer  data)
{
  guint n_begun = 0;

  pp_test_database_do (self, "alter role parapet_server set deadlock_timeout = '10ms'");
  for (guint i = 0; i < 10; i++)
    {
      Writing one = { .first = MODEL_1, .second = MODEL_2 }, two = { .first = MODEL_2, .second = MODEL_1 };
      Tally tally = { 0 };

      pp_database_write_async (self->database, first_step, &one, NULL, written_cb, &tally);
      pp_database_write_async (self->database, first_step, &two, NULL, written_cb, &tally);
      pp_wait_until (tally.n_done == 2);
      g_assert_no_error (tally.error);
      g_assert_cmpuint (tally.n_good, ==, 2);
      n_begun += one.n_begun + two.n_begun;
    }
  assert_revisions (self, "21", "21");
  g_test_message ("%u attempts for 20 transactions", n_begun);
}

/* R20: but not for ever. */
static void
contended (PpTransaction *transaction,
           gpointer       data)
{
  static const PpStatement statement = {
    "contended", "do $$ begin raise exception 'again' using errcode = 'serialization_failure'; end $$" };
  g_autoptr (PpBatch) batch = new_batch (&statement, NULL);
  guint *n_begun = data;

  ++*n_begun;
  pp_transaction_commit (transaction, batch, NULL);
}

static void
test_contention (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint n_begun = 0;

  g_assert_false (pp_test_database_write (self, contended, &n_begun, &error));
  g_assert_error (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_CONTENTION);
  g_assert_cmpuint (n_begun, ==, 4);
  assert_works (self);
}

/* A transaction whose connection is ended before it commits begins anew. */
static void
terminate_self (PpTransaction *transaction,
                gpointer       data)
{
  Writing *writing = data;

  if (writing->n_begun == 0)
    {
      static const PpStatement statement = { "terminate", "select pg_terminate_backend (pg_backend_pid ())" };
      g_autoptr (PpBatch) batch = new_batch (&statement, NULL);

      writing->n_begun++;
      pp_transaction_run (transaction, batch, second_step);
    }
  else
    {
      first_step (transaction, data);
    }
}

static void
test_transaction_lost (Fixture       *self,
                       gconstpointer  data)
{
  Writing writing = { .first = MODEL_1, .revision = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_test_database_write (self, terminate_self, &writing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (writing.n_begun, ==, 2);
  assert_revisions (self, "2", "1");
}

static void
sleep_in (PpTransaction *transaction,
          gpointer       data)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  pp_batch_add (batch, &become);
  pp_batch_add (batch, &lock_model);
  pp_batch_bind_text (batch, MODEL_1);
  pp_batch_add (batch, &sleep_long);
  pp_transaction_run (transaction, batch, second_step);
}

static void
test_transaction_cancelled (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Tally tally = { 0 };

  assert_works (self);
  pp_database_write_async (self->database, sleep_in, NULL, cancellable, written_cb, &tally);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  pp_wait_until (tally.n_done == 1);
  g_assert_error (tally.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_revisions (self, "1", "1");
  assert_works (self);
  g_clear_error (&tally.error);
}

#define ADD(path, settings, function) \
  g_test_add ("/database/" path, Fixture, settings, set_up, function, tear_down)

static void
add_tests (void)
{
  static const PpDatabaseSettings one = { .max_connections = 1, .max_waiting = 4, .max_wait_seconds = 1 };
  static const PpDatabaseSettings three = { .max_connections = 3 };
  static const PpDatabaseSettings impatient = { .max_run_seconds = 2 };

  ADD ("values", NULL, test_values);
  ADD ("times", NULL, test_times);
  ADD ("days", NULL, test_days);
  ADD ("R04-context", &one, test_context);
  ADD ("R05-turns", &one, test_turns);
  ADD ("error", &one, test_error);
  ADD ("R21-settings", &one, test_settings);
  ADD ("R21-timeout", &one, test_timeout);
  ADD ("many", &three, test_many);
  ADD ("busy", &one, test_busy);
  ADD ("G25-cancel", &one, test_cancel);
  ADD ("cancelled-before", &one, test_cancelled_before);
  ADD ("O04-terminated", &three, test_terminated);
  ADD ("O04-away", NULL, test_away);
  ADD ("O04-silent", &impatient, test_silent);
  ADD ("transaction/commit", NULL, test_commit);
  ADD ("transaction/roll-back", &one, test_roll_back);
  ADD ("transaction/R20-deadlock", &three, test_deadlock);
  ADD ("transaction/R20-contention", &one, test_contention);
  ADD ("transaction/lost", NULL, test_transaction_lost);
  ADD ("transaction/cancelled", &one, test_transaction_cancelled);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
