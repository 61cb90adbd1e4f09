/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-token-cache.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

typedef struct {
  guint8      digest[SHA256_DIGEST_LENGTH];
  PpIdentity *identity;
  GList       link;             /* in the order of use, the latest first */
} Entry;

struct _PpTokenCache {
  GHashTable *entries;          /* Entry → itself, by digest */
  GQueue      order;
  EVP_MD     *sha256;           /* looking for it takes as long as using it */
  guint       max_tokens;
};

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, SHA256_DIGEST_LENGTH) == 0;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  pp_identity_unref (entry->identity);
  g_free (entry);
}

PpTokenCache *
pp_token_cache_new (guint max_tokens)
{
  PpTokenCache *self = g_new0 (PpTokenCache, 1);

  self->entries = g_hash_table_new_full (hash_digest, equal_digests, NULL, free_entry);
  g_queue_init (&self->order);
  self->sha256 = EVP_MD_fetch (NULL, "SHA256", NULL);
  g_assert (self->sha256 != NULL);
  self->max_tokens = MAX (max_tokens, 1);
  return self;
}

void
pp_token_cache_free (PpTokenCache *self)
{
  g_hash_table_unref (self->entries);
  EVP_MD_free (self->sha256);
  g_free (self);
}

static void
make_digest (PpTokenCache *self,
             const char   *token,
             gsize         length,
             guint8        digest[SHA256_DIGEST_LENGTH])
{
  int is_done = EVP_Digest (token, length, digest, NULL, self->sha256, NULL);

  g_assert (is_done == 1);
}

static void
forget (PpTokenCache *self,
        Entry        *entry)
{
  g_queue_unlink (&self->order, &entry->link);
  g_hash_table_remove (self->entries, entry->digest);
}

PpIdentity *
pp_token_cache_look_up (PpTokenCache *self,
                        const char   *token,
                        gsize         length,
                        double        now)
{
  guint8 digest[SHA256_DIGEST_LENGTH];
  Entry *entry;

  make_digest (self, token, length, digest);
  entry = g_hash_table_lookup (self->entries, digest);
  if (entry == NULL)
    return NULL;
  if (pp_identity_get_expires (entry->identity) <= now)
    {
      forget (self, entry);
      return NULL;
    }
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  return pp_identity_ref (entry->identity);
}

void
pp_token_cache_add (PpTokenCache *self,
                    const char   *token,
                    gsize         length,
                    PpIdentity   *identity)
{
  Entry *entry = g_new0 (Entry, 1);
  Entry *old;

  make_digest (self, token, length, entry->digest);
  entry->identity = pp_identity_ref (identity);
  entry->link.data = entry;
  old = g_hash_table_lookup (self->entries, entry->digest);
  if (old != NULL)
    forget (self, old);
  else if (g_hash_table_size (self->entries) >= self->max_tokens)
    forget (self, self->order.tail->data);
  g_hash_table_insert (self->entries, entry->digest, entry);
  g_queue_push_head_link (&self->order, &entry->link);
}

void
pp_token_cache_clear (PpTokenCache *self)
{
  g_hash_table_remove_all (self->entries);
  g_queue_init (&self->order);
}

guint
pp_token_cache_get_size (PpTokenCache *self)
{
  return g_hash_table_size (self->entries);
}
