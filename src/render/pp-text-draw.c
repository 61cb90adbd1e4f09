/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-text-draw.h"

#include <hb-ot.h>

/* From here on letters are so large that half a pixel does not show. */
#define LARGE_PX 24

static double
get_scale (cairo_t *cr)
{
  double x = 0, y = 1;

  cairo_user_to_device_distance (cr, &x, &y);
  return MAX (ABS (x), ABS (y));
}

static gboolean
misplaces_letters (cairo_t     *cr,
                   PangoLayout *layout)
{
  cairo_surface_t *surface = cairo_get_group_target (cr);
  const PangoFontDescription *font = pango_layout_get_font_description (layout);
  double size = font != NULL ? pango_font_description_get_size (font) / (double) PANGO_SCALE : 0;

  return cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE &&
         (cairo_version () >= CAIRO_VERSION_ENCODE (1, 17, 4) || size * get_scale (cr) < LARGE_PX);
}

static const PangoColor *
get_foreground (PangoItem *item)
{
  for (GSList *l = item->analysis.extra_attrs; l != NULL; l = l->next)
    {
      PangoAttrColor *colour = pango_attribute_as_color (l->data);

      if (colour != NULL && colour->attr.klass->type == PANGO_ATTR_FOREGROUND)
        return &colour->color;
    }
  return NULL;
}

/* Emoji are pictures, and what they have for outlines is nothing or blots. */
static gboolean
has_colours (PangoFont *font)
{
  hb_face_t *face = hb_font_get_face (pango_font_get_hb_font (font));

#if HB_VERSION_ATLEAST (7, 0, 0)
  if (hb_ot_color_has_paint (face))
    return TRUE;
#endif
  return hb_ot_color_has_png (face) || hb_ot_color_has_layers (face) || hb_ot_color_has_svg (face);
}

static void
fill_run (cairo_t        *cr,
          PangoGlyphItem *run)
{
  const PangoColor *foreground = get_foreground (run->item);

  cairo_save (cr);
  /* The strokes of a letter may lie over each other. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  if (foreground != NULL)
    cairo_set_source_rgb (cr, foreground->red / 65535.0, foreground->green / 65535.0,
                          foreground->blue / 65535.0);
  if (has_colours (run->item->analysis.font))
    {
      pango_cairo_show_glyph_string (cr, run->item->analysis.font, run->glyphs);
    }
  else
    {
      pango_cairo_glyph_string_path (cr, run->item->analysis.font, run->glyphs);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

static void
fill_layout (cairo_t     *cr,
             PangoLayout *layout)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double x, y;

  cairo_get_current_point (cr, &x, &y);
  do
    {
      PangoGlyphItem *run = pango_layout_iter_get_run_readonly (iter);
      PangoRectangle place;

      if (run == NULL)
        continue;
      pango_layout_iter_get_run_extents (iter, NULL, &place);
      cairo_move_to (cr, x + place.x / (double) PANGO_SCALE,
                     y + pango_layout_iter_get_baseline (iter) / (double) PANGO_SCALE);
      fill_run (cr, run);
    }
  while (pango_layout_iter_next_run (iter));
}

void
pp_text_draw (cairo_t     *cr,
              PangoLayout *layout)
{
  if (misplaces_letters (cr, layout))
    fill_layout (cr, layout);
  else
    pango_cairo_show_layout (cr, layout);
}
