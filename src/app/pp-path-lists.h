/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attacks.h"
#include "pp-overlay.h"
#include "pp-path-item.h"

G_BEGIN_DECLS

/**
 * PpPathView: what the panel of attack paths shows
 * @PP_PATH_VIEW_PATHS: the likeliest paths
 * @PP_PATH_VIEW_CHOKE_POINTS: what all paths pass
 * @PP_PATH_VIEW_CUT: what to harden, cut or mitigate so that no path is left, at the least cost
 * @PP_PATH_VIEW_MITIGATIONS: what to state so that no path is left, and what each single one buys
 * @PP_PATH_VIEW_BLAST: how far an element's fall reaches
 */
typedef enum {
  PP_PATH_VIEW_PATHS,
  PP_PATH_VIEW_CHOKE_POINTS,
  PP_PATH_VIEW_CUT,
  PP_PATH_VIEW_MITIGATIONS,
  PP_PATH_VIEW_BLAST,
} PpPathView;

/* The table of a view, and the table of what one line of it consists of: of PpPathItem. */
GPtrArray *pp_path_lists_make         (PpAttacks  *attacks,
                                       PpPathView  view);
GPtrArray *pp_path_lists_make_details (PpAttacks  *attacks,
                                       PpPathView  view,
                                       PpPathItem *item);

/* The picture of the same: what the diagram tells while a line is chosen; NULL for nothing. */
PpOverlay *pp_path_overlay_make       (PpAttacks  *attacks,
                                       PpPathView  view,
                                       PpPathItem *item);

G_END_DECLS
