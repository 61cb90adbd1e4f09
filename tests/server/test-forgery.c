/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "pp-base64url.h"
#include "pp-mint.h"
#include "pp-token.h"
#include "pp-token-words.h"

/* Tokens as somebody makes them who has the public key of the issuer, a key of her own, and time. The numbers are those
 * of the catalogue of security cases. */

static PpMint *mint;            /* the issuer's, with the key “one” */
static PpMint *forger;          /* another key under the same id */
static PpKeySet *keys;          /* of the issuer */

/* The code of the error, or -1 for a token that is good. */
static int
check (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpToken) token = pp_token_new_from_text (text, strlen (text), &error);
  g_autoptr (PpIdentity) identity = NULL;
  PpTokenRules rules;

  pp_token_rules_init (&rules, ISSUER, AUDIENCE);
  if (token != NULL && pp_token_verify (token, keys, &error))
    identity = pp_token_identify (token, &rules, NOW, &error);
  if (identity != NULL)
    return -1;
  g_assert_nonnull (error);
  g_assert_true (error->domain == PP_TOKEN_ERROR);

  return error->code;
}

/* What stands before the signature. */
static char *
make_input (const char *header)
{
  g_autofree char *first = pp_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = pp_base64url_encode ((const guint8 *) CLAIMS (""), strlen (CLAIMS ("")));

  return g_strdup_printf ("%s.%s", first, second);
}

static char *
sign_by_secret (const char *header,
                GBytes     *secret)
{
  g_autofree char *input = make_input (header);
  g_autofree char *third = NULL;
  guint8 code[EVP_MAX_MD_SIZE];
  guint length = 0;
  gsize n_bytes;
  const void *bytes = g_bytes_get_data (secret, &n_bytes);

  g_assert_nonnull (HMAC (EVP_sha256 (), bytes != NULL ? bytes : "", n_bytes, (const guint8 *) input, strlen (input),
                          code, &length));
  third = pp_base64url_encode (code, length);

  return g_strdup_printf ("%s.%s", input, third);
}

/* J02: everybody knows the public key; as a secret, in whatever form, it signs nothing. */
static void
test_public_key_as_secret (void)
{
  static const char * const headers[] = { "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}", HEADER };
  g_autofree char *jwk = pp_mint_get_key (mint, "");
  GBytes *secrets[] = {
    pp_mint_get_public_key (mint, PP_MINT_PEM),
    pp_mint_get_public_key (mint, PP_MINT_PEM_TRIMMED),
    pp_mint_get_public_key (mint, PP_MINT_PKCS1_PEM),
    pp_mint_get_public_key (mint, PP_MINT_DER),
    pp_mint_get_public_key (mint, PP_MINT_MODULUS),
    g_bytes_new (jwk, strlen (jwk)),
    g_bytes_new (NULL, 0),
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (headers); j++)
        {
          g_autofree char *token = sign_by_secret (headers[j], secrets[i]);

          g_test_message ("%u %s", i, headers[j]);
          g_assert_cmpint (check (token), ==, j == 0 ? PP_TOKEN_ERROR_MALFORMED : PP_TOKEN_ERROR_SIGNATURE);
        }
      g_bytes_unref (secrets[i]);
    }
}

/* J03: the issuer's own key, and another algorithm, whether the header owns up to it or not. */
static void
test_other_algorithms (void)
{
  static const struct {
    const char *name;
    const char *digest;
    gboolean is_pss;
  } algorithms[] = {
    { "RS256", "SHA256", FALSE },
    { "RS384", "SHA384", FALSE },
    { "RS512", "SHA512", FALSE },
    { "PS256", "SHA256", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      g_autofree char *header =
        g_strdup_printf ("{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"one\"}", algorithms[i].name);
      g_autofree char *open =
        pp_mint_sign_as (mint, header, CLAIMS (""), algorithms[i].digest, algorithms[i].is_pss);
      g_autofree char *hidden =
        pp_mint_sign_as (mint, HEADER, CLAIMS (""), algorithms[i].digest, algorithms[i].is_pss);

      g_test_message ("%s", algorithms[i].name);
      g_assert_cmpint (check (open), ==, i == 0 ? -1 : PP_TOKEN_ERROR_MALFORMED);
      g_assert_cmpint (check (hidden), ==, i == 0 ? -1 : PP_TOKEN_ERROR_SIGNATURE);
    }
}

/* J03: signatures of ES256 that hold for anything where r and s are not looked at (CVE-2022-21449). */
static void
test_empty_signatures (void)
{
  static const char * const headers[] = { "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}", HEADER };
  static const guint8 zeros[256];
  static const gsize lengths[] = { 1, 64, 256 };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lengths); j++)
      {
        g_autofree char *input = make_input (headers[i]);
        g_autofree char *third = pp_base64url_encode (zeros, lengths[j]);
        g_autofree char *token = g_strdup_printf ("%s.%s", input, third);

        g_assert_cmpint (check (token), ==, i == 0 ? PP_TOKEN_ERROR_MALFORMED : PP_TOKEN_ERROR_SIGNATURE);
      }
}

/* J05, J07: a token that brings the key that it is signed by. */
static void
test_own_key (void)
{
  g_autofree char *key = pp_mint_get_key (forger, "");
  g_autofree char *jwk =
    g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"jwk\":%s}", key);
  g_autoptr (GBytes) der = pp_mint_get_public_key (forger, PP_MINT_DER);
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_autofree char *x5c =
    g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\",\"x5c\":[\"%s\"]}", encoded);
  g_autofree char *by_jwk = pp_mint_sign (forger, jwk, CLAIMS (""));
  g_autofree char *by_x5c = pp_mint_sign (forger, x5c, CLAIMS (""));

  g_assert_cmpint (check (by_jwk), ==, PP_TOKEN_ERROR_MALFORMED);
  g_assert_cmpint (check (by_x5c), ==, PP_TOKEN_ERROR_MALFORMED);
}

/* J16: clocks may differ by the leeway of 30 seconds, and by no more. */
static void
test_future (void)
{
  static const struct {
    const char *claims;
    gboolean is_good;
  } cases[] = {
    { CLAIMS (",\"nbf\":1800000020"), TRUE },
    { CLAIMS (",\"nbf\":1800000060"), FALSE },
    { CLAIMS (",\"nbf\":1e308"), FALSE },
    { CLAIMS (",\"nbf\":\"1\""), FALSE },
    { CLAIMS (",\"iat\":1800000020"), TRUE },
    { CLAIMS (",\"iat\":1800000060"), FALSE },
    { CLAIMS (",\"iat\":null"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = pp_mint_sign (mint, HEADER, cases[i].claims);

      g_test_message ("%s", cases[i].claims);
      g_assert_cmpint (check (token), ==, cases[i].is_good ? -1 : PP_TOKEN_ERROR_CLAIMS);
    }
}

/* --- J21 --- */

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* How long it takes to refuse a token whose signature differs in one letter. */
static gint64
measure (const char *good,
         gsize       place)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  g_autofree char *text = g_strdup (good);
  struct timespec before, after;

  while (text[place] == good[place])
    text[place] = letters[g_test_rand_int_range (0, strlen (letters))];
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &before);
  g_assert_cmpint (check (text), ==, PP_TOKEN_ERROR_SIGNATURE);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &after);

  return (after.tv_sec - before.tv_sec) * G_GINT64_CONSTANT (1000000000) + after.tv_nsec - before.tv_nsec;
}

/* The mean of the middle half: the clock of a thread goes in steps, and a median would be one of them. */
static gint64
find_usual (gint64 *numbers,
            guint   n)
{
  gint64 sum = 0;

  qsort (numbers, n, sizeof *numbers, compare_numbers);
  for (guint i = n / 4; i < n - n / 4; i++)
    sum += numbers[i];

  return sum / (n - n / 4 - n / 4);
}

/* J21: where a signature is wrong does not show in how long the refusal takes. The two are measured by turns, either of
 * them first, and each is compared with its neighbour: a busy machine is slower at one time than at another, for both.
 * A twentieth of the time of a check is two microseconds, far below what can be told over a network. */
static void
test_timing (void)
{
  enum { N = 2000 };
  g_autofree char *good = pp_mint_sign (mint, HEADER, CLAIMS (""));
  gsize first = strrchr (good, '.') + 1 - good, last = strlen (good) - 3;
  g_autofree gint64 *early = g_new (gint64, N), *more = g_new (gint64, N);
  gint64 usual, difference;

  g_assert_cmpint (check (good), ==, -1);
  for (guint i = 0; i < N; i++)
    {
      gint64 late = i % 2 == 0 ? measure (good, last) : 0;

      early[i] = measure (good, first);
      if (i % 2 != 0)
        late = measure (good, last);
      more[i] = early[i] - late;
    }
  usual = find_usual (early, N);
  difference = find_usual (more, N);
  g_test_message ("%.1f us, and %.2f us between the two", usual / 1e3, difference / 1e3);
  g_assert_cmpint (ABS (difference), <, usual / 20);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  mint = pp_mint_new ("one", 2048);
  forger = pp_mint_new ("one", 2048);
  text = pp_mint_get_key_set (mint);
  keys = pp_key_set_new_from_json (text, strlen (text), NULL);
  g_test_add_func ("/forgery/J02-public-key-as-secret", test_public_key_as_secret);
  g_test_add_func ("/forgery/J03-other-algorithms", test_other_algorithms);
  g_test_add_func ("/forgery/J03-empty-signatures", test_empty_signatures);
  g_test_add_func ("/forgery/J05-J07-own-key", test_own_key);
  g_test_add_func ("/forgery/J16-future", test_future);
  g_test_add_func ("/forgery/J21-timing", test_timing);
  result = g_test_run ();
  pp_key_set_unref (keys);
  pp_mint_free (mint);
  pp_mint_free (forger);

  return result;
}
