/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"

#include "pp-attack-graph.h"
#include "pp-attack-story.h"
#include "pp-cli-document.h"
#include "pp-cli-mitigations.h"
#include "pp-cli-words.h"
#include "pp-export.h"
#include "pp-release.h"
#include "pp-step-words.h"

#define MOST_PATHS 1000
#define N_SINGLES 10

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
step_to_json (gconstpointer item)
{
  const PpAttackStep *step = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "from", step->from);
  json_object_set_string_member (object, "to", step->to);
  set_text (object, "via", step->via);
  json_object_set_string_member (object, "how", pp_step_to_string (step->how));
  set_text (object, "threat", step->threat);
  set_text (object, "threatId", step->threat_id);
  set_text (object, "technique", step->technique);
  set_text (object, "tactic", step->tactic);
  json_object_set_boolean_member (object, "goesBack", step->goes_back);
  json_object_set_double_member (object, "odds", step->odds);
  return object;
}

static JsonObject *
path_to_json (gconstpointer item)
{
  const PpAttackPath *path = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "from", path->source);
  json_object_set_string_member (object, "to", path->target);
  json_object_set_double_member (object, "odds", path->odds);
  json_object_set_boolean_member (object, "tacticsRunBackwards", path->runs_backwards);
  json_object_set_array_member (object, "steps", pp_cli_list_to_json (path->steps, step_to_json));
  return object;
}

static JsonArray *
texts_to_json (GPtrArray *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));
  return array;
}

static JsonObject *
reach_to_json (gconstpointer item)
{
  const PpAttackReach *reach = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "element", reach->element);
  json_object_set_double_member (object, "odds", reach->odds);
  return object;
}

static JsonObject *
part_to_json (gconstpointer item)
{
  const PpAttackCutPart *part = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "element", part->element);
  set_text (object, "threat", part->threat);
  set_text (object, "threatId", part->threat_id);
  return object;
}

static JsonObject *
cut_to_json (const PpAttackCut *cut)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "possible", cut->cost >= 0);
  if (cut->cost >= 0)
    json_object_set_int_member (object, "cost", cut->cost);
  json_object_set_array_member (object, "parts", pp_cli_list_to_json (cut->parts, part_to_json));
  return object;
}

static JsonNode *
answer_to_json (PpModel                *model,
                PpAttackGraph          *graph,
                GPtrArray              *paths,
                GPtrArray              *points,
                const PpAttackCut      *cut,
                const PpMitigationPlan *plan)
{
  g_autoptr (GPtrArray) exposure = pp_attack_graph_find_exposure (graph);
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "attackers", texts_to_json (pp_attack_graph_get_sources (graph)));
  json_object_set_array_member (object, "assets", pp_cli_list_to_json (exposure, reach_to_json));
  json_object_set_array_member (object, "paths", pp_cli_list_to_json (paths, path_to_json));
  json_object_set_array_member (object, "chokePoints", texts_to_json (points));
  json_object_set_object_member (object, "cut", cut_to_json (cut));
  json_object_set_object_member (object, "mitigations", pp_cli_mitigations_to_json (plan));
  json_object_set_member (object, "marking", pp_model_overall_marking_to_json (model));
  return pp_cli_object_node (object);
}

static void
append_path (GString            *text,
             const PpWording    *wording,
             const PpAttackPath *path,
             guint               number)
{
  PpModel *model = wording->model;

  g_string_append_printf (text, "%u. %.3f  %s → %s\n", number, path->odds,
                          pp_cli_get_name (model, path->source), pp_cli_get_name (model, path->target));
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);
      g_autofree char *threat = pp_wording_dup_named (wording, step->threat, step->threat_id,
                                                      step->via != NULL ? step->via : step->to);

      g_string_append_printf (text, "     %.2f  %s, %s", step->odds, pp_cli_get_name (model, step->to),
                              _(pp_step_get_words (step->how)));
      if (threat != NULL && step->how != PP_STEP_DRAWN)
        g_string_append_printf (text, " “%s”", threat);
      else if (step->via != NULL)
        g_string_append_printf (text, " “%s”", pp_cli_get_name (model, step->via));
      if (step->technique != NULL)
        g_string_append_printf (text, " (%s)", step->technique);
      if (step->goes_back)
        g_string_append_printf (text, "  ← %s", _("goes back to an earlier tactic"));
      g_string_append_c (text, '\n');
    }
  if (path->runs_backwards)
    g_string_append_printf (text, "     %s\n", _("The tactics of this path run backwards."));
}

static void
append_cut (GString           *text,
            const PpWording   *wording,
            const PpAttackCut *cut)
{
  if (cut->cost < 0)
    {
      g_string_append_printf (text, "\n%s\n", _("No set of measures cuts every path."));
      return;
    }
  if (cut->parts->len == 0)
    return;
  g_string_append_printf (text, "\n%s (%s %" G_GINT64_FORMAT "):\n", _("The cheapest cut"), _("cost"), cut->cost);
  for (guint i = 0; i < cut->parts->len; i++)
    {
      const PpAttackCutPart *part = g_ptr_array_index (cut->parts, i);
      g_autofree char *threat = pp_wording_dup_named (wording, part->threat, part->threat_id, part->element);
      const char *name = pp_cli_get_name (wording->model, part->element);

      if (threat != NULL)
        g_string_append_printf (text, "  %s: %s\n", name, threat);
      else
        g_string_append_printf (text, "  %s\n", name);
    }
}

static char *
answer_to_text (const PpWording        *wording,
                PpAttackGraph          *graph,
                GPtrArray              *paths,
                GPtrArray              *points,
                const PpAttackCut      *cut,
                const PpMitigationPlan *plan)
{
  PpModel *model = wording->model;
  GString *text = g_string_new (NULL);

  pp_cli_append_banner (text, model);
  if (pp_attack_graph_get_sources (graph)->len == 0)
    g_string_append_printf (text, "%s\n",
                            _("The model has no attacker: add a threat actor or the internet as a zone, or name one "
                              "with --from."));
  else if (pp_attack_graph_get_assets (graph)->len == 0)
    g_string_append_printf (text, "%s\n",
                            _("The model has no asset: say what is sensitive or critical, "
                              "or name one with --to."));
  else if (paths->len == 0)
    g_string_append_printf (text, "%s\n", _("No path leads from an attacker to an asset."));
  for (guint i = 0; i < paths->len; i++)
    append_path (text, wording, g_ptr_array_index (paths, i), i + 1);
  if (points->len > 0)
    g_string_append_printf (text, "\n%s:\n", _("Every path passes"));
  for (guint i = 0; i < points->len; i++)
    g_string_append_printf (text, "  %s\n", pp_cli_get_name (model, g_ptr_array_index (points, i)));
  append_cut (text, wording, cut);
  pp_cli_append_mitigations (text, wording, plan);
  return g_string_free (text, FALSE);
}

/* What the node that an option names is called in the model; FALSE when it is not there, which is told. */
static gboolean
find_node (PpCliDocument *document,
           const char    *option,
           const char    *name,
           char         **id)
{
  *id = name != NULL ? pp_cli_document_dup_id (document, name) : NULL;
  if (name == NULL || (*id != NULL && pp_model_lookup_node (document->model, *id) != NULL))
    return TRUE;
  pp_cli_complain (document->name, _("there is no node “%s” for %s"), name, option);
  return FALSE;
}

/* What the user asks for. */
typedef struct {
  char     *from;
  char     *to;
  char     *marking;
  char     *out;
  char     *layout;
  int       k;
  int       path;
  gboolean  dark;
  gboolean  json;
} Options;

static guint
count_shown (PpLayout           *layout,
             const PpAttackPath *path)
{
  guint n_shown = 0;

  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);

      n_shown += pp_layout_get_placement (layout, step->to) != NULL;
      n_shown += pp_layout_get_placement (layout, step->via) != NULL;
    }
  return n_shown;
}

/* The first of those that show most of a path. */
static PpLayout *
find_layout (PpCliDocument      *document,
             const char         *title,
             const PpAttackPath *path)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (document->model);
  PpLayout *best = NULL;

  if (title != NULL || layouts->len == 0)
    return pp_cli_document_find_layout (document, title);
  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);

      if (best == NULL || count_shown (layout, path) > count_shown (best, path))
        best = layout;
    }
  return best;
}

static gboolean
draw (PpCliDocument *document,
      const Options *options,
      GPtrArray     *paths)
{
  PpExportOptions export_options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (PpOverlay) overlay = pp_overlay_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PpLayout *layout;

  if (options->path > (int) paths->len)
    {
      pp_cli_complain (document->name, paths->len == 0 ? _("there is no path to draw")
                                                       : _("there is no path %d to draw"), options->path);
      return FALSE;
    }
  layout = find_layout (document, options->layout, g_ptr_array_index (paths, options->path - 1));
  if (layout == NULL)
    return FALSE;
  pp_attack_story_add_paths (overlay, paths, options->path - 1);
  export_options.overlay = overlay;
  export_options.dark = options->dark;
  export_options.with_title = TRUE;
  if (pp_export_format_from_name (options->out, &export_options.format, &error))
    bytes = pp_export_layout (document->model, pp_kinds_get_default (), pp_record_get_id (PP_RECORD (layout)),
                              &export_options, NULL, &error);
  if (bytes == NULL)
    pp_cli_complain (options->out, " %s", error->message);
  return bytes != NULL && pp_cli_save_bytes (options->out, bytes);
}

static PpCliStatus
answer (PpCliDocument *document,
        const Options *options,
        const char    *from,
        const char    *to)
{
  const PpAnalysisOptions analysis_options = { FALSE, FALSE, NULL };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (document->model, pp_kinds_get_default (), rules,
                                                     &analysis_options);
  g_autoptr (PpAttackGraph) graph = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GPtrArray) points = NULL;
  g_autoptr (PpAttackCut) cut = NULL;
  g_autoptr (PpMitigations) mitigations = NULL;
  g_autoptr (PpMitigationPlan) plan = NULL;
  g_autofree char *text = NULL;
  const char *problem = pp_odds_get_problem ();
  PpWording wording;

  if (problem != NULL)
    g_printerr ("%s\n", problem);
  pp_analysis_run (analysis);
  graph = pp_attack_graph_new (document->model, analysis, pp_odds_get_default (), from, to);
  paths = pp_attack_graph_find_paths (graph, options->k);
  points = pp_attack_graph_find_choke_points (graph);
  cut = pp_attack_graph_find_cut (graph);
  mitigations = pp_mitigations_new (graph);
  pp_mitigations_collect (mitigations, document->model, analysis, pp_odds_get_default (), G_MAXINT64);
  plan = pp_mitigations_find_plan (mitigations, paths, N_SINGLES, NULL);
  if (options->out != NULL && !draw (document, options, paths))
    return PP_CLI_FAILED;
  if (options->json)
    {
      g_autoptr (JsonNode) node = answer_to_json (document->model, graph, paths, points, cut, plan);

      return pp_cli_print_json (node) ? PP_CLI_DONE : PP_CLI_FAILED;
    }
  wording = pp_cli_make_wording (document->model, rules);
  text = answer_to_text (&wording, graph, paths, points, cut, plan);
  return pp_cli_print (text) ? PP_CLI_DONE : PP_CLI_FAILED;
}

static gboolean
options_are_usable (const Options *options)
{
  PpExportFormat format;
  g_autoptr (GError) error = NULL;

  if (options->k < 1 || options->k > MOST_PATHS)
    pp_cli_complain ("-k", _("must be a number from 1 to %d"), MOST_PATHS);
  else if (options->path < 1 || options->path > options->k)
    pp_cli_complain ("--path", _("must be a number from 1 to %d"), options->k);
  else if (options->out != NULL && !pp_export_format_from_name (options->out, &format, &error))
    pp_cli_complain (options->out, " %s", error->message);
  else
    return TRUE;
  return FALSE;
}

static PpCliStatus
run (const char    *file,
     const Options *options)
{
  g_autoptr (PpCliDocument) document = NULL;
  g_autofree char *from = NULL, *to = NULL;

  if (!options_are_usable (options))
    return PP_CLI_FAILED;
  pp_cli_tell_attack_faults ();
  document = pp_cli_document_load (file, NULL);
  if (document == NULL || !pp_cli_document_release (document, options->marking) ||
      !find_node (document, "--from", options->from, &from) || !find_node (document, "--to", options->to, &to))
    return PP_CLI_FAILED;
  return answer (document, options, from, to);
}

/* paths FILE [--from ID] [--to ID] [-k N] [-o OUT.{png,svg,pdf} [--path N] [--layout TITLE] [--dark]]
 * [--marking MAX] [--json] */
PpCliStatus
pp_cli_paths (char **arguments)
{
  Options options = { .k = 5, .path = 1 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_("The only attacker"), N_("ID") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_("The only asset"), N_("ID") },
    { "count", 'k', 0, G_OPTION_ARG_INT, &options.k, N_("How many paths at most (5)"), N_("N") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.out,
      N_("Where to draw a path too: a name that ends with .png, .svg or .pdf"), N_("OUT") },
    { "path", 0, 0, G_OPTION_ARG_INT, &options.path, N_("The path to draw (1, the likeliest)"), N_("N") },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options.layout,
      N_("The diagram to draw it on; the one that shows most of it when not given"), N_("TITLE") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("Draw light lines on a dark ground"), NULL },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &options.marking,
      N_("Only what may be shown at this marking, such as TLP:GREEN"), N_("MARKING") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Answer as JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  PpCliStatus status;

  files = pp_cli_parse (arguments, _("FILE"), _("Find the likeliest paths of an attack."), entries, 1, &status);
  if (files != NULL)
    status = run (files[0], &options);
  g_free (options.from);
  g_free (options.to);
  g_free (options.marking);
  g_free (options.out);
  g_free (options.layout);
  return status;
}
