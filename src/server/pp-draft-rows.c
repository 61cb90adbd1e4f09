/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a row can hold, and how a record becomes one. */

#include "pp-draft-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

#define MAX_NUMBER 9223372036854775808.0

/* What the columns of the tables hold, in characters. */
typedef struct {
  PpRecordType  type;
  const char   *field;
  glong         max_length;
} TextBound;

static const TextBound text_bounds[] = {
  { PP_RECORD_MODEL, "title", 1000 },
  { PP_RECORD_MODEL, "description", 100000 },
  { PP_RECORD_NODE, "kind", 255 },
  { PP_RECORD_NODE, "name", 10000 },
  { PP_RECORD_NODE, "description", 100000 },
  { PP_RECORD_EDGE, "kind", 255 },
  { PP_RECORD_EDGE, "name", 10000 },
  { PP_RECORD_EDGE, "description", 100000 },
  { PP_RECORD_THREAT, "title", 10000 },
  { PP_RECORD_THREAT, "status", 100 },
  { PP_RECORD_THREAT, "severity", 100 },
  { PP_RECORD_CONTROL, "title", 10000 },
  { PP_RECORD_CONTROL, "status", 100 },
  { PP_RECORD_LAYOUT, "title", 1000 },
};

/* A layout of the largest model has 70,000 placements. */
static const gsize max_bytes[PP_N_RECORD_TYPES] = {
  [PP_RECORD_MODEL] = 1024 * 1024,
  [PP_RECORD_NODE] = 256 * 1024,
  [PP_RECORD_EDGE] = 256 * 1024,
  [PP_RECORD_THREAT] = 256 * 1024,
  [PP_RECORD_CONTROL] = 256 * 1024,
  [PP_RECORD_LAYOUT] = 16 * 1024 * 1024,
};

static const char * const reference_fields[] = { "parent", "source", "target", "element" };

gboolean
pp_record_id_is_valid (const char *id)
{
  if (id == NULL || !g_uuid_string_is_valid (id))
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if (g_ascii_isupper (*p))
      return FALSE;
  return TRUE;
}

static gboolean
refuse (GError         **error,
        const PpChange  *change,
        const char      *reason)
{
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "%s “%.80s”: %s",
               pp_record_type_to_string (change->type), change->id, reason);
  return FALSE;
}

/* The number of the revision is the server's, and what was lowered stays told: entries are only added. */
static gboolean
admits_field_of_model (const PpChange  *change,
                       GError         **error)
{
  if (strcmp (change->field, "revision") == 0)
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_FIELD, "A model has no field “revision”");
      return FALSE;
    }
  if (strcmp (change->field, "lowerings") == 0 ||
      (g_str_has_prefix (change->field, "lowerings/") && change->before != NULL))
    return refuse (error, change, "what is told of lowered markings is not changed");
  return TRUE;
}

gboolean
_pp_draft_admits (const PpChange  *change,
                  const char      *model_id,
                  GError         **error)
{
  if (change->type == PP_RECORD_COMMENT)
    return refuse (error, change, "comments are no changes of a model here; they are added by themselves");
  if (change->type == PP_RECORD_MODEL)
    {
      if (strcmp (change->id, model_id) != 0)
        return refuse (error, change, "is another model");
      return change->operation != PP_CHANGE_SET || admits_field_of_model (change, error);
    }
  if (!pp_record_id_is_valid (change->id) || strcmp (change->id, model_id) == 0)
    return refuse (error, change, "an identifier is a UUID of its own in small letters");
  return TRUE;
}

static gboolean
check_text (PpRecord         *record,
            const TextBound  *bound,
            GError          **error)
{
  g_autoptr (JsonNode) value = pp_record_dup_field (record, bound->field);
  const char *text = value != NULL ? pp_json_get_text (value) : NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= bound->max_length)
    return TRUE;
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE, "“%s” of a %s has at most %ld characters",
               bound->field, pp_record_type_to_string (bound->type), bound->max_length);
  return FALSE;
}

static gboolean
check_texts (PpRecord  *record,
             GError   **error)
{
  PpRecordType type = pp_record_get_record_type (record);

  for (guint i = 0; i < G_N_ELEMENTS (text_bounds); i++)
    if (text_bounds[i].type == type && !check_text (record, &text_bounds[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
check_references (PpRecord  *record,
                  GError   **error)
{
  PpRecordType type = pp_record_get_record_type (record);
  const char *key;

  for (guint i = 0; i < G_N_ELEMENTS (reference_fields); i++)
    {
      g_autoptr (JsonNode) value = NULL;

      if (pp_record_type_find_field (type, reference_fields[i], &key) == NULL)
        continue;
      value = pp_record_dup_field (record, reference_fields[i]);
      if (value == NULL || pp_record_id_is_valid (pp_json_get_text (value)))
        continue;
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "“%s” is no UUID in small letters",
                   reference_fields[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_value (JsonNode  *value,
                             guint      depth,
                             GError   **error);

static gboolean
check_members (JsonObject  *object,
               guint        depth,
               GError     **error)
{
  JsonObjectIter iter;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &value))
    if (!check_value (value, depth, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_items (JsonArray  *array,
             guint       depth,
             GError    **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_value (json_array_get_element (array, i), depth, error))
      return FALSE;
  return TRUE;
}

/* PostgreSQL writes numbers out to their last digit: 1e131000, which it takes, is a text of 128 KiB. */
static gboolean
check_number (JsonNode  *value,
              GError   **error)
{
  GType type = json_node_get_value_type (value);

  if ((type != G_TYPE_STRING || pp_json_get_text (value) != NULL) &&
      (type != G_TYPE_DOUBLE || fabs (json_node_get_double (value)) < MAX_NUMBER))
    return TRUE;
  g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                       "A number is one of 64 bits, or a fraction that is not larger");
  return FALSE;
}

static gboolean
check_value (JsonNode  *value,
             guint      depth,
             GError   **error)
{
  if (depth > PP_DRAFT_MAX_DEPTH)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE, "A value nests more than %d levels",
                   PP_DRAFT_MAX_DEPTH);
      return FALSE;
    }
  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      return check_members (json_node_get_object (value), depth + 1, error);

    case JSON_NODE_ARRAY:
      return check_items (json_node_get_array (value), depth + 1, error);

    case JSON_NODE_VALUE:
      return check_number (value, error);

    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

gboolean
_pp_draft_check_marking (JsonNode  *value,
                         GError   **error)
{
  g_autoptr (PpMarking) marking = NULL;
  g_autoptr (GError) reason = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  marking = pp_marking_new_from_json (value, &reason);
  if (marking != NULL)
    return TRUE;
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "/marking%s%s",
               *reason->message == '/' ? "" : ": ", reason->message);
  return FALSE;
}

static gboolean
check_size (PpRecord  *record,
            JsonNode  *node,
            GError   **error)
{
  PpRecordType type = pp_record_get_record_type (record);
  g_autofree char *text = NULL;
  gsize length;

  text = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, &length);
  if (length <= max_bytes[type])
    return TRUE;
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE, "A %s has at most %" G_GSIZE_FORMAT " bytes",
               pp_record_type_to_string (type), max_bytes[type]);
  return FALSE;
}

gboolean
_pp_draft_check_record (PpRecord  *record,
                        GError   **error)
{
  g_autoptr (JsonNode) node = pp_record_to_json (record);

  if (PP_IS_ELEMENT (record) && *pp_element_get_kind (PP_ELEMENT (record)) == '\0')
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "An element needs a kind");
      return FALSE;
    }
  return check_value (node, 0, error) &&
         _pp_draft_check_marking (json_object_get_member (json_node_get_object (node), "marking"), error) &&
         check_texts (record, error) && check_references (record, error) && check_size (record, node, error);
}

static void
append_member (GString    *out,
               const char *name,
               JsonNode   *value)
{
  g_string_append_c (out, ',');
  pp_json_append_string (out, name);
  g_string_append_c (out, ':');
  pp_json_append (out, value, PP_JSON_STYLE_COMPACT, 0);
}

void
_pp_draft_append_row (GString    *out,
                      PpRecord   *record,
                      const char *keys)
{
  static const char * const columns[] = {
    "properties", "kind", "name", "title", "parent", "source", "target", "element", "number", "status", "severity",
  };
  g_autoptr (JsonNode) node = pp_record_to_json (record);
  JsonObject *object = json_node_get_object (node);

  g_string_append_printf (out, "{\"id\":\"%s\"", pp_record_get_id (record));
  if (keys != NULL)
    g_string_append_printf (out, ",\"keys\":%s", keys);
  append_member (out, "document", node);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      JsonNode *value = json_object_get_member (object, columns[i]);

      if (value != NULL)
        append_member (out, columns[i], value);
    }
  g_string_append_c (out, '}');
}
