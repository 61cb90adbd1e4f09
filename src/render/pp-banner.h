/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pp-geometry.h"

G_BEGIN_DECLS

/* A band with a marking, which is in Pango's markup (pp_marking_to_markup()), on black: the same on every
 * picture and page. A long marking is set smaller, never cut off. */
void    pp_banner_draw   (cairo_t     *cr,
                          const char  *markup,
                          const PpBox *band);
/* The same as a picture by itself. The same marking gives the same bytes. */
GBytes *pp_banner_to_svg (const char  *markup,
                          double       width,
                          double       height);

G_END_DECLS
