/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-arena.h"

#define ALIGNMENT 16
#define FIRST_BLOCK_BYTES 2048
#define LARGEST_BLOCK_BYTES (64 * 1024)

typedef struct _Block Block;
typedef struct _Taken Taken;

struct _Block {
  Block *next;
  gsize padding;
  guint8 bytes[];
};

struct _Taken {
  Taken *next;
  gpointer data;
  GDestroyNotify destroy;
};

struct _GqlArena {
  /* owned */
  Block *blocks;
  Taken *taken;

  /* state */
  guint8 *free;
  gsize n_free;
  gsize block_bytes;
  gatomicrefcount references;
};

G_STATIC_ASSERT (sizeof (Block) % ALIGNMENT == 0);

/**
 * gql_arena_new:
 *
 * Returns: (transfer full): an arena that holds nothing
 */
GqlArena *
gql_arena_new (void)
{
  GqlArena *arena = g_new0 (GqlArena, 1);

  arena->block_bytes = FIRST_BLOCK_BYTES;
  g_atomic_ref_count_init (&arena->references);

  return arena;
}

/**
 * gql_arena_ref:
 * @arena: an arena
 *
 * Returns: (transfer full): @arena
 */
GqlArena *
gql_arena_ref (GqlArena *arena)
{
  g_atomic_ref_count_inc (&arena->references);

  return arena;
}

/**
 * gql_arena_unref:
 * @arena: (transfer full): an arena
 *
 * Drops a reference. The last one frees all that the arena has given out, and what it has taken.
 */
void
gql_arena_unref (GqlArena *arena)
{
  if (!g_atomic_ref_count_dec (&arena->references))
    return;

  for (Taken *taken = arena->taken; taken != NULL; taken = taken->next)
    taken->destroy (taken->data);

  while (arena->blocks != NULL)
    {
      Block *block = arena->blocks;

      arena->blocks = block->next;
      g_free (block);
    }
  g_free (arena);
}

static Block *
add_block (GqlArena *arena,
           gsize     size)
{
  Block *block = g_malloc0 (sizeof (Block) + size);

  block->next = arena->blocks;
  arena->blocks = block;

  return block;
}

/**
 * gql_arena_alloc:
 * @arena: an arena
 * @size: a size in bytes
 *
 * Returns: (transfer none): memory that is zeroed, and aligned for any type
 */
gpointer
gql_arena_alloc (GqlArena *arena,
                  gsize     size)
{
  gpointer result;

  g_assert (size < G_MAXSIZE / 2);
  size = (MAX (size, 1) + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);

  /* What is large gets a block of its own, so that the rest of the present one is not lost. */
  if (size > arena->n_free && size > arena->block_bytes / 4)
    return add_block (arena, size)->bytes;

  if (size > arena->n_free)
    {
      arena->free = add_block (arena, arena->block_bytes)->bytes;
      arena->n_free = arena->block_bytes;
      arena->block_bytes = MIN (arena->block_bytes * 2, LARGEST_BLOCK_BYTES);
    }
  result = arena->free;
  arena->free += size;
  arena->n_free -= size;

  return result;
}

/**
 * gql_arena_strndup:
 * @arena: an arena
 * @text: a text
 * @length: its length in bytes
 *
 * Returns: (transfer none): a copy of the text, which ends with a NUL
 */
const char *
gql_arena_strndup (GqlArena   *arena,
                    const char *text,
                    gsize       length)
{
  char *copy = gql_arena_alloc (arena, length + 1);

  memcpy (copy, text, length);

  return copy;
}

/**
 * gql_arena_strdup:
 * @arena: an arena
 * @text: (nullable): a text
 *
 * Returns: (transfer none) (nullable): a copy of the text
 */
const char *
gql_arena_strdup (GqlArena   *arena,
                   const char *text)
{
  return text != NULL ? gql_arena_strndup (arena, text, strlen (text)) : NULL;
}

/**
 * gql_arena_printf:
 * @arena: an arena
 * @format: a format as for printf()
 * @...: what the format names
 *
 * Returns: (transfer none): the text
 */
const char *
gql_arena_printf (GqlArena   *arena,
                   const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return gql_arena_strdup (arena, text);
}

/**
 * gql_arena_take:
 * @arena: an arena
 * @data: (nullable) (transfer full): something that was made elsewhere
 * @destroy: (nullable): what frees it
 *
 * Hands over something that shall live as long as the arena.
 *
 * Returns: (transfer none) (nullable): @data
 */
gpointer
gql_arena_take (GqlArena       *arena,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  Taken *taken;

  if (data == NULL || destroy == NULL)
    return data;

  taken = gql_arena_new0 (arena, Taken);
  taken->data = data;
  taken->destroy = destroy;
  taken->next = arena->taken;
  arena->taken = taken;

  return data;
}
