/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-framing.h"
#include "pp-raw-client.h"
#include "pp-toy-api.h"
#include "pp-test.h"

/* TLS and HTTP/2 as curl speaks them. */

typedef struct {
  PpToyApi api;
  char *folder;
  char *certificate;
  char *key;
  char *url;
} Fixture;

/* What a program says, while the server serves it; its exit status goes to @status. */
static char *
run (const char * const *words,
     int                *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_subprocess_communicate_utf8_finish (process, result, &text, NULL, &error));
  *status = g_subprocess_get_exit_status (process);

  return text;
}

#define CURL(self) "curl", "--silent", "--include", "--max-time", "60", "--cacert", (self)->certificate

static gboolean
is_possible (void)
{
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  if (curl == NULL || openssl == NULL)
    g_test_skip ("curl and openssl are needed");

  return curl != NULL && openssl != NULL;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  int status;

  if (!is_possible ())
    return;
  self->folder = g_dir_make_tmp ("pp-tls-XXXXXX", NULL);
  self->certificate = g_build_filename (self->folder, "certificate.pem", NULL);
  self->key = g_build_filename (self->folder, "key.pem", NULL);
  {
    const char *make[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                           "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                           self->key, "-out", self->certificate, NULL };
    g_autofree char *text = run (make, &status);

    g_assert_cmpint (status, ==, 0);
  }
  pp_toy_api_start_with (&self->api, &(PpHttpSettings) {
    .certificate_path = self->certificate,
    .key_path = self->key,
    .deadline_seconds = GPOINTER_TO_UINT (data),
  });
  self->url = g_strdup_printf ("https://127.0.0.1:%u/graphql?query={greeting}",
                               pp_http_server_get_port (self->api.server));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  const char *clear[] = { "rm", "-rf", self->folder, NULL };
  g_autofree char *text = NULL;
  int status;

  if (self->folder == NULL)
    return;
  pp_toy_api_stop (&self->api);
  text = run (clear, &status);
  g_free (self->url);
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->folder);
}

static void
test_versions (Fixture       *self,
               gconstpointer  data)
{
  static const struct {
    const char *option;
    const char *answer;
  } cases[] = {
    { "--http1.1", "HTTP/1.1 200 " },
    { "--http2", "HTTP/2 200 " },
  };

  if (self->folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *get[] = { CURL (self), "--globoff", cases[i].option, self->url, NULL };
      const char *post[] = { CURL (self), "--globoff", cases[i].option, "-H", "content-type: application/json", "-d",
                             "{\"query\":\"mutation{count}\"}", self->url, NULL };
      int status;
      g_autofree char *got = run (get, &status);
      g_autofree char *posted = run (post, &status);

      g_assert_true (g_str_has_prefix (got, cases[i].answer));
      g_assert_true (g_str_has_suffix (got, "{\"data\":{\"greeting\":\"Hello, you\"}}"));
      pp_assert_contains (got, "strict-transport-security: max-age=31536000");
      pp_assert_lacks (got, "server:");
      g_assert_true (g_str_has_prefix (posted, cases[i].answer));
      pp_assert_contains (posted, "\"count\":");
    }
  g_assert_cmpint (self->api.count, ==, 2);
}

/* Many requests at once over one connection of HTTP/2, and a long answer. */
static void
test_streams (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *several = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *answers = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *text = pp_toy_api_make_long (3000000);
  g_autofree char *body = g_strdup_printf ("\r\n\r\n{\"data\":{\"long\":\"%s\"}}", text);
  guint n = 0;
  int status;

  if (self->folder == NULL)
    return;
  /* curl counts through the brackets; the braces are not for it. */
  several = g_strdup_printf ("https://127.0.0.1:%u/graphql?query=%%7Bgreeting(name:%%22[1-40]%%22)%%7D",
                             pp_http_server_get_port (self->api.server));
  longer = g_strdup_printf ("https://127.0.0.1:%u/graphql?query=%%7Blong(bytes:3000000)%%7D",
                            pp_http_server_get_port (self->api.server));
  answers = run ((const char *[]) { CURL (self), "--http2", "--parallel", "--parallel-max", "20", several, NULL }, &status);
  g_assert_cmpint (status, ==, 0);
  for (const char *p = answers; (p = strstr (p, "\"Hello, ")) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, 40);

  answer = run ((const char *[]) { CURL (self), "--http2", longer, NULL }, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_suffix (answer, body));

  g_free (g_steal_pointer (&answer));
  answer = run ((const char *[]) { CURL (self), "--http1.1", longer, NULL }, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_suffix (answer, body));
}

static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  static const struct {
    const char *words[4];
    const char *answer;
  } cases[] = {
    { { "--http2", "-X", "PUT", NULL }, "HTTP/2 405 " },
    { { "--http2", "-H", "accept: text/html", NULL }, "HTTP/2 406 " },
    { { "--http1.1", "-H", "content-length: +1", NULL }, "HTTP/1.1 400 " },
    { { "--http1.1", "--tls-max", "1.1", NULL }, "" },
    { { "--http1.1", "--tls-max", "1.2", NULL }, "HTTP/1.1 200 " },
  };

  if (self->folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
      const char *usual[] = { CURL (self), "--globoff", self->url, NULL };
      g_auto (GStrv) all = NULL;
      g_autofree char *answer = NULL;
      int status;

      g_strv_builder_addv (words, usual);
      g_strv_builder_addv (words, (const char **) cases[i].words);
      all = g_strv_builder_end (words);
      answer = run ((const char * const *) all, &status);
      g_test_message ("%u: %.20s", i, answer);
      g_assert_true (g_str_has_prefix (answer, cases[i].answer));
      g_assert_true (*cases[i].answer != '\0' || strstr (answer, " 200 ") == NULL);
    }
}

static guint
get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10) : 0;
}

/* H01: what is open to doubt is refused over TLS as well, whole and in records of a few bytes. Who still sends records
 * to a connection that has ended may lose the answer; what is no request from its first word on, libwebsockets refuses. */
static void
test_framing (Fixture       *self,
              gconstpointer  data)
{
  if (self->folder == NULL)
    return;
  for (guint i = 0; i < pp_n_framings; i++)
    {
      const PpFraming *one = &pp_framings[i];
      gsize length = one->length > 0 ? one->length : strlen (one->text);

      for (guint pieces = 0; pieces < 2; pieces++)
        {
          PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .text = one->text, .length = length,
                                 .piece = pieces * 7, .is_tls = TRUE };

          pp_raw_client_run (&client);
          g_test_message ("%u: %u %s", i, one->status, client.answer->str);
          if (pieces == 0)
            g_assert_cmpuint (get_status (client.answer->str), ==, one->status);
          g_assert_null (strstr (client.answer->str, " 200 "));
          g_string_free (client.answer, TRUE);
        }
    }
  g_assert_cmpuint (self->api.n_requests, ==, 0);
}

static gboolean
is_answered (const GString *answer)
{
  return strstr (answer->str, "\"greeting\":") != NULL;
}

/* What is right is taken in records of any size. */
static void
test_pieces (Fixture       *self,
             gconstpointer  data)
{
  static const char text[] = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 24"
                             "\r\n\r\n{\"query\":\"{ greeting }\"}";

  if (self->folder == NULL)
    return;
  for (gsize piece = 1; piece < sizeof text; piece += 17)
    {
      PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .text = text, .length = strlen (text),
                             .piece = piece, .pause_us = 1000, .is_enough = is_answered, .is_tls = TRUE };

      pp_raw_client_run (&client);
      g_assert_cmpuint (get_status (client.answer->str), ==, 200);
      g_string_free (client.answer, TRUE);
    }
}

/* A long header, and a long body, of several records each. */
static void
test_long_request (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *letters = g_strnfill (9000, 'x');
  g_autofree char *filler = g_strnfill (50000, ' ');
  g_autofree char *text =
    g_strdup_printf ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Trace: %s\r\n"
                     "Content-Length: 50024\r\n\r\n{\"query\":\"{ greeting }\"%s}", letters, filler);

  if (self->folder == NULL)
    return;
  for (gsize piece = 5000; piece < 60000; piece += 11000)
    {
      PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .text = text, .length = strlen (text),
                             .piece = piece, .is_enough = is_answered, .is_tls = TRUE };

      pp_raw_client_run (&client);
      g_assert_cmpuint (get_status (client.answer->str), ==, 200);
      g_string_free (client.answer, TRUE);
    }
}

/* H07: requests that do not wait for answers are answered in their order, as many as were looked at. */
static void
test_pipelined (Fixture       *self,
                gconstpointer  data)
{
  static const gsize pieces[] = { 0, 77, 1000 };

  if (self->folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .piece = pieces[i], .is_tls = TRUE };
      guint n = 0;

      for (guint j = 0; j < 50; j++)
        g_string_append_printf (text, "GET /?query={greeting(name:\"<%u>\")} HTTP/1.1\r\nHost: localhost\r\n%s\r\n", j,
                                j == 49 ? "Connection: close\r\n" : "");
      client.text = text->str;
      client.length = text->len;
      pp_raw_client_run (&client);
      for (const char *p = client.answer->str; (p = strstr (p, "Hello, <")) != NULL; n++)
        {
          p += strlen ("Hello, <");
          g_assert_cmpuint (g_ascii_strtoull (p, NULL, 10), ==, n);
        }
      g_test_message ("in pieces of %zu: %u answers", pieces[i], n);
      g_assert_cmpuint (n, <=, 50);
      g_string_free (client.answer, TRUE);
    }
}

/* H01, H07: behind a POST nothing is read that nobody has looked at, in the same record or in the next one. */
static void
test_behind_post (Fixture       *self,
                  gconstpointer  data)
{
  static const char post[] = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                             "Content-Length: 28\r\n\r\n{\"query\":\"mutation{count}\"}";
  static const char * const rests[] = { post, "GET / HTTP/1.1\r\nHost: localhost\nX: ", "X: a\r\n" };

  if (self->folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autofree char *text = g_strconcat (post, rests[i], post, NULL);
      const gsize pieces[] = { 0, strlen (post), strlen (post) - 5, strlen (post) + strlen (rests[i]) };

      for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
        {
          PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .text = text, .length = strlen (text),
                                 .piece = pieces[j], .is_tls = TRUE };
          int before = self->api.count;

          pp_raw_client_run (&client);
          g_test_message ("%u %u: %d", i, j, self->api.count - before);
          /* A whole request in a record of its own is one that may be answered. */
          g_assert_cmpint (self->api.count - before, <=, i == 0 && j == 1 ? 3 : 1);
          g_string_free (client.answer, TRUE);
        }
    }
}

static const char next[] = "GET /graphql?query={greeting} HTTP/1.1\r\nHost: localhost\r\n\r\n";

/* H02: half a header, half a body, and a few bytes now and then, each a record. */
static void
test_slow (Fixture       *self,
           gconstpointer  data)
{
#define START "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
  static const struct {
    const char *text;
    gsize piece;
  } cases[] = {
    { "", 0 },
    { "POST / HTTP/1.1\r\nHo", 0 },
    { START "\r\n{\"que", 0 },
    { START "Accept: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 4 },
    { START "\r\n{\"query\": \"{ greeting greeting greeting greeting greeting greeting greeting greeting greeting", 4 },
  };

  if (self->folder == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpRawClient client = { .port = pp_http_server_get_port (self->api.server), .text = cases[i].text,
                             .length = strlen (cases[i].text), .piece = cases[i].piece, .pause_us = 500000, .is_tls = TRUE };

      pp_raw_client_run (&client);
      g_test_message ("%u: closed after %.1f s", i, client.duration_us / 1e6);
      g_assert_cmpfloat (client.duration_us / 1e6, <, PP_TEST_PATIENCE_SECONDS / 2);
      g_assert_cmpstr (client.answer->str, ==, "");
      g_string_free (client.answer, TRUE);
    }
  g_assert_cmpuint (self->api.n_requests, ==, 0);
#undef START
}

/* One connection serves one request after the other. */
static void
test_kept_alive (Fixture       *self,
                 gconstpointer  data)
{
  PpRawClient client = { .text = next, .length = strlen (next), .is_enough = is_answered, .repeats = 50,
                         .is_tls = TRUE };

  if (self->folder == NULL)
    return;
  client.port = pp_http_server_get_port (self->api.server);
  pp_raw_client_run (&client);
  g_test_message ("%u are left", client.repeats);
  g_assert_cmpuint (client.repeats, ==, 0);
  g_assert_cmpuint (self->api.n_requests, ==, 51);
  g_string_free (client.answer, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/tls/versions", Fixture, NULL, set_up, test_versions, tear_down);
  g_test_add ("/server/tls/streams", Fixture, NULL, set_up, test_streams, tear_down);
  g_test_add ("/server/tls/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/server/tls/H01-framing", Fixture, NULL, set_up, test_framing, tear_down);
  g_test_add ("/server/tls/pieces", Fixture, NULL, set_up, test_pieces, tear_down);
  g_test_add ("/server/tls/long-request", Fixture, NULL, set_up, test_long_request, tear_down);
  g_test_add ("/server/tls/H07-pipelined", Fixture, NULL, set_up, test_pipelined, tear_down);
  g_test_add ("/server/tls/H01-H07-behind-post", Fixture, NULL, set_up, test_behind_post, tear_down);
  g_test_add ("/server/tls/H02-slow", Fixture, GUINT_TO_POINTER (2), set_up, test_slow, tear_down);
  g_test_add ("/server/tls/kept-alive", Fixture, NULL, set_up, test_kept_alive, tear_down);

  return g_test_run ();
}
