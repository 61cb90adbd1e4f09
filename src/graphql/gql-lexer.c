/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-lexer-private.h"

/* Lexical tokens of the specification of June 2018, section 2.1. The text is valid UTF-8 and ends with a
 * NUL behind its length, so that looking at the next character needs no check of its own. */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define BYTE_ORDER_MARK_LENGTH 3

static inline gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static inline gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

void
_gql_text_locate (const char  *text,
                  guint        offset,
                  GqlLocation *location)
{
  const char *line_start = text;
  guint column = 1;

  location->line = 1;
  for (const char *p = text; p < text + offset; p++)
    {
      if (*p != '\n' && !(*p == '\r' && p[1] != '\n'))
        continue;
      location->line++;
      line_start = p + 1;
    }
  for (const char *p = line_start; p < text + offset; p++)
    if (((guchar) *p & 0xC0) != 0x80)
      column += (guchar) *p >= 0xF0 ? 2 : 1;
  location->column = column;
}

GError *
_gql_lexer_error (const GqlLexer *lexer,
                  guint           offset,
                  GqlErrorCode    code,
                  const char     *message)
{
  GError *error = g_error_new (GQL_ERROR, code, code == GQL_ERROR_SYNTAX ? "Syntax Error: %s" : "%s", message);
  GqlLocation location;

  _gql_text_locate (lexer->text, MIN (offset, lexer->length), &location);
  _gql_error_add_location (error, &location);

  return error;
}

static char *
describe_character (const GqlLexer *lexer,
                    guint           offset)
{
  gunichar character;

  if (offset >= lexer->length)
    return g_strdup ("<EOF>");

  character = g_utf8_get_char (lexer->text + offset);
  if (character == '"' || character == '\\')
    return g_strdup_printf ("\"\\%c\"", (char) character);
  if (character >= 0x20 && character < 0x7F)
    return g_strdup_printf ("\"%c\"", (char) character);

  return g_strdup_printf ("\"\\u%04X\"", character);
}

static gboolean
fail (const GqlLexer  *lexer,
      guint            offset,
      const char      *reason,
      GError         **error)
{
  g_autofree char *character = describe_character (lexer, offset);
  g_autofree char *message = g_strconcat (reason, character, ".", NULL);

  g_propagate_error (error, _gql_lexer_error (lexer, offset, GQL_ERROR_SYNTAX, message));

  return FALSE;
}

static gboolean
fail_plainly (const GqlLexer  *lexer,
              guint            offset,
              const char      *message,
              GError         **error)
{
  g_propagate_error (error, _gql_lexer_error (lexer, offset, GQL_ERROR_SYNTAX, message));

  return FALSE;
}

/* A control character ends a comment, and is then refused as a token. */
static void
skip_ignored (GqlLexer *lexer)
{
  const char *p = lexer->text + lexer->position;

  for (;;)
    {
      if (*p == ' ' || *p == ',' || *p == '\n' || *p == '\t' || *p == '\r')
        p++;
      else if (*p == '#')
        do
          p++;
        while ((guchar) *p >= 0x20 || *p == '\t');
      else if (strncmp (p, BYTE_ORDER_MARK, BYTE_ORDER_MARK_LENGTH) == 0)
        p += BYTE_ORDER_MARK_LENGTH;
      else
        break;
    }
  lexer->position = p - lexer->text;
}

static gboolean
skip_digits (GqlLexer  *lexer,
             GError   **error)
{
  if (!g_ascii_isdigit (lexer->text[lexer->position]))
    return fail (lexer, lexer->position, "Invalid number, expected digit but got: ", error);
  while (g_ascii_isdigit (lexer->text[lexer->position]))
    lexer->position++;

  return TRUE;
}

static gboolean
read_integer_part (GqlLexer  *lexer,
                   GError   **error)
{
  if (lexer->text[lexer->position] == '-')
    lexer->position++;
  if (lexer->text[lexer->position] != '0')
    return skip_digits (lexer, error);

  lexer->position++;
  if (g_ascii_isdigit (lexer->text[lexer->position]))
    return fail (lexer, lexer->position, "Invalid number, unexpected digit after 0: ", error);

  return TRUE;
}

static gboolean
read_number (GqlLexer  *lexer,
             GqlToken  *token,
             GError   **error)
{
  const char *text = lexer->text;

  token->kind = GQL_TOKEN_INT;
  if (!read_integer_part (lexer, error))
    return FALSE;

  if (text[lexer->position] == '.')
    {
      token->kind = GQL_TOKEN_FLOAT;
      lexer->position++;
      if (!skip_digits (lexer, error))
        return FALSE;
    }
  if (text[lexer->position] == 'e' || text[lexer->position] == 'E')
    {
      token->kind = GQL_TOKEN_FLOAT;
      lexer->position++;
      if (text[lexer->position] == '+' || text[lexer->position] == '-')
        lexer->position++;
      if (!skip_digits (lexer, error))
        return FALSE;
    }
  if (text[lexer->position] == '.' || text[lexer->position] == 'e' || text[lexer->position] == 'E')
    return fail (lexer, lexer->position, "Invalid number, expected digit but got: ", error);

  token->text = gql_arena_strndup (lexer->arena, text + token->start, lexer->position - token->start);

  return TRUE;
}

/* Four hexadecimal digits, or -1. */
static int
read_hexadecimal (const char *digits)
{
  int value = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }

  return value;
}

/* `\uXXXX`, or two of them where the first is half of a character. What is no character is refused, and so
 * is NUL, which no text of this engine can hold. */
static gboolean
read_unicode_escape (GqlLexer  *lexer,
                     GString   *value,
                     GError   **error)
{
  const char *digits = lexer->text + lexer->position + 1;
  int code = read_hexadecimal (digits);
  guint length = 5;

  if (code >= 0xD800 && code <= 0xDBFF && digits[4] == '\\' && digits[5] == 'u')
    {
      int low = read_hexadecimal (digits + 6);

      if (low >= 0xDC00 && low <= 0xDFFF)
        {
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
          length = 11;
        }
    }
  if (code <= 0 || (code >= 0xD800 && code <= 0xDFFF))
    return fail_plainly (lexer, lexer->position, "Invalid character escape sequence.", error);

  g_string_append_unichar (value, code);
  lexer->position += length;

  return TRUE;
}

/* The position is behind the backslash. */
static gboolean
read_escape (GqlLexer  *lexer,
             GString   *value,
             GError   **error)
{
  static const char names[] = "\"/\\bfnrt";
  static const char meanings[] = "\"/\\\b\f\n\r\t";
  char c = lexer->text[lexer->position];
  const char *found;

  if (c == 'u')
    return read_unicode_escape (lexer, value, error);

  found = c != '\0' ? strchr (names, c) : NULL;
  if (found == NULL)
    return fail (lexer, lexer->position, "Invalid character escape sequence: ", error);
  g_string_append_c (value, meanings[found - names]);
  lexer->position++;

  return TRUE;
}

static gboolean
is_forbidden (char c)
{
  return (guchar) c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static gboolean
read_string (GqlLexer  *lexer,
             GqlToken  *token,
             GError   **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *text = lexer->text;

  token->kind = GQL_TOKEN_STRING;
  lexer->position++;
  while (lexer->position < lexer->length && text[lexer->position] != '\n' && text[lexer->position] != '\r')
    {
      gsize run = strcspn (text + lexer->position, "\"\\\n\r\1\2\3\4\5\6\7\b\v\f\16\17\20\21\22\23\24\25"
                                                   "\26\27\30\31\32\33\34\35\36\37");

      g_string_append_len (value, text + lexer->position, run);
      lexer->position += run;
      if (lexer->position >= lexer->length)
        break;
      if (text[lexer->position] == '"')
        {
          token->text = gql_arena_strndup (lexer->arena, value->str, value->len);
          lexer->position++;
          return TRUE;
        }
      if (is_forbidden (text[lexer->position]))
        return fail (lexer, lexer->position, "Invalid character within String: ", error);
      if (text[lexer->position] != '\\')
        continue;
      lexer->position++;
      if (!read_escape (lexer, value, error))
        return FALSE;
    }

  return fail_plainly (lexer, lexer->position, "Unterminated string.", error);
}

static gboolean
read_block_string (GqlLexer  *lexer,
                   GqlToken  *token,
                   GError   **error)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  const char *text = lexer->text;

  token->kind = GQL_TOKEN_BLOCK_STRING;
  lexer->position += 3;
  while (lexer->position < lexer->length)
    {
      const char *p = text + lexer->position;

      if (strncmp (p, "\"\"\"", 3) == 0)
        {
          g_autofree char *value = _gql_block_string_value (raw->str);

          lexer->position += 3;
          token->text = gql_arena_strdup (lexer->arena, value);
          return TRUE;
        }
      if (is_forbidden (*p))
        return fail (lexer, lexer->position, "Invalid character within String: ", error);
      if (strncmp (p, "\\\"\"\"", 4) == 0)
        {
          g_string_append (raw, "\"\"\"");
          lexer->position += 4;
          continue;
        }
      g_string_append_c (raw, *p);
      lexer->position++;
    }

  return fail_plainly (lexer, lexer->position, "Unterminated string.", error);
}

static void
read_name (GqlLexer *lexer,
           GqlToken *token)
{
  token->kind = GQL_TOKEN_NAME;
  while (is_name_character (lexer->text[lexer->position]))
    lexer->position++;
  token->text = gql_arena_strndup (lexer->arena, lexer->text + token->start, lexer->position - token->start);
}

static gboolean
refuse_character (const GqlLexer  *lexer,
                  GError         **error)
{
  char c = lexer->text[lexer->position];

  if (c == '\'')
    return fail_plainly (lexer, lexer->position,
                         "Unexpected single quote character ('), did you mean to use a double quote (\")?", error);
  if ((guchar) c < 0x20)
    return fail (lexer, lexer->position, "Cannot contain the invalid character ", error);

  return fail (lexer, lexer->position, "Cannot parse the unexpected character ", error);
}

/* Reads one token; at the end of the text it is GQL_TOKEN_END again and again. */
gboolean
_gql_lexer_next (GqlLexer  *lexer,
                 GqlToken  *token,
                 GError   **error)
{
  char c;

  skip_ignored (lexer);
  token->start = lexer->position;
  token->text = NULL;
  token->kind = GQL_TOKEN_END;
  if (lexer->position >= lexer->length)
    return TRUE;

  c = lexer->text[lexer->position];
  if (is_name_start (c))
    {
      read_name (lexer, token);
    }
  else if (c != '\0' && strchr ("!$&():=@[]{|}", c) != NULL)
    {
      token->kind = c;
      lexer->position++;
    }
  else if (strncmp (lexer->text + lexer->position, "...", 3) == 0)
    {
      token->kind = GQL_TOKEN_SPREAD;
      lexer->position += 3;
    }
  else if (c == '-' || g_ascii_isdigit (c))
    {
      return read_number (lexer, token, error);
    }
  else if (c == '"')
    {
      if (strncmp (lexer->text + lexer->position, "\"\"\"", 3) == 0)
        return read_block_string (lexer, token, error);
      return read_string (lexer, token, error);
    }
  else
    {
      return refuse_character (lexer, error);
    }

  return TRUE;
}

char *
_gql_token_describe (const GqlToken *token)
{
  g_autofree char *quote = token->text != NULL ? _gql_shorten (token->text) : NULL;

  switch (token->kind)
    {
    case GQL_TOKEN_END:
      return g_strdup ("<EOF>");
    case GQL_TOKEN_SPREAD:
      return g_strdup ("...");
    case GQL_TOKEN_NAME:
      return g_strdup_printf ("Name \"%s\"", quote);
    case GQL_TOKEN_INT:
      return g_strdup_printf ("Int \"%s\"", quote);
    case GQL_TOKEN_FLOAT:
      return g_strdup_printf ("Float \"%s\"", quote);
    case GQL_TOKEN_STRING:
      return g_strdup_printf ("String \"%s\"", quote);
    case GQL_TOKEN_BLOCK_STRING:
      return g_strdup_printf ("BlockString \"%s\"", quote);
    default:
      return g_strdup_printf ("%c", token->kind);
    }
}
