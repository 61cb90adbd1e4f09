/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-signer.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <string.h>

#include "pp-base64url.h"

#define KEY_BITS 2048
#define DIGEST_BYTES 32
#define MAX_SIGNATURE_BYTES 1024

struct _PpSigner {
  EVP_PKEY *key;
  char *modulus;
  char *exponent;
  char *key_id;
};

static char *
get_number (EVP_PKEY   *key,
            const char *name)
{
  BIGNUM *number = NULL;
  g_autofree guint8 *bytes = NULL;
  int n_bytes;

  if (EVP_PKEY_get_bn_param (key, name, &number) != 1)
    return NULL;
  bytes = g_malloc (BN_num_bytes (number));
  n_bytes = BN_bn2bin (number, bytes);
  BN_free (number);
  return pp_base64url_encode (bytes, n_bytes);
}

static EVP_PKEY *
read_key (const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  EVP_PKEY *key;
  BIO *bio;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  bio = BIO_new_mem_buf (text, length);
  key = PEM_read_bio_PrivateKey (bio, NULL, NULL, NULL);
  BIO_free (bio);
  return key;
}

static gboolean
write_key (EVP_PKEY    *key,
           const char  *path,
           GError     **error)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *text = NULL;
  gboolean is_written;
  long length;

  PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (bio, &text);
  is_written = g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  BIO_free (bio);
  return is_written;
}

/* RFC 7638: the digest of the members that make the key, in the order of their names. */
static char *
make_key_id (PpSigner *self)
{
  g_autofree char *members = g_strdup_printf ("{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}", self->exponent,
                                              self->modulus);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_BYTES];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) members, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return pp_base64url_encode (digest, length);
}

PpSigner *
pp_signer_new (const char  *path,
               GError     **error)
{
  g_autoptr (PpSigner) self = g_new0 (PpSigner, 1);

  self->key = read_key (path);
  if (self->key == NULL)
    {
      self->key = EVP_RSA_gen (KEY_BITS);
      if (self->key == NULL || !write_key (self->key, path, error))
        return NULL;
    }
  self->modulus = get_number (self->key, OSSL_PKEY_PARAM_RSA_N);
  self->exponent = get_number (self->key, OSSL_PKEY_PARAM_RSA_E);
  if (self->modulus == NULL || self->exponent == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: is not an RSA key", path);
      return NULL;
    }
  self->key_id = make_key_id (self);
  return g_steal_pointer (&self);
}

void
pp_signer_free (PpSigner *self)
{
  EVP_PKEY_free (self->key);
  g_free (self->modulus);
  g_free (self->exponent);
  g_free (self->key_id);
  g_free (self);
}

char *
pp_signer_get_key_set (PpSigner *self)
{
  return g_strdup_printf ("{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\","
                          "\"e\":\"%s\"}]}", self->key_id, self->modulus, self->exponent);
}

char *
pp_signer_sign (PpSigner   *self,
                const char *claims)
{
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}", self->key_id);
  g_autofree char *first = pp_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = pp_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *third = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[MAX_SIGNATURE_BYTES];
  gsize length = sizeof signature;
  gboolean is_signed = EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, self->key) == 1 &&
                       EVP_DigestSign (context, signature, &length, (const guint8 *) input, strlen (input)) == 1;

  EVP_MD_CTX_free (context);
  g_return_val_if_fail (is_signed, NULL);
  third = pp_base64url_encode (signature, length);
  return g_strdup_printf ("%s.%s", input, third);
}
