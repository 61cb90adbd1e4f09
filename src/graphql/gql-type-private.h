/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-call.h"
#include "gql-node.h"
#include "gql-scalar.h"

G_BEGIN_DECLS

/* The types of a schema: read-only once it is built, and in its arena. */

typedef struct _GqlType GqlType;
typedef struct _GqlField GqlField;
typedef struct _GqlInput GqlInput;
typedef struct _GqlEnumValue GqlEnumValue;
typedef struct _GqlDirective GqlDirective;

/* In the order of __TypeKind. */
typedef enum {
  GQL_TYPE_SCALAR,
  GQL_TYPE_OBJECT,
  GQL_TYPE_INTERFACE,
  GQL_TYPE_UNION,
  GQL_TYPE_ENUM,
  GQL_TYPE_INPUT,
  GQL_TYPE_LIST,
  GQL_TYPE_NON_NULL,
} GqlTypeKind;

struct _GqlInput {
  const char *name;
  const char *description;
  const GqlType *type;
  const GqlValue *default_value;
  const GqlNode *node;
  guint cost;                   /* of an argument: what the field costs more where it is given */
};

struct _GqlField {
  const char *name;
  const char *description;
  const char *deprecation_reason;
  const GqlType *type;
  const GqlType *owner;
  GqlInput *arguments;
  guint n_arguments;
  const GqlNode *node;

  GqlResolver resolver;
  gpointer resolver_data;
  GqlResolver subscriber;
  gpointer subscriber_data;
  guint cost;
  guint assumed_length;
};

struct _GqlEnumValue {
  const char *name;
  const char *description;
  const char *deprecation_reason;
  const GqlNode *node;
};

struct _GqlDirective {
  const char *name;
  const char *description;
  GqlInput *arguments;
  guint n_arguments;
  const char **locations;
  const GqlNode *node;
};

struct _GqlType {
  GqlTypeKind kind;
  guint index;
  gboolean is_builtin;
  gboolean is_used;
  /* As it is written in a document: `[Int!]`. */
  const char *name;
  const char *description;

  /* Of lists and non-null types, and the wrapped forms of this one. */
  GqlType *of_type;
  GqlType *list;
  GqlType *non_null;

  GqlField *fields;
  guint n_fields;
  GHashTable *fields_by_name;
  GqlType **interfaces;
  guint n_interfaces;

  /* Of interfaces and unions; an object is its own only one. The bits are by index. */
  GqlType **possible_types;
  guint n_possible_types;
  guint32 *possible_bits;
  guint n_possible_words;

  GqlInput *inputs;
  guint n_inputs;
  GqlEnumValue *values;
  guint n_values;
  const GqlScalar *scalar;

  /* Its definition, then its extensions. */
  GPtrArray *nodes;
};

static inline gboolean
_gql_type_is_composite (const GqlType *type)
{
  return type->kind == GQL_TYPE_OBJECT || type->kind == GQL_TYPE_INTERFACE || type->kind == GQL_TYPE_UNION;
}

static inline gboolean
_gql_type_is_leaf (const GqlType *type)
{
  return type->kind == GQL_TYPE_SCALAR || type->kind == GQL_TYPE_ENUM;
}

static inline const GqlType *
_gql_type_get_named (const GqlType *type)
{
  while (type != NULL && type->of_type != NULL)
    type = type->of_type;

  return type;
}

static inline const GqlType *
_gql_type_get_nullable (const GqlType *type)
{
  return type != NULL && type->kind == GQL_TYPE_NON_NULL ? type->of_type : type;
}

static inline gboolean
_gql_type_is_input (const GqlType *type)
{
  GqlTypeKind kind = _gql_type_get_named (type)->kind;

  return kind == GQL_TYPE_SCALAR || kind == GQL_TYPE_ENUM || kind == GQL_TYPE_INPUT;
}

static inline gboolean
_gql_type_is_output (const GqlType *type)
{
  return _gql_type_get_named (type)->kind != GQL_TYPE_INPUT;
}

static inline gboolean
_gql_type_has_possible (const GqlType *abstract,
                        const GqlType *object)
{
  return object->index / 32 < abstract->n_possible_words &&
         (abstract->possible_bits[object->index / 32] >> (object->index % 32) & 1) != 0;
}

static inline gboolean
_gql_input_is_required (const GqlInput *input)
{
  return input->type->kind == GQL_TYPE_NON_NULL && input->default_value == NULL;
}

const GqlField     *_gql_type_get_field     (const GqlType *self,
                                             const char    *name);
const GqlInput     *_gql_type_get_input     (const GqlType *self,
                                             const char    *name);
const GqlEnumValue *_gql_type_get_value     (const GqlType *self,
                                             const char    *name);
const GqlInput     *_gql_inputs_lookup      (const GqlInput *inputs,
                                             guint          n_inputs,
                                             const char    *name);
gboolean            _gql_type_is_subtype    (const GqlType *self,
                                             const GqlType *super);
gboolean            _gql_types_overlap      (const GqlType *a,
                                             const GqlType *b);

G_END_DECLS
