/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-catalogue.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  const char *text;
  gsize       length;           /* of the text; contexts and plurals have zeros inside */
  const char *translation;
} Entry;

#define TEXT(text) text, sizeof text - 1

static const Entry entries[] = {
  { TEXT (""), "Content-Type: text/plain; charset=UTF-8\nLanguage: de_AT\n" },
  { TEXT ("Element"), "Element" },
  { TEXT ("Flow"), "Fluss" },
  { TEXT ("Threat"), "" },
  { TEXT ("month\004May"), "Mai" },
  { TEXT ("one rule\0%u rules"), "eine Regel" },
};

static void
put_number (GByteArray *file,
            guint       at,
            guint32     number)
{
  number = GUINT32_TO_LE (number);
  memcpy (file->data + at, &number, sizeof number);
}

static void
put_text (GByteArray *file,
          guint       at,
          const char *text,
          gsize       length)
{
  put_number (file, at, length);
  put_number (file, at + 4, file->len);
  g_byte_array_append (file, (const guint8 *) text, length);
  g_byte_array_append (file, (const guint8 *) "", 1);
}

static GByteArray *
make_file (void)
{
  const guint n = G_N_ELEMENTS (entries);
  GByteArray *file = g_byte_array_new ();

  g_byte_array_set_size (file, 20 + n * 16);
  memset (file->data, 0, file->len);
  put_number (file, 0, 0x950412deu);
  put_number (file, 8, n);
  put_number (file, 12, 20);
  put_number (file, 16, 20 + n * 8);
  for (guint i = 0; i < n; i++)
    put_text (file, 20 + i * 8, entries[i].text, entries[i].length);
  for (guint i = 0; i < n; i++)
    put_text (file, 20 + n * 8 + i * 8, entries[i].translation, strlen (entries[i].translation));
  return file;
}

static GBytes *
make_bytes (void)
{
  return g_byte_array_free_to_bytes (make_file ());
}

static void
test_translates (void)
{
  g_autoptr (GBytes) bytes = make_bytes ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PpCatalogue) catalogue = pp_catalogue_new_from_bytes (bytes, &error);
  static const char unknown[] = "Comment", empty[] = "Threat";

  g_assert_no_error (error);
  g_assert_cmpstr (pp_catalogue_get_tag (catalogue), ==, "de-AT");
  g_assert_cmpstr (pp_catalogue_translate (catalogue, "Flow"), ==, "Fluss");
  g_assert_cmpstr (pp_catalogue_translate (catalogue, "one rule"), ==, "eine Regel");
  g_assert_cmpstr (pp_catalogue_translate_in_context (catalogue, "month", "May"), ==, "Mai");
  g_assert_true (pp_catalogue_translate (catalogue, unknown) == unknown);
  g_assert_true (pp_catalogue_translate (catalogue, empty) == empty);
  g_assert_cmpstr (pp_catalogue_translate (catalogue, ""), ==, "");
  g_assert_cmpstr (pp_catalogue_translate (catalogue, "May"), ==, "May");
  g_assert_true (pp_catalogue_translate (NULL, unknown) == unknown);
}

static gboolean
is_refused (GByteArray *file)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (PpCatalogue) catalogue = pp_catalogue_new_from_bytes (bytes, &error);

  if (catalogue == NULL)
    g_assert_error (error, PP_CATALOGUE_ERROR, PP_CATALOGUE_ERROR_INVALID);
  return catalogue == NULL;
}

static void
test_refuses_what_points_outside (void)
{
  static const struct {
    guint   at;
    guint32 number;
  } rows[] = {
    { 0, 0x12345678 }, { 4, 2 << 16 }, { 8, 0x20000000 }, { 8, 1000 }, { 12, 0xfffffff0 }, { 16, 0xfffffff0 },
    { 20, 0xffffffff }, { 24, 0xffffffff }, { 24, 0x7fffffff }, { 20 + 8, 5 }, { 20 + 48, 0xfffffffe },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) file = make_file ();

      put_number (file, rows[i].at, rows[i].number);
      g_test_message ("%u at %u", rows[i].number, rows[i].at);
      g_assert_true (is_refused (file));
    }
}

static void
test_refuses_what_is_cut_off (void)
{
  g_autoptr (GByteArray) whole = make_file ();

  for (guint length = 0; length < whole->len; length++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();

      g_byte_array_append (file, whole->data, length);
      g_assert_true (is_refused (file));
    }
}

/* Each byte in turn; what is taken all the same is read without harm. */
static void
test_survives_every_broken_byte (void)
{
  g_autoptr (GByteArray) whole = make_file ();

  for (guint i = 0; i < whole->len; i++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PpCatalogue) catalogue = NULL;

      g_byte_array_append (file, whole->data, whole->len);
      file->data[i] ^= 0xff;
      bytes = g_bytes_new (file->data, file->len);
      catalogue = pp_catalogue_new_from_bytes (bytes, NULL);
      for (guint j = 0; catalogue != NULL && j < G_N_ELEMENTS (entries); j++)
        g_assert_true (g_utf8_validate (pp_catalogue_translate (catalogue, entries[j].text), -1, NULL));
    }
}

static void
test_finds_languages (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parapet-catalogues-XXXXXX", NULL);
  g_autofree char *language = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *file = g_build_filename (language, "texts.mo", NULL);
  g_autofree char *parent = g_path_get_dirname (language);
  g_autoptr (GBytes) bytes = make_bytes ();
  g_autoptr (GPtrArray) all = NULL;
  static const char * const german[] = { "de", "de_DE", "de-CH", "de_DE@euro" };
  static const char * const english[] = { "en", "en_GB", "en-US" };
  static const char * const unknown[] = { "fr", "", "../de", "de/..", "C", ".", "@", "de.UTF-8" };

  g_assert_cmpint (g_mkdir_with_parents (language, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (german); i++)
    {
      g_autoptr (PpCatalogue) catalogue = pp_catalogue_new (folder, "texts", german[i], NULL);

      g_assert_nonnull (catalogue);
    }
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_catalogue_new (folder, "texts", english[i], &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_catalogue_new (folder, "texts", unknown[i], &error));
      g_assert_error (error, PP_CATALOGUE_ERROR, PP_CATALOGUE_ERROR_UNKNOWN_LANGUAGE);
    }
  all = pp_catalogue_list (folder, "texts");
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpint (g_remove (file) | g_rmdir (language) | g_rmdir (parent) | g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/catalogue/translates", test_translates);
  g_test_add_func ("/render/catalogue/refuses-what-points-outside", test_refuses_what_points_outside);
  g_test_add_func ("/render/catalogue/refuses-what-is-cut-off", test_refuses_what_is_cut_off);
  g_test_add_func ("/render/catalogue/survives-every-broken-byte", test_survives_every_broken_byte);
  g_test_add_func ("/render/catalogue/finds-languages", test_finds_languages);
  return g_test_run ();
}
