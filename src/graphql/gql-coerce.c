/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "gql-coerce-private.h"

/* Literals and arguments: the input coercion of section 3 of the specification, and CoerceArgumentValues()
 * of section 6.4.1. Literals nest no deeper than the parser lets them. */

static const GqlValue *
get_variable (const GqlVariables *variables,
              const char         *name)
{
  return variables != NULL ? g_hash_table_lookup ((GHashTable *) variables, name) : NULL;
}

static gboolean
is_missing_variable (const GqlNode      *node,
                     const GqlVariables *variables)
{
  return node->kind == GQL_NODE_VARIABLE && get_variable (variables, node->name) == NULL;
}

static GqlValue
number_from_literal (const GqlNode *node)
{
  double number;

  if (node->kind == GQL_NODE_INT)
    {
      gint64 integer;

      if (g_ascii_string_to_signed (node->text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return gql_int (integer);
    }
  else if (isfinite (number = g_ascii_strtod (node->text, NULL)))
    {
      return gql_float (number);
    }

  return (GqlValue) { .kind = GQL_VALUE_NUMBER, .string = node->text };
}

static GqlValue
list_from_literal (const GqlNode      *node,
                   const GqlVariables *variables,
                   GqlArena           *arena)
{
  GqlValue *items = gql_arena_new_n (arena, GqlValue, _gql_list_get_length (node->children));
  guint n = 0;

  for (const GqlNode *child = node->children; child != NULL; child = child->next)
    items[n++] = _gql_value_from_literal (child, variables, arena);

  return gql_list (items, n);
}

static GqlValue
object_from_literal (const GqlNode      *node,
                     const GqlVariables *variables,
                     GqlArena           *arena)
{
  GqlMember *members = gql_arena_new_n (arena, GqlMember, _gql_list_get_length (node->children));
  guint n = 0;

  for (const GqlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_missing_variable (child->value, variables))
        continue;
      members[n].name = child->name;
      members[n++].value = _gql_value_from_literal (child->value, variables, arena);
    }

  return gql_object (members, n);
}

GqlValue
_gql_value_from_literal (const GqlNode      *node,
                         const GqlVariables *variables,
                         GqlArena           *arena)
{
  const GqlValue *variable;

  switch (node->kind)
    {
    case GQL_NODE_INT:
    case GQL_NODE_FLOAT:
      return number_from_literal (node);
    case GQL_NODE_STRING:
      return gql_string (node->text);
    case GQL_NODE_ENUM:
      return gql_enum (node->text);
    case GQL_NODE_BOOLEAN:
      return gql_boolean (node->text[0] == 't');
    case GQL_NODE_LIST:
      return list_from_literal (node, variables, arena);
    case GQL_NODE_OBJECT:
      return object_from_literal (node, variables, arena);
    case GQL_NODE_VARIABLE:
      variable = get_variable (variables, node->name);
      return variable != NULL ? *variable : gql_null ();
    default:
      return gql_null ();
    }
}

/* `1.0` is no literal of Int or ID, although a variable may have that value. */
static gboolean
takes_fractions (const GqlType *type)
{
  return strcmp (type->name, "Int") != 0 && strcmp (type->name, "ID") != 0;
}

gboolean
_gql_scalar_from_literal (const GqlType      *type,
                          const GqlNode      *node,
                          const GqlVariables *variables,
                          GqlArena           *arena,
                          GqlValue           *value,
                          GError            **error)
{
  if (node->kind == GQL_NODE_FLOAT && !takes_fractions (type))
    {
      g_set_error (error, GQL_ERROR, GQL_ERROR_REQUEST, "%s cannot represent a fraction", type->name);
      return FALSE;
    }
  *value = _gql_value_from_literal (node, variables, arena);

  return type->scalar->parse == NULL || value->kind == GQL_VALUE_NULL ||
         type->scalar->parse (value, arena, error);
}

static gboolean
coerce_list_literal (const GqlNode      *node,
                     const GqlType      *type,
                     const GqlVariables *variables,
                     GqlArena           *arena,
                     GqlValue           *value)
{
  const GqlNode *child = node->kind == GQL_NODE_LIST ? node->children : node;
  guint n_items = node->kind == GQL_NODE_LIST ? _gql_list_get_length (node->children) : 1;
  GqlValue *items = gql_arena_new_n (arena, GqlValue, n_items);

  for (guint i = 0; i < n_items; i++, child = child->next)
    {
      if (node->kind == GQL_NODE_LIST && is_missing_variable (child, variables))
        {
          if (type->of_type->kind == GQL_TYPE_NON_NULL)
            return FALSE;
          continue;
        }
      if (!_gql_coerce_literal (child, type->of_type, variables, arena, &items[i]))
        return FALSE;
    }
  *value = gql_list (items, n_items);

  return TRUE;
}

static gboolean
coerce_object_literal (const GqlNode      *node,
                       const GqlType      *type,
                       const GqlVariables *variables,
                       GqlArena           *arena,
                       GqlValue           *value)
{
  GqlMember *members;
  guint n = 0;

  if (node->kind != GQL_NODE_OBJECT)
    return FALSE;

  members = gql_arena_new_n (arena, GqlMember, type->n_inputs);
  for (guint i = 0; i < type->n_inputs; i++)
    {
      const GqlInput *input = &type->inputs[i];
      const GqlNode *child = _gql_list_find (node->children, NULL, input->name);

      members[n].name = input->name;
      if (child != NULL && !is_missing_variable (child->value, variables))
        {
          if (!_gql_coerce_literal (child->value, input->type, variables, arena, &members[n++].value))
            return FALSE;
        }
      else if (input->default_value != NULL)
        {
          members[n++].value = *input->default_value;
        }
      else if (input->type->kind == GQL_TYPE_NON_NULL)
        {
          return FALSE;
        }
    }
  *value = gql_object (members, n);

  return TRUE;
}

/* A literal as a value of a type; FALSE where it is none. The values of variables are coerced already. */
gboolean
_gql_coerce_literal (const GqlNode      *node,
                     const GqlType      *type,
                     const GqlVariables *variables,
                     GqlArena           *arena,
                     GqlValue           *value)
{
  if (type->kind == GQL_TYPE_NON_NULL)
    return node->kind != GQL_NODE_NULL &&
           _gql_coerce_literal (node, type->of_type, variables, arena, value) && value->kind != GQL_VALUE_NULL;
  if (node->kind == GQL_NODE_VARIABLE)
    {
      const GqlValue *variable = get_variable (variables, node->name);

      *value = variable != NULL ? *variable : gql_null ();
      return variable != NULL;
    }

  *value = gql_null ();
  if (node->kind == GQL_NODE_NULL)
    return TRUE;

  switch (type->kind)
    {
    case GQL_TYPE_LIST:
      return coerce_list_literal (node, type, variables, arena, value);
    case GQL_TYPE_INPUT:
      return coerce_object_literal (node, type, variables, arena, value);
    case GQL_TYPE_ENUM:
      *value = gql_enum (node->text);
      return node->kind == GQL_NODE_ENUM && _gql_type_get_value (type, node->text) != NULL;
    case GQL_TYPE_SCALAR:
      return _gql_scalar_from_literal (type, node, variables, arena, value, NULL);
    default:
      return FALSE;
    }
}

/* --- Arguments ---------------------------------------------------------------------------------- */

static gboolean
fail_argument (const GqlDocument  *document,
               const GqlNode      *node,
               const GqlInput     *input,
               const char         *problem,
               GError            **error)
{
  g_propagate_error (error, _gql_document_error (document, GQL_ERROR_FIELD, node->start, -1,
                                                 "Argument \"%s\" of type \"%s\" %s.", input->name,
                                                 input->type->name, problem));

  return FALSE;
}

/* Sets @is_given where the argument has a value. */
static gboolean
coerce_argument (const GqlDocument  *document,
                 const GqlInput     *input,
                 const GqlNode      *node,
                 const GqlNode      *argument,
                 const GqlVariables *variables,
                 GqlArena           *arena,
                 GqlValue           *value,
                 gboolean           *is_given,
                 GError            **error)
{
  *is_given = TRUE;
  if (argument == NULL || is_missing_variable (argument->value, variables))
    {
      if (input->default_value != NULL)
        *value = *input->default_value;
      else if (input->type->kind == GQL_TYPE_NON_NULL)
        return fail_argument (document, argument != NULL ? argument->value : node, input,
                              "is required, but has no value", error);
      else
        *is_given = FALSE;
      return TRUE;
    }
  if (!_gql_coerce_literal (argument->value, input->type, variables, arena, value))
    return fail_argument (document, argument->value, input, "has an invalid value", error);

  return TRUE;
}

gboolean
_gql_coerce_arguments (const GqlDocument  *document,
                       const GqlInput     *definitions,
                       guint               n_definitions,
                       const GqlNode      *node,
                       const GqlVariables *variables,
                       GqlArena           *arena,
                       GqlValue           *arguments,
                       GError            **error)
{
  GqlMember *members = NULL;
  guint n = 0;

  if (n_definitions > 0)
    members = gql_arena_new_n (arena, GqlMember, n_definitions);

  for (guint i = 0; i < n_definitions; i++)
    {
      const GqlNode *argument = _gql_list_find (node->arguments, NULL, definitions[i].name);
      gboolean is_given;

      members[n].name = definitions[i].name;
      if (!coerce_argument (document, &definitions[i], node, argument, variables, arena, &members[n].value,
                            &is_given, error))
        return FALSE;
      if (is_given)
        n++;
    }
  *arguments = gql_object (members, n);

  return TRUE;
}
