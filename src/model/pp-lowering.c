/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-lowering.h"

#include <string.h>

#include "pp-json.h"
#include "pp-marking.h"
#include "pp-release.h"

#define FIELD "lowerings"

void
pp_lowering_free (PpLowering *self)
{
  g_free (self->record);
  g_free (self->name);
  g_free (self->from);
  g_free (self->to);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->at);
  g_free (self);
}

/* What a value of the field `marking` counts as: elements without one are marked like the model. */
static PpMarking *
dup_counting (PpModel        *model,
              const PpChange *change,
              JsonNode       *value)
{
  if (value == NULL && change->type == PP_RECORD_MODEL)
    return pp_marking_new ();
  return pp_model_dup_marking_of (model, value);
}

static gboolean
is_lowering (PpModel        *model,
             const PpChange *change)
{
  g_autoptr (PpMarking) before = NULL;
  g_autoptr (PpMarking) after = NULL;

  if (change->operation != PP_CHANGE_SET || strcmp (change->field, "marking") != 0)
    return FALSE;
  before = dup_counting (model, change, change->before);
  after = dup_counting (model, change, change->after);
  return !pp_marking_dominates (after, before);
}

/**
 * pp_lowering_is_in:
 * @model: a model
 * @changes: (element-type PpChange): changes that are not done yet
 *
 * Returns: whether one of them lowers a marking: takes away a level or a caveat that counted
 */
gboolean
pp_lowering_is_in (PpModel   *model,
                   GPtrArray *changes)
{
  g_return_val_if_fail (PP_IS_MODEL (model) && changes != NULL, FALSE);

  for (guint i = 0; i < changes->len; i++)
    if (is_lowering (model, g_ptr_array_index (changes, i)))
      return TRUE;
  return FALSE;
}

static PpRecord *
find_record (PpModel        *model,
             const PpChange *change)
{
  return change->type == PP_RECORD_MODEL ? PP_RECORD (pp_model_get_info (model)) : pp_model_lookup (model, change->id);
}

static char *
dup_counting_banner (PpModel        *model,
                     const PpChange *change,
                     JsonNode       *value)
{
  g_autoptr (PpMarking) marking = dup_counting (model, change, value);

  return pp_marking_is_empty (marking) ? NULL : pp_marking_to_banner (marking);
}

/**
 * pp_lowering_list_in:
 * @model: a model
 * @changes: (element-type PpChange): changes that are not done yet
 *
 * Returns: (transfer full) (element-type PpLowering): what they would lower, in their order
 */
GPtrArray *
pp_lowering_list_in (PpModel   *model,
                     GPtrArray *changes)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_lowering_free);

  g_return_val_if_fail (PP_IS_MODEL (model) && changes != NULL, list);

  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);
      PpRecord *record = find_record (model, change);
      PpLowering *lowering;

      if (!is_lowering (model, change))
        continue;
      lowering = g_new0 (PpLowering, 1);
      lowering->record = g_strdup (change->id);
      lowering->name = g_strdup (record != NULL ? pp_record_get_title (record) : "");
      lowering->from = dup_counting_banner (model, change, change->before);
      lowering->to = dup_counting_banner (model, change, change->after);
      g_ptr_array_add (list, lowering);
    }
  return list;
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_marking (JsonObject *object,
             const char *member,
             PpMarking  *marking)
{
  JsonNode *node = pp_marking_to_json (marking);

  if (node != NULL)
    json_object_set_member (object, member, node);
  pp_marking_free (marking);
}

static JsonNode *
entry_new (PpModel        *model,
           const PpChange *change,
           const char     *reason,
           const char     *by,
           GDateTime      *at)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  PpRecord *record = find_record (model, change);
  g_autofree char *when = g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");

  json_object_set_string_member (object, "record", change->id);
  set_text (object, "name", record != NULL ? pp_record_get_title (record) : NULL);
  set_marking (object, "from", dup_counting (model, change, change->before));
  set_marking (object, "to", dup_counting (model, change, change->after));
  set_text (object, "reason", reason);
  set_text (object, "by", by);
  json_object_set_string_member (object, "at", when);
  json_node_take_object (node, object);
  return node;
}

/**
 * pp_lowering_record:
 * @model: a model
 * @changes: (element-type PpChange): changes that are not done yet
 * @reason: why markings are lowered
 * @by: (nullable): who does
 * @at: when, in UTC
 *
 * Returns: (transfer full) (element-type PpChange): a change for each lowering; to be done in the same step
 */
GPtrArray *
pp_lowering_record (PpModel    *model,
                    GPtrArray  *changes,
                    const char *reason,
                    const char *by,
                    GDateTime  *at)
{
  GPtrArray *records = pp_change_list_new ();

  g_return_val_if_fail (PP_IS_MODEL (model) && changes != NULL && reason != NULL && at != NULL, records);

  for (guint i = 0; i < changes->len; i++)
    {
      const PpChange *change = g_ptr_array_index (changes, i);
      g_autofree char *id = NULL;
      g_autofree char *field = NULL;
      g_autoptr (JsonNode) entry = NULL;

      if (!is_lowering (model, change))
        continue;
      id = pp_model_new_id ();
      field = g_strconcat (FIELD "/", id, NULL);
      entry = entry_new (model, change, reason, by, at);
      g_ptr_array_add (records, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), field, NULL, entry));
    }
  return records;
}

static char *
dup_banner (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  return marking != NULL && !pp_marking_is_empty (marking) ? pp_marking_to_banner (marking) : NULL;
}

static PpLowering *
read_entry (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  PpLowering *lowering;

  if (object == NULL)
    return NULL;
  lowering = g_new0 (PpLowering, 1);
  lowering->record = g_strdup (pp_json_get_string (object, "record", ""));
  lowering->name = g_strdup (pp_json_get_string (object, "name", ""));
  lowering->from = dup_banner (object, "from");
  lowering->to = dup_banner (object, "to");
  lowering->reason = g_strdup (pp_json_get_string (object, "reason", ""));
  lowering->by = g_strdup (pp_json_get_string (object, "by", ""));
  lowering->at = g_strdup (pp_json_get_string (object, "at", ""));
  return lowering;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const PpLowering *first = *(const PpLowering * const *) a, *second = *(const PpLowering * const *) b;
  int order = strcmp (second->at, first->at);

  return order != 0 ? order : strcmp (first->record, second->record);
}

/**
 * pp_lowering_list:
 * @model: a model
 *
 * Returns: (transfer full) (element-type PpLowering): the newest first
 */
GPtrArray *
pp_lowering_list (PpModel *model)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pp_lowering_free);
  JsonObject *entries;
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  g_return_val_if_fail (PP_IS_MODEL (model), list);

  entries = pp_info_get_lowerings (pp_model_get_info (model));
  if (entries == NULL)
    return list;
  json_object_iter_init (&iter, entries);
  while (json_object_iter_next (&iter, &id, &node))
    {
      PpLowering *lowering = read_entry (node);

      if (lowering != NULL)
        g_ptr_array_add (list, lowering);
    }
  g_ptr_array_sort (list, compare_times);
  return list;
}
