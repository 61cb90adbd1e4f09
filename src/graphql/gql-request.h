/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document.h"
#include "gql-schema.h"

G_BEGIN_DECLS

/**
 * GqlRequest:
 *
 * What is to be executed: an operation of a document, with the values of its variables, and what the
 * resolvers need to know of who asks.
 */
typedef struct _GqlRequest GqlRequest;

/**
 * GqlErrorFunc:
 * @error: an error of a field
 * @message: (inout): what the client will be told; to be changed where it must not be told
 * @extensions: what the client's program will be told: the members of a JSON object, to be appended as
 *   `"code":"NOT_FOUND"`; empty for nothing
 * @user_data: what was given with the function
 *
 * Called once for each error of a resolver before it becomes part of an answer.
 */
typedef void (*GqlErrorFunc) (const GError *error,
                              GString      *message,
                              GString      *extensions,
                              gpointer      user_data);

GqlRequest *gql_request_new                (GqlSchema        *schema,
                                            GqlDocument      *document);
GqlRequest *gql_request_ref                (GqlRequest       *self);
void        gql_request_unref              (GqlRequest       *self);

void        gql_request_set_operation_name (GqlRequest       *self,
                                            const char       *name);
void        gql_request_set_variables      (GqlRequest       *self,
                                            JsonObject       *variables);
void        gql_request_set_root           (GqlRequest       *self,
                                            GqlValue          root);
void        gql_request_set_context        (GqlRequest       *self,
                                            gpointer          context,
                                            GDestroyNotify    destroy);
void        gql_request_set_limits         (GqlRequest       *self,
                                            const GqlLimits  *limits);
void        gql_request_set_introspection  (GqlRequest       *self,
                                            gboolean          is_allowed);
void        gql_request_set_error_func     (GqlRequest       *self,
                                            GqlErrorFunc      func,
                                            gpointer          user_data);
const GqlNode *gql_request_get_operation   (GqlRequest       *self,
                                            GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlRequest, gql_request_unref)

G_END_DECLS
