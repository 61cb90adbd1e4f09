/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

/* The shortest way from point to point around boxes. */
typedef struct _PpDetour PpDetour;

PpDetour *pp_detour_new       (void);
void      pp_detour_free      (PpDetour      *self);
void      pp_detour_clear     (PpDetour      *self);
/* @box is what must not be touched; the way turns at corners @gap further out. */
void      pp_detour_add       (PpDetour      *self,
                               const PpBox   *box,
                               double         gap);
guint     pp_detour_get_n_boxes (PpDetour    *self);
gboolean  pp_detour_is_free   (PpDetour      *self,
                               const PpPoint *points,
                               guint          n_points);
/* Appends the turning points between @from and @to, without these two, to @way (element-type PpPoint).
 * FALSE where no way was found within the effort allowed. */
gboolean  pp_detour_find      (PpDetour      *self,
                               PpPoint        from,
                               PpPoint        to,
                               GArray        *way);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpDetour, pp_detour_free)

G_END_DECLS
