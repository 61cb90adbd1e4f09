/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-coerce-private.h"

/* Default values and reasons of deprecation: the literals of a schema. */

static gboolean
link_default (GqlSchema  *self,
              GqlInput   *input,
              GError    **error)
{
  GqlValue value;

  if (input->node->value == NULL || !_gql_type_is_input (input->type))
    return TRUE;

  if (!_gql_coerce_literal (input->node->value, input->type, NULL, self->arena, &value))
    return _gql_schema_fail (self, input->node->value, error, "The default value of \"%s\" is not of type \"%s\".",
                             input->name, input->type->name);
  input->default_value = memcpy (gql_arena_new0 (self->arena, GqlValue), &value, sizeof value);

  return TRUE;
}

static gboolean
link_defaults (GqlSchema  *self,
               GqlInput   *inputs,
               guint       n_inputs,
               GError    **error)
{
  for (guint i = 0; i < n_inputs; i++)
    if (!link_default (self, &inputs[i], error))
      return FALSE;

  return TRUE;
}

/* A default may be an object whose own fields have defaults, so what a type holds comes first. Where
 * types hold each other, the one that is reached first is without the defaults of the others. */
static gboolean
link_input_type (GqlSchema   *self,
                 GqlType     *type,
                 GHashTable  *visited,
                 GError     **error)
{
  if (!g_hash_table_add (visited, type))
    return TRUE;

  for (guint i = 0; i < type->n_inputs; i++)
    {
      GqlType *named = (GqlType *) _gql_type_get_named (type->inputs[i].type);

      if (named->kind == GQL_TYPE_INPUT && !link_input_type (self, named, visited, error))
        return FALSE;
    }

  return link_defaults (self, type->inputs, type->n_inputs, error);
}

/* The reason, or NULL where there is no such directive. */
static gboolean
get_deprecation_reason (GqlSchema      *self,
                        const GqlNode  *node,
                        const char    **reason,
                        GError        **error)
{
  const GqlDirective *directive = _gql_schema_get_directive (self, "deprecated");
  GqlValue arguments;

  for (const GqlNode *use = node->directives; use != NULL; use = use->next)
    {
      if (strcmp (use->name, directive->name) != 0)
        continue;
      if (!_gql_coerce_arguments (self->document, directive->arguments, directive->n_arguments, use, NULL, self->arena,
                                  &arguments, error))
        return FALSE;
      *reason = gql_value_get_string (gql_value_get_member (&arguments, "reason"));
      return TRUE;
    }

  return TRUE;
}

static gboolean
link_type (GqlSchema  *self,
           GqlType    *type,
           GError    **error)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      GqlField *field = &type->fields[i];

      if (!link_defaults (self, field->arguments, field->n_arguments, error) ||
          !get_deprecation_reason (self, field->node, &field->deprecation_reason, error))
        return FALSE;
    }
  for (guint i = 0; i < type->n_values; i++)
    if (!get_deprecation_reason (self, type->values[i].node, &type->values[i].deprecation_reason, error))
      return FALSE;

  return TRUE;
}

gboolean
_gql_schema_link_inputs (GqlSchema  *self,
                         GError    **error)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->types->len; i++)
    if (!link_input_type (self, g_ptr_array_index (self->types, i), visited, error))
      return FALSE;
  for (guint i = 0; i < self->directives->len; i++)
    {
      GqlDirective *directive = g_ptr_array_index (self->directives, i);

      if (!link_defaults (self, directive->arguments, directive->n_arguments, error))
        return FALSE;
    }
  for (guint i = 0; i < self->types->len; i++)
    if (!link_type (self, g_ptr_array_index (self->types, i), error))
      return FALSE;

  return TRUE;
}
