/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures what the check of an access token costs in CPU time: one that is new, one that is known, and, as a
 * floor, the bare RS256 check in it. The last line is one JSON object. */

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "pp-mint.h"
#include "pp-token-cache.h"
#include "pp-token.h"

#define N_TOKENS 2000
#define N_ROUNDS 5
#define NOW 1800000000
#define HEADER "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}"

static char *tokens[N_TOKENS];

static double
get_cpu_microseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static void
make_tokens (PpMint *mint)
{
  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autofree char *claims = g_strdup_printf (
        "{\"iss\":\"https://issuer.example\",\"aud\":\"https://api.example\",\"sub\":\"user-%u\",\"org\":\"acme\","
        "\"client_id\":\"parapet-desktop\",\"scope\":\"models\",\"jti\":\"%08x-0000-4000-8000-000000000000\","
        "\"iat\":1799999990,\"exp\":1800000300,\"roles\":[\"architect\"],"
        "\"clearance\":[\"TLP:RED\",\"NATO:SECRET\",\"EU:SECRET\"]}", i, i);

      tokens[i] = pp_mint_sign (mint, HEADER, claims);
    }
}

static void
check_all (PpKeySet     *keys,
           PpTokenCache *cache)
{
  PpTokenRules rules;

  pp_token_rules_init (&rules, "https://issuer.example", "https://api.example");
  for (guint i = 0; i < N_TOKENS; i++)
    {
      gsize length = strlen (tokens[i]);
      g_autoptr (PpToken) token = pp_token_new_from_text (tokens[i], length, NULL);
      g_autoptr (PpIdentity) identity = NULL;

      g_assert_true (pp_token_verify (token, keys, NULL));
      identity = pp_token_identify (token, &rules, NOW, NULL);
      pp_token_cache_add (cache, tokens[i], length, identity);
    }
}

static void
recognise_all (PpTokenCache *cache)
{
  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autoptr (PpIdentity) identity =
        pp_token_cache_look_up (cache, tokens[i], strlen (tokens[i]), NOW);

      g_assert_nonnull (identity);
    }
}

static void
verify_all (PpKeySet *keys,
            PpToken **opened)
{
  for (guint i = 0; i < N_TOKENS; i++)
    g_assert_true (pp_token_verify (opened[i], keys, NULL));
}

int
main (void)
{
  g_autoptr (PpMint) mint = pp_mint_new ("one", 2048);
  g_autofree char *text = pp_mint_get_key_set (mint);
  g_autoptr (PpKeySet) keys = pp_key_set_new_from_json (text, strlen (text), NULL);
  g_autoptr (PpTokenCache) cache = pp_token_cache_new (N_TOKENS);
  PpToken *opened[N_TOKENS];
  double fresh = G_MAXDOUBLE, known = G_MAXDOUBLE, floor = G_MAXDOUBLE;

  make_tokens (mint);
  for (guint i = 0; i < N_TOKENS; i++)
    opened[i] = pp_token_new_from_text (tokens[i], strlen (tokens[i]), NULL);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double start = get_cpu_microseconds (), checked, recognised;

      check_all (keys, cache);
      checked = get_cpu_microseconds ();
      recognise_all (cache);
      recognised = get_cpu_microseconds ();
      verify_all (keys, opened);
      fresh = MIN (fresh, (checked - start) / N_TOKENS);
      known = MIN (known, (recognised - checked) / N_TOKENS);
      floor = MIN (floor, (get_cpu_microseconds () - recognised) / N_TOKENS);
    }
  printf ("{\"new_cpu_us\": %.1f, \"known_cpu_us\": %.2f, \"signature_cpu_us\": %.1f}\n", fresh, known, floor);
  for (guint i = 0; i < N_TOKENS; i++)
    {
      pp_token_free (opened[i]);
      g_free (tokens[i]);
    }
  return 0;
}
