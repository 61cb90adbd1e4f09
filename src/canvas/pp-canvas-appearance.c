/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas looks like the desktop: its colours, its font, and how large people want text. */

#include "pp-canvas-private.h"

/* What GNOME has where nobody has chosen, and what elements are drawn for. */
#define USUAL_SIZE_PT 11.0
#define USUAL_DPI 96.0

/* Returns the family, and how much larger than usual text is wished. */
static char *
find_font (GtkSettings *settings,
           double      *scale)
{
  g_autofree char *name = NULL;
  PangoFontDescription *font;
  char *family;
  int dpi = 0;
  double size_pt;

  g_object_get (settings, "gtk-font-name", &name, "gtk-xft-dpi", &dpi, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "");
  size_pt = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  if (size_pt <= 0 || pango_font_description_get_size_is_absolute (font))
    size_pt = USUAL_SIZE_PT;
  family = g_strdup (pango_font_description_get_family (font));
  pango_font_description_free (font);

  *scale = size_pt / USUAL_SIZE_PT * (dpi > 0 ? dpi / 1024.0 / USUAL_DPI : 1);
  *scale = CLAMP (*scale, 1, PP_TEXT_MAX_SCALE);
  return family;
}

static void
show_again (PpCanvas *self)
{
  g_autofree char *layout_id = g_strdup (self->layout_id);
  g_autoptr (PpHistory) history = g_object_ref (self->history);
  g_autoptr (PpKinds) kinds = g_object_ref (self->kinds);

  pp_canvas_set_view (self, history, kinds, NULL);
  pp_canvas_set_view (self, history, kinds, layout_id);
}

/* Takes over the font and the size of text from the settings. Where they are different texts are laid out
 * anew, in a scene of their own. */
static void
update_font (PpCanvas *self)
{
  double scale;
  g_autofree char *family = find_font (gtk_widget_get_settings (GTK_WIDGET (self)), &scale);

  if (self->font.scale == scale && g_strcmp0 (self->font.family, family) == 0)
    return;

  g_free (self->font_family);
  self->font_family = g_steal_pointer (&family);
  self->font = (PpTextFont) { self->font_family, scale };
  pp_painter_set_font (self->painter, &self->font);
  if (self->scene != NULL)
    show_again (self);
}

static guint32
find_accent (PpCanvas *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (context, "accent_bg_color", &rgba))
    return 0;

  return ((guint32) (rgba.red * 255 + 0.5) << 16) | ((guint32) (rgba.green * 255 + 0.5) << 8) |
         (guint32) (rgba.blue * 255 + 0.5);
}

/* The painter sets up the context for text that is zoomed. */
static void
update_text_context (PpCanvas *self)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));

  pp_painter_set_context (self->painter, context);
  g_object_unref (context);
}

/* Takes over colours and font from the style, whenever it may have changed. */
void
_pp_canvas_update_appearance (PpCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->appearance.dark = adw_style_manager_get_dark (manager);
  self->appearance.high_contrast = adw_style_manager_get_high_contrast (manager);
  self->appearance.accent = find_accent (self);
  pp_painter_set_appearance (self->painter, &self->appearance);
  update_text_context (self);
  update_font (self);
  pp_tile_cache_invalidate (self->tiles, NULL);
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
