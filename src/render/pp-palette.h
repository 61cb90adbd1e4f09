/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-painter.h"
#include "pp-raster.h"

G_BEGIN_DECLS

/**
 * PpTint: how one class of node is drawn
 * @fill: the inside
 * @line: outline and icon
 */
typedef struct {
  PpColour fill;
  PpColour line;
} PpTint;

/**
 * PpPalette: every colour of a drawing
 *
 * Texts stand out from what is below them by 4.5 to 1 or more, lines from the ground by 3 to 1, as WCAG
 * 2.1 asks for (1.4.3, 1.4.11).
 */
typedef struct {
  PpColour ground;
  PpColour grid;
  PpColour text;                /* on fills and on the ground */
  PpColour text_dim;            /* out of scope, protocols */
  PpTint   process;
  PpTint   store;
  PpTint   actor;
  PpTint   hostile;             /* threat actors */
  PpTint   note;
  PpTint   boundary;            /* the fill is translucent */
  PpTint   boundary_tag;
  PpTint   dimmed;              /* out of scope */
  PpColour edge;
  PpColour attack;
  PpColour threat;              /* outlines of what has open threats */
  PpTint   badge;               /* the line is the text */
  PpTint   chip;                /* the line is outline and text */
  PpColour accent;
  PpColour guide;
  PpColour veil;                /* over all that an overlay does not speak of; translucent */
  double   line_width;
} PpPalette;

void     pp_palette_init     (PpPalette          *self,
                              const PpAppearance *appearance);
const PpTint *pp_palette_get_tint (const PpPalette *self,
                              PpDfdClass          dfd_class);
/* The ratio of WCAG 2.1, 1 to 21, between opaque colours. */
double   pp_colour_contrast  (const PpColour     *a,
                              const PpColour     *b);
/* @over lies on @under: the opaque colour that is seen. */
PpColour pp_colour_over      (const PpColour     *over,
                              const PpColour     *under);
PpColour pp_colour_from_rgb  (guint32             rgb,
                              double              alpha);

G_END_DECLS
