/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a flow from one element to another, or to a loose end in the open. By keyboard the arrows choose
 * the target and Enter draws. */

#include "pp-canvas-private.h"
#include "pp-connection-tool.h"

/* A loose end nearer than this to where the flow began is no flow at all. */
#define SHORTEST_LOOSE 30.0

#define PP_TYPE_CONNECT_TOOL (pp_connect_tool_get_type ())
G_DECLARE_FINAL_TYPE (PpConnectTool, pp_connect_tool, PP, CONNECT_TOOL, PpConnectionTool)

struct _PpConnectTool
{
  PpConnectionTool parent_instance;

  char     *source_id;
  gboolean  by_keyboard;
};

G_DEFINE_FINAL_TYPE (PpConnectTool, pp_connect_tool, PP_TYPE_CONNECTION_TOOL)

static gboolean
pp_connect_tool_accepts (PpConnectionTool  *connection,
                         const PpSceneItem *item)
{
  return !g_str_equal (item->id, PP_CONNECT_TOOL (connection)->source_id);
}

static void
pp_connect_tool_trace (PpConnectionTool *connection,
                       GArray           *path)
{
  PpConnectTool *self = PP_CONNECT_TOOL (connection);
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  const char *target_id = pp_connection_tool_get_node_id (connection);

  if (!self->by_keyboard || target_id != NULL)
    pp_scene_preview_connection (_pp_canvas_get_scene (canvas), self->source_id, target_id,
                                 pp_connection_tool_get_point (connection), path);
}

static const char *
pp_connect_tool_get_highlighted (PpConnectionTool *connection)
{
  const char *target_id = pp_connection_tool_get_node_id (connection);

  return target_id != NULL ? target_id : PP_CONNECT_TOOL (connection)->source_id;
}

/* A pointer that lies still on the canvas has no say while keys choose. */
static void
pp_connect_tool_motion (PpTool          *tool,
                        PpPoint          point,
                        GdkModifierType  modifiers)
{
  if (!PP_CONNECT_TOOL (tool)->by_keyboard)
    PP_TOOL_CLASS (pp_connect_tool_parent_class)->motion (tool, point, modifiers);
}

static gboolean
is_worth_it (PpConnectTool *self)
{
  PpConnectionTool *connection = PP_CONNECTION_TOOL (self);
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  const PpSceneItem *source = pp_scene_lookup (_pp_canvas_get_scene (canvas), self->source_id);
  PpBox near;

  if (pp_connection_tool_get_node_id (connection) != NULL)
    return TRUE;
  if (!pp_connection_tool_has_moved (connection) || source == NULL)
    return FALSE;

  near = pp_box_inflate (&source->box, SHORTEST_LOOSE);

  return !pp_box_contains (&near, pp_connection_tool_get_point (connection));
}

static gboolean
pp_connect_tool_finish (PpTool          *tool,
                        GdkModifierType  modifiers)
{
  PpConnectTool *self = PP_CONNECT_TOOL (tool);
  PpConnectionTool *connection = PP_CONNECTION_TOOL (tool);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpScene *scene = _pp_canvas_get_scene (canvas);
  g_autoptr(PpPlacement) placement = pp_placement_new ();
  g_autofree char *id = NULL;
  PpKind *kind;
  GPtrArray *changes;
  int lowest, highest;

  if (!is_worth_it (self))
    return FALSE;

  kind = pp_kinds_resolve (pp_scene_get_kinds (scene), pp_canvas_get_edge_kind (canvas), TRUE);
  pp_layout_get_z_range (pp_scene_get_layout (scene), &lowest, &highest);
  placement->z = highest + 1;
  if (pp_connection_tool_get_node_id (connection) == NULL)
    {
      placement->has_target_point = TRUE;
      placement->target_point = pp_connection_tool_get_loose_end (connection, modifiers);
    }
  changes = pp_edit_add_edge (_pp_canvas_get_model (canvas), pp_canvas_get_layout_id (canvas),
                              pp_kind_get_id (kind), NULL, pp_kind_get_default_facts (kind),
                              self->source_id, pp_connection_tool_get_node_id (connection),
                              placement, &id);
  if (_pp_canvas_apply (canvas, N_("Add Flow"), changes))
    {
      pp_selection_set_single (pp_canvas_get_selection (canvas), id);
      _pp_canvas_focus_element (canvas, id);
    }

  return FALSE;
}

static void
choose_target (PpConnectTool *self,
               guint          keyval)
{
  PpConnectionTool *connection = PP_CONNECTION_TOOL (self);
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  const PpSceneItem *item =
    _pp_canvas_find_in_direction (canvas, pp_connect_tool_get_highlighted (connection), keyval, TRUE);

  if (item == NULL)
    return;

  pp_connection_tool_hold (connection, item);
  _pp_canvas_show_item (canvas, item);
  _pp_canvas_focus_element (canvas, item->id);
}

static gboolean
pp_connect_tool_key (PpTool *tool,
                     guint   keyval)
{
  g_autoptr(PpConnectTool) self = g_object_ref (PP_CONNECT_TOOL (tool));

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      choose_target (self, keyval);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      pp_tool_finish (tool, 0);
      _pp_canvas_put_tool_away (pp_tool_get_canvas (tool));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
pp_connect_tool_finalize (GObject *object)
{
  PpConnectTool *self = PP_CONNECT_TOOL (object);

  g_clear_pointer (&self->source_id, g_free);

  G_OBJECT_CLASS (pp_connect_tool_parent_class)->finalize (object);
}

static void
pp_connect_tool_class_init (PpConnectToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);
  PpConnectionToolClass *connection_class = PP_CONNECTION_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_connect_tool_finalize;
  tool_class->motion = pp_connect_tool_motion;
  tool_class->finish = pp_connect_tool_finish;
  tool_class->key = pp_connect_tool_key;
  tool_class->cursor = "crosshair";
  connection_class->accepts = pp_connect_tool_accepts;
  connection_class->trace = pp_connect_tool_trace;
  connection_class->get_highlighted = pp_connect_tool_get_highlighted;
}

static void
pp_connect_tool_init (PpConnectTool *self)
{
}

PpTool *
pp_connect_tool_new (PpCanvas   *canvas,
                     const char *source_id,
                     gboolean    by_keyboard)
{
  PpConnectTool *self = g_object_new (PP_TYPE_CONNECT_TOOL, "canvas", canvas, NULL);

  self->source_id = g_strdup (source_id);
  self->by_keyboard = by_keyboard;

  return PP_TOOL (self);
}
