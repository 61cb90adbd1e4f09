/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says that what a descriptor is ready for may be learnt from the kernel as it comes about, rather than asked for all
 * descriptors again in each turn of the main loop. It must be told before another file can get the same number. */
void pp_poll_add    (int fd);
void pp_poll_remove (int fd);

G_END_DECLS
