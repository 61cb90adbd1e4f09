/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A large layout takes longer than a frame: lines are led around elements, and labels looked for places. That is
 * done in a thread before the layout is shown: with the model where nobody uses it yet, as after a file was read,
 * or with a copy. */

#include "pp-canvas-private.h"

#include "pp-task.h"

struct _PpCanvasPrepared {
  PpModel    *model;      /* for the thread; later, what the scene is to follow */
  PpKinds    *kinds;
  char       *layout_id;
  char       *family;
  PpTextFont  font;
  PpScene    *scene;      /* NULL until it is made */
};

static void
prepared_clear (gpointer data)
{
  PpCanvasPrepared *self = data;

  g_clear_object (&self->scene);
  g_clear_object (&self->model);
  g_object_unref (self->kinds);
  g_free (self->layout_id);
  g_free (self->family);
}

void
_pp_canvas_prepared_unref (gpointer prepared)
{
  g_atomic_rc_box_release_full (prepared, prepared_clear);
}

static void
prepare_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  PpCanvasPrepared *prepared = task_data;

  prepared->scene = pp_scene_new_in_thread (prepared->model, prepared->kinds, prepared->layout_id, &prepared->font);
  /* A large copy takes long to free. */
  g_clear_object (&prepared->model);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/**
 * pp_canvas_prepare_async:
 * @self: a canvas
 * @model: a model, or a copy of it, that nobody uses until this is done
 * @kinds: the kinds of elements
 * @layout_id: the layout that is to be shown
 * @cancellable: (nullable): gives up; the model may not be used even so before @callback was called
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does most of the work of pp_canvas_set_view() in a thread.
 */
void
pp_canvas_prepare_async (PpCanvas            *self,
                         PpModel             *model,
                         PpKinds             *kinds,
                         const char          *layout_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  PpCanvasPrepared *prepared;

  g_return_if_fail (PP_IS_CANVAS (self));
  g_return_if_fail (PP_IS_MODEL (model) && PP_IS_KINDS (kinds) && layout_id != NULL);

  prepared = g_atomic_rc_box_new0 (PpCanvasPrepared);
  prepared->model = g_object_ref (model);
  prepared->kinds = g_object_ref (kinds);
  prepared->layout_id = g_strdup (layout_id);
  prepared->family = g_strdup (self->font.family);
  prepared->font = (PpTextFont) { prepared->family, self->font.scale };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pp_canvas_prepare_async);
  g_task_set_task_data (task, prepared, _pp_canvas_prepared_unref);
  pp_task_run_in_thread (task, prepare_in_thread);
}

/**
 * pp_canvas_prepare_finish:
 * @self: the canvas
 * @result: what the callback was given
 * @model: the model that is to be shown, which is what was given or still is equal to it
 *
 * The next pp_canvas_set_view() that asks for the same takes what was made, as long as @model does not change.
 *
 * Returns: %FALSE where it was given up
 */
gboolean
pp_canvas_prepare_finish (PpCanvas     *self,
                          GAsyncResult *result,
                          PpModel      *model)
{
  PpCanvasPrepared *prepared = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (PP_IS_MODEL (model), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  g_clear_pointer (&self->prepared, _pp_canvas_prepared_unref);
  self->prepared = g_atomic_rc_box_acquire (prepared);
  g_set_object (&prepared->model, model);
  return TRUE;
}

/* Returns: (transfer full): what was prepared, or made now */
PpScene *
_pp_canvas_take_scene (PpCanvas   *self,
                       PpModel    *model,
                       const char *layout_id)
{
  PpCanvasPrepared *prepared = g_steal_pointer (&self->prepared);
  PpScene *scene = NULL;

  if (prepared != NULL && prepared->model == model && prepared->kinds == self->kinds
      && g_str_equal (prepared->layout_id, layout_id) && prepared->font.scale == self->font.scale
      && g_strcmp0 (prepared->family, self->font.family) == 0)
    {
      scene = g_steal_pointer (&prepared->scene);
      pp_scene_settle_in (scene, model, &self->font);
    }
  g_clear_pointer (&prepared, _pp_canvas_prepared_unref);
  return scene != NULL ? scene : pp_scene_new_with_font (model, self->kinds, layout_id, &self->font);
}
