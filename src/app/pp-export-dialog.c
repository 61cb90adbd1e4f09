/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-export-dialog.h"

#include <glib/gi18n.h>

#include "pp-help.h"
#include "pp-text-scale.h"

struct _PpExportDialog {
  AdwWindow      parent_instance;

  /* Template widgets */
  AdwComboRow   *format_row;
  GtkWidget     *scale_row;
  GtkSpinButton *scale_button;
  GtkWidget     *paths_row;
  GtkSwitch     *paths_switch;
  GtkSwitch     *dark_switch;
  GtkSwitch     *transparent_switch;
  GtkSwitch     *title_switch;

  /* Owned */
  PpOverlay     *overlay;
};

G_DEFINE_FINAL_TYPE (PpExportDialog, pp_export_dialog, ADW_TYPE_WINDOW)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the row. */
enum {
  CHOICE_PNG,
  CHOICE_SVG,
  CHOICE_PDF,
  CHOICE_PDF_ALL,
};

static void
format_changed_cb (PpExportDialog *self)
{
  guint choice = adw_combo_row_get_selected (self->format_row);

  gtk_widget_set_visible (self->scale_row, choice == CHOICE_PNG);
  gtk_widget_set_visible (self->paths_row, self->overlay != NULL && choice != CHOICE_PDF_ALL);
}

static void
export_cb (PpExportDialog *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
pp_export_dialog_dispose (GObject *object)
{
  g_clear_pointer (&PP_EXPORT_DIALOG (object)->overlay, pp_overlay_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (pp_export_dialog_parent_class)->dispose (object);
}

static void
pp_export_dialog_class_init (PpExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_export_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, scale_row);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, scale_button);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, paths_row);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, paths_switch);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, dark_switch);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, transparent_switch);
  gtk_widget_class_bind_template_child (widget_class, PpExportDialog, title_switch);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_export_dialog_init (PpExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->format_row));
}

/**
 * pp_export_dialog_new:
 * @parent: (nullable): the window whose diagram is exported
 * @overlay: (nullable): what it tells of attack paths
 *
 * Returns: (transfer floating): a dialog
 */
GtkWidget *
pp_export_dialog_new (GtkWindow *parent,
                      PpOverlay *overlay)
{
  PpExportDialog *self = g_object_new (PP_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->overlay = overlay != NULL ? pp_overlay_ref (overlay) : NULL;
  format_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * pp_export_dialog_get_options:
 * @self: the dialog
 * @options: (out): what was chosen; the overlay is the dialog's
 *
 * Returns: whether all layouts are wanted, not only the one that is shown
 */
gboolean
pp_export_dialog_get_options (PpExportDialog  *self,
                              PpExportOptions *options)
{
  static const PpExportFormat formats[] = { PP_EXPORT_PNG, PP_EXPORT_SVG, PP_EXPORT_PDF, PP_EXPORT_PDF };
  guint choice;

  g_return_val_if_fail (PP_IS_EXPORT_DIALOG (self), FALSE);
  choice = adw_combo_row_get_selected (self->format_row);
  *options = (PpExportOptions) PP_EXPORT_OPTIONS_INIT;
  options->format = formats[MIN (choice, CHOICE_PDF_ALL)];
  options->scale = choice == CHOICE_PNG ? gtk_spin_button_get_value (self->scale_button) : 1.0;
  options->dark = gtk_switch_get_active (self->dark_switch);
  options->transparent = gtk_switch_get_active (self->transparent_switch);
  if (choice != CHOICE_PDF_ALL && gtk_switch_get_active (self->paths_switch))
    options->overlay = self->overlay;
  options->with_title = gtk_switch_get_active (self->title_switch);
  return choice == CHOICE_PDF_ALL;
}
