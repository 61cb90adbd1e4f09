/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-parser-private.h"

/* What all rules use, and the rules of values, types and directives. */

GqlNode *
_gql_parser_new_node (GqlParser   *parser,
                      GqlNodeKind  kind)
{
  GqlNode *node = gql_arena_new0 (parser->lexer.arena, GqlNode);

  node->kind = kind;
  node->start = parser->token.start;

  return node;
}

gboolean
_gql_parser_advance (GqlParser *parser)
{
  if (!_gql_lexer_next (&parser->lexer, &parser->token, &parser->error))
    return FALSE;
  if (parser->token.kind == GQL_TOKEN_END || ++parser->n_tokens <= parser->limits->max_tokens)
    return TRUE;

  parser->error = _gql_lexer_error (&parser->lexer, parser->token.start, GQL_ERROR_LIMIT,
                                    "The document has too many tokens.");

  return FALSE;
}

/* Rules that can hold themselves go one level down, so that the stack is bounded. */
gboolean
_gql_parser_enter (GqlParser *parser)
{
  if (++parser->nesting <= parser->limits->max_nesting)
    return TRUE;

  parser->error = _gql_lexer_error (&parser->lexer, parser->token.start, GQL_ERROR_LIMIT,
                                    "The document is nested too deeply.");

  return FALSE;
}

void
_gql_parser_leave (GqlParser *parser)
{
  parser->nesting--;
}

static gboolean
fail_expecting (GqlParser  *parser,
                const char *what)
{
  g_autofree char *found = _gql_token_describe (&parser->token);
  g_autofree char *message = g_strdup_printf ("Expected %s, found %s", what, found);

  parser->error = _gql_lexer_error (&parser->lexer, parser->token.start, GQL_ERROR_SYNTAX, message);

  return FALSE;
}

gboolean
_gql_parser_expect (GqlParser *parser,
                    int        kind)
{
  char punctuator[2] = { kind, '\0' };

  if (parser->token.kind == kind)
    return _gql_parser_advance (parser);

  if (kind == GQL_TOKEN_NAME)
    return fail_expecting (parser, "Name");

  return fail_expecting (parser, punctuator);
}

gboolean
_gql_parser_is_keyword (GqlParser  *parser,
                        const char *keyword)
{
  return parser->token.kind == GQL_TOKEN_NAME && g_str_equal (parser->token.text, keyword);
}

gboolean
_gql_parser_expect_keyword (GqlParser  *parser,
                            const char *keyword)
{
  g_autofree char *quoted = NULL;

  if (_gql_parser_is_keyword (parser, keyword))
    return _gql_parser_advance (parser);

  quoted = g_strdup_printf ("\"%s\"", keyword);

  return fail_expecting (parser, quoted);
}

gpointer
_gql_parser_refuse (GqlParser      *parser,
                    const GqlToken *token)
{
  g_autofree char *found = _gql_token_describe (token);
  g_autofree char *message = g_strdup_printf ("Unexpected %s", found);

  parser->error = _gql_lexer_error (&parser->lexer, token->start, GQL_ERROR_SYNTAX, message);

  return NULL;
}

gboolean
_gql_parser_read_name (GqlParser *parser,
                       GqlNode   *node)
{
  node->name = parser->token.text;
  node->name_start = parser->token.start;

  return _gql_parser_expect (parser, GQL_TOKEN_NAME);
}

gboolean
_gql_parser_read_many (GqlParser  *parser,
                       int         open,
                       GqlRule     rule,
                       int         close,
                       gboolean    may_be_empty,
                       GqlNode   **list)
{
  if (!_gql_parser_enter (parser) || !_gql_parser_expect (parser, open))
    return FALSE;

  while (parser->token.kind != close || !may_be_empty)
    {
      if ((*list = rule (parser)) == NULL)
        return FALSE;
      list = &(*list)->next;
      may_be_empty = TRUE;
    }
  _gql_parser_leave (parser);

  return _gql_parser_advance (parser);
}

/* --- Values ----------------------------------------------------------------------------------- */

static GqlNode *
parse_variable (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_VARIABLE);

  if (!_gql_parser_expect (parser, '$') || !_gql_parser_read_name (parser, node))
    return NULL;

  return node;
}

static GqlNode *
parse_object_field (GqlParser *parser,
                    GqlRule    rule)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_OBJECT_FIELD);

  if (!_gql_parser_read_name (parser, node) || !_gql_parser_expect (parser, ':') ||
      (node->value = rule (parser)) == NULL)
    return NULL;

  return node;
}

static GqlNode *
parse_variable_field (GqlParser *parser)
{
  return parse_object_field (parser, _gql_parse_value);
}

static GqlNode *
parse_constant_field (GqlParser *parser)
{
  return parse_object_field (parser, _gql_parse_constant);
}

static GqlNode *
parse_literal (GqlParser   *parser,
               GqlNodeKind  kind)
{
  GqlNode *node = _gql_parser_new_node (parser, kind);

  node->text = parser->token.text;
  node->is_block = parser->token.kind == GQL_TOKEN_BLOCK_STRING;

  return _gql_parser_advance (parser) ? node : NULL;
}

static GqlNode *
parse_name_value (GqlParser *parser)
{
  if (_gql_parser_is_keyword (parser, "true") || _gql_parser_is_keyword (parser, "false"))
    return parse_literal (parser, GQL_NODE_BOOLEAN);
  if (_gql_parser_is_keyword (parser, "null"))
    return parse_literal (parser, GQL_NODE_NULL);

  return parse_literal (parser, GQL_NODE_ENUM);
}

static GqlNode *
parse_any_value (GqlParser *parser,
                 gboolean   is_constant)
{
  GqlNode *node;

  switch (parser->token.kind)
    {
    case '[':
      node = _gql_parser_new_node (parser, GQL_NODE_LIST);
      return _gql_parser_read_many (parser, '[', is_constant ? _gql_parse_constant : _gql_parse_value, ']',
                                    TRUE, &node->children) ? node : NULL;
    case '{':
      node = _gql_parser_new_node (parser, GQL_NODE_OBJECT);
      return _gql_parser_read_many (parser, '{', is_constant ? parse_constant_field : parse_variable_field, '}',
                                    TRUE, &node->children) ? node : NULL;
    case GQL_TOKEN_INT:
      return parse_literal (parser, GQL_NODE_INT);
    case GQL_TOKEN_FLOAT:
      return parse_literal (parser, GQL_NODE_FLOAT);
    case GQL_TOKEN_STRING:
    case GQL_TOKEN_BLOCK_STRING:
      return parse_literal (parser, GQL_NODE_STRING);
    case GQL_TOKEN_NAME:
      return parse_name_value (parser);
    case '$':
      if (!is_constant)
        return parse_variable (parser);
      break;
    default:
      break;
    }

  return _gql_parser_refuse (parser, &parser->token);
}

GqlNode *
_gql_parse_value (GqlParser *parser)
{
  return parse_any_value (parser, FALSE);
}

GqlNode *
_gql_parse_constant (GqlParser *parser)
{
  return parse_any_value (parser, TRUE);
}

/* --- Types ------------------------------------------------------------------------------------ */

GqlNode *
_gql_parse_named_type (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_NAMED_TYPE);

  return _gql_parser_read_name (parser, node) ? node : NULL;
}

static GqlNode *
parse_list_type (GqlParser *parser)
{
  GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_LIST_TYPE);

  if (!_gql_parser_enter (parser) || !_gql_parser_expect (parser, '[') ||
      (node->type = _gql_parse_type (parser)) == NULL || !_gql_parser_expect (parser, ']'))
    return NULL;
  _gql_parser_leave (parser);

  return node;
}

GqlNode *
_gql_parse_type (GqlParser *parser)
{
  GqlNode *node = parser->token.kind == '[' ? parse_list_type (parser) : _gql_parse_named_type (parser);
  GqlNode *non_null;

  if (node == NULL || parser->token.kind != '!')
    return node;

  non_null = _gql_parser_new_node (parser, GQL_NODE_NON_NULL_TYPE);
  non_null->start = node->start;
  non_null->type = node;

  return _gql_parser_advance (parser) ? non_null : NULL;
}

/* --- Arguments and directives ------------------------------------------------------------------ */

static GqlNode *
parse_argument (GqlParser *parser,
                GqlRule    rule)
{
  GqlNode *node = parse_object_field (parser, rule);

  if (node != NULL)
    node->kind = GQL_NODE_ARGUMENT;

  return node;
}

static GqlNode *
parse_variable_argument (GqlParser *parser)
{
  return parse_argument (parser, _gql_parse_value);
}

static GqlNode *
parse_constant_argument (GqlParser *parser)
{
  return parse_argument (parser, _gql_parse_constant);
}

gboolean
_gql_parse_arguments (GqlParser  *parser,
                      gboolean    is_constant,
                      GqlNode   **list)
{
  if (parser->token.kind != '(')
    return TRUE;

  return _gql_parser_read_many (parser, '(', is_constant ? parse_constant_argument : parse_variable_argument,
                                ')', FALSE, list);
}

gboolean
_gql_parse_directives (GqlParser  *parser,
                       gboolean    is_constant,
                       GqlNode   **list)
{
  while (parser->token.kind == '@')
    {
      GqlNode *node = _gql_parser_new_node (parser, GQL_NODE_DIRECTIVE);

      if (!_gql_parser_advance (parser) || !_gql_parser_read_name (parser, node) ||
          !_gql_parse_arguments (parser, is_constant, &node->arguments))
        return FALSE;
      *list = node;
      list = &node->next;
    }

  return TRUE;
}
