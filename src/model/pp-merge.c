/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three-way merge. Records are merged one by one as JSON; then references between them are looked at:
 * what one side removed although the other side hung something on it comes back, with a conflict, so
 * that no work is lost without a word. Elements come first and layouts last, because a layout only keeps
 * places for elements that the merged model has. */

#include "pp-merge-private.h"

#include "pp-json.h"

typedef struct {
  PpModel    *base;
  PpModel    *ours;
  PpModel    *theirs;
  GPtrArray  *conflicts;
  GPtrArray  *repairs;
  GPtrArray  *foreign_clashes;  /* of texts: repairs worth telling only when there is no conflict */
  GHashTable *types;            /* id → PpRecordType + 1, of records in the merged model */
  GHashTable *records;          /* id → JsonNode of the record */
  GHashTable *rescued;          /* set of ids that one side removed and that stay */
} Merge;

static void
conflict_free (gpointer data)
{
  PpConflict *conflict = data;

  g_free (conflict->id);
  g_free (conflict->field);
  g_clear_pointer (&conflict->base, json_node_unref);
  g_clear_pointer (&conflict->ours, json_node_unref);
  g_clear_pointer (&conflict->theirs, json_node_unref);
  g_free (conflict);
}

const char *
pp_conflict_kind_to_string (PpConflictKind kind)
{
  static const char * const names[] = {
    "both-changed", "removed-and-changed", "removed-and-used", "two-types",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

static void
set_value (JsonObject *object,
           const char *name,
           JsonNode   *value)
{
  if (value != NULL)
    json_object_set_member (object, name, json_node_ref (value));
}

/**
 * pp_conflict_to_json:
 * @self: a conflict
 *
 * Returns: (transfer full): `{ "kind", "record", "id", "field", "base", "ours", "theirs" }`; a member
 *   that has no value is left out
 */
JsonNode *
pp_conflict_to_json (const PpConflict *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "kind", pp_conflict_kind_to_string (self->kind));
  json_object_set_string_member (object, "record", pp_record_type_to_string (self->type));
  json_object_set_string_member (object, "id", self->id);
  if (self->field != NULL)
    json_object_set_string_member (object, "field", self->field);
  set_value (object, "base", self->base);
  set_value (object, "ours", self->ours);
  set_value (object, "theirs", self->theirs);
  json_node_take_object (node, object);
  return node;
}

void
_pp_merge_add_conflict (GPtrArray          *conflicts,
                        PpConflictKind      kind,
                        const PpMergeSides *record,
                        const char         *field,
                        JsonNode           *base,
                        JsonNode           *ours,
                        JsonNode           *theirs)
{
  PpConflict *conflict = g_new0 (PpConflict, 1);

  conflict->kind = kind;
  conflict->type = record->type;
  conflict->id = g_strdup (record->id);
  conflict->field = g_strdup (field);
  conflict->base = base != NULL ? json_node_ref (base) : NULL;
  conflict->ours = ours != NULL ? json_node_ref (ours) : NULL;
  conflict->theirs = theirs != NULL ? json_node_ref (theirs) : NULL;
  g_ptr_array_add (conflicts, conflict);
}

static void
sides_clear (PpMergeSides *sides)
{
  g_clear_pointer (&sides->base, json_node_unref);
  g_clear_pointer (&sides->ours, json_node_unref);
  g_clear_pointer (&sides->theirs, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PpMergeSides, sides_clear)

static JsonNode *
record_of (PpModel      *model,
           PpRecordType  type,
           const char   *id)
{
  PpRecord *record = pp_model_lookup (model, id);

  return record != NULL && pp_record_get_record_type (record) == type ? pp_record_to_json (record) : NULL;
}

static void
sides_init (PpMergeSides *sides,
            Merge        *merge,
            PpRecordType  type,
            const char   *id)
{
  sides->type = type;
  sides->id = id;
  sides->base = record_of (merge->base, type, id);
  sides->ours = record_of (merge->ours, type, id);
  sides->theirs = record_of (merge->theirs, type, id);
}

static gboolean
has_record (Merge      *merge,
            const char *id)
{
  return g_hash_table_contains (merge->records, id);
}

static PpRecordType
type_of (Merge      *merge,
         const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (merge->types, id)) - 1;
}

/* Takes the node. */
static void
put_record (Merge              *merge,
            const PpMergeSides *sides,
            JsonNode           *node)
{
  g_autoptr (JsonNode) record = node;

  if (has_record (merge, sides->id) && type_of (merge, sides->id) != sides->type)
    {
      _pp_merge_add_conflict (merge->conflicts, PP_CONFLICT_TWO_TYPES, sides, NULL, sides->base,
                              sides->ours, sides->theirs);
      /* Ours stays, whichever of the two types that is. */
      if (sides->ours == NULL)
        return;
    }
  g_hash_table_insert (merge->types, g_strdup (sides->id), GUINT_TO_POINTER (sides->type + 1));
  g_hash_table_insert (merge->records, g_strdup (sides->id), g_steal_pointer (&record));
}

static void
merge_record (Merge        *merge,
              PpRecordType  type,
              const char   *id)
{
  g_auto (PpMergeSides) sides = { 0 };
  JsonNode *kept;

  sides_init (&sides, merge, type, id);
  if (sides.ours != NULL && sides.theirs != NULL)
    {
      put_record (merge, &sides, _pp_merge_fields (merge->conflicts, merge->foreign_clashes, &sides));
      return;
    }

  kept = sides.ours != NULL ? sides.ours : sides.theirs;
  if (kept == NULL || (sides.base != NULL && pp_json_equal (sides.base, kept)))
    return;
  if (sides.base != NULL)
    {
      _pp_merge_add_conflict (merge->conflicts, PP_CONFLICT_REMOVED_AND_CHANGED, &sides, NULL,
                              sides.base, sides.ours, sides.theirs);
      g_hash_table_add (merge->rescued, g_strdup (id));
    }
  put_record (merge, &sides, json_node_ref (kept));
}

static void
collect_ids (PpModel      *model,
             PpRecordType  type,
             GHashTable   *seen,
             GPtrArray    *ids)
{
  guint n_records = pp_model_get_n_records (model, type);

  for (guint i = 0; i < n_records; i++)
    {
      const char *id = pp_record_get_id (pp_model_peek_record (model, type, i));

      if (g_hash_table_add (seen, (char *) id))
        g_ptr_array_add (ids, (char *) id);
    }
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Borrowed identifiers of the records of a type on either side, sorted. */
static GPtrArray *
list_ids (Merge        *merge,
          PpRecordType  type)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new ();

  collect_ids (merge->ours, type, seen, ids);
  collect_ids (merge->theirs, type, seen, ids);
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

static void
merge_records (Merge        *merge,
               PpRecordType  type)
{
  g_autoptr (GPtrArray) ids = list_ids (merge, type);

  for (guint i = 0; i < ids->len; i++)
    merge_record (merge, type, g_ptr_array_index (ids, i));
}

static gboolean
bring_back_as (Merge        *merge,
               PpRecordType  type,
               const char   *id)
{
  g_auto (PpMergeSides) sides = { 0 };
  JsonNode *kept;

  sides_init (&sides, merge, type, id);
  kept = sides.ours != NULL ? sides.ours : sides.theirs;
  if (kept == NULL)
    kept = sides.base;
  if (kept == NULL)
    return FALSE;
  _pp_merge_add_conflict (merge->conflicts, PP_CONFLICT_REMOVED_AND_USED, &sides, NULL,
                          sides.base, sides.ours, sides.theirs);
  g_hash_table_add (merge->rescued, g_strdup (id));
  put_record (merge, &sides, json_node_ref (kept));
  return TRUE;
}

/* An element that is referred to but gone comes back, if it ever was there. */
static gboolean
bring_back (Merge      *merge,
            const char *id)
{
  if (id == NULL || has_record (merge, id))
    return FALSE;
  return bring_back_as (merge, PP_RECORD_NODE, id) || bring_back_as (merge, PP_RECORD_EDGE, id);
}

static GPtrArray *
merged_ids (Merge *merge)
{
  GPtrArray *ids = g_ptr_array_sized_new (g_hash_table_size (merge->records));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, merge->records);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

static JsonObject *
merged_object (Merge      *merge,
               const char *id)
{
  return json_node_get_object (g_hash_table_lookup (merge->records, id));
}

/* A record of the merge that may be changed: its values are shared, it itself is not. */
static JsonObject *
own_object (Merge      *merge,
            const char *id)
{
  JsonObject *object = merged_object (merge, id);
  JsonObject *copy = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_ref (value));
  json_node_take_object (node, copy);
  g_hash_table_insert (merge->records, g_strdup (id), node);
  return copy;
}

static void
repair_elements (Merge *merge)
{
  gboolean again = TRUE;

  while (again)
    {
      g_autoptr (GPtrArray) ids = merged_ids (merge);

      again = FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          JsonObject *record = merged_object (merge, g_ptr_array_index (ids, i));
          PpRecordType type = type_of (merge, g_ptr_array_index (ids, i));

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

static void
repair_parents (Merge *merge)
{
  g_autoptr (GPtrArray) ids = merged_ids (merge);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const char *parent = pp_json_get_string (merged_object (merge, id), "parent", NULL);

      if (type_of (merge, id) != PP_RECORD_NODE || parent == NULL || has_record (merge, parent) ||
          pp_model_lookup (merge->base, parent) == NULL)
        continue;
      g_ptr_array_add (merge->repairs,
                       g_strdup_printf ("node “%s”: its parent “%s” is gone", id, parent));
      json_object_remove_member (own_object (merge, id), "parent");
    }
}

static void
repair_control (Merge      *merge,
                const char *id)
{
  JsonArray *threats = pp_json_get_array (merged_object (merge, id), "threats");
  JsonArray *kept = json_array_new ();
  guint n_threats = threats != NULL ? json_array_get_length (threats) : 0;

  for (guint i = 0; i < n_threats; i++)
    {
      const char *threat = json_array_get_string_element (threats, i);

      if (has_record (merge, threat) || pp_model_lookup (merge->base, threat) == NULL)
        json_array_add_string_element (kept, threat);
    }
  if (json_array_get_length (kept) == n_threats)
    {
      json_array_unref (kept);
      return;
    }
  g_ptr_array_add (merge->repairs,
                   g_strdup_printf ("control “%s”: threats that are gone are not mentioned any more", id));
  json_object_set_array_member (own_object (merge, id), "threats", kept);
}

static void
repair_controls (Merge *merge)
{
  g_autoptr (GPtrArray) ids = merged_ids (merge);

  for (guint i = 0; i < ids->len; i++)
    {
      if (type_of (merge, g_ptr_array_index (ids, i)) == PP_RECORD_CONTROL)
        repair_control (merge, g_ptr_array_index (ids, i));
    }
}

static gint64
number_of (Merge      *merge,
           const char *id)
{
  return pp_json_get_int (merged_object (merge, id), "number", 0);
}

/* Both sides count their new threats on from the same number. Ours keep theirs, and their new threats
 * get the next free ones. Returns the highest number that was given, or 0. */
static gint64
renumber_threats (Merge *merge)
{
  g_autoptr (GPtrArray) ids = merged_ids (merge);
  g_autoptr (GHashTable) our_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 highest = MAX (pp_info_get_threat_top (pp_model_get_info (merge->ours)),
                        pp_info_get_threat_top (pp_model_get_info (merge->theirs)));
  gint64 given = 0;

  for (guint i = ids->len; i > 0; i--)
    {
      const char *id = g_ptr_array_index (ids, i - 1);
      gint64 number;

      if (type_of (merge, id) != PP_RECORD_THREAT)
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
      json_object_set_int_member (own_object (merge, id), "number", given);
      g_ptr_array_add (merge->repairs,
                       g_strdup_printf ("threat “%s”: number %" G_GINT64_FORMAT " was taken, it is %"
                                        G_GINT64_FORMAT " now", id, number, given));
    }
  return given;
}

static gboolean
is_element (Merge      *merge,
            const char *id)
{
  return has_record (merge, id) &&
         (type_of (merge, id) == PP_RECORD_NODE || type_of (merge, id) == PP_RECORD_EDGE);
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
placed_element (Merge            *merge,
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
forget_conflicts_of_places (Merge *merge)
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
restore_places (Merge      *merge,
                const char *layout_id,
                JsonObject *placements)
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
repair_layout (Merge      *merge,
               const char *id)
{
  JsonObject *record = merged_object (merge, id);
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
  record = own_object (merge, id);
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

static void
repair_layouts (Merge *merge)
{
  g_autoptr (GPtrArray) ids = merged_ids (merge);

  forget_conflicts_of_places (merge);
  for (guint i = 0; i < ids->len; i++)
    {
      if (type_of (merge, g_ptr_array_index (ids, i)) == PP_RECORD_LAYOUT)
        repair_layout (merge, g_ptr_array_index (ids, i));
    }
}

static gboolean
set_info (Merge    *merge,
          PpModel  *model,
          gint64    highest_number,
          GError  **error)
{
  PpMergeSides sides = { PP_RECORD_MODEL, pp_model_get_id (merge->ours) };
  g_autoptr (JsonNode) base = pp_record_to_json (PP_RECORD (pp_model_get_info (merge->base)));
  g_autoptr (JsonNode) ours = pp_record_to_json (PP_RECORD (pp_model_get_info (merge->ours)));
  g_autoptr (JsonNode) theirs = pp_record_to_json (PP_RECORD (pp_model_get_info (merge->theirs)));
  g_autoptr (JsonNode) merged = NULL;
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (PpRecord) record = NULL;
  const PpField *fields;
  guint n_fields;

  sides.base = base;
  sides.ours = ours;
  sides.theirs = theirs;
  merged = _pp_merge_fields (merge->conflicts, merge->foreign_clashes, &sides);
  if (pp_json_get_int (json_node_get_object (merged), "threatTop", 0) < highest_number)
    json_object_set_int_member (json_node_get_object (merged), "threatTop", highest_number);
  record = pp_record_new_from_json (PP_RECORD_MODEL, sides.id, merged, error);
  if (record == NULL)
    return FALSE;
  fields = pp_record_get_fields (record, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (JsonNode) value = pp_record_dup_field (record, fields[i].name);

      if (value != NULL)
        g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, sides.id, fields[i].name,
                                                     NULL, value));
    }
  return pp_model_apply (model, changes, error);
}

static PpModel *
build_model (Merge    *merge,
             gint64    highest_number,
             GError  **error)
{
  g_autoptr (PpModel) model = pp_model_new (pp_model_get_id (merge->ours));
  g_autoptr (GPtrArray) ids = merged_ids (merge);

  if (!set_info (merge, model, highest_number, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!pp_model_add_record (model, type_of (merge, id), id,
                                g_hash_table_lookup (merge->records, id), error))
        return NULL;
    }
  return g_steal_pointer (&model);
}

/**
 * pp_merge_models:
 * @base: the model that both sides began with
 * @ours: our model
 * @theirs: their model
 * @error: return location for an error
 *
 * Merges what both sides did. Where they clash a conflict is noted and one value taken, by the rules of
 * #PpConflictKind; the merged model is whole in any case. References that lead nowhere because of the
 * merge are put right; those that led nowhere before stay.
 *
 * Returns: (transfer full): the merge; or %NULL with a %PP_MODEL_ERROR
 */
PpMerge *
pp_merge_models (PpModel  *base,
                 PpModel  *ours,
                 PpModel  *theirs,
                 GError  **error)
{
  g_autoptr (PpMerge) result = g_new0 (PpMerge, 1);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                          (GDestroyNotify) json_node_unref);
  g_autoptr (GHashTable) rescued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) foreign_clashes = g_ptr_array_new_with_free_func (g_free);
  Merge merge = { base, ours, theirs, NULL, NULL, foreign_clashes, types, records, rescued };

  g_return_val_if_fail (PP_IS_MODEL (base) && PP_IS_MODEL (ours) && PP_IS_MODEL (theirs), NULL);

  merge.conflicts = result->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  merge.repairs = result->repairs = g_ptr_array_new_with_free_func (g_free);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    merge_records (&merge, type);
  repair_elements (&merge);
  repair_parents (&merge);
  repair_controls (&merge);
  repair_layouts (&merge);
  result->model = build_model (&merge, renumber_threats (&merge), error);
  if (merge.conflicts->len == 0)
    g_ptr_array_extend_and_steal (merge.repairs, g_steal_pointer (&foreign_clashes));
  return result->model != NULL ? g_steal_pointer (&result) : NULL;
}

void
pp_merge_free (PpMerge *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->model);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->repairs, g_ptr_array_unref);
  g_free (self);
}
