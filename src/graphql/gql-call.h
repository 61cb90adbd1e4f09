/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gql-node.h"
#include "gql-value.h"

G_BEGIN_DECLS

/**
 * GqlCall:
 *
 * One field that is asked of all objects of one level of a query at once. Its resolver gives each of them
 * a value, and then finishes the call: at once, or later from the same thread. So a resolver that asks a
 * database does so once for a list of any length.
 *
 * The objects are numbered from 0. An object that is given no value has null.
 */
typedef struct _GqlCall GqlCall;

/**
 * GqlResolver:
 * @call: (transfer full): what is asked; it ends with [method@Call.finish] or [method@Call.fail]
 * @user_data: what was given with the resolver
 *
 * Answers for a field.
 */
typedef void (*GqlResolver) (GqlCall  *call,
                             gpointer  user_data);

guint           gql_call_get_n_objects   (GqlCall        *self);
gpointer        gql_call_get_pointer     (GqlCall        *self,
                                          guint           index);
const GqlValue *gql_call_get_object      (GqlCall        *self,
                                          guint           index);
const char     *gql_call_get_type_name   (GqlCall        *self);
const char     *gql_call_get_field_name  (GqlCall        *self);
const GqlValue *gql_call_get_argument    (GqlCall        *self,
                                          const char     *name);
gboolean        gql_call_selects         (GqlCall        *self,
                                          const char     *path);
gpointer        gql_call_get_context     (GqlCall        *self);
GCancellable   *gql_call_get_cancellable (GqlCall        *self);
GqlArena       *gql_call_get_arena       (GqlCall        *self);

GqlValue        gql_call_typed_pointer   (GqlCall        *self,
                                          const char     *type_name,
                                          gpointer        pointer);
GqlValue        gql_call_take_error      (GqlCall        *self,
                                          GError         *error);
void            gql_call_set             (GqlCall        *self,
                                          guint           index,
                                          GqlValue        value);
void            gql_call_set_error       (GqlCall        *self,
                                          guint           index,
                                          GError         *error);
void            gql_call_finish          (GqlCall        *self);
void            gql_call_fail            (GqlCall        *self,
                                          GError         *error);

G_END_DECLS
