/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-clip.h"

#include <cairo-svg.h>
#include <math.h>

#include "pp-json.h"

#define MARGIN 8.0
#define PNG_SCALE 2.0
/* A larger picture is made smaller. */
#define PNG_MAX_SIDE 8192.0

static const char * const mime_types[] = {
  PP_FRAGMENT_MIME_TYPE,
  "image/svg+xml",
  "image/png",
  "text/plain;charset=utf-8",
  "text/plain",
};

struct _PpClip
{
  GdkContentProvider parent_instance;

  JsonNode        *fragment;
  char            *text;
  cairo_surface_t *picture;      /* a recording, in layout units, its upper left corner at 0, 0 */
  double           width;
  double           height;
};

G_DEFINE_FINAL_TYPE (PpClip, pp_clip, GDK_TYPE_CONTENT_PROVIDER)

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
play (PpClip          *self,
      cairo_surface_t *surface,
      double           scale)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static GBytes *
make_svg (PpClip *self)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_svg_surface_create_for_stream (append_bytes, bytes, self->width, self->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  play (self, surface, 1);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_png (PpClip *self)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  double scale = MIN (PNG_SCALE, PNG_MAX_SIDE / MAX (self->width, self->height));
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ceil (self->width * scale),
                                ceil (self->height * scale));

  play (self, surface, scale);
  cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_bytes (PpClip     *self,
            const char *mime_type)
{
  gsize length;
  char *json;

  if (g_str_equal (mime_type, "image/svg+xml"))
    return make_svg (self);
  if (g_str_equal (mime_type, "image/png"))
    return make_png (self);
  if (g_str_has_prefix (mime_type, "text/plain"))
    return g_bytes_new (self->text, strlen (self->text));

  json = pp_json_to_string (self->fragment, PP_JSON_STYLE_COMPACT, &length);

  return g_bytes_new_take (json, length);
}

static GdkContentFormats *
pp_clip_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_new ((const char **) mime_types, G_N_ELEMENTS (mime_types));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
pp_clip_write_mime_type_async (GdkContentProvider  *provider,
                               const char          *mime_type,
                               GOutputStream       *stream,
                               int                  io_priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);
  GBytes *bytes = make_bytes (PP_CLIP (provider), mime_type);
  gconstpointer data;
  gsize length;

  g_task_set_source_tag (task, pp_clip_write_mime_type_async);
  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  data = g_bytes_get_data (bytes, &length);
  g_output_stream_write_all_async (stream, data, length, io_priority, cancellable, written_cb,
                                   g_steal_pointer (&task));
}

static gboolean
pp_clip_write_mime_type_finish (GdkContentProvider  *provider,
                                GAsyncResult        *result,
                                GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
pp_clip_finalize (GObject *object)
{
  PpClip *self = PP_CLIP (object);

  g_clear_pointer (&self->fragment, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->picture, cairo_surface_destroy);

  G_OBJECT_CLASS (pp_clip_parent_class)->finalize (object);
}

static void
pp_clip_class_init (PpClipClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_clip_finalize;
  provider_class->ref_formats = pp_clip_ref_formats;
  provider_class->write_mime_type_async = pp_clip_write_mime_type_async;
  provider_class->write_mime_type_finish = pp_clip_write_mime_type_finish;
}

static void
pp_clip_init (PpClip *self)
{
}

static char *
list_names (GPtrArray *items)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (item->name == NULL || *item->name == '\0')
        continue;
      if (names->len > 0)
        g_string_append_c (names, '\n');
      g_string_append (names, item->name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* On paper colours, whatever the window has: what is pasted elsewhere stands on white. */
static void
record_picture (PpClip    *self,
                GPtrArray *items)
{
  g_autoptr(PpPainter) painter = pp_painter_new ();
  PpBox around = { 0 };
  cairo_t *cr;

  for (guint i = 0; i < items->len; i++)
    around = pp_box_union (&around, &((const PpSceneItem *) g_ptr_array_index (items, i))->bounds);
  around = pp_box_inflate (&around, MARGIN);
  self->width = MAX (around.width, 1);
  self->height = MAX (around.height, 1);

  self->picture = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA,
                                                  &(cairo_rectangle_t) { 0, 0, self->width,
                                                                         self->height });
  cr = cairo_create (self->picture);
  cairo_translate (cr, -around.x, -around.y);
  for (guint i = 0; i < items->len; i++)
    pp_painter_draw_item (painter, cr, g_ptr_array_index (items, i), 0);
  cairo_destroy (cr);
}

/**
 * pp_clip_new:
 * @fragment: the elements as pp_edit_copy() gives them
 * @items: (element-type PpSceneItem): what they look like, in paint order
 *
 * Makes what goes on the clipboard.
 *
 * Returns: (transfer full): a content provider
 */
GdkContentProvider *
pp_clip_new (JsonNode  *fragment,
             GPtrArray *items)
{
  PpClip *self = g_object_new (PP_TYPE_CLIP, NULL);

  self->fragment = json_node_ref (fragment);
  self->text = list_names (items);
  record_picture (self, items);

  return GDK_CONTENT_PROVIDER (self);
}
