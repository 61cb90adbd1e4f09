/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "pp-scene.h"

G_BEGIN_DECLS

/**
 * PpAppearance:
 * @dark: light lines on a dark ground
 * @high_contrast: stronger lines and no faint colours
 * @accent: the colour of selection, 0xRRGGBB
 */
typedef struct {
  gboolean dark;
  gboolean high_contrast;
  guint32  accent;
} PpAppearance;

#define PP_TYPE_PAINTER (pp_painter_get_type ())
G_DECLARE_FINAL_TYPE (PpPainter, pp_painter, PP, PAINTER, GObject)

/* Draws scenes with cairo, the same for window, export and print. Caches text and icons; main thread. */
PpPainter *pp_painter_new            (void);
void       pp_painter_set_appearance (PpPainter          *self,
                                      const PpAppearance *appearance);
/* The context for text; by default one of the standard font map with the family "Cantarell, sans". */
void       pp_painter_set_context    (PpPainter          *self,
                                      PangoContext       *context);
void       pp_painter_draw_ground    (PpPainter          *self,
                                      cairo_t            *cr);
/* Draws what touches @area. @cr is in layout units already; @scale is device pixels for one unit and
 * decides the level of detail (0 asks for full detail, for vector output). Lifted items are left out. */
void       pp_painter_draw_scene     (PpPainter          *self,
                                      cairo_t            *cr,
                                      PpScene            *scene,
                                      const PpBox        *area,
                                      double              scale);
void       pp_painter_draw_item      (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      double              scale);
/* Outline and handles of a selected item. */
void       pp_painter_draw_selection (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      double              scale);

G_END_DECLS
