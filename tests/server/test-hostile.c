/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "pp-program-world.h"
#include "pp-test.h"

/* Documents that want too much, and what the program says to them. The numbers are those of the catalogue of security
 * cases. */

#define N_LEVELS 20

/* A document: @n parts with their number in the place of %, between a beginning and an end. */
typedef struct {
  const char *path;
  const char *start;
  const char *part;
  guint n;
  const char *end;
  const char *expected;         /* in the answer */
} Case;

static const Case cases[] = {
  { "G01-depth", "{ models { nodes { comments { nodes {", " replies {", 9,
    " id } } } } } } } } } } } } } }", "nested more than" },
  { "G02-aliases", "{", " a%: viewer { name }", 1000, " }", "aliases" },
  { "G03-equal-fields", "{", " viewer { name }", 1000, " }", "too many fields" },
  { "G04-directives", "{ viewer {", " name @include(if: true)", 1000, " } }", "directives" },
  { "G04-unknown-directives", "{ viewer { name", " @a%", 1000, " } }", "directives" },
  { "G05-operations", "", " query Q% { viewer { name } }", 1000, "", "operations" },
  { "G07-own-cycle", "{ viewer { ...F } } fragment F on Member { name ...F }", "", 0, "", "itself" },
  { "G07-long-cycle", "{ viewer { ...A } } fragment A on Member { ...B } fragment B on Member { ...C }"
    " fragment C on Member { ...A }", "", 0, "", "itself" },
  { "G09-tokens", "{ viewer { ", "name ", 12000, "} }", "tokens" },
  { "G09-bytes", "{ viewer { name } } #", "xxxxxxxxxx", 12000, "", "bytes" },
  { "G09-selections", "", "{a", 10000, "", "nest" },
  { "G09-lists", "{ models(search: ", "[", 10000, "", "nest" },
  { "G09-objects", "{ models(search: ", "{a:", 10000, "", "nest" },
  { "G12-circular-introspection", "{ __schema { types {", " fields { type {", 8, " name", "\"errors\"" },
  { "G13-no-suggestions", "{ vieweR { name } }", "", 0, "", "Cannot query field" },
  { "G13-no-suggested-argument", "{ models(firsT: 1) { nodes { id } } }", "", 0, "", "Unknown argument" },
  { "G13-no-suggested-type", "{ viewer { ... on MembeR { name } } }", "", 0, "", "Unknown type" },
  { "G21-keys", "{ __proto: viewer { constructor: name } toString: viewer { hasOwnProperty: name } }", "", 0, "",
    "\"toString\":{\"hasOwnProperty\":\"" },
};

static char *
make_document (const Case *one)
{
  g_autoptr (GString) text = g_string_new (one->start);

  for (guint i = 0; i < one->n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_auto (GStrv) parts = g_strsplit (one->part, "%", -1);
      g_autofree char *part = g_strjoinv (number, parts);

      g_string_append (text, part);
    }
  g_string_append (text, one->end);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_alive (void)
{
  g_autofree char *answer =
    pp_program_ask (world.development->port, pp_program_world_get_token ("viewer"), "{ viewer { name } }");

  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *document = make_document (one);
  g_autofree char *answer =
    pp_program_ask (world.development->port, pp_program_world_get_token ("viewer"), document);

  g_test_message ("%.600s", answer);
  pp_assert_contains (answer, one->expected);
  pp_assert_lacks (answer, "Did you mean");
  pp_assert_lacks (answer, "INTERNAL");
  assert_alive ();
}

/* G06: fragments that each use the next one twice would be a million fields: that is found out, not tried. */
static void
test_fragments (void)
{
  g_autoptr (GString) text = g_string_new ("{ models { nodes { ...F0 } } }");
  g_autofree char *answer = NULL;

  for (guint i = 0; i < N_LEVELS; i++)
    g_string_append_printf (text, " fragment F%u on ThreatModel { a: nodes(first: 1) { nodes { id } } ...F%u ...F%u }", i,
                            i + 1, i + 1);
  g_string_append_printf (text, " fragment F%u on ThreatModel { id }", N_LEVELS);
  answer = pp_program_ask (world.development->port, pp_program_world_get_token ("viewer"), text->str);
  g_test_message ("%.600s", answer);
  pp_assert_contains (answer, "which is more than");
  assert_alive ();
}

/* G12, G14: who has no token is told neither the schema nor anything else. */
static void
test_anonymous (void)
{
  static const char * const documents[] = {
    "{ __typename }", "{ __schema { types { name } } }", "{ __type(name: \"Query\") { name } }", "{ nowhere }", "{",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *answer = pp_program_ask (world.development->port, NULL, documents[i]);

      g_test_message ("%s: %s", documents[i], answer);
      g_assert_cmpuint (pp_program_get_status (answer), ==, 401);
      pp_assert_lacks (answer, "Query");
      pp_assert_lacks (answer, "nowhere");
    }
}

static char *
post (const char *body)
{
  g_autofree char *text =
    g_strdup_printf ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                     "Authorization: Bearer %s\r\nContent-Length: %zu\r\n\r\n%s", pp_program_world_get_token ("viewer"),
                     strlen (body), body);

  return pp_program_talk (world.development->port, text, -1);
}

/* G16, G18, G19, G20: what stands beside the document is what it is to be. */
static void
test_parameters (void)
{
#define TWO "\"query\":\"query A { viewer { name } } query B { __typename }\""
#define FIRST "\"query\":\"query ($n: Int) { models(first: $n) { nodes { id } } }\""
#define ORDER "\"query\":\"query ($o: ModelOrder) { models(order: $o) { nodes { id } } }\""
#define SEARCH "\"query\":\"query ($s: String) { models(search: $s) { nodes { id } } }\""
  static const struct {
    const char *body;
    gboolean is_good;
  } bodies[] = {
    { "{" TWO "}", FALSE },
    { "{" TWO ",\"operationName\":\"B\"}", TRUE },
    { "{" TWO ",\"operationName\":\"C\"}", FALSE },
    { "{" TWO ",\"operationName\":\"\"}", FALSE },
    { "{" TWO ",\"operationName\":7}", FALSE },
    { "{" TWO ",\"operationName\":\"B\",\"variables\":[]}", FALSE },
    { "{" TWO ",\"operationName\":\"B\",\"variables\":\"{}\"}", FALSE },
    { "{" TWO ",\"operationName\":\"B\",\"extensions\":[]}", FALSE },
    { "{" TWO ",\"operationName\":\"B\",\"extensions\":{\"persistedQuery\":{\"version\":1}}}", TRUE },
    { "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"00\"}}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":2}}", TRUE },
    { "{" FIRST ",\"variables\":{\"n\":2147483648}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":1.5}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":1e400}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":NaN}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":\"2\"}}", FALSE },
    { "{" FIRST ",\"variables\":{\"n\":true}}", FALSE },
    { "{" ORDER ",\"variables\":{\"o\":\"TITLE_ASC\"}}", TRUE },
    { "{" ORDER ",\"variables\":{\"o\":\"HOST\"}}", FALSE },
    { "{" ORDER ",\"variables\":{\"o\":0}}", FALSE },
    { "{" SEARCH ",\"variables\":{\"s\":\"\\u02bc'; --\"}}", TRUE },
    { "{" SEARCH ",\"variables\":{\"s\":\"a\\u0000b\"}}", FALSE },
    { "{" SEARCH ",\"variables\":{\"s\":\"\\ud800\"}}", FALSE },
    { "{" SEARCH ",\"variables\":{\"s\":{\"a\":1}}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *answer = post (bodies[i].body);
      guint status = pp_program_get_status (answer);

      g_test_message ("%s: %s", bodies[i].body, answer);
      g_assert_true (status == 200 || status == 400);
      g_assert_cmpint (strstr (answer, "\"errors\"") == NULL, ==, bodies[i].is_good);
      pp_assert_lacks (answer, "INTERNAL");
    }
}

/* H03: a thousand connections that say nothing, or half of something, keep nobody else from an answer. */
static void
test_crowd (void)
{
  enum { N = 1000 };
  static const char * const halves[] = {
    "", "POST /graphql HTTP/1.1\r\nHo",
    "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"que",
  };
  struct rlimit files;
  PpProgram *program = NULL;
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &files), ==, 0);
  if (files.rlim_max < 2 * N)
    {
      g_test_skip ("there may not be so many connections");
      return;
    }
  files.rlim_cur = 2 * N;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &files), ==, 0);
  program = pp_program_world_start_beside ("crowd.conf", "server", "max-connections-per-address", "0");
  for (guint i = 0; i < N; i++)
    {
      const char *half = halves[i % G_N_ELEMENTS (halves)];
      g_autoptr (GError) error = NULL;
      GSocketConnection *connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", program->port, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (crowd, connection);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), half, strlen (half), NULL, NULL,
                                 &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 20; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autofree char *answer =
        pp_program_ask (program->port, pp_program_world_get_token ("viewer"), "{ viewer { name } }");

      g_test_message ("%.1f ms", (g_get_monotonic_time () - start) / 1e3);
      g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
    }
  g_ptr_array_set_size (crowd, 0);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/hostile/G06-fragments", test_fragments);
  g_test_add_func ("/hostile/H03-crowd", test_crowd);
  g_test_add_func ("/hostile/G12-G14-anonymous", test_anonymous);
  g_test_add_func ("/hostile/G16-G18-G19-G20-parameters", test_parameters);
}

int
main (int   argc,
      char *argv[])
{
  return pp_program_world_run (argc, argv, add_tests);
}
