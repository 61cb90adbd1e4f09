/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page full of rows takes several frames to be laid out for the first time. Its parts are shown one after the
 * other from the top, each in a frame of its own. */
void pp_reveal_in_turns (GtkWidget *box);
/* For who has to go to one of them. */
void pp_reveal_finish   (GtkWidget *box);

G_END_DECLS
