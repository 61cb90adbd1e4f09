/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is freed is free then, and not in a heap that is cleared later in one go: a model is a hundred thousand small
 * blocks, and to clear what a thread has left of one would hold up a frame. To be called first in main(). */
void pp_memory_set_up (void);

G_END_DECLS
