/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-error.h"

G_BEGIN_DECLS

void _gql_error_add_location (GError            *error,
                              const GqlLocation *location);

/* The beginning of a text that may be long, as messages quote it. */
char *_gql_shorten           (const char        *text);

G_END_DECLS
