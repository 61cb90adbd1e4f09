/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gql-request.h"
#include "gql-response.h"

G_BEGIN_DECLS

/**
 * GqlExecuteFunc:
 * @response: (transfer full) (nullable): the answer; %NULL where the execution was cancelled
 * @user_data: what gql_execute() was given
 */
typedef void (*GqlExecuteFunc) (GqlResponse *response,
                                gpointer     user_data);

void         gql_execute        (GqlRequest           *request,
                                 GCancellable         *cancellable,
                                 GqlExecuteFunc        func,
                                 gpointer              user_data);
void         gql_execute_async  (GqlRequest           *request,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GqlResponse *gql_execute_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
