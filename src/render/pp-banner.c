/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-banner.h"

#include <cairo-svg.h>

#include "pp-text.h"

#define PADDING 6.0
#define SHARE 0.5               /* of the band's height that letters take */

static void
set_size (PangoLayout *layout,
          double       size)
{
  PangoFontDescription *font = pango_font_description_from_string (PP_TEXT_FAMILY);

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

void
pp_banner_draw (cairo_t     *cr,
                const char  *markup,
                const PpBox *band)
{
  PangoContext *context = pp_text_new_context ();
  PangoLayout *layout = pango_layout_new (context);
  double room = MAX (1, band->width - 2 * PADDING), size = band->height * SHARE;
  PangoRectangle extents;

  pango_layout_set_markup (layout, markup, -1);
  set_size (layout, size);
  pango_layout_get_extents (layout, NULL, &extents);
  if (extents.width > room * PANGO_SCALE)
    set_size (layout, size * room * PANGO_SCALE / extents.width * 0.98);
  pango_layout_get_extents (layout, NULL, &extents);

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_rectangle (cr, band->x, band->y, band->width, band->height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, band->x + (band->width - (double) extents.width / PANGO_SCALE) / 2,
                 band->y + (band->height - (double) extents.height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  g_object_unref (layout);
  g_object_unref (context);
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
pp_banner_to_svg (const char *markup,
                  double      width,
                  double      height)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  const PpBox band = { 0, 0, width, height };

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  pp_banner_draw (cr, markup, &band);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
