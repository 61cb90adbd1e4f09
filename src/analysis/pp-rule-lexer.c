/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cuts a condition into tokens. A word is made of letters, digits, `_`, and `-` or `.` between two of
 * these, so that `api-key` and `source.name` are one word each and `a - b` is three tokens. */

#include "pp-rule-lexer.h"

#include "pp-rules.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  const char *text;
  const char *at;
  GArray     *tokens;
} Lexer;

static guint
column_of (Lexer      *self,
           const char *at)
{
  return g_utf8_pointer_to_offset (self->text, at) + 1;
}

static gboolean
fail (Lexer       *self,
      const char  *at,
      GError     **error,
      const char  *sentence)
{
  pp_worded_error_set (error, PP_RULES_ERROR, PP_RULES_ERROR_SYNTAX, NULL, column_of (self, at), sentence, NULL);
  return FALSE;
}

static void
push (Lexer           *self,
      PpRuleTokenType  type,
      const char      *start,
      double           number,
      char            *text)
{
  PpRuleToken token = { type, start - self->text, column_of (self, start), number, text };

  g_array_append_val (self->tokens, token);
}

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static void
lex_word (Lexer *self)
{
  const char *start = self->at;

  while (is_word_character (*self->at) ||
         ((*self->at == '-' || *self->at == '.') && is_word_character (self->at[1])))
    self->at++;
  push (self, PP_RULE_TOKEN_WORD, start, 0, g_strndup (start, self->at - start));
}

static gboolean
lex_number (Lexer   *self,
            GError **error)
{
  const char *start = self->at;
  char *end = NULL;
  double number;

  while (g_ascii_isdigit (*self->at) || (*self->at == '.' && g_ascii_isdigit (self->at[1])))
    self->at++;
  if (is_word_character (*self->at) || (*self->at == '-' && is_word_character (self->at[1])))
    {
      self->at = start;
      lex_word (self);
      return TRUE;
    }
  number = g_ascii_strtod (start, &end);
  if (end != self->at)
    return fail (self, start, error, N_("this is not a number"));
  push (self, PP_RULE_TOKEN_NUMBER, start, number, NULL);
  return TRUE;
}

static gboolean
lex_string (Lexer   *self,
            GError **error)
{
  const char *start = self->at++;
  g_autoptr (GString) content = g_string_new (NULL);

  for (; *self->at != '"'; self->at++)
    {
      if (*self->at == '\0')
        return fail (self, start, error, N_("this string does not end"));
      if (*self->at == '\\' && (self->at[1] == '"' || self->at[1] == '\\'))
        self->at++;
      g_string_append_c (content, *self->at);
    }
  self->at++;
  push (self, PP_RULE_TOKEN_STRING, start, 0, g_string_free (g_steal_pointer (&content), FALSE));
  return TRUE;
}

static gboolean
lex_sign (Lexer   *self,
          GError **error)
{
  static const char * const signs[] = {
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "(", ")", "[", "]", ",", NULL
  };

  for (guint i = 0; signs[i] != NULL; i++)
    if (g_str_has_prefix (self->at, signs[i]))
      {
        push (self, PP_RULE_TOKEN_SIGN, self->at, 0, g_strdup (signs[i]));
        self->at += strlen (signs[i]);
        return TRUE;
      }
  return fail (self, self->at, error, N_("this character means nothing here"));
}

static gboolean
lex_all (Lexer   *self,
         GError **error)
{
  while (TRUE)
    {
      while (g_ascii_isspace (*self->at))
        self->at++;
      if (*self->at == '\0')
        break;
      if (g_ascii_isdigit (*self->at))
        {
          if (!lex_number (self, error))
            return FALSE;
        }
      else if (is_word_character (*self->at))
        lex_word (self);
      else if (!(*self->at == '"' ? lex_string (self, error) : lex_sign (self, error)))
        return FALSE;
    }
  push (self, PP_RULE_TOKEN_END, self->at, 0, NULL);
  return TRUE;
}

static void
token_clear (gpointer data)
{
  g_free (((PpRuleToken *) data)->text);
}

GArray *
_pp_rule_lex (const char  *text,
              GError     **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (PpRuleToken));
  Lexer lexer = { text, text, tokens };

  g_array_set_clear_func (tokens, token_clear);
  if (!lex_all (&lexer, error))
    return NULL;
  return g_steal_pointer (&tokens);
}
