/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-http-clients.h"
#include "pp-http-scan.h"
#include "pp-raw-client.h"
#include "pp-toy-api.h"

/* The numbers are those of the catalogue of security cases. */

#define GET "GET /graphql?query={__typename} HTTP/1.1\r\nHost: localhost\r\n"

static const char * const proxies[] = { "10.0.0.0/8", "127.0.0.1", "fd00::/8", NULL };

/* H17 */
static void
test_forwarded (void)
{
  static const struct {
    const char *peer;
    const char *forwarded_for;
    const char *address;
  } cases[] = {
    { "192.0.2.1", NULL, "192.0.2.1" },
    { "192.0.2.1", "198.51.100.7", "192.0.2.1" },
    { "10.1.2.3", NULL, "10.1.2.3" },
    { "10.1.2.3", "198.51.100.7", "198.51.100.7" },
    { "10.1.2.3", "1.1.1.1, 198.51.100.7", "198.51.100.7" },
    { "10.1.2.3", "1.1.1.1,198.51.100.7 , 10.9.9.9", "198.51.100.7" },
    { "10.1.2.3", "10.4.4.4", "10.4.4.4" },
    { "10.1.2.3", "", "10.1.2.3" },
    { "10.1.2.3", "unknown", "10.1.2.3" },
    { "10.1.2.3", "198.51.100.7, <script>", "10.1.2.3" },
    { "::ffff:10.1.2.3", "2001:db8::1", "2001:db8::1" },
    { "fd00::1", "2001:db8::1", "2001:db8::1" },
    { "2001:db8::2", "2001:db8::1", "2001:db8::2" },
  };
  g_autoptr (GError) error = NULL;
  PpHttpClients *clients = _pp_http_clients_new (0, 0, 0, proxies, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = _pp_http_clients_find (clients, cases[i].peer, cases[i].forwarded_for);

      g_assert_cmpstr (address, ==, cases[i].address);
    }
  _pp_http_clients_free (clients);
}

static void
test_bad_proxy (void)
{
  static const char * const bad[] = { "10.0.0.0/99", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (_pp_http_clients_new (0, 0, 0, bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* H08: two a second, five at once. */
static void
test_rate (void)
{
  PpHttpClients *clients = _pp_http_clients_new (0, 2, 5, NULL, NULL);
  gint64 now = g_get_monotonic_time () + G_USEC_PER_SEC;
  guint n = 0;

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (_pp_http_clients_take (clients, "192.0.2.1", now), ==, 0);
  g_assert_cmpuint (_pp_http_clients_take (clients, "192.0.2.1", now), ==, 1);
  g_assert_cmpuint (_pp_http_clients_take (clients, "192.0.2.2", now), ==, 0);
  for (guint i = 0; i < 100; i++)
    n += _pp_http_clients_take (clients, "192.0.2.1", now + (i + 1) * G_USEC_PER_SEC / 10) == 0;
  g_assert_cmpuint (n, ==, 20);

  /* A network counts as one. */
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *address = g_strdup_printf ("2001:db8:0:1::%u", i);

      g_assert_cmpuint (_pp_http_clients_take (clients, address, now), ==, 0);
    }
  g_assert_cmpuint (_pp_http_clients_take (clients, "2001:db8:0:1:ffff::1", now), >, 0);
  g_assert_cmpuint (_pp_http_clients_take (clients, "2001:db8:0:2::1", now), ==, 0);
  _pp_http_clients_free (clients);
}

static void
test_connections (void)
{
  PpHttpClients *clients = _pp_http_clients_new (2, 0, 0, proxies, NULL);
  PpHttpClient *first = _pp_http_clients_connect (clients, "192.0.2.1");

  g_assert_nonnull (_pp_http_clients_connect (clients, "192.0.2.1"));
  g_assert_null (_pp_http_clients_connect (clients, "192.0.2.1"));
  g_assert_null (_pp_http_clients_connect (clients, "::ffff:192.0.2.1"));
  g_assert_nonnull (_pp_http_clients_connect (clients, "192.0.2.2"));
  _pp_http_clients_disconnect (clients, first);
  g_assert_nonnull (_pp_http_clients_connect (clients, "192.0.2.1"));
  for (guint i = 0; i < 10; i++)
    g_assert_nonnull (_pp_http_clients_connect (clients, "10.1.1.1"));
  _pp_http_clients_free (clients);
}

/* Addresses without end cost no memory without end. */
static void
test_many_addresses (void)
{
  PpHttpClients *clients = _pp_http_clients_new (0, 1, 2, NULL, NULL);
  gint64 now = g_get_monotonic_time ();
  guint n_refused = 0;

  for (guint i = 0; i < 120000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.%u.%u.%u", i >> 16, (i >> 8) & 255, i & 255);

      n_refused += _pp_http_clients_take (clients, address, now) > 0;
    }
  /* Those for whom there was no room count as one. */
  g_assert_cmpuint (n_refused, >, 60000);
  _pp_http_clients_free (clients);
}

static void
test_scan (void)
{
  static const struct {
    const char *text;
    guint status;
    guint n_headers;
    int n_bytes;                /* -1: all */
  } cases[] = {
    { "", 0, 0, 0 },
    { "GET", 0, 0, 0 },
    { "GET / HTTP/1.1\r", 0, 0, 0 },
    { "GET / HTTP/1.1\r\n\r\n", 0, 1, -1 },
    { "GET / HTTP/1.0\r\nA: b\r\n\r\nGET / HTTP/1.1\r\n\r\n", 0, 2, -1 },
    { "GET / HTTP/1.1\r\n\r\nGET / HT", 0, 1, 18 },
    { "GET / HTTP/1.1\r\n\r\n\nGET", 0, 1, 18 },
    { "POST / HTTP/1.1\r\ncontent-LENGTH: 3\r\n\r\n\n\n\n", 0, 1, 38 },
    { "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n\x81\x01", 0, 1, 38 },
    { "GET / HTTP/1.1\r\nA:\tb\xC3\xA9 \r\n\r\n", 0, 1, -1 },
    { "GET / HTTP/1.1\n", 400, 0, 0 },
    { "G\xC3\xA9T / HTTP/1.1\r\n", 400, 0, 0 },
    { "\x16\x03\x01\x02", 400, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpHttpScan scan = pp_http_scan (cases[i].text, strlen (cases[i].text));

      g_assert_cmpuint (scan.status, ==, cases[i].status);
      g_assert_cmpuint (scan.n_headers, ==, cases[i].n_headers);
      g_assert_cmpuint (scan.n_bytes, ==, cases[i].n_bytes < 0 ? strlen (cases[i].text) : (gsize) cases[i].n_bytes);
    }
}

/* A control character is seen wherever it stands, and nothing else is taken for one. */
static void
test_scan_bytes (void)
{
  for (guint place = 0; place < 24; place++)
    for (guint byte = 0; byte < 256; byte++)
      {
        char text[] = "GET / HTTP/1.1\r\nA: ~abc\x80\xFF xyz ~\t abc\x81 xyz~~\r\n\r\n";
        gboolean is_control = (byte < 0x20 && byte != '\t') || byte == 0x7F;
        PpHttpScan scan;

        text[strlen ("GET / HTTP/1.1\r\nA: ") + place] = byte;
        scan = pp_http_scan (text, sizeof text - 1);
        g_assert_cmpuint (scan.status, ==, is_control ? 400 : 0);
        g_assert_cmpuint (scan.n_bytes, ==, is_control ? 0 : sizeof text - 1);
      }
}

static guint
get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? g_ascii_strtoull (answer + 9, NULL, 10) : 0;
}

static char *
talk (PpToyApi   *api,
      const char *text)
{
  return pp_raw_client_talk (pp_http_server_get_port (api->server), text, strlen (text));
}

/* H08, H17: one a second in the long run, three at once, for each of those for whom a proxy speaks. */
static void
test_requests (void)
{
  static const char first[] = GET "X-Forwarded-For: 9.9.9.9, 198.51.100.7\r\nConnection: close\r\n\r\n";
  static const char other[] = GET "X-Forwarded-For: 198.51.100.8\r\nConnection: close\r\n\r\n";
  PpToyApi api;

  pp_toy_api_start_with (&api, &(PpHttpSettings) { .max_requests_per_second = 1, .burst = 3, .proxies = proxies });
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *answer = talk (&api, first);

      if (i < 3)
        {
          g_assert_cmpuint (get_status (answer), ==, 200);
          g_assert_cmpstr (api.address, ==, "198.51.100.7");
        }
      else if (get_status (answer) != 200)
        {
          g_autofree char *welcome = talk (&api, other);

          g_assert_cmpuint (get_status (answer), ==, 429);
          pp_assert_contains (answer, "\r\nretry-after: 1\r\n");
          g_assert_cmpuint (get_status (welcome), ==, 200);
          pp_toy_api_stop (&api);
          return;
        }
    }
  g_assert_not_reached ();
}

static gboolean
is_answered (const GString *answer)
{
  return strstr (answer->str, "\"data\"") != NULL;
}

/* H08: ten connections from one address, of twelve. */
static void
test_crowd (void)
{
  PpToyApi api;
  PpRawClient client = { .text = GET "\r\n", .length = strlen (GET "\r\n"), .is_enough = is_answered };

  pp_toy_api_start_with (&api, &(PpHttpSettings) { .max_connections_per_address = 10 });
  g_assert_cmpuint (pp_raw_client_crowd (api.server, 12), ==, 2);
  client.port = pp_http_server_get_port (api.server);
  pp_raw_client_run (&client);
  g_assert_cmpuint (get_status (client.answer->str), ==, 200);
  g_string_free (client.answer, TRUE);
  pp_toy_api_stop (&api);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/http/scan", test_scan);
  g_test_add_func ("/server/http/scan-bytes", test_scan_bytes);
  g_test_add_func ("/server/http/H17-forwarded", test_forwarded);
  g_test_add_func ("/server/http/H17-bad-proxy", test_bad_proxy);
  g_test_add_func ("/server/http/H08-rate", test_rate);
  g_test_add_func ("/server/http/H08-connections", test_connections);
  g_test_add_func ("/server/http/H08-many-addresses", test_many_addresses);
  g_test_add_func ("/server/http/H08-requests", test_requests);
  g_test_add_func ("/server/http/H08-crowd", test_crowd);

  return g_test_run ();
}
