/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A field's new value, from JSON. */

#include "pp-record-field-private.h"

#include "pp-json.h"
#include "pp-model.h"

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
set_entry (PpRecord       *self,
           const PpField  *field,
           const char     *key,
           JsonNode       *value,
           GError        **error)
{
  gpointer member = _pp_record_peek_member (self, field);
  JsonObject **map = member;

  if (field->type == PP_FIELD_PLACEMENTS)
    {
      if (value != NULL)
        return set_placement (*(GHashTable **) member, key, value, error);
      g_hash_table_remove (*(GHashTable **) member, key);
      return TRUE;
    }

  _pp_record_make_own_map (self, field);
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
set_whole (PpRecord       *self,
           const PpField  *field,
           JsonNode       *value,
           GError        **error)
{
  gpointer member = _pp_record_peek_member (self, field);

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
      _pp_record_set_map (self, field, value);
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
  return _pp_node_of_object (object);
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
  _pp_record_clear_field (self, field);
  return TRUE;
}
