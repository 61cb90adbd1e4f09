/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What threatens a model, why, and what is not known yet. */

#include "pp-analysis.h"
#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-cli-findings.h"
#include "pp-cli-words.h"
#include "pp-json.h"

#include <string.h>

typedef struct {
  char    *scope;
  char    *layout;
  char    *format;
  char    *fail_on;
  char   **rules;
  char   **packs;
  char    *marking;
  char   **without;
  int      n_questions;
  gboolean prompts;
  gboolean guess;
  gboolean remedies;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->scope);
  g_free (self->layout);
  g_free (self->format);
  g_free (self->fail_on);
  g_strfreev (self->rules);
  g_strfreev (self->packs);
  g_free (self->marking);
  g_strfreev (self->without);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
complain_of_option (const char *option,
                    const char *value)
{
  g_printerr (_("parapet-cli analyze: “%s” is nothing that %s takes"), value, option);
  g_printerr ("\n");
  return FALSE;
}

static gboolean
check_options (const Options *options,
               PpScope       *scope,
               PpSeverity    *fail_on)
{
  static const char * const formats[] = { "text", "json", "csv", "sarif", NULL };

  if (options->format != NULL && !g_strv_contains (formats, options->format))
    return complain_of_option ("--format", options->format);
  if (options->scope != NULL && !pp_scope_from_string (options->scope, scope))
    return complain_of_option ("--scope", options->scope);
  if (options->fail_on != NULL && !pp_severity_from_string (options->fail_on, fail_on))
    return complain_of_option ("--fail-on", options->fail_on);
  return TRUE;
}

static gboolean
load_file (PpRuleSet  *rules,
           const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (pp_rule_set_load_file (rules, file, &error))
    return TRUE;
  message = pp_cli_dup_message (error);
  pp_cli_complain (name, " %s", message);
  return FALSE;
}

/* From the problem @first on. */
static void
print_problems (PpRuleSet *rules,
                guint      first)
{
  GPtrArray *problems = pp_rule_set_get_problems (rules);

  for (guint i = first; i < problems->len; i++)
    {
      const PpRuleProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *message = pp_cli_dup_message (problem->error);

      g_printerr ("%s: %s\n", problem->path, message);
    }
}

static gboolean
load_folder (PpRuleSet  *rules,
             const char *name)
{
  guint n_before = pp_rule_set_get_problems (rules)->len;

  if (!g_file_test (name, G_FILE_TEST_IS_DIR))
    {
      pp_cli_complain (name, "%s", _(" this is no folder"));
      return FALSE;
    }
  pp_rule_set_load_folder (rules, name, NULL);
  print_problems (rules, n_before);
  return pp_rule_set_get_problems (rules)->len == n_before;
}

/* The user's own rules that are faulty are told of, and the others count; what the command line names
 * must be right. */
static PpRuleSet *
load_rules (const Options *options)
{
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();

  print_problems (rules, 0);
  for (guint i = 0; options->rules != NULL && options->rules[i] != NULL; i++)
    if (!load_file (rules, options->rules[i]))
      return NULL;
  for (guint i = 0; options->packs != NULL && options->packs[i] != NULL; i++)
    if (!load_folder (rules, options->packs[i]))
      return NULL;
  return g_steal_pointer (&rules);
}

static gboolean
is_open (const PpFinding *finding,
         PpModel         *model)
{
  return !finding->rule->prompt && strcmp (pp_finding_get_status (finding, model), "Open") == 0;
}

static PpCliStatus
judge (PpAnalysis    *analysis,
       const PpScope *scope,
       PpSeverity     fail_on)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, scope);

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity >= fail_on && is_open (finding, pp_analysis_get_model (analysis)))
        return PP_CLI_NO;
    }
  return PP_CLI_DONE;
}

static gboolean
print_findings (PpAnalysis              *analysis,
                const char              *format,
                const PpFindingsOptions *options)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (strcmp (format, "json") == 0)
    node = pp_findings_to_json (analysis, options);
  else if (strcmp (format, "sarif") == 0)
    node = pp_findings_to_sarif (analysis, options);
  else if (strcmp (format, "csv") == 0)
    text = pp_findings_to_csv (analysis, options);
  else
    text = pp_cli_findings_to_text (analysis, options);
  return node != NULL ? pp_cli_print_json (node) : pp_cli_print (text);
}

/* A relative reference, as SARIF wants it; nothing for standard input. */
static char *
uri_of (const char *name)
{
  if (strcmp (name, "-") == 0)
    return NULL;
  if (g_path_is_absolute (name))
    return g_filename_to_uri (name, NULL, NULL);
  return g_uri_escape_string (name, "/", FALSE);
}

/* A diagram that carries no scope is about the whole application; NULL after a mistake, which is told. */
static PpLayout *
take_scope_of_layout (PpCliDocument *document,
                      const Options *options,
                      PpScope       *scope)
{
  PpLayout *layout = pp_cli_document_find_layout (document, options->layout);
  JsonNode *carried = layout != NULL ? pp_layout_get_scope (layout) : NULL;
  const char *text = carried != NULL ? pp_json_get_text (carried) : NULL;

  if (options->scope == NULL && text != NULL && !pp_scope_from_string (text, scope))
    {
      pp_cli_complain (document->name, _(" the diagram carries “%s”, which is no scope"), text);
      return NULL;
    }
  return layout;
}

/* Diagrams and elements are named as the file does it; a release calls them otherwise. */
static gboolean
release (PpCliDocument *document,
         const Options *options,
         const char    *layout,
         PpScope       *scope,
         char         **element)
{
  g_autofree char *new_layout = NULL;

  if (!pp_cli_document_release (document, options->marking))
    return FALSE;
  if (layout != NULL && (new_layout = pp_cli_document_dup_id (document, layout)) == NULL)
    {
      pp_cli_complain (document->name, _(" there is no diagram “%s”"), options->layout);
      return FALSE;
    }
  if (scope->element == NULL)
    return TRUE;
  *element = pp_cli_document_dup_id (document, scope->element);
  if (*element == NULL || pp_model_lookup_element (document->model, *element) == NULL)
    {
      pp_cli_complain (document->name, _(" there is no element “%s”"), scope->element);
      return FALSE;
    }
  scope->element = *element;
  return TRUE;
}

/* What may be seen of a file, and the scope in it; NULL after a mistake, which is told. */
static PpCliDocument *
open_document (const char    *name,
               const Options *options,
               PpScope       *scope,
               char         **element)
{
  g_autoptr (PpCliDocument) document = pp_cli_document_load (name, NULL);
  PpLayout *layout = NULL;

  pp_cli_tell_attack_faults ();
  if (document == NULL)
    return NULL;
  if (options->layout != NULL && (layout = take_scope_of_layout (document, options, scope)) == NULL)
    return NULL;
  if (!release (document, options, layout != NULL ? pp_record_get_id (PP_RECORD (layout)) : NULL, scope, element))
    return NULL;
  return g_steal_pointer (&document);
}

static PpCliStatus
analyse (const char    *name,
         const Options *options)
{
  g_autoptr (PpCliDocument) document = NULL;
  g_autoptr (PpRuleSet) rules = NULL;
  g_autoptr (PpAnalysis) analysis = NULL;
  /* The name of a file is no part of a release of what it holds, and may tell more. */
  g_autofree char *uri = options->marking == NULL ? uri_of (name) : NULL;
  g_autofree char *element = NULL;
  PpScope scope = { PP_SCOPE_APPLICATION, NULL };
  PpSeverity fail_on = PP_SEVERITY_CRITICAL;
  PpAnalysisOptions analysis_options = {
    options->prompts, options->guess, (const char * const *) options->without
  };
  PpFindingsOptions findings_options = { &scope, options->n_questions, options->remedies, uri, VERSION };

  if (!check_options (options, &scope, &fail_on))
    return PP_CLI_FAILED;
  document = open_document (name, options, &scope, &element);
  if (document != NULL)
    rules = load_rules (options);
  if (rules == NULL)
    return PP_CLI_FAILED;
  analysis = pp_analysis_new (document->model, pp_kinds_get_default (), rules, &analysis_options);
  pp_analysis_run (analysis);
  if (options->n_questions == -2)
    findings_options.n_questions = pp_analysis_suggest_n_questions (analysis, &scope);
  if (!print_findings (analysis, options->json ? "json" : options->format != NULL ? options->format : "text",
                       &findings_options))
    return PP_CLI_FAILED;
  return options->fail_on != NULL ? judge (analysis, &scope, fail_on) : PP_CLI_DONE;
}

/* analyze FILE [--scope S] [--format F] [--prompts] [--guess] [--fail-on SEVERITY] */
PpCliStatus
pp_cli_analyze (char **arguments)
{
  g_auto (Options) options = { .n_questions = -2 };
  const GOptionEntry entries[] = {
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options.layout,
      N_("The scope that this diagram carries, unless --scope says another"), N_("TITLE") },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope,
      N_("How much: application, service=ID or asset=ID"), N_("SCOPE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("text, json, csv or sarif"), N_("FORMAT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("The same as --format json"), NULL },
    { "prompts", 0, 0, G_OPTION_ARG_NONE, &options.prompts,
      N_("Also ask what needs nothing but the drawing"), NULL },
    { "guess", 0, 0, G_OPTION_ARG_NONE, &options.guess,
      N_("Let names stand for what is not stated"), NULL },
    { "fail-on", 0, 0, G_OPTION_ARG_STRING, &options.fail_on,
      N_("Exit with 1 when the rules find an open threat of this severity or above"), N_("SEVERITY") },
    { "questions", 0, 0, G_OPTION_ARG_INT, &options.n_questions,
      N_("List so many questions, -1 for all"), N_("NUMBER") },
    { "remedies", 0, 0, G_OPTION_ARG_NONE, &options.remedies,
      N_("Tell what would close each threat (in JSON; text always does)"), NULL },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.rules,
      N_("Also use the rules of this file"), N_("FILE") },
    { "packs", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.packs,
      N_("Also use all files of rules in this folder"), N_("FOLDER") },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &options.marking,
      N_("Only what may be shown at this marking, such as TLP:GREEN"), N_("MARKING") },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.without,
      N_("Leave out a pack of rules"), N_("PACK") },
    { NULL },
  };
  PpCliStatus status;
  g_auto (GStrv) parameters = pp_cli_parse (arguments, _("FILE"),
                                            _("Tells what threatens a model, and what is not known yet."),
                                            entries, 1, &status);

  return parameters != NULL ? analyse (parameters[0], &options) : status;
}
