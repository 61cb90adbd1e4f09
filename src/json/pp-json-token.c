/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tokens of RFC 8259, and where a text goes wrong. */

#include "pp-json-scan-private.h"

#include <string.h>

/* --- errors --- */

typedef struct {
  const char *found;            /* something else */
  const char *ended;            /* nothing any more */
} Expectation;

static const Expectation expectations[] = {
  [PP_JSON_EXPECTS_VALUE] = { N_("expected a value, found “%s”"), N_("expected a value, but the text ends") },
  [PP_JSON_EXPECTS_NAME] = {
    N_("expected a name in quotes, found “%s”"), N_("expected a name in quotes, but the text ends"),
  },
  [PP_JSON_EXPECTS_COLON] = { N_("expected “:”, found “%s”"), N_("expected “:”, but the text ends") },
  [PP_JSON_EXPECTS_NEXT_MEMBER] = {
    N_("expected “,” or “}”, found “%s”"), N_("expected “,” or “}”, but the text ends"),
  },
  [PP_JSON_EXPECTS_NEXT_ITEM] = {
    N_("expected “,” or “]”, found “%s”"), N_("expected “,” or “]”, but the text ends"),
  },
  [PP_JSON_EXPECTS_END] = { N_("expected the end of the text, found “%s”"), NULL },
  [PP_JSON_EXPECTS_DIGIT] = { N_("expected a digit, found “%s”"), N_("expected a digit, but the text ends") },
  [PP_JSON_EXPECTS_NO_DIGIT] = { N_("expected no digit behind a leading zero, found “%s”"), NULL },
  [PP_JSON_EXPECTS_HEX] = {
    N_("expected four hexadecimal digits, found “%s”"), N_("expected four hexadecimal digits, but the text ends"),
  },
  [PP_JSON_EXPECTS_ESCAPE] = {
    N_("expected an escape behind “\\”, found “%s”"), N_("expected an escape behind “\\”, but the text ends"),
  },
};

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
               const char    *sentence,
               ...)
{
  g_autofree char *place = NULL;
  guint line, column;
  va_list blanks;

  find_place (self, at, &line, &column);
  place = g_strdup_printf ("%u:%u: ", line, column);
  va_start (blanks, sentence);
  pp_worded_error_set_va (self->error, PP_JSON_ERROR, code, place, 0, sentence, blanks);
  va_end (blanks);
  return FALSE;
}

gboolean
_pp_json_fail_utf8 (PpJsonScanner *self,
                    const char    *at)
{
  g_autofree char *byte = g_strdup_printf ("0x%02X", (guchar) *at);

  return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, N_("not UTF-8 (byte %s)"), byte);
}

gboolean
_pp_json_fail_expected (PpJsonScanner  *self,
                        const char     *at,
                        PpJsonExpected  expected)
{
  const Expectation *expectation = &expectations[expected];
  char found[16] = { 0 };
  gunichar character;

  if (at >= self->end)
    return _pp_json_fail (self, at, PP_JSON_ERROR_SYNTAX, expectation->ended, found);
  if (*at == '\0')
    return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, N_("a NUL byte"));

  character = g_utf8_get_char_validated (at, self->end - at);
  if (character == (gunichar) -1 || character == (gunichar) -2)
    return _pp_json_fail_utf8 (self, at);
  if (g_unichar_isgraph (character))
    g_unichar_to_utf8 (character, found);
  else
    g_snprintf (found, sizeof found, "U+%04X", character);
  return _pp_json_fail (self, at, PP_JSON_ERROR_SYNTAX, expectation->found, found);
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
        return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_HEX);
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
    return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, N_("a NUL character"));

  if (character >= 0xD800 && character <= 0xDFFF)
    {
      if (character >= 0xDC00 || self->end - self->cursor < 2 ||
          self->cursor[0] != '\\' || self->cursor[1] != 'u')
        return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, N_("half of a surrogate pair"));
      self->cursor += 2;
      if (!scan_hex4 (self, &low))
        return FALSE;
      if (low < 0xDC00 || low > 0xDFFF)
        return _pp_json_fail (self, at, PP_JSON_ERROR_ENCODING, N_("half of a surrogate pair"));
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
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_ESCAPE);

  if (*self->cursor == 'u')
    {
      self->cursor++;
      return scan_unicode_escape (self, out);
    }

  found = strchr (escapes, *self->cursor);
  if (found == NULL)
    return _pp_json_fail_expected (self, self->cursor, PP_JSON_EXPECTS_ESCAPE);
  g_string_append_c (out, meanings[found - escapes]);
  self->cursor++;

  return TRUE;
}

static gboolean
scan_utf8 (PpJsonScanner *self)
{
  gunichar character = g_utf8_get_char_validated (self->cursor, self->end - self->cursor);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    return _pp_json_fail_utf8 (self, self->cursor);
  self->cursor = g_utf8_next_char (self->cursor);

  return TRUE;
}

static gboolean
fail_control (PpJsonScanner *self,
              guchar         byte)
{
  g_autofree char *name = g_strdup_printf ("U+%04X", byte);

  return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_SYNTAX, N_("a control character (%s) in a string"), name);
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
        return _pp_json_fail (self, opening, PP_JSON_ERROR_SYNTAX, N_("a string without an end"));

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
        return _pp_json_fail (self, self->cursor, PP_JSON_ERROR_ENCODING, N_("a NUL byte"));
      if (byte < 0x20)
        return fail_control (self, byte);
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
