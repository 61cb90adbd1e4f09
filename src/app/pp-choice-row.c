/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-choice-row.h"

#include <glib/gi18n.h>

struct _PpChoiceRow {
  AdwPreferencesRow  parent_instance;

  /* owned by the row's box */
  GtkWidget         *choices;
  GPtrArray         *buttons;   /* owned: the array only */

  /* state */
  gboolean           setting;
};

G_DEFINE_FINAL_TYPE (PpChoiceRow, pp_choice_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
toggled_cb (PpChoiceRow     *self,
            GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);

  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
                               active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (!self->setting && active)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static int
find_focus (PpChoiceRow *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_widget_is_focus (g_ptr_array_index (self->buttons, i)))
      return (int) i;
  return -1;
}

static gboolean
pp_choice_row_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  PpChoiceRow *self = PP_CHOICE_ROW (widget);
  int current = find_focus (self);
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int next;

  if (self->buttons->len == 0)
    return FALSE;
  if (current < 0)
    return gtk_widget_grab_focus (g_ptr_array_index (self->buttons, pp_choice_row_get_selected (self)));
  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return FALSE;
  next = current + ((direction == GTK_DIR_RIGHT) != backwards ? 1 : -1);
  if (next >= 0 && next < (int) self->buttons->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->buttons, next));
  return TRUE;
}

static void
pp_choice_row_finalize (GObject *object)
{
  g_ptr_array_unref (PP_CHOICE_ROW (object)->buttons);

  G_OBJECT_CLASS (pp_choice_row_parent_class)->finalize (object);
}

static void
pp_choice_row_class_init (PpChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_choice_row_finalize;
  GTK_WIDGET_CLASS (klass)->focus = pp_choice_row_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pp_choice_row_init (PpChoiceRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);

  self->buttons = g_ptr_array_new ();
  self->choices = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);
  gtk_widget_add_css_class (self->choices, "linked");
  gtk_widget_add_css_class (self->choices, "choices");
  gtk_widget_set_valign (self->choices, GTK_ALIGN_CENTER);
  g_object_bind_property (self, "title", label, "label", G_BINDING_SYNC_CREATE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->choices);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "choice-row");
}

/**
 * pp_choice_row_new:
 * @title: what is chosen
 *
 * Returns: (transfer floating): a row without choices
 */
GtkWidget *
pp_choice_row_new (const char *title)
{
  PpChoiceRow *self = g_object_new (PP_TYPE_CHOICE_ROW, "title", title, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
pp_choice_row_add (PpChoiceRow *self,
                   const char  *label,
                   const char  *tooltip)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO,
                                    "label", label, "tooltip-text", tooltip, NULL);
  /* Translators: what is chosen, and one of the choices, as in “Attack Vector: Network”. */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"),
                                             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), label);

  if (self->buttons->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_ptr_array_add (self->buttons, button);
  gtk_box_append (GTK_BOX (self->choices), button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

guint
pp_choice_row_get_selected (PpChoiceRow *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->buttons, i)))
      return i;
  return 0;
}

void
pp_choice_row_set_selected (PpChoiceRow *self,
                            guint        selected)
{
  g_return_if_fail (selected < self->buttons->len);

  self->setting = TRUE;
  gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, selected), TRUE);
  self->setting = FALSE;
}
