/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-threat-controls.h"

#include <glib/gi18n.h>

#include "pp-answer-row.h"
#include "pp-control-words.h"
#include "pp-edit.h"
#include "pp-record-chooser.h"

struct _PpThreatControls {
  AdwPreferencesGroup  parent_instance;

  /* Owned */
  PpHistory           *history;
  char                *threat_id;

  /* Borrowed: children of the group and of its button */
  GPtrArray           *rows;    /* owned: the array only */
  PpRecordChooser     *chooser;
};

G_DEFINE_FINAL_TYPE (PpThreatControls, pp_threat_controls, ADW_TYPE_PREFERENCES_GROUP)

/**
 * pp_threat_controls_answer:
 * @history: a history
 * @threat_id: a threat
 * @control_id: (nullable): a control
 * @title: the title of the control to make where there is none
 * @error: return location for an error
 *
 * Returns: whether it is done
 */
gboolean
pp_threat_controls_answer (PpHistory   *history,
                           const char  *threat_id,
                           const char  *control_id,
                           const char  *title,
                           GError     **error)
{
  PpModel *model = pp_history_get_model (history);
  const char *threats[] = { threat_id, NULL };
  g_autoptr (GPtrArray) changes = NULL;

  changes = control_id != NULL ? pp_edit_answer_threat (model, control_id, threat_id, TRUE)
                               : pp_edit_add_control (model, title, threats, NULL);
  return changes->len == 0
         || pp_history_apply (history, control_id != NULL ? N_("Add Control to Threat") : N_("New Control"),
                              changes, error);
}

static void
chosen_cb (PpThreatControls *self,
           const char       *control_id,
           const char       *title)
{
  g_autoptr (GError) error = NULL;

  if (!pp_threat_controls_answer (self->history, self->threat_id, control_id, title, &error))
    g_warning ("The control was not added: %s", error->message);
  pp_threat_controls_refresh (self);
}

static void
remove_cb (PpThreatControls *self,
           const char       *id)
{
  g_autoptr (GPtrArray) changes = pp_edit_answer_threat (pp_history_get_model (self->history), id,
                                                         self->threat_id, FALSE);
  g_autoptr (GError) error = NULL;

  if (changes->len > 0
      && !pp_history_apply (self->history, N_("Remove Control from Threat"), changes, &error))
    g_warning ("The control was not removed: %s", error->message);
  pp_threat_controls_refresh (self);
}

static void
open_cb (PpThreatControls *self,
         const char       *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-control", "s", id);
}

static void
popover_shown_cb (PpThreatControls *self)
{
  g_autoptr (GStrvBuilder) without = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    g_strv_builder_add (without, pp_answer_row_get_id (g_ptr_array_index (self->rows, i)));
  ids = g_strv_builder_end (without);
  pp_record_chooser_set_model (self->chooser,
                               self->history != NULL ? pp_history_get_model (self->history) : NULL,
                               (const char * const *) ids);
}

static void
append_control (PpThreatControls *self,
                PpControl        *control)
{
  g_autofree char *title = pp_control_words_dup_title (control);
  g_autofree char *detail = pp_control_words_dup_detail (control);
  /* Translators: the blank is a control, which then no longer answers the threat. */
  g_autofree char *remove_text = g_strdup_printf (_("Remove “%s” from the threat"), title);
  GtkWidget *row = pp_answer_row_new (pp_record_get_id (PP_RECORD (control)), title, detail, remove_text);
  const char *icon_name = pp_control_words_icon (pp_control_get_status (control));

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
pp_threat_controls_dispose (GObject *object)
{
  PpThreatControls *self = PP_THREAT_CONTROLS (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->threat_id, g_free);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (pp_threat_controls_parent_class)->dispose (object);
}

static void
pp_threat_controls_finalize (GObject *object)
{
  g_ptr_array_unref (PP_THREAT_CONTROLS (object)->rows);
  G_OBJECT_CLASS (pp_threat_controls_parent_class)->finalize (object);
}

static void
pp_threat_controls_class_init (PpThreatControlsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_threat_controls_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_threat_controls_finalize;
}

static void
pp_threat_controls_init (PpThreatControls *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->rows = g_ptr_array_new ();
  self->chooser = PP_RECORD_CHOOSER (pp_record_chooser_new (PP_RECORD_CONTROL));
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->chooser, "show", G_CALLBACK (popover_shown_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (self->chooser));
  gtk_widget_set_tooltip_text (button, _("Add Control"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add control"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Controls"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

GtkWidget *
pp_threat_controls_new (void)
{
  return g_object_new (PP_TYPE_THREAT_CONTROLS, NULL);
}

/**
 * pp_threat_controls_refresh:
 * @self: a list of controls
 *
 * Shows what the model says now.
 */
void
pp_threat_controls_refresh (PpThreatControls *self)
{
  PpModel *model = self->history != NULL ? pp_history_get_model (self->history) : NULL;
  g_autoptr (GPtrArray) controls = model != NULL ? pp_model_dup_sorted (model, PP_RECORD_CONTROL) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; controls != NULL && self->threat_id != NULL && i < controls->len; i++)
    {
      PpControl *control = g_ptr_array_index (controls, i);

      if (g_strv_contains (pp_control_get_threats (control), self->threat_id))
        append_control (self, control);
    }
}

/**
 * pp_threat_controls_set_threat:
 * @self: a list of controls
 * @history: (nullable): the way to the model
 * @threat_id: (nullable): the threat
 */
void
pp_threat_controls_set_threat (PpThreatControls *self,
                               PpHistory        *history,
                               const char       *threat_id)
{
  g_return_if_fail (PP_IS_THREAT_CONTROLS (self));

  g_set_object (&self->history, history);
  g_free (self->threat_id);
  self->threat_id = g_strdup (threat_id);
  pp_threat_controls_refresh (self);
}
