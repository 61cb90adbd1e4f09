/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Badges: who shows the canvas knows what threatens the elements, and gives it a table of what to say. */

#include "pp-canvas-private.h"

/* Well below a frame. */
#define PIECE_US 3000

static gboolean
take_badges (PpCanvas *self)
{
  if (!pp_scene_continue_badges (self->scene, g_get_monotonic_time () + PIECE_US))
    return FALSE;
  self->taking_badges = FALSE;
  _pp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
take_badges_cb (gpointer user_data)
{
  PpCanvas *self = PP_CANVAS (user_data);

  if (!take_badges (self))
    return G_SOURCE_CONTINUE;
  self->badges_source = 0;
  return G_SOURCE_REMOVE;
}

/* Gives the scene what the canvas was given; a large one takes it in pieces. */
void
_pp_canvas_update_badges (PpCanvas *self)
{
  g_autoptr(GHashTable) none = NULL;

  g_clear_handle_id (&self->badges_source, g_source_remove);
  if (self->scene == NULL)
    return;
  if (!self->show_badges)
    none = g_hash_table_new (g_str_hash, g_str_equal);
  self->taking_badges = TRUE;
  pp_scene_begin_badges (self->scene, none != NULL ? none : self->badges);
  if (!take_badges (self))
    self->badges_source = g_idle_add_full (G_PRIORITY_LOW, take_badges_cb, self, NULL);
}

/**
 * pp_canvas_set_badges:
 * @self: a canvas
 * @badges: (nullable) (element-type utf8 PpBadge): by element; %NULL for what the model keeps
 *
 * Sets what the badges of the elements say. Only what is different is painted anew. The table must not
 * change afterwards.
 */
void
pp_canvas_set_badges (PpCanvas   *self,
                      GHashTable *badges)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  if (badges != NULL)
    g_hash_table_ref (badges);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  self->badges = badges;
  if (self->show_badges)
    _pp_canvas_update_badges (self);
}

gboolean
pp_canvas_get_show_badges (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), FALSE);

  return self->show_badges;
}

void
pp_canvas_set_show_badges (PpCanvas *self,
                           gboolean  show_badges)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  show_badges = !!show_badges;
  if (self->show_badges == show_badges)
    return;

  self->show_badges = show_badges;
  _pp_canvas_update_badges (self);
  g_object_notify (G_OBJECT (self), "show-badges");
}
