/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-describe.h"

#include <string.h>

#include "pp-cli.h"
#include "pp-json.h"

#define LONGEST_VALUE 80

static PpRecord *
find_record (PpModel * const *models,
             const char      *id)
{
  for (guint i = 0; models[i] != NULL; i++)
    {
      PpRecord *record = pp_model_lookup (models[i], id);

      if (record != NULL)
        return record;
    }
  return NULL;
}

static const char *
type_name (PpRecordType type)
{
  switch (type)
    {
    case PP_RECORD_MODEL:   return _("model");
    case PP_RECORD_NODE:    return _("node");
    case PP_RECORD_EDGE:    return _("edge");
    case PP_RECORD_THREAT:  return _("threat");
    case PP_RECORD_CONTROL: return _("control");
    case PP_RECORD_COMMENT: return _("comment");
    case PP_RECORD_LAYOUT:  return _("diagram");
    default:                g_assert_not_reached ();
    }
}

/* The title of what has one, or the identifier. */
static const char *
name_of_record (PpRecord *record)
{
  const char *title = pp_record_get_title (record);

  return *title != '\0' ? title : pp_record_get_id (record);
}

/* One line of at most LONGEST_VALUE characters. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  g_autofree char *head = NULL;

  if (g_utf8_strlen (line, -1) <= LONGEST_VALUE)
    return g_steal_pointer (&line);
  head = g_utf8_substring (line, 0, LONGEST_VALUE - 1);
  return g_strconcat (head, "…", NULL);
}

static char *
name_of_id (PpModel * const *models,
            const char      *id)
{
  PpRecord *record = find_record (models, id);

  return shorten (record != NULL ? name_of_record (record) : id);
}

static char *
describe_ends (PpModel * const *models,
               PpEdge          *edge)
{
  const char *source = pp_edge_get_source (edge), *target = pp_edge_get_target (edge);
  g_autofree char *from = source != NULL ? name_of_id (models, source) : g_strdup ("…");
  g_autofree char *to = target != NULL ? name_of_id (models, target) : g_strdup ("…");

  return g_strdup_printf (" (%s → %s)", from, to);
}

static char *
describe_threat (PpModel * const *models,
                 PpThreat        *threat)
{
  const char *element = pp_threat_get_element (threat);
  g_autofree char *name = element != NULL ? name_of_id (models, element) : NULL;

  return name != NULL ? g_strdup_printf (_(" of “%s”"), name) : g_strdup ("");
}

/**
 * pp_cli_describe_record:
 * @models: (array zero-terminated=1): where to look
 * @type: the kind of record
 * @id: its identifier
 *
 * Returns: (transfer full): such as `edge “orders” (Shop → Database)`
 */
char *
pp_cli_describe_record (PpModel * const *models,
                        PpRecordType     type,
                        const char      *id)
{
  PpRecord *record = find_record (models, id);
  g_autofree char *name = name_of_id (models, id);
  g_autofree char *more = NULL;

  if (record != NULL && PP_IS_EDGE (record))
    more = describe_ends (models, PP_EDGE (record));
  else if (record != NULL && PP_IS_THREAT (record))
    more = describe_threat (models, PP_THREAT (record));
  return g_strdup_printf ("%s “%s”%s", type_name (type), name, more != NULL ? more : "");
}

static gboolean
is_text (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING;
}

/**
 * pp_cli_describe_value:
 * @models: (array zero-terminated=1): where to look for names
 * @type: the kind of record
 * @field: the field that has the value
 * @value: (nullable): the value
 *
 * Returns: (transfer full): the value in a form for people, on one line
 */
char *
pp_cli_describe_value (PpModel * const *models,
                       PpRecordType     type,
                       const char      *field,
                       JsonNode        *value)
{
  const char *key = NULL;
  const PpField *row = field != NULL ? pp_record_type_find_field (type, field, &key) : NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return g_strdup (_("nothing"));
  if (is_text (value))
    {
      gboolean is_reference = row != NULL && row->type == PP_FIELD_ID;

      text = is_reference ? name_of_id (models, json_node_get_string (value))
                          : shorten (json_node_get_string (value));
      return g_strdup_printf ("“%s”", text);
    }
  text = pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL);
  return shorten (text);
}

static JsonNode *
placement_member (JsonNode   *placement,
                  const char *name)
{
  return json_object_get_member (json_node_get_object (placement), name);
}

static gboolean
any_differs (JsonNode           *before,
             JsonNode           *after,
             const char * const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!pp_json_equal (placement_member (before, names[i]), placement_member (after, names[i])))
        return TRUE;
    }
  return FALSE;
}

/* What changed between two placements, in words; empty when only other formats' keys did. */
static char *
describe_placement (JsonNode *before,
                    JsonNode *after)
{
  static const char * const place[] = { "x", "y", NULL };
  static const char * const size[] = { "width", "height", NULL };
  static const char * const line[] = {
    "points", "sourcePoint", "targetPoint", "sourceSide", "targetSide", "labelPosition", NULL,
  };
  static const char * const rest[] = { "z", "angle", "hidden", NULL };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (before == NULL)
    return g_strdup (_("shown"));
  if (after == NULL)
    return g_strdup (_("no longer shown"));
  if (any_differs (before, after, place))
    g_ptr_array_add (words, _("moved"));
  if (any_differs (before, after, size))
    g_ptr_array_add (words, _("resized"));
  if (any_differs (before, after, line))
    g_ptr_array_add (words, _("drawn along another line"));
  if (any_differs (before, after, rest))
    g_ptr_array_add (words, _("restacked or turned"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static char *
describe_set (PpModel * const *models,
              PpChange        *change)
{
  g_autofree char *before = pp_cli_describe_value (models, change->type, change->field, change->before);
  g_autofree char *after = pp_cli_describe_value (models, change->type, change->field, change->after);

  return g_strdup_printf ("%s: %s → %s", change->field, before, after);
}

char *
pp_cli_describe_change (PpModel * const *models,
                        PpChange        *change)
{
  static const char signs[] = { '+', '-', '~' };
  g_autofree char *record = pp_cli_describe_record (models, change->type, change->id);
  g_autofree char *what = NULL;
  const char *key = NULL;

  if (change->operation != PP_CHANGE_SET)
    return g_strdup_printf ("%c %s\n", signs[change->operation], record);
  if (g_str_has_prefix (change->field, "foreign/"))
    return NULL;
  if (g_str_has_prefix (change->field, "placements/"))
    {
      g_autofree char *name = NULL;

      key = change->field + strlen ("placements/");
      what = describe_placement (change->before, change->after);
      if (*what == '\0')
        return NULL;
      name = name_of_id (models, key);
      return g_strdup_printf ("%c %s: “%s” %s\n", signs[PP_CHANGE_SET], record, name, what);
    }
  what = describe_set (models, change);
  return g_strdup_printf ("%c %s: %s\n", signs[PP_CHANGE_SET], record, what);
}

static const char *
conflict_text (PpConflictKind kind)
{
  switch (kind)
    {
    case PP_CONFLICT_BOTH_CHANGED:
      return _("both sides changed it");

    case PP_CONFLICT_REMOVED_AND_CHANGED:
      return _("one side removed it, the other changed it");

    case PP_CONFLICT_REMOVED_AND_USED:
      return _("one side removed it, the other hung something on it");

    case PP_CONFLICT_TWO_TYPES:
      return _("both sides added it, as different things");

    default:
      g_assert_not_reached ();
    }
}

/**
 * pp_cli_describe_conflict:
 * @models: (array zero-terminated=1): where to look for names
 * @conflict: a conflict
 *
 * Returns: (transfer full): one line without its end
 */
char *
pp_cli_describe_conflict (PpModel * const  *models,
                          const PpConflict *conflict)
{
  g_autofree char *record = pp_cli_describe_record (models, conflict->type, conflict->id);
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  if (conflict->field == NULL)
    return g_strdup_printf ("%s: %s", record, conflict_text (conflict->kind));
  ours = pp_cli_describe_value (models, conflict->type, conflict->field, conflict->ours);
  theirs = pp_cli_describe_value (models, conflict->type, conflict->field, conflict->theirs);
  /* Translators: a record, one of its fields, what happened, and the two values. */
  return g_strdup_printf (_("%s: %s: %s: ours %s, theirs %s"), record, conflict->field,
                          conflict_text (conflict->kind), ours, theirs);
}
