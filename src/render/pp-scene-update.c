/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a scene follows its model. An update starts from the elements that a transaction has touched and
 * works outwards in four steps: read these elements anew; find new lines for the edges that end at them,
 * share a lane with them, or could run elsewhere now that a node has come or gone; find new places for
 * labels that any of this touches; bring indexes and paint order up to date. What the steps depend on is
 * kept in indexes (the "reaches"), so that an update costs what it touches. The first load is the same
 * update with everything touched: there is no second way to build a scene. */

#include "pp-scene-private.h"

#include <string.h>

#define MAX_DAMAGES 48

typedef struct {
  PpScene    *scene;
  GPtrArray  *to_route;         /* (element-type PpEntry) */
  GPtrArray  *to_label;         /* (element-type PpEntry): a heap, the first by identifier on top */
  GHashTable *lanes;            /* the groups of lanes that have changed: LaneKey, borrowed */
  GArray     *damages;          /* (element-type PpBox) */
  GPtrArray  *gone;             /* (element-type PpEntry): owned until the end, as lists may hold them */
  GPtrArray  *lifted;           /* (nullable) (element-type utf8): what a gesture holds meanwhile */
  PpPoint     lifted_by;
  gboolean    is_load;          /* everything is new */
  gboolean    order_changed;
} Update;

/* Lanes */

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

static void
join_lane (Update  *update,
           PpEntry *entry)
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

static void
leave_lane (Update  *update,
            PpEntry *entry)
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

static int
compare_by_id (gconstpointer a,
               gconstpointer b)
{
  const PpEntry *first = *(PpEntry * const *) a, *second = *(PpEntry * const *) b;

  return strcmp (first->item.id, second->item.id);
}

static void
mark_route (Update  *update,
            PpEntry *entry)
{
  if (entry->must_route || !entry->item.is_edge)
    return;
  entry->must_route = TRUE;
  g_ptr_array_add (update->to_route, entry);
}

/* Loops grow from the inside out, others spread about the middle. */
static void
assign_lanes (Update        *update,
              const LaneKey *key,
              GPtrArray     *group)
{
  gboolean is_loop = key->first == key->second;

  g_ptr_array_sort (group, compare_by_id);
  for (guint i = 0; i < group->len; i++)
    {
      PpEntry *entry = g_ptr_array_index (group, i);
      double lane = is_loop ? i : i - (group->len - 1) / 2.0;
      gboolean reversed = entry->item.source != key->first;

      if (lane != entry->lane || reversed != entry->reversed)
        mark_route (update, entry);
      entry->lane = lane;
      entry->reversed = reversed;
    }
}

static void
settle_lanes (Update *update)
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

/* What hangs on what */

static void
hang (PpScene    *self,
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

static void
unhang (PpScene    *self,
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

static void
mark_hanging (Update     *update,
              const char *id)
{
  GPtrArray *edges = g_hash_table_lookup (update->scene->hanging, id);

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    mark_route (update, g_ptr_array_index (edges, i));
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

      if (compare_by_id (&items[parent], &items[i]) <= 0)
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
        if (compare_by_id (&items[child], &items[least]) < 0)
          least = child;
      if (least == i)
        return;
      gpointer swap = items[i];
      items[i] = items[least];
      items[least] = swap;
      i = least;
    }
}

static void
mark_label (Update  *update,
            PpEntry *entry)
{
  if (entry->must_place_label || !entry->item.is_edge)
    return;
  entry->must_place_label = TRUE;
  g_ptr_array_add (update->to_label, entry);
  sift_up (update->to_label, update->to_label->len - 1);
}

static PpEntry *
next_label (Update *update)
{
  PpEntry *entry = g_ptr_array_index (update->to_label, 0);

  g_ptr_array_remove_index_fast (update->to_label, 0);
  sift_down (update->to_label);
  return entry;
}

static PpEntry *
found_entry (PpScene *self,
             guint    i)
{
  return g_ptr_array_index (self->slots, g_array_index (self->found, guint, i));
}

/* Something in @box has changed: labels that looked there choose again. @after: only those of edges
 * that come after it. */
static void
mark_labels_near (Update      *update,
                  const PpBox *box,
                  PpEntry     *after)
{
  PpScene *self = update->scene;

  if (update->is_load)
    return;
  pp_index_query (self->label_reaches, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    if ((after == NULL || strcmp (found_entry (self, i)->item.id, after->item.id) > 0) &&
        _pp_entry_looked_at (found_entry (self, i), box))
      mark_label (update, found_entry (self, i));
}

static void
mark_labels_along (Update        *update,
                   const PpPoint *path,
                   guint          n_path)
{
  PpScene *self = update->scene;

  for (guint i = 1; i < n_path && !update->is_load; i++)
    {
      PpBox box = pp_box_of_points (path + i - 1, 2);

      pp_index_query (self->label_reaches, &box, self->found);
      for (guint j = 0; j < self->found->len; j++)
        if (_pp_entry_looked_along (found_entry (self, j), path[i - 1], path[i]))
          mark_label (update, found_entry (self, j));
    }
}

static void
damage (Update      *update,
        const PpBox *box)
{
  if (!update->is_load && !pp_box_is_empty (box))
    g_array_append_val (update->damages, *box);
}

/* Nodes */

static void
obstacle_changed (Update      *update,
                  const PpBox *box)
{
  PpScene *self = update->scene;

  if (update->is_load)
    return;
  pp_index_query (self->reaches, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    if (pp_reach_touches (&found_entry (self, i)->reach, box))
      mark_route (update, found_entry (self, i));
}

/* What labels keep off: a node, but of a boundary only its title tag. */
static PpBox
solid_of (PpEntry *entry)
{
  PpOutline outline = { entry->item.box, entry->item.shape, entry->item.angle };

  return entry->item.shape == PP_SHAPE_BOUNDARY ? entry->item.label_box : pp_outline_bounds (&outline);
}

static PpBox
obstacle_of (PpEntry *entry)
{
  PpOutline outline = { entry->item.box, entry->item.shape, entry->item.angle };

  return pp_outline_bounds (&outline);
}

/* Labels keep off the border of a boundary as they do off lines. */
static void
index_border (PpScene *self,
              PpEntry *entry)
{
  const PpBox *box = &entry->item.box;
  PpPoint corners[5] = { { box->x, box->y }, { box->x + box->width, box->y },
                         { box->x + box->width, box->y + box->height }, { box->x, box->y + box->height },
                         { box->x, box->y } };

  pp_index_set_line (self->lines, entry->handle, box, corners, G_N_ELEMENTS (corners), NULL);
}

static void
index_node (Update  *update,
            PpEntry *entry)
{
  PpScene *self = update->scene;
  PpBox solid = solid_of (entry), obstacle = obstacle_of (entry);

  pp_index_set_box (self->by_bounds, entry->handle, &entry->item.bounds);
  if (!pp_box_is_empty (&solid))
    pp_index_set_box (self->solids, entry->handle, &solid);
  if (_pp_entry_is_obstacle (entry))
    pp_index_set_box (self->obstacles, entry->handle, &obstacle);
  if (entry->item.shape == PP_SHAPE_BOUNDARY)
    index_border (self, entry);
}

/* Says of a node, before and after it changes, what else that touches. */
static void
node_touches (Update  *update,
              PpEntry *entry)
{
  PpBox solid = solid_of (entry), obstacle = obstacle_of (entry);

  mark_labels_near (update, &solid, NULL);
  if (entry->item.shape == PP_SHAPE_BOUNDARY)
    mark_labels_near (update, &entry->item.box, NULL);
  if (_pp_entry_is_obstacle (entry))
    obstacle_changed (update, &obstacle);
  mark_hanging (update, entry->item.id);
}

/* Entries */

static void
take_handle (PpScene *self,
             PpEntry *entry)
{
  if (self->free_handles->len > 0)
    {
      entry->handle = g_array_index (self->free_handles, guint, self->free_handles->len - 1);
      g_array_set_size (self->free_handles, self->free_handles->len - 1);
      g_ptr_array_index (self->slots, entry->handle) = entry;
      return;
    }
  entry->handle = self->slots->len;
  g_ptr_array_add (self->slots, entry);
}

static void
forget_places (PpScene *self,
               PpEntry *entry)
{
  PpIndex *indexes[] = { self->by_bounds, self->obstacles, self->solids, self->lines, self->labels,
                         self->reaches, self->label_reaches };

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    pp_index_remove (indexes[i], entry->handle);
}

static void
tie (Update  *update,
     PpEntry *entry)
{
  PpScene *self = update->scene;

  if (!entry->item.is_edge)
    return;
  hang (self, entry->item.source, entry);
  if (entry->item.source != entry->item.target)
    hang (self, entry->item.target, entry);
  entry->lane = 0;
  entry->reversed = FALSE;
  join_lane (update, entry);
}

static void
untie (Update  *update,
       PpEntry *entry)
{
  PpScene *self = update->scene;

  if (!entry->item.is_edge)
    return;
  unhang (self, entry->item.source, entry);
  if (entry->item.source != entry->item.target)
    unhang (self, entry->item.target, entry);
  leave_lane (update, entry);
}

static void
add_entry (Update            *update,
           const char        *id,
           PpElement         *element,
           const PpPlacement *placement)
{
  PpScene *self = update->scene;
  PpEntry *entry = _pp_entry_new (id);

  _pp_entry_load (entry, self, element, placement);
  take_handle (self, entry);
  g_hash_table_insert (self->entries, (char *) entry->item.id, entry);
  g_ptr_array_add (self->order, entry);
  update->order_changed = TRUE;
  tie (update, entry);
  mark_hanging (update, entry->item.id);
  if (entry->item.is_edge)
    {
      mark_route (update, entry);
      return;
    }
  index_node (update, entry);
  node_touches (update, entry);
  damage (update, &entry->item.bounds);
}

static void
remove_entry (Update  *update,
              PpEntry *entry)
{
  PpScene *self = update->scene;

  damage (update, &entry->item.bounds);
  untie (update, entry);
  forget_places (self, entry);
  if (entry->item.is_edge)
    {
      mark_labels_along (update, entry->item.path, entry->item.n_path);
      mark_labels_near (update, &entry->item.label_box, NULL);
      mark_hanging (update, entry->item.id);
    }
  else
    node_touches (update, entry);

  g_ptr_array_remove (self->order, entry);
  update->order_changed = TRUE;
  g_ptr_array_index (self->slots, entry->handle) = NULL;
  g_array_append_val (self->free_handles, entry->handle);
  g_hash_table_steal (self->entries, entry->item.id);
  entry->is_gone = TRUE;
  g_ptr_array_add (update->gone, entry);
}

static void
reload_node (Update            *update,
             PpEntry           *entry,
             PpElement         *element,
             const PpPlacement *placement)
{
  /* For its geometry only: what it points to goes with the load. */
  PpEntry before = *entry;
  PpBox solid = solid_of (entry), solid_now;
  gboolean moves;

  _pp_entry_load (entry, update->scene, element, placement);
  solid_now = solid_of (entry);
  moves = !pp_box_equal (&before.item.box, &entry->item.box) ||
          before.item.angle != entry->item.angle || before.item.shape != entry->item.shape ||
          _pp_entry_is_obstacle (&before) != _pp_entry_is_obstacle (entry) ||
          !pp_box_equal (&solid, &solid_now);
  if (moves)
    {
      forget_places (update->scene, entry);
      node_touches (update, &before);
    }
  index_node (update, entry);
  if (moves)
    node_touches (update, entry);
  damage (update, &entry->item.bounds);
}

static void
reload_entry (Update            *update,
              PpEntry           *entry,
              PpElement         *element,
              const PpPlacement *placement)
{
  int z = entry->item.z;

  damage (update, &entry->item.bounds);
  if (entry->item.is_edge)
    {
      untie (update, entry);
      _pp_entry_load (entry, update->scene, element, placement);
      tie (update, entry);
      mark_route (update, entry);
    }
  else
    reload_node (update, entry, element, placement);
  update->order_changed |= entry->item.z != z;
}

static void
refresh (Update     *update,
         const char *id)
{
  PpScene *self = update->scene;
  PpLayout *layout = pp_scene_get_layout (self);
  PpEntry *entry = _pp_scene_find (self, id, FALSE);
  PpElement *element = pp_model_lookup_element (self->model, id);
  const PpPlacement *placement = layout != NULL ? pp_layout_get_placement (layout, id) : NULL;
  gboolean is_shown = element != NULL && placement != NULL && !placement->hidden;

  /* An identifier may come back as another type of record. */
  if (entry != NULL && (!is_shown || entry->item.is_edge != PP_IS_EDGE (element)))
    {
      remove_entry (update, entry);
      entry = NULL;
    }
  if (!is_shown)
    return;
  if (entry != NULL)
    reload_entry (update, entry, element, placement);
  else
    add_entry (update, id, element, placement);
}

/* Lines */

static gboolean
same_path (PpEntry       *entry,
           const PpPoint *path,
           guint          n_path)
{
  return entry->item.n_path == n_path && n_path > 0 &&
         memcmp (entry->item.path, path, sizeof (PpPoint) * n_path) == 0;
}

static void
index_box (PpIndex     *index,
           guint        handle,
           const PpBox *box)
{
  if (pp_box_is_empty (box))
    pp_index_remove (index, handle);
  else if (!pp_index_has (index, handle) || !pp_box_equal (pp_index_get_box (index, handle), box))
    pp_index_set_box (index, handle, box);
}

static void
index_line (PpScene *self,
            PpEntry *entry)
{
  PpBox box = pp_box_of_points (entry->item.path, entry->item.n_path);

  pp_index_set_line (self->lines, entry->handle, &box, entry->item.path, entry->item.n_path, NULL);
}

static void route_entry (Update  *update,
                         PpEntry *entry);

static void
route_first (Update     *update,
             const char *id)
{
  PpEntry *other = _pp_scene_find (update->scene, id, FALSE);

  if (other != NULL && other->must_route)
    route_entry (update, other);
}

static void
route_entry (Update  *update,
             PpEntry *entry)
{
  PpScene *self = update->scene;
  g_autofree PpPoint *path = NULL;
  guint n_path = entry->item.n_path;

  entry->must_route = FALSE;
  route_first (update, entry->item.source);
  route_first (update, entry->item.target);

  path = n_path > 0 ? g_memdup2 (entry->item.path, sizeof (PpPoint) * n_path) : NULL;
  _pp_scene_route (self, entry, FALSE);
  /* What it says may be new as well, so its own label is placed in any case. */
  mark_label (update, entry);
  if (!same_path (entry, path, n_path))
    {
      entry->has_new_path = TRUE;
      index_line (self, entry);
      mark_labels_along (update, path, n_path);
      mark_labels_along (update, entry->item.path, entry->item.n_path);
      mark_hanging (update, entry->item.id);
    }
  index_box (self->reaches, entry->handle, &entry->reach.area);
}

/* The list grows while it is worked off: edges on edges follow. */
static void
route_all (Update *update)
{
  for (guint i = 0; i < update->to_route->len; i++)
    {
      PpEntry *entry = g_ptr_array_index (update->to_route, i);

      if (entry->must_route && !entry->is_gone)
        route_entry (update, entry);
    }
}

/* Labels */

/* @moved: line or label are not where they were. */
static void
index_label (PpScene *self,
             PpEntry *entry,
             gboolean moved)
{
  PpSceneItem *item = &entry->item;

  item->bounds = pp_face_bounds (item, self->ruler);
  index_box (self->labels, entry->handle, &item->label_box);
  index_box (self->label_reaches, entry->handle, &entry->label_reach);
  if (moved || !pp_index_has (self->by_bounds, entry->handle) ||
      !pp_box_equal (pp_index_get_box (self->by_bounds, entry->handle), &item->bounds))
    pp_index_set_line (self->by_bounds, entry->handle, &item->bounds, item->path, item->n_path,
                       &item->label_box);
}

static void
place_label (Update  *update,
             PpEntry *entry)
{
  PpScene *self = update->scene;
  PpBox before = entry->item.label_box;
  gboolean moved;

  damage (update, &entry->item.bounds);
  _pp_scene_place_label (self, entry);
  moved = !pp_box_equal (&before, &entry->item.label_box);
  index_label (self, entry, moved || entry->has_new_path);
  entry->has_new_path = FALSE;
  damage (update, &entry->item.bounds);
  if (moved)
    {
      mark_labels_near (update, &before, entry);
      mark_labels_near (update, &entry->item.label_box, entry);
    }
}

static void
label_all (Update *update)
{
  while (update->to_label->len > 0)
    {
      PpEntry *entry = next_label (update);

      entry->must_place_label = FALSE;
      if (!entry->is_gone)
        place_label (update, entry);
    }
}

/* Whole updates */

static void
update_init (Update  *update,
             PpScene *self,
             gboolean is_load)
{
  *update = (Update) {
    .scene = self,
    .to_route = g_ptr_array_new (),
    .to_label = g_ptr_array_new (),
    .lanes = g_hash_table_new (lane_key_hash, lane_key_equal),
    .damages = g_array_new (FALSE, FALSE, sizeof (PpBox)),
    .gone = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_entry_free),
    .is_load = is_load,
  };
  update->lifted = _pp_scene_put_down (self, &update->lifted_by);
}

static void
restore_order (PpScene *self)
{
  g_ptr_array_sort (self->order, _pp_entry_compare_order);
  for (guint i = 0; i < self->order->len; i++)
    ((PpEntry *) g_ptr_array_index (self->order, i))->item.index = i;
}

static void
emit_damages (Update *update)
{
  if (update->is_load)
    {
      _pp_scene_invalidate (update->scene, NULL);
      return;
    }
  for (guint i = MAX_DAMAGES; i < update->damages->len; i++)
    {
      PpBox *into = &g_array_index (update->damages, PpBox, i % MAX_DAMAGES);

      *into = pp_box_union (into, &g_array_index (update->damages, PpBox, i));
    }
  for (guint i = 0; i < MIN (update->damages->len, MAX_DAMAGES); i++)
    _pp_scene_invalidate (update->scene, &g_array_index (update->damages, PpBox, i));
}

static void
update_finish (Update *update)
{
  settle_lanes (update);
  route_all (update);
  label_all (update);
  if (update->order_changed)
    restore_order (update->scene);
  update->scene->bounds_known = FALSE;
  _pp_scene_take_up (update->scene, update->lifted, update->lifted_by);
  emit_damages (update);

  g_ptr_array_unref (update->to_route);
  g_ptr_array_unref (update->to_label);
  g_hash_table_unref (update->lanes);
  g_array_unref (update->damages);
  g_ptr_array_unref (update->gone);
  g_clear_pointer (&update->lifted, g_ptr_array_unref);
}

static void
load_placement_cb (const char        *element_id,
                   const PpPlacement *placement,
                   gpointer           user_data)
{
  Update *update = user_data;
  PpElement *element = pp_model_lookup_element (update->scene->model, element_id);

  if (element != NULL && !placement->hidden)
    add_entry (update, element_id, element, placement);
}

static void
clear_all (PpScene *self)
{
  PpIndex *indexes[] = { self->by_bounds, self->obstacles, self->solids, self->lines, self->labels,
                         self->reaches, self->label_reaches };

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    pp_index_clear (indexes[i]);
  g_hash_table_remove_all (self->hanging);
  g_clear_pointer (&self->lanes, g_hash_table_unref);
  self->lanes = g_hash_table_new_full (lane_key_hash, lane_key_equal, lane_key_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_set_size (self->order, 0);
  g_ptr_array_set_size (self->slots, 0);
  g_array_set_size (self->free_handles, 0);
  g_hash_table_remove_all (self->entries);
}

void
_pp_scene_load_all (PpScene *self)
{
  PpLayout *layout = pp_scene_get_layout (self);
  Update update;

  update_init (&update, self, TRUE);
  clear_all (self);
  if (layout != NULL)
    pp_layout_foreach_placement (layout, load_placement_cb, &update);
  update_finish (&update);
}

static void
collect_text (JsonNode   *node,
              GHashTable *ids)
{
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_add (ids, (char *) json_node_get_string (node));
}

/* The element that the threat is at, and those that it was at before. */
static void
collect_threat (PpScene    *self,
                PpChange   *change,
                GHashTable *ids)
{
  PpThreat *threat = pp_model_lookup_threat (self->model, change->id);
  JsonNode *values[] = { change->before, change->after };

  if (threat != NULL && pp_threat_get_element (threat) != NULL)
    g_hash_table_add (ids, (char *) pp_threat_get_element (threat));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (change->operation == PP_CHANGE_SET)
        collect_text (g_strcmp0 (change->field, "element") == 0 ? values[i] : NULL, ids);
      else if (values[i] != NULL && JSON_NODE_HOLDS_OBJECT (values[i]))
        collect_text (json_object_get_member (json_node_get_object (values[i]), "element"), ids);
    }
}

/* Collects the elements that a change may alter in the picture. Returns %FALSE where that is all. */
static gboolean
collect (PpScene    *self,
         PpChange   *change,
         GHashTable *ids)
{
  switch (change->type)
    {
    case PP_RECORD_NODE:
    case PP_RECORD_EDGE:
      g_hash_table_add (ids, change->id);
      return TRUE;

    case PP_RECORD_LAYOUT:
      if (g_strcmp0 (change->id, self->layout_id) != 0)
        return TRUE;
      if (change->operation != PP_CHANGE_SET || g_strcmp0 (change->field, "placements") == 0)
        return FALSE;
      if (g_str_has_prefix (change->field, "placements/"))
        g_hash_table_add (ids, change->field + strlen ("placements/"));
      return TRUE;

    case PP_RECORD_THREAT:
      collect_threat (self, change, ids);
      return TRUE;

    case PP_RECORD_MODEL:
    case PP_RECORD_CONTROL:
    case PP_RECORD_COMMENT:
    default:
      return TRUE;
    }
}

void
_pp_scene_model_changed (PpScene   *self,
                         GPtrArray *changes)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;
  Update update;

  for (guint i = 0; i < changes->len; i++)
    if (!collect (self, g_ptr_array_index (changes, i), ids))
      {
        _pp_scene_load_all (self);
        return;
      }
  if (g_hash_table_size (ids) == 0)
    return;
  if (g_hash_table_size (ids) > 64 && g_hash_table_size (ids) > self->order->len / 2)
    {
      _pp_scene_load_all (self);
      return;
    }

  update_init (&update, self, FALSE);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    refresh (&update, id);
  update_finish (&update);
}
