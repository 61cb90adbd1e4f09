/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attack paths, and the techniques that threats and drawn attacks name. */

#include "pp-report-private.h"

#include <string.h>

#include "pp-attack-graph.h"
#include "pp-attack.h"

#define N_PATHS 5

static const char *
words_of_step (PpStep how)
{
  static const char * const words[] = {
    [PP_STEP_FLOW] = "along the flow",
    [PP_STEP_BACK] = "back along the flow",
    [PP_STEP_USE] = "with the access that it has",
    [PP_STEP_THREAT] = "by the threat",
    [PP_STEP_MEMBER] = "to what runs there",
    [PP_STEP_ESCAPE] = "out of the container",
    [PP_STEP_ZONE] = "inside the zone",
    [PP_STEP_CREDENTIAL] = "with credentials found there",
    [PP_STEP_DRAWN] = "by the attack that is drawn",
  };

  return words[how];
}

static char *
dup_step (PpReportBuilder    *self,
          const PpAttackStep *step)
{
  GString *text = g_string_new (words_of_step (step->how));
  g_autofree char *via = step->via != NULL ? _pp_report_dup_name (self, step->via) : NULL;

  if (step->threat != NULL)
    g_string_append_printf (text, " “%s”", step->threat);
  else if (via != NULL)
    g_string_append_printf (text, " “%s”", via);
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
  g_autofree char *odds = g_strdup_printf ("%.0f %% likely", path->odds * 100);
  PpReportBlock *block = pp_report_add_entry (self->report, title, odds, PP_TONE_PLAIN,
                                              path->runs_backwards ? "The tactics of this path run backwards."
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
  pp_report_add_heading (self->report, 2, "What every path passes");
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

  pp_report_add_heading (self->report, 2, "The cheapest cut");
  if (cut->cost < 0)
    {
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN, "No set of measures cuts every path.");
      return;
    }
  pp_report_add_paragraph (self->report, PP_TONE_PLAIN, "With all of this done no path is left:");
  list = pp_report_add_list (self->report);
  for (guint i = 0; i < cut->parts->len; i++)
    {
      const PpAttackCutPart *part = g_ptr_array_index (cut->parts, i);
      g_autofree char *name = _pp_report_dup_name (self, part->element);
      g_autofree char *text = part->threat != NULL ? g_strdup_printf ("%s: settle “%s”", name, part->threat)
                                                   : g_strdup_printf ("%s: harden it or cut it off", name);

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

  pp_report_add_heading (self->report, 1, "Attack paths");
  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      if (!_pp_report_shows (self, path->source) || !_pp_report_shows (self, path->target))
        continue;
      if (n_added == 0)
        pp_report_add_paragraph (self->report, PP_TONE_PLAIN,
                                 "The likeliest ways from an attacker to what is worth protecting, step by step.");
      add_path (self, path, ++n_added);
    }
  if (n_added == 0)
    {
      const char *text = "No path leads from an attacker to an asset.";

      if (pp_attack_graph_get_sources (graph)->len == 0)
        text = "The model has no attacker: no threat actor, and nobody who is not trusted.";
      else if (pp_attack_graph_get_assets (graph)->len == 0)
        text = "The model has no asset: nothing that is said to be sensitive or critical.";
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN, text);
    }
  else if (self->shown == NULL)
    {
      add_choke_points (self, graph);
      add_cut (self, graph);
    }
}

/* --- Coverage --------------------------------------------------------------------------------- */

typedef struct {
  char       *id;
  guint       n_open;
  guint       n_settled;
  GPtrArray  *elements;         /* identifiers, each once */
} Technique;

static void
technique_free (Technique *self)
{
  g_free (self->id);
  g_ptr_array_unref (self->elements);
  g_free (self);
}

static void
count_technique (GHashTable *techniques,
                 const char *id,
                 const char *element,
                 gboolean    open)
{
  PpTechnique known;
  Technique *technique;

  if (!pp_attack_find_technique (pp_attack_get_default (), id, &known))
    return;
  technique = g_hash_table_lookup (techniques, known.id);
  if (technique == NULL)
    {
      technique = g_new0 (Technique, 1);
      technique->id = g_strdup (known.id);
      technique->elements = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (techniques, technique->id, technique);
    }
  technique->n_open += open;
  technique->n_settled += !open;
  if (element != NULL && !g_ptr_array_find_with_equal_func (technique->elements, element, g_str_equal, NULL))
    g_ptr_array_add (technique->elements, g_strdup (element));
}

static void
count_entry (GHashTable            *techniques,
             const PpRegisterEntry *entry)
{
  gboolean open = pp_register_entry_is_open (entry);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char * const *lists[] = {
    entry->threat != NULL ? pp_threat_get_references (entry->threat) : NULL,
    entry->finding != NULL ? (const char * const *) entry->finding->attack : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && lists[i][j] != NULL; j++)
      if (g_hash_table_add (seen, (gpointer) lists[i][j]))
        count_technique (techniques, lists[i][j], entry->element, open);
}

static GHashTable *
collect_techniques (PpReportBuilder *self)
{
  GHashTable *techniques = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) technique_free);

  for (guint i = 0; i < self->entries->len; i++)
    count_entry (techniques, g_ptr_array_index (self->entries, i));
  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (self->model, type); i++)
      {
        PpElement *element = PP_ELEMENT (pp_model_peek_record (self->model, type, i));
        const char *id = pp_record_get_id (PP_RECORD (element));
        const char * const *drawn = pp_element_get_techniques (element);

        for (guint j = 0; drawn != NULL && drawn[j] != NULL && _pp_report_shows (self, id); j++)
          count_technique (techniques, drawn[j], id, TRUE);
      }
  return techniques;
}

static int
compare_techniques (gconstpointer a,
                    gconstpointer b)
{
  return strcmp (((const Technique *) a)->id, ((const Technique *) b)->id);
}

static char *
dup_mitigations (const char *technique)
{
  PpAttack *attack = pp_attack_get_default ();
  g_autoptr (GPtrArray) ids = pp_attack_list_mitigations_of (attack, technique);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      PpAttackEntry mitigation;

      if (pp_attack_find_mitigation (attack, g_ptr_array_index (ids, i), &mitigation))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", mitigation.name);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_elements (PpReportBuilder *self,
              const Technique *technique)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < technique->elements->len; i++)
    {
      g_autofree char *name = _pp_report_dup_name (self, g_ptr_array_index (technique->elements, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
add_technique (PpReportBuilder *self,
               PpReportBlock   *table,
               const Technique *technique)
{
  PpTechnique known = { NULL };
  g_autofree char *elements = dup_elements (self, technique);
  g_autofree char *mitigations = dup_mitigations (technique->id);
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;
  GArray *row = pp_report_row_new ();

  pp_attack_find_technique (pp_attack_get_default (), technique->id, &known);
  name = g_strdup_printf ("%s %s", technique->id, known.name);
  state = technique->n_settled > 0 ? g_strdup_printf ("%u open, %u settled", technique->n_open, technique->n_settled)
                                   : g_strdup_printf ("%u open", technique->n_open);
  pp_report_row_add (row, PP_TONE_STRONG, name);
  pp_report_row_add (row, technique->n_open > 0 ? PP_TONE_STRONG : PP_TONE_DIM, state);
  pp_report_row_add (row, PP_TONE_PLAIN, elements);
  pp_report_row_add (row, PP_TONE_PLAIN, mitigations);
  g_ptr_array_add (table->rows, row);
}

void
_pp_report_add_coverage (PpReportBuilder *self)
{
  static const PpReportColumn columns[] = {
    { "Technique", 2.6 }, { "Threats", 1.3 }, { "Elements", 2.8 }, { "Mitigations in ATT&CK", 3 },
  };
  g_autoptr (GHashTable) techniques = collect_techniques (self);
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_values (techniques), compare_techniques);
  PpReportBlock *table;

  pp_report_add_heading (self->report, 1, "ATT&CK coverage");
  if (sorted == NULL)
    {
      pp_report_add_paragraph (self->report, PP_TONE_PLAIN, "No threat and no drawn attack names a technique.");
      return;
    }
  table = pp_report_add_table (self->report, columns, G_N_ELEMENTS (columns));
  for (GList *technique = sorted; technique != NULL; technique = technique->next)
    add_technique (self, table, technique->data);
  pp_report_add_paragraph (self->report, PP_TONE_DIM,
                           "© 2025 The MITRE Corporation. Names of techniques and mitigations are reproduced with the "
                           "permission of The MITRE Corporation. MITRE ATT&CK® and ATT&CK® are registered "
                           "trademarks of The MITRE Corporation.");
}
