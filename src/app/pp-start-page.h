/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PP_TYPE_START_PAGE (pp_start_page_get_type ())
G_DECLARE_FINAL_TYPE (PpStartPage, pp_start_page, PP, START_PAGE, GtkWidget)

/* What a window shows before it has a document: new, open, recent files, examples. */
GtkWidget *pp_start_page_new (void);

G_END_DECLS
