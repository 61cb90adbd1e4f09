/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-coerce-private.h"
#include "gql-cost.h"

G_BEGIN_DECLS

gboolean _gql_check_cost (const GqlSchema    *schema,
                          const GqlDocument  *document,
                          const GqlNode      *operation,
                          const GqlVariables *variables,
                          const GqlLimits    *limits,
                          GError            **error);

G_END_DECLS
