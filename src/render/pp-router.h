/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-curve.h"
#include "pp-index.h"
#include "pp-outline.h"

G_BEGIN_DECLS

/* Lines keep this far from nodes that they pass. */
#define PP_ROUTE_CLEARANCE 7.0

/**
 * PpRouteEnd:
 * @outline: the node that the edge ends at; an empty box for an end that hangs at @point
 * @point: where a loose end hangs
 * @side: (nullable): the side of the node where the edge is pinned
 * @handle: the node's handle among the obstacles, or G_MAXUINT
 */
typedef struct {
  PpOutline   outline;
  PpPoint     point;
  const char *side;
  guint       handle;
} PpRouteEnd;

/**
 * PpRouteRequest:
 * @source: where the edge starts
 * @target: where it ends
 * @bends: (nullable): bend points of the user's own; the line goes through them and asks nobody
 * @n_bends: how many
 * @is_loop: source and target are the same node
 * @lane: place among the edges between the same two nodes: 0 is the middle, negative to the right of
 *   the direction from source to target; halves where their number is even
 * @reversed: the edge runs against the direction in which lanes are counted
 * @obstacles: (nullable): the nodes that must not be crossed; %NULL routes straight
 */
typedef struct {
  PpRouteEnd     source;
  PpRouteEnd     target;
  const PpPoint *bends;
  guint          n_bends;
  gboolean       is_loop;
  double         lane;
  gboolean       reversed;
  PpIndex       *obstacles;
} PpRouteRequest;

/**
 * PpReach:
 * @area: a box
 * @from: one end of a line
 * @to: its other end
 * @within: a distance
 *
 * What a line depends on: it stays as it is as long as no obstacle comes, goes or changes that touches
 * @area and lies within @within of the line. An empty @area: it depends on none.
 */
typedef struct {
  PpBox   area;
  PpPoint from;
  PpPoint to;
  double  within;
} PpReach;

gboolean  pp_reach_touches (const PpReach        *self,
                            const PpBox          *obstacle);

/* Finds lines for edges. Holds memory that is used again from edge to edge, and nothing else: the same
 * request with the same obstacles gives the same line. */
typedef struct _PpRouter PpRouter;

PpRouter *pp_router_new   (void);
void      pp_router_free  (PpRouter             *self);
/**
 * pp_router_route:
 * @self: a router
 * @request: what is to be joined
 * @route: (element-type PpPoint): cleared, then filled with the points of the line
 * @form: (out): how the line goes through them
 * @reach: (out): what it depends on
 *
 * Finds a line from the border of one node to the border of the other.
 */
void      pp_router_route (PpRouter             *self,
                           const PpRouteRequest *request,
                           GArray               *route,
                           PpCurveForm          *form,
                           PpReach              *reach);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRouter, pp_router_free)

G_END_DECLS
