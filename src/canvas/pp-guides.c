/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Snapping of what is moved or resized: to the edges and centres of its neighbours first, to the grid
 * where no neighbour is near. The two axes do not know of each other. A few hundred neighbours are in
 * view at most, so each question is one pass over them. */

#include "pp-guides.h"

#include <math.h>

/* Guides reach this far beyond the outer box, so that they are seen on it. */
#define OVERHANG 12.0
#define SAME 0.01

struct _PpGuides
{
  GArray *neighbours;   /* PpBox */
};

/* One axis of a box. */
typedef struct
{
  double start;
  double length;
} Extent;

static double
extent_line (Extent extent,
             int    line)
{
  return extent.start + extent.length * line / 2;
}

static Extent
box_extent (const PpBox *box,
            gboolean     vertical)
{
  if (vertical)
    return (Extent) { box->y, box->height };

  return (Extent) { box->x, box->width };
}

PpGuides *
pp_guides_new (void)
{
  PpGuides *self = g_new0 (PpGuides, 1);

  self->neighbours = g_array_new (FALSE, FALSE, sizeof (PpBox));

  return self;
}

void
pp_guides_free (PpGuides *self)
{
  g_array_unref (self->neighbours);
  g_free (self);
}

void
pp_guides_add (PpGuides    *self,
               const PpBox *neighbour)
{
  g_array_append_val (self->neighbours, *neighbour);
}

guint
pp_guides_get_n_neighbours (PpGuides *self)
{
  return self->neighbours->len;
}

double
pp_grid_round (double value,
               double step)
{
  return step > 0 ? round (value / step) * step : value;
}

/* The smallest shift that puts one of the allowed lines of @extent on a line of a neighbour. */
static gboolean
snap_to_neighbours (PpGuides       *self,
                    Extent          extent,
                    const gboolean  allowed[3],
                    gboolean        vertical,
                    double          tolerance,
                    double         *shift)
{
  double best = tolerance;
  gboolean found = FALSE;

  for (guint i = 0; i < self->neighbours->len; i++)
    {
      Extent other = box_extent (&g_array_index (self->neighbours, PpBox, i), vertical);

      for (int mine = 0; mine < 3; mine++)
        for (int theirs = 0; theirs < 3; theirs++)
          {
            double distance = extent_line (other, theirs) - extent_line (extent, mine);

            /* A centre fits a centre, an edge fits edges: all else is chance. */
            if (!allowed[mine] || (mine == 1) != (theirs == 1) || fabs (distance) > best)
              continue;

            best = fabs (distance);
            *shift = distance;
            found = TRUE;
          }
    }

  return found;
}

static double
snap_to_grid (Extent         extent,
              const gboolean allowed[3],
              double         step)
{
  double line = extent_line (extent, allowed[0] ? 0 : 2);

  if (step <= 0 || (!allowed[0] && !allowed[2]))
    return 0;

  return pp_grid_round (line, step) - line;
}

/**
 * pp_guides_snap:
 * @self: neighbours
 * @box: what is moved, where the pointer wants it
 * @what: which of its lines may fit
 * @tolerance: how near a neighbour's line must be; 0 for none
 * @grid_step: the grid for where no neighbour is near; 0 for none
 * @dx: (out): how far to shift so that it fits
 * @dy: (out): how far to shift so that it fits
 *
 * Snaps a box to its neighbours and to the grid.
 */
void
pp_guides_snap (PpGuides    *self,
                const PpBox *box,
                PpSnap       what,
                double       tolerance,
                double       grid_step,
                double      *dx,
                double      *dy)
{
  const gboolean across[3] = { what & PP_SNAP_LEFT, what & PP_SNAP_CENTRE, what & PP_SNAP_RIGHT };
  const gboolean down[3] = { what & PP_SNAP_TOP, what & PP_SNAP_CENTRE, what & PP_SNAP_BOTTOM };

  *dx = *dy = 0;
  if (tolerance <= 0 ||
      !snap_to_neighbours (self, box_extent (box, FALSE), across, FALSE, tolerance, dx))
    *dx = snap_to_grid (box_extent (box, FALSE), across, grid_step);
  if (tolerance <= 0 ||
      !snap_to_neighbours (self, box_extent (box, TRUE), down, TRUE, tolerance, dy))
    *dy = snap_to_grid (box_extent (box, TRUE), down, grid_step);
}

/* The guide through one line of the box: over the box and all neighbours that have this line. */
static void
list_along (PpGuides    *self,
            const PpBox *box,
            gboolean     vertical,
            int          line,
            GArray      *out)
{
  double place = extent_line (box_extent (box, vertical), line);
  Extent across = box_extent (box, !vertical);
  double start = across.start;
  double end = across.start + across.length;
  gboolean found = FALSE;
  PpGuide guide;

  for (guint i = 0; i < self->neighbours->len; i++)
    {
      const PpBox *neighbour = &g_array_index (self->neighbours, PpBox, i);
      Extent along = box_extent (neighbour, vertical);
      Extent other = box_extent (neighbour, !vertical);
      gboolean fits = line == 1
                        ? fabs (extent_line (along, 1) - place) < SAME
                        : fabs (extent_line (along, 0) - place) < SAME ||
                          fabs (extent_line (along, 2) - place) < SAME;

      if (!fits)
        continue;

      start = MIN (start, other.start);
      end = MAX (end, other.start + other.length);
      found = TRUE;
    }

  if (!found)
    return;

  start -= OVERHANG;
  end += OVERHANG;
  guide = vertical ? (PpGuide) { { start, place }, { end, place } }
                   : (PpGuide) { { place, start }, { place, end } };
  g_array_append_val (out, guide);
}

/**
 * pp_guides_list:
 * @self: neighbours
 * @box: what is moved, where it stands now
 * @out: (element-type PpGuide): appended to
 *
 * Lists the lines on which the box and a neighbour agree.
 */
void
pp_guides_list (PpGuides    *self,
                const PpBox *box,
                GArray      *out)
{
  for (int line = 0; line < 3; line++)
    {
      list_along (self, box, FALSE, line, out);
      list_along (self, box, TRUE, line, out);
    }
}

/* A guide has no width, and a box without width is empty: it gets one unit. */
PpBox
pp_guides_get_extents (GArray *lines)
{
  PpBox around = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const PpGuide *line = &g_array_index (lines, PpGuide, i);
      PpBox box = pp_box_of_points ((PpPoint[]) { line->from, line->to }, 2);

      box.width = MAX (box.width, 1);
      box.height = MAX (box.height, 1);
      around = pp_box_union (&around, &box);
    }

  return around;
}
