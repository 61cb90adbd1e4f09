/* SPDX-License-Identifier: GPL-3.0-or-later */

/* MO files, as the manual of GNU gettext describes them (“The Format of GNU MO Files”): two tables of lengths
 * and offsets, of the originals, which are sorted, and of their translations. Whoever can change the file can
 * change the program, but a broken one must not harm: nothing outside of it is read. */

#include "pp-catalogue.h"

#include <string.h>

#define MAGIC 0x950412deu
#define MAX_SIZE (16 * 1024 * 1024)
#define HEADER_SIZE 20

struct _PpCatalogue {
  GBytes       *bytes;
  const guint8 *data;
  gsize         size;
  gboolean      swapped;
  guint32       n_texts;
  guint32       originals;      /* where the tables begin */
  guint32       translations;
  char         *tag;
};

G_DEFINE_QUARK (pp-catalogue-error-quark, pp_catalogue_error)

/* --- The file --------------------------------------------------------------------------------- */

static guint32
read_number (const PpCatalogue *self,
             gsize              at)
{
  guint32 number;

  memcpy (&number, self->data + at, sizeof number);
  return self->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static gboolean
holds_table (const PpCatalogue *self,
             guint32            at)
{
  return at <= self->size && self->n_texts <= (self->size - at) / 8;
}

/* The text at a place of a table; NULL where it is not whole. */
static const char *
peek_text (const PpCatalogue *self,
           guint32            table,
           guint32            place)
{
  guint32 length = read_number (self, table + (gsize) place * 8);
  guint32 at = read_number (self, table + (gsize) place * 8 + 4);

  if (at >= self->size || length >= self->size - at || self->data[at + length] != '\0')
    return NULL;
  return (const char *) self->data + at;
}

static gboolean
is_whole (const PpCatalogue *self)
{
  if (!holds_table (self, self->originals) || !holds_table (self, self->translations))
    return FALSE;
  for (guint32 i = 0; i < self->n_texts; i++)
    {
      const char *translation = peek_text (self, self->translations, i);

      if (peek_text (self, self->originals, i) == NULL || translation == NULL ||
          !g_utf8_validate (translation, -1, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_header (PpCatalogue *self)
{
  guint32 magic;

  if (self->size < HEADER_SIZE || self->size > MAX_SIZE)
    return FALSE;
  magic = read_number (self, 0);
  self->swapped = magic == GUINT32_SWAP_LE_BE (MAGIC);
  if (magic != MAGIC && !self->swapped)
    return FALSE;
  self->n_texts = read_number (self, 8);
  self->originals = read_number (self, 12);
  self->translations = read_number (self, 16);
  return read_number (self, 4) >> 16 <= 1 && is_whole (self);
}

static const char *
find_text (const PpCatalogue *self,
           const char        *text)
{
  guint32 low = 0, high = self->n_texts;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int order = strcmp (text, peek_text (self, self->originals, middle));

      if (order == 0)
        return peek_text (self, self->translations, middle);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

static gboolean
is_language (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-@", *p) == NULL)
      return FALSE;
  return g_ascii_isalpha (*text);
}

/* The translation of nothing tells of the catalogue; “Language: de_AT” is a line of it. */
static char *
dup_tag (const PpCatalogue *self)
{
  const char *header = find_text (self, "");
  g_auto (GStrv) lines = g_strsplit (header != NULL ? header : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Language:"))
      {
        char *tag = g_strstrip (g_strdup (lines[i] + strlen ("Language:")));

        tag[strcspn (tag, ".@")] = '\0';
        if (is_language (tag))
          return g_strdelimit (tag, "_", '-');
        g_free (tag);
      }
  return NULL;
}

/* --- Public ----------------------------------------------------------------------------------- */

PpCatalogue *
pp_catalogue_new_from_bytes (GBytes  *bytes,
                             GError **error)
{
  g_autoptr (PpCatalogue) self = g_atomic_rc_box_new0 (PpCatalogue);

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (read_header (self))
    self->tag = dup_tag (self);
  if (self->tag != NULL)
    return g_steal_pointer (&self);
  g_set_error_literal (error, PP_CATALOGUE_ERROR, PP_CATALOGUE_ERROR_INVALID, "this is no catalogue of messages");
  return NULL;
}

const char *
pp_catalogue_get_folder (const char *installed)
{
  const char *asked = g_getenv ("TEXTDOMAINDIR");

  return asked != NULL && *asked != '\0' ? asked : installed;
}

static PpCatalogue *
load (const char  *folder,
      const char  *domain,
      const char  *language,
      GError     **error)
{
  g_autofree char *name = g_strconcat (domain, ".mo", NULL);
  g_autofree char *path = g_build_filename (folder, language, "LC_MESSAGES", name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return bytes != NULL ? pp_catalogue_new_from_bytes (bytes, error) : NULL;
}

PpCatalogue *
pp_catalogue_new (const char  *folder,
                  const char  *domain,
                  const char  *language,
                  GError     **error)
{
  g_autofree char *name = g_strdelimit (g_strdup (language), "-", '_');
  g_auto (GStrv) variants = is_language (name) ? g_get_locale_variants (name) : g_new0 (char *, 1);

  for (guint i = 0; variants[i] != NULL; i++)
    {
      g_autoptr (GError) reason = NULL;
      PpCatalogue *found;

      if (g_ascii_strcasecmp (variants[i], "en") == 0)
        return NULL;
      found = load (folder, domain, variants[i], &reason);
      if (found != NULL)
        return found;
      if (!g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
  g_set_error (error, PP_CATALOGUE_ERROR, PP_CATALOGUE_ERROR_UNKNOWN_LANGUAGE,
               "there is no translation into “%.40s”", language);
  return NULL;
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  const PpCatalogue *first = *(PpCatalogue * const *) a, *second = *(PpCatalogue * const *) b;

  return strcmp (first->tag, second->tag);
}

GPtrArray *
pp_catalogue_list (const char *folder,
                   const char *domain)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_catalogue_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      PpCatalogue *found = load (folder, domain, name, NULL);

      if (found != NULL)
        g_ptr_array_add (all, found);
    }
  g_ptr_array_sort (all, compare_tags);
  return all;
}

PpCatalogue *
pp_catalogue_ref (PpCatalogue *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PpCatalogue *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->tag);
}

void
pp_catalogue_unref (PpCatalogue *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
pp_catalogue_get_tag (PpCatalogue *self)
{
  return self->tag;
}

const char *
pp_catalogue_translate (PpCatalogue *self,
                        const char  *text)
{
  const char *found = self != NULL && *text != '\0' ? find_text (self, text) : NULL;

  return found != NULL && *found != '\0' ? found : text;
}

const char *
pp_catalogue_translate_in_context (PpCatalogue *self,
                                   const char  *context,
                                   const char  *text)
{
  g_autofree char *key = g_strconcat (context, "\004", text, NULL);
  const char *found = find_text (self, key);

  return found != NULL && *found != '\0' ? found : text;
}
