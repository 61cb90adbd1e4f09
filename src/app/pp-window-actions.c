/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-model-dialog.h"
#include "pp-shortcuts.h"

/* One function for every command that has no argument and one line of work. */
static void
activate_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);

  if (g_str_equal (name, "win.open"))
    _pp_window_choose_files (self);
  else if (g_str_equal (name, "win.cancel-load"))
    _pp_window_cancel_load (self);
  else if (g_str_equal (name, "win.retry-load"))
    _pp_window_retry_load (self);
  else if (g_str_equal (name, "win.export"))
    _pp_window_export (self);
  else if (g_str_equal (name, "win.print"))
    _pp_window_print (self);
  else if (g_str_equal (name, "win.report"))
    _pp_window_report (self);
  else if (g_str_equal (name, "win.release"))
    _pp_window_release (self);
  else if (g_str_equal (name, "win.find"))
    gtk_menu_button_popup (self->find_button);
  else if (g_str_equal (name, "win.main-menu"))
    gtk_menu_button_popup (self->menu_button);
  else if (g_str_equal (name, "win.focus-palette"))
    pp_editor_focus_palette (self->editor);
  else if (g_str_equal (name, "win.focus-canvas"))
    pp_editor_focus_canvas (self->editor);
  else if (g_str_equal (name, "win.focus-inspector"))
    pp_editor_focus_inspector (self->editor);
  else if (g_str_equal (name, "win.focus-threats"))
    pp_editor_focus_threats (self->editor);
  else if (g_str_equal (name, "win.focus-paths"))
    pp_editor_focus_paths (self->editor);
  else if (g_str_equal (name, "win.paths-from"))
    pp_editor_show_paths_from (self->editor);
  else if (g_str_equal (name, "win.paths-to"))
    pp_editor_show_paths_to (self->editor);
  else if (g_str_equal (name, "win.blast-radius"))
    pp_editor_show_blast (self->editor);
  else
    g_assert_not_reached ();
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  _pp_window_save_async (PP_WINDOW (widget), g_str_equal (name, "win.save-as"), NULL, NULL);
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);
  PpHistory *history = pp_document_get_history (self->document);

  pp_editor_flush (self->editor);
  self->replaying = TRUE;
  if (g_str_equal (name, "win.undo"))
    pp_history_undo (history);
  else
    pp_history_redo (history);
  self->replaying = FALSE;
  _pp_window_update_actions (self);
}

/* The canvas has the commands; these reach it from anywhere in the window. */
static void
zoom_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);
  g_autofree char *action = g_strdup_printf ("canvas.%s", name + strlen ("win."));

  gtk_widget_activate_action (GTK_WIDGET (pp_editor_get_canvas (self->editor)), action, NULL);
}

static void
fullscreen_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
shortcuts_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  GtkWindow *shortcuts = pp_shortcuts_window_new ();

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
model_properties_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);

  pp_editor_flush (self->editor);
  pp_window_present_soon (GTK_WINDOW (pp_model_dialog_new (GTK_WINDOW (self),
                                                           pp_document_get_history (self->document))));
}

static void
rules_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  _pp_window_show_rules (PP_WINDOW (widget));
}

static void
controls_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _pp_window_show_controls (PP_WINDOW (widget),
                            parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
attack_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  _pp_window_show_attack (PP_WINDOW (widget));
}

static void
show_loss_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);
  PpLoss *loss = pp_document_get_save_loss (self->document);

  if (loss != NULL && pp_loss_get_n_items (loss) > 0)
    pp_dialog_show_loss (GTK_WINDOW (self), _("Not Everything Was Saved"),
                         _("The file's format has no place for these. To keep them, save as a Parapet model too."),
                         loss);
}

static void
show_journal_error_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);
  const GError *error = self->document != NULL ? pp_document_get_journal_error (self->document) : NULL;

  if (error != NULL)
    pp_dialog_show_error (GTK_WINDOW (self), _("Changes Cannot Be Kept for Recovery"), error);
}

static void
layout_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpWindow *self = PP_WINDOW (widget);

  pp_editor_flush (self->editor);
  if (g_str_equal (name, "win.layout-add"))
    _pp_window_add_layout (self);
  else if (g_str_equal (name, "win.layout-properties"))
    _pp_window_edit_layout (self);
  else if (g_str_equal (name, "win.layout-duplicate"))
    _pp_window_duplicate_layout (self);
  else if (g_str_equal (name, "win.layout-delete"))
    _pp_window_remove_layout (self);
  else if (g_str_equal (name, "win.layout-next"))
    _pp_window_go_to_layout (self, 1);
  else if (g_str_equal (name, "win.layout-previous"))
    _pp_window_go_to_layout (self, -1);
  else if (g_str_equal (name, "win.layout-move-right"))
    _pp_window_shift_layout (self, 1);
  else if (g_str_equal (name, "win.layout-move-left"))
    _pp_window_shift_layout (self, -1);
  else
    g_assert_not_reached ();
}

static void
layout_move_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *layout_id;
  guint32 position;

  g_variant_get (parameter, "(&su)", &layout_id, &position);
  _pp_window_move_layout (PP_WINDOW (widget), layout_id, position);
}

/* Commands that make sense whenever there is a document. */
static const struct {
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
} document_actions[] = {
  { "win.save-as", save_cb },
  { "win.find", activate_cb },
  { "win.focus-palette", activate_cb },
  { "win.focus-canvas", activate_cb },
  { "win.focus-inspector", activate_cb },
  { "win.focus-threats", activate_cb },
  { "win.focus-paths", activate_cb },
  { "win.paths-from", activate_cb },
  { "win.paths-to", activate_cb },
  { "win.blast-radius", activate_cb },
  { "win.model-properties", model_properties_cb },
  { "win.controls", controls_cb },
  { "win.attack", attack_cb },
  { "win.rules", rules_cb },
  { "win.zoom-in", zoom_cb },
  { "win.zoom-out", zoom_cb },
  { "win.zoom-original", zoom_cb },
  { "win.zoom-fit", zoom_cb },
  { "win.layout-add", layout_cb },
  { "win.show-loss", show_loss_cb },
  { "win.show-journal-error", show_journal_error_cb },
};

/* Commands of which more must be known, or less. */
static const struct {
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
} other_actions[] = {
  { "win.open", activate_cb },
  { "win.cancel-load", activate_cb },
  { "win.retry-load", activate_cb },
  { "win.main-menu", activate_cb },
  { "win.fullscreen", fullscreen_cb },
  { "win.show-help-overlay", shortcuts_cb },
  { "win.save", save_cb },
  { "win.undo", undo_cb },
  { "win.redo", undo_cb },
  { "win.export", activate_cb },
  { "win.print", activate_cb },
  { "win.report", activate_cb },
  { "win.release", activate_cb },
  { "win.layout-properties", layout_cb },
  { "win.layout-duplicate", layout_cb },
  { "win.layout-delete", layout_cb },
  { "win.layout-next", layout_cb },
  { "win.layout-previous", layout_cb },
  { "win.layout-move-right", layout_cb },
  { "win.layout-move-left", layout_cb },
};

void
_pp_window_class_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (document_actions); i++)
    gtk_widget_class_install_action (widget_class, document_actions[i].name, NULL, document_actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (other_actions); i++)
    gtk_widget_class_install_action (widget_class, other_actions[i].name, NULL, other_actions[i].activate);
  gtk_widget_class_install_action (widget_class, "win.layout-move", "(su)", layout_move_cb);
  gtk_widget_class_install_action (widget_class, "win.show-control", "s", controls_cb);
  gtk_widget_class_install_property_action (widget_class, "win.show-palette", "show-palette");
  gtk_widget_class_install_property_action (widget_class, "win.show-inspector", "show-inspector");
  gtk_widget_class_install_property_action (widget_class, "win.show-threats", "show-threats");
}

static void
set_step_tooltip (GtkWidget  *button,
                  const char *plain,
                  const char *with_label,
                  const char *label)
{
  g_autofree char *text = NULL;

  if (label != NULL && *label != '\0')
    text = g_strdup_printf (with_label, _(label));
  gtk_widget_set_tooltip_text (button, text != NULL ? text : plain);
}

static void
update_history_actions (PpWindow *self)
{
  PpHistory *history = self->document != NULL ? pp_document_get_history (self->document) : NULL;
  gboolean can_undo = history != NULL && pp_history_can_undo (history);
  gboolean can_redo = history != NULL && pp_history_can_redo (history);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", can_redo);
  /* Translators: the blank is a step, such as “Move”. */
  set_step_tooltip (self->undo_button, _("Undo"), _("Undo “%s”"),
                    can_undo ? pp_history_get_undo_label (history) : NULL);
  set_step_tooltip (self->redo_button, _("Redo"), _("Redo “%s”"),
                    can_redo ? pp_history_get_redo_label (history) : NULL);
}

static void
update_layout_actions (PpWindow *self)
{
  guint n_layouts = 0;
  int position = self->document != NULL ? _pp_window_find_layout (self, &n_layouts) : -1;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.layout-properties", position >= 0);
  gtk_widget_action_set_enabled (widget, "win.layout-duplicate", position >= 0);
  gtk_widget_action_set_enabled (widget, "win.layout-delete", position >= 0 && n_layouts > 1);
  gtk_widget_action_set_enabled (widget, "win.layout-next", n_layouts > 1);
  gtk_widget_action_set_enabled (widget, "win.layout-previous", n_layouts > 1);
  gtk_widget_action_set_enabled (widget, "win.layout-move-left", position > 0);
  gtk_widget_action_set_enabled (widget, "win.layout-move-right", position >= 0 && position + 1 < (int) n_layouts);
  gtk_widget_action_set_enabled (widget, "win.export", position >= 0);
  gtk_widget_action_set_enabled (widget, "win.print", position >= 0);
  gtk_widget_action_set_enabled (widget, "win.report", self->document != NULL);
  gtk_widget_action_set_enabled (widget, "win.release", self->document != NULL);
}

/* The one place that says which commands make sense now. */
void
_pp_window_update_actions (PpWindow *self)
{
  gboolean has_document = self->document != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (document_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), document_actions[i].name, has_document);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save",
                                 has_document
                                 && (pp_document_is_modified (self->document)
                                     || pp_document_get_file (self->document) == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.retry-load",
                                 self->loading == NULL && self->loading_file != NULL);
  update_history_actions (self);
  update_layout_actions (self);
}
