/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Work of the interface that can wait until the main loop has nothing better to do. Idle sources of their own
 * would all be served in the same turn of the main loop, and the sum of what each of them may take holds up a
 * frame; what is added here takes turns instead. */

/* Returns: an identifier, never 0 */
guint pp_turn_add    (GSourceFunc  function,
                      gpointer     user_data);
void  pp_turn_remove (guint        id);
/* Drops a reference of an object that takes long to go, in a turn of its own. */
void  pp_turn_unref  (gpointer     object);

G_END_DECLS
