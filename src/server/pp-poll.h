/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <poll.h>

G_BEGIN_DECLS

/* An error, or that the other end sends no more, which is all that one sees of a client that has gone. GLib has no name
 * for that. */
#define PP_POLL_IS_GONE ((GIOCondition) POLLRDHUP | G_IO_HUP | G_IO_ERR)

typedef void (*PpPollFunc) (GIOCondition condition,
                            gpointer     data);

/* Says that what a descriptor is ready for may be learnt from the kernel as it comes about, rather than asked for all
 * descriptors again in each turn of the main loop. It must be told before another file can get the same number. */
gboolean pp_poll_add     (int          fd);
void     pp_poll_remove  (int          fd);

/* Instead of a source that looks at it. */
void     pp_poll_watch   (int          fd,
                          GIOCondition condition,
                          PpPollFunc   func,
                          gpointer     data);
void     pp_poll_unwatch (int          fd);

G_END_DECLS
