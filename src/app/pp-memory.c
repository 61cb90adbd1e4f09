/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-memory.h"

#include <malloc.h>

/* GLib before 2.76 keeps small blocks that were freed and goes through all that are older than fifteen seconds when
 * the next one is freed. Later versions always do what is asked for here. */
static void
use_malloc (void)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_slice_set_config (G_SLICE_CONFIG_ALWAYS_MALLOC, TRUE);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* GLib reads how it shall go about memory when it is loaded: nothing but the environment and what stands here comes
 * before that. */
__attribute__ ((section (".preinit_array"), used))
static void (* const before_libraries) (void) = use_malloc;

/**
 * pp_memory_set_up:
 *
 * Has each block of memory join those beside it when it is freed. The C library puts this off for small ones, until
 * a large one is freed or asked for, in whatever turn of the main loop that may be.
 */
void
pp_memory_set_up (void)
{
  mallopt (M_MXFAST, 0);
}
