/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libwebsockets.h>
#include <string.h>

#include "pp-raw-client.h"
#include "pp-toy-api.h"

/* H07 of the catalogue of security cases: requests that do not wait for the answers before them. With libwebsockets 4.3
 * the first answer to those that come at once is the last one. */
#define ANSWERS_ALL (LWS_LIBRARY_VERSION_NUMBER < 4003000)

#define HOST "Host: localhost\r\n"
#define JSON "Content-Type: application/json\r\n"

static PpToyApi api;

static char *
talk (const char *text,
      gsize       length)
{
  return pp_raw_client_talk (pp_http_server_get_port (api.server), text, length);
}

/* The client knows that it has to ask again for the rest. */
static void
assert_ends_politely (const char *answer)
{
  pp_assert_contains (answer, "connection: close\r\n");
  g_assert_null (strstr (answer + 1, "HTTP/1.1 "));
  g_assert_cmpuint (api.n_requests, ==, 1);
}

/* Answers come in the order of the requests. */
static void
test_pipelined (gpointer      fixture,
                gconstpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *answer = NULL;
  const char *p;

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (text, "GET /?query={greeting(name:\"<%u>\")} HTTP/1.1\r\n" HOST "%s\r\n", i,
                            i == 49 ? "Connection: close\r\n" : "");
  answer = talk (text->str, text->len);
  p = answer;
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Hello, <%u>", i);

      p = strstr (p, name);
      g_assert_nonnull (p);
      if (!ANSWERS_ALL)
        {
          assert_ends_politely (answer);
          return;
        }
    }
}

/* A thousand, of which as many are answered as fit into what is looked at in one go, in their order. What was
 * answered last may be lost when the connection ends with the rest still unread. */
static void
test_pipelined_many (gpointer      fixture,
                     gconstpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *answer = NULL;
  const char *p;
  guint n = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "GET /?query={greeting(name:\"<%u>\")} HTTP/1.1\r\n" HOST "\r\n", i);
  answer = talk (text->str, text->len);
  for (p = answer; (p = strstr (p, "Hello, <")) != NULL; n++)
    {
      p += strlen ("Hello, <");
      g_assert_cmpuint (g_ascii_strtoull (p, NULL, 10), ==, n);
    }
  g_assert_cmpuint (n, <=, api.n_requests);
  g_assert_cmpuint (api.n_requests, >=, ANSWERS_ALL ? 50 : 1);
  g_assert_cmpuint (api.n_requests, <, 1000);
}

/* A request that follows a POST too early ends the connection, and the one before it is not run twice. */
static void
test_pipelined_after_post (gpointer      fixture,
                           gconstpointer user_data)
{
  static const char text[] = "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 28\r\n\r\n{\"query\":\"mutation{count}\"}"
                             "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 28\r\n\r\n{\"query\":\"mutation{count}\"}";
  g_autofree char *answer = talk (text, strlen (text));

  g_assert_cmpint (api.count, <=, 1);
  pp_assert_lacks (answer, "\"count\":2");
}

/* Each of them takes more than one piece, and waits until the one before it is sent. */
static void
test_long (gpointer      fixture,
           gconstpointer user_data)
{
  static const gsize sizes[] = { 3000000, 10, 2000000 };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *answer = NULL;
  const char *p;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_string_append_printf (text, "GET /?query={long(bytes:%" G_GSIZE_FORMAT ")} HTTP/1.1\r\n" HOST "%s\r\n", sizes[i],
                            i + 1 == G_N_ELEMENTS (sizes) ? "Connection: close\r\n" : "");
  answer = talk (text->str, text->len);
  p = answer;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *expected = pp_toy_api_make_long (sizes[i]);
      g_autofree char *body = g_strdup_printf ("\r\n\r\n{\"data\":{\"long\":\"%s\"}}", expected);

      p = strstr (p, "\r\n\r\n");
      g_assert_nonnull (p);
      g_assert_true (g_str_has_prefix (p, body));
      p += strlen (body);
      if (!ANSWERS_ALL)
        {
          assert_ends_politely (answer);
          return;
        }
    }
  g_assert_cmpstr (p, ==, "");
}

/* What is refused is told, and what follows it is not done. */
static void
test_refused (gpointer      fixture,
              gconstpointer user_data)
{
  static const char text[] = "GET /?query={greeting(name:\"first\")} HTTP/1.1\r\n" HOST "\r\n"
                             "GET /?query={greeting}&query={never} HTTP/1.1\r\n" HOST "\r\n"
                             "GET /?query={greeting(name:\"last\")} HTTP/1.1\r\n" HOST "\r\n";
  g_autofree char *answer = talk (text, strlen (text));

  pp_assert_contains (answer, "Hello, first");
  if (ANSWERS_ALL)
    pp_assert_contains (answer, "HTTP/1.1 400 ");
  else
    assert_ends_politely (answer);
  pp_assert_lacks (answer, "Hello, last");
  g_assert_cmpuint (api.n_requests, ==, 1);
}

/* The first one is as well. */
static void
test_refused_first (gpointer      fixture,
                    gconstpointer user_data)
{
  static const char text[] = "GET /?query={greeting}&query={never} HTTP/1.1\r\n" HOST "\r\n"
                             "GET /?query={greeting(name:\"last\")} HTTP/1.1\r\n" HOST "\r\n";
  g_autofree char *answer = talk (text, strlen (text));

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
  pp_assert_lacks (answer, "Hello, last");
  g_assert_cmpuint (api.n_requests, ==, 0);
}

/* Who goes while the first of several is answered takes all of them along. */
static void
test_gone (gpointer      fixture,
           gconstpointer user_data)
{
  static const char text[] = "GET /?query={never} HTTP/1.1\r\n" HOST "\r\nGET /?query={greeting} HTTP/1.1\r\n" HOST "\r\n";
  g_autoptr (GSocketConnection) connection =
    pp_raw_client_connect (pp_http_server_get_port (api.server), text, strlen (text));

  pp_wait_until (api.n_running == 1);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  pp_wait_until (api.n_running == 0);
  pp_wait_until (pp_http_server_get_n_connections (api.server) == 0);
  g_assert_cmpuint (api.n_requests, ==, 1);
}

static void
set_up (gpointer      fixture,
        gconstpointer user_data)
{
  pp_toy_api_start (&api, 60);
}

static void
tear_down (gpointer      fixture,
           gconstpointer user_data)
{
  pp_toy_api_stop (&api);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (*test) (gpointer, gconstpointer);
  } tests[] = {
    { "/server/http/H07-pipelined", test_pipelined },
    { "/server/http/H07-pipelined-many", test_pipelined_many },
    { "/server/http/H07-pipelined-after-post", test_pipelined_after_post },
    { "/server/http/H07-pipelined-long", test_long },
    { "/server/http/H07-pipelined-refused", test_refused },
    { "/server/http/H07-pipelined-refused-first", test_refused_first },
    { "/server/http/H07-pipelined-gone", test_gone },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_vtable (tests[i].path, 0, NULL, (GTestFixtureFunc) set_up, (GTestFixtureFunc) tests[i].test,
                       (GTestFixtureFunc) tear_down);

  return g_test_run ();
}
