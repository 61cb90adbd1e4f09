/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threats by element, controls, and what is not known. */

#include "pp-report-private.h"

#include "pp-finding-words.h"
#include "pp-findings.h"
#include "pp-methodologies.h"

#include <string.h>

#define MAX_REMEDIES 3
/* Any words may stand as the status of a control; only short ones fit into a tag. */
#define LONGEST_TAG 20

static void
append_line (GString    *text,
             const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static char *
dup_evidence (PpReportBuilder       *self,
              const PpRegisterEntry *entry)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; entry->finding != NULL && i < entry->finding->evidence->len; i++)
    {
      const PpEvidence *evidence = g_ptr_array_index (entry->finding->evidence, i);
      g_autofree char *name = _pp_report_dup_name (self, evidence->element);
      g_autofree char *statement = _pp_report_dup_statement (self, evidence->property, evidence->value);
      g_autofree char *line = evidence->value == NULL
                              ? g_strdup_printf ("%s: %s", name, statement)
                              : g_strdup_printf ("%s: %s (%s)", name, statement,
                                                 pp_report_say (self->report, pp_origin_get_label (evidence->origin)));

      if (pp_evidence_is_telling (evidence))
        append_line (text, line);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_remedy (PpReportBuilder *self,
            const PpRemedy  *remedy)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (remedy->edits, i);
      g_autofree char *name = _pp_report_dup_name (self, edit->element);
      g_autofree char *statement = _pp_report_dup_statement (self, edit->property, edit->value);

      if (i > 0)
        g_string_append_printf (text, " %s ", pp_report_say (self->report, "and"));
      g_string_append_printf (text, "%s: %s", name, statement);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_remedies (PpReportBuilder       *self,
              const PpRegisterEntry *entry)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) remedies = NULL;

  if (entry->finding == NULL || !pp_register_entry_is_open (entry))
    return g_string_free (text, FALSE);
  remedies = pp_analysis_list_remedies (self->analysis, entry->finding, MAX_REMEDIES);
  for (guint i = 0; i < remedies->len; i++)
    {
      g_autofree char *line = dup_remedy (self, g_ptr_array_index (remedies, i));

      append_line (text, line);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_controls (PpReportBuilder       *self,
              const PpRegisterEntry *entry)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) controls = pp_model_dup_sorted (self->model, PP_RECORD_CONTROL);

  for (guint i = 0; entry->threat != NULL && i < controls->len; i++)
    {
      PpControl *control = g_ptr_array_index (controls, i);
      const char *status = pp_control_get_status (control);
      g_autofree char *line = NULL;

      if (!g_strv_contains (pp_control_get_threats (control), pp_record_get_id (PP_RECORD (entry->threat))))
        continue;
      line = *status != '\0' ? g_strdup_printf ("%s (%s)", pp_control_get_title (control),
                                                     pp_report_say (self->report, pp_control_status_get_label (status)))
                             : g_strdup (pp_control_get_title (control));
      append_line (text, line);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_threat_references (const PpRegisterEntry *entry)
{
  g_autoptr (GPtrArray) all = NULL;

  if (entry->threat != NULL && pp_threat_get_references (entry->threat)[0] != NULL)
    return _pp_report_dup_references (pp_threat_get_references (entry->threat));
  if (entry->finding == NULL)
    return NULL;
  all = g_ptr_array_new ();
  for (guint i = 0; entry->finding->rule->cwe[i] != NULL; i++)
    g_ptr_array_add (all, entry->finding->rule->cwe[i]);
  for (guint i = 0; entry->finding->rule->capec[i] != NULL; i++)
    g_ptr_array_add (all, entry->finding->rule->capec[i]);
  for (guint i = 0; entry->finding->attack[i] != NULL; i++)
    g_ptr_array_add (all, entry->finding->attack[i]);
  g_ptr_array_add (all, NULL);
  return _pp_report_dup_references ((const char * const *) all->pdata);
}

static gboolean
has_own_description (const PpRegisterEntry *entry)
{
  return entry->threat != NULL && *pp_threat_get_description (entry->threat) != '\0';
}

static const char *
confidence_word (PpConfidence confidence)
{
  switch (confidence)
    {
    case PP_CONFIDENCE_ASSUMED:
      return N_("assumed");
    case PP_CONFIDENCE_GUESSED:
      return N_("guessed");
    case PP_CONFIDENCE_STATED:
    default:
      return N_("stated");
    }
}

/* Category, status, where it comes from: what a reader skims. */
static char *
dup_detail (PpReportBuilder       *self,
            const PpRegisterEntry *entry)
{
  GString *text = g_string_new (pp_report_say (self->report, _pp_report_status_word (entry)));
  const char *score = entry->threat != NULL ? pp_threat_get_score (entry->threat) : "";

  if (*entry->category != '\0')
    g_string_append_printf (text, " · %s", pp_report_say (self->report, entry->category));
  if (*score != '\0')
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, pp_report_say (self->report, "Score %s"), score);
    }
  if (entry->finding != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, pp_report_say (self->report, "Rule %s, %s"), entry->finding->rule->id,
                              pp_report_say (self->report, confidence_word (entry->finding->confidence)));
    }
  return g_string_free (text, FALSE);
}

static void
add_why (PpReportBuilder       *self,
         PpReportBlock         *block,
         const PpRegisterEntry *entry)
{
  const char *label = pp_report_say (self->report, "Why");
  const char *why = entry->finding != NULL ? entry->finding->rule->why : "";
  const char *said = pp_wording_say (&self->wording, why);

  if (has_own_description (entry))
    pp_report_block_add_fact (block, label, pp_wording_get_description (&self->wording, entry->threat));
  else if (said == why)
    pp_report_block_add_english_fact (block, label, why);
  else
    pp_report_block_add_fact (block, label, said);
}

static void
add_threat (PpReportBuilder       *self,
            const PpRegisterEntry *entry)
{
  gboolean english;
  g_autofree char *detail = dup_detail (self, entry);
  g_autofree char *name = _pp_report_dup_title (self, entry, &english);
  g_autofree char *title = NULL;
  g_autofree char *evidence = dup_evidence (self, entry);
  g_autofree char *remedies = dup_remedies (self, entry);
  g_autofree char *controls = dup_controls (self, entry);
  g_autofree char *references = dup_threat_references (entry);
  g_autofree char *marking = entry->threat != NULL
                             ? _pp_report_dup_marking (pp_threat_get_marking (entry->threat)) : NULL;
  PpReportBlock *block;

  title = entry->threat != NULL && pp_threat_get_number (entry->threat) > 0
          ? g_strdup_printf ("%" G_GINT64_FORMAT ". %s", pp_threat_get_number (entry->threat), name)
          : g_strdup (name);
  block = pp_report_add_entry (self->report, title,
                               pp_report_say (self->report, _pp_report_severity_word (entry->severity)),
                               _pp_report_severity_tone (entry->severity), detail);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Marking"), marking);
  block->english = english;
  add_why (self, block, entry);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Evidence"), evidence);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Mitigation"),
                            entry->threat != NULL ? pp_threat_get_mitigation (entry->threat) : NULL);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Controls"), controls);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Would close it"), remedies);
  pp_report_block_add_english_fact (block, pp_report_say (self->report, "References"), references);
}

/* The elements with threats, that with the worst first, and their entries. */
static GPtrArray *
group_by_element (PpReportBuilder *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_element = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      PpRegisterEntry *entry = g_ptr_array_index (self->entries, i);
      const char *key = entry->element != NULL ? entry->element : "";
      GPtrArray *group = g_hash_table_lookup (by_element, key);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (by_element, (gpointer) key, group);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group, entry);
    }
  return groups;
}

/* What it is, and of a flow between what: names of flows are often the same. */
static char *
dup_kind (PpReportBuilder *self,
          PpElement       *element)
{
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;

  if (!PP_IS_EDGE (element) || *pp_element_get_name (element) == '\0')
    return g_strdup (_pp_report_kind_word (self, element));
  source = _pp_report_dup_name (self, pp_edge_get_source (PP_EDGE (element)));
  target = _pp_report_dup_name (self, pp_edge_get_target (PP_EDGE (element)));
  return g_strdup_printf ("%s, %s → %s", _pp_report_kind_word (self, element), source, target);
}

static void
add_group (PpReportBuilder *self,
           GPtrArray       *group)
{
  const PpRegisterEntry *first = g_ptr_array_index (group, 0);
  PpElement *element = first->element != NULL ? pp_model_lookup_element (self->model, first->element) : NULL;
  g_autofree char *name = element != NULL ? _pp_report_dup_name (self, first->element)
                                          : g_strdup (pp_report_say (self->report, "The whole system"));

  pp_report_add_heading (self->report, 2, name);
  if (element != NULL)
    {
      g_autofree char *kind = dup_kind (self, element);

      pp_report_add_paragraph (self->report, PP_TONE_DIM, kind);
    }
  for (guint i = 0; i < group->len; i++)
    add_threat (self, g_ptr_array_index (group, i));
}

void
_pp_report_add_threats (PpReportBuilder *self)
{
  g_autoptr (GPtrArray) groups = group_by_element (self);

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Threats"));
  if (groups->len == 0)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                             pp_report_say (self->report, "No threat is recorded, and no rule finds one."));
  for (guint i = 0; i < groups->len; i++)
    add_group (self, g_ptr_array_index (groups, i));
}

/* --- Controls --------------------------------------------------------------------------------- */

static char *
dup_answered (PpReportBuilder *self,
              PpControl       *control)
{
  const char * const *ids = pp_control_get_threats (control);
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      PpThreat *threat = pp_model_lookup_threat (self->model, ids[i]);
      g_autofree char *name = NULL;
      g_autofree char *title = NULL;
      g_autofree char *line = NULL;

      if (threat == NULL || !_pp_report_shows (self, pp_threat_get_element (threat)))
        continue;
      name = pp_threat_get_element (threat) != NULL ? _pp_report_dup_name (self, pp_threat_get_element (threat))
                                                    : g_strdup (pp_report_say (self->report, "The whole system"));
      title = pp_wording_dup_title (&self->wording, threat);
      line = g_strdup_printf ("%" G_GINT64_FORMAT ". %s (%s)", pp_threat_get_number (threat), title, name);
      append_line (text, line);
    }
  return g_string_free (text, FALSE);
}

static void
add_properties (PpReportBuilder *self,
                PpReportBlock   *block,
                JsonObject      *properties)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (properties == NULL)
    return;
  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *text = _pp_report_dup_value (self->report, value);

      pp_report_block_add_fact (block, name, text);
    }
}

static void
add_control (PpReportBuilder *self,
             PpControl       *control,
             const char      *answered)
{
  g_autofree char *owner = *pp_control_get_owner (control) != '\0'
                           ? g_strdup_printf (pp_report_say (self->report, "Owner: %s"), pp_control_get_owner (control))
                           : NULL;
  g_autofree char *references = _pp_report_dup_references (pp_control_get_references (control));
  g_autofree char *marking = _pp_report_dup_marking (pp_control_get_marking (control));
  const char *status = pp_report_say (self->report, pp_control_status_get_label (pp_control_get_status (control)));
  gboolean is_word = g_utf8_strlen (status, -1) <= LONGEST_TAG;
  PpReportBlock *block = pp_report_add_entry (self->report, pp_control_get_title (control),
                                              *status == '\0' ? pp_report_say (self->report, "No status")
                                              : is_word ? status : pp_report_say (self->report, "Control"),
                                              PP_TONE_PLAIN, owner);

  if (!is_word)
    pp_report_block_add_fact (block, pp_report_say (self->report, "Status"), status);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Marking"), marking);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Description"), pp_control_get_description (control));
  pp_report_block_add_fact (block, pp_report_say (self->report, "Answers"), answered);
  pp_report_block_add_fact (block, pp_report_say (self->report, "Inherent risk"),
                            pp_control_get_inherent_risk (control));
  pp_report_block_add_fact (block, pp_report_say (self->report, "Residual risk"),
                            pp_control_get_residual_risk (control));
  add_properties (self, block, pp_control_get_properties (control));
  pp_report_block_add_english_fact (block, pp_report_say (self->report, "References"), references);
}

void
_pp_report_add_controls (PpReportBuilder *self)
{
  g_autoptr (GPtrArray) controls = pp_model_dup_sorted (self->model, PP_RECORD_CONTROL);
  guint n_added = 0;

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Controls"));
  for (guint i = 0; i < controls->len; i++)
    {
      PpControl *control = g_ptr_array_index (controls, i);
      g_autofree char *answered = dup_answered (self, control);

      if (self->shown != NULL && *answered == '\0')
        continue;
      add_control (self, control, answered);
      n_added++;
    }
  if (n_added == 0)
    pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_report_say (self->report, "No control is recorded."));
}

/* --- Questions -------------------------------------------------------------------------------- */

void
_pp_report_add_questions (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = {
    { N_("Question"), 6 }, { N_("Element"), 3 }, { N_("Rules it would settle"), 1.6 },
  };
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (self->analysis, NULL);
  guint limit = pp_analysis_suggest_n_questions (self->analysis, NULL);
  PpReportBlock *table = NULL;
  guint n_added = 0, n_open = 0;

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Open questions"));
  for (guint i = 0; i < questions->len; i++)
    {
      const PpQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *text = NULL;
      g_autofree char *name = NULL;
      g_autofree char *settles = NULL;
      GArray *row;

      if (!_pp_report_shows (self, question->element) || n_open++ >= limit)
        continue;
      if (table == NULL)
        {
          pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                                   pp_report_say (self->report, "What is not stated yet, with the question first "
                                                                "that settles most."));
          table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
        }
      text = pp_wording_dup_question (&self->wording, question);
      name = _pp_report_dup_name (self, question->element);
      settles = g_strdup_printf ("%u", g_strv_length (question->rules));
      row = pp_report_row_new ();
      pp_report_row_add (row, PP_TONE_PLAIN, text);
      if (strcmp (text, question->text) == 0)
        pp_report_row_mark_english (row);
      pp_report_row_add (row, PP_TONE_PLAIN, name);
      pp_report_row_add (row, PP_TONE_PLAIN, settles);
      g_ptr_array_add (table->rows, row);
      n_added++;
    }
  if (table == NULL)
    {
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                               pp_report_say (self->report, "Nothing that the rules ask for is left open."));
    }
  else if (n_open > n_added)
    {
      g_autofree char *more = g_strdup_printf (pp_report_say (self->report, "Questions that would settle less: %u"),
                                               n_open - n_added);

      pp_report_add_paragraph (self->report, PP_TONE_DIM, more);
    }
}
