/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a scene follows its model. An update starts from the elements that a transaction has touched and
 * works outwards in four steps: read these elements anew; find new lines for the edges that end at them,
 * share a lane with them, or could run elsewhere now that a node has come or gone; find new places for
 * labels that any of this touches; bring indexes and paint order up to date. What the steps depend on is
 * kept in indexes (the "reaches"), so that an update costs what it touches. The first load is the same
 * update with everything touched: there is no second way to build a scene. */

#include "pp-scene-update-private.h"

#include <string.h>

#define MAX_DAMAGES 48

/* Nodes */

static void
obstacle_changed (PpUpdate    *update,
                  const PpBox *box)
{
  PpScene *self = update->scene;

  if (update->is_load)
    return;
  pp_index_query (self->reaches, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    if (pp_reach_touches (&_pp_scene_found (self, i)->reach, box))
      _pp_update_mark_route (update, _pp_scene_found (self, i));
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
index_node (PpUpdate *update,
            PpEntry  *entry)
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
node_touches (PpUpdate *update,
              PpEntry  *entry)
{
  PpBox solid = solid_of (entry), obstacle = obstacle_of (entry);

  _pp_update_mark_labels_near (update, &solid, NULL);
  if (entry->item.shape == PP_SHAPE_BOUNDARY)
    _pp_update_mark_labels_near (update, &entry->item.box, NULL);
  if (_pp_entry_is_obstacle (entry))
    obstacle_changed (update, &obstacle);
  _pp_update_mark_hanging (update, entry->item.id);
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
tie (PpUpdate *update,
     PpEntry  *entry)
{
  PpScene *self = update->scene;

  if (!entry->item.is_edge)
    return;
  _pp_scene_hang (self, entry->item.source, entry);
  if (entry->item.source != entry->item.target)
    _pp_scene_hang (self, entry->item.target, entry);
  entry->lane = 0;
  entry->reversed = FALSE;
  _pp_update_join_lane (update, entry);
}

static void
untie (PpUpdate *update,
       PpEntry  *entry)
{
  PpScene *self = update->scene;

  if (!entry->item.is_edge)
    return;
  _pp_scene_unhang (self, entry->item.source, entry);
  if (entry->item.source != entry->item.target)
    _pp_scene_unhang (self, entry->item.target, entry);
  _pp_update_leave_lane (update, entry);
}

static void
add_entry (PpUpdate          *update,
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
  _pp_update_mark_hanging (update, entry->item.id);
  if (entry->item.is_edge)
    {
      _pp_update_mark_route (update, entry);
      return;
    }
  index_node (update, entry);
  node_touches (update, entry);
  _pp_update_damage (update, &entry->item.bounds);
}

static void
remove_entry (PpUpdate *update,
              PpEntry  *entry)
{
  PpScene *self = update->scene;

  _pp_update_damage (update, &entry->item.bounds);
  untie (update, entry);
  forget_places (self, entry);
  if (entry->item.is_edge)
    {
      _pp_update_mark_labels_along (update, entry->item.path, entry->item.n_path);
      _pp_update_mark_labels_near (update, &entry->item.label_box, NULL);
      _pp_update_mark_hanging (update, entry->item.id);
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
reload_node (PpUpdate          *update,
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
  _pp_update_damage (update, &entry->item.bounds);
}

static void
reload_entry (PpUpdate          *update,
              PpEntry           *entry,
              PpElement         *element,
              const PpPlacement *placement)
{
  int z = entry->item.z;

  _pp_update_damage (update, &entry->item.bounds);
  if (entry->item.is_edge)
    {
      untie (update, entry);
      _pp_entry_load (entry, update->scene, element, placement);
      tie (update, entry);
      _pp_update_mark_route (update, entry);
    }
  else
    reload_node (update, entry, element, placement);
  update->order_changed |= entry->item.z != z;
}

static void
refresh (PpUpdate   *update,
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

static void route_entry (PpUpdate *update,
                         PpEntry  *entry);

static void
route_first (PpUpdate   *update,
             const char *id)
{
  PpEntry *other = _pp_scene_find (update->scene, id, FALSE);

  if (other != NULL && other->must_route)
    route_entry (update, other);
}

static void
route_entry (PpUpdate *update,
             PpEntry  *entry)
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
  _pp_update_mark_label (update, entry);
  if (!same_path (entry, path, n_path))
    {
      entry->has_new_path = TRUE;
      index_line (self, entry);
      _pp_update_mark_labels_along (update, path, n_path);
      _pp_update_mark_labels_along (update, entry->item.path, entry->item.n_path);
      _pp_update_mark_hanging (update, entry->item.id);
    }
  index_box (self->reaches, entry->handle, &entry->reach.area);
}

/* The list grows while it is worked off: edges on edges follow. */
static void
route_all (PpUpdate *update)
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
    _pp_scene_index_edge (self, entry);
}

static void
place_label (PpUpdate *update,
             PpEntry  *entry)
{
  PpScene *self = update->scene;
  PpBox before = entry->item.label_box;
  gboolean moved;

  _pp_update_damage (update, &entry->item.bounds);
  _pp_scene_place_label (self, entry);
  moved = !pp_box_equal (&before, &entry->item.label_box);
  index_label (self, entry, moved || entry->has_new_path);
  entry->has_new_path = FALSE;
  _pp_update_damage (update, &entry->item.bounds);
  if (moved)
    {
      _pp_update_mark_labels_near (update, &before, entry);
      _pp_update_mark_labels_near (update, &entry->item.label_box, entry);
    }
}

static void
label_all (PpUpdate *update)
{
  while (update->to_label->len > 0)
    {
      PpEntry *entry = _pp_update_next_label (update);

      entry->must_place_label = FALSE;
      if (!entry->is_gone)
        place_label (update, entry);
    }
}

/* Whole updates */

static void
update_init (PpUpdate *update,
             PpScene  *self,
             gboolean  is_load)
{
  *update = (PpUpdate) {
    .scene = self,
    .to_route = g_ptr_array_new (),
    .to_label = g_ptr_array_new (),
    .lanes = _pp_lanes_new_set (),
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
emit_damages (PpUpdate *update)
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
update_finish (PpUpdate *update)
{
  _pp_update_settle_lanes (update);
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
  PpUpdate *update = user_data;
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
  self->lanes = _pp_lanes_new ();
  g_ptr_array_set_size (self->order, 0);
  g_ptr_array_set_size (self->slots, 0);
  g_array_set_size (self->free_handles, 0);
  g_hash_table_remove_all (self->entries);
}

void
_pp_scene_load_all (PpScene *self)
{
  PpLayout *layout = pp_scene_get_layout (self);
  PpUpdate update;

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
  PpUpdate update;

  /* Entries may have come, gone and moved among those that are looked through. */
  self->n_badges_taken = 0;
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
