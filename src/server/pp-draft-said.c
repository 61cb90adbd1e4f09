/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a change may say, whoever says it: a typed mutation or a list of changes. Files are read with more patience, and
 * so is what stands in rows already: what is not said anew is not looked at. */

#include "pp-draft-private.h"

#include <string.h>

#include "pp-fact.h"
#include "pp-json.h"
#include "pp-text.h"

typedef enum {
  NEEDED,                       /* a record always has it */
  WHERE_SAID,                   /* a record may lack it, but it is not taken away */
  NOT_BLANK,                    /* it may be absent or empty */
} Need;

/* What people know a record by. Lines and boundaries often have no name. */
static const struct {
  PpRecordType  type;
  const char   *field;
  Need          need;
} words[] = {
  { PP_RECORD_MODEL, "title", NEEDED },
  { PP_RECORD_NODE, "kind", NEEDED },
  { PP_RECORD_NODE, "name", NOT_BLANK },
  { PP_RECORD_EDGE, "kind", NEEDED },
  { PP_RECORD_EDGE, "name", NOT_BLANK },
  { PP_RECORD_THREAT, "title", WHERE_SAID },
  { PP_RECORD_CONTROL, "title", WHERE_SAID },
  { PP_RECORD_LAYOUT, "title", NEEDED },
};

static gboolean
refuse (GError      **error,
        const char   *field,
        const char   *reason)
{
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, "/%.80s: %s", field, reason);
  return FALSE;
}

static gboolean
check_word (PpRecordType  type,
            const char   *field,
            JsonNode     *value,
            GError      **error)
{
  const char *text = value != NULL ? pp_json_get_text (value) : "";

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].type != type || strcmp (words[i].field, field) != 0 || text == NULL || !pp_text_is_blank (text))
        continue;
      if (words[i].need != NOT_BLANK)
        return refuse (error, field, "must say something");
      if (*text != '\0')
        return refuse (error, field, "is of blanks alone");
    }
  return TRUE;
}

gboolean
pp_draft_spells_level (const char *level)
{
  g_autofree char *capitals = g_utf8_strup (level, -1);

  return strcmp (level, capitals) == 0;
}

static gboolean
check_marking (JsonNode  *value,
               GError   **error)
{
  JsonObject *levels = value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  if (!_pp_draft_check_marking (value, error))
    return FALSE;
  for (PpMarkingScheme scheme = 0; levels != NULL && scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      const char *level = pp_json_get_string (levels, pp_marking_scheme_get_id (scheme), NULL);

      if (level != NULL && !pp_draft_spells_level (level))
        return refuse (error, "marking", "a level is spelled in capitals");
    }
  return TRUE;
}

static gboolean
check_fact (const char  *name,
            JsonNode    *fact,
            GError     **error)
{
  if (fact == NULL || pp_fact_is_valid (fact))
    return TRUE;
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
               "/facts/%.80s: must be an object with a “value” and a “source” that is known", name);
  return FALSE;
}

static gboolean
check_facts (JsonNode  *facts,
             GError   **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  if (facts == NULL || !JSON_NODE_HOLDS_OBJECT (facts))
    return TRUE;
  json_object_iter_init (&iter, json_node_get_object (facts));
  while (json_object_iter_next (&iter, &name, &fact))
    if (!check_fact (name, fact, error))
      return FALSE;
  return TRUE;
}

/* A field, or one entry of it. That it is of the right type, the record sees to. */
static gboolean
check_field (PpRecordType  type,
             const char   *name,
             JsonNode     *value,
             GError      **error)
{
  const char *key;
  const PpField *field = pp_record_type_find_field (type, name, &key);

  if (field == NULL || g_str_equal (field->name, "extra"))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_FIELD, "A %s has no field “%.80s”",
                   pp_record_type_to_string (type), name);
      return FALSE;
    }
  if (g_str_equal (field->name, "marking"))
    return check_marking (value, error);
  if (g_str_equal (field->name, "facts"))
    return key != NULL ? check_fact (key, value, error) : check_facts (value, error);
  return check_word (type, name, value, error);
}

static gboolean
check_added (const PpChange  *change,
             GError         **error)
{
  JsonObject *record = json_node_get_object (change->after);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, record);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (strchr (name, '/') != NULL)
        return refuse (error, name, "is no field");
      if (!check_field (change->type, name, value, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].type == change->type && words[i].need == NEEDED && !json_object_has_member (record, words[i].field))
      return refuse (error, words[i].field, "must say something");
  return TRUE;
}

gboolean
_pp_draft_check_said (const PpChange  *change,
                      GError         **error)
{
  switch (change->operation)
    {
    case PP_CHANGE_ADD:
      return check_added (change, error);

    case PP_CHANGE_SET:
      return check_field (change->type, change->field, change->after, error);

    case PP_CHANGE_REMOVE:
    default:
      return TRUE;
    }
}
