/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-model.h"

G_BEGIN_DECLS

/* All layouts, a page each, as large as fits; the current page is @layout_id. Markings are on every
 * page. */
GtkPrintOperation *pp_print_operation_new (PpModel    *model,
                                           const char *title,
                                           const char *layout_id);
void               pp_print_run           (GtkWindow  *parent,
                                           PpModel    *model,
                                           const char *title,
                                           const char *layout_id);

G_END_DECLS
