/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-report-picture.h"

#include <math.h>

#define MARGIN 12.0
#define EMPTY_WIDTH 320.0
#define EMPTY_HEIGHT 120.0
#define MAX_TILES 256
/* Half of what a usual element measures, and not so much that little of the page is left for the tile itself. */
#define OVERLAP 90.0
#define OVERLAP_SHARE 0.15

PpReportPicture *
_pp_report_picture_new (PpModel    *model,
                        PpKinds    *kinds,
                        const char *layout_id)
{
  PpReportPicture *self = g_new0 (PpReportPicture, 1);

  self->scene = pp_scene_new (model, kinds, layout_id);
  self->box = pp_scene_get_bounds (self->scene);
  if (pp_box_is_empty (&self->box))
    self->box = (PpBox) { 0, 0, EMPTY_WIDTH, EMPTY_HEIGHT };
  self->box = pp_box_inflate (&self->box, MARGIN);
  self->n_columns = self->n_rows = 1;
  self->tile_width = self->box.width;
  self->tile_height = self->box.height;
  return self;
}

void
_pp_report_picture_free (PpReportPicture *self)
{
  g_object_unref (self->scene);
  g_free (self);
}

void
_pp_report_picture_divide (PpReportPicture *self,
                           double           width,
                           double           height,
                           double           scale)
{
  do
    {
      self->n_columns = MAX (1, ceil (self->box.width * scale / width));
      self->n_rows = MAX (1, ceil (self->box.height * scale / height));
      scale *= 0.9;
    }
  while (self->n_columns * self->n_rows > MAX_TILES);
  self->tile_width = self->box.width / self->n_columns;
  self->tile_height = self->box.height / self->n_rows;
}

PpBox
_pp_report_picture_get_tile (const PpReportPicture *self,
                             guint                  column,
                             guint                  row)
{
  return (PpBox) { self->box.x + column * self->tile_width, self->box.y + row * self->tile_height,
                   self->tile_width, self->tile_height };
}

PpBox
_pp_report_picture_get_view (const PpReportPicture *self,
                             guint                  column,
                             guint                  row)
{
  PpBox tile = _pp_report_picture_get_tile (self, column, row);
  double margin = MIN (OVERLAP, OVERLAP_SHARE * MIN (tile.width, tile.height));
  double right = MIN (tile.x + tile.width + margin, self->box.x + self->box.width);
  double bottom = MIN (tile.y + tile.height + margin, self->box.y + self->box.height);

  tile.x = MAX (tile.x - margin, self->box.x);
  tile.y = MAX (tile.y - margin, self->box.y);
  tile.width = right - tile.x;
  tile.height = bottom - tile.y;
  return tile;
}

char *
_pp_report_picture_dup_label (guint column,
                              guint row)
{
  if (row < 26)
    return g_strdup_printf ("%c%u", 'A' + row, column + 1);
  return g_strdup_printf ("%c%c%u", 'A' + row / 26 - 1, 'A' + row % 26, column + 1);
}

gboolean
_pp_report_picture_is_used (const PpReportPicture *self,
                            guint                  column,
                            guint                  row)
{
  PpBox tile = _pp_report_picture_get_tile (self, column, row);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  pp_scene_query (self->scene, &tile, items);
  return items->len > 0;
}
