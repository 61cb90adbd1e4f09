/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-change.h"

#include "pp-json.h"
#include "pp-model.h"

static const char * const record_type_names[] = {
  "model", "node", "edge", "threat", "control", "comment", "layout",
};

G_STATIC_ASSERT (G_N_ELEMENTS (record_type_names) == PP_N_RECORD_TYPES);

static const char * const operation_names[] = { "add", "remove", "set" };

G_DEFINE_BOXED_TYPE (PpChange, pp_change, pp_change_ref, pp_change_unref)

/**
 * pp_record_type_to_string:
 * @type: a type of record
 *
 * Returns: its name in files, changes and the API
 */
const char *
pp_record_type_to_string (PpRecordType type)
{
  g_return_val_if_fail (type < PP_N_RECORD_TYPES, NULL);

  return record_type_names[type];
}

/**
 * pp_record_type_from_string:
 * @text: (nullable): a name
 * @type: (out): the type of record
 *
 * Returns: whether the name is one
 */
gboolean
pp_record_type_from_string (const char   *text,
                            PpRecordType *type)
{
  for (guint i = 0; i < PP_N_RECORD_TYPES; i++)
    {
      if (g_strcmp0 (text, record_type_names[i]) == 0)
        {
          *type = i;
          return TRUE;
        }
    }
  return FALSE;
}

static PpChange *
change_new (PpChangeOperation  operation,
            PpRecordType       type,
            const char        *id,
            const char        *field,
            JsonNode          *before,
            JsonNode          *after)
{
  PpChange *self = g_new0 (PpChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->operation = operation;
  self->type = type;
  self->id = g_ref_string_new_intern (id);
  self->field = field != NULL ? g_strdup (field) : NULL;
  self->before = before != NULL ? json_node_ref (before) : NULL;
  self->after = after != NULL ? json_node_ref (after) : NULL;
  return self;
}

/**
 * pp_change_new_add:
 * @type: the kind of record
 * @id: its identifier
 * @record: all of it, a JSON object; must not be changed any more
 *
 * Returns: (transfer full): the change that adds a record
 */
PpChange *
pp_change_new_add (PpRecordType  type,
                   const char   *id,
                   JsonNode     *record)
{
  g_return_val_if_fail (id != NULL && record != NULL, NULL);

  return change_new (PP_CHANGE_ADD, type, id, NULL, NULL, record);
}

/**
 * pp_change_new_remove:
 * @type: the kind of record
 * @id: its identifier
 * @record: all of it as it is now
 *
 * Returns: (transfer full): the change that removes a record
 */
PpChange *
pp_change_new_remove (PpRecordType  type,
                      const char   *id,
                      JsonNode     *record)
{
  g_return_val_if_fail (id != NULL && record != NULL, NULL);

  return change_new (PP_CHANGE_REMOVE, type, id, NULL, record, NULL);
}

/**
 * pp_change_new_set:
 * @type: the kind of record
 * @id: its identifier
 * @field: a field, or `field/key` for one entry of a map
 * @before: (nullable): the value that it has now
 * @after: (nullable): the value that it gets
 *
 * Returns: (transfer full): the change that sets one field
 */
PpChange *
pp_change_new_set (PpRecordType  type,
                   const char   *id,
                   const char   *field,
                   JsonNode     *before,
                   JsonNode     *after)
{
  g_return_val_if_fail (id != NULL && field != NULL, NULL);

  return change_new (PP_CHANGE_SET, type, id, field, before, after);
}

PpChange *
pp_change_ref (PpChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_change_unref (PpChange *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ref_string_release (self->id);
  g_free (self->field);
  g_clear_pointer (&self->before, json_node_unref);
  g_clear_pointer (&self->after, json_node_unref);
  g_free (self);
}

/**
 * pp_change_invert:
 * @self: a change
 *
 * Returns: (transfer full): the change that takes @self back
 */
PpChange *
pp_change_invert (PpChange *self)
{
  static const PpChangeOperation inverse[] = { PP_CHANGE_REMOVE, PP_CHANGE_ADD, PP_CHANGE_SET };

  g_return_val_if_fail (self != NULL, NULL);

  return change_new (inverse[self->operation], self->type, self->id, self->field,
                     self->after, self->before);
}

/**
 * pp_change_to_json:
 * @self: a change
 *
 * Writes a change as `{ "op", "record", "id", "field", "before", "after" }`, the form of the journal,
 * of diff and of the server. A member that has no value is left out.
 *
 * Returns: (transfer full): the JSON object
 */
JsonNode *
pp_change_to_json (PpChange *self)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "op", operation_names[self->operation]);
  json_object_set_string_member (object, "record", record_type_names[self->type]);
  json_object_set_string_member (object, "id", self->id);
  if (self->field != NULL)
    json_object_set_string_member (object, "field", self->field);
  if (self->before != NULL)
    json_object_set_member (object, "before", json_node_ref (self->before));
  if (self->after != NULL)
    json_object_set_member (object, "after", json_node_ref (self->after));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
parse_operation (const char        *text,
                 PpChangeOperation *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (operation_names); i++)
    {
      if (g_strcmp0 (text, operation_names[i]) == 0)
        {
          *operation = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
members_fit (PpChangeOperation  operation,
             const char        *field,
             JsonNode          *before,
             JsonNode          *after)
{
  switch (operation)
    {
    case PP_CHANGE_ADD:
      return field == NULL && before == NULL && after != NULL && JSON_NODE_HOLDS_OBJECT (after);

    case PP_CHANGE_REMOVE:
      return field == NULL && after == NULL && before != NULL && JSON_NODE_HOLDS_OBJECT (before);

    case PP_CHANGE_SET:
      return field != NULL && *field != '\0';

    default:
      g_assert_not_reached ();
    }
}

/**
 * pp_change_new_from_json:
 * @node: what pp_change_to_json() gives
 * @error: return location for an error
 *
 * Returns: (transfer full): the change, or %NULL with %PP_MODEL_ERROR_INVALID_VALUE
 */
PpChange *
pp_change_new_from_json (JsonNode  *node,
                         GError   **error)
{
  PpChangeOperation operation;
  PpRecordType type;
  JsonObject *object;
  const char *id, *field;
  JsonNode *before, *after;

  g_return_val_if_fail (node != NULL, NULL);

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL ||
      !parse_operation (pp_json_get_string (object, "op", NULL), &operation) ||
      !pp_record_type_from_string (pp_json_get_string (object, "record", NULL), &type))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                           "A change needs an “op” and a “record” that are known");
      return NULL;
    }

  id = pp_json_get_string (object, "id", NULL);
  field = pp_json_get_string (object, "field", NULL);
  before = json_object_get_member (object, "before");
  after = json_object_get_member (object, "after");
  if (id == NULL || !members_fit (operation, field, before, after))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                   "A change with “op” “%s” lacks a member or has one too many",
                   operation_names[operation]);
      return NULL;
    }
  return change_new (operation, type, id, field, before, after);
}

GPtrArray *
pp_change_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pp_change_unref);
}

/**
 * pp_change_list_invert:
 * @changes: (element-type PpChange): changes in the order in which they were made
 *
 * Returns: (transfer full) (element-type PpChange): the inverse changes in the opposite order
 */
GPtrArray *
pp_change_list_invert (GPtrArray *changes)
{
  GPtrArray *inverse = g_ptr_array_new_full (changes->len, (GDestroyNotify) pp_change_unref);

  for (guint i = changes->len; i > 0; i--)
    g_ptr_array_add (inverse, pp_change_invert (g_ptr_array_index (changes, i - 1)));
  return inverse;
}

/**
 * pp_change_list_to_json:
 * @changes: (element-type PpChange): changes
 *
 * Returns: (transfer full): a JSON array of them
 */
JsonNode *
pp_change_list_to_json (GPtrArray *changes)
{
  JsonArray *array = json_array_sized_new (changes->len);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < changes->len; i++)
    json_array_add_element (array, pp_change_to_json (g_ptr_array_index (changes, i)));
  json_node_take_array (node, array);
  return node;
}

/**
 * pp_change_list_new_from_json:
 * @node: a JSON array of changes
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type PpChange): the changes, or %NULL with an error
 */
GPtrArray *
pp_change_list_new_from_json (JsonNode  *node,
                              GError   **error)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                           "A list of changes must be a JSON array");
      return NULL;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      PpChange *change = pp_change_new_from_json (json_array_get_element (array, i), error);

      if (change == NULL)
        {
          g_prefix_error (error, "/%u: ", i);
          return NULL;
        }
      g_ptr_array_add (changes, change);
    }
  return g_steal_pointer (&changes);
}
