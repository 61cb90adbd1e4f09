/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-peer.h"
#include "pp-raw-client.h"
#include "pp-toy-api.h"

/* The numbers are those of the catalogue of security cases. */

/* After so long a silence, and as long again, a client is let go in the test of that. */
#define SHORT_PING_SECONDS 2
#define PROTOCOL "graphql-transport-ws"
#define INIT "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer good\"}}"
#define SUBSCRIBE "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"subscription{tick}\"}}"

#define HANDSHAKE \
  "GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" \
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
#define ACCEPTED "Sec-WebSocket-Protocol: " PROTOCOL "\r\n\r\n"

typedef struct {
  PpToyApi api;
  guint port;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_toy_api_start_with (&self->api, &(PpHttpSettings) { .ping_seconds = GPOINTER_TO_UINT (data) });
  self->port = pp_http_server_get_port (self->api.server);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_toy_api_stop (&self->api);
}

static void
test_operations (Fixture       *self,
                 gconstpointer  data)
{
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "good");
  pp_peer_subscribe (&peer, "q", "{greeting}");
  g_assert_cmpstr (pp_peer_read (&peer), ==,
                   "{\"type\":\"next\",\"id\":\"q\",\"payload\":{\"data\":{\"greeting\":\"Hello, you\"}}}");
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"complete\",\"id\":\"q\"}");
  pp_peer_subscribe (&peer, "m", "mutation{count}");
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"next\",\"id\":\"m\",\"payload\":{\"data\":{\"count\":1}}}");
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"complete\",\"id\":\"m\"}");

  pp_peer_subscribe (&peer, "s", "subscription{numbers(to:3)}");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *expected =
        g_strdup_printf ("{\"type\":\"next\",\"id\":\"s\",\"payload\":{\"data\":{\"numbers\":%u}}}", i);

      g_assert_cmpstr (pp_peer_read (&peer), ==, expected);
    }
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"complete\",\"id\":\"s\"}");
  g_assert_cmpuint (pp_graphql_sockets_get_n_operations (self->api.sockets), ==, 0);

  pp_peer_send (&peer, "{\"type\":\"ping\",\"payload\":{\"a\":[]}}");
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"pong\"}");
  pp_peer_close (&peer);
}

/* An operation that does not work ends with its errors, and its id is free again. */
static void
test_errors (Fixture       *self,
             gconstpointer  data)
{
  static const char * const queries[] = {
    "{", "{nothing}", "subscription{numbers(to:null)}", "subscription{refused}", "query A{greeting} query B{greeting}",
    "subscription{tick numbers(to:1)}",
  };
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "good");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      pp_peer_subscribe (&peer, "1", queries[i]);
      g_assert_true (g_str_has_prefix (pp_peer_read (&peer),
                                       "{\"type\":\"error\",\"id\":\"1\",\"payload\":[{\"message\":\""));
    }
  pp_peer_subscribe (&peer, "1", "{greeting}");
  pp_assert_contains (pp_peer_read (&peer), "Hello");
  pp_peer_close (&peer);
}

/* What a client does not want any more is closed, by its word and by its leaving. */
static void
test_complete (Fixture       *self,
               gconstpointer  data)
{
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "good");
  pp_peer_subscribe (&peer, "1", "subscription{tick}");
  pp_peer_subscribe (&peer, "2", "subscription{tick}");
  pp_peer_subscribe (&peer, "3", "{never}");
  pp_wait_until (self->api.n_streams == 2 && self->api.n_running == 1);
  pp_peer_send (&peer, "{\"type\":\"complete\",\"id\":\"1\"}");
  pp_peer_send (&peer, "{\"type\":\"complete\",\"id\":\"3\"}");
  pp_wait_until (self->api.n_streams == 1 && self->api.n_running == 0);
  pp_peer_send (&peer, "{\"type\":\"complete\",\"id\":\"never heard of\"}");
  pp_peer_subscribe (&peer, "1", "{never}");
  pp_wait_until (self->api.n_running == 1);
  pp_peer_close (&peer);
  pp_wait_until (self->api.n_streams == 0 && self->api.n_running == 0);
  g_assert_cmpuint (pp_graphql_sockets_get_n_operations (self->api.sockets), ==, 0);
}

/* W01, W04: which code ends the connection after what was sent. */
static void
test_codes (Fixture       *self,
            gconstpointer  data)
{
  static const struct {
    const char *messages[4];
    guint code;
  } cases[] = {
    { { NULL }, 4408 },
    { { INIT, INIT }, 4429 },
    { { SUBSCRIBE }, 4401 },
    { { "{\"type\":\"connection_init\"}" }, 4403 },
    { { "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer bad\"}}" }, 4403 },
    { { "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"good\"}}" }, 4403 },
    { { "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer later\"}}" }, 1013 },
    { { "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"bearer short\"}}" }, 4403 },
    { { INIT, SUBSCRIBE, SUBSCRIBE }, 4409 },
    { { "" }, 4400 },
    { { "[]" }, 4400 },
    { { "{\"type\":\"connection_init\"" }, 4400 },
    { { "{\"type\":\"connection_init\",\"type\":\"ping\"}" }, 4400 },
    { { "{\"type\":1}" }, 4400 },
    { { "{\"id\":\"1\"}" }, 4400 },
    { { INIT, "{\"type\":\"start\"}" }, 4400 },
    { { INIT, "{\"type\":\"complete\"}" }, 4400 },
    { { INIT, "{\"type\":\"subscribe\",\"id\":\"1\"}" }, 4400 },
    { { INIT, "{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{\"query\":\"{greeting}\"}}" }, 4400 },
    { { INIT, "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{greeting}\"}}" }, 4400 },
    { { INIT, "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":1}}" }, 4400 },
    { { INIT, "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{a}\",\"variables\":[]}}" }, 4400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpPeer peer;

      pp_peer_open (&peer, self->port, "/graphql", NULL, PROTOCOL);
      for (guint j = 0; cases[i].messages[j] != NULL; j++)
        pp_peer_send (&peer, cases[i].messages[j]);
      g_test_message ("%u", i);
      g_assert_cmpuint (pp_peer_wait_for_end (&peer), ==, cases[i].code);
      pp_peer_close (&peer);
    }
}

/* W02, W03; W08: nothing is compressed, though the peer offers it. */
static void
test_handshake (Fixture       *self,
                gconstpointer  data)
{
  static const struct {
    const char *path;
    const char *origin;
    const char *protocol;
    guint status;
  } cases[] = {
    { "/graphql", NULL, PROTOCOL, 101 },
    { "/graphql", "https://friend.example", PROTOCOL, 101 },
    { "/graphql", "https://foe.example", PROTOCOL, 403 },
    { "/graphql", "https://friend.example.foe.example", PROTOCOL, 403 },
    { "/graphql", "null", PROTOCOL, 403 },
    { "/graphql", NULL, NULL, 400 },
    { "/graphql", NULL, "graphql-ws", 400 },
    { "/graphql", NULL, "no WebSocket", 400 },
    { "/other", NULL, PROTOCOL, 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PpPeer peer;

      g_test_message ("%u", i);
      pp_peer_open (&peer, self->port, cases[i].path, cases[i].origin, cases[i].protocol);
      g_assert_cmpuint (peer.status, ==, cases[i].status);
      g_assert_true ((peer.connection != NULL) == (cases[i].status == 101));
      if (peer.connection != NULL)
        g_assert_null (soup_websocket_connection_get_extensions (peer.connection));
      pp_peer_close (&peer);
    }
}

/* A page of the server's own host may ask. */
static void
test_own_origin (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *origin = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_autofree char *other = g_strdup_printf ("http://127.0.0.1:%u", self->port + 1);
  PpPeer peer;

  pp_peer_open (&peer, self->port, "/graphql", origin, PROTOCOL);
  g_assert_cmpuint (peer.status, ==, 101);
  pp_peer_close (&peer);
  pp_peer_open (&peer, self->port, "/graphql", other, PROTOCOL);
  g_assert_cmpuint (peer.status, ==, 403);
  pp_peer_close (&peer);
}

/* FALSE where the token expired before anything ran. */
static gboolean
subscribe_until_expiry (Fixture *self)
{
  gboolean has_run;
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "short");
  pp_peer_subscribe (&peer, "1", "subscription{tick}");
  pp_wait_until (self->api.n_streams == 1 || peer.code != 0);
  has_run = self->api.n_streams == 1;
  g_assert_cmpuint (pp_peer_wait_for_end (&peer), ==, 4403);
  pp_wait_until (self->api.n_streams == 0);
  pp_peer_close (&peer);

  return has_run;
}

/* W04: who has been admitted is let go when the token expires, with what runs. */
static void
test_expiry (Fixture       *self,
             gconstpointer  data)
{
  self->api.short_seconds = 1;
  while (!subscribe_until_expiry (self))
    self->api.short_seconds *= 2;
}

static const char *
find_frames (const GString *answer)
{
  const char *end = strstr (answer->str, "\r\n\r\n");

  return end != NULL ? end + strlen ("\r\n\r\n") : NULL;
}

static gboolean
is_closed (const GString *answer)
{
  const char *frames = find_frames (answer);

  return frames != NULL && frames - answer->str + 4 <= (gssize) answer->len;
}

/* W07: what the protocol of WebSocket itself forbids, as bytes after the handshake; who does not mask is held to the
 * same. The first four bytes of the server's answer to them are a close with a code, or nothing. */
static void
test_frames (Fixture       *self,
             gconstpointer  data)
{
  static const struct {
    const char *name;
    const char *frame;
    gsize length;
    guint code;
  } cases[] = {
    { "reserved bit", "\xC1\x80\0\0\0\0", 6, 1002 },
    { "unknown opcode", "\x83\x80\0\0\0\0", 6, 1002 },
    { "fragmented ping", "\x09\x80\0\0\0\0", 6, 1002 },
    { "control frame of 126 bytes", "\x89\xFE\x00\x7E\0\0\0\0", 8, 0 },
    { "continuation of nothing", "\x80\x80\0\0\0\0", 6, 1002 },
    { "text within text", "\x01\x81\0\0\0\0a\x01\x81\0\0\0\0b", 14, 1002 },
    { "bytes that are no UTF-8", "\x81\x82\0\0\0\0\xC3\x28", 8, 1007 },
    { "half a character", "\x81\x81\0\0\0\0\xC3", 7, 1007 },
    { "binary", "\x82\x81\0\0\0\0a", 7, 1003 },
    { "not masked, no message of the protocol", "\x81\x01x", 3, 4400 },
    { "not masked, reserved bit", "\xC1\x00", 2, 1002 },
    { "not masked, bytes that are no UTF-8", "\x81\x02\xC3\x28", 4, 1007 },
    { "not masked, binary", "\x82\x01x", 3, 1003 },
    { "length of 2^63", "\x81\xFF\x80\0\0\0\0\0\0\0\0\0\0\0", 14, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (HANDSHAKE ACCEPTED);
      PpRawClient client = { .port = self->port, .is_enough = is_closed };
      const char *frames;

      g_string_append_len (text, cases[i].frame, cases[i].length);
      client.text = text->str;
      client.length = text->len;
      client.piece = text->len - cases[i].length;
      client.awaits = "\r\n\r\n";
      pp_raw_client_run (&client);
      frames = find_frames (client.answer);
      g_test_message ("%s", cases[i].name);
      g_assert_true (g_str_has_prefix (client.answer->str, "HTTP/1.1 101 "));
      g_assert_nonnull (frames);
      if (cases[i].code != 0)
        {
          g_assert_cmphex ((guchar) frames[0], ==, 0x88);
          g_assert_cmpuint ((guchar) frames[2] << 8 | (guchar) frames[3], ==, cases[i].code);
        }
      g_string_free (client.answer, TRUE);
    }
}

/* W07: a message, in one piece or in fragments without end. */
static void
test_long_messages (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (PP_WEB_SOCKET_MAX_MESSAGE_BYTES + 1, ' ');
  g_autoptr (GString) fragments = g_string_new (HANDSHAKE ACCEPTED);
  g_autofree char *answer = NULL;
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "good");
  memcpy (filler, "{\"type\":\"ping\"}", strlen ("{\"type\":\"ping\"}"));
  filler[PP_WEB_SOCKET_MAX_MESSAGE_BYTES] = '\0';
  pp_peer_send (&peer, filler);
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"pong\"}");
  filler[PP_WEB_SOCKET_MAX_MESSAGE_BYTES] = ' ';
  pp_peer_send (&peer, filler);
  g_assert_cmpuint (pp_peer_wait_for_end (&peer), ==, PP_WEB_SOCKET_TOO_LARGE);
  pp_peer_close (&peer);

  g_string_append_len (fragments, "\x01\x80\0\0\0\0", 6);
  for (guint i = 0; i < 5000; i++)
    g_string_append_len (fragments, "\x00\x80\0\0\0\0", 6);
  answer = pp_raw_client_talk (self->port, fragments->str, fragments->len);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 101 "));
}

/* W07: operations of a connection, connections of a person. */
static void
test_counts (Fixture       *self,
             gconstpointer  data)
{
  PpPeer peers[21];

  for (guint i = 0; i < 20; i++)
    pp_peer_enter (&peers[i], self->port, "good");
  pp_peer_open (&peers[20], self->port, "/graphql", NULL, PROTOCOL);
  pp_peer_send (&peers[20], INIT);
  g_assert_cmpuint (pp_peer_wait_for_end (&peers[20]), ==, PP_WEB_SOCKET_TRY_AGAIN_LATER);

  for (guint i = 0; i < 101; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      pp_peer_subscribe (&peers[0], id, "subscription{tick}");
    }
  g_assert_true (g_str_has_prefix (pp_peer_read (&peers[0]), "{\"type\":\"error\",\"id\":\"100\""));
  pp_wait_until (self->api.n_streams == 100);
  for (guint i = 0; i < 21; i++)
    pp_peer_close (&peers[i]);
}

/* A masked message of text, whose mask changes nothing. */
static void
append_frame (GString    *bytes,
              const char *text)
{
  const char header[] = { (char) 0x81, (char) (0x80 | strlen (text)), 0, 0, 0, 0 };

  g_assert_cmpuint (strlen (text), <, 126);
  g_string_append_len (bytes, header, sizeof header);
  g_string_append (bytes, text);
}

/* W09: who asks for much and reads nothing is let go, and its memory with it. */
static void
test_slow_reader (Fixture       *self,
                  gconstpointer  data)
{
  static const char subscribe[] =
    "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"subscription{flood}\"}}";
  g_autoptr (GString) text = g_string_new (HANDSHAKE ACCEPTED);
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  guint n_pushed = 0;

  append_frame (text, INIT);
  append_frame (text, subscribe);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text->str, text->len, NULL,
                             NULL, NULL);
  pp_wait_until (self->api.n_streams == 1);
  while (self->api.n_streams == 1)
    {
      gql_stream_push (self->api.flood, gql_pointer (GSIZE_TO_POINTER (100000)), NULL, NULL);
      g_assert_cmpuint (++n_pushed, <, 1000);
      for (guint i = 0; i < 20; i++)
        g_main_context_iteration (NULL, FALSE);
      if (self->api.n_streams == 1 && n_pushed > 200)
        g_usleep (20000);
    }
  g_test_message ("let go after %u events of 100 kB", n_pushed);
}

/* W10: who does not answer pings is let go; who answers them stays, though it came earlier and says nothing else. */
static void
test_silence (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (HANDSHAKE ACCEPTED);
  PpRawClient silent = { .port = self->port };
  PpPeer peer;

  append_frame (text, INIT);
  silent.text = text->str;
  silent.length = text->len;
  pp_peer_enter (&peer, self->port, "good");
  pp_raw_client_run (&silent);
  pp_assert_contains (find_frames (silent.answer), "connection_ack");
  g_assert_cmpint (silent.duration_us, <, PP_TEST_PATIENCE_SECONDS / 2 * G_USEC_PER_SEC);
  g_string_free (silent.answer, TRUE);
  pp_peer_send (&peer, "{\"type\":\"ping\"}");
  g_assert_cmpstr (pp_peer_read (&peer), ==, "{\"type\":\"pong\"}");
  pp_peer_close (&peer);
}

static void
test_going_away (Fixture       *self,
                 gconstpointer  data)
{
  PpPeer peer;

  pp_peer_enter (&peer, self->port, "good");
  pp_graphql_sockets_close_all (self->api.sockets);
  g_assert_cmpuint (pp_peer_wait_for_end (&peer), ==, PP_WEB_SOCKET_GOING_AWAY);
  pp_peer_close (&peer);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
    guint ping_seconds;
  } tests[] = {
    { "/server/web-socket/operations", test_operations },
    { "/server/web-socket/errors", test_errors },
    { "/server/web-socket/complete", test_complete },
    { "/server/web-socket/W01-W04-codes", test_codes },
    { "/server/web-socket/W02-W03-W08-handshake", test_handshake },
    { "/server/web-socket/W02-own-origin", test_own_origin },
    { "/server/web-socket/W04-expiry", test_expiry },
    { "/server/web-socket/W07-frames", test_frames },
    { "/server/web-socket/W07-long-messages", test_long_messages },
    { "/server/web-socket/W07-counts", test_counts },
    { "/server/web-socket/W09-slow-reader", test_slow_reader },
    { "/server/web-socket/W10-silence", test_silence, SHORT_PING_SECONDS },
    { "/server/web-socket/going-away", test_going_away },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (tests[i].ping_seconds), set_up, tests[i].test, tear_down);

  return g_test_run ();
}
