/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-connection-tool.h"

#include "pp-canvas-private.h"

typedef struct
{
  char     *node_id;        /* what holds the end; NULL in the open */
  GArray   *path;           /* PpPoint */
  PpPoint   point;          /* where the pointer is */
  gboolean  moved;
} PpConnectionToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PpConnectionTool, pp_connection_tool, PP_TYPE_TOOL)

static const char *
get_highlighted (PpConnectionTool *self)
{
  if (PP_CONNECTION_TOOL_GET_CLASS (self)->get_highlighted != NULL)
    return PP_CONNECTION_TOOL_GET_CLASS (self)->get_highlighted (self);

  return pp_connection_tool_get_node_id (self);
}

static void
pp_connection_tool_motion (PpTool          *tool,
                           PpPoint          point,
                           GdkModifierType  modifiers)
{
  PpConnectionTool *self = PP_CONNECTION_TOOL (tool);
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  double tolerance = 2 * PP_CANVAS_HIT_PX / pp_canvas_get_zoom (canvas);

  priv->moved = TRUE;
  priv->point = point;
  pp_connection_tool_hold (self, pp_scene_hit (_pp_canvas_get_scene (canvas), point, tolerance));
}

static PpBox
pp_connection_tool_get_extents (PpTool *tool)
{
  PpConnectionTool *self = PP_CONNECTION_TOOL (tool);
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);
  PpBox node = _pp_tool_item_extents (pp_tool_get_canvas (tool), get_highlighted (self));
  PpBox path;

  if (priv->path->len == 0)
    return node;

  path = pp_box_of_points ((const PpPoint *) priv->path->data, priv->path->len);
  path = pp_box_inflate (&path, 1);

  return pp_box_union (&path, &node);
}

static void
pp_connection_tool_draw (PpTool  *tool,
                         cairo_t *cr,
                         double   scale)
{
  PpConnectionTool *self = PP_CONNECTION_TOOL (tool);
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);
  PpCanvas *canvas = pp_tool_get_canvas (tool);
  PpPainter *painter = _pp_canvas_get_painter (canvas);
  const char *id = get_highlighted (self);
  const PpSceneItem *item = id != NULL ? pp_scene_lookup (_pp_canvas_get_scene (canvas), id) : NULL;

  if (item != NULL)
    pp_painter_draw_highlight (painter, cr, item, scale);
  if (priv->path->len > 1)
    pp_painter_draw_connection (painter, cr, (const PpPoint *) priv->path->data, priv->path->len,
                                scale);
}

static void
pp_connection_tool_finalize (GObject *object)
{
  PpConnectionToolPrivate *priv =
    pp_connection_tool_get_instance_private (PP_CONNECTION_TOOL (object));

  g_clear_pointer (&priv->node_id, g_free);
  g_clear_pointer (&priv->path, g_array_unref);

  G_OBJECT_CLASS (pp_connection_tool_parent_class)->finalize (object);
}

static void
pp_connection_tool_class_init (PpConnectionToolClass *klass)
{
  PpToolClass *tool_class = PP_TOOL_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pp_connection_tool_finalize;
  tool_class->motion = pp_connection_tool_motion;
  tool_class->get_extents = pp_connection_tool_get_extents;
  tool_class->draw = pp_connection_tool_draw;
}

static void
pp_connection_tool_init (PpConnectionTool *self)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);

  priv->path = g_array_new (FALSE, FALSE, sizeof (PpPoint));
}

/**
 * pp_connection_tool_get_node_id:
 * @self: a tool
 *
 * Gets the element that holds the end.
 *
 * Returns: (nullable): its identifier, or %NULL while the end is loose
 */
const char *
pp_connection_tool_get_node_id (PpConnectionTool *self)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);

  return priv->node_id;
}

PpPoint
pp_connection_tool_get_point (PpConnectionTool *self)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);

  return priv->point;
}

/* Whether the pointer has had a say at all. */
gboolean
pp_connection_tool_has_moved (PpConnectionTool *self)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);

  return priv->moved;
}

/**
 * pp_connection_tool_get_loose_end:
 * @self: a tool
 * @modifiers: Alt lets the end off the grid
 *
 * Gets where a loose end is put.
 *
 * Returns: the place, on the grid where the canvas snaps to it
 */
PpPoint
pp_connection_tool_get_loose_end (PpConnectionTool *self,
                                  GdkModifierType   modifiers)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);
  PpCanvas *canvas = pp_tool_get_canvas (PP_TOOL (self));
  double step = pp_canvas_get_snap_to_grid (canvas) && !(modifiers & GDK_ALT_MASK) ? PP_GRID_STEP : 0;

  return (PpPoint) { pp_grid_round (priv->point.x, step), pp_grid_round (priv->point.y, step) };
}

/**
 * pp_connection_tool_hold:
 * @self: a tool
 * @item: (nullable): an element
 *
 * Puts the end on an element that accepts it; on any other, and on none, the end is loose.
 */
void
pp_connection_tool_hold (PpConnectionTool  *self,
                         const PpSceneItem *item)
{
  PpConnectionToolPrivate *priv = pp_connection_tool_get_instance_private (self);
  PpConnectionToolClass *klass = PP_CONNECTION_TOOL_GET_CLASS (self);

  g_free (priv->node_id);
  priv->node_id = _pp_tool_can_connect (item) && klass->accepts (self, item) ? g_strdup (item->id)
                                                                             : NULL;
  g_array_set_size (priv->path, 0);
  klass->trace (self, priv->path);
  gtk_widget_queue_draw (GTK_WIDGET (pp_tool_get_canvas (PP_TOOL (self))));
}
