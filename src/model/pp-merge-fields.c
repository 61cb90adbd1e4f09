/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three-way merging of one record's fields. A value that only one side changed is taken from there; two
 * equal changes are one; objects are merged member by member. What is left is a conflict, in which our
 * value stands, or the one that is still there. Some fields have rules of their own, which never
 * conflict: lists of texts are sets, counters take the higher value, markings are not lowered without a reason,
 * and where the viewer last stood or in which order things are listed is not worth a question. What other formats keep
 * with a record mostly repeats what the record says, so a clash there would tell of another one a second
 * time; it is only noted. */

#include "pp-merge-private.h"

#include "pp-json.h"

typedef struct {
  PpMergeWork        *merge;
  const PpMergeSides *record;
  gboolean            foreign_clash;
} Merger;

typedef JsonNode *(* MergeFunc) (Merger     *merger,
                                 const char *path,
                                 JsonNode   *base,
                                 JsonNode   *ours,
                                 JsonNode   *theirs);

static JsonNode *
ref_or_null (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

/* When at most one side changed the value, or both alike. */
static gboolean
merge_plainly (JsonNode  *base,
               JsonNode  *ours,
               JsonNode  *theirs,
               JsonNode **merged)
{
  if (pp_json_equal (ours, theirs) || pp_json_equal (base, theirs))
    *merged = ref_or_null (ours);
  else if (pp_json_equal (base, ours))
    *merged = ref_or_null (theirs);
  else
    return FALSE;
  return TRUE;
}

static JsonNode *
merge_whole (Merger     *merger,
             const char *path,
             JsonNode   *base,
             JsonNode   *ours,
             JsonNode   *theirs)
{
  JsonNode *merged;
  gboolean removed = ours == NULL || theirs == NULL;

  if (merge_plainly (base, ours, theirs, &merged))
    return merged;
  _pp_merge_add_conflict (merger->merge->conflicts,
                          removed ? PP_CONFLICT_REMOVED_AND_CHANGED : PP_CONFLICT_BOTH_CHANGED,
                          merger->record, path, base, ours, theirs);
  return json_node_ref (ours != NULL ? ours : theirs);
}

static JsonObject *
object_or_null (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
member_or_null (JsonObject *object,
                const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static void
merge_member (Merger     *merger,
              const char *path,
              const char *name,
              JsonObject *base,
              JsonObject *ours,
              JsonObject *theirs,
              MergeFunc   func,
              JsonObject *merged)
{
  g_autofree char *member_path = g_strconcat (path, "/", name, NULL);
  JsonNode *value = func (merger, member_path, member_or_null (base, name),
                          member_or_null (ours, name), member_or_null (theirs, name));

  if (value != NULL)
    json_object_set_member (merged, name, value);
}

/* Merges two objects member by member with @func; NULL counts as empty. Members keep our order, and
 * theirs come behind. */
static JsonNode *
merge_members (Merger     *merger,
               const char *path,
               JsonNode   *base,
               JsonNode   *ours,
               JsonNode   *theirs,
               MergeFunc   func)
{
  JsonObject *base_object = object_or_null (base);
  JsonObject *our_object = object_or_null (ours);
  JsonObject *their_object = object_or_null (theirs);
  JsonObject *merged = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (our_object != NULL)
    {
      json_object_iter_init_ordered (&iter, our_object);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        merge_member (merger, path, name, base_object, our_object, their_object, func, merged);
    }
  if (their_object != NULL)
    {
      json_object_iter_init_ordered (&iter, their_object);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          if (member_or_null (our_object, name) == NULL)
            merge_member (merger, path, name, base_object, our_object, their_object, func, merged);
        }
    }
  json_node_take_object (node, merged);
  return node;
}

/* Recursion is as deep as the values are, which those who read them have bounded. */
static JsonNode *
merge_deeply (Merger     *merger,
              const char *path,
              JsonNode   *base,
              JsonNode   *ours,
              JsonNode   *theirs)
{
  JsonNode *merged;

  if (merge_plainly (base, ours, theirs, &merged))
    return merged;
  if (object_or_null (ours) != NULL && object_or_null (theirs) != NULL &&
      (base == NULL || object_or_null (base) != NULL))
    return merge_members (merger, path, base, ours, theirs, merge_deeply);
  return merge_whole (merger, path, base, ours, theirs);
}

static JsonArray *
array_or_null (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
list_contains (JsonNode *list,
               JsonNode *text)
{
  JsonArray *array = array_or_null (list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (pp_json_equal (json_array_get_element (array, i), text))
        return TRUE;
    }
  return FALSE;
}

/* What the other side removed goes, what it added comes; ours sets the order. */
static JsonNode *
merge_sets (Merger     *merger,
            const char *path,
            JsonNode   *base,
            JsonNode   *ours,
            JsonNode   *theirs)
{
  JsonArray *our_array = array_or_null (ours);
  JsonArray *their_array = array_or_null (theirs);
  JsonArray *merged;
  JsonNode *node;

  if (merge_plainly (base, ours, theirs, &node))
    return node;
  merged = json_array_new ();
  for (guint i = 0; our_array != NULL && i < json_array_get_length (our_array); i++)
    {
      JsonNode *text = json_array_get_element (our_array, i);

      if (!list_contains (base, text) || list_contains (theirs, text))
        json_array_add_element (merged, json_node_ref (text));
    }
  for (guint i = 0; their_array != NULL && i < json_array_get_length (their_array); i++)
    {
      JsonNode *text = json_array_get_element (their_array, i);

      if (!list_contains (base, text) && !list_contains (ours, text))
        json_array_add_element (merged, json_node_ref (text));
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, merged);
  return node;
}

static gboolean
is_list_of_texts (JsonNode *node)
{
  JsonArray *array = array_or_null (node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *text = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (text) || json_node_get_value_type (text) != G_TYPE_STRING)
        return FALSE;
    }
  return array != NULL;
}

static JsonNode *
merge_foreign (Merger     *merger,
               const char *path,
               JsonNode   *base,
               JsonNode   *ours,
               JsonNode   *theirs)
{
  JsonNode *merged;

  if (merge_plainly (base, ours, theirs, &merged))
    return merged;
  if (object_or_null (ours) != NULL && object_or_null (theirs) != NULL)
    return merge_members (merger, path, base, ours, theirs, merge_foreign);
  if (is_list_of_texts (ours) && is_list_of_texts (theirs))
    return merge_sets (merger, path, base, ours, theirs);
  merger->foreign_clash = TRUE;
  return json_node_ref (ours != NULL ? ours : theirs);
}

static JsonNode *
merge_placement_member (Merger     *merger,
                        const char *path,
                        JsonNode   *base,
                        JsonNode   *ours,
                        JsonNode   *theirs)
{
  MergeFunc func = g_str_has_suffix (path, "/foreign") ? merge_foreign : merge_whole;

  return func (merger, path, base, ours, theirs);
}

static JsonNode *
merge_placement (Merger     *merger,
                 const char *path,
                 JsonNode   *base,
                 JsonNode   *ours,
                 JsonNode   *theirs)
{
  if (ours == NULL || theirs == NULL)
    return merge_whole (merger, path, base, ours, theirs);
  return merge_members (merger, path, base, ours, theirs, merge_placement_member);
}

static JsonNode *
merge_placements (Merger     *merger,
                  const char *path,
                  JsonNode   *base,
                  JsonNode   *ours,
                  JsonNode   *theirs)
{
  return merge_members (merger, path, base, ours, theirs, merge_placement);
}

static JsonNode *
take_higher (Merger     *merger,
             const char *path,
             JsonNode   *base,
             JsonNode   *ours,
             JsonNode   *theirs)
{
  gint64 our_value = ours != NULL ? json_node_get_int (ours) : 0;
  gint64 their_value = theirs != NULL ? json_node_get_int (theirs) : 0;

  return ref_or_null (our_value >= their_value ? ours : theirs);
}

static JsonNode *
take_ours (Merger     *merger,
           const char *path,
           JsonNode   *base,
           JsonNode   *ours,
           JsonNode   *theirs)
{
  JsonNode *merged;

  return merge_plainly (base, ours, theirs, &merged) ? merged : ref_or_null (ours);
}

static JsonNode *
merge_marking (Merger     *merger,
               const char *path,
               JsonNode   *base,
               JsonNode   *ours,
               JsonNode   *theirs)
{
  return _pp_merge_markings (merger->merge, merger->record, base, ours, theirs);
}

/* A fact is one statement: its value, source and evidence are not taken from two. */
static JsonNode *
merge_facts (Merger     *merger,
             const char *path,
             JsonNode   *base,
             JsonNode   *ours,
             JsonNode   *theirs)
{
  return merge_members (merger, path, base, ours, theirs, merge_whole);
}

static JsonNode *
merge_map (Merger     *merger,
           const char *path,
           JsonNode   *base,
           JsonNode   *ours,
           JsonNode   *theirs)
{
  return merge_members (merger, path, base, ours, theirs, merge_deeply);
}

static MergeFunc
rule_for (const PpField *field)
{
  static const struct {
    const char *name;
    MergeFunc   func;
  } special[] = {
    { "facts", merge_facts },
    { "foreign", merge_foreign },
    { "marking", merge_marking },
    { "order", take_ours },
    { "revision", take_higher },
    { "threatTop", take_higher },
    { "viewport", take_ours },
  };

  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    {
      if (g_str_equal (special[i].name, field->name))
        return special[i].func;
    }
  switch (field->type)
    {
    case PP_FIELD_STRINGS:
      return merge_sets;

    case PP_FIELD_MAP:
      return merge_map;

    case PP_FIELD_PLACEMENTS:
      return merge_placements;

    case PP_FIELD_JSON:
      return merge_deeply;

    case PP_FIELD_STRING:
    case PP_FIELD_ID:
    case PP_FIELD_BOOLEAN:
    case PP_FIELD_INTEGER:
    default:
      return merge_whole;
    }
}

/* One member of a record's JSON: a field of the table, or one that is not known and kept in `extra`. */
static JsonNode *
merge_record_member (Merger     *merger,
                     const char *path,
                     JsonNode   *base,
                     JsonNode   *ours,
                     JsonNode   *theirs)
{
  const char *name = path + 1;
  const char *key;
  const PpField *field = strchr (name, '/') == NULL
                         ? pp_record_type_find_field (merger->record->type, name, &key) : NULL;
  g_autofree char *extra_path = NULL;

  if (field != NULL && !g_str_equal (name, "extra"))
    return rule_for (field) (merger, name, base, ours, theirs);
  extra_path = g_strconcat ("extra/", name, NULL);
  return merge_deeply (merger, extra_path, base, ours, theirs);
}

JsonNode *
_pp_merge_fields (PpMergeWork        *merge,
                  const PpMergeSides *record)
{
  Merger merger = { merge, record };
  JsonNode *merged = merge_members (&merger, "", record->base, record->ours, record->theirs,
                                    merge_record_member);

  if (merger.foreign_clash)
    g_ptr_array_add (merge->foreign_clashes,
                     g_strdup_printf ("%s “%s”: what both sides changed in keys of other formats is as ours",
                                      pp_record_type_to_string (record->type), record->id));
  return merged;
}
