/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

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
