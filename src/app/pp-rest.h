/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PP_TYPE_REST (pp_rest_get_type ())
G_DECLARE_FINAL_TYPE (PpRest, pp_rest, PP, REST, AdwBin)

/* A page of a stack that rests while another one is seen. GTK looks up the styles of all that is visible with every
 * move of the focus, whether it is seen or lies on a page behind; what is not visible costs nothing. Nobody else shows
 * or hides the child. */

void pp_rest_hide (GtkWidget *widget);

G_END_DECLS
