/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PP_TYPE_LATER (pp_later_get_type ())
G_DECLARE_FINAL_TYPE (PpLater, pp_later, PP, LATER, AdwBin)

/* The place of a part of a window that can come a little later. The part is made when the main loop is idle, and
 * laid out in a frame of its own when its place is seen; or at once when somebody asks for it. To make and lay out
 * all parts of a window together would hold it up for several frames.
 *
 * Properties
 *   widget-type (GType, construct only): what is made
 * Signals
 *   made (GtkWidget widget): to connect it, and to tell it what is shown */

/* Returns: (transfer none): the part, made and shown by now */
GtkWidget *pp_later_get  (PpLater *self);
/* Returns: (transfer none) (nullable): the part, if it is made */
GtkWidget *pp_later_peek (PpLater *self);

G_END_DECLS
