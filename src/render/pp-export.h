/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-kinds.h"
#include "pp-model.h"
#include "pp-overlay.h"
#include "pp-painter.h"

G_BEGIN_DECLS

#define PP_EXPORT_ERROR (pp_export_error_quark ())
GQuark pp_export_error_quark (void);

/**
 * PpExportError:
 * @PP_EXPORT_ERROR_UNKNOWN_LAYOUT: no such layout in the model
 * @PP_EXPORT_ERROR_UNKNOWN_FORMAT: the name's ending is none of those that are written
 * @PP_EXPORT_ERROR_TOO_LARGE: the picture would be larger than is written, at any sensible scale
 * @PP_EXPORT_ERROR_FAILED: cairo could not write it
 */
typedef enum {
  PP_EXPORT_ERROR_UNKNOWN_LAYOUT,
  PP_EXPORT_ERROR_UNKNOWN_FORMAT,
  PP_EXPORT_ERROR_TOO_LARGE,
  PP_EXPORT_ERROR_FAILED,
} PpExportError;

typedef enum {
  PP_EXPORT_PNG,
  PP_EXPORT_SVG,
  PP_EXPORT_PDF,
} PpExportFormat;

/* The longest side of a PNG. */
#define PP_EXPORT_MAX_PIXELS 16384

/**
 * PpExportOptions:
 * @format: what is written
 * @scale: pixels for one unit, for PNG; points or user units for one unit else
 * @dark: light lines on a dark ground
 * @transparent: no ground
 * @margin: around the drawing, in layout units
 * @with_title: the layout's title above the drawing
 * @overlay: (nullable): what is told on top of the drawing, which is dimmed for it; lines and words have the
 *   size that they have in a window at its usual zoom
 * @bare: nothing but the drawing: no marking, because it goes into something that has one
 */
typedef struct {
  PpExportFormat format;
  double         scale;
  gboolean       dark;
  gboolean       transparent;
  double         margin;
  gboolean       with_title;
  PpOverlay     *overlay;
  gboolean       bare;
} PpExportOptions;

#define PP_EXPORT_OPTIONS_INIT { .format = PP_EXPORT_PNG, .scale = 1.0, .margin = 24.0 }

/* By the ending of a file's name: png, svg, pdf. */
gboolean  pp_export_format_from_name (const char            *file_name,
                                      PpExportFormat        *format,
                                      GError               **error);

/**
 * pp_export_layout:
 * @model: a model
 * @kinds: what the kinds of its elements look like
 * @layout_id: the layout to draw
 * @options: how
 * @used_scale: (out) (optional): the scale, smaller than asked for where the picture would be larger
 *   than PP_EXPORT_MAX_PIXELS
 * @error: return location for an error
 *
 * Draws one layout as a picture. Where the model, the layout or something that it shows carries a marking,
 * it stands above and below the drawing. The same model gives the same bytes.
 *
 * Returns: (transfer full): the picture's bytes, or %NULL with an error
 */
GBytes   *pp_export_layout           (PpModel               *model,
                                      PpKinds               *kinds,
                                      const char            *layout_id,
                                      const PpExportOptions *options,
                                      double                *used_scale,
                                      GError               **error);
/* All layouts, in their order, a page each; always PDF. */
GBytes   *pp_export_all_layouts      (PpModel               *model,
                                      PpKinds               *kinds,
                                      const PpExportOptions *options,
                                      GError               **error);
/**
 * pp_export_area:
 * @painter: what draws
 * @scene: the layout to draw
 * @area: what of it, in its units
 * @detail: device pixels for one unit at which it will be looked at, as pp_painter_draw_scene() takes it
 * @error: return location for an error
 *
 * Draws a part of a layout without a title or a marking, for a document that has them. What stands on an edge
 * of @area may reach beyond it. The same scene gives the same bytes.
 *
 * Returns: (transfer full): an SVG, or %NULL with an error
 */
GBytes   *pp_export_area             (PpPainter             *painter,
                                      PpScene               *scene,
                                      const PpBox           *area,
                                      double                 detail,
                                      GError               **error);

G_END_DECLS
