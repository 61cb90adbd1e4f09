/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"

void
_pp_canvas_overlay_look_changed (PpCanvas *self)
{
  pp_tile_cache_invalidate (self->overlay_tiles, NULL);
}

/**
 * pp_canvas_set_overlay:
 * @self: a canvas
 * @overlay: (nullable): what to tell on top of the diagram; must not change any more
 *
 * Dims the diagram and tells something about a part of it. The tiles of the diagram stay as they are, so
 * going from one overlay to the next costs no more than what they tell.
 */
void
pp_canvas_set_overlay (PpCanvas  *self,
                       PpOverlay *overlay)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  if (self->overlay == overlay)
    return;
  if (overlay != NULL)
    pp_overlay_ref (overlay);
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  self->overlay = overlay;
  _pp_canvas_overlay_look_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

PpOverlay *
pp_canvas_get_overlay (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->overlay;
}
