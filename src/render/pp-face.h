/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-scene.h"
#include "pp-text.h"

G_BEGIN_DECLS

#define PP_FACE_ICON_SIZE 20.0
#define PP_FACE_TITLE_PADDING 8.0
#define PP_FACE_CHIP_HEIGHT 14.0
/* From the size that is wished down to that of exports. */
#define PP_FACE_N_SCALES 5
#define PP_FACE_LABEL_PADDING_X 5.0
#define PP_FACE_LABEL_PADDING_Y 2.0
/* Seen from afar labels are drawn up to this much larger, to stay legible. */
#define PP_FACE_LABEL_GROWTH 1.45
/* Labels that would be smaller than this are drawn larger. */
#define PP_FACE_SMALLEST_LABEL_PX 7.0

/* How icon and name stand in a node: fills icon_box, label_box and text_scale from box and shape. */
void       pp_face_compose     (PpSceneItem       *item,
                                PpRuler           *ruler);
/* The size of an edge's label with its ground, empty without a text; fills text_scale, which is at most
 * @wished. */
PpTextSize pp_face_measure_label (PpSceneItem     *item,
                                double             wished,
                                PpRuler           *ruler);
/* What stands below an edge's name: protocol and marking. NULL for nothing. */
char      *pp_face_dup_detail  (const PpSceneItem *item);
/* How much larger than usual an edge's label must be to stay legible. @scale is 0 for vectors. */
double     pp_face_get_label_growth (const PpSceneItem *item,
                                double             scale);
/* The sizes that are tried for a text, where @wished is the largest: steps 0 to %PP_FACE_N_SCALES - 1. */
double     pp_face_step_scale  (double             wished,
                                guint              step);
/* The parts of the badge as seen at @scale, and the box around them, empty without any. */
guint      pp_face_list_badges (const PpSceneItem *item,
                                double             scale,
                                PpBadgePart        parts[PP_N_BADGE_PARTS]);
PpBox      pp_face_badge       (const PpSceneItem *item,
                                double             scale);
/* The box around the badge at any scale. */
PpBox      pp_face_badge_extents (const PpSceneItem *item);
/* The chip of a node's marking; empty without one. */
PpBox      pp_face_chip        (const PpSceneItem *item,
                                PpRuler           *ruler);
/* Everything that is painted for the item. */
PpBox      pp_face_bounds      (const PpSceneItem *item,
                                PpRuler           *ruler);

G_END_DECLS
