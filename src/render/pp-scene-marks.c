/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an update has yet to do: which edges need another line, which labels another place, and what of
 * the picture is damaged. Labels wait in a heap by identifier, because each makes way for those before
 * it. */

#include "pp-scene-update-private.h"

#include <string.h>

int
_pp_entry_compare_id (gconstpointer a,
                      gconstpointer b)
{
  const PpEntry *first = *(PpEntry * const *) a, *second = *(PpEntry * const *) b;

  return strcmp (first->item.id, second->item.id);
}

void
_pp_update_mark_route (PpUpdate *update,
                       PpEntry  *entry)
{
  if (entry->must_route || !entry->item.is_edge)
    return;
  entry->must_route = TRUE;
  g_ptr_array_add (update->to_route, entry);
}

/* What hangs on what */

void
_pp_scene_hang (PpScene    *self,
                const char *id,
                PpEntry    *edge)
{
  GPtrArray *edges;

  if (id == NULL)
    return;
  edges = g_hash_table_lookup (self->hanging, id);
  if (edges == NULL)
    {
      edges = g_ptr_array_new ();
      g_hash_table_insert (self->hanging, g_ref_string_acquire ((char *) id), edges);
    }
  g_ptr_array_add (edges, edge);
}

void
_pp_scene_unhang (PpScene    *self,
                  const char *id,
                  PpEntry    *edge)
{
  GPtrArray *edges = id != NULL ? g_hash_table_lookup (self->hanging, id) : NULL;

  if (edges == NULL)
    return;
  g_ptr_array_remove_fast (edges, edge);
  if (edges->len == 0)
    g_hash_table_remove (self->hanging, id);
}

void
_pp_update_mark_hanging (PpUpdate   *update,
                         const char *id)
{
  GPtrArray *edges = g_hash_table_lookup (update->scene->hanging, id);

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    _pp_update_mark_route (update, g_ptr_array_index (edges, i));
}

/* Labels that wait for a place */

static void
sift_up (GPtrArray *heap,
         guint      i)
{
  while (i > 0)
    {
      guint parent = (i - 1) / 2;
      gpointer *items = heap->pdata;

      if (_pp_entry_compare_id (&items[parent], &items[i]) <= 0)
        return;
      gpointer swap = items[i];
      items[i] = items[parent];
      items[parent] = swap;
      i = parent;
    }
}

static void
sift_down (GPtrArray *heap)
{
  gpointer *items = heap->pdata;
  guint i = 0;

  for (;;)
    {
      guint least = i, left = 2 * i + 1;

      for (guint child = left; child < MIN (left + 2, heap->len); child++)
        if (_pp_entry_compare_id (&items[child], &items[least]) < 0)
          least = child;
      if (least == i)
        return;
      gpointer swap = items[i];
      items[i] = items[least];
      items[least] = swap;
      i = least;
    }
}

void
_pp_update_mark_label (PpUpdate *update,
                       PpEntry  *entry)
{
  if (entry->must_place_label || !entry->item.is_edge)
    return;
  entry->must_place_label = TRUE;
  g_ptr_array_add (update->to_label, entry);
  sift_up (update->to_label, update->to_label->len - 1);
}

PpEntry *
_pp_update_next_label (PpUpdate *update)
{
  PpEntry *entry = g_ptr_array_index (update->to_label, 0);

  g_ptr_array_remove_index_fast (update->to_label, 0);
  sift_down (update->to_label);
  return entry;
}

PpEntry *
_pp_scene_found (PpScene *self,
                 guint    i)
{
  return g_ptr_array_index (self->slots, g_array_index (self->found, guint, i));
}

/* Something in @box has changed: labels that looked there choose again. @after: only those of edges
 * that come after it. */
void
_pp_update_mark_labels_near (PpUpdate    *update,
                             const PpBox *box,
                             PpEntry     *after)
{
  PpScene *self = update->scene;

  if (update->is_load)
    return;
  pp_index_query (self->label_reaches, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    if ((after == NULL || strcmp (_pp_scene_found (self, i)->item.id, after->item.id) > 0) &&
        _pp_entry_looked_at (_pp_scene_found (self, i), box))
      _pp_update_mark_label (update, _pp_scene_found (self, i));
}

void
_pp_update_mark_labels_along (PpUpdate      *update,
                              const PpPoint *path,
                              guint          n_path)
{
  PpScene *self = update->scene;

  for (guint i = 1; i < n_path && !update->is_load; i++)
    {
      PpBox box = pp_box_of_points (path + i - 1, 2);

      pp_index_query (self->label_reaches, &box, self->found);
      for (guint j = 0; j < self->found->len; j++)
        if (_pp_entry_looked_along (_pp_scene_found (self, j), path[i - 1], path[i]))
          _pp_update_mark_label (update, _pp_scene_found (self, j));
    }
}

void
_pp_update_damage (PpUpdate    *update,
                   const PpBox *box)
{
  if (!update->is_load && !pp_box_is_empty (box))
    g_array_append_val (update->damages, *box);
}
