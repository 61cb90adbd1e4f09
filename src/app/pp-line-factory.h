/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes the widgets of a line. */
typedef GtkWidget *(*PpLineMake) (void);
/* Shows in @line, which @make has made, what @item stands for. */
typedef void       (*PpLineBind) (gpointer     user_data,
                                  GtkWidget   *line,
                                  GtkListItem *item);

/* The lines of a GtkListView that are all equally high, and of which only those that are seen have something in them.
 * A GtkListView has rows for two hundred items around those that are seen, and GTK looks up the styles of all their
 * widgets whenever the focus moves or the window loses it.
 *
 * Returns: (transfer full): the factory of one view */
GtkListItemFactory *pp_line_factory_new (PpLineMake  make,
                                         PpLineBind  bind,
                                         gpointer    user_data);

G_END_DECLS
