/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *pp_help_get_page   (GtkWidget *widget);
char      **pp_help_list_pages (void);
void        pp_help_show       (GtkWindow *window);
void        pp_help_add_key    (GtkWindow *window);

G_END_DECLS
