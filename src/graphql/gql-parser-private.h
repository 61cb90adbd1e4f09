/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-lexer-private.h"
#include "gql-limits.h"
#include "gql-node.h"

G_BEGIN_DECLS

/* A recursive descent parser that sees one token. Each rule returns a node, or NULL and sets
 * the error: the first one stands, and ends the parsing. */
typedef struct {
  GqlLexer lexer;
  GqlToken token;
  const GqlLimits *limits;
  guint n_tokens;
  guint nesting;
  GError *error;
} GqlParser;

typedef GqlNode *(*GqlRule) (GqlParser *parser);

GqlNode  *_gql_parser_new_node         (GqlParser   *parser,
                                        GqlNodeKind  kind);
gboolean  _gql_parser_advance          (GqlParser   *parser);
gboolean  _gql_parser_enter            (GqlParser   *parser);
void      _gql_parser_leave            (GqlParser   *parser);
gboolean  _gql_parser_expect           (GqlParser   *parser,
                                        int          kind);
gboolean  _gql_parser_expect_keyword   (GqlParser   *parser,
                                        const char  *keyword);
gboolean  _gql_parser_is_keyword       (GqlParser   *parser,
                                        const char  *keyword);
gpointer  _gql_parser_refuse           (GqlParser   *parser,
                                        const GqlToken *token);
gboolean  _gql_parser_read_name        (GqlParser   *parser,
                                        GqlNode     *node);
gboolean  _gql_parser_read_many        (GqlParser   *parser,
                                        int          open,
                                        GqlRule      rule,
                                        int          close,
                                        gboolean     may_be_empty,
                                        GqlNode    **list);

/* Rules. */
GqlNode  *_gql_parse_value             (GqlParser   *parser);
GqlNode  *_gql_parse_constant          (GqlParser   *parser);
GqlNode  *_gql_parse_type              (GqlParser   *parser);
GqlNode  *_gql_parse_named_type        (GqlParser   *parser);
gboolean  _gql_parse_directives        (GqlParser   *parser,
                                        gboolean     is_constant,
                                        GqlNode    **list);
gboolean  _gql_parse_arguments         (GqlParser   *parser,
                                        gboolean     is_constant,
                                        GqlNode    **list);
GqlNode  *_gql_parse_operation         (GqlParser   *parser);
GqlNode  *_gql_parse_fragment          (GqlParser   *parser);
gboolean  _gql_parser_at_description   (GqlParser   *parser);
GqlNode  *_gql_parse_type_system       (GqlParser   *parser);

G_END_DECLS
