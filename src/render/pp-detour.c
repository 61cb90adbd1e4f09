/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A* over the corners of boxes (a visibility graph), made as it is needed: from a point we look straight
 * at the goal; where a box is in the way its four corners become the next things to look at, and so on.
 * Boxes that are in nobody's way are never looked at, so a detour around one or two nodes costs a few
 * microseconds, where the whole graph of the neighbourhood would cost a hundred times that. */

#include "pp-detour.h"

#include <math.h>

/* How many times we look from point to point before we give up: some 0.1 ms. */
#define MAX_LOOKS 320
#define MAX_GLANCES 40
/* More than 1: prefers what leads to the goal to what is surely shortest, and finds it much sooner. */
#define GREED 1.15
/* A turn is worth this much length: fewer corners look calmer. */
#define TURN_COST 16.0

typedef struct {
  PpBox box;
  double gap;
  int   corners;                /* number of its first vertex, -1 before it is needed */
} Obstacle;

typedef struct {
  PpPoint  at;
  double   cost;
  double   estimate;
  int      from;
  guint32  glance;
  gboolean is_closed;
} Vertex;

struct _PpDetour {
  GArray *obstacles;
  GArray *vertices;
  GArray *glances;              /* vertices that the one being expanded looks at */
  guint32 glance;
  guint   n_looks;
};

enum { START, GOAL, N_ENDS };

PpDetour *
pp_detour_new (void)
{
  PpDetour *self = g_new0 (PpDetour, 1);

  self->obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  self->vertices = g_array_new (FALSE, FALSE, sizeof (Vertex));
  self->glances = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

void
pp_detour_free (PpDetour *self)
{
  g_array_unref (self->obstacles);
  g_array_unref (self->vertices);
  g_array_unref (self->glances);
  g_free (self);
}

void
pp_detour_clear (PpDetour *self)
{
  g_array_set_size (self->obstacles, 0);
}

void
pp_detour_add (PpDetour    *self,
               const PpBox *box,
               double       gap)
{
  Obstacle obstacle = { *box, gap, -1 };

  g_array_append_val (self->obstacles, obstacle);
}

guint
pp_detour_get_n_boxes (PpDetour *self)
{
  return self->obstacles->len;
}

/* A segment, prepared for many boxes. */
typedef struct {
  PpPoint a;
  double  left;
  double  right;
  double  top;
  double  bottom;
  double  per_x;                /* 1 / width, infinite for an upright one */
  double  per_y;
} Look;

static Look
look_from (PpPoint a,
           PpPoint b)
{
  return (Look) { a, MIN (a.x, b.x), MAX (a.x, b.x), MIN (a.y, b.y), MAX (a.y, b.y),
                  1 / (b.x - a.x), 1 / (b.y - a.y) };
}

/* Where the segment enters the box, 0 to 1; 2 where it does not, or only touches it. */
static inline double
entry_fraction (const PpBox *box,
                const Look  *look)
{
  double from = 0, to = 1;

  if (box->x >= look->right || box->y >= look->bottom ||
      box->x + box->width <= look->left || box->y + box->height <= look->top)
    {
      /* Upright and level segments have no extent of their own. */
      if (box->x > look->right || box->y > look->bottom ||
          box->x + box->width < look->left || box->y + box->height < look->top ||
          (look->left != look->right && look->top != look->bottom))
        return 2;
    }
  if (look->left != look->right)
    {
      double first = (box->x - look->a.x) * look->per_x;
      double second = (box->x + box->width - look->a.x) * look->per_x;

      from = MAX (from, MIN (first, second));
      to = MIN (to, MAX (first, second));
    }
  if (look->top != look->bottom)
    {
      double first = (box->y - look->a.y) * look->per_y;
      double second = (box->y + box->height - look->a.y) * look->per_y;

      from = MAX (from, MIN (first, second));
      to = MIN (to, MAX (first, second));
    }
  return from < to ? from : 2;
}

static int
first_blocker (PpDetour *self,
               PpPoint   a,
               PpPoint   b)
{
  Look look = look_from (a, b);
  double nearest = 2;
  int blocker = -1;

  self->n_looks++;
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      double at = entry_fraction (&g_array_index (self->obstacles, Obstacle, i).box, &look);

      if (at < nearest)
        {
          nearest = at;
          blocker = i;
        }
    }
  return blocker;
}

gboolean
pp_detour_is_free (PpDetour      *self,
                   const PpPoint *points,
                   guint          n_points)
{
  for (guint i = 1; i < n_points; i++)
    if (first_blocker (self, points[i - 1], points[i]) >= 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_buried (PpDetour *self,
           PpPoint   point)
{
  for (guint i = 0; i < self->obstacles->len; i++)
    if (pp_box_contains (&g_array_index (self->obstacles, Obstacle, i).box, point))
      return TRUE;
  return FALSE;
}

static Vertex *
vertex (PpDetour *self,
        int       number)
{
  return &g_array_index (self->vertices, Vertex, number);
}

static void
add_vertex (PpDetour *self,
            PpPoint   at)
{
  Vertex new_vertex = { .at = at, .cost = INFINITY, .estimate = INFINITY, .from = -1 };

  g_array_append_val (self->vertices, new_vertex);
}

static void
look_at (PpDetour *self,
         int       number)
{
  Vertex *other = vertex (self, number);

  if (other->is_closed || other->glance == self->glance || self->glances->len >= MAX_GLANCES)
    return;
  other->glance = self->glance;
  g_array_append_val (self->glances, number);
}

static void
look_at_corners (PpDetour *self,
                 int       blocker)
{
  Obstacle *obstacle = &g_array_index (self->obstacles, Obstacle, blocker);

  if (obstacle->corners < 0)
    {
      PpBox box = pp_box_inflate (&obstacle->box, obstacle->gap);

      obstacle->corners = self->vertices->len;
      add_vertex (self, (PpPoint) { box.x, box.y });
      add_vertex (self, (PpPoint) { box.x + box.width, box.y });
      add_vertex (self, (PpPoint) { box.x + box.width, box.y + box.height });
      add_vertex (self, (PpPoint) { box.x, box.y + box.height });
      for (int i = 0; i < 4; i++)
        vertex (self, obstacle->corners + i)->is_closed =
          is_buried (self, vertex (self, obstacle->corners + i)->at);
    }
  for (int i = 0; i < 4; i++)
    look_at (self, obstacle->corners + i);
}

static void
relax (PpDetour *self,
       int       from,
       int       to)
{
  Vertex *a = vertex (self, from), *b = vertex (self, to);
  double cost = a->cost + pp_point_distance (a->at, b->at) + (to == GOAL ? 0 : TURN_COST);

  if (cost >= b->cost)
    return;
  b->cost = cost;
  b->estimate = cost + GREED * pp_point_distance (b->at, vertex (self, GOAL)->at);
  b->from = from;
}

static void
expand (PpDetour *self,
        int       number)
{
  self->glance++;
  g_array_set_size (self->glances, 0);
  vertex (self, number)->is_closed = TRUE;
  look_at (self, GOAL);

  for (guint i = 0; i < self->glances->len; i++)
    {
      int other = g_array_index (self->glances, int, i);
      int blocker = first_blocker (self, vertex (self, number)->at, vertex (self, other)->at);

      if (blocker < 0)
        relax (self, number, other);
      else
        look_at_corners (self, blocker);
    }
}

static int
cheapest (PpDetour *self)
{
  int best = -1;

  for (guint i = 0; i < self->vertices->len; i++)
    {
      Vertex *candidate = vertex (self, i);

      if (!candidate->is_closed && isfinite (candidate->estimate) &&
          (best < 0 || candidate->estimate < vertex (self, best)->estimate))
        best = i;
    }
  return best;
}

static void
append_way (PpDetour *self,
            GArray   *way)
{
  guint first = way->len;

  for (int i = vertex (self, GOAL)->from; i > START; i = vertex (self, i)->from)
    g_array_append_val (way, vertex (self, i)->at);
  for (guint i = first, j = way->len; i + 1 < j; i++)
    {
      PpPoint swap = g_array_index (way, PpPoint, i);

      j--;
      g_array_index (way, PpPoint, i) = g_array_index (way, PpPoint, j);
      g_array_index (way, PpPoint, j) = swap;
    }
}

gboolean
pp_detour_find (PpDetour *self,
                PpPoint   from,
                PpPoint   to,
                GArray   *way)
{
  g_array_set_size (self->vertices, 0);
  self->glance = 0;
  self->n_looks = 0;
  for (guint i = 0; i < self->obstacles->len; i++)
    g_array_index (self->obstacles, Obstacle, i).corners = -1;
  add_vertex (self, from);
  add_vertex (self, to);
  vertex (self, START)->cost = 0;
  vertex (self, START)->estimate = pp_point_distance (from, to);

  while (self->n_looks < MAX_LOOKS)
    {
      int next = cheapest (self);

      if (next < 0)
        return FALSE;
      if (next == GOAL)
        {
          append_way (self, way);
          return TRUE;
        }
      expand (self, next);
    }
  return FALSE;
}
