/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "pp-export.h"
#include "pp-sketch.h"

static PpModel *
drawn_model (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (4);

  return sketch_new_random (random, 12, 16);
}

static GBytes *
export (PpModel        *model,
        PpExportFormat  format,
        double          scale,
        double         *used_scale)
{
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  options.format = format;
  options.scale = scale;
  options.with_title = TRUE;
  bytes = pp_export_layout (model, pp_kinds_get_default (), SKETCH_LAYOUT, &options, used_scale, &error);
  g_assert_no_error (error);
  return bytes;
}

static guint32
big_endian (const guchar *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static gboolean
runs (const char *program,
      const char *option,
      GBytes     *input,
      char      **output)
{
  g_autofree char *path = g_find_program_in_path (program);
  g_autofree char *file = NULL;
  const char *arguments[] = { program, option, NULL, NULL };
  g_autofree char *printed = NULL;
  int status = 1;

  if (path == NULL)
    {
      g_test_message ("%s is not there", program);
      return TRUE;
    }

  file = g_build_filename (g_get_tmp_dir (), "parapet-export-XXXXXX", NULL);
  close (g_mkstemp (file));
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (input, NULL), g_bytes_get_size (input), NULL));
  arguments[2] = file;
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &printed, NULL, &status, NULL));
  unlink (file);
  if (output != NULL)
    *output = g_steal_pointer (&printed);
  return g_spawn_check_wait_status (status, NULL);
}

static void
test_png (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  double scale;
  g_autoptr(GBytes) one = export (model, PP_EXPORT_PNG, 1, &scale);
  g_autoptr(GBytes) two = export (model, PP_EXPORT_PNG, 2, NULL);
  g_autoptr(GBytes) again = export (model, PP_EXPORT_PNG, 1, NULL);
  const guchar *data = g_bytes_get_data (one, NULL), *larger = g_bytes_get_data (two, NULL);

  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpfloat (scale, ==, 1);
  g_assert_cmpuint (big_endian (data + 16), >, 600);
  g_assert_cmpint (ABS ((int) big_endian (larger + 16) - 2 * (int) big_endian (data + 16)), <=, 2);
  g_assert_true (g_bytes_equal (one, again));
}

static void
test_png_is_bounded (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(GBytes) bytes = NULL;
  double scale;

  sketch_node (model, "a", "process", 0, 0, 100, 100);
  sketch_node (model, "b", "process", 90000, 100, 100, 100);
  bytes = export (model, PP_EXPORT_PNG, 1, &scale);
  g_assert_cmpfloat (scale, <, 0.2);
  g_assert_cmpuint (big_endian ((const guchar *) g_bytes_get_data (bytes, NULL) + 16), <=,
                    PP_EXPORT_MAX_PIXELS);
}

static void
test_too_large (void)
{
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(GError) error = NULL;

  sketch_node (model, "a", "process", -9000000, 0, 100, 100);
  sketch_node (model, "b", "process", 9000000, 100, 100, 100);
  g_assert_null (pp_export_layout (model, pp_kinds_get_default (), SKETCH_LAYOUT, &options, NULL, &error));
  g_assert_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_TOO_LARGE);
}

static void
test_svg (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  g_autoptr(GBytes) bytes = NULL, again = NULL;
  g_autofree char *text = NULL;

  sketch_set (model, SKETCH_LAYOUT, "title", "\"Shop <& more>\"");
  bytes = export (model, PP_EXPORT_SVG, 1, NULL);
  again = export (model, PP_EXPORT_SVG, 1, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_nonnull (strstr (text, "<title>Shop &lt;&amp; more&gt;</title>"));
  g_assert_true (runs ("xmllint", "--noout", bytes, NULL));
}

static void
test_pdf (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  g_autoptr(GBytes) bytes = export (model, PP_EXPORT_PDF, 1, NULL);
  g_autoptr(GBytes) again = export (model, PP_EXPORT_PDF, 1, NULL);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_true (runs ("pdfinfo", "-isodates", bytes, NULL));
}

static void
test_all_pages (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *output = NULL;

  sketch_add (model, PP_RECORD_LAYOUT, "second", "{ \"title\": \"Empty\", \"order\": 2 }");
  sketch_set (model, SKETCH_LAYOUT, "marking", "{ \"tlp\": \"RED\" }");
  bytes = pp_export_all_layouts (model, pp_kinds_get_default (), &options, &error);
  g_assert_no_error (error);
  g_assert_true (runs ("pdfinfo", "-isodates", bytes, &output));
  if (output != NULL)
    g_assert_true (g_regex_match_simple ("Pages:\\s+2\n", output, 0, 0));
}

/* The marking makes the page higher by its two bands. */
static void
test_marking (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  g_autoptr(GBytes) plain = export (model, PP_EXPORT_PNG, 1, NULL), marked = NULL;
  const guchar *before = g_bytes_get_data (plain, NULL), *after;

  sketch_set (model, "model", "marking", "{ \"tlp\": \"AMBER\" }");
  marked = export (model, PP_EXPORT_PNG, 1, NULL);
  after = g_bytes_get_data (marked, NULL);
  g_assert_cmpuint (big_endian (after + 20), ==, big_endian (before + 20) + 52);
}

/* Something that is told far outside of the drawing is in the picture, and the rest is dimmed for it. */
static void
test_overlay (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  g_autoptr(PpOverlay) overlay = pp_overlay_new ();
  g_autoptr(GPtrArray) nodes = pp_model_dup_sorted (model, PP_RECORD_NODE);
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr(GBytes) plain = export (model, PP_EXPORT_PNG, 1, NULL);
  g_autoptr(GBytes) told = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GError) error = NULL;

  /* Words go down until there is room, so that many in one place need a larger picture. */
  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *text = g_strdup_printf ("measure %u", i);

      pp_overlay_add_mark (overlay, PP_OVERLAY_CUT, pp_record_get_id (g_ptr_array_index (nodes, 0)), text, 1, FALSE);
    }
  options.overlay = overlay;
  options.with_title = TRUE;
  told = pp_export_layout (model, pp_kinds_get_default (), SKETCH_LAYOUT, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (big_endian ((const guchar *) g_bytes_get_data (told, NULL) + 20), >,
                    big_endian ((const guchar *) g_bytes_get_data (plain, NULL) + 20));
  again = pp_export_layout (model, pp_kinds_get_default (), SKETCH_LAYOUT, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (told, again));
}

static void
test_errors (void)
{
  g_autoptr(PpModel) model = drawn_model ();
  PpExportOptions options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  PpExportFormat format;

  g_assert_null (pp_export_layout (model, pp_kinds_get_default (), "nothing", &options, NULL, &error));
  g_assert_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_UNKNOWN_LAYOUT);
  g_clear_error (&error);
  g_assert_true (pp_export_format_from_name ("a/B.SVG", &format, NULL));
  g_assert_cmpint (format, ==, PP_EXPORT_SVG);
  g_assert_false (pp_export_format_from_name ("a.gif", &format, &error));
  g_assert_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_UNKNOWN_FORMAT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/export/png", test_png);
  g_test_add_func ("/render/export/png-is-bounded", test_png_is_bounded);
  g_test_add_func ("/render/export/too-large", test_too_large);
  g_test_add_func ("/render/export/svg", test_svg);
  g_test_add_func ("/render/export/pdf", test_pdf);
  g_test_add_func ("/render/export/all-pages", test_all_pages);
  g_test_add_func ("/render/export/marking", test_marking);
  g_test_add_func ("/render/export/overlay", test_overlay);
  g_test_add_func ("/render/export/errors", test_errors);

  return g_test_run ();
}
