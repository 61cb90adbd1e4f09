/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the threats of an element. Their list is made once and shared by all cells of the element. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

/* The threats that the cell had when it was read. */
static GHashTable *
collect_names (JsonArray *names)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = pp_json_get_text (json_array_get_element (names, i));

      if (name != NULL)
        g_hash_table_add (set, (gpointer) name);
    }

  return set;
}

/* A threat that was copied in Parapet is another threat now: with the id of the first, Threat Dragon
 * would edit the first. */
static void
make_own (JsonObject *threat,
          const char *id)
{
  JsonObject *parapet;

  json_object_set_string_member (threat, "id", id);
  if (pp_json_get_object (threat, PP_TD_PARAPET) == NULL)
    return;

  parapet = _pp_td_own (threat, PP_TD_PARAPET);
  if (json_object_has_member (parapet, "id"))
    json_object_remove_member (parapet, "id");
  if (json_object_has_member (parapet, "threat"))
    json_object_remove_member (parapet, "threat");
}

static JsonObject *
write_threat (PpTdLayoutWriter *self,
              PpThreat         *threat,
              gboolean          is_original)
{
  const char *id = pp_record_get_id (PP_RECORD (threat));
  JsonObject *fragment = _pp_td_fragment (pp_threat_get_foreign (threat));
  JsonObject *object = fragment != NULL ? _pp_shallow_copy (fragment) : _pp_td_new_threat (id);
  g_autoptr (JsonObject) was = _pp_td_read_threat (object);
  g_autoptr (JsonObject) is = _pp_td_current_record (PP_RECORD (threat));
  guint n_texts;
  const PpTdText *texts = _pp_td_list_threat_texts (&n_texts);

  if (fragment != NULL && !is_original)
    make_own (object, id);

  for (guint i = 0; i < n_texts; i++)
    if (_pp_td_differs (was, is, texts[i].field) &&
        (fragment != NULL || json_object_has_member (is, texts[i].field)))
      json_object_set_string_member (object, texts[i].key, pp_json_get_string (is, texts[i].field, ""));
  if (_pp_td_differs (was, is, "number"))
    json_object_set_int_member (object, "number", pp_json_get_int (is, "number", 0));
  if (fragment == NULL && !json_object_has_member (is, "methodology"))
    json_object_set_string_member (object, "modelType", pp_layout_get_methodology (self->layout));
  _pp_td_write_parapet (object, PP_RECORD_THREAT, was, is);

  return object;
}

/* Other things than threats that stood in the list, by place; NULL where a threat stood. */
static JsonNode *
other_item (JsonArray *names,
            guint      position)
{
  JsonNode *name;

  if (names == NULL || position >= json_array_get_length (names))
    return NULL;

  name = json_array_get_element (names, position);

  return JSON_NODE_HOLDS_ARRAY (name) && json_array_get_length (json_node_get_array (name)) == 1
         ? json_array_get_element (json_node_get_array (name), 0) : NULL;
}

static JsonArray *
write_list (PpTdLayoutWriter *self,
            GPtrArray        *threats,
            JsonArray        *names)
{
  g_autoptr (GHashTable) originals = collect_names (names);
  JsonArray *list = json_array_new ();
  guint n_names = names != NULL ? json_array_get_length (names) : 0;
  guint next = 0;

  for (guint i = 0; next < threats->len || i < n_names; i++)
    {
      JsonNode *other = other_item (names, i);

      if (other != NULL)
        {
          json_array_add_element (list, json_node_ref (other));
        }
      else if (next < threats->len)
        {
          PpThreat *threat = g_ptr_array_index (threats, next++);
          gboolean is_original = g_hash_table_contains (originals, pp_record_get_id (PP_RECORD (threat)));

          json_array_add_object_element (list, write_threat (self, threat, is_original));
        }
    }

  return list;
}

static gboolean
has_changed (GPtrArray *threats,
             JsonArray *names)
{
  guint next = 0;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = pp_json_get_text (json_array_get_element (names, i));
      PpThreat *threat;
      JsonObject *fragment;

      if (name == NULL)
        continue;
      if (next >= threats->len)
        return TRUE;
      threat = g_ptr_array_index (threats, next++);
      fragment = _pp_td_fragment (pp_threat_get_foreign (threat));
      if (strcmp (pp_record_get_id (PP_RECORD (threat)), name) != 0 ||
          strcmp (pp_json_get_string (fragment, "status", ""), pp_threat_get_status (threat)) != 0)
        return TRUE;
    }

  return next < threats->len;
}

/**
 * _pp_td_write_threats:
 * @self: a layout that is being written
 * @element: an element of it
 * @names: (nullable): what stands in place of the threats in the piece that was read
 * @changed: (out): whether threats came or went, or were opened or closed
 *
 * Returns: (transfer full): the element's list of threats
 */
JsonArray *
_pp_td_write_threats (PpTdLayoutWriter *self,
                      PpElement        *element,
                      JsonArray        *names,
                      gboolean         *changed)
{
  const char *id = pp_record_get_id (PP_RECORD (element));
  g_autoptr (GPtrArray) threats = pp_model_dup_threats_of (self->model, id);
  JsonArray *list = g_hash_table_lookup (self->threats, id);

  *changed = has_changed (threats, names);
  if (list == NULL)
    {
      list = write_list (self, threats, names);
      g_hash_table_insert (self->threats, (gpointer) id, list);
    }

  return json_array_ref (list);
}
