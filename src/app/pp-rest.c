/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-rest.h"

struct _PpRest {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PpRest, pp_rest, ADW_TYPE_BIN)

static void
show_child (GtkWidget *widget,
            gboolean   shown)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_set_visible (child, shown);
}

static void
pp_rest_map (GtkWidget *widget)
{
  show_child (widget, TRUE);
  GTK_WIDGET_CLASS (pp_rest_parent_class)->map (widget);
}

static void
pp_rest_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pp_rest_parent_class)->unmap (widget);
  show_child (widget, FALSE);
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
