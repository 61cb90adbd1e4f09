/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Going to another diagram, and to what stands on it. */

#include "pp-editor-private.h"

void
_pp_editor_stop_coming (PpEditor *self)
{
  if (self->coming == NULL)
    return;
  g_clear_pointer (&self->coming, pp_layout_switch_free);
  g_clear_pointer (&self->then_select, g_strfreev);
  g_clear_pointer (&self->then_threat, g_free);
  self->then_zoom = FALSE;
  gtk_revealer_set_reveal_child (self->drawing_hint, FALSE);
  pp_layout_strip_set_selected (self->strip, self->layout_id);
}

static void
ready_cb (gpointer user_data)
{
  PpEditor *self = PP_EDITOR (user_data);
  g_autofree char *layout_id = g_strdup (pp_layout_switch_get_layout_id (self->coming));
  g_auto (GStrv) then_select = g_steal_pointer (&self->then_select);
  g_autofree char *then_threat = g_steal_pointer (&self->then_threat);
  gboolean then_zoom = self->then_zoom;

  pp_editor_flush (self);
  _pp_editor_set_layout_id (self, layout_id);
  if (then_threat != NULL)
    pp_editor_reveal_threat (self, then_threat);
  else if (then_select != NULL && then_zoom)
    pp_editor_zoom_to (self, (const char * const *) then_select);
  else if (then_select != NULL)
    pp_editor_select (self, (const char * const *) then_select);
}

/**
 * pp_editor_show_layout:
 * @self: an editor
 * @layout_id: a layout
 *
 * A large layout comes a moment later; until then the diagram before is there.
 */
void
pp_editor_show_layout (PpEditor   *self,
                       const char *layout_id)
{
  g_return_if_fail (PP_IS_EDITOR (self));
  pp_editor_flush (self);
  if (g_strcmp0 (pp_editor_get_layout_id (self), layout_id) == 0)
    return;
  _pp_editor_stop_coming (self);
  if (g_strcmp0 (self->layout_id, layout_id) == 0)
    return;
  if (layout_id == NULL || !pp_layout_switch_is_needed (_pp_editor_get_model (self), layout_id))
    {
      _pp_editor_set_layout_id (self, layout_id);
      return;
    }
  self->coming = pp_layout_switch_new (self->canvas, _pp_editor_get_model (self), layout_id, ready_cb, self);
  pp_layout_strip_set_selected (self->strip, layout_id);
  /* It fades in: nobody sees it where that takes a moment only. */
  gtk_revealer_set_reveal_child (self->drawing_hint, TRUE);
}

static void
then_select (PpEditor           *self,
             const char * const *ids,
             gboolean            zoom)
{
  g_strfreev (self->then_select);
  self->then_select = g_strdupv ((char **) ids);
  self->then_zoom = zoom;
  g_clear_pointer (&self->then_threat, g_free);
}

static const char *
find_layout_with (PpEditor   *self,
                  const char *element_id)
{
  PpModel *model = _pp_editor_get_model (self);
  PpLayout *current = self->layout_id != NULL ? pp_model_lookup_layout (model, self->layout_id) : NULL;
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  if (current != NULL && pp_layout_get_placement (current, element_id) != NULL)
    return self->layout_id;
  for (guint i = 0; i < layouts->len; i++)
    if (pp_layout_get_placement (g_ptr_array_index (layouts, i), element_id) != NULL)
      return pp_record_get_id (g_ptr_array_index (layouts, i));
  return NULL;
}

/**
 * pp_editor_reveal:
 * @self: an editor
 * @element_id: a node or an edge
 */
void
pp_editor_reveal (PpEditor   *self,
                  const char *element_id)
{
  const char *ids[] = { element_id, NULL };
  const char *layout_id;

  g_return_if_fail (PP_IS_EDITOR (self));
  layout_id = find_layout_with (self, element_id);
  if (layout_id == NULL)
    return;
  pp_editor_show_layout (self, layout_id);
  if (self->coming != NULL)
    then_select (self, ids, FALSE);
  else
    pp_canvas_reveal (self->canvas, element_id);
}

/**
 * pp_editor_zoom_to:
 * @self: an editor with a document
 * @ids: (array zero-terminated=1): elements, one at least
 *
 * Goes to a diagram with the first, selects those that stand there with it, and brings them all into view.
 */
void
pp_editor_zoom_to (PpEditor           *self,
                   const char * const *ids)
{
  const char *layout_id;

  g_return_if_fail (PP_IS_EDITOR (self));
  g_return_if_fail (ids != NULL && ids[0] != NULL);
  layout_id = find_layout_with (self, ids[0]);
  if (layout_id == NULL)
    return;
  pp_editor_show_layout (self, layout_id);
  if (self->coming != NULL)
    {
      then_select (self, ids, TRUE);
      return;
    }
  pp_selection_set (pp_canvas_get_selection (self->canvas), ids, g_strv_length ((char **) ids));
  pp_canvas_zoom_to_selection (self->canvas);
}

static GPtrArray *
keep_shown (PpEditor           *self,
            const char * const *ids)
{
  PpModel *model = _pp_editor_get_model (self);
  PpLayout *layout = self->layout_id != NULL ? pp_model_lookup_layout (model, self->layout_id) : NULL;
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; layout != NULL && ids[i] != NULL; i++)
    if (pp_layout_get_placement (layout, ids[i]) != NULL)
      g_ptr_array_add (shown, (gpointer) ids[i]);
  return shown;
}

/**
 * pp_editor_select:
 * @self: an editor with a document
 * @ids: (array zero-terminated=1): elements
 *
 * Selects several elements. A single one is brought into view as well.
 */
void
pp_editor_select (PpEditor           *self,
                  const char * const *ids)
{
  g_autoptr (GPtrArray) shown = NULL;

  g_return_if_fail (PP_IS_EDITOR (self));
  if (_pp_editor_get_model (self) == NULL)
    return;
  shown = keep_shown (self, ids);
  if (shown->len == 0 && ids[0] != NULL)
    {
      pp_editor_reveal (self, ids[0]);
      if (self->coming != NULL)
        {
          then_select (self, ids, FALSE);
          return;
        }
      g_ptr_array_unref (shown);
      shown = keep_shown (self, ids);
    }
  if (shown->len == 1)
    pp_canvas_reveal (self->canvas, g_ptr_array_index (shown, 0));
  else
    pp_selection_set (pp_canvas_get_selection (self->canvas), (const char * const *) shown->pdata, shown->len);
}

/**
 * pp_editor_reveal_threat:
 * @self: an editor
 * @threat_id: a threat
 *
 * Reveals the element that the threat is on, and the threat in the inspector.
 */
void
pp_editor_reveal_threat (PpEditor   *self,
                         const char *threat_id)
{
  PpThreat *threat;

  g_return_if_fail (PP_IS_EDITOR (self));
  threat = pp_model_lookup_threat (_pp_editor_get_model (self), threat_id);
  if (threat == NULL || pp_threat_get_element (threat) == NULL)
    return;
  pp_editor_reveal (self, pp_threat_get_element (threat));
  if (self->coming != NULL)
    {
      self->then_threat = g_strdup (threat_id);
      return;
    }
  g_object_set (self, "show-inspector", TRUE, NULL);
  pp_inspector_show_threat (self->inspector, threat_id);
}
