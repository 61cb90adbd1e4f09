/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pp-raster.h"

G_BEGIN_DECLS

/* Icons of kinds in any colour and size, from the resources of the program. */
typedef struct _PpIcons PpIcons;

PpIcons *pp_icons_new  (void);
void     pp_icons_free (PpIcons        *self);
/* Draws into @box. @scale is pixels for one unit: the icon is then a cached mask on whole pixels; 0 draws
 * it as a path. An icon that is not there draws nothing. */
void     pp_icons_draw (PpIcons        *self,
                        cairo_t        *cr,
                        const char     *name,
                        const PpBox    *box,
                        const PpColour *colour,
                        double          scale);
guint    pp_icons_get_n_rendered (PpIcons *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpIcons, pp_icons_free)

G_END_DECLS
