/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_TYPE_FINDER (pp_finder_get_type ())
G_DECLARE_FINAL_TYPE (PpFinder, pp_finder, PP, FINDER, GtkPopover)

/**
 * PpFinder::found:
 * @self: the finder
 * @id: what was chosen
 * @is_threat: whether it is a threat, else it is an element
 */

/* Finds elements by name, kind and description, and threats by title and number. */
void pp_finder_set_model (PpFinder *self,
                          PpModel  *model);

G_END_DECLS
