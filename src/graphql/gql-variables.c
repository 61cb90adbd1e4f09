/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-coerce-private.h"

/* CoerceVariableValues(), section 6.1.2 of the specification. */

#define MAX_ERRORS 20

typedef struct {
  const GqlDocument *document;
  const GqlNode *definition;
  GqlArena *arena;
  GPtrArray *errors;
  GString *path;
} Coercion;

static gboolean coerce_value (Coercion       *coercion,
                              const GqlType  *type,
                              GqlValue       *value);

static gboolean
fail (Coercion       *coercion,
      const GqlValue *value,
      const char     *problem)
{
  g_autofree char *json = gql_value_to_json (value);
  g_autofree char *quote = _gql_shorten (json);
  GError *error;

  if (coercion->errors->len >= MAX_ERRORS)
    return FALSE;

  if (coercion->path->len > 0)
    error = _gql_document_error (coercion->document, GQL_ERROR_REQUEST, coercion->definition->start, -1,
                                 "Variable \"$%s\" got invalid value %s at \"%s%s\"; %s",
                                 coercion->definition->name, quote, coercion->definition->name,
                                 coercion->path->str, problem);
  else
    error = _gql_document_error (coercion->document, GQL_ERROR_REQUEST, coercion->definition->start, -1,
                                 "Variable \"$%s\" got invalid value %s; %s", coercion->definition->name, quote,
                                 problem);
  g_ptr_array_add (coercion->errors, error);

  return FALSE;
}

static gboolean
fail_type (Coercion       *coercion,
           const GqlValue *value,
           const GqlType  *type,
           const char     *format)
{
  g_autofree char *problem = g_strdup_printf (format, type->name);

  return fail (coercion, value, problem);
}

/* A value that is no list is a list of one. */
static gboolean
coerce_list (Coercion      *coercion,
             const GqlType *type,
             GqlValue      *value)
{
  gboolean is_list = value->kind == GQL_VALUE_LIST;
  guint n_items = is_list ? value->length : 1;
  GqlValue *items = gql_arena_new_n (coercion->arena, GqlValue, n_items);
  gsize path_length = coercion->path->len;
  gboolean is_valid = TRUE;

  for (guint i = 0; i < n_items && coercion->errors->len < MAX_ERRORS; i++)
    {
      items[i] = is_list ? value->items[i] : *value;
      if (is_list)
        g_string_append_printf (coercion->path, "[%u]", i);
      is_valid &= coerce_value (coercion, type->of_type, &items[i]);
      g_string_truncate (coercion->path, path_length);
    }
  *value = gql_list (items, n_items);

  return is_valid;
}

static gboolean
check_members (Coercion       *coercion,
               const GqlType  *type,
               const GqlValue *value)
{
  gboolean is_valid = TRUE;

  for (guint i = 0; i < value->length && coercion->errors->len < MAX_ERRORS; i++)
    if (_gql_type_get_input (type, value->members[i].name) == NULL)
      {
        g_autofree char *quote = _gql_shorten (value->members[i].name);
        g_autofree char *problem = g_strdup_printf ("Field \"%s\" is not defined by type %s.", quote, type->name);

        is_valid = fail (coercion, value, problem);
      }

  return is_valid;
}

static gboolean
coerce_member (Coercion       *coercion,
               const GqlInput *input,
               GqlValue       *value)
{
  gsize path_length = coercion->path->len;
  gboolean is_valid;

  g_string_append_printf (coercion->path, ".%s", input->name);
  is_valid = coerce_value (coercion, input->type, value);
  g_string_truncate (coercion->path, path_length);

  return is_valid;
}

static gboolean
coerce_object (Coercion      *coercion,
               const GqlType *type,
               GqlValue      *value)
{
  GqlMember *members;
  gboolean is_valid = TRUE;
  guint n = 0;

  if (value->kind != GQL_VALUE_OBJECT)
    return fail_type (coercion, value, type, "Expected type %s to be an object.");

  members = gql_arena_new_n (coercion->arena, GqlMember, type->n_inputs);
  for (guint i = 0; i < type->n_inputs; i++)
    {
      const GqlInput *input = &type->inputs[i];
      const GqlValue *given = gql_value_get_member (value, input->name);

      members[n].name = input->name;
      if (given != NULL)
        {
          members[n].value = *given;
          is_valid &= coerce_member (coercion, input, &members[n++].value);
        }
      else if (input->default_value != NULL)
        {
          members[n++].value = *input->default_value;
        }
      else if (input->type->kind == GQL_TYPE_NON_NULL)
        {
          g_autofree char *problem = g_strdup_printf ("Field %s of required type %s was not provided.",
                                                      input->name, input->type->name);

          is_valid = fail (coercion, value, problem);
        }
    }
  is_valid &= check_members (coercion, type, value);
  *value = gql_object (members, n);

  return is_valid;
}

static gboolean
coerce_enum (Coercion      *coercion,
             const GqlType *type,
             GqlValue      *value)
{
  if (value->kind != GQL_VALUE_STRING || _gql_type_get_value (type, value->string) == NULL)
    return fail_type (coercion, value, type, "Expected type %s.");
  value->kind = GQL_VALUE_ENUM;

  return TRUE;
}

static gboolean
coerce_scalar (Coercion      *coercion,
               const GqlType *type,
               GqlValue      *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  if (type->scalar->parse == NULL || type->scalar->parse (value, coercion->arena, &error))
    return TRUE;

  problem = g_strdup_printf ("Expected type %s. %s", type->name, error->message);

  return fail (coercion, value, problem);
}

static gboolean
coerce_value (Coercion      *coercion,
              const GqlType *type,
              GqlValue      *value)
{
  if (type->kind == GQL_TYPE_NON_NULL)
    {
      if (value->kind == GQL_VALUE_NULL)
        return fail_type (coercion, value, type, "Expected non-nullable type %s not to be null.");
      return coerce_value (coercion, type->of_type, value);
    }
  if (value->kind == GQL_VALUE_NULL)
    return TRUE;

  switch (type->kind)
    {
    case GQL_TYPE_LIST:
      return coerce_list (coercion, type, value);
    case GQL_TYPE_INPUT:
      return coerce_object (coercion, type, value);
    case GQL_TYPE_ENUM:
      return coerce_enum (coercion, type, value);
    case GQL_TYPE_SCALAR:
    default:
      return coerce_scalar (coercion, type, value);
    }
}

static void
fail_definition (Coercion      *coercion,
                 const GqlType *type,
                 const char    *format)
{
  GError *error = _gql_document_error (coercion->document, GQL_ERROR_REQUEST, coercion->definition->start, -1,
                                       format, coercion->definition->name, type->name);

  if (coercion->errors->len < MAX_ERRORS)
    g_ptr_array_add (coercion->errors, error);
  else
    g_error_free (error);
}

/* Returns the variable's value, or NULL where it has none. */
static GqlValue *
coerce_variable (Coercion       *coercion,
                 const GqlType  *type,
                 const GqlValue *given)
{
  GqlValue *value = gql_arena_new0 (coercion->arena, GqlValue);
  const GqlNode *fallback = coercion->definition->value;

  if (given == NULL && fallback != NULL)
    return _gql_coerce_literal (fallback, type, NULL, coercion->arena, value) ? value : NULL;
  if (given == NULL)
    {
      if (type->kind == GQL_TYPE_NON_NULL)
        fail_definition (coercion, type, "Variable \"$%s\" of required type \"%s\" was not provided.");
      return NULL;
    }
  if (given->kind == GQL_VALUE_NULL && type->kind == GQL_TYPE_NON_NULL)
    {
      fail_definition (coercion, type, "Variable \"$%s\" of non-null type \"%s\" must not be null.");
      return NULL;
    }

  *value = *given;

  return coerce_value (coercion, type, value) ? value : NULL;
}

/* @given is an object, or NULL. What is wrong with it is added to @errors. */
GqlVariables *
_gql_coerce_variables (const GqlSchema   *schema,
                       const GqlDocument *document,
                       const GqlNode     *operation,
                       const GqlValue    *given,
                       GqlArena          *arena,
                       GPtrArray         *errors)
{
  GqlVariables *variables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) path = g_string_new (NULL);
  Coercion coercion = { document, NULL, arena, errors, path };

  for (const GqlNode *node = operation->arguments; node != NULL; node = node->next)
    {
      const GqlType *type = _gql_schema_resolve_type (schema, node->type, arena);
      GqlValue *value;

      coercion.definition = node;
      value = coerce_variable (&coercion, type, gql_value_get_member (given, node->name));
      if (value != NULL)
        g_hash_table_insert (variables, (gpointer) node->name, value);
    }

  return variables;
}
