/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-canvas.h"

G_BEGIN_DECLS

/**
 * PpLayoutSwitch:
 *
 * Prepares a canvas for another layout of the model that it shows. What a large layout looks like takes many frames
 * to work out; it is done in a thread with a copy of the model, and anew when the model changes meanwhile.
 */
typedef struct _PpLayoutSwitch PpLayoutSwitch;

/* @ready is called once: pp_canvas_set_view() takes next to no time then. */
PpLayoutSwitch *pp_layout_switch_new           (PpCanvas       *canvas,
                                                PpModel        *model,
                                                const char     *layout_id,
                                                void          (*ready) (gpointer user_data),
                                                gpointer        user_data);
const char     *pp_layout_switch_get_layout_id (PpLayoutSwitch *self);
/* Gives up what is not ready. */
void            pp_layout_switch_free          (PpLayoutSwitch *self);
/* Whether to show the layout at once would hold up frames. */
gboolean        pp_layout_switch_is_needed     (PpModel        *model,
                                                const char     *layout_id);

G_END_DECLS
