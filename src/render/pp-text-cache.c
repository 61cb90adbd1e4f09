/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tables, young and old: what is asked for is in the young one or moves there; when the young one is
 * full the old one is dropped and the young one becomes old. That keeps what was used lately without
 * keeping lists of it. */

#include "pp-text-cache.h"

#include <math.h>
#include <string.h>

#define MAX_YOUNG 6000

typedef struct {
  char       *text;
  char       *detail;
  PpTextStyle style;
  int         width;            /* in Pango units */
  guint       max_lines;
} Key;

struct _PpTextCache {
  PangoContext         *context;
  PangoFontDescription *fonts[PP_N_TEXT_STYLES];
  GHashTable           *young;
  GHashTable           *old;
  guint                 n_created;
};

static guint
key_hash (gconstpointer pointer)
{
  const Key *key = pointer;

  return g_str_hash (key->text) ^ (key->detail != NULL ? g_str_hash (key->detail) * 7 : 0) ^
         (guint) key->width * 31u ^ (guint) key->max_lines << 8 ^ (guint) key->style << 16;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *first = a, *second = b;

  return first->style == second->style && first->width == second->width &&
         first->max_lines == second->max_lines && strcmp (first->text, second->text) == 0 &&
         g_strcmp0 (first->detail, second->detail) == 0;
}

static void
key_free (gpointer pointer)
{
  Key *key = pointer;

  g_free (key->text);
  g_free (key->detail);
  g_free (key);
}

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (key_hash, key_equal, key_free, g_object_unref);
}

PpTextCache *
pp_text_cache_new (void)
{
  PpTextCache *self = g_new0 (PpTextCache, 1);

  self->context = pp_text_new_context ();
  for (guint i = 0; i < PP_N_TEXT_STYLES; i++)
    self->fonts[i] = pp_text_new_font (i, pp_text_get_size (i), NULL);
  self->young = table_new ();
  self->old = table_new ();
  return self;
}

void
pp_text_cache_free (PpTextCache *self)
{
  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  for (guint i = 0; i < PP_N_TEXT_STYLES; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
  g_free (self);
}

void
pp_text_cache_clear (PpTextCache *self)
{
  g_hash_table_remove_all (self->young);
  g_hash_table_remove_all (self->old);
}

void
pp_text_cache_set_family (PpTextCache *self,
                          const char  *family)
{
  pp_text_cache_clear (self);
  for (guint i = 0; i < PP_N_TEXT_STYLES; i++)
    {
      pango_font_description_free (self->fonts[i]);
      self->fonts[i] = pp_text_new_font (i, pp_text_get_size (i), family);
    }
}

void
pp_text_cache_set_context (PpTextCache  *self,
                           PangoContext *context)
{
  pp_text_cache_clear (self);
  g_set_object (&self->context, context);
}

static void
style_detail (PangoAttrList  *attributes,
              guint           start,
              const PpColour *colour)
{
  PangoAttribute *size = pango_attr_size_new_absolute (pp_text_get_size (PP_TEXT_DETAIL) * PANGO_SCALE);
  PangoAttribute *ink = pango_attr_foreground_new (lround (colour->red * 65535),
                                                   lround (colour->green * 65535),
                                                   lround (colour->blue * 65535));

  size->start_index = ink->start_index = start;
  pango_attr_list_insert (attributes, size);
  pango_attr_list_insert (attributes, ink);
}

static void
set_text (PangoLayout    *layout,
          const Key      *key,
          const PpColour *detail_colour)
{
  g_autofree char *name = g_strdup (key->text), *both = NULL;
  PangoAttrList *attributes;
  gboolean has_name = *name != '\0';

  if (pp_text_is_run_on (name, key->width > 0 ? key->max_lines : 1))
    g_strdelimit (name, "\n", ' ');
  if (key->detail == NULL)
    {
      pango_layout_set_text (layout, name, -1);
      return;
    }
  both = g_strconcat (name, has_name ? "\n" : "", key->detail, NULL);
  pango_layout_set_text (layout, both, -1);
  attributes = pango_attr_list_new ();
  style_detail (attributes, has_name ? strlen (name) + 1 : 0, detail_colour);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static PangoLayout *
create (PpTextCache    *self,
        const Key      *key,
        const PpColour *detail_colour)
{
  PangoLayout *layout = pango_layout_new (self->context);

  self->n_created++;
  pango_layout_set_font_description (layout, self->fonts[key->style]);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  if (key->width > 0)
    {
      pango_layout_set_width (layout, key->width);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      if (key->max_lines > 0)
        {
          pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
          pango_layout_set_height (layout, -(int) key->max_lines);
        }
    }
  set_text (layout, key, detail_colour);
  return layout;
}

static void
insert (PpTextCache *self,
        Key         *key,
        PangoLayout *layout)
{
  if (g_hash_table_size (self->young) >= MAX_YOUNG)
    {
      g_hash_table_unref (self->old);
      self->old = self->young;
      self->young = table_new ();
    }
  g_hash_table_insert (self->young, key, layout);
}

PangoLayout *
pp_text_cache_get (PpTextCache    *self,
                   PpTextStyle     style,
                   const char     *text,
                   const char     *detail,
                   const PpColour *detail_colour,
                   double          width,
                   guint           max_lines)
{
  Key key = { (char *) text, (char *) detail, style, width * PANGO_SCALE, max_lines };
  PangoLayout *layout = g_hash_table_lookup (self->young, &key);
  gpointer stored_key, stored;
  Key *owned;

  if (layout != NULL)
    return layout;
  if (g_hash_table_steal_extended (self->old, &key, &stored_key, &stored))
    {
      insert (self, stored_key, stored);
      return stored;
    }

  layout = create (self, &key, detail_colour);
  owned = g_new (Key, 1);
  *owned = key;
  owned->text = g_strdup (text);
  owned->detail = g_strdup (detail);
  insert (self, owned, layout);
  return layout;
}

guint
pp_text_cache_get_n_created (PpTextCache *self)
{
  return self->n_created;
}
