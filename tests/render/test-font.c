/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as large as somebody wishes, in elements that keep their sizes. */

#include "pp-painter.h"
#include "pp-scene.h"
#include "pp-sketch.h"

static const PpTextFont twice = { NULL, 2 };

static PpScene *
scene_with (PpModel          *model,
            const PpTextFont *font)
{
  return pp_scene_new_with_font (model, pp_kinds_get_default (), SKETCH_LAYOUT, font);
}

static PpModel *
new_model (void)
{
  PpModel *model = sketch_new ();

  sketch_node (model, "shop", "process", 0, 0, 140, 80);
  sketch_node (model, "long", "process", 0, 200, 140, 80);
  sketch_node (model, "orders", "store", 500, 0, 140, 80);
  sketch_node (model, "zone", "trust-boundary-box", -40, -60, 240, 400);
  sketch_edge (model, "flow", "shop", "orders");
  sketch_set (model, "shop", "name", "\"Shop\"");
  sketch_set (model, "long", "name", "\"Donaudampfschifffahrt\"");
  sketch_set (model, "orders", "name", "\"All orders of the year\"");
  sketch_set (model, "zone", "name", "\"Zone\"");
  sketch_set (model, "flow", "name", "\"writes\"");
  return model;
}

static void
test_text_grows_in_its_box (void)
{
  g_autoptr (PpModel) model = new_model ();
  g_autoptr (PpScene) usual = pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
  g_autoptr (PpScene) large = scene_with (model, &twice);

  for (guint i = 0; i < pp_scene_get_n_items (usual); i++)
    {
      const PpSceneItem *before = pp_scene_get_item (usual, i), *after = pp_scene_get_item (large, i);

      g_assert_cmpfloat (before->text_scale, ==, 1);
      g_assert_cmpmem (&before->box, sizeof before->box, &after->box, sizeof after->box);
      if (after->is_edge)
        g_assert_cmpfloat (after->label_box.height, >, before->label_box.height * 1.5);
      else
        g_assert_true (pp_box_contains_box (&after->box, &after->label_box));
    }
  g_assert_cmpfloat (pp_scene_lookup (large, "shop")->text_scale, ==, 2);
  g_assert_cmpfloat (pp_scene_lookup (large, "zone")->text_scale, ==, 2);
  g_assert_cmpfloat (pp_scene_lookup (large, "flow")->text_scale, ==, 2);
  /* Of many words, on several lines; and a word that fits as it is but not larger. */
  g_assert_cmpfloat (pp_scene_lookup (large, "orders")->text_scale, >, 1);
  g_assert_cmpfloat (pp_scene_lookup (large, "long")->text_scale, <, 1.5);
}

/* Large labels leave less room: none may cover another because of that. */
static guint
count_covered (PpScene *scene)
{
  guint n = 0;

  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    for (guint j = 0; j < i; j++)
      {
        const PpSceneItem *a = pp_scene_get_item (scene, i), *b = pp_scene_get_item (scene, j);

        n += a->is_edge && b->is_edge && pp_box_intersects (&a->label_box, &b->label_box);
      }
  return n;
}

static void
test_labels_make_way (void)
{
  g_autoptr (PpModel) model = sketch_new ();
  g_autoptr (PpScene) large = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *left = g_strdup_printf ("left%u", i), *right = g_strdup_printf ("right%u", i);
      g_autofree char *edge = g_strdup_printf ("edge%u", i);

      sketch_node (model, left, "process", 0, i * 50, 60, 24);
      sketch_node (model, right, "process", 200, i * 50, 60, 24);
      sketch_edge (model, edge, left, right);
      sketch_set (model, edge, "name", "\"writes orders\"");
      sketch_set (model, edge, "protocol", "\"AMQP\"");
    }
  large = scene_with (model, &twice);
  g_assert_cmpuint (count_covered (large), ==, 0);
}

static void
test_edits_come_out_as_anew (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (PpModel) model = sketch_new_random (random, 30, 50);
  g_autoptr (PpScene) scene = NULL, fresh = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);

      if (pp_model_lookup_element (model, id) != NULL)
        sketch_set (model, id, "name", "\"orders and customers\"");
    }
  scene = scene_with (model, &twice);
  for (guint i = 0; i < 30; i++)
    {
      const PpSceneItem *item = pp_scene_get_item (scene, g_rand_int_range (random, 0,
                                                                           pp_scene_get_n_items (scene)));
      g_autofree char *id = g_strdup (item->id);
      PpPlacement placement = *pp_layout_get_placement (pp_scene_get_layout (scene), id);

      if (item->is_edge)
        continue;
      placement.x += g_rand_int_range (random, -80, 80);
      placement.y += g_rand_int_range (random, -80, 80);
      sketch_place (model, id, &placement);
    }
  fresh = scene_with (model, &twice);
  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    {
      const PpSceneItem *item = pp_scene_get_item (scene, i), *anew = pp_scene_get_item (fresh, i);

      g_assert_cmpstr (item->id, ==, anew->id);
      g_assert_cmpfloat (item->text_scale, ==, anew->text_scale);
      g_assert_cmpmem (&item->label_box, sizeof item->label_box, &anew->label_box, sizeof anew->label_box);
    }
}

/* How many pixels are as dark as text. */
static guint
count_dark (PpScene          *scene,
            const PpTextFont *font,
            double            zoom)
{
  g_autoptr (PpPainter) painter = pp_painter_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 160 * zoom, 100 * zoom);
  cairo_t *cr = cairo_create (surface);
  guint n = 0;

  pp_painter_set_font (painter, font);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, zoom, zoom);
  cairo_translate (cr, 10, 10);
  pp_painter_draw_item (painter, cr, pp_scene_lookup (scene, "shop"), zoom);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *) (const void *)
        (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        n += (row[x] & 0xff) < 0x60 && (row[x] >> 8 & 0xff) < 0x60 && (row[x] >> 16 & 0xff) < 0x60;
    }
  cairo_surface_destroy (surface);
  return n;
}

static void
test_large_text_is_painted (void)
{
  static const PpTextFont usual = { NULL, 1 };
  static const double zooms[] = { 1, 0.7, 0.4 };
  g_autoptr (PpModel) model = new_model ();
  g_autoptr (PpScene) small = scene_with (model, &usual), large = scene_with (model, &twice);

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    g_assert_cmpuint (count_dark (large, &twice, zooms[i]), >, count_dark (small, &usual, zooms[i]) * 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/font/text-grows-in-its-box", test_text_grows_in_its_box);
  g_test_add_func ("/render/font/labels-make-way", test_labels_make_way);
  g_test_add_func ("/render/font/edits-come-out-as-anew", test_edits_come_out_as_anew);
  g_test_add_func ("/render/font/large-text-is-painted", test_large_text_is_painted);
  return g_test_run ();
}
