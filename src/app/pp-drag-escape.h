/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void pp_drag_escape_add (GtkDragSource *source);
