/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Windows that show something of the model beside the window of the document. */

#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-attack-window.h"
#include "pp-controls-window.h"
#include "pp-dialogs.h"
#include "pp-rule-workbench.h"
#include "pp-turn.h"

static void
open_threat_cb (PpWindow   *self,
                const char *id)
{
  gtk_window_present (GTK_WINDOW (self));
  pp_editor_reveal_threat (self->editor, id);
}

/**
 * _pp_window_show_controls:
 * @self: a window with a document
 * @control_id: (nullable): the control to open
 *
 * Shows the controls of the model.
 */
void
_pp_window_show_controls (PpWindow   *self,
                          const char *control_id)
{
  pp_editor_flush (self->editor);
  if (self->controls_window == NULL)
    {
      GtkWidget *window = pp_controls_window_new (GTK_WINDOW (self), pp_document_get_history (self->document));

      g_set_weak_pointer (&self->controls_window, window);
      g_signal_connect_object (window, "open-threat", G_CALLBACK (open_threat_cb), self, G_CONNECT_SWAPPED);
    }
  if (control_id != NULL)
    pp_controls_window_select (PP_CONTROLS_WINDOW (self->controls_window), control_id);
  pp_window_present_soon (GTK_WINDOW (self->controls_window));
}

/* Selects those of the elements that stand in one diagram with the first. */
static void
show_elements_cb (PpWindow           *self,
                  const char * const *ids)
{
  pp_editor_zoom_to (self->editor, ids);
}

static void
show_threat_cb (PpWindow   *self,
                const char *element,
                const char *threat)
{
  gtk_window_present (GTK_WINDOW (self));
  if (threat != NULL)
    pp_editor_reveal_threat (self->editor, threat);
  else
    pp_editor_reveal (self->editor, element);
}

/**
 * _pp_window_show_attack:
 * @self: a window with a document
 *
 * Shows what threatens the model as a matrix of ATT&CK.
 */
void
_pp_window_show_attack (PpWindow *self)
{
  pp_editor_flush (self->editor);
  if (self->attack_window == NULL)
    {
      GtkWidget *window = pp_attack_window_new (GTK_WINDOW (self), pp_document_get_assessment (self->document));

      g_set_weak_pointer (&self->attack_window, window);
      g_signal_connect_object (window, "show-elements", G_CALLBACK (show_elements_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "show-threat", G_CALLBACK (show_threat_cb), self, G_CONNECT_SWAPPED);
    }
  pp_window_present_soon (GTK_WINDOW (self->attack_window));
}

static void
select_elements_cb (PpWindow           *self,
                    const char * const *ids)
{
  pp_editor_select (self->editor, ids);
}

static gboolean
make_rules_cb (gpointer user_data)
{
  PpWindow *self = PP_WINDOW (user_data);
  GtkWidget *window = pp_rule_workbench_new (GTK_WINDOW (self), self->document);

  self->making_rules = 0;
  g_set_weak_pointer (&self->rule_workbench, window);
  g_signal_connect_object (window, "show-elements", G_CALLBACK (select_elements_cb), self, G_CONNECT_SWAPPED);
  pp_window_present_soon (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

/**
 * _pp_window_show_rules:
 * @self: a window with a document
 *
 * Shows the rules, and what they find in the document.
 */
void
_pp_window_show_rules (PpWindow *self)
{
  pp_editor_flush (self->editor);
  if (self->rule_workbench != NULL)
    {
      pp_window_present_soon (GTK_WINDOW (self->rule_workbench));
      return;
    }
  if (self->making_rules != 0)
    return;
  pp_rule_workbench_prepare ();
  self->making_rules = pp_turn_add (make_rules_cb, self);
}

/**
 * _pp_window_close_views:
 * @self: a window
 *
 * Closes the windows that show something of its document.
 */
void
_pp_window_close_views (PpWindow *self)
{
  g_clear_handle_id (&self->making_rules, pp_turn_remove);
  if (self->controls_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->controls_window));
  if (self->rule_workbench != NULL)
    gtk_window_destroy (GTK_WINDOW (self->rule_workbench));
  if (self->attack_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->attack_window));
}
