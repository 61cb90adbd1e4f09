/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-parser-private.h"

/* Operations, selections and fragments: sections 2.3 to 2.8 of the specification. */

static GqlNode *parse_selection_set (GqlParser *parser);

static GqlNode *
parse_field (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_FIELD);

  if (!_gql_parser_read_name (parser, node))
    return NULL;
  if (parser->token.kind == ':')
    {
      node->text = node->name;
      if (!_gql_parser_advance (parser) || !_gql_parser_read_name (parser, node))
        return NULL;
    }
  if (!_gql_parse_arguments (parser, FALSE, &node->arguments) ||
      !_gql_parse_directives (parser, FALSE, &node->directives))
    return NULL;
  if (parser->token.kind == '{' && (node->selection_set = parse_selection_set (parser)) == NULL)
    return NULL;

  return node;
}

/* The position is behind the dots, and the name is not "on". */
static GqlNode *
parse_fragment_spread (GqlParser *parser,
                       GqlNode   *node)
{
  node->kind = GQL_NODE_FRAGMENT_SPREAD;
  if (!_gql_parser_read_name (parser, node) || !_gql_parse_directives (parser, FALSE, &node->directives))
    return NULL;

  return node;
}

static GqlNode *
parse_spread (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_INLINE_FRAGMENT);

  if (!_gql_parser_advance (parser))
    return NULL;
  if (_gql_parser_is_keyword (parser, "on"))
    {
      if (!_gql_parser_advance (parser) || (node->type = _gql_parse_named_type (parser)) == NULL)
        return NULL;
    }
  else if (parser->token.kind == GQL_TOKEN_NAME)
    {
      return parse_fragment_spread (parser, node);
    }
  if (!_gql_parse_directives (parser, FALSE, &node->directives) ||
      (node->selection_set = parse_selection_set (parser)) == NULL)
    return NULL;

  return node;
}

static GqlNode *
parse_selection (GqlParser *parser)
{
  return parser->token.kind == GQL_TOKEN_SPREAD ? parse_spread (parser) : parse_field (parser);
}

static GqlNode *
parse_selection_set (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_SELECTION_SET);

  return _gql_parser_read_many (parser, '{', parse_selection, '}', FALSE, &node->children) ? node : NULL;
}

static GqlNode *
parse_variable_definition (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_VARIABLE_DEFINITION);

  if (!_gql_parser_expect (parser, '$') || !_gql_parser_read_name (parser, node) ||
      !_gql_parser_expect (parser, ':') || (node->type = _gql_parse_type (parser)) == NULL)
    return NULL;
  if (parser->token.kind == '=' &&
      (!_gql_parser_advance (parser) || (node->value = _gql_parse_constant (parser)) == NULL))
    return NULL;

  return node;
}

GqlNode *
_gql_parse_operation (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_OPERATION);

  if (parser->token.kind == GQL_TOKEN_NAME)
    {
      if (_gql_parser_is_keyword (parser, "mutation"))
        node->operation = GQL_OPERATION_MUTATION;
      else if (_gql_parser_is_keyword (parser, "subscription"))
        node->operation = GQL_OPERATION_SUBSCRIPTION;
      if (!_gql_parser_advance (parser))
        return NULL;
      if (parser->token.kind == GQL_TOKEN_NAME && !_gql_parser_read_name (parser, node))
        return NULL;
      if (parser->token.kind == '(' &&
          !_gql_parser_read_many (parser, '(', parse_variable_definition, ')', FALSE, &node->arguments))
        return NULL;
      if (!_gql_parse_directives (parser, FALSE, &node->directives))
        return NULL;
    }
  node->selection_set = parse_selection_set (parser);

  return node->selection_set != NULL ? node : NULL;
}

GqlNode *
_gql_parse_fragment (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_FRAGMENT);

  if (!_gql_parser_advance (parser))
    return NULL;
  if (_gql_parser_is_keyword (parser, "on"))
    return _gql_parser_refuse (parser, &parser->token);
  if (!_gql_parser_read_name (parser, node) || !_gql_parser_expect_keyword (parser, "on") ||
      (node->type = _gql_parse_named_type (parser)) == NULL ||
      !_gql_parse_directives (parser, FALSE, &node->directives) ||
      (node->selection_set = parse_selection_set (parser)) == NULL)
    return NULL;

  return node;
}
