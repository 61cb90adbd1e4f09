/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  PP_RULE_TOKEN_END,
  PP_RULE_TOKEN_NUMBER,
  PP_RULE_TOKEN_STRING,
  PP_RULE_TOKEN_WORD,
  PP_RULE_TOKEN_SIGN,
} PpRuleTokenType;

typedef struct {
  PpRuleTokenType type;
  gsize           start;      /* in bytes */
  guint           column;     /* in characters, from 1 */
  double          number;
  char           *text;       /* a string's content, a word or a sign; owned by the lexer */
} PpRuleToken;

/* Cuts a condition into tokens, once and for all: an array of PpRuleToken that ends with an END. */
GArray *_pp_rule_lex (const char  *text,
                      GError     **error);

G_END_DECLS
