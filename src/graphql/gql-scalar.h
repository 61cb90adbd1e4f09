/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-value.h"

G_BEGIN_DECLS

/**
 * GqlCoerceFunc:
 * @value: (inout): a value, to be changed in place
 * @arena: what text that is made shall live in
 * @error: return location for an error
 *
 * Turns a value into one of a scalar type.
 *
 * Returns: whether there is such a value; else the error tells why not
 */
typedef gboolean (*GqlCoerceFunc) (GqlValue  *value,
                                   GqlArena  *arena,
                                   GError   **error);

/**
 * GqlScalar:
 * @parse: for what clients send; text of enumerations is %GQL_VALUE_ENUM, and null never comes
 * @serialize: for what resolvers return; never null
 *
 * What a scalar type accepts and returns. %NULL is whatever comes.
 */
typedef struct {
  GqlCoerceFunc parse;
  GqlCoerceFunc serialize;
} GqlScalar;

const GqlScalar *gql_scalar_get_json      (void);
const GqlScalar *gql_scalar_get_text      (void);
const GqlScalar *gql_scalar_get_date_time (void);

G_END_DECLS
