/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-layout-switch.h"

#include "pp-model-copier.h"
#include "pp-turn.h"

/* Fewer elements are drawn within a frame. */
#define N_SMALL 60
/* So many records are copied in a millisecond or two. */
#define RECORDS_AT_ONCE 400
/* Who edits all the time gets the layout even so, with a frame or two that are late. */
#define MAX_TRIES 4

struct _PpLayoutSwitch {
  /* Owned */
  PpCanvas      *canvas;
  PpModel       *model;
  char          *layout_id;
  PpModelCopier *copier;        /* as long as the model is copied */
  GCancellable  *cancellable;

  /* State */
  void         (*ready) (gpointer user_data);
  gpointer       user_data;
  guint          copying;
  guint          n_tries;
  gboolean       changed;       /* since it was copied */
};

static void start (PpLayoutSwitch *self);

static void
switch_clear (gpointer data)
{
  PpLayoutSwitch *self = data;

  g_object_unref (self->canvas);
  g_object_unref (self->model);
  g_object_unref (self->cancellable);
  g_free (self->layout_id);
}

static void
switch_unref (PpLayoutSwitch *self)
{
  g_rc_box_release_full (self, switch_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpLayoutSwitch, switch_unref)

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PpLayoutSwitch) self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->changed && self->n_tries < MAX_TRIES)
    {
      start (self);
      return;
    }
  if (!self->changed)
    pp_canvas_prepare_finish (self->canvas, result, self->model);
  self->ready (self->user_data);
}

static gboolean
copy_cb (gpointer user_data)
{
  PpLayoutSwitch *self = user_data;
  g_autoptr (PpModel) copy = NULL;

  if (pp_model_copier_get_n_begun (self->copier) < MAX_TRIES
      && pp_model_copier_step (self->copier, RECORDS_AT_ONCE))
    return G_SOURCE_CONTINUE;
  copy = pp_model_copier_finish (self->copier);
  g_clear_pointer (&self->copier, pp_model_copier_free);
  self->copying = 0;
  self->changed = FALSE;
  pp_canvas_prepare_async (self->canvas, copy, pp_kinds_get_default (), self->layout_id,
                           self->cancellable, prepared_cb, g_rc_box_acquire (self));
  return G_SOURCE_REMOVE;
}

static void
start (PpLayoutSwitch *self)
{
  self->n_tries++;
  self->copier = pp_model_copier_new (self->model);
  self->copying = pp_turn_add (copy_cb, self);
}

static void
changed_cb (PpLayoutSwitch *self)
{
  self->changed = TRUE;
}

/**
 * pp_layout_switch_new:
 * @canvas: a canvas
 * @model: what it shows
 * @layout_id: a layout of @model
 * @ready: called once, unless @self is freed before
 * @user_data: for @ready
 *
 * Returns: (transfer full): what is on its way
 */
PpLayoutSwitch *
pp_layout_switch_new (PpCanvas   *canvas,
                      PpModel    *model,
                      const char *layout_id,
                      void      (*ready) (gpointer user_data),
                      gpointer    user_data)
{
  PpLayoutSwitch *self;

  g_return_val_if_fail (PP_IS_CANVAS (canvas) && PP_IS_MODEL (model) && layout_id != NULL, NULL);

  self = g_rc_box_new0 (PpLayoutSwitch);
  self->canvas = g_object_ref (canvas);
  self->model = g_object_ref (model);
  self->layout_id = g_strdup (layout_id);
  self->cancellable = g_cancellable_new ();
  self->ready = ready;
  self->user_data = user_data;
  g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), self);
  start (self);
  return self;
}

const char *
pp_layout_switch_get_layout_id (PpLayoutSwitch *self)
{
  return self->layout_id;
}

void
pp_layout_switch_free (PpLayoutSwitch *self)
{
  g_clear_handle_id (&self->copying, pp_turn_remove);
  g_clear_pointer (&self->copier, pp_model_copier_free);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_cancellable_cancel (self->cancellable);
  switch_unref (self);
}

gboolean
pp_layout_switch_is_needed (PpModel    *model,
                            const char *layout_id)
{
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);

  return layout != NULL && pp_layout_get_n_placements (layout) > N_SMALL;
}
