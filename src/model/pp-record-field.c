/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a field holds, as JSON and in a copy. */

#include "pp-record-field-private.h"

void
_pp_record_clear_field (PpRecord      *self,
                        const PpField *field)
{
  gpointer member = _pp_record_peek_member (self, field);

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
      _pp_record_clear_map (self, field);
      break;

    case PP_FIELD_PLACEMENTS:
      g_hash_table_remove_all (*(GHashTable **) member);
      break;

    default:
      g_assert_not_reached ();
    }
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
  return _pp_node_of_object (_pp_map_copy (map));
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
  return _pp_node_of_object (object);
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

/* @copy is new. */
void
_pp_record_copy_field (PpRecord      *self,
                       PpRecord      *copy,
                       const PpField *field)
{
  gpointer from = _pp_record_peek_member (self, field), to = _pp_record_peek_member (copy, field);

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
      _pp_record_share_map (self, copy, field);
      break;

    case PP_FIELD_PLACEMENTS:
      copy_placements (*(GHashTable **) from, *(GHashTable **) to);
      break;

    default:
      g_assert_not_reached ();
    }
}

JsonNode *
_pp_record_dup_value (PpRecord      *self,
                      const PpField *field,
                      const char    *key)
{
  gconstpointer member = _pp_record_peek_member (self, field);

  return key != NULL ? dup_entry (member, field->type, key) : dup_whole (member, field->type);
}
