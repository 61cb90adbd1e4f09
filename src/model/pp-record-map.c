/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The maps of a record. A copy of a record shares them until one of the two changes, so copying a model
 * costs no map. */

#include "pp-record-field-private.h"

JsonNode *
_pp_node_of_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* Values are shared, because nobody changes them. */
JsonObject *
_pp_map_copy (JsonObject *map)
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
ref_shared_map (PpRecord      *self,
                const PpField *field)
{
  JsonNode **shared = make_room (self, field);

  if (*shared == NULL)
    *shared = _pp_node_of_object (*(JsonObject **) _pp_record_peek_member (self, field));
  return json_node_ref (*shared);
}

void
_pp_record_clear_map (PpRecord      *self,
                      const PpField *field)
{
  JsonObject **map = _pp_record_peek_member (self, field);
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
void
_pp_record_make_own_map (PpRecord      *self,
                         const PpField *field)
{
  JsonObject **map = _pp_record_peek_member (self, field), *own;
  JsonNode **shared = peek_shared (self, field);

  if (shared == NULL || *shared == NULL)
    return;
  own = _pp_map_copy (*map);
  _pp_record_clear_map (self, field);
  *map = own;
}

void
_pp_record_share_map (PpRecord      *self,
                      PpRecord      *copy,
                      const PpField *field)
{
  JsonObject **from = _pp_record_peek_member (self, field), **to = _pp_record_peek_member (copy, field);

  if (*from == NULL)
    return;
  *make_room (copy, field) = ref_shared_map (self, field);
  *to = *from;
}

void
_pp_record_set_map (PpRecord      *self,
                    const PpField *field,
                    JsonNode      *value)
{
  JsonObject *map = json_node_get_object (value);
  JsonObject *copy = json_object_get_size (map) > 0 ? _pp_map_copy (map) : NULL;

  _pp_record_clear_map (self, field);
  *(JsonObject **) _pp_record_peek_member (self, field) = copy;
}
