/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A record's fields are members of its C struct, described by a table of names, types and offsets. The
 * functions here read and write any field by that table as JSON; the typed getters of the final classes
 * read the members directly. So a field is written down once, and files, changes, diff and merge know
 * it, while the hot paths pay nothing for that. */

#include "pp-record-field-private.h"

#include <string.h>

#include "pp-model.h"

G_DEFINE_ABSTRACT_TYPE (PpRecord, pp_record, G_TYPE_OBJECT)

static void
pp_record_finalize (GObject *object)
{
  PpRecord *self = PP_RECORD (object);
  PpRecordClass *klass = G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);

  for (guint i = 0; i < klass->n_fields; i++)
    _pp_record_clear_field (self, &klass->fields[i]);
  g_free (self->shared);
  g_clear_pointer (&self->id, g_ref_string_release);

  G_OBJECT_CLASS (pp_record_parent_class)->finalize (object);
}

static void
pp_record_class_init (PpRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_record_finalize;
}

static void
pp_record_init (PpRecord *self)
{
}

void
_pp_record_class_set_fields (PpRecordClass *klass,
                             PpRecordType   type,
                             const PpField *fields,
                             guint          n_fields)
{
  klass->record_type = type;
  klass->fields = fields;
  klass->n_fields = n_fields;
}

const char * const *
_pp_texts_or_none (char **texts)
{
  static const char * const none[] = { NULL };

  return texts != NULL ? (const char * const *) texts : none;
}

GHashTable *
_pp_placements_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release,
                                (GDestroyNotify) pp_placement_free);
}

/* A record of its own that belongs to no model yet. */
PpRecord *
_pp_record_copy (PpRecord *self)
{
  PpRecord *copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  guint n_fields;
  const PpField *fields = pp_record_get_fields (self, &n_fields);

  copy->id = g_ref_string_acquire (self->id);
  for (guint i = 0; i < n_fields; i++)
    _pp_record_copy_field (self, copy, &fields[i]);
  return copy;
}

PpRecordType
pp_record_get_record_type (PpRecord *self)
{
  g_return_val_if_fail (PP_IS_RECORD (self), PP_RECORD_MODEL);

  return G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass)->record_type;
}

/**
 * pp_record_get_id:
 * @self: a record
 *
 * Returns: (transfer none): its identifier, an interned #GRefString
 */
const char *
pp_record_get_id (PpRecord *self)
{
  g_return_val_if_fail (PP_IS_RECORD (self), NULL);

  return self->id;
}

/**
 * pp_record_get_fields:
 * @self: a record
 * @n_fields: (out): how many fields it has
 *
 * Returns: (array length=n_fields): its table of fields
 */
const PpField *
pp_record_get_fields (PpRecord *self,
                      guint    *n_fields)
{
  PpRecordClass *klass;

  g_return_val_if_fail (PP_IS_RECORD (self), NULL);

  klass = G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);
  *n_fields = klass->n_fields;
  return klass->fields;
}

/**
 * pp_record_dup_field:
 * @self: a record
 * @field: a field, or `field/key` for one entry of a map
 *
 * Reads a field as JSON, in the form that a change carries.
 *
 * Returns: (transfer full) (nullable): the value; %NULL where there is none or no such field
 */
JsonNode *
pp_record_dup_field (PpRecord   *self,
                     const char *field)
{
  const PpField *row;
  const char *key;

  g_return_val_if_fail (PP_IS_RECORD (self), NULL);

  row = pp_record_type_find_field (pp_record_get_record_type (self), field, &key);
  return row != NULL ? _pp_record_dup_value (self, row, key) : NULL;
}

/**
 * pp_record_to_json:
 * @self: a record
 *
 * Writes all of a record, without its identifier. Fields at their default are left out; members that
 * no field knows stand beside those that are known.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
pp_record_to_json (PpRecord *self)
{
  PpRecordClass *klass;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_val_if_fail (PP_IS_RECORD (self), NULL);

  klass = G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);
  object = json_object_new ();
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const PpField *field = &klass->fields[i];

      if (field->offset == G_STRUCT_OFFSET (PpRecord, extra))
        continue;
      value = _pp_record_dup_value (self, field, NULL);
      if (value != NULL)
        json_object_set_member (object, field->name, value);
    }
  if (self->extra != NULL)
    {
      json_object_iter_init_ordered (&iter, self->extra);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        json_object_set_member (object, name, json_node_ref (value));
    }
  return _pp_node_of_object (object);
}

static gboolean
read_member (PpRecord    *self,
             const char  *name,
             JsonNode    *value,
             GError     **error)
{
  PpRecordClass *klass = G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const PpField *field = &klass->fields[i];

      if (field->offset != G_STRUCT_OFFSET (PpRecord, extra) && strcmp (field->name, name) == 0)
        return _pp_record_set_field (self, field, NULL, value, error);
    }
  if (self->extra == NULL)
    self->extra = json_object_new ();
  json_object_set_member (self->extra, name, json_node_ref (value));
  return TRUE;
}

GType
_pp_record_type_get_gtype (PpRecordType type)
{
  switch (type)
    {
    case PP_RECORD_MODEL:   return PP_TYPE_INFO;
    case PP_RECORD_NODE:    return PP_TYPE_NODE;
    case PP_RECORD_EDGE:    return PP_TYPE_EDGE;
    case PP_RECORD_THREAT:  return PP_TYPE_THREAT;
    case PP_RECORD_CONTROL: return PP_TYPE_CONTROL;
    case PP_RECORD_COMMENT: return PP_TYPE_COMMENT;
    case PP_RECORD_LAYOUT:  return PP_TYPE_LAYOUT;
    default:                g_assert_not_reached ();
    }
}

/**
 * pp_record_new_from_json:
 * @type: the kind of record
 * @id: its identifier, not empty
 * @node: what pp_record_to_json() gives
 * @error: return location for an error
 *
 * Members that no field knows are kept in `extra`.
 *
 * Returns: (transfer full): the record, or %NULL with %PP_MODEL_ERROR_INVALID_VALUE and the member's
 *   place as a JSON pointer at the head of the message
 */
PpRecord *
pp_record_new_from_json (PpRecordType   type,
                         const char    *id,
                         JsonNode      *node,
                         GError       **error)
{
  g_autoptr (PpRecord) self = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_val_if_fail (id != NULL && node != NULL, NULL);

  if (*id == '\0' || strlen (id) > PP_MODEL_MAX_ID_LENGTH || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                   "A %s needs an identifier of 1 to %d bytes and must be a JSON object",
                   pp_record_type_to_string (type), PP_MODEL_MAX_ID_LENGTH);
      return NULL;
    }

  self = g_object_new (_pp_record_type_get_gtype (type), NULL);
  self->id = g_ref_string_new_intern (id);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!read_member (self, name, value, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * pp_record_type_get_fields:
 * @type: a kind of record
 * @n_fields: (out): how many fields it has
 *
 * Returns: (array length=n_fields): the table of fields
 */
const PpField *
pp_record_type_get_fields (PpRecordType  type,
                           guint        *n_fields)
{
  /* Classes of static types stay once they are there. */
  PpRecordClass *klass = g_type_class_peek (_pp_record_type_get_gtype (type));

  if (klass == NULL)
    klass = g_type_class_ref (_pp_record_type_get_gtype (type));
  *n_fields = klass->n_fields;
  return klass->fields;
}

/**
 * pp_record_type_find_field:
 * @type: a kind of record
 * @field: a field, or `field/key` for one entry of a map
 * @key: (out) (nullable): the entry's key inside @field, or %NULL for all of it
 *
 * Returns: (nullable): the row of the field; %NULL where there is no such field, or a key stands where
 *   the field is no map
 */
const PpField *
pp_record_type_find_field (PpRecordType   type,
                           const char    *field,
                           const char   **key)
{
  const char *slash = strchr (field, '/');
  gsize length = slash != NULL ? (gsize) (slash - field) : strlen (field);
  const PpField *fields;
  guint n_fields;

  *key = slash != NULL ? slash + 1 : NULL;
  fields = pp_record_type_get_fields (type, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      gboolean is_map = fields[i].type == PP_FIELD_MAP || fields[i].type == PP_FIELD_PLACEMENTS;

      if (strncmp (fields[i].name, field, length) == 0 && fields[i].name[length] == '\0')
        return *key == NULL || is_map ? &fields[i] : NULL;
    }
  return NULL;
}
