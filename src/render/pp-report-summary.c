/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that is read when no other is. */

#include "pp-report-private.h"

#include <string.h>

#define N_WORST 10
#define N_SEVERITIES 4

static guint
count_elements (PpReportBuilder *self,
                PpRecordType     type)
{
  guint n = 0;

  for (guint i = 0; i < pp_model_get_n_records (self->model, type); i++)
    {
      PpElement *element = PP_ELEMENT (pp_model_peek_record (self->model, type, i));
      PpDfdClass dfd_class = pp_kind_get_dfd_class (pp_kinds_resolve (self->kinds, pp_element_get_kind (element),
                                                                      type == PP_RECORD_EDGE));

      n += dfd_class != PP_DFD_TEXT && dfd_class != PP_DFD_BOUNDARY &&
           _pp_report_shows (self, pp_record_get_id (PP_RECORD (element)));
    }
  return n;
}

static guint
count_entries (PpReportBuilder *self,
               int              severity,
               const char      *status)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (self->entries, i);

      n += entry->severity == severity && strcmp (_pp_report_status_word (entry), status) == 0;
    }
  return n;
}

static guint
count_open (PpReportBuilder *self,
            int              from_severity)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (self->entries, i);

      n += entry->severity >= from_severity && pp_register_entry_is_open (entry);
    }
  return n;
}

static void
add_number (PpReportBlock *block,
            guint          number,
            PpReportTone   tone,
            const char    *label)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  GArray *row = pp_report_row_new ();

  pp_report_row_add (row, number > 0 ? tone : PP_TONE_PLAIN, text);
  pp_report_row_add (row, PP_TONE_PLAIN, label);
  g_ptr_array_add (block->rows, row);
}

static void
add_numbers (PpReportBuilder *self)
{
  PpReport *report = self->report;
  PpReportBlock *block = pp_report_add_numbers (report);
  guint n_open = count_open (self, -1), n_critical = count_open (self, 3);
  guint n_nodes = count_elements (self, PP_RECORD_NODE), n_edges = count_elements (self, PP_RECORD_EDGE);

  add_number (block, n_open, PP_TONE_STRONG, pp_report_say (report, "Open threats"));
  add_number (block, n_critical, PP_TONE_CRITICAL, pp_report_say (report, "Critical and open"));
  add_number (block, count_open (self, 2) - n_critical, PP_TONE_HIGH, pp_report_say (report, "High and open"));
  add_number (block, self->entries->len - n_open, PP_TONE_PLAIN, pp_report_say (report, "Settled"));
  add_number (block, n_nodes, PP_TONE_PLAIN, pp_report_say (report, "Elements"));
  add_number (block, n_edges, PP_TONE_PLAIN, pp_report_say (report, "Flows"));
}

/* The statuses that occur, open ones first, then by word. */
static GPtrArray *
list_statuses (PpReportBuilder *self)
{
  GPtrArray *statuses = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const char *word = _pp_report_status_word (g_ptr_array_index (self->entries, i));

      if (!g_ptr_array_find_with_equal_func (statuses, word, g_str_equal, NULL))
        g_ptr_array_add (statuses, (gpointer) word);
    }
  return statuses;
}

static void
add_severity_row (PpReportBuilder *self,
                  PpReportBlock   *table,
                  int              severity,
                  GPtrArray       *statuses)
{
  GString *others = g_string_new (NULL);
  guint n = 0, n_open = 0;
  GArray *row;
  g_autofree char *open = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < statuses->len; i++)
    {
      const char *status = g_ptr_array_index (statuses, i);
      guint n_here = count_entries (self, severity, status);

      n += n_here;
      if (strcmp (status, "Open") == 0)
        n_open = n_here;
      else if (n_here > 0)
        g_string_append_printf (others, "%s%u %s", others->len > 0 ? ", " : "", n_here,
                                pp_report_say (self->report, status));
    }
  if (n > 0)
    {
      row = pp_report_row_new ();
      open = g_strdup_printf ("%u", n_open);
      all = g_strdup_printf ("%u", n);
      pp_report_row_add (row, _pp_report_severity_tone (severity),
                         pp_report_say (self->report, _pp_report_severity_word (severity)));
      pp_report_row_add (row, n_open > 0 ? PP_TONE_STRONG : PP_TONE_DIM, open);
      pp_report_row_add (row, PP_TONE_PLAIN, others->len > 0 ? others->str : "–");
      pp_report_row_add (row, PP_TONE_PLAIN, all);
      g_ptr_array_add (table->rows, row);
    }
  g_string_free (others, TRUE);
}

static void
add_severities (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = {
    { N_("Severity"), 2 }, { N_("Open"), 1 }, { N_("Settled"), 5 }, { N_("All"), 1 },
  };
  g_autoptr (GPtrArray) statuses = list_statuses (self);
  PpReportBlock *table;

  if (self->entries->len == 0)
    return;
  pp_report_add_heading (self->report, 2, pp_report_say (self->report, "Threats by severity"));
  table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
  for (int severity = N_SEVERITIES - 1; severity >= -1; severity--)
    add_severity_row (self, table, severity, statuses);
}

static void
add_worst (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = { { N_("Severity"), 1.3 }, { N_("Threat"), 5 }, { N_("Element"), 3 } };
  PpReportBlock *table = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (self->entries, i);
      gboolean english;
      g_autofree char *title = NULL;
      g_autofree char *name = NULL;
      GArray *row;

      if (!pp_register_entry_is_open (entry))
        continue;
      if (table == NULL)
        {
          pp_report_add_heading (self->report, 2, pp_report_say (self->report, "What to look at first"));
          table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
        }
      if (table->rows->len == N_WORST)
        return;
      name = entry->element != NULL ? _pp_report_dup_name (self, entry->element)
                                    : g_strdup (pp_report_say (self->report, "The whole system"));
      title = _pp_report_dup_title (self, entry, &english);
      row = pp_report_row_new ();
      pp_report_row_add (row, _pp_report_severity_tone (entry->severity),
                         pp_report_say (self->report, _pp_report_severity_word (entry->severity)));
      pp_report_row_add (row, PP_TONE_PLAIN, title);
      if (english)
        pp_report_row_mark_english (row);
      pp_report_row_add (row, PP_TONE_PLAIN, name);
      g_ptr_array_add (table->rows, row);
    }
}

void
_pp_report_add_summary (PpReportBuilder *self)
{
  const char *description = pp_info_get_description (pp_model_get_info (self->model));

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Summary"));
  if (*description != '\0')
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, description);
  add_numbers (self);
  add_severities (self);
  add_worst (self);
}
