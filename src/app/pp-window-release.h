/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To free some thousand widgets takes longer than a frame. Nobody waits for that: what is in the window when it
 * goes is let go of when the main loop has nothing better to do. */
void pp_window_release_later (GtkWindow *window);

G_END_DECLS
