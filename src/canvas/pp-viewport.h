/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-scene.h"

G_BEGIN_DECLS

#define PP_VIEWPORT_MIN_ZOOM 0.05
#define PP_VIEWPORT_MAX_ZOOM 8.0

#define PP_TYPE_VIEWPORT (pp_viewport_get_type ())
G_DECLARE_FINAL_TYPE (PpViewport, pp_viewport, PP, VIEWPORT, GObject)

/* Where a view looks: which layout point is at its upper left corner, and how many pixels one layout
 * unit takes. No widget; positions with `_px` are widget pixels, all others layout units.
 *
 * Properties: x, y, zoom (read-only, notified once for each change of theirs). */

PpViewport *pp_viewport_new          (void);

double      pp_viewport_get_x        (PpViewport  *self);
double      pp_viewport_get_y        (PpViewport  *self);
double      pp_viewport_get_zoom     (PpViewport  *self);
double      pp_viewport_get_width_px (PpViewport  *self);
double      pp_viewport_get_height_px (PpViewport *self);
/* What is seen, in layout units. */
PpBox       pp_viewport_get_visible  (PpViewport  *self);

PpPoint     pp_viewport_to_layout    (PpViewport  *self,
                                      double       x_px,
                                      double       y_px);
PpPoint     pp_viewport_to_screen    (PpViewport  *self,
                                      PpPoint      point);
PpBox       pp_viewport_box_to_screen (PpViewport *self,
                                      const PpBox *box);

void        pp_viewport_set_size     (PpViewport  *self,
                                      double       width_px,
                                      double       height_px);
void        pp_viewport_set_content  (PpViewport  *self,
                                      const PpBox *content);
void        pp_viewport_set          (PpViewport  *self,
                                      double       x,
                                      double       y,
                                      double       zoom);
void        pp_viewport_pan          (PpViewport  *self,
                                      double       dx_px,
                                      double       dy_px);
void        pp_viewport_zoom_about   (PpViewport  *self,
                                      double       zoom,
                                      double       x_px,
                                      double       y_px);
void        pp_viewport_fit          (PpViewport  *self,
                                      const PpBox *box,
                                      double       margin_px,
                                      double       max_zoom);
gboolean    pp_viewport_ensure_visible (PpViewport *self,
                                      const PpBox *box,
                                      double       margin_px);

G_END_DECLS
