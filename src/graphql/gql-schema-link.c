/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-schema-private.h"

/* What the definitions of a schema refer to: the types of fields, arguments and members, by name. */

#define DEFAULT_COST 1
#define DEFAULT_LENGTH 10

/* Wrapped types are unique, so that types can be compared as pointers. */
GqlType *
_gql_schema_link_type (GqlSchema      *self,
                       const GqlNode  *node,
                       GError        **error)
{
  gboolean is_list = node->kind == GQL_NODE_LIST_TYPE;
  GqlType *inner;
  GqlType **wrapped;

  if (node->kind == GQL_NODE_NAMED_TYPE)
    {
      GqlType *type = _gql_schema_get_type (self, node->name);

      if (type == NULL)
        _gql_schema_fail (self, node, error, "Unknown type \"%s\".", node->name);
      else
        type->is_used = TRUE;
      return type;
    }

  inner = _gql_schema_link_type (self, node->type, error);
  if (inner == NULL)
    return NULL;

  wrapped = is_list ? &inner->list : &inner->non_null;
  if (*wrapped == NULL)
    {
      *wrapped = gql_arena_new0 (self->arena, GqlType);
      (*wrapped)->kind = is_list ? GQL_TYPE_LIST : GQL_TYPE_NON_NULL;
      (*wrapped)->of_type = inner;
      (*wrapped)->name = gql_arena_printf (self->arena, is_list ? "[%s]" : "%s!", inner->name);
    }

  return *wrapped;
}

static guint
count_children (const GqlType *type)
{
  guint n = 0;

  for (guint i = 0; i < type->nodes->len; i++)
    n += _gql_list_get_length (((const GqlNode *) g_ptr_array_index (type->nodes, i))->children);

  return n;
}

/* The next child of the definition and then of its extensions. */
static const GqlNode *
next_child (const GqlType *type,
            guint         *index,
            const GqlNode *child)
{
  if (child != NULL)
    child = child->next;
  while (child == NULL && *index < type->nodes->len)
    child = ((const GqlNode *) g_ptr_array_index (type->nodes, (*index)++))->children;

  return child;
}

static gboolean
link_input (GqlSchema      *self,
            GqlInput       *input,
            const GqlNode  *node,
            GError        **error)
{
  input->name = node->name;
  input->description = node->text;
  input->node = node;
  input->type = _gql_schema_link_type (self, node->type, error);

  return input->type != NULL;
}

static gboolean
link_arguments (GqlSchema      *self,
                const GqlNode  *list,
                GqlInput      **arguments,
                guint          *n_arguments,
                GError        **error)
{
  *n_arguments = _gql_list_get_length (list);
  *arguments = gql_arena_new_n (self->arena, GqlInput, *n_arguments);
  for (guint i = 0; list != NULL; list = list->next, i++)
    {
      if (_gql_inputs_lookup (*arguments, i, list->name) != NULL)
        return _gql_schema_fail (self, list, error, "There can be only one argument named \"%s\".", list->name);
      if (!link_input (self, &(*arguments)[i], list, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
link_fields (GqlSchema  *self,
             GqlType    *type,
             GError    **error)
{
  guint index = 0;

  type->fields = gql_arena_new_n (self->arena, GqlField, count_children (type));
  type->fields_by_name = gql_arena_take (self->arena, g_hash_table_new (g_str_hash, g_str_equal),
                                         (GDestroyNotify) g_hash_table_unref);
  for (const GqlNode *node = NULL; (node = next_child (type, &index, node)) != NULL;)
    {
      GqlField *field = &type->fields[type->n_fields++];

      field->name = node->name;
      field->description = node->text;
      field->node = node;
      field->owner = type;
      field->cost = DEFAULT_COST;
      field->assumed_length = DEFAULT_LENGTH;
      field->type = _gql_schema_link_type (self, node->type, error);
      if (field->type == NULL ||
          !link_arguments (self, node->arguments, &field->arguments, &field->n_arguments, error))
        return FALSE;
      if (!g_hash_table_insert (type->fields_by_name, (gpointer) field->name, field))
        return _gql_schema_fail (self, node, error, "Field \"%s.%s\" can only be defined once.", type->name,
                                 field->name);
    }

  return TRUE;
}

static gboolean
link_interfaces (GqlSchema  *self,
                 GqlType    *type,
                 GError    **error)
{
  guint n = 0;

  for (guint i = 0; i < type->nodes->len; i++)
    n += _gql_list_get_length (((const GqlNode *) g_ptr_array_index (type->nodes, i))->interfaces);
  type->interfaces = gql_arena_new_n (self->arena, GqlType *, n);

  for (guint i = 0; i < type->nodes->len; i++)
    {
      const GqlNode *node = ((const GqlNode *) g_ptr_array_index (type->nodes, i))->interfaces;

      for (; node != NULL; node = node->next)
        {
          GqlType *interface = _gql_schema_link_type (self, node, error);

          if (interface == NULL)
            return FALSE;
          if (interface->kind != GQL_TYPE_INTERFACE)
            return _gql_schema_fail (self, node, error, "Type \"%s\" cannot implement \"%s\", which is no interface.",
                                     type->name, interface->name);
          for (guint j = 0; j < type->n_interfaces; j++)
            if (type->interfaces[j] == interface)
              return _gql_schema_fail (self, node, error, "Type \"%s\" can only implement \"%s\" once.", type->name,
                                       interface->name);
          type->interfaces[type->n_interfaces++] = interface;
        }
    }

  return TRUE;
}

static gboolean
link_members (GqlSchema  *self,
              GqlType    *type,
              GError    **error)
{
  guint index = 0;

  type->possible_types = gql_arena_new_n (self->arena, GqlType *, count_children (type));
  for (const GqlNode *node = NULL; (node = next_child (type, &index, node)) != NULL;)
    {
      GqlType *member = _gql_schema_link_type (self, node, error);

      if (member == NULL)
        return FALSE;
      if (member->kind != GQL_TYPE_OBJECT)
        return _gql_schema_fail (self, node, error, "Union \"%s\" cannot include \"%s\", which is no object type.",
                                 type->name, member->name);
      for (guint i = 0; i < type->n_possible_types; i++)
        if (type->possible_types[i] == member)
          return _gql_schema_fail (self, node, error, "Union \"%s\" can only include \"%s\" once.", type->name,
                                   member->name);
      type->possible_types[type->n_possible_types++] = member;
    }

  return TRUE;
}

static gboolean
link_values (GqlSchema  *self,
             GqlType    *type,
             GError    **error)
{
  guint index = 0;

  type->values = gql_arena_new_n (self->arena, GqlEnumValue, count_children (type));
  for (const GqlNode *node = NULL; (node = next_child (type, &index, node)) != NULL;)
    {
      if (_gql_type_get_value (type, node->name) != NULL)
        return _gql_schema_fail (self, node, error, "Enum value \"%s.%s\" can only be defined once.", type->name,
                                 node->name);
      type->values[type->n_values++] = (GqlEnumValue) { node->name, node->text, NULL, node };
    }

  return TRUE;
}

static gboolean
link_input_fields (GqlSchema  *self,
                   GqlType    *type,
                   GError    **error)
{
  guint index = 0;

  type->inputs = gql_arena_new_n (self->arena, GqlInput, count_children (type));
  for (const GqlNode *node = NULL; (node = next_child (type, &index, node)) != NULL;)
    {
      if (_gql_type_get_input (type, node->name) != NULL)
        return _gql_schema_fail (self, node, error, "Field \"%s.%s\" can only be defined once.", type->name,
                                 node->name);
      if (!link_input (self, &type->inputs[type->n_inputs++], node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
link_one (GqlSchema  *self,
          GqlType    *type,
          GError    **error)
{
  switch (type->kind)
    {
    case GQL_TYPE_OBJECT:
      return link_fields (self, type, error) && link_interfaces (self, type, error);
    case GQL_TYPE_INTERFACE:
      return link_fields (self, type, error);
    case GQL_TYPE_UNION:
      return link_members (self, type, error);
    case GQL_TYPE_ENUM:
      return link_values (self, type, error);
    case GQL_TYPE_INPUT:
      return link_input_fields (self, type, error);
    default:
      return TRUE;
    }
}

static gboolean
link_directive (GqlSchema     *self,
                GqlDirective  *directive,
                GError       **error)
{
  guint n_locations = _gql_list_get_length (directive->node->children);
  guint n = 0;

  directive->locations = gql_arena_new_n (self->arena, const char *, n_locations + 1);
  for (const GqlNode *node = directive->node->children; node != NULL; node = node->next)
    directive->locations[n++] = node->name;

  return link_arguments (self, directive->node->arguments, &directive->arguments, &directive->n_arguments, error);
}

/* All types and directives are there by name. */
gboolean
_gql_schema_link (GqlSchema  *self,
                  GError    **error)
{
  for (guint i = 0; i < self->types->len; i++)
    if (!link_one (self, g_ptr_array_index (self->types, i), error))
      return FALSE;
  for (guint i = 0; i < self->directives->len; i++)
    if (!link_directive (self, g_ptr_array_index (self->directives, i), error))
      return FALSE;

  return TRUE;
}
