/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has changed since an older version of the model, a row for each record. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-diff.h"
#include "pp-finding-words.h"
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
    [PP_RECORD_MODEL] = N_("Model"),
    [PP_RECORD_NODE] = N_("Element"),
    [PP_RECORD_EDGE] = N_("Flow"),
    [PP_RECORD_THREAT] = N_("Threat"),
    [PP_RECORD_CONTROL] = N_("Control"),
    [PP_RECORD_COMMENT] = N_("Comment"),
    [PP_RECORD_LAYOUT] = N_("Diagram"),
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
  if (PP_IS_THREAT (record))
    return pp_wording_dup_title (&self->wording, PP_THREAT (record));
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
    return g_strdup (pp_report_say (self->report, "nothing"));
  if (g_str_has_prefix (change->field, "facts/"))
    said = pp_fact_get_value (value);
  if (strcmp (change->field, "marking") == 0)
    {
      char *marking = _pp_report_dup_marking (value);

      return marking != NULL ? marking : g_strdup (pp_report_say (self->report, "nothing"));
    }
  if (field != NULL && field->type == PP_FIELD_ID && JSON_NODE_HOLDS_VALUE (value))
    return _pp_report_dup_name (self, json_node_get_string (value));
  return shorten (_pp_report_dup_value (self->report, said));
}

/* Fields that people know by another name than files do; the others are internal. */
static const struct {
  const char *field;
  const char *label;
} labels[] = {
  { "author", N_("Author") },
  { "bidirectional", N_("Bidirectional") },
  { "category", N_("Category") },
  { "contributors", N_("Contributors") },
  { "created", N_("Created") },
  { "description", N_("Description") },
  { "disabledPacks", N_("Rules switched off") },
  { "element", N_("Element") },
  { "inherentRisk", N_("Inherent risk") },
  { "killChainPhases", N_("Kill-chain phases") },
  { "kind", N_("Kind") },
  { "marking", N_("Marking") },
  { "methodology", N_("Method") },
  { "mitigation", N_("Mitigation") },
  { "name", N_("Name") },
  { "number", N_("Number") },
  { "order", N_("Order") },
  { "origin", N_("Origin") },
  { "outOfScope", N_("Out of scope") },
  { "owner", N_("Owner") },
  { "parent", N_("Inside") },
  { "protocol", N_("Protocol") },
  { "references", N_("References") },
  { "residualRisk", N_("Residual risk") },
  { "resolved", N_("Resolved") },
  { "reviewer", N_("Reviewer") },
  { "revision", N_("Revision") },
  { "rule", N_("Rule") },
  { "scope", N_("Scope") },
  { "scopeReason", N_("Why it is out of scope") },
  { "score", N_("Score") },
  { "severity", N_("Severity") },
  { "source", N_("Source") },
  { "status", N_("Status") },
  { "target", N_("Target") },
  { "techniques", N_("Techniques") },
  { "text", N_("Text") },
  { "threats", N_("Answers") },
  { "title", N_("Title") },
};

/* What a field is called: facts as everywhere, properties as their owner calls them. */
static const char *
field_label (PpReportBuilder *self,
             const char      *field)
{
  const char *slash = strchr (field, '/');

  if (g_str_has_prefix (field, "facts/"))
    return pp_report_say (self->report, pp_property_get_label (self->kinds, slash + 1));
  if (slash != NULL)
    return slash + 1;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].field, field) == 0)
      return pp_report_say (self->report, labels[i].label);
  return field;
}

/* What nobody typed: how a program keeps things, or what has a section of its own. */
static gboolean
is_internal (const char *field)
{
  return g_str_has_prefix (field, "foreign") || g_str_has_prefix (field, "lowerings") ||
         strcmp (field, "evidence") == 0 || strcmp (field, "viewport") == 0 || strcmp (field, "threatTop") == 0;
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
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (g_str_has_prefix (change->field, "placements/"))
    {
      row->n_placed += !is_restacked (change);
      return;
    }
  if (is_internal (change->field))
    return;
  before = dup_value (self, change, change->before);
  after = dup_value (self, change, change->after);
  if (row->details->len > 0)
    g_string_append_c (row->details, '\n');
  /* Translators: what was changed, and its value before and after, as in “Name: Shop → Kiosk”. */
  g_string_append_printf (row->details, pp_report_say (self->report, "%s: %s → %s"),
                          field_label (self, change->field), before, after);
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
  static const char * const operations[] = { N_("Added"), N_("Removed"), N_("Changed") };
  g_autofree char *title = dup_title (self, row);
  g_autofree char *what = g_strdup_printf ("%s\n%s", pp_report_say (self->report, type_word (row->type)), title);

  if (row->n_placed > 0)
    {
      if (row->details->len > 0)
        g_string_append_c (row->details, '\n');
      g_string_append_printf (row->details, pp_report_say (self->report, "Elements drawn elsewhere or anew: %u"),
                              row->n_placed);
    }
  pp_report_block_add_row (table, pp_report_say (self->report, operations[row->operation]), what,
                           row->details->str, NULL);
}

void
_pp_report_add_changes (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = { { N_("Change"), 1.2 }, { N_("What"), 3 }, { N_("Details"), 5 } };
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  PpReportBlock *table = NULL;

  if (self->options->since == NULL)
    return;
  changes = pp_diff_models (self->options->since, self->model);
  rows = collect_rows (self, changes);
  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Changes"));
  for (guint i = 0; i < rows->len; i++)
    {
      if (!is_of_interest (self, g_ptr_array_index (rows, i)))
        continue;
      if (table == NULL)
        {
          pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                                   pp_report_say (self->report, "What has changed since the version compared with."));
          table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
        }
      add_row (self, table, g_ptr_array_index (rows, i));
    }
  if (table == NULL)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_report_say (self->report, "Nothing has changed."));
}
