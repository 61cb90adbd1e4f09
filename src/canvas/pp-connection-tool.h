/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-tool.h"

G_BEGIN_DECLS

#define PP_TYPE_CONNECTION_TOOL (pp_connection_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (PpConnectionTool, pp_connection_tool, PP, CONNECTION_TOOL, PpTool)

/**
 * PpConnectionToolClass:
 * @accepts: whether the end may be put on an element that flows can end at
 * @trace: appends the way of the flow, as #PpPoint, to where the end is held; may append nothing
 * @get_highlighted: (nullable): the element to point out; the one that holds the end if not set
 *
 * A gesture with the end of a flow in the hand: over an element that accepts it the end is held there,
 * elsewhere it is loose.
 */
struct _PpConnectionToolClass
{
  PpToolClass parent_class;

  gboolean     (* accepts)         (PpConnectionTool  *self,
                                    const PpSceneItem *item);
  void         (* trace)           (PpConnectionTool  *self,
                                    GArray            *path);
  const char * (* get_highlighted) (PpConnectionTool  *self);
};

const char *pp_connection_tool_get_node_id   (PpConnectionTool  *self);
PpPoint     pp_connection_tool_get_point     (PpConnectionTool  *self);
gboolean    pp_connection_tool_has_moved     (PpConnectionTool  *self);
PpPoint     pp_connection_tool_get_loose_end (PpConnectionTool  *self,
                                              GdkModifierType    modifiers);
void        pp_connection_tool_hold          (PpConnectionTool  *self,
                                              const PpSceneItem *item);

G_END_DECLS
