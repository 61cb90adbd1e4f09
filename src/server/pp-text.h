/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether nothing of a text would be seen: it is empty, or of blanks alone, whichever of the many that Unicode has. */
gboolean pp_text_is_blank (const char *text);

G_END_DECLS
