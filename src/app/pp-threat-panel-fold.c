/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where there is no room for a threat beside the list, it takes the place of the list. Nobody decides of a threat
 * there that she has not seen: a click or Enter on its line opens it first. */

#include "config.h"

#include "pp-threat-panel-private.h"

#include "pp-threat-line.h"

/* Returns: whether the selected threat took the place of the list */
gboolean
_pp_threat_panel_open_detail (PpThreatPanel *self)
{
  if (!adw_leaflet_get_folded (self->leaflet) || pp_threat_panel_get_selected (self) == NULL
      || adw_leaflet_get_visible_child (self->leaflet) == self->detail_side)
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
  pp_threat_detail_focus (self->detail);
  return TRUE;
}

/* The list takes its place back, where it has lost it. */
void
_pp_threat_panel_close_detail (PpThreatPanel *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_side);
}

/* Who gave up saying why is where she was before. */
void
_pp_threat_panel_cancelled_cb (PpThreatPanel *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    pp_threat_detail_focus (self->detail);
  else
    pp_threat_panel_focus (self);
}

static void
clicked_cb (PpThreatPanel *self,
            int            n_presses,
            double         x,
            double         y)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  if (n_presses == 1 && hit != NULL && gtk_widget_get_ancestor (hit, PP_TYPE_THREAT_LINE) != NULL)
    _pp_threat_panel_open_detail (self);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);

  if (!adw_leaflet_get_folded (self->leaflet))
    return FALSE;
  pp_threat_panel_focus (self);
  return TRUE;
}

void
_pp_threat_panel_add_folding (PpThreatPanel *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (self->detail_side, keys);
}
