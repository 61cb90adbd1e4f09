/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A PDF is completed by an update at its end (ISO 32000-1, 7.5.6): objects that replace or join those before,
 * and a table of where they are. Three are written. The root of the structure becomes a Document, because its
 * parts name it as their parent and a reader wants a single one at the top; a new root holds that; and the
 * catalogue, from which all else is found, names the new root and tells the language. */

#include "pp-report-pdf-private.h"

#include <string.h>

typedef struct {
  const char *data;             /* text of the file, up to its end */
  const char *end;
  guint64     size;             /* how many objects there are */
  guint64     catalogue;        /* the numbers of objects */
  guint64     info;
  guint64     root;
  guint64     table;            /* where the table of objects is */
  char       *catalogue_text;   /* what stands in them, between << and >> */
  char       *root_text;
} Document;

static void
document_clear (Document *self)
{
  g_free (self->catalogue_text);
  g_free (self->root_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Document, document_clear)

/* The last place before @end where @text stands; pictures hold any bytes, so it is no string. */
static const char *
find_last (const Document *self,
           const char     *end,
           const char     *text)
{
  gsize length = strlen (text);

  for (const char *p = end - length; p >= self->data; p--)
    if (memcmp (p, text, length) == 0)
      return p;
  return NULL;
}

/* The number behind @key in @text. */
static gboolean
find_number (const char *text,
             const char *key,
             guint64    *number)
{
  const char *found = text != NULL ? strstr (text, key) : NULL;
  char *end;

  if (found == NULL)
    return FALSE;
  *number = g_ascii_strtoull (found + strlen (key), &end, 10);
  return end > found + strlen (key);
}

static char *
dup_object (const Document *self,
            guint64         number)
{
  g_autofree char *head = g_strdup_printf ("\n%" G_GUINT64_FORMAT " 0 obj\n<< ", number);
  const char *start = find_last (self, self->end, head);
  const char *end = start != NULL ? g_strstr_len (start, self->end - start, "\n>>\nendobj\n") : NULL;

  start = start != NULL ? start + strlen (head) : NULL;
  return end != NULL ? g_strndup (start, end - start) : NULL;
}

static gboolean
read_document (Document         *self,
               const GByteArray *bytes)
{
  const char *trailer;
  g_autofree char *tail = NULL;

  self->data = (const char *) bytes->data;
  self->end = self->data + bytes->len;
  trailer = find_last (self, self->end, "\ntrailer\n");
  tail = trailer != NULL ? g_strndup (trailer, self->end - trailer) : NULL;
  if (!find_number (tail, "/Size ", &self->size) || !find_number (tail, "/Root ", &self->catalogue) ||
      !find_number (tail, "/Info ", &self->info) || !find_number (tail, "startxref\n", &self->table))
    return FALSE;
  self->catalogue_text = dup_object (self, self->catalogue);
  if (!find_number (self->catalogue_text, "/StructTreeRoot ", &self->root))
    return FALSE;
  self->root_text = dup_object (self, self->root);
  return self->root_text != NULL;
}

/* The value of @key, up to the end of its line. */
static char *
dup_line (const char *text,
          const char *key)
{
  const char *found = strstr (text, key);

  return found != NULL ? g_strndup (found, strcspn (found, "\n")) : NULL;
}

static void
append_object (GByteArray *bytes,
               GString    *places,
               guint64     number,
               const char *text)
{
  g_autofree char *object = g_strdup_printf ("%" G_GUINT64_FORMAT " 0 obj\n<< %s\n>>\nendobj\n", number, text);

  g_string_append_printf (places, "%" G_GUINT64_FORMAT " 1\n%010u 00000 n \n", number, bytes->len);
  g_byte_array_append (bytes, (const guint8 *) object, strlen (object));
}

static void
append_table (GByteArray     *bytes,
              const Document *document,
              GString        *places)
{
  g_autoptr (GString) text = g_string_new ("xref\n");
  guint at = bytes->len;

  g_string_append (text, places->str);
  g_string_append_printf (text, "trailer\n<< /Size %" G_GUINT64_FORMAT "\n   /Root %" G_GUINT64_FORMAT " 0 R\n",
                          document->size + 1, document->catalogue);
  g_string_append_printf (text, "   /Info %" G_GUINT64_FORMAT " 0 R\n   /Prev %" G_GUINT64_FORMAT "\n>>\n",
                          document->info, document->table);
  g_string_append_printf (text, "startxref\n%u\n%%%%EOF\n", at);
  g_byte_array_append (bytes, (const guint8 *) text->str, text->len);
}

static char *
dup_catalogue (const Document *document,
               const char     *language)
{
  g_autofree char *old = dup_line (document->catalogue_text, "/StructTreeRoot ");
  g_autofree char *new = g_strdup_printf ("/StructTreeRoot %" G_GUINT64_FORMAT " 0 R\n   /Lang (%s)\n"
                                          "   /ViewerPreferences << /DisplayDocTitle true >>",
                                          document->size, language);
  GString *text = g_string_new (document->catalogue_text);

  g_string_replace (text, old, new, 1);
  if (strstr (text->str, "/MarkInfo") == NULL)
    g_string_append (text, "\n   /MarkInfo << /Marked true >>");
  return g_string_free (text, FALSE);
}

void
_pp_report_pdf_complete (GByteArray *bytes,
                         const char *language)
{
  g_auto (Document) document = { NULL };
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *parents = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *catalogue = NULL;
  g_autofree char *root = NULL;
  g_autofree char *top = NULL;

  /* Another version of cairo may write it in another way; its PDF is whole without this. */
  if (!read_document (&document, bytes))
    return;
  parents = dup_line (document.root_text, "/ParentTree ");
  parts = dup_line (document.root_text, "/K ");
  if (parents == NULL || parts == NULL)
    return;
  catalogue = dup_catalogue (&document, language);
  top = g_strdup_printf ("/Type /StructElem\n   /S /Document\n   /P %" G_GUINT64_FORMAT " 0 R\n   %s", document.size,
                         parts);
  root = g_strdup_printf ("/Type /StructTreeRoot\n   %s\n   /K [ %" G_GUINT64_FORMAT " 0 R ]", parents, document.root);
  append_object (bytes, places, document.root, top);
  append_object (bytes, places, document.catalogue, catalogue);
  append_object (bytes, places, document.size, root);
  append_table (bytes, &document, places);
}
