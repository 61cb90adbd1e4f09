/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "pp-painter.h"
#include "pp-palette.h"
#include "pp-sketch.h"
#include "pp-text.h"

#define SIDE 400

/* Colours */

static void
assert_text (const PpColour *text,
             const PpColour *ground)
{
  g_assert_cmpfloat (pp_colour_contrast (text, ground), >=, 4.5);
}

static void
assert_line (const PpColour *line,
             const PpColour *ground)
{
  g_assert_cmpfloat (pp_colour_contrast (line, ground), >=, 3.0);
}

static void
assert_palette (const PpPalette *palette)
{
  const PpTint *tints[] = { &palette->process, &palette->store, &palette->actor, &palette->hostile };
  PpColour zone = pp_colour_over (&palette->boundary.fill, &palette->ground);

  for (guint i = 0; i < G_N_ELEMENTS (tints); i++)
    {
      assert_text (&palette->text, &tints[i]->fill);
      assert_line (&tints[i]->line, &tints[i]->fill);
      assert_line (&tints[i]->line, &palette->ground);
      assert_line (&palette->threat, &tints[i]->fill);
    }
  assert_text (&palette->text, &palette->ground);
  assert_text (&palette->text, &zone);
  assert_text (&palette->text_dim, &palette->ground);
  assert_text (&palette->text_dim, &zone);
  assert_text (&palette->text_dim, &palette->dimmed.fill);
  assert_text (&palette->boundary_tag.line, &palette->boundary_tag.fill);
  assert_text (&palette->boundary_tag.line, &palette->ground);
  assert_text (&palette->badge.line, &palette->badge.fill);
  assert_text (&palette->chip.line, &palette->chip.fill);
  assert_line (&palette->edge, &palette->ground);
  assert_line (&palette->attack, &palette->ground);
  assert_line (&palette->threat, &palette->ground);
  assert_line (&palette->boundary.line, &palette->ground);
  assert_line (&palette->dimmed.line, &palette->ground);
  assert_line (&palette->badge.fill, &palette->ground);
  assert_line (&palette->accent, &palette->ground);
  assert_line (&palette->guide, &palette->ground);
}

/* Who needs high contrast still reads what an overlay does not speak of; for others it steps back. */
static void
assert_veil (const PpPalette *palette,
             gboolean         high_contrast)
{
  PpColour text = pp_colour_over (&palette->veil, &palette->text);
  PpColour dim = pp_colour_over (&palette->veil, &palette->text_dim);

  g_assert_cmpfloat (pp_colour_contrast (&text, &palette->ground), <, 0.75 * pp_colour_contrast (&palette->text,
                                                                                                 &palette->ground));
  if (!high_contrast)
    return;
  assert_text (&text, &palette->ground);
  assert_text (&dim, &palette->ground);
}

static void
test_contrast (void)
{
  for (guint i = 0; i < 4; i++)
    {
      PpAppearance appearance = { .dark = i & 1, .high_contrast = i >> 1 };
      PpPalette palette;

      g_test_message ("dark %d, high contrast %d", appearance.dark, appearance.high_contrast);
      pp_palette_init (&palette, &appearance);
      assert_palette (&palette);
      assert_veil (&palette, appearance.high_contrast);
    }
}

static void
test_contrast_ratio (void)
{
  PpColour black = pp_colour_from_rgb (0x000000, 1), white = pp_colour_from_rgb (0xffffff, 1);
  PpColour grey = pp_colour_from_rgb (0x767676, 1);

  g_assert_cmpfloat_with_epsilon (pp_colour_contrast (&black, &white), 21, 0.01);
  g_assert_cmpfloat_with_epsilon (pp_colour_contrast (&grey, &white), 4.54, 0.01);
}

/* Pixels */

static cairo_surface_t *
draw (PpPainter   *painter,
      PpScene     *scene,
      const PpBox *area,
      double       scale,
      double       drawn_scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -area->x, -area->y);
  pp_painter_draw_ground (painter, cr);
  pp_painter_draw_scene (painter, cr, scene, area, drawn_scale);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel (cairo_surface_t *surface,
       guint            x,
       guint            y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (const void *) row)[x] & 0xffffff;
}

static guint32
rgb_of (const PpColour *colour)
{
  return (guint32) lround (colour->red * 255) << 16 | (guint32) lround (colour->green * 255) << 8 |
         (guint32) lround (colour->blue * 255);
}

static gboolean
is_near (guint32 a,
         guint32 b,
         int     by)
{
  for (guint shift = 0; shift <= 16; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > by)
      return FALSE;
  return TRUE;
}

static guint
count_near (cairo_surface_t *surface,
            const PpColour  *colour,
            int              by)
{
  guint n = 0;

  for (guint y = 0; y < SIDE; y++)
    for (guint x = 0; x < SIDE; x++)
      n += is_near (pixel (surface, x, y), rgb_of (colour), by) ? 1 : 0;
  return n;
}

static PpModel *
small_model (void)
{
  PpModel *model = sketch_new ();

  sketch_node (model, "a", "actor", 20, 20, 120, 80);
  sketch_node (model, "b", "process", 250, 230, 100, 100);
  sketch_edge (model, "ab", "a", "b");
  return model;
}

static void
test_pixels (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpAppearance appearance = { .dark = FALSE };
  PpBox area = { 0, 0, SIDE, SIDE };
  cairo_surface_t *surface = draw (painter, scene, &area, 1, 1);
  PpPalette palette;

  pp_palette_init (&palette, &appearance);
  g_assert_cmphex (pixel (surface, 390, 10), ==, rgb_of (&palette.ground));
  g_assert_cmphex (pixel (surface, 30, 90), ==, rgb_of (&palette.actor.fill));
  g_assert_cmphex (pixel (surface, 300, 315), ==, rgb_of (&palette.process.fill));
  g_assert_cmphex (pixel (surface, 346, 326), ==, rgb_of (&palette.ground));
  g_assert_cmpuint (count_near (surface, &palette.actor.line, 60), >, 300);
  g_assert_cmpuint (count_near (surface, &palette.edge, 60), >, 100);
  g_assert_cmpuint (count_near (surface, &palette.threat, 30), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_threats_and_scope (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpAppearance appearance = { .dark = TRUE };
  PpBox area = { 0, 0, SIDE, SIDE };
  cairo_surface_t *surface;
  PpPalette palette;
  guint solid;

  pp_painter_set_appearance (painter, &appearance);
  pp_palette_init (&palette, &appearance);
  sketch_add (model, PP_RECORD_THREAT, "t", "{ \"element\": \"a\", \"status\": \"Open\" }");
  surface = draw (painter, scene, &area, 1, 1);
  solid = count_near (surface, &palette.threat, 40);
  g_assert_cmpuint (solid, >, 300);
  /* Not by colour alone: there is a badge. */
  g_assert_cmpuint (count_near (surface, &palette.badge.fill, 10), >, 60);
  cairo_surface_destroy (surface);

  sketch_set (model, "a", "outOfScope", "true");
  surface = draw (painter, scene, &area, 1, 1);
  g_assert_cmpuint (count_near (surface, &palette.threat, 40), <, solid * 0.8);
  g_assert_cmphex (pixel (surface, 30, 90), ==, rgb_of (&palette.dimmed.fill));
  cairo_surface_destroy (surface);
}

/* What our own rasteriser draws looks as what cairo draws. */
static void
test_raster_as_cairo (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  PpColour ink = pp_colour_from_rgb (0x2040a0, 1);

  for (guint round = 0; round < 60; round++)
    {
      cairo_surface_t *ours = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
      cairo_surface_t *theirs = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
      cairo_t *cr = cairo_create (theirs), *own = cairo_create (ours);
      PpPoint points[2] = { { g_rand_int_range (random, 5, 395), g_rand_int_range (random, 5, 395) },
                            { g_rand_int_range (random, 5, 395), g_rand_int_range (random, 5, 395) } };
      double width = 1 + round % 4 * 0.75, difference = 0;
      PpRaster raster;

      g_assert_true (pp_raster_begin (&raster, own));
      pp_raster_lock (&raster);
      pp_raster_polyline (&raster, points, 2, width, NULL, 0, &ink);
      pp_raster_unlock (&raster);
      cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
      cairo_set_line_width (cr, width);
      cairo_move_to (cr, points[0].x, points[0].y);
      cairo_line_to (cr, points[1].x, points[1].y);
      cairo_stroke (cr);
      cairo_surface_flush (theirs);
      for (guint y = 0; y < SIDE; y++)
        for (guint x = 0; x < SIDE; x++)
          {
            const guint32 *a = (const guint32 *) (const void *)
              (cairo_image_surface_get_data (ours) + y * cairo_image_surface_get_stride (ours));
            const guint32 *b = (const guint32 *) (const void *)
              (cairo_image_surface_get_data (theirs) + y * cairo_image_surface_get_stride (theirs));

            difference += ABS ((int) (a[x] >> 24) - (int) (b[x] >> 24)) / 255.0;
          }
      /* Summed coverage, against the area of the line. */
      g_assert_cmpfloat (difference, <, 0.22 * width * pp_point_distance (points[0], points[1]) + 4);
      cairo_destroy (cr);
      cairo_destroy (own);
      cairo_surface_destroy (ours);
      cairo_surface_destroy (theirs);
    }
}

static void
test_raster_keeps_clip (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  PpColour ink = pp_colour_from_rgb (0xff0000, 1);
  PpPoint points[2] = { { -1000, -900 }, { 2000, 2100 } };
  PpRaster raster;

  cairo_rectangle (cr, 100, 100, 50, 50);
  cairo_clip (cr);
  g_assert_true (pp_raster_begin (&raster, cr));
  pp_raster_lock (&raster);
  pp_raster_polyline (&raster, points, 2, 500, NULL, 0, &ink);
  pp_raster_rounded (&raster, &(PpBox) { -50, -50, 900, 900 }, 20, &ink, 3, &ink);
  pp_raster_ellipse (&raster, &(PpBox) { 0, 0, 400, 400 }, &ink, 3, &ink);
  pp_raster_fill (&raster, &(PpBox) { -10, -10, 900, 900 }, &ink);
  pp_raster_unlock (&raster);
  g_assert_cmphex (pixel (surface, 120, 120), ==, 0xff0000);
  g_assert_cmphex (pixel (surface, 99, 120), ==, 0);
  g_assert_cmphex (pixel (surface, 150, 120), ==, 0);
  g_assert_cmphex (pixel (surface, 0, 0), ==, 0);
  cairo_rotate (cr, 0.3);
  g_assert_false (pp_raster_begin (&raster, cr));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Tiles that are drawn one by one make the same picture as one large tile. */
static void
test_tiles_fit (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (8);
  g_autoptr(PpModel) model = sketch_new_random (random, 40, 60);
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  static const double scales[] = { 0.15, 0.3, 0.45, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double half = SIDE / 2 / scales[i];
      PpBox whole = { 100, 100, 2 * half, 2 * half }, part = { 100 + half, 100 + half, half, half };
      cairo_surface_t *large = draw (painter, scene, &whole, scales[i], scales[i]);
      cairo_surface_t *small = draw (painter, scene, &part, scales[i], scales[i]);
      guint n_different = 0;

      for (guint y = 0; y < SIDE / 2; y++)
        for (guint x = 0; x < SIDE / 2; x++)
          n_different += is_near (pixel (small, x, y), pixel (large, x + SIDE / 2, y + SIDE / 2), 12) ? 0 : 1;
      g_assert_cmpuint (n_different, <, 40);
      cairo_surface_destroy (large);
      cairo_surface_destroy (small);
    }
}

/* Counters */

static void
test_level_of_detail (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (8);
  g_autoptr(PpModel) model = sketch_new_random (random, 40, 60);
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpBox area = pp_scene_get_bounds (scene), corner = { 0, 0, 150, 150 };
  PpPainterCounters far, full, again, few;

  cairo_surface_destroy (draw (painter, scene, &area, 0.1, 0.1));
  pp_painter_get_counters (painter, &far);
  g_assert_cmpuint (far.nodes_drawn, ==, 40);
  g_assert_cmpuint (far.edges_drawn, ==, 60);
  g_assert_cmpuint (far.texts_drawn, ==, 0);
  g_assert_cmpuint (far.layouts_created, ==, 0);

  cairo_surface_destroy (draw (painter, scene, &area, 1, 1));
  pp_painter_get_counters (painter, &full);
  g_assert_cmpuint (full.texts_drawn, >=, 100);
  cairo_surface_destroy (draw (painter, scene, &area, 1, 1));
  pp_painter_get_counters (painter, &again);
  g_assert_cmpuint (again.layouts_created, ==, full.layouts_created);
  g_assert_cmpuint (again.icons_rendered, ==, full.icons_rendered);

  cairo_surface_destroy (draw (painter, scene, &corner, 1, 1));
  pp_painter_get_counters (painter, &few);
  g_assert_cmpuint (few.nodes_drawn - again.nodes_drawn, <, 10);
}

static void
test_lifted_left_out (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpBox area = { 0, 0, SIDE, SIDE };
  const char *id = "a";
  PpPainterCounters before, after;

  pp_scene_lift (scene, &id, 1);
  pp_painter_get_counters (painter, &before);
  cairo_surface_destroy (draw (painter, scene, &area, 1, 1));
  pp_painter_get_counters (painter, &after);
  g_assert_cmpuint (after.nodes_drawn - before.nodes_drawn, ==, 1);
  g_assert_cmpuint (after.edges_drawn - before.edges_drawn, ==, 0);
}

/* Every kind, every level, every appearance: draws without complaint. */
static void
test_every_kind (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpScene) scene = NULL;
  GListModel *kinds = G_LIST_MODEL (pp_kinds_get_default ());
  static const double scales[] = { 0, 0.1, 0.3, 1 };
  PpBox area;

  sketch_node (model, "start", "process", -200, 0, 100, 100);
  for (guint i = 0; i < g_list_model_get_n_items (kinds); i++)
    {
      g_autoptr(PpKind) kind = g_list_model_get_item (kinds, i);
      g_autofree char *id = g_strdup_printf ("k%02u", i);
      g_autofree char *kind_json = g_strdup_printf ("\"%s\"", pp_kind_get_id (kind));

      if (pp_kind_is_edge (kind))
        sketch_edge (model, id, "start", "k00");
      else
        sketch_node (model, id, pp_kind_get_id (kind), i % 6 * 300, i / 6 * 200, 0, 0);
      sketch_set (model, id, "marking", "{ \"tlp\": \"AMBER\" }");
      sketch_set (model, id, "kind", kind_json);
    }
  scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  area = pp_scene_get_bounds (scene);
  for (guint i = 0; i < 4 * G_N_ELEMENTS (scales); i++)
    {
      PpAppearance appearance = { .dark = i & 1, .high_contrast = i >> 1 & 1 };
      double scale = scales[i / 4];

      pp_painter_set_appearance (painter, &appearance);
      cairo_surface_destroy (draw (painter, scene, &area, MAX (scale, 0.1), scale));
    }
}

/* What a file may say although nobody would draw it: sizes and places as far as they go, thousands of
 * bends, names without end. Slow is allowed, but not minutes. */
static void
test_extremes (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (6);
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpPlacement) placement = NULL;
  g_autoptr(PpScene) scene = NULL;
  g_autofree char *name = g_strnfill (100000, 'x'), *lines = g_strnfill (3000, 'n');
  g_autofree PpPoint *bends = g_new (PpPoint, 5000);
  static const double scales[] = { 1e-5, 0.05, 0.3, 1, 8 };
  const double far = PP_PLACEMENT_MAX_COORDINATE;

  for (guint i = 0; i < 5000; i++)
    bends[i] = (PpPoint) { g_rand_double_range (random, -far, far), g_rand_double_range (random, -far, far) };
  for (guint i = 1; i + 1 < 3000; i += 2)
    memcpy (lines + i - 1, "\\n", 2);
  sketch_node (model, "zone", "trust-boundary-box", -far, -far, far, far);
  sketch_node (model, "huge", "database", -far / 2, 100, far, 1e6);
  sketch_node (model, "tiny", "process", 10, 10, 0.001, 0.001);
  sketch_node (model, "other", "queue", far, far, 1e-3, far);
  sketch_node (model, "named", "web-service", 50, 50, 160, 80);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);

      sketch_edge (model, id, i % 2 ? "tiny" : "named", i % 3 ? "other" : "huge");
    }
  placement = pp_placement_copy (pp_layout_get_placement (pp_model_lookup_layout (model, SKETCH_LAYOUT), "e0"));
  pp_placement_set_points (placement, bends, 5000);
  sketch_place (model, "e0", placement);
  {
    g_autofree char *quoted = g_strconcat ("\"", name, "\"", NULL);
    g_autofree char *paragraphs = g_strconcat ("\"", lines, "\"", NULL);

    sketch_set (model, "named", "name", quoted);
    sketch_set (model, "e1", "name", paragraphs);
    sketch_set (model, "zone", "name", paragraphs);
  }

  scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      PpBox area = { -100, -100, SIDE / scales[i], SIDE / scales[i] };

      cairo_surface_destroy (draw (painter, scene, &area, scales[i], scales[i]));
    }
  g_assert_null (pp_scene_hit (scene, (PpPoint) { -5, 1e6 + 500 }, 0));
}

static void
test_overlay (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(GArray) handles = g_array_new (FALSE, FALSE, sizeof (PpHandle));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  const PpSceneItem *node = pp_scene_lookup (scene, "a"), *edge = pp_scene_lookup (scene, "ab");
  PpBox area = { 0, 0, SIDE, SIDE };
  PpHandle found;

  pp_painter_draw_grid (painter, cr, &area, 20, 1);
  pp_painter_draw_selection (painter, cr, node, TRUE, 1);
  pp_painter_draw_selection (painter, cr, edge, TRUE, 1);
  pp_painter_draw_highlight (painter, cr, node, 1);
  pp_painter_draw_focus (painter, cr, edge, 1);
  pp_painter_draw_connectors (painter, cr, node, NULL, 1);
  pp_painter_draw_connection (painter, cr, edge->path, edge->n_path, 1);
  pp_painter_draw_rubber_band (painter, cr, &area, 1);
  pp_painter_draw_guide (painter, cr, (PpPoint) { 0, 0 }, (PpPoint) { 100, 0 }, 1);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  pp_handles_list_selection (node, 1, handles);
  g_assert_cmpuint (handles->len, ==, 8);
  g_assert_true (pp_handles_hit (handles, (PpPoint) { 141, 101 }, 1, 8, &found));
  g_assert_cmpint (found.type, ==, PP_HANDLE_RESIZE);
  g_assert_cmpint (found.direction_x, ==, 1);
  g_assert_cmpint (found.direction_y, ==, 1);
  g_assert_false (pp_handles_hit (handles, (PpPoint) { 300, 300 }, 1, 8, &found));
  g_array_set_size (handles, 0);
  pp_handles_list_selection (edge, 1, handles);
  g_assert_true (pp_handles_hit (handles, edge->path[0], 1, 4, &found));
  g_assert_cmpint (found.type, ==, PP_HANDLE_SOURCE);
  g_array_set_size (handles, 0);
  pp_handles_list_connectors (node, 2, handles);
  g_assert_cmpuint (handles->len, ==, 4);
}

/* A way is drawn where its flow runs, thick or thinner; what is far away is not touched. */
static void
test_story (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpAppearance appearance = { 0 };
  PpPalette palette;
  guint n_pixels[2] = { 0, 0 };

  pp_palette_init (&palette, &appearance);
  for (guint line = PP_OVERLAY_LINE_MAIN; line <= PP_OVERLAY_LINE_OTHER; line++)
    {
      g_autoptr(PpOverlay) overlay = pp_overlay_new ();
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
      cairo_t *cr = cairo_create (surface);
      PpBox area = { 0, 0, SIDE, SIDE }, far = { 90000, 90000, 100, 100 };

      pp_overlay_add_step (overlay, line, "a", "b", "ab", 0, FALSE);
      pp_overlay_add_step (overlay, line, "gone", "b", NULL, 2, FALSE);
      g_assert_cmpuint (pp_overlay_get_elements (overlay)->len, ==, 4);
      pp_painter_draw_ground (painter, cr);
      pp_painter_draw_overlay (painter, cr, scene, overlay, &area, 1);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      n_pixels[line] = count_near (surface, &palette.attack, 4);
      cairo_surface_destroy (surface);
      g_assert_true (pp_painter_overlay_touches (scene, overlay, &area, 1));
      g_assert_false (pp_painter_overlay_touches (scene, overlay, &far, 1));
    }
  g_assert_cmpuint (n_pixels[PP_OVERLAY_LINE_OTHER], >, 20);
  g_assert_cmpuint (n_pixels[PP_OVERLAY_LINE_MAIN], >, n_pixels[PP_OVERLAY_LINE_OTHER] * 3 / 2);
}

/* A boundary is shown by its frame, so that what stands in it stays as it is. */
static void
test_story_boundary (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = NULL;
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpOverlay) overlay = pp_overlay_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  PpBox area = { 0, 0, SIDE, SIDE };
  const guint32 *pixels;
  int stride = cairo_image_surface_get_stride (surface) / 4;
  guint n_frame = 0;

  sketch_node (model, "zone", "trust-boundary-box", 10, 10, 180, 180);
  scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  pp_overlay_add_step (overlay, PP_OVERLAY_LINE_MAIN, "zone", "b", "ab", 0, FALSE);
  pp_painter_draw_ground (painter, cr);
  pp_painter_draw_overlay (painter, cr, scene, overlay, &area, 1);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (int y = 60; y < 160; y++)
    n_frame += pixels[y * stride + 10] != pixels[0];
  g_assert_cmpuint (n_frame, >, 20);
  g_assert_cmphex (pixels[170 * stride + 40], ==, pixels[0]);
  cairo_surface_destroy (surface);
}

static guint
green_of (guint32 pixel)
{
  return pixel >> 8 & 0xff;
}

static cairo_surface_t *
draw_zone (PpPainter *painter,
           PpScene   *scene,
           PpOverlay *overlay,
           double     scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  PpBox area = { 0, 0, SIDE / scale, SIDE / scale };

  pp_painter_draw_ground (painter, cr);
  cairo_scale (cr, scale, scale);
  if (overlay != NULL)
    pp_painter_draw_overlay (painter, cr, scene, overlay, &area, scale);
  else
    pp_painter_draw_item (painter, cr, pp_scene_lookup (scene, "zone"), scale);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Its name is seen as a whole, also from afar, where it is larger than the boundary itself would have it. */
static void
test_story_boundary_name (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = NULL;
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpOverlay) overlay = pp_overlay_new ();
  static const double scales[] = { 1, 0.5, 0.3 };

  sketch_node (model, "zone", "trust-boundary-box", 10, 10, 380, 380);
  scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  pp_overlay_add_step (overlay, PP_OVERLAY_LINE_MAIN, "zone", "b", "ab", 0, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      cairo_surface_t *plain = draw_zone (painter, scene, NULL, scales[i]);
      cairo_surface_t *story = draw_zone (painter, scene, overlay, scales[i]);
      int stride = cairo_image_surface_get_stride (plain) / 4;
      const guint32 *expected = (const guint32 *) (void *) cairo_image_surface_get_data (plain);
      const guint32 *found = (const guint32 *) (void *) cairo_image_surface_get_data (story);
      guint n_dark = 0;

      for (int y = (int) (12 * scales[i]) + 2; y < (int) (10 * scales[i]) + 26; y++)
        for (int x = (int) (12 * scales[i]) + 2; x < 70; x++)
          if (green_of (expected[y * stride + x]) < 0x90)
            {
              n_dark++;
              g_assert_cmpuint (green_of (found[y * stride + x]), <, green_of (expected[y * stride + x]) + 8);
            }
      g_assert_cmpuint (n_dark, >, 10);
      cairo_surface_destroy (plain);
      cairo_surface_destroy (story);
    }
}

/* More rings for stronger waves; a cut and a ring say something too. */
static void
test_story_marks (void)
{
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpAppearance appearance = { 0 };
  PpPalette palette;
  guint before = 0;

  pp_palette_init (&palette, &appearance);
  for (guint i = 0; i < 7; i++)
    {
      static const struct { PpOverlayMarkType type; guint level; } marks[] = {
        { PP_OVERLAY_WAVE, 1 }, { PP_OVERLAY_WAVE, 2 }, { PP_OVERLAY_WAVE, 3 }, { PP_OVERLAY_WAVE, 4 },
        { PP_OVERLAY_RING, 1 }, { PP_OVERLAY_CUT, 1 }, { PP_OVERLAY_ORIGIN, 1 },
      };
      g_autoptr(PpOverlay) overlay = pp_overlay_new ();
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
      cairo_t *cr = cairo_create (surface);
      PpBox area = { 0, 0, SIDE, SIDE };
      guint n;

      pp_overlay_add_mark (overlay, marks[i].type, "a", NULL, marks[i].level, FALSE);
      pp_painter_draw_ground (painter, cr);
      pp_painter_draw_overlay (painter, cr, scene, overlay, &area, 1);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      n = count_near (surface, &palette.attack, 40);
      g_assert_cmpuint (n, >, 0);
      if (marks[i].type == PP_OVERLAY_WAVE)
        g_assert_cmpuint (n, >, before);
      before = n;
      cairo_surface_destroy (surface);
    }
}

static void
assert_drawn_as_anew (PpPainter *painter,
                      PpScene   *scene,
                      PpOverlay *overlay,
                      double     scale)
{
  g_autoptr(PpPainter) other = pp_painter_new ();
  cairo_surface_t *found = draw_zone (painter, scene, overlay, scale);
  cairo_surface_t *expected = draw_zone (other, scene, overlay, scale);
  gsize size = (gsize) cairo_image_surface_get_stride (found) * SIDE;

  g_assert_cmpmem (cairo_image_surface_get_data (found), size, cairo_image_surface_get_data (expected), size);
  cairo_surface_destroy (found);
  cairo_surface_destroy (expected);
}

/* Places of words are remembered, and no longer than they are right: not when something moves, at another zoom, or
 * for another overlay. */
static void
test_story_places (void)
{
  static const char * const ids[] = { "a", "b", "a", "b", "ab" };
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpOverlay) overlay = pp_overlay_new (), other = pp_overlay_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      pp_overlay_add_mark (overlay, PP_OVERLAY_CUT, ids[i], "Words", 1, i == 0);
      pp_overlay_add_mark (other, PP_OVERLAY_RING, ids[G_N_ELEMENTS (ids) - 1 - i], "More words", 1, FALSE);
    }
  for (guint i = 0; i < 3; i++)
    {
      assert_drawn_as_anew (painter, scene, overlay, 1);
      assert_drawn_as_anew (painter, scene, overlay, 1);
      assert_drawn_as_anew (painter, scene, overlay, 0.5);
      assert_drawn_as_anew (painter, scene, other, 0.5);
      sketch_place (model, "a", &(PpPlacement) { .x = 20 + 15 * i, .y = 40 + 10 * i, .width = 60, .height = 40 });
    }
}

/* Many words find their places in several goes, and these are the same. */
static void
test_story_is_prepared (void)
{
  static const char * const ids[] = { "a", "b", "ab" };
  g_autoptr(PpModel) model = small_model ();
  g_autoptr(PpScene) scene = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr(PpPainter) painter = pp_painter_new ();
  g_autoptr(PpOverlay) overlay = pp_overlay_new ();
  guint n_goes = 0;

  for (guint i = 0; i < 60; i++)
    pp_overlay_add_mark (overlay, PP_OVERLAY_CUT, ids[i % G_N_ELEMENTS (ids)], "Words", 1, FALSE);
  g_assert_false (pp_painter_prepare_overlay (painter, scene, overlay, 1, 0));
  sketch_place (model, "a", &(PpPlacement) { .x = 35, .y = 50, .width = 60, .height = 40 });
  while (!pp_painter_prepare_overlay (painter, scene, overlay, 1, 0))
    n_goes++;
  g_assert_cmpuint (n_goes, >=, 3);
  g_assert_cmpuint (n_goes, <, 60);
  g_assert_true (pp_painter_prepare_overlay (painter, scene, overlay, 1, 0));
  assert_drawn_as_anew (painter, scene, overlay, 1);
}

/* The ruler agrees with Pango well enough for the plates that it measures. */
static void
test_ruler (void)
{
  static const char * const texts[] = { "Payments API", "Web Application Config", "Kundenverwaltung für Ärzte",
                                        "https", "名前のある要素", "Ωmega" };
  g_autoptr(PpRuler) ruler = pp_ruler_new ();
  PangoContext *context = pp_text_new_context ();
  PpTextSize size;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(PangoLayout) layout = pango_layout_new (context);
      PangoFontDescription *font = pp_text_new_font (PP_TEXT_NAME, pp_text_get_size (PP_TEXT_NAME), NULL);
      PangoRectangle extents;

      pango_layout_set_font_description (layout, font);
      pango_layout_set_text (layout, texts[i], -1);
      pango_layout_get_extents (layout, NULL, &extents);
      size = pp_ruler_measure (ruler, PP_TEXT_NAME, texts[i], 1e6, 1);
      g_assert_cmpfloat_with_epsilon (size.width, extents.width / (double) PANGO_SCALE,
                                      0.05 * extents.width / PANGO_SCALE + 1);
      pango_font_description_free (font);
    }
  size = pp_ruler_measure (ruler, PP_TEXT_NAME, "", 100, 0);
  g_assert_cmpuint (size.n_lines, ==, 0);
  size = pp_ruler_measure (ruler, PP_TEXT_NAME, "one two three four five six", 60, 0);
  g_assert_cmpuint (size.n_lines, >, 2);
  size = pp_ruler_measure (ruler, PP_TEXT_NAME, "one two three four five six", 60, 2);
  g_assert_cmpuint (size.n_lines, ==, 2);
  size = pp_ruler_measure (ruler, PP_TEXT_NAME, "Donaudampfschifffahrtsgesellschaft", 60, 0);
  g_assert_cmpuint (size.n_lines, >, 2);
  g_assert_cmpfloat (size.width, <=, 60);
  g_object_unref (context);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/palette/contrast", test_contrast);
  g_test_add_func ("/render/palette/contrast-ratio", test_contrast_ratio);
  g_test_add_func ("/render/painter/pixels", test_pixels);
  g_test_add_func ("/render/painter/threats-and-scope", test_threats_and_scope);
  g_test_add_func ("/render/painter/tiles-fit", test_tiles_fit);
  g_test_add_func ("/render/painter/level-of-detail", test_level_of_detail);
  g_test_add_func ("/render/painter/lifted-left-out", test_lifted_left_out);
  g_test_add_func ("/render/painter/every-kind", test_every_kind);
  g_test_add_func ("/render/painter/extremes", test_extremes);
  g_test_add_func ("/render/painter/overlay", test_overlay);
  g_test_add_func ("/render/painter/story-boundary", test_story_boundary);
  g_test_add_func ("/render/painter/story-boundary-name", test_story_boundary_name);
  g_test_add_func ("/render/painter/story", test_story);
  g_test_add_func ("/render/painter/story-marks", test_story_marks);
  g_test_add_func ("/render/painter/story-places", test_story_places);
  g_test_add_func ("/render/painter/story-is-prepared", test_story_is_prepared);
  g_test_add_func ("/render/raster/as-cairo", test_raster_as_cairo);
  g_test_add_func ("/render/raster/keeps-clip", test_raster_keeps_clip);
  g_test_add_func ("/render/text/ruler", test_ruler);

  return g_test_run ();
}
