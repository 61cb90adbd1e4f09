/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-rest.h"

struct _PpRest {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PpRest, pp_rest, ADW_TYPE_BIN)

static void
pp_rest_map (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_set_visible (child, TRUE);
  GTK_WIDGET_CLASS (pp_rest_parent_class)->map (widget);
}

static void
pp_rest_unmap (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  GTK_WIDGET_CLASS (pp_rest_parent_class)->unmap (widget);
  if (child != NULL)
    pp_rest_hide (child);
}

static void
pp_rest_class_init (PpRestClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = pp_rest_map;
  GTK_WIDGET_CLASS (klass)->unmap = pp_rest_unmap;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pp_rest_init (PpRest *self)
{
}

/**
 * pp_rest_hide:
 * @widget: a part of a page that is not seen any more
 *
 * Hides @widget. A window remembers the last part that went with the focus in it; of a part in a part, which go one
 * after the other, GTK never releases the outer one. So nothing that is hidden here has the focus.
 */
void
pp_rest_hide (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_visible (widget, FALSE);
}
