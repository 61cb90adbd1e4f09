/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-canvas.h"
#include "pp-edit.h"
#include "pp-guides.h"
#include "pp-painter.h"
#include "pp-sheet.h"
#include "pp-tile-cache.h"
#include "pp-tool.h"
#include "pp-viewport.h"

G_BEGIN_DECLS

/* How near the pointer must be to a thing, and how far it must go before a press becomes a drag. */
#define PP_CANVAS_HIT_PX 6.0
#define PP_CANVAS_TOUCH_HIT_PX 18.0
#define PP_CANVAS_DRAG_PX 4.0
#define PP_CANVAS_TOUCH_DRAG_PX 12.0
/* How near an edge or a centre must be to a neighbour's to snap to it. */
#define PP_CANVAS_SNAP_PX 6.0

/* What lies under a point. */
typedef struct {
  PpHandle           handle;
  const PpSceneItem *item;      /* what the handle belongs to, or what was hit; NULL on the ground */
  gboolean           badge;     /* it was the item's badge that was hit */
} PpCanvasPick;

/* A press that has not become a drag yet. */
typedef struct {
  gboolean        active;
  gboolean        touch;
  gboolean        pan;
  gboolean        was_selected;
  gboolean        twice;
  gboolean        badge;
  GdkModifierType modifiers;
  double          x_px;
  double          y_px;
  PpHandle        handle;
  char           *id;
} PpCanvasPress;

typedef struct {
  double x;
  double y;
  double zoom;
} PpCanvasView;

typedef struct _PpCanvasPrepared PpCanvasPrepared;

struct _PpCanvas
{
  GtkWidget      parent_instance;

  /* owned */
  PpHistory     *history;
  PpKinds       *kinds;
  char          *layout_id;
  PpScene       *scene;
  PpCanvasPrepared *prepared;        /* (nullable): what is shown next */
  PpSelection   *selection;
  PpViewport    *viewport;
  PpPainter     *painter;
  PpTileCache   *tiles;              /* the scene */
  PpTileCache   *lifted_tiles;       /* while much is moved: what moves as a whole */
  PpSheet       *sheets[2];          /* in turn: what is lifted and changes its shape */
  PpTileCache   *selection_tiles;    /* while much is selected: its outlines */
  PpTileCache   *overlay_tiles;      /* what an overlay tells */
  PpOverlay     *overlay;            /* (nullable) */
  PpTool        *tool;
  GHashTable    *views;              /* layout id → PpCanvasView */
  GHashTable    *proxies;            /* element id → PpElementProxy, which is a child widget */
  GMenuModel    *extra_menu;
  GHashTable    *badges;             /* (nullable): element id → PpBadge */
  GskRenderNode *lifted_node;        /* shown until the tiles have what was dropped */
  AdwAnimation  *animation;
  char          *edge_kind;
  char          *font_family;
  char          *hovered_id;
  char          *focus_id;           /* the element that keys act from */
  GCancellable  *paste_cancellable;

  /* borrowed: children and controllers of this widget */
  GtkWidget     *menu;
  GtkWidget     *editor;             /* of a name, or NULL */
  char          *editor_id;          /* owned: what is renamed */
  GtkGesture    *drag_gesture;
  GtkGesture    *zoom_gesture;
  GtkGesture    *menu_gesture;

  /* state */
  PpAppearance   appearance;
  PpTextFont     font;
  PpCanvasPress  press;
  gboolean       editable;
  gboolean       show_grid;
  gboolean       show_badges;
  gboolean       snap_to_grid;
  gboolean       space_held;
  gboolean       fit_pending;
  gboolean       fitted;             /* nothing happened since the view was fitted, unless it moved */
  PpCanvasView   fitted_view;
  gboolean       zooming;            /* the zoom changed a moment ago */
  gboolean       pointer_inside;
  gboolean       selecting;
  double         pointer_x_px;
  double         pointer_y_px;
  double         lift_dx;            /* how far the lifted items were moved */
  double         lift_dy;
  gboolean       lifting_many;
  gboolean       settling;
  guint          n_sheets;           /* drawn so far */
  double         lifted_x_px;        /* where the view was when lifted_node was made */
  double         lifted_y_px;
  double         lifted_zoom;
  double         shown_x_px;         /* where the view was in the last frame */
  double         shown_y_px;
  double         shown_zoom;
  double         pinch_zoom;
  PpPoint        pinch_point;
  double         kinetic_x;          /* pixels a second */
  double         kinetic_y;
  gint64         kinetic_time;
  guint          kinetic_tick;
  guint          autoscroll_tick;
  guint          fill_tick;
  gint64         frame_began_us;     /* 0 between two frames */
  guint          settle_source;
  guint          badges_source;
  gboolean       painted;            /* by the last frame, all of it */
  gboolean       taking_badges;      /* some of them have not been given to the scene yet */
  guint          proxies_source;
  gboolean       proxies_outdated;
  PpCanvasView   animation_from;
  PpCanvasView   animation_to;
  guint          n_pastes;
  guint          click_count;
  guint32        click_time_ms;      /* of the event */
  double         click_x_px;
  double         click_y_px;
};

/* pp-canvas.c */
PpViewport *_pp_canvas_get_viewport   (PpCanvas           *self);
PpPainter  *_pp_canvas_get_painter    (PpCanvas           *self);
void        _pp_canvas_tell           (PpCanvas           *self,
                                       const char         *text);
void        _pp_canvas_inspect        (PpCanvas           *self,
                                       const char         *id);

/* pp-canvas-prepare.c */
void     _pp_canvas_prepared_unref     (gpointer              prepared);
PpScene *_pp_canvas_take_scene         (PpCanvas             *self,
                                        PpModel              *model,
                                        const char           *layout_id);

/* pp-canvas-properties.c */
void        _pp_canvas_install_properties (GObjectClass   *object_class);

/* pp-canvas-view.c */
PpScene    *_pp_canvas_get_scene      (PpCanvas           *self);
PpModel    *_pp_canvas_get_model      (PpCanvas           *self);
void        _pp_canvas_clear_view     (PpCanvas           *self);

/* pp-canvas-tools.c */
gboolean    _pp_canvas_can_edit       (PpCanvas           *self);
gboolean    _pp_canvas_apply          (PpCanvas           *self,
                                       const char         *label,
                                       GPtrArray          *changes);
void        _pp_canvas_lift           (PpCanvas           *self,
                                       const char * const *ids,
                                       guint               n_ids);
void        _pp_canvas_move_lifted    (PpCanvas           *self,
                                       double              dx,
                                       double              dy);
void        _pp_canvas_preview        (PpCanvas           *self,
                                       const char         *id,
                                       const PpPlacement  *placement);
void        _pp_canvas_drop           (PpCanvas           *self);
void        _pp_canvas_take_tool      (PpCanvas           *self,
                                       PpTool             *tool);
void        _pp_canvas_put_tool_away  (PpCanvas           *self);

void        _pp_canvas_show_threats   (PpCanvas           *self,
                                       const char         *id);

/* pp-canvas-badges.c */
void        _pp_canvas_update_badges  (PpCanvas           *self);

/* pp-canvas-draw.c */
void        _pp_canvas_snapshot       (GtkWidget          *widget,
                                       GtkSnapshot        *snapshot);
void        _pp_canvas_watch_frames   (PpCanvas           *self);
void        _pp_canvas_unwatch_frames (PpCanvas           *self);
void        _pp_canvas_make_tiles     (PpCanvas           *self);
void        _pp_canvas_init_drawing   (PpCanvas           *self);
void        _pp_canvas_selection_look_changed (PpCanvas   *self);
PpTileCounters _pp_canvas_get_tile_counters (PpCanvas     *self);

/* pp-canvas-appearance.c */
void        _pp_canvas_update_appearance (PpCanvas        *self);

/* pp-canvas-overlay.c */
void        _pp_canvas_overlay_look_changed (PpCanvas     *self);

/* pp-canvas-pick.c */
PpCanvasPick _pp_canvas_pick          (PpCanvas           *self,
                                       double              x_px,
                                       double              y_px,
                                       double              tolerance_px);
const char *_pp_canvas_pick_cursor    (PpCanvas           *self,
                                       const PpCanvasPick *pick);

/* pp-canvas-input.c */
void        _pp_canvas_init_input     (PpCanvas           *self);

/* pp-canvas-pointer.c */
void        _pp_canvas_press          (PpCanvas           *self,
                                       double              x_px,
                                       double              y_px,
                                       guint               button,
                                       guint               n_press,
                                       GdkModifierType     modifiers,
                                       gboolean            touch);
void        _pp_canvas_motion         (PpCanvas           *self,
                                       double              x_px,
                                       double              y_px,
                                       GdkModifierType     modifiers);
void        _pp_canvas_release        (PpCanvas           *self,
                                       double              x_px,
                                       double              y_px,
                                       GdkModifierType     modifiers);
gboolean    _pp_canvas_cancel         (PpCanvas           *self);
void        _pp_canvas_set_hovered    (PpCanvas           *self,
                                       const char         *id);

/* pp-canvas-navigate.c */
void        _pp_canvas_init_navigation (PpCanvas          *self);
void        _pp_canvas_stop_kinetic   (PpCanvas           *self);
void        _pp_canvas_fit            (PpCanvas           *self);
gboolean    _pp_canvas_is_fitted      (PpCanvas           *self);
void        _pp_canvas_animate_to     (PpCanvas           *self,
                                       const PpCanvasView *view);
void        _pp_canvas_zoom_by        (PpCanvas           *self,
                                       double              factor);
void        _pp_canvas_autoscroll     (PpCanvas           *self);
void        _pp_canvas_show_item      (PpCanvas           *self,
                                       const PpSceneItem  *item);

/* pp-canvas-focus.c */
void        _pp_canvas_install_focus_keys (GtkWidgetClass *widget_class);
gboolean    _pp_canvas_focus          (GtkWidget          *widget,
                                       GtkDirectionType    direction);
void        _pp_canvas_set_focus_id   (PpCanvas           *self,
                                       const char         *id);
void        _pp_canvas_focus_element  (PpCanvas           *self,
                                       const char         *id);
const PpSceneItem *_pp_canvas_find_in_direction (PpCanvas *self,
                                       const char         *from_id,
                                       guint               keyval,
                                       gboolean            nodes_only);

/* pp-canvas-accessible.c */
void        _pp_canvas_queue_proxies  (PpCanvas           *self);
void        _pp_canvas_leave_proxies  (PpCanvas           *self);
void        _pp_canvas_allocate_proxies (PpCanvas         *self);
GtkWidget  *_pp_canvas_ensure_proxy   (PpCanvas           *self,
                                       const PpSceneItem  *item);
void        _pp_canvas_update_selected_states (PpCanvas   *self);
void        _pp_canvas_clear_proxies  (PpCanvas           *self);

/* pp-canvas-actions.c */
void        _pp_canvas_install_actions (GtkWidgetClass    *widget_class);
void        _pp_canvas_update_actions (PpCanvas           *self);

/* pp-canvas-commands.c */
void        _pp_canvas_select_all     (PpCanvas           *self);
void        _pp_canvas_delete         (PpCanvas           *self);
void        _pp_canvas_hide           (PpCanvas           *self);
void        _pp_canvas_duplicate      (PpCanvas           *self);
void        _pp_canvas_reverse        (PpCanvas           *self);
void        _pp_canvas_straighten     (PpCanvas           *self);
void        _pp_canvas_restack        (PpCanvas           *self,
                                       const char         *label,
                                       PpStackMove         move);
void        _pp_canvas_nudge          (PpCanvas           *self,
                                       double              dx,
                                       double              dy);
void        _pp_canvas_place_kind     (PpCanvas           *self,
                                       const char         *kind_id,
                                       PpPoint             centre);
gboolean    _pp_canvas_paste_fragment (PpCanvas           *self,
                                       const char         *label,
                                       JsonNode           *fragment,
                                       double              dx,
                                       double              dy);

/* pp-canvas-arrange.c */
typedef enum {
  PP_ARRANGE_LEFT,
  PP_ARRANGE_CENTRE,
  PP_ARRANGE_RIGHT,
  PP_ARRANGE_TOP,
  PP_ARRANGE_MIDDLE,
  PP_ARRANGE_BOTTOM,
  PP_ARRANGE_ACROSS,
  PP_ARRANGE_DOWN,
} PpArrange;

void        _pp_canvas_arrange        (PpCanvas           *self,
                                       PpArrange           how);

/* pp-canvas-clipboard.c */
void        _pp_canvas_copy           (PpCanvas           *self);
void        _pp_canvas_paste          (PpCanvas           *self);

/* pp-canvas-rename.c */
void        _pp_canvas_rename         (PpCanvas           *self,
                                       const char         *id);
void        _pp_canvas_end_rename     (PpCanvas           *self,
                                       gboolean            keep);
void        _pp_canvas_allocate_editor (PpCanvas          *self);

/* pp-canvas-menu.c */
void        _pp_canvas_show_menu      (PpCanvas           *self,
                                       double              x_px,
                                       double              y_px);
void        _pp_canvas_show_menu_by_keyboard (PpCanvas    *self);

G_END_DECLS
