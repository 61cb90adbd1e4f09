/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GqlArena:
 *
 * Memory that is given out piece by piece and freed at once. A document, a schema and an execution have
 * one each: what belongs to them lies in it, and nothing in it is freed alone. One thread at a time may
 * use an arena.
 */
typedef struct _GqlArena GqlArena;

GqlArena   *gql_arena_new     (void);
GqlArena   *gql_arena_ref     (GqlArena       *arena);
void        gql_arena_unref   (GqlArena       *arena);
gpointer    gql_arena_alloc   (GqlArena       *arena,
                               gsize           size);
const char *gql_arena_strndup (GqlArena       *arena,
                               const char     *text,
                               gsize           length);
const char *gql_arena_strdup  (GqlArena       *arena,
                               const char     *text);
const char *gql_arena_printf  (GqlArena       *arena,
                               const char     *format,
                               ...) G_GNUC_PRINTF (2, 3);
gpointer    gql_arena_take    (GqlArena       *arena,
                               gpointer        data,
                               GDestroyNotify  destroy);

#define gql_arena_new0(arena, type) ((type *) gql_arena_alloc ((arena), sizeof (type)))
#define gql_arena_new_n(arena, type, n) ((type *) gql_arena_alloc ((arena), sizeof (type) * (gsize) (n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlArena, gql_arena_unref)

G_END_DECLS
