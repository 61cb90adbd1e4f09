/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-value.h"
#include "pp-json.h"

/**
 * gql_value_get_member:
 * @self: (nullable): a value
 * @name: the name of a member
 *
 * Returns: (nullable) (transfer none): the member's value; %NULL where there is none, and of what is no
 *   object
 */
const GqlValue *
gql_value_get_member (const GqlValue *self,
                      const char     *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (self == NULL || self->kind != GQL_VALUE_OBJECT)
    return NULL;

  for (guint i = 0; i < self->length; i++)
    if (strcmp (self->members[i].name, name) == 0)
      return &self->members[i].value;

  return NULL;
}

/**
 * gql_value_get_int:
 * @self: (nullable): a value
 * @fallback: what to return for what is no whole number
 *
 * Returns: the number, or @fallback
 */
gint64
gql_value_get_int (const GqlValue *self,
                   gint64          fallback)
{
  return self != NULL && self->kind == GQL_VALUE_INT ? self->integer : fallback;
}

/**
 * gql_value_get_float:
 * @self: (nullable): a value
 * @fallback: what to return for what is no number
 *
 * Returns: the number, or @fallback
 */
double
gql_value_get_float (const GqlValue *self,
                     double          fallback)
{
  if (self != NULL && self->kind == GQL_VALUE_INT)
    return self->integer;

  return self != NULL && self->kind == GQL_VALUE_FLOAT ? self->number : fallback;
}

/**
 * gql_value_get_boolean:
 * @self: (nullable): a value
 * @fallback: what to return for what is neither true nor false
 *
 * Returns: the value, or @fallback
 */
gboolean
gql_value_get_boolean (const GqlValue *self,
                       gboolean        fallback)
{
  return self != NULL && self->kind == GQL_VALUE_BOOLEAN ? self->boolean : fallback;
}

/**
 * gql_value_get_string:
 * @self: (nullable): a value
 *
 * Returns: (nullable) (transfer none): the text, or the name of a value of an enumeration
 */
const char *
gql_value_get_string (const GqlValue *self)
{
  if (self != NULL && (self->kind == GQL_VALUE_STRING || self->kind == GQL_VALUE_ENUM))
    return self->string;

  return NULL;
}

static gboolean
objects_equal (const GqlValue *a,
               const GqlValue *b)
{
  for (guint i = 0; i < a->length; i++)
    {
      const GqlValue *other = gql_value_get_member (b, a->members[i].name);

      if (other == NULL || !gql_value_equal (&a->members[i].value, other))
        return FALSE;
    }

  return TRUE;
}

/**
 * gql_value_equal:
 * @self: a value
 * @other: another one
 *
 * Returns: whether both are the same; the order of members does not count
 */
gboolean
gql_value_equal (const GqlValue *self,
                 const GqlValue *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->kind != other->kind || self->length != other->length)
    return FALSE;

  switch ((GqlValueKind) self->kind)
    {
    case GQL_VALUE_NULL:
      return TRUE;
    case GQL_VALUE_BOOLEAN:
      return !self->boolean == !other->boolean;
    case GQL_VALUE_INT:
      return self->integer == other->integer;
    case GQL_VALUE_FLOAT:
      return self->number == other->number;
    case GQL_VALUE_NUMBER:
    case GQL_VALUE_STRING:
    case GQL_VALUE_ENUM:
    case GQL_VALUE_JSON:
      return strcmp (self->string, other->string) == 0;
    case GQL_VALUE_LIST:
      for (guint i = 0; i < self->length; i++)
        if (!gql_value_equal (&self->items[i], &other->items[i]))
          return FALSE;
      return TRUE;
    case GQL_VALUE_OBJECT:
      return objects_equal (self, other);
    case GQL_VALUE_POINTER:
      return self->pointer == other->pointer;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* --- JSON --------------------------------------------------------------------------------------- */

static GqlValue
scalar_from_json (JsonNode *node,
                  GqlArena *arena)
{
  GType type = json_node_get_value_type (node);
  const char *text = pp_json_get_text (node);
  g_autofree char *number = NULL;

  if (type == G_TYPE_BOOLEAN)
    return gql_boolean (json_node_get_boolean (node));
  if (type == G_TYPE_INT64)
    return gql_int (json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return gql_float (json_node_get_double (node));
  if (text != NULL)
    return gql_string (gql_arena_strdup (arena, text));

  number = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);

  return (GqlValue) { .kind = GQL_VALUE_NUMBER, .string = gql_arena_strdup (arena, number) };
}

static GqlValue
object_from_json (JsonObject *object,
                  GqlArena   *arena)
{
  GqlMember *members = gql_arena_new_n (arena, GqlMember, json_object_get_size (object));
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint n = 0;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      members[n].name = gql_arena_strdup (arena, name);
      members[n++].value = gql_value_from_json (value, arena);
    }

  return gql_object (members, n);
}

static GqlValue
array_from_json (JsonArray *array,
                 GqlArena  *arena)
{
  guint n = json_array_get_length (array);
  GqlValue *items = gql_arena_new_n (arena, GqlValue, n);

  for (guint i = 0; i < n; i++)
    items[i] = gql_value_from_json (json_array_get_element (array, i), arena);

  return gql_list (items, n);
}

/**
 * gql_value_from_json:
 * @node: (nullable): a value that pp_json_parse() has read, so that its depth is bounded
 * @arena: what the value shall live in
 *
 * Returns: a copy
 */
GqlValue
gql_value_from_json (JsonNode *node,
                     GqlArena *arena)
{
  if (node == NULL)
    return gql_null ();

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return object_from_json (json_node_get_object (node), arena);
    case JSON_NODE_ARRAY:
      return array_from_json (json_node_get_array (node), arena);
    case JSON_NODE_VALUE:
      return scalar_from_json (node, arena);
    case JSON_NODE_NULL:
    default:
      return gql_null ();
    }
}

/**
 * gql_value_append_json:
 * @self: a value without pointers
 * @out: a text
 *
 * Appends the value as JSON, without spaces.
 */
void
gql_value_append_json (const GqlValue *self,
                       GString        *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  switch ((GqlValueKind) self->kind)
    {
    case GQL_VALUE_BOOLEAN:
      g_string_append (out, self->boolean ? "true" : "false");
      break;
    case GQL_VALUE_INT:
      pp_json_append_integer (out, self->integer);
      break;
    case GQL_VALUE_FLOAT:
      pp_json_append_double (out, self->number);
      break;
    case GQL_VALUE_NUMBER:
    case GQL_VALUE_JSON:
      pp_json_append_bytes (out, self->string, strlen (self->string));
      break;
    case GQL_VALUE_STRING:
    case GQL_VALUE_ENUM:
      pp_json_append_string (out, self->string);
      break;
    case GQL_VALUE_LIST:
      g_string_append_c (out, '[');
      for (guint i = 0; i < self->length; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          gql_value_append_json (&self->items[i], out);
        }
      g_string_append_c (out, ']');
      break;
    case GQL_VALUE_OBJECT:
      g_string_append_c (out, '{');
      for (guint i = 0; i < self->length; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          pp_json_append_string (out, self->members[i].name);
          g_string_append_c (out, ':');
          gql_value_append_json (&self->members[i].value, out);
        }
      g_string_append_c (out, '}');
      break;
    case GQL_VALUE_NULL:
    case GQL_VALUE_POINTER:
    default:
      g_string_append (out, "null");
      break;
    }
}

/**
 * gql_value_to_json:
 * @self: a value without pointers
 *
 * Returns: (transfer full): the value as JSON, without spaces
 */
char *
gql_value_to_json (const GqlValue *self)
{
  GString *out = g_string_new (NULL);

  gql_value_append_json (self, out);

  return g_string_free (out, FALSE);
}
