/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PP_TYPE_GRADUAL_LIST (pp_gradual_list_get_type ())
G_DECLARE_FINAL_TYPE (PpGradualList, pp_gradual_list, PP, GRADUAL_LIST, GObject)

/**
 * PpGradualList:
 *
 * A list that follows another one without holding up the main loop. A GtkListView makes widgets for the first
 * two hundred lines of what it gets, at once and long before anybody scrolls there; from this list it gets them
 * piece by piece, the top in the next turn of the main loop. Small changes are followed at once wherever they are.
 * While its view is not seen it has only a few lines from the top, and takes the others when the view is shown.
 *
 * Properties
 *   filled (boolean, read-only): the list is equal to its source */

/* @source: (nullable) (transfer none) */
PpGradualList *pp_gradual_list_new        (GListModel    *source);
void           pp_gradual_list_set_source (PpGradualList *self,
                                           GListModel    *source);
void           pp_gradual_list_set_view   (PpGradualList *self,
                                           GtkWidget     *view);
gboolean       pp_gradual_list_is_filled  (PpGradualList *self);
/* Takes all that is left now, for who has to go to a line. */
void           pp_gradual_list_finish     (PpGradualList *self);

G_END_DECLS
