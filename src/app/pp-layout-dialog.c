/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-layout-dialog.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-methodologies.h"
#include "pp-text-scale.h"

static const char title_key[] = "pp-title-row";
static const char methodology_key[] = "pp-methodology-row";

/* A method that the list does not know stays, as the last of the list. */
static GtkStringList *
list_methodologies (const char *current,
                    guint      *position)
{
  const char * const *known = pp_methodologies_list ();
  const char *resolved = pp_methodology_resolve (current);
  GtkStringList *list = gtk_string_list_new (NULL);

  *position = GTK_INVALID_LIST_POSITION;
  for (guint i = 0; known[i] != NULL; i++)
    {
      gtk_string_list_append (list, _(pp_methodology_get_label (known[i])));
      if (g_strcmp0 (known[i], resolved) == 0)
        *position = i;
    }
  if (*position == GTK_INVALID_LIST_POSITION && *current != '\0')
    {
      *position = g_list_model_get_n_items (G_LIST_MODEL (list));
      gtk_string_list_append (list, current);
    }
  return list;
}

static const char *
get_methodology (AdwComboRow *row,
                 const char  *before)
{
  const char * const *known = pp_methodologies_list ();
  guint position = adw_combo_row_get_selected (row);

  return position < g_strv_length ((char **) known) ? known[position] : before;
}

static void
title_changed_cb (GtkEditable      *row,
                  AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "agree", *gtk_editable_get_text (row) != '\0');
}

static void
entry_activated_cb (AdwMessageDialog *dialog)
{
  if (adw_message_dialog_get_response_enabled (dialog, "agree"))
    {
      adw_message_dialog_response (dialog, "agree");
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

static GtkWidget *
make_title_row (AdwMessageDialog *dialog,
                const char       *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("_Title"));
  gtk_editable_set_text (GTK_EDITABLE (row), title);
  g_signal_connect (row, "changed", G_CALLBACK (title_changed_cb), dialog);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (entry_activated_cb), dialog);
  title_changed_cb (GTK_EDITABLE (row), dialog);
  return row;
}

static GtkWidget *
make_methodology_row (const char *methodology)
{
  guint position;
  g_autoptr (GtkStringList) methodologies = list_methodologies (methodology, &position);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("_Methodology"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Which categories of threat are offered"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (methodologies));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), position != GTK_INVALID_LIST_POSITION ? position : 0);
  return row;
}

/**
 * pp_layout_dialog_ask_async:
 * @parent: the window that it belongs to
 * @heading: what it is for
 * @agree_label: the label of the button that agrees, with a mnemonic
 * @title: the title so far, or the one that is proposed
 * @methodology: the method so far
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
pp_layout_dialog_ask_async (GtkWindow           *parent,
                            const char          *heading,
                            const char          *agree_label,
                            const char          *title,
                            const char          *methodology,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  AdwMessageDialog *dialog = pp_dialog_new (parent, heading, NULL, "cancel", _("_Cancel"), "agree", agree_label, NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *title_row = make_title_row (dialog, title);
  GtkWidget *methodology_row = make_methodology_row (methodology);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), title_row);
  gtk_list_box_append (GTK_LIST_BOX (list), methodology_row);
  gtk_widget_set_size_request (list, 340, -1);
  pp_text_scale_follow (list);
  adw_message_dialog_set_extra_child (dialog, list);
  g_object_set_data (G_OBJECT (dialog), title_key, title_row);
  g_object_set_data (G_OBJECT (dialog), methodology_key, methodology_row);
  g_object_set_data_full (G_OBJECT (dialog), "pp-methodology", g_strdup (methodology), g_free);
  pp_dialog_ask_async (dialog, callback, user_data);
  gtk_widget_grab_focus (title_row);
}

/**
 * pp_layout_dialog_finish:
 * @result: what the callback was given
 * @title: (out): the title
 * @methodology: (out): the method
 *
 * Returns: whether somebody agreed
 */
gboolean
pp_layout_dialog_finish (GAsyncResult  *result,
                         char         **title,
                         char         **methodology)
{
  g_autoptr (GObject) dialog = g_async_result_get_source_object (result);
  g_autofree char *answer = pp_dialog_ask_finish (result);
  GtkEditable *title_row = g_object_get_data (dialog, title_key);
  AdwComboRow *methodology_row = g_object_get_data (dialog, methodology_key);

  if (!g_str_equal (answer, "agree"))
    return FALSE;
  *title = g_strstrip (g_strdup (gtk_editable_get_text (title_row)));
  *methodology = g_strdup (get_methodology (methodology_row, g_object_get_data (dialog, "pp-methodology")));
  return TRUE;
}
