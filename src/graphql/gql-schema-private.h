/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document-private.h"
#include "gql-scalar-private.h"
#include "gql-schema.h"
#include "gql-type-private.h"

G_BEGIN_DECLS

struct _GqlSchema {
  /* owned */
  GqlArena *arena;
  GqlDocument *document;
  GqlDocument *builtin_document;
  GPtrArray *types;
  GPtrArray *directives;
  GHashTable *types_by_name;
  GHashTable *directives_by_name;

  /* borrowed: from the arena */
  GqlType *roots[GQL_N_OPERATIONS];
  const GqlField *schema_field;
  const GqlField *type_field;
  const GqlField *typename_field;

  /* state */
  gatomicrefcount references;
};

/* What each schema has: scalars, directives, and the types of introspection. The fields of `__Meta` are
 * those that any query type has. */
extern const char _gql_builtin_types[];

#define GQL_META_TYPE "__Meta"

GqlType            *_gql_schema_get_type          (const GqlSchema  *self,
                                                   const char       *name);
const GqlDirective *_gql_schema_get_directive     (const GqlSchema  *self,
                                                   const char       *name);
const GqlType      *_gql_schema_resolve_type      (const GqlSchema  *self,
                                                   const GqlNode    *node,
                                                   GqlArena         *arena);
const GqlField     *_gql_schema_get_field         (const GqlSchema  *self,
                                                   const GqlType    *type,
                                                   const char       *name);
gboolean            _gql_schema_build             (GqlSchema        *self,
                                                   GError          **error);
gboolean            _gql_schema_link              (GqlSchema        *self,
                                                   GError          **error);
GqlType            *_gql_schema_link_type         (GqlSchema        *self,
                                                   const GqlNode    *node,
                                                   GError          **error);
gboolean            _gql_schema_link_inputs       (GqlSchema        *self,
                                                   GError          **error);
gboolean            _gql_schema_check             (GqlSchema        *self,
                                                   GError          **error);
gboolean            _gql_schema_check_directives  (GqlSchema        *self,
                                                   GError          **error);
gboolean            _gql_schema_fail              (const GqlSchema  *self,
                                                   const GqlNode    *node,
                                                   GError          **error,
                                                   const char       *format,
                                                   ...) G_GNUC_PRINTF (4, 5);
void                _gql_schema_set_introspection (GqlSchema        *self);

G_END_DECLS
