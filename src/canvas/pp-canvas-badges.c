/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Badges: who shows the canvas knows what threatens the elements, and gives it a table of what to say. */

#include "pp-canvas-private.h"

/* Gives the scene what the canvas was given. */
void
_pp_canvas_update_badges (PpCanvas *self)
{
  g_autoptr(GHashTable) none = NULL;

  if (self->scene == NULL)
    return;
  if (!self->show_badges)
    none = g_hash_table_new (g_str_hash, g_str_equal);
  pp_scene_set_badges (self->scene, none != NULL ? none : self->badges);
  _pp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
