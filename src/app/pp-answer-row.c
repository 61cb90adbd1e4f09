/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-answer-row.h"

struct _PpAnswerRow {
  AdwActionRow  parent_instance;

  /* Owned */
  char         *id;
};

G_DEFINE_FINAL_TYPE (PpAnswerRow, pp_answer_row, ADW_TYPE_ACTION_ROW)

enum {
  OPEN,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whoever listens may take the row away, and the identifier with it. */
static void
tell (PpAnswerRow *self,
      guint        signal)
{
  g_autofree char *id = g_strdup (self->id);

  g_signal_emit (self, signals[signal], 0, id);
}

static void
pp_answer_row_activate (AdwActionRow *row)
{
  ADW_ACTION_ROW_CLASS (pp_answer_row_parent_class)->activate (row);
  tell (PP_ANSWER_ROW (row), OPEN);
}

static void
clicked_cb (PpAnswerRow *self)
{
  tell (self, REMOVE);
}

static void
pp_answer_row_finalize (GObject *object)
{
  g_free (PP_ANSWER_ROW (object)->id);

  G_OBJECT_CLASS (pp_answer_row_parent_class)->finalize (object);
}

static void
pp_answer_row_class_init (PpAnswerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_answer_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = pp_answer_row_activate;
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pp_answer_row_init (PpAnswerRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * pp_answer_row_new:
 * @id: what is told when something is done with the row
 * @title: what the row names
 * @detail: what else is to be said of it
 * @remove_text: what the button does
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
pp_answer_row_new (const char *id,
                   const char *title,
                   const char *detail,
                   const char *remove_text)
{
  PpAnswerRow *self = g_object_new (PP_TYPE_ANSWER_ROW, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *escaped = g_markup_escape_text (detail, -1);

  self->id = g_strdup (id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, remove_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_text, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return GTK_WIDGET (self);
}

const char *
pp_answer_row_get_id (PpAnswerRow *self)
{
  g_return_val_if_fail (PP_IS_ANSWER_ROW (self), NULL);

  return self->id;
}
