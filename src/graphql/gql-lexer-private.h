/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-arena.h"
#include "gql-error-private.h"

G_BEGIN_DECLS

/* Punctuators are their own character; an ellipsis is a dot. */
typedef enum {
  GQL_TOKEN_END = 0,
  GQL_TOKEN_SPREAD = '.',
  GQL_TOKEN_NAME = 'n',
  GQL_TOKEN_INT = 'i',
  GQL_TOKEN_FLOAT = 'f',
  GQL_TOKEN_STRING = 's',
  GQL_TOKEN_BLOCK_STRING = 'b',
} GqlTokenKind;

/* Of a name, number or string, @text is the content, in the arena; else NULL. */
typedef struct {
  int kind;
  guint start;
  const char *text;
} GqlToken;

typedef struct {
  GqlArena *arena;
  const char *text;
  guint length;
  guint position;
} GqlLexer;

gboolean _gql_lexer_next      (GqlLexer       *lexer,
                               GqlToken       *token,
                               GError        **error);
char    *_gql_token_describe  (const GqlToken *token);
GError  *_gql_lexer_error     (const GqlLexer *lexer,
                               guint           offset,
                               GqlErrorCode    code,
                               const char     *message);

/* The line and column of an offset; columns count UTF-16 units. */
void     _gql_text_locate     (const char     *text,
                               guint           offset,
                               GqlLocation    *location);

/* The value of a block string, of its text between the quotes. */
char    *_gql_block_string_value (const char  *raw);

G_END_DECLS
