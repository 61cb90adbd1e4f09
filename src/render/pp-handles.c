/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-handles.h"

/* Below this size on the screen a side has no handle in its middle, nor a piece of line a new bend. */
#define MIN_SIDE_PX 44.0
#define MIN_PIECE_PX 36.0

static void
add (GArray       *out,
     PpHandleType  type,
     int           direction_x,
     int           direction_y,
     guint         number,
     PpPoint       position)
{
  PpHandle handle = { type, direction_x, direction_y, number, position };

  g_array_append_val (out, handle);
}

static PpPoint
place_on (const PpSceneItem *item,
          int                direction_x,
          int                direction_y,
          double             offset)
{
  PpPoint centre = pp_box_centre (&item->box);
  PpPoint point = { centre.x + direction_x * (item->box.width / 2 + offset),
                    centre.y + direction_y * (item->box.height / 2 + offset) };

  return pp_point_turn (point, centre, item->angle);
}

static void
list_node (const PpSceneItem *item,
           double             scale,
           GArray            *out)
{
  gboolean is_wide = item->box.width * scale >= MIN_SIDE_PX;
  gboolean is_high = item->box.height * scale >= MIN_SIDE_PX;

  for (int y = -1; y <= 1; y++)
    for (int x = -1; x <= 1; x++)
      {
        if ((x == 0 && y == 0) || (x == 0 && !is_wide) || (y == 0 && !is_high))
          continue;
        add (out, PP_HANDLE_RESIZE, x, y, 0, place_on (item, x, y, PP_HANDLE_OUTLINE_OFFSET_PX / scale));
      }
}

/* The polyline from end to end through the bends, without the smoothing. */
static PpPoint
corner_at (const PpSceneItem *item,
           guint              number)
{
  if (number == 0)
    return item->path[0];
  if (number <= item->n_bends)
    return item->bends[number - 1];
  return item->path[item->n_path - 1];
}

/* The middle of a piece, on the line itself. */
static PpPoint
middle_of (const PpSceneItem *item,
           PpPoint            from,
           PpPoint            to)
{
  double first, last;

  pp_polyline_distance (item->path, item->n_path, from, NULL, &first);
  pp_polyline_distance (item->path, item->n_path, to, NULL, &last);
  return pp_polyline_at (item->path, item->n_path, (first + last) / 2, NULL);
}

static void
list_edge (const PpSceneItem *item,
           double             scale,
           GArray            *out)
{
  if (item->n_path < 2)
    return;

  for (guint i = 0; i <= item->n_bends; i++)
    {
      PpPoint from = corner_at (item, i), to = corner_at (item, i + 1);

      if (pp_point_distance (from, to) * scale >= MIN_PIECE_PX)
        add (out, PP_HANDLE_NEW_BEND, 0, 0, i, middle_of (item, from, to));
    }
  for (guint i = 0; i < item->n_bends; i++)
    add (out, PP_HANDLE_BEND, 0, 0, i, item->bends[i]);
  if (!pp_box_is_empty (&item->label_box))
    add (out, PP_HANDLE_LABEL, 0, 0, 0, item->label_centre);
  add (out, PP_HANDLE_SOURCE, 0, 0, 0, item->path[0]);
  add (out, PP_HANDLE_TARGET, 0, 0, 0, item->path[item->n_path - 1]);
}

void
pp_handles_list_selection (const PpSceneItem *item,
                           double             scale,
                           GArray            *out)
{
  if (item->is_edge)
    list_edge (item, scale, out);
  else
    list_node (item, scale, out);
}

void
pp_handles_list_connectors (const PpSceneItem *item,
                            double             scale,
                            GArray            *out)
{
  double offset = PP_HANDLE_CONNECT_OFFSET_PX / scale;

  if (item->is_edge || item->shape == PP_SHAPE_BOUNDARY || item->shape == PP_SHAPE_TEXT)
    return;
  add (out, PP_HANDLE_CONNECT, 0, -1, 0, place_on (item, 0, -1, offset));
  add (out, PP_HANDLE_CONNECT, 1, 0, 0, place_on (item, 1, 0, offset));
  add (out, PP_HANDLE_CONNECT, 0, 1, 0, place_on (item, 0, 1, offset));
  add (out, PP_HANDLE_CONNECT, -1, 0, 0, place_on (item, -1, 0, offset));
}

/* Later handles lie above earlier ones and win where both are equally near. */
gboolean
pp_handles_hit (GArray   *handles,
                PpPoint   point,
                double    scale,
                double    tolerance_px,
                PpHandle *found)
{
  double best = tolerance_px / scale;
  gboolean is_found = FALSE;

  for (guint i = 0; i < handles->len; i++)
    {
      const PpHandle *handle = &g_array_index (handles, PpHandle, i);
      double distance = pp_point_distance (handle->position, point);

      if (distance > best)
        continue;
      best = distance;
      *found = *handle;
      is_found = TRUE;
    }
  return is_found;
}
