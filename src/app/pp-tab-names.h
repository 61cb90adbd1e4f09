/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void pp_tab_names_follow_labels (GtkStackSwitcher *switcher);
