/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The host of the tools: which one is in hand, what it lifts out of the picture while it is moved, and
 * the steps that it does. */

#include "pp-canvas-private.h"

/* From this many lifted items on they are painted once and moved as a picture. */
#define MANY_LIFTED 24

/* Whether there is a layout that may be changed. */
gboolean
_pp_canvas_can_edit (PpCanvas *self)
{
  return self->editable && self->history != NULL && self->scene != NULL &&
         pp_scene_get_layout (self->scene) != NULL;
}

/**
 * _pp_canvas_apply:
 * @self: a canvas
 * @label: the step's name, marked with N_()
 * @changes: (transfer full) (element-type PpChange): what to do
 *
 * Does one step; what goes wrong is told to the user.
 *
 * Returns: whether the model changed
 */
gboolean
_pp_canvas_apply (PpCanvas   *self,
                  const char *label,
                  GPtrArray  *changes)
{
  g_autoptr(GPtrArray) owned = changes;
  g_autoptr(GError) error = NULL;

  if (changes == NULL || changes->len == 0)
    return FALSE;

  pp_history_end_merge (self->history);
  if (pp_history_apply (self->history, label, changes, &error))
    return TRUE;

  g_warning ("Step “%s” was refused: %s", label, error->message);
  _pp_canvas_tell (self, _("This could not be done"));

  return FALSE;
}

static void
invalidate_lifted (PpCanvas *self)
{
  GPtrArray *lifted = pp_scene_get_lifted (self->scene);

  for (guint i = 0; lifted != NULL && i < lifted->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (lifted, i);

      pp_tile_cache_invalidate (self->tiles, &item->bounds);
    }
}

/**
 * _pp_canvas_lift:
 * @self: a canvas
 * @ids: (array length=n_ids): elements
 * @n_ids: how many
 *
 * Takes elements and the edges that hang on them out of the tiles: until _pp_canvas_drop() they are
 * drawn above them, as they are previewed.
 */
void
_pp_canvas_lift (PpCanvas           *self,
                 const char * const *ids,
                 guint               n_ids)
{
  GPtrArray *lifted;

  self->settling = FALSE;
  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  self->lift_dx = self->lift_dy = 0;
  pp_scene_lift (self->scene, ids, n_ids);
  invalidate_lifted (self);
  lifted = pp_scene_get_lifted (self->scene);
  self->lifting_many = lifted != NULL && lifted->len >= MANY_LIFTED;
  pp_tile_cache_invalidate (self->lifted_tiles, NULL);
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pp_canvas_move_lifted (PpCanvas *self,
                        double    dx,
                        double    dy)
{
  if (self->lift_dx == dx && self->lift_dy == dy)
    return;

  self->lift_dx = dx;
  self->lift_dy = dy;
  pp_scene_preview_move (self->scene, dx, dy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_pp_canvas_preview (PpCanvas          *self,
                    const char        *id,
                    const PpPlacement *placement)
{
  pp_scene_preview (self->scene, id, placement);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * _pp_canvas_drop:
 * @self: a canvas
 *
 * Puts lifted elements back. What was seen of them stays on the screen until the tiles have them, so
 * a drop does not blink.
 */
void
_pp_canvas_drop (PpCanvas *self)
{
  g_autoptr(GPtrArray) boxes = NULL;
  GPtrArray *lifted = self->scene != NULL ? pp_scene_get_lifted (self->scene) : NULL;

  if (lifted == NULL || lifted->len == 0)
    return;

  boxes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < lifted->len; i++)
    g_ptr_array_add (boxes, g_strdup (((const PpSceneItem *) g_ptr_array_index (lifted, i))->id));
  invalidate_lifted (self);
  pp_scene_drop (self->scene);
  for (guint i = 0; i < boxes->len; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, g_ptr_array_index (boxes, i));

      if (item != NULL)
        pp_tile_cache_invalidate (self->tiles, &item->bounds);
    }

  self->settling = TRUE;
  self->lifting_many = FALSE;
  self->lift_dx = self->lift_dy = 0;
  _pp_canvas_queue_proxies (self);
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Ends what was in hand, and takes up another tool; @tool is consumed and may be NULL. */
void
_pp_canvas_take_tool (PpCanvas *self,
                      PpTool   *tool)
{
  _pp_canvas_put_tool_away (self);
  self->tool = tool;
  if (tool != NULL)
    pp_tool_begin (tool);
  g_object_notify (G_OBJECT (self), "placing-kind");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Gives up what the tool was doing, if it was not finished. */
void
_pp_canvas_put_tool_away (PpCanvas *self)
{
  g_autoptr(PpTool) tool = g_steal_pointer (&self->tool);

  if (tool == NULL)
    return;

  pp_tool_cancel (tool);
  _pp_canvas_drop (self);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  g_object_notify (G_OBJECT (self), "placing-kind");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
