/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-report-html-shapes.h"
#include "pp-report-picture.h"
#include "pp-report.h"
#include "pp-sketch.h"

static void
test_clean (void)
{
  static const struct { const char *text; const char *expected; } rows[] = {
    { "plain", "plain" },
    { "a\tb\nc", "a b\nc" },
    { "a\r\nb", "a\nb" },
    { "bell\a nul\x01 del\x7f", "bell nul del" },
    { "txt\xe2\x80\xae" "gpj.exe", "txtgpj.exe" },
    { "\xe2\x81\xa6isolate\xe2\x81\xa9", "isolate" },
    { "one\xe2\x80\xa8two", "one\ntwo" },
    { "\xef\xbb\xbfmark", "mark" },
    { "\xf3\xa0\x81\xa1tag", "tag" },
    { "family \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "family \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" },
    { "end \n ", "end" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = pp_report_clean (rows[i].text);

      g_assert_cmpstr (clean, ==, rows[i].expected);
    }
}

static void
test_formats (void)
{
  PpReportFormat format;
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_report_format_from_name ("a.PDF", &format, NULL) && format == PP_REPORT_PDF);
  g_assert_true (pp_report_format_from_name ("a.htm", &format, NULL) && format == PP_REPORT_HTML);
  g_assert_true (pp_report_format_from_name ("a.md", &format, NULL) && format == PP_REPORT_MARKDOWN);
  g_assert_false (pp_report_format_from_name ("a.docx", &format, &error));
  g_assert_error (error, PP_REPORT_ERROR, PP_REPORT_ERROR_UNKNOWN_FORMAT);
}

/* A grid of processes, each 100 by 60. */
static PpModel *
grid_model (guint columns,
            guint rows)
{
  PpModel *model = pp_model_new ("model");
  GString *placements = g_string_new ("{\"title\":\"Grid\",\"placements\":{");
  g_autoptr (JsonNode) layout = NULL;

  for (guint i = 0; i < columns * rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      g_autoptr (JsonNode) node = json_from_string ("{\"kind\":\"process\",\"name\":\"Process\"}", NULL);

      g_assert_true (pp_model_add_record (model, PP_RECORD_NODE, id, node, NULL));
      g_string_append_printf (placements, "%s\"%s\":{\"x\":%u,\"y\":%u,\"width\":100,\"height\":60}",
                              i > 0 ? "," : "", id, (i % columns) * 200, (i / columns) * 150);
    }
  g_string_append (placements, "}}");
  layout = json_from_string (placements->str, NULL);
  g_assert_true (pp_model_add_record (model, PP_RECORD_LAYOUT, "grid", layout, NULL));
  g_string_free (placements, TRUE);
  return model;
}

/* The tiles of a large drawing leave nothing out: together they are the whole, and what is drawn lies on tiles
 * that are shown. */
static void
test_tiles_cover_everything (void)
{
  g_autoptr (PpModel) model = grid_model (30, 20);
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (model, pp_kinds_get_default (), "grid");
  double area = 0;

  _pp_report_picture_divide (picture, 700, 450, 0.6);
  g_assert_cmpuint (picture->n_columns * picture->n_rows, >, 4);
  g_assert_cmpuint (picture->n_columns * picture->n_rows, <=, 256);
  for (guint row = 0; row < picture->n_rows; row++)
    for (guint column = 0; column < picture->n_columns; column++)
      {
        PpBox tile = _pp_report_picture_get_tile (picture, column, row);

        area += tile.width * tile.height;
        g_assert_cmpfloat (tile.width * 0.6, <=, 700.01);
        g_assert_cmpfloat (tile.height * 0.6, <=, 450.01);
      }
  g_assert_cmpfloat_with_epsilon (area, picture->box.width * picture->box.height, 1);
  for (guint i = 0; i < pp_scene_get_n_items (picture->scene); i++)
    {
      const PpSceneItem *item = pp_scene_get_item (picture->scene, i);
      PpPoint centre = pp_box_centre (&item->bounds);
      guint column = (guint) ((centre.x - picture->box.x) / picture->tile_width);
      guint row = (guint) ((centre.y - picture->box.y) / picture->tile_height);

      g_assert_true (pp_box_contains_box (&picture->box, &item->bounds));
      g_assert_true (_pp_report_picture_is_used (picture, column, row));
    }
}

/* What is no larger than the margins is whole on at least one tile, wherever it stands. */
static void
test_tiles_overlap (void)
{
  g_autoptr (PpModel) model = grid_model (30, 20);
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (model, pp_kinds_get_default (), "grid");
  const double size = 120;
  guint n_tried = 0;

  _pp_report_picture_divide (picture, 700, 450, 0.6);
  for (double x = picture->box.x; x + size <= picture->box.x + picture->box.width; x += 37)
    for (double y = picture->box.y; y + size <= picture->box.y + picture->box.height; y += 41)
      {
        gboolean whole = FALSE;

        for (guint row = 0; row < picture->n_rows; row++)
          for (guint column = 0; column < picture->n_columns; column++)
            {
              PpBox view = _pp_report_picture_get_view (picture, column, row);

              whole = whole || (view.x <= x && view.y <= y && x + size <= view.x + view.width &&
                                y + size <= view.y + view.height);
            }
        g_assert_true (whole);
        n_tried++;
      }
  g_assert_cmpuint (n_tried, >, 100);
}

static void
test_a_huge_drawing_has_a_bounded_number_of_tiles (void)
{
  g_autoptr (PpModel) model = grid_model (200, 3);
  g_autoptr (PpReportPicture) picture = _pp_report_picture_new (model, pp_kinds_get_default (), "grid");

  _pp_report_picture_divide (picture, 20, 20, 1);
  g_assert_cmpuint (picture->n_columns * picture->n_rows, <=, 256);
}

static void
test_labels_of_tiles (void)
{
  static const struct { guint column; guint row; const char *label; } rows[] = {
    { 0, 0, "A1" }, { 11, 0, "A12" }, { 0, 25, "Z1" }, { 0, 26, "AA1" }, { 2, 53, "BB3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *label = _pp_report_picture_dup_label (rows[i].column, rows[i].row);

      g_assert_cmpstr (label, ==, rows[i].label);
    }
}

/* A text that is longer than a page goes on over as many as it takes, and ends. */
static void
test_long_texts_go_over_pages (void)
{
  g_autoptr (PpModel) model = grid_model (1, 1);
  g_autoptr (PpReport) report = pp_report_new_empty (model, pp_kinds_get_default (), NULL);
  static const PpReportColumn columns[] = { { "A", 1 }, { "B", 1 } };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PpReportBlock *table, *entry;

  report->title = g_strdup ("Long");
  report->subtitle = g_strdup ("Report");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "unbreakable_and_other_words ");
  pp_report_add_heading (report, 1, text->str);
  pp_report_add_paragraph (report, PP_TONE_PLAIN, text->str);
  table = pp_report_add_table (report, columns, 2);
  pp_report_block_add_row (table, text->str, "short", NULL);
  entry = pp_report_add_entry (report, text->str, "Critical", PP_TONE_CRITICAL, text->str);
  pp_report_block_add_fact (entry, text->str, text->str);
  bytes = pp_report_write (report, PP_REPORT_PDF, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 10000);
}

static void
test_cancelled (void)
{
  g_autoptr (PpModel) model = grid_model (2, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PpReportOptions options = { NULL };
  g_autoptr (PpReport) report = pp_report_new (model, pp_kinds_get_default (), &options, NULL, NULL);
  const PpReportFormat formats[] = { PP_REPORT_HTML, PP_REPORT_PDF, PP_REPORT_MARKDOWN };

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_report_write (report, formats[i], NULL, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Both ways in which cairo writes letters: those of 1.16 and those of 1.18. */
static void
test_drawings_share_letters (void)
{
  static const struct { const char *svg; const char *expected; } rows[] = {
    { "<defs>\n<symbol overflow=\"visible\" id=\"glyph0-1\">\n<path style=\"stroke:none;\" d=\"M 0.123456 -1.5 "
      "L 2.000001 3 Z\"/>\n</symbol>\n</defs><use xlink:href=\"#glyph0-1\" x=\"10.005\" y=\"-0.001\"/>",
      "<defs>\n<path id=\"l7-0\" d=\"M 0.12 -1.5 L 2 3 Z\"/>\n</defs><use href=\"#l7-0\" x=\"10.01\" y=\"0\"/>" },
    { "<g id=\"glyph-0-0\">\n<path d=\"M 0.12 -1.5 L 2 3 Z\"/>\n</g>"
      "<g id=\"glyph-0-1\">\n<path d=\"M 9 9 \"/>\n</g>"
      "<use xlink:href=\"#glyph-0-1\"/><use xlink:href=\"#glyph-0-0\"/>",
      "<path id=\"l7-1\" d=\"M 9 9 \"/><use href=\"#l7-1\"/><use href=\"#l7-0\"/>" },
    { "<g id=\"glyph-0-0\">\n<image id=\"picture\"/>\n</g><use xlink:href=\"#glyph-0-0\"/>",
      "<g id=\"p-glyph-0-0\">\n<image id=\"p-picture\"/>\n</g><use href=\"#p-glyph-0-0\"/>" },
    { "<g clip-path=\"url(#clip1)\" style=\"fill:rgb(100%,60%,0%);fill-opacity:1;stroke:rgb(0%, 20%, 2.352941%);"
      "stroke-opacity:0.35;\">",
      "<g clip-path=\"url(#p-clip1)\" style=\"fill:#ff9900;stroke:#003306;stroke-opacity:0.35;\">" },
    { "<path transform=\"matrix(1,0,0,1,-0.123456,7)\" d=\"M 1e-7 1\"/><a d=\"1.5",
      "<path transform=\"matrix(1,0,0,1,-0.123456,7)\" d=\"M 0 1\"/><a d=\"1.5" },
  };
  PpReportLetters letters;

  _pp_report_letters_init (&letters, 7);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GString *out = g_string_new (NULL);

      _pp_report_append_shapes (out, rows[i].svg, strlen (rows[i].svg), "p", &letters);
      g_assert_cmpstr (out->str, ==, rows[i].expected);
      g_string_free (out, TRUE);
    }
  _pp_report_letters_clear (&letters);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/report/clean", test_clean);
  g_test_add_func ("/render/report/formats", test_formats);
  g_test_add_func ("/render/report/tiles-cover-everything", test_tiles_cover_everything);
  g_test_add_func ("/render/report/tiles-overlap", test_tiles_overlap);
  g_test_add_func ("/render/report/a-huge-drawing-has-a-bounded-number-of-tiles",
                   test_a_huge_drawing_has_a_bounded_number_of_tiles);
  g_test_add_func ("/render/report/labels-of-tiles", test_labels_of_tiles);
  g_test_add_func ("/render/report/drawings-share-letters", test_drawings_share_letters);
  g_test_add_func ("/render/report/long-texts-go-over-pages", test_long_texts_go_over_pages);
  g_test_add_func ("/render/report/cancelled", test_cancelled);

  return g_test_run ();
}
