/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-reader-private.h"

#include <string.h>

#include "pp-json.h"

/* Pointers of hostile files may be long; messages need not be. */
#define MAX_NAME_LENGTH 80

/**
 * _pp_pointer_add:
 * @pointer: where the object is
 * @name: a member of it
 *
 * Returns: (transfer full): where the member is
 */
char *
_pp_pointer_add (const char *pointer,
                 const char *name)
{
  GString *longer = g_string_new (pointer);
  const char *end = name + MIN (strlen (name), MAX_NAME_LENGTH);

  while (end > name && ((guchar) *end & 0xC0) == 0x80)
    end--;

  g_string_append_c (longer, '/');
  for (const char *p = name; p < end; p++)
    {
      if (*p == '~')
        g_string_append (longer, "~0");
      else if (*p == '/')
        g_string_append (longer, "~1");
      else
        g_string_append_c (longer, *p);
    }
  if (*end != '\0')
    g_string_append (longer, "…");

  return g_string_free (longer, FALSE);
}

/* Always returns FALSE. */
gboolean
_pp_refuse (GError     **error,
            const char  *pointer,
            const char  *format,
            ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_INVALID, "%s: %s",
               *pointer != '\0' ? pointer : "/", message);

  return FALSE;
}

/* Errors of the model begin with the place inside the record, or with no place. */
static gboolean
refuse_record (GError     **error,
               const char  *pointer,
               GError      *reason)
{
  const char *format = reason->message[0] == '/' ? "%s%s" : "%s: %s";
  PpFormatError code = g_error_matches (reason, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE)
                       ? PP_FORMAT_ERROR_LIMIT : PP_FORMAT_ERROR_INVALID;

  g_set_error (error, PP_FORMAT_ERROR, code, format, pointer, reason->message);

  return FALSE;
}

gboolean
_pp_add_record (PpModel       *model,
                PpRecordType   type,
                const char    *id,
                JsonNode      *record,
                const char    *pointer,
                GError       **error)
{
  g_autoptr (GError) reason = NULL;

  if (*id == '\0' || strlen (id) > PP_MODEL_MAX_ID_LENGTH)
    return _pp_refuse (error, pointer, "an identifier has 1 to %d bytes", PP_MODEL_MAX_ID_LENGTH);
  if (!JSON_NODE_HOLDS_OBJECT (record))
    return _pp_refuse (error, pointer, "must be an object");

  return pp_model_add_record (model, type, id, record, &reason) ||
         refuse_record (error, pointer, reason);
}

static gboolean
set_info_member (PpModel     *model,
                 const char  *name,
                 JsonNode    *value,
                 GError     **error)
{
  g_autoptr (PpChange) change = NULL;
  g_autofree char *extra = NULL;
  const char *key;

  if (pp_record_type_find_field (PP_RECORD_MODEL, name, &key) == NULL || key != NULL ||
      strcmp (name, "extra") == 0)
    name = extra = g_strconcat ("extra/", name, NULL);

  change = pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), name, NULL, value);

  return pp_model_apply_silently (model, change, error);
}

/**
 * _pp_set_info:
 * @model: a model that is being made
 * @record: what is said of the model as a whole, in the form of pp_record_to_json()
 * @pointer: where that is
 * @error: return location for an error
 */
gboolean
_pp_set_info (PpModel     *model,
              JsonObject  *record,
              const char  *pointer,
              GError     **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, record);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autoptr (GError) reason = NULL;

      if (!set_info_member (model, name, value, &reason))
        return refuse_record (error, pointer, reason);
    }

  return TRUE;
}

char *
_pp_record_type_plural (PpRecordType type)
{
  return g_strconcat (pp_record_type_to_string (type), "s", NULL);
}

/* Takes the object. */
JsonNode *
_pp_object_node (JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);

  return node;
}

JsonNode *
_pp_text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/**
 * _pp_shallow_copy:
 * @object: (nullable): an object
 *
 * Returns: (transfer full): an object with the same members, which are shared
 */
JsonObject *
_pp_shallow_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return copy;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_ref (value));

  return copy;
}

gboolean
_pp_objects_equal (JsonObject *a,
                   JsonObject *b)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;

  if (a == NULL || b == NULL)
    return a == b;

  first = json_node_init_object (json_node_alloc (), a);
  second = json_node_init_object (json_node_alloc (), b);

  return pp_json_equal (first, second);
}
