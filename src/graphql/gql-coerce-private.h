/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document-private.h"
#include "gql-schema-private.h"

G_BEGIN_DECLS

/* Values of variables by name, coerced; those that were not given and have no default are not there. */
typedef GHashTable GqlVariables;

/* A value as it is written, without a type. Variables that have no value are left out. */
GqlValue      _gql_value_from_literal (const GqlNode      *node,
                                       const GqlVariables *variables,
                                       GqlArena           *arena);
gboolean      _gql_scalar_from_literal (const GqlType     *type,
                                       const GqlNode      *node,
                                       const GqlVariables *variables,
                                       GqlArena           *arena,
                                       GqlValue           *value,
                                       GError            **error);
gboolean      _gql_coerce_literal     (const GqlNode      *node,
                                       const GqlType      *type,
                                       const GqlVariables *variables,
                                       GqlArena           *arena,
                                       GqlValue           *value);

/* An object with a member for each argument that has a value. */
gboolean      _gql_coerce_arguments   (const GqlDocument  *document,
                                       const GqlInput     *definitions,
                                       guint               n_definitions,
                                       const GqlNode      *node,
                                       const GqlVariables *variables,
                                       GqlArena           *arena,
                                       GqlValue           *arguments,
                                       GError            **error);
GqlVariables *_gql_coerce_variables   (const GqlSchema    *schema,
                                       const GqlDocument  *document,
                                       const GqlNode      *operation,
                                       const GqlValue     *given,
                                       GqlArena           *arena,
                                       GPtrArray          *errors);

/* A literal or type as it would be written, on one line. */
void          _gql_node_print         (const GqlNode      *node,
                                       GString            *out);
char         *_gql_node_to_string     (const GqlNode      *node);
gboolean      _gql_nodes_equal        (const GqlNode      *a,
                                       const GqlNode      *b);

/* A coerced value as a literal of its type; NULL where the type has no literal for it. */
char         *_gql_value_to_literal   (const GqlValue     *value,
                                       const GqlType      *type);

G_END_DECLS
