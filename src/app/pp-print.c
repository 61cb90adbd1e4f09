/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-print.h"

#include <glib/gi18n.h>

#include "pp-banner.h"
#include "pp-dialogs.h"
#include "pp-painter.h"
#include "pp-release.h"

#define HEADING_PT 11.2
#define LINE_PT 20.0

typedef struct {
  PpModel   *model;
  GPtrArray *layouts;
  PpPainter *painter;
} Print;

static void
print_free (Print *print)
{
  g_object_unref (print->model);
  g_object_unref (print->painter);
  g_ptr_array_unref (print->layouts);
  g_free (print);
}

static void
draw_title (cairo_t    *cr,
            const char *text,
            double      y,
            double      width)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, sans");

  pango_font_description_set_absolute_size (font, HEADING_PT * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_move_to (cr, 0.0, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_layout (Print    *print,
             PpLayout *layout,
             cairo_t  *cr,
             double    width,
             double    height)
{
  g_autoptr (PpScene) scene = pp_scene_new (print->model, pp_kinds_get_default (),
                                            pp_record_get_id (PP_RECORD (layout)));
  PpBox bounds = pp_scene_get_bounds (scene);
  double scale;

  if (bounds.width <= 0.0 || bounds.height <= 0.0)
    return;
  scale = MIN (1.0, MIN (width / bounds.width, height / bounds.height));
  cairo_save (cr);
  cairo_translate (cr, (width - bounds.width * scale) / 2.0, (height - bounds.height * scale) / 2.0);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -bounds.x, -bounds.y);
  pp_painter_draw_scene (print->painter, cr, scene, &bounds, 0.0);
  cairo_restore (cr);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Print             *print)
{
  PpLayout *layout = g_ptr_array_index (print->layouts, page);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  g_autoptr (PpMarking) marking = pp_model_dup_layout_marking (print->model, layout);
  gboolean marked = !pp_marking_is_empty (marking);

  draw_title (cr, pp_layout_get_title (layout), marked ? LINE_PT : 0.0, width);
  if (marked)
    {
      g_autofree char *markup = pp_marking_to_markup (marking);
      PpBox band = { 0.0, 0.0, width, LINE_PT };

      pp_banner_draw (cr, markup, &band);
      band.y = height - LINE_PT;
      pp_banner_draw (cr, markup, &band);
    }
  cairo_save (cr);
  cairo_translate (cr, 0.0, 2.0 * LINE_PT);
  draw_layout (print, layout, cr, width, height - 3.0 * LINE_PT);
  cairo_restore (cr);
}

static int
find_page (GPtrArray  *layouts,
           const char *layout_id)
{
  for (guint i = 0; i < layouts->len; i++)
    if (g_strcmp0 (pp_record_get_id (g_ptr_array_index (layouts, i)), layout_id) == 0)
      return (int) i;
  return 0;
}

/**
 * pp_print_operation_new:
 * @model: a model with at least one layout
 * @title: the name of the print job
 * @layout_id: (nullable): the layout that is shown
 *
 * Returns: (transfer full): an operation that has not been started
 */
GtkPrintOperation *
pp_print_operation_new (PpModel    *model,
                        const char *title,
                        const char *layout_id)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Print *print = g_new0 (Print, 1);

  print->model = pp_model_copy (model);
  print->layouts = pp_model_dup_layouts (print->model);
  print->painter = pp_painter_new ();
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_n_pages (operation, (int) print->layouts->len);
  gtk_print_operation_set_current_page (operation, find_page (print->layouts, layout_id));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), print,
                         (GClosureNotify) (GCallback) print_free, 0);
  return operation;
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         GtkWindow               *parent)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  pp_dialog_show_error (parent, _("The Diagram Was Not Printed"), error);
}

void
pp_print_run (GtkWindow  *parent,
              PpModel    *model,
              const char *title,
              const char *layout_id)
{
  g_autoptr (GtkPrintOperation) operation = pp_print_operation_new (model, title, layout_id);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
