/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What threatens a model as a matrix of ATT&CK or ATLAS. */

#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-heat-map.h"
#include "pp-json.h"
#include "pp-navigator.h"

#include <string.h>

#define MAX_GROUPS 10

static const char *
severity_label (int severity)
{
  static const char * const labels[] = { N_("low"), N_("medium"), N_("high"), N_("critical") };

  return severity >= 0 ? _(labels[severity]) : _("not rated");
}

static const char *
coverage_label (PpCoverage coverage)
{
  switch (coverage)
    {
    case PP_COVERAGE_OPEN:
      return _("open");
    case PP_COVERAGE_PARTLY:
      return _("partly covered");
    case PP_COVERAGE_COVERED:
      return _("covered");
    case PP_COVERAGE_NONE:
    default:
      return "";
    }
}

static void
append_tactic (GString            *text,
               const PpHeatTactic *tactic)
{
  gboolean named = FALSE;

  for (guint i = 0; i < tactic->techniques->len; i++)
    {
      const PpHeatTechnique *technique = g_ptr_array_index (tactic->techniques, i);

      if (technique->n_threats == 0)
        continue;
      if (!named)
        g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", tactic->name);
      named = TRUE;
      g_string_append_printf (text, "  %-10s %s: ", technique->id, technique->name);
      g_string_append_printf (text, ngettext ("%u threat", "%u threats", technique->n_threats), technique->n_threats);
      if (technique->n_open > 0)
        g_string_append_printf (text, ", %s", severity_label (technique->severity));
      g_string_append_printf (text, ", %s\n", coverage_label (technique->coverage));
    }
}

static void
append_summary (GString   *text,
                PpHeatMap *map)
{
  PpHeatSummary summary = pp_heat_map_get_summary (map);
  guint n_techniques = summary.n_covered + summary.n_partly + summary.n_open;

  if (n_techniques == 0)
    {
      g_string_append_printf (text, "%s\n", _("No technique of this matrix is in the model."));
      return;
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Of %u techniques %u are covered (%u %%), %u partly, %u open."), n_techniques,
                          summary.n_covered, summary.n_covered * 100 / n_techniques, summary.n_partly,
                          summary.n_open);
  g_string_append_c (text, '\n');
}

static void
append_groups (GString   *text,
               PpHeatMap *map)
{
  g_autoptr (GArray) groups = pp_heat_map_list_groups (map);

  for (guint i = 0; i < MIN (groups->len, MAX_GROUPS); i++)
    {
      const PpHeatGroup *group = &g_array_index (groups, PpHeatGroup, i);

      if (group->n_open == 0)
        break;
      if (i == 0)
        g_string_append_printf (text, "\n%s\n", _("Groups, by the part of what they are known for that is open here:"));
      g_string_append_printf (text, "  %s %s: ", group->id, group->name);
      g_string_append_printf (text, _("%u of %u"), group->n_open, group->n_techniques);
      g_string_append_c (text, '\n');
    }
}

static char *
map_to_text (PpHeatMap *map,
             PpModel   *model)
{
  GString *text = g_string_new (NULL);
  GPtrArray *tactics = pp_heat_map_get_tactics (map);

  pp_cli_append_banner (text, model);
  for (guint i = 0; i < tactics->len; i++)
    append_tactic (text, g_ptr_array_index (tactics, i));
  append_summary (text, map);
  append_groups (text, map);
  return g_string_free (text, FALSE);
}

static PpCliStatus
write_layer (PpHeatMap     *map,
             PpCliDocument *document,
             const char    *path)
{
  g_autoptr (JsonNode) layer = pp_navigator_layer_new (map, document->model);
  g_autofree char *text = pp_json_to_string (layer, PP_JSON_STYLE_INDENTED, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pp_cli_save_bytes (path, bytes) ? PP_CLI_DONE : PP_CLI_FAILED;
}

static PpCliStatus
answer (PpCliDocument *document,
        PpMatrix       matrix,
        const char    *layer,
        gboolean       json)
{
  const PpAnalysisOptions options = { FALSE, FALSE, NULL };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (document->model, pp_kinds_get_default (), rules, &options);
  g_autoptr (PpHeatMap) map = NULL;
  g_autofree char *text = NULL;

  pp_analysis_run (analysis);
  map = pp_heat_map_new (document->model, analysis, pp_attack_get_default (), matrix);
  if (layer != NULL)
    {
      PpCliStatus status = write_layer (map, document, layer);

      if (status != PP_CLI_DONE || strcmp (layer, "-") == 0)
        return status;
    }
  if (json)
    {
      g_autoptr (JsonNode) node = pp_heat_map_to_json (map, document->model);

      return pp_cli_print_json (node) ? PP_CLI_DONE : PP_CLI_FAILED;
    }
  text = map_to_text (map, document->model);
  return pp_cli_print (text) ? PP_CLI_DONE : PP_CLI_FAILED;
}

/* attack FILE [--matrix enterprise|ics|mobile|atlas] [--navigator LAYER.json] [--marking MAX] [--json] */
PpCliStatus
pp_cli_attack (char **arguments)
{
  g_autofree char *matrix_name = NULL;
  g_autofree char *layer = NULL;
  g_autofree char *marking = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "matrix", 0, 0, G_OPTION_ARG_STRING, &matrix_name, N_("enterprise (default), ics, mobile or atlas"), N_("NAME") },
    { "navigator", 0, 0, G_OPTION_ARG_FILENAME, &layer, N_("Also write a layer for the ATT&CK Navigator"), N_("FILE") },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &marking, N_("Only what may be shown at this marking, such as TLP:GREEN"),
      N_("MARKING") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Answer as JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PpCliDocument) document = NULL;
  PpMatrix matrix = PP_MATRIX_ENTERPRISE;
  PpCliStatus status;

  files = pp_cli_parse (arguments, _("FILE"), _("Show what threatens a model as a matrix of ATT&CK or ATLAS."),
                        entries, 1, &status);
  if (files == NULL)
    return status;
  if (matrix_name != NULL && !pp_matrix_from_string (matrix_name, &matrix))
    {
      pp_cli_complain ("--matrix", _("there is no matrix “%s”"), matrix_name);
      return PP_CLI_FAILED;
    }
  if (layer != NULL && !pp_navigator_knows (matrix))
    {
      pp_cli_complain ("--navigator", "%s", _("the ATT&CK Navigator has no matrix of ATLAS"));
      return PP_CLI_FAILED;
    }
  pp_cli_tell_attack_faults ();
  document = pp_cli_document_load (files[0], NULL);
  if (document == NULL || !pp_cli_document_release (document, marking))
    return PP_CLI_FAILED;
  return answer (document, matrix, layer, json);
}
