/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas shows: a layout of a model, kept in step with it, and for each layout where one looked
 * last. */

#include "pp-canvas-private.h"

static void
scene_invalidated_cb (PpCanvas    *self,
                      const PpBox *box)
{
  pp_tile_cache_invalidate (self->tiles, box);
  _pp_canvas_overlay_look_changed (self);
  /* While badges come in pieces, a frame for each would paint what the next one changes again. */
  if (!self->taking_badges)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_content (PpCanvas *self)
{
  PpBox bounds = { 0 };

  if (self->scene != NULL)
    bounds = pp_scene_get_bounds (self->scene);
  pp_viewport_set_content (self->viewport, &bounds);
}

/* Takes out of the selection what the layout shows no more. */
static void
prune_selection (PpCanvas *self)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  guint n_items = pp_selection_get_n_items (self->selection);

  for (guint i = 0; i < n_items; i++)
    {
      const char *id = pp_selection_get_id (self->selection, i);

      if (self->scene != NULL && pp_scene_lookup (self->scene, id) != NULL)
        g_ptr_array_add (kept, (gpointer) id);
    }

  if (kept->len < n_items)
    pp_selection_set (self->selection, (const char * const *) kept->pdata, kept->len);
}

/* Connected after the scene, which has taken the changes in by now. */
static void
model_changed_cb (PpCanvas *self)
{
  if (self->focus_id != NULL && pp_scene_lookup (self->scene, self->focus_id) == NULL)
    _pp_canvas_set_focus_id (self, NULL);
  if (self->hovered_id != NULL && pp_scene_lookup (self->scene, self->hovered_id) == NULL)
    _pp_canvas_set_hovered (self, NULL);
  prune_selection (self);
  self->fitted = FALSE;
  update_content (self);
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_queue_proxies (self);
  _pp_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
keep_view (PpCanvas *self)
{
  PpCanvasView *view;

  if (self->layout_id == NULL || self->fit_pending || _pp_canvas_is_fitted (self))
    return;

  view = g_new (PpCanvasView, 1);
  view->x = pp_viewport_get_x (self->viewport);
  view->y = pp_viewport_get_y (self->viewport);
  view->zoom = pp_viewport_get_zoom (self->viewport);
  g_hash_table_replace (self->views, g_strdup (self->layout_id), view);
}

static void
restore_view (PpCanvas *self)
{
  const PpCanvasView *view = g_hash_table_lookup (self->views, self->layout_id);

  if (self->animation != NULL)
    adw_animation_pause (self->animation);
  self->fit_pending = view == NULL;
  self->fitted = FALSE;
  if (view != NULL)
    pp_viewport_set (self->viewport, view->x, view->y, view->zoom);
}

/* Shows nothing; what was going on is given up. */
void
_pp_canvas_clear_view (PpCanvas *self)
{
  _pp_canvas_cancel (self);
  _pp_canvas_stop_kinetic (self);
  _pp_canvas_end_rename (self, FALSE);
  g_cancellable_cancel (self->paste_cancellable);
  g_clear_object (&self->paste_cancellable);

  if (self->scene != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scene, self);
      g_signal_handlers_disconnect_by_data (pp_scene_get_model (self->scene), self);
    }
  g_clear_handle_id (&self->badges_source, g_source_remove);
  self->taking_badges = FALSE;
  _pp_canvas_set_hovered (self, NULL);
  _pp_canvas_set_focus_id (self, NULL);
  _pp_canvas_leave_proxies (self);
  g_clear_pointer (&self->lifted_node, gsk_render_node_unref);
  g_clear_object (&self->scene);
  g_clear_pointer (&self->layout_id, g_free);
  pp_selection_clear (self->selection);
  pp_tile_cache_invalidate (self->tiles, NULL);
}

/**
 * pp_canvas_set_view:
 * @self: a canvas
 * @history: (nullable): the history of the model, or %NULL to show nothing
 * @kinds: (nullable): the kinds of elements
 * @layout_id: (nullable): the layout to show
 *
 * Shows a layout. The selection is cleared and what was going on is given up.
 */
void
pp_canvas_set_view (PpCanvas   *self,
                    PpHistory  *history,
                    PpKinds    *kinds,
                    const char *layout_id)
{
  g_return_if_fail (PP_IS_CANVAS (self));
  g_return_if_fail (history == NULL || (PP_IS_HISTORY (history) && PP_IS_KINDS (kinds)));

  if (self->history == history && self->kinds == kinds &&
      g_strcmp0 (self->layout_id, layout_id) == 0)
    return;

  keep_view (self);
  if (self->scene != NULL)
    _pp_canvas_clear_view (self);
  if (self->history != history)
    {
      g_hash_table_remove_all (self->views);
      g_clear_pointer (&self->badges, g_hash_table_unref);
    }
  g_set_object (&self->history, history);
  g_set_object (&self->kinds, kinds);

  if (history != NULL && layout_id != NULL)
    {
      PpModel *model = pp_history_get_model (history);

      self->layout_id = g_strdup (layout_id);
      self->scene = _pp_canvas_take_scene (self, model, layout_id);
      g_signal_connect_swapped (self->scene, "invalidated", G_CALLBACK (scene_invalidated_cb), self);
      g_signal_connect_swapped (model, "changed", G_CALLBACK (model_changed_cb), self);
      pp_tile_cache_invalidate (self->tiles, NULL);
      _pp_canvas_overlay_look_changed (self);
      update_content (self);
      restore_view (self);
      _pp_canvas_update_badges (self);
    }

  if (self->scene == NULL)
    _pp_canvas_clear_proxies (self);
  _pp_canvas_queue_proxies (self);
  _pp_canvas_update_actions (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

PpScene *
_pp_canvas_get_scene (PpCanvas *self)
{
  return self->scene;
}

PpModel *
_pp_canvas_get_model (PpCanvas *self)
{
  return self->scene != NULL ? pp_scene_get_model (self->scene) : NULL;
}
