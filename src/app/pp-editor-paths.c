/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Attack paths from and to the node that is selected. */

#include "pp-editor-private.h"

/* The one node that is selected, or NULL. */
static const char *
get_selected_node (PpEditor *self)
{
  PpSelection *selection = pp_canvas_get_selection (self->canvas);
  const char *id = pp_selection_get_primary (selection);

  if (pp_selection_get_n_items (selection) != 1 || pp_model_lookup_node (_pp_editor_get_model (self), id) == NULL)
    return NULL;
  return id;
}

/* What is asked for comes together with its view. */
static PpAttacks *
hold_paths (PpEditor *self)
{
  PpPathPanel *paths = pp_threat_panel_get_paths (_pp_editor_get_threats (self));

  pp_path_panel_hold (paths);
  return pp_path_panel_get_attacks (paths);
}

static void
show_paths (PpEditor   *self,
            PpPathView  view)
{
  PpPathPanel *paths = pp_threat_panel_get_paths (_pp_editor_get_threats (self));

  g_object_set (paths, "view", view, NULL);
  pp_path_panel_show (paths);
  pp_editor_focus_paths (self);
}

void
pp_editor_show_paths_from (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask (hold_paths (self), id, NULL);
  show_paths (self, PP_PATH_VIEW_PATHS);
}

void
pp_editor_show_paths_to (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask (hold_paths (self), NULL, id);
  show_paths (self, PP_PATH_VIEW_PATHS);
}

void
pp_editor_show_blast (PpEditor *self)
{
  const char *id;

  g_return_if_fail (PP_IS_EDITOR (self));
  id = get_selected_node (self);
  if (id == NULL)
    return;
  pp_attacks_ask_blast (hold_paths (self), id);
  show_paths (self, PP_PATH_VIEW_BLAST);
}
