/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-undo.h"

/**
 * pp_inspector_leave_undo_to_window:
 * @widget: a text view, or an editable such as an entry or a spin button
 *
 * What is typed in the inspector is in the model at once, so there is one history, the model's. This
 * takes the widget's own history away, and its keys: while its actions are enabled it swallows
 * Ctrl+Z even where it has nothing to undo.
 */
void
pp_inspector_leave_undo_to_window (GtkWidget *widget)
{
  GtkWidget *text = widget;

  if (GTK_IS_TEXT_VIEW (widget))
    {
      gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), FALSE);
    }
  else
    {
      gtk_editable_set_enable_undo (GTK_EDITABLE (widget), FALSE);
      while (GTK_IS_EDITABLE (text) && gtk_editable_get_delegate (GTK_EDITABLE (text)) != NULL)
        text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (text)));
    }
  gtk_widget_action_set_enabled (text, "text.undo", FALSE);
  gtk_widget_action_set_enabled (text, "text.redo", FALSE);
}
