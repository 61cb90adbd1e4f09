/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  double x;
  double y;
} PpPoint;

/**
 * PpPlacement:
 * @x: left edge, of a node, in layout units (one unit is one pixel at zoom 1)
 * @y: top edge, of a node
 * @width: of a node; 0 asks for the kind's own size
 * @height: of a node; 0 asks for the kind's own size
 * @angle: clockwise turn about the centre, in degrees
 * @z: order of painting: higher is nearer to the viewer
 * @hidden: the element belongs to the layout but is not drawn
 * @has_source_point: an edge whose source end hangs at @source_point
 * @has_target_point: an edge whose target end hangs at @target_point
 * @points: (nullable): bend points of an edge, from source to target
 * @n_points: how many
 * @label_position: where the label sits on an edge, 0 at the source to 1 at the target; negative
 *   leaves it to the program
 * @source_side: (nullable): `top`, `right`, `bottom` or `left` where the edge is pinned to a side
 * @target_side: (nullable): likewise
 * @foreign: (nullable): what other formats keep with the placement, by format name
 * @extra: (nullable): members of a file that no field knows; written back
 *
 * Where an element stands in one layout.
 */
typedef struct {
  double      x;
  double      y;
  double      width;
  double      height;
  double      angle;
  int         z;
  guint       hidden : 1;
  guint       has_source_point : 1;
  guint       has_target_point : 1;
  PpPoint     source_point;
  PpPoint     target_point;
  PpPoint    *points;
  guint       n_points;
  double      label_position;
  char       *source_side;
  char       *target_side;
  JsonObject *foreign;
  JsonObject *extra;
} PpPlacement;

#define PP_PLACEMENT_INIT { .label_position = -1.0 }
#define PP_PLACEMENT_MAX_COORDINATE 1e7
#define PP_PLACEMENT_MAX_POINTS 10000

PpPlacement *pp_placement_new           (void);
PpPlacement *pp_placement_new_box       (double             x,
                                         double             y,
                                         double             width,
                                         double             height,
                                         int                z);
PpPlacement *pp_placement_copy          (const PpPlacement *self);
void         pp_placement_free          (PpPlacement       *self);
void         pp_placement_set_points    (PpPlacement       *self,
                                         const PpPoint     *points,
                                         guint              n_points);
void         pp_placement_translate     (PpPlacement       *self,
                                         double             dx,
                                         double             dy);
JsonNode    *pp_placement_to_json       (const PpPlacement *self);
PpPlacement *pp_placement_new_from_json (JsonNode          *node,
                                         GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpPlacement, pp_placement_free)

G_END_DECLS
