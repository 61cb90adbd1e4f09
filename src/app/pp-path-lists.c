/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-lists.h"

#include <glib/gi18n.h>

#include "pp-path-words.h"
#include "pp-threat-words.h"

static PpModel *
get_model (PpAttacks *attacks)
{
  return pp_history_get_model (pp_assessment_get_history (pp_attacks_get_assessment (attacks)));
}

static char *
dup_number (guint number)
{
  return g_strdup_printf ("%u", number);
}

static void
list_paths (PpAttacks *attacks,
            GPtrArray *items)
{
  GPtrArray *paths = pp_attacks_get_paths (attacks);

  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      g_ptr_array_add (items, pp_path_item_new (i, dup_number (i + 1),
                                                pp_path_words_dup_ends (get_model (attacks), path),
                                                pp_path_words_dup_summary (path),
                                                pp_path_words_dup_odds (path->odds), NULL, NULL));
    }
}

static void
list_choke_points (PpAttacks *attacks,
                   GPtrArray *items)
{
  GPtrArray *points = pp_attacks_get_choke_points (attacks);
  guint n_paths = pp_attacks_get_paths (attacks)->len;

  for (guint i = 0; i < points->len; i++)
    {
      const char *element = g_ptr_array_index (points, i);
      char *count = g_strdup_printf (_("%u of the %u likeliest paths"), pp_attacks_count_passing (attacks, element),
                                     n_paths);

      g_ptr_array_add (items, pp_path_item_new (i, dup_number (i + 1),
                                                pp_threat_words_dup_element (get_model (attacks), element), count,
                                                NULL, element, NULL));
    }
}

static void
list_cut (PpAttacks *attacks,
          GPtrArray *items)
{
  PpAttackCut *cut = pp_attacks_get_cut (attacks);
  PpModel *model = get_model (attacks);

  for (guint i = 0; i < cut->parts->len; i++)
    {
      const PpAttackCutPart *part = g_ptr_array_index (cut->parts, i);
      g_autofree char *threat = pp_threat_words_dup_named (model, part->threat, part->threat_id, part->element);
      char *what;

      if (threat != NULL)
        what = g_strdup_printf (_("Mitigate “%s”"), threat);
      else
        what = g_strdup (pp_model_lookup_edge (model, part->element) != NULL ? _("Take away or guard this flow")
                                                                             : _("Harden this element"));
      g_ptr_array_add (items, pp_path_item_new (i, dup_number (i + 1),
                                                pp_threat_words_dup_element (model, part->element), what, NULL,
                                                part->element, NULL));
    }
}

static char *
dup_gain (PpModel            *model,
          const PpMitigation *mitigation)
{
  const PpAttackGain *gain = pp_mitigation_get_greatest_gain (mitigation);
  g_autofree char *asset = NULL;
  g_autofree char *change = NULL;

  if (gain == NULL)
    return g_strdup (_("changes nothing by itself"));
  asset = pp_threat_words_dup_element (model, gain->asset);
  change = pp_path_words_dup_change (gain->before, gain->after);
  return g_strdup_printf ("%s %s", asset, change);
}

static PpPathItem *
make_mitigation (PpModel      *model,
                 PpMitigation *mitigation,
                 guint         index,
                 gboolean      in_set)
{
  g_autofree char *gain = dup_gain (model, mitigation);
  /* Translators: the blank says what a mitigation buys. */
  char *subtitle = in_set ? g_strdup_printf (_("In the cheapest set · %s"), gain)
                          : g_strdup_printf (_("By itself · %s"), gain);

  return pp_path_item_new (index, in_set ? g_strdup ("✓") : NULL, pp_path_words_dup_mitigation (model, mitigation),
                           subtitle, NULL, mitigation->element, mitigation);
}

static void
list_mitigations (PpAttacks *attacks,
                  GPtrArray *items)
{
  PpMitigationPlan *plan = pp_attacks_get_plan (attacks);

  if (plan == NULL)
    return;
  for (guint i = 0; i < plan->mitigations->len; i++)
    g_ptr_array_add (items, make_mitigation (get_model (attacks), g_ptr_array_index (plan->mitigations, i),
                                             items->len, TRUE));
  for (guint i = 0; i < plan->singles->len; i++)
    if (!g_ptr_array_find (plan->mitigations, g_ptr_array_index (plan->singles, i), NULL))
      g_ptr_array_add (items, make_mitigation (get_model (attacks), g_ptr_array_index (plan->singles, i),
                                               items->len, FALSE));
}

static gboolean
is_asset (PpAttacks  *attacks,
          const char *element)
{
  GPtrArray *assets = pp_attack_graph_get_assets (pp_attacks_get_graph (attacks));

  return g_ptr_array_find_with_equal_func (assets, element, g_str_equal, NULL);
}

static void
list_blast (PpAttacks *attacks,
            GPtrArray *items)
{
  GPtrArray *blast = pp_attacks_get_blast (attacks);

  for (guint i = 0; i < blast->len; i++)
    {
      const PpAttackReach *reach = g_ptr_array_index (blast, i);

      g_ptr_array_add (items, pp_path_item_new (i, NULL,
                                                pp_threat_words_dup_element (get_model (attacks), reach->element),
                                                g_strdup (is_asset (attacks, reach->element) ? _("Asset") : ""),
                                                pp_path_words_dup_odds (reach->odds), reach->element, NULL));
    }
}

GPtrArray *
pp_path_lists_make (PpAttacks  *attacks,
                    PpPathView  view)
{
  static void (* const lists[]) (PpAttacks *attacks, GPtrArray *items) = {
    [PP_PATH_VIEW_PATHS] = list_paths,
    [PP_PATH_VIEW_CHOKE_POINTS] = list_choke_points,
    [PP_PATH_VIEW_CUT] = list_cut,
    [PP_PATH_VIEW_MITIGATIONS] = list_mitigations,
    [PP_PATH_VIEW_BLAST] = list_blast,
  };
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  if (pp_attacks_is_ready (attacks))
    lists[view] (attacks, items);
  return items;
}

static void
add_steps (PpAttacks          *attacks,
           const PpAttackPath *path,
           GPtrArray          *items)
{
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);

      g_ptr_array_add (items, pp_path_item_new (i, dup_number (i + 1),
                                                pp_path_words_dup_step (get_model (attacks), step),
                                                pp_path_words_dup_factors (step), pp_path_words_dup_odds (step->odds),
                                                step->via != NULL ? step->via : step->to, NULL));
    }
}

static void
add_gains (PpAttacks          *attacks,
           const PpMitigation *mitigation,
           GPtrArray          *items)
{
  for (guint i = 0; i < mitigation->gains->len; i++)
    {
      const PpAttackGain *gain = g_ptr_array_index (mitigation->gains, i);

      g_ptr_array_add (items, pp_path_item_new (i, NULL,
                                                pp_threat_words_dup_element (get_model (attacks), gain->asset),
                                                g_strdup (gain->after < gain->before ? "" : _("no change")),
                                                pp_path_words_dup_change (gain->before, gain->after), gain->asset,
                                                NULL));
    }
}

GPtrArray *
pp_path_lists_make_details (PpAttacks  *attacks,
                            PpPathView  view,
                            PpPathItem *item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *paths = pp_attacks_get_paths (attacks);

  if (item == NULL || paths == NULL)
    return items;
  if (view == PP_PATH_VIEW_PATHS && item->index < paths->len)
    add_steps (attacks, g_ptr_array_index (paths, item->index), items);
  else if (view == PP_PATH_VIEW_MITIGATIONS && item->mitigation != NULL)
    add_gains (attacks, item->mitigation, items);
  return items;
}
