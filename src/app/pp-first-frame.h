/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pp_first_frame_watch (GtkWidget *canvas);

G_END_DECLS
