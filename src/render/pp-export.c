/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures in files: the scene drawn by the painter onto a page with a heading and markings. Texts of SVG
 * are outlines, as cairo writes them: they look the same where the font is not there. */

#include "pp-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "pp-banner.h"
#include "pp-painter-private.h"
#include "pp-release.h"

/* PDF viewers stop at 200 inches; SVG has no bound but needs none beyond. */
#define MAX_VECTOR_SIZE 14400.0
#define MIN_SCALE 0.01
#define BANNER_HEIGHT 26.0
#define HEADING_HEIGHT 40.0
#define EMPTY_WIDTH 320.0
#define EMPTY_HEIGHT 200.0
#define NO_DATE "1970-01-01T00:00:00Z"

G_DEFINE_QUARK (pp-export-error-quark, pp_export_error)

/* One layout, ready to be drawn. */
typedef struct {
  PpScene    *scene;
  PpPainter  *painter;
  const char *title;            /* NULL for none; borrowed from the layout */
  char       *marking;          /* Pango markup; NULL for none */
  PpBox       drawing;          /* what of the layout is seen, in its units */
  double      width;            /* of the page, in units of the layout */
  double      height;
  double      top;              /* where the drawing begins on the page */
} Page;

static void
page_free (Page *self)
{
  g_clear_object (&self->scene);
  g_clear_object (&self->painter);
  g_free (self->marking);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

gboolean
pp_export_format_from_name (const char      *file_name,
                            PpExportFormat  *format,
                            GError         **error)
{
  static const struct {
    const char     *ending;
    PpExportFormat  format;
  } endings[] = {
    { ".png", PP_EXPORT_PNG },
    { ".svg", PP_EXPORT_SVG },
    { ".pdf", PP_EXPORT_PDF },
  };
  g_autofree char *lower = g_ascii_strdown (file_name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *format = endings[i].format;
        return TRUE;
      }
  g_set_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_UNKNOWN_FORMAT,
               "the ending of “%s” is none of .png, .svg and .pdf", file_name);
  return FALSE;
}

static Page *
page_new (PpModel                *model,
          PpKinds                *kinds,
          const char             *layout_id,
          const PpExportOptions  *options,
          GError                **error)
{
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);
  PpAppearance appearance = { .dark = options->dark };
  g_autoptr(PpMarking) marking = NULL;
  double banner;
  Page *page;

  if (layout == NULL)
    {
      g_set_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_UNKNOWN_LAYOUT, "no layout “%s”", layout_id);
      return NULL;
    }

  page = g_new0 (Page, 1);
  page->scene = pp_scene_new (model, kinds, layout_id);
  page->painter = pp_painter_new ();
  pp_painter_set_appearance (page->painter, &appearance);
  page->title = options->with_title ? pp_layout_get_title (layout) : NULL;
  marking = pp_model_dup_layout_marking (model, layout);
  page->marking = options->bare || pp_marking_is_empty (marking) ? NULL : pp_marking_to_markup (marking);
  page->drawing = pp_scene_get_bounds (page->scene);
  if (options->overlay != NULL)
    {
      PpBox told = pp_painter_get_overlay_bounds (page->painter, page->scene, options->overlay);

      page->drawing = pp_box_union (&page->drawing, &told);
    }
  if (pp_box_is_empty (&page->drawing))
    page->drawing = (PpBox) { 0, 0, EMPTY_WIDTH, EMPTY_HEIGHT };
  page->drawing = pp_box_inflate (&page->drawing, MAX (options->margin, 0));

  banner = page->marking != NULL ? BANNER_HEIGHT : 0;
  page->top = banner + (page->title != NULL ? HEADING_HEIGHT : 0);
  page->width = page->drawing.width;
  page->height = page->top + page->drawing.height + banner;
  return page;
}

static void
draw_text (PpPen          *pen,
           PpTextStyle     style,
           const char     *text,
           const PpBox    *box,
           const PpColour *colour)
{
  PangoLayout *layout = pp_text_cache_get (pen->painter->texts, style, text, NULL, NULL, box->width, 1);

  _pp_pen_draw_layout (pen, layout, style, 1, box, colour);
}

/* @cr is in units of the layout. */
static void
draw_overlay (Page      *page,
              cairo_t   *cr,
              PpOverlay *overlay)
{
  const PpColour *veil = pp_painter_get_veil (page->painter);

  cairo_rectangle (cr, page->drawing.x, page->drawing.y, page->drawing.width, page->drawing.height);
  cairo_set_source_rgba (cr, veil->red, veil->green, veil->blue, veil->alpha);
  cairo_fill (cr);
  pp_painter_draw_overlay (page->painter, cr, page->scene, overlay, &page->drawing, 0);
}

/* @cr is in units of the page. */
static void
page_draw (Page                  *page,
           cairo_t               *cr,
           const PpExportOptions *options,
           double                 scale)
{
  double banner = page->marking != NULL ? BANNER_HEIGHT : 0;
  PpPen pen;

  if (!options->transparent)
    pp_painter_draw_ground (page->painter, cr);
  cairo_save (cr);
  cairo_translate (cr, -page->drawing.x, page->top - page->drawing.y);
  pp_painter_draw_scene (page->painter, cr, page->scene, &page->drawing, scale);
  if (options->overlay != NULL)
    draw_overlay (page, cr, options->overlay);
  cairo_restore (cr);

  _pp_pen_init (&pen, page->painter, cr, 0);
  if (page->title != NULL)
    {
      PpBox heading = { 8, banner, page->width - 16, HEADING_HEIGHT };

      draw_text (&pen, PP_TEXT_HEADING, page->title, &heading, &pen.palette->text);
    }
  if (page->marking != NULL)
    {
      PpBox band = { 0, 0, page->width, BANNER_HEIGHT };

      pp_banner_draw (cr, page->marking, &band);
      band.y = page->height - BANNER_HEIGHT;
      pp_banner_draw (cr, page->marking, &band);
    }
}

/* The scale that is asked for, or the largest at which the longer side is not above @limit. */
static gboolean
fit_scale (const Page  *page,
           double       asked,
           double       limit,
           double      *scale,
           GError     **error)
{
  double longest = MAX (page->width, page->height);

  *scale = MIN (asked > 0 && isfinite (asked) ? asked : 1, limit / longest);
  if (*scale >= MIN (MIN_SCALE, asked))
    return TRUE;
  g_set_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_TOO_LARGE,
               "the drawing is %.0f × %.0f units large, which no picture can show", page->width,
               page->height);
  return FALSE;
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check (cairo_status_t   status,
       GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_FAILED, "the picture could not be drawn: %s",
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
write_png (Page                   *page,
           const PpExportOptions  *options,
           double                 *scale,
           GByteArray             *bytes,
           GError                **error)
{
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (!fit_scale (page, options->scale, PP_EXPORT_MAX_PIXELS, scale, error))
    return FALSE;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        MIN (PP_EXPORT_MAX_PIXELS, ceil (page->width * *scale)),
                                        MIN (PP_EXPORT_MAX_PIXELS, ceil (page->height * *scale)));
  cr = cairo_create (surface);
  cairo_scale (cr, *scale, *scale);
  /* A picture is made to be looked at closely: it has every detail even where a window would leave
   * some out. */
  page_draw (page, cr, options, *scale >= 0.5 ? *scale : 0);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  return check (status, error);
}

static cairo_status_t
draw_vectors (Page                  *page,
              cairo_surface_t       *surface,
              const PpExportOptions *options,
              double                 scale)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  page_draw (page, cr, options, 0);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

/* cairo numbers surfaces through the life of the process; the picture counts its own. */
static void
renumber_surfaces (GByteArray *bytes)
{
  g_autofree char *text = g_strndup ((const char *) bytes->data, bytes->len);
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr(GString) out = g_string_sized_new (bytes->len);
  const char *from = text, *found;

  while ((found = strstr (from, "surface")) != NULL)
    {
      char *end;
      guint64 number = g_ascii_strtoull (found + strlen ("surface"), &end, 10);
      gpointer known = g_hash_table_lookup (numbers, GUINT_TO_POINTER (number));

      g_string_append_len (out, from, found + strlen ("surface") - from);
      if (end > found + strlen ("surface"))
        {
          if (known == NULL)
            known = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
          g_hash_table_insert (numbers, GUINT_TO_POINTER (number), known);
          g_string_append_printf (out, "%u", GPOINTER_TO_UINT (known));
        }
      from = end > found + strlen ("surface") ? end : found + strlen ("surface");
    }
  g_string_append (out, from);
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) out->str, out->len);
}

/* Puts the name where screen readers look for it. */
static void
insert_title (GByteArray *bytes,
              const char *title)
{
  g_autofree char *text = g_strndup ((const char *) bytes->data, bytes->len);
  const char *root = strstr (text, "<svg"), *end = root != NULL ? strchr (root, '>') : NULL;
  g_autofree char *element = g_markup_printf_escaped ("\n<title>%s</title>", title);
  gsize at;

  if (end == NULL || *title == '\0')
    return;
  at = end + 1 - text;
  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) text, at);
  g_byte_array_append (bytes, (const guint8 *) element, strlen (element));
  g_byte_array_append (bytes, (const guint8 *) text + at, strlen (text) - at);
}

static cairo_surface_t *
open_svg (GByteArray *bytes,
          double      width,
          double      height)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, bytes, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

static gboolean
close_svg (cairo_surface_t  *surface,
           GByteArray       *bytes,
           cairo_status_t    status,
           GError          **error)
{
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!check (status, error))
    return FALSE;
  renumber_surfaces (bytes);
  return TRUE;
}

static gboolean
write_svg (Page                   *page,
           const PpExportOptions  *options,
           double                 *scale,
           GByteArray             *bytes,
           GError                **error)
{
  cairo_surface_t *surface;

  if (!fit_scale (page, options->scale, MAX_VECTOR_SIZE, scale, error))
    return FALSE;
  surface = open_svg (bytes, page->width * *scale, page->height * *scale);
  if (!close_svg (surface, bytes, draw_vectors (page, surface, options, *scale), error))
    return FALSE;
  insert_title (bytes, pp_layout_get_title (pp_scene_get_layout (page->scene)));
  return TRUE;
}

static cairo_surface_t *
open_pdf (GByteArray *bytes,
          const char *title)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, 1, 1);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Parapet");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NO_DATE);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, NO_DATE);
  return surface;
}

static gboolean
write_pdf_page (Page                   *page,
                cairo_surface_t        *surface,
                guint                   number,
                const PpExportOptions  *options,
                double                 *scale,
                GError                **error)
{
  const char *title = pp_layout_get_title (pp_scene_get_layout (page->scene));
  g_autofree char *place = g_strdup_printf ("page=%u pos=[0 0]", number);

  if (!fit_scale (page, options->scale, MAX_VECTOR_SIZE, scale, error))
    return FALSE;
  cairo_pdf_surface_set_size (surface, page->width * *scale, page->height * *scale);
  if (!check (draw_vectors (page, surface, options, *scale), error))
    return FALSE;
  if (*title != '\0')
    cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, title, place, 0);
  return TRUE;
}

static gboolean
close_pdf (cairo_surface_t  *surface,
           GError          **error)
{
  cairo_status_t status;

  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return check (status, error);
}

static gboolean
write_pdf (Page                   *page,
           const PpExportOptions  *options,
           double                 *scale,
           GByteArray             *bytes,
           GError                **error)
{
  cairo_surface_t *surface = open_pdf (bytes, pp_layout_get_title (pp_scene_get_layout (page->scene)));
  gboolean written = write_pdf_page (page, surface, 1, options, scale, error);

  return close_pdf (surface, written ? error : NULL) && written;
}

GBytes *
pp_export_layout (PpModel                *model,
                  PpKinds                *kinds,
                  const char             *layout_id,
                  const PpExportOptions  *options,
                  double                 *used_scale,
                  GError                **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(Page) page = NULL;
  gboolean written = FALSE;
  double scale = 0;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);
  g_return_val_if_fail (layout_id != NULL && options != NULL, NULL);

  page = page_new (model, kinds, layout_id, options, error);
  if (page == NULL)
    return NULL;
  switch (options->format)
    {
    case PP_EXPORT_SVG:
      written = write_svg (page, options, &scale, bytes, error);
      break;
    case PP_EXPORT_PDF:
      written = write_pdf (page, options, &scale, bytes, error);
      break;
    case PP_EXPORT_PNG:
    default:
      written = write_png (page, options, &scale, bytes, error);
      break;
    }
  if (!written)
    return NULL;
  if (used_scale != NULL)
    *used_scale = scale;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * pp_export_all_layouts:
 * @model: a model
 * @kinds: what the kinds of its elements look like
 * @options: how; the format is always PDF
 * @error: return location for an error
 *
 * Draws all layouts in their order, each on a page of its own size, with an outline of their titles.
 *
 * Returns: (transfer full): the document's bytes, or %NULL with an error
 */
GBytes *
pp_export_all_layouts (PpModel                *model,
                       PpKinds                *kinds,
                       const PpExportOptions  *options,
                       GError                **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GPtrArray) layouts = NULL;
  cairo_surface_t *surface;
  gboolean written = TRUE;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  layouts = pp_model_dup_layouts (model);
  if (layouts->len == 0)
    {
      g_set_error_literal (error, PP_EXPORT_ERROR, PP_EXPORT_ERROR_UNKNOWN_LAYOUT,
                           "the model has no layout");
      return NULL;
    }
  surface = open_pdf (bytes, pp_info_get_title (pp_model_get_info (model)));
  for (guint i = 0; i < layouts->len && written; i++)
    {
      const char *id = pp_record_get_id (g_ptr_array_index (layouts, i));
      g_autoptr(Page) page = page_new (model, kinds, id, options, error);
      double scale;

      written = page != NULL && write_pdf_page (page, surface, i + 1, options, &scale, error);
    }
  if (!close_pdf (surface, written ? error : NULL) || !written)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
pp_export_area (PpPainter    *painter,
                PpScene      *scene,
                const PpBox  *area,
                double        detail,
                GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double scale = MIN (1, MAX_VECTOR_SIZE / MAX (area->width, area->height));
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (PP_IS_PAINTER (painter) && PP_IS_SCENE (scene), NULL);

  surface = open_svg (bytes, area->width * scale, area->height * scale);
  cr = cairo_create (surface);
  pp_painter_draw_ground (painter, cr);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -area->x, -area->y);
  pp_painter_draw_scene (painter, cr, scene, area, detail);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (!close_svg (surface, bytes, status, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
