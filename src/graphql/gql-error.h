/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GQL_ERROR (gql_error_quark ())
GQuark gql_error_quark (void);

/**
 * GqlErrorCode:
 * @GQL_ERROR_SYNTAX: the text is not a GraphQL document
 * @GQL_ERROR_SCHEMA: the type system document does not describe a schema
 * @GQL_ERROR_VALIDATION: the document does not fit the schema
 * @GQL_ERROR_LIMIT: the document or what it asks for is larger than [struct@Limits] allows
 * @GQL_ERROR_REQUEST: there is no such operation, or a variable has a value that does not fit
 * @GQL_ERROR_FIELD: one field could not be resolved; the rest of the answer stands
 *
 * Errors of the engine. Resolvers may return errors of this domain to tell a client what was wrong;
 * the messages of other domains are not shown to clients, see [method@Request.set_error_func].
 */
typedef enum {
  GQL_ERROR_SYNTAX,
  GQL_ERROR_SCHEMA,
  GQL_ERROR_VALIDATION,
  GQL_ERROR_LIMIT,
  GQL_ERROR_REQUEST,
  GQL_ERROR_FIELD,
} GqlErrorCode;

/**
 * GqlLocation:
 * @line: the line, from 1
 * @column: the column, from 1, in UTF-16 units as clients count them
 *
 * A place in a document.
 */
typedef struct {
  guint line;
  guint column;
} GqlLocation;

const GqlLocation *gql_error_get_locations (const GError *error,
                                            guint        *n_locations);

G_END_DECLS
