/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <malloc.h>

#include "pp-memory.h"

#define N_BLOCKS 10000
#define BLOCK_BYTES 48

/* The C library keeps a few blocks of each size at hand. */
#define KEPT_BYTES (16 * 1024)

#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED TRUE
#else
#define IS_SANITIZED FALSE
#endif

static gpointer blocks[N_BLOCKS];

static gboolean
skips (void)
{
  if (IS_SANITIZED)
    g_test_skip ("The sanitizer has an allocator of its own");
  return IS_SANITIZED;
}

static void
test_slices_go_at_once (void)
{
  gsize n_before = mallinfo2 ().uordblks;

  if (skips ())
    return;
  for (guint i = 0; i < N_BLOCKS; i++)
    blocks[i] = g_slice_alloc (BLOCK_BYTES);
  g_assert_cmpuint (mallinfo2 ().uordblks, >=, n_before + N_BLOCKS * BLOCK_BYTES);
  for (guint i = 0; i < N_BLOCKS; i++)
    g_slice_free1 (BLOCK_BYTES, blocks[i]);
  g_assert_cmpuint (mallinfo2 ().uordblks, <=, n_before + KEPT_BYTES);
}

static void
test_small_blocks_join_at_once (void)
{
  if (skips ())
    return;
  for (guint i = 0; i < N_BLOCKS; i++)
    blocks[i] = g_malloc (BLOCK_BYTES);
  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (blocks[i]);
  g_assert_cmpuint (mallinfo2 ().fsmblks, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  pp_memory_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/slices-go-at-once", test_slices_go_at_once);
  g_test_add_func ("/memory/small-blocks-join-at-once", test_small_blocks_join_at_once);
  return g_test_run ();
}
