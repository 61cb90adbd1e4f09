/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-type-private.h"

const GqlField *
_gql_type_get_field (const GqlType *self,
                     const char    *name)
{
  return self->fields_by_name != NULL ? g_hash_table_lookup (self->fields_by_name, name) : NULL;
}

const GqlInput *
_gql_inputs_lookup (const GqlInput *inputs,
                    guint           n_inputs,
                    const char     *name)
{
  for (guint i = 0; i < n_inputs; i++)
    if (strcmp (inputs[i].name, name) == 0)
      return &inputs[i];

  return NULL;
}

const GqlInput *
_gql_type_get_input (const GqlType *self,
                     const char    *name)
{
  return _gql_inputs_lookup (self->inputs, self->n_inputs, name);
}

const GqlEnumValue *
_gql_type_get_value (const GqlType *self,
                     const char    *name)
{
  for (guint i = 0; i < self->n_values; i++)
    if (strcmp (self->values[i].name, name) == 0)
      return &self->values[i];

  return NULL;
}

/* Whether each value of one type is also one of another. Wrapped types are unique, so equal types are
 * the same pointer. */
gboolean
_gql_type_is_subtype (const GqlType *self,
                      const GqlType *super)
{
  if (self == super)
    return TRUE;
  if (super->kind == GQL_TYPE_NON_NULL)
    return self->kind == GQL_TYPE_NON_NULL && _gql_type_is_subtype (self->of_type, super->of_type);
  if (self->kind == GQL_TYPE_NON_NULL)
    return _gql_type_is_subtype (self->of_type, super);
  if (super->kind == GQL_TYPE_LIST)
    return self->kind == GQL_TYPE_LIST && _gql_type_is_subtype (self->of_type, super->of_type);
  if (self->kind == GQL_TYPE_OBJECT && (super->kind == GQL_TYPE_INTERFACE || super->kind == GQL_TYPE_UNION))
    return _gql_type_has_possible (super, self);

  return FALSE;
}

/* Whether an object can be of both types. */
gboolean
_gql_types_overlap (const GqlType *a,
                    const GqlType *b)
{
  guint n_words = MIN (a->n_possible_words, b->n_possible_words);

  if (a == b)
    return TRUE;

  for (guint i = 0; i < n_words; i++)
    if ((a->possible_bits[i] & b->possible_bits[i]) != 0)
      return TRUE;

  return FALSE;
}
