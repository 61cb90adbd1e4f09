/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pp-geometry.h"

G_BEGIN_DECLS

/**
 * PpColour: not premultiplied, 0 to 1
 */
typedef struct {
  double red;
  double green;
  double blue;
  double alpha;
} PpColour;

/* Draws straight into the pixels of an image surface. cairo takes 30 µs for a smooth line and 60 µs for
 * a rounded box with a border, whatever their size; what is here does only lines, rounded boxes and
 * ellipses, and takes about a tenth of that. */
typedef struct {
  unsigned char *pixels;
  int            stride;
  int            left;          /* the clip, in pixels */
  int            top;
  int            right;
  int            bottom;
  double         scale;         /* pixels for one unit */
  double         offset_x;
  double         offset_y;
  cairo_surface_t *surface;     /* borrowed */
} PpRaster;

/* FALSE where the context is none that can be drawn into: another kind of surface, a turned or uneven
 * matrix, a clip that is not one box of whole pixels. */
gboolean pp_raster_begin   (PpRaster       *self,
                            cairo_t        *cr);
/* Around each run of drawing between which cairo draws as well. */
void     pp_raster_lock    (PpRaster       *self);
void     pp_raster_unlock  (PpRaster       *self);

/* Where a level line of this width is sharp, near @y. */
double   pp_raster_snap_y  (PpRaster       *self,
                            double          y,
                            double          width);
/* @width, in units, is not drawn thinner than a pixel but fainter. @dashes, in units, are lengths of
 * line and gap in turn. */
void     pp_raster_polyline (PpRaster      *self,
                            const PpPoint  *points,
                            guint           n_points,
                            double          width,
                            const double   *dashes,
                            guint           n_dashes,
                            const PpColour *colour);
/* A box with rounded corners, or an ellipse: filled, and with a border along its outline. */
void     pp_raster_rounded (PpRaster       *self,
                            const PpBox    *box,
                            double          radius,
                            const PpColour *fill,
                            double          width,
                            const PpColour *border);
void     pp_raster_ellipse (PpRaster       *self,
                            const PpBox    *box,
                            const PpColour *fill,
                            double          width,
                            const PpColour *border);
/* Snapped to whole pixels, at least one. */
void     pp_raster_fill    (PpRaster       *self,
                            const PpBox    *box,
                            const PpColour *fill);

G_END_DECLS
