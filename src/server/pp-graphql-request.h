/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graphql-http.h"

G_BEGIN_DECLS

/* What HTTP and WebSocket have in common: a request is an object with `query`, and perhaps `operationName`,
 * `variables` and `extensions`. */
gboolean    pp_graphql_request_is_well_formed (JsonObject           *parameters);

/* (transfer full) (nullable): what is to be executed; else @refusal is set to the answer. */
GqlRequest *pp_graphql_request_new            (const PpGraphqlHttp  *graphql,
                                               JsonObject           *parameters,
                                               GqlResponse         **refusal);

G_END_DECLS
