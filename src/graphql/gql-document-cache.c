/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-document-cache.h"

typedef struct {
  GList link;                   /* its data is the entry */
  char *text;
  gsize length;
  GqlDocument *document;
} Entry;

struct _GqlDocumentCache {
  /* owned */
  GHashTable *entries;          /* text → Entry */

  /* state */
  GQueue by_use;                /* the last that was wanted first */
  gsize n_bytes;
  guint max_documents;
  gsize max_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  gql_document_unref (entry->document);
  g_free (entry->text);
  g_free (entry);
}

/**
 * gql_document_cache_new:
 * @max_documents: how many documents it holds at most
 * @max_bytes: how long their texts are together at most; parsed, they take some times that
 *
 * Returns: (transfer full): a cache that holds nothing
 */
GqlDocumentCache *
gql_document_cache_new (guint max_documents,
                        gsize max_bytes)
{
  GqlDocumentCache *self = g_new0 (GqlDocumentCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->max_documents = max_documents;
  self->max_bytes = max_bytes;

  return self;
}

/**
 * gql_document_cache_free:
 * @self: (transfer full): a cache
 */
void
gql_document_cache_free (GqlDocumentCache *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * gql_document_cache_lookup:
 * @self: a cache
 * @text: the text of a document
 *
 * Returns: (transfer full) (nullable): the document that was added with this very text
 */
GqlDocument *
gql_document_cache_lookup (GqlDocumentCache *self,
                           const char       *text)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  entry = g_hash_table_lookup (self->entries, text);
  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->by_use, &entry->link);
  g_queue_push_head_link (&self->by_use, &entry->link);

  return gql_document_ref (entry->document);
}

static void
drop (GqlDocumentCache *self,
      Entry            *entry)
{
  g_queue_unlink (&self->by_use, &entry->link);
  self->n_bytes -= entry->length;
  g_hash_table_remove (self->entries, entry->text);
}

/**
 * gql_document_cache_add:
 * @self: a cache
 * @text: the text of a document
 * @document: what it was parsed to, and found valid for the one schema that the cache is used for
 *
 * Keeps a document; what nobody has wanted for long makes room. One that would take more than a quarter of all is not
 * kept.
 */
void
gql_document_cache_add (GqlDocumentCache *self,
                        const char       *text,
                        GqlDocument      *document)
{
  gsize length;
  Entry *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);
  g_return_if_fail (document != NULL);

  length = strlen (text);
  if (length > self->max_bytes / 4 || self->max_documents == 0)
    return;
  entry = g_hash_table_lookup (self->entries, text);
  if (entry != NULL)
    drop (self, entry);
  while (self->by_use.length >= self->max_documents || self->n_bytes + length > self->max_bytes)
    drop (self, self->by_use.tail->data);

  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->text = g_memdup2 (text, length + 1);
  entry->length = length;
  entry->document = gql_document_ref (document);
  self->n_bytes += length;
  g_queue_push_head_link (&self->by_use, &entry->link);
  g_hash_table_insert (self->entries, entry->text, entry);
}
