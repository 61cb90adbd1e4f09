/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *pp_toast_new (const char *text,
                        const char *button,
                        const char *action);

G_END_DECLS
