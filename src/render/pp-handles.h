/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-scene.h"

G_BEGIN_DECLS

/**
 * PpHandleType:
 * @PP_HANDLE_NONE: nothing
 * @PP_HANDLE_RESIZE: one of eight on a node; @direction says which
 * @PP_HANDLE_CONNECT: where an edge is drawn from; @direction is the side
 * @PP_HANDLE_SOURCE: the end of an edge
 * @PP_HANDLE_TARGET: the other end
 * @PP_HANDLE_BEND: a bend point of the user's own; @number is its place in the list
 * @PP_HANDLE_NEW_BEND: a place on the line that becomes a bend point when dragged; @number is the
 *   place in the list that it would get
 * @PP_HANDLE_LABEL: the label of an edge, which slides along it
 */
typedef enum {
  PP_HANDLE_NONE,
  PP_HANDLE_RESIZE,
  PP_HANDLE_CONNECT,
  PP_HANDLE_SOURCE,
  PP_HANDLE_TARGET,
  PP_HANDLE_BEND,
  PP_HANDLE_NEW_BEND,
  PP_HANDLE_LABEL,
} PpHandleType;

/**
 * PpHandle:
 * @type: what it does
 * @direction_x: -1 left, 0 middle, 1 right
 * @direction_y: -1 top, 0 middle, 1 bottom
 * @number: of a bend
 * @position: its centre in layout units
 */
typedef struct {
  PpHandleType type;
  int          direction_x;
  int          direction_y;
  guint        number;
  PpPoint      position;
} PpHandle;

#define PP_HANDLE_RADIUS_PX 5.0
/* How far off the border the outline of a selected node is drawn, and its handles upon it. */
#define PP_HANDLE_OUTLINE_OFFSET_PX 4.0
/* How far off the border connection handles stand. */
#define PP_HANDLE_CONNECT_OFFSET_PX 18.0

/* What pp_painter_draw_selection() and _draw_connectors() draw, so that what is seen is what is hit.
 * Appends to @out (element-type PpHandle). @scale is device pixels for one unit. */
void     pp_handles_list_selection  (const PpSceneItem *item,
                                     double             scale,
                                     GArray            *out);
void     pp_handles_list_connectors (const PpSceneItem *item,
                                     double             scale,
                                     GArray            *out);
/* The nearest of @handles within @tolerance_px of @point. */
gboolean pp_handles_hit             (GArray            *handles,
                                     PpPoint            point,
                                     double             scale,
                                     double             tolerance_px,
                                     PpHandle          *found);

G_END_DECLS
