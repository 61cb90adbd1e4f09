/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A PDF is completed by an update at its end (ISO 32000-1, 7.5.6): objects that replace or join those before,
 * and a table of where they are. The root of the structure becomes a Document, because its parts name it as
 * their parent and a reader wants a single one at the top; a new root holds that; the catalogue, from which all
 * else is found, names the new root and tells the language; and each figure gets a text that is read instead of
 * it (14.9.3). */

#include "pp-report-pdf-private.h"

#include <string.h>

/* How cairo writes what is between a number and the contents of its object, and what follows them. */
#define OBJECT_BEGIN " 0 obj\n<< "
#define OBJECT_END "\n>>\nendobj\n"

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
  g_autofree char *head = g_strdup_printf ("\n%" G_GUINT64_FORMAT OBJECT_BEGIN, number);
  const char *start = find_last (self, self->end, head);
  const char *end = start != NULL ? g_strstr_len (start, self->end - start, OBJECT_END) : NULL;

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

/* UTF-16 with a byte order mark, in hexadecimal. */
static void
append_text (GString    *string,
             const char *text)
{
  glong n_units = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n_units, NULL);

  g_string_append (string, "<feff");
  for (glong i = 0; i < n_units; i++)
    g_string_append_printf (string, "%04x", units[i]);
  g_string_append_c (string, '>');
}

typedef struct {
  guint64  number;
  char    *text;
} Object;

static void
object_clear (gpointer object)
{
  g_free (((Object *) object)->text);
}

/* The object whose number ends at @contents, with what is read instead of it. Returns: what follows it, or NULL */
static const char *
describe_figure (const Document *document,
                 const char     *number_end,
                 const char     *alternative,
                 GArray         *figures)
{
  const char *contents = number_end + strlen (OBJECT_BEGIN), *number = number_end;
  const char *end = memmem (contents, document->end - contents, OBJECT_END, strlen (OBJECT_END));
  GString *text;
  Object figure;

  if (end == NULL)
    return NULL;
  while (number > document->data && g_ascii_isdigit (number[-1]))
    number--;
  text = g_string_new_len (contents, end - contents);
  g_string_append (text, "\n   /Alt ");
  append_text (text, alternative);
  figure = (Object) { g_ascii_strtoull (number, NULL, 10), g_string_free (text, FALSE) };
  g_array_append_val (figures, figure);
  return end;
}

/* The figures, which lie in the order in which they were drawn, each with its text; none of them where they are
 * not as many. */
static GArray *
find_figures (const Document *document,
              GPtrArray      *texts)
{
  static const char begin[] = OBJECT_BEGIN "/Type /StructElem\n   /S /Figure\n";
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (Object));
  const char *at = document->data;
  guint n_found = 0;

  g_array_set_clear_func (figures, object_clear);
  for (; at != NULL && (at = memmem (at, document->end - at, begin, strlen (begin))) != NULL; n_found++)
    at = n_found < texts->len ? describe_figure (document, at, g_ptr_array_index (texts, n_found), figures) : NULL;
  if (n_found != texts->len || figures->len != n_found)
    g_array_set_size (figures, 0);
  return figures;
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
                         const char *language,
                         GPtrArray  *figures)
{
  g_auto (Document) document = { NULL };
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *parents = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *catalogue = NULL;
  g_autofree char *root = NULL;
  g_autofree char *top = NULL;
  g_autoptr (GArray) described = NULL;

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
  described = find_figures (&document, figures);
  for (guint i = 0; i < described->len; i++)
    append_object (bytes, places, g_array_index (described, Object, i).number,
                   g_array_index (described, Object, i).text);
  append_object (bytes, places, document.root, top);
  append_object (bytes, places, document.catalogue, catalogue);
  append_object (bytes, places, document.size, root);
  append_table (bytes, &document, places);
}
