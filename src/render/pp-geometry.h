/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pp-placement.h"

G_BEGIN_DECLS

/**
 * PpBox: a rectangle in layout units; empty when a side is not positive
 */
typedef struct {
  double x;
  double y;
  double width;
  double height;
} PpBox;

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

gboolean pp_box_is_empty          (const PpBox   *self);
gboolean pp_box_contains          (const PpBox   *self,
                                   PpPoint        point);
gboolean pp_box_contains_box      (const PpBox   *self,
                                   const PpBox   *other);
gboolean pp_box_intersects        (const PpBox   *self,
                                   const PpBox   *other);
/* Area shared by two boxes. */
double   pp_box_overlap           (const PpBox   *self,
                                   const PpBox   *other);
gboolean pp_box_equal             (const PpBox   *self,
                                   const PpBox   *other);
PpBox    pp_box_union             (const PpBox   *self,
                                   const PpBox   *other);
PpBox    pp_box_inflate           (const PpBox   *self,
                                   double         by);
PpBox    pp_box_around            (PpPoint        centre,
                                   double         width,
                                   double         height);
PpBox    pp_box_of_points         (const PpPoint *points,
                                   guint          n_points);
PpPoint  pp_box_centre            (const PpBox   *self);
gboolean pp_box_meets_segment     (const PpBox   *self,
                                   PpPoint        a,
                                   PpPoint        b);

double   pp_point_distance        (PpPoint        a,
                                   PpPoint        b);
PpPoint  pp_point_between         (PpPoint        a,
                                   PpPoint        b,
                                   double         fraction);
PpPoint  pp_point_turn            (PpPoint        point,
                                   PpPoint        centre,
                                   double         degrees);
double   pp_segment_distance      (PpPoint        a,
                                   PpPoint        b,
                                   PpPoint        point);

/* Polylines. Fractions are of the length, 0 at the first point, 1 at the last. */
double   pp_polyline_length       (const PpPoint *points,
                                   guint          n_points);
double   pp_polyline_distance     (const PpPoint *points,
                                   guint          n_points,
                                   PpPoint        point,
                                   guint         *segment,
                                   double        *fraction);
PpPoint  pp_polyline_at           (const PpPoint *points,
                                   guint          n_points,
                                   double         fraction,
                                   PpPoint       *direction);

/**
 * PpCurveForm: how a line goes through the points of its route
 * @PP_CURVE_STRAIGHT: from point to point
 * @PP_CURVE_ROUNDED: from point to point, corners rounded
 * @PP_CURVE_SMOOTH: a Catmull-Rom curve (centripetal) through all points
 * @PP_CURVE_BEZIER: the points are start and, for each piece, two controls and an end
 */
typedef enum {
  PP_CURVE_STRAIGHT,
  PP_CURVE_ROUNDED,
  PP_CURVE_SMOOTH,
  PP_CURVE_BEZIER,
} PpCurveForm;

#define PP_CURVE_CORNER_RADIUS 10.0

/* Appends cubic Béziers to @cubics (element-type PpPoint): the start, then three points a piece. */
void     pp_curve_to_cubics       (const PpPoint *points,
                                   guint          n_points,
                                   PpCurveForm    form,
                                   GArray        *cubics);
/* Appends a polyline to @polyline (element-type PpPoint) that is nowhere further from the curve than
 * @tolerance. */
void     pp_curve_flatten         (const PpPoint *points,
                                   guint          n_points,
                                   PpCurveForm    form,
                                   double         tolerance,
                                   GArray        *polyline);

G_END_DECLS
