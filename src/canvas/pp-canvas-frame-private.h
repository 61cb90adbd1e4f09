/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-canvas-private.h"

G_BEGIN_DECLS

/* What the parts of a frame share. */

/* How long after a frame has begun painting stops: what was laid out in the frame counts, and GTK has to draw it
 * all after that. */
#define PP_CANVAS_FRAME_BUDGET_US 5500
#define PP_CANVAS_OVERLAY_CAP (48 * 1024 * 1024)
/* What handles and halos need around an item. */
#define PP_CANVAS_CHROME_MARGIN_PX 28.0

/**
 * PpCanvasFrame: what one frame needs to know
 * @visible: in layout units
 * @origin_x_px: from the drawing's origin to the left edge of the view
 * @origin_y_px: likewise to the upper edge
 * @deadline_us: when painting stops, by g_get_monotonic_time()
 */
typedef struct {
  PpCanvas    *canvas;
  GtkSnapshot *snapshot;
  PpBox        visible;
  double       origin_x_px;
  double       origin_y_px;
  double       zoom;
  int          scale_factor;
  gint64       deadline_us;
} PpCanvasFrame;

typedef void (* PpCanvasDrawFunc) (const PpCanvasFrame *frame,
                                   cairo_t             *cr,
                                   gpointer             data);

static inline double
_pp_canvas_frame_scale (const PpCanvasFrame *frame)
{
  return frame->zoom * frame->scale_factor;
}

/* pp-canvas-draw.c */
void     _pp_canvas_choose_level      (const PpCanvasFrame         *frame,
                                       PpTileCache                 *tiles);
/* Returns whether the tiles show everything as it is. */
gboolean _pp_canvas_fill_tiles        (const PpCanvasFrame         *frame,
                                       PpTileCache                 *tiles,
                                       gint64                       deadline_us);
void     _pp_canvas_draw_again_soon   (PpCanvas                    *self);
void     _pp_canvas_place_tiles       (const PpCanvasFrame         *frame,
                                       PpTileCache                 *tiles);

/* pp-canvas-picture.c */
void     _pp_canvas_append_area       (const PpCanvasFrame         *frame,
                                       const cairo_rectangle_int_t *area,
                                       PpCanvasDrawFunc             draw,
                                       gpointer                     data);
void     _pp_canvas_append_picture    (const PpCanvasFrame         *frame,
                                       const PpBox                 *box,
                                       double                       margin_px,
                                       PpCanvasDrawFunc             draw,
                                       gpointer                     data);

/* pp-canvas-marks.c */
void     _pp_canvas_init_selection    (PpCanvas                    *self);
void     _pp_canvas_snapshot_selection (const PpCanvasFrame        *frame);
void     _pp_canvas_snapshot_hover_and_focus (const PpCanvasFrame  *frame);

/* pp-canvas-overlay.c */
void     _pp_canvas_init_overlay      (PpCanvas                    *self);
void     _pp_canvas_snapshot_overlay  (const PpCanvasFrame         *frame);

/* pp-canvas-lifted.c */
void     _pp_canvas_init_lifted       (PpCanvas                    *self);
void     _pp_canvas_forget_lifted     (PpCanvas                    *self);
void     _pp_canvas_snapshot_lifted   (const PpCanvasFrame         *frame);
void     _pp_canvas_snapshot_merged   (const PpCanvasFrame         *frame);
void     _pp_canvas_snapshot_settling (const PpCanvasFrame         *frame);

/* pp-canvas-cells.c */
/* Shows what is drawn on a sheet as large as the view. */
void     _pp_canvas_append_sheet      (const PpCanvasFrame         *frame,
                                       PpSheet                     *sheet);
/* Shows the scene's tiles with others, which have been filled for another frame, and a sheet above them.
 * @boxes are what is seen in these others, in layout units of @frame. */
void     _pp_canvas_append_merged     (const PpCanvasFrame         *frame,
                                       const PpCanvasFrame         *above,
                                       PpTileCache                 *tiles_above,
                                       GArray                      *boxes,
                                       PpSheet                     *sheet);

G_END_DECLS
