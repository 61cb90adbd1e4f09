/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-schema-private.h"

/* The "Type Validation" parts of section 3 of the specification. */

static gboolean
check_name (const GqlSchema  *self,
            const char       *name,
            const GqlNode    *node,
            GError          **error)
{
  if (g_str_has_prefix (name, "__"))
    return _gql_schema_fail (self, node, error, "Name \"%s\" must not begin with \"__\", which is reserved by "
                             "introspection.", name);

  return TRUE;
}

static gboolean
check_inputs (const GqlSchema  *self,
              const GqlInput   *inputs,
              guint             n_inputs,
              GError          **error)
{
  for (guint i = 0; i < n_inputs; i++)
    {
      if (!check_name (self, inputs[i].name, inputs[i].node, error))
        return FALSE;
      if (!_gql_type_is_input (inputs[i].type))
        return _gql_schema_fail (self, inputs[i].node, error, "The type of \"%s\" must be an input type, not \"%s\".",
                                 inputs[i].name, inputs[i].type->name);
    }

  return TRUE;
}

static gboolean
check_not_empty (const GqlSchema  *self,
                 const GqlType    *type,
                 guint             n,
                 const char       *what,
                 GError          **error)
{
  return n > 0 || _gql_schema_fail (self, g_ptr_array_index (type->nodes, 0), error,
                                    "Type \"%s\" must define one or more %s.", type->name, what);
}

static gboolean
check_fields (const GqlSchema  *self,
              const GqlType    *type,
              GError          **error)
{
  if (!check_not_empty (self, type, type->n_fields, "fields", error))
    return FALSE;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const GqlField *field = &type->fields[i];

      if (!check_name (self, field->name, field->node, error))
        return FALSE;
      if (!_gql_type_is_output (field->type))
        return _gql_schema_fail (self, field->node, error, "The type of \"%s.%s\" must be an output type, not \"%s\".",
                                 type->name, field->name, field->type->name);
      if (!check_inputs (self, field->arguments, field->n_arguments, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Interfaces ---------------------------------------------------------------------------------- */

static gboolean
check_implemented_arguments (const GqlSchema  *self,
                             const GqlType    *type,
                             const GqlType    *interface,
                             const GqlField   *promised,
                             const GqlField   *field,
                             GError          **error)
{
  for (guint i = 0; i < promised->n_arguments; i++)
    {
      const GqlInput *expected = &promised->arguments[i];
      const GqlInput *argument = _gql_inputs_lookup (field->arguments, field->n_arguments, expected->name);

      if (argument == NULL || argument->type != expected->type)
        return _gql_schema_fail (self, field->node, error, "\"%s.%s\" must have the argument \"%s: %s\" of \"%s\".",
                                 type->name, field->name, expected->name, expected->type->name, interface->name);
    }
  for (guint i = 0; i < field->n_arguments; i++)
    {
      const GqlInput *argument = &field->arguments[i];

      if (_gql_inputs_lookup (promised->arguments, promised->n_arguments, argument->name) == NULL &&
          _gql_input_is_required (argument))
        return _gql_schema_fail (self, argument->node, error,
                                 "\"%s.%s\" must not require the argument \"%s\", which \"%s\" does not have.",
                                 type->name, field->name, argument->name, interface->name);
    }

  return TRUE;
}

static gboolean
check_implementation (const GqlSchema  *self,
                      const GqlType    *type,
                      const GqlType    *interface,
                      GError          **error)
{
  for (guint i = 0; i < interface->n_fields; i++)
    {
      const GqlField *promised = &interface->fields[i];
      const GqlField *field = _gql_type_get_field (type, promised->name);

      if (field == NULL)
        return _gql_schema_fail (self, g_ptr_array_index (type->nodes, 0), error,
                                 "Type \"%s\" must have the field \"%s\" of interface \"%s\".", type->name,
                                 promised->name, interface->name);
      if (!_gql_type_is_subtype (field->type, promised->type))
        return _gql_schema_fail (self, field->node, error,
                                 "\"%s.%s\" must be of type \"%s\" as in interface \"%s\", not \"%s\".", type->name,
                                 field->name, promised->type->name, interface->name, field->type->name);
      if (!check_implemented_arguments (self, type, interface, promised, field, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_interfaces (const GqlSchema  *self,
                  const GqlType    *type,
                  GError          **error)
{
  for (guint i = 0; i < type->n_interfaces; i++)
    if (!check_implementation (self, type, type->interfaces[i], error))
      return FALSE;

  return TRUE;
}

/* --- Enumerations and input objects --------------------------------------------------------------- */

static gboolean
check_values (const GqlSchema  *self,
              const GqlType    *type,
              GError          **error)
{
  static const char * const forbidden[] = { "true", "false", "null", NULL };

  if (!check_not_empty (self, type, type->n_values, "values", error))
    return FALSE;

  for (guint i = 0; i < type->n_values; i++)
    {
      if (!check_name (self, type->values[i].name, type->values[i].node, error))
        return FALSE;
      if (g_strv_contains (forbidden, type->values[i].name))
        return _gql_schema_fail (self, type->values[i].node, error, "Enum type \"%s\" cannot include the value %s.",
                                 type->name, type->values[i].name);
    }

  return TRUE;
}

/* Whether a value of @type must hold one of @sought, so that there can be none of either. */
static gboolean
needs_itself (const GqlType *type,
              const GqlType *sought,
              GHashTable    *visited)
{
  for (guint i = 0; i < type->n_inputs; i++)
    {
      const GqlType *held = type->inputs[i].type;

      if (held->kind != GQL_TYPE_NON_NULL || held->of_type->kind != GQL_TYPE_INPUT)
        continue;
      if (held->of_type == sought)
        return TRUE;
      if (g_hash_table_add (visited, held->of_type) && needs_itself (held->of_type, sought, visited))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_input_type (const GqlSchema  *self,
                  const GqlType    *type,
                  GError          **error)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);

  if (!check_not_empty (self, type, type->n_inputs, "fields", error) ||
      !check_inputs (self, type->inputs, type->n_inputs, error))
    return FALSE;
  if (needs_itself (type, type, visited))
    return _gql_schema_fail (self, g_ptr_array_index (type->nodes, 0), error,
                             "Input type \"%s\" must not hold itself through a series of non-null fields.", type->name);

  return TRUE;
}

static gboolean
check_type (const GqlSchema  *self,
            const GqlType    *type,
            GError          **error)
{
  if (!check_name (self, type->name, g_ptr_array_index (type->nodes, 0), error))
    return FALSE;

  switch (type->kind)
    {
    case GQL_TYPE_OBJECT:
      return check_fields (self, type, error) && check_interfaces (self, type, error);
    case GQL_TYPE_INTERFACE:
      return check_fields (self, type, error);
    case GQL_TYPE_UNION:
      return check_not_empty (self, type, type->n_possible_types, "member types", error);
    case GQL_TYPE_ENUM:
      return check_values (self, type, error);
    case GQL_TYPE_INPUT:
      return check_input_type (self, type, error);
    default:
      return TRUE;
    }
}

gboolean
_gql_schema_check (GqlSchema  *self,
                   GError    **error)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      const GqlType *type = g_ptr_array_index (self->types, i);

      if (!type->is_builtin && !check_type (self, type, error))
        return FALSE;
    }
  for (guint i = 0; i < self->directives->len; i++)
    {
      const GqlDirective *directive = g_ptr_array_index (self->directives, i);

      if (!check_name (self, directive->name, directive->node, error) ||
          !check_inputs (self, directive->arguments, directive->n_arguments, error))
        return FALSE;
    }

  return _gql_schema_check_directives (self, error);
}
