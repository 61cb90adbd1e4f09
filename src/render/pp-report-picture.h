/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-painter.h"

G_BEGIN_DECLS

/**
 * PpReportPicture:
 * @scene: the layout
 * @box: what of it is drawn, in its units
 * @n_columns: how many tiles side by side
 * @n_rows: how many rows of them
 * @tile_width: of a tile, in units of the layout
 * @tile_height: the same
 *
 * A layout in a report: whole, and where it would be too small to be read also in tiles.
 */
typedef struct {
  PpScene *scene;
  PpBox    box;
  guint    n_columns;
  guint    n_rows;
  double   tile_width;
  double   tile_height;
} PpReportPicture;

PpReportPicture *_pp_report_picture_new      (PpModel               *model,
                                              PpKinds               *kinds,
                                              const char            *layout_id);
void             _pp_report_picture_free     (PpReportPicture       *self);
/* Divides it into tiles that show @scale on a page of that size. */
void             _pp_report_picture_divide   (PpReportPicture       *self,
                                              double                 width,
                                              double                 height,
                                              double                 scale);
PpBox            _pp_report_picture_get_tile (const PpReportPicture *self,
                                              guint                  column,
                                              guint                  row);
/* The tile with a margin of what is beside it, so that what the edge between two tiles cuts is whole on one. */
PpBox            _pp_report_picture_get_view (const PpReportPicture *self,
                                              guint                  column,
                                              guint                  row);
/* “B3”: rows have letters, columns numbers. */
char            *_pp_report_picture_dup_label (guint                 column,
                                              guint                  row);
/* Tiles on which nothing is drawn are left out. */
gboolean         _pp_report_picture_is_used  (const PpReportPicture *self,
                                              guint                  column,
                                              guint                  row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpReportPicture, _pp_report_picture_free)

G_END_DECLS
