/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keyboard on the canvas. Real focus is on the proxy of an element, so assistive technologies follow.
 *
 *   Tab, Shift+Tab          the next and the previous element, in reading order; beyond the last one the
 *                           focus leaves the canvas, as it does with Ctrl+Tab
 *   arrows                  the nearest element in that direction; from a flow to its ends
 *   Shift+arrows            the same, and what was selected stays selected
 *   Ctrl+arrows, Ctrl+Space go without selecting; select or unselect
 *   Alt+arrows              move what is selected by a step of the grid, with Shift by ten
 *   Enter                   to the inspector */

#include "pp-canvas-private.h"

#include <math.h>
#include <stdlib.h>

/* How tall a row is when elements are read from left to right, row by row. */
#define ROW_HEIGHT 48.0

static PpPoint
item_centre (const PpSceneItem *item)
{
  if (!item->is_edge)
    return pp_box_centre (&item->box);
  if (item->label_box.width > 0)
    return pp_box_centre (&item->label_box);
  if (item->n_path > 0)
    return pp_polyline_at (item->path, item->n_path, 0.5, NULL);

  return pp_box_centre (&item->bounds);
}

void
_pp_canvas_set_focus_id (PpCanvas   *self,
                         const char *id)
{
  if (g_strcmp0 (self->focus_id, id) == 0)
    return;

  g_free (self->focus_id);
  self->focus_id = g_strdup (id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Moves the real focus to an element that is shown. */
void
_pp_canvas_focus_element (PpCanvas   *self,
                          const char *id)
{
  const PpSceneItem *item = pp_scene_lookup (self->scene, id);

  if (item == NULL)
    return;

  _pp_canvas_set_focus_id (self, id);
  gtk_widget_grab_focus (_pp_canvas_ensure_proxy (self, item));
}

static void
direction_of (guint   keyval,
              double *x,
              double *y)
{
  *x = keyval == GDK_KEY_Right ? 1 : keyval == GDK_KEY_Left ? -1 : 0;
  *y = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
}

/* How far a point is in a direction, where being aside counts double; negative when it is not there. */
static double
distance_in_direction (PpPoint from,
                       PpPoint to,
                       double  x,
                       double  y)
{
  double along = (to.x - from.x) * x + (to.y - from.y) * y;
  double aside = fabs ((to.x - from.x) * y) + fabs ((to.y - from.y) * x);

  if (along <= 0.5 || aside > 3 * along)
    return -1;

  return along + 2 * aside;
}

/* From a flow the arrows lead to its ends first. */
static const PpSceneItem *
find_end (PpCanvas          *self,
          const PpSceneItem *edge,
          double             x,
          double             y)
{
  const char * const ends[] = { edge->target, edge->source };
  const PpSceneItem *best = NULL;
  double most = 0.5;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const PpSceneItem *end = ends[i] != NULL ? pp_scene_lookup (self->scene, ends[i]) : NULL;
      PpPoint from = item_centre (edge);
      PpPoint to;
      double along;

      if (end == NULL)
        continue;

      to = item_centre (end);
      along = (to.x - from.x) * x + (to.y - from.y) * y;
      if (along > most && along >= 0.5 * hypot (to.x - from.x, to.y - from.y))
        {
          most = along;
          best = end;
        }
    }

  return best;
}

/**
 * _pp_canvas_find_in_direction:
 * @self: a canvas
 * @from_id: (nullable): where to go from; %NULL for the middle of the view
 * @keyval: an arrow key
 * @nodes_only: whether to leave out flows and what flows cannot end at
 *
 * Finds the element that an arrow key leads to.
 *
 * Returns: (nullable): an item of the scene
 */
const PpSceneItem *
_pp_canvas_find_in_direction (PpCanvas   *self,
                              const char *from_id,
                              guint       keyval,
                              gboolean    nodes_only)
{
  const PpSceneItem *from = from_id != NULL ? pp_scene_lookup (self->scene, from_id) : NULL;
  const PpSceneItem *best = NULL;
  PpBox visible = pp_viewport_get_visible (self->viewport);
  PpPoint start = from != NULL ? item_centre (from) : pp_box_centre (&visible);
  double nearest = G_MAXDOUBLE;
  double x, y;

  direction_of (keyval, &x, &y);
  if (from != NULL && from->is_edge && !nodes_only)
    best = find_end (self, from, x, y);
  if (best != NULL)
    return best;

  for (guint i = 0; i < pp_scene_get_n_items (self->scene); i++)
    {
      const PpSceneItem *item = pp_scene_get_item (self->scene, i);
      double distance;

      if (item == from || (nodes_only && !_pp_tool_can_connect (item)))
        continue;

      distance = distance_in_direction (start, item_centre (item), x, y);
      if (distance >= 0 && distance < nearest)
        {
          nearest = distance;
          best = item;
        }
    }

  return best;
}

static void
go_to (PpCanvas          *self,
       const PpSceneItem *item,
       GdkModifierType    modifiers)
{
  g_autofree char *id = g_strdup (item->id);

  if (modifiers & GDK_SHIFT_MASK)
    pp_selection_add (self->selection, id);
  else if (!(modifiers & GDK_CONTROL_MASK))
    pp_selection_set_single (self->selection, id);

  _pp_canvas_show_item (self, item);
  _pp_canvas_focus_element (self, id);
}

static gboolean
arrow_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  PpCanvas *self = PP_CANVAS (widget);
  const PpSceneItem *item;
  guint keyval, modifiers;

  if (self->scene == NULL || self->editor != NULL || self->tool != NULL)
    return FALSE;

  g_variant_get (arguments, "(uu)", &keyval, &modifiers);
  item = _pp_canvas_find_in_direction (self, self->focus_id, keyval, FALSE);
  if (item != NULL)
    go_to (self, item, modifiers);

  /* The key is ours even at the last element: the focus stays on the canvas. */
  return TRUE;
}

static gboolean
nudge_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  PpCanvas *self = PP_CANVAS (widget);
  guint keyval, steps;
  double x, y;

  if (!_pp_canvas_can_edit (self) || self->editor != NULL || self->tool != NULL)
    return FALSE;

  g_variant_get (arguments, "(uu)", &keyval, &steps);
  direction_of (keyval, &x, &y);
  _pp_canvas_nudge (self, x * steps * PP_GRID_STEP, y * steps * PP_GRID_STEP);

  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  PpCanvas *self = PP_CANVAS (widget);
  const char *id = self->focus_id != NULL ? self->focus_id
                                          : pp_selection_get_primary (self->selection);

  if (id == NULL || self->editor != NULL || self->tool != NULL)
    return FALSE;

  if (!pp_selection_contains (self->selection, id))
    pp_selection_set_single (self->selection, id);
  _pp_canvas_inspect (self, id);

  return TRUE;
}

static gboolean
toggle_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  PpCanvas *self = PP_CANVAS (widget);

  if (self->focus_id == NULL || self->editor != NULL)
    return FALSE;

  pp_selection_toggle (self->selection, self->focus_id);

  return TRUE;
}

void
_pp_canvas_install_focus_keys (GtkWidgetClass *widget_class)
{
  const guint arrows[] = { GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up, GDK_KEY_Down };
  const guint keypad[] = { GDK_KEY_KP_Left, GDK_KEY_KP_Right, GDK_KEY_KP_Up, GDK_KEY_KP_Down };
  const GdkModifierType ways[] = { 0, GDK_SHIFT_MASK, GDK_CONTROL_MASK };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (ways); j++)
        {
          gtk_widget_class_add_binding (widget_class, arrows[i], ways[j], arrow_cb, "(uu)",
                                        arrows[i], (guint) ways[j]);
          gtk_widget_class_add_binding (widget_class, keypad[i], ways[j], arrow_cb, "(uu)",
                                        arrows[i], (guint) ways[j]);
        }
      gtk_widget_class_add_binding (widget_class, arrows[i], GDK_ALT_MASK, nudge_cb, "(uu)",
                                    arrows[i], 1u);
      gtk_widget_class_add_binding (widget_class, arrows[i], GDK_ALT_MASK | GDK_SHIFT_MASK, nudge_cb,
                                    "(uu)", arrows[i], 10u);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, GDK_CONTROL_MASK, toggle_cb, NULL);
}

typedef struct
{
  const PpSceneItem *item;
  int                row;
  double             x;
} ReadingPlace;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const ReadingPlace *left = a;
  const ReadingPlace *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  if (left->x != right->x)
    return left->x < right->x ? -1 : 1;

  return strcmp (left->item->id, right->item->id);
}

static GArray *
list_in_reading_order (PpCanvas *self)
{
  guint n_items = pp_scene_get_n_items (self->scene);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (ReadingPlace), n_items);

  for (guint i = 0; i < n_items; i++)
    {
      const PpSceneItem *item = pp_scene_get_item (self->scene, i);
      PpPoint centre = item_centre (item);
      ReadingPlace place = { item, floor (centre.y / ROW_HEIGHT), centre.x };

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);

  return places;
}

/* The place of the focused element, or -1. */
static int
find_focused (PpCanvas *self,
              GArray   *places)
{
  for (guint i = 0; i < places->len && self->focus_id != NULL; i++)
    if (g_str_equal (g_array_index (places, ReadingPlace, i).item->id, self->focus_id))
      return i;

  return -1;
}

static gboolean
holds_focus (PpCanvas *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (self)) ||
         gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
}

/* When Tab comes in from outside it goes to the element that was focused before, if any, and leaves the
 * selection as it is. */
gboolean
_pp_canvas_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  PpCanvas *self = PP_CANVAS (widget);
  g_autoptr(GArray) places = NULL;
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  gboolean inside = holds_focus (self);
  int place;

  if (self->editor != NULL)
    return FALSE;
  if (self->scene == NULL || pp_scene_get_n_items (self->scene) == 0)
    return !inside && gtk_widget_grab_focus (widget);
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return !inside && gtk_widget_grab_focus (widget);

  places = list_in_reading_order (self);
  place = find_focused (self, places);
  if (place < 0)
    place = forward ? 0 : (int) places->len - 1;
  else if (inside)
    place += forward ? 1 : -1;
  if (place < 0 || place >= (int) places->len)
    return FALSE;

  go_to (self, g_array_index (places, ReadingPlace, place).item, inside ? 0 : GDK_CONTROL_MASK);

  return TRUE;
}
