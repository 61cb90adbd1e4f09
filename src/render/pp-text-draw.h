/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * pp_text_draw:
 * @cr: where to draw, its source the colour of the text
 * @layout: the text; of its attributes, the foreground is kept
 *
 * Draws @layout from the current point, each letter where its width puts it.
 *
 * Before 1.17.4, cairo moves the letters of a picture to whole pixels: in small text the gaps between words
 * close and letters drift apart. Since then it moves them to quarters of a pixel, but where the text crosses
 * the edge of a clip it leaves out what has thereby left the box of the text: at the border of two tiles the
 * stem of the first letter is cut. There the outlines of the letters are filled instead, but emoji stay the
 * pictures that they are. Where letters stay text (PDF, SVG), they are shown as text.
 */
void pp_text_draw (cairo_t     *cr,
                   PangoLayout *layout);

G_END_DECLS
