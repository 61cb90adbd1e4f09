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
gboolean        gql_call_selects_only    (GqlCall            *self,
                                          const char         *field,
                                          const char * const *names);
gpointer        gql_call_get_context     (GqlCall        *self);
GCancellable   *gql_call_get_cancellable (GqlCall        *self);
GqlArena       *gql_call_get_arena       (GqlCall        *self);

/**
 * GqlWriteFunc:
 * @object: an object of a call
 * @data: what was given to gql_call_finish_with_writer()
 * @out: the answer, as far as it is written
 *
 * Appends the value of a field to the answer, as JSON that fits the field's type.
 *
 * Returns: %TRUE; %FALSE, with nothing appended, for null
 */
typedef gboolean (*GqlWriteFunc) (const GqlValue *object,
                                  gconstpointer   data,
                                  GString        *out);

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
void            gql_call_finish_with_writer (GqlCall       *self,
                                             GqlWriteFunc   write,
                                             gconstpointer  data);
void            gql_call_fail            (GqlCall        *self,
                                          GError         *error);

G_END_DECLS
