/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person decides of the threat that is selected, by button or by key. */

#include "config.h"

#include "pp-threat-panel-private.h"

#include <glib/gi18n.h>

#include "pp-shortcuts.h"
#include "pp-triage.h"

static const struct {
  const char *action;
  const char *status;
} decisions[] = {
  { "threats.keep", "Open" },
  { "threats.mitigate", "Mitigated" },
  { "threats.accept", "Accepted" },
  { "threats.transfer", "Transferred" },
  { "threats.avoid", "Avoided" },
  { "threats.not-applicable", "NotApplicable" },
};

void
_pp_threat_panel_update_actions (PpThreatPanel *self)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), decisions[i].action, item != NULL);
  if (item != NULL && item->threat != NULL && pp_threat_is_open (item->threat))
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "threats.keep", FALSE);
}

/* The line that comes next may not be there yet; whatever has the keys until then, it is no button. */
static void
go_on_in_list (PpThreatPanel *self)
{
  pp_threat_panel_focus (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL)
    return;
  _pp_threat_panel_finish_filling (self);
  pp_threat_panel_focus (self);
}

static void
decide_with_control (PpThreatPanel *self,
                     const char    *status,
                     const char    *reason,
                     const char    *control_id,
                     const char    *title)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);
  g_autoptr (PpThreatItem) kept = item != NULL ? g_object_ref (item) : NULL;
  g_autoptr (GError) error = NULL;

  if (item == NULL)
    return;
  g_free (self->advance_key);
  self->advance_key = _pp_threat_panel_find_next_key (self);
  if (!pp_triage_decide (self->assessment, kept, status, reason, control_id, title, &error)
      && error != NULL)
    _pp_threat_panel_message_cb (self, error->message);
  pp_assessment_flush (self->assessment);
  self->focus_next = TRUE;
  _pp_threat_panel_refresh (self);
  _pp_threat_panel_close_detail (self);
  go_on_in_list (self);
  item = pp_threat_panel_get_selected (self);
  if (item != NULL)
    _pp_threat_panel_reveal (self, item->element);
}

static void
decide (PpThreatPanel *self,
        const char    *status,
        const char    *reason)
{
  decide_with_control (self, status, reason, NULL, NULL);
}

void
_pp_threat_panel_mitigated_cb (PpThreatPanel *self,
                               const char    *reason,
                               const char    *control_id,
                               const char    *title)
{
  decide_with_control (self, "Mitigated", reason, control_id, title);
}

void
_pp_threat_panel_decided_cb (PpThreatPanel *self,
                             const char    *status,
                             const char    *reason)
{
  decide (self, status, reason);
}

void
_pp_threat_panel_apply_cb (PpThreatPanel *self,
                           guint          remedy)
{
  const PpRemedy *chosen = pp_threat_detail_get_remedy (self->detail, remedy);
  g_autoptr (GError) error = NULL;

  if (chosen == NULL)
    return;
  g_free (self->advance_key);
  self->advance_key = _pp_threat_panel_find_next_key (self);
  if (!pp_triage_apply (pp_assessment_get_history (self->assessment), chosen, &error) && error != NULL)
    _pp_threat_panel_message_cb (self, error->message);
}

static void
decide_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpThreatPanel *self = PP_THREAT_PANEL (widget);

  /* Who is faster than the list decides of what comes next all the same. */
  if (self->advance_key != NULL)
    _pp_threat_panel_finish_filling (self);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (g_str_equal (decisions[i].action, name))
      {
        if (g_str_equal (decisions[i].status, "Open"))
          {
            if (!_pp_threat_panel_open_detail (self))
              decide (self, "Open", NULL);
          }
        else
          {
            adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
            pp_threat_detail_ask_reason (self->detail, decisions[i].status);
          }
      }
}

/* Keys that work in the list only, so that the search entry can have letters. They come before the
 * list, which would open its rows with Return. */
void
_pp_threat_panel_add_keys (PpThreatPanel *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_auto (GStrv) accelerators = g_strsplit (shortcuts[i].accelerators, " ", -1);

      for (guint j = 0; g_str_has_prefix (shortcuts[i].action, "threats.") && accelerators[j] != NULL; j++)
        gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerators[j]),
                            gtk_named_action_new (shortcuts[i].action)));
    }
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
}

static void
record_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpThreatPanel *self = PP_THREAT_PANEL (widget);
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  if (self->assessment == NULL || !pp_assessment_is_ready (self->assessment))
    return;
  if (!pp_triage_record (self->assessment, &n_changes, &error))
    _pp_threat_panel_message_cb (self, error->message);
  else
    _pp_threat_panel_message_cb (self, n_changes > 0 ? _("All that was found is in the model now")
                                                     : _("All that was found was in the model already"));
}

void
_pp_threat_panel_install_decisions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i].action, NULL, decide_cb);
  gtk_widget_class_install_action (widget_class, "threats.record", NULL, record_cb);
}
