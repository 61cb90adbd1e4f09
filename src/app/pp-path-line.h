/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-path-item.h"

G_BEGIN_DECLS

#define PP_TYPE_PATH_LINE (pp_path_line_get_type ())
G_DECLARE_FINAL_TYPE (PpPathLine, pp_path_line, PP, PATH_LINE, GtkWidget)

/* Shows an item. Its button activates `paths.apply` with the key of the item's mitigation. */
GtkWidget          *pp_path_line_new         (void);
void                pp_path_line_show        (PpPathLine *self,
                                              PpPathItem *item);
GtkListItemFactory *pp_path_line_factory_new (void);

G_END_DECLS
