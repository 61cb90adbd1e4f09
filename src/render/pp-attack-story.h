/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph.h"
#include "pp-overlay.h"

G_BEGIN_DECLS

/* What an overlay tells of the ways that an attack takes. */

void pp_attack_story_add_path  (PpOverlay          *overlay,
                                const PpAttackPath *path,
                                PpOverlayLine       line,
                                gboolean            numbered);
/* The best path is always there; another one is drawn with it, and has the numbers. */
void pp_attack_story_add_paths (PpOverlay          *overlay,
                                GPtrArray          *paths,
                                guint               chosen);

G_END_DECLS
