/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-icons.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define ICON_PATH "/io/github/parapet/Parapet/icons/scalable/actions/"
/* Every size that a zoom passes through is a mask of its own; when there are this many all are dropped. */
#define MAX_MASKS 600

struct _PpIcons {
  GHashTable *handles;          /* name → RsvgHandle, or NULL where there is no such icon */
  GHashTable *masks;            /* "name size" → cairo_surface_t */
  guint       n_rendered;
};

static void
clear_handle (gpointer handle)
{
  g_clear_object (&handle);
}

PpIcons *
pp_icons_new (void)
{
  PpIcons *self = g_new0 (PpIcons, 1);

  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_handle);
  self->masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
pp_icons_free (PpIcons *self)
{
  g_hash_table_unref (self->handles);
  g_hash_table_unref (self->masks);
  g_free (self);
}

guint
pp_icons_get_n_rendered (PpIcons *self)
{
  return self->n_rendered;
}

static RsvgHandle *
load (const char *name)
{
  g_autofree char *path = g_strconcat (ICON_PATH, name, ".svg", NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  RsvgHandle *handle;

  if (bytes == NULL)
    return NULL;
  handle = rsvg_handle_new_from_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (handle != NULL)
    rsvg_handle_set_dpi (handle, 96);
  return handle;
}

static RsvgHandle *
get_handle (PpIcons    *self,
            const char *name)
{
  gpointer handle;

  if (g_hash_table_lookup_extended (self->handles, name, NULL, &handle))
    return handle;
  handle = load (name);
  g_hash_table_insert (self->handles, g_strdup (name), handle);
  return handle;
}

static void
render (RsvgHandle *handle,
        cairo_t    *cr,
        double      x,
        double      y,
        double      width,
        double      height)
{
  RsvgRectangle viewport = { x, y, width, height };

  rsvg_handle_render_document (handle, cr, &viewport, NULL);
}

static cairo_surface_t *
get_mask (PpIcons    *self,
          const char *name,
          int         pixels)
{
  g_autofree char *key = g_strdup_printf ("%s %d", name, pixels);
  cairo_surface_t *mask = g_hash_table_lookup (self->masks, key);
  RsvgHandle *handle = get_handle (self, name);
  cairo_t *cr;

  if (mask != NULL || handle == NULL)
    return mask;

  if (g_hash_table_size (self->masks) >= MAX_MASKS)
    g_hash_table_remove_all (self->masks);
  mask = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cr = cairo_create (mask);
  render (handle, cr, 0, 0, pixels, pixels);
  cairo_destroy (cr);
  self->n_rendered++;
  g_hash_table_insert (self->masks, g_steal_pointer (&key), mask);
  return mask;
}

static void
draw_mask (PpIcons        *self,
           cairo_t        *cr,
           const char     *name,
           const PpBox    *box,
           const PpColour *colour,
           double          scale)
{
  int pixels = MAX (1, (int) lround (box->width * scale));
  cairo_surface_t *mask = get_mask (self, name, pixels);
  double x = box->x, y = box->y;

  if (mask == NULL)
    return;

  cairo_save (cr);
  cairo_user_to_device (cr, &x, &y);
  x = round (x);
  y = round (y);
  cairo_device_to_user (cr, &x, &y);
  cairo_translate (cr, x, y);
  cairo_scale (cr, box->width / pixels, box->height / pixels);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
  cairo_mask_surface (cr, mask, 0, 0);
  cairo_restore (cr);
}

/* Symbolic icons have a single colour, so that a style sheet can change it. */
static void
draw_path (PpIcons        *self,
           cairo_t        *cr,
           const char     *name,
           const PpBox    *box,
           const PpColour *colour)
{
  g_autofree char *sheet = g_strdup_printf ("path, rect, circle, ellipse, polygon, g"
                                            " { fill: #%02x%02x%02x !important }",
                                            (guint) lround (colour->red * 255),
                                            (guint) lround (colour->green * 255),
                                            (guint) lround (colour->blue * 255));
  RsvgHandle *handle = get_handle (self, name);

  if (handle == NULL ||
      !rsvg_handle_set_stylesheet (handle, (const guint8 *) sheet, strlen (sheet), NULL))
    return;
  render (handle, cr, box->x, box->y, box->width, box->height);
}

void
pp_icons_draw (PpIcons        *self,
               cairo_t        *cr,
               const char     *name,
               const PpBox    *box,
               const PpColour *colour,
               double          scale)
{
  if (pp_box_is_empty (box))
    return;
  if (scale > 0)
    draw_mask (self, cr, name, box, colour, scale);
  else
    draw_path (self, cr, name, box, colour);
}
