/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pp_inspector_leave_undo_to_window (GtkWidget *widget);

G_END_DECLS
