/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-schema-private.h"

/* The directives that a type system document itself uses: that they are defined, may stand there, stand
 * there once, and have the arguments that they need. */

static const char *
get_location (const GqlNode *node,
              const GqlNode *parent)
{
  switch (node->kind)
    {
    case GQL_NODE_SCHEMA:
      return "SCHEMA";
    case GQL_NODE_SCALAR_TYPE:
      return "SCALAR";
    case GQL_NODE_OBJECT_TYPE:
      return "OBJECT";
    case GQL_NODE_INTERFACE_TYPE:
      return "INTERFACE";
    case GQL_NODE_UNION_TYPE:
      return "UNION";
    case GQL_NODE_ENUM_TYPE:
      return "ENUM";
    case GQL_NODE_INPUT_TYPE:
      return "INPUT_OBJECT";
    case GQL_NODE_FIELD_DEFINITION:
      return "FIELD_DEFINITION";
    case GQL_NODE_ENUM_VALUE:
      return "ENUM_VALUE";
    case GQL_NODE_INPUT_VALUE:
    default:
      return parent != NULL && parent->kind == GQL_NODE_INPUT_TYPE ? "INPUT_FIELD_DEFINITION" : "ARGUMENT_DEFINITION";
    }
}

static gboolean
check_literal (const GqlSchema  *self,
               const GqlNode    *value,
               GError          **error)
{
  for (const GqlNode *child = value->children; child != NULL; child = child->next)
    {
      if (child->kind == GQL_NODE_OBJECT_FIELD && _gql_list_find (value->children, child, child->name) != NULL)
        return _gql_schema_fail (self, child, error, "There can be only one input field named \"%s\".", child->name);
      if (!check_literal (self, child->kind == GQL_NODE_OBJECT_FIELD ? child->value : child, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_arguments (const GqlSchema     *self,
                 const GqlDirective  *directive,
                 const GqlNode       *use,
                 GError             **error)
{
  for (const GqlNode *node = use->arguments; node != NULL; node = node->next)
    {
      if (_gql_inputs_lookup (directive->arguments, directive->n_arguments, node->name) == NULL)
        return _gql_schema_fail (self, node, error, "Unknown argument \"%s\" on directive \"@%s\".", node->name,
                                 use->name);
      if (_gql_list_find (use->arguments, node, node->name) != NULL)
        return _gql_schema_fail (self, node, error, "There can be only one argument named \"%s\".", node->name);
      if (!check_literal (self, node->value, error))
        return FALSE;
    }
  for (guint i = 0; i < directive->n_arguments; i++)
    {
      const GqlInput *input = &directive->arguments[i];

      if (_gql_input_is_required (input) && _gql_list_find (use->arguments, NULL, input->name) == NULL)
        return _gql_schema_fail (self, use, error, "Directive \"@%s\" needs the argument \"%s\".", use->name,
                                 input->name);
    }

  return TRUE;
}

static gboolean
check_uses (const GqlSchema  *self,
            const GqlNode    *node,
            const GqlNode    *parent,
            GError          **error)
{
  const char *location = get_location (node, parent);

  for (const GqlNode *use = node->directives; use != NULL; use = use->next)
    {
      const GqlDirective *directive = _gql_schema_get_directive (self, use->name);

      if (directive == NULL)
        return _gql_schema_fail (self, use, error, "Unknown directive \"@%s\".", use->name);
      if (!g_strv_contains (directive->locations, location))
        return _gql_schema_fail (self, use, error, "Directive \"@%s\" may not be used on %s.", use->name, location);
      if (_gql_list_find (node->directives, use, use->name) != NULL)
        return _gql_schema_fail (self, use, error, "The directive \"@%s\" can only be used once at this location.",
                                 use->name);
      if (!check_arguments (self, directive, use, error))
        return FALSE;
    }

  return node->value == NULL || check_literal (self, node->value, error);
}

/* Definitions hold fields and these hold arguments: three levels, whatever the document is. */
static gboolean
check_node (const GqlSchema  *self,
            const GqlNode    *node,
            const GqlNode    *parent,
            GError          **error)
{
  if (!check_uses (self, node, parent, error))
    return FALSE;
  for (const GqlNode *child = node->arguments; child != NULL; child = child->next)
    if (!check_node (self, child, NULL, error))
      return FALSE;
  for (const GqlNode *child = node->children; child != NULL; child = child->next)
    if (child->kind >= GQL_NODE_FIELD_DEFINITION && !check_node (self, child, node, error))
      return FALSE;

  return TRUE;
}

gboolean
_gql_schema_check_directives (GqlSchema  *self,
                              GError    **error)
{
  for (const GqlNode *node = gql_document_get_definitions (self->document); node != NULL; node = node->next)
    if (!check_node (self, node, NULL, error))
      return FALSE;

  return TRUE;
}
