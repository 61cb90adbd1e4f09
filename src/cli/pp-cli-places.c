/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-places.h"

#include <string.h>

#include "pp-cli.h"
#include "pp-json.h"
#include "pp-native.h"

struct _PpCliPlaces {
  GHashTable *pointers;         /* id → JSON pointer of the first object that has this `id` */
};

/* As deep as the guard lets a file be. */
static void
collect (PpCliPlaces *self,
         JsonNode    *node,
         GString     *pointer);

static void
collect_members (PpCliPlaces *self,
                 JsonObject  *object,
                 GString     *pointer)
{
  const char *id = pp_json_get_string (object, "id", NULL);
  gsize length = pointer->len;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (id != NULL && !g_hash_table_contains (self->pointers, id))
    g_hash_table_insert (self->pointers, g_strdup (id), g_strdup (pointer->str));
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      pp_cli_append_token (pointer, name);
      collect (self, value, pointer);
      g_string_truncate (pointer, length);
    }
}

static void
collect (PpCliPlaces *self,
         JsonNode    *node,
         GString     *pointer)
{
  gsize length = pointer->len;

  if (JSON_NODE_HOLDS_OBJECT (node))
    collect_members (self, json_node_get_object (node), pointer);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      g_string_append_printf (pointer, "/%u", i);
      collect (self, json_array_get_element (json_node_get_array (node), i), pointer);
      g_string_truncate (pointer, length);
    }
}

/**
 * pp_cli_places_new:
 * @document: a document
 *
 * Looks for the identifiers of records in the file, as values of members `id`. Our own format needs none
 * of that: there the model's places are those of the file.
 *
 * Returns: (transfer full): where they stand
 */
PpCliPlaces *
pp_cli_places_new (PpCliDocument *document)
{
  PpCliPlaces *self = g_new0 (PpCliPlaces, 1);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GString) pointer = g_string_new (NULL);
  gsize length;
  const char *text = g_bytes_get_data (document->bytes, &length);

  self->pointers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (document->format->read == pp_native_read)
    return self;
  root = pp_json_parse (text, length, NULL, NULL);
  if (root != NULL)
    collect (self, root, pointer);
  return self;
}

void
pp_cli_places_free (PpCliPlaces *self)
{
  g_hash_table_unref (self->pointers);
  g_free (self);
}

/**
 * pp_cli_places_find:
 * @self: where records stand
 * @type: the kind of record
 * @id: its identifier
 * @place: a JSON pointer into the model
 *
 * Returns: (transfer full): a JSON pointer into the file, of the record itself, if it has one; else @place
 */
char *
pp_cli_places_find (PpCliPlaces  *self,
                    PpRecordType  type,
                    const char   *id,
                    const char   *place)
{
  static const char placements[] = "/placements/";
  const char *placed = type == PP_RECORD_LAYOUT ? strstr (place, placements) : NULL;
  const char *pointer = NULL;

  /* A problem of a placement is one of the element's own object. */
  if (placed != NULL)
    pointer = g_hash_table_lookup (self->pointers, placed + strlen (placements));
  if (pointer == NULL)
    pointer = g_hash_table_lookup (self->pointers, id);
  return g_strdup (pointer != NULL ? pointer : place);
}
