/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-framing.h"
#include "pp-media-type.h"
#include "pp-raw-client.h"
#include "pp-toy-api.h"

/* The numbers are those of the catalogue of security cases. */

/* Of the server, in tests of who is slow; all others have time. */
#define SHORT_DEADLINE_SECONDS 2

#define GET "GET /graphql?query={__typename} HTTP/1.1\r\n"
#define HOST "Host: localhost\r\n"
#define JSON "Content-Type: application/json\r\n"
#define BODY "{\"query\":\"{ greeting }\"}"

static PpToyApi api;

static void
run (PpRawClient *client)
{
  client->port = pp_http_server_get_port (api.server);
  pp_raw_client_run (client);
}

static char *
talk (const char *text,
      gsize       length)
{
  return pp_raw_client_talk (pp_http_server_get_port (api.server), text, length);
}

static GSocketConnection *
connect_with (const char *text)
{
  return pp_raw_client_connect (pp_http_server_get_port (api.server), text, strlen (text));
}

static char *
post_with (const char *headers,
           const char *body)
{
  g_autofree char *text = g_strdup_printf ("POST /graphql HTTP/1.1\r\n" HOST "Connection: close\r\n%sContent-Length: %"
                                           G_GSIZE_FORMAT "\r\n\r\n%s", headers, strlen (body), body);

  return talk (text, strlen (text));
}

static guint
get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? g_ascii_strtoull (answer + 9, NULL, 10) : 0;
}

static void
fixture_set_up (gpointer      fixture,
                gconstpointer user_data)
{
  pp_toy_api_start (&api, GPOINTER_TO_UINT (user_data));
}

static void
fixture_tear_down (gpointer      fixture,
                   gconstpointer user_data)
{
  pp_toy_api_stop (&api);
}

static void
test_post (gpointer      fixture,
           gconstpointer user_data)
{
  g_autofree char *answer = post_with (JSON, "{\"query\":\"query ($n: String) { greeting(name: $n) }\","
                                             "\"variables\":{\"n\":\"\\u00e9\"}}");

  g_assert_cmpuint (get_status (answer), ==, 200);
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n{\"data\":{\"greeting\":\"Hello, \xC3\xA9\"}}"));
}

static gboolean
is_answered (const GString *answer)
{
  return strstr (answer->str, "\"greeting\":") != NULL;
}

/* H01: what is open to doubt is refused before anybody else sees it, in one piece and byte by byte. */
static void
test_framing (gpointer      fixture,
              gconstpointer user_data)
{
  const PpFraming *cases = pp_framings;

  for (guint i = 0; i < pp_n_framings; i++)
    {
      gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].text);
      PpRawClient slow = { .text = cases[i].text, .length = length, .piece = 7 };
      g_autofree char *answer = talk (cases[i].text, length);

      g_test_message ("%u", i);
      g_assert_cmpuint (get_status (answer), ==, cases[i].status);
      if (cases[i].status == 405)
        pp_assert_contains (answer, "\r\nAllow: GET, POST\r\n");
      run (&slow);
      g_assert_cmpuint (get_status (slow.answer->str), ==, cases[i].status);
      g_string_free (slow.answer, TRUE);
    }
  g_assert_cmpuint (api.n_requests, ==, 0);
}

/* What is right is taken as well in pieces of any size, and so is what follows it on the same connection. */
static void
test_pieces (gpointer      fixture,
             gconstpointer user_data)
{
  static const char text[] = "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\n\r\n" BODY;

  for (gsize piece = 1; piece < sizeof text; piece += 17)
    {
      PpRawClient client = { .text = text, .length = strlen (text), .piece = piece, .pause_us = 1000,
                             .is_enough = is_answered };

      run (&client);
      g_assert_cmpuint (get_status (client.answer->str), ==, 200);
      g_string_free (client.answer, TRUE);
    }
}

/* H02: silence, half a header, half a body, and a byte now and then. */
static void
test_slow (gpointer      fixture,
           gconstpointer user_data)
{
  static const struct {
    const char *text;
    gsize piece;
  } cases[] = {
    { "", 0 },
    { "POST / HTTP/1.1\r\nHo", 0 },
    { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\n\r\n{\"que", 0 },
    { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10 },
    { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 1000\r\n\r\n{\"query\": \"{ greeting greeting greeting"
      " greeting greeting greeting greeting greeting greeting greeting greeting greeting greeting greeting", 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpRawClient client = { .text = cases[i].text, .length = strlen (cases[i].text), .piece = cases[i].piece,
                        .pause_us = 500000 };

      run (&client);
      g_test_message ("%u: closed after %.1f s", i, client.duration_us / 1e6);
      g_assert_cmpfloat (client.duration_us / 1e6, <, PP_TEST_PATIENCE_SECONDS / 2);
      g_assert_cmpstr (client.answer->str, ==, "");
      g_string_free (client.answer, TRUE);
    }
  g_assert_cmpuint (api.n_requests, ==, 0);
}

/* H02: nor may a second request take its time. */
static void
test_slow_again (gpointer      fixture,
                 gconstpointer user_data)
{
  static const char first[] = GET HOST "\r\n";
  g_autofree char *rest = g_strnfill (200, 'x');
  g_autofree char *text = g_strconcat (first, GET HOST "X: ", rest, NULL);
  PpRawClient client = { .text = text, .length = strlen (text), .piece = strlen (first), .pause_us = 1000000 };

  run (&client);
  g_assert_cmpuint (get_status (client.answer->str), ==, 200);
  g_assert_cmpuint (api.n_requests, ==, 1);
  g_assert_cmpfloat (client.duration_us / 1e6, <, PP_TEST_PATIENCE_SECONDS / 2);
  g_string_free (client.answer, TRUE);
}

/* H04, H05, H06 */
static void
test_large (gpointer      fixture,
            gconstpointer user_data)
{
  g_autofree char *filler = g_strnfill (200 * 1024, 'x');
  g_autofree char *body = post_with (JSON, filler);
  g_autofree char *header_text = g_strdup_printf (GET HOST "Accept: %.20000s\r\n\r\n", filler);
  g_autofree char *header = talk (header_text, strlen (header_text));
  g_autofree char *path_text = g_strdup_printf ("GET /%.9000s HTTP/1.1\r\n" HOST "\r\n", filler);
  g_autofree char *path = talk (path_text, strlen (path_text));
  g_autoptr (GString) fields = g_string_new (GET HOST);
  g_autofree char *many = NULL;

  for (guint i = 0; i < 101; i++)
    g_string_append_printf (fields, "X%u: 1\r\n", i);
  g_string_append (fields, "\r\n");
  many = talk (fields->str, fields->len);
  g_assert_cmpuint (get_status (body), ==, 413);
  g_assert_cmpuint (get_status (header), ==, 431);
  g_assert_cmpuint (get_status (path), ==, 414);
  g_assert_cmpuint (get_status (many), ==, 431);
  g_assert_cmpuint (api.n_requests, ==, 0);
}

/* H09, H10, H11, H13, G08, G22: one line each, with a part of what comes back. */
static void
test_refusals (gpointer      fixture,
               gconstpointer user_data)
{
  static const struct {
    const char *text;
    guint status;
    const char *part;
  } cases[] = {
    { "PUT / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 405, "allow: GET, POST" },
    { "DELETE / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 405, "allow: GET, POST" },
    { "GET /?query=mutation+%7Bcount%7D HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 405, "allow: POST" },
    { "GET /?query=subscription+%7Btick%7D HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 400, "WebSocket" },
    { "GET /?query=%7Bgreeting%7D&variables=%5B%5D HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 400, "errors" },
    { "GET /?query=%7Bgreeting%7D&query=%7Bnever%7D HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 400, "" },
    { "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 400, "errors" },
    { "HEAD /?query={__typename} HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 405, "allow: GET, POST" },
    { "OPTIONS / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 405, "allow: GET, POST" },
    { GET HOST "Connection: close\r\nAccept: text/html\r\n\r\n", 406, "errors" },
    { "POST / HTTP/1.1\r\n" HOST "Connection: close\r\nContent-Length: 24\r\n\r\n" BODY, 415, "errors" },
    { "POST / HTTP/1.1\r\n" HOST "Connection: close\r\nContent-Type: text/plain\r\nContent-Length: 24\r\n\r\n" BODY, 415,
      "errors" },
    { "POST / HTTP/1.1\r\n" HOST "Connection: close\r\nContent-Type: multipart/form-data\r\nContent-Length: 24\r\n\r\n"
      BODY, 415, "errors" },
    { "POST / HTTP/1.1\r\n" HOST "Connection: close\r\nContent-Type: application/json; charset=latin1\r\n"
      "Content-Length: 24\r\n\r\n" BODY, 415, "errors" },
    { "POST / HTTP/1.1\r\n" HOST JSON "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\n" BODY, 415,
      "errors" },
    { "POST / HTTP/1.1\r\n" HOST JSON "Connection: close\r\nContent-Length: 26\r\n\r\n[" BODY "]", 400, "errors" },
    { "POST / HTTP/1.1\r\n" HOST JSON "Connection: close\r\nContent-Length: 1\r\n\r\n{", 400, "errors" },
    { "POST / HTTP/1.1\r\n" HOST JSON "Connection: close\r\nContent-Length: 0\r\n\r\n", 400, "errors" },
    { GET HOST "Connection: close\r\nAccept: application/graphql-response+json\r\n\r\n", 200,
      "content-type: application/graphql-response+json; charset=utf-8" },
    { GET HOST "Connection: close\r\n\r\n", 200, "cache-control: no-store" },
    { GET HOST "Connection: close\r\n\r\n", 200, "x-content-type-options: nosniff" },
    { GET HOST "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = talk (cases[i].text, strlen (cases[i].text));
      g_autofree char *lower = g_ascii_strdown (answer, -1);
      g_autofree char *part = g_ascii_strdown (cases[i].part, -1);

      g_test_message ("%u: %.200s", i, answer);
      if (cases[i].status != 0)
        g_assert_cmpuint (get_status (answer), ==, cases[i].status);
      pp_assert_contains (lower, part);
      pp_assert_lacks (lower, "\r\nserver:");
    }
  g_assert_cmpint (api.count, ==, 0);
}

/* H10: an answer to HEAD has no body, or the next answer would begin somewhere in it. */
static void
test_head (gpointer      fixture,
           gconstpointer user_data)
{
  static const char text[] = "HEAD / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n";
  g_autofree char *answer = talk (text, strlen (text));

  g_assert_cmpuint (get_status (answer), ==, 405);
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n"));
}

/* H12: pages of other sites, those that are welcome and those that are not. */
static void
test_origins (gpointer      fixture,
              gconstpointer user_data)
{
  static const struct {
    const char *method;
    const char *origin;
    guint status;
    gboolean is_welcome;
  } cases[] = {
    { "OPTIONS", "https://friend.example", 204, TRUE },
    { "GET", "https://friend.example", 200, TRUE },
    { "OPTIONS", "https://foe.example", 405, FALSE },
    { "OPTIONS", "https://friend.example.foe.example", 405, FALSE },
    { "OPTIONS", "null", 405, FALSE },
    { "GET", "https://foe.example", 200, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("%s /graphql?query={__typename} HTTP/1.1\r\n" HOST "Connection: close\r\nOrigin: %s\r\n"
                         "Access-Control-Request-Method: POST\r\n\r\n", cases[i].method, cases[i].origin);
      g_autofree char *answer = talk (text, strlen (text));

      g_assert_cmpuint (get_status (answer), ==, cases[i].status);
      pp_assert_contains (answer, "\r\nvary: origin\r\n");
      g_assert_true ((strstr (answer, "\r\naccess-control-allow-origin: https://friend.example\r\n") != NULL) ==
                     cases[i].is_welcome);
      pp_assert_lacks (answer, "access-control-allow-credentials");
      g_assert_true ((strstr (answer, "access-control-allow-headers: authorization, content-type") != NULL) ==
                     (cases[i].status == 204));
    }
}

/* An answer of many pieces arrives whole. */
static void
test_long_answer (gpointer      fixture,
                  gconstpointer user_data)
{
  g_autofree char *answer = post_with (JSON, "{\"query\":\"{ long(bytes: 3000000) }\"}");
  g_autofree char *text = pp_toy_api_make_long (3000000);
  g_autofree char *body = g_strdup_printf ("\r\n\r\n{\"data\":{\"long\":\"%s\"}}", text);

  g_assert_cmpuint (get_status (answer), ==, 200);
  g_assert_true (g_str_has_suffix (answer, body));
}

/* H02, at the other end: who does not take the answer is let go. */
static void
test_unread_answer (gpointer      fixture,
                    gconstpointer user_data)
{
  static const char text[] = "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 37\r\n\r\n{\"query\":\"{ long(bytes: 90000000) }\"}";
  g_autoptr (GSocketConnection) connection = connect_with (text);
  g_autofree char *answer = g_malloc (90000000);
  gsize length = 0;

  pp_wait_until (api.n_requests == 1);
  pp_wait_until (pp_http_server_get_n_connections (api.server) == 0);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, 90000000, &length, NULL, NULL);
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpuint (length, <, 90000000);
  g_assert_cmpuint (get_status (answer), ==, 200);
}

/* The server of these tests takes 50 connections at a time. */
static void
test_crowd (gpointer      fixture,
            gconstpointer user_data)
{
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (pp_raw_client_crowd (api.server, 60), ==, 10);
  answer = post_with (JSON, BODY);
  g_assert_cmpuint (get_status (answer), ==, 200);
}

/* G25: what nobody waits for any more is cancelled. */
static void
test_gone (gpointer      fixture,
           gconstpointer user_data)
{
  static const char * const texts[] = {
    "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 19\r\n\r\n{\"query\":\"{never}\"}",
    "GET /?query={never} HTTP/1.1\r\n" HOST "\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GSocketConnection) connection = connect_with (texts[i]);

      pp_wait_until (api.n_running == 1);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      pp_wait_until (api.n_running == 0);
      pp_wait_until (pp_http_server_get_n_connections (api.server) == 0);
      g_assert_cmpuint (api.n_requests, ==, i + 1);
    }
}

static void
test_media_types (void)
{
  static const char * const offers[] = { "application/json", "application/graphql-response+json", NULL };
  static const struct {
    const char *accept;
    int offer;
  } cases[] = {
    { NULL, 0 },
    { "", 0 },
    { "*/*", 0 },
    { "application/*", 0 },
    { "application/graphql-response+json", 1 },
    { "Application/GraphQL-Response+JSON; charset=utf-8, application/json;q=0.9", 1 },
    { "application/graphql-response+json;q=0.5, application/json", 0 },
    { "text/html, application/json;q=0.1", 0 },
    { "application/json;q=0", -1 },
    { "text/html", -1 },
    { "application/json;q=nan", -1 },
    { ";;,,;", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (pp_media_type_choose (cases[i].accept, offers), ==,
                     cases[i].offer >= 0 ? offers[cases[i].offer] : NULL);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (*test) (gpointer, gconstpointer);
    guint deadline_seconds;
  } tests[] = {
    { "/server/http/post", test_post },
    { "/server/http/H01-framing", test_framing },
    { "/server/http/H01-pieces", test_pieces },
    { "/server/http/H02-slow", test_slow, SHORT_DEADLINE_SECONDS },
    { "/server/http/H02-slow-again", test_slow_again, SHORT_DEADLINE_SECONDS },
    { "/server/http/H04-H05-H06-large", test_large },
    { "/server/http/G08-G22-H09-H10-H11-H13-refusals", test_refusals },
    { "/server/http/H10-head", test_head },
    { "/server/http/H12-origins", test_origins },
    { "/server/http/long-answer", test_long_answer },
    { "/server/http/H02-unread-answer", test_unread_answer, SHORT_DEADLINE_SECONDS },
    { "/server/http/H03-crowd", test_crowd },
    { "/server/http/G25-gone", test_gone },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/http/media-types", test_media_types);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_vtable (tests[i].path, 0, GUINT_TO_POINTER (tests[i].deadline_seconds),
                       (GTestFixtureFunc) fixture_set_up, (GTestFixtureFunc) tests[i].test,
                       (GTestFixtureFunc) fixture_tear_down);

  return g_test_run ();
}
