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

G_END_DECLS
