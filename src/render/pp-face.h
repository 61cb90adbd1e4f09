/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-scene.h"
#include "pp-text.h"

G_BEGIN_DECLS

#define PP_FACE_ICON_SIZE 20.0
#define PP_FACE_TITLE_PADDING 8.0
#define PP_FACE_LABEL_PADDING_X 5.0
#define PP_FACE_LABEL_PADDING_Y 2.0
/* Seen from afar labels are drawn up to this much larger, to stay legible. */
#define PP_FACE_LABEL_GROWTH 1.45

/* How icon and name stand in a node: fills icon_box and label_box from box and shape. */
void       pp_face_compose     (PpSceneItem       *item,
                                PpRuler           *ruler);
/* The size of an edge's label with its ground; empty without a text. */
PpTextSize pp_face_measure_label (const PpSceneItem *item,
                                PpRuler           *ruler);
/* What stands below an edge's name: protocol and marking. NULL for nothing. */
char      *pp_face_dup_detail  (const PpSceneItem *item);
/* The badge that counts open threats; empty without any. */
PpBox      pp_face_badge       (const PpSceneItem *item);
/* The chip of a node's marking; empty without one. */
PpBox      pp_face_chip        (const PpSceneItem *item,
                                PpRuler           *ruler);
/* Everything that is painted for the item. */
PpBox      pp_face_bounds      (const PpSceneItem *item,
                                PpRuler           *ruler);

G_END_DECLS
