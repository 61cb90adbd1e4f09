/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A combo row of libadwaita cuts what is longer than twenty letters, in the row and in the list below it. */

#include "pp-combo-row.h"

#define CHOICE_WIDTH_CHARS 40
#define CHOSEN_WIDTH_CHARS 24

static GtkWidget *
make_label (int      max_width_chars,
            GtkAlign align)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_width_chars);
  gtk_label_set_xalign (GTK_LABEL (label), align == GTK_ALIGN_START ? 0 : 1);
  gtk_label_set_justify (GTK_LABEL (label), align == GTK_ALIGN_START ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT);
  return label;
}

/* --- What is chosen ----------------------------------------------------------------------------- */

static void
setup_chosen_cb (GtkListItemFactory *factory,
                 GtkListItem        *item)
{
  gtk_list_item_set_child (item, make_label (CHOSEN_WIDTH_CHARS, GTK_ALIGN_END));
}

static void
bind_chosen_cb (GtkListItemFactory *factory,
                GtkListItem        *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* --- The choices -------------------------------------------------------------------------------- */

static void
update_check (AdwComboRow *row,
              GParamSpec  *pspec,
              GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (check, adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item) ? 1 : 0);
}

static void
setup_choice_cb (AdwComboRow *row,
                 GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), make_label (CHOICE_WIDTH_CHARS, GTK_ALIGN_START));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
}

static void
bind_choice_cb (AdwComboRow *row,
                GtkListItem *item)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (gtk_list_item_get_item (item)));
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (update_check), item, 0);
  update_check (row, NULL, item);
}

static void
unbind_choice_cb (AdwComboRow *row,
                  GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (row, update_check, item);
}

/**
 * pp_combo_row_show_whole_texts:
 * @row: a row whose model is of strings
 *
 * Shows what is chosen, and the choices, in as many lines as they need.
 */
void
pp_combo_row_show_whole_texts (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) chosen = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) choices = gtk_signal_list_item_factory_new ();

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  g_signal_connect (chosen, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (chosen, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  g_signal_connect_object (choices, "setup", G_CALLBACK (setup_choice_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (choices, "bind", G_CALLBACK (bind_choice_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (choices, "unbind", G_CALLBACK (unbind_choice_cb), row, G_CONNECT_SWAPPED);
  adw_combo_row_set_factory (row, chosen);
  adw_combo_row_set_list_factory (row, choices);
}

/**
 * pp_combo_row_show_sentences:
 * @row: a row whose model is of strings
 *
 * Shows what is chosen in whole, and below the title of the row, where a sentence has room.
 */
void
pp_combo_row_show_sentences (AdwComboRow *row)
{
  pp_combo_row_show_whole_texts (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_use_subtitle (row, TRUE);
}
