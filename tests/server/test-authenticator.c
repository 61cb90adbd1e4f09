/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-authenticator.h"

#include <libsoup/soup.h>
#include <string.h>

#include "pp-mint.h"
#include "pp-test.h"

#define AUDIENCE "https://api.example"

/* A provider that does what a test tells it to. */
typedef struct {
  SoupServer      *server;
  char            *issuer;
  char            *said_issuer; /* what its description says; NULL for the truth */
  char            *body;        /* of the key set */
  guint            status;
  const char      *redirect;
  guint            n_keys_read;
  PpKeySource     *keys;
  PpAuthenticator *authenticator;
  PpMint          *mint;
} Fixture;

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  Fixture *self = data;
  g_autofree char *text = NULL;

  if (g_str_equal (path, "/.well-known/openid-configuration"))
    text = g_strdup_printf ("{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}",
                            self->said_issuer != NULL ? self->said_issuer : self->issuer, self->issuer);
  else
    {
      self->n_keys_read++;
      text = g_strdup (self->body);
      if (self->redirect != NULL)
        soup_message_headers_append (soup_server_message_get_response_headers (message), "Location",
                                     self->redirect);
    }
  soup_server_message_set_status (message, g_str_has_prefix (path, "/keys") ? self->status : 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;
  PpTokenRules rules;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->issuer = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  self->mint = pp_mint_new ("one", 2048);
  self->body = pp_mint_get_key_set (self->mint);
  self->status = 200;
  self->keys = pp_key_source_new (self->issuer, NULL);
  self->authenticator = pp_authenticator_new ();
  pp_token_rules_init (&rules, self->issuer, AUDIENCE);
  pp_authenticator_add_issuer (self->authenticator, self->keys, &rules);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->authenticator);
  g_clear_object (&self->keys);
  pp_mint_free (self->mint);
  g_free (self->issuer);
  g_free (self->said_issuer);
  g_free (self->body);
}

static char *
make_token (Fixture    *self,
            PpMint     *mint,
            const char *key_id,
            const char *subject)
{
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}", key_id);
  g_autofree char *claims = g_strdup_printf (
    "{\"iss\":\"%s\",\"aud\":\"" AUDIENCE "\",\"sub\":\"%s\",\"org\":\"acme\",\"scope\":\"models\",\"exp\":%"
    G_GINT64_FORMAT "}", self->issuer, subject, g_get_real_time () / G_TIME_SPAN_SECOND + 300);

  return pp_mint_sign (mint, header, claims);
}

static PpIdentity *
check (Fixture     *self,
       const char  *token,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_authenticator_check_async (self->authenticator, token, strlen (token), NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pp_authenticator_check_finish (self->authenticator, result, error);
}

static void
assert_good (Fixture    *self,
             const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpIdentity) identity = check (self, token, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
}

static void
assert_refused (Fixture    *self,
                const char *token,
                GQuark      domain,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (check (self, token, &error));
  g_assert_error (error, domain, code);
}

static gboolean
is_recognised (Fixture    *self,
               const char *token)
{
  g_autoptr (PpIdentity) identity = pp_authenticator_recognise (self->authenticator, token, strlen (token));

  return identity != NULL;
}

static void
test_known (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *token = make_token (self, self->mint, "one", "alice");
  g_autofree char *other = make_token (self, self->mint, "one", "bob");
  g_autoptr (PpIdentity) alice = NULL, bob = NULL;

  g_assert_false (is_recognised (self, token));
  assert_good (self, token);
  assert_good (self, other);
  alice = pp_authenticator_recognise (self->authenticator, token, strlen (token));
  bob = pp_authenticator_recognise (self->authenticator, other, strlen (other));
  g_assert_cmpstr (pp_identity_get_subject (alice), ==, "alice");
  g_assert_cmpstr (pp_identity_get_subject (bob), ==, "bob");
  g_assert_cmpuint (self->n_keys_read, ==, 1);
}

/* K01: a new key is found by one read, without a restart. */
static void
test_rotation (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpMint) next = pp_mint_new ("two", 2048);
  g_autofree char *old_token = make_token (self, self->mint, "one", "alice");
  g_autofree char *token = make_token (self, next, "two", "alice");

  pp_key_source_set_intervals (self->keys, 300, 0);
  assert_good (self, old_token);
  g_free (self->body);
  self->body = pp_mint_get_key_set (next);
  assert_good (self, token);
  g_assert_cmpuint (self->n_keys_read, ==, 2);
  /* K02, J22: the key has left; what was checked by it is not known any more. */
  g_assert_false (is_recognised (self, old_token));
  assert_refused (self, old_token, PP_TOKEN_ERROR, PP_TOKEN_ERROR_KEY);
}

/* K02: a key that is dropped is found out by the refresh alone, while all tokens are known. */
static void
test_refresh (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PpMint) next = pp_mint_new ("two", 2048);
  g_autofree char *token = make_token (self, self->mint, "one", "alice");

  pp_key_source_set_intervals (self->keys, 0, 0);
  assert_good (self, token);
  g_free (self->body);
  self->body = pp_mint_get_key_set (next);
  pp_wait_until (!is_recognised (self, token));
}

/* K03: however many keys are named that nobody knows, the provider is asked once in each pause. */
static void
test_flood (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *good = make_token (self, self->mint, "one", "alice");

  pp_key_source_set_intervals (self->keys, 300, 300);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *key_id = g_strdup_printf ("k%u", i);
      g_autofree char *token = make_token (self, self->mint, key_id, "alice");

      assert_refused (self, token, PP_TOKEN_ERROR, PP_TOKEN_ERROR_KEY);
    }
  assert_good (self, good);
  g_assert_cmpuint (self->n_keys_read, ==, 1);
}

/* K04: whatever the provider answers, the keys that are there stay in use. */
static void
test_bad_answers (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *good = make_token (self, self->mint, "one", "alice");
  g_autofree char *unknown = make_token (self, self->mint, "two", "alice");
  g_autofree char *huge = g_strnfill (PP_KEY_SET_MAX_BYTES + 1000, ' ');
  const char * const bodies[] = { "", "garbage", "{\"keys\":7}", huge };

  pp_key_source_set_intervals (self->keys, 300, 0);
  assert_good (self, good);
  for (guint i = 0; i < G_N_ELEMENTS (bodies) + 2; i++)
    {
      self->status = i == 4 ? 503 : i == 5 ? 302 : 200;
      self->redirect = i == 5 ? "/elsewhere" : NULL;
      g_free (self->body);
      self->body = i < G_N_ELEMENTS (bodies) ? g_strdup (bodies[i]) : pp_mint_get_key_set (self->mint);
      assert_refused (self, unknown, PP_TOKEN_ERROR, PP_TOKEN_ERROR_KEY);
      assert_good (self, good);
    }
}

/* K05: without keys nothing can be said of a token; once they come it is checked. */
static void
test_provider_down (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *token = make_token (self, self->mint, "one", "alice");

  pp_key_source_set_intervals (self->keys, 300, 0);
  self->status = 503;
  assert_refused (self, token, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_UNAVAILABLE);
  self->status = 200;
  assert_good (self, token);
}

/* K08: a provider that is another issuer than it was asked as. */
static void
test_other_issuer (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *token = make_token (self, self->mint, "one", "alice");

  self->said_issuer = g_strconcat (self->issuer, "/", NULL);
  assert_refused (self, token, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_ISSUER);
}

/* K07: a token of one issuer that is signed with the key of another one, both trusted. */
static void
test_two_issuers (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *second = g_strconcat (self->issuer, "/second", NULL);
  g_autofree char *keys_address = g_strconcat (self->issuer, "/keys", NULL);
  g_autoptr (PpMint) other = pp_mint_new ("one", 2048);
  g_autoptr (PpKeySource) others = pp_key_source_new (second, keys_address);
  g_autofree char *honest = make_token (self, self->mint, "one", "alice");
  g_autofree char *crossed = make_token (self, other, "one", "alice");
  PpTokenRules rules;

  pp_token_rules_init (&rules, second, AUDIENCE);
  pp_authenticator_add_issuer (self->authenticator, others, &rules);
  assert_good (self, honest);
  g_free (self->body);
  self->body = pp_mint_get_key_set (other);
  assert_refused (self, crossed, PP_TOKEN_ERROR, PP_TOKEN_ERROR_SIGNATURE);
}

/* K04: nothing but https, or this machine, is ever asked. */
static void
test_addresses (void)
{
  static const char * const addresses[] = {
    "file:///etc/passwd", "http://192.0.2.1/keys", "http://localhost.evil.example/keys", "gopher://127.0.0.1/", "nonsense",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (PpKeySource) keys = pp_key_source_new ("https://issuer.example", addresses[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      pp_key_source_get_async (keys, NULL, NULL, pp_test_keep_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (pp_key_source_get_finish (keys, result, &error));
      g_assert_error (error, PP_KEY_SOURCE_ERROR, PP_KEY_SOURCE_ERROR_UNAVAILABLE);
    }
}

#define ADD(path, function) g_test_add ("/authenticator/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Keys that cannot be read are a warning in the log of the server. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  ADD ("known", test_known);
  ADD ("K01-rotation", test_rotation);
  ADD ("K02-refresh", test_refresh);
  ADD ("K03-flood", test_flood);
  ADD ("K04-bad-answers", test_bad_answers);
  ADD ("K05-provider-down", test_provider_down);
  ADD ("K07-two-issuers", test_two_issuers);
  ADD ("K08-other-issuer", test_other_issuer);
  g_test_add_func ("/authenticator/K04-addresses", test_addresses);
  return g_test_run ();
}
