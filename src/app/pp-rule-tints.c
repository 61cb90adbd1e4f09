/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-tints.h"

#include <string.h>

typedef struct {
  const char *line;
  const char *at;
  GArray     *spans;
  gboolean    in_condition;   /* the member before the value holds an expression */
} Reader;

static void
add (Reader     *self,
     PpRuleTint  tint,
     const char *start,
     const char *end)
{
  PpRuleTintSpan span = { tint, start - self->line, end - self->line };

  if (start < end)
    g_array_append_val (self->spans, span);
}

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static const char *
end_of_word (const char *at)
{
  while (is_word_character (*at) || ((*at == '-' || *at == '.') && is_word_character (at[1])))
    at++;
  return at;
}

/* After the quote that ends it, or the end of the line where none does. */
static const char *
end_of_string (const char *at)
{
  for (at++; *at != '\0' && *at != '"'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return *at == '"' ? at + 1 : at;
}

static gboolean
is_one_of (const char         *start,
           const char         *end,
           const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == (gsize) (end - start) && strncmp (words[i], start, end - start) == 0)
      return TRUE;
  return FALSE;
}

static PpRuleTint
tint_of_word (const char *start,
              const char *end)
{
  static const char * const operators[] = { "and", "or", "not", "in", "has", "matches", NULL };
  static const char * const functions[] = {
    "any", "all", "none", "count", "missing", "known", "max", "min", "if", NULL
  };
  static const char * const constants[] = { "true", "false", NULL };

  if (is_one_of (start, end, operators) || (*end == '(' && is_one_of (start, end, functions)))
    return PP_RULE_TINT_OPERATOR;
  return is_one_of (start, end, constants) ? PP_RULE_TINT_CONSTANT : PP_RULE_TINT_NAME;
}

/* `2fa` is a word. */
static gboolean
is_number (const char *start,
           const char *end)
{
  for (; start < end; start++)
    if (!g_ascii_isdigit (*start) && *start != '.')
      return FALSE;
  return TRUE;
}

/* Within the quotes; a string in it has its own, escaped. */
static void
read_condition (Reader     *self,
                const char *at,
                const char *end)
{
  while (at < end)
    {
      const char *start = at;

      if (g_str_has_prefix (at, "\\\""))
        {
          const char *close = strstr (at + 2, "\\\"");

          at = close != NULL && close + 2 <= end ? close + 2 : end;
          add (self, PP_RULE_TINT_TEXT, start, at);
        }
      else if (is_word_character (*at))
        {
          at = MIN (end_of_word (at), end);
          add (self, is_number (start, at) ? PP_RULE_TINT_NUMBER : tint_of_word (start, at), start, at);
        }
      else
        at++;
    }
}

static void
read_sentence (Reader     *self,
               const char *at,
               const char *end)
{
  while (at < end)
    {
      const char *open = memchr (at, '{', end - at);
      const char *close = open != NULL ? memchr (open, '}', end - open) : NULL;

      add (self, PP_RULE_TINT_TEXT, at, close != NULL ? open : end);
      if (close == NULL)
        return;
      add (self, PP_RULE_TINT_PLACEHOLDER, open, close + 1);
      at = close + 1;
    }
}

static const char *
skip_blanks (const char *at)
{
  while (g_ascii_isspace (*at))
    at++;
  return at;
}

static void
read_string (Reader *self)
{
  static const char * const expressions[] = { "when", "likelihood", "impact", NULL };
  const char *start = self->at, *end = end_of_string (start);
  gboolean closed = end > start + 1 && end[-1] == '"';

  self->at = end;
  if (*skip_blanks (end) == ':')
    {
      add (self, PP_RULE_TINT_MEMBER, start, end);
      self->in_condition = closed && is_one_of (start + 1, end - 1, expressions);
    }
  else if (self->in_condition && closed)
    {
      add (self, PP_RULE_TINT_TEXT, start, start + 1);
      read_condition (self, start + 1, end - 1);
      add (self, PP_RULE_TINT_TEXT, end - 1, end);
    }
  else
    read_sentence (self, start, end);
}

static void
read_bare_word (Reader *self)
{
  static const char * const constants[] = { "true", "false", "null", NULL };
  const char *start = self->at;

  while (is_word_character (*self->at) || *self->at == '-' || *self->at == '+' || *self->at == '.')
    self->at++;
  if (g_ascii_isdigit (*start) || (*start == '-' && g_ascii_isdigit (start[1])))
    add (self, PP_RULE_TINT_NUMBER, start, self->at);
  else if (is_one_of (start, self->at, constants))
    add (self, PP_RULE_TINT_CONSTANT, start, self->at);
}

GArray *
pp_rule_tints_of_line (const char *line)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PpRuleTintSpan));
  Reader reader = { line, line, spans, FALSE };

  while (*reader.at != '\0')
    if (*reader.at == '"')
      read_string (&reader);
    else if (is_word_character (*reader.at) || *reader.at == '-')
      read_bare_word (&reader);
    else
      {
        if (*reader.at == ',' || *reader.at == '}')
          reader.in_condition = FALSE;
        reader.at++;
      }
  return spans;
}
