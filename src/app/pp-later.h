/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PP_TYPE_LATER (pp_later_get_type ())
G_DECLARE_FINAL_TYPE (PpLater, pp_later, PP, LATER, AdwBin)

/* The place of a part of a window that is not seen at first. The part is made when the main loop is idle, or
 * at once when somebody asks for it: to make all parts of a window together would hold it up for several frames.
 *
 * Properties
 *   widget-type (GType, construct only): what is made
 * Signals
 *   made (GtkWidget widget): to connect it, and to tell it what is shown */

/* Returns: (transfer none): the part, made by now */
GtkWidget *pp_later_get  (PpLater *self);
/* Returns: (transfer none) (nullable): the part, if it is made */
GtkWidget *pp_later_peek (PpLater *self);

G_END_DECLS
