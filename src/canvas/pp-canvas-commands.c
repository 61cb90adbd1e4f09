/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"

#include <math.h>

/* What is pasted or duplicated in place stands this far from what it was copied from. */
#define DUPLICATE_OFFSET (2 * PP_GRID_STEP)

void
_pp_canvas_select_all (PpCanvas *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  if (self->scene == NULL)
    return;

  for (guint i = 0; i < pp_scene_get_n_items (self->scene); i++)
    g_ptr_array_add (ids, (gpointer) pp_scene_get_item (self->scene, i)->id);
  pp_selection_set (self->selection, (const char * const *) ids->pdata, ids->len);
}

void
_pp_canvas_delete (PpCanvas *self)
{
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  if (!_pp_canvas_can_edit (self))
    return;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  if (n_ids > 0)
    _pp_canvas_apply (self, N_("Delete"),
                      pp_edit_remove_elements (_pp_canvas_get_model (self),
                                               (const char * const *) ids, n_ids));
}

void
_pp_canvas_hide (PpCanvas *self)
{
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  if (!_pp_canvas_can_edit (self))
    return;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  if (n_ids > 0)
    _pp_canvas_apply (self, N_("Remove from Diagram"),
                      pp_edit_hide_elements (_pp_canvas_get_model (self), self->layout_id,
                                             (const char * const *) ids, n_ids));
}

/* Adds what is in a fragment and selects it. */
gboolean
_pp_canvas_paste_fragment (PpCanvas   *self,
                           const char *label,
                           JsonNode   *fragment,
                           double      dx,
                           double      dy)
{
  g_autoptr(GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  GPtrArray *changes;

  changes = pp_edit_paste (_pp_canvas_get_model (self), self->layout_id, fragment, dx, dy, new_ids,
                           &error);
  if (changes == NULL)
    {
      g_debug ("Fragment was refused: %s", error->message);
      _pp_canvas_tell (self, _("What is on the clipboard cannot be pasted here"));
      return FALSE;
    }
  if (!_pp_canvas_apply (self, label, changes))
    return FALSE;

  pp_selection_set (self->selection, (const char * const *) new_ids->pdata, new_ids->len);

  return TRUE;
}

void
_pp_canvas_duplicate (PpCanvas *self)
{
  g_autoptr(JsonNode) fragment = NULL;
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  if (!_pp_canvas_can_edit (self))
    return;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  if (n_ids == 0)
    return;

  fragment = pp_edit_copy (_pp_canvas_get_model (self), self->layout_id, (const char * const *) ids,
                           n_ids);
  _pp_canvas_paste_fragment (self, N_("Duplicate"), fragment, DUPLICATE_OFFSET, DUPLICATE_OFFSET);
}

static void
reverse_edge (PpCanvas          *self,
              const PpSceneItem *item,
              GPtrArray         *changes)
{
  g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (self, item->id);
  g_autofree PpPoint *points = g_new (PpPoint, placement->n_points);
  guint had_source_point = placement->has_source_point;
  PpPoint source_point = placement->source_point;
  char *source_side = placement->source_side;

  for (guint i = 0; i < placement->n_points; i++)
    points[i] = placement->points[placement->n_points - 1 - i];
  pp_placement_set_points (placement, points, placement->n_points);
  placement->has_source_point = placement->has_target_point;
  placement->source_point = placement->target_point;
  placement->source_side = placement->target_side;
  placement->has_target_point = had_source_point;
  placement->target_point = source_point;
  placement->target_side = source_side;
  if (placement->label_position >= 0)
    placement->label_position = 1 - placement->label_position;

  _pp_tool_set_field (self, changes, item->id, "source", _pp_tool_id_node (item->target));
  _pp_tool_set_field (self, changes, item->id, "target", _pp_tool_id_node (item->source));
  _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (self), self->layout_id, item->id,
                                               placement));
}

static void
straighten_edge (PpCanvas          *self,
                 const PpSceneItem *item,
                 GPtrArray         *changes)
{
  g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (self, item->id);

  if (placement->n_points == 0)
    return;

  pp_placement_set_points (placement, NULL, 0);
  _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (self), self->layout_id, item->id,
                                               placement));
}

static void
change_edges (PpCanvas   *self,
              const char *label,
              void     (* change) (PpCanvas *, const PpSceneItem *, GPtrArray *))
{
  g_autoptr(GPtrArray) changes = pp_change_list_new ();

  if (!_pp_canvas_can_edit (self))
    return;

  for (guint i = 0; i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL && item->is_edge)
        change (self, item, changes);
    }
  _pp_canvas_apply (self, label, g_steal_pointer (&changes));
}

void
_pp_canvas_reverse (PpCanvas *self)
{
  change_edges (self, N_("Reverse Flow"), reverse_edge);
}

void
_pp_canvas_straighten (PpCanvas *self)
{
  change_edges (self, N_("Remove Bends"), straighten_edge);
}

void
_pp_canvas_restack (PpCanvas    *self,
                    const char  *label,
                    PpStackMove  move)
{
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  if (!_pp_canvas_can_edit (self))
    return;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  if (n_ids > 0)
    _pp_canvas_apply (self, label,
                      pp_edit_restack (_pp_canvas_get_model (self), self->layout_id,
                                       (const char * const *) ids, n_ids, move));
}

/* One press of a key after the other is one step of the history as long as the same is moved. */
void
_pp_canvas_nudge (PpCanvas *self,
                  double    dx,
                  double    dy)
{
  g_autoptr(GPtrArray) changes = pp_change_list_new ();
  g_autoptr(GPtrArray) moving = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;
  g_auto(GStrv) ids = NULL;
  guint n_ids;

  ids = pp_selection_dup_ids (self->selection, &n_ids);
  moving = _pp_tool_list_moving (self, (const char * const *) ids, n_ids);
  for (guint i = 0; i < moving->len; i++)
    {
      const char *id = g_ptr_array_index (moving, i);
      g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (self, id);

      pp_placement_translate (placement, dx, dy);
      _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (self), self->layout_id, id,
                                                   placement));
    }
  if (changes->len == 0)
    return;

  key = g_strjoinv (" ", ids);
  if (!pp_history_apply_merged (self->history, N_("Move"), key, changes, &error))
    g_warning ("Move was refused: %s", error->message);
}

/* Adds a node of a kind so that its centre is at a point, on the grid and in the box that is there. */
void
_pp_canvas_place_kind (PpCanvas   *self,
                       const char *kind_id,
                       PpPoint     centre)
{
  PpKind *kind = pp_kinds_resolve (self->kinds, kind_id, FALSE);
  double width = pp_kind_get_width (kind);
  double height = pp_kind_get_height (kind);
  double step = self->snap_to_grid ? PP_GRID_STEP : 0;
  PpBox box = { pp_grid_round (centre.x - width / 2, step),
                pp_grid_round (centre.y - height / 2, step), width, height };
  const PpSceneItem *container = pp_scene_find_container (self->scene, &box, NULL);
  g_autoptr(PpPlacement) placement = NULL;
  g_autofree char *id = NULL;
  GPtrArray *changes;
  int lowest, highest;

  if (!_pp_canvas_can_edit (self) || pp_kind_is_edge (kind))
    return;

  pp_layout_get_z_range (pp_scene_get_layout (self->scene), &lowest, &highest);
  placement = pp_placement_new_box (box.x, box.y, box.width, box.height,
                                    pp_kind_get_dfd_class (kind) == PP_DFD_BOUNDARY ? MIN (lowest, 0) - 1
                                                                                    : highest + 1);
  changes = pp_edit_add_node (_pp_canvas_get_model (self), self->layout_id, pp_kind_get_id (kind),
                              _(pp_kind_get_label (kind)), pp_kind_get_default_facts (kind), placement,
                              container != NULL ? container->id : NULL, &id);
  if (_pp_canvas_apply (self, N_("Add Element"), changes))
    {
      pp_selection_set_single (self->selection, id);
      _pp_canvas_set_focus_id (self, id);
    }
}

/* The place tool is the only one that has a kind. */
void
pp_canvas_start_placing (PpCanvas   *self,
                         const char *kind_id)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  if (kind_id == NULL || !_pp_canvas_can_edit (self))
    {
      if (pp_canvas_get_placing_kind (self) != NULL)
        _pp_canvas_put_tool_away (self);
      return;
    }

  _pp_canvas_cancel (self);
  _pp_canvas_take_tool (self, pp_place_tool_new (self, kind_id));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pp_tool_get_cursor (self->tool));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
