/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line is straight where it can be. Where a node is in the way it goes around (see pp-detour.c).
 * Edges between the same two nodes bow apart, each in its lane. An edge that is pinned to a side leaves
 * it at a right angle. What the user has bent himself is left as it is. */

#include "pp-router.h"

#include <math.h>

#include "pp-detour.h"

/* Corners are turned this much further out than the clearance, so that they can be rounded. */
#define CORNER_GAP 7.0
/* Obstacles this far from the straight line may take part in a detour. */
#define DETOUR_REACH 180.0
#define MAX_OBSTACLES 96
#define LANE_WIDTH 34.0
#define LANE_WIDTH_ON_SIDE 14.0
#define STUB 20.0
#define LOOP_SIZE 34.0
/* Nodes that stand this nearly in line are joined by a line that is exactly upright or level. */
#define ALIGN_SHARE 0.25

struct _PpRouter {
  PpDetour *detour;
  GArray   *handles;            /* (element-type guint) */
  GArray   *near;               /* (element-type NearBox) */
  GArray   *trial;              /* (element-type PpPoint) */
};

typedef struct {
  PpBox  box;
  double distance;
} NearBox;

/* The two points that a line is drawn between, and where it may leave from. */
typedef struct {
  PpPoint  anchor;              /* in the node, or the loose end */
  PpPoint  normal;              /* of the side, when pinned */
  gboolean is_node;
  gboolean is_pinned;
} Anchor;

PpRouter *
pp_router_new (void)
{
  PpRouter *self = g_new0 (PpRouter, 1);

  self->detour = pp_detour_new ();
  self->handles = g_array_new (FALSE, FALSE, sizeof (guint));
  self->near = g_array_new (FALSE, FALSE, sizeof (NearBox));
  self->trial = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  return self;
}

void
pp_router_free (PpRouter *self)
{
  pp_detour_free (self->detour);
  g_array_unref (self->handles);
  g_array_unref (self->near);
  g_array_unref (self->trial);
  g_free (self);
}

static void
add (GArray *points,
     PpPoint point)
{
  g_array_append_val (points, point);
}

static PpPoint *
points_of (GArray *points)
{
  return (PpPoint *) (void *) points->data;
}

static PpPoint
moved (PpPoint point,
       PpPoint direction,
       double  by)
{
  return (PpPoint) { point.x + direction.x * by, point.y + direction.y * by };
}

static PpPoint
direction_to (PpPoint a,
              PpPoint b)
{
  double length = pp_point_distance (a, b);

  return length > 0 ? (PpPoint) { (b.x - a.x) / length, (b.y - a.y) / length } : (PpPoint) { 1, 0 };
}

static Anchor
anchor_of (const PpRouteEnd *end)
{
  Anchor anchor = { .anchor = end->point };

  if (pp_box_is_empty (&end->outline.box))
    return anchor;

  anchor.is_node = TRUE;
  anchor.anchor = pp_box_centre (&end->outline.box);
  if (end->side != NULL)
    {
      anchor.is_pinned = TRUE;
      anchor.anchor = pp_outline_side (&end->outline, end->side, &anchor.normal);
    }
  return anchor;
}

/* Where the line leaves the end on its way to @towards. */
static PpPoint
leave (const PpRouteEnd *end,
       const Anchor     *anchor,
       PpPoint           towards)
{
  if (!anchor->is_node || anchor->is_pinned)
    return anchor->anchor;
  return pp_outline_clip (&end->outline, anchor->anchor, towards);
}

/* Obstacles */

static gboolean
is_obstacle (const PpRouteRequest *request,
             const Anchor         *source,
             const Anchor         *target,
             guint                 handle,
             const PpBox          *box)
{
  const PpBox *source_box = &request->source.outline.box;
  const PpBox *target_box = &request->target.outline.box;

  if (handle == request->source.handle || handle == request->target.handle)
    return FALSE;
  /* What encloses an end, or stands within it, cannot be avoided. */
  if (pp_box_contains (box, source->anchor) || pp_box_contains (box, target->anchor))
    return FALSE;
  return !(source->is_node && pp_box_contains_box (source_box, box)) &&
         !(target->is_node && pp_box_contains_box (target_box, box));
}

/* Near the line first; otherwise by place, so that the order says nothing of how the index was filled. */
static int
compare_near (gconstpointer a,
              gconstpointer b)
{
  const NearBox *first = a, *second = b;
  double difference = first->distance - second->distance;

  if (difference == 0)
    difference = first->box.x - second->box.x;
  if (difference == 0)
    difference = first->box.y - second->box.y;
  if (difference == 0)
    difference = first->box.width - second->box.width;
  if (difference == 0)
    difference = first->box.height - second->box.height;
  return difference < 0 ? -1 : difference > 0;
}

gboolean
pp_reach_touches (const PpReach *self,
                  const PpBox   *obstacle)
{
  PpBox grown = pp_box_inflate (obstacle, self->within);

  return !pp_box_is_empty (&self->area) && pp_box_intersects (&self->area, obstacle) &&
         pp_box_meets_segment (&grown, self->from, self->to);
}

/* Widens what the line depends on, and gathers the obstacles there. */
static void
gather (PpRouter             *self,
        const PpRouteRequest *request,
        const Anchor         *source,
        const Anchor         *target,
        const PpBox          *area,
        double                within,
        PpReach              *reach)
{
  reach->area = pp_box_union (&reach->area, area);
  reach->within = MAX (reach->within, within);
  reach->from = source->anchor;
  reach->to = target->anchor;

  g_array_set_size (self->near, 0);
  pp_detour_clear (self->detour);
  pp_index_query (request->obstacles, &reach->area, self->handles);
  for (guint i = 0; i < self->handles->len; i++)
    {
      guint handle = g_array_index (self->handles, guint, i);
      const PpBox *box = pp_index_get_box (request->obstacles, handle);
      NearBox near = { *box, 0 };

      if (!pp_reach_touches (reach, box) || !is_obstacle (request, source, target, handle, box))
        continue;
      near.distance = pp_segment_distance (source->anchor, target->anchor, pp_box_centre (box));
      g_array_append_val (self->near, near);
    }

  g_array_sort (self->near, compare_near);
  for (guint i = 0; i < MIN (self->near->len, MAX_OBSTACLES); i++)
    {
      PpBox grown = pp_box_inflate (&g_array_index (self->near, NearBox, i).box, PP_ROUTE_CLEARANCE);

      pp_detour_add (self->detour, &grown, CORNER_GAP + fabs (request->lane) * 8);
    }
}

/* Whether the line in @route is free of nodes. */
static gboolean
is_free (PpRouter             *self,
         const PpRouteRequest *request,
         const Anchor         *source,
         const Anchor         *target,
         GArray               *route,
         PpCurveForm           form,
         PpReach              *reach)
{
  double furthest = 0;
  PpBox area;

  g_array_set_size (self->trial, 0);
  pp_curve_flatten (points_of (route), route->len, form, 1.0, self->trial);
  area = pp_box_of_points (points_of (self->trial), self->trial->len);
  area = pp_box_inflate (&area, PP_ROUTE_CLEARANCE);
  for (guint i = 0; form != PP_CURVE_STRAIGHT && i < self->trial->len; i++)
    furthest = MAX (furthest, pp_segment_distance (source->anchor, target->anchor,
                                                   points_of (self->trial)[i]));

  gather (self, request, source, target, &area, furthest + PP_ROUTE_CLEARANCE, reach);
  return pp_detour_is_free (self->detour, points_of (self->trial), self->trial->len);
}

/* Lines */

static double
lane_offset (const PpRouteRequest *request)
{
  return (request->reversed ? -request->lane : request->lane);
}

static void
shift_for_lane (const PpRouteRequest *request,
                Anchor               *anchor,
                const PpRouteEnd     *end,
                PpPoint               across,
                double                share)
{
  double room = MIN (end->outline.box.width, end->outline.box.height) * 0.32;
  double by = lane_offset (request) * LANE_WIDTH * share;

  if (anchor->is_pinned)
    {
      PpPoint along = { -anchor->normal.y, anchor->normal.x };
      double sign = along.x * across.x + along.y * across.y < 0 ? -1 : 1;
      PpPoint origin = pp_box_centre (&end->outline.box);

      by = CLAMP (lane_offset (request) * LANE_WIDTH_ON_SIDE, -room, room) * sign;
      origin = moved (origin, along, by);
      anchor->anchor = pp_outline_clip (&end->outline, origin, moved (origin, anchor->normal, 1));
    }
  else if (anchor->is_node)
    anchor->anchor = moved (anchor->anchor, across, CLAMP (by, -room, room));
}

/* Two nodes that are nearly above or beside each other: the line becomes upright or level. */
static void
align (const PpRouteRequest *request,
       Anchor               *source,
       Anchor               *target)
{
  const PpBox *a = &request->source.outline.box, *b = &request->target.outline.box;
  double dx = fabs (source->anchor.x - target->anchor.x);
  double dy = fabs (source->anchor.y - target->anchor.y);

  if (!source->is_node || !target->is_node || source->is_pinned || target->is_pinned)
    return;

  if (dx > 0 && dx < dy && dx <= ALIGN_SHARE * MIN (a->width, b->width))
    source->anchor.x = target->anchor.x = (source->anchor.x + target->anchor.x) / 2;
  else if (dy > 0 && dy < dx && dy <= ALIGN_SHARE * MIN (a->height, b->height))
    source->anchor.y = target->anchor.y = (source->anchor.y + target->anchor.y) / 2;
}

static void
route_bends (const PpRouteRequest *request,
             const Anchor         *source,
             const Anchor         *target,
             GArray               *route,
             PpCurveForm          *form)
{
  add (route, leave (&request->source, source, request->bends[0]));
  g_array_append_vals (route, request->bends, request->n_bends);
  add (route, leave (&request->target, target, request->bends[request->n_bends - 1]));
  *form = PP_CURVE_SMOOTH;
}

/* Around the upper right corner; later ones wider. */
static void
route_loop (const PpRouteRequest *request,
            GArray               *route,
            PpCurveForm          *form)
{
  const PpOutline *outline = &request->source.outline;
  PpPoint centre = pp_box_centre (&outline->box);
  double width = outline->box.width, height = outline->box.height;
  double lane = fabs (request->lane), size = LOOP_SIZE * (2 + 0.9 * lane);
  double along = width * MAX (0.28 - 0.1 * lane, 0), down = height * MAX (0.28 - 0.1 * lane, 0);
  PpPoint start = pp_outline_clip (outline, (PpPoint) { centre.x + along, centre.y },
                                   (PpPoint) { centre.x + along, centre.y - height });
  PpPoint end = pp_outline_clip (outline, (PpPoint) { centre.x, centre.y - down },
                                 (PpPoint) { centre.x + width, centre.y - down });

  add (route, start);
  add (route, (PpPoint) { start.x, start.y - size });
  add (route, (PpPoint) { end.x + size, end.y });
  add (route, end);
  *form = PP_CURVE_BEZIER;
}

static void
try_straight (const PpRouteRequest *request,
              const Anchor         *source,
              const Anchor         *target,
              GArray               *route,
              PpCurveForm          *form)
{
  g_array_set_size (route, 0);
  add (route, leave (&request->source, source, target->anchor));
  add (route, leave (&request->target, target, source->anchor));
  *form = PP_CURVE_STRAIGHT;
}

static void
try_bow (const PpRouteRequest *request,
         const Anchor         *source,
         const Anchor         *target,
         PpPoint               across,
         GArray               *route,
         PpCurveForm          *form)
{
  double length = pp_point_distance (source->anchor, target->anchor);
  double by = lane_offset (request) * LANE_WIDTH * CLAMP (length / 260, 0.6, 1.6);
  PpPoint middle = moved (pp_point_between (source->anchor, target->anchor, 0.5), across, by * 0.7);

  g_array_set_size (route, 0);
  add (route, leave (&request->source, source, middle));
  add (route, middle);
  add (route, leave (&request->target, target, middle));
  *form = PP_CURVE_SMOOTH;
}

/* A curve that leaves a pinned side at a right angle. */
static void
try_pinned (const PpRouteRequest *request,
            const Anchor         *source,
            const Anchor         *target,
            GArray               *route,
            PpCurveForm          *form)
{
  double length = pp_point_distance (source->anchor, target->anchor);
  double handle = CLAMP (length * 0.4, STUB, 140);
  PpPoint start, end, start_control, end_control;

  start = leave (&request->source, source, target->is_pinned ? moved (target->anchor, target->normal, handle)
                                                             : target->anchor);
  end = leave (&request->target, target, source->is_pinned ? moved (source->anchor, source->normal, handle)
                                                           : source->anchor);
  start_control = source->is_pinned ? moved (start, source->normal, handle)
                                    : moved (start, direction_to (source->anchor, start), handle / 2);
  end_control = target->is_pinned ? moved (end, target->normal, handle)
                                  : moved (end, direction_to (target->anchor, end), handle / 2);
  g_array_set_size (route, 0);
  add (route, start);
  if (source->is_node || source->is_pinned)
    add (route, start_control);
  else
    add (route, pp_point_between (start, end_control, 0.5));
  add (route, target->is_node ? end_control : pp_point_between (end, start_control, 0.5));
  add (route, end);
  *form = PP_CURVE_BEZIER;
}

/* Whether a pinned line sets out away from its own node on a straight way. */
static gboolean
sets_out (const Anchor *anchor,
          PpPoint       towards)
{
  PpPoint direction = direction_to (anchor->anchor, towards);

  return !anchor->is_pinned ||
         direction.x * anchor->normal.x + direction.y * anchor->normal.y > 0.985;
}

static gboolean
crosses_own_node (PpRouter         *self,
                  const PpRouteEnd *end,
                  const Anchor     *anchor)
{
  PpBox inner = pp_box_inflate (&end->outline.box, -3);
  const PpPoint *points = points_of (self->trial);

  if (!anchor->is_node || pp_box_is_empty (&inner))
    return FALSE;
  for (guint i = 1; i < self->trial->len; i++)
    if (pp_box_meets_segment (&inner, points[i - 1], points[i]))
      return TRUE;
  return FALSE;
}

static gboolean
find_detour (PpRouter             *self,
             const PpRouteRequest *request,
             const Anchor         *source,
             const Anchor         *target,
             GArray               *route,
             PpCurveForm          *form,
             PpReach              *reach)
{
  PpPoint from = source->is_pinned ? moved (source->anchor, source->normal, STUB) : source->anchor;
  PpPoint to = target->is_pinned ? moved (target->anchor, target->normal, STUB) : target->anchor;
  PpPoint ends[2] = { source->anchor, target->anchor };
  PpBox area = pp_box_of_points (ends, 2);
  guint first, last;

  area = pp_box_inflate (&area, DETOUR_REACH);
  gather (self, request, source, target, &area, DETOUR_REACH, reach);
  if (source->is_pinned)
    pp_detour_add (self->detour, &request->source.outline.box, STUB);
  if (target->is_pinned)
    pp_detour_add (self->detour, &request->target.outline.box, STUB);

  g_array_set_size (route, 0);
  add (route, from);
  if (source->is_pinned)
    add (route, from);
  if (!pp_detour_find (self->detour, from, to, route))
    return FALSE;

  if (target->is_pinned)
    add (route, to);
  add (route, to);
  first = 0;
  last = route->len - 1;
  points_of (route)[first] = leave (&request->source, source, points_of (route)[first + 1]);
  points_of (route)[last] = leave (&request->target, target, points_of (route)[last - 1]);
  *form = PP_CURVE_ROUNDED;
  return TRUE;
}

static gboolean
try_lines (PpRouter             *self,
           const PpRouteRequest *request,
           const Anchor         *source,
           const Anchor         *target,
           PpPoint               across,
           GArray               *route,
           PpCurveForm          *form,
           PpReach              *reach)
{
  if (source->is_pinned || target->is_pinned)
    {
      if (sets_out (source, target->anchor) && sets_out (target, source->anchor))
        try_straight (request, source, target, route, form);
      else
        try_pinned (request, source, target, route, form);
    }
  else if (request->lane != 0)
    try_bow (request, source, target, across, route, form);
  else
    try_straight (request, source, target, route, form);

  if (request->obstacles == NULL)
    return TRUE;
  return is_free (self, request, source, target, route, *form, reach) &&
         !(source->is_pinned && crosses_own_node (self, &request->source, source)) &&
         !(target->is_pinned && crosses_own_node (self, &request->target, target));
}

static void
route_free (PpRouter             *self,
            const PpRouteRequest *request,
            Anchor               *source,
            Anchor               *target,
            GArray               *route,
            PpCurveForm          *form,
            PpReach              *reach)
{
  PpPoint along = direction_to (source->anchor, target->anchor);
  PpPoint across = { -along.y, along.x };

  if (request->lane != 0)
    {
      shift_for_lane (request, source, &request->source, across, 0.3);
      shift_for_lane (request, target, &request->target, across, 0.3);
    }
  else
    align (request, source, target);

  if (try_lines (self, request, source, target, across, route, form, reach))
    return;
  if (request->lane != 0 && !source->is_pinned && !target->is_pinned)
    {
      try_straight (request, source, target, route, form);
      if (is_free (self, request, source, target, route, *form, reach))
        return;
    }
  if (find_detour (self, request, source, target, route, form, reach))
    return;

  g_array_set_size (route, 0);
  if (source->is_pinned || target->is_pinned)
    try_pinned (request, source, target, route, form);
  else
    try_straight (request, source, target, route, form);
}

void
pp_router_route (PpRouter             *self,
                 const PpRouteRequest *request,
                 GArray               *route,
                 PpCurveForm          *form,
                 PpReach              *reach)
{
  Anchor source = anchor_of (&request->source);
  Anchor target = anchor_of (&request->target);

  g_array_set_size (route, 0);
  *reach = (PpReach) { { 0, 0, 0, 0 } };
  if (request->n_bends > 0)
    route_bends (request, &source, &target, route, form);
  else if (request->is_loop)
    route_loop (request, route, form);
  else
    route_free (self, request, &source, &target, route, form, reach);
}
