/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-report-private.h"

#include <string.h>

#include "pp-lowering.h"
#include "pp-marking.h"
#include "pp-release.h"

G_DEFINE_QUARK (pp-report-error-quark, pp_report_error)

gboolean
pp_report_format_from_name (const char      *file_name,
                            PpReportFormat  *format,
                            GError         **error)
{
  static const struct {
    const char     *ending;
    PpReportFormat  format;
  } endings[] = {
    { ".html", PP_REPORT_HTML },
    { ".htm", PP_REPORT_HTML },
    { ".pdf", PP_REPORT_PDF },
    { ".md", PP_REPORT_MARKDOWN },
  };
  g_autofree char *lower = g_ascii_strdown (file_name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *format = endings[i].format;
        return TRUE;
      }
  g_set_error (error, PP_REPORT_ERROR, PP_REPORT_ERROR_UNKNOWN_FORMAT,
               "the ending of “%s” is none of .html, .pdf and .md", file_name);
  return FALSE;
}

gboolean
_pp_report_shows (PpReportBuilder *self,
                  const char      *element_id)
{
  return self->shown == NULL || (element_id != NULL && g_hash_table_contains (self->shown, element_id));
}

gboolean
_pp_report_task_step (const PpReportTask  *self,
                      double               done,
                      GError             **error)
{
  if (self->progress != NULL)
    self->progress (done, self->user_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* --- What is in it ---------------------------------------------------------------------------- */

static void
show_cb (const char        *element_id,
         const PpPlacement *placement,
         gpointer           user_data)
{
  g_hash_table_add (user_data, (gpointer) element_id);
}

static void
choose_layouts (PpReportBuilder *self)
{
  const char * const *wanted = self->options->layouts;

  self->layouts = pp_model_dup_layouts (self->model);
  if (wanted == NULL)
    return;
  self->shown = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = self->layouts->len; i > 0; i--)
    {
      PpLayout *layout = g_ptr_array_index (self->layouts, i - 1);

      if (g_strv_contains (wanted, pp_record_get_id (PP_RECORD (layout))))
        pp_layout_foreach_placement (layout, show_cb, self->shown);
      else
        g_ptr_array_remove_index (self->layouts, i - 1);
    }
}

static int
compare_texts (const char *a,
               const char *b)
{
  return g_strcmp0 (a, b);
}

/* Open before settled, severe before mild, and then by number and title: an order of the model alone. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const PpRegisterEntry *first = *(const PpRegisterEntry * const *) a;
  const PpRegisterEntry *second = *(const PpRegisterEntry * const *) b;
  gint64 numbers[] = { first->threat != NULL ? pp_threat_get_number (first->threat) : G_MAXINT64,
                       second->threat != NULL ? pp_threat_get_number (second->threat) : G_MAXINT64 };
  int order = pp_register_entry_is_open (second) - pp_register_entry_is_open (first);

  if (order == 0)
    order = second->severity - first->severity;
  if (order == 0)
    order = (numbers[0] > numbers[1]) - (numbers[0] < numbers[1]);
  if (order == 0)
    order = compare_texts (first->title, second->title);
  if (order == 0)
    order = compare_texts (first->element, second->element);
  return order;
}

static void
collect_entries (PpReportBuilder *self)
{
  self->entries = pp_register_list (self->analysis);
  for (guint i = self->entries->len; self->shown != NULL && i > 0; i--)
    {
      const PpRegisterEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (!_pp_report_shows (self, entry->element))
        g_ptr_array_remove_index (self->entries, i - 1);
    }
  g_ptr_array_sort (self->entries, compare_entries);
}

static void
add_cover_line (PpReport   *report,
                const char *label,
                const char *text)
{
  GArray *row;

  if (text == NULL || *text == '\0')
    return;
  row = pp_report_row_new ();
  pp_report_row_add (row, PP_TONE_DIM, label);
  pp_report_row_add (row, PP_TONE_PLAIN, text);
  g_ptr_array_add (report->cover, row);
}

static void
make_cover (PpReportBuilder *self)
{
  PpReport *report = self->report;
  PpInfo *info = pp_model_get_info (self->model);
  const char *title = pp_info_get_title (info);
  g_autofree char *contributors = g_strjoinv (", ", (char **) pp_info_get_contributors (info));
  g_autofree char *revision = pp_info_get_revision (info) > 0
                              ? g_strdup_printf ("%" G_GINT64_FORMAT, pp_info_get_revision (info)) : NULL;
  g_autoptr (PpMarking) overall = pp_model_dup_overall_marking (self->model);

  report->title = g_strdelimit (pp_report_clean (*title != '\0' ? title : pp_report_say (report, "Untitled model")),
                                "\n", ' ');
  report->subtitle = g_strdup (pp_report_say (report, "Threat model report"));
  report->date = self->options->date != NULL ? pp_report_clean (self->options->date) : NULL;
  if (!pp_marking_is_empty (overall))
    {
      report->banner = pp_marking_to_banner (overall);
      report->banner_markup = pp_marking_to_markup (overall);
    }
  add_cover_line (report, pp_report_say (report, "Owner"), pp_info_get_owner (info));
  add_cover_line (report, pp_report_say (report, "Reviewer"), pp_info_get_reviewer (info));
  add_cover_line (report, pp_report_say (report, "Contributors"), contributors);
  add_cover_line (report, pp_report_say (report, "Revision"), revision);
  add_cover_line (report, pp_report_say (report, "Date"), report->date);
}

static void
add_layout (PpReportBuilder *self,
            PpLayout        *layout)
{
  const char *title = *pp_layout_get_title (layout) != '\0' ? pp_layout_get_title (layout)
                                                           : pp_report_say (self->report, "Untitled diagram");
  g_autofree char *marking = _pp_report_dup_marking (pp_layout_get_marking (layout));

  pp_report_add_heading (self->report, 2, title);
  if (marking != NULL)
    pp_report_add_paragraph (self->report, PP_TONE_STRONG, marking);
  if (*pp_layout_get_description (layout) != '\0')
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_layout_get_description (layout));
  if (*pp_layout_get_methodology (layout) != '\0')
    {
      g_autofree char *method = g_strdup_printf (pp_report_say (self->report, "Looked at by %s."),
                                                 pp_layout_get_methodology (layout));

      pp_report_add_paragraph (self->report, PP_TONE_DIM, method);
    }
  if (pp_layout_get_n_placements (layout) > 0)
    pp_report_add_diagram (self->report, pp_record_get_id (PP_RECORD (layout)), title);
  else
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                             pp_report_say (self->report, "There is nothing on this diagram."));
}

static void
add_layouts (PpReportBuilder *self)
{
  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Diagrams"));
  if (self->layouts->len == 0)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_report_say (self->report, "The model has no diagram."));
  for (guint i = 0; i < self->layouts->len; i++)
    add_layout (self, g_ptr_array_index (self->layouts, i));
}

/* Whose marking was lowered, and why; only where one was. */
static void
add_lowerings (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = {
    { N_("What"), 2.4 }, { N_("From"), 2 }, { N_("To"), 2 }, { N_("Reason"), 4 }, { N_("By, on"), 2 },
  };
  g_autoptr (GPtrArray) lowerings = pp_lowering_list (self->model);
  PpReportBlock *table;

  if (lowerings->len == 0)
    return;
  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Lowered markings"));
  table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < lowerings->len; i++)
    {
      const PpLowering *lowering = g_ptr_array_index (lowerings, i);
      g_autofree char *when = g_strdup_printf ("%s\n%.10s", lowering->by, lowering->at);

      if (self->shown == NULL || _pp_report_shows (self, lowering->record))
        pp_report_block_add_row (table, lowering->name, lowering->from != NULL ? lowering->from : "–",
                                 lowering->to != NULL ? lowering->to : "–", lowering->reason, when, NULL);
    }
}

static gboolean
add_sections (PpReportBuilder  *self,
              GCancellable     *cancellable,
              GError          **error)
{
  void (* const sections[]) (PpReportBuilder *) = {
    _pp_report_add_summary, add_layouts, _pp_report_add_elements, _pp_report_add_threats,
    _pp_report_add_controls, _pp_report_add_questions, _pp_report_add_paths, _pp_report_add_coverage,
    _pp_report_add_changes, add_lowerings,
  };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sections[i] (self);
    }
  return TRUE;
}

static void
builder_clear (PpReportBuilder *self)
{
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->report, pp_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PpReportBuilder, builder_clear)

static const char *
translate (const char *text,
           gpointer    language)
{
  return pp_catalogue_translate (language, text);
}

PpReport *
pp_report_new (PpModel                *model,
               PpKinds                *kinds,
               const PpReportOptions  *options,
               GCancellable           *cancellable,
               GError                **error)
{
  const PpAnalysisOptions analysis_options = { FALSE, FALSE, NULL };
  g_autoptr (PpRuleSet) rules = options->rules != NULL ? pp_rule_set_ref (options->rules)
                                                       : pp_rule_set_new_default ();
  g_auto (PpReportBuilder) builder = { .options = options, .model = model, .kinds = kinds };

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_KINDS (kinds), NULL);

  builder.report = pp_report_new_empty (model, kinds, options->catalogue);
  builder.analysis = pp_analysis_new (model, kinds, rules, &analysis_options);
  builder.wording = (PpWording) { model, kinds, rules, translate, options->catalogue };
  pp_analysis_run (builder.analysis);
  choose_layouts (&builder);
  collect_entries (&builder);
  make_cover (&builder);
  if (!add_sections (&builder, cancellable, error))
    return NULL;
  return g_steal_pointer (&builder.report);
}

GBytes *
pp_report_write (PpReport          *self,
                 PpReportFormat     format,
                 PpReportProgress   progress,
                 gpointer           user_data,
                 GCancellable      *cancellable,
                 GError           **error)
{
  const PpReportTask task = { progress, user_data, cancellable };

  switch (format)
    {
    case PP_REPORT_PDF:
      return _pp_report_write_pdf (self, &task, error);
    case PP_REPORT_MARKDOWN:
      return _pp_report_write_markdown (self, &task, error);
    case PP_REPORT_HTML:
    default:
      return _pp_report_write_html (self, &task, error);
    }
}
