/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A strict reader of RFC 8259. It walks the text once and without recursion, so depth costs memory of
 * a few bytes a level and no stack, and it builds the json-glib tree on the way when one is wanted.
 * json-glib's own parser is not used: it recurses (80,000 nested arrays end the program), takes what
 * is not JSON (comments, NaN, invalid UTF-8), loses large numbers and is about half as fast. */

#include <errno.h>
#include <math.h>
#include <string.h>

#include "pp-json-private.h"

/* Steps that may go into members whose names repeat. */
#define MAX_REPEAT_COST 20000000

typedef struct {
  gboolean    is_object;
  JsonObject *object;           /* borrowed from the tree; NULL when only checking */
  JsonArray  *array;
} Frame;

typedef struct {
  const char *start;
  const char *cursor;
  const char *end;
  guint       max_depth;
  gboolean    unique_names;
  gboolean    build;
  GArray     *frames;
  JsonNode   *root;             /* owned; all frames hang on it */
  GString    *name;             /* of the member whose value comes next */
  GString    *text;             /* the last string or number, decoded */
  guint64     repeat_cost;
  GError    **error;
} Scanner;

static const PpJsonLimits default_limits = { PP_JSON_MAX_BYTES, PP_JSON_MAX_DEPTH };

/* --- errors --- */

static void
find_place (Scanner    *self,
            const char *at,
            guint      *line,
            guint      *column)
{
  const char *line_start = self->start;

  *line = 1;
  for (const char *p = self->start; p < at; p++)
    if (*p == '\n')
      {
        (*line)++;
        line_start = p + 1;
      }

  *column = 1;
  for (const char *p = line_start; p < at; p++)
    if (((guchar) *p & 0xC0) != 0x80)
      (*column)++;
}

static gboolean G_GNUC_PRINTF (4, 5)
fail (Scanner    *self,
      const char *at,
      PpJsonError code,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  guint line, column;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  find_place (self, at, &line, &column);
  g_set_error (self->error, PP_JSON_ERROR, code, "%u:%u: %s", line, column, message);

  return FALSE;
}

static gboolean
fail_expected (Scanner    *self,
               const char *at,
               const char *expected)
{
  gunichar character;

  if (at >= self->end)
    return fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, but the text ends", expected);
  if (*at == '\0')
    return fail (self, at, PP_JSON_ERROR_ENCODING, "a NUL byte");

  character = g_utf8_get_char_validated (at, self->end - at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return fail (self, at, PP_JSON_ERROR_ENCODING, "not UTF-8 (byte 0x%02X)", (guchar) *at);
  if (g_unichar_isgraph (character))
    {
      char utf8[7] = { 0 };

      g_unichar_to_utf8 (character, utf8);
      return fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, found “%s”", expected, utf8);
    }

  return fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, found U+%04X", expected, character);
}

/* --- tokens --- */

static void
skip_space (Scanner *self)
{
  while (self->cursor < self->end &&
         (*self->cursor == ' ' || *self->cursor == '\n' ||
          *self->cursor == '\r' || *self->cursor == '\t'))
    self->cursor++;
}

static gboolean
is_at (Scanner *self,
       char     character)
{
  return self->cursor < self->end && *self->cursor == character;
}

static gboolean
scan_hex4 (Scanner  *self,
           gunichar *value)
{
  *value = 0;

  for (guint i = 0; i < 4; i++, self->cursor++)
    {
      if (self->cursor >= self->end || !g_ascii_isxdigit (*self->cursor))
        return fail_expected (self, self->cursor, "four hexadecimal digits");
      *value = *value * 16 + g_ascii_xdigit_value (*self->cursor);
    }

  return TRUE;
}

/* Behind `\u`. Halves of a surrogate pair must come together. */
static gboolean
scan_unicode_escape (Scanner *self,
                     GString *out)
{
  const char *at = self->cursor - 2;
  gunichar character, low;

  if (!scan_hex4 (self, &character))
    return FALSE;
  if (character == 0)
    return fail (self, at, PP_JSON_ERROR_ENCODING, "a NUL character");

  if (character >= 0xD800 && character <= 0xDFFF)
    {
      if (character >= 0xDC00 || self->end - self->cursor < 2 ||
          self->cursor[0] != '\\' || self->cursor[1] != 'u')
        return fail (self, at, PP_JSON_ERROR_ENCODING, "half of a surrogate pair");
      self->cursor += 2;
      if (!scan_hex4 (self, &low))
        return FALSE;
      if (low < 0xDC00 || low > 0xDFFF)
        return fail (self, at, PP_JSON_ERROR_ENCODING, "half of a surrogate pair");
      character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
    }

  g_string_append_unichar (out, character);

  return TRUE;
}

static gboolean
scan_escape (Scanner *self,
             GString *out)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  self->cursor++;
  if (self->cursor >= self->end || *self->cursor == '\0')
    return fail_expected (self, self->cursor, "an escape");

  if (*self->cursor == 'u')
    {
      self->cursor++;
      return scan_unicode_escape (self, out);
    }

  found = strchr (escapes, *self->cursor);
  if (found == NULL)
    return fail_expected (self, self->cursor, "an escape");
  g_string_append_c (out, meanings[found - escapes]);
  self->cursor++;

  return TRUE;
}

static gboolean
scan_utf8 (Scanner *self)
{
  gunichar character = g_utf8_get_char_validated (self->cursor, self->end - self->cursor);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    return fail (self, self->cursor, PP_JSON_ERROR_ENCODING,
                 "not UTF-8 (byte 0x%02X)", (guchar) *self->cursor);
  self->cursor = g_utf8_next_char (self->cursor);

  return TRUE;
}

/* The cursor stands on the opening quote; leaves it behind the closing one. */
static gboolean
scan_string (Scanner *self,
             GString *out)
{
  const char *opening = self->cursor++;
  const char *run = self->cursor;

  g_string_truncate (out, 0);

  for (;;)
    {
      guchar byte;

      while (self->cursor < self->end &&
             (byte = (guchar) *self->cursor) >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\')
        self->cursor++;

      if (self->cursor >= self->end)
        return fail (self, opening, PP_JSON_ERROR_SYNTAX, "a string without an end");

      byte = (guchar) *self->cursor;
      if (byte >= 0x80)
        {
          if (!scan_utf8 (self))
            return FALSE;
          continue;
        }

      g_string_append_len (out, run, self->cursor - run);
      if (byte == '"')
        {
          self->cursor++;
          return TRUE;
        }
      if (byte == '\0')
        return fail (self, self->cursor, PP_JSON_ERROR_ENCODING, "a NUL byte");
      if (byte < 0x20)
        return fail (self, self->cursor, PP_JSON_ERROR_SYNTAX,
                     "a control character (U+%04X) in a string", byte);
      if (!scan_escape (self, out))
        return FALSE;
      run = self->cursor;
    }
}

static const char *
skip_digits (const char *p,
             const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;

  return p;
}

const char *
_pp_json_scan_number (const char  *text,
                      const char  *end,
                      gboolean    *is_integer,
                      const char **wrong)
{
  const char *p = text;
  const char *digits;

  *is_integer = TRUE;
  if (p < end && *p == '-')
    p++;

  digits = p;
  p = skip_digits (p, end);
  if (p == digits)
    goto failed;
  if (*digits == '0' && p > digits + 1)
    {
      p = digits + 1;
      goto failed;
    }

  if (p < end && *p == '.')
    {
      *is_integer = FALSE;
      digits = ++p;
      p = skip_digits (p, end);
      if (p == digits)
        goto failed;
    }

  if (p < end && (*p == 'e' || *p == 'E'))
    {
      *is_integer = FALSE;
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      digits = p;
      p = skip_digits (p, end);
      if (p == digits)
        goto failed;
    }

  return p;

failed:
  *wrong = p;
  return NULL;
}

/* --- building --- */

/* Of members with equal names the last one counts. json-glib searches a list of all names when a
 * member is set again, so a text that does this very often is refused. */
static gboolean
set_member (Scanner    *self,
            JsonObject *object,
            JsonNode   *node)
{
  guint size = json_object_get_size (object);

  json_object_set_member (object, self->name->str, node);
  if (G_LIKELY (json_object_get_size (object) > size))
    return TRUE;

  if (self->unique_names)
    return fail (self, self->cursor, PP_JSON_ERROR_SYNTAX, "two members of an object have the same name");

  self->repeat_cost += size;
  if (self->repeat_cost <= MAX_REPEAT_COST)
    return TRUE;

  return fail (self, self->cursor, PP_JSON_ERROR_LIMIT, "too many members with the same name");
}

static gboolean
attach (Scanner  *self,
        JsonNode *node)
{
  Frame *frame;

  if (self->frames->len == 0)
    {
      self->root = node;
      return TRUE;
    }

  frame = &g_array_index (self->frames, Frame, self->frames->len - 1);
  if (!frame->is_object)
    {
      json_array_add_element (frame->array, node);
      return TRUE;
    }

  return set_member (self, frame->object, node);
}

static gboolean
attach_container (Scanner *self,
                  Frame   *frame)
{
  JsonNode *node = json_node_alloc ();

  if (frame->is_object)
    {
      frame->object = json_object_new ();
      json_node_init_object (node, frame->object);
      json_object_unref (frame->object);
    }
  else
    {
      frame->array = json_array_new ();
      json_node_init_array (node, frame->array);
      json_array_unref (frame->array);
    }

  return attach (self, node);
}

static gboolean
push (Scanner  *self,
      gboolean  is_object)
{
  Frame frame = { is_object, NULL, NULL };

  if (self->frames->len >= self->max_depth)
    return fail (self, self->cursor, PP_JSON_ERROR_LIMIT,
                 "nested deeper than %u levels", self->max_depth);
  if (self->build && !attach_container (self, &frame))
    return FALSE;

  g_array_append_val (self->frames, frame);
  self->cursor++;

  return TRUE;
}

static gboolean
attach_string (Scanner *self)
{
  if (g_str_has_prefix (self->text->str, PP_JSON_NUMBER_TAG))
    g_string_prepend_len (self->text, PP_JSON_NUMBER_TAG, PP_JSON_NUMBER_TAG_LENGTH);

  return attach (self, json_node_init_string (json_node_alloc (), self->text->str));
}

static gboolean
attach_tagged_number (Scanner *self)
{
  g_string_prepend_len (self->text, PP_JSON_NUMBER_TAG, PP_JSON_NUMBER_TAG_LENGTH);

  return attach (self, json_node_init_string (json_node_alloc (), self->text->str));
}

static gboolean
is_zero (const char *number)
{
  for (const char *p = number; *p != '\0' && *p != 'e' && *p != 'E'; p++)
    if (*p >= '1' && *p <= '9')
      return FALSE;

  return TRUE;
}

static gboolean
attach_real (Scanner *self)
{
  double value = g_ascii_strtod (self->text->str, NULL);

  if (!isfinite (value) || (value == 0 && !is_zero (self->text->str)))
    return attach_tagged_number (self);

  return attach (self, json_node_init_double (json_node_alloc (), value));
}

static gboolean
attach_integer (Scanner *self)
{
  gint64 value;

  errno = 0;
  value = g_ascii_strtoll (self->text->str, NULL, 10);
  if (errno == ERANGE)
    return attach_tagged_number (self);
  if (value == 0 && self->text->str[0] == '-')
    return attach (self, json_node_init_double (json_node_alloc (), -0.0));

  return attach (self, json_node_init_int (json_node_alloc (), value));
}

/* --- the document --- */

static gboolean
scan_number (Scanner *self)
{
  const char *wrong = NULL;
  gboolean is_integer;
  const char *end = _pp_json_scan_number (self->cursor, self->end, &is_integer, &wrong);

  if (end == NULL)
    return fail_expected (self, wrong, wrong > self->cursor && wrong[-1] == '0' &&
                                       wrong < self->end && g_ascii_isdigit (*wrong)
                                       ? "no digit behind a leading zero" : "a digit");

  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, self->cursor, end - self->cursor);
  self->cursor = end;
  if (!self->build)
    return TRUE;

  return is_integer ? attach_integer (self) : attach_real (self);
}

static gboolean
scan_word (Scanner    *self,
           const char *word,
           JsonNode   *(*make) (void))
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->cursor) < length || memcmp (self->cursor, word, length) != 0)
    return fail_expected (self, self->cursor, "a value");

  self->cursor += length;

  return !self->build || attach (self, make ());
}

static JsonNode *
make_true (void)
{
  return json_node_init_boolean (json_node_alloc (), TRUE);
}

static JsonNode *
make_false (void)
{
  return json_node_init_boolean (json_node_alloc (), FALSE);
}

static JsonNode *
make_null (void)
{
  return json_node_init_null (json_node_alloc ());
}

static gboolean
scan_scalar (Scanner *self)
{
  switch (self->cursor < self->end ? *self->cursor : '\0')
    {
    case '"':
      return scan_string (self, self->text) && (!self->build || attach_string (self));

    case 't':
      return scan_word (self, "true", make_true);
    case 'f':
      return scan_word (self, "false", make_false);
    case 'n':
      return scan_word (self, "null", make_null);

    case '-':
    case '0' ... '9':
      return scan_number (self);

    default:
      return fail_expected (self, self->cursor, "a value");
    }
}

static gboolean
scan_name (Scanner *self)
{
  skip_space (self);
  if (!is_at (self, '"'))
    return fail_expected (self, self->cursor, "a name in quotes");
  if (!scan_string (self, self->name))
    return FALSE;

  skip_space (self);
  if (!is_at (self, ':'))
    return fail_expected (self, self->cursor, "“:”");
  self->cursor++;

  return TRUE;
}

/* Scans a scalar, an empty container, or the opening of one. */
static gboolean
scan_value (Scanner  *self,
            gboolean *opened)
{
  gboolean is_object;

  *opened = FALSE;
  skip_space (self);
  if (!is_at (self, '{') && !is_at (self, '['))
    return scan_scalar (self);

  is_object = *self->cursor == '{';
  if (!push (self, is_object))
    return FALSE;

  skip_space (self);
  if (is_at (self, is_object ? '}' : ']'))
    {
      self->cursor++;
      g_array_set_size (self->frames, self->frames->len - 1);
      return TRUE;
    }

  *opened = TRUE;

  return is_object ? scan_name (self) : TRUE;
}

/* Behind a value: closes containers until another value must come or the document is whole. */
static gboolean
scan_after_value (Scanner  *self,
                  gboolean *whole)
{
  *whole = FALSE;

  while (self->frames->len > 0)
    {
      Frame *frame = &g_array_index (self->frames, Frame, self->frames->len - 1);

      skip_space (self);
      if (is_at (self, ','))
        {
          self->cursor++;
          return frame->is_object ? scan_name (self) : TRUE;
        }
      if (!is_at (self, frame->is_object ? '}' : ']'))
        return fail_expected (self, self->cursor, frame->is_object ? "“,” or “}”" : "“,” or “]”");
      self->cursor++;
      g_array_set_size (self->frames, self->frames->len - 1);
    }

  *whole = TRUE;
  skip_space (self);
  if (self->cursor < self->end)
    return fail_expected (self, self->cursor, "the end of the text");

  return TRUE;
}

static gboolean
scan_document (Scanner *self)
{
  gboolean opened, whole = FALSE;

  while (!whole)
    {
      if (!scan_value (self, &opened))
        return FALSE;
      if (!opened && !scan_after_value (self, &whole))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scan (const char          *text,
      gsize                length,
      const PpJsonLimits  *limits,
      JsonNode           **root,
      GError             **error)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  Scanner self = { .frames = frames, .build = root != NULL, .error = error };
  gboolean done;

  if (limits == NULL)
    limits = &default_limits;
  if (length > limits->max_bytes)
    {
      g_set_error (error, PP_JSON_ERROR, PP_JSON_ERROR_LIMIT,
                   "1:1: %" G_GSIZE_FORMAT " bytes are more than the %" G_GSIZE_FORMAT
                   " that are read", length, limits->max_bytes);
      return FALSE;
    }

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  self.start = self.cursor = text;
  self.end = text + length;
  self.max_depth = limits->max_depth;
  self.unique_names = limits->unique_names;
  self.name = g_string_new (NULL);
  self.text = g_string_new (NULL);

  done = scan_document (&self);

  g_string_free (self.name, TRUE);
  g_string_free (self.text, TRUE);
  if (done && root != NULL)
    *root = g_steal_pointer (&self.root);
  g_clear_pointer (&self.root, json_node_unref);

  return done;
}

/**
 * pp_json_check:
 * @text: (array length=length): a text from outside; need not end with NUL
 * @length: its length in bytes
 * @limits: (nullable): what is still read; %NULL for PP_JSON_MAX_BYTES and PP_JSON_MAX_DEPTH
 * @error: return location for a #PpJsonError
 *
 * Finds out whether a text is JSON by the letter of RFC 8259 and within limits. Beyond the letter, NUL
 * characters and halves of surrogate pairs are refused, since no C string and no UTF-8 text can hold
 * them. A byte order mark at the very start is passed over and not counted as a column.
 *
 * Returns: whether it is
 */
gboolean
pp_json_check (const char          *text,
               gsize                length,
               const PpJsonLimits  *limits,
               GError             **error)
{
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  return scan (text, length, limits, NULL, error);
}

/**
 * pp_json_parse:
 * @text: (array length=length): a text from outside; need not end with NUL
 * @length: its length in bytes
 * @limits: (nullable): what is still read, as for pp_json_check()
 * @error: return location for a #PpJsonError
 *
 * Checks a text and makes the tree of it. Of members with equal names the last one counts. A number
 * that is too large for a gint64 or a double survives reading and writing: pp_json_append() writes it
 * back as it was, while the typed getters treat it as absent.
 *
 * Returns: (transfer full): the value
 */
JsonNode *
pp_json_parse (const char          *text,
               gsize                length,
               const PpJsonLimits  *limits,
               GError             **error)
{
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  scan (text, length, limits, &root, error);

  return root;
}
