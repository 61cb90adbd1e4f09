/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "pp-json-private.h"

/* Above this, integral doubles keep their exponent. */
#define MAX_PLAIN_INTEGER 9223372036854775808.0

static void append_value (GString     *out,
                          JsonNode    *node,
                          PpJsonStyle  style,
                          guint        depth);

/* Whether one of eight bytes has to be escaped: a control character, a quotation mark or a backslash. */
static inline gboolean
has_special (const char *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, quotation_marks, backslashes, found;

  memcpy (&word, bytes, sizeof word);
  quotation_marks = word ^ (ones * '"');
  backslashes = word ^ (ones * '\\');
  /* A byte that is less than another one borrows, unless its highest bit is set. */
  found = ((word - ones * 0x20) & ~word) | ((quotation_marks - ones) & ~quotation_marks) |
          ((backslashes - ones) & ~backslashes);

  return (found & (ones * 0x80)) != 0;
}

/* How many bytes need no escape. What is left at the end is looked at together with some of what stands before it. */
static gsize
measure_run (const char *text,
             gsize       length)
{
  gsize n = 0;

  while (n + sizeof (guint64) <= length && !has_special (text + n))
    n += sizeof (guint64);
  if (n > 0 && length - n < sizeof (guint64) && !has_special (text + length - sizeof (guint64)))
    return length;
  while (n < length && (guchar) text[n] >= 0x20 && text[n] != '"' && text[n] != '\\')
    n++;

  return n;
}

static void
append_escape (GString *out,
               guchar   byte)
{
  static const char digits[] = "0123456789abcdef";
  const char *escape = strchr ("\"\"\\\\\bb\ff\nn\rr\tt", byte);

  g_string_append_c (out, '\\');
  if (escape != NULL)
    {
      g_string_append_c (out, escape[1]);
    }
  else
    {
      g_string_append (out, "u00");
      g_string_append_c (out, digits[byte >> 4]);
      g_string_append_c (out, digits[byte & 15]);
    }
}

/* FALSE where there is no room. */
static gboolean
append_quoted (GString    *out,
               const char *text,
               gsize       length)
{
  char *at = out->str + out->len;

  if (out->len + length + 2 >= out->allocated_len)
    return FALSE;
  *at = '"';
  memcpy (at + 1, text, length);
  memcpy (at + 1 + length, "\"", 2);
  out->len += length + 2;

  return TRUE;
}

/**
 * pp_json_append_string:
 * @out: the text so far
 * @text: a text
 *
 * Writes a text as a JSON string.
 */
void
pp_json_append_string (GString    *out,
                       const char *text)
{
  gsize length = strlen (text);

  if (measure_run (text, length) == length && append_quoted (out, text, length))
    return;
  g_string_append_c (out, '"');
  for (;;)
    {
      gsize n = measure_run (text, length);

      pp_json_append_bytes (out, text, n);
      if (n == length)
        break;
      append_escape (out, text[n]);
      text += n + 1;
      length -= n + 1;
    }
  g_string_append_c (out, '"');
}

static void
append_text (GString    *out,
             const char *text)
{
  const char *number;

  if (G_LIKELY (!g_str_has_prefix (text, PP_JSON_NUMBER_TAG)))
    pp_json_append_string (out, text);
  else if ((number = _pp_json_tagged_number (text)) != NULL)
    g_string_append (out, number);
  else if (g_str_has_prefix (text + PP_JSON_NUMBER_TAG_LENGTH, PP_JSON_NUMBER_TAG))
    pp_json_append_string (out, text + PP_JSON_NUMBER_TAG_LENGTH);
  else
    pp_json_append_string (out, text);
}

/**
 * pp_json_format_integer:
 * @value: a number
 * @buffer: room for it
 *
 * Returns: (transfer none): where in @buffer the number begins, which ends with the last but one of its bytes and a NUL
 */
const char *
pp_json_format_integer (gint64 value,
                        char   buffer[PP_JSON_INTEGER_BYTES])
{
  char *p = buffer + PP_JSON_INTEGER_BYTES - 1;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  *p = '\0';
  do
    {
      *--p = '0' + rest % 10;
      rest /= 10;
    }
  while (rest > 0);

  if (value < 0)
    *--p = '-';

  return p;
}

/**
 * pp_json_append_integer:
 * @out: the text so far
 * @value: a number
 *
 * Writes a whole number.
 */
void
pp_json_append_integer (GString *out,
                        gint64   value)
{
  char buffer[PP_JSON_INTEGER_BYTES];
  const char *text = pp_json_format_integer (value, buffer);

  pp_json_append_bytes (out, text, buffer + sizeof buffer - 1 - text);
}

/**
 * pp_json_append_double:
 * @out: the text so far
 * @value: a number
 *
 * Writes the shortest text that reads as the same number. What is not finite cannot be said in JSON, and
 * becomes null.
 */
void
pp_json_append_double (GString *out,
                       double   value)
{
  static const char * const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }
  if (value == floor (value) && fabs (value) < MAX_PLAIN_INTEGER && !(value == 0 && signbit (value)))
    {
      pp_json_append_integer (out, (gint64) value);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (out, buffer);
}

static void
append_line (GString     *out,
             PpJsonStyle  style,
             guint        depth)
{
  static const char spaces[] = "                                                                ";
  gsize rest = (gsize) depth * 2;

  if (style == PP_JSON_STYLE_COMPACT)
    return;

  g_string_append_c (out, '\n');
  while (rest > 0)
    {
      gsize part = MIN (rest, sizeof spaces - 1);

      g_string_append_len (out, spaces, part);
      rest -= part;
    }
}

static void
append_array (GString     *out,
              JsonArray   *array,
              PpJsonStyle  style,
              guint        depth)
{
  guint length = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_line (out, style, depth + 1);
      append_value (out, json_array_get_element (array, i), style, depth + 1);
    }
  if (length > 0)
    append_line (out, style, depth);
  g_string_append_c (out, ']');
}

static void
append_member (GString     *out,
               const char  *name,
               JsonNode    *value,
               gboolean     is_first,
               PpJsonStyle  style,
               guint        depth)
{
  if (!is_first)
    g_string_append_c (out, ',');
  append_line (out, style, depth + 1);
  pp_json_append_string (out, name);
  g_string_append (out, style == PP_JSON_STYLE_COMPACT ? ":" : ": ");
  append_value (out, value, style, depth + 1);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* UTF-8 sorts as its code points do. */
static void
append_sorted_members (GString     *out,
                       JsonObject  *object,
                       PpJsonStyle  style,
                       guint        depth)
{
  g_autoptr (GPtrArray) names = g_ptr_array_sized_new (json_object_get_size (object));
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      append_member (out, name, json_object_get_member (object, name), i == 0, style, depth);
    }
}

static void
append_members (GString     *out,
                JsonObject  *object,
                PpJsonStyle  style,
                guint        depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean is_first = TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      append_member (out, name, value, is_first, style, depth);
      is_first = FALSE;
    }
}

static void
append_object (GString     *out,
               JsonObject  *object,
               PpJsonStyle  style,
               guint        depth)
{
  g_string_append_c (out, '{');
  if (style == PP_JSON_STYLE_CANONICAL)
    append_sorted_members (out, object, style, depth);
  else
    append_members (out, object, style, depth);
  if (json_object_get_size (object) > 0)
    append_line (out, style, depth);
  g_string_append_c (out, '}');
}

static void
append_scalar (GString  *out,
               JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    append_text (out, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    pp_json_append_integer (out, json_node_get_int (node));
  else
    pp_json_append_double (out, json_node_get_double (node));
}

static void
append_value (GString     *out,
              JsonNode    *node,
              PpJsonStyle  style,
              guint        depth)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node), style, depth);
      break;
    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (node), style, depth);
      break;
    case JSON_NODE_VALUE:
      append_scalar (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

/**
 * pp_json_append:
 * @out: the text so far
 * @node: a value
 * @style: how to lay it out
 * @depth: how many levels the value stands inside of others, for the indentation
 *
 * Writes a value. Doubles get the shortest text that reads as the same number, integral ones without
 * a fraction. The final newline of the canonical style comes from pp_json_to_string() only.
 */
void
pp_json_append (GString     *out,
                JsonNode    *node,
                PpJsonStyle  style,
                guint        depth)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (node != NULL);

  append_value (out, node, style, depth);
}

/**
 * pp_json_to_string:
 * @node: a value
 * @style: how to lay it out
 * @length: (out) (optional): the text's length in bytes
 *
 * Returns: (transfer full): the value as text
 */
char *
pp_json_to_string (JsonNode    *node,
                   PpJsonStyle  style,
                   gsize       *length)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_sized_new (4096);
  append_value (out, node, style, 0);
  if (style == PP_JSON_STYLE_CANONICAL)
    g_string_append_c (out, '\n');
  if (length != NULL)
    *length = out->len;

  return g_string_free (out, FALSE);
}
