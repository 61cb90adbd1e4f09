/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-mint.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

#include "pp-base64url.h"

struct _PpMint {
  char     *key_id;
  EVP_PKEY *key;
};

PpMint *
pp_mint_new (const char *key_id,
             int         n_bits)
{
  PpMint *self = g_new0 (PpMint, 1);

  self->key_id = g_strdup (key_id);
  self->key = EVP_RSA_gen (n_bits);
  g_assert_nonnull (self->key);
  return self;
}

void
pp_mint_free (PpMint *self)
{
  EVP_PKEY_free (self->key);
  g_free (self->key_id);
  g_free (self);
}

static char *
get_number (PpMint     *self,
            const char *name)
{
  BIGNUM *number = NULL;
  g_autofree guint8 *bytes = NULL;
  char *text;

  g_assert_cmpint (EVP_PKEY_get_bn_param (self->key, name, &number), ==, 1);
  bytes = g_malloc (BN_num_bytes (number));
  BN_bn2bin (number, bytes);
  text = pp_base64url_encode (bytes, BN_num_bytes (number));
  BN_free (number);
  return text;
}

char *
pp_mint_get_key (PpMint     *self,
                 const char *members)
{
  g_autofree char *modulus = get_number (self, OSSL_PKEY_PARAM_RSA_N);
  g_autofree char *exponent = get_number (self, OSSL_PKEY_PARAM_RSA_E);

  return g_strdup_printf ("{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"%s}", self->key_id, modulus,
                          exponent, members);
}

char *
pp_mint_get_key_set (PpMint *self)
{
  g_autofree char *key = pp_mint_get_key (self, ",\"alg\":\"RS256\",\"use\":\"sig\"");

  return g_strdup_printf ("{\"keys\":[%s]}", key);
}

char *
pp_mint_sign (PpMint     *self,
              const char *header,
              const char *claims)
{
  g_autofree char *first = pp_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = pp_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *third = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[1024];
  gsize length = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, self->key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, (const guint8 *) input, strlen (input)),
                   ==, 1);
  EVP_MD_CTX_free (context);
  third = pp_base64url_encode (signature, length);
  return g_strdup_printf ("%s.%s", input, third);
}
