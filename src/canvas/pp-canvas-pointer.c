/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the pointer to a tool. A press is remembered; it takes hold of a handle, an element or the
 * ground, and only when the pointer has gone far enough it becomes a drag with a tool of its own. No
 * events are known here: all controllers end in _pp_canvas_press(), _motion(), _release() and
 * _cancel(). */

#include "pp-canvas-private.h"

#include <math.h>

static double
hit_tolerance (gboolean touch)
{
  return touch ? PP_CANVAS_TOUCH_HIT_PX : PP_CANVAS_HIT_PX;
}

void
_pp_canvas_set_hovered (PpCanvas   *self,
                        const char *id)
{
  if (g_strcmp0 (self->hovered_id, id) == 0)
    return;

  g_free (self->hovered_id);
  self->hovered_id = g_strdup (id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The connection handles stand off the element, so it stays hovered while the pointer is on its way to
 * them, unless it meets another element. */
static gboolean
keeps_hover (PpCanvas *self,
             PpPoint   point)
{
  const PpSceneItem *item =
    self->hovered_id != NULL ? pp_scene_lookup (self->scene, self->hovered_id) : NULL;
  double reach = PP_HANDLE_CONNECT_OFFSET_PX + 2 * PP_HANDLE_RADIUS_PX;
  PpBox near;

  if (!_pp_tool_can_connect (item))
    return FALSE;

  near = pp_box_inflate (&item->box, reach / pp_viewport_get_zoom (self->viewport));

  return pp_box_contains (&near, point);
}

static void
update_hover (PpCanvas *self)
{
  PpCanvasPick pick =
    _pp_canvas_pick (self, self->pointer_x_px, self->pointer_y_px, PP_CANVAS_HIT_PX);
  PpPoint point = pp_viewport_to_layout (self->viewport, self->pointer_x_px, self->pointer_y_px);

  if (pick.item != NULL)
    _pp_canvas_set_hovered (self, pick.item->id);
  else if (self->scene == NULL || !keeps_hover (self, point))
    _pp_canvas_set_hovered (self, NULL);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   self->space_held ? "grab" : _pp_canvas_pick_cursor (self, &pick));
}

static void
clear_press (PpCanvas *self)
{
  g_free (self->press.id);
  self->press = (PpCanvasPress) { 0 };
}

/* Which element keys act from follows the pointer. */
static void
press_item (PpCanvas          *self,
            const PpSceneItem *item,
            GdkModifierType    modifiers)
{
  self->press.was_selected = pp_selection_contains (self->selection, item->id);
  if (!self->press.was_selected)
    {
      if (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK))
        pp_selection_add (self->selection, item->id);
      else
        pp_selection_set_single (self->selection, item->id);
    }
  _pp_canvas_focus_element (self, item->id);
}

/* At the end of the second click: who presses soon after a click to drag means no double click. */
static void
click_twice (PpCanvas *self,
             double    x_px,
             double    y_px,
             double    tolerance_px)
{
  PpCanvasPick pick = _pp_canvas_pick (self, x_px, y_px, tolerance_px);
  PpPoint point = pp_viewport_to_layout (self->viewport, x_px, y_px);

  if (pick.item == NULL || pick.handle.type == PP_HANDLE_CONNECT)
    return;

  clear_press (self);
  if (pick.handle.type == PP_HANDLE_BEND)
    {
      g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (self, pick.item->id);
      guint number = pick.handle.number;

      if (number >= placement->n_points)
        return;

      memmove (placement->points + number, placement->points + number + 1,
               (placement->n_points - number - 1) * sizeof (PpPoint));
      placement->n_points--;
      _pp_canvas_apply (self, N_("Remove Bend"),
                        pp_edit_place (_pp_canvas_get_model (self), self->layout_id, pick.item->id,
                                       placement));
    }
  else if (_pp_canvas_can_edit (self) && pp_box_contains (&pick.item->label_box, point))
    _pp_canvas_rename (self, pick.item->id);
  else
    _pp_canvas_inspect (self, pick.item->id);
}

/**
 * _pp_canvas_press:
 * @self: a canvas
 * @x_px: in the widget
 * @y_px: in the widget
 * @button: 1 or 2
 * @n_press: 2 for a double click
 * @modifiers: keys that are held
 * @touch: whether a finger did it
 *
 * Takes hold of what is at a point.
 */
void
_pp_canvas_press (PpCanvas        *self,
                  double           x_px,
                  double           y_px,
                  guint            button,
                  guint            n_press,
                  GdkModifierType  modifiers,
                  gboolean         touch)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PpCanvasPick pick;

  _pp_canvas_stop_kinetic (self);
  _pp_canvas_end_rename (self, TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), FALSE);
  if (self->scene == NULL)
    return;

  self->pointer_x_px = x_px;
  self->pointer_y_px = y_px;
  clear_press (self);
  self->press.active = TRUE;
  self->press.touch = touch;
  self->press.modifiers = modifiers;
  self->press.x_px = x_px;
  self->press.y_px = y_px;
  self->press.pan = button == GDK_BUTTON_MIDDLE || self->space_held;
  if (self->press.pan || self->tool != NULL)
    return;

  pick = _pp_canvas_pick (self, x_px, y_px, hit_tolerance (touch));
  self->press.handle = pick.handle;
  self->press.badge = pick.badge;
  self->press.id = pick.item != NULL ? g_strdup (pick.item->id) : NULL;
  if (pick.item != NULL && pick.handle.type == PP_HANDLE_NONE)
    press_item (self, pick.item, modifiers);
  else if (pick.item == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));

  self->press.twice = n_press == 2;
}

static PpTool *
tool_for_handle (PpCanvas *self,
                 PpPoint   start)
{
  const PpHandle *handle = &self->press.handle;
  const char *id = self->press.id;

  switch (handle->type)
    {
    case PP_HANDLE_RESIZE:
      return pp_resize_tool_new (self, id, handle, start);
    case PP_HANDLE_CONNECT:
      return pp_connect_tool_new (self, id, FALSE);
    case PP_HANDLE_SOURCE:
    case PP_HANDLE_TARGET:
      return pp_reconnect_tool_new (self, id, handle->type == PP_HANDLE_SOURCE);
    case PP_HANDLE_BEND:
    case PP_HANDLE_NEW_BEND:
      return pp_bend_tool_new (self, id, handle, start);
    case PP_HANDLE_LABEL:
      return pp_label_tool_new (self, id);
    case PP_HANDLE_NONE:
    default:
      return NULL;
    }
}

/* A flow between two things that stay is bent; all else is moved. */
static PpTool *
tool_for_item (PpCanvas          *self,
               const PpSceneItem *item,
               PpPoint            start)
{
  const char * const id[] = { item->id };
  g_autoptr(GPtrArray) moving = NULL;

  if (!item->is_edge || pp_selection_get_n_items (self->selection) > 1)
    return pp_move_tool_new (self, item->id, start);

  moving = _pp_tool_list_moving (self, id, 1);
  if (moving->len > 0)
    return pp_move_tool_new (self, item->id, start);

  return pp_bend_tool_new (self, item->id, NULL, start);
}

static PpTool *
tool_for_press (PpCanvas *self)
{
  PpPoint start = pp_viewport_to_layout (self->viewport, self->press.x_px, self->press.y_px);
  const PpSceneItem *item =
    self->press.id != NULL ? pp_scene_lookup (self->scene, self->press.id) : NULL;
  gboolean extend = self->press.modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK);

  if (self->press.pan || (item == NULL && self->press.touch))
    return pp_pan_tool_new (self, start);
  if (item == NULL)
    return pp_band_tool_new (self, start, extend);
  if (!_pp_canvas_can_edit (self))
    return NULL;
  if (self->press.handle.type != PP_HANDLE_NONE)
    return tool_for_handle (self, start);

  return tool_for_item (self, item, start);
}

static gboolean
is_far_enough (PpCanvas *self,
               double    x_px,
               double    y_px)
{
  double needed = self->press.touch ? PP_CANVAS_TOUCH_DRAG_PX : PP_CANVAS_DRAG_PX;

  return hypot (x_px - self->press.x_px, y_px - self->press.y_px) >= needed;
}

static void
begin_drag (PpCanvas *self)
{
  PpTool *tool = tool_for_press (self);

  self->press.active = FALSE;
  if (tool == NULL)
    return;

  _pp_canvas_set_hovered (self, NULL);
  _pp_canvas_take_tool (self, tool);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pp_tool_get_cursor (tool));
  if (!self->press.pan)
    _pp_canvas_autoscroll (self);
}

static void
move_tool (PpCanvas        *self,
           GdkModifierType  modifiers)
{
  PpPoint point = pp_viewport_to_layout (self->viewport, self->pointer_x_px, self->pointer_y_px);

  pp_tool_motion (self->tool, point, modifiers);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pp_canvas_motion (PpCanvas        *self,
                   double           x_px,
                   double           y_px,
                   GdkModifierType  modifiers)
{
  self->pointer_x_px = x_px;
  self->pointer_y_px = y_px;
  self->pointer_inside = TRUE;
  if (self->scene == NULL)
    return;

  if (self->tool == NULL && self->press.active && is_far_enough (self, x_px, y_px))
    begin_drag (self);

  if (self->tool != NULL)
    move_tool (self, modifiers);
  else if (!self->press.active)
    update_hover (self);
}

/* A click that was no drag. */
static void
click (PpCanvas *self)
{
  gboolean extend = self->press.modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK);

  if (self->press.pan || self->press.handle.type != PP_HANDLE_NONE)
    return;

  if (self->press.id == NULL)
    {
      if (!extend)
        {
          pp_selection_clear (self->selection);
          _pp_canvas_set_focus_id (self, NULL);
        }
    }
  else if (self->press.was_selected)
    {
      if (extend)
        pp_selection_remove (self->selection, self->press.id);
      else
        pp_selection_set_single (self->selection, self->press.id);
    }
  if (self->press.badge && !extend)
    _pp_canvas_show_threats (self, self->press.id);
}

static void
finish_tool (PpCanvas        *self,
             GdkModifierType  modifiers)
{
  g_autoptr(PpTool) tool = g_object_ref (self->tool);

  if (!pp_tool_finish (tool, modifiers) && self->tool == tool)
    _pp_canvas_put_tool_away (self);
}

void
_pp_canvas_release (PpCanvas        *self,
                    double           x_px,
                    double           y_px,
                    GdkModifierType  modifiers)
{
  gboolean was_click = self->press.active;

  if (self->scene == NULL)
    return;

  _pp_canvas_motion (self, x_px, y_px, modifiers);
  if (self->tool != NULL && !(was_click && self->press.pan))
    finish_tool (self, modifiers);
  else if (was_click && self->press.active && self->press.twice)
    click_twice (self, self->press.x_px, self->press.y_px, hit_tolerance (self->press.touch));
  else if (was_click && self->press.active)
    click (self);
  clear_press (self);
  if (self->tool == NULL)
    update_hover (self);
}

/**
 * _pp_canvas_cancel:
 * @self: a canvas
 *
 * Gives up the gesture that is going on; the model is as it was before it.
 *
 * Returns: whether there was one
 */
gboolean
_pp_canvas_cancel (PpCanvas *self)
{
  gboolean active = self->tool != NULL || self->press.active;

  clear_press (self);
  _pp_canvas_put_tool_away (self);

  return active;
}
