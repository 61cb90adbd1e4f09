/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the place that an error names, line and column, or a JSON pointer with the column inside a condition,
 * to the place in the text that a person sees. */

#include "pp-rule-fault.h"

#include "pp-json.h"

#include <stdio.h>
#include <string.h>

/* Behind the pointer of a rule stands its identifier, behind that of a name nothing but the colon. */
static char *
dup_pointer (const char *place)
{
  const char *end = g_strrstr (place, ": ");

  if (g_str_has_prefix (place, "/rules/") || end == NULL)
    return g_strndup (place, strcspn (place, " :"));
  return g_strndup (place, end - place);
}

/* The member of a rule that is at fault: the place of a condition names it, `/rules/3 (ID): when, `, and the sentences
 * on others begin with it, “title” is missing. NULL for none. */
static char *
dup_member (const PpWordedError *worded,
            const char          *sentence)
{
  static const char quote[] = "“";
  const char *inside = g_strrstr (worded->place, ": "), *end = strstr (sentence, "”");

  if (inside != NULL && inside[2] != '\0')
    return g_strndup (inside + 2, strcspn (inside + 2, ","));
  if (worded->column == 0 && g_str_has_prefix (sentence, quote) && end != NULL)
    return g_strndup (sentence + strlen (quote), end - sentence - strlen (quote));
  return NULL;
}

/* From the opening quote of a JSON string over so many of its characters. */
static gsize
skip_characters (const char *text,
                 gsize       start,
                 gsize       end,
                 guint       n_characters)
{
  const char *cursor = text + start + 1;

  for (guint i = 1; i < n_characters && cursor < text + end - 1; i++)
    {
      if (cursor[0] == '\\' && cursor[1] == 'u')
        cursor += 6;
      else if (cursor[0] == '\\')
        cursor += 2;
      else
        cursor = g_utf8_next_char (cursor);
    }
  return MIN ((gsize) (cursor - text), end - 1);
}

/* The end of the word that begins at @start. */
static gsize
end_of_word (const char *text,
             gsize       start,
             gsize       end)
{
  gsize place = start;

  while (place < end && (g_ascii_isalnum (text[place]) || strchr ("._-", text[place]) != NULL))
    place++;
  return place > start ? place : start + (start < end ? 1 : 0);
}

static void
find_rule_place (PpRuleFault         *self,
                 const char          *text,
                 gsize                length,
                 const PpWordedError *worded)
{
  g_autofree char *pointer = dup_pointer (worded->place);
  g_autofree char *sentence = pp_worded_error_dup_sentence (self->error, NULL);
  g_autofree char *member = dup_member (worded, sentence);
  g_autofree char *inner = member != NULL ? g_strconcat (pointer, "/", member, NULL) : g_strdup (pointer);

  if (!pp_json_locate (text, length, inner, &self->start, &self->end))
    {
      /* Only its first line: the whole rule would be marked for what is missing in it. */
      const char *line_end = memchr (text + self->start, '\n', self->end - self->start);

      if (line_end != NULL)
        self->end = MAX ((gsize) (line_end - text), self->start + 1);
    }
  if (worded->column > 0)
    {
      self->start = skip_characters (text, self->start, self->end, worded->column);
      self->end = end_of_word (text, self->start, self->end - 1);
    }
}

static void
find_syntax_place (PpRuleFault  *self,
                   const char   *text,
                   gsize         length,
                   const char   *place)
{
  const char *cursor = text, *end = text + length;
  guint line, column;

  if (sscanf (place, "%u:%u: ", &line, &column) != 2)
    return;
  for (; line > 1 && cursor < end; cursor++)
    line -= *cursor == '\n';
  for (; column > 1 && cursor < end && *cursor != '\n'; column--)
    cursor = g_utf8_next_char (cursor);
  self->start = MIN ((gsize) (cursor - text), length);
  self->end = cursor < end ? MIN ((gsize) (g_utf8_next_char (cursor) - text), length) : self->start;
}

static void
count_lines (PpRuleFault *self,
             const char  *text)
{
  const char *line_start = text;

  self->line = 1;
  for (const char *cursor = text; cursor < text + self->start; cursor++)
    if (*cursor == '\n')
      {
        self->line++;
        line_start = cursor + 1;
      }
  self->column = g_utf8_strlen (line_start, text + self->start - line_start) + 1;
}

/**
 * pp_rule_fault_new:
 * @error: why pp_rule_set_load() refused @text
 * @text: the text
 * @length: in bytes; must be UTF-8 unless @error says that it is not
 *
 * Returns: (transfer full): what is wrong, and where
 */
PpRuleFault *
pp_rule_fault_new (const GError *error,
                   const char   *text,
                   gsize         length)
{
  PpRuleFault *self = g_new0 (PpRuleFault, 1);
  const PpWordedError *worded = pp_worded_error_get (error);

  self->error = g_error_copy (error);
  if (worded != NULL && worded->place != NULL && *worded->place == '/')
    find_rule_place (self, text, length, worded);
  else if (worded != NULL && worded->place != NULL)
    find_syntax_place (self, text, length, worded->place);
  count_lines (self, text);
  return self;
}

/**
 * pp_rule_fault_dup_text:
 * @self: a fault
 * @translate: (nullable): into the language of the reader; %NULL for English
 *
 * Returns: (transfer full): what is wrong, without the place
 */
char *
pp_rule_fault_dup_text (const PpRuleFault   *self,
                        PpTranslateSentence  translate)
{
  return pp_worded_error_dup_sentence (self->error, translate);
}

void
pp_rule_fault_free (PpRuleFault *self)
{
  g_clear_error (&self->error);
  g_free (self);
}
