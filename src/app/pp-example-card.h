/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PP_TYPE_EXAMPLE_CARD (pp_example_card_get_type ())
G_DECLARE_FINAL_TYPE (PpExampleCard, pp_example_card, PP, EXAMPLE_CARD, GtkFlowBoxChild)

/* An example of the program's resources: a picture of its first diagram and its title. */
GtkWidget  *pp_example_card_new      (const char    *name);
const char *pp_example_card_get_name (PpExampleCard *self);

G_END_DECLS
