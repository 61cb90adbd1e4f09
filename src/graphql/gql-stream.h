/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-call.h"
#include "gql-request.h"
#include "gql-response.h"

G_BEGIN_DECLS

/**
 * GqlStream:
 *
 * A subscription: events come in on one side, and for each an answer goes out on the other, in the same
 * order. A stream belongs to the thread and main context in which it was opened.
 */
typedef struct _GqlStream GqlStream;

/**
 * GqlStreamFunc:
 * @stream: a stream
 * @response: (nullable): an answer, or %NULL when there will be no more
 * @user_data: what was given with the function
 *
 * Called for each answer of a subscription, and once at its end.
 */
typedef void (*GqlStreamFunc) (GqlStream   *stream,
                               GqlResponse *response,
                               gpointer     user_data);

GqlStream *gql_stream_open            (GqlRequest      *request,
                                       GqlStreamFunc    func,
                                       gpointer         user_data);
GqlStream *gql_stream_ref             (GqlStream       *self);
void       gql_stream_unref           (GqlStream       *self);
void       gql_stream_close           (GqlStream       *self);

GqlStream *gql_call_get_stream        (GqlCall         *call);
void       gql_stream_set_closed_func (GqlStream       *self,
                                       GDestroyNotify   func,
                                       gpointer         user_data);
void       gql_stream_push            (GqlStream       *self,
                                       GqlValue         event,
                                       gpointer         owner,
                                       GDestroyNotify   destroy);
void       gql_stream_end             (GqlStream       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlStream, gql_stream_unref)

G_END_DECLS
