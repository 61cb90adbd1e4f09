/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tokens of RFC 8259, and where a text goes wrong. */

#include "pp-json-scan-private.h"

#include <string.h>

/* --- errors --- */

static void
find_place (PpJsonScanner *self,
            const char    *at,
            guint         *line,
            guint         *column)
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

gboolean
_pp_json_fail (PpJsonScanner *self,
               const char    *at,
               PpJsonError    code,
               const char    *format,
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

gboolean
_pp_json_fail_expected (PpJsonScanner *self,
                        const char    *at,
                        const char    *expected)
{
  gunichar character;

  if (at >= self->end)
    return _pp_json_fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, but the text ends", expected);
  if (*at == '\0')
    return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, "a NUL byte");

  character = g_utf8_get_char_validated (at, self->end - at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, "not UTF-8 (byte 0x%02X)", (guchar) *at);
  if (g_unichar_isgraph (character))
    {
      char utf8[7] = { 0 };

      g_unichar_to_utf8 (character, utf8);
      return _pp_json_fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, found “%s”", expected, utf8);
    }

  return _pp_json_fail (self, at, PP_JSON_ERROR_SYNTAX, "expected %s, found U+%04X", expected, character);
}

/* --- tokens --- */

static gboolean
scan_hex4 (PpJsonScanner *self,
           gunichar      *value)
{
  *value = 0;

  for (guint i = 0; i < 4; i++, self->cursor++)
    {
      if (self->cursor >= self->end || !g_ascii_isxdigit (*self->cursor))
        return _pp_json_fail_expected (self, self->cursor, "four hexadecimal digits");
      *value = *value * 16 + g_ascii_xdigit_value (*self->cursor);
    }

  return TRUE;
}

/* Behind `\u`. Halves of a surrogate pair must come together. */
static gboolean
scan_unicode_escape (PpJsonScanner *self,
                     GString       *out)
{
  const char *at = self->cursor - 2;
  gunichar character, low;

  if (!scan_hex4 (self, &character))
    return FALSE;
  if (character == 0)
    return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, "a NUL character");

  if (character >= 0xD800 && character <= 0xDFFF)
    {
      if (character >= 0xDC00 || self->end - self->cursor < 2 ||
          self->cursor[0] != '\\' || self->cursor[1] != 'u')
        return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, "half of a surrogate pair");
      self->cursor += 2;
      if (!scan_hex4 (self, &low))
        return FALSE;
      if (low < 0xDC00 || low > 0xDFFF)
        return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, "half of a surrogate pair");
      character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
    }

  g_string_append_unichar (out, character);

  return TRUE;
}

static gboolean
scan_escape (PpJsonScanner *self,
             GString       *out)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  self->cursor++;
  if (self->cursor >= self->end || *self->cursor == '\0')
    return _pp_json_fail_expected (self, self->cursor, "an escape");

  if (*self->cursor == 'u')
    {
      self->cursor++;
      return scan_unicode_escape (self, out);
    }

  found = strchr (escapes, *self->cursor);
  if (found == NULL)
    return _pp_json_fail_expected (self, self->cursor, "an escape");
  g_string_append_c (out, meanings[found - escapes]);
  self->cursor++;

  return TRUE;
}

static gboolean
scan_utf8 (PpJsonScanner *self)
{
  gunichar character = g_utf8_get_char_validated (self->cursor, self->end - self->cursor);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_ENCODING,
                 "not UTF-8 (byte 0x%02X)", (guchar) *self->cursor);
  self->cursor = g_utf8_next_char (self->cursor);

  return TRUE;
}

/* The cursor stands on the opening quote; leaves it behind the closing one. */
gboolean
_pp_json_scan_string (PpJsonScanner *self,
                      GString       *out)
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
        return _pp_json_fail (self, opening, PP_JSON_ERROR_SYNTAX, "a string without an end");

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
        return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_ENCODING, "a NUL byte");
      if (byte < 0x20)
        return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_SYNTAX,
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
