/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attack paths, and the techniques that threats and drawn attacks name. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-attack-graph.h"
#include "pp-heat-map.h"
#include "pp-step-words.h"

#define N_PATHS 5
/* As MITRE words it. */
#define ATTRIBUTION "© 2025 The MITRE Corporation. Names of techniques and mitigations are reproduced with the " \
                    "permission of The MITRE Corporation. MITRE ATT&CK® and ATT&CK® are registered trademarks of " \
                    "The MITRE Corporation."

static void
append_quoted (PpReportBuilder *self,
               GString         *text,
               const char      *name)
{
  g_string_append_c (text, ' ');
  g_string_append_printf (text, pp_report_say (self->report, "“%s”"), name);
}

static char *
dup_step (PpReportBuilder    *self,
          const PpAttackStep *step)
{
  GString *text = g_string_new (pp_report_say (self->report, pp_step_get_words (step->how)));
  g_autofree char *via = step->via != NULL ? _pp_report_dup_name (self, step->via) : NULL;
  g_autofree char *threat = pp_wording_dup_named (&self->wording, step->threat, step->threat_id,
                                                   step->via != NULL ? step->via : step->to);

  if (threat != NULL)
    append_quoted (self, text, threat);
  else if (via != NULL)
    append_quoted (self, text, via);
  if (step->technique != NULL)
    g_string_append_printf (text, " (%s)", step->technique);
  return g_string_free (text, FALSE);
}

static void
add_path (PpReportBuilder    *self,
          const PpAttackPath *path,
          guint               number)
{
  g_autofree char *source = _pp_report_dup_name (self, path->source);
  g_autofree char *target = _pp_report_dup_name (self, path->target);
  g_autofree char *title = g_strdup_printf ("%u. %s → %s", number, source, target);
  g_autofree char *odds = g_strdup_printf (pp_report_say (self->report, "%.0f %% likely"), path->odds * 100);
  PpReportBlock *block = pp_report_add_entry (self->report, title, odds, PP_TONE_PLAIN,
                                              path->runs_backwards
                                              ? pp_report_say (self->report, "The tactics of this path run backwards.")
                                              : NULL);

  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);
      g_autofree char *to = _pp_report_dup_name (self, step->to);
      g_autofree char *how = dup_step (self, step);

      pp_report_block_add_fact (block, to, how);
    }
}

static void
add_choke_points (PpReportBuilder *self,
                  PpAttackGraph   *graph)
{
  g_autoptr (GPtrArray) points = pp_attack_graph_find_choke_points (graph);
  PpReportBlock *list;

  if (points->len == 0)
    return;
  pp_report_add_heading (self->report, 2, pp_report_say (self->report, "What every path passes"));
  list = pp_report_add_list (self->report);
  for (guint i = 0; i < points->len; i++)
    {
      g_autofree char *name = _pp_report_dup_name (self, g_ptr_array_index (points, i));

      pp_report_block_add_row (list, name, NULL);
    }
}

static void
add_cut (PpReportBuilder *self,
         PpAttackGraph   *graph)
{
  g_autoptr (PpAttackCut) cut = pp_attack_graph_find_cut (graph);
  PpReportBlock *list;

  pp_report_add_heading (self->report, 2, pp_report_say (self->report, "The cheapest cut"));
  if (cut->cost < 0)
    {
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                               pp_report_say (self->report, "No set of measures cuts every path."));
      return;
    }
  pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                           pp_report_say (self->report, "With all of this done no path is left:"));
  list = pp_report_add_list (self->report);
  for (guint i = 0; i < cut->parts->len; i++)
    {
      const PpAttackCutPart *part = g_ptr_array_index (cut->parts, i);
      g_autofree char *name = _pp_report_dup_name (self, part->element);
      g_autofree char *threat = pp_wording_dup_named (&self->wording, part->threat, part->threat_id, part->element);
      g_autofree char *text
        = threat != NULL
          ? g_strdup_printf (pp_report_say (self->report, "%s: settle “%s”"), name, threat)
          : g_strdup_printf (pp_report_say (self->report, "%s: harden it or cut it off"), name);

      pp_report_block_add_row (list, text, NULL);
    }
}

void
_pp_report_add_paths (PpReportBuilder *self)
{
  g_autoptr (PpAttackGraph) graph = pp_attack_graph_new (self->model, self->analysis, pp_odds_get_default (),
                                                         NULL, NULL);
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, N_PATHS);
  guint n_added = 0;

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "Attack paths"));
  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      if (!_pp_report_shows (self, path->source) || !_pp_report_shows (self, path->target))
        continue;
      if (n_added == 0)
        pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                                 pp_report_say (self->report, "The likeliest ways from an attacker to what is worth "
                                                              "protecting, step by step."));
      add_path (self, path, ++n_added);
    }
  if (n_added == 0)
    {
      const char *text = N_("No path leads from an attacker to an asset.");

      if (pp_attack_graph_get_sources (graph)->len == 0)
        text = N_("The model has no attacker: no threat actor, nobody who is not trusted, no zone of the "
                  "internet.");
      else if (pp_attack_graph_get_assets (graph)->len == 0)
        text = N_("The model has no asset: nothing that is said to be sensitive or critical.");
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN, pp_report_say (self->report, text));
    }
  else if (self->shown == NULL)
    {
      add_choke_points (self, graph);
      add_cut (self, graph);
    }
}

/* --- Coverage --------------------------------------------------------------------------------- */

typedef struct {
  PpReportBuilder *builder;
  PpHeatMap       *map;
  GHashTable      *told;        /* identifiers of techniques that have a row */
  PpReportBlock   *table;       /* NULL before the first row */
} Coverage;

static const char *
matrix_word (PpMatrix matrix)
{
  static const char * const words[PP_N_MATRICES] = {
    [PP_MATRIX_ENTERPRISE] = N_("ATT&CK for Enterprise"),
    [PP_MATRIX_ICS] = N_("ATT&CK for industrial control systems"),
    [PP_MATRIX_MOBILE] = N_("ATT&CK for Mobile"),
    [PP_MATRIX_ATLAS] = N_("MITRE ATLAS"),
  };

  return words[matrix];
}

/* Where it threatens: names of elements, each once. NULL when that is nowhere that is shown. */
static char *
dup_places (PpReportBuilder       *self,
            const PpHeatTechnique *technique)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < technique->threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (technique->threats, i);
      g_autofree char *name = NULL;

      if (!_pp_report_shows (self, threat->element) || !g_hash_table_add (seen, threat->element))
        continue;
      name = _pp_report_dup_name (self, threat->element);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_string_free (text, text->len == 0);
}

static char *
dup_threat_counts (PpReportBuilder       *self,
                   const PpHeatTechnique *technique,
                   guint                 *n_open)
{
  guint n = 0;

  *n_open = 0;
  for (guint i = 0; i < technique->threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (technique->threats, i);

      n += _pp_report_shows (self, threat->element);
      *n_open += _pp_report_shows (self, threat->element) && threat->is_open;
    }
  return n > *n_open ? g_strdup_printf (pp_report_say (self->report, "%u open of %u"), *n_open, n)
                     : g_strdup_printf (pp_report_say (self->report, "%u open"), n);
}

static char *
dup_mitigations (Coverage              *self,
                 const PpHeatTechnique *technique)
{
  PpReport *report = self->builder->report;
  GString *text = g_string_new (NULL);

  if (technique->mitigations->len == 0)
    g_string_append (text, pp_report_say (report, "None in the catalogue"));
  else
    g_string_append_printf (text, pp_report_say (report, "%u of %u in place"), technique->n_in_place,
                            technique->mitigations->len);
  for (guint i = 0; i < technique->mitigations->len; i++)
    {
      const char *id = g_ptr_array_index (technique->mitigations, i);
      PpAttackEntry mitigation;

      if (pp_attack_find_mitigation (pp_attack_get_default (), id, &mitigation))
        g_string_append_printf (text, "%s%s%s", i == 0 ? ": " : ", ", mitigation.name,
                                pp_heat_map_is_in_place (self->map, id) ? " ✓" : "");
    }
  return g_string_free (text, FALSE);
}

static void
add_technique (Coverage              *self,
               const char            *tactic,
               const PpHeatTechnique *technique)
{
  static const PpReportColumn columns[] = {
    { N_("Technique"), 2.6 }, { N_("Threats"), 1.3 }, { N_("Elements"), 2.8 },
    { N_("Mitigations in the catalogue"), 3.2 },
  };
  PpReport *report = self->builder->report;
  g_autofree char *places = dup_places (self->builder, technique);
  g_autofree char *name = NULL;
  g_autofree char *threats = NULL;
  g_autofree char *mitigations = NULL;
  GArray *row;
  guint n_open;

  if (places == NULL || !g_hash_table_add (self->told, (gpointer) technique->id))
    return;
  if (self->table == NULL)
    {
      pp_report_add_heading (report, 2, pp_report_say (report, matrix_word (pp_heat_map_get_matrix (self->map))));
      self->table = pp_report_add_table (report, columns, G_N_ELEMENTS (columns));
    }
  name = g_strdup_printf ("%s %s\n%s", technique->id, technique->name, tactic);
  threats = dup_threat_counts (self->builder, technique, &n_open);
  mitigations = dup_mitigations (self, technique);
  row = pp_report_row_new ();
  pp_report_row_add (row, PP_TONE_PLAIN, name);
  pp_report_row_mark_english (row);
  pp_report_row_add (row, n_open > 0 ? PP_TONE_STRONG : PP_TONE_DIM, threats);
  pp_report_row_add (row, PP_TONE_PLAIN, places);
  pp_report_row_add (row, PP_TONE_PLAIN, mitigations);
  g_ptr_array_add (self->table->rows, row);
}

/* In the order of the matrix; a technique of several tactics stands under the first of them. */
static gboolean
add_matrix (PpReportBuilder *builder,
            PpMatrix         matrix)
{
  g_autoptr (PpHeatMap) map = pp_heat_map_new (builder->model, builder->analysis, pp_attack_get_default (), matrix);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  Coverage self = { builder, map, told, NULL };
  GPtrArray *tactics = pp_heat_map_get_tactics (map);

  for (guint i = 0; i < tactics->len; i++)
    {
      const PpHeatTactic *tactic = g_ptr_array_index (tactics, i);

      for (guint j = 0; j < tactic->techniques->len; j++)
        {
          const PpHeatTechnique *technique = g_ptr_array_index (tactic->techniques, j);

          add_technique (&self, tactic->name, technique);
          for (guint k = 0; k < technique->children->len; k++)
            add_technique (&self, tactic->name, g_ptr_array_index (technique->children, k));
        }
    }
  return self.table != NULL;
}

void
_pp_report_add_coverage (PpReportBuilder *self)
{
  PpReportBlock *terms;
  gboolean any = FALSE;

  pp_report_add_heading (self->report, 1, pp_report_say (self->report, "ATT&CK coverage"));
  for (PpMatrix matrix = 0; matrix < PP_N_MATRICES; matrix++)
    any = add_matrix (self, matrix) || any;
  if (!any)
    {
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                               pp_report_say (self->report, "No threat and no drawn attack names a technique."));
      return;
    }
  terms = pp_report_add_paragraph (self->report, PP_TONE_DIM, ATTRIBUTION);
  terms->english = TRUE;
}
