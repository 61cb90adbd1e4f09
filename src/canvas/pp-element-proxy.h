/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-scene.h"

G_BEGIN_DECLS

/* What assistive technologies see of one element of the canvas: a widget that draws nothing and takes
 * no pointer, at the place of the element. (Before GTK 4.10 only widgets can be accessible.) */
#define PP_TYPE_ELEMENT_PROXY (pp_element_proxy_get_type ())
G_DECLARE_FINAL_TYPE (PpElementProxy, pp_element_proxy, PP, ELEMENT_PROXY, GtkWidget)

GtkWidget  *pp_element_proxy_new          (void);
const char *pp_element_proxy_get_id       (PpElementProxy    *self);
void        pp_element_proxy_set_item     (PpElementProxy    *self,
                                           PpScene           *scene,
                                           const PpSceneItem *item);
void        pp_element_proxy_set_selected (PpElementProxy    *self,
                                           gboolean           selected);

G_END_DECLS
