/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document.h"
#include "gql-schema.h"

G_BEGIN_DECLS

gboolean gql_check_counts (GqlDocument      *document,
                           const GqlLimits  *limits,
                           GError          **error);

G_END_DECLS
