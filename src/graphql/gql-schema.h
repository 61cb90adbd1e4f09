/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-call.h"
#include "gql-error.h"
#include "gql-node.h"
#include "gql-scalar.h"

G_BEGIN_DECLS

/**
 * GqlSchema:
 *
 * The types that documents may ask for, and who answers: made from a type system document, then given
 * resolvers and scalars. From its first use on it must not be changed; then any number of threads may
 * use it.
 */
typedef struct _GqlSchema GqlSchema;

/**
 * GqlFieldFunc:
 * @type: the name of an object or interface type
 * @field: the name of a field of the type
 * @user_data: what was given to gql_schema_foreach_field()
 *
 * Called for a field of the schema.
 */
typedef void (*GqlFieldFunc) (const char *type,
                              const char *field,
                              gpointer    user_data);

GqlSchema  *gql_schema_new               (const char       *text,
                                          gssize            length,
                                          GError          **error);
GqlSchema  *gql_schema_ref               (GqlSchema        *self);
void        gql_schema_unref             (GqlSchema        *self);

void        gql_schema_set_scalar        (GqlSchema        *self,
                                          const char       *type,
                                          const GqlScalar  *scalar);
void        gql_schema_set_resolver      (GqlSchema        *self,
                                          const char       *type,
                                          const char       *field,
                                          GqlResolver       resolver,
                                          gpointer          user_data);
void        gql_schema_set_subscriber    (GqlSchema        *self,
                                          const char       *field,
                                          GqlResolver       subscriber,
                                          gpointer          user_data);
void        gql_schema_set_cost          (GqlSchema        *self,
                                          const char       *type,
                                          const char       *field,
                                          guint             cost,
                                          guint             assumed_length);
void        gql_schema_set_argument_cost (GqlSchema        *self,
                                          const char       *type,
                                          const char       *field,
                                          const char       *argument,
                                          guint             cost);
const char *gql_schema_get_root          (GqlSchema        *self,
                                          GqlOperation      operation);
void        gql_schema_foreach_field     (GqlSchema        *self,
                                          GqlFieldFunc      func,
                                          gpointer          user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlSchema, gql_schema_unref)

G_END_DECLS
