/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-search-popover.h"

G_BEGIN_DECLS

/* Finds elements by name, kind and description, and threats by title and number. */
#define PP_TYPE_FINDER (pp_finder_get_type ())
G_DECLARE_FINAL_TYPE (PpFinder, pp_finder, PP, FINDER, PpSearchPopover)

/**
 * PpFinder::found:
 * @self: the finder
 * @id: what was chosen
 * @is_threat: whether it is a threat, else it is an element
 */

G_END_DECLS
