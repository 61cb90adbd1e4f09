/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-mint.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/encoder.h>
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
pp_mint_sign_as (PpMint     *self,
                 const char *header,
                 const char *claims,
                 const char *digest,
                 gboolean    is_pss)
{
  g_autofree char *first = pp_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = pp_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *third = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_context = NULL;
  guint8 signature[1024];
  gsize length = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit_ex (context, &key_context, digest, NULL, NULL, self->key, NULL), ==, 1);
  if (is_pss)
    g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (key_context, RSA_PKCS1_PSS_PADDING), >, 0);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, (const guint8 *) input, strlen (input)),
                   ==, 1);
  EVP_MD_CTX_free (context);
  third = pp_base64url_encode (signature, length);
  return g_strdup_printf ("%s.%s", input, third);
}

char *
pp_mint_sign (PpMint     *self,
              const char *header,
              const char *claims)
{
  return pp_mint_sign_as (self, header, claims, "SHA256", FALSE);
}

static GBytes *
encode_key (PpMint     *self,
            const char *type,
            const char *structure)
{
  OSSL_ENCODER_CTX *context = OSSL_ENCODER_CTX_new_for_pkey (self->key, EVP_PKEY_PUBLIC_KEY, type, structure, NULL);
  guint8 *bytes = NULL;
  gsize length = 0;
  GBytes *key;

  g_assert_cmpint (OSSL_ENCODER_to_data (context, &bytes, &length), ==, 1);
  key = g_bytes_new (bytes, length);
  OPENSSL_free (bytes);
  OSSL_ENCODER_CTX_free (context);
  return key;
}

GBytes *
pp_mint_get_public_key (PpMint     *self,
                        PpMintForm  form)
{
  g_autoptr (GBytes) pem = encode_key (self, "PEM", "SubjectPublicKeyInfo");
  g_autofree char *modulus = get_number (self, OSSL_PKEY_PARAM_RSA_N);

  switch (form)
    {
    case PP_MINT_PEM:
      return g_steal_pointer (&pem);
    case PP_MINT_PEM_TRIMMED:
      return g_bytes_new_from_bytes (pem, 0, g_bytes_get_size (pem) - 1);
    case PP_MINT_PKCS1_PEM:
      return encode_key (self, "PEM", "type-specific");
    case PP_MINT_DER:
      return encode_key (self, "DER", "SubjectPublicKeyInfo");
    case PP_MINT_MODULUS:
    default:
      return pp_base64url_decode (modulus, strlen (modulus));
    }
}
