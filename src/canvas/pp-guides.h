/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

/* The step of the grid, in layout units. */
#define PP_GRID_STEP 10.0

/**
 * PpGuide: a line that shows what is aligned, in layout units
 */
typedef struct {
  PpPoint from;
  PpPoint to;
} PpGuide;

/**
 * PpSnap: what of a box may be moved to fit
 * @PP_SNAP_LEFT: its left edge
 * @PP_SNAP_RIGHT: its right edge
 * @PP_SNAP_TOP: its upper edge
 * @PP_SNAP_BOTTOM: its lower edge
 * @PP_SNAP_CENTRE: its centre, in both directions
 */
typedef enum {
  PP_SNAP_LEFT   = 1 << 0,
  PP_SNAP_RIGHT  = 1 << 1,
  PP_SNAP_TOP    = 1 << 2,
  PP_SNAP_BOTTOM = 1 << 3,
  PP_SNAP_CENTRE = 1 << 4,
  PP_SNAP_ALL    = (1 << 5) - 1,
} PpSnap;

typedef struct _PpGuides PpGuides;

PpGuides *pp_guides_new    (void);
void      pp_guides_free   (PpGuides    *self);
void      pp_guides_add    (PpGuides    *self,
                            const PpBox *neighbour);
guint     pp_guides_get_n_neighbours (PpGuides *self);
void      pp_guides_snap   (PpGuides    *self,
                            const PpBox *box,
                            PpSnap       what,
                            double       tolerance,
                            double       grid_step,
                            double      *dx,
                            double      *dy);
void      pp_guides_list   (PpGuides    *self,
                            const PpBox *box,
                            GArray      *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGuides, pp_guides_free)

/* The box of all guides. */
PpBox     pp_guides_get_extents (GArray  *lines);

double    pp_grid_round    (double       value,
                            double       step);

G_END_DECLS
