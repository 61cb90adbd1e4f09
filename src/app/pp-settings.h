/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean   pp_settings_check       (void);
GSettings *pp_settings_get_default (void);

G_END_DECLS
