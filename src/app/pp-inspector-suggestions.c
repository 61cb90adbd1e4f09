/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A menu of known words beside an entry that takes any word. The menu is made when it is opened, so
 * that a panel of many rows costs nothing for it. */

#include "pp-inspector-suggestions.h"

typedef struct {
  /* owned */
  char               **words;
  /* borrowed: the button stands in it */
  GtkWidget           *owner;
  PpSuggestionChosen   chosen;
} Suggestions;

static void
suggestions_free (Suggestions *self)
{
  g_strfreev (self->words);
  g_free (self);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  Suggestions   *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  self->chosen (self->owner, self->words[gtk_list_box_row_get_index (row)]);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
make_word_row (const char *word)
{
  GtkWidget *label = gtk_label_new (word);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return row;
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       data)
{
  Suggestions *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (guint i = 0; self->words[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_word_row (self->words[i]));
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (button, popover);
}

/**
 * pp_inspector_suggestions_attach:
 * @button: the button that opens the menu; hidden where there are no words
 * @words: (nullable) (array zero-terminated=1): the known words
 * @owner: the widget that @button is part of
 * @chosen: called with @owner and the word that was chosen
 *
 * Gives a button a menu of known words, in place of the one it had.
 */
void
pp_inspector_suggestions_attach (GtkMenuButton      *button,
                                 const char * const *words,
                                 GtkWidget          *owner,
                                 PpSuggestionChosen  chosen)
{
  Suggestions *self = g_object_get_data (G_OBJECT (button), "pp-suggestions");
  gboolean any = words != NULL && words[0] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), any);
  if (self != NULL && any && g_strv_equal ((const char * const *) self->words, words))
    return;

  gtk_menu_button_set_popover (button, NULL);
  self = g_new0 (Suggestions, 1);
  self->words = any ? g_strdupv ((char **) words) : g_new0 (char *, 1);
  self->owner = owner;
  self->chosen = chosen;
  gtk_menu_button_set_create_popup_func (button, create_popover_cb, self, NULL);
  g_object_set_data_full (G_OBJECT (button), "pp-suggestions", self,
                          (GDestroyNotify) suggestions_free);
}
