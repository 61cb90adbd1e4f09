/* SPDX-License-Identifier: GPL-3.0-or-later */

/* G06: what it takes to find out that a document wants too much: the time of the processor and the memory that the server
 * needs from the text to the refusal, with its schema, and without a database. */

#include <sys/resource.h>
#include <time.h>

#include "pp-api.h"
#include "pp-graphql-request.h"
#include "pp-test.h"

#define N_LEVELS 20
#define MAX_MS 50
#define MAX_KIB (10 * 1024)

/* What looks at each access to memory takes longer, and keeps what was freed: that is not what serves. */
#ifdef __SANITIZE_ADDRESS__
#define IS_MEASURED FALSE
#else
#define IS_MEASURED TRUE
#endif

typedef struct {
  PpDatabase *database;
  PpApi *api;
  PpGraphqlHttp graphql;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const PpDatabaseSettings nowhere = { .address = "host=/nowhere" };
  g_autoptr (GError) error = NULL;

  self->database = pp_database_new (&nowhere);
  self->api = pp_api_new (self->database, &error);
  g_assert_no_error (error);
  self->graphql = (PpGraphqlHttp) { .schema = pp_api_get_schema (self->api) };
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_api_free (self->api);
  g_assert_finalize_object (self->database);
}

/* Fragments on twenty levels, each of which uses two of the next level: 2^20 times what the last ones hold. */
static char *
make_document (guint n_fragments)
{
  g_autoptr (GString) text = g_string_new ("{ models { nodes {");
  guint n_wide = n_fragments / N_LEVELS;

  for (guint j = 0; j < n_wide; j++)
    g_string_append_printf (text, " ...F0x%u", j);
  g_string_append (text, " } } }");
  for (guint i = 0; i + 1 < N_LEVELS; i++)
    for (guint j = 0; j < n_wide; j++)
      g_string_append_printf (text, " fragment F%ux%u on ThreatModel { ...F%ux%u ...F%ux%u }", i, j, i + 1, j, i + 1,
                              (j + 1) % n_wide);
  for (guint j = 0; j < n_wide; j++)
    g_string_append_printf (text, " fragment F%ux%u on ThreatModel { f%u: id }", N_LEVELS - 1, j, j);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) */
static char *
answer (Fixture    *self,
        const char *document)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GqlResponse) response = NULL;
  g_autoptr (GqlRequest) request = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GBytes *json;

  json_object_set_string_member (parameters, "query", document);
  request = pp_graphql_request_new (&self->graphql, parameters, &response);
  if (request != NULL)
    {
      gql_execute_async (request, NULL, pp_test_keep_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      response = gql_execute_finish (result, NULL);
    }
  json = gql_response_get_json (response);

  return g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

static double
get_cpu_ms (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static long
get_peak_kib (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

typedef struct {
  const char *path;
  guint n_fragments;
  const char *reason;
} Case;

/* Too many; as many as there may be tokens for; few, but still a million fields. */
static const Case cases[] = {
  { "/cost/G06-thousand-fragments", 1000, "too many tokens" },
  { "/cost/G06-most-fragments", 960, "too many fields to compare" },
  { "/cost/G06-few-fragments", N_LEVELS, "which is more than" },
};

static void
test_case (Fixture       *self,
           gconstpointer  data)
{
  enum { N_TIMES = 30 };
  const Case *one = data;
  g_autofree char *document = make_document (one->n_fragments);
  double best_ms = G_MAXDOUBLE;
  long kib = get_peak_kib ();

  for (guint i = 0; i < N_TIMES; i++)
    {
      double start_ms = get_cpu_ms ();
      g_autofree char *text = answer (self, document);

      best_ms = MIN (best_ms, get_cpu_ms () - start_ms);
      pp_assert_contains (text, one->reason);
    }
  kib = get_peak_kib () - kib;
  g_test_message ("%.1f ms, %ld KiB", best_ms, kib);
  if (IS_MEASURED)
    {
      g_assert_cmpfloat (best_ms, <, MAX_MS);
      g_assert_cmpint (kib, <, MAX_KIB);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, &cases[i], set_up, test_case, tear_down);

  return g_test_run ();
}
