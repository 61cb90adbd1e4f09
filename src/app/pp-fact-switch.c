/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-fact-switch.h"

#include <glib/gi18n.h>

#define N_WAYS 3

struct _PpFactSwitch {
  GtkWidget  parent_instance;

  /* owned; in the order of showing: yes, no, unknown */
  GtkWidget *buttons[N_WAYS];

  /* state */
  gboolean   setting;
};

G_DEFINE_FINAL_TYPE (PpFactSwitch, pp_fact_switch, GTK_TYPE_WIDGET)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  PpTruth     truth;
  const char *text;
  const char *name;
} ways[N_WAYS] = {
  /* Translators: the three ways of a switch for a fact; keep the first and the second short. */
  { PP_TRUTH_YES, N_("Yes"), N_("Yes") },
  { PP_TRUTH_NO, N_("No"), N_("No") },
  /* Translators: "?" stands for "unknown" in a narrow button. */
  { PP_TRUTH_UNKNOWN, N_("?"), N_("Unknown") },
};

static void
update_checked_states (PpFactSwitch *self)
{
  for (guint i = 0; i < N_WAYS; i++)
    {
      gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i]));

      gtk_accessible_update_state (GTK_ACCESSIBLE (self->buttons[i]),
                                   GTK_ACCESSIBLE_STATE_CHECKED,
                                   active ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                          : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                   -1);
    }
}

static void
toggled_cb (PpFactSwitch    *self,
            GtkToggleButton *button)
{
  if (self->setting || !gtk_toggle_button_get_active (button))
    return;
  update_checked_states (self);
  for (guint i = 0; i < N_WAYS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[CHOSEN], 0, ways[i].truth);
}

static int
find_focus (PpFactSwitch *self)
{
  for (int i = 0; i < N_WAYS; i++)
    if (gtk_widget_is_focus (self->buttons[i]))
      return i;
  return -1;
}

/* Tab enters at the way that is on, and leaves from any; arrows stay inside. */
static gboolean
pp_fact_switch_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  PpFactSwitch *self = PP_FACT_SWITCH (widget);
  int current = find_focus (self);
  gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int next;

  if (current < 0)
    {
      next = N_WAYS - 1;
      for (int i = 0; i < N_WAYS; i++)
        if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i])))
          next = i;
      return gtk_widget_grab_focus (self->buttons[next]);
    }
  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return FALSE;
  next = current + ((direction == GTK_DIR_RIGHT) != backwards ? 1 : -1);
  if (next < 0 || next >= N_WAYS)
    return FALSE;
  return gtk_widget_grab_focus (self->buttons[next]);
}

static gboolean
pp_fact_switch_grab_focus (GtkWidget *widget)
{
  return pp_fact_switch_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
pp_fact_switch_dispose (GObject *object)
{
  PpFactSwitch *self = PP_FACT_SWITCH (object);

  for (guint i = 0; i < N_WAYS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (pp_fact_switch_parent_class)->dispose (object);
}

static void
pp_fact_switch_class_init (PpFactSwitchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_fact_switch_dispose;
  widget_class->focus = pp_fact_switch_focus;
  widget_class->grab_focus = pp_fact_switch_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "factswitch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
pp_fact_switch_init (PpFactSwitch *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  for (guint i = 0; i < N_WAYS; i++)
    {
      /* GTK asks the display where the pointer is for each tooltip of a widget that is visible. */
      GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO,
                                        "visible", FALSE,
                                        "label", gettext (ways[i].text),
                                        "tooltip-text", gettext (ways[i].name),
                                        NULL);

      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      if (ways[i].truth == PP_TRUTH_UNKNOWN)
        gtk_widget_add_css_class (button, "unknown");
      gtk_widget_set_visible (button, TRUE);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      self->buttons[i] = button;
    }
  pp_fact_switch_set_label (self, "");
}

GtkWidget *
pp_fact_switch_new (void)
{
  return g_object_new (PP_TYPE_FACT_SWITCH, NULL);
}

/**
 * pp_fact_switch_set_truth:
 * @self: a switch
 * @truth: what to show
 */
void
pp_fact_switch_set_truth (PpFactSwitch *self,
                          PpTruth       truth)
{
  self->setting = TRUE;
  for (guint i = 0; i < N_WAYS; i++)
    if (ways[i].truth == truth)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), TRUE);
  self->setting = FALSE;
  update_checked_states (self);
}

/**
 * pp_fact_switch_set_mixed:
 * @self: a switch
 *
 * Shows that several elements differ: no way is on.
 */
void
pp_fact_switch_set_mixed (PpFactSwitch *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < N_WAYS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), FALSE);
  self->setting = FALSE;
  update_checked_states (self);
}

/**
 * pp_fact_switch_set_label:
 * @self: a switch
 * @label: what is asked, translated
 *
 * Names the switch and its ways for assistive technology.
 */
void
pp_fact_switch_set_label (PpFactSwitch *self,
                          const char   *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  for (guint i = 0; i < N_WAYS; i++)
    {
      /* Translators: a fact and one of the answers, as in "Encrypted: Yes". */
      g_autofree char *name = g_strdup_printf (_("%s: %s"), label, gettext (ways[i].name));

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

GtkWidget *
pp_fact_switch_get_button (PpFactSwitch *self,
                           PpTruth       truth)
{
  for (guint i = 0; i < N_WAYS; i++)
    if (ways[i].truth == truth)
      return self->buttons[i];
  return NULL;
}
