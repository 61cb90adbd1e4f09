/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document.h"

G_BEGIN_DECLS

/**
 * GqlDocumentCache:
 *
 * Documents that are valid, by their text: clients ask the same few again and again. Those that were wanted last are
 * kept, within bounds.
 */
typedef struct _GqlDocumentCache GqlDocumentCache;

GqlDocumentCache *gql_document_cache_new    (guint             max_documents,
                                             gsize             max_bytes);
void              gql_document_cache_free   (GqlDocumentCache *self);
GqlDocument      *gql_document_cache_lookup (GqlDocumentCache *self,
                                             const char       *text);
void              gql_document_cache_add    (GqlDocumentCache *self,
                                             const char       *text,
                                             GqlDocument      *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlDocumentCache, gql_document_cache_free)

G_END_DECLS
