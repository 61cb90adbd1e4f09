/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

double pp_text_scale_get    (GtkWidget *widget);
void   pp_text_scale_follow (GtkWidget *widget);

G_END_DECLS
