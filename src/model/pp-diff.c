/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-diff.h"

#include "pp-json.h"
#include "pp-record-private.h"

static gboolean
is_map (const PpField *field)
{
  return field->type == PP_FIELD_MAP || field->type == PP_FIELD_PLACEMENTS;
}

static void
compare_values (GPtrArray  *changes,
                PpRecord   *from,
                const char *field,
                JsonNode   *before,
                JsonNode   *after)
{
  if (pp_json_equal (before, after))
    return;
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (from),
                                               pp_record_get_id (from), field, before, after));
}

static void
compare_entry (GPtrArray  *changes,
               PpRecord   *from,
               const char *field,
               const char *key,
               JsonObject *before,
               JsonObject *after)
{
  g_autofree char *name = g_strconcat (field, "/", key, NULL);

  compare_values (changes, from, name,
                  before != NULL ? json_object_get_member (before, key) : NULL,
                  after != NULL ? json_object_get_member (after, key) : NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
collect_keys (JsonObject *object,
              JsonObject *unless_in,
              GPtrArray  *keys)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (unless_in == NULL || !json_object_has_member (unless_in, name))
        g_ptr_array_add (keys, (char *) name);
    }
}

static void
compare_maps (GPtrArray  *changes,
              PpRecord   *from,
              const char *field,
              JsonNode   *before,
              JsonNode   *after)
{
  JsonObject *old = before != NULL ? json_node_get_object (before) : NULL;
  JsonObject *new = after != NULL ? json_node_get_object (after) : NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  collect_keys (old, NULL, keys);
  collect_keys (new, old, keys);
  g_ptr_array_sort (keys, compare_names);
  for (guint i = 0; i < keys->len; i++)
    compare_entry (changes, from, field, g_ptr_array_index (keys, i), old, new);
}

static void
compare_records (GPtrArray *changes,
                 PpRecord  *from,
                 PpRecord  *to)
{
  guint n_fields;
  const PpField *fields = pp_record_get_fields (from, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (JsonNode) before = _pp_record_dup_value (from, &fields[i], NULL);
      g_autoptr (JsonNode) after = _pp_record_dup_value (to, &fields[i], NULL);

      if (is_map (&fields[i]))
        compare_maps (changes, from, fields[i].name, before, after);
      else
        compare_values (changes, from, fields[i].name, before, after);
    }
}

static PpRecord *
counterpart (PpModel  *model,
             PpRecord *record)
{
  PpRecord *other = pp_model_lookup (model, pp_record_get_id (record));

  return other != NULL && pp_record_get_record_type (other) == pp_record_get_record_type (record)
         ? other : NULL;
}

static void
list_removed (GPtrArray    *changes,
              PpModel      *from,
              PpModel      *to,
              PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (from, type);

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      g_autoptr (JsonNode) node = NULL;

      if (counterpart (to, record) != NULL)
        continue;
      node = pp_record_to_json (record);
      g_ptr_array_add (changes, pp_change_new_remove (type, pp_record_get_id (record), node));
    }
}

static void
list_added (GPtrArray    *changes,
            PpModel      *from,
            PpModel      *to,
            PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (to, type);

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      g_autoptr (JsonNode) node = NULL;

      if (counterpart (from, record) != NULL)
        continue;
      node = pp_record_to_json (record);
      g_ptr_array_add (changes, pp_change_new_add (type, pp_record_get_id (record), node));
    }
}

static void
list_set (GPtrArray    *changes,
          PpModel      *from,
          PpModel      *to,
          PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (from, type);

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      PpRecord *other = counterpart (to, record);

      if (other != NULL)
        compare_records (changes, record, other);
    }
}

/**
 * pp_diff_models:
 * @from: a model
 * @to: another, or a later state of the same
 *
 * Finds what must be done to @from to make it equal to @to: what is removed (what hangs on others
 * first), what is added, and what is set, map entries one by one. Numbers compare by value: 1 and 1.0
 * are the same. The models' own identifiers are not compared.
 *
 * Returns: (transfer full) (element-type PpChange): the changes, for pp_model_apply() on @from
 */
GPtrArray *
pp_diff_models (PpModel *from,
                PpModel *to)
{
  GPtrArray *changes;

  g_return_val_if_fail (PP_IS_MODEL (from) && PP_IS_MODEL (to), NULL);

  changes = pp_change_list_new ();
  for (guint type = PP_N_RECORD_TYPES - 1; type > PP_RECORD_MODEL; type--)
    list_removed (changes, from, to, type);
  for (guint type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    list_added (changes, from, to, type);
  compare_records (changes, PP_RECORD (pp_model_get_info (from)), PP_RECORD (pp_model_get_info (to)));
  for (guint type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    list_set (changes, from, to, type);
  return changes;
}

/**
 * pp_diff_records:
 * @from: a record
 * @to: another of the same type
 *
 * Returns: (transfer full) (element-type PpChange): the changes that set in @from what is otherwise in @to, entries of
 *   maps one by one
 */
GPtrArray *
pp_diff_records (PpRecord *from,
                 PpRecord *to)
{
  GPtrArray *changes;

  g_return_val_if_fail (PP_IS_RECORD (from) && PP_IS_RECORD (to), NULL);
  g_return_val_if_fail (pp_record_get_record_type (from) == pp_record_get_record_type (to), NULL);

  changes = pp_change_list_new ();
  compare_records (changes, from, to);
  return changes;
}
