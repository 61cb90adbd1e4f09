/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Work of the interface that can wait until the main loop has nothing better to do. Idle sources of their own
 * would all be served in the same turn of the main loop, and the sum of what each of them may take holds up a
 * frame; what is added here takes turns instead. */

/* Returns: an identifier, never 0 */
guint    pp_turn_add        (GSourceFunc  function,
                             gpointer     user_data);
/* For what changes a widget: one of all in each frame of a window, or in a tenth of a second where none is painted. */
guint    pp_turn_add_framed (GtkWidget   *widget,
                             GSourceFunc  function,
                             gpointer     user_data);
/* The same, begun after the frame that is to come: what is changed now is painted first. */
guint    pp_turn_add_after  (GtkWidget   *widget,
                             GSourceFunc  function,
                             gpointer     user_data);
void     pp_turn_remove     (guint        id);
/* Drops a reference of what takes long to go, after those that were dropped before. */
void     pp_turn_unref      (gpointer     object);
/* Whether all that was added is done. */
gboolean pp_turn_is_over    (void);

G_END_DECLS
