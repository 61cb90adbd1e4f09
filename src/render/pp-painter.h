/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "pp-handles.h"
#include "pp-overlay.h"
#include "pp-raster.h"
#include "pp-scene.h"

G_BEGIN_DECLS

/**
 * PpAppearance:
 * @dark: light lines on a dark ground
 * @high_contrast: stronger lines and no faint colours
 * @accent: the colour of selection, 0xRRGGBB; 0 takes the painter's own
 */
typedef struct {
  gboolean dark;
  gboolean high_contrast;
  guint32  accent;
} PpAppearance;

#define PP_TYPE_PAINTER (pp_painter_get_type ())
G_DECLARE_FINAL_TYPE (PpPainter, pp_painter, PP, PAINTER, GObject)

/* Draws scenes with cairo, the same for window, export and print. Caches text and icons; main thread.
 *
 * Lines are by far the dearest thing that cairo draws. On an image surface (CAIRO_FORMAT_ARGB32 or
 * RGB24, no turn) the painter has its own rasteriser that is some ten times faster: so draw tiles and
 * moving overlays into image surfaces, not straight into a recording context. */
PpPainter *pp_painter_new            (void);
void       pp_painter_set_appearance (PpPainter          *self,
                                      const PpAppearance *appearance);
/* The context for text; by default one of the standard font map. The family is always the painter's
 * own, or that of pp_painter_set_font(), so that labels have the room that the scene has measured. */
void       pp_painter_set_context    (PpPainter          *self,
                                      PangoContext       *context);
void           pp_painter_set_font   (PpPainter          *self,
                                      const PpTextFont   *font);
/* Paints the whole clip. */
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
/* A node that is not there yet, as it will look when it stands at @box. */
void       pp_painter_draw_new_node  (PpPainter          *self,
                                      cairo_t            *cr,
                                      PpKind             *kind,
                                      const char         *name,
                                      const PpBox        *box,
                                      double              scale);
/* Items in paint order, lifted ones as previewed; the labels of flows above all of them. */
void       pp_painter_draw_items     (PpPainter          *self,
                                      cairo_t            *cr,
                                      GPtrArray          *items,
                                      double              scale);

/* What the canvas paints over the scene. Sizes on the screen do not depend on @scale. */
/* Outline and handles of a selected item; without handles when several are selected. */
void       pp_painter_draw_selection (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      gboolean            with_handles,
                                      double              scale);
/* A faint halo below the pointer, or where a drop or an edge would land. */
void       pp_painter_draw_highlight (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      double              scale);
/* Keyboard focus: a ring that differs from selection by more than colour. */
void       pp_painter_draw_focus     (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      double              scale);
void       pp_painter_draw_connectors (PpPainter         *self,
                                      cairo_t            *cr,
                                      const PpSceneItem  *item,
                                      const PpHandle     *active,
                                      double              scale);
/* The line of an edge that is being drawn. */
void       pp_painter_draw_connection (PpPainter         *self,
                                      cairo_t            *cr,
                                      const PpPoint      *path,
                                      guint               n_path,
                                      double              scale);
void       pp_painter_draw_rubber_band (PpPainter        *self,
                                      cairo_t            *cr,
                                      const PpBox        *box,
                                      double              scale);
void       pp_painter_draw_guide     (PpPainter          *self,
                                      cairo_t            *cr,
                                      PpPoint             from,
                                      PpPoint             to,
                                      double              scale);
/* Dots at multiples of @spacing; thinned out, then gone, when zoomed out. */
void       pp_painter_draw_grid      (PpPainter          *self,
                                      cairo_t            *cr,
                                      const PpBox        *area,
                                      double              spacing,
                                      double              scale);

/* What dims a drawing below an overlay: the ground, translucent. */
const PpColour *pp_painter_get_veil  (PpPainter          *self);
/* What an overlay tells, over a drawing that was dimmed. */
void       pp_painter_draw_overlay   (PpPainter          *self,
                                      cairo_t            *cr,
                                      PpScene            *scene,
                                      PpOverlay          *overlay,
                                      const PpBox        *area,
                                      double              scale);
gboolean   pp_painter_prepare_overlay (PpPainter         *self,
                                      PpScene            *scene,
                                      PpOverlay          *overlay,
                                      double              scale,
                                      gint64              deadline_us);
/* All of it, at one pixel for a unit; empty where the scene shows nothing that it speaks of. */
PpBox      pp_painter_get_overlay_bounds (PpPainter      *self,
                                      PpScene            *scene,
                                      PpOverlay          *overlay);
gboolean   pp_painter_overlay_touches (PpScene           *scene,
                                      PpOverlay          *overlay,
                                      const PpBox        *area,
                                      double              scale);

/**
 * PpPainterCounters: what a painter has done since it was made; for tests and benchmarks
 */
typedef struct {
  guint nodes_drawn;
  guint edges_drawn;
  guint texts_drawn;
  guint layouts_created;
  guint icons_rendered;
} PpPainterCounters;

void       pp_painter_get_counters   (PpPainter          *self,
                                      PpPainterCounters  *counters);

G_END_DECLS
