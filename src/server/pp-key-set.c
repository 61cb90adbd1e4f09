/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-key-set.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "pp-base64url.h"
#include "pp-json.h"

#define MAX_KEYS 64
#define MAX_ID_BYTES 256
#define MIN_BITS 2048
#define MAX_BITS 8192

typedef struct {
  EVP_PKEY   *key;
  EVP_MD_CTX *context;          /* prepared, copied for each check */
} Key;

struct _PpKeySet {
  GHashTable *keys;             /* id → Key */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

static void
free_key (gpointer data)
{
  Key *key = data;

  EVP_MD_CTX_free (key->context);
  EVP_PKEY_free (key->key);
  g_free (key);
}

static BIGNUM *
read_number (JsonObject *object,
             const char *name)
{
  const char *text = pp_json_get_string (object, name, NULL);
  g_autoptr (GBytes) bytes = text != NULL ? pp_base64url_decode (text, strlen (text)) : NULL;
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return size > 0 && size <= MAX_BITS / 8 + 1 ? BN_bin2bn (data, size, NULL) : NULL;
}

static gboolean
is_sound (const BIGNUM *modulus,
          const BIGNUM *exponent)
{
  int n_bits = BN_num_bits (modulus);

  return n_bits >= MIN_BITS && n_bits <= MAX_BITS && BN_is_odd (modulus) && BN_is_odd (exponent) &&
         !BN_is_one (exponent) && BN_num_bits (exponent) <= 64;
}

static EVP_PKEY *
make_public_key (const BIGNUM *modulus,
                 const BIGNUM *exponent)
{
  g_autoptr (OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "RSA", NULL);
  g_autoptr (OSSL_PARAM) parameters = NULL;
  EVP_PKEY *key = NULL;

  if (!OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, modulus) ||
      !OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, exponent))
    return NULL;
  parameters = OSSL_PARAM_BLD_to_param (builder);
  if (parameters == NULL || EVP_PKEY_fromdata_init (context) <= 0 ||
      EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters) <= 0)
    return NULL;
  return key;
}

static Key *
make_key (JsonObject *object)
{
  g_autoptr (BIGNUM) modulus = read_number (object, "n");
  g_autoptr (BIGNUM) exponent = read_number (object, "e");
  g_autoptr (EVP_PKEY) public_key = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  Key *key;

  if (modulus == NULL || exponent == NULL || !is_sound (modulus, exponent))
    return NULL;
  public_key = make_public_key (modulus, exponent);
  if (public_key == NULL || EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, public_key) <= 0)
    return NULL;
  key = g_new0 (Key, 1);
  key->key = g_steal_pointer (&public_key);
  key->context = g_steal_pointer (&context);
  return key;
}

/* Whether a key is meant for what we use it for. A member that is absent forbids nothing. */
static gboolean
is_for_signatures (JsonObject *object)
{
  return g_str_equal (pp_json_get_string (object, "kty", ""), "RSA") &&
         (!json_object_has_member (object, "use") ||
          g_str_equal (pp_json_get_string (object, "use", ""), "sig")) &&
         (!json_object_has_member (object, "alg") ||
          g_str_equal (pp_json_get_string (object, "alg", ""), "RS256"));
}

static gboolean
add_key (PpKeySet   *self,
         JsonObject *object)
{
  const char *id = pp_json_get_string (object, "kid", "");
  Key *key;

  if (*id == '\0' || strlen (id) > MAX_ID_BYTES || g_hash_table_contains (self->keys, id) ||
      !is_for_signatures (object))
    return FALSE;
  key = make_key (object);
  if (key == NULL)
    return FALSE;
  g_hash_table_insert (self->keys, g_strdup (id), key);
  return TRUE;
}

static JsonArray *
find_keys (JsonNode  *root,
           GError   **error)
{
  JsonArray *keys =
    JSON_NODE_HOLDS_OBJECT (root) ? pp_json_get_array (json_node_get_object (root), "keys") : NULL;

  if (keys == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The key set has no list “keys”");
  else if (json_array_get_length (keys) > MAX_KEYS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The key set has %u keys, %d are read",
                 json_array_get_length (keys), MAX_KEYS);
  else
    return keys;
  return NULL;
}

/**
 * pp_key_set_new_from_json:
 * @text: (array length=length): a JSON Web Key Set
 * @length: its length in bytes
 * @error: return location for a #PpJsonError, or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full): the keys, of which there may be none
 */
PpKeySet *
pp_key_set_new_from_json (const char  *text,
                          gsize        length,
                          GError     **error)
{
  static const PpJsonLimits limits = { PP_KEY_SET_MAX_BYTES, 16, TRUE };
  g_autoptr (JsonNode) root = pp_json_parse (text, length, &limits, error);
  JsonArray *keys = root != NULL ? find_keys (root, error) : NULL;
  PpKeySet *self;

  if (keys == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (PpKeySet);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_key);
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      JsonNode *node = json_array_get_element (keys, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) || !add_key (self, json_node_get_object (node)))
        g_info ("Key %u of the key set is not used: it is not an RSA key for RS256 with an id of its own", i);
    }
  return self;
}

PpKeySet *
pp_key_set_ref (PpKeySet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PpKeySet *self = data;

  g_hash_table_unref (self->keys);
}

void
pp_key_set_unref (PpKeySet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
pp_key_set_get_size (PpKeySet *self)
{
  return g_hash_table_size (self->keys);
}

gboolean
pp_key_set_has (PpKeySet   *self,
                const char *key_id)
{
  return g_hash_table_contains (self->keys, key_id);
}

gboolean
pp_key_set_equal (PpKeySet *a,
                  PpKeySet *b)
{
  GHashTableIter iter;
  gpointer id, key;

  if (pp_key_set_get_size (a) != pp_key_set_get_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a->keys);
  while (g_hash_table_iter_next (&iter, &id, &key))
    {
      Key *other = g_hash_table_lookup (b->keys, id);

      if (other == NULL || EVP_PKEY_eq (((Key *) key)->key, other->key) != 1)
        return FALSE;
    }
  return TRUE;
}

gboolean
pp_key_set_verify (PpKeySet   *self,
                   const char *key_id,
                   const char *input,
                   gsize       input_length,
                   GBytes     *signature)
{
  Key *key = g_hash_table_lookup (self->keys, key_id);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (signature, &size);
  gboolean holds = key != NULL && size == (gsize) EVP_PKEY_get_size (key->key) &&
                   EVP_MD_CTX_copy_ex (context, key->context) == 1 &&
                   EVP_DigestVerify (context, data, size, (const guint8 *) input, input_length) == 1;

  /* What failed stays in a queue of the thread. */
  ERR_clear_error ();
  return holds;
}
