/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds where a value stands in a text, for who shows the text to a person. The text must have passed
 * pp_json_check(); nothing is built. Walks without recursion, however deep a value is. */

#include "pp-json.h"

#include <string.h>

typedef struct {
  const char *cursor;
  const char *end;
} Walk;

static gboolean
is_at (const Walk *walk,
       const char *signs)
{
  return walk->cursor < walk->end && *walk->cursor != '\0' && strchr (signs, *walk->cursor) != NULL;
}

static void
skip_space (Walk *walk)
{
  while (is_at (walk, " \t\r\n"))
    walk->cursor++;
}

static gboolean
skip_sign (Walk *walk,
           char  sign)
{
  skip_space (walk);
  if (!is_at (walk, (char[]) { sign, '\0' }))
    return FALSE;
  walk->cursor++;
  return TRUE;
}

/* From the opening quote to behind the closing one. */
static void
skip_string (Walk *walk)
{
  for (walk->cursor++; walk->cursor < walk->end && *walk->cursor != '"'; walk->cursor++)
    if (*walk->cursor == '\\')
      walk->cursor++;
  walk->cursor = MIN (walk->cursor + 1, walk->end);
}

static void
skip_container (Walk *walk)
{
  guint depth = 0;

  do
    {
      if (is_at (walk, "\""))
        {
          skip_string (walk);
          continue;
        }
      depth += is_at (walk, "[{");
      depth -= is_at (walk, "]}");
      walk->cursor++;
    }
  while (depth > 0 && walk->cursor < walk->end);
}

static void
skip_value (Walk *walk)
{
  skip_space (walk);
  if (is_at (walk, "\""))
    skip_string (walk);
  else if (is_at (walk, "[{"))
    skip_container (walk);
  else
    while (walk->cursor < walk->end && !is_at (walk, ",]} \t\r\n"))
      walk->cursor++;
}

static gboolean
enter_member (Walk       *walk,
              const char *name)
{
  while (!skip_sign (walk, '}') && walk->cursor < walk->end)
    {
      const char *start = walk->cursor;
      gboolean found;

      skip_string (walk);
      found = (gsize) (walk->cursor - start) == strlen (name) + 2 &&
              strncmp (start + 1, name, strlen (name)) == 0;
      skip_sign (walk, ':');
      skip_space (walk);
      if (found)
        return TRUE;
      skip_value (walk);
      skip_sign (walk, ',');
      skip_space (walk);
    }
  return FALSE;
}

static gboolean
enter_item (Walk       *walk,
            const char *position)
{
  char *rest = NULL;
  guint64 wanted = g_ascii_strtoull (position, &rest, 10);

  if (rest == position || *rest != '\0')
    return FALSE;
  for (guint64 i = 0; !skip_sign (walk, ']') && walk->cursor < walk->end; i++)
    {
      if (i == wanted)
        return TRUE;
      skip_value (walk);
      skip_sign (walk, ',');
    }
  return FALSE;
}

static gboolean
enter (Walk       *walk,
       const char *token)
{
  if (skip_sign (walk, '{'))
    {
      skip_space (walk);
      return enter_member (walk, token);
    }
  return skip_sign (walk, '[') && enter_item (walk, token);
}

static char *
unescape (const char *token)
{
  GString *name = g_string_new (token);

  g_string_replace (name, "~1", "/", 0);
  g_string_replace (name, "~0", "~", 0);
  return g_string_free (name, FALSE);
}

/**
 * pp_json_locate:
 * @text: a text that pp_json_check() takes
 * @length: in bytes
 * @pointer: a JSON pointer, RFC 6901
 * @start: (out): where the value begins, in bytes
 * @end: (out): behind its last byte
 *
 * Members whose names are written with escapes are not found.
 *
 * Returns: %FALSE where there is no such value; then the place is that of the innermost value around it
 */
gboolean
pp_json_locate (const char *text,
                gsize       length,
                const char *pointer,
                gsize      *start,
                gsize      *end)
{
  Walk walk = { text, text + length };
  g_auto (GStrv) tokens = g_strsplit (*pointer == '/' ? pointer + 1 : pointer, "/", -1);
  gboolean found = TRUE;
  Walk inner;

  skip_space (&walk);
  for (guint i = 0; found && tokens[i] != NULL && pointer[1] != '\0'; i++)
    {
      g_autofree char *token = unescape (tokens[i]);

      inner = walk;
      found = enter (&inner, token);
      if (!found)
        break;
      skip_space (&inner);
      walk = inner;
    }
  *start = walk.cursor - text;
  skip_value (&walk);
  *end = walk.cursor - text;
  return found;
}
