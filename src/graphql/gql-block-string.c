/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-lexer-private.h"

/* BlockStringValue() of the specification, section 2.9.4: lines lose the indentation that all but the
 * first have in common, and blank lines at both ends go. */

static GPtrArray *
split_lines (const char *raw)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      gsize length = strcspn (raw, "\r\n");

      g_ptr_array_add (lines, g_strndup (raw, length));
      raw += length;
      if (*raw == '\0')
        return lines;
      raw += raw[0] == '\r' && raw[1] == '\n' ? 2 : 1;
    }
}

static gsize
get_indentation (const char *line)
{
  return strspn (line, " \t");
}

static gboolean
is_blank (const char *line)
{
  return line[get_indentation (line)] == '\0';
}

static gsize
get_common_indentation (GPtrArray *lines)
{
  gsize common = G_MAXSIZE;

  for (guint i = 1; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (!is_blank (line))
        common = MIN (common, get_indentation (line));
    }

  return common == G_MAXSIZE ? 0 : common;
}

char *
_gql_block_string_value (const char *raw)
{
  g_autoptr (GPtrArray) lines = split_lines (raw);
  gsize common = get_common_indentation (lines);
  guint first = 0;
  guint end = lines->len;
  GString *value = g_string_new (NULL);

  while (first < end && is_blank (g_ptr_array_index (lines, first)))
    first++;
  while (end > first && is_blank (g_ptr_array_index (lines, end - 1)))
    end--;

  for (guint i = first; i < end; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (i > first)
        g_string_append_c (value, '\n');
      g_string_append (value, i == 0 ? line : line + MIN (common, strlen (line)));
    }

  return g_string_free (value, FALSE);
}
