/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gql-request.h"
#include "gql-response.h"

G_BEGIN_DECLS

void         gql_execute_async  (GqlRequest           *request,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GqlResponse *gql_execute_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
