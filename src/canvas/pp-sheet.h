/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A transparent picture for what is drawn anew for each frame. It is told in which blocks something will be
 * drawn; emptying it and showing it cost what these blocks cost, whatever the size of the picture. */
typedef struct _PpSheet PpSheet;

PpSheet         *pp_sheet_new         (void);
void             pp_sheet_free        (PpSheet                     *self);
void             pp_sheet_clear       (PpSheet                     *self,
                                       int                          width,
                                       int                          height);
void             pp_sheet_announce    (PpSheet                     *self,
                                       double                       left,
                                       double                       top,
                                       double                       right,
                                       double                       bottom);
cairo_surface_t *pp_sheet_get_surface (PpSheet                     *self);
cairo_region_t  *pp_sheet_get_region  (PpSheet                     *self,
                                       const cairo_rectangle_int_t *area);
void             pp_sheet_put         (PpSheet                     *self,
                                       cairo_t                     *cr,
                                       cairo_region_t              *region);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpSheet, pp_sheet_free)

G_END_DECLS
