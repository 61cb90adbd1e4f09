/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-error.h"
#include "gql-limits.h"
#include "gql-node.h"

G_BEGIN_DECLS

/**
 * GqlDocument:
 *
 * A parsed document: operations and fragments, or a type system. Immutable, so any number of threads may
 * use it.
 */
typedef struct _GqlDocument GqlDocument;

GqlDocument   *gql_document_parse          (const char         *text,
                                            gssize              length,
                                            const GqlLimits    *limits,
                                            GError            **error);
GqlDocument   *gql_document_ref            (GqlDocument        *self);
void           gql_document_unref          (GqlDocument        *self);

const GqlNode *gql_document_get_definitions (const GqlDocument *self);
const GqlNode *gql_document_get_operation  (const GqlDocument  *self,
                                            const char         *name,
                                            GError            **error);
const GqlNode *gql_document_get_fragment   (const GqlDocument  *self,
                                            const char         *name);
void           gql_document_get_location   (const GqlDocument  *self,
                                            guint               offset,
                                            GqlLocation        *location);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlDocument, gql_document_unref)

G_END_DECLS
