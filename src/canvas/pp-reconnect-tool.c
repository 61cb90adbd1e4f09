/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drags one end of a flow to another element, or into the open. */

#include "pp-canvas-private.h"
#include "pp-connection-tool.h"

#define PP_TYPE_RECONNECT_TOOL (pp_reconnect_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpReconnectTool, pp_reconnect_tool, PP, RECONNECT_TOOL, PpConnectionTool)

struct _PpReconnectTool
{
  PpConnectionTool parent_instance;

  char     *edge_id;
  gboolean  at_source;
};

G_DEFINE_FINAL_TYPE (PpReconnectTool, pp_reconnect_tool, PP_TYPE_CONNECTION_TOOL)

static const PpSceneItem *
get_edge (PpReconnectTool *self)
{
  return pp_scene_lookup (_pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self))), self->edge_id);
}

static gboolean
pp_reconnect_tool_accepts (PpConnectionTool  *connection,
                           const PpSceneItem *item)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (connection);
  const PpSceneItem *edge = get_edge (self);

  return g_strcmp0 (item->id, self->at_source ? edge->target : edge->source) != 0;
}

/* From the end that stays over its bend points to where the moved end is held. */
static void
pp_reconnect_tool_trace (PpConnectionTool *connection,
                         GArray           *path)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (connection);
  const PpSceneItem *edge = get_edge (self);
  PpScene *scene = _pp_canvas_get_scene (pp_tool_get_canvas (PP_TOOL (self)));
  const char *node_id = pp_connection_tool_get_node_id (connection);
  const PpSceneItem *node = node_id != NULL ? pp_scene_lookup (scene, node_id) : NULL;
  PpPoint end = pp_connection_tool_get_point (connection);

  g_array_append_val (path, edge->path[self->at_source ? edge->n_path - 1 : 0]);
  for (guint i = 0; i < edge->n_bends; i++)
    g_array_append_val (path, edge->bends[self->at_source ? edge->n_bends - 1 - i : i]);
  if (node != NULL)
    {
      PpOutline outline = { node->box, node->shape, node->angle };

      end = pp_outline_clip (&outline, pp_box_centre (&node->box),
                             g_array_index (path, PpPoint, path->len - 1));
    }
  g_array_append_val (path, end);
}

static gboolean
pp_reconnect_tool_finish (PpTool          *tool,
                          GdkModifierType  modifiers)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (tool);
  PpConnectionTool *connection = PP_CONNECTION_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  const char *node_id = pp_connection_tool_get_node_id (connection);
  PpPoint loose = pp_connection_tool_get_loose_end (connection, modifiers);
  g_autoptr(PpPlacement) placement = _pp_tool_dup_placement (canvas, self->edge_id);
  g_autoptr(GPtrArray) changes = pp_change_list_new ();

  if (!pp_connection_tool_has_moved (connection))
    return FALSE;

  if (self->at_source)
    {
      placement->has_source_point = node_id == NULL;
      placement->source_point = loose;
      g_clear_pointer (&placement->source_side, g_free);
    }
  else
    {
      placement->has_target_point = node_id == NULL;
      placement->target_point = loose;
      g_clear_pointer (&placement->target_side, g_free);
    }
  _pp_tool_set_field (canvas, changes, self->edge_id, self->at_source ? "source" : "target",
                      _pp_tool_id_node (node_id));
  _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (canvas),
                                               pp_canvas_get_layout_id (canvas), self->edge_id,
                                               placement));
  _pp_canvas_apply (canvas, N_("Reconnect Flow"), g_steal_pointer (&changes));

  return FALSE;
}

static void
pp_reconnect_tool_finalize (GObject *object)
{
  PpReconnectTool *self = PP_RECONNECT_TOOL (object);

  g_clear_pointer (&self->edge_id, g_free);

  G_OBJECT_CLASS (pp_reconnect_tool_parent_class)->finalize (object);
}

static void
pp_reconnect_tool_class_init (PpReconnectToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);
  PpConnectionToolClass *connection_class = PP_CONNECTION_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_reconnect_tool_finalize;
  tool_class->finish = pp_reconnect_tool_finish;
  tool_class->cursor = "grabbing";
  connection_class->accepts = pp_reconnect_tool_accepts;
  connection_class->trace = pp_reconnect_tool_trace;
}

static void
pp_reconnect_tool_init (PpReconnectTool *self)
{
}

PpTool *
pp_reconnect_tool_new (PpCanvas   *canvas,
                       const char *edge_id,
                       gboolean    at_source)
{
  PpReconnectTool *self = g_object_new (PP_TYPE_RECONNECT_TOOL, "canvas", canvas, NULL);

  self->edge_id = g_strdup (edge_id);
  self->at_source = at_source;

  return PP_TOOL (self);
}
