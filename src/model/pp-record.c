/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A record's fields are members of its C struct, described by a table of names, types and offsets. The
 * functions here read and write any field by that table as JSON; the typed getters of the final classes
 * read the members directly. So a field is written down once, and files, changes, diff and merge know
 * it, while the hot paths pay nothing for that. */

#include "pp-record-private.h"

#include <string.h>

#include "pp-json.h"
#include "pp-model.h"

G_DEFINE_ABSTRACT_TYPE (PpRecord, pp_record, G_TYPE_OBJECT)

static gpointer
member_of (PpRecord      *self,
           const PpField *field)
{
  return G_STRUCT_MEMBER_P (self, field->offset);
}

static JsonNode *
node_of_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* Values are shared, because nobody changes them. */
static JsonObject *
copy_map (JsonObject *map)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_ref (value));
  return copy;
}

static PpRecordClass *
class_of (PpRecord *self)
{
  return G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);
}

static JsonNode **
peek_shared (PpRecord      *self,
             const PpField *field)
{
  return self->shared != NULL ? &self->shared[field - class_of (self)->fields] : NULL;
}

static JsonNode **
make_room (PpRecord      *self,
           const PpField *field)
{
  if (self->shared == NULL)
    self->shared = g_new0 (JsonNode *, class_of (self)->n_fields);
  return peek_shared (self, field);
}

/* A map that a copy of the record has as well belongs to a node that both hold: other than an object, a node
 * may be let go in any thread. */
static JsonNode *
share_map (PpRecord      *self,
           const PpField *field)
{
  JsonNode **shared = make_room (self, field);

  if (*shared == NULL)
    *shared = node_of_object (*(JsonObject **) member_of (self, field));
  return json_node_ref (*shared);
}

static void
clear_map (PpRecord      *self,
           const PpField *field)
{
  JsonObject **map = member_of (self, field);
  JsonNode **shared = peek_shared (self, field);

  if (shared == NULL || *shared == NULL)
    {
      g_clear_pointer (map, json_object_unref);
      return;
    }
  *map = NULL;
  g_clear_pointer (shared, json_node_unref);
}

/* Before one entry of a map changes: the copy keeps what it has. */
static void
make_own_map (PpRecord      *self,
              const PpField *field)
{
  JsonObject **map = member_of (self, field), *own;
  JsonNode **shared = peek_shared (self, field);

  if (shared == NULL || *shared == NULL)
    return;
  own = copy_map (*map);
  clear_map (self, field);
  *map = own;
}

static void
clear_field (PpRecord      *self,
             const PpField *field)
{
  gpointer member = member_of (self, field);

  switch (field->type)
    {
    case PP_FIELD_STRING:
      g_clear_pointer ((char **) member, g_free);
      break;

    case PP_FIELD_ID:
      g_clear_pointer ((char **) member, g_ref_string_release);
      break;

    case PP_FIELD_BOOLEAN:
      *(gboolean *) member = FALSE;
      break;

    case PP_FIELD_INTEGER:
      *(gint64 *) member = 0;
      break;

    case PP_FIELD_STRINGS:
      g_clear_pointer ((char ***) member, g_strfreev);
      break;

    case PP_FIELD_JSON:
      g_clear_pointer ((JsonNode **) member, json_node_unref);
      break;

    case PP_FIELD_MAP:
      clear_map (self, field);
      break;

    case PP_FIELD_PLACEMENTS:
      g_hash_table_remove_all (*(GHashTable **) member);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
pp_record_finalize (GObject *object)
{
  PpRecord *self = PP_RECORD (object);
  PpRecordClass *klass = G_TYPE_INSTANCE_GET_CLASS (self, PP_TYPE_RECORD, PpRecordClass);

  for (guint i = 0; i < klass->n_fields; i++)
    clear_field (self, &klass->fields[i]);
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

static JsonNode *
strings_to_json (char **texts)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
map_to_json (JsonObject *map)
{
  return node_of_object (copy_map (map));
}

static JsonNode *
placements_to_json (GHashTable *placements)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer id, placement;

  g_hash_table_iter_init (&iter, placements);
  while (g_hash_table_iter_next (&iter, &id, &placement))
    json_object_set_member (object, id, pp_placement_to_json (placement));
  return node_of_object (object);
}

static JsonNode *
dup_entry (gconstpointer  member,
           PpFieldType    type,
           const char    *key)
{
  if (type == PP_FIELD_PLACEMENTS)
    {
      PpPlacement *placement = g_hash_table_lookup (*(GHashTable * const *) member, key);

      return placement != NULL ? pp_placement_to_json (placement) : NULL;
    }
  else
    {
      JsonObject *map = *(JsonObject * const *) member;
      JsonNode *value = map != NULL ? json_object_get_member (map, key) : NULL;

      return value != NULL ? json_node_ref (value) : NULL;
    }
}

static JsonNode *
dup_whole (gconstpointer member,
           PpFieldType   type)
{
  switch (type)
    {
    case PP_FIELD_STRING:
    case PP_FIELD_ID:
      {
        const char *text = *(char * const *) member;

        return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
      }

    case PP_FIELD_BOOLEAN:
      return *(const gboolean *) member ? json_node_init_boolean (json_node_alloc (), TRUE) : NULL;

    case PP_FIELD_INTEGER:
      {
        gint64 value = *(const gint64 *) member;

        return value != 0 ? json_node_init_int (json_node_alloc (), value) : NULL;
      }

    case PP_FIELD_STRINGS:
      {
        char **texts = *(char ** const *) member;

        return texts != NULL ? strings_to_json (texts) : NULL;
      }

    case PP_FIELD_JSON:
      {
        JsonNode *value = *(JsonNode * const *) member;

        return value != NULL ? json_node_ref (value) : NULL;
      }

    case PP_FIELD_MAP:
      {
        JsonObject *map = *(JsonObject * const *) member;

        return map != NULL ? map_to_json (map) : NULL;
      }

    case PP_FIELD_PLACEMENTS:
      {
        GHashTable *placements = *(GHashTable * const *) member;

        return g_hash_table_size (placements) > 0 ? placements_to_json (placements) : NULL;
      }

    default:
      g_assert_not_reached ();
    }
}

static void
copy_placements (GHashTable *from,
                 GHashTable *to)
{
  GHashTableIter iter;
  gpointer id, placement;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &id, &placement))
    g_hash_table_insert (to, g_ref_string_acquire (id), pp_placement_copy (placement));
}

static void
copy_shared_map (PpRecord      *self,
                 PpRecord      *copy,
                 const PpField *field)
{
  if (*(JsonObject **) member_of (self, field) == NULL)
    return;
  *make_room (copy, field) = share_map (self, field);
  *(JsonObject **) member_of (copy, field) = *(JsonObject **) member_of (self, field);
}

/* @copy is new. */
static void
copy_field (PpRecord      *self,
            PpRecord      *copy,
            const PpField *field)
{
  gpointer from = member_of (self, field), to = member_of (copy, field);

  switch (field->type)
    {
    case PP_FIELD_STRING:
      *(char **) to = g_strdup (*(char **) from);
      break;

    case PP_FIELD_ID:
      *(char **) to = *(char **) from != NULL ? g_ref_string_acquire (*(char **) from) : NULL;
      break;

    case PP_FIELD_BOOLEAN:
      *(gboolean *) to = *(gboolean *) from;
      break;

    case PP_FIELD_INTEGER:
      *(gint64 *) to = *(gint64 *) from;
      break;

    case PP_FIELD_STRINGS:
      *(char ***) to = g_strdupv (*(char ***) from);
      break;

    case PP_FIELD_JSON:
      *(JsonNode **) to = *(JsonNode **) from != NULL ? json_node_ref (*(JsonNode **) from) : NULL;
      break;

    case PP_FIELD_MAP:
      copy_shared_map (self, copy, field);
      break;

    case PP_FIELD_PLACEMENTS:
      copy_placements (*(GHashTable **) from, *(GHashTable **) to);
      break;

    default:
      g_assert_not_reached ();
    }
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
    copy_field (self, copy, &fields[i]);
  return copy;
}

JsonNode *
_pp_record_dup_value (PpRecord      *self,
                      const PpField *field,
                      const char    *key)
{
  gconstpointer member = member_of (self, field);

  return key != NULL ? dup_entry (member, field->type, key) : dup_whole (member, field->type);
}

static gboolean
refuse (GError        **error,
        const PpField  *field,
        const char     *expectation)
{
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
               "/%s: must be %s", field->name, expectation);
  return FALSE;
}

static gboolean
holds (JsonNode *value,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == type;
}

static gboolean
set_texts (char     ***member,
           JsonNode   *value)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!holds (element, G_TYPE_STRING))
        return FALSE;
      g_ptr_array_add (texts, json_node_dup_string (element));
    }
  g_strfreev (*member);
  *member = NULL;
  if (texts->len > 0)
    {
      g_ptr_array_add (texts, NULL);
      *member = (char **) g_ptr_array_steal (texts, NULL);
    }
  return TRUE;
}

static void
set_map (PpRecord      *self,
         const PpField *field,
         JsonNode      *value)
{
  JsonObject *map = json_node_get_object (value);
  JsonObject *copy = json_object_get_size (map) > 0 ? copy_map (map) : NULL;

  clear_map (self, field);
  *(JsonObject **) member_of (self, field) = copy;
}

static gboolean
set_placement (GHashTable  *placements,
               const char  *id,
               JsonNode    *value,
               GError     **error)
{
  PpPlacement *placement = pp_placement_new_from_json (value, error);

  if (placement == NULL)
    {
      g_prefix_error (error, "/placements/%s", id);
      return FALSE;
    }
  g_hash_table_replace (placements, g_ref_string_new_intern (id), placement);
  return TRUE;
}

static gboolean
set_placements (GHashTable  *placements,
                JsonNode    *value,
                GError     **error)
{
  g_autoptr (GHashTable) read = _pp_placements_new ();
  JsonObjectIter iter;
  GHashTableIter placed;
  const char *id;
  JsonNode *placement;
  gpointer key, stolen;

  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &id, &placement))
    {
      if (!set_placement (read, id, placement, error))
        return FALSE;
    }

  g_hash_table_remove_all (placements);
  g_hash_table_iter_init (&placed, read);
  while (g_hash_table_iter_next (&placed, &key, &stolen))
    {
      g_hash_table_iter_steal (&placed);
      g_hash_table_insert (placements, key, stolen);
    }
  return TRUE;
}

static gboolean
set_entry (PpRecord      *self,
           const PpField *field,
           const char    *key,
           JsonNode      *value,
           GError       **error)
{
  gpointer member = member_of (self, field);
  JsonObject **map = member;

  if (field->type == PP_FIELD_PLACEMENTS)
    {
      if (value != NULL)
        return set_placement (*(GHashTable **) member, key, value, error);
      g_hash_table_remove (*(GHashTable **) member, key);
      return TRUE;
    }

  make_own_map (self, field);
  if (value != NULL)
    {
      if (*map == NULL)
        *map = json_object_new ();
      /* json-glib does not take over a node that the object has already. */
      if (json_object_get_member (*map, key) != value)
        json_object_set_member (*map, key, json_node_ref (value));
    }
  else if (*map != NULL)
    {
      json_object_remove_member (*map, key);
      if (json_object_get_size (*map) == 0)
        g_clear_pointer (map, json_object_unref);
    }
  return TRUE;
}

static gboolean
set_whole (PpRecord      *self,
           const PpField *field,
           JsonNode      *value,
           GError       **error)
{
  gpointer member = member_of (self, field);

  switch (field->type)
    {
    case PP_FIELD_STRING:
      if (!holds (value, G_TYPE_STRING))
        return refuse (error, field, "a text");
      g_free (*(char **) member);
      *(char **) member = *json_node_get_string (value) != '\0' ? json_node_dup_string (value) : NULL;
      return TRUE;

    case PP_FIELD_ID:
      if (!holds (value, G_TYPE_STRING) || *json_node_get_string (value) == '\0')
        return refuse (error, field, "an identifier");
      g_clear_pointer ((char **) member, g_ref_string_release);
      *(char **) member = g_ref_string_new_intern (json_node_get_string (value));
      return TRUE;

    case PP_FIELD_BOOLEAN:
      if (!holds (value, G_TYPE_BOOLEAN))
        return refuse (error, field, "true or false");
      *(gboolean *) member = json_node_get_boolean (value);
      return TRUE;

    case PP_FIELD_INTEGER:
      if (!holds (value, G_TYPE_INT64))
        return refuse (error, field, "a whole number");
      *(gint64 *) member = json_node_get_int (value);
      return TRUE;

    case PP_FIELD_STRINGS:
      return set_texts (member, value) || refuse (error, field, "a list of texts");

    case PP_FIELD_JSON:
      g_clear_pointer ((JsonNode **) member, json_node_unref);
      *(JsonNode **) member = json_node_ref (value);
      return TRUE;

    case PP_FIELD_MAP:
      if (!JSON_NODE_HOLDS_OBJECT (value))
        return refuse (error, field, "an object");
      set_map (self, field, value);
      return TRUE;

    case PP_FIELD_PLACEMENTS:
      if (!JSON_NODE_HOLDS_OBJECT (value))
        return refuse (error, field, "an object");
      return set_placements (*(GHashTable **) member, value, error);

    default:
      g_assert_not_reached ();
    }
}

static JsonNode *
normal_placement (JsonNode *value)
{
  g_autoptr (PpPlacement) placement = pp_placement_new_from_json (value, NULL);

  return placement != NULL ? pp_placement_to_json (placement) : json_node_ref (value);
}

static JsonNode *
normal_placements (JsonNode *value)
{
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *id;
  JsonNode *placement;

  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &id, &placement))
    json_object_set_member (object, id, normal_placement (placement));
  return node_of_object (object);
}

static gboolean
is_empty (PpFieldType  type,
          JsonNode    *value)
{
  switch (type)
    {
    case PP_FIELD_STRING:
      return holds (value, G_TYPE_STRING) && *json_node_get_string (value) == '\0';

    case PP_FIELD_BOOLEAN:
      return holds (value, G_TYPE_BOOLEAN) && !json_node_get_boolean (value);

    case PP_FIELD_INTEGER:
      return holds (value, G_TYPE_INT64) && json_node_get_int (value) == 0;

    case PP_FIELD_STRINGS:
      return JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) == 0;

    case PP_FIELD_MAP:
    case PP_FIELD_PLACEMENTS:
      return JSON_NODE_HOLDS_OBJECT (value) && json_object_get_size (json_node_get_object (value)) == 0;

    case PP_FIELD_ID:
    case PP_FIELD_JSON:
    default:
      return FALSE;
    }
}

/* The value as the field would give it back: the empty values count as absent, and a placement is
 * without the members that are at their default. */
static JsonNode *
normal_form (const PpField *field,
             const char    *key,
             JsonNode      *value)
{
  if (value == NULL || (key == NULL && is_empty (field->type, value)))
    return NULL;
  if (field->type != PP_FIELD_PLACEMENTS || !JSON_NODE_HOLDS_OBJECT (value))
    return json_node_ref (value);
  return key != NULL ? normal_placement (value) : normal_placements (value);
}

/* Whether the field holds @value, however that is written: after "" was set, an absent text is it. */
gboolean
_pp_record_holds_value (PpRecord      *self,
                        const PpField *field,
                        const char    *key,
                        JsonNode      *value)
{
  g_autoptr (JsonNode) current = _pp_record_dup_value (self, field, key);
  g_autoptr (JsonNode) normal = NULL;

  if (pp_json_equal (current, value))
    return TRUE;
  normal = normal_form (field, key, value);
  return pp_json_equal (current, normal);
}

gboolean
_pp_record_set_field (PpRecord       *self,
                      const PpField  *field,
                      const char     *key,
                      JsonNode       *value,
                      GError        **error)
{
  if (key != NULL)
    return set_entry (self, field, key, value, error);
  if (value != NULL)
    return set_whole (self, field, value, error);
  clear_field (self, field);
  return TRUE;
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
  return node_of_object (object);
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
