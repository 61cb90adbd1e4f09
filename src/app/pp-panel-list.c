/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-panel-list.h"

static void
filled_cb (GtkAccessible *list,
           GParamSpec    *pspec,
           PpGradualList *lines)
{
  gtk_accessible_update_state (list, GTK_ACCESSIBLE_STATE_BUSY, !pp_gradual_list_is_filled (lines), -1);
}

GtkSingleSelection *
pp_panel_list_set_up (GtkListView        *view,
                      GtkListItemFactory *factory,
                      PpGradualList      *lines,
                      GCallback           selected,
                      gpointer            self)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (lines));
  g_signal_connect_object (lines, "notify::filled", G_CALLBACK (filled_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "notify::selected-item", selected, self, G_CONNECT_SWAPPED);
  pp_gradual_list_set_view (lines, GTK_WIDGET (view));
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return selection;
}

static GtkWidget *
find_selected_row (GtkListView *view)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      return row;
  return NULL;
}

/* A list that gets the focus gives it to the place where it was last, whatever stands there now. */
gboolean
pp_panel_list_focus (GtkListView        *view,
                     GtkSingleSelection *selection)
{
  guint position = gtk_single_selection_get_selected (selection);
  GtkWidget *row;

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (view), "list.scroll-to-item", "u", position);
  row = find_selected_row (view);
  return (row != NULL && gtk_widget_grab_focus (row)) || gtk_widget_grab_focus (GTK_WIDGET (view));
}

void
pp_panel_list_begin (GtkListView        *view,
                     GtkSingleSelection *selection)
{
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  gtk_widget_activate_action (GTK_WIDGET (view), "list.scroll-to-item", "u", 0);
}

void
pp_panel_list_show_empty (GtkStack      *stack,
                          AdwStatusPage *page,
                          const char    *title,
                          const char    *description)
{
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
  gtk_stack_set_visible_child_name (stack, "empty");
}
