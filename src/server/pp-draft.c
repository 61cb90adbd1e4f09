/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-draft.h"

#include <string.h>

#include "pp-draft-private.h"
#include "pp-json.h"
#include "pp-release.h"

struct _PpDraft {
  /*< owned >*/
  PpModel    *model;
  GHashTable *loaded;           /* identifier → its type: the rows that are there */
  GHashTable *touched;          /* identifier → the number of the last change of it */
  GHashTable *in_part;          /* identifier of a layout → the keys of its placements that count, as JSON */

  /*< state >*/
  gboolean    is_of_history;
};

PpDraft *
pp_draft_new (const char *model_id)
{
  PpDraft *self = g_new0 (PpDraft, 1);

  self->model = pp_model_new (model_id);
  self->loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->in_part = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
pp_draft_free (PpDraft *self)
{
  g_clear_object (&self->model);
  g_clear_pointer (&self->loaded, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->in_part, g_hash_table_unref);
  g_free (self);
}

PpModel *
pp_draft_get_model (PpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->model;
}

static gboolean
load_root_member (PpModel     *model,
                  const char  *name,
                  JsonNode    *value,
                  GError     **error)
{
  g_autoptr (PpChange) change = NULL;
  g_autofree char *extra = NULL;
  const char *key;

  if (pp_record_type_find_field (PP_RECORD_MODEL, name, &key) == NULL || key != NULL || strcmp (name, "extra") == 0)
    name = extra = g_strconcat ("extra/", name, NULL);
  change = pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), name, NULL, value);
  return pp_model_apply_silently (model, change, error);
}

static gboolean
load_root (PpModel   *model,
           JsonNode  *document,
           GError   **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (document));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!load_root_member (model, name, value, error))
      return FALSE;
  return TRUE;
}

/**
 * pp_draft_load:
 * @self: a draft
 * @type: the kind of record; that of the model is loaded once, before anything is applied
 * @id: its identifier
 * @document: the record, as its row has it
 * @error: return location for an error
 *
 * Returns: whether the row is a record
 */
gboolean
pp_draft_load (PpDraft       *self,
               PpRecordType   type,
               const char    *id,
               const char    *document,
               GError       **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && id != NULL && document != NULL, FALSE);

  node = pp_json_parse (document, strlen (document), NULL, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "A row holds no record");
      return FALSE;
    }
  if (type == PP_RECORD_MODEL)
    return load_root (self->model, node, error);

  if (!pp_model_add_record (self->model, type, id, node, error))
    return FALSE;
  g_hash_table_insert (self->loaded, g_strdup (id), GUINT_TO_POINTER (type));
  return TRUE;
}

static void
append_key (GString    *keys,
            const char *key)
{
  g_string_append_c (keys, keys->len == 0 ? '[' : ',');
  pp_json_append_string (keys, key);
}

static void
append_key_cb (const char        *element_id,
               const PpPlacement *placement,
               gpointer           keys)
{
  append_key (keys, element_id);
}

void
pp_draft_set_in_part (PpDraft    *self,
                      const char *layout_id,
                      GPtrArray  *keys)
{
  GString *text = g_string_new (NULL);
  PpLayout *layout = pp_model_lookup_layout (self->model, layout_id);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    append_key (text, g_ptr_array_index (keys, i));
  if (keys == NULL && layout != NULL)
    pp_layout_foreach_placement (layout, append_key_cb, text);
  g_string_append (text, text->len == 0 ? "[]" : "]");
  g_hash_table_insert (self->in_part, g_strdup (layout_id), g_string_free (text, FALSE));
}

void
pp_draft_set_of_history (PpDraft *self)
{
  g_return_if_fail (self != NULL);

  self->is_of_history = TRUE;
}

static PpRecord *
find_record (PpDraft        *self,
             const PpChange *change)
{
  if (change->type == PP_RECORD_MODEL)
    return PP_RECORD (pp_model_get_info (self->model));
  return pp_model_lookup (self->model, change->id);
}

static JsonNode *
value_or_none (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_NULL (value) ? NULL : value;
}

/* A change that says of what was there before only what was there: history is told by the rows, not by whoever
 * sends changes. In a request null and absent are the same: there is no value. */
static PpChange *
correct (PpDraft   *self,
         PpChange  *change,
         GError   **error)
{
  PpRecord *record = find_record (self, change);
  g_autoptr (JsonNode) before = NULL;

  if (record == NULL || pp_record_get_record_type (record) != change->type || change->operation == PP_CHANGE_ADD)
    return pp_change_ref (change);

  if (change->operation == PP_CHANGE_SET)
    {
      JsonNode *said = value_or_none (change->before);

      before = pp_record_dup_field (record, change->field);
      if (said == NULL && value_or_none (before) == NULL)
        said = before;
      return pp_change_new_set (change->type, change->id, change->field, said, value_or_none (change->after));
    }

  before = pp_record_to_json (record);
  if (json_object_get_size (json_node_get_object (change->before)) > 0 && !pp_json_equal (before, change->before))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_CONFLICT, "The %s “%.80s” is not as the change says",
                   pp_record_type_to_string (change->type), change->id);
      return NULL;
    }
  return pp_change_new_remove (change->type, change->id, before);
}

/* The change with the values that the record has got by it: without what a record does not keep. */
static PpChange *
finish (PpDraft  *self,
        PpChange *change)
{
  PpRecord *record = find_record (self, change);
  g_autoptr (JsonNode) after = NULL;

  if (change->operation == PP_CHANGE_REMOVE)
    return pp_change_ref (change);
  if (change->operation == PP_CHANGE_ADD)
    {
      after = pp_record_to_json (record);
      return pp_change_new_add (change->type, change->id, after);
    }
  after = pp_record_dup_field (record, change->field);
  return pp_change_new_set (change->type, change->id, change->field, change->before, after);
}

static gboolean
apply_one (PpDraft    *self,
           PpChange   *change,
           GPtrArray  *done,
           GError    **error)
{
  g_autoptr (PpChange) corrected = NULL;

  if (!_pp_draft_admits (change, pp_model_get_id (self->model), error))
    return FALSE;
  corrected = correct (self, change, error);
  if (corrected == NULL || (!self->is_of_history && !_pp_draft_check_said (corrected, error)) ||
      !pp_model_apply_silently (self->model, corrected, error))
    return FALSE;
  g_hash_table_insert (self->touched, g_strdup (change->id), GUINT_TO_POINTER (done->len));
  g_ptr_array_add (done, finish (self, corrected));
  return TRUE;
}

static gboolean
check_touched (PpDraft  *self,
               GError  **error)
{
  GHashTableIter iter;
  gpointer id, last;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, &last))
    {
      PpRecord *record = pp_model_lookup (self->model, id);

      if (record != NULL && !_pp_draft_check_record (record, error))
        {
          g_prefix_error (error, "/changes/%u: ", GPOINTER_TO_UINT (last));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * pp_draft_apply:
 * @self: a draft
 * @changes: (element-type PpChange): changes, in order
 * @error: return location for an error
 *
 * After an error the draft is of no more use.
 *
 * Returns: (transfer full) (element-type PpChange) (nullable): the changes as they were done, for the history
 */
GPtrArray *
pp_draft_apply (PpDraft    *self,
                GPtrArray  *changes,
                GError    **error)
{
  g_autoptr (GPtrArray) done = pp_change_list_new ();

  g_return_val_if_fail (self != NULL && changes != NULL, NULL);

  if (changes->len > PP_DRAFT_MAX_CHANGES)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE, "One revision has at most %d changes",
                   PP_DRAFT_MAX_CHANGES);
      return NULL;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      if (!apply_one (self, g_ptr_array_index (changes, i), done, error))
        {
          g_prefix_error (error, "/changes/%u: ", i);
          return NULL;
        }
    }
  if (!check_touched (self, error))
    return NULL;
  return g_steal_pointer (&done);
}

/**
 * pp_draft_dup_marking:
 * @self: a draft
 *
 * Returns: (transfer full): the join of the markings of what is there now; a model's rows are marked at least so
 */
PpMarking *
pp_draft_dup_marking (PpDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return pp_model_dup_overall_marking (self->model);
}

static gboolean
was_loaded_as (PpDraft      *self,
               const char   *id,
               PpRecordType  type)
{
  gpointer loaded;

  return g_hash_table_lookup_extended (self->loaded, id, NULL, &loaded) && GPOINTER_TO_UINT (loaded) == type;
}

static gboolean
is_there_as (PpDraft      *self,
             const char   *id,
             PpRecordType  type)
{
  PpRecord *record = pp_model_lookup (self->model, id);

  return record != NULL && pp_record_get_record_type (record) == type;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_sorted (GHashTable *set)
{
  GPtrArray *ids = g_ptr_array_sized_new (g_hash_table_size (set));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_texts);
  return ids;
}

/**
 * pp_draft_count_added:
 * @self: a draft
 * @type: a kind of record
 *
 * Returns: how many rows of this type there will be more than before; negative where there will be fewer
 */
int
pp_draft_count_added (PpDraft      *self,
                      PpRecordType  type)
{
  GHashTableIter iter;
  gpointer id;
  int n_added = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n_added += (is_there_as (self, id, type) ? 1 : 0) - (was_loaded_as (self, id, type) ? 1 : 0);
  return n_added;
}

/**
 * pp_draft_dup_written:
 * @self: a draft
 * @type: a kind of record
 *
 * Returns: (transfer full) (nullable): the rows of this type that are new or other than before, as a JSON array of
 *   objects with `id`, `document`, and the fields that stand in columns; %NULL for none
 */
char *
pp_draft_dup_written (PpDraft      *self,
                      PpRecordType  type)
{
  g_autoptr (GPtrArray) ids = NULL;
  GString *rows;

  g_return_val_if_fail (self != NULL, NULL);

  ids = list_sorted (self->touched);
  rows = g_string_new ("[");
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!is_there_as (self, id, type))
        continue;
      if (rows->len > 1)
        g_string_append_c (rows, ',');
      _pp_draft_append_row (rows, pp_model_lookup (self->model, id), g_hash_table_lookup (self->in_part, id));
    }
  g_string_append_c (rows, ']');
  return g_string_free (rows, rows->len == 2);
}

/**
 * pp_draft_dup_removed:
 * @self: a draft
 * @type: a kind of record
 *
 * Returns: (transfer full) (nullable): the identifiers of the rows of this type that go, as an array in the
 *   notation of PostgreSQL; %NULL for none
 */
char *
pp_draft_dup_removed (PpDraft      *self,
                      PpRecordType  type)
{
  g_autoptr (GPtrArray) ids = NULL;
  GString *array;

  g_return_val_if_fail (self != NULL, NULL);

  ids = list_sorted (self->touched);
  array = g_string_new ("{");
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!was_loaded_as (self, id, type) || is_there_as (self, id, type))
        continue;
      if (array->len > 1)
        g_string_append_c (array, ',');
      g_string_append (array, id);
    }
  g_string_append_c (array, '}');
  return g_string_free (array, array->len == 2);
}

GPtrArray *
pp_changes_list_ids (GPtrArray *changes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      if (change->type != PP_RECORD_MODEL)
        g_hash_table_add (seen, change->id);
    }
  return list_sorted (seen);
}

GPtrArray *
pp_changes_list_placements (GPtrArray *changes)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);

      if (change->type != PP_RECORD_LAYOUT)
        continue;
      if (change->operation != PP_CHANGE_SET || strcmp (change->field, "placements") == 0)
        return NULL;
      if (g_str_has_prefix (change->field, "placements/"))
        g_ptr_array_add (keys, g_strdup (change->field + strlen ("placements/")));
    }
  return g_steal_pointer (&keys);
}
