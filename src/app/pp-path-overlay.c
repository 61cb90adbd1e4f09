/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "pp-attack-story.h"
#include "pp-path-lists.h"
#include "pp-path-words.h"
#include "pp-threat-words.h"

static PpModel *
get_model (PpAttacks *attacks)
{
  return pp_history_get_model (pp_assessment_get_history (pp_attacks_get_assessment (attacks)));
}

static void
add_best (PpAttacks *attacks,
          PpOverlay *overlay)
{
  GPtrArray *paths = pp_attacks_get_paths (attacks);

  if (paths->len > 0)
    pp_attack_story_add_path (overlay, g_ptr_array_index (paths, 0), PP_OVERLAY_LINE_MAIN, FALSE);
}

static void
add_choke_points (PpAttacks *attacks,
                  PpOverlay *overlay)
{
  GPtrArray *points = pp_attacks_get_choke_points (attacks);
  guint n_paths = pp_attacks_get_paths (attacks)->len;

  for (guint i = 0; i < points->len; i++)
    {
      const char *element = g_ptr_array_index (points, i);
      /* Translators: on how many of the likeliest paths an element lies. */
      g_autofree char *text = g_strdup_printf (_("%u of %u"), pp_attacks_count_passing (attacks, element), n_paths);

      pp_overlay_add_mark (overlay, PP_OVERLAY_RING, element, text, 1, TRUE);
    }
}

/* What closes a part of the cut, where it is known. */
static char *
dup_closing (PpAttacks             *attacks,
             const PpAttackCutPart *part)
{
  PpMitigationPlan *plan = pp_attacks_get_plan (attacks);
  GPtrArray *lists[2] = { plan != NULL ? plan->mitigations : NULL, plan != NULL ? plan->singles : NULL };

  for (guint i = 0; part->threat != NULL && i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && j < lists[i]->len; j++)
      {
        const PpMitigation *mitigation = g_ptr_array_index (lists[i], j);

        if (g_strv_contains ((const char * const *) mitigation->threats, part->threat_id) ||
            g_strcmp0 (mitigation->threat, part->threat) == 0)
          return pp_path_words_dup_mitigation (get_model (attacks), mitigation);
      }
  if (part->threat != NULL)
    return pp_threat_words_dup_named (get_model (attacks), part->threat, part->threat_id, part->element);
  return g_strdup (pp_model_lookup_edge (get_model (attacks), part->element) != NULL ? _("cut or guard")
                                                                                     : _("harden"));
}

static void
add_cut (PpAttacks  *attacks,
         PpOverlay  *overlay,
         PpPathItem *item)
{
  PpAttackCut *cut = pp_attacks_get_cut (attacks);

  for (guint i = 0; i < cut->parts->len; i++)
    {
      const PpAttackCutPart *part = g_ptr_array_index (cut->parts, i);
      g_autofree char *text = dup_closing (attacks, part);

      pp_overlay_add_mark (overlay, PP_OVERLAY_CUT, part->element, text, 1, item != NULL && item->index == i);
    }
}

static void
add_mitigation (PpAttacks          *attacks,
                PpOverlay          *overlay,
                const PpMitigation *mitigation,
                gboolean            is_chosen)
{
  g_autofree char *text = pp_path_words_dup_mitigation (get_model (attacks), mitigation);

  pp_overlay_add_mark (overlay, PP_OVERLAY_CUT, mitigation->element, text, 1, is_chosen);
}

static void
add_mitigations (PpAttacks  *attacks,
                 PpOverlay  *overlay,
                 PpPathItem *item)
{
  PpMitigationPlan *plan = pp_attacks_get_plan (attacks);
  gboolean in_set = FALSE;

  for (guint i = 0; plan != NULL && i < plan->mitigations->len; i++)
    {
      const PpMitigation *mitigation = g_ptr_array_index (plan->mitigations, i);
      gboolean is_chosen = item != NULL && item->mitigation == mitigation;

      in_set = in_set || is_chosen;
      add_mitigation (attacks, overlay, mitigation, is_chosen);
    }
  if (item != NULL && item->mitigation != NULL && !in_set)
    add_mitigation (attacks, overlay, item->mitigation, TRUE);
}

static guint
level_of (double odds)
{
  static const double bands[] = { 0.05, 0.2, 0.5 };
  guint level = 1;

  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    level += odds >= bands[i];
  return level;
}

static void
add_blast (PpAttacks *attacks,
           PpOverlay *overlay)
{
  GPtrArray *blast = pp_attacks_get_blast (attacks);
  GPtrArray *assets = pp_attack_graph_get_assets (pp_attacks_get_graph (attacks));
  const char *origin = pp_attacks_get_blast_origin (attacks);

  if (origin != NULL)
    pp_overlay_add_mark (overlay, PP_OVERLAY_ORIGIN, origin, NULL, 1, FALSE);
  for (guint i = 0; i < blast->len; i++)
    {
      const PpAttackReach *reach = g_ptr_array_index (blast, i);
      gboolean is_asset = g_ptr_array_find_with_equal_func (assets, reach->element, g_str_equal, NULL);
      g_autofree char *odds = pp_path_words_dup_odds (reach->odds);
      /* Translators: the odds with which an asset falls. */
      g_autofree char *text = is_asset ? g_strdup_printf (_("asset %s"), odds) : g_strdup (odds);

      pp_overlay_add_mark (overlay, PP_OVERLAY_WAVE, reach->element, text, level_of (reach->odds), is_asset);
    }
}

PpOverlay *
pp_path_overlay_make (PpAttacks  *attacks,
                      PpPathView  view,
                      PpPathItem *item)
{
  PpOverlay *overlay;

  if (!pp_attacks_is_ready (attacks))
    return NULL;
  overlay = pp_overlay_new ();
  switch (view)
    {
    case PP_PATH_VIEW_PATHS:
      pp_attack_story_add_paths (overlay, pp_attacks_get_paths (attacks), item != NULL ? item->index : 0);
      break;
    case PP_PATH_VIEW_CHOKE_POINTS:
      add_best (attacks, overlay);
      add_choke_points (attacks, overlay);
      break;
    case PP_PATH_VIEW_CUT:
      add_best (attacks, overlay);
      add_cut (attacks, overlay, item);
      break;
    case PP_PATH_VIEW_MITIGATIONS:
      add_best (attacks, overlay);
      add_mitigations (attacks, overlay, item);
      break;
    case PP_PATH_VIEW_BLAST:
    default:
      add_blast (attacks, overlay);
      break;
    }
  if (pp_overlay_get_elements (overlay)->len == 0)
    g_clear_pointer (&overlay, pp_overlay_unref);
  return overlay;
}
