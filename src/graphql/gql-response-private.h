/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-error.h"
#include "gql-response.h"

G_BEGIN_DECLS

/* Takes @json. */
GqlResponse *_gql_response_new     (GString           *json,
                                    gboolean           has_data,
                                    guint              n_errors);

/* `,"locations":[…]`, or nothing. */
void         _gql_append_locations (const GqlLocation *locations,
                                    guint              n_locations,
                                    GString           *out);

G_END_DECLS
