/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen while much or little is moved is what the painter makes of the scene and of what is lifted
 * from it, wherever the pictures come from: tiles, tiles that are shifted, or a sheet. */

#include "pp-canvas-test.h"

#define COLUMNS 6
#define MOVING (COLUMNS * COLUMNS)
#define STAYING 4

static void
add_node (PpModel *model,
          GString *placements,
          guint    number,
          double   x,
          double   y)
{
  g_autofree char *id = g_strdup_printf ("n%u", number);
  g_autofree char *node = g_strdup_printf ("{\"kind\":\"process\",\"name\":\"Node %u\"}", number);

  add_record (model, PP_RECORD_NODE, id, node);
  g_string_append_printf (placements, "\"%s\":{\"x\":%g,\"y\":%g,\"width\":70,\"height\":44,\"z\":%u},", id, x, y,
                          number + 1);
}

static void
add_edge (PpModel *model,
          GString *placements,
          guint    number,
          guint    source,
          guint    target)
{
  g_autofree char *id = g_strdup_printf ("e%u", number);
  g_autofree char *edge = g_strdup_printf ("{\"kind\":\"data-flow\",\"name\":\"flow %u\",\"source\":\"n%u\","
                                           "\"target\":\"n%u\"}", number, source, target);

  add_record (model, PP_RECORD_EDGE, id, edge);
  g_string_append_printf (placements, "\"%s\":{\"z\":%u},", id, 100 + number);
}

/* A block of nodes that will move with the flows in it, and on the right some that will not. */
static void
show_many (Fixture *fixture,
           guint    n_stretched)
{
  g_autoptr(GString) layout = g_string_new ("{\"title\":\"Many\",\"placements\":{");
  guint n_edges = 0;

  for (guint i = 0; i < MOVING; i++)
    add_node (fixture->model, layout, i, 40 + i % COLUMNS * 110, 40 + i / COLUMNS * 90);
  for (guint i = 0; i < STAYING; i++)
    add_node (fixture->model, layout, MOVING + i, 960, 60 + i * 150);
  for (guint i = 0; i + 1 < MOVING; i += 2)
    add_edge (fixture->model, layout, n_edges++, i, i + 1);
  for (guint i = 0; i < n_stretched; i++)
    add_edge (fixture->model, layout, n_edges++, i * 7 % MOVING, MOVING + i % STAYING);
  g_string_truncate (layout, layout->len - 1);
  g_string_append (layout, "}}");
  add_record (fixture->model, PP_RECORD_LAYOUT, "many", layout->str);
  pp_canvas_set_view (fixture->canvas, fixture->history, pp_kinds_get_default (), "many");
  iterate (100);
  pp_viewport_set (_pp_canvas_get_viewport (fixture->canvas), 0, 0, 1);
  iterate (100);
}

static cairo_surface_t *
new_picture (Fixture *fixture)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, gtk_widget_get_width (GTK_WIDGET (fixture->canvas)),
                                     gtk_widget_get_height (GTK_WIDGET (fixture->canvas)));
}

static cairo_surface_t *
take_picture (Fixture *fixture)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->canvas));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = new_picture (fixture);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, cairo_image_surface_get_width (surface),
                          cairo_image_surface_get_height (surface));
  node = gtk_snapshot_free_to_node (snapshot);
  /* None before the first frame. */
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);

  return surface;
}

static cairo_surface_t *
draw_expected (Fixture *fixture)
{
  PpPainter *painter = _pp_canvas_get_painter (fixture->canvas);
  PpScene *scene = _pp_canvas_get_scene (fixture->canvas);
  PpBox visible = pp_viewport_get_visible (_pp_canvas_get_viewport (fixture->canvas));
  GPtrArray *lifted = pp_scene_get_lifted (scene);
  g_autoptr(GPtrArray) stretched = g_ptr_array_new ();
  cairo_surface_t *surface = new_picture (fixture);
  cairo_t *cr = cairo_create (surface);

  pp_painter_draw_ground (painter, cr);
  pp_painter_draw_grid (painter, cr, &visible, 2 * PP_GRID_STEP, 1);
  pp_painter_draw_scene (painter, cr, scene, &visible, 1);
  for (guint i = 0; i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (!item->rigid || lifted->len < 24)
        g_ptr_array_add (stretched, (gpointer) item);
      else
        pp_painter_draw_item (painter, cr, item, 1);
      if (lifted->len >= 24 && pp_selection_contains (pp_canvas_get_selection (fixture->canvas), item->id))
        pp_painter_draw_selection (painter, cr, item, FALSE, 1);
    }
  pp_painter_draw_items (painter, cr, stretched, stretched->len < 100 ? 1 : 0.19);
  for (guint i = 0; i < lifted->len && lifted->len < 24; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      if (pp_selection_contains (pp_canvas_get_selection (fixture->canvas), item->id))
        pp_painter_draw_selection (painter, cr, pp_scene_lookup (scene, item->id), FALSE, 1);
    }
  cairo_destroy (cr);

  return surface;
}

static gboolean
is_alike (guint32 a,
          guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > 24)
      return FALSE;

  return TRUE;
}

static guint
count_differences (cairo_surface_t *a,
                   cairo_surface_t *b)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  int stride = cairo_image_surface_get_stride (a);
  guint count = 0;

  cairo_surface_flush (a);
  cairo_surface_flush (b);
  for (int y = 0; y < height; y++)
    {
      const guint32 *left = (const guint32 *) (const void *) (cairo_image_surface_get_data (a) + (gsize) y * stride);
      const guint32 *right = (const guint32 *) (const void *) (cairo_image_surface_get_data (b) + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        count += !is_alike (left[x], right[x]);
    }

  return count;
}

static guint
compare (Fixture *fixture)
{
  cairo_surface_t *expected = draw_expected (fixture), *seen = take_picture (fixture);
  guint n_different = count_differences (expected, seen);

  if (n_different > 0 && g_getenv ("PARAPET_KEEP_PICTURES") != NULL)
    {
      cairo_surface_write_to_png (expected, "expected.png");
      cairo_surface_write_to_png (seen, "seen.png");
    }
  cairo_surface_destroy (expected);
  cairo_surface_destroy (seen);

  return n_different;
}

/* A busy machine draws the frame later. */
static void
assert_right (Fixture *fixture)
{
  guint n_different = compare (fixture);

  for (guint i = 0; i < 100 && n_different > 12; i++)
    {
      iterate (50);
      n_different = compare (fixture);
    }
  g_assert_cmpuint (n_different, <=, 12);
}

static void
begin_move (Fixture *fixture,
            guint    n_nodes)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_nodes; i++)
    g_ptr_array_add (ids, g_strdup_printf ("n%u", i));
  pp_selection_set (pp_canvas_get_selection (fixture->canvas), (const char * const *) ids->pdata, ids->len);
  _pp_canvas_take_tool (fixture->canvas, pp_move_tool_new (fixture->canvas, "n0", (PpPoint) { 60, 60 }));
}

/* Several frames, so that what an earlier one has left behind would be seen. */
static void
check_moves (Fixture *fixture)
{
  static const PpPoint ways[] = { { 0, 0 }, { 90, 33 }, { 201, 120 }, { 40, -20 }, { -300, 64 }, { 13, 7 } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      _pp_canvas_motion (fixture->canvas, 60 + ways[i].x, 60 + ways[i].y, GDK_ALT_MASK);
      iterate (60);
      assert_right (fixture);
    }
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  show_many (fixture, GPOINTER_TO_UINT (data));
  begin_move (fixture, MOVING);
  g_assert_true (fixture->canvas->lifting_many);
  check_moves (fixture);
  _pp_canvas_cancel (fixture->canvas);
}

static void
test_few (Fixture       *fixture,
          gconstpointer  data)
{
  show_many (fixture, 6);
  begin_move (fixture, 2);
  g_assert_false (fixture->canvas->lifting_many);
  check_moves (fixture);
  _pp_canvas_cancel (fixture->canvas);
}

/* The last picture of the drag stays until the tiles have what was dropped, and then nothing is kept. */
static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  show_many (fixture, 6);
  begin_move (fixture, MOVING);
  _pp_canvas_motion (fixture->canvas, 160, 100, GDK_ALT_MASK);
  for (guint i = 0; i < 500 && fixture->canvas->lifted_node == NULL; i++)
    iterate (10);
  g_assert_nonnull (fixture->canvas->lifted_node);
  g_assert_true (fixture->canvas->sheets[0] != NULL || fixture->canvas->sheets[1] != NULL);

  _pp_canvas_cancel (fixture->canvas);
  g_assert_true (fixture->canvas->settling);
  for (guint i = 0; i < 500 && fixture->canvas->settling; i++)
    iterate (10);
  g_assert_false (fixture->canvas->settling);
  g_assert_null (fixture->canvas->lifted_node);
  g_assert_null (fixture->canvas->sheets[0]);
  g_assert_null (fixture->canvas->sheets[1]);
  pp_selection_clear (pp_canvas_get_selection (fixture->canvas));
  iterate (60);
  assert_right (fixture);
}

static guint32
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  cairo_surface_flush (surface);

  return *(guint32 *) (void *) (cairo_image_surface_get_data (surface) +
                                (gsize) y * cairo_image_surface_get_stride (surface) + x * 4);
}

static void
fill_box (PpSheet *sheet,
          double   x,
          double   y)
{
  cairo_t *cr = cairo_create (pp_sheet_get_surface (sheet));

  pp_sheet_announce (sheet, x, y, x + 10, y + 10);
  cairo_rectangle (cr, x, y, 10, 10);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
test_sheet (void)
{
  const cairo_rectangle_int_t all = { 0, 0, 200, 100 }, left = { 0, 0, 50, 100 };
  g_autoptr(PpSheet) sheet = pp_sheet_new ();
  cairo_rectangle_int_t extents;
  cairo_region_t *region;
  cairo_surface_t *shown;
  cairo_t *cr;

  pp_sheet_clear (sheet, 200, 100);
  fill_box (sheet, 40, 40);
  fill_box (sheet, 190, 90);
  pp_sheet_announce (sheet, -500, -500, -400, 1000);
  pp_sheet_announce (sheet, 300, 300, 400, 400);

  region = pp_sheet_get_region (sheet, &all);
  g_assert_cmpint (cairo_region_num_rectangles (region), ==, 2);
  cairo_region_get_extents (region, &extents);
  g_assert_cmpint (extents.x, ==, 32);
  g_assert_cmpint (extents.x + extents.width, ==, 200);
  g_assert_cmpint (extents.y + extents.height, ==, 100);

  shown = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 100);
  cr = cairo_create (shown);
  pp_sheet_put (sheet, cr, region);
  cairo_destroy (cr);
  g_assert_cmphex (pixel_at (shown, 45, 45), ==, 0xff000000);
  g_assert_cmphex (pixel_at (shown, 195, 95), ==, 0xff000000);
  g_assert_cmphex (pixel_at (shown, 100, 50), ==, 0);
  cairo_surface_destroy (shown);
  cairo_region_destroy (region);

  region = pp_sheet_get_region (sheet, &left);
  cairo_region_get_extents (region, &extents);
  g_assert_cmpint (extents.x + extents.width, ==, 50);
  cairo_region_destroy (region);

  pp_sheet_clear (sheet, 200, 100);
  region = pp_sheet_get_region (sheet, &all);
  g_assert_true (cairo_region_is_empty (region));
  g_assert_cmphex (pixel_at (pp_sheet_get_surface (sheet), 45, 45), ==, 0);
  g_assert_cmphex (pixel_at (pp_sheet_get_surface (sheet), 195, 95), ==, 0);
  cairo_region_destroy (region);

  pp_sheet_clear (sheet, 300, 50);
  g_assert_cmpint (cairo_image_surface_get_width (pp_sheet_get_surface (sheet)), ==, 300);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/canvas/lifted/sheet", test_sheet);
  g_test_add ("/canvas/lifted/many", Fixture, GUINT_TO_POINTER (6), fixture_set_up, test_many, fixture_tear_down);
  g_test_add ("/canvas/lifted/many-from-afar", Fixture, GUINT_TO_POINTER (130), fixture_set_up, test_many,
              fixture_tear_down);
  g_test_add ("/canvas/lifted/few", Fixture, NULL, fixture_set_up, test_few, fixture_tear_down);
  g_test_add ("/canvas/lifted/drop", Fixture, NULL, fixture_set_up, test_drop, fixture_tear_down);

  return g_test_run ();
}
