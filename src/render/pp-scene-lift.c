/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lifting: while a gesture runs, the elements that it moves and the edges that hang on these are shown by
 * copies, which alone change. An edge both of whose ends move is only shifted; others get a simple line
 * that asks no obstacles, so that a frame of a drag of hundreds costs next to nothing. The proper line
 * comes with the change of the model that ends the gesture. */

#include "pp-scene-private.h"

static void
lift_entry (PpScene *self,
            PpEntry *entry)
{
  if (entry->preview != NULL)
    return;
  entry->preview = _pp_entry_copy (entry);
  entry->item.lifted = TRUE;
  g_ptr_array_add (self->lifted, entry->preview);
  self->rigid_known = FALSE;
}

/* Edges hang on edges, too: the list grows while it is worked off. */
static void
lift_hanging (PpScene *self)
{
  for (guint i = 0; i < self->lifted->len; i++)
    {
      PpEntry *preview = g_ptr_array_index (self->lifted, i);
      GPtrArray *edges = g_hash_table_lookup (self->hanging, preview->item.id);

      for (guint j = 0; edges != NULL && j < edges->len; j++)
        lift_entry (self, g_ptr_array_index (edges, j));
    }
}

/**
 * pp_scene_lift:
 * @self: a scene
 * @element_ids: (array length=n_elements): what the gesture takes hold of
 * @n_elements: how many; those that the layout does not show are ignored
 *
 * Begins a preview. Takes back an earlier one.
 */
void
pp_scene_lift (PpScene            *self,
               const char * const *element_ids,
               guint               n_elements)
{
  g_return_if_fail (PP_IS_SCENE (self));

  pp_scene_drop (self);
  for (guint i = 0; i < n_elements; i++)
    {
      PpEntry *entry = _pp_scene_find (self, element_ids[i], FALSE);

      if (entry == NULL)
        continue;
      lift_entry (self, entry);
      entry->is_own = TRUE;
    }
  lift_hanging (self);
  g_ptr_array_sort (self->lifted, _pp_entry_compare_order);
}

void
pp_scene_drop (PpScene *self)
{
  g_return_if_fail (PP_IS_SCENE (self));

  for (guint i = 0; i < self->lifted->len; i++)
    {
      PpEntry *preview = g_ptr_array_index (self->lifted, i);
      PpEntry *entry = _pp_scene_find (self, preview->item.id, FALSE);

      if (entry == NULL)
        continue;
      entry->item.lifted = FALSE;
      entry->is_own = FALSE;
      entry->preview = NULL;
      _pp_entry_free (preview);
    }
  g_ptr_array_set_size (self->lifted, 0);
  self->preview_by = (PpPoint) { 0, 0 };
}

static void
shift_box (PpBox *box,
           PpPoint by)
{
  box->x += by.x;
  box->y += by.y;
}

static void
shift_points (PpPoint       *points,
              const PpPoint *from,
              guint          n_points,
              PpPoint        by)
{
  for (guint i = 0; i < n_points; i++)
    points[i] = (PpPoint) { from[i].x + by.x, from[i].y + by.y };
}

/* Shows all of an entry shifted from where it really stands. */
static void
shift_entry (PpEntry *entry,
             PpPoint  by)
{
  PpSceneItem *item = &entry->preview->item;

  item->box = entry->item.box;
  item->icon_box = entry->item.icon_box;
  item->label_box = entry->item.label_box;
  item->bounds = entry->item.bounds;
  shift_box (&item->box, by);
  shift_box (&item->icon_box, by);
  shift_box (&item->label_box, by);
  shift_box (&item->bounds, by);
  shift_points (&item->label_centre, &entry->item.label_centre, 1, by);
  if (item->n_path == entry->item.n_path && item->n_route == entry->item.n_route)
    {
      shift_points (item->path, entry->item.path, item->n_path, by);
      shift_points (item->route, entry->item.route, item->n_route, by);
      shift_points (item->bends, entry->item.bends, item->n_bends, by);
    }
}

static gboolean
end_moves (PpScene    *self,
           PpEntry    *edge,
           const char *id)
{
  PpEntry *other = _pp_scene_find (self, id, FALSE);

  if (other == NULL)
    return edge->is_own;
  return other->is_own || (other->preview != NULL && other->preview->item.rigid);
}

static gboolean
is_rigid (PpScene *self,
          PpEntry *entry)
{
  if (!entry->item.is_edge)
    return entry->is_own;
  return (entry->is_own || entry->item.n_bends == 0) &&
         end_moves (self, entry, entry->item.source) && end_moves (self, entry, entry->item.target);
}

/* The points of an edge that is lifted itself move along; its ends at nodes stay at the nodes. */
static void
reshape (PpScene *self,
         PpEntry *entry,
         PpPoint  by)
{
  PpEntry *preview = entry->preview;

  if (entry->is_own && preview->item.n_bends == entry->item.n_bends)
    shift_points (preview->item.bends, entry->item.bends, entry->item.n_bends, by);
  if (entry->is_own)
    {
      shift_points (&preview->source_point, &entry->source_point, 1, by);
      shift_points (&preview->target_point, &entry->target_point, 1, by);
    }
  _pp_scene_route (self, preview, TRUE);
  _pp_scene_place_label_simply (self, preview);
  preview->item.bounds = pp_face_bounds (&preview->item, self->ruler);
}

/* In rounds, because edges may end on edges. It stays so until something else is lifted. */
static void
find_rigid (PpScene *self)
{
  gboolean is_new;

  if (self->rigid_known)
    return;
  do
    {
      is_new = FALSE;
      for (guint i = 0; i < self->lifted->len; i++)
        {
          PpEntry *preview = g_ptr_array_index (self->lifted, i);
          gboolean rigid = is_rigid (self, preview->original);

          is_new |= rigid && !preview->item.rigid;
          preview->item.rigid = rigid;
        }
    }
  while (is_new);
  self->rigid_known = TRUE;
}

/* Nodes and the edges between them first; to these the others hang. */
void
pp_scene_preview_move (PpScene *self,
                       double   dx,
                       double   dy)
{
  PpPoint by = { dx, dy };

  g_return_if_fail (PP_IS_SCENE (self));

  self->preview_by = by;
  find_rigid (self);
  for (guint i = 0; i < self->lifted->len; i++)
    {
      PpEntry *preview = g_ptr_array_index (self->lifted, i);

      if (preview->item.rigid)
        shift_entry (preview->original, by);
    }
  for (guint i = 0; i < self->lifted->len; i++)
    {
      PpEntry *preview = g_ptr_array_index (self->lifted, i);

      if (preview->item.is_edge && !preview->item.rigid)
        reshape (self, preview->original, by);
    }
}

static void
restore (PpScene *self,
         PpEntry *entry)
{
  PpEntry *fresh = _pp_entry_copy (entry);

  for (guint i = 0; i < self->lifted->len; i++)
    if (g_ptr_array_index (self->lifted, i) == entry->preview)
      g_ptr_array_index (self->lifted, i) = fresh;
  self->rigid_known = FALSE;
  _pp_entry_free (entry->preview);
  entry->preview = fresh;
}

static void
reshape_hanging (PpScene    *self,
                 const char *id,
                 guint       depth)
{
  GPtrArray *edges = g_hash_table_lookup (self->hanging, id);

  for (guint i = 0; edges != NULL && i < edges->len && depth < 4; i++)
    {
      PpEntry *edge = g_ptr_array_index (edges, i);

      if (edge->preview == NULL)
        continue;
      edge->preview->item.rigid = FALSE;
      self->rigid_known = FALSE;
      _pp_scene_route (self, edge->preview, TRUE);
      _pp_scene_place_label_simply (self, edge->preview);
      edge->preview->item.bounds = pp_face_bounds (&edge->preview->item, self->ruler);
      reshape_hanging (self, edge->item.id, depth + 1);
    }
}

void
pp_scene_preview (PpScene           *self,
                  const char        *element_id,
                  const PpPlacement *placement)
{
  PpEntry *entry = _pp_scene_find (self, element_id, FALSE);

  g_return_if_fail (PP_IS_SCENE (self));

  if (entry == NULL)
    return;
  if (entry->preview == NULL)
    {
      lift_entry (self, entry);
      entry->is_own = TRUE;
      lift_hanging (self);
      g_ptr_array_sort (self->lifted, _pp_entry_compare_order);
    }

  if (placement == NULL)
    restore (self, entry);
  else
    _pp_entry_load_placement (entry->preview, self, placement);
  if (placement != NULL && entry->item.is_edge)
    {
      _pp_scene_route (self, entry->preview, TRUE);
      _pp_scene_place_label_simply (self, entry->preview);
      entry->preview->item.bounds = pp_face_bounds (&entry->preview->item, self->ruler);
    }
  reshape_hanging (self, element_id, 0);
}

gboolean
pp_scene_is_lifted (PpScene    *self,
                    const char *element_id)
{
  PpEntry *entry = _pp_scene_find (self, element_id, FALSE);

  return entry != NULL && entry->item.lifted;
}

GPtrArray *
pp_scene_get_lifted (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  return self->lifted;
}

/**
 * _pp_scene_put_down:
 * @self: a scene
 *
 * Ends a preview because the model has changed under it, which happens when others edit it too.
 *
 * Returns: (transfer full) (nullable): what was lifted, for _pp_scene_take_up()
 */
GPtrArray *
_pp_scene_put_down (PpScene *self,
                    PpPoint *by)
{
  GPtrArray *ids;

  *by = self->preview_by;
  if (self->lifted->len == 0)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->lifted->len; i++)
    {
      PpEntry *preview = g_ptr_array_index (self->lifted, i);
      PpEntry *entry = _pp_scene_find (self, preview->item.id, FALSE);

      if (entry->is_own)
        g_ptr_array_add (ids, g_strdup (preview->item.id));
    }
  pp_scene_drop (self);
  return ids;
}

/* Lifts again what is left, as it is now. */
void
_pp_scene_take_up (PpScene   *self,
                   GPtrArray *ids,
                   PpPoint    by)
{
  if (ids == NULL)
    return;
  pp_scene_lift (self, (const char * const *) ids->pdata, ids->len);
  pp_scene_preview_move (self, by.x, by.y);
}

void
pp_scene_preview_connection (PpScene    *self,
                             const char *source_id,
                             const char *target_id,
                             PpPoint     target_point,
                             GArray     *path)
{
  PpEntry *edge = _pp_entry_new ("");

  g_return_if_fail (PP_IS_SCENE (self));

  edge->item.is_edge = TRUE;
  edge->item.source = source_id != NULL ? g_ref_string_new_intern (source_id) : NULL;
  edge->item.target = target_id != NULL ? g_ref_string_new_intern (target_id) : NULL;
  edge->item.kind = g_object_ref (pp_kinds_resolve (self->kinds, NULL, TRUE));
  edge->has_target_point = TRUE;
  edge->target_point = target_point;
  _pp_scene_route (self, edge, TRUE);
  g_array_append_vals (path, edge->item.path, edge->item.n_path);
  _pp_entry_free (edge);
}
