/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-canvas.h"
#include "pp-handles.h"
#include "pp-painter.h"

G_BEGIN_DECLS

#define PP_TYPE_TOOL (pp_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (PpTool, pp_tool, PP, TOOL, GObject)

/**
 * PpToolClass:
 * @begin: the tool has been taken up; optional
 * @motion: the pointer is at @point of the layout
 * @finish: the button was released (or clicked, for a sticky tool): do it, as one step of the history.
 *   Returns whether the tool stays in hand
 * @cancel: give up; the model is as it was. Also called after @finish to clean up
 * @get_extents: the box of all that @draw paints, without its margins; may be empty
 * @draw: paints over everything, in layout units
 * @key: an arrow key or Enter, for tools that keys can drive; returns whether it was taken
 * @cursor: the name of the pointer's picture
 * @sticky: follows the pointer without a button held down
 *
 * What one gesture does. A tool is made for one gesture and used once.
 */
struct _PpToolClass
{
  GObjectClass parent_class;

  void       (* begin)  (PpTool          *self);
  void       (* motion) (PpTool          *self,
                         PpPoint          point,
                         GdkModifierType  modifiers);
  gboolean   (* finish) (PpTool          *self,
                         GdkModifierType  modifiers);
  void       (* cancel) (PpTool          *self);
  PpBox      (* get_extents) (PpTool     *self);
  void       (* draw)   (PpTool          *self,
                         cairo_t         *cr,
                         double           scale);
  gboolean   (* key)    (PpTool          *self,
                         guint            keyval);

  const char  *cursor;
  gboolean     sticky;
};

PpCanvas   *pp_tool_get_canvas (PpTool          *self);
void        pp_tool_begin      (PpTool          *self);
void        pp_tool_motion     (PpTool          *self,
                                PpPoint          point,
                                GdkModifierType  modifiers);
gboolean    pp_tool_finish     (PpTool          *self,
                                GdkModifierType  modifiers);
void        pp_tool_cancel     (PpTool          *self);
PpBox       pp_tool_get_extents (PpTool         *self);
void        pp_tool_draw       (PpTool          *self,
                                cairo_t         *cr,
                                double           scale);
gboolean    pp_tool_key        (PpTool          *self,
                                guint            keyval);
const char *pp_tool_get_cursor (PpTool          *self);
gboolean    pp_tool_is_sticky  (PpTool          *self);

/* The tools. Points are where the gesture began, in layout units. */
PpTool *pp_band_tool_new      (PpCanvas       *canvas,
                               PpPoint         start,
                               gboolean        extend);
PpTool *pp_bend_tool_new      (PpCanvas       *canvas,
                               const char     *edge_id,
                               const PpHandle *handle,
                               PpPoint         start);
PpTool *pp_connect_tool_new   (PpCanvas       *canvas,
                               const char     *source_id,
                               gboolean        by_keyboard);
PpTool *pp_label_tool_new     (PpCanvas       *canvas,
                               const char     *edge_id);
PpTool *pp_move_tool_new      (PpCanvas       *canvas,
                               const char     *grabbed_id,
                               PpPoint         start);
PpTool *pp_pan_tool_new       (PpCanvas       *canvas,
                               PpPoint         start);
PpTool *pp_place_tool_new     (PpCanvas       *canvas,
                               const char     *kind_id);
PpTool *pp_reconnect_tool_new (PpCanvas       *canvas,
                               const char     *edge_id,
                               gboolean        at_source);
PpTool *pp_resize_tool_new    (PpCanvas       *canvas,
                               const char     *node_id,
                               const PpHandle *handle,
                               PpPoint         start);

/* Shared by the tools. */
PpBox      _pp_tool_item_extents (PpCanvas          *canvas,
                                 const char         *id);
GPtrArray *_pp_tool_list_moving (PpCanvas           *canvas,
                                 const char * const *ids,
                                 guint               n_ids);
PpPlacement *_pp_tool_dup_placement (PpCanvas   *canvas,
                                 const char         *id);
void       _pp_tool_append_all  (GPtrArray          *changes,
                                 GPtrArray          *more);
gboolean   _pp_tool_can_connect (const PpSceneItem  *item);
void       _pp_tool_set_field   (PpCanvas           *canvas,
                                 GPtrArray          *changes,
                                 const char         *id,
                                 const char         *field,
                                 JsonNode           *after);
JsonNode  *_pp_tool_id_node     (const char         *id);

G_END_DECLS
