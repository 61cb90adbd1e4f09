/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GqlLimits:
 * @max_bytes: the longest document
 * @max_tokens: how many tokens it may have
 * @max_nesting: how deep braces and brackets may nest, also in the values of variables
 * @max_operations: how many operations it may define
 * @max_aliases: how many fields may have an alias
 * @max_directives: how many directives it may use
 * @max_depth: how deep fields with selections may nest, fragments spread out; `ofType` of a type is not counted
 * @max_cost: what its execution may cost at most, see [method@Schema.set_cost]
 * @max_errors: after how many errors validation ends
 *
 * Bounds for what comes from outside. They hold before anything is executed; the time of parsing and
 * validation is bounded by them, whatever the document is made of.
 */
typedef struct {
  gsize max_bytes;
  guint max_tokens;
  guint max_nesting;
  guint max_operations;
  guint max_aliases;
  guint max_directives;
  guint max_depth;
  guint max_cost;
  guint max_errors;
} GqlLimits;

const GqlLimits *gql_limits_get_default (void);

G_END_DECLS
