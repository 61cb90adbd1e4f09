/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql.h"

G_BEGIN_DECLS

/* (transfer full): the schema of the API with its resolvers, whose context is the #PpIdentity of who asks. */
GqlSchema *pp_api_new (GError **error);

G_END_DECLS
