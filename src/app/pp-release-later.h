/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To free some thousand objects takes longer than a frame. Nobody waits for that: they go a few at a time, when
 * the main loop has nothing better to do. */

/* @object: (transfer full) */
void pp_release_later        (gpointer   object);
/* What is in the window when it goes. */
void pp_window_release_later (GtkWindow *window);

G_END_DECLS
