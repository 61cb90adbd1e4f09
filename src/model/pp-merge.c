/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three-way merge. Records are merged one by one as JSON; then references between them are looked at:
 * what one side removed although the other side hung something on it comes back, with a conflict, so
 * that no work is lost without a word. Elements come first and layouts last, because a layout only keeps
 * places for elements that the merged model has. */

#include "pp-merge-private.h"

#include "pp-json.h"

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

void
_pp_merge_sides_clear (PpMergeSides *sides)
{
  g_clear_pointer (&sides->base, json_node_unref);
  g_clear_pointer (&sides->ours, json_node_unref);
  g_clear_pointer (&sides->theirs, json_node_unref);
}

static JsonNode *
record_of (PpModel      *model,
           PpRecordType  type,
           const char   *id)
{
  PpRecord *record = pp_model_lookup (model, id);

  return record != NULL && pp_record_get_record_type (record) == type ? pp_record_to_json (record) : NULL;
}

void
_pp_merge_sides_init (PpMergeSides *sides,
                      PpMergeWork  *merge,
                      PpRecordType  type,
                      const char   *id)
{
  sides->type = type;
  sides->id = id;
  sides->base = record_of (merge->base, type, id);
  sides->ours = record_of (merge->ours, type, id);
  sides->theirs = record_of (merge->theirs, type, id);
}

gboolean
_pp_merge_has_record (PpMergeWork *merge,
                      const char  *id)
{
  return g_hash_table_contains (merge->records, id);
}

PpRecordType
_pp_merge_type_of (PpMergeWork *merge,
                   const char  *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (merge->types, id)) - 1;
}

/* Takes the node. */
void
_pp_merge_put_record (PpMergeWork        *merge,
                      const PpMergeSides *sides,
                      JsonNode           *node)
{
  g_autoptr (JsonNode) record = node;

  if (_pp_merge_has_record (merge, sides->id) && _pp_merge_type_of (merge, sides->id) != sides->type)
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

JsonObject *
_pp_merge_merged_object (PpMergeWork *merge,
                         const char  *id)
{
  return json_node_get_object (g_hash_table_lookup (merge->records, id));
}

static JsonObject *
copy_members (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_ref (value));
  return copy;
}

static JsonNode *
node_of_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* A record of the merge that may be changed: its values are shared, it itself is not. */
JsonObject *
_pp_merge_own_object (PpMergeWork *merge,
                      const char  *id)
{
  JsonObject *copy = copy_members (_pp_merge_merged_object (merge, id));


  g_hash_table_insert (merge->records, g_strdup (id), node_of_object (copy));
  return copy;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
_pp_merge_merged_ids (PpMergeWork *merge)
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

static char *
free_id (PpMergeWork *merge,
         const char  *id)
{
  char *candidate = g_strconcat (id, "-theirs", NULL);

  while (pp_model_lookup (merge->base, candidate) != NULL ||
         pp_model_lookup (merge->ours, candidate) != NULL ||
         pp_model_lookup (merge->theirs, candidate) != NULL)
    {
      g_autofree char *taken = candidate;

      candidate = g_strconcat (taken, "-theirs", NULL);
    }
  return candidate;
}

static JsonNode *
without_id (JsonNode *value)
{
  JsonObject *copy;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return json_node_ref (value);
  copy = copy_members (json_node_get_object (value));
  json_object_remove_member (copy, "id");
  return node_of_object (copy);
}

/* What other formats keep with a record stays, but not the identifiers by which they call it. */
static void
drop_foreign_ids (JsonObject *record)
{
  JsonObject *foreign = pp_json_get_object (record, "foreign");
  JsonObject *kept;
  JsonObjectIter iter;
  const char *format;
  JsonNode *value;

  if (foreign == NULL)
    return;
  kept = json_object_new ();
  json_object_iter_init_ordered (&iter, foreign);
  while (json_object_iter_next_ordered (&iter, &format, &value))
    json_object_set_member (kept, format, without_id (value));
  json_object_set_object_member (record, "foreign", kept);
}

/* Formats that number their diagrams let both sides give the next number to different ones: their layout
 * of that name is another than ours. */
static gboolean
are_two_layouts (const PpMergeSides *sides)
{
  return sides->type == PP_RECORD_LAYOUT && sides->base == NULL &&
         g_strcmp0 (pp_json_get_string (json_node_get_object (sides->ours), "title", NULL),
                    pp_json_get_string (json_node_get_object (sides->theirs), "title", NULL)) != 0;
}

static void
put_two_layouts (PpMergeWork  *merge,
                 PpMergeSides *sides)
{
  g_autofree char *id = free_id (merge, sides->id);
  PpMergeSides theirs = { PP_RECORD_LAYOUT, id };

  _pp_merge_put_record (merge, sides, json_node_ref (sides->ours));
  _pp_merge_put_record (merge, &theirs, json_node_ref (sides->theirs));
  drop_foreign_ids (_pp_merge_own_object (merge, id));
  g_ptr_array_add (merge->repairs,
                   g_strdup_printf ("layout “%s”: both sides added one, theirs is “%s” now", sides->id, id));
}

static void
merge_record (PpMergeWork  *merge,
              PpRecordType  type,
              const char   *id)
{
  g_auto (PpMergeSides) sides = { 0 };
  JsonNode *kept;

  _pp_merge_sides_init (&sides, merge, type, id);
  if (sides.ours != NULL && sides.theirs != NULL && are_two_layouts (&sides))
    {
      put_two_layouts (merge, &sides);
      return;
    }
  if (sides.ours != NULL && sides.theirs != NULL)
    {
      _pp_merge_put_record (merge, &sides, _pp_merge_fields (merge, &sides));
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
  _pp_merge_put_record (merge, &sides, json_node_ref (kept));
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

/* Borrowed identifiers of the records of a type on either side, sorted. */
static GPtrArray *
list_ids (PpMergeWork  *merge,
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
merge_records (PpMergeWork  *merge,
               PpRecordType  type)
{
  g_autoptr (GPtrArray) ids = list_ids (merge, type);

  for (guint i = 0; i < ids->len; i++)
    merge_record (merge, type, g_ptr_array_index (ids, i));
}

static gboolean
set_info (PpMergeWork  *merge,
          PpModel      *model,
          gint64        highest_number,
          GError      **error)
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
  merged = _pp_merge_fields (merge, &sides);
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
build_model (PpMergeWork  *merge,
             gint64        highest_number,
             GError      **error)
{
  g_autoptr (PpModel) model = pp_model_new (pp_model_get_id (merge->ours));
  g_autoptr (GPtrArray) ids = _pp_merge_merged_ids (merge);

  if (!set_info (merge, model, highest_number, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!pp_model_add_record (model, _pp_merge_type_of (merge, id), id,
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
  PpMergeWork merge = { base, ours, theirs, NULL, NULL, foreign_clashes, types, records, rescued };

  g_return_val_if_fail (PP_IS_MODEL (base) && PP_IS_MODEL (ours) && PP_IS_MODEL (theirs), NULL);

  merge.conflicts = result->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  merge.repairs = result->repairs = g_ptr_array_new_with_free_func (g_free);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    merge_records (&merge, type);
  _pp_merge_repair_elements (&merge);
  _pp_merge_repair_parents (&merge);
  _pp_merge_repair_controls (&merge);
  _pp_merge_repair_layouts (&merge);
  result->model = build_model (&merge, _pp_merge_renumber_threats (&merge), error);
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
