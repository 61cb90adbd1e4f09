/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-coerce-private.h"
#include "pp-json.h"

static void
print_list (const GqlNode *children,
            char           open,
            char           close,
            GString       *out)
{
  g_string_append_c (out, open);
  for (const GqlNode *node = children; node != NULL; node = node->next)
    {
      if (node != children)
        g_string_append (out, ", ");
      _gql_node_print (node, out);
    }
  g_string_append_c (out, close);
}

void
_gql_node_print (const GqlNode *node,
                 GString       *out)
{
  switch (node->kind)
    {
    case GQL_NODE_VARIABLE:
      g_string_append_printf (out, "$%s", node->name);
      break;
    case GQL_NODE_STRING:
      pp_json_append_string (out, node->text);
      break;
    case GQL_NODE_LIST:
      print_list (node->children, '[', ']', out);
      break;
    case GQL_NODE_OBJECT:
      print_list (node->children, '{', '}', out);
      break;
    case GQL_NODE_OBJECT_FIELD:
      g_string_append_printf (out, "%s: ", node->name);
      _gql_node_print (node->value, out);
      break;
    case GQL_NODE_NAMED_TYPE:
      g_string_append (out, node->name);
      break;
    case GQL_NODE_LIST_TYPE:
      g_string_append_c (out, '[');
      _gql_node_print (node->type, out);
      g_string_append_c (out, ']');
      break;
    case GQL_NODE_NON_NULL_TYPE:
      _gql_node_print (node->type, out);
      g_string_append_c (out, '!');
      break;
    default:
      g_string_append (out, node->text);
      break;
    }
}

char *
_gql_node_to_string (const GqlNode *node)
{
  GString *out = g_string_new (NULL);

  _gql_node_print (node, out);

  return g_string_free (out, FALSE);
}

/* Whether two literals are written the same, but for spaces. */
gboolean
_gql_nodes_equal (const GqlNode *a,
                  const GqlNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind || a->is_block != b->is_block || g_strcmp0 (a->text, b->text) != 0 ||
      g_strcmp0 (a->name, b->name) != 0 || !_gql_nodes_equal (a->value, b->value))
    return FALSE;

  for (a = a->children, b = b->children; a != NULL && b != NULL; a = a->next, b = b->next)
    if (!_gql_nodes_equal (a, b))
      return FALSE;

  return a == b;
}

static gboolean
is_whole_number (const char *text)
{
  if (*text == '-')
    text++;
  if (*text == '0')
    return text[1] == '\0';

  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static void
append_untyped (const GqlValue *value,
                GString        *out)
{
  switch ((GqlValueKind) value->kind)
    {
    case GQL_VALUE_ENUM:
      g_string_append (out, value->string);
      break;
    case GQL_VALUE_LIST:
      g_string_append_c (out, '[');
      for (guint i = 0; i < value->length; i++)
        {
          g_string_append (out, i > 0 ? ", " : "");
          append_untyped (&value->items[i], out);
        }
      g_string_append_c (out, ']');
      break;
    case GQL_VALUE_OBJECT:
      g_string_append_c (out, '{');
      for (guint i = 0; i < value->length; i++)
        {
          g_string_append_printf (out, "%s%s: ", i > 0 ? ", " : "", value->members[i].name);
          append_untyped (&value->members[i].value, out);
        }
      g_string_append_c (out, '}');
      break;
    default:
      gql_value_append_json (value, out);
      break;
    }
}

static void append_literal (const GqlValue *value,
                            const GqlType  *type,
                            GString        *out);

static void
append_object_literal (const GqlValue *value,
                       const GqlType  *type,
                       GString        *out)
{
  gboolean is_first = TRUE;

  g_string_append_c (out, '{');
  for (guint i = 0; i < type->n_inputs; i++)
    {
      const GqlValue *member = gql_value_get_member (value, type->inputs[i].name);

      if (member == NULL)
        continue;
      g_string_append_printf (out, "%s%s: ", is_first ? "" : ", ", type->inputs[i].name);
      append_literal (member, type->inputs[i].type, out);
      is_first = FALSE;
    }
  g_string_append_c (out, '}');
}

static void
append_literal (const GqlValue *value,
                const GqlType  *type,
                GString        *out)
{
  type = _gql_type_get_nullable (type);

  if (type->kind == GQL_TYPE_LIST && value->kind == GQL_VALUE_LIST)
    {
      g_string_append_c (out, '[');
      for (guint i = 0; i < value->length; i++)
        {
          g_string_append (out, i > 0 ? ", " : "");
          append_literal (&value->items[i], type->of_type, out);
        }
      g_string_append_c (out, ']');
    }
  else if (type->kind == GQL_TYPE_INPUT && value->kind == GQL_VALUE_OBJECT)
    {
      append_object_literal (value, type, out);
    }
  else if (value->kind == GQL_VALUE_STRING && strcmp (type->name, "ID") == 0 && is_whole_number (value->string))
    {
      g_string_append (out, value->string);
    }
  else
    {
      append_untyped (value, out);
    }
}

char *
_gql_value_to_literal (const GqlValue *value,
                       const GqlType  *type)
{
  GString *out = g_string_new (NULL);

  append_literal (value, type, out);

  return g_string_free (out, FALSE);
}
