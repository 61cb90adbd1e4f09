/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-scalar.h"

G_BEGIN_DECLS

/* Of Int, Float, String, Boolean or ID; NULL for other names. */
const GqlScalar *_gql_scalar_lookup_builtin (const char *name);

G_END_DECLS
