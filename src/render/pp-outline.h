/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

/**
 * PpShape: the outline of a node, by the names that kinds use
 */
typedef enum {
  PP_SHAPE_RECTANGLE,
  PP_SHAPE_ROUNDED,
  PP_SHAPE_ELLIPSE,
  PP_SHAPE_LINES,
  PP_SHAPE_CYLINDER,
  PP_SHAPE_STACK,
  PP_SHAPE_HEXAGON,
  PP_SHAPE_PERSON,
  PP_SHAPE_CLOUD,
  PP_SHAPE_BOUNDARY,
  PP_SHAPE_TEXT,
} PpShape;

PpShape  pp_shape_from_string     (const char    *name);

/* A node as a line to its border sees it: box, outline and turn about the centre. */
typedef struct {
  PpBox   box;
  PpShape shape;
  double  angle;                  /* degrees, clockwise */
} PpOutline;

/* Where the ray from @inside (a point within, often the centre) to @towards leaves the outline. */
PpPoint  pp_outline_clip          (const PpOutline *self,
                                   PpPoint          inside,
                                   PpPoint          towards);
gboolean pp_outline_contains      (const PpOutline *self,
                                   PpPoint          point,
                                   double           tolerance);
/* The middle of a side, `top`, `right`, `bottom` or `left`, on the outline; @normal points outwards. */
PpPoint  pp_outline_side          (const PpOutline *self,
                                   const char      *side,
                                   PpPoint         *normal);
/* The box around the turned outline. */
PpBox    pp_outline_bounds        (const PpOutline *self);

/* The outline of a cloud in a unit square: a start and three points for each of the curves. */
const PpPoint *pp_outline_get_cloud (guint         *n_points);
/* What the shapes are made of, in layout units, for a node of this size. */
double   pp_outline_corner_radius (const PpBox     *box);
double   pp_outline_cap           (PpShape          shape,
                                   const PpBox     *box);
double   pp_outline_head_radius   (const PpBox     *box);

G_END_DECLS
