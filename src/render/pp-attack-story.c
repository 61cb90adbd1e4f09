/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-attack-story.h"

/**
 * pp_attack_story_add_path:
 * @overlay: an overlay that is being filled
 * @path: a path of an attack
 * @line: how it is drawn
 * @numbered: whether its steps have numbers; then one that goes back to an earlier tactic is marked
 */
void
pp_attack_story_add_path (PpOverlay          *overlay,
                          const PpAttackPath *path,
                          PpOverlayLine       line,
                          gboolean            numbered)
{
  g_return_if_fail (overlay != NULL && path != NULL);

  for (guint i = 0; i < path->steps->len; i++)
    {
      const PpAttackStep *step = g_ptr_array_index (path->steps, i);

      pp_overlay_add_step (overlay, line, step->from, step->to, step->via, numbered ? i + 1 : 0,
                           numbered && step->goes_back);
    }
}

/**
 * pp_attack_story_add_paths:
 * @overlay: an overlay that is being filled
 * @paths: (element-type PpAttackPath): paths, the best first
 * @chosen: the one whose steps have numbers
 */
void
pp_attack_story_add_paths (PpOverlay *overlay,
                           GPtrArray *paths,
                           guint      chosen)
{
  g_return_if_fail (overlay != NULL && paths != NULL);

  if (paths->len == 0)
    return;
  if (chosen >= paths->len)
    chosen = 0;
  pp_attack_story_add_path (overlay, g_ptr_array_index (paths, 0), PP_OVERLAY_LINE_MAIN, chosen == 0);
  if (chosen > 0)
    pp_attack_story_add_path (overlay, g_ptr_array_index (paths, chosen), PP_OVERLAY_LINE_OTHER, TRUE);
}
