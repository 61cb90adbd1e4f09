/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "pp-json-private.h"
#include "pp-worded-error.h"

/* 2^63: the first double above all gint64 values. */
#define INT64_BOUND 9223372036854775808.0

PP_DEFINE_WORDED_ERROR (pp-json-error-quark, pp_json_error)

const char *
_pp_json_tagged_number (const char *text)
{
  const char *number = text + PP_JSON_NUMBER_TAG_LENGTH;
  const char *end, *wrong;
  gboolean is_integer;

  if (!g_str_has_prefix (text, PP_JSON_NUMBER_TAG))
    return NULL;

  end = number + strlen (number);

  return _pp_json_scan_number (number, end, &is_integer, &wrong) == end ? number : NULL;
}

/* --- equality --- */

static gboolean
is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
integer_equals_real (gint64 integer,
                     double real)
{
  return real >= -INT64_BOUND && real < INT64_BOUND && real == floor (real) &&
         (gint64) real == integer;
}

static gboolean
numbers_equal (JsonNode *a,
               JsonNode *b)
{
  gboolean a_is_integer = json_node_get_value_type (a) == G_TYPE_INT64;
  gboolean b_is_integer = json_node_get_value_type (b) == G_TYPE_INT64;

  if (a_is_integer && b_is_integer)
    return json_node_get_int (a) == json_node_get_int (b);
  if (a_is_integer)
    return integer_equals_real (json_node_get_int (a), json_node_get_double (b));
  if (b_is_integer)
    return integer_equals_real (json_node_get_int (b), json_node_get_double (a));

  return json_node_get_double (a) == json_node_get_double (b);
}

static gboolean
scalars_equal (JsonNode *a,
               JsonNode *b)
{
  if (is_number (a) || is_number (b))
    return is_number (a) && is_number (b) && numbers_equal (a, b);
  if (json_node_get_value_type (a) != json_node_get_value_type (b))
    return FALSE;
  if (json_node_get_value_type (a) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (a) == json_node_get_boolean (b);

  return g_strcmp0 (json_node_get_string (a), json_node_get_string (b)) == 0;
}

static gboolean
arrays_equal (JsonArray *a,
              JsonArray *b)
{
  guint length = json_array_get_length (a);

  if (json_array_get_length (b) != length)
    return FALSE;

  for (guint i = 0; i < length; i++)
    if (!pp_json_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
      return FALSE;

  return TRUE;
}

static gboolean
objects_equal (JsonObject *a,
               JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (a == b)
    return TRUE;
  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (b, name);

      if (other == NULL || !pp_json_equal (value, other))
        return FALSE;
    }

  return TRUE;
}

/**
 * pp_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Compares values as JSON does: members in any order, 1 and 1.0 the same number. %NULL equals only
 * %NULL; it is not the JSON value null.
 *
 * Returns: whether they are equal
 */
gboolean
pp_json_equal (JsonNode *a,
               JsonNode *b)
{
  JsonNodeType type;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  type = json_node_get_node_type (a);
  if (json_node_get_node_type (b) != type)
    return FALSE;

  switch (type)
    {
    case JSON_NODE_OBJECT:
      return objects_equal (json_node_get_object (a), json_node_get_object (b));
    case JSON_NODE_ARRAY:
      return arrays_equal (json_node_get_array (a), json_node_get_array (b));
    case JSON_NODE_VALUE:
      return scalars_equal (a, b);
    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

static gboolean
is_container (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node);
}

static gboolean
array_contains (JsonArray *whole,
                JsonNode  *part)
{
  for (guint i = 0; i < json_array_get_length (whole); i++)
    {
      JsonNode *element = json_array_get_element (whole, i);

      if (is_container (part) ? pp_json_contains (element, part) : pp_json_equal (element, part))
        return TRUE;
    }

  return FALSE;
}

static gboolean
object_contains (JsonObject *whole,
                 JsonObject *part)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, part);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (whole, name);

      if (other == NULL || !pp_json_contains (other, value))
        return FALSE;
    }

  return TRUE;
}

/**
 * pp_json_contains:
 * @whole: a value
 * @part: another one
 *
 * Finds out whether @whole has all that @part has: the same members of objects, each with a value that contains the
 * other one, and in arrays, in whatever order and number, an element that contains each of the others. It is what
 * PostgreSQL's operator `@>` says of objects. Recursive: as deep as the values are.
 *
 * Returns: whether it has
 */
gboolean
pp_json_contains (JsonNode *whole,
                  JsonNode *part)
{
  JsonArray *elements;

  if (JSON_NODE_HOLDS_OBJECT (whole) && JSON_NODE_HOLDS_OBJECT (part))
    return object_contains (json_node_get_object (whole), json_node_get_object (part));
  if (!JSON_NODE_HOLDS_ARRAY (whole) || !JSON_NODE_HOLDS_ARRAY (part))
    return !is_container (whole) && pp_json_equal (whole, part);

  elements = json_node_get_array (part);
  for (guint i = 0; i < json_array_get_length (elements); i++)
    if (!array_contains (json_node_get_array (whole), json_array_get_element (elements, i)))
      return FALSE;

  return TRUE;
}

/* --- typed values --- */

/**
 * pp_json_get_text:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): its text, if it is a text
 */
const char *
pp_json_get_text (JsonNode *node)
{
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (node);

  return _pp_json_tagged_number (text) == NULL ? text : NULL;
}

static JsonNode *
get_scalar (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * pp_json_get_string:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: (nullable): what to return for a member that is absent or of another type
 *
 * Returns: (transfer none) (nullable): the member's text, or @fallback
 */
const char *
pp_json_get_string (JsonObject *object,
                    const char *name,
                    const char *fallback)
{
  const char *text = pp_json_get_text (get_scalar (object, name));

  return text != NULL ? text : fallback;
}

/**
 * pp_json_get_boolean:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return for a member that is absent or of another type
 *
 * Returns: the member's value, or @fallback
 */
gboolean
pp_json_get_boolean (JsonObject *object,
                     const char *name,
                     gboolean    fallback)
{
  JsonNode *node = get_scalar (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

/**
 * pp_json_get_double:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return for a member that is absent or no number
 *
 * Returns: the member's value, or @fallback
 */
double
pp_json_get_double (JsonObject *object,
                    const char *name,
                    double      fallback)
{
  JsonNode *node = get_scalar (object, name);

  if (node == NULL || !is_number (node))
    return fallback;

  return json_node_get_double (node);
}

/**
 * pp_json_get_int:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return for a member that is absent or no integer
 *
 * An integer may be written as `1.0` or `1e3`.
 *
 * Returns: the member's value, or @fallback
 */
gint64
pp_json_get_int (JsonObject *object,
                 const char *name,
                 gint64      fallback)
{
  JsonNode *node = get_scalar (object, name);
  double value;

  if (node == NULL || !is_number (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  value = json_node_get_double (node);
  if (value < -INT64_BOUND || value >= INT64_BOUND || value != floor (value))
    return fallback;

  return (gint64) value;
}

/**
 * pp_json_get_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an object
 */
JsonObject *
pp_json_get_object (JsonObject *object,
                    const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * pp_json_get_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an array
 */
JsonArray *
pp_json_get_array (JsonObject *object,
                   const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
