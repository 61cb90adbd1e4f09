/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many drawings of cairo in one document. Each comes with names as if it were alone, with the outlines of all
 * its letters, and with numbers to a millionth of a unit: as they are, they would be most of a report.
 *
 * This reads no SVG but cairo's own, in which letters are defined before they are used. What it does not know
 * it copies. */

#include "pp-report-html-shapes.h"

#include <math.h>
#include <string.h>

typedef struct {
  GString         *out;
  const char      *end;
  const char      *prefix;
  PpReportLetters *letters;
  GHashTable      *known;       /* names of letters in the drawing → in the document */
} Copy;

void
_pp_report_letters_init (PpReportLetters *self,
                         guint            number)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->number = number;
}

void
_pp_report_letters_clear (PpReportLetters *self)
{
  g_hash_table_unref (self->names);
}

/* A name as the document has it. */
static const char *
append_name (Copy       *self,
             const char *from)
{
  g_autofree char *name = g_strndup (from, strcspn (from, "\")"));
  const char *known = g_hash_table_lookup (self->known, name);

  if (known != NULL)
    g_string_append (self->out, known);
  else
    g_string_append_printf (self->out, "%s-%s", self->prefix, name);
  return from + strlen (name);
}

/* Lengths in an attribute, up to its end. */
static const char *
append_lengths (Copy       *self,
                const char *from)
{
  while (from < self->end && *from != '"')
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      char *to = NULL;
      double length = g_ascii_isdigit (*from) || *from == '-' ? g_ascii_strtod (from, &to) : 0;

      if (to == NULL || to == from)
        {
          g_string_append_c (self->out, *from++);
          continue;
        }
      /* Adding nothing makes of a negative nothing a plain one. */
      g_string_append (self->out, g_ascii_formatd (text, sizeof text, "%.10g", round (length * 100) / 100 + 0.0));
      from = to;
    }
  return from;
}

/* --- Letters ---------------------------------------------------------------------------------- */

/* Where the element that begins at @from ends; NULL where it is no letter: one outline and nothing else. */
static const char *
find_letter_end (const Copy  *self,
                 const char  *from,
                 const char **outline)
{
  static const char * const elements[] = { "symbol", "g" };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      g_autofree char *open = g_strdup_printf ("<%s ", elements[i]);
      g_autofree char *close = g_strdup_printf ("</%s>", elements[i]);
      const char *body, *end;

      if (!g_str_has_prefix (from, open))
        continue;
      body = memchr (from, '>', self->end - from);
      end = body != NULL ? g_strstr_len (body, self->end - body, close) : NULL;
      if (end == NULL || g_strstr_len (from, body - from, " id=\"glyph") == NULL ||
          !g_str_has_prefix (body, ">\n<path ") || memchr (body + 2, '>', end - body - 2) != end - 2)
        return NULL;
      *outline = g_strstr_len (body, end - body, " d=\"");
      return *outline != NULL ? end + strlen (close) : NULL;
    }
  return NULL;
}

/* A letter that the document has not yet is defined here; all that look like it are used by one name. */
static void
take_letter (Copy       *self,
             const char *from,
             const char *outline)
{
  const char *id = strstr (from, " id=\"") + strlen (" id=\"");
  g_autofree char *local = g_strndup (id, strcspn (id, "\""));
  g_autofree char *look = NULL;
  gsize begin = self->out->len;
  const char *name;

  append_lengths (self, outline + strlen (" d=\""));
  look = g_strdup (self->out->str + begin);
  g_string_truncate (self->out, begin);
  name = g_hash_table_lookup (self->letters->names, look);
  if (name == NULL)
    {
      char *made = g_strdup_printf ("l%u-%u", self->letters->number, g_hash_table_size (self->letters->names));

      g_string_append_printf (self->out, "<path id=\"%s\" d=\"%s\"/>", made, look);
      g_hash_table_insert (self->letters->names, g_steal_pointer (&look), made);
      name = made;
    }
  g_hash_table_insert (self->known, g_steal_pointer (&local), g_strdup (name));
}

/* --- The whole -------------------------------------------------------------------------------- */

/* A colour as cairo writes it, in percent, from behind “rgb(”. */
static const char *
append_colour (Copy       *self,
               const char *from)
{
  guint parts[3];

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char *end;

      parts[i] = (guint) CLAMP (lround (g_ascii_strtod (from, &end) * 2.55), 0, 255);
      from = end + strcspn (end, ",)");
      from += *from != '\0';
    }
  g_string_append_printf (self->out, "%02x%02x%02x", parts[0], parts[1], parts[2]);
  return from;
}

/* What begins at @from and is not copied as it is; returns where the rest begins, or NULL. */
static const char *
append_changed (Copy       *self,
                const char *from)
{
  static const struct {
    const char   *from;
    const char   *to;
    const char *(*append) (Copy *self, const char *from);
  } words[] = {
    { " id=\"", " id=\"", append_name },
    { "xlink:href=\"#", "href=\"#", append_name },
    { "url(#", "url(#", append_name },
    { " d=\"", " d=\"", append_lengths },
    { " x=\"", " x=\"", append_lengths },
    { " y=\"", " y=\"", append_lengths },
    { "rgb(", "#", append_colour },
    /* What every shape is without being told. */
    { "fill-rule:nonzero;", "", NULL },
    { "fill-opacity:1;", "", NULL },
    { "stroke-opacity:1;", "", NULL },
    { "stroke-linecap:butt;", "", NULL },
  };
  const char *outline, *end = *from == '<' ? find_letter_end (self, from, &outline) : NULL;

  if (end != NULL)
    {
      take_letter (self, from, outline);
      return end;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *rest = from + strlen (words[i].from);

      if (!g_str_has_prefix (from, words[i].from))
        continue;
      g_string_append (self->out, words[i].to);
      return words[i].append != NULL ? words[i].append (self, rest) : rest;
    }
  return NULL;
}

void
_pp_report_append_shapes (GString         *out,
                          const char      *svg,
                          gsize            length,
                          const char      *prefix,
                          PpReportLetters *letters)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = g_strndup (svg, length);
  Copy self = { out, text + length, prefix, letters, known };
  const char *from = text;

  for (const char *p = text; p < self.end;)
    {
      const char *rest = NULL;

      if (strchr ("< xurfs", *p) != NULL)
        {
          g_string_append_len (out, from, p - from);
          rest = append_changed (&self, p);
          from = rest != NULL ? rest : p;
        }
      p = rest != NULL ? rest : p + 1;
    }
  g_string_append_len (out, from, self.end - from);
}
