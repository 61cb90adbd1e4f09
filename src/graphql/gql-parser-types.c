/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-parser-private.h"

/* Type system definitions and extensions: section 3 of the specification. */

typedef gboolean (*GqlDefinitionRule) (GqlParser *parser,
                                       GqlNode   *node);

gboolean
_gql_parser_at_description (GqlParser *parser)
{
  return parser->token.kind == GQL_TOKEN_STRING || parser->token.kind == GQL_TOKEN_BLOCK_STRING;
}

static gboolean
read_description (GqlParser *parser,
                  GqlNode   *node)
{
  if (!_gql_parser_at_description (parser))
    return TRUE;

  node->text = parser->token.text;

  return _gql_parser_advance (parser);
}

static GqlNode *
parse_input_value (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_INPUT_VALUE);

  if (!read_description (parser, node) || !_gql_parser_read_name (parser, node) ||
      !_gql_parser_expect (parser, ':') || (node->type = _gql_parse_type (parser)) == NULL)
    return NULL;
  if (parser->token.kind == '=' &&
      (!_gql_parser_advance (parser) || (node->value = _gql_parse_constant (parser)) == NULL))
    return NULL;

  return _gql_parse_directives (parser, TRUE, &node->directives) ? node : NULL;
}

static gboolean
read_argument_definitions (GqlParser *parser,
                           GqlNode   *node)
{
  return parser->token.kind != '(' ||
         _gql_parser_read_many (parser, '(', parse_input_value, ')', FALSE, &node->arguments);
}

static GqlNode *
parse_field_definition (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_FIELD_DEFINITION);

  if (!read_description (parser, node) || !_gql_parser_read_name (parser, node) ||
      !read_argument_definitions (parser, node) || !_gql_parser_expect (parser, ':') ||
      (node->type = _gql_parse_type (parser)) == NULL ||
      !_gql_parse_directives (parser, TRUE, &node->directives))
    return NULL;

  return node;
}

static GqlNode *
parse_enum_value (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_ENUM_VALUE);

  if (!read_description (parser, node) || !_gql_parser_read_name (parser, node) ||
      !_gql_parse_directives (parser, TRUE, &node->directives))
    return NULL;

  return node;
}

static GqlNode *
parse_operation_type (GqlParser *parser)
{
  static const char * const names[GQL_N_OPERATIONS] = { "query", "mutation", "subscription" };
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_OPERATION_TYPE);
  GqlToken token = parser->token;
  int operation = -1;

  for (int i = 0; i < GQL_N_OPERATIONS; i++)
    if (_gql_parser_is_keyword (parser, names[i]))
      operation = i;

  if (!_gql_parser_expect (parser, GQL_TOKEN_NAME))
    return NULL;
  if (operation < 0)
    return _gql_parser_refuse (parser, &token);
  node->operation = operation;
  if (!_gql_parser_expect (parser, ':') || (node->type = _gql_parse_named_type (parser)) == NULL)
    return NULL;

  return node;
}

/* `A | B`, `A & B`: with an optional separator before the first. */
static gboolean
read_separated (GqlParser  *parser,
                int         separator,
                GqlRule     rule,
                GqlNode   **list)
{
  if (parser->token.kind == separator && !_gql_parser_advance (parser))
    return FALSE;

  for (;;)
    {
      if ((*list = rule (parser)) == NULL)
        return FALSE;
      list = &(*list)->next;
      if (parser->token.kind != separator)
        return TRUE;
      if (!_gql_parser_advance (parser))
        return FALSE;
    }
}

static gboolean
read_children (GqlParser *parser,
               GqlNode   *node,
               GqlRule    rule)
{
  return parser->token.kind != '{' ||
         _gql_parser_read_many (parser, '{', rule, '}', FALSE, &node->children);
}

static gboolean
read_schema (GqlParser *parser,
             GqlNode   *node)
{
  if (!_gql_parse_directives (parser, TRUE, &node->directives))
    return FALSE;
  if (node->is_extension)
    return read_children (parser, node, parse_operation_type);

  return _gql_parser_read_many (parser, '{', parse_operation_type, '}', FALSE, &node->children);
}

static gboolean
read_scalar (GqlParser *parser,
             GqlNode   *node)
{
  return _gql_parser_read_name (parser, node) && _gql_parse_directives (parser, TRUE, &node->directives);
}

static gboolean
read_object (GqlParser *parser,
             GqlNode   *node)
{
  if (!_gql_parser_read_name (parser, node))
    return FALSE;
  if (_gql_parser_is_keyword (parser, "implements") &&
      (!_gql_parser_advance (parser) || !read_separated (parser, '&', _gql_parse_named_type, &node->interfaces)))
    return FALSE;

  return _gql_parse_directives (parser, TRUE, &node->directives) &&
         read_children (parser, node, parse_field_definition);
}

static gboolean
read_interface (GqlParser *parser,
                GqlNode   *node)
{
  return read_scalar (parser, node) && read_children (parser, node, parse_field_definition);
}

static gboolean
read_union (GqlParser *parser,
            GqlNode   *node)
{
  if (!read_scalar (parser, node))
    return FALSE;
  if (parser->token.kind != '=')
    return TRUE;

  return _gql_parser_advance (parser) && read_separated (parser, '|', _gql_parse_named_type, &node->children);
}

static gboolean
read_enum (GqlParser *parser,
           GqlNode   *node)
{
  return read_scalar (parser, node) && read_children (parser, node, parse_enum_value);
}

static gboolean
read_input (GqlParser *parser,
            GqlNode   *node)
{
  return read_scalar (parser, node) && read_children (parser, node, parse_input_value);
}

static GqlNode *
parse_directive_location (GqlParser *parser)
{
  static const char * const locations[] = {
    "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT",
    "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM",
    "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION", NULL,
  };
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_DIRECTIVE_LOCATION);
  GqlToken token = parser->token;

  if (!_gql_parser_read_name (parser, node))
    return NULL;
  if (!g_strv_contains (locations, node->name))
    return _gql_parser_refuse (parser, &token);

  return node;
}

static gboolean
read_directive (GqlParser *parser,
                GqlNode   *node)
{
  return _gql_parser_expect (parser, '@') && _gql_parser_read_name (parser, node) &&
         read_argument_definitions (parser, node) && _gql_parser_expect_keyword (parser, "on") &&
         read_separated (parser, '|', parse_directive_location, &node->children);
}

static const struct {
  const char *keyword;
  GqlNodeKind kind;
  GqlDefinitionRule rule;
} definitions[] = {
  { "schema", GQL_NODE_SCHEMA, read_schema },
  { "scalar", GQL_NODE_SCALAR_TYPE, read_scalar },
  { "type", GQL_NODE_OBJECT_TYPE, read_object },
  { "interface", GQL_NODE_INTERFACE_TYPE, read_interface },
  { "union", GQL_NODE_UNION_TYPE, read_union },
  { "enum", GQL_NODE_ENUM_TYPE, read_enum },
  { "input", GQL_NODE_INPUT_TYPE, read_input },
  { "directive", GQL_NODE_DIRECTIVE_DEFINITION, read_directive },
};

static gboolean
is_empty_extension (const GqlNode *node)
{
  return node->is_extension && node->directives == NULL && node->children == NULL && node->interfaces == NULL;
}

static GqlNode *
parse_definition (GqlParser *parser,
                  GqlNode   *node,
                  guint      index)
{
  node->kind = definitions[index].kind;
  if (!_gql_parser_advance (parser) || !definitions[index].rule (parser, node))
    return NULL;
  if (is_empty_extension (node))
    return _gql_parser_refuse (parser, &parser->token);

  return node;
}

/* Schemas have no description, and directives no extension, in June 2018. */
static gboolean
is_allowed (const GqlNode *node,
            guint          index)
{
  if (node->is_extension)
    return definitions[index].kind != GQL_NODE_DIRECTIVE_DEFINITION;

  return definitions[index].kind != GQL_NODE_SCHEMA || node->text == NULL;
}

/* At a keyword, a description, or `extend`. */
GqlNode *
_gql_parse_type_system (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_SCHEMA);
  GqlToken first = parser->token;

  if (_gql_parser_at_description (parser))
    {
      if (!read_description (parser, node))
        return NULL;
    }
  else if (_gql_parser_is_keyword (parser, "extend"))
    {
      node->is_extension = TRUE;
      if (!_gql_parser_advance (parser))
        return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (_gql_parser_is_keyword (parser, definitions[i].keyword))
      {
        if (!is_allowed (node, i))
          return _gql_parser_refuse (parser, node->is_extension ? &parser->token : &first);
        return parse_definition (parser, node, i);
      }

  return _gql_parser_refuse (parser, &parser->token);
}
