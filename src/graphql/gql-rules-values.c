/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-validation-private.h"

/* The rules of literals and variables. */

static void
report_value (GqlValidation *self,
              const GqlNode *node,
              const char    *type_name,
              const char    *reason)
{
  g_autofree char *text = _gql_node_to_string (node);
  g_autofree char *quote = _gql_shorten (text);

  if (reason != NULL)
    _gql_report (self, node->start, -1, "Expected type %s, found %s; %s", type_name, quote, reason);
  else
    _gql_report (self, node->start, -1, "Expected type %s, found %s.", type_name, quote);
}

static void
check_scalar (GqlValidation *self,
              const GqlNode *node)
{
  const GqlType *type = _gql_type_get_named (self->place.input_type);
  g_autoptr (GError) error = NULL;
  GqlValue value;

  if (type == NULL)
    return;

  if (type->kind != GQL_TYPE_SCALAR)
    report_value (self, node, self->place.input_type->name, NULL);
  else if (!_gql_scalar_from_literal (type, node, NULL, self->arena, &value, &error))
    report_value (self, node, self->place.input_type->name, error->message);
}

static void
check_object (GqlValidation *self,
              const GqlNode *node)
{
  const GqlType *type = _gql_type_get_named (self->place.input_type);

  if (type == NULL || type->kind != GQL_TYPE_INPUT)
    {
      check_scalar (self, node);
      return;
    }

  for (guint i = 0; i < type->n_inputs; i++)
    {
      const GqlInput *input = &type->inputs[i];

      if (_gql_input_is_required (input) && _gql_list_find (node->children, NULL, input->name) == NULL)
        _gql_report (self, node->start, -1, "Field %s.%s of required type %s was not provided.", type->name,
                     input->name, input->type->name);
    }
}

static void
check_enum (GqlValidation *self,
            const GqlNode *node)
{
  const GqlType *type = _gql_type_get_named (self->place.input_type);

  if (type == NULL || type->kind != GQL_TYPE_ENUM)
    check_scalar (self, node);
  else if (_gql_type_get_value (type, node->text) == NULL)
    report_value (self, node, type->name, NULL);
}

static void
check_list (GqlValidation *self,
            const GqlNode *node)
{
  const GqlType *type = _gql_type_get_nullable (self->place.parent_input_type);

  if (type == NULL || type->kind != GQL_TYPE_LIST)
    check_scalar (self, node);
}

void
_gql_rules_value (GqlValidation *self,
                  const GqlNode *node)
{
  if (self->place.skips_values || _gql_validation_is_full (self))
    return;

  switch (node->kind)
    {
    case GQL_NODE_VARIABLE:
      break;
    case GQL_NODE_NULL:
      if (self->place.input_type != NULL && self->place.input_type->kind == GQL_TYPE_NON_NULL)
        report_value (self, node, self->place.input_type->name, NULL);
      break;
    case GQL_NODE_LIST:
      check_list (self, node);
      break;
    case GQL_NODE_OBJECT:
      check_object (self, node);
      break;
    case GQL_NODE_ENUM:
      check_enum (self, node);
      break;
    default:
      check_scalar (self, node);
      break;
    }
}

void
_gql_rules_object_field (GqlValidation *self,
                         const GqlNode *node,
                         const GqlNode *object)
{
  const GqlType *type = _gql_type_get_named (self->place.parent_input_type);
  const GqlNode *known = _gql_list_find (object->children, node, node->name);

  if (!self->place.skips_values && self->place.input_type == NULL && type != NULL && type->kind == GQL_TYPE_INPUT)
    _gql_report (self, node->start, -1, "Field \"%s\" is not defined by type %s.", node->name, type->name);
  if (known != NULL)
    _gql_report (self, known->start, node->start, "There can be only one input field named \"%s\".", node->name);
}

/* --- Variables ------------------------------------------------------------------------------------- */

void
_gql_rules_variable_definition (GqlValidation *self,
                                const GqlNode *operation,
                                const GqlNode *node)
{
  const GqlType *type = _gql_schema_resolve_type (self->schema, node->type, self->arena);
  const GqlNode *known = _gql_list_find (operation->arguments, NULL, node->name);

  if (type != NULL && !_gql_type_is_input (type))
    _gql_report (self, node->type->start, -1, "Variable \"$%s\" cannot be non-input type \"%s\".", node->name,
                 type->name);
  if (known != node)
    _gql_report (self, known->name_start, node->name_start, "There can be only one variable named \"%s\".",
                 node->name);
}

static void
check_defined (GqlValidation  *self,
               const GqlNode  *operation,
               GHashTable     *definitions,
               const GqlUsage *usage)
{
  if (g_hash_table_contains (definitions, usage->node->name))
    return;

  if (operation->name != NULL)
    _gql_report (self, usage->node->start, operation->start,
                 "Variable \"$%s\" is not defined by operation \"%s\".", usage->node->name, operation->name);
  else
    _gql_report (self, usage->node->start, operation->start, "Variable \"$%s\" is not defined.", usage->node->name);
}

/* Whether a variable may stand where a value of a type is expected: section 5.8.5. */
static gboolean
is_allowed (const GqlType  *type,
            const GqlNode  *definition,
            const GqlUsage *usage)
{
  if (usage->type->kind == GQL_TYPE_NON_NULL && type->kind != GQL_TYPE_NON_NULL)
    {
      gboolean has_default = definition->value != NULL && definition->value->kind != GQL_NODE_NULL;

      return (has_default || usage->default_value != NULL) && _gql_type_is_subtype (type, usage->type->of_type);
    }

  return _gql_type_is_subtype (type, usage->type);
}

static void
check_position (GqlValidation  *self,
                GHashTable     *definitions,
                const GqlUsage *usage)
{
  const GqlNode *definition = g_hash_table_lookup (definitions, usage->node->name);
  const GqlType *type;

  if (definition == NULL || usage->type == NULL)
    return;

  type = _gql_schema_resolve_type (self->schema, definition->type, self->arena);
  if (type != NULL && !is_allowed (type, definition, usage))
    _gql_report (self, definition->start, usage->node->start,
                 "Variable \"$%s\" of type \"%s\" used in position expecting type \"%s\".", definition->name,
                 type->name, usage->type->name);
}

static void
check_used (GqlValidation *self,
            const GqlNode *operation,
            GPtrArray     *usages)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < usages->len; i++)
    g_hash_table_add (used, (gpointer) ((const GqlUsage *) g_ptr_array_index (usages, i))->node->name);

  for (const GqlNode *node = operation->arguments; node != NULL; node = node->next)
    if (!g_hash_table_contains (used, node->name))
      {
        if (operation->name != NULL)
          _gql_report (self, node->start, -1, "Variable \"$%s\" is never used in operation \"%s\".", node->name,
                       operation->name);
        else
          _gql_report (self, node->start, -1, "Variable \"$%s\" is never used.", node->name);
      }
}

static void
add_usages (GPtrArray *usages,
            GArray    *added)
{
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_add (usages, &g_array_index (added, GqlUsage, i));
}

/* The usages of an operation and of all fragments that it uses. */
static GPtrArray *
list_usages (GqlValidation *self,
             const GqlNode *operation)
{
  GPtrArray *usages = g_ptr_array_new ();
  g_autoptr (GPtrArray) fragments = _gql_validation_list_fragments (self, operation);

  add_usages (usages, _gql_validation_get_usages (self, operation));
  for (guint i = 0; i < fragments->len; i++)
    add_usages (usages, _gql_validation_get_usages (self, g_ptr_array_index (fragments, i)));

  return usages;
}

void
_gql_rules_leave_operation (GqlValidation *self,
                            const GqlNode *operation)
{
  g_autoptr (GPtrArray) usages = list_usages (self, operation);
  g_autoptr (GHashTable) definitions = g_hash_table_new (g_str_hash, g_str_equal);

  for (const GqlNode *node = operation->arguments; node != NULL; node = node->next)
    g_hash_table_insert (definitions, (gpointer) node->name, (gpointer) node);
  for (guint i = 0; i < usages->len && !_gql_validation_is_full (self); i++)
    check_defined (self, operation, definitions, g_ptr_array_index (usages, i));
  check_used (self, operation, usages);
  for (guint i = 0; i < usages->len && !_gql_validation_is_full (self); i++)
    check_position (self, definitions, g_ptr_array_index (usages, i));
}
