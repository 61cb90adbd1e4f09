/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a merge leaves between its records: references that lead nowhere because one side removed what the
 * other side used, numbers that both gave, places of elements that are gone or that stay after all. */

#include "pp-merge-private.h"

#include "pp-json.h"

static gboolean
bring_back_as (PpMergeWork  *merge,
               PpRecordType  type,
               const char   *id)
{
  g_auto (PpMergeSides) sides = { 0 };
  JsonNode *kept;

  _pp_merge_sides_init (&sides, merge, type, id);
  kept = sides.ours != NULL ? sides.ours : sides.theirs;
  if (kept == NULL)
    kept = sides.base;
  if (kept == NULL)
    return FALSE;
  _pp_merge_add_conflict (merge->conflicts, PP_CONFLICT_REMOVED_AND_USED, &sides, NULL,
                          sides.base, sides.ours, sides.theirs);
  g_hash_table_add (merge->rescued, g_strdup (id));
  _pp_merge_put_record (merge, &sides, json_node_ref (kept));
  return TRUE;
}

/* An element that is referred to but gone comes back, if it ever was there. */
static gboolean
bring_back (PpMergeWork *merge,
            const char  *id)
{
  if (id == NULL || _pp_merge_has_record (merge, id))
    return FALSE;
  return bring_back_as (merge, PP_RECORD_NODE, id) || bring_back_as (merge, PP_RECORD_EDGE, id);
}

void
_pp_merge_repair_elements (PpMergeWork *merge)
{
  gboolean again = TRUE;

  while (again)
    {
      g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);

      again = FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          JsonObject *record = _pp_merge_merged_object (merge, g_ptr_array_index (ids, i));
          PpRecordType type = _pp_merge_type_of (merge, g_ptr_array_index (ids, i));

          if (type == PP_RECORD_EDGE)
            {
              again |= bring_back (merge, pp_json_get_string (record, "source", NULL));
              again |= bring_back (merge, pp_json_get_string (record, "target", NULL));
            }
          else if (type == PP_RECORD_THREAT || type == PP_RECORD_COMMENT)
            {
              again |= bring_back (merge, pp_json_get_string (record, "element", NULL));
            }
        }
    }
}

void
_pp_merge_repair_parents (PpMergeWork *merge)
{
  g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const char *parent = pp_json_get_string (_pp_merge_merged_object (merge, id), "parent", NULL);

      if (_pp_merge_type_of (merge, id) != PP_RECORD_NODE || parent == NULL || _pp_merge_has_record (merge, parent) ||
          pp_model_lookup (merge->base, parent) == NULL)
        continue;
      g_ptr_array_add (merge->repairs,
                       g_strdup_printf ("node “%s”: its parent “%s” is gone", id, parent));
      json_object_remove_member (_pp_merge_own_object (merge, id), "parent");
    }
}

static void
repair_control (PpMergeWork *merge,
                const char  *id)
{
  JsonArray *threats = pp_json_get_array (_pp_merge_merged_object (merge, id), "threats");
  JsonArray *kept = json_array_new ();
  guint n_threats = threats != NULL ? json_array_get_length (threats) : 0;

  for (guint i = 0; i < n_threats; i++)
    {
      const char *threat = json_array_get_string_element (threats, i);

      if (_pp_merge_has_record (merge, threat) || pp_model_lookup (merge->base, threat) == NULL)
        json_array_add_string_element (kept, threat);
    }
  if (json_array_get_length (kept) == n_threats)
    {
      json_array_unref (kept);
      return;
    }
  g_ptr_array_add (merge->repairs,
                   g_strdup_printf ("control “%s”: threats that are gone are not mentioned any more", id));
  json_object_set_array_member (_pp_merge_own_object (merge, id), "threats", kept);
}

void
_pp_merge_repair_controls (PpMergeWork *merge)
{
  g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);

  for (guint i = 0; i < ids->len; i++)
    {
      if (_pp_merge_type_of (merge, g_ptr_array_index (ids, i)) == PP_RECORD_CONTROL)
        repair_control (merge, g_ptr_array_index (ids, i));
    }
}

static gint64
number_of (PpMergeWork *merge,
           const char  *id)
{
  return pp_json_get_int (_pp_merge_merged_object (merge, id), "number", 0);
}

/* Both sides count their new threats on from the same number. Ours keep theirs, and their new threats
 * get the next free ones. Returns the highest number that was given, or 0. */
gint64
_pp_merge_renumber_threats (PpMergeWork *merge)
{
  g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);
  g_autoptr (GHashTable) our_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 highest = MAX (pp_info_get_threat_top (pp_model_get_info (merge->ours)),
                        pp_info_get_threat_top (pp_model_get_info (merge->theirs)));
  gint64 given = 0;

  for (guint i = ids->len; i > 0; i--)
    {
      const char *id = g_ptr_array_index (ids, i - 1);
      gint64 number;

      if (_pp_merge_type_of (merge, id) != PP_RECORD_THREAT)
        {
          g_ptr_array_remove_index (ids, i - 1);
          continue;
        }
      number = number_of (merge, id);
      highest = MAX (highest, number);
      if (pp_model_lookup (merge->ours, id) != NULL)
        g_hash_table_add (our_numbers, g_memdup2 (&number, sizeof number));
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gint64 number = number_of (merge, id);

      if (number <= 0 || pp_model_lookup (merge->ours, id) != NULL ||
          pp_model_lookup (merge->base, id) != NULL || !g_hash_table_contains (our_numbers, &number))
        continue;
      given = ++highest;
      json_object_set_int_member (_pp_merge_own_object (merge, id), "number", given);
      g_ptr_array_add (merge->repairs,
                       g_strdup_printf ("threat “%s”: number %" G_GINT64_FORMAT " was taken, it is %"
                                        G_GINT64_FORMAT " now", id, number, given));
    }
  return given;
}

static gboolean
is_element (PpMergeWork *merge,
            const char  *id)
{
  return _pp_merge_has_record (merge, id) &&
         (_pp_merge_type_of (merge, id) == PP_RECORD_NODE || _pp_merge_type_of (merge, id) == PP_RECORD_EDGE);
}

static const PpPlacement *
find_place (PpModel    *model,
            const char *layout_id,
            const char *element_id)
{
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);

  return layout != NULL ? pp_layout_get_placement (layout, element_id) : NULL;
}

/* The element whose whole placement a conflict is about, or NULL. Identifiers may hold slashes, so only
 * the layout can tell a placement from a member of one. */
static const char *
placed_element (PpMergeWork      *merge,
                const PpConflict *conflict)
{
  static const char prefix[] = "placements/";
  const char *id;

  if (conflict->type != PP_RECORD_LAYOUT || conflict->field == NULL ||
      !g_str_has_prefix (conflict->field, prefix))
    return NULL;
  id = conflict->field + strlen (prefix);
  return find_place (merge->base, conflict->id, id) != NULL ? id : NULL;
}

/* Who removed an element removed its places too: that the other side had moved it, or that it stays
 * after all, is no further conflict. */
static void
forget_conflicts_of_places (PpMergeWork *merge)
{
  for (guint i = merge->conflicts->len; i > 0; i--)
    {
      const PpConflict *conflict = g_ptr_array_index (merge->conflicts, i - 1);
      const char *id = placed_element (merge, conflict);

      if (id != NULL && conflict->kind == PP_CONFLICT_REMOVED_AND_CHANGED &&
          (!is_element (merge, id) || g_hash_table_contains (merge->rescued, id)))
        g_ptr_array_remove_index (merge->conflicts, i - 1);
    }
}

static void
restore_places (PpMergeWork *merge,
                const char  *layout_id,
                JsonObject  *placements)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, merge->rescued);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const PpPlacement *place = find_place (merge->ours, layout_id, id);

      if (place == NULL)
        place = find_place (merge->theirs, layout_id, id);
      if (place == NULL)
        place = find_place (merge->base, layout_id, id);
      if (place != NULL && is_element (merge, id) && !json_object_has_member (placements, id))
        json_object_set_member (placements, id, pp_placement_to_json (place));
    }
}

static void
repair_layout (PpMergeWork *merge,
               const char  *id)
{
  JsonObject *record = _pp_merge_merged_object (merge, id);
  JsonObject *placements = pp_json_get_object (record, "placements");
  JsonObject *kept = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (placements != NULL)
    {
      json_object_iter_init_ordered (&iter, placements);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          if (is_element (merge, name) || pp_model_lookup_element (merge->base, name) == NULL)
            json_object_set_member (kept, name, json_node_ref (value));
        }
    }
  restore_places (merge, id, kept);
  record = _pp_merge_own_object (merge, id);
  if (json_object_get_size (kept) > 0)
    {
      json_object_set_object_member (record, "placements", kept);
    }
  else
    {
      json_object_remove_member (record, "placements");
      json_object_unref (kept);
    }
}

void
_pp_merge_repair_layouts (PpMergeWork *merge)
{
  g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);

  forget_conflicts_of_places (merge);
  for (guint i = 0; i < ids->len; i++)
    {
      if (_pp_merge_type_of (merge, g_ptr_array_index (ids, i)) == PP_RECORD_LAYOUT)
        repair_layout (merge, g_ptr_array_index (ids, i));
    }
}
