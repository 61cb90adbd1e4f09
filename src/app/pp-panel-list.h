/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-gradual-list.h"

G_BEGIN_DECLS

/* What the lists of the panel below the diagram have in common: lines that come a few at a time, of which one or
 * none is selected. */

/* @selected is called with @self when another line is selected, or none; while lines are still to come the
 * list says that it is busy. Returns: (transfer full): the selection. */
GtkSingleSelection *pp_panel_list_set_up     (GtkListView        *view,
                                              GtkListItemFactory *factory,
                                              PpGradualList      *lines,
                                              GCallback           selected,
                                              gpointer            self);
/* Goes to the selected line; whether the list has taken the focus. */
gboolean            pp_panel_list_focus      (GtkListView        *view,
                                              GtkSingleSelection *selection);
/* Its lines are those of another list from now on: it is seen from its top, and what was chosen is not. */
void                pp_panel_list_begin      (GtkListView        *view,
                                              GtkSingleSelection *selection);
/* In place of the list, which is a page of @stack, stand words. */
void                pp_panel_list_show_empty (GtkStack           *stack,
                                              AdwStatusPage      *page,
                                              const char         *title,
                                              const char         *description);

G_END_DECLS
