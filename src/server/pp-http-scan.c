/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-http-scan.h"

#include <string.h>

/* RFC 9112, sections 2 to 6. libwebsockets takes lines that end with a line feed alone, NUL in values, folded lines,
 * and blanks before the colon, all of which have been used to smuggle requests past a proxy; it does not show the
 * bytes that it reads. So they are looked at before it reads them. */

typedef enum {
  HEADER_INCOMPLETE,
  HEADER_COMPLETE,
  HEADER_REFUSED,
} Outcome;

typedef struct {
  const char *bytes;
  gsize length;
  gsize position;
  guint status;
  gboolean is_last;
} Reader;

static const char * const methods[] = { "GET", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "HEAD", NULL };

static Outcome
refuse (Reader *self,
        guint   status)
{
  self->status = status;

  return HEADER_REFUSED;
}

/* RFC 9110, section 5.6.2 */
static gboolean
is_token (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL))
      return FALSE;

  return length > 0;
}

/* Whether none of eight bytes is a control character: less than 0x20, or 0x7F. */
static inline gboolean
are_plain (const char *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, deletes;

  memcpy (&word, bytes, sizeof word);
  deletes = word ^ (ones * 0x7F);

  /* A byte that is less than another one borrows, unless its highest bit is set. */
  return ((((word - ones * 0x20) & ~word) | ((deletes - ones) & ~deletes)) & (ones * 0x80)) == 0;
}

/* The next line without its end. */
static Outcome
read_line (Reader      *self,
           const char **line,
           gsize       *length)
{
  const char *start = self->bytes + self->position;
  gsize left = self->length - self->position;

  for (gsize i = 0; i < left; i++)
    {
      guchar c;

      while (left - i > sizeof (guint64) && are_plain (start + i))
        i += sizeof (guint64);
      c = start[i];
      if ((c >= 0x20 && c != 0x7F) || c == '\t')
        continue;
      if (c == '\r' && i + 1 == left)
        return HEADER_INCOMPLETE;
      if (c == '\r' && start[i + 1] == '\n')
        {
          *line = start;
          *length = i;
          self->position += i + 2;
          return HEADER_COMPLETE;
        }
      return refuse (self, 400);
    }

  return HEADER_INCOMPLETE;
}

static gboolean
is_method (const char *text,
           gsize       length)
{
  for (guint i = 0; methods[i] != NULL; i++)
    if (strlen (methods[i]) == length && memcmp (methods[i], text, length) == 0)
      return TRUE;

  return FALSE;
}

static Outcome
read_request_line (Reader *self)
{
  const char *line, *target, *version;
  gsize length;
  Outcome outcome = read_line (self, &line, &length);

  if (outcome != HEADER_COMPLETE)
    return outcome;
  target = memchr (line, ' ', length);
  version = target != NULL ? memchr (target + 1, ' ', line + length - target - 1) : NULL;
  if (version == NULL || !is_token (line, target - line) || version == target + 1)
    return refuse (self, 400);
  if (version - target - 1 > PP_HTTP_MAX_TARGET_BYTES)
    return refuse (self, 414);
  if (line + length - version != strlen (" HTTP/1.1") ||
      (memcmp (version, " HTTP/1.1", strlen (" HTTP/1.1")) != 0 &&
       memcmp (version, " HTTP/1.0", strlen (" HTTP/1.0")) != 0))
    return refuse (self, 400);

  return is_method (line, target - line) ? HEADER_COMPLETE : refuse (self, 405);
}

static gboolean
is_named (const char *line,
          gsize       length,
          const char *name)
{
  return strlen (name) == length && g_ascii_strncasecmp (line, name, length) == 0;
}

static Outcome
check_field (Reader     *self,
             const char *line,
             gsize       length)
{
  const char *colon = memchr (line, ':', length);

  if (colon == NULL || !is_token (line, colon - line))
    return refuse (self, 400);
  self->is_last = self->is_last || is_named (line, colon - line, "content-length") ||
                  is_named (line, colon - line, "transfer-encoding") || is_named (line, colon - line, "upgrade");

  return HEADER_COMPLETE;
}

static Outcome
read_header (Reader *self)
{
  Outcome outcome = read_request_line (self);

  for (guint n_fields = 0; outcome == HEADER_COMPLETE; n_fields++)
    {
      const char *line;
      gsize length;

      outcome = read_line (self, &line, &length);
      if (outcome != HEADER_COMPLETE || length == 0)
        return outcome;
      outcome = n_fields < PP_HTTP_MAX_FIELDS ? check_field (self, line, length) : refuse (self, 431);
    }

  return outcome;
}

PpHttpScan
pp_http_scan (const char *bytes,
              gsize       length)
{
  Reader reader = { .bytes = bytes, .length = length };
  PpHttpScan scan = { 0 };

  while (reader.position < length && !reader.is_last)
    {
      Outcome outcome = read_header (&reader);

      /* What stands before is answered first. */
      if (outcome == HEADER_REFUSED && scan.n_headers == 0)
        scan.status = reader.status;
      if (outcome != HEADER_COMPLETE)
        break;
      if (reader.position - scan.n_bytes > PP_HTTP_MAX_HEADER_BYTES && scan.n_headers == 0)
        scan.status = 431;
      scan.n_headers++;
      scan.n_bytes = reader.position;
    }
  if (scan.status == 0 && scan.n_headers == 0 && length >= PP_HTTP_MAX_HEADER_BYTES)
    scan.status = 431;

  return scan;
}
