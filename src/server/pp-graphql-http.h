/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql.h"
#include "pp-http.h"

G_BEGIN_DECLS

/**
 * PpGraphqlHttp:
 * @schema: the schema
 * @forbids_introspection: whether nobody may ask for the schema itself
 * @limits: (nullable): bounds of documents, or %NULL for the default ones
 * @documents: (nullable): keeps those that are valid
 * @error_func: (nullable): what clients are told of errors
 * @error_data: what that is given
 *
 * How GraphQL is spoken over HTTP.
 */
typedef struct {
  GqlSchema *schema;
  gboolean forbids_introspection;
  const GqlLimits *limits;
  GqlDocumentCache *documents;
  GqlErrorFunc error_func;
  gpointer error_data;
} PpGraphqlHttp;

void pp_graphql_http_answer (const PpGraphqlHttp *self,
                             PpHttpRequest       *request,
                             gpointer             context,
                             GDestroyNotify       destroy);

G_END_DECLS
