/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said in brief about elements. Without a table it is what the model keeps; who knows more gives
 * one. Only what is different is painted anew. */

#include "pp-scene-private.h"

/* From this many on it is quicker to paint everything. */
#define MANY_DIFFERENT 200
#define BADGES_AT_A_TIME 32

static int
severity_of (PpThreat *threat)
{
  static const char * const words[] = { "low", "medium", "high", "critical" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (pp_threat_get_severity (threat), words[i]) == 0)
      return i;
  return -1;
}

static PpBadge
badge_of_model (PpScene    *self,
                const char *id)
{
  GPtrArray *threats = pp_model_peek_threats_of (self->model, id);
  PpBadge badge = { .severity = -1 };

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    {
      PpThreat *threat = g_ptr_array_index (threats, i);

      if (!pp_threat_is_open (threat))
        continue;
      badge.stated++;
      badge.severity = MAX (badge.severity, severity_of (threat));
    }
  return badge;
}

/* What the badge of an element must be now. */
PpBadge
_pp_scene_badge_of (PpScene    *self,
                    const char *id)
{
  const PpBadge *badge;

  if (self->badges == NULL)
    return badge_of_model (self, id);
  badge = g_hash_table_lookup (self->badges, id);
  return badge != NULL ? *badge : (PpBadge) { .severity = -1 };
}

/* What is painted of an edge beside its line: label and badge. */
void
_pp_scene_index_edge (PpScene *self,
                      PpEntry *entry)
{
  const PpSceneItem *item = &entry->item;
  PpBox badge = pp_face_badge_extents (item), label = pp_box_union (&item->label_box, &badge);

  pp_index_set_line (self->by_bounds, entry->handle, &item->bounds, item->path, item->n_path, &label);
}

static void
take_badge (PpScene *self,
            PpEntry *entry)
{
  PpSceneItem *item = &entry->item;
  PpBadge badge = _pp_scene_badge_of (self, item->id);
  PpBox before = pp_face_badge_extents (item), now;

  if (pp_badge_equal (&badge, &item->badge))
    return;
  item->badge = badge;
  if (entry->preview != NULL)
    entry->preview->item.badge = badge;
  now = pp_face_badge_extents (item);
  now = pp_box_union (&before, &now);
  item->bounds = pp_face_bounds (item, self->ruler);
  if (item->is_edge)
    _pp_scene_index_edge (self, entry);
  else
    pp_index_set_box (self->by_bounds, entry->handle, &item->bounds);
  g_array_append_val (self->badge_damages, now);
}

static void
invalidate_badges (PpScene *self)
{
  GArray *damages = self->badge_damages;

  if (damages->len == 0)
    return;
  self->bounds_known = FALSE;
  if (damages->len > MANY_DIFFERENT)
    _pp_scene_invalidate (self, NULL);
  for (guint i = 0; i < damages->len && damages->len <= MANY_DIFFERENT; i++)
    _pp_scene_invalidate (self, &g_array_index (damages, PpBox, i));
  g_array_set_size (damages, 0);
}

/**
 * pp_scene_begin_badges:
 * @self: a scene
 * @badges: (nullable) (element-type utf8 PpBadge): as for pp_scene_set_badges()
 *
 * Sets what the badges will say; pp_scene_continue_badges() makes them say it.
 */
void
pp_scene_begin_badges (PpScene    *self,
                       GHashTable *badges)
{
  g_return_if_fail (PP_IS_SCENE (self));

  if (badges != NULL)
    g_hash_table_ref (badges);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  self->badges = badges;
  self->n_badges_taken = 0;
}

/**
 * pp_scene_continue_badges:
 * @self: a scene
 * @deadline_us: the monotonic time to stop at
 *
 * Goes on with what pp_scene_begin_badges() has begun. Painting waits for the end.
 *
 * Returns: whether all badges say what they must
 */
gboolean
pp_scene_continue_badges (PpScene *self,
                          gint64   deadline_us)
{
  g_return_val_if_fail (PP_IS_SCENE (self), TRUE);

  while (self->n_badges_taken < self->order->len)
    {
      take_badge (self, g_ptr_array_index (self->order, self->n_badges_taken++));
      if (self->n_badges_taken % BADGES_AT_A_TIME == 0 && g_get_monotonic_time () >= deadline_us)
        break;
    }
  if (self->n_badges_taken < self->order->len)
    return FALSE;
  invalidate_badges (self);
  return TRUE;
}

/**
 * pp_scene_set_badges:
 * @self: a scene
 * @badges: (nullable) (element-type utf8 PpBadge): by element; an empty table hides all badges, and
 *   %NULL stands for what the model keeps
 *
 * Sets what the badges say. The table must not change while the scene has it.
 */
void
pp_scene_set_badges (PpScene    *self,
                     GHashTable *badges)
{
  pp_scene_begin_badges (self, badges);
  pp_scene_continue_badges (self, G_MAXINT64);
}

/**
 * pp_scene_hit_badge:
 * @self: a scene
 * @point: in layout units
 * @scale: device pixels for one unit
 *
 * Returns: (transfer none) (nullable): the topmost item with a badge at @point
 */
const PpSceneItem *
pp_scene_hit_badge (PpScene *self,
                    PpPoint  point,
                    double   scale)
{
  PpBox area = pp_box_around (point, 1, 1);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  pp_scene_query (self, &area, items);
  for (guint i = items->len; i > 0; i--)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i - 1);
      PpBox box = pp_face_badge (item, scale);

      if (!pp_box_is_empty (&box) && pp_box_contains (&box, point))
        return item;
    }
  return NULL;
}
