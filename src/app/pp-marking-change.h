/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-history.h"

G_BEGIN_DECLS

/* Does @changes as one step. When one of them lowers a marking it asks for the reason first, and records it
 * in the same step; @callback is told whether the changes were done. */
void     pp_marking_change_async  (GtkWidget            *widget,
                                   PpHistory            *history,
                                   const char           *label,
                                   GPtrArray            *changes,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean pp_marking_change_finish (GAsyncResult         *result);

G_END_DECLS
