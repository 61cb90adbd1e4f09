/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-token.h"

#include <string.h>

#include "pp-base64url.h"
#include "pp-mint.h"
#include "pp-token-cache.h"
#include "pp-token-words.h"

static PpMint *mint;            /* the issuer's, with the key “one” */
static PpMint *forger;          /* another key under the same id */

static PpKeySet *
get_keys (PpMint *of)
{
  g_autofree char *text = pp_mint_get_key_set (of);
  g_autoptr (GError) error = NULL;
  PpKeySet *keys = pp_key_set_new_from_json (text, strlen (text), &error);

  g_assert_no_error (error);
  return keys;
}

static PpIdentity *
check (const char  *text,
       GError     **error)
{
  g_autoptr (PpKeySet) keys = get_keys (mint);
  g_autoptr (PpToken) token = pp_token_new_from_text (text, strlen (text), error);
  PpTokenRules rules;

  pp_token_rules_init (&rules, ISSUER, AUDIENCE);
  if (token == NULL || !pp_token_verify (token, keys, error))
    return NULL;
  return pp_token_identify (token, &rules, NOW, error);
}

static PpIdentity *
check_claims (const char  *claims,
              GError     **error)
{
  g_autofree char *text = pp_mint_sign (mint, HEADER, claims);

  return check (text, error);
}

static void
test_good (void)
{
  static const char * const claims[] = {
    CLAIMS (""),
    CLAIMS (",\"foo\":{\"a\":[1]}"),
    CLAIMS (",\"nbf\":1799999990,\"iat\":1799999990.25"),
    "{\"iss\":\"" ISSUER "\",\"aud\":[\"other\",\"" AUDIENCE "\"],\"sub\":\"alice\",\"org\":\"acme\","
    "\"scope\":[\"openid\",\"models\"],\"exp\":1799999995}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PpIdentity) identity = check_claims (claims[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (pp_identity_get_subject (identity), ==, "alice");
      g_assert_cmpstr (pp_identity_get_organisation (identity), ==, "acme");
      g_assert_cmpstr (pp_identity_get_issuer (identity), ==, ISSUER);
      g_assert_cmpint (pp_identity_get_roles (identity), ==, 0);
      g_assert_true (pp_marking_is_empty (pp_identity_get_clearance (identity)));
    }
}

/* What a bearer is granted: exactly what is named by its one right name. */
static void
test_grants (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpIdentity) identity =
    check_claims (CLAIMS (",\"roles\":[\"architect\",\"superuser\",\"Admin\"],\"clearance\":["
                          "\"TLP:GREEN\",\"TLP:AMBER+STRICT\",\"TLP:CLEAR\",\"NATO:COSMIC-TOP-SECRET\","
                          "\"EU:RESTRICTED\",\"EU:secret\",\"EU: SECRET\",\"EU:TOP SECRE\xd0\xa2\","
                          "\"TLP\",\"CAVEAT:ORCON\",\"XX:SECRET\"]"), &error);
  const PpMarking *clearance;

  g_assert_no_error (error);
  clearance = pp_identity_get_clearance (identity);
  g_assert_cmpint (pp_identity_get_roles (identity), ==, PP_ROLE_ARCHITECT);
  g_assert_cmpstr (pp_marking_get_level (clearance, PP_MARKING_TLP), ==, "AMBER+STRICT");
  g_assert_cmpstr (pp_marking_get_level (clearance, PP_MARKING_NATO), ==, "COSMIC TOP SECRET");
  g_assert_cmpstr (pp_marking_get_level (clearance, PP_MARKING_EU), ==, "RESTREINT UE/EU RESTRICTED");
  g_assert_cmpstr (clearance->caveats[0], ==, "ORCON");
  g_assert_null (clearance->caveats[1]);
}

static void
test_refused_claims (void)
{
  static const char * const claims[] = {
    "{\"iss\":\"" ISSUER "/\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":[\"" ISSUER "\"],\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "x\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":[],\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":[\"o\"],\"scope\":\"models\",\"exp\":1800000300}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\"}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":\"1800000300\"}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":null}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":-1}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1e308}",
    "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\",\"scope\":\"models\",\"exp\":1799999940}",
    CLAIMS (",\"nbf\":1800003600"),
    CLAIMS (",\"iat\":1800003600"),
    CLAIMS (",\"nbf\":\"now\""),
    CLAIMS (",\"roles\":\"admin\""),
    CLAIMS (",\"clearance\":\"TLP:RED\""),
    CLAIMS (",\"roles\":[1]"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", claims[i]);
      g_assert_null (check_claims (claims[i], &error));
      g_assert_error (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_CLAIMS);
    }
}

static void
test_scope (void)
{
  static const char * const scopes[] = { "openid", "models-x xmodels", "" };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autofree char *claims =
        g_strdup_printf ("{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"a\",\"org\":\"o\","
                         "\"scope\":\"%s\",\"exp\":1800000300}", scopes[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (check_claims (claims, &error));
      g_assert_error (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_SCOPE);
    }
}

static void
test_refused_headers (void)
{
  static const char * const headers[] = {
    "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":\"rs256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":[\"RS256\"],\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":1}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\\u0000x\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"crit\":[]}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"jku\":\"https://evil.example\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"x5u\":\"https://evil.example\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"x5c\":[\"AAAA\"]}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"jwk\":{\"kty\":\"RSA\"}}",
    "{\"alg\":\"RS384\",\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"../one\",\"b64\":false}",
    "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"alg\":\"RS256\"}",
    "[]",
    "{alg:RS256}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *text = pp_mint_sign (mint, headers[i], CLAIMS (""));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", headers[i]);
      g_assert_null (check (text, &error));
      g_assert_error (error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_MALFORMED);
    }
}

static void
test_types (void)
{
  static const struct {
    const char *type;
    gboolean    accepted;
  } types[] = {
    { "at+jwt", TRUE }, { "AT+JWT", TRUE }, { "application/at+jwt", TRUE },
    { "JWT", FALSE }, { "logout+jwt", FALSE }, { "", FALSE }, { "at+jwt ", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *header =
        g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"%s\",\"kid\":\"one\"}", types[i].type);
      g_autofree char *text = pp_mint_sign (mint, header, CLAIMS (""));
      g_autoptr (PpIdentity) identity = check (text, NULL);

      g_assert_cmpint (identity != NULL, ==, types[i].accepted);
    }
}

static void
test_other_key (void)
{
  g_autofree char *forged = pp_mint_sign (forger, HEADER, CLAIMS (""));
  g_autofree char *unknown =
    pp_mint_sign (forger, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"two\"}", CLAIMS (""));
  g_autoptr (GError) forged_error = NULL, unknown_error = NULL;

  g_assert_null (check (forged, &forged_error));
  g_assert_error (forged_error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_SIGNATURE);
  g_assert_null (check (unknown, &unknown_error));
  g_assert_error (unknown_error, PP_TOKEN_ERROR, PP_TOKEN_ERROR_KEY);
}

/* J23: no token with any letter changed is good. */
static void
test_mutations (void)
{
  static const char letters[] = "ABCabc012-_=.+/ \n\x80";
  g_autofree char *text = pp_mint_sign (mint, HEADER, CLAIMS (""));
  gsize length = strlen (text);
  guint n_rounds = g_test_thorough () ? 200000 : 20000;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *mutant = g_strdup (text);
      gsize place = g_test_rand_int_range (0, length);

      mutant[place] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      if (g_test_rand_int_range (0, 4) == 0)
        memmove (mutant + place, mutant + place + 1, length - place);
      if (g_str_equal (mutant, text))
        continue;
      g_assert_null (check (mutant, NULL));
    }
}

/* J11, J23: what the right key has signed is read with as little trust: it grants nothing that it does not say. */
static void
test_signed_mutants (void)
{
  static const char letters[] = "{}[]\",:\\u0e-1 \n\x80\xff";
  static const char grants[] = CLAIMS (",\"roles\":[\"viewer\"],\"clearance\":[\"TLP:GREEN\"],\"nbf\":1");
  guint n_rounds = g_test_thorough () ? 20000 : 1000;

  for (guint i = 0; i < n_rounds; i++)
    {
      gboolean is_header = i % 4 == 0;
      g_autofree char *mutant = g_strdup (is_header ? HEADER : grants);
      g_autofree char *text = NULL;
      g_autoptr (PpIdentity) identity = NULL;

      for (guint j = g_test_rand_int_range (1, 4); j > 0; j--)
        mutant[g_test_rand_int_range (0, strlen (mutant))] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      text = pp_mint_sign (mint, is_header ? mutant : HEADER, is_header ? grants : mutant);
      identity = check (text, NULL);
      if (identity == NULL)
        continue;
      g_assert_cmpstr (pp_identity_get_issuer (identity), ==, ISSUER);
      g_assert_cmpstr (pp_identity_get_subject (identity), !=, "");
      g_assert_cmpint (pp_identity_get_roles (identity) & ~PP_ROLE_VIEWER, ==, 0);
      g_assert_cmpuint (pp_identity_get_clearance (identity)->levels[PP_MARKING_TLP], <=, 2);
    }
}

static void
test_base64url (void)
{
  static const char * const refused[] = { "A", "AAAAA", "AA=", "AA==", "A+", "A/", "A A", "AB", "AAB", "AA\n" };

  for (guint length = 0; length < 40; length++)
    {
      guint8 bytes[40];
      g_autofree char *text = NULL;
      g_autoptr (GBytes) decoded = NULL;

      for (guint i = 0; i < length; i++)
        bytes[i] = g_test_rand_int_range (0, 256);
      text = pp_base64url_encode (bytes, length);
      decoded = pp_base64url_decode (text, strlen (text));
      g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), bytes, length);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (pp_base64url_decode (refused[i], strlen (refused[i])));
}

/* K06: what is no sound RSA key for RS256 is passed over; the others of the set stay. */
static void
test_key_set (void)
{
  g_autoptr (PpMint) small = pp_mint_new ("small", 1024);
  g_autoptr (PpMint) other = pp_mint_new ("enc", 2048);
  g_autofree char *good = pp_mint_get_key (mint, "");
  g_autofree char *twin = pp_mint_get_key (forger, "");
  g_autofree char *weak = pp_mint_get_key (small, "");
  g_autofree char *for_encryption = pp_mint_get_key (other, ",\"use\":\"enc\"");
  g_autofree char *for_pss = pp_mint_get_key (other, ",\"alg\":\"PS256\"");
  g_autofree char *text = g_strdup_printf (
    "{\"keys\":[%s,%s,%s,%s,%s,{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"},7,"
    "{\"kty\":\"RSA\",\"kid\":\"even\",\"n\":\"AQAB\",\"e\":\"Ag\"},{\"kty\":\"EC\",\"kid\":\"c\"}]}",
    good, twin, weak, for_encryption, for_pss);
  g_autoptr (GError) error = NULL;
  g_autoptr (PpKeySet) keys = pp_key_set_new_from_json (text, strlen (text), &error);
  g_autoptr (PpKeySet) alone = get_keys (mint);

  g_assert_no_error (error);
  g_assert_cmpuint (pp_key_set_get_size (keys), ==, 1);
  g_assert_true (pp_key_set_has (keys, "one"));
  g_assert_true (pp_key_set_equal (keys, alone));
}

static void
test_refused_key_sets (void)
{
  static const char * const texts[] = { "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]", "{\"keys\":[],\"keys\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_key_set_new_from_json (texts[i], strlen (texts[i]), &error));
      g_assert_nonnull (error);
    }
}

/* J22: known until it expires, and no longer; the cache is bounded. */
static void
test_cache (void)
{
  g_autoptr (PpTokenCache) cache = pp_token_cache_new (3);
  g_autoptr (PpMarking) clearance = pp_marking_new ();
  g_autoptr (PpIdentity) alice = pp_identity_new (ISSUER, "alice", "Alice", "acme", 0, clearance, NOW + 10);
  g_autoptr (PpIdentity) known = NULL;

  pp_token_cache_add (cache, "a", 1, alice);
  pp_token_cache_add (cache, "b", 1, alice);
  pp_token_cache_add (cache, "c", 1, alice);
  known = pp_token_cache_look_up (cache, "a", 1, NOW);
  g_assert_true (known == alice);
  pp_token_cache_add (cache, "d", 1, alice);
  g_assert_cmpuint (pp_token_cache_get_size (cache), ==, 3);
  g_assert_null (pp_token_cache_look_up (cache, "b", 1, NOW));
  g_assert_null (pp_token_cache_look_up (cache, "a", 1, NOW + 10));
  g_assert_null (pp_token_cache_look_up (cache, "a", 1, NOW));
  pp_token_cache_clear (cache);
  g_assert_cmpuint (pp_token_cache_get_size (cache), ==, 0);
  g_assert_null (pp_token_cache_look_up (cache, "d", 1, NOW));
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *token = g_strdup_printf ("%u", i);

      pp_token_cache_add (cache, token, strlen (token), alice);
      pp_token_cache_add (cache, token, strlen (token), alice);
    }
  g_assert_cmpuint (pp_token_cache_get_size (cache), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  mint = pp_mint_new ("one", 2048);
  forger = pp_mint_new ("one", 2048);
  g_test_add_func ("/token/J12-J14-J15-good", test_good);
  g_test_add_func ("/token/J18-grants", test_grants);
  g_test_add_func ("/token/J13-J17-refused-claims", test_refused_claims);
  g_test_add_func ("/token/J19-scope", test_scope);
  g_test_add_func ("/token/J01-J08-refused-headers", test_refused_headers);
  g_test_add_func ("/token/J12-types", test_types);
  g_test_add_func ("/token/J04-J09-other-key", test_other_key);
  g_test_add_func ("/token/J09-J23-mutations", test_mutations);
  g_test_add_func ("/token/J11-J23-signed-mutants", test_signed_mutants);
  g_test_add_func ("/token/J10-base64url", test_base64url);
  g_test_add_func ("/token/K06-key-set", test_key_set);
  g_test_add_func ("/token/K04-refused-key-sets", test_refused_key_sets);
  g_test_add_func ("/token/J22-cache", test_cache);
  result = g_test_run ();
  pp_mint_free (mint);
  pp_mint_free (forger);
  return result;
}
