/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has changed since an older version of the model, a row for each record. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-diff.h"
#include "pp-json.h"

#define LONGEST_VALUE 160

typedef struct {
  PpRecordType       type;
  const char        *id;
  PpChangeOperation  operation;
  GString           *details;
  guint              n_placed;
} Row;

static void
row_free (Row *self)
{
  g_string_free (self->details, TRUE);
  g_free (self);
}

static const char *
type_word (PpRecordType type)
{
  static const char * const words[PP_N_RECORD_TYPES] = {
    [PP_RECORD_MODEL] = "Model",
    [PP_RECORD_NODE] = "Element",
    [PP_RECORD_EDGE] = "Flow",
    [PP_RECORD_THREAT] = "Threat",
    [PP_RECORD_CONTROL] = "Control",
    [PP_RECORD_COMMENT] = "Comment",
    [PP_RECORD_LAYOUT] = "Diagram",
  };

  return words[type];
}

static PpRecord *
find_record (PpModel      *model,
             PpRecordType  type,
             const char   *id)
{
  return type == PP_RECORD_MODEL ? PP_RECORD (pp_model_get_info (model)) : pp_model_lookup (model, id);
}

static char *
dup_title (PpReportBuilder *self,
           const Row       *row)
{
  PpRecord *record = find_record (self->model, row->type, row->id);

  if (record == NULL)
    record = find_record (self->options->since, row->type, row->id);
  if (record == NULL)
    return g_strdup ("");
  if (PP_IS_ELEMENT (record) && pp_model_lookup_element (self->model, row->id) != NULL)
    return _pp_report_dup_name (self, row->id);
  return g_strdup (pp_record_get_title (record));
}

static char *
shorten (char *text)
{
  g_autofree char *whole = g_strdelimit (text, "\n\r", ' ');

  if (g_utf8_strlen (whole, -1) <= LONGEST_VALUE)
    return g_steal_pointer (&whole);
  *g_utf8_offset_to_pointer (whole, LONGEST_VALUE - 1) = '\0';
  return g_strconcat (whole, "…", NULL);
}

/* A fact's value stands in an object with its source. */
static char *
dup_value (PpReportBuilder *self,
           const PpChange  *change,
           JsonNode        *value)
{
  const char *key;
  const PpField *field = pp_record_type_find_field (change->type, change->field, &key);
  JsonNode *said = value;

  if (value == NULL)
    return g_strdup ("nothing");
  if (g_str_has_prefix (change->field, "facts/"))
    said = pp_fact_get_value (value);
  if (strcmp (change->field, "marking") == 0)
    {
      char *marking = _pp_report_dup_marking (value);

      return marking != NULL ? marking : g_strdup ("nothing");
    }
  if (field != NULL && field->type == PP_FIELD_ID && JSON_NODE_HOLDS_VALUE (value))
    return _pp_report_dup_name (self, json_node_get_string (value));
  return shorten (_pp_report_dup_value (said));
}

/* “scopeReason” as “scope reason”. */
static char *
dup_words (const char *name)
{
  GString *words = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p) && p > name)
        g_string_append_c (words, ' ');
      g_string_append_c (words, g_ascii_tolower (*p));
    }
  return g_string_free (words, FALSE);
}

static JsonNode *
without_order (JsonNode *placement)
{
  JsonNode *copy = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (placement));
  while (json_object_iter_next (&iter, &name, &value))
    if (strcmp (name, "z") != 0)
      json_object_set_member (object, name, json_node_ref (value));
  json_node_take_object (copy, object);
  return copy;
}

/* The same place, above or below others. */
static gboolean
is_restacked (const PpChange *change)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  if (change->before == NULL || change->after == NULL || !JSON_NODE_HOLDS_OBJECT (change->before) ||
      !JSON_NODE_HOLDS_OBJECT (change->after))
    return FALSE;
  before = without_order (change->before);
  after = without_order (change->after);
  return pp_json_equal (before, after);
}

static void
describe_set (PpReportBuilder *self,
              Row             *row,
              const PpChange  *change)
{
  const char *slash = strchr (change->field, '/');
  g_autofree char *label = slash == NULL ? dup_words (change->field) : g_strdup (slash + 1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (g_str_has_prefix (change->field, "placements/"))
    {
      row->n_placed += !is_restacked (change);
      return;
    }
  if (g_str_has_prefix (change->field, "foreign") || strcmp (change->field, "evidence") == 0 ||
      strcmp (change->field, "viewport") == 0 || strcmp (change->field, "threatTop") == 0)
    return;
  before = dup_value (self, change, change->before);
  after = dup_value (self, change, change->after);
  g_string_append_printf (row->details, "%s%s: %s → %s", row->details->len > 0 ? "\n" : "", label, before, after);
}

static GPtrArray *
collect_rows (PpReportBuilder *self,
              GPtrArray       *changes)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr (GHashTable) by_record = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);
      g_autofree char *key = g_strdup_printf ("%d %d %s", change->type, change->operation, change->id);
      Row *row = g_hash_table_lookup (by_record, key);

      if (row == NULL)
        {
          row = g_new0 (Row, 1);
          row->type = change->type;
          row->id = change->id;
          row->operation = change->operation;
          row->details = g_string_new (NULL);
          g_hash_table_insert (by_record, g_steal_pointer (&key), row);
          g_ptr_array_add (rows, row);
        }
      if (change->operation == PP_CHANGE_SET)
        describe_set (self, row, change);
    }
  return rows;
}

static gboolean
is_of_interest (PpReportBuilder *self,
                const Row       *row)
{
  PpThreat *threat = row->type == PP_RECORD_THREAT ? pp_model_lookup_threat (self->model, row->id) : NULL;

  if (row->operation == PP_CHANGE_SET && row->details->len == 0 && row->n_placed == 0)
    return FALSE;
  if (self->shown == NULL)
    return TRUE;
  if (row->type == PP_RECORD_NODE || row->type == PP_RECORD_EDGE)
    return _pp_report_shows (self, row->id);
  return threat != NULL && _pp_report_shows (self, pp_threat_get_element (threat));
}

static void
add_row (PpReportBuilder *self,
         PpReportBlock   *table,
         const Row       *row)
{
  static const char * const operations[] = { "Added", "Removed", "Changed" };
  g_autofree char *title = dup_title (self, row);
  g_autofree char *what = g_strdup_printf ("%s\n%s", type_word (row->type), title);

  if (row->n_placed > 0)
    g_string_append_printf (row->details, "%s%u %s drawn elsewhere or anew", row->details->len > 0 ? "\n" : "",
                            row->n_placed, row->n_placed == 1 ? "element" : "elements");
  pp_report_block_add_row (table, operations[row->operation], what, row->details->str, NULL);
}

void
_pp_report_add_changes (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = { { "Change", 1.2 }, { "What", 3 }, { "Details", 5 } };
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  PpReportBlock *table = NULL;

  if (self->options->since == NULL)
    return;
  changes = pp_diff_models (self->options->since, self->model);
  rows = collect_rows (self, changes);
  pp_report_add_heading (self->report, 1, "Changes");
  for (guint i = 0; i < rows->len; i++)
    {
      if (!is_of_interest (self, g_ptr_array_index (rows, i)))
        continue;
      if (table == NULL)
        {
          pp_report_add_paragraph (self->report, PP_TONE_PLAIN, "What has changed since the version compared with.");
          table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
        }
      add_row (self, table, g_ptr_array_index (rows, i));
    }
  if (table == NULL)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, "Nothing has changed.");
}
