/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edges that join the same two elements run side by side, each in a lane of its own. Which lane is a
 * matter of identifiers alone, so that it does not depend on the order of edits. */

#include "pp-scene-update-private.h"

#include <string.h>

typedef struct {
  const char *first;
  const char *second;
} LaneKey;

static guint
lane_key_hash (gconstpointer key)
{
  const LaneKey *lane = key;

  return g_direct_hash (lane->first) * 31 + g_direct_hash (lane->second);
}

static gboolean
lane_key_equal (gconstpointer a,
                gconstpointer b)
{
  const LaneKey *first = a, *second = b;

  return first->first == second->first && first->second == second->second;
}

/* Identifiers are interned, so that equal ones are the same pointer as long as an entry holds them. */
static gboolean
lane_key_of (PpEntry *entry,
             LaneKey *key)
{
  const char *source = entry->item.source, *target = entry->item.target;

  if (source == NULL || target == NULL || entry->item.n_bends > 0)
    return FALSE;
  if (strcmp (source, target) < 0)
    *key = (LaneKey) { source, target };
  else
    *key = (LaneKey) { target, source };
  return TRUE;
}

static void
lane_key_free (gpointer key)
{
  LaneKey *lane = key;

  g_ref_string_release ((char *) lane->first);
  g_ref_string_release ((char *) lane->second);
  g_free (lane);
}

void
_pp_update_join_lane (PpUpdate *update,
                      PpEntry  *entry)
{
  PpScene *self = update->scene;
  GPtrArray *group;
  gpointer stored;
  LaneKey key;

  if (!lane_key_of (entry, &key))
    return;
  if (!g_hash_table_lookup_extended (self->lanes, &key, &stored, (gpointer *) &group))
    {
      LaneKey *owned = g_new (LaneKey, 1);

      owned->first = g_ref_string_acquire ((char *) key.first);
      owned->second = g_ref_string_acquire ((char *) key.second);
      group = g_ptr_array_new ();
      g_hash_table_insert (self->lanes, owned, group);
      stored = owned;
    }
  g_ptr_array_add (group, entry);
  g_hash_table_add (update->lanes, stored);
}

void
_pp_update_leave_lane (PpUpdate *update,
                       PpEntry  *entry)
{
  GPtrArray *group;
  gpointer stored;
  LaneKey key;

  if (!lane_key_of (entry, &key) ||
      !g_hash_table_lookup_extended (update->scene->lanes, &key, &stored, (gpointer *) &group))
    return;
  g_ptr_array_remove_fast (group, entry);
  g_hash_table_add (update->lanes, stored);
}

/* Loops grow from the inside out, others spread about the middle. */
static void
assign_lanes (PpUpdate        *update,
              const LaneKey *key,
              GPtrArray     *group)
{
  gboolean is_loop = key->first == key->second;

  g_ptr_array_sort (group, _pp_entry_compare_id);
  for (guint i = 0; i < group->len; i++)
    {
      PpEntry *entry = g_ptr_array_index (group, i);
      double lane = is_loop ? i : i - (group->len - 1) / 2.0;
      gboolean reversed = entry->item.source != key->first;

      if (lane != entry->lane || reversed != entry->reversed)
        _pp_update_mark_route (update, entry);
      entry->lane = lane;
      entry->reversed = reversed;
    }
}

void
_pp_update_settle_lanes (PpUpdate *update)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, update->lanes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      GPtrArray *group = g_hash_table_lookup (update->scene->lanes, key);

      assign_lanes (update, key, group);
      if (group->len == 0)
        {
          g_hash_table_iter_remove (&iter);
          g_hash_table_remove (update->scene->lanes, key);
        }
    }
}

GHashTable *
_pp_lanes_new (void)
{
  return g_hash_table_new_full (lane_key_hash, lane_key_equal, lane_key_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

/* For groups of the table above, without owning them. */
GHashTable *
_pp_lanes_new_set (void)
{
  return g_hash_table_new (lane_key_hash, lane_key_equal);
}
