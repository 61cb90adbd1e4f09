/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-property-path.h"

#include <math.h>

#include "pp-json.h"
#include "pp-spelling.h"

static const char * const type_words[PP_N_VALUE_TYPES] = {
  "text", "number", "truth", "list", "object", "empty"
};

static JsonNode *
node_of_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static JsonNode *
node_of_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

PpValueType
pp_value_type_of (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return PP_VALUE_OBJECT;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return PP_VALUE_LIST;
  if (!JSON_NODE_HOLDS_VALUE (value))
    return PP_VALUE_EMPTY;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return PP_VALUE_TEXT;
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return PP_VALUE_TRUTH;
  return PP_VALUE_NUMBER;
}

const char *
pp_value_type_to_string (PpValueType type)
{
  g_return_val_if_fail (type < PP_N_VALUE_TYPES, NULL);

  return type_words[type];
}

gboolean
pp_value_type_from_string (const char     *text,
                              PpValueType *type)
{
  for (guint i = 0; i < PP_N_VALUE_TYPES; i++)
    if (strcmp (type_words[i], text) == 0)
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * pp_property_parse_number:
 * @text: what was typed; a comma may stand for the point
 * @value: (out) (nullable): the number
 *
 * Returns: whether @text is a number that JSON can hold
 */
gboolean
pp_property_parse_number (const char  *text,
                          JsonNode   **value)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (text), ",", '.'));
  char *end;
  double number;

  *value = NULL;
  if (*plain == '\0' || strspn (plain, "+-.0123456789eE") != strlen (plain))
    return FALSE;
  number = g_ascii_strtod (plain, &end);
  if (*end != '\0' || !isfinite (number))
    return FALSE;

  *value = json_node_alloc ();
  if (strpbrk (plain, ".eE") == NULL && fabs (number) < 9e18)
    json_node_init_int (*value, g_ascii_strtoll (plain, NULL, 10));
  else
    json_node_init_double (*value, number);
  return TRUE;
}

char *
pp_property_number_to_text (JsonNode *value)
{
  return pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL);
}

static char *
to_text (JsonNode *value)
{
  switch (pp_value_type_of (value))
    {
    case PP_VALUE_TEXT:
      return json_node_dup_string (value);
    case PP_VALUE_EMPTY:
      return g_strdup ("");
    default:
      return pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL);
    }
}

static JsonNode *
to_number (JsonNode *value)
{
  g_autofree char *text = to_text (value);
  JsonNode *number;

  if (pp_value_type_of (value) == PP_VALUE_TRUTH)
    return json_node_init_int (json_node_alloc (), json_node_get_boolean (value));
  if (pp_property_parse_number (text, &number))
    return number;
  return json_node_init_int (json_node_alloc (), 0);
}

static gboolean
to_truth (JsonNode *value)
{
  g_autofree char *text = to_text (value);
  gboolean truth;

  if (pp_value_type_of (value) == PP_VALUE_NUMBER)
    return json_node_get_double (value) != 0;
  return pp_spelling_read_truth (text, &truth) && truth;
}

static JsonNode *
to_list (JsonNode *value)
{
  JsonArray *array = json_array_new ();

  if (pp_value_type_of (value) == PP_VALUE_OBJECT)
    {
      g_autoptr (GList) values = json_object_get_values (json_node_get_object (value));

      for (GList *l = values; l != NULL; l = l->next)
        json_array_add_element (array, json_node_ref (l->data));
    }
  else if (pp_value_type_of (value) != PP_VALUE_EMPTY)
    {
      json_array_add_element (array, json_node_ref (value));
    }
  return node_of_array (array);
}

static JsonNode *
to_object (JsonNode *value)
{
  JsonObject *object = json_object_new ();

  if (pp_value_type_of (value) == PP_VALUE_LIST)
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *name = g_strdup_printf ("%u", i + 1);

          json_object_set_member (object, name,
                                  json_node_ref (json_array_get_element (array, i)));
        }
    }
  else if (pp_value_type_of (value) != PP_VALUE_EMPTY)
    {
      json_object_set_member (object, "value", json_node_ref (value));
    }
  return node_of_object (object);
}

/**
 * pp_property_convert:
 * @value: a value
 * @type: what it should become
 *
 * Makes a value of another type out of one, keeping of it what the type can hold.
 *
 * Returns: (transfer full): the new value
 */
JsonNode *
pp_property_convert (JsonNode       *value,
                     PpValueType  type)
{
  g_autofree char *text = NULL;

  if (pp_value_type_of (value) == type)
    return json_node_ref (value);
  switch (type)
    {
    case PP_VALUE_TEXT:
      text = to_text (value);
      return json_node_init_string (json_node_alloc (), text);
    case PP_VALUE_NUMBER:
      return to_number (value);
    case PP_VALUE_TRUTH:
      return json_node_init_boolean (json_node_alloc (), to_truth (value));
    case PP_VALUE_LIST:
      return to_list (value);
    case PP_VALUE_OBJECT:
      return to_object (value);
    case PP_VALUE_EMPTY:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

static gboolean
parse_position (const char *step,
                guint      *position)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (step, 10, 0, G_MAXINT, &number, NULL))
    return FALSE;
  *position = (guint) number;
  return TRUE;
}

static JsonNode *
take_step (JsonNode   *value,
           const char *step)
{
  guint position;

  if (JSON_NODE_HOLDS_OBJECT (value))
    return json_object_get_member (json_node_get_object (value), step);
  if (JSON_NODE_HOLDS_ARRAY (value) && parse_position (step, &position)
      && position < json_array_get_length (json_node_get_array (value)))
    return json_array_get_element (json_node_get_array (value), position);
  return NULL;
}

/**
 * pp_property_path_lookup:
 * @root: (nullable): a value
 * @path: (array zero-terminated=1): the steps; none is @root itself
 *
 * Returns: (transfer none) (nullable): the value there
 */
JsonNode *
pp_property_path_lookup (JsonNode           *root,
                         const char * const *path)
{
  for (guint i = 0; root != NULL && path[i] != NULL; i++)
    root = take_step (root, path[i]);
  return root;
}

static JsonNode *
replace_in_array (JsonArray          *array,
                  const char * const *path,
                  JsonNode           *value)
{
  guint n_elements = json_array_get_length (array);
  JsonArray *copy;
  guint position;

  if (!parse_position (path[0], &position) || position > n_elements
      || (position == n_elements && value == NULL))
    return NULL;
  copy = json_array_sized_new (n_elements + 1);
  for (guint i = 0; i < MAX (n_elements, position + 1); i++)
    {
      JsonNode *element = i < n_elements ? json_array_get_element (array, i) : NULL;

      if (i == position)
        element = pp_property_path_replace (element, path + 1, value);
      else
        json_node_ref (element);
      if (element != NULL)
        json_array_add_element (copy, element);
    }
  return node_of_array (copy);
}

static JsonNode *
replace_in_object (JsonObject         *object,
                   const char * const *path,
                   JsonNode           *value)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean found = FALSE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      gboolean here = strcmp (name, path[0]) == 0;
      JsonNode *replaced = here ? pp_property_path_replace (member, path + 1, value)
                                : json_node_ref (member);

      found = found || here;
      if (replaced != NULL)
        json_object_set_member (copy, name, replaced);
    }
  if (!found && value != NULL)
    json_object_set_member (copy, path[0], pp_property_path_replace (NULL, path + 1, value));
  return node_of_object (copy);
}

/**
 * pp_property_path_replace:
 * @root: (nullable): a value
 * @path: (array zero-terminated=1): the steps to a place in it
 * @value: (nullable): what should stand there; %NULL takes it out
 *
 * A member that is not there is added at the end of its object; the position behind the last adds
 * to a list.
 *
 * Returns: (transfer full) (nullable): @root with the place replaced, %NULL where nothing is left
 */
JsonNode *
pp_property_path_replace (JsonNode           *root,
                          const char * const *path,
                          JsonNode           *value)
{
  if (path[0] == NULL)
    return value != NULL ? json_node_ref (value) : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return replace_in_object (json_node_get_object (root), path, value);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonNode *replaced = replace_in_array (json_node_get_array (root), path, value);

      return replaced != NULL ? replaced : json_node_ref (root);
    }
  return root != NULL ? json_node_ref (root) : NULL;
}

/**
 * pp_property_path_rename:
 * @root: a value
 * @path: (array zero-terminated=1): the steps to a member of an object in it
 * @name: the member's new name, which no other member has
 *
 * Returns: (transfer full): @root with the member under its new name, at the same place in the order
 */
JsonNode *
pp_property_path_rename (JsonNode           *root,
                         const char * const *path,
                         const char         *name)
{
  guint n_steps = g_strv_length ((char **) path);
  g_auto (GStrv) parent_path = g_strdupv ((char **) path);
  const char *old_name = path[n_steps - 1];
  JsonNode *parent;
  g_autoptr (JsonNode) renamed = NULL;
  JsonObject *copy;
  JsonObjectIter iter;
  const char *member_name;
  JsonNode *member;

  g_clear_pointer (&parent_path[n_steps - 1], g_free);
  parent = pp_property_path_lookup (root, (const char * const *) parent_path);
  if (parent == NULL || !JSON_NODE_HOLDS_OBJECT (parent))
    return json_node_ref (root);

  copy = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (parent));
  while (json_object_iter_next_ordered (&iter, &member_name, &member))
    json_object_set_member (copy, strcmp (member_name, old_name) == 0 ? name : member_name,
                            json_node_ref (member));
  renamed = node_of_object (copy);
  return pp_property_path_replace (root, (const char * const *) parent_path, renamed);
}
