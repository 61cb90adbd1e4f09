/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK takes the title of a page as the accessible name of its tab and of the page, underline and all: a screen
 * reader would say “Attack underline Paths”. The label of the tab knows the text without. */
#include "pp-tab-names.h"

static void
name_tabs (GtkStackSwitcher *switcher)
{
  GtkStack *stack = gtk_stack_switcher_get_stack (switcher);
  g_autoptr (GtkSelectionModel) pages = stack != NULL ? gtk_stack_get_pages (stack) : NULL;
  GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (switcher));

  for (guint i = 0; pages != NULL && tab != NULL; i++, tab = gtk_widget_get_next_sibling (tab))
    {
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (tab));
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      const char *name;

      if (!GTK_IS_LABEL (label) || page == NULL)
        continue;
      name = gtk_label_get_text (GTK_LABEL (label));
      gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static gboolean
name_tabs_cb (gpointer user_data)
{
  name_tabs (GTK_STACK_SWITCHER (user_data));
  return G_SOURCE_REMOVE;
}

/* GTK names the page once more when it has told of its new title. */
static void
title_changed_cb (GtkStackSwitcher *switcher)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, name_tabs_cb, g_object_ref (switcher), g_object_unref);
}

/**
 * pp_tab_names_follow_labels:
 * @switcher: a switcher whose stack has all its pages
 *
 * Gives the tabs of @switcher and their pages the shown titles as accessible names, now and whenever a
 * title changes.
 */
void
pp_tab_names_follow_labels (GtkStackSwitcher *switcher)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_if_fail (GTK_IS_STACK_SWITCHER (switcher) && gtk_stack_switcher_get_stack (switcher) != NULL);

  pages = gtk_stack_get_pages (gtk_stack_switcher_get_stack (switcher));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_signal_handlers_disconnect_by_func (page, title_changed_cb, switcher);
      g_signal_connect_object (page, "notify::title", G_CALLBACK (title_changed_cb), switcher,
                               G_CONNECT_SWAPPED);
    }
  name_tabs (switcher);
}
