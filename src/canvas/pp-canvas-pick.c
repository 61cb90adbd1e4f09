/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"

/* Handles are found by the same lists that the painter draws, so what is seen is what is hit. */
static gboolean
pick_handle (PpCanvas          *self,
             const PpSceneItem *item,
             gboolean           selected,
             PpPoint            point,
             double             tolerance_px,
             PpHandle          *found)
{
  g_autoptr(GArray) handles = g_array_new (FALSE, FALSE, sizeof (PpHandle));
  double scale = pp_viewport_get_zoom (self->viewport);

  if (selected)
    pp_handles_list_selection (item, scale, handles);
  if (_pp_tool_can_connect (item))
    pp_handles_list_connectors (item, scale, handles);

  return pp_handles_hit (handles, point, scale, tolerance_px, found);
}

static gboolean
pick_handles (PpCanvas     *self,
              PpPoint       point,
              double        tolerance_px,
              PpCanvasPick *pick)
{
  const PpSceneItem *item;

  if (pp_selection_get_n_items (self->selection) == 1)
    {
      item = pp_scene_lookup (self->scene, pp_selection_get_primary (self->selection));
      if (item != NULL && pick_handle (self, item, TRUE, point, tolerance_px, &pick->handle))
        {
          pick->item = item;
          return TRUE;
        }
    }

  item = self->hovered_id != NULL ? pp_scene_lookup (self->scene, self->hovered_id) : NULL;
  if (item != NULL && pick_handle (self, item, FALSE, point, tolerance_px, &pick->handle))
    {
      pick->item = item;
      return TRUE;
    }

  return FALSE;
}

/* What a press at a point of the view would take hold of. */
PpCanvasPick
_pp_canvas_pick (PpCanvas *self,
                 double    x_px,
                 double    y_px,
                 double    tolerance_px)
{
  PpCanvasPick pick = { .handle.type = PP_HANDLE_NONE };
  PpPoint point = pp_viewport_to_layout (self->viewport, x_px, y_px);

  if (self->scene == NULL)
    return pick;
  if (_pp_canvas_can_edit (self) &&
      pick_handles (self, point, MAX (tolerance_px, PP_HANDLE_RADIUS_PX + 2), &pick))
    return pick;

  if (self->show_badges)
    pick.item = pp_scene_hit_badge (self->scene, point, pp_viewport_get_zoom (self->viewport));
  pick.badge = pick.item != NULL;
  if (!pick.badge)
    pick.item = pp_scene_hit (self->scene, point, tolerance_px / pp_viewport_get_zoom (self->viewport));

  return pick;
}

static const char *
resize_cursor (const PpHandle *handle)
{
  if (handle->direction_x == 0)
    return "ns-resize";
  if (handle->direction_y == 0)
    return "ew-resize";

  return handle->direction_x == handle->direction_y ? "nwse-resize" : "nesw-resize";
}

/* NULL for the usual arrow. */
const char *
_pp_canvas_pick_cursor (PpCanvas           *self,
                        const PpCanvasPick *pick)
{
  switch (pick->handle.type)
    {
    case PP_HANDLE_RESIZE:
      return resize_cursor (&pick->handle);
    case PP_HANDLE_CONNECT:
      return "crosshair";
    case PP_HANDLE_SOURCE:
    case PP_HANDLE_TARGET:
    case PP_HANDLE_BEND:
    case PP_HANDLE_NEW_BEND:
    case PP_HANDLE_LABEL:
      return "grab";
    case PP_HANDLE_NONE:
    default:
      break;
    }

  if (pick->badge)
    return "pointer";
  if (pick->item != NULL && _pp_canvas_can_edit (self) &&
      pp_selection_contains (self->selection, pick->item->id))
    return "move";

  return NULL;
}
