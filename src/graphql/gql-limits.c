/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-limits.h"

/* The introspection query of tools has some 300 tokens, and is 5 deep where `ofType` is not counted. */
static const GqlLimits default_limits = {
  .max_bytes = 100 * 1024,
  .max_tokens = 10000,
  .max_nesting = 100,
  .max_operations = 50,
  .max_aliases = 100,
  .max_directives = 200,
  .max_depth = 12,
  .max_cost = 100000,
  .max_errors = 50,
};

/**
 * gql_limits_get_default:
 *
 * Returns: (transfer none): bounds that suit an interactive client
 */
const GqlLimits *
gql_limits_get_default (void)
{
  return &default_limits;
}
