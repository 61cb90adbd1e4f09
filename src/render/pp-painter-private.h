/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-face.h"
#include "pp-icons.h"
#include "pp-painter.h"
#include "pp-palette.h"
#include "pp-raster.h"
#include "pp-text-cache.h"
#include "pp-words.h"

G_BEGIN_DECLS

/* Text that would be smaller on the screen is not drawn. */
#define PP_MIN_TEXT_PX 4.5

/**
 * PpDetail: how much is drawn
 * @PP_DETAIL_FAR: boxes and hairlines
 * @PP_DETAIL_MIDDLE: plain shapes, lines without arrows
 * @PP_DETAIL_FULL: everything
 */
typedef enum {
  PP_DETAIL_FAR,
  PP_DETAIL_MIDDLE,
  PP_DETAIL_FULL,
} PpDetail;

struct _PpPainter {
  GObject           parent_instance;

  /*< owned >*/
  PpTextCache      *texts;
  PpIcons          *icons;
  PpRuler          *ruler;
  GPtrArray        *visible;    /* (element-type PpSceneItem): scratch */
  GPtrArray        *boundaries; /* (element-type PpSceneItem): drawn so far, below what comes */
  PpWords          *words;      /* of an overlay's marks */

  /*< state >*/
  PpAppearance      appearance;
  PpPalette         palette;
  PpPainterCounters counters;
};

/* One run of drawing. */
typedef struct {
  PpPainter *painter;
  const PpPalette *palette;
  cairo_t   *cr;
  double     scale;             /* 0 for vectors */
  PpDetail   detail;
  double     head;              /* how much larger than usual arrow heads are */
  double     thinnest;          /* line, in units */
  gboolean   has_raster;
  PpRaster   raster;
} PpPen;

void _pp_pen_init        (PpPen             *self,
                          PpPainter         *painter,
                          cairo_t           *cr,
                          double             scale);
void _pp_pen_set_colour  (PpPen             *self,
                          const PpColour    *colour);
/* The layout in the middle of the box; text that would be too small is left out. */
void _pp_pen_draw_layout (PpPen             *self,
                          PangoLayout       *layout,
                          PpTextStyle        style,
                          double             text_scale,
                          const PpBox       *box,
                          const PpColour    *colour);
PpBox _pp_pen_get_title_box (PpPen             *self,
                             const PpSceneItem *item);
void _pp_pen_draw_node   (PpPen             *self,
                          const PpSceneItem *item);
void _pp_pen_draw_edge   (PpPen             *self,
                          const PpSceneItem *item);
void _pp_pen_draw_edge_label (PpPen         *self,
                          const PpSceneItem *item);
void _pp_pen_draw_badge  (PpPen             *self,
                          const PpSceneItem *item);
/* Of what is seen from afar; the raster must be locked. */
void _pp_pen_draw_badge_dot (PpPen          *self,
                          const PpSceneItem *item);
void _pp_pen_trace_rounded (PpPen           *self,
                          const PpBox       *box,
                          double             radius);
/* A part of an ellipse, by angles of its circle, joined to the path so far. */
void _pp_pen_trace_arc   (PpPen             *self,
                          double             x,
                          double             y,
                          double             radius_x,
                          double             radius_y,
                          double             from,
                          double             to);
/* The outline of a node as a path; of a person the body alone. */
void _pp_pen_trace_outline (PpPen           *self,
                          PpShape            shape,
                          const PpBox       *box);

G_END_DECLS
