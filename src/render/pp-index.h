/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

/* Where things are: finds the handles whose boxes touch an area. Handles are small numbers that the
 * user gives out. */
typedef struct _PpIndex PpIndex;

PpIndex     *pp_index_new        (double         cell_size);
void         pp_index_free       (PpIndex       *self);
void         pp_index_clear      (PpIndex       *self);
guint        pp_index_get_n_entries (PpIndex    *self);
void         pp_index_set_box    (PpIndex       *self,
                                  guint          handle,
                                  const PpBox   *box);
/* A thing that is only near a polyline and in @extra (nullable), though its box is @box. */
void         pp_index_set_line   (PpIndex       *self,
                                  guint          handle,
                                  const PpBox   *box,
                                  const PpPoint *points,
                                  guint          n_points,
                                  const PpBox   *extra);
void         pp_index_remove     (PpIndex       *self,
                                  guint          handle);
gboolean     pp_index_has        (PpIndex       *self,
                                  guint          handle);
const PpBox *pp_index_get_box    (PpIndex       *self,
                                  guint          handle);
/**
 * pp_index_query:
 * @self: an index
 * @area: in layout units
 * @out: (element-type guint): cleared, then filled with handles, each once, in no particular order
 *
 * Finds what touches @area. Of something that was set as a line the box must touch, and in a small area
 * also a piece of the line, no longer than a cell.
 *
 * About the number of hits for a small area; a scan of all boxes for one that covers much.
 */
void         pp_index_query      (PpIndex       *self,
                                  const PpBox   *area,
                                  GArray        *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpIndex, pp_index_free)

G_END_DECLS
