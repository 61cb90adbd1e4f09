/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document.h"
#include "gql-schema.h"

G_BEGIN_DECLS

GPtrArray *gql_validate (GqlSchema       *schema,
                         GqlDocument     *document,
                         const GqlLimits *limits);

G_END_DECLS
