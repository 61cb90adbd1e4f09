/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "pp-base64url.h"
#include "pp-http.h"
#include "pp-program-world.h"
#include "pp-signer.h"
#include "pp-test.h"

/* Access tokens as the program takes them. The numbers are those of the catalogue of security cases. */

#define VIEWER "{ viewer { name } }"

/* J20 and the fixed texts: who has no good token learns nothing of why. */
static void
test_tokens (void)
{
  static const struct {
    const char *header;
    guint status;
    const char *challenge;
  } cases[] = {
    { "", 401, "Bearer error=\"invalid_token\"" },
    { "Authorization: Basic YTpi\r\n", 401, "Bearer error=\"invalid_token\"" },
    { "Authorization: Bearer\r\n", 401, "Bearer error=\"invalid_token\"" },
    { "Authorization: Bearer x\r\n", 401, "Bearer error=\"invalid_token\"" },
    { "Authorization: bearer TOKEN\r\n", 200, NULL },
    { "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN\r\n", 400, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *answer = NULL;

      g_string_append_printf (text, "GET /graphql?query={__typename} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                              "%s\r\n", cases[i].header);
      g_string_replace (text, "TOKEN", pp_program_world_get_token ("viewer"), 0);
      answer = pp_program_talk (world.development->port, text->str, text->len);
      g_test_message ("%u: %.300s", i, answer);
      g_assert_cmpuint (pp_program_get_status (answer), ==, cases[i].status);
      if (cases[i].challenge != NULL)
        {
          pp_assert_contains (answer, cases[i].challenge);
          pp_assert_contains (answer, "An access token is needed, and this is not a valid one");
        }
    }
}

/* J20: a token in the address or the body is no token. */
static void
test_token_elsewhere (void)
{
  g_autofree char *address = g_strdup_printf ("/graphql?query={__typename}&access_token=%s", pp_program_world_get_token ("viewer"));
  g_autofree char *in_address = pp_program_get (world.development->port, address);
  g_autofree char *body = g_strdup_printf ("{\"query\":\"{__typename}\",\"access_token\":\"%s\"}", pp_program_world_get_token ("viewer"));
  g_autofree char *text = g_strdup_printf ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                           "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                           strlen (body), body);
  g_autofree char *in_body = pp_program_talk (world.development->port, text, -1);

  g_assert_cmpuint (pp_program_get_status (in_address), ==, 400);
  g_assert_cmpuint (pp_program_get_status (in_body), ==, 401);
}

static guint64
get_memory_kib (PpProgram *program)
{
  g_autoptr (GPtrArray) workers = pp_program_list_workers (program);
  g_autofree char *path = g_strdup_printf ("/proc/%s/statm", (char *) g_ptr_array_index (workers, 0));
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_ascii_strtoull (strchr (text, ' '), NULL, 10) * sysconf (_SC_PAGESIZE) / 1024;
}

/* J19, J22: a token that the provider signed, for something else or for a short time. */
static char *
sign (const char *scope,
      gint64      seconds)
{
  g_autofree char *path = g_build_filename (world.folder, "development", "issuer-key.pem", NULL);
  g_autofree char *settings = g_build_filename (world.folder, "development", "server.conf", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PpSigner) signer = pp_signer_new (path, &error);
  g_autofree char *issuer = NULL;
  g_autofree char *audience = NULL;
  g_autofree char *claims = NULL;

  g_assert_no_error (error);
  g_assert_true (g_key_file_load_from_file (file, settings, G_KEY_FILE_NONE, NULL));
  issuer = g_key_file_get_string (file, "issuer development", "url", NULL);
  audience = g_key_file_get_string (file, "issuer development", "audience", NULL);
  claims = g_strdup_printf ("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"vera\",\"org\":\"development\",\"scope\":\"%s\","
                            "\"roles\":[\"viewer\"],\"clearance\":[],\"exp\":%" G_GINT64_FORMAT "}", issuer, audience,
                            scope, g_get_real_time () / G_USEC_PER_SEC + seconds);
  return pp_signer_sign (signer, claims);
}

static void
test_scope (void)
{
  g_autofree char *good = sign ("profile models", 60);
  g_autofree char *missing = sign ("profile", 60);
  g_autofree char *longer = sign ("models-too", 60);
  g_autofree char *answer = pp_program_ask (world.development->port, good, VIEWER);
  g_autofree char *without = pp_program_ask (world.development->port, missing, VIEWER);
  g_autofree char *substring = pp_program_ask (world.development->port, longer, VIEWER);

  g_assert_cmpuint (pp_program_get_status (answer), ==, 200);
  g_assert_cmpuint (pp_program_get_status (without), ==, 403);
  pp_assert_contains (without, "www-authenticate: Bearer error=\"insufficient_scope\"");
  g_assert_cmpuint (pp_program_get_status (substring), ==, 403);
}

/* J22: a token that was good, and is remembered, is good no longer than it says. */
static void
test_expiry (void)
{
  PpProgram *program = pp_program_world_start_beside ("expiry.conf", "issuer development", "leeway", "0");
  g_autofree char *token = NULL;

  /* Where this machine is so busy that a token expires before it is seen, the next one lives longer. */
  for (gint64 seconds = 2; token == NULL; seconds *= 2)
    {
      g_autofree char *next = sign ("models", seconds);
      g_autofree char *answer = pp_program_ask (program->port, next, VIEWER);

      g_assert_cmpint (seconds, <, PP_TEST_PATIENCE_SECONDS);
      if (pp_program_get_status (answer) == 200)
        token = g_steal_pointer (&next);
      else
        g_assert_cmpuint (pp_program_get_status (answer), ==, 401);
    }
  pp_program_wait_status (program->port, token, VIEWER, 401);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

static char *
encode (const char *text)
{
  return pp_base64url_encode ((const guint8 *) text, strlen (text));
}

/* J06: nobody is asked for the keys that a token brings. */
static void
test_foreign_keys (void)
{
  static const char * const members[] = { "jku", "x5u" };
  g_autoptr (GSocket) listener = pp_http_listen ("127.0.0.1", 0, NULL);
  g_auto (GStrv) parts = g_strsplit (pp_program_world_get_token ("viewer"), ".", -1);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *header = g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"evil\",\"%s\":"
                                                 "\"http://127.0.0.1:%u/keys\"}", members[i],
                                                 pp_http_listener_get_port (listener));
      g_autofree char *first = encode (header);
      g_autofree char *token = g_strjoin (".", first, parts[1], parts[2], NULL);
      g_autofree char *answer = pp_program_ask (world.development->port, token, VIEWER);
      g_autoptr (GSocket) client = NULL;

      g_assert_cmpuint (pp_program_get_status (answer), ==, 401);
      client = g_socket_accept (listener, NULL, NULL);
      g_assert_null (client);
    }
}

/* The sanitizer keeps what was freed for a while. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_GROWTH_KIB (256 * 1024)
#else
#define MAX_GROWTH_KIB 1024
#endif

/* J11: what is nested deeply, or is nothing at all, costs no memory that stays. */
static void
test_broken_tokens (void)
{
  PpProgram *program = pp_program_world_start_beside ("broken.conf", "log", "requests", "false");
  g_auto (GStrv) parts = g_strsplit (pp_program_world_get_token ("viewer"), ".", -1);
  g_autofree char *brackets = g_strnfill (4000, '[');
  const char * const headers[] = { "", "{", "[]", "null", "\"\"", "{\"alg\":\"RS256\",\"alg\":\"RS256\"}", "\xff\xfe", brackets };
  guint64 before = 0;

  for (guint round = 0; round < 20; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
        {
          g_autofree char *first = encode (headers[i]);
          g_autofree char *token = g_strjoin (".", first, parts[1], parts[2], NULL);
          g_autofree char *answer = pp_program_ask (program->port, token, VIEWER);

          g_assert_cmpuint (pp_program_get_status (answer), ==, 401);
        }
      if (round == 0)
        before = get_memory_kib (program);
    }
  g_assert_cmpuint (get_memory_kib (program), <, before + MAX_GROWTH_KIB);
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

/* G12: who has a token may ask for the schema where the settings say so; what is there besides does not change. */
static void
test_introspection (void)
{
  static const char * const documents[] = {
    "{ __schema { types { name } } }",
    "{ viewer { name } __type(name: \"Query\") { name } }",
    "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
  };
  PpProgram *program = pp_program_world_start_beside ("silent.conf", "server", "introspection", "false");
  g_autofree char *names = pp_program_ask (program->port, pp_program_world_get_token ("viewer"), "{ __typename viewer { __typename } }");

  g_assert_nonnull (strstr (names, "{\"data\":{\"__typename\":\"Query\",\"viewer\":{\"__typename\":\"Member\"}}}"));
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *told = pp_program_ask (world.development->port, pp_program_world_get_token ("viewer"), documents[i]);
      g_autofree char *untold = pp_program_ask (program->port, pp_program_world_get_token ("admin"), documents[i]);

      g_assert_nonnull (strstr (told, "\"name\":\"Query\""));
      g_assert_nonnull (strstr (untold, "The schema may not be asked for"));
      g_assert_null (strstr (untold, "\"data\""));
    }
  g_assert_cmpint (pp_program_stop (program, SIGTERM), ==, 0);
}

static char *
send_traces (const char *method,
             const char *token,
             const char *content_type,
             gsize       length)
{
  g_autofree char *body = g_strnfill (length, 'x');
  g_autofree char *text =
    g_strdup_printf ("%s /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                     "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", method, token, content_type, length, body);

  return pp_program_talk (world.development->port, text, -1);
}

/* google.rpc.Status: a number in field 1, a text in field 2, each shorter than 128. */
static void
assert_status (const char *answer,
               gboolean    is_protobuf,
               guint       code)
{
  const guint8 *body = (const guint8 *) pp_program_get_body (answer);
  g_autofree char *start = g_strdup_printf ("{\"code\":%u,\"message\":\"", code);

  if (!is_protobuf)
    {
      pp_assert_contains (answer, "content-type: application/json\r\n");
      g_assert_true (g_str_has_prefix ((const char *) body, start));
      g_assert_true (g_str_has_suffix ((const char *) body, "\"}"));
      return;
    }
  pp_assert_contains (answer, "content-type: application/x-protobuf\r\n");
  g_assert_cmpuint (body[0], ==, 1 << 3 | 0);
  g_assert_cmpuint (body[1], ==, code);
  g_assert_cmpuint (body[2], ==, 2 << 3 | 2);
  g_assert_cmpuint (body[3], ==, strlen ((const char *) body + 4));
}

/* An exporter of traces is told in its own words that nobody takes them, and what to do; and so is one that nobody knows. */
static void
test_traces (void)
{
  enum { INVALID_ARGUMENT = 3, UNIMPLEMENTED = 12, UNAUTHENTICATED = 16 };
  static const struct {
    const char *method;
    const char *content_type;
    guint status;
    guint code;
    const char *part;
  } cases[] = {
    { "POST", "application/x-protobuf", 501, UNIMPLEMENTED, "does not take traces; switch the exporter off" },
    { "POST", "application/json", 501, UNIMPLEMENTED, "does not take traces; switch the exporter off" },
    { "POST", "text/plain", 415, INVALID_ARGUMENT, "application/x-protobuf or application/json" },
    { "PUT", "application/json", 405, UNIMPLEMENTED, "allow: POST" },
  };
  g_autofree char *large = send_traces ("POST", pp_program_world_get_token ("service"), "application/x-protobuf",
                                        2 * 1024 * 1024);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_protobuf = g_str_equal (cases[i].content_type, "application/x-protobuf");
      g_autofree char *answer = send_traces (cases[i].method, pp_program_world_get_token ("service"),
                                             cases[i].content_type, 10);
      g_autofree char *anonymous = send_traces (cases[i].method, "x", cases[i].content_type, 10);

      g_test_message ("%s %s: %s", cases[i].method, cases[i].content_type, answer);
      g_assert_cmpuint (pp_program_get_status (answer), ==, cases[i].status);
      pp_assert_contains (answer, cases[i].part);
      assert_status (answer, is_protobuf, cases[i].code);
      g_assert_cmpuint (pp_program_get_status (anonymous), ==, 401);
      pp_assert_contains (anonymous, "www-authenticate: Bearer error=\"invalid_token\"");
      assert_status (anonymous, is_protobuf, UNAUTHENTICATED);
    }
  g_assert_cmpuint (pp_program_get_status (large), ==, 413);
}

static void
add_tests (void)
{
  g_test_add_func ("/bearer/J20-tokens", test_tokens);
  g_test_add_func ("/bearer/J20-token-elsewhere", test_token_elsewhere);
  g_test_add_func ("/bearer/J06-foreign-keys", test_foreign_keys);
  g_test_add_func ("/bearer/J11-broken-tokens", test_broken_tokens);
  g_test_add_func ("/bearer/J19-scope", test_scope);
  g_test_add_func ("/bearer/J22-expiry", test_expiry);
  g_test_add_func ("/bearer/G12-introspection", test_introspection);
  g_test_add_func ("/bearer/traces", test_traces);
}

int
main (int   argc,
      char *argv[])
{
  return pp_program_world_run (argc, argv, add_tests);
}
