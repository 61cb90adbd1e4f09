/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parapet's own format: the model as pp_model_to_json() gives it, with a name and a version, written
 * canonically. Each type of record is an object from identifier to record, so that a change of one
 * property changes one line. Members that this version does not know are kept: those of records by the
 * records themselves, those of the file in `foreign` of the model's own record. */

#include "pp-native.h"

#include <string.h>

#include "pp-json.h"
#include "pp-reader-private.h"

#define FORMAT_NAME "parapet-model"
#define VERSION 1
#define FOREIGN "parapet"

guint
pp_native_sniff (JsonNode   *root,
                 const char *file_name)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  return g_strcmp0 (pp_json_get_string (object, "format", NULL), FORMAT_NAME) == 0 ? 100 : 0;
}

/* --- reading --- */

static gboolean
check_head (JsonNode  *root,
            GError   **error)
{
  JsonObject *object;
  gint64 version;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return _pp_refuse (error, "", "must be an object");

  object = json_node_get_object (root);
  if (g_strcmp0 (pp_json_get_string (object, "format", NULL), FORMAT_NAME) != 0)
    return _pp_refuse (error, "/format", "must be “" FORMAT_NAME "”");

  version = pp_json_get_int (object, "version", 0);
  if (version < 1)
    return _pp_refuse (error, "/version", "must be a positive integer");
  if (version > VERSION)
    {
      g_set_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_UNSUPPORTED_VERSION,
                   "/version: %" G_GINT64_FORMAT " is newer than %d, the newest that is known",
                   version, VERSION);
      return FALSE;
    }

  return TRUE;
}

static PpModel *
make_model (JsonObject  *root,
            GError     **error)
{
  const char *id = pp_json_get_string (root, "id", "");

  if (*id == '\0' || strlen (id) > PP_MODEL_MAX_ID_LENGTH)
    {
      _pp_refuse (error, "/id", "must be a text of 1 to %d bytes", PP_MODEL_MAX_ID_LENGTH);
      return NULL;
    }

  return pp_model_new (id);
}

static gboolean
read_records (PpModel       *model,
              PpRecordType   type,
              const char    *section,
              JsonObject    *records,
              GError       **error)
{
  g_autofree char *section_pointer = g_strconcat ("/", section, NULL);
  JsonObjectIter iter;
  const char *id;
  JsonNode *record;

  json_object_iter_init_ordered (&iter, records);
  while (json_object_iter_next_ordered (&iter, &id, &record))
    {
      g_autofree char *pointer = _pp_pointer_add (section_pointer, id);

      if (!_pp_add_record (model, type, id, record, pointer, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
get_section (JsonObject  *root,
             const char  *section,
             JsonObject **records,
             GError     **error)
{
  g_autofree char *pointer = g_strconcat ("/", section, NULL);

  *records = pp_json_get_object (root, section);
  if (*records == NULL && json_object_has_member (root, section))
    return _pp_refuse (error, pointer, "must be an object");

  return TRUE;
}

static gboolean
read_sections (PpModel     *model,
               JsonObject  *root,
               GError     **error)
{
  JsonObject *records;

  if (!get_section (root, "model", &records, error) ||
      (records != NULL && !_pp_set_info (model, records, "/model", error)))
    return FALSE;

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *section = _pp_record_type_plural (type);

      if (!get_section (root, section, &records, error) ||
          (records != NULL && !read_records (model, type, section, records, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_section (const char *name)
{
  static const char * const names[] = {
    "format", "version", "id", "model", "nodes", "edges", "threats", "controls", "comments", "layouts",
    NULL,
  };

  return g_strv_contains (names, name);
}

static gboolean
keep_unknown (PpModel     *model,
              JsonObject  *root,
              GError     **error)
{
  g_autoptr (JsonObject) unknown = json_object_new ();
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (PpChange) change = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!is_section (name))
      json_object_set_member (unknown, name, json_node_ref (member));

  if (json_object_get_size (unknown) == 0)
    return TRUE;

  value = json_node_init_object (json_node_alloc (), unknown);
  change = pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "foreign/" FOREIGN, NULL, value);

  return pp_model_apply_silently (model, change, error);
}

/* Parents must form a forest: whoever walks up must arrive. References that lead nowhere are kept; they
 * are pp_check_model()'s to tell. */
static gboolean
check_parents (PpModel  *model,
               GError  **error)
{
  g_autoptr (GHashTable) safe = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_nodes = pp_model_get_n_records (model, PP_RECORD_NODE);

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autoptr (GHashTable) way = g_hash_table_new (g_str_hash, g_str_equal);
      PpRecord *record = pp_model_peek_record (model, PP_RECORD_NODE, i);
      PpNode *node = PP_NODE (record);
      GHashTableIter iter;
      gpointer id;

      while (node != NULL && !g_hash_table_contains (safe, pp_record_get_id (PP_RECORD (node))))
        {
          if (!g_hash_table_add (way, (gpointer) pp_record_get_id (PP_RECORD (node))))
            {
              g_autofree char *pointer = _pp_pointer_add ("/nodes", pp_record_get_id (PP_RECORD (node)));
              g_autofree char *place = _pp_pointer_add (pointer, "parent");

              return _pp_refuse (error, place, "a node cannot be inside itself");
            }
          node = pp_model_lookup_node (model, pp_node_get_parent (node));
        }

      g_hash_table_iter_init (&iter, way);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (safe, id);
    }

  return TRUE;
}

PpModel *
pp_native_read (JsonNode  *root,
                PpLoss    *loss,
                GError   **error)
{
  g_autoptr (PpModel) model = NULL;
  JsonObject *object;

  if (!check_head (root, error))
    return NULL;

  object = json_node_get_object (root);
  model = make_model (object, error);
  if (model == NULL || !read_sections (model, object, error) ||
      !keep_unknown (model, object, error) || !check_parents (model, error))
    return NULL;

  return g_steal_pointer (&model);
}

/* --- writing --- */

static void
restore_unknown (JsonObject *object)
{
  JsonObject *info = pp_json_get_object (object, "model");
  JsonObject *foreign = pp_json_get_object (info, "foreign");
  JsonObject *unknown = pp_json_get_object (foreign, FOREIGN);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (unknown == NULL)
    return;

  json_object_iter_init_ordered (&iter, unknown);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!is_section (name))
      json_object_set_member (object, name, json_node_ref (value));

  json_object_remove_member (foreign, FOREIGN);
  if (json_object_get_size (foreign) == 0)
    json_object_remove_member (info, "foreign");
}

char *
pp_native_write (PpModel  *model,
                 PpLoss   *loss,
                 gsize    *length,
                 GError  **error)
{
  g_autoptr (JsonNode) root = pp_model_to_json (model);
  JsonObject *object = json_node_get_object (root);

  restore_unknown (object);
  json_object_set_string_member (object, "format", FORMAT_NAME);
  json_object_set_int_member (object, "version", VERSION);

  return pp_json_to_string (root, PP_JSON_STYLE_CANONICAL, length);
}
