/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-text-draw.h"
#include "pp-text.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#define WIDTH 400
#define HEIGHT 40

static PangoLayout *
new_layout (const char *text)
{
  PangoContext *context = pp_text_new_context ();
  PangoFontDescription *font = pp_text_new_font (PP_TEXT_NAME, pp_text_get_size (PP_TEXT_NAME), NULL);
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  g_object_unref (context);
  return layout;
}

static cairo_surface_t *
draw (PangoLayout *layout,
      double       x,
      double       scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_translate (cr, x, 4);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, 0, 0);
  pp_text_draw (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           guint            x,
           guint            y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (const void *) row)[x] & 0xffffff;
}

/* The ink of each column, 0 where there is none. */
static void
measure_columns (cairo_surface_t *surface,
                 guint            columns[WIDTH])
{
  for (guint x = 0; x < WIDTH; x++)
    {
      columns[x] = 0;
      for (guint y = 0; y < HEIGHT; y++)
        columns[x] += get_pixel (surface, x, y) & 0xff;
    }
}

/* Forty letters at less than half their size: rounded to pixels they end many pixels from where their
 * widths put them. */
static void
test_letters_stand_at_their_widths (void)
{
  PangoLayout *layout = new_layout ("iiiiiiiiii iiiiiiiiii iiiiiiiiii iiiiiiiiii");
  cairo_surface_t *surface = draw (layout, 0, 0.47);
  PangoRectangle ink;
  guint columns[WIDTH];
  guint last = 0;

  pango_layout_get_extents (layout, &ink, NULL);
  measure_columns (surface, columns);
  for (guint x = 0; x < WIDTH; x++)
    if (columns[x] > 0)
      last = x;
  g_assert_cmpfloat_with_epsilon (last + 1, 0.47 * (ink.x + ink.width) / PANGO_SCALE, 1.01);
  cairo_surface_destroy (surface);
  g_object_unref (layout);
}

static void
test_half_a_pixel_shows (void)
{
  PangoLayout *layout = new_layout ("l");
  cairo_surface_t *whole = draw (layout, 10, 0.6);
  cairo_surface_t *half = draw (layout, 10.5, 0.6);
  guint at_whole[WIDTH], at_half[WIDTH];

  measure_columns (whole, at_whole);
  measure_columns (half, at_half);
  g_assert_false (memcmp (at_whole + 5, at_half + 5, 20 * sizeof (guint)) == 0);
  g_assert_false (memcmp (at_whole + 5, at_half + 6, 20 * sizeof (guint)) == 0);
  cairo_surface_destroy (whole);
  cairo_surface_destroy (half);
  g_object_unref (layout);
}

static void
test_foreground_is_kept (void)
{
  PangoLayout *layout = new_layout ("mm\nmm");
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *red = pango_attr_foreground_new (0xffff, 0, 0);
  cairo_surface_t *surface;
  guint n_white = 0, n_red = 0;

  red->start_index = 3;
  pango_attr_list_insert (attributes, red);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  surface = draw (layout, 2, 0.5);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      {
        guint32 pixel = get_pixel (surface, x, y);

        n_white += pixel != 0 && (pixel & 0xff) > 0;
        n_red += pixel != 0 && (pixel & 0xffff) == 0;
      }
  g_assert_cmpuint (n_white, >, 0);
  g_assert_cmpuint (n_red, >, 0);
  cairo_surface_destroy (surface);
  g_object_unref (layout);
}

/* The font has one letter, which is a red picture without an outline; no other is asked for it. */
static void
test_emoji_keep_their_colours (void)
{
  PangoLayout *layout = new_layout ("\U0001F512");
  PangoFontDescription *font = pango_font_description_from_string ("Parapet Test Colours");
  cairo_surface_t *surface;
  guint n_red = 0;

  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  surface = draw (layout, 2, 1);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      n_red += get_pixel (surface, x, y) == 0xff0000;
  g_assert_cmpuint (n_red, >, 50);
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
  g_object_unref (layout);
}

static void
draw_left_part (cairo_surface_t *surface,
                PangoLayout     *layout,
                double           x,
                gboolean         clipped)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  cairo_rectangle (cr, 0, 0, clipped ? 40 : WIDTH, HEIGHT);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, x, 4);
  pp_text_draw (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
}

/* As at the border of two tiles, where each shows a part of the same text. */
static void
test_clip_leaves_letters_whole (void)
{
  PangoLayout *layout = new_layout ("Node 16");
  cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_surface_t *part = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  for (guint step = 0; step < 100; step++)
    {
      draw_left_part (whole, layout, 20 + step / 100.0, FALSE);
      draw_left_part (part, layout, 20 + step / 100.0, TRUE);
      for (guint y = 0; y < HEIGHT; y++)
        for (guint x = 0; x < 40; x++)
          g_assert_cmpint (ABS ((int) (get_pixel (whole, x, y) & 0xff) - (int) (get_pixel (part, x, y) & 0xff)), <,
                           16);
    }
  cairo_surface_destroy (whole);
  cairo_surface_destroy (part);
  g_object_unref (layout);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (FcConfigAppFontAddFile (NULL, (const FcChar8 *) PP_COLOURS_FONT));
  g_test_add_func ("/text-draw/letters-stand-at-their-widths", test_letters_stand_at_their_widths);
  g_test_add_func ("/text-draw/half-a-pixel-shows", test_half_a_pixel_shows);
  g_test_add_func ("/text-draw/foreground-is-kept", test_foreground_is_kept);
  g_test_add_func ("/text-draw/emoji-keep-their-colours", test_emoji_keep_their_colours);
  g_test_add_func ("/text-draw/clip-leaves-letters-whole", test_clip_leaves_letters_whole);
  return g_test_run ();
}
