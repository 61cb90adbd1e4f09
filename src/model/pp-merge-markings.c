/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Markings of one record on two sides. Where only one side changed it, its marking is taken, lowered ones too
 * when the side recorded why; where both did, the join. A marking that was lowered without a word, in a text
 * editor perhaps, stays. */

#include "pp-merge-private.h"

#include "pp-json.h"
#include "pp-marking.h"
#include "pp-release.h"

/* What a value of the field counts as in a model: what is not marked counts as marked like the model. */
static PpMarking *
dup_counting (PpModel      *model,
              PpRecordType  type,
              JsonNode     *value)
{
  if (value == NULL && type == PP_RECORD_MODEL)
    return pp_marking_new ();
  return pp_model_dup_marking_of (model, value);
}

/* Whether an entry of `lowerings` is about the record and goes as far down as @marking. */
static gboolean
covers (JsonNode        *entry,
        const char      *id,
        const PpMarking *marking)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
  g_autoptr (PpMarking) to = NULL;

  if (object == NULL || !g_str_equal (pp_json_get_string (object, "record", ""), id))
    return FALSE;
  to = pp_marking_new_from_json (json_object_get_member (object, "to"), NULL);
  return to != NULL && pp_marking_dominates (marking, to);
}

static gboolean
is_recorded (PpModel         *base,
             PpModel         *side,
             const char      *id,
             const PpMarking *marking)
{
  JsonObject *known = pp_info_get_lowerings (pp_model_get_info (base));
  JsonObject *entries = pp_info_get_lowerings (pp_model_get_info (side));
  JsonObjectIter iter;
  const char *name;
  JsonNode *entry;

  if (entries == NULL)
    return FALSE;
  json_object_iter_init (&iter, entries);
  while (json_object_iter_next (&iter, &name, &entry))
    {
      if ((known == NULL || !json_object_has_member (known, name)) && covers (entry, id, marking))
        return TRUE;
    }
  return FALSE;
}

static JsonNode *
join (const PpMarking *our_marking,
      JsonNode        *ours,
      const PpMarking *their_marking,
      JsonNode        *theirs)
{
  g_autoptr (PpMarking) both = pp_marking_join (our_marking, their_marking);

  /* A value that cannot be read stays as it is: it counts as the highest of all. */
  if (ours != NULL && pp_marking_equal (both, our_marking))
    return json_node_ref (ours);
  if (theirs != NULL && pp_marking_equal (both, their_marking))
    return json_node_ref (theirs);
  return pp_marking_to_json (both);
}

/* The other side left the marking alone. */
static JsonNode *
merge_change (PpMergeWork        *merge,
              const PpMergeSides *record,
              PpModel            *side,
              JsonNode           *base,
              JsonNode           *value)
{
  g_autoptr (PpMarking) before = dup_counting (merge->base, record->type, base);
  g_autoptr (PpMarking) after = dup_counting (side, record->type, value);

  if (pp_marking_dominates (after, before) || is_recorded (merge->base, side, record->id, after) ||
      (base == NULL && is_recorded (merge->base, side, pp_model_get_id (side), after)))
    return value != NULL ? json_node_ref (value) : NULL;
  g_ptr_array_add (merge->repairs,
                   g_strdup_printf ("%s “%s”: the marking was lowered without a reason, so it stays",
                                    pp_record_type_to_string (record->type), record->id));
  return join (before, base, after, value);
}

JsonNode *
_pp_merge_markings (PpMergeWork        *merge,
                    const PpMergeSides *record,
                    JsonNode           *base,
                    JsonNode           *ours,
                    JsonNode           *theirs)
{
  g_autoptr (PpMarking) our_marking = NULL;
  g_autoptr (PpMarking) their_marking = NULL;

  if (pp_json_equal (ours, theirs))
    return ours != NULL ? json_node_ref (ours) : NULL;
  if (pp_json_equal (base, theirs))
    return merge_change (merge, record, merge->ours, base, ours);
  if (pp_json_equal (base, ours))
    return merge_change (merge, record, merge->theirs, base, theirs);
  our_marking = dup_counting (merge->ours, record->type, ours);
  their_marking = dup_counting (merge->theirs, record->type, theirs);
  return join (our_marking, ours, their_marking, theirs);
}
