/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings as JSON and as CSV. */

#include "pp-findings.h"

#include "pp-reconcile.h"
#include "pp-release.h"

#include <string.h>

/**
 * pp_finding_get_status:
 * @self: a finding
 * @model: where it was found
 *
 * Returns: (transfer none): what a person has decided on it, `Open` if nothing
 */
const char *
pp_finding_get_status (const PpFinding *self,
                       PpModel         *model)
{
  PpThreat *threat = pp_finding_find_threat (self, model);

  if (threat != NULL && *pp_threat_get_status (threat) != '\0')
    return pp_threat_get_status (threat);
  return "Open";
}

/**
 * pp_analysis_suggest_n_questions:
 * @self: an analysis
 * @scope: (nullable): how much
 *
 * Too many questions answer themselves with a closed window: findings and questions together are no more than
 * two for each node and flow. Where so much is found that none would be left, the first is still asked.
 *
 * Returns: how many questions to list beside the findings
 */
guint
pp_analysis_suggest_n_questions (PpAnalysis    *self,
                                 const PpScope *scope)
{
  guint n_findings = pp_analysis_count_findings (self, scope);

  return MAX (2 * pp_analysis_count_elements (self, scope), n_findings + 1) - n_findings;
}

static JsonArray *
texts_to_json (char **texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static JsonNode *
value_to_json (const PpEvidence *evidence)
{
  return evidence->value != NULL ? json_node_ref (evidence->value) : json_node_new (JSON_NODE_NULL);
}

static const char *
name_of (PpModel    *model,
         const char *id)
{
  PpElement *element = pp_model_lookup_element (model, id);

  return element != NULL ? pp_element_get_name (element) : "";
}

static JsonArray *
evidence_to_json (PpModel   *model,
                  GPtrArray *evidence,
                  gboolean   origin)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < evidence->len; i++)
    {
      const PpEvidence *item = g_ptr_array_index (evidence, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "element", item->element);
      json_object_set_string_member (object, "name", name_of (model, item->element));
      json_object_set_string_member (object, "property", item->property);
      json_object_set_member (object, "value", value_to_json (item));
      if (origin)
        json_object_set_string_member (object, "origin", pp_origin_to_string (item->origin));
      json_array_add_object_element (array, object);
    }
  return array;
}

#define MAX_REMEDIES 5

static JsonArray *
remedies_to_json (PpAnalysis      *analysis,
                  const PpFinding *finding)
{
  g_autoptr (GPtrArray) remedies = pp_analysis_list_remedies (analysis, finding, MAX_REMEDIES);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < remedies->len; i++)
    {
      const PpRemedy *remedy = g_ptr_array_index (remedies, i);

      json_array_add_array_element (array, evidence_to_json (pp_analysis_get_model (analysis), remedy->edits,
                                                             FALSE));
    }
  return array;
}

static void
set_references (JsonObject      *object,
                const PpFinding *finding)
{
  json_object_set_array_member (object, "cwe", texts_to_json (finding->rule->cwe));
  json_object_set_array_member (object, "capec", texts_to_json (finding->rule->capec));
  json_object_set_array_member (object, "attack", texts_to_json (finding->attack));
  json_object_set_array_member (object, "atlas", texts_to_json (finding->rule->atlas));
  json_object_set_array_member (object, "owasp", texts_to_json (finding->rule->owasp));
  json_object_set_array_member (object, "mitigations", texts_to_json (finding->rule->mitigations));
}

static JsonObject *
finding_to_json (PpAnalysis              *analysis,
                 const PpFinding         *finding,
                 const PpFindingsOptions *options)
{
  PpModel *model = pp_analysis_get_model (analysis);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "rule", finding->rule->id);
  json_object_set_string_member (object, "element", finding->element);
  json_object_set_string_member (object, "on", finding->on);
  json_object_set_string_member (object, "methodology", finding->methodology);
  json_object_set_string_member (object, "category", finding->category);
  json_object_set_string_member (object, "weakness", finding->rule->weakness);
  json_object_set_string_member (object, "severity", pp_severity_to_string (finding->severity));
  json_object_set_double_member (object, "score", finding->score);
  json_object_set_boolean_member (object, "prompt", finding->rule->prompt);
  json_object_set_string_member (object, "confidence", pp_confidence_to_string (finding->confidence));
  json_object_set_string_member (object, "status", pp_finding_get_status (finding, model));
  json_object_set_string_member (object, "title", finding->title);
  json_object_set_string_member (object, "why", finding->rule->why);
  set_references (object, finding);
  json_object_set_array_member (object, "evidence", evidence_to_json (model, finding->evidence, TRUE));
  if (options->remedies)
    json_object_set_array_member (object, "remedies", remedies_to_json (analysis, finding));
  return object;
}

static JsonObject *
question_to_json (const PpQuestion *question)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "element", question->element);
  json_object_set_string_member (object, "property", question->property);
  json_object_set_string_member (object, "text", question->text);
  json_object_set_array_member (object, "rules", texts_to_json (question->rules));
  json_object_set_double_member (object, "weight", question->weight);
  return object;
}

/**
 * pp_findings_to_json:
 * @analysis: an analysis that has run
 * @options: what of it
 *
 * Returns: (transfer full): an object with `threats`, `questions`, `openQuestions`, how many there are in
 *   all, and the `marking` of the whole model
 */
JsonNode *
pp_findings_to_json (PpAnalysis              *analysis,
                     const PpFindingsOptions *options)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, options->scope);
  g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, options->scope);
  guint n_questions = options->n_questions < 0 ? questions->len
                                               : MIN (questions->len, (guint) options->n_questions);
  JsonArray *threats = json_array_new (), *asked = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (threats, finding_to_json (analysis, g_ptr_array_index (findings, i), options));
  for (guint i = 0; i < n_questions; i++)
    json_array_add_object_element (asked, question_to_json (g_ptr_array_index (questions, i)));
  json_object_set_array_member (object, "threats", threats);
  json_object_set_array_member (object, "questions", asked);
  json_object_set_int_member (object, "openQuestions", questions->len);
  json_object_set_member (object, "marking", pp_model_overall_marking_to_json (pp_analysis_get_model (analysis)));
  json_node_take_object (node, object);
  return node;
}

/* --- CSV (RFC 4180) ----------------------------------------------------------------------------- */

/* A cell that a spreadsheet would take for a formula is made a text. */
static void
append_cell (GString    *csv,
             const char *text,
             gboolean    last)
{
  const char *formula = strchr ("=+-@\t\r", *text) != NULL && *text != '\0' ? "'" : "";

  g_string_append_printf (csv, "\"%s", formula);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

static void
append_cells (GString            *csv,
              const char * const *texts,
              guint               n_texts)
{
  for (guint i = 0; i < n_texts; i++)
    append_cell (csv, texts[i], i + 1 == n_texts);
}

/**
 * pp_findings_to_csv:
 * @analysis: an analysis that has run
 * @options: what of it
 *
 * Returns: (transfer full): a table of the findings with a line of headings
 */
char *
pp_findings_to_csv (PpAnalysis              *analysis,
                    const PpFindingsOptions *options)
{
  static const char * const head[] = {
    "Rule", "Element", "Element Name", "On", "Method", "Category", "Weakness", "Severity", "Confidence",
    "Prompt", "Status", "Title", "Why", "CWE", "CAPEC", "ATT&CK", "Mitigations", "Marking",
  };
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, options->scope);
  PpModel *model = pp_analysis_get_model (analysis);
  g_autoptr (PpMarking) marking = pp_model_dup_overall_marking (model);
  g_autofree char *banner = pp_marking_to_banner (marking);
  GString *csv = g_string_new (NULL);

  append_cells (csv, head, G_N_ELEMENTS (head));
  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *cwe = g_strjoinv (" ", finding->rule->cwe);
      g_autofree char *capec = g_strjoinv (" ", finding->rule->capec);
      g_autofree char *attack = g_strjoinv (" ", finding->attack);
      g_autofree char *mitigations = g_strjoinv (" ", finding->rule->mitigations);
      const char * const cells[] = {
        finding->rule->id, finding->element, name_of (model, finding->element), finding->on,
        finding->methodology, finding->category, finding->rule->weakness,
        pp_severity_to_string (finding->severity), pp_confidence_to_string (finding->confidence),
        finding->rule->prompt ? "yes" : "no", pp_finding_get_status (finding, model), finding->title,
        finding->rule->why, cwe, capec, attack, mitigations, banner,
      };

      append_cells (csv, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free (csv, FALSE);
}
